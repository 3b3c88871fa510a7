"""Publishing (发布): which reports of the sealed run have gone out, in which version, when, and saving or printing many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from scoring.errors import Cancelled, Refusal, Said
from scoring.papers.facts import Version
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services import naming
from scoring.services.days import day_of
from scoring.services.deciding import Decided
from scoring.services.folders import made
from scoring.services.naming import Existing
from scoring.services.outcome import standing_results
from scoring.services.reporting import FORBIDDEN, KIND, Order, Press, Printed, issue_each, orders, version_of
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.sealed import SealedResult, listed_results
from scoring.store import papers, runs
from scoring.store.papers import Paper
from scoring.store.runs import Run

__all__ = [
    "Issued", "Leaf", "Order", "Paper", "PaperState", "Publication", "ReportRow", "Run", "Saved", "Stack", "Version",
    "again_name", "again_told", "content", "issue_reports", "leaf", "no_printer", "orders", "publication", "save_again", "save_reports", "stale_words",
]  # fmt: skip


class PaperState(StrEnum):
    """未印; 已印; 印的是以前的结果, or was printed before a decision."""

    DUE = "due"
    OUTDATED = "outdated"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that went out. ``current``: it says what the youngest run says, and what was decided on it."""

    paper: Paper
    carrier: str
    version: Version
    sealed_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A carrier of the youngest run; ``issued`` the youngest first."""

    result: SealedResult
    issued: tuple[Issued, ...]

    @property
    def state(self) -> PaperState:
        if any(one.current for one in self.issued):
            return PaperState.PRINTED
        return PaperState.OUTDATED if self.issued else PaperState.DUE


@dataclass(frozen=True, slots=True)
class Publication:
    """``run`` is the youngest sealed run, None before there is one; ``log`` every report ever issued, the youngest first."""

    run: Run | None
    rows: tuple[ReportRow, ...]
    log: tuple[Issued, ...]

    def count(self, state: PaperState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def said(self) -> Said | None:
        """Which result is published here."""
        if self.run is None:
            return None
        facts = {"day": day_of(self.run.sealed_at), "by": self.run.sealed_by, "count": len(self.rows)}
        return Said("publishing.sealed", facts)


def stale_words(opened: OpenRound, run: Run) -> Said | None:
    """What to know where data or rubric changed since the run was sealed; None where they have not."""
    return Said("publishing.stale", {"day": day_of(run.sealed_at)}) if stale(opened, run) else None


def publication(opened: OpenRound, language: str = "zh") -> Publication:
    """Of one kind of carriers; ranked carriers first, the best before."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        return Publication(None, (), ())
    run = known[-1]
    log = tuple(_log(opened, known))
    by_carrier: dict[str, list[Issued]] = defaultdict(list)
    for one in log:
        by_carrier[one.paper.uscc].append(one)
    results = sorted(standing_results(opened, run, language), key=lambda one: (one.rank is None, one.rank or 0))
    return Publication(run, tuple(ReportRow(one, tuple(by_carrier[one.uscc])) for one in results), log)


def unprinted(opened: OpenRound, run: Run) -> int:
    """How many carriers of the youngest run have no report that says what it says, and what was decided on it."""
    everybody = {one.uscc for one in listed_results(opened, run)}
    decided = Decided(opened, run)
    issued = (one for one in papers.of_run(opened.store, run.id) if one.kind == KIND and one.uscc in everybody)
    return len(everybody - {one.uscc for one in issued if one.decided == decided.key(one.uscc)})


