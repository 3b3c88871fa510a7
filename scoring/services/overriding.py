"""Overrides (调整): a grade other than the rubric's, proposed by one person and confirmed by another.

An override belongs to the run it was proposed on. It holds on a later run as long as that run works out the same grade; where it
does not, the ground has changed and somebody must decide anew. Nobody decides above a 一票否决.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from scoring.errors import Refusal
from scoring.services.deeds import Known, last_of, matters, needed, one_matter, same_person, short, write
from scoring.services.rounds import OpenRound
from scoring.services.sealed import grade_words, sealed_results, sealed_rubric
from scoring.store import runs
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter
from scoring.store.runs import Run

PROPOSED, CONFIRMED, REFUSED, WITHDRAWN = "proposed", "confirmed", "refused", "withdrawn"


class OverrideState(StrEnum):
    """待复核; 已确认; 未通过; 已撤回."""

    PROPOSED = PROPOSED
    CONFIRMED = CONFIRMED
    REFUSED = REFUSED
    WITHDRAWN = WITHDRAWN


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """``before`` is the grade the run worked out, ``after`` the other one: Chinese words of the run's rubric.

    ``settled_by`` confirmed, refused or withdrew it, with ``note``. ``holds``: the grade that stands on the run asked about is this one's.
    """

    id: str
    uscc: str
    run_id: str
    before: str
    after: str
    reason: str
    basis: str
    proposed_by: str
    proposed_at: datetime
    state: OverrideState
    settled_by: str = ""
    settled_at: datetime | None = None
    note: str = ""
    holds: bool = False
    lapsed: bool = False
    """Confirmed, but the run asked about works out another grade than it was given against."""
    acts: tuple[str, ...] = ()
    """The acts it consists of."""

    @property
    def number(self) -> str:
        return short(self.id)


def overrides(opened: OpenRound, run: Run, known: Known = None) -> tuple[OverrideFacts, ...]:
    """Everything proposed on this run or on one before it, the oldest first. Raises Refusal where the file is damaged."""
    if not matters(opened, Matter.OVERRIDE, known):
        return ()  # a nation's results are not read for nothing
    return overrides_on(opened, run, {one.uscc: one.grade for one in sealed_results(opened, run)}, known)


def overrides_on(opened: OpenRound, run: Run, computed: Mapping[str, str], known: Known = None) -> tuple[OverrideFacts, ...]:
    """The same where the run's own grades are at hand (uscc → Chinese word)."""
    until = _numbers(opened)
    proposed = [_facts(acts) for acts in matters(opened, Matter.OVERRIDE, known)]
    found = [one for one in proposed if until[one.run_id] <= until[run.id]]
    confirmed = [one for one in found if one.state is OverrideState.CONFIRMED]
    # the one confirmed last counts, or nothing does: an older one was replaced by it
    last = {one.uscc: one.id for one in sorted(confirmed, key=lambda one: one.settled_at or one.proposed_at)}
    return tuple(_on(one, computed.get(one.uscc, ""), is_last=last.get(one.uscc) == one.id) for one in found)


def _on(one: OverrideFacts, computed: str, *, is_last: bool) -> OverrideFacts:
    fits = computed == one.before
    return replace(one, holds=is_last and fits, lapsed=is_last and not fits)


def _facts(acts: tuple[Act, ...]) -> OverrideFacts:
    first, settled = acts[0], last_of(acts, CONFIRMED, REFUSED, WITHDRAWN)
    content = first.content
    return OverrideFacts(
        id=first.id,
        uscc=first.uscc,
        run_id=content["run"],
        before=content["before"],
        after=content["after"],
        reason=content["reason"],
        basis=content["basis"],
        proposed_by=first.actor,
        proposed_at=first.at,
        state=OverrideState(settled.act) if settled else OverrideState.PROPOSED,
        settled_by=settled.actor if settled else "",
        settled_at=settled.at if settled else None,
        note=settled.content["note"] if settled else "",
        acts=tuple(one.id for one in acts),
    )


def _numbers(opened: OpenRound) -> Mapping[str, int]:
    """Run → its place among the runs of the round."""
    return {one.id: number for number, one in enumerate(runs.of_round(opened.store, opened.round.id))}


# The verbs ------------------------------------------------------------------------------------------------------------


