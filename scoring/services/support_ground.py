"""What support rests on: the sealed run's figures with the grades that stand, or the live score; policies; what was settled.

Everything it rests on has a name (``Inputs``), so that what was decided can be worked out again to the same amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.compiled_policy import CompiledPolicy, adopted_policy
from scoring.definitions.policy import DecidingDate
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.aggregates import Figures, measure_carriers, record_rows
from scoring.engine.support import Case, SupportPlan, plan_support
from scoring.errors import Bug, Refusal
from scoring.services.announcing import Announced, announced
from scoring.services.days import CHINA
from scoring.services.live import Scored
from scoring.services.outcome import outcomes
from scoring.services.past import as_it_was
from scoring.services.rounds import OpenRound
from scoring.services.scoring import MOVES_NOTHING, live, rests_on_other
from scoring.services.settling import Holdings, PolicyText, policy_texts
from scoring.services.support_before import NOTHING_BEFORE, SupportBefore, before_by, decided_before
from scoring.store import carriers, definitions, effective, journal, pots, runs, settlements
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.pots import Pot
from scoring.store.runs import Run
from scoring.store.settlements import About, Settlement

SOON_DAYS = 90
"""A clause that ends within so many days is flagged, unless somebody asks otherwise."""
EDITION = 2
"""How decisions are worked out and said. In 1, which names none, an award counted under an unknown ceiling too."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """A carrier with the grade that counts, in the rubric's Chinese: ``grade`` as it stands, ``computed`` as the rubric gave it."""

    carrier: Carrier
    grade: str | None
    computed: str | None
    rank: int | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything an amount rests on. Without a ``run`` it is the live score, which is only for looking."""

    run: Run | None
    policies: tuple[PolicyText, ...]
    settled: Mapping[About, Settlement]
    pots: tuple[Pot, ...]
    entitled: tuple[Entitled, ...]
    announced: Announced
    today: date
    soon: int
    edition: int = EDITION
    before: SupportBefore = NOTHING_BEFORE


@dataclass(frozen=True, slots=True)
class Ground:
    """What support is worked out on: policies made ready, rows, grades, what was settled. Read once for all carriers."""

    opened: OpenRound
    inputs: Inputs
    plans: tuple[SupportPlan, ...]
    figures: Mapping[int, Figures]
    records: Mapping[int, EffectiveRow]
    settled: Holdings
    days: Mapping[str, Days]
    """By policy."""

    def cases(self, one: Entitled) -> tuple[Case, ...]:
        """One carrier before every policy."""
        return tuple(self._case(plan, one) for plan in self.plans)

    def _case(self, plan: SupportPlan, one: Entitled) -> Case:
        document, before = plan.compiled.document, self.inputs.before
        holding, days = self.settled.of(document.key, one.carrier.uscc), self.days[document.key]
        return Case(
            row=self.records[one.carrier.no],
            measured=plan.measured(self.figures.get(one.carrier.no, {})),
            grade=one.grade,
            settled=holding.figures,
            days={**days.known, **holding.days},
            unannounced=days.unannounced,
            today=self.inputs.today,
            year=self.opened.round.assessment_year,
            soon=self.inputs.soon,
            decided=holding.awards,
            given=holding.given,
            before=before.of(document.key, one.carrier.uscc, (each.clause.key for each in plan.compiled.clauses)),
            bounded=self.inputs.edition > 1,
        )


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a policy that hold for everybody: those ``known``, by the kind of day or by the clause, and clause by clause the
    first day that can be the ``unannounced`` one of our own result.
    """

    known: Mapping[str, date]
    unannounced: Mapping[str, date | None]


def known_days(plan: SupportPlan, today: date, announced: Announced) -> Days:
    """Support is decided today; our own result was announced when somebody says so, another authority's we do not know."""
    ours = own_results(plan.compiled)
    days: dict[str, date] = {DecidingDate.DECIDED: today}
    if announced.day is not None:
        return Days(days | dict.fromkeys(ours, announced.day), {})
    return Days(days, dict.fromkeys(ours, announced.since))


def own_results(compiled: CompiledPolicy) -> tuple[str, ...]:
    """The clauses that go by the day on which the result of this assessment was announced."""
    found = []
    for one in compiled.clauses:
        elsewhere = one.clause.grade is not None and one.clause.grade.field
        if one.clause.decides is DecidingDate.RESULT and not elsewhere:
            found.append(one.clause.key)
    return tuple(found)


