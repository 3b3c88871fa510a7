"""A measure while it is built: what there is to choose from, what it says in words, where it goes wrong, what it gives now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

from scoring.definitions.codec import read_part
from scoring.definitions.compiled_conditions import CompiledConditions, draft_conditions
from scoring.definitions.compiled_measures import (
    KEYS,
    OF_EVERY_MEASURE,
    OF_THE_RECORD,
    CompiledMeasure,
    CompiledSet,
    compile_measure,
)
from scoring.definitions.compiled_policy import CompiledPolicy, draft_policy
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.expression import table_scope
from scoring.definitions.form import Form, Table
from scoring.definitions.mistakes import Mistakes, Slot
from scoring.definitions.offers import Offered, fields_offered
from scoring.definitions.policy import Policy
from scoring.definitions.rubric import Measure, MeasureKind, Rubric
from scoring.definitions.tree import Kind, names
from scoring.engine.aggregates import measure_carriers
from scoring.engine.exact import ONE, Ratio
from scoring.engine.measure import Measured, plan_measure, results
from scoring.engine.members import Members
from scoring.engine.rubric_words import set_words
from scoring.engine.wording import lack_words, measure_words, reading_words, sides_words, value_words
from scoring.errors import Refusal
from scoring.findings import Finding
from scoring.messages import say, sentence
from scoring.progress import SILENT, Progress
from scoring.services.rounds import OpenRound
from scoring.store import marks, returns

PlainMeasure: TypeAlias = Mapping[str, object]
"""A measure as its document holds it."""
Draft: TypeAlias = CompiledRubric | CompiledConditions | CompiledPolicy
Document: TypeAlias = Rubric | Conditions | Policy


# What a measure is built of -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bench:
    """What is at hand where a measure stands: the sets, and the measures ``before`` it.

    ``known`` are the keys of all sets, those that do not read too; ``taken`` the keys of the other measures.
    """

    form: Form
    sets: Mapping[str, CompiledSet]
    known: tuple[str, ...]
    before: Mapping[str, CompiledMeasure]
    taken: frozenset[str]


def bench(draft: Draft, key: str = "") -> Bench:
    """For the measure of that key; without one, for a new measure behind all others."""
    document = draft.rubric if isinstance(draft, CompiledRubric) else draft.document
    keys = [one.key for one in document.measures]
    before = keys[: keys.index(key)] if key in keys else keys
    return Bench(
        form=draft.form,
        sets=draft.sets,
        known=tuple(one.key for one in document.sets),
        before={one: draft.measures[one] for one in before if one in draft.measures},
        taken=frozenset(keys) - {key},
    )


def kinds_offered(language: str) -> tuple[Offered, ...]:
    """The kinds of measures, each with what it works out as its note."""
    return tuple(
        Offered(kind.value, say(f"builder.kind.{kind.value}", {}, language), say(f"builder.kind_help.{kind.value}", {}, language))
        for kind in MeasureKind
    )


def key_words(kind: MeasureKind, key: str, language: str) -> str:
    """What a key of a measure is called beside its editor: growth has this year above and last year below."""
    told = f"growth_{key}" if kind is MeasureKind.GROWTH and key in ("numerator", "denominator") else key
    return say(f"builder.key.{told}", {}, language)


def sets_offered(at: Bench, language: str) -> tuple[Offered, ...]:
    """The sets a measure may run over, each with who belongs to it."""
    return tuple(Offered(key, one.row_set.label[language], set_words(one, language)) for key, one in at.sets.items())


def measures_offered(at: Bench, language: str) -> tuple[Offered, ...]:
    """The measures a logarithm may be of."""
    return tuple(Offered(key, one.measure.label[language], reading_words(one, language)) for key, one in at.before.items())


def answers_offered(plain: PlainMeasure, at: Bench, language: str) -> tuple[Offered, ...]:
    """The fields whose answers a measure may count or look up."""
    table = table_of(plain, at)
    return fields_offered(table_scope(at.form, table), language, (Kind.CHOICE, Kind.CONDITION)) if table else ()


def table_of(plain: PlainMeasure, at: Bench) -> Table | None:
    """The table a measure reads; None for one without a set, or made of other measures or of marks."""
    over = str(plain.get("over", ""))
    if over in at.sets:
        return at.sets[over].table
    return at.form.table(at.form.record) if plain.get("kind") in {kind.value for kind in OF_THE_RECORD} else None


def with_kind(plain: PlainMeasure, kind: MeasureKind) -> dict[str, object]:
    """The measure as one of another kind: what that one has no use for is let go, what is summed stays what is summed."""
    keys = KEYS[kind]
    kept = {name: value for name, value in plain.items() if name in (*OF_EVERY_MEASURE, *keys.needs, *keys.may)}
    for one, other in (("value", "numerator"), ("numerator", "value")):
        if one in keys.needs and one not in kept and other in plain:
            kept[one] = plain[other]
    return kept | {"kind": kind.value}


# What it says ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyMistake:
    """What is wrong at a key of a measure (empty: with the whole); ``column`` in its expression, from 1."""

    key: str
    sentence: str
    column: int | None = None


@dataclass(frozen=True, slots=True)
class JudgedMeasure:
    """``reading`` is empty where it does not read; ``slots``: key → what its expression may use and must be."""

    reading: str
    mistakes: tuple[KeyMistake, ...]
    slots: Mapping[str, Slot]
    compiled: CompiledMeasure | None


def judge_measure(plain: PlainMeasure, at: Bench, language: str) -> JudgedMeasure:
    """A measure in words, or everything that is wrong with it."""
    slots: dict[str, Slot] = {}
    to = Mistakes("", slots)
    measure, shape = read_part(plain, Measure)
    if measure is None:
        measure, _ = read_part(_shapely(plain, shape), Measure)
    compiled = compile_measure(measure, at.form, at.sets, at.before, to, known=at.known) if measure is not None else None
    if measure is not None and measure.key in at.taken:
        to.say("twice", "key", seen=measure.key)
    top = f"measures[{measure.key}]." if measure is not None else ""
    found = (*shape, *to.found)
    return JudgedMeasure(
        reading=reading_words(compiled, language) if compiled is not None and not found else "",
        mistakes=tuple(_mistake(one, top, language) for one in found),
        slots={key.removeprefix(top): slot for key, slot in slots.items()},
        compiled=compiled if not found else None,
    )


def _shapely(plain: PlainMeasure, mistakes: tuple[Finding, ...]) -> dict[str, object]:
    """Without the keys that do not fit, so that the others can be read all the same."""
    wrong = {(one.places[0].key or "").partition(".")[0].partition("[")[0] for one in mistakes}
    begun: dict[str, object] = {"key": "measure", "label": {"zh": "·"}, "kind": MeasureKind.COUNT.value}
    return begun | {key: value for key, value in plain.items() if key not in wrong and key in _MEASURE_KEYS}


_MEASURE_KEYS = frozenset(one.name for one in fields(Measure))


def _mistake(one: Finding, top: str, language: str) -> KeyMistake:
    place = one.places[0]
    key = (place.key or "").removeprefix(top)
    return KeyMistake("" if key == top.removesuffix(".") else key, sentence(one, language), place.column or None)


# What it gives --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CarrierValue:
    """What a measure gives for one carrier, in words: ``upper`` and ``lower`` of a quotient, ``why`` where there is no result.

    ``told`` is the whole sentence of it; ``size`` is to sort by.
    """

    uscc: str
    name: str
    value: str
    upper: str
    lower: str
    why: str
    told: str
    size: Ratio | None


@dataclass(frozen=True, slots=True)
class MeasureValues:
    """The carriers with a return, in the order of their registration. ``lowest``, ``middle`` and ``highest`` of the results."""

    reading: str
    rows: tuple[CarrierValue, ...]
    with_result: int
    without_return: int
    lowest: str
    middle: str
    highest: str


def measure_values(
    opened: OpenRound,
    plain: PlainMeasure,
    document: Document | None = None,
    *,
    key: str = "",
    language: str = "zh",
    progress: Progress = SILENT,
) -> MeasureValues:
    """A measure worked out on the round's returns as they are now; nothing is kept.

    ``document`` has the sets and other measures, by default the round's rubric; ``key`` names the measure of it that this one
    takes the place of. Raises Refusal where the measure, or one it is made of, does not read.
    """
    at = bench(_draft(opened, document), key or str(plain.get("key", "")))
    judged = judge_measure(plain, at, language)
    if judged.compiled is None:
        first = next((one.sentence for one in judged.mistakes), "")
        raise Refusal("builder.does_not_read", first=first)
    measures = {one.measure.key: one for one in _with_operands(judged.compiled, at.before)}
    return _values(opened, judged, measures, language, progress)


def _draft(opened: OpenRound, document: Document | None) -> Draft:
    """Read against the form of the round, whichever version of it the document was made for."""
    form = opened.form.form
    match document:
        case None:
            return opened.rubric
        case Rubric():
            return draft_rubric(document, form, "")[0]
        case Conditions():
            return draft_conditions(document, form, "")[0]
        case Policy():
            return draft_policy(document, form, "")[0]


def _with_operands(one: CompiledMeasure, before: Mapping[str, CompiledMeasure]) -> Iterator[CompiledMeasure]:
    """A measure behind everything it is worked out of."""
    wanted = [*(names(one.formula) if one.formula is not None else ()), *([one.operand.key] if one.operand else ())]
    for key in wanted:
        yield from _with_operands(before[key], before)
    yield one


def _values(
    opened: OpenRound, judged: JudgedMeasure, measures: Mapping[str, CompiledMeasure], language: str, progress: Progress
) -> MeasureValues:
    compiled = list(measures.values())[-1]
    plans = {key: plan_measure(one, opened.parameters) for key, one in measures.items()}
    aggregates = [one for plan in plans.values() for one in plan.aggregates]
    store, number = opened.store, opened.round.no
    with store.reading():
        figures = measure_carriers(store.query, opened.tables, aggregates, round_no=number) if aggregates else {}
    given = marks.by_carrier(marks.of_round(store, opened.round.id))
    current = returns.current(store, opened.round.id)
    rows, found = [], []
    for done, one in enumerate(current):
        progress.step(done, len(current), one.carrier.name)
        measured = results(plans, figures.get(one.carrier.no, {}), given.get(one.carrier.no, {}))
        found.append(measured[compiled.measure.key])
        upper, lower = sides_words(measures, compiled, measured, language)
        rows.append(_row(one.carrier.uscc, one.carrier.name, compiled, found[-1], (upper, lower), language))
    return _summary(judged.reading, rows, found, compiled, len(opened.participants()) - len(current), language)


def _row(
    uscc: str, name: str, compiled: CompiledMeasure, measured: Measured, sides: tuple[str, str], language: str
) -> CarrierValue:
    return CarrierValue(
        uscc=uscc,
        name=name,
        value=value_words(compiled, measured, language),
        upper=sides[0],
        lower=sides[1],
        why=lack_words(compiled, measured, language),
        told=measure_words(compiled, measured, language),
        size=measured.value,
    )


def _summary(
    reading: str, rows: list[CarrierValue], found: list[Measured], compiled: CompiledMeasure, missing: int, language: str
) -> MeasureValues:
    """The ends and the middle of what there is; of answers none is the least."""
    members = Members(one.value for one in found if one.value is not None)
    ends = ("", "", "")
    if len(members) and compiled.measure.kind is not MeasureKind.CATEGORY:
        approximate = any(one.approximate for one in found)

        def words(value: Ratio) -> str:
            return value_words(compiled, Measured(value, ONE, value, None, 0, 0, 0, approximate), language)

        ends = (words(members.values[0]), words(members.median), words(members.values[-1]))
    return MeasureValues(reading, tuple(rows), len(members), missing, *ends)
