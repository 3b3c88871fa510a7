"""From a run's figures to the facts a grade report prints: everything is decided, rounded and worded here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scoring.definitions.form import Field, FieldType, FilledBy, Table, TableKind, Words
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import Branch, Role
from scoring.definitions.showing import label_with_unit, show_datum
from scoring.engine.caps import capped
from scoring.engine.grade import Grade
from scoring.engine.trace import Part
from scoring.engine.wording import plain, printed_points, signed
from scoring.messages import say, sentence
from scoring.papers.facts import (
    AmendmentFacts,
    CarrierFacts,
    ColumnFacts,
    CountedFacts,
    DefinitionFacts,
    DimensionFacts,
    DistrictFacts,
    FindingFacts,
    FirmFacts,
    IndicatorFacts,
    InternalFacts,
    ReceiptFacts,
    ReportFacts,
    ResultFacts,
    RoundFacts,
    SourceFacts,
    StruckFacts,
    Version,
)
from scoring.places import Place
from scoring.services.comparing import Among
from scoring.services.days import CHINA, day_of, minute_of
from scoring.services.deciding import Decided
from scoring.services.explaining import (
    NOTHING,
    CitedFirm,
    CitedMeasure,
    CitedValue,
    IndicatorExplanation,
    Source,
    cite,
    explain,
)
from scoring.services.grade_steps import grade_steps, unsettled_labels, why_not_by_points
from scoring.services.live import Scored
from scoring.services.marks_told import marks_told
from scoring.services.paper_type import figures_apart
from scoring.services.past import Past
from scoring.services.receipts import receipt_number
from scoring.services.report_peers import comparison_facts, internal_facts, standing_in, ungraded
from scoring.services.report_support import SupportPages
from scoring.services.report_why import WhysOfRun
from scoring.services.standing import StandingFinding
from scoring.services.striking import effect
from scoring.store import entries, returns
from scoring.store.amendments import Amendment
from scoring.store.truth import Until

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Subject:
    """One carrier of a run, and the language its report is written in."""

    then: Past
    scored: Scored
    source: Source
    amendments: tuple[Amendment, ...]
    among: Among
    language: str
    version: Version
    decided: Decided

    def word(self, code: str, /, **facts: object) -> str:
        return say(f"services.report.{code}", facts, self.language)

    def pick(self, words: Words) -> str:
        return words[self.language]


def report_facts(
    then: Past,
    scored: Scored,
    source: Source,
    amendments: tuple[Amendment, ...],
    among: Among,
    language: str,
    version: Version = Version.FEEDBACK,
    decided: Decided | None = None,
    beside: Beside | None = None,
) -> ReportFacts:
    """The facts of one carrier's report. ``decided``: what was decided on the run; as things stand now where it is not given.

    ``beside``: what reports of the same run share, made for this one alone where it is not given.
    """
    opened = then.opened
    decided = decided or Decided(opened, then.run)
    beside = beside or Beside(then, among, decided)
    subject = _Subject(then, scored, source, amendments, among, language, version, decided)
    internal = version is Version.INTERNAL
    stands = standing_in(then, scored)
    rubric = opened.rubric.rubric
    return ReportFacts(
        language=language,
        district=opened.district,
        round=_round(subject),
        carrier=CarrierFacts(name=scored.carrier.name, particulars=_particulars(subject)),
        result=_result(subject),
        receipt=_receipt(subject),
        version=version,
        status=subject.pick(rubric.status),
        comparison=comparison_facts(opened, scored, among, language),
        internal=_internal(subject, stands, beside) if internal else None,
        support=beside.support.of(scored.carrier.uscc, language),
        dimensions=tuple(_dimension(subject, branch) for branch in rubric.branches),
        indicators=tuple(_indicator(subject, indicator.code) for indicator in rubric.indicators),
        grading=grade_steps(opened, scored, _record(subject), language, decided.grade(scored.carrier.uscc, language)),
        decisions=decided.words(scored.carrier.uscc, language, internal=internal),
        district_facts=_district_facts(subject),
        superseded=_superseded(subject),
        amendments=tuple(_amendment(subject, each) for each in amendments if not _by_district(subject, each)),
        struck=_struck(subject, beside),
        findings=tuple(_finding(subject, one) for one in stands),
        sources=(_workbook(subject),),
        definitions=_definitions(subject),
    )


class Beside:
    """What the reports of a run share: worked out when the first asks for it."""

    def __init__(self, then: Past, among: Among, decided: Decided, whys: WhysOfRun | None = None) -> None:
        self.whys = whys or WhysOfRun(then, among)
        self.support = SupportPages(then.opened, decided)


def _internal(subject: _Subject, stands: Sequence[StandingFinding], beside: Beside) -> InternalFacts:
    then, scored, language = subject.then, subject.scored, subject.language
    why = beside.whys.of(scored.carrier.no, language)
    given = subject.decided.grade(scored.carrier.uscc, language)
    return internal_facts(then.opened, then.scored, scored, subject.among, stands, why, given, language)


def _round(subject: _Subject) -> RoundFacts:
    round_ = subject.then.opened.round
    period = subject.word("period", first=date(round_.data_year, 1, 1), last=date(round_.data_year, 12, 31))
    return RoundFacts(year=str(round_.assessment_year), period=period, cutoff=str(round_.cutoff))


def _particulars(subject: _Subject) -> tuple[tuple[str, str], ...]:
    """What the form names as a carrier's particulars, as verified."""
    form, row = subject.then.opened.form.form, _record(subject)
    record = form.table(form.record)
    cited = (cite(form, record, record.field(key), 1, row[key], subject.source, subject.language) for key in form.particulars)
    return tuple((value.label, _beside(subject, value)) for value in cited)


