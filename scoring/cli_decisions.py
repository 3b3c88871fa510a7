"""The verbs of the decision itself: resolution, overrides by two persons, the lock of a round, the list of everything decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_round, speaking

if TYPE_CHECKING:
    from scoring.services.deeds import Act
    from scoring.services.rounds import OpenRound

DAY = click.DateTime(["%Y-%m-%d"])


def told(session: Session, opened: OpenRound, act: Act) -> None:
    """What was done, as the journal says it; for programs under the name of the verb."""
    from scoring.services.decision_lists import act_document, act_sentence

    document = act_document(act)
    session.say("decided", sentence=act_sentence(opened, act, session.language))
    verb = click.get_current_context().command_path.split()[1:]
    session.show("-".join(verb), document)


@click.command()
@WORKSPACE
@KIND
@speaking
def decisions(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """定级审定的全部记录：等级、未了事项和每一项登记 / everything decided: grades, what is open, every act."""
    from scoring.services.deciding import open_matters
    from scoring.services.decision_lists import act_head, act_lines, decisions_document, run_or_none
    from scoring.services.deeds import short
    from scoring.services.locking import locked
    from scoring.services.outcome import outcomes

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        run = run_or_none(opened)
        for one in outcomes(opened, run, lang) if run else ():
            code = "decide_outcome_changed" if one.changed else "decide_outcome_as_computed"
            session.say(code, name=one.result.name, grade=one.grade or "—", computed=one.computed or "—")
        if (on := locked(opened)) is not None:
            session.say("line_of", text=on.said)
        for said in open_matters(opened).said():
            session.say("decide_open", text=said)
        listed = list(act_lines(opened, lang))
        if not listed:
            session.say("decide_nothing")
        for act, what, sentence, stands in listed:
            code = "decide_act" if stands else "decide_act_gone"
            session.say(code, head=act_head(act), number=short(act.id), kind=what, sentence=sentence)
        session.show("decisions", decisions_document(opened, lang))


@click.command("take-back")
@WORKSPACE
@click.argument("number", default="")
@click.option("--reason", default="", help="原因 / why")
@KIND
@speaking
def take_back_(workspace: Path, number: str, reason: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """撤销登错的一条，默认最后一条；两条都留在日志里 / take back what was entered by mistake, the last entry unless one is named."""
    from scoring.services.deciding import take_back

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, take_back(opened, number, reason=reason, actor=actor, now=now()))


@click.command()
@WORKSPACE
@click.option("--body", required=True, help="审定机构 / the deciding body")
@click.option("--day", type=DAY, required=True, help="会议日期 / day of the meeting")
@click.option("--minutes", required=True, help="纪要文号 / number of the minutes")
@click.option("--note", default="", help="其他说明 / what else")
@KIND
@speaking
def resolve(
    workspace: Path, body: str, day: datetime, minutes: str, note: str, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记对最近一次评分结果的审定；后登记的为准 / register the resolution on the youngest result; the latest stands."""
    from scoring.services.resolving import resolve as verb
    from scoring.services.scoring import latest_run

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = verb(opened, latest_run(opened), body=body, day=day.date(), document=minutes, note=note, actor=actor, now=now())
        told(session, opened, made)


@click.group()
def override() -> None:
    """等级调整：一人提出，另一人复核 / overrides: proposed by one person, confirmed by another."""


@override.command("propose")
@WORKSPACE
@click.argument("carrier")
@click.argument("grade")
@click.option("--reason", default="", help="理由 / why")
@click.option("--basis", default="", help="依据 / what it rests on")
@KIND
@speaking
def propose_(
    workspace: Path, carrier: str, grade: str, reason: str, basis: str, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """提出把一家载体调整为另一等级；另一人确认以前不算数 / propose another grade; it does not count before it is confirmed."""
    from scoring.services.overriding import propose_override
    from scoring.services.scoring import latest_run

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        run = latest_run(opened)
        told(session, opened, propose_override(opened, run, whose, grade, reason=reason, basis=basis, actor=actor, now=now()))


@override.command("confirm")
@WORKSPACE
@click.argument("number")
@click.option("--note", default="", help="复核意见 / what the second person says")
@KIND
@speaking
def confirm_(workspace: Path, number: str, note: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """复核确认；提出的人自己不能确认 / confirm it; whoever proposed it cannot."""
    from scoring.services.overriding import confirm_override

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, confirm_override(opened, number, note=note, actor=actor, now=now()))


@override.command("refuse")
@WORKSPACE
@click.argument("number")
@click.option("--reason", default="", help="理由 / why")
@KIND
@speaking
def refuse_(workspace: Path, number: str, reason: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """复核不同意，写明理由 / the second person does not agree, and says why."""
    from scoring.services.overriding import refuse_override

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, refuse_override(opened, number, note=reason, actor=actor, now=now()))


@override.command("withdraw")
@WORKSPACE
@click.argument("number")
@click.option("--reason", default="", help="理由 / why")
@KIND
@speaking
def withdraw_(workspace: Path, number: str, reason: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """撤回还没有确认的调整 / withdraw a proposal nobody has confirmed."""
    from scoring.services.overriding import withdraw_override

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, withdraw_override(opened, number, note=reason, actor=actor, now=now()))


@override.command("show")
@WORKSPACE
@KIND
@speaking
def show_overrides(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出各项调整和它们的状态 / the overrides and how each stands."""
    from scoring.messages import say
    from scoring.services.decision_lists import overrides_document, run_or_none
    from scoring.services.overriding import overrides
    from scoring.services.sealed import grade_words

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        run = run_or_none(opened)
        names = {one.uscc: one.name for one in opened.participants()}
        words = grade_words(opened, run, lang) if run else {}
        for one in overrides(opened, run) if run else ():
            facts = {"number": one.number, "name": names.get(one.uscc, one.uscc), "by": one.proposed_by, "reason": one.reason}
            facts |= {"before": words.get(one.before, one.before), "after": words.get(one.after, one.after)}
            state = say(f"decide.state.{'lapsed' if one.lapsed else one.state.value}", {}, lang)
            session.say("override_listed", state=state, **facts)
        session.show("override-show", {"overrides": overrides_document(opened, run) if run else []})


@click.command()
@WORKSPACE
@click.option("--note", default="", help="说明 / a note")
@KIND
@speaking
def lock(workspace: Path, note: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """封存轮次：此后不再接受任何改动 / lock the round: nothing about it is changed any more."""
    from scoring.services.locking import lock_round

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, lock_round(opened, note=note, actor=actor, now=now()))


@click.command()
@WORKSPACE
@click.option("--reason", default="", help="理由 / why")
@KIND
@speaking
def unlock(workspace: Path, reason: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """解封轮次，写明理由 / unlock the round, and say why."""
    from scoring.services.locking import unlock_round

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, unlock_round(opened, reason=reason, actor=actor, now=now()))
