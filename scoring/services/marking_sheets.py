"""Write a marking sheet (评分表) for each reviewer, made of what that reviewer has to mark: no carrier of a recusal is on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scoring.errors import Refusal
from scoring.intake.marking_sheet import SheetFacts, SheetItem, SheetLine, sheet_bytes
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services.folders import made
from scoring.services.names import sort_key
from scoring.services.reporting import FORBIDDEN
from scoring.services.review_items import ReviewItem, review_items
from scoring.services.reviewers import panel
from scoring.services.rounds import OpenRound
from scoring.store import marks, recusals


def write_sheets(opened: OpenRound, folder: Path, *, only: Sequence[str] = (), progress: Progress = SILENT) -> tuple[Path, ...]:
    """One workbook for each reviewer of the panel, or for those named; marks that stand are told beside.

    Raises Refusal where there is nobody or nothing to mark, or one of the files is there already: it may be one that came back
    filled in. Then none is written. Cancelled, or where the disk fails, those written before stay.
    """
    if not review_items(opened):
        raise Refusal("reviews.nothing_to_mark", kind=opened.kind())
    wanted = tuple(dict.fromkeys(name.strip() for name in only)) or panel(opened)
    if not wanted or not all(wanted):
        raise Refusal("reviews.no_panel")
    paths = [folder / file_name(opened, name) for name in wanted]
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise Refusal("services.file_exists", name=there.name)
    made(folder)
    for number, (name, path) in enumerate(zip(wanted, paths, strict=True)):
        progress.step(number, len(wanted), name)
        write_whole(path, sheet_bytes(sheet_facts(opened, name)))
    progress.step(len(wanted), len(wanted))
    return tuple(paths)


def file_name(opened: OpenRound, reviewer: str) -> str:
    """评分表_王评审_2026_孵化器.xlsx"""
    kind = opened.kind().translate(FORBIDDEN)[:40]
    return f"评分表_{reviewer.translate(FORBIDDEN)[:40]}_{opened.round.assessment_year}_{kind}.xlsx"


def sheet_facts(opened: OpenRound, reviewer: str) -> SheetFacts:
    """Carriers by name, each with every item, less those the reviewer may not judge."""
    items = {one.measure: _item(one) for one in review_items(opened)}
    with opened.store.reading():
        barred = recusals.of_round(opened.store, opened.round.id)
        mine = {
            (one.carrier_no, one.measure): one
            for one in marks.latest_of_round(opened.store, opened.round.id)
            if one.reviewer == reviewer and one.value is not None
        }
        asked = [one for one in opened.participants() if (one.no, reviewer) not in barred]
    lines = [
        SheetLine(carrier.name, carrier.uscc, item, known.value if known else None, known.comment if known else "")
        for carrier in sorted(asked, key=lambda one: sort_key(one.name))
        for measure, item in items.items()
        for known in (mine.get((carrier.no, measure)),)
    ]
    rubric = opened.rubric.rubric
    return SheetFacts(
        title=rubric.title["zh"],
        status=rubric.status["zh"],
        round_words=f"{opened.district}　{opened.round.title}　{opened.kind()}",
        round_id=opened.round.id,
        rubric=opened.round.rubric,
        reviewer=reviewer,
        items=tuple(items.values()),
        lines=tuple(lines),
    )


def _item(one: ReviewItem) -> SheetItem:
    return SheetItem(one.code, one.title, one.most, one.step, one.choices, one.anchors, one.reading)