def _beside(subject: _Subject, value: CitedValue) -> str:
    """核定值 with the 申报值 beside it, where they differ."""
    return subject.word("amended", verified=value.shown, declared=value.declared) if value.declared else value.shown


def _result(subject: _Subject) -> ResultFacts:
    score, grade = subject.scored.score, subject.scored.grade
    provisional = score.scored and subject.scored.provisional
    notes = [] if score.scored else [subject.word("not_scored_note")]
    if subject.scored.watched:
        notes.append(subject.word("watched", condition=subject.pick(subject.then.opened.rubric.rubric.takes_part_label)))
    if turns := why_not_by_points(subject.then.opened, subject.scored, subject.language):
        notes.append(subject.word("turns", turns=turns))
    if score.scored and score.provisional:
        notes.append(subject.word("provisional_note"))
    if grade and grade.unsettled:
        rules = unsettled_labels(subject.then.opened, grade, subject.language)
        notes.append(subject.word("unsettled_note", rules=subject.word("rule_join").join(rules)))
    lacking = ungraded(subject.then.opened.rubric.rubric)
    computed = subject.pick(grade.level.name) if grade else subject.word(lacking)
    given = subject.decided.grade(subject.scored.carrier.uscc, subject.language)
    if given and given != computed:
        notes.insert(0, subject.word("overridden", computed=computed, given=given))
    return ResultFacts(
        grade=given or computed,
        points=str(score.total) if score.scored else "—",
        maximum=_whole_maximum(subject),
        rank=_rank(subject, grade) if grade else "",
        mark=subject.word("provisional") if provisional else "",
        notes=tuple(notes),
        sum=_sum(subject),
    )


def _rank(subject: _Subject, grade: Grade) -> str:
    if grade.rank is None:
        return subject.word("rank_exempt")
    equal = sum(1 for one in subject.then.scored if one.grade and one.grade.rank == grade.rank)
    return subject.word("rank_tied" if equal > 1 else "rank", rank=grade.rank, of=grade.of)


def _whole_maximum(subject: _Subject) -> str:
    rubric = subject.then.opened.rubric.rubric
    return plain(sum((one.maximum for one in rubric.indicators if rubric.role(one) is Role.BASE), ZERO))


def _dimension(subject: _Subject, branch: Branch) -> DimensionFacts:
    rubric = subject.then.opened.rubric.rubric
    whole = sum((one.maximum for one in rubric.under(branch.code)), ZERO)
    role = rubric.branch_role(branch)
    depth, above = 0, branch.parent
    while above:
        depth, above = depth + 1, rubric.branch(above).parent
    score = subject.scored.score
    return DimensionFacts(
        code=branch.code,
        label=subject.pick(branch.title),
        points=signed(_or_stroke(score.branches[branch.code] if score.scored else None), role),
        maximum=signed(plain(min(whole, branch.cap) if branch.cap is not None else whole), role),
        depth=depth,
        note=_cap_note(subject, branch),
    )


