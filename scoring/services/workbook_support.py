"""What the support sheets of the live-formula workbook rest on: the grades that stand, the adopted policies, what was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.budget import Budget, Claimant, PotOutcome, budget
from scoring.engine.sharing_words import remainder_words, rule_words
from scoring.engine.support import Case, Support, SupportPlan, apply_policy, combine, plan_support
from scoring.errors import Refusal
from scoring.messages import say
from scoring.papers.workbook_aid_facts import AidFacts, Common, Decided, Entered, Place, PotFacts
from scoring.papers.workbook_facts import Unit
from scoring.services.announcing import Announced, announced
from scoring.services.days import CHINA
from scoring.services.outcome import Outcome, outcomes
from scoring.services.pot_words import covers_words, payer_words
from scoring.services.pots import pot_rules
from scoring.services.rounds import OpenRound
from scoring.services.settling import Holdings, policies_of
from scoring.services.support_before import SupportBefore, decided_before
from scoring.services.support_ground import Days, known_days
from scoring.store import pots, settlements
from scoring.store.pots import Pot
from scoring.store.runs import Run
from scoring.store.settlements import About, Settlement


def decided_grades(opened: OpenRound, run: Run | None, units: Sequence[Unit], language: str) -> dict[int, Decided]:
    """Where the grade that stands is not the computed one: unit → the grade, in the rubric's Chinese."""
    if run is None:
        return {}
    at = {unit.uscc: number for number, unit in enumerate(units)}
    return {at[one.uscc]: Decided(one.grade, _why(one, language)) for one in outcomes(opened, run) if one.changed and one.grade}


def _why(one: Outcome, language: str) -> str:
    """On what ground, without the names of persons: the workbook goes to auditors."""
    if one.override is None:
        return ""
    facts = {"number": one.override.number, "reason": one.override.reason, "basis": one.override.basis}
    return say("live_workbook.override", facts, language)


def aid_facts(
    opened: OpenRound,
    run: Run | None,
    units: Sequence[Unit],
    decided: Mapping[int, Decided],
    now: datetime,
    language: str,
) -> AidFacts | None:
    """Support as it stands today for the grades of the run; None where no policy was adopted for the round's form."""
    policies = _policies(opened)
    if not policies:
        return None
    plans = tuple(plan_support(one, opened.parameters) for one in policies)
    today = now.astimezone(CHINA).date()
    told = announced(opened) if run else Announced()
    entered = settlements.of_round(opened.store, opened.round.id)
    holdings = Holdings(policies, entered)
    days = {plan.compiled.document.key: known_days(plan, today, told) for plan in plans}
    before = decided_before(opened)
    cases = tuple(
        {
            plan.compiled.document.key: _case(
                opened, plan, holdings, days[plan.compiled.document.key], unit, _grade(unit, decided.get(at)), today, before
            )
            for plan in plans
        }
        for at, unit in enumerate(units)
    )
    found = tuple(combine([apply_policy(plan, case[plan.compiled.document.key]) for plan in plans]) for case in cases)
    known = pots.of_round(opened.store, opened.round.id)
    shared = _budget(policies, known, units, found)
    return AidFacts(
        plans=plans,
        today=today,
        year=opened.round.assessment_year,
        common=_common(policies, holdings, days),
        cases=cases,
        found=found,
        bases=_bases(policies, entered, units),
        pots=_pots(policies, known, shared, language),
        after=tuple(shared.carriers[unit.uscc].after for unit in units),
    )


def _common(policies: Sequence[CompiledPolicy], holdings: Holdings, days: Mapping[str, Days]) -> dict[str, Common]:
    """What holds for all carriers, policy by policy."""
    held = {one.document.key: holdings.of(one.document.key, "") for one in policies}
    return {key: Common(one.figures, {**days[key].known, **one.days}, days[key].unannounced) for key, one in held.items()}


def _bases(
    policies: Sequence[CompiledPolicy], entered: Mapping[About, Settlement], units: Sequence[Unit]
) -> dict[Place, tuple[str, str]]:
    """What was written down, and on which basis, of these policies and carriers."""
    keys = {one.document.key for one in policies}
    at = {unit.uscc: number for number, unit in enumerate(units)}
    return {
        (about.policy, Entered(about.matter.value), about.key, at[about.uscc] if about.uscc else None): (one.value, one.basis)
        for about, one in entered.items()
        if about.policy in keys and (not about.uscc or about.uscc in at)
    }


def _budget(policies: Sequence[CompiledPolicy], known: Sequence[Pot], units: Sequence[Unit], found: Sequence[Support]) -> Budget:
    """By the rank and the points of the workbook's own figures."""
    return budget(pot_rules(policies, known), [claimant(unit, support) for unit, support in zip(units, found, strict=True)])


def claimant(unit: Unit, support: Support) -> Claimant:
    """A carrier before the pots."""
    points = unit.score.total if unit.score.scored else None
    return Claimant(unit.uscc, support, unit.grade.rank if unit.grade else None, points)


def _pots(policies: Sequence[CompiledPolicy], known: Sequence[Pot], shared: Budget, language: str) -> tuple[PotFacts, ...]:
    named = {one.name: one for one in known}
    return tuple(_pot(policies, named[one.pot.key], one, language) for one in shared.pots)


def _pot(policies: Sequence[CompiledPolicy], pot: Pot, outcome: PotOutcome, language: str) -> PotFacts:
    return PotFacts(
        outcome=outcome,
        covers=covers_words(policies, pot.facts.covers, language),
        payer=payer_words(policies, outcome, language),
        rule=rule_words(outcome.pot.rule, language),
        order=remainder_words(outcome.pot.unit, outcome.pot.ties, language),
    )


def _policies(opened: OpenRound) -> Sequence[CompiledPolicy]:
    """By key; none is no reason to refuse the workbook."""
    try:
        return sorted(policies_of(opened), key=lambda one: one.document.key)
    except Refusal as refusal:
        if refusal.said.code != "aid.no_policy":
            raise
        return ()


def _grade(unit: Unit, decided: Decided | None) -> str | None:
    """The grade that stands."""
    if decided is not None:
        return decided.grade
    return unit.grade.level.name.zh if unit.grade is not None else None


def _case(
    opened: OpenRound,
    plan: SupportPlan,
    holdings: Holdings,
    days: Days,
    unit: Unit,
    grade: str | None,
    today: date,
    before: SupportBefore,
) -> Case:
    holding = holdings.of(plan.compiled.document.key, unit.uscc)
    return Case(
        row=unit.lines(opened.form.form.record)[0],
        measured=plan.measured(figures_of_rows(plan.aggregates, unit.rows)),
        grade=grade,
        settled=holding.figures,
        days={**days.known, **holding.days},
        unannounced=days.unannounced,
        today=today,
        year=opened.round.assessment_year,
        decided=holding.awards,
        given=holding.given,
        before=before.of(plan.compiled.document.key, unit.uscc, (one.clause.key for one in plan.compiled.clauses)),
    )