def _log(opened: OpenRound, known: Sequence[Run]) -> Iterator[Issued]:
    sealed = {run.id: run.sealed_at for run in known}
    decided = Decided(opened, known[-1])
    names = {carrier.uscc: carrier.name for carrier in opened.participants()}
    for paper in reversed(papers.of_round(opened.store, opened.round.id)):
        if paper.kind == KIND:
            name = names.get(paper.uscc, paper.uscc)
            current = paper.run_id == known[-1].id and paper.decided == decided.key(paper.uscc)
            yield Issued(paper, name, version_of(paper), sealed[paper.run_id], current)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A report as it is looked at: ``paper`` where these bytes have gone out."""

    pdf: bytes
    paper: Paper | None


def leaf(opened: OpenRound, run: Run, uscc: str, version: Version, language: str) -> Leaf:
    """The very bytes that went out, else those that would. Raises Refusal for a missing glyph."""
    decided = Decided(opened, run).key(uscc)
    for paper in reversed(papers.of_run(opened.store, run.id)):
        if (paper.kind, paper.uscc, paper.language, paper.decided) == (KIND, uscc, language, decided) and version_of(
            paper
        ) is version:
            return Leaf(papers.content(opened.store, paper.hash), paper)
    with Press(opened, run) as press:
        return Leaf(press.report(uscc, version, language), None)


@dataclass(frozen=True, slots=True)
class Saved:
    """How far a batch came. ``said`` is why it stopped, None where it is done; every file of ``printed`` is whole."""

    printed: tuple[Printed, ...]
    skipped: int
    left: int
    said: Said | None = None
    failed: bool = False
    """It stopped because something could not be done, and not because a person wanted it."""

    def told(self, folder: Path) -> Said:
        """What came of it, in a sentence."""
        if self.said is not None:
            return self.said
        facts = {"done": len(self.printed), "folder": folder.name, "skipped": self.skipped}
        return Said("publishing.saved_some" if self.skipped else "publishing.saved", facts)


def save_reports(
    opened: OpenRound,
    run: Run,
    folder: Path,
    wanted: Sequence[Order],
    *,
    existing: Existing = Existing.OVERWRITE,
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Saved:
    """Issue and write reports until all are there, a person stops it, or one cannot be; what is done then stays and is told.

    Raises Refusal where the folder cannot be made.
    """
    made(folder)
    there = set(naming.existing(folder, [order.name for order in wanted])) if existing is not Existing.OVERWRITE else set()
    kept = [order for order in wanted if existing is not Existing.SKIP or order.name not in there]
    skipped = len(wanted) - len(kept)
    printed: list[Printed] = []
    said, failed = None, False
    try:
        for order, paper, content in issue_each(opened, run, kept, actor=actor, now=now, progress=progress):
            path = naming.beside(folder, order.name) if order.name in there else folder / order.name
            write_whole(path, content)
            printed.append(Printed(paper, path))
    except Cancelled:
        said = _stopped(printed, len(kept))
    except Refusal as refusal:
        failed = True
        said = Said("publishing.failed_after", {"reason": refusal.said, "done": len(printed), "left": len(kept) - len(printed)})
    return Saved(tuple(printed), skipped, len(kept) - len(printed), said, failed)


def _stopped(printed: Sequence[Printed], wanted: int) -> Said:
    if not printed:
        return Said("publishing.left_before_any")
    return Said(
        "publishing.left_after_cancel",
        {"done": len(printed), "left": wanted - len(printed), "last": printed[-1].path.name},
    )


@dataclass(frozen=True, slots=True)
class Stack:
    """Papers that were issued to be printed, in order; ``said`` why not: then nothing is printed."""

    papers: tuple[Paper, ...]
    said: Said | None = None

    @property
    def told(self) -> Said:
        return Said("publishing.issued", {"done": len(self.papers)})


def issue_reports(
    opened: OpenRound, run: Run, wanted: Sequence[Order], *, actor: str, now: datetime, progress: Progress = SILENT
) -> Stack:
    """Issue reports without writing files: they go to a printer."""
    done: list[Paper] = []
    try:
        done += (paper for _, paper, _ in issue_each(opened, run, wanted, actor=actor, now=now, progress=progress))
    except Cancelled:
        return Stack(tuple(done), Said("publishing.left_before_any"))
    except Refusal as refusal:
        return Stack(tuple(done), refusal.said)
    return Stack(tuple(done))


def content(opened: OpenRound, paper: Paper) -> bytes:
    """The bytes as they went out. Raises Refusal where the file is damaged."""
    return papers.content(opened.store, paper.hash)


def save_again(opened: OpenRound, paper: Paper, path: Path) -> Path:
    """Write an issued paper's own bytes anew. Raises Refusal where the file cannot be written."""
    write_whole(path, papers.content(opened.store, paper.hash))
    return path


def again_name(one: Issued) -> str:
    """What the file of an issued paper is called when it is saved again: with the day it went out and its hash, for there may be several."""
    words = naming.FILED[one.version] if one.paper.language == "zh" else one.version.value
    carrier = one.carrier.translate(FORBIDDEN)[: naming.MOST_OF_A_NAME]
    return f"{carrier}_{one.paper.uscc}_{words}_{day_of(one.paper.issued_at)}_{one.paper.hash[:8]}{naming.SUFFIX}"


def again_told(path: Path) -> Said:
    return Said("publishing.saved_again", {"name": path.name})


def no_printer(name: str) -> Said:
    """Why nothing was printed."""
    return Said("publishing.no_printer", {"name": name})
