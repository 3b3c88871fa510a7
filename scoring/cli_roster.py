"""The terminal's verbs about who takes part: the list, the workbooks that go out, the day they are due back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_kinds import head
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_kinds, opened_round, speaking
from scoring.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.services.rounds import OpenRound

FILE = click.Path(path_type=Path)


@click.command()
@WORKSPACE
@click.argument("name", required=False)
@click.argument("uscc", required=False)
@click.option("--contact", help="联系人 / whom to call")
@click.option("--phone", help="联系电话 / telephone")
@click.option("--from", "source", type=FILE, help="从工作簿里的名单加入（名称和代码两列）/ add the list in a workbook")
@click.option("--remove", multiple=True, metavar="载体", help="移出名单；已有填报表的不能 / take off the list")
@click.option("--to", "target", type=FILE, help="把名单写成工作簿（.xlsx）/ write the list as a workbook")
@KIND
@speaking
def roster(
    workspace: Path,
    name: str | None,
    uscc: str | None,
    contact: str | None,
    phone: str | None,
    source: Path | None,
    remove: tuple[str, ...],
    target: Path | None,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """参评名单：列出；给出名称和统一社会信用代码则加入 / list the participants, add one, or take one off."""
    from scoring.services.kinds import whose
    from scoring.services.roster import Contact, enrol_typed, withdraw
    from scoring.services.rosters import write_list
    from scoring.services.rounds import of_kind

    session = Session(lang, actor, as_json)
    if name and not uscc:
        raise Refusal("cli.name_and_code")
    with opened_kinds(workspace, kind, read_only=not (name or source or remove)) as kinds:
        if name and uscc:
            called = None if contact is None and phone is None else Contact((contact or "").strip(), (phone or "").strip())
            enrol_typed(of_kind(kinds, kind), name=name, uscc=uscc, contact=called, actor=actor, now=now())
        if source:
            _add_list(session, of_kind(kinds, kind), source)
        for opened, carrier in [whose(kinds, wanted) for wanted in remove]:
            withdraw(opened, [carrier.uscc], actor=actor, now=now())
            session.say("withdrawn", name=carrier.name)
        if target:
            count = write_list(of_kind(kinds, kind), target, lang)
            session.say("list_written", name=target.name, count=count)
        session.show("roster", {"participants": _listed(session, kinds)})


def _listed(session: Session, kinds: Sequence[OpenRound]) -> list[dict[str, str]]:
    from scoring.services.rosters import participants

    listed: list[dict[str, str]] = []
    for opened in kinds:
        head(session, opened, kinds)
        called = {one.uscc: one.contact for one in participants(opened, session.language)}
        everyone = opened.participants()
        for carrier in everyone:
            said = called[carrier.uscc].words
            session.say("participant_called" if said else "participant", name=carrier.name, uscc=carrier.uscc, contact=said)
        session.say("participants", count=len(everyone))
        listed += [
            {
                "name": one.name,
                "uscc": one.uscc,
                "kind": opened.kind(session.language),
                "contact": called[one.uscc].name,
                "phone": called[one.uscc].phone,
            }
            for one in everyone
        ]
    return listed


def _add_list(session: Session, opened: OpenRound, source: Path) -> None:
    """What can be added is; what cannot is told line by line."""
    from scoring.services.roster import add
    from scoring.services.roster_block import Verdict, entries, proposed_workbook

    proposed = proposed_workbook(opened, source)
    added = add(opened, entries(proposed), actor=session.actor, now=now())
    for one in proposed:
        if one.verdict in (Verdict.WRONG, Verdict.TWICE):
            session.say("list_line", row=one.row, name=one.name, sentence=one.said)
    session.say("list_added", count=len(added))


@click.command()
@WORKSPACE
@click.argument("file", type=FILE)
@click.option(
    "--each", is_flag=True, help="每家载体一份，名称和代码已填；FILE 是文件夹 / one for every carrier, FILE is a folder"
)
@KIND
@speaking
def template(workspace: Path, file: Path, each: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """写出空白填报表，或给每家载体一份 / write the blank workbook, or one for every carrier."""
    from scoring.services.templates import write_blank, write_each

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        made: dict[str, object] = {"file": str(file), "form": opened.round.form}
        if each:
            issued = write_each(opened, file, progress=session.progress)
            session.say("templates_written", count=len(issued.written), kept=len(issued.kept), folder=file.name)
            made |= {"written": [str(one) for one in issued.written], "kept": [str(one) for one in issued.kept]}
        else:
            write_blank(opened, file)
            session.say("template_written", name=file.name)
        session.show("template", made)


@click.command()
@WORKSPACE
@click.argument("day", required=False, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--none", "nothing", is_flag=True, help="不设截止日 / no such day")
@KIND
@speaking
def due(workspace: Path, day: datetime | None, nothing: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """报送截止日：列出；给出日期则设定，各类型相同，或用 --kind 只设一类 / the last day for returns."""
    from scoring.services.due_days import due_of, set_due

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=not (day or nothing)) as kinds:
        if day or nothing:
            wanted: date | None = day.date() if day else None
            with kinds[0].store.writing():
                for opened in kinds:
                    set_due(opened, wanted, actor=actor, now=now())
        known = [(opened.kind(lang), due_of(opened)) for opened in kinds]
    for name, last in known:
        session.say("due" if last else "due_none", kind=name, day=last or "")
    session.show("due", {"kinds": [{"kind": name, "due": last.isoformat() if last else None} for name, last in known]})


@click.command()
@WORKSPACE
@KIND
@speaking
def remind(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """催报：还没有报齐的载体、联系人和电话，可以贴进 Excel 或消息 / who is to be reminded, whom to call."""
    from scoring.services.collecting import collecting, missing, reminder
    from scoring.services.due_days import today_of

    session = Session(lang, actor, as_json)
    due: list[dict[str, object]] = []
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        for opened in kinds:
            shown = collecting(opened, today=today_of(now()))
            rows = missing(shown.rows)
            if rows:
                session.say("plain", text=reminder(opened, rows, shown.due, lang))
            else:
                session.say("nobody_to_remind", kind=opened.kind(lang))
            due += [
                {
                    "name": one.name,
                    "uscc": one.uscc,
                    "kind": opened.kind(lang),
                    "contact": one.contact.name,
                    "phone": one.contact.phone,
                    "state": one.state.value,
                    "late": one.late,
                    "reason": one.reason,
                }
                for one in rows
            ]
    session.show("remind", {"due": due})


VERBS = (roster, template, due, remind)
