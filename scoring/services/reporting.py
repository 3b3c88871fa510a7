"""Print grade reports from a sealed run, keep the bytes of every paper issued, and write them to a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from scoring.errors import Bug
from scoring.papers.facts import Version
from scoring.papers.report import report_pdf
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services import naming
from scoring.services.comparing import Among, among
from scoring.services.deciding import Decided
from scoring.services.explaining import source_of
from scoring.services.folders import made
from scoring.services.live import Scored
from scoring.services.outcome import standing_results
from scoring.services.past import Past, past
from scoring.services.press import ONE_PRESS
from scoring.services.quiet import quiet_collector
from scoring.services.report_facts import Beside, report_facts
from scoring.services.rounds import OpenRound
from scoring.store import amendments, papers
from scoring.store.amendments import Amendment
from scoring.store.papers import Paper
from scoring.store.runs import Run
from scoring.store.truth import Until

KIND = papers.REPORT
FORBIDDEN = str.maketrans(dict.fromkeys(naming.FORBIDDEN, "_"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A report that was issued and written."""

    paper: Paper
    path: Path


def report_bytes(
    then: Past,
    compared: Among,
    uscc: str,
    language: str,
    version: Version = Version.FEEDBACK,
    decided: Decided | None = None,
    beside: Beside | None = None,
) -> bytes:
    """One carrier's report of a run, the same bytes every time in one build. ``compared``: ``among`` of the same run.

    ``decided``: what was decided on it; as things stand now where it is not given. ``beside``: what its reports share.

    Raises Refusal for a missing glyph.
    """
    scored = next((one for one in then.scored if one.carrier.uscc == uscc), None)
    if scored is None:
        raise Bug(f"the run has no carrier {uscc}")
    known = amendments_of(then, scored)
    source = source_of(then.opened, then.source, scored, known)
    decided = decided or Decided(then.opened, then.run)
    facts = report_facts(then, scored, source, known, compared, language, version, decided, beside)
    with ONE_PRESS:
        return report_pdf(facts)


def amendments_of(then: Past, scored: Scored) -> tuple[Amendment, ...]:
    """The amendments the run knew of."""
    return amendments.of_return(then.opened.store, scored.return_id, Until(then.heads))


def print_reports(
    opened: OpenRound,
    run: Run,
    folder: Path,
    *,
    only: Sequence[str] = (),
    versions: Sequence[Version] = (Version.FEEDBACK,),
    language: str = "zh",
    pattern: str = "",
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> tuple[Printed, ...]:
    """Issue and write the reports of a run, all carriers or those named by 统一社会信用代码, under names after ``pattern``.

    Raises Refusal where a name cannot be, before anything is issued, and where a file cannot be written; what was issued
    before stays issued, and printing again gives the same bytes.
    """
    made(folder)
    wanted = orders(opened, run, only=only, versions=versions, language=language, pattern=pattern)
    printed: list[Printed] = []
    for order, paper, content in issue_each(opened, run, wanted, actor=actor, now=now, progress=progress):
        path = folder / order.name
        write_whole(path, content)
        printed.append(Printed(paper, path))
    return tuple(printed)


@dataclass(frozen=True, slots=True)
class Order:
    """A report that is wanted, and the name of its file."""

    uscc: str
    carrier: str
    version: Version
    language: str
    name: str


def orders(
    opened: OpenRound,
    run: Run,
    *,
    only: Sequence[str] = (),
    versions: Sequence[Version] = (Version.FEEDBACK,),
    language: str = "zh",
    pattern: str = "",
) -> tuple[Order, ...]:
    """The reports of a run in its order, carrier by carrier. Raises Refusal where a name cannot be or two would be one."""
    read = naming.read_pattern(pattern, language)
    year = opened.round.assessment_year
    found: list[Order] = []
    for one in standing_results(opened, run, language):
        for version in versions if not only or one.uscc in only else ():
            facts = naming.facts_of(
                carrier=one.name,
                uscc=one.uscc,
                year=year,
                version=version,
                grade=one.grade,
                rank=one.rank,
                of=one.of,
                language=language,
            )
            found.append(Order(one.uscc, one.name, version, language, read.fill(facts)))
    keep_apart(found)
    return tuple(found)


def keep_apart(wanted: Sequence[Order]) -> None:
    """Raises Refusal where two reports, perhaps of two kinds, would become one file."""
    naming.distinct([order.name for order in wanted], [order.carrier for order in wanted])


def issue_each(
    opened: OpenRound, run: Run, wanted: Sequence[Order], *, actor: str, now: datetime, progress: Progress = SILENT
) -> Iterator[tuple[Order, Paper, bytes]]:
    """Issue one report after the other, each in a transaction of its own: nobody waits for more than one paper's commit.

    What the run has issued already, and no decision has changed since, is handed out as it went out then. Raises Cancelled between two papers.
    """
    known = {
        (paper.uscc, version_of(paper), paper.language, paper.decided): paper
        for paper in papers.of_run(opened.store, run.id)
        if paper.kind == KIND
    }
    press = Press(opened, run)
    with press:
        for number, order in enumerate(wanted):
            progress.step(number, len(wanted), order.carrier)
            decided = press.decided.key(order.uscc)
            paper = known.get((order.uscc, order.version, order.language, decided))
            if paper is not None:
                yield order, paper, papers.content(opened.store, paper.hash)
                continue
            content = press.report(order.uscc, order.version, order.language)
            yield order, _issue(opened, run, order, content, decided, actor=actor, now=now), content
        progress.step(len(wanted), len(wanted))


def _issue(opened: OpenRound, run: Run, order: Order, content: bytes, decided: str, *, actor: str, now: datetime) -> Paper:
    return papers.issue(
        opened.store,
        run_id=run.id,
        uscc=order.uscc,
        kind=KIND,
        version=order.version.value,
        language=order.language,
        content=content,
        decided=decided,
        actor=actor,
        now=now,
    )


class Press:
    """A run made ready to print from when its first report is asked for. A context manager."""

    def __init__(self, opened: OpenRound, run: Run) -> None:
        self._opened, self._run = opened, run
        self._ready: tuple[Past, Among, Beside] | None = None
        self.decided = Decided(opened, run)
        self._open = ExitStack()

    def report(self, uscc: str, version: Version, language: str) -> bytes:
        """The bytes, not issued. Raises Refusal for a missing glyph."""
        if self._ready is None:
            self._open.enter_context(quiet_collector())
            then = self._open.enter_context(past(self._opened.store, self._run))
            compared = among(then)
            self._ready = then, compared, Beside(then, compared, self.decided)
        then, compared, beside = self._ready
        return report_bytes(then, compared, uscc, language, version, self.decided, beside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()


def versions(wanted: str) -> tuple[Version, ...]:
    """feedback, internal, or both."""
    return tuple(Version) if wanted == "both" else (Version(wanted),)


def version_of(paper: Paper) -> Version:
    """Papers from before there were two versions named no other carrier."""
    return Version(paper.version or Version.FEEDBACK)
