"""The verbs about support (扶持): ``fuping support WORKSPACE [CARRIER]`` and ``fuping support settle``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_pots import decide_, decided_, pot_, share_
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_round, speaking
from scoring.errors import Refusal

if TYPE_CHECKING:
    from scoring.services.settling import Later
    from scoring.services.support import CarrierSupport, RoundSupport

SHOW = "show"
MATTERS = ("figure", "award", "given", "day")


class _Shown(click.Group):
    """A group whose first word may be left out: a path shows."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args and args[0] in self.commands else [SHOW, *args])


@click.group(cls=_Shown)
def support() -> None:
    """扶持：按已采用的政策逐家核算、写明待定项 / support under the adopted policies; open figures settled."""


@support.command(SHOW)
@WORKSPACE
@click.argument("carrier", default="")
@click.option(
    "--soon", type=click.IntRange(0), default=90, show_default=True, help="几天内到期的条款给出提醒 / flag what ends soon"
)
@click.option("--live", "look", is_flag=True, help="按当前得分试算 / by the live score, to look")
@KIND
@speaking
def show_(workspace: Path, carrier: str, soon: int, look: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """各载体按政策可得的扶持，逐条说明资格、算法和取舍 / what each carrier may get, clause by clause."""
    from scoring.services.settling import later_policies
    from scoring.services.support import round_support
    from scoring.services.support_ground import announced_document

    session = Session(lang, actor, as_json)
    if carrier:
        with opened_for(workspace, carrier, kind, read_only=True) as (opened, whose):
            whole = round_support(opened, language=lang, now=now(), soon=soon, look=look)
            found, later = whole.of([whose]), later_policies(opened)
        _tell_ground(session, whole, later)
        _tell_whole(session, found[0])
    else:
        with opened_round(workspace, kind, read_only=True) as opened:
            whole = round_support(opened, language=lang, now=now(), soon=soon, look=look)
            later = later_policies(opened)
        found = whole.carriers
        _tell_ground(session, whole, later)
        for one in found:
            _tell_total(session, one)
    run = whole.inputs.run
    rests_on = {"run": run.id if run else None, "shown": whole.rests_on(), "announced": None, **announced_document(whole.inputs)}
    rests_on["later_policies"] = list(later.versions) if later is not None else []
    session.show("support-show", {"rests_on": rests_on, "carriers": [one.document() for one in found]})


def _tell_ground(session: Session, whole: RoundSupport, later: Later | None) -> None:
    session.say("plain", text=whole.rests_on())
    if told := whole.announced_words():
        session.say("plain", text=told)
    if later is not None:
        session.say("line_of", text=later.said())


def _tell_total(session: Session, one: CarrierSupport) -> None:
    code = "support_total_open" if one.support.open else "support_total"
    session.say(code, name=one.carrier.name, grade=one.grade or "—", total=one.total, capitals=one.capitals)
    if one.cut:
        session.say("support_after", after=one.after_words, capitals=one.after_capitals)


def _tell_whole(session: Session, one: CarrierSupport) -> None:
    _tell_total(session, one)
    for policy, title, status in one.policies():
        session.say("support_policy", title=title, status=status)
        for clause in policy.clauses:
            said = clause.compiled.clause
            facts = {"key": said.key, "label": said.label[session.language], "basis": said.basis[session.language]}
            session.say("support_clause", outcome=one.outcome(clause), **facts)
            for name, text in one.lines(clause, policy):
                session.say("line", name=name, text=text)
    session.say("support_capitals", capitals=one.capitals)
    for label, words, left in one.choices():
        session.say("support_choice", label=label, words=words)
        for text in left:
            session.say("support_left", text=text)


@support.command("settle")
@WORKSPACE
@click.argument("policy")
@click.argument("key")
@click.argument("value", default="")
@click.option("--basis", default="", help="依据，例如会议纪要文号 / what it rests on")
@click.option("--carrier", default="", help="只对这家载体 / for this carrier alone")
@click.option(
    "--as",
    "matter",
    type=click.Choice(MATTERS),
    default=MATTERS[0],
    show_default=True,
    help="待定项、拟扶持金额、以前享受的年度，或以哪天为准 / an open figure, an award, the years before, or the day that decides",
)
@click.option("--undo", is_flag=True, help="撤回，仍为待定 / withdraw it: open again")
@KIND
@speaking
def settle_(
    workspace: Path,
    policy: str,
    key: str,
    value: str,
    basis: str,
    carrier: str,
    matter: str,
    undo: bool,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """写明一个待定项，后写的取代先写的，都留在日志里 / settle what a policy leaves open; a later entry replaces an earlier one."""
    from scoring.services.settling import settle

    session = Session(lang, actor, as_json)
    if bool(value.strip()) == undo:
        raise Refusal("aid.value_or_undo")
    wanted = {"policy": policy, "matter": matter, "key": key, "value": value, "basis": basis}
    if carrier:
        with opened_for(workspace, carrier, kind) as (opened, whose):
            settled = settle(opened, whose, **wanted, actor=actor, now=now())
    else:
        with opened_round(workspace, kind) as opened:
            settled = settle(opened, None, **wanted, actor=actor, now=now())
    whom = {"policy": settled.policy, "key": key, "whose": settled.whose}
    session.say("support_withdrawn" if undo else "support_settled", **whom, value=value.strip())
    document = {"policy": settled.policy, "as": matter, "key": key, "carrier": settled.uscc or None}
    session.show("support-settle", document | {"value": None if undo else settled.value, "basis": settled.basis or None})


for verb in (pot_, share_, decide_, decided_):
    support.add_command(verb)
