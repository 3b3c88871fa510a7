"""Write a round as a live-formula workbook: from a sealed run, or from the live score."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scoring.definitions.form import Table
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine import ENGINE_VERSION
from scoring.engine.aggregates import carrier_rows
from scoring.errors import Refusal
from scoring.papers.workbook import workbook_bytes
from scoring.papers.workbook_facts import BookFacts, Unit, UnitMark
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services.amending import corrected, struck_rows
from scoring.services.days import minute_of
from scoring.services.live import Scored
from scoring.services.overview import round_words
from scoring.services.past import past
from scoring.services.receipts import receipt_number
from scoring.services.reporting import FORBIDDEN
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live as live_scores
from scoring.services.workbook_support import aid_facts, decided_grades
from scoring.store import amendments, marks, runs
from scoring.store.connection import Store
from scoring.store.runs import Run
from scoring.store.truth import NOW, Until


def write_workbook(
    opened: OpenRound,
    path: Path,
    *,
    language: str = "zh",
    run: Run | None = None,
    live: bool = False,
    now: datetime,
    progress: Progress = SILENT,
) -> Run | None:
    """Write the round of a run, by default of the latest, or of the live score if asked or where none was sealed yet (then None is returned).

    Support is worked out as of ``now``, from the grades that stand and what was settled until then.
    Raises Refusal where the file is there already or cannot be written, or the round is too large for one workbook.
    """
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    run = None if live else run or next(iter(runs.of_round(opened.store, opened.round.id)[-1:]), None)
    write_whole(path, workbook_bytes(book_facts(opened, run, language, now=now), progress=progress))
    return run


def file_of_kind(path: Path, opened: OpenRound) -> Path:
    """核算表.xlsx → 核算表_众创空间.xlsx, where every kind gets a workbook of its own."""
    return path.with_name(f"{path.stem}_{opened.kind().translate(FORBIDDEN)}{path.suffix}")


def book_facts(opened: OpenRound, run: Run | None, language: str, *, now: datetime) -> BookFacts:
    """What the workbook is made of: the run's round as it stood, or the round as it is now; support as it is now."""
    if run is None:
        with opened.store.reading():
            return _supported(opened, _facts(opened, opened.store, live_scores(opened), NOW, None, language), None, now)
    with past(opened.store, run) as then:
        facts = _facts(then.opened, then.source, then.scored, Until(then.heads), run, language)
        return _supported(then.opened, facts, run, now)


def _supported(opened: OpenRound, facts: BookFacts, run: Run | None, now: datetime) -> BookFacts:
    decided = decided_grades(opened, run, facts.units, facts.language)
    return replace(facts, decided=decided, aid=aid_facts(opened, run, facts.units, decided, now, facts.language))


def _facts(opened: OpenRound, source: Store, scored: Sequence[Scored], until: Until, run: Run | None, language: str) -> BookFacts:
    given: dict[int, list[UnitMark]] = {}
    for one in marks.of_round(opened.store, opened.round.id, until):
        if one.value is not None:
            given.setdefault(one.carrier_no, []).append(UnitMark(one.measure, one.reviewer, one.value))
    round_ = opened.round
    form = opened.form.form
    written = [amendments.of_return(opened.store, one.return_id, until) for one in scored]
    changed = [corrected(form, one) for one in written]
    struck = [struck_rows(form, {each.cell: each.new for each in one}) for one in written]
    return BookFacts(
        language=language,
        district=opened.district,
        title=round_words(round_, language),
        assessment_year=round_.assessment_year,
        data_year=round_.data_year,
        cutoff=round_.cutoff,
        receipt=receipt_number(run.receipt_hash, round_.assessment_year) if run else "",
        moment=minute_of(run.sealed_at) if run else "",
        engine=json.loads(run.receipt)["engine"] if run else ENGINE_VERSION,
        form_hash=round_.form,
        rubric_hash=round_.rubric,
        rubric=opened.rubric,
        parameters=opened.parameters,
        units=tuple(_unit(opened, source, one, given.get(one.carrier.no, ())) for one in scored),
        amended=sum(len(one) for one in changed),
        struck=sum(len(one) for one in struck),
    )


def _unit(opened: OpenRound, source: Store, one: Scored, given: Sequence[UnitMark]) -> Unit:
    return Unit(
        name=one.carrier.name,
        uscc=one.carrier.uscc,
        rows={table.key: _rows(opened, source, table, one.carrier.no) for table in opened.form.form.tables},
        marks=tuple(given),
        measured=one.measured,
        score=one.score,
        grade=one.grade,
        watched=one.watched,
    )


def _rows(opened: OpenRound, source: Store, table: Table, carrier: int) -> tuple[EffectiveRow, ...]:
    """One carrier's effective rows of a table, in order."""
    keys = [field.key for field in table.fields]
    found = carrier_rows(source.query, opened.tables[table.key], keys, round_no=opened.round.no, carrier_no=carrier)
    return tuple(row for _, row in found)
