"""Explain a score: from the points to every firm that counted, with the workbook's hash, sheet and cell, and what was amended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.definitions.form import Field, FilledBy, Form, Table
from scoring.definitions.layout import Stored
from scoring.definitions.records import TableRecords
from scoring.definitions.rubric import Role, RoundingMode
from scoring.definitions.showing import label_with_unit, show, show_datum
from scoring.engine.aggregates import carrier_rows
from scoring.engine.exact import rounded
from scoring.engine.trace import MeasureTrace, Part, TracedRow, trace_indicator
from scoring.engine.wording import (
    measure_words,
    next_step_words,
    plain,
    points_words,
    rule_words,
    sides_words,
    value_words,
)
from scoring.errors import Refusal
from scoring.papers.facts import GradeStep
from scoring.places import Place
from scoring.services.grade_steps import grade_steps
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score, scored_by
from scoring.services.striking import Effect, effect
from scoring.store import amendments, returns
from scoring.store.amendments import Amendment
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.returns import StoredReturn


@dataclass(frozen=True, slots=True)
class CitedValue:
    """A value an explanation rests on, and the cell it stands in (no place: the district's own finding).

    ``declared`` is the carrier's value where an amendment changed it, with its reason and person, else empty.
    """

    field: str
    label: str
    shown: str
    place: Place | None
    declared: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CitedFirm:
    """A firm and what it did for a measure. ``number`` is its row in the return, counted from 1."""

    number: int
    name: str
    part: Part
    at: Place
    values: tuple[CitedValue, ...]


def by_part(firms: tuple[CitedFirm, ...]) -> Iterator[tuple[Part, tuple[CitedFirm, ...]]]:
    """The firms by what they did: those that count first."""
    for part in Part:
        if found := tuple(firm for firm in firms if firm.part is part):
            yield part, found


@dataclass(frozen=True, slots=True)
class CitedMeasure:
    """A measure that another is made of, in words, with the firms behind it."""

    key: str
    label: str
    words: str
    fields: tuple[Field, ...]
    noun: str
    firms: tuple[CitedFirm, ...]


@dataclass(frozen=True, slots=True)
class IndicatorExplanation:
    """One indicator in words, ready for the terminal, the window and the report. Empty text: there is none."""

    code: str
    title: str
    parent: str
    points: str
    maximum: str
    role: Role
    measure: str
    what: str
    """The measure in the rubric's own short words."""
    upper: str
    lower: str
    value: str
    rule: str
    basis: str
    notes: tuple[str, ...]
    next_step: str
    left_out: bool
    provisional: bool
    fields: tuple[Field, ...]
    noun: str
    firms: tuple[CitedFirm, ...]
    operands: tuple[CitedMeasure, ...]
    """The measures a formula is made of, each with its own firms."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a carrier's figures come from: its return as it stands, the effective rows, and the amendments that count."""

    stored: StoredReturn
    tables: Mapping[str, TableRecords]
    rows: Mapping[str, tuple[tuple[int, Mapping[str, Stored]], ...]]
    amendments: Mapping[tuple[str, int, str], Amendment]
    """By cell; of several amendments of a cell the one that counts."""


def source_of(opened: OpenRound, rows: Store, scored: Scored, amended: Sequence[Amendment]) -> Source:
    """Everything an explanation of one carrier needs, read once."""
    stored = returns.load(opened.store, scored.return_id)
    body = returns.content(opened.store, scored.return_id)
    form = opened.form.form
    return Source(
        stored=stored,
        tables={table.table: table for table in body.tables},
        rows={table.key: _numbered(opened, rows, table, scored.carrier.no) for table in form.tables},
        amendments={amendment.cell: amendment for amendment in amended},
    )


def _numbered(opened: OpenRound, rows: Store, table: Table, carrier_no: int) -> tuple[tuple[int, Mapping[str, Stored]], ...]:
    keys = [field.key for field in table.fields]
    return carrier_rows(rows.query, opened.tables[table.key], keys, round_no=opened.round.no, carrier_no=carrier_no)


def explain(opened: OpenRound, scored: Scored, source: Source, code: str, language: str = "zh") -> IndicatorExplanation:
    """One indicator of one carrier. Raises KeyError for an unknown code."""
    indicator = opened.rubric.rubric.indicator(code)
    trace = trace_indicator(opened.rubric, scored.score, scored.measured, code, source.rows, opened.parameters)
    compiled, measured = trace.measure.compiled, trace.score.measured
    upper, lower = sides_words(opened.rubric, compiled, scored.measured, language)
    form = opened.form.form
    return IndicatorExplanation(
        code=code,
        title=indicator.title[language],
        parent=indicator.parent,
        points="" if trace.score.points is None else str(trace.score.points),
        maximum=plain(rounded(trace.score.maximum, 2, RoundingMode.HALF_AWAY)),
        role=opened.rubric.rubric.role(indicator),
        measure=measure_words(compiled, measured, language),
        what=compiled.measure.label[language],
        upper=upper,
        lower=lower,
        value=value_words(compiled, measured, language),
        rule=rule_words(opened.rubric, indicator, language),
        basis=indicator.basis,
        notes=points_words(trace.score, indicator, compiled, language),
        next_step=next_step_words(trace.next_step, trace.score, indicator, compiled.measure.unit, language),
        left_out=trace.score.points is None,
        provisional=trace.score.provisional,
        fields=_read_fields(trace.measure),
        noun=_noun(trace.measure, language),
        firms=_firms(form, trace.measure, source, language),
        operands=tuple(_operand(form, one, source, language) for one in trace.operands),
    )


def _operand(form: Form, trace: MeasureTrace, source: Source, language: str) -> CitedMeasure:
    return CitedMeasure(
        key=trace.compiled.measure.key,
        label=trace.compiled.measure.label[language],
        words=measure_words(trace.compiled, trace.measured, language),
        fields=_read_fields(trace),
        noun=_noun(trace, language),
        firms=_firms(form, trace, source, language),
    )


def _noun(trace: MeasureTrace, language: str) -> str:
    return trace.compiled.over.table.noun[language] if trace.compiled.over else ""


def _read_fields(trace: MeasureTrace) -> tuple[Field, ...]:
    return tuple(trace.compiled.rows.table.field(key) for key in trace.fields)


def _firms(form: Form, trace: MeasureTrace, source: Source, language: str) -> tuple[CitedFirm, ...]:
    if trace.compiled.over is None:
        return ()
    return tuple(_firm(form, trace.compiled.over.table, row, source, language) for row in trace.rows)


def _firm(form: Form, table: Table, row: TracedRow, source: Source, language: str) -> CitedFirm:
    records = source.tables[table.key]
    name = dict(source.rows[table.key])[row.number].get(table.named_by)
    return CitedFirm(
        number=row.number,
        name=str(name) if name is not None else f"#{row.number}",
        part=row.part,
        at=records.place(source.stored.document, row.number, table.named_by),
        values=tuple(cite(form, table, table.field(key), row.number, stored, source, language) for key, stored in row.values),
    )


def cite(form: Form, table: Table, field: Field, number: int, stored: Stored, source: Source, language: str) -> CitedValue:
    """A value with its cell, and the declared one where an amendment changed it."""
    records = source.tables[table.key]
    amendment = source.amendments.get((table.key, number, field.key))
    from_workbook = field.filled_by is FilledBy.CARRIER and field.key in records.fields
    return CitedValue(
        field=field.key,
        label=label_with_unit(field, language),
        shown=show(form, field, stored, language),
        place=records.place(source.stored.document, number, field.key) if from_workbook else None,
        declared=show_datum(form, field, records.value(number, field.key), language) if amendment and from_workbook else "",
        reason=amendment.reason if amendment else "",
        by=amendment.actor if amendment else "",
    )


@dataclass(frozen=True, slots=True)
class CarrierExplanation:
    """A carrier's live score explained. ``grade`` is empty where it has none: not scored, only watched, or nobody is graded."""

    carrier: str
    uscc: str
    document: str
    file: str
    scored_by: Mapping[str, str]
    total: str
    provisional: bool
    grade: str
    watched: bool
    grading: tuple[GradeStep, ...]
    indicators: tuple[IndicatorExplanation, ...]
    strikes: Effect | None
    """The total and the grade without the firms that are struck; None where none is."""

    def document_of(self) -> dict[str, object]:
        """The answer of ``fuping explain --json``."""
        return {
            "carrier": self.carrier,
            "uscc": self.uscc,
            "workbook": {"name": self.document, "sha256": self.file},
            "scored_by": dict(self.scored_by),
            "total": self.total,
            "provisional": self.provisional,
            "grade": self.grade,
            "strikes": self.strikes.document_of() if self.strikes else None,
            "grading": [{"label": step.label, "words": step.words} for step in self.grading],
            "indicators": [_indicator_document(one) for one in self.indicators],
        }


def explain_carrier(opened: OpenRound, carrier: Carrier, code: str | None, language: str = "zh") -> CarrierExplanation:
    """The live score of a carrier, one indicator or all. Raises Refusal: no return yet, no such indicator."""
    codes = [indicator.code for indicator in opened.rubric.rubric.indicators]
    wanted = [known for known in codes if code is None or known.casefold() == code.casefold()]
    if not wanted:
        raise Refusal("services.no_such_indicator", wanted=code, known=codes)
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    if current is None:
        raise Refusal("services.no_return", carrier=carrier.name)
    board = live_score(opened)
    scored = next(one for one in board.results() if one.carrier.no == carrier.no)
    source = source_of(opened, opened.store, scored, amendments.of_return(opened.store, current.id))
    ((_, record),) = source.rows[opened.form.form.record]
    return CarrierExplanation(
        carrier=carrier.name,
        uscc=carrier.uscc,
        document=current.document,
        file=current.file,
        scored_by=scored_by(opened, language),
        total=str(scored.score.total) if scored.score.scored else "",
        provisional=scored.score.scored and scored.score.provisional,
        grade=scored.grade.level.name[language] if scored.grade else "",
        watched=scored.watched,
        grading=grade_steps(opened, scored, record, language),
        indicators=tuple(explain(opened, scored, source, one, language) for one in wanted),
        strikes=effect(opened, carrier, board),
    )


def _indicator_document(one: IndicatorExplanation) -> dict[str, object]:
    texts = (
        "code",
        "title",
        "points",
        "maximum",
        "what",
        "measure",
        "upper",
        "lower",
        "value",
        "rule",
        "basis",
        "notes",
        "next_step",
    )
    operands = [
        {"measure": each.key, "label": each.label, "words": each.words, "firms": _firm_documents(each.firms)}
        for each in one.operands
    ]
    return {name: getattr(one, name) for name in texts} | {
        "role": one.role.value,
        "firms": _firm_documents(one.firms),
        "operands": operands,
    }


def _firm_documents(firms: tuple[CitedFirm, ...]) -> list[dict[str, object]]:
    return [
        {
            "row": firm.number,
            "name": firm.name,
            "part": firm.part.value,
            "sheet": firm.at.sheet,
            "cell": firm.at.address,
            "values": [_value_document(value) for value in firm.values],
        }
        for firm in firms
    ]


def _value_document(value: CitedValue) -> dict[str, object]:
    return {
        "field": value.field,
        "value": value.shown,
        "cell": value.place.address if value.place else None,
        "declared": value.declared or None,
        "reason": value.reason or None,
        "by": value.by or None,
    }
