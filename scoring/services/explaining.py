"""Explain a score: from the points to every firm that counted, with the workbook's hash, sheet and cell, and what was amended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.form import NO_UNIT, Field, FilledBy, Form, Table, TableKind
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import Judge, judging
from scoring.definitions.records import TableRecords
from scoring.definitions.rubric import MeasureKind, Role, RoundingMode
from scoring.definitions.showing import in_unit, label_with_unit, number_words, show, show_datum
from scoring.definitions.tree import Arithmetic, Extreme, Name, Number, Tree, names
from scoring.engine.aggregates import carrier_rows
from scoring.engine.exact import Ratio, rounded
from scoring.engine.trace import MeasureTrace, Part, TracedRow, trace_indicator
from scoring.engine.wording import (
    amount,
    lack_words,
    measure_words,
    next_step_words,
    plain,
    points_words,
    rule_here_words,
    sides_words,
    value_words,
)
from scoring.errors import Refusal
from scoring.messages import say
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
    """A firm and what it did for a measure. ``number`` is its row in the return, counted from 1.

    ``amounts``: what it adds to the sums, where that is not simply one of its values (``Amount`` names them in this order).
    """

    number: int
    name: str
    part: Part
    at: Place
    values: tuple[CitedValue, ...]
    amounts: tuple[str, ...] = ()


def by_part(firms: tuple[CitedFirm, ...]) -> Iterator[tuple[Part, tuple[CitedFirm, ...]]]:
    """The firms by what they did: those that count first."""
    for part in Part:
        if found := tuple(firm for firm in firms if firm.part is part):
            yield part, found


@dataclass(frozen=True, slots=True)
class Amount:
    """What each row adds to a sum: min(equity, 1000万元). ``like`` is a field that is printed alike; None: there is none."""

    label: str
    tree: Tree
    like: Field | None


@dataclass(frozen=True, slots=True)
class CitedMeasure:
    """A measure that another is made of, in words, with the firms behind it."""

    key: str
    label: str
    words: str
    fields: tuple[Field, ...]
    noun: str
    firms: tuple[CitedFirm, ...]
    table: Table | None
    """Where the firms stand; the record for what is worked out of it."""
    amounts: tuple[Amount, ...]


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
    is_growth: bool
    """The value is the quotient less 1."""
    value: str
    lack: str
    """Why there is no value."""
    rule: str
    basis: str
    notes: tuple[str, ...]
    next_step: str
    left_out: bool
    provisional: bool
    fields: tuple[Field, ...]
    noun: str
    firms: tuple[CitedFirm, ...]
    table: Table | None
    amounts: tuple[Amount, ...]
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
    asked: Mapping[tuple[str, str], Judge]
    """Table and field → whether a row has to say it, for the fields the form asks for under a condition."""

    def row(self, table: str, number: int) -> Mapping[str, Stored]:
        """The effective row of that number. Raises KeyError."""
        rows = self.rows[table]
        at = min(number, len(rows)) - 1
        return rows[at][1] if at >= 0 and rows[at][0] == number else dict(rows)[number]


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
        asked={
            (table.key, field.key): judging(lower_condition(condition, opened.parameters))
            for table, field, condition in opened.form.requirements
        },
    )


def _numbered(opened: OpenRound, rows: Store, table: Table, carrier_no: int) -> tuple[tuple[int, Mapping[str, Stored]], ...]:
    keys = [field.key for field in table.fields]
    return carrier_rows(rows.query, opened.tables[table.key], keys, round_no=opened.round.no, carrier_no=carrier_no)


def explain(opened: OpenRound, scored: Scored, source: Source, code: str, language: str = "zh") -> IndicatorExplanation:
    """One indicator of one carrier. Raises KeyError for an unknown code."""
    indicator = opened.rubric.rubric.indicator(code)
    trace = trace_indicator(opened.rubric, scored.score, scored.measured, code, source.rows, opened.parameters)
    compiled, measured = trace.measure.compiled, trace.score.measured
    upper, lower = sides_words(opened.rubric.measures, compiled, scored.measured, language)
    amounts = _amounts(trace.measure, language)
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
        is_growth=compiled.measure.kind is MeasureKind.GROWTH,
        value=value_words(compiled, measured, language),
        lack=lack_words(compiled, measured, language),
        rule=rule_here_words(opened.rubric, trace.score if scored.score.scored else None, indicator, language),
        basis=indicator.basis,
        notes=points_words(opened.rubric, trace.score, language),
        next_step=next_step_words(opened.rubric, trace.next_step, scored.score, code, language),
        left_out=trace.score.points is None,
        provisional=trace.score.provisional,
        fields=_read_fields(trace.measure),
        noun=_noun(trace.measure, language),
        firms=_firms(form, trace.measure, source, amounts, language),
        table=trace.measure.compiled.over.table if trace.measure.compiled.over else None,
        amounts=amounts,
        operands=tuple(_operand(form, one, source, language) for one in trace.operands),
    )


def _operand(form: Form, trace: MeasureTrace, source: Source, language: str) -> CitedMeasure:
    amounts = _amounts(trace, language)
    return CitedMeasure(
        key=trace.compiled.measure.key,
        label=trace.compiled.measure.label[language],
        words=measure_words(trace.compiled, trace.measured, language),
        fields=_read_fields(trace),
        noun=_noun(trace, language),
        firms=_firms(form, trace, source, amounts, language),
        table=trace.compiled.over.table if trace.compiled.over else None,
        amounts=amounts,
    )


def _noun(trace: MeasureTrace, language: str) -> str:
    return trace.compiled.over.table.noun[language] if trace.compiled.over else ""


def _read_fields(trace: MeasureTrace) -> tuple[Field, ...]:
    return tuple(trace.compiled.rows.table.field(key) for key in trace.fields)


def _amounts(trace: MeasureTrace, language: str) -> tuple[Amount, ...]:
    """The sums whose rows add something else than one of their values."""
    compiled = trace.compiled
    if compiled.over is None or compiled.over.table.kind is TableKind.RECORD:
        return ()
    found = []
    for code, tree in (("upper" if compiled.lower is not None else "only", compiled.upper), ("lower", compiled.lower)):
        if tree is not None and not isinstance(tree, Name):
            like = _like(tree, compiled.over.table)
            unit = like.measured_in.many(language) if like else ""
            found.append(Amount(in_unit(say(f"engine.amount.{code}", {}, language), unit, language), tree, like))
    return tuple(found)


def _like(tree: Tree, table: Table) -> Field | None:
    """A field of the unit an expression comes out in: it only compares and adds up fields of one unit."""
    fields = [table.field(key) for key in names(tree)]
    one_unit = len({(field.unit, field.decimals) for field in fields}) == 1
    return fields[0] if one_unit and _only_adds(tree) else None


def _only_adds(tree: Tree) -> bool:
    match tree:
        case Name() | Number():
            return True
        case Extreme(_, left, right) | Arithmetic("+" | "-", left, right):
            return _only_adds(left) and _only_adds(right)
        case _:
            return False


def _firms(form: Form, trace: MeasureTrace, source: Source, amounts: tuple[Amount, ...], language: str) -> tuple[CitedFirm, ...]:
    if trace.compiled.over is None:
        return ()
    return tuple(_firm(form, trace.compiled, row, source, amounts, language) for row in trace.rows)


def _added(one: Amount, compiled: CompiledMeasure, row: TracedRow, language: str) -> str:
    """What a row adds to a sum, as the values beside it are printed."""
    upper = one.tree is compiled.upper
    value, money = (row.upper, compiled.upper_money) if upper else (row.lower, compiled.lower_money)
    if value is None:
        return NOTHING
    if one.like is not None:
        scaled = value if money else value.times(Ratio(10**one.like.decimals, 1))
        if scaled.numerator % scaled.denominator == 0:
            return number_words(scaled.numerator // scaled.denominator, one.like)
    return amount(value, NO_UNIT, language, money=money)


def _firm(
    form: Form, compiled: CompiledMeasure, row: TracedRow, source: Source, amounts: tuple[Amount, ...], language: str
) -> CitedFirm:
    table = compiled.rows.table
    records = source.tables[table.key]
    name = source.row(table.key, row.number).get(table.named_by)
    is_open = row.part is Part.UNKNOWN
    return CitedFirm(
        number=row.number,
        name=str(name) if name is not None else f"#{row.number}",
        part=row.part,
        at=records.place(source.stored.document, row.number, table.named_by),
        values=tuple(
            cite(form, table, table.field(key), row.number, stored, source, language, is_open=is_open)
            for key, stored in row.values
        ),
        amounts=tuple(_added(one, compiled, row, language) for one in amounts),
    )


def cite(
    form: Form,
    table: Table,
    field: Field,
    number: int,
    stored: Stored,
    source: Source,
    language: str,
    *,
    is_open: bool = False,
) -> CitedValue:
    """A value with its cell, and the declared one where an amendment changed it. ``is_open``: a measure misses a value of the row."""
    records = source.tables[table.key]
    amendment = source.amendments.get((table.key, number, field.key))
    from_workbook = field.filled_by is FilledBy.CARRIER and field.key in records.fields
    left_blank = stored is None and not _missed(table, field, number, source, is_open=is_open)
    return CitedValue(
        field=field.key,
        label=label_with_unit(field, language),
        shown=NOTHING if left_blank else show(form, field, stored, language),
        place=records.place(source.stored.document, number, field.key) if from_workbook else None,
        declared=show_datum(form, field, records.value(number, field.key), language) if amendment and from_workbook else "",
        reason=amendment.reason if amendment else "",
        by=amendment.actor if amendment else "",
    )


NOTHING = "—"
"""Where nothing had to be said: that is not unknown."""


def _missed(table: Table, field: Field, number: int, source: Source, *, is_open: bool) -> bool:
    """Whether an empty value is one that nobody knows: the row had to say it, or a measure cannot do without it."""
    asked = source.asked.get((table.key, field.key))
    if asked is not None:
        return asked(source.row(table.key, number)) is not False
    return field.required or is_open


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
        provisional=scored.score.scored and scored.provisional,
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