# As it is now, and as it was when it was decided --------------------------------------------------------------------------


def inputs_now(
    opened: OpenRound,
    *,
    now: datetime,
    soon: int = SOON_DAYS,
    look: bool = False,
    listed: bool = False,
    scored: Callable[[], Sequence[Scored]] | None = None,
) -> Inputs:
    """Of the youngest sealed run; of the live score where there is none, or to ``look`` what it would be.

    ``listed``: as of ``outcomes``; ``scored``: the live score, where somebody keeps it. Raises Refusal where no policy was adopted
    for the round's form.
    """
    known = runs.of_round(opened.store, opened.round.id)
    run = known[-1] if known and not look else None
    then = as_it_was(opened.store, run)[0] if run else opened
    return Inputs(
        run=run,
        policies=policy_texts(then),
        settled=settlements.of_round(opened.store, opened.round.id),
        pots=pots.of_round(opened.store, opened.round.id),
        entitled=tuple(_graded(opened, run, listed=listed) if run else _scored((scored or partial(live, opened))())),
        announced=announced(opened),
        today=now.astimezone(CHINA).date(),
        soon=soon,
        before=decided_before(opened),
    )


def _graded(opened: OpenRound, run: Run, *, listed: bool) -> Iterator[Entitled]:
    """By the grade that stands after whatever was decided since the run."""
    known = _carriers(opened)
    for one in outcomes(opened, run, "zh", listed=listed):
        result = one.result
        points = Decimal(result.points) if result.points else None
        yield Entitled(known[result.uscc], one.grade or None, one.computed or None, result.rank, points)


def _scored(found: Sequence[Scored]) -> Iterator[Entitled]:
    for one in found:
        grade = one.grade.level.name.zh if one.grade else None
        points = one.score.total if one.score.scored else None
        yield Entitled(one.carrier, grade, grade, one.grade.rank if one.grade else None, points)


class _Carriers(dict[str, Carrier]):
    def __missing__(self, uscc: str) -> Carrier:
        raise Bug(f"a run has the unknown carrier {uscc}")


def _carriers(opened: OpenRound) -> Mapping[str, Carrier]:
    """All of the file by their 统一社会信用代码."""
    return _Carriers({one.uscc: one for one in carriers.everyone(opened.store)})


def inputs_document(inputs: Inputs) -> dict[str, object]:
    """The names of everything an amount rests on; needs a run."""
    assert inputs.run is not None
    return announced_document(inputs) | {
        "run": inputs.run.id,
        "results": inputs.run.results_hash,
        "policies": [{"key": one.compiled.document.key, "sha256": one.hash} for one in inputs.policies],
        "settlements": sorted(one.id for one in inputs.settled.values()),
        "pots": sorted(one.id for one in inputs.pots),
        "carriers": [_entitled_document(one) for one in inputs.entitled],
        "day": inputs.today.isoformat(),
        "soon": inputs.soon,
        **({"edition": inputs.edition} if inputs.edition > 1 else {}),
        **({"earlier": list(inputs.before.results)} if inputs.before.results else {}),
    }


def announced_document(inputs: Inputs) -> dict[str, object]:
    """Nothing where no policy asks for the day, or it was decided when nobody could enter it: that is worked out again as it was."""
    told = inputs.announced
    if told.by_sealing or not any(own_results(one.compiled) for one in inputs.policies):
        return {}
    return {"announced": {"day": _iso(told.day), "since": _iso(told.since)}}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _announced_of(document: Mapping[str, object], run: Run) -> Announced:
    found = document.get("announced")
    if found is None:
        return by_sealing(run)
    assert isinstance(found, Mapping)
    day, since = (date.fromisoformat(found[name]) if found[name] else None for name in ("day", "since"))
    return Announced(day, since)


def by_sealing(run: Run) -> Announced:
    """As support was worked out before the day of the announcement could be entered."""
    return Announced(run.sealed_at.astimezone(CHINA).date(), by_sealing=True)


def _entitled_document(one: Entitled) -> dict[str, object]:
    points = None if one.points is None else str(one.points)
    facts = {"grade": one.grade, "computed": one.computed, "rank": one.rank, "points": points}
    return {"uscc": one.carrier.uscc, "name": one.carrier.name, **facts}


