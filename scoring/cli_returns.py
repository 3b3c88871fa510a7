"""The terminal's verbs about returns: what stands on them, why it may, what is struck, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, YEAR, Session, now, opened_for, opened_kinds, speaking
from scoring.findings import Finding, Level, by_cause, to_document
from scoring.messages import place_words, say, sentence

if TYPE_CHECKING:
    from scoring.places import Place
    from scoring.services.live import Scored
    from scoring.services.standing import Judged, StandingFinding
    from scoring.services.status import CarrierStatus, RoundStatus
    from scoring.services.striking import Effect

FINDINGS = 1
"""The exit code for errors that stand, as in ``cli_edge``."""
CARRIER = click.argument("carrier")


# What stands --------------------------------------------------------------------------------------------------------------


@click.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def findings(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """列出一个载体尚存的核验问题，按原因归组 / what still stands on a carrier's return, by cause."""
    from scoring.services.amending import current_return
    from scoring.services.standing import judged

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, read_only=True) as (opened, whose):
        current = current_return(opened, whose)
        found = judged(opened, whose)
    session.say("findings_of", carrier=whose.name, document=current.document)
    for level in (Level.ERROR, Level.WARNING):
        _print_level(session, level, [one for one in found.standing if one.finding.level is level])
    if found.settled:
        session.say("findings_settled", count=len(found.settled))
        for number, finding in found.settled:
            _print_line(session, number, finding, sentence(finding, lang))
    _print_counts(session, found)
    session.show("findings", {"carrier": whose.name, "uscc": whose.uscc, "document": current.document} | _document(found, lang))
    if any(one.finding.level is Level.ERROR for one in found.standing):
        raise SystemExit(FINDINGS)


def _print_level(session: Session, level: Level, found: Iterable[StandingFinding]) -> None:
    """One cause after the other, its findings below it with their numbers."""
    for together in by_cause(found, lambda one: one.finding):
        cause = _cause(together[0].finding, session.language)
        words = say(f"levels.{level.value}", {}, session.language)
        session.say("finding_causes" if len(together) > 1 else "finding_cause", level=words, cause=cause, count=len(together))
        for one in together:
            _print_line(session, one.number, one.finding, str(one.finding.facts.get("name", "")))
            if one.explanation and one.explained_at is not None:
                from scoring.services.days import day_of

                session.say("finding_explained", text=one.explanation, by=one.explained_by, day=day_of(one.explained_at))


def _cause(finding: Finding, language: str) -> str:
    """The rule where a check was broken, else the sentence of the finding."""
    return say("form.check", finding.facts, language) if "rule" in finding.facts else sentence(finding, language)


def _print_line(session: Session, number: int, finding: Finding, about: str) -> None:
    places = place_words(_near(finding), session.language)
    session.say("finding_line_about" if about else "finding_line", number=number, places=places, about=about)


def _near(finding: Finding) -> tuple[Place, ...]:
    return tuple(replace(place, document="") for place in finding.places)


def _print_counts(session: Session, found: Judged) -> None:
    warnings = [one for one in found.standing if one.finding.level is Level.WARNING]
    session.say(
        "findings_counted",
        errors=len(found.standing) - len(warnings),
        warnings=len(warnings),
        explained=sum(bool(one.explanation) for one in warnings),
        settled=len(found.settled),
    )


def _document(found: Judged, language: str) -> dict[str, object]:
    standing = [
        {"number": one.number} | _finding_document(one.finding, language) | {"explanation": _explanation_document(one)}
        for one in found.standing
    ]
    settled = [{"number": number} | _finding_document(finding, language) for number, finding in found.settled]
    return {"standing": standing, "settled": settled}


def _finding_document(finding: Finding, language: str) -> dict[str, object]:
    return to_document(finding) | {"sentence": sentence(finding, language)}


def _explanation_document(one: StandingFinding) -> dict[str, str] | None:
    if not one.explanation or one.explained_at is None:
        return None
    return {"text": one.explanation, "by": one.explained_by, "at": one.explained_at.isoformat()}


@click.command()
@WORKSPACE
@CARRIER
@click.argument("numbers", nargs=-1, required=True, type=int)
@click.option("--reason", default="", help="为什么可以如此 / why it may stand")
@click.option("--undo", is_flag=True, help="撤回说明 / withdraw the explanation")
@YEAR
@speaking
def note(
    workspace: Path, carrier: str, numbers: tuple[int, ...], reason: str, undo: bool, lang: str, as_json: bool, actor: str
) -> None:
    """说明警示为什么可以保留；NUMBERS 是 findings 列出的序号 / explain warnings, by their numbers in findings."""
    from scoring.services.noting import explain_findings, withdraw_explanations

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        if undo:
            written = withdraw_explanations(opened, whose, numbers, actor=actor, now=now())
        else:
            written = explain_findings(opened, whose, numbers, reason, actor=actor, now=now())
    code = "note_withdrawn" if undo else "noted"
    session.say(code if written else "note_unchanged", carrier=whose.name, numbers=numbers, text=reason)
    session.show("note", {"carrier": whose.uscc, "numbers": numbers, "explanations": [one.id for one in written]})


