"""One beneficiary before a support policy: clause by clause who gets what and why, or why not; three-valued throughout.

A clause outside its dates never applies. What nobody has settled is unknown or 待定, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy, CompiledRequirement
from scoring.definitions.form import FieldType
from scoring.definitions.layout import Stored, ordinals
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.policy import Beneficiary, HowOften, Territory
from scoring.definitions.python_reader import EffectiveRow, Judge, judging
from scoring.definitions.settled import Settled
from scoring.engine.aggregates import Aggregate, Figures
from scoring.engine.award import Award, Borne, Known, Lacking, Worked, award, borne, work_out
from scoring.engine.conditions import Outcome
from scoring.engine.given import NOTHING_DECIDED, Cited, DecidedBefore, GivenBefore, given_before
from scoring.engine.measure import Measured, MeasurePlan, plan_measure, results
from scoring.engine.overlap import Choice, Contender, choose


class Asking(Enum):
    """What a clause asks."""

    BENEFICIARY = "beneficiary"
    DATES = "dates"
    TERRITORY = "territory"
    WHO = "who"
    GRADE = "grade"
    REQUIREMENT = "requirement"
    YEARS = "years"


class Why(Enum):
    """Why a check is unknown, or what it found."""

    NO_DAY = "no_day"
    NOT_ANNOUNCED = "not_announced"
    """Nobody has entered the day on which the result of this assessment was announced."""
    WHENEVER = "whenever"
    """The same, and every day on which it can have been announced gives one answer."""
    NOT_ON_RECORD = "not_on_record"
    NO_GRADE = "no_grade"
    MAPPING_OPEN = "mapping_open"
    """Nobody has confirmed which grades meet the demand."""
    FIGURE_OPEN = "figure_open"
    EARLIER_OPEN = "earlier_open"
    """Nobody has said in which years it was given before."""
    EARLIER_PART = "earlier_part"
    """Some of the years are known; of others nobody has said."""
    EARLIER_DISPUTED = "earlier_disputed"
    """What was written down is otherwise than what earlier rounds decided."""
    INTERRUPTED = "interrupted"
    """It was not given every year since the first."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing asked and its verdict. ``key`` of the requirement or the field of the record; ``seen`` what was found there."""

    asking: Asking
    outcome: Outcome
    why: Why | None = None
    key: str = ""
    seen: str = ""
    day: date | None = None
    """The day that decides."""
    since: date | None = None
    """The first day that can be the one that decides, where that is enough to tell."""
    years: tuple[int, ...] = ()
    """The years in which it was given before."""
    cited: tuple[Cited, ...] = ()
    """By which decisions of earlier rounds."""
    written: tuple[int, ...] = ()
    """The years that were written down, where they disagree with what was decided."""