def propose_override(
    opened: OpenRound, run: Run, carrier: Carrier, after: str, *, reason: str, basis: str, actor: str, now: datetime
) -> Act:
    """Propose another grade for a carrier of a sealed run. It does not count before somebody else confirms it.

    Raises Refusal: no such grade, the grade it has, no reason or basis, one under way already, no grade at all, or above a veto.
    """
    with opened.store.writing():
        words = grade_words(opened, run)
        level = _level(grade_words(opened, run, "en"), after)
        found = next((one for one in sealed_results(opened, run) if one.uscc == carrier.uscc), None)
        if found is None or not found.grade:
            raise Refusal("decide.no_grade", carrier=carrier.name)
        known = [one for one in overrides(opened, run) if one.uscc == carrier.uscc]
        stands = next((one.after for one in known if one.holds), found.grade)
        if level == stands:
            raise Refusal("decide.same_grade", carrier=carrier.name, grade=stands)
        if waiting := [one for one in known if one.state is OverrideState.PROPOSED]:
            raise Refusal("decide.override_waits", carrier=carrier.name, number=waiting[0].number, by=waiting[0].proposed_by)
        _not_above_a_veto(opened, run, carrier, level, tuple(words))
        content = {"run": run.id, "before": found.grade, "after": level}
        content |= {"reason": needed("decide.reason_needed", reason), "basis": needed("decide.basis_needed", basis)}
        return write(opened, Matter.OVERRIDE, PROPOSED, content, uscc=carrier.uscc, actor=actor, now=now)


def _level(words: Mapping[str, str], wanted: str) -> str:
    """A grade of the rubric by its word, as the Chinese one."""
    text = wanted.strip()
    for zh, en in words.items():
        if text == zh or text.casefold() == en.casefold():
            return zh
    raise Refusal("decide.no_such_level", wanted=text, known=list(words))


def _not_above_a_veto(opened: OpenRound, run: Run, carrier: Carrier, after: str, levels: tuple[str, ...]) -> None:
    """A veto of the run is the rule's last word: it goes by mending the record it rests on, and a new run."""
    result = next(one for one in json.loads(runs.results(opened.store, run.id)) if one["carrier"] == carrier.uscc)
    vetoes = {one.key: one for one in sealed_rubric(opened, run).rubric.vetoes}
    for step in result["grading"]["steps"]:
        if step["step"] == "veto" and levels.index(after) < levels.index(vetoes[step["rule"]].grade):
            label = vetoes[step["rule"]].label
            rule = {"zh": label.zh, "en": label["en"]}
            raise Refusal("decide.above_a_veto", carrier=carrier.name, rule=rule, grade=vetoes[step["rule"]].grade)


def confirm_override(opened: OpenRound, wanted: str, *, note: str = "", actor: str, now: datetime) -> Act:
    """The second signature: from now on the override counts. Raises Refusal for the person who proposed it."""
    return _settle(opened, wanted, CONFIRMED, note.strip(), actor=actor, now=now)


def refuse_override(opened: OpenRound, wanted: str, *, note: str, actor: str, now: datetime) -> Act:
    """The second person does not agree, and says why. Raises Refusal for the person who proposed it."""
    return _settle(opened, wanted, REFUSED, needed("decide.reason_needed", note), actor=actor, now=now)


def withdraw_override(opened: OpenRound, wanted: str, *, note: str, actor: str, now: datetime) -> Act:
    """A proposal nobody confirmed yet is given up. One that was confirmed goes by another override, again of two persons."""
    return _settle(opened, wanted, WITHDRAWN, needed("decide.reason_needed", note), actor=actor, now=now)


def _settle(opened: OpenRound, wanted: str, act: str, note: str, *, actor: str, now: datetime) -> Act:
    with opened.store.writing():
        acts = one_matter(opened, Matter.OVERRIDE, wanted)
        found = _facts(acts)
        if found.state is not OverrideState.PROPOSED:
            code = "decide.override_confirmed" if found.state is OverrideState.CONFIRMED else "decide.override_settled"
            raise Refusal(code, number=found.number, by=found.settled_by)
        if act != WITHDRAWN and same_person(actor, found.proposed_by):
            raise Refusal("decide.same_person", actor=found.proposed_by)
        if act == CONFIRMED and runs.of_round(opened.store, opened.round.id)[-1].id != found.run_id:
            _still_fits(opened, found)
        return write(opened, Matter.OVERRIDE, act, {"note": note}, uscc=found.uscc, about=found.id, actor=actor, now=now)


def _still_fits(opened: OpenRound, found: OverrideFacts) -> None:
    """Nobody confirms against a result that is another one by now."""
    run = runs.of_round(opened.store, opened.round.id)[-1]
    now = next((one.grade for one in sealed_results(opened, run) if one.uscc == found.uscc), "")
    if now != found.before:
        raise Refusal("decide.ground_changed", number=found.number, before=found.before, now=now or "—")
