"""The journal (日志) on a terminal: who did what and when, in words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import WORKSPACE, Session, opened_kinds, speaking
from scoring.errors import Refusal
from scoring.messages import tell

if TYPE_CHECKING:
    from scoring.services.journalling import ShownEntry

FINDINGS = 1
DAY = click.DateTime(formats=["%Y-%m-%d"])
SHOWN = 100


@click.command()
@WORKSPACE
@click.option("--carrier", default="", metavar="载体", help="只列提到这个载体的 / only what names this carrier")
@click.option("--person", default="", metavar="人员", help="只列这个人做的 / only what this person did")
@click.option("--action", default="", metavar="动作", help="只列这种动作，如 更正 或 return.amended / only this kind of action")
@click.option("--from", "first", type=DAY, help="从这一天起 / from this day on")
@click.option("--to", "last", type=DAY, help="到这一天止 / up to and with this day")
@click.option("--find", "words", default="", metavar="文字", help="含有这些文字的 / with these words in it")
@click.option("--most", type=click.IntRange(1), default=SHOWN, show_default=True, help="最多列几条 / how many at most")
@click.option("--out", type=click.Path(path_type=Path), help="另存为 .xlsx、.csv 或 .tsv，全部写出 / write all of it to a file")
@click.option("--verify", is_flag=True, help="核对日志链；断链时退出码为 1 / prove the chains")
@speaking
def journal(
    workspace: Path,
    carrier: str,
    person: str,
    action: str,
    first: datetime | None,
    last: datetime | None,
    words: str,
    most: int,
    out: Path | None,
    verify: bool,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """日志：谁在什么时候做了什么，新的在前 / the journal in words, the newest first."""
    from scoring.services.journalling import JournalFilter, export_journal, journal_page, prove_journal
    from scoring.services.kinds import whose

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, read_only=True) as kinds:
        store = kinds[0].store
        uscc = whose(kinds, carrier)[1].uscc if carrier else ""
        asked = JournalFilter(person, _kind(action), uscc, _day(first), _day(last), words)
        if out is not None and out.exists():
            raise Refusal("services.file_exists", name=out.resolve().name)
        found = journal_page(store, asked, lang, most=most)
        for one in found.entries:
            _print(session, one)
        counted = found.total == len(found.entries)
        session.say("entries.counted" if counted else "entries.cut", shown=len(found.entries), total=found.total)
        if out is not None:
            session.say("entries.written", name=out.name, count=export_journal(store, asked, out, lang, session.progress))
        verdict = prove_journal(store, session.progress) if verify else None
    document: dict[str, object] = {"total": found.total, "entries": [one.document() for one in found.entries]}
    if verdict is not None:
        session.say("plain", text=tell(verdict.said, lang))
        for broken in verdict.broken:
            session.say("plain", text=tell(broken, lang))
    chain = verdict and {"whole": not verdict.broken, "chains": verdict.chains, "sentence": tell(verdict.said, lang)}
    session.show("journal", document | {"file": str(out) if out else None, "chain": chain})
    if verdict is not None and verdict.broken:
        raise SystemExit(FINDINGS)


def _print(session: Session, one: ShownEntry) -> None:
    session.say("entries.entry", at=one.at, actor=one.actor, kind=one.kind_label, sentence=one.sentence)


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _kind(action: str) -> str:
    """A kind of action by its key, or by its name in either language. Raises Refusal."""
    from scoring.messages import LANGUAGES
    from scoring.services.journal_words import kind_words, known_kinds

    if not action:
        return ""
    for kind in known_kinds():
        if action.casefold() in (kind, *(kind_words(kind, language).casefold() for language in LANGUAGES)):
            return kind
    raise Refusal("logbook.no_such_action", wanted=action, known=[kind_words(kind, "zh") for kind in known_kinds()])