class Eligibility(Enum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A beneficiary: the carrier itself, or with the same record a firm in it or a body beside it.

    ``measured`` by the policy's measures; ``settled`` the open figures that have a value, for all and for this one;
    ``days`` those that are known, by the kind of day or, before that, by the clause; ``decided`` clause → the award that was decided (分); ``given`` clause → the years in which
    it was given before, as they were written down (absent: nobody has said); ``before`` clause → what earlier rounds decided.
    """

    row: EffectiveRow
    measured: Mapping[str, Measured]
    grade: str | None
    settled: Mapping[str, Settled] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    unannounced: Mapping[str, date | None] = field(default_factory=dict)
    """Clause that goes by the day our own result was announced, which nobody has entered → the first day it can be."""
    today: date
    year: int
    soon: int = 0
    """A clause that ends within so many days is flagged."""
    decided: Mapping[str, int] = field(default_factory=dict)
    given: Mapping[str, frozenset[int]] = field(default_factory=dict)
    before: Mapping[str, DecidedBefore] = field(default_factory=dict)
    beneficiary: Beneficiary = Beneficiary.CARRIER
    bounded: bool = True
    """Whether an award counts under a known ceiling only; False: as it did in decisions of before."""

    def given_before(self, clause: str) -> GivenBefore:
        """The years before in which a clause was given."""
        return given_before(self.given.get(clause), self.before.get(clause, NOTHING_DECIDED), self.year)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """A clause applied. Worked out unless it is surely not for this beneficiary. ``ends``: its last day, where that is soon."""

    compiled: CompiledClause
    outcome: Eligibility
    checks: tuple[Check, ...]
    ends: date | None
    worked: Worked | None = None
    award: Award | None = None
    borne: tuple[Borne, ...] = ()
    shares_lacking: tuple[Lacking, ...] = ()

    @property
    def key(self) -> str:
        return self.compiled.clause.key

    @property
    def sure(self) -> int | None:
        """The award that is sure: eligible, and with an amount."""
        return self.award.amount if self.award is not None and self.outcome is Eligibility.ELIGIBLE else None

    @property
    def most(self) -> int | None:
        """What it cannot exceed; None: nobody can say."""
        if self.award is None or self.worked is None:
            return 0
        return self.award.most(self.worked)


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """A policy applied to one beneficiary."""

    compiled: CompiledPolicy
    clauses: tuple[ClauseResult, ...]

    @property
    def key(self) -> str:
        return self.compiled.document.key


@dataclass(frozen=True, slots=True)
class Support:
    """Everything for one beneficiary. ``alone`` are the clauses (policy, clause) of no group, which stand beside everything.

    ``total`` is what is sure (分); where ``open`` there may be more, or otherwise.
    """

    policies: tuple[PolicyResult, ...]
    choices: tuple[Choice, ...]
    alone: tuple[tuple[str, ClauseResult], ...]
    total: int
    open: bool


# Made ready for many ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SupportPlan:
    """A policy made ready for the round's parameters: what to measure, and its conditions."""

    compiled: CompiledPolicy
    measures: Mapping[str, MeasurePlan]
    statements: Mapping[str, Judge]
    answers: Mapping[str, Mapping[int, str]]
    """Choice field of the record → number → answer."""

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """For ``measure_carriers`` or ``figures_of_rows``."""
        return tuple(dict.fromkeys(one for plan in self.measures.values() for one in plan.aggregates))

    def measured(self, figures: Figures) -> dict[str, Measured]:
        """The measures of one carrier."""
        return results(self.measures, figures, {})


def plan_support(compiled: CompiledPolicy, parameters: Parameters) -> SupportPlan:
    form = compiled.form
    choices = [one for one in form.table(form.record).fields if one.type is FieldType.CHOICE]
    return SupportPlan(
        compiled=compiled,
        measures={key: plan_measure(one, parameters) for key, one in compiled.measures.items()},
        statements={text: judging(lower_condition(tree, parameters)) for text, tree in compiled.statements.items()},
        answers={one.key: {number: code for code, number in ordinals(form, one).items()} for one in choices},
    )


# Applying ---------------------------------------------------------------------------------------------------------------


def apply_policy(plan: SupportPlan, case: Case) -> PolicyResult:
    """Every clause of a policy for one beneficiary."""
    counts = {key: _count(case.measured[key]) for key in plan.compiled.counts}
    applied = _Applied(plan, case, {**case.row, **counts})
    return PolicyResult(plan.compiled, tuple(applied.clause(one) for one in plan.compiled.clauses))


def _count(measured: Measured) -> Stored:
    """A count with unknown rows is unknown."""
    return None if measured.value is None or measured.unknown else measured.value.numerator // measured.value.denominator


def combine(policies: Sequence[PolicyResult]) -> Support:
    """The best admissible combination over all policies; the order they come in is no matter."""
    found = [
        (policy.key, one)
        for policy in sorted(policies, key=lambda policy: policy.key)
        for one in policy.clauses
        if one.outcome is not Eligibility.NOT_ELIGIBLE
    ]
    contenders = [
        Contender(policy, one.key, one.compiled.overlap, one.sure, one.most)
        for policy, one in found
        if one.compiled.overlap is not None
    ]
    choices = choose(contenders)
    alone = tuple((policy, one) for policy, one in found if one.compiled.overlap is None)
    total = sum(one.award for one in choices) + sum(one.sure or 0 for _, one in alone)
    open_ = any(one.open for one in choices) or any(one.sure is None for _, one in alone)
    return Support(tuple(policies), choices, alone, total, open_)


@dataclass(frozen=True, slots=True)
class _Applied:
    plan: SupportPlan
    case: Case
    row: EffectiveRow
    """The record with the measures that count."""

    def clause(self, one: CompiledClause) -> ClauseResult:
        checks = tuple(self._checks(one))
        outcomes = {check.outcome for check in checks}
        ends = self._ends(one)
        if Outcome.NOT_MET in outcomes:
            return ClauseResult(one, Eligibility.NOT_ELIGIBLE, checks, ends)
        outcome = Eligibility.UNKNOWN if Outcome.UNKNOWN in outcomes else Eligibility.ELIGIBLE
        case = self.case
        known = Known(self.plan.compiled.figures, case.settled, case.measured, self._grade(one))
        worked = work_out(one, known)
        given = award(one, worked, known, case.decided.get(one.clause.key), bounded=case.bounded)
        shares, lacking = borne(one, given.amount, known)
        return ClauseResult(one, outcome, checks, ends, worked, given, shares, lacking)

    def _ends(self, one: CompiledClause) -> date | None:
        last, today = one.period.last, self.case.today
        return last if last is not None and today <= last <= today + timedelta(days=self.case.soon) else None

    def _grade(self, one: CompiledClause) -> str | None:
        """The grade the clause looks at: the record's, or that of this assessment."""
        asked = one.clause.grade
        return self._answer(asked.field) if asked is not None and asked.field else self.case.grade

    def _answer(self, name: str) -> str | None:
        """A text or choice of the record; None: unknown."""
        value = self.row[name]
        if value is None or isinstance(value, str):
            return value
        return self.plan.answers[name][value]

    # What is asked ------------------------------------------------------------------------------------------------------

    def _checks(self, one: CompiledClause) -> Iterator[Check]:
        yield Check(Asking.BENEFICIARY, _verdict(one.clause.beneficiary is self.case.beneficiary))
        yield self._dates(one)
        for territory in self.plan.compiled.document.territory:
            yield self._territory(territory)
        if one.who is not None:
            yield self._statement(one.clause.who, Asking.WHO)
        if one.mapping is not None:
            yield self._graded(one)
        for requirement in one.required:
            yield self._requirement(requirement)
        if one.clause.how_often is HowOften.ONCE or one.clause.years:
            yield self._years(one)

    def _dates(self, one: CompiledClause) -> Check:
        days = self.case.days
        day = days.get(one.clause.key, days.get(one.clause.decides))
        if day is not None:
            return Check(Asking.DATES, _verdict(one.period.holds(day)), day=day)
        if one.clause.key not in self.case.unannounced:
            return Check(Asking.DATES, Outcome.UNKNOWN, Why.NO_DAY)
        since = self.case.unannounced[one.clause.key]
        verdict = one.period.holds_from(since) if since is not None else None
        if verdict is None:
            return Check(Asking.DATES, Outcome.UNKNOWN, Why.NOT_ANNOUNCED)
        return Check(Asking.DATES, _verdict(verdict), Why.WHENEVER, since=since)

    def _territory(self, territory: Territory) -> Check:
        seen = self._answer(territory.field)
        verdict = _verdict(None if seen is None else seen in [name.zh for name in territory.names])
        why = Why.NOT_ON_RECORD if seen is None else None
        return Check(Asking.TERRITORY, verdict, why, territory.field, seen or "")

    def _statement(self, text: str, asking: Asking, key: str = "") -> Check:
        verdict = self.plan.statements[text](self.row)
        return Check(asking, _verdict(verdict), Why.NOT_ON_RECORD if verdict is None else None, key)

    def _graded(self, one: CompiledClause) -> Check:
        assert one.mapping is not None
        grade, meeting = self._grade(one), self.case.settled.get(one.mapping.key)
        if grade is None:
            return Check(Asking.GRADE, Outcome.UNKNOWN, Why.NO_GRADE, one.mapping.key)
        if not isinstance(meeting, tuple):
            return Check(Asking.GRADE, Outcome.UNKNOWN, Why.MAPPING_OPEN, one.mapping.key, grade)
        return Check(Asking.GRADE, _verdict(grade in meeting), None, one.mapping.key, grade)

    def _requirement(self, one: CompiledRequirement) -> Check:
        if one.figure is None:
            return self._statement(one.requirement.holds, Asking.REQUIREMENT, one.requirement.key)
        said = self.case.settled.get(one.figure.key)
        verdict = said if isinstance(said, bool) else None
        return Check(Asking.REQUIREMENT, _verdict(verdict), Why.FIGURE_OPEN if verdict is None else None, one.requirement.key)

    def _years(self, one: CompiledClause) -> Check:
        """Once; or so many consecutive years, from the first in which it was given."""
        found, year = self.case.given_before(one.clause.key), self.case.year

        def check(outcome: Outcome, why: Why | None = None) -> Check:
            written = found.disputed or ()
            return Check(Asking.YEARS, outcome, why, years=found.years, cited=found.cited, written=written)

        if found.disputed is not None:
            return check(Outcome.UNKNOWN, Why.EARLIER_DISPUTED)
        if found.years and (one.clause.how_often is HowOften.ONCE or year >= found.years[0] + one.clause.years):
            return check(Outcome.NOT_MET)
        if not found.whole:
            return check(Outcome.UNKNOWN, Why.EARLIER_PART if found.years else Why.EARLIER_OPEN)
        if found.years and found.years != tuple(range(found.years[0], year)):
            return check(Outcome.UNKNOWN, Why.INTERRUPTED)
        return check(Outcome.MET)


def _verdict(holds: bool | None) -> Outcome:
    if holds is None:
        return Outcome.UNKNOWN
    return Outcome.MET if holds else Outcome.NOT_MET
