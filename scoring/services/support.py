"""Support for the carriers of a round under the adopted policies: what each may get, on which ground, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scoring.definitions.policy import DecidingDate
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.aggregates import Figures, measure_carriers, record_rows
from scoring.engine.capitals import capitals
from scoring.engine.overlap import Choice, Name
from scoring.engine.support import (
    Case,
    ClauseResult,
    PolicyResult,
    Support,
    SupportPlan,
    apply_policy,
    combine,
    plan_support,
)
from scoring.engine.support_words import (
    award_words,
    borne_words,
    ceiling_words,
    check_words,
    choice_words,
    clause_lines,
    left_words,
    money_words,
    outcome_words,
    worked_words,
)
from scoring.errors import Refusal
from scoring.services.days import CHINA
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live
from scoring.services.settling import Holdings, policies_of
from scoring.store import runs, settlements
from scoring.store.carriers import Carrier

SOON_DAYS = 90
"""A clause that ends within so many days is flagged, unless somebody asks otherwise."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What support is worked out on: policies made ready, rows, grades, what was settled. Read once for all carriers."""

    opened: OpenRound
    plans: tuple[SupportPlan, ...]
    figures: Mapping[int, Figures]
    records: Mapping[int, EffectiveRow]
    settled: Holdings
    published: date | None
    """The day the round's results were sealed; None: not yet."""
    today: date
    soon: int

    def case(self, plan: SupportPlan, scored: Scored) -> Case:
        """One carrier before one policy."""
        holding = self.settled.of(plan.compiled.document.key, scored.carrier.uscc)
        return Case(
            row=self.records[scored.carrier.no],
            measured=plan.measured(self.figures.get(scored.carrier.no, {})),
            grade=scored.grade.level.name.zh if scored.grade else None,
            settled=holding.figures,
            days={**self._days(plan), **holding.days},
            today=self.today,
            year=self.opened.round.assessment_year,
            soon=self.soon,
            decided=holding.awards,
            given=holding.given,
        )

    def _days(self, plan: SupportPlan) -> dict[str, date]:
        """Support is decided today; our own result was published when it was sealed, another authority's we do not know."""
        days: dict[str, date] = {DecidingDate.DECIDED: self.today}
        for one in plan.compiled.clauses:
            elsewhere = one.clause.grade is not None and one.clause.grade.field
            if one.clause.decides is DecidingDate.RESULT and self.published is not None and not elsewhere:
                days[one.clause.key] = self.published
        return days


@dataclass(frozen=True, slots=True)
class CarrierSupport:
    """One carrier's support; words are made in ``language``."""

    carrier: Carrier
    grade: str | None
    support: Support
    language: str
    spoken: Mapping[str, str]
    """Answers and grades of the form and the rubric in the language."""

    @property
    def names(self) -> dict[Name, str]:
        """(Policy, clause) → how it is called."""
        return {
            (policy.key, one.key): one.compiled.clause.label[self.language]
            for policy in self.support.policies
            for one in policy.clauses
        }

    def policies(self) -> Iterator[tuple[PolicyResult, str, str]]:
        """Each policy with its title and status."""
        for one in self.support.policies:
            document = one.compiled.document
            yield one, document.title[self.language], document.status[self.language]

    def outcome(self, one: ClauseResult) -> str:
        """可以享受, 不能享受, 尚不能确定."""
        return outcome_words(one.outcome, self.language)

    def lines(self, one: ClauseResult, policy: PolicyResult) -> Iterator[tuple[str, str]]:
        """What there is to say of a clause."""
        yield from clause_lines(one, policy.compiled, self.language, self.spoken)

    def choices(self) -> Iterator[tuple[str, str, list[str]]]:
        """Of each matter its name, what is taken, and what stood back."""
        names, labels = self.names, self._labels()
        for choice in self.support.choices:
            left = [left_words(each, names, self.language) for each in choice.left]
            yield labels[choice.key], choice_words(choice, names, self.language), left

    def _labels(self) -> dict[str, str]:
        return {key: one.label[self.language] for each in self.support.policies for key, one in each.compiled.overlaps.items()}

    @property
    def total(self) -> str:
        return money_words(self.support.total, self.language)

    @property
    def capitals(self) -> str:
        """The total in 大写, as papers carry it beside the figures."""
        return capitals(self.support.total)

    def document(self) -> dict[str, object]:
        """Of the answer of ``fuping support --json``: money in whole 分 beside the words."""
        names, labels = self.names, self._labels()
        return {
            "carrier": self.carrier.name,
            "uscc": self.carrier.uscc,
            "grade": self.grade,
            "total": self.support.total,
            "shown": self.total,
            "capitals": self.capitals,
            "open": self.support.open,
            "policies": [self._policy(*one) for one in self.policies()],
            "choices": [self._choice(one, names, labels[one.key]) for one in self.support.choices],
        }

    def _policy(self, one: PolicyResult, title: str, status: str) -> dict[str, object]:
        return {"key": one.key, "title": title, "status": status, "clauses": [self._clause(each, one) for each in one.clauses]}

    def _clause(self, one: ClauseResult, policy: PolicyResult) -> dict[str, object]:
        clause, given, language = one.compiled.clause, one.award, self.language
        return {
            "key": clause.key,
            "label": clause.label[language],
            "basis": clause.basis[language],
            "outcome": one.outcome.value,
            "checks": [
                {
                    "asks": check.asking.value,
                    "key": check.key or None,
                    "outcome": check.outcome.value,
                    "why": check.why.value if check.why else None,
                    "shown": check_words(check, one, policy.compiled, language, self.spoken) or None,
                }
                for check in one.checks
            ],
            "ends": one.ends.isoformat() if one.ends else None,
            "worked": worked_words(one, policy.compiled, language, self.spoken) or None,
            "ceiling": {"amount": given.ceiling if given else None, "shown": ceiling_words(one, language) or None},
            "award": {
                "amount": given.amount if given else None,
                "capitals": capitals(given.amount) if given and given.amount is not None else None,
                "from": given.source.value if given else None,
                "shown": award_words(one, policy.compiled, language) or None,
            },
            "shares": {
                "borne": [{"payer": each.share.key, "amount": each.amount} for each in one.borne],
                "shown": borne_words(one, policy.compiled, language) or None,
            },
        }

    def _choice(self, one: Choice, names: dict[Name, str], label: str) -> dict[str, object]:
        return {
            "key": one.key,
            "label": label,
            "state": one.state.value,
            "taken": [list(each.name) for each in one.taken],
            "open": [list(each.name) for each in one.open],
            "award": one.award,
            "tied": one.tied,
            "not_cumulated": [
                {
                    "clause": list(each.name),
                    "award": each.award,
                    "behind": list(each.behind),
                    "by": each.by,
                    "shown": left_words(each, names, self.language),
                }
                for each in one.left
            ],
            "shown": choice_words(one, names, self.language),
        }