def _cap_note(subject: _Subject, branch: Branch) -> str:
    """That a cap took points away; empty where none did."""
    rubric, score = subject.then.opened.rubric.rubric, subject.scored.score
    found = capped(rubric, score, branch) if score.scored else None
    if found is None or not found.bites:
        return ""
    return subject.word("capped_at", sum=printed_points(rubric, found.whole), cap=plain(found.cap))


def _or_stroke(points: Decimal | None) -> str:
    """Too little to judge is no zero."""
    return NOTHING if points is None else str(points)


def _record(subject: _Subject) -> EffectiveRow:
    form = subject.then.opened.form.form
    ((_, row),) = subject.source.rows[form.record]
    return row


def _sum(subject: _Subject) -> str:
    """The total as the sum of its dimensions; empty where a floor, a cap or a weight makes it something else."""
    rubric, score = subject.then.opened.rubric.rubric, subject.scored.score
    tops = [(branch, score.branches[branch.code]) for branch in rubric.branches if not branch.parent]
    parts = [(branch, points) for branch, points in tops if points is not None]
    signs = {Role.DEDUCTION: -1}
    if not score.scored or len(parts) < 2 or sum(signs.get(one.role, 1) * points for one, points in parts) != score.total:
        return ""
    joined = "".join(
        (subject.word("minus" if one.role is Role.DEDUCTION else "plus") if number else "") + f"{one.code} {points}"
        for number, (one, points) in enumerate(parts)
    )
    return subject.word("sum", parts=joined, total=score.total)


# Indicators -----------------------------------------------------------------------------------------------------------


def _indicator(subject: _Subject, code: str) -> IndicatorFacts:
    told = explain(subject.then.opened, subject.scored, subject.source, code, subject.language)
    mark = subject.word("left_out") if told.left_out else subject.word("provisional") if told.provisional else ""
    scored = subject.scored.score.scored
    whole = told.maximum if scored else plain(subject.then.opened.rubric.rubric.indicator(code).maximum)
    return IndicatorFacts(
        code=code,
        label=told.title,
        parent=told.parent,
        measure=figures_apart(told.measure),
        what=told.what,
        value=figures_apart(told.lack or told.value),
        rule=figures_apart(told.rule),
        points=signed((told.points if scored else "") or NOTHING, told.role),
        maximum=NOTHING if scored and told.left_out else signed(whole, told.role),
        numerator=figures_apart(told.upper) if told.lower and not told.lack else "",
        denominator=figures_apart(told.lower) if not told.lack else "",
        less=subject.word("less_one") if told.is_growth else "",
        basis=told.basis,
        mark=mark if scored else "",
        notes=tuple(note for note in told.notes if note != told.lack) if scored else (),
        next_step=figures_apart(told.next_step) if scored else "",
        steps=tuple(
            figures_apart(f"{each.label}：{each.words}" if subject.language == "zh" else f"{each.label}: {each.words}")
            for each in told.operands
        ),
        marks=_marks(subject, code),
        counted=(*_counted(subject, told), *_of_operands(subject, told.operands)),
    )


def _marks(subject: _Subject, code: str) -> tuple[str, ...]:
    measure = subject.then.opened.rubric.rubric.indicator(code).measure
    return marks_told(subject.then, subject.scored.carrier, measure, subject.language, subject.version) if measure else ()


def _counted(subject: _Subject, told: IndicatorExplanation | CitedMeasure, measure: str = "") -> Sequence[CountedFacts]:
    """The firms by what they did: those that count, those only in the base, those with an unknown cell.

    None where all is the district's own finding: that has a section, and no cell.
    """
    if told.table is None or (told.fields and all(field.filled_by is FilledBy.DISTRICT for field in told.fields)):
        return ()
    if told.table.kind is TableKind.RECORD:
        return tuple(_of_record(subject, firm) for firm in told.firms)
    columns = tuple(
        ColumnFacts(label=label_with_unit(field, subject.language), is_number=field.is_number or field.type is FieldType.DATE)
        for field in told.fields
    )
    columns += tuple(ColumnFacts(label=one.label, is_number=True) for one in told.amounts)
    found = []
    for part in Part:
        firms = [firm for firm in told.firms if firm.part is part]
        if firms or part is Part.COUNTED:
            title = subject.word(part.value, count=len(firms), noun=told.noun)
            title = subject.word("of_measure", measure=measure, title=title) if measure else title
            rows = tuple(_firm(subject, firm, told.fields) for firm in firms)
            found.append(CountedFacts(title=title, columns=columns, firms=rows))
    return found