# Where a return stands ----------------------------------------------------------------------------------------------------


@click.command("send-back")
@WORKSPACE
@CARRIER
@click.option("--reason", default="", help="要载体改什么 / what the carrier has to correct")
@click.option("--undo", is_flag=True, help="撤回退回 / take it back")
@click.option("--marked", type=click.Path(path_type=Path), help="另存标注本的文件夹 / folder for a marked copy")
@YEAR
@speaking
def send_back(
    workspace: Path, carrier: str, reason: str, undo: bool, marked: Path | None, lang: str, as_json: bool, actor: str
) -> None:
    """退回补正：填报表待载体更正后重报；--marked 另存一份标注本 / send a return back, with a marked copy if wanted."""
    from scoring.services import handling
    from scoring.services.marked_copies import copy_words, mark_copy

    session = Session(lang, actor, as_json)
    copy = None
    with opened_for(workspace, carrier) as (opened, whose):
        if undo:
            state, said = handling.not_sent_back(opened, whose, reason, actor=actor, now=now())
        else:
            state, said = handling.send_back(opened, whose, reason, actor=actor, now=now())
            copy = mark_copy(opened, whose, marked, reason, language=lang) if marked else None
    if copy is not None:
        session.say("because", sentence=copy_words(copy))
    more = {} if marked is None else {"marked": str(copy.path) if copy else None, "lost": copy.lost if copy else ()}
    _tell_handled(session, "send-back", whose.name, whose.uscc, state.value, said, more)


@click.command()
@WORKSPACE
@CARRIER
@click.option("--undo", is_flag=True, help="撤回通过 / take it back")
@YEAR
@speaking
def accept(workspace: Path, carrier: str, undo: bool, lang: str, as_json: bool, actor: str) -> None:
    """填报表核验通过；不能有尚存的错误和没有说明的警示 / accept a return: no errors, no warning without its reason."""
    from scoring.services import handling

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        act = handling.not_accepted if undo else handling.accept
        state, said = act(opened, whose, actor=actor, now=now())
    _tell_handled(session, "accept", whose.name, whose.uscc, state.value, said)