def support_round(
    opened: OpenRound,
    carriers: Sequence[Carrier] | None = None,
    *,
    language: str = "zh",
    now: datetime,
    soon: int = SOON_DAYS,
) -> tuple[CarrierSupport, ...]:
    """Every carrier that has a return, or those given. Grades are those of the live score.

    Raises Refusal: no policy for the round, or a carrier without a return.
    """
    ground = ground_of(opened, now=now, soon=soon)
    scored = {one.carrier.no: one for one in live(opened)}
    for carrier in carriers or ():
        if carrier.no not in scored:
            raise Refusal("services.no_return", carrier=carrier.name)
    wanted = [scored[carrier.no] for carrier in carriers] if carriers is not None else list(scored.values())
    words = spoken(opened, language)
    return tuple(support_of(ground, one, language, words) for one in wanted)


def support_of(ground: Ground, scored: Scored, language: str, words: Mapping[str, str]) -> CarrierSupport:
    """One carrier under all policies of the round; ``words`` as ``spoken`` has them."""
    results = [apply_policy(plan, ground.case(plan, scored)) for plan in ground.plans]
    grade = scored.grade.level.name[language] if scored.grade else None
    return CarrierSupport(scored.carrier, grade, combine(results), language, words)


def spoken(opened: OpenRound, language: str) -> dict[str, str]:
    """Answer or grade → its words."""
    form = opened.form.form
    choices = (choice for field in form.table(form.record).fields for choice in form.choices(field))
    answers = {choice.code: choice.en for choice in choices if choice.en} if language == "en" else {}
    return answers | {level.name.zh: level.name[language] for level in opened.rubric.rubric.grades}


def ground_of(opened: OpenRound, *, now: datetime, soon: int = SOON_DAYS) -> Ground:
    """Reads everything once. Raises Refusal where no policy was adopted for the round's form."""
    plans = tuple(plan_support(one, opened.parameters) for one in policies_of(opened))
    aggregates = tuple(dict.fromkeys(one for plan in plans for one in plan.aggregates))
    form, number = opened.form.form, opened.round.no
    record = form.table(form.record)
    keys = [field.key for field in record.fields]
    with opened.store.reading():
        figures = measure_carriers(opened.store.query, opened.tables, aggregates, round_no=number)
        records = record_rows(opened.store.query, opened.tables[record.key], keys, round_no=number)
        sealed = runs.of_round(opened.store, opened.round.id)
        settled = settlements.of_round(opened.store, opened.round.id)
    return Ground(
        opened=opened,
        plans=plans,
        figures=figures,
        records=records,
        settled=Holdings([plan.compiled for plan in plans], settled),
        published=sealed[-1].sealed_at.astimezone(CHINA).date() if sealed else None,
        today=now.astimezone(CHINA).date(),
        soon=soon,
    )