def _of_operands(subject: _Subject, operands: Sequence[CitedMeasure]) -> Sequence[CountedFacts]:
    """Their firms; those that have none are named in one line."""
    found = [one for each in operands for one in _counted(subject, each, each.label)]
    empty = [one for one in found if not one.firms]
    if len(empty) < 2:
        return found
    labels = [
        each.label for each in operands if each.table is not None and not any(firm.part is Part.COUNTED for firm in each.firms)
    ]
    line = CountedFacts(title=subject.word("none_counted", measures=labels))
    return [*(one for one in found if one.firms), line]


def _of_record(subject: _Subject, record: CitedFirm) -> CountedFacts:
    """What the carrier says of itself: an item a row, each with its own cell."""
    rows = tuple(
        FirmFacts(
            name=value.label,
            values=(_beside(subject, value),),
            file=subject.source.stored.document,
            sheet=record.at.sheet,
            cell=value.place.address if value.place else "",
        )
        for value in record.values
    )
    column = ColumnFacts(label=subject.word("said"), is_number=True)
    return CountedFacts(title=subject.word("of_record"), columns=(column,), firms=rows, named=subject.word("item"))


def _firm(subject: _Subject, firm: CitedFirm, fields: tuple[Field, ...]) -> FirmFacts:
    """The cell of the name, then those of the values; an amended value shows the declared one as well."""
    values = {value.field: value for value in firm.values}
    shown = [values[field.key] for field in fields]
    places = [firm.at, *(value.place for value in shown if value.place is not None)]
    return FirmFacts(
        name=firm.name,
        values=(*(_beside(subject, value) for value in shown), *firm.amounts),
        file=subject.source.stored.document,
        sheet=firm.at.sheet,
        cell=addresses(places),
    )


def addresses(places: Sequence[Place]) -> str:
    """The cells of one row in the order of their columns, neighbours as a range: A6、C6、K6:N6."""
    columns = sorted({place.column for place in places if place.column})
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    row = places[0].row
    ends = [[Place(row=row, column=column).address for column in dict.fromkeys((run[0], run[-1]))] for run in runs]
    return "、".join(":".join(pair) for pair in ends)


# What the district changed, what stands, what it all rests on -----------------------------------------------------------


def _table(subject: _Subject, key: str) -> Table:
    return subject.then.opened.form.form.table(key)


def _strikes(subject: _Subject, amendment: Amendment) -> bool:
    """Whether an amendment is a strike (核减): it has its own list."""
    return bool(amendment.field) and amendment.field == _table(subject, amendment.table).struck_by


def _by_district(subject: _Subject, amendment: Amendment) -> bool:
    return _table(subject, amendment.table).field(amendment.field).filled_by is FilledBy.DISTRICT


def _district_facts(subject: _Subject) -> tuple[DistrictFacts, ...]:
    """The latest of each cell that only the district fills in; struck rows have their own list, with the reason."""
    latest = {each.cell: each for each in subject.amendments if _by_district(subject, each) and not _strikes(subject, each)}
    form = subject.then.opened.form.form
    struck = {(each.table, each.row) for each in subject.amendments if _strikes(subject, each)}
    found = []
    for each in latest.values():
        table = _table(subject, each.table)
        field = table.field(each.field)
        if (each.table, each.row) in struck:
            continue
        found.append(
            DistrictFacts(
                field=label_with_unit(field, subject.language),
                value=show_datum(form, field, each.new, subject.language),
                reason=each.reason,
                person=each.actor,
                date=day_of(each.at),
                subject="" if table.kind is TableKind.RECORD else _name(subject, table, each.row),
            )
        )
    return tuple(found)


def _name(subject: _Subject, table: Table, number: int) -> str:
    if table.kind is TableKind.RECORD:
        return subject.scored.carrier.name
    return str(dict(subject.source.rows[table.key])[number].get(table.named_by) or f"#{number}")


def _amendment(subject: _Subject, amendment: Amendment) -> AmendmentFacts:
    form, table = subject.then.opened.form.form, _table(subject, amendment.table)
    field = table.field(amendment.field)
    place = subject.source.tables[table.key].place("", amendment.row, field.key)
    return AmendmentFacts(
        subject=_name(subject, table, amendment.row),
        field=label_with_unit(field, subject.language),
        declared=show_datum(form, field, amendment.old, subject.language),
        verified=show_datum(form, field, amendment.new, subject.language),
        reason=amendment.reason,
        person=amendment.actor,
        date=day_of(amendment.at),
        place=str(place),
    )