def _tell_handled(
    session: Session,
    schema: str,
    carrier: str,
    uscc: str,
    state: str,
    reason: str,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    words = say(f"cli.state.{state}", {}, session.language)
    session.say("handled_because" if reason else "handled", carrier=carrier, state=words, reason=reason)
    session.show(schema, {"carrier": uscc, "state": state, "reason": reason or None, **more})


@click.command()
@WORKSPACE
@KIND
@speaking
def status(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """本轮进展：每家载体的填报表到哪一步，还有什么要办 / where every carrier's return stands."""
    from scoring.services.status import round_status

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        title = kinds[0].round.title
        found = [(opened.kind(lang), round_status(opened, session.progress)) for opened in kinds]
    for name, one in found:
        if len(found) > 1:
            session.say("kind", name=name)
        _print_kind(session, title, one)
    session.show("status", {"round": title} | _status_document(found))


def _print_kind(session: Session, title: str, found: RoundStatus) -> None:
    """Every carrier of a kind, and what they come to."""
    from scoring.services.days import day_of

    for one in found.carriers:
        _print_status(session, one)
    session.say("status_total", round=title, total=len(found.carriers), **_counts([found]))
    if found.run is None:
        session.say("status_no_run")
    else:
        session.say("status_stale" if found.stale else "status_fresh", run=found.run.id, day=day_of(found.run.sealed_at))


def _counts(found: Iterable[RoundStatus]) -> dict[str, int]:
    """State → carriers in it."""
    from scoring.services.status import CarrierState

    every = list(found)
    return {state.value: sum(one.count(state) for one in every) for state in CarrierState}


def _print_status(session: Session, one: CarrierStatus) -> None:
    state = say(f"cli.state.{one.state.value}", {}, session.language)
    if one.received_at is None:
        session.say("status_due", state=state, carrier=one.carrier.name)
        return
    from scoring.services.days import day_of

    facts = {"version": one.version, "day": day_of(one.received_at), "errors": one.tally.errors, "bare": one.tally.bare}
    more = {"explained": one.tally.explained, "amended": one.tally.amended, "struck": one.tally.struck}
    session.say("status_of", state=state, carrier=one.carrier.name, **facts, **more)
    if one.entered_by:
        provenance = {"by": one.entered_by, "at": day_of(one.received_at)}
        session.say("because", sentence=say("entering.provenance", provenance, session.language))
    if one.handled is not None and one.handled.reason:
        session.say("because", sentence=one.handled.reason)


def _status_document(found: Sequence[tuple[str, RoundStatus]]) -> dict[str, object]:
    """Totals and carriers of all kinds, each carrier with its kind; ``sealed`` at the top where there is one kind only."""
    kinds = [{"kind": name, "totals": _counts([one]), "sealed": _sealed(one)} for name, one in found]
    carriers = [_carrier_document(each) | {"kind": name} for name, one in found for each in one.carriers]
    only = kinds[0]["sealed"] if len(kinds) == 1 else None
    return {"totals": _counts(one for _, one in found), "sealed": only, "kinds": kinds, "carriers": carriers}


def _sealed(found: RoundStatus) -> dict[str, object] | None:
    run = found.run
    return {"run": run.id, "sealed_at": run.sealed_at.isoformat(), "stale": found.stale} if run else None


def _carrier_document(one: CarrierStatus) -> dict[str, object]:
    handled = one.handled
    return {
        "carrier": one.carrier.name,
        "uscc": one.carrier.uscc,
        "state": one.state.value,
        "reason": handled.reason or None if handled else None,
        "by": handled.actor if handled else None,
        "document": one.document or None,
        "received_at": one.received_at.isoformat() if one.received_at else None,
        "entered_on_screen_by": one.entered_by or None,
        "version": one.version,
        "errors": one.tally.errors,
        "warnings": one.tally.bare + one.tally.explained,
        "explained": one.tally.explained,
        "settled": one.tally.settled,
        "amended": one.tally.amended,
        "struck": one.tally.struck,
    }


# Strikes ------------------------------------------------------------------------------------------------------------------


@click.command()
@WORKSPACE
@CARRIER
@click.argument("firm")
@click.option("--reason", required=True, help="核减理由 / why")
@click.option("--table", default="", help="企业在哪张表（两张表都有时）/ which table, where it stands in two")
@click.option("--undo", is_flag=True, help="撤销核减，重新计入 / count the firm again")
@YEAR
@speaking
def strike(
    workspace: Path, carrier: str, firm: str, reason: str, table: str, undo: bool, lang: str, as_json: bool, actor: str
) -> None:
    """核减一家企业：不计入，但不删除；FIRM 写名称、统一社会信用代码或序号 / do not count a firm, by name, code or row.

    随后印出核减前后的得分。Then the points with and without the carrier's strikes are shown.
    """
    from scoring.services.striking import count_again, effect
    from scoring.services.striking import strike as do_strike

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        act = count_again if undo else do_strike
        found, written = act(opened, whose, firm, table=table, reason=reason, actor=actor, now=now())
        came = effect(opened, whose)
    facts = {"carrier": whose.name, "firm": found.words}
    session.say("strike_unchanged" if not written else "counted_again" if undo else "struck", **facts)
    if came:
        print_effect(session, came)
    document = {"carrier": whose.uscc, "table": found.table.key, "row": found.row, "name": found.name, "struck": not undo}
    session.show("strike", document | {"amendments": [one.id for one in written], "strikes": strikes_document(came)})


def print_effect(session: Session, came: Effect) -> None:
    """The result with the strikes and without them, and the indicators that differ."""
    session.say("effect_counted", count=len(came.firms), **_result(came.counted, session.language))
    session.say("effect_without", **_result(came.without, session.language))
    for one in came.changed:
        points, without = ("—" if each is None else str(each) for each in (one.counted, one.without))
        session.say("effect_indicator", code=one.code, title=one.title[session.language], points=points, without=without)
    if not came.changed:
        session.say("effect_none")


def strikes_document(came: Effect | None) -> dict[str, object] | None:
    """For ``--json``; None without a strike."""
    return came.document_of() if came else None


def no_grade_words(language: str, *, watched: bool) -> str:
    """Why a carrier with points has no grade: it is only watched (监测), or the rubric has none."""
    return say("cli.watched" if watched else "cli.no_grades", {}, language)


def _result(scored: Scored, language: str) -> dict[str, str]:
    if not scored.score.scored:
        return {"total": "—", "grade": say("cli.not_scored", {}, language)}
    grade = scored.grade.level.name[language] if scored.grade else no_grade_words(language, watched=scored.watched)
    mark = say("cli.provisional", {}, language) if scored.provisional else ""
    return {"total": str(scored.score.total), "grade": f"{grade}{mark}"}


VERBS = (findings, note, send_back, accept, status, strike)