def inputs_of(opened: OpenRound, document: Mapping[str, object]) -> Inputs:
    """The inverse of ``inputs_document``: everything by its name, however it counts today."""
    store, round_id = opened.store, opened.round.id
    run = runs.load(store, str(document["run"]))
    then, _ = as_it_was(store, run)
    wanted = frozenset(_texts(document["settlements"]))
    known = _carriers(opened)
    return Inputs(
        run=run,
        policies=tuple(_policy(then, Sha256(one["sha256"])) for one in _mappings(document["policies"])),
        settled={one.about: one for one in settlements.everything(store, round_id) if one.id in wanted},
        pots=pots.with_ids(store, round_id, tuple(_texts(document["pots"]))),
        entitled=tuple(_entitled(known, one) for one in _mappings(document["carriers"])),
        announced=_announced_of(document, run),
        today=date.fromisoformat(str(document["day"])),
        soon=int(str(document["soon"])),
        edition=edition_of(document),
        before=before_by(opened, tuple(_texts(document.get("earlier", [])))),
    )


def edition_of(document: Mapping[str, object]) -> int:
    """Of what a decision rests on."""
    return int(str(document.get("edition", 1)))


def _texts(found: object) -> Iterable[str]:
    assert isinstance(found, list)
    return map(str, found)


def _mappings(found: object) -> Iterable[Mapping[str, str]]:
    assert isinstance(found, list)
    return found


def _policy(then: OpenRound, key: Sha256) -> PolicyText:
    text = definitions.load(then.store, key).text
    if sha256(text) != key:
        raise Refusal("store.damaged", name=then.store.path.name)
    compiled = adopted_policy(text, then.form.form)
    if compiled is None:
        raise Bug("a policy that decided support does not fit the form it read")
    return PolicyText(key, compiled)


def _entitled(known: Mapping[str, Carrier], one: Mapping[str, object]) -> Entitled:
    rank, points = one["rank"], one["points"]
    return Entitled(
        carrier=known[str(one["uscc"])],
        grade=_or_none(one["grade"]),
        computed=_or_none(one["computed"]),
        rank=int(str(rank)) if rank is not None else None,
        points=Decimal(str(points)) if points is not None else None,
    )


def _or_none(found: object) -> str | None:
    return None if found is None else str(found)


# Rows ---------------------------------------------------------------------------------------------------------------------


_Read = tuple[Mapping[int, Figures], Mapping[int, EffectiveRow]]


def ground_on(opened: OpenRound, inputs: Inputs, plans: tuple[SupportPlan, ...]) -> Ground:
    """Reads everything once. ``plans``: of the policies of ``inputs``."""
    with _rows(opened, inputs.run) as (then, source):
        figures, records = _read(then, source, plans)
    settled = Holdings([plan.compiled for plan in plans], inputs.settled)
    days = {plan.compiled.document.key: known_days(plan, inputs.today, inputs.announced) for plan in plans}
    return Ground(opened, inputs, plans, figures, records, settled, days)


def rows_changed(opened: OpenRound, inputs: Inputs) -> bool:
    """Whether anything the policies read is otherwise today than in the run; the score need not have moved."""
    run = inputs.run
    if run is None or _unmoved(opened, run):
        return False
    plans = tuple(plan_support(one.compiled, opened.parameters) for one in inputs.policies)
    with _rows(opened, run) as (then, source):
        before = _read(then, source, plans)
        return then.round.form != opened.round.form or before != _read(opened, opened.store, plans)


def _read(then: OpenRound, source: Store, plans: Sequence[SupportPlan]) -> _Read:
    aggregates = tuple(dict.fromkeys(one for plan in plans for one in plan.aggregates))
    form = then.form.form
    record = form.table(form.record)
    keys, number = [field.key for field in record.fields], then.round.no
    with source.reading():
        figures = measure_carriers(source.query, then.tables, aggregates, round_no=number)
        return figures, record_rows(source.query, then.tables[record.key], keys, round_no=number)


def _unmoved(opened: OpenRound, run: Run) -> bool:
    """Whether nothing has been written since the run that could have moved a figure."""
    _, heads = as_it_was(opened.store, run)
    return not rests_on_other(opened, run) and journal.verbs_since(opened.store, heads) <= MOVES_NOTHING


@contextmanager
def _rows(opened: OpenRound, run: Run | None) -> Iterator[tuple[OpenRound, Store]]:
    """The rows of the run; those of today where nothing has been written since that could have moved a figure."""
    if run is None:
        yield opened, opened.store
        return
    then, heads = as_it_was(opened.store, run)
    if _unmoved(opened, run):
        yield then, opened.store
        return
    with effective.as_of(opened.store, heads) as source:
        yield then, source