def _struck(subject: _Subject, beside: Beside) -> tuple[StruckFacts, ...]:
    latest = {each.cell: each for each in subject.amendments if _strikes(subject, each)}
    found = []
    for each in latest.values():
        if each.new is not True:
            continue
        table = _table(subject, each.table)
        place = subject.source.tables[table.key].place("", each.row, table.named_by)
        found.append(
            StruckFacts(
                firm=_name(subject, table, each.row),
                table=subject.pick(table.label),
                reason=each.reason,
                person=each.actor,
                date=day_of(each.at),
                place=str(place),
            )
        )
    if found:
        found[-1] = replace(found[-1], effect=_effect_words(subject, beside))
    return tuple(found)


def _effect_words(subject: _Subject, beside: Beside) -> str:
    """What all strikes of the carrier together change, everybody else as they were when the run was sealed."""
    then = subject.then
    came = effect(then.opened, subject.scored.carrier, beside.whys.board, Until(then.heads))
    if came is None:
        return ""
    changed = [
        subject.word("strike_changes", code=one.code, now=_or_stroke(one.counted), without=_or_stroke(one.without))
        for one in came.changed
    ]
    facts = {"now": _result_text(subject, came.counted), "without": _result_text(subject, came.without)}
    return subject.word("strike_effect" if changed else "strike_no_effect", count=len(came.firms), changed=changed, **facts)


def _result_text(subject: _Subject, scored: Scored) -> str:
    if not scored.score.scored:
        return subject.word("not_scored")
    grade = subject.pick(scored.grade.level.name) if scored.grade else ""
    return subject.word("strike_result", points=str(scored.score.total), grade=grade)


def _finding(subject: _Subject, stands: StandingFinding) -> FindingFacts:
    finding = stands.finding
    places = tuple(f"{place.sheet}!{place.address}" if place.address else place.sheet for place in finding.places[:6])
    more = len(finding.places) - 6
    return FindingFacts(
        level=say(f"levels.{finding.level.value}", {}, subject.language),
        sentence=sentence(finding, subject.language),
        places=(*places, subject.word("more_places", more=more)) if more > 0 else places,
        explanation=stands.explanation,
        explained=f"{stands.explained_by} {day_of(stands.explained_at)}" if stands.explained_at else stands.explained_by,
    )


def _returned(subject: _Subject) -> int:
    """Which of the carrier's returns this is, from 1. The run knew of none after it."""
    before = returns.history(subject.then.opened.store, subject.then.opened.round.id, subject.scored.carrier.uscc)
    return next(at for at, each in enumerate(before, start=1) if each.id == subject.source.stored.id)


def _superseded(subject: _Subject) -> str:
    number = _returned(subject)
    return subject.word("superseded", count=number, number=number) if number > 1 else ""


def _workbook(subject: _Subject) -> SourceFacts:
    stored, number = subject.source.stored, _returned(subject)
    code = "received_last" if number > 1 else "received"
    note = subject.word(code, number=number, day=day_of(stored.received_at))
    entered = entries.entered(subject.then.opened.store, stored.id)
    if entered is not None:
        provenance = say("entering.provenance", {"by": entered.actor, "at": day_of(entered.at)}, subject.language)
        note = subject.word("entered", note=note, provenance=provenance)
    return SourceFacts(name=stored.document, sha256=stored.file, note=note)


def _definitions(subject: _Subject) -> tuple[DefinitionFacts, ...]:
    opened = subject.then.opened
    form, rubric = opened.form.form, opened.rubric.rubric
    return (
        DefinitionFacts(
            kind=subject.word("form"), title=subject.pick(form.title), version=form.version, sha256=opened.round.form
        ),
        DefinitionFacts(
            kind=subject.word("rubric"), title=subject.pick(rubric.title), version=rubric.version, sha256=opened.round.rubric
        ),
    )


def _receipt(subject: _Subject) -> ReceiptFacts:
    run, receipt = subject.then.run, json.loads(subject.then.run.receipt)
    return ReceiptFacts(
        number=receipt_number(run.receipt_hash, subject.then.opened.round.assessment_year),
        engine=subject.word("engine", version=receipt["engine"]),
        created=run.sealed_at.astimezone(CHINA),
        run_at=minute_of(run.sealed_at),
        data_sha256=receipt["data"],
        journal_head="、".join(head.hash for head in subject.then.heads),
    )
