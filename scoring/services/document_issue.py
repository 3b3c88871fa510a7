"""Papers of a round on their way out: previewed, issued and kept, written to files one by one or in a batch.

Every paper but the carrier's report and the certificate: 公示, 通知, 告知书, 整改通知书 from templates, 上会材料 and the summary from the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from scoring.definitions.documents import DocumentKind
from scoring.errors import Cancelled, Refusal, Said
from scoring.findings import Finding
from scoring.messages import say
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services import naming
from scoring.services.deciding import Decided
from scoring.services.documents import DocumentPress, Format
from scoring.services.folders import made
from scoring.services.meeting_facts import meeting_bytes
from scoring.services.paper_lending import ordered
from scoring.services.press import ONE_PRESS
from scoring.services.publishing import Saved
from scoring.services.reporting import FORBIDDEN, Printed
from scoring.services.rounds import OpenRound
from scoring.services.sealed import sealed_results
from scoring.services.summary_facts import summary_bytes
from scoring.store import paper_words, papers
from scoring.store.papers import Paper
from scoring.store.runs import Run

CAUTIONS = ("documents.window_", "documents.feedback_")
"""Findings that are no gap in the paper: nobody sees them on it."""


class PaperKind(StrEnum):
    """As papers are kept in the store."""

    PUBLIC_LIST = "public-list"
    NOTICE = "notice"
    LETTER = "letter"
    RECTIFICATION = "rectification"
    MEETING = "meeting"
    SUMMARY = "summary"

    @property
    def document(self) -> DocumentKind | None:
        """Of a paper made from a template."""
        return DocumentKind(self.value) if self.value in {one.value for one in DocumentKind} else None

    @property
    def to_one(self) -> bool:
        return self.document is not None and self.document.to_one


def kind_words(kind: PaperKind, language: str) -> str:
    """公示, 结果通知 …"""
    return say(f"documents.kind.{kind.value.replace('-', '_')}", {}, language)


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A paper that is wanted, and the name of its file; ``uscc`` of whom it goes to, empty: to all."""

    uscc: str
    carrier: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as it would go out, and what is missing in it."""

    content: bytes
    findings: tuple[Finding, ...]


class PaperPress:
    """Papers of one kind, language and format of a run. A context manager."""

    def __init__(
        self,
        opened: OpenRound,
        run: Run,
        kind: PaperKind,
        language: str = "zh",
        format_: Format = Format.PDF,
        *,
        file: Path | None = None,
        chosen: Mapping[str, Path] | None = None,
    ) -> None:
        """Raises Refusal: a template with mistakes, a font file that does not serve, or no editable file of this kind."""
        if kind.document is None and (format_ is Format.DOCX or file is not None):
            code = "documents.only_pdf" if format_ is Format.DOCX else "documents.no_template"
            raise Refusal(code, kind=Said(f"documents.kind.{kind.value.replace('-', '_')}"))
        self.kind, self.language, self.format = kind, language, format_
        self._opened, self._run = opened, run
        self._open = ExitStack()
        self._letters = (
            self._open.enter_context(DocumentPress(opened, run, kind.document, language, file=file, chosen=chosen))
            if kind.document
            else None
        )

    def make(self, uscc: str = "") -> Made:
        """The paper, not issued. Raises Refusal: a carrier that is not in the run, a missing glyph."""
        if self._letters is not None:
            composed = self._letters.compose(uscc)
            return Made(self._letters.content(composed, self.format), composed.findings)
        work = meeting_bytes if self.kind is PaperKind.MEETING else summary_bytes
        with ONE_PRESS:
            return Made(work(self._opened, self._run, self.language), ())

    def findings(self, uscc: str = "") -> tuple[Finding, ...]:
        """What is missing, without making the paper."""
        return self._letters.compose(uscc).findings if self._letters is not None else ()

    def cautions(self) -> tuple[Finding, ...]:
        """What must be known before a paper to everybody goes out: days counted by weekends alone, carriers that were not told."""
        if self.kind.to_one:
            return ()
        return tuple(one for one in self.findings() if one.code.startswith(CAUTIONS))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()


def paper_orders(
    opened: OpenRound, run: Run, kind: PaperKind, *, only: Sequence[str] = (), language: str = "zh", format_: Format = Format.PDF
) -> tuple[PaperOrder, ...]:
    """The papers of a kind: one for all, or one for each carrier of the run, those in ``only`` or all.

    A rectification notice goes to those named, else to those with a rectification still open or matters written down. Raises Refusal where there are none.
    """
    words, year = kind_words(kind, language), opened.round.assessment_year
    suffix = f".{format_.value}"
    if not kind.to_one:
        named = opened.kind(language).translate(FORBIDDEN)[: naming.MOST_OF_A_NAME]
        return (PaperOrder("", "", f"{named}_{year}_{words}{suffix}"),)
    wanted = set(only) or (_with_matters(opened, kind) if kind is PaperKind.RECTIFICATION else set())
    if kind is PaperKind.RECTIFICATION and not wanted:
        raise Refusal("documents.which_carriers")
    found = []
    for one in sealed_results(opened, run, language):
        if not wanted or one.uscc in wanted:
            carrier = one.name.translate(FORBIDDEN)[: naming.MOST_OF_A_NAME]
            found.append(PaperOrder(one.uscc, one.name, f"{carrier}_{one.uscc}_{year}_{words}{suffix}"))
    if missing := wanted - {one.uscc for one in found}:
        raise Refusal("documents.not_in_run", carrier=min(missing))
    return tuple(found)


def _with_matters(opened: OpenRound, kind: PaperKind) -> set[str]:
    return {
        place.uscc
        for place in paper_words.words(opened.store)
        if place.uscc and (place.round_id, place.paper) == (opened.round.id, kind.value)
    } | set(ordered(opened))


def issue_papers(
    opened: OpenRound,
    run: Run,
    press: PaperPress,
    wanted: Sequence[PaperOrder],
    *,
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Iterator[tuple[PaperOrder, Paper, Made]]:
    """Make, issue and keep one paper after the other, each in a transaction of its own. Raises Cancelled between two."""
    version = "" if press.format is Format.PDF else press.format.value
    decided = Decided(opened, run)
    for number, order in enumerate(wanted):
        progress.step(number, len(wanted), order.carrier)
        one = press.make(order.uscc)
        paper = papers.issue(
            opened.store,
            run_id=run.id,
            uscc=order.uscc,
            kind=press.kind.value,
            version=version,
            language=press.language,
            content=one.content,
            decided=_rests_on(decided, press.kind, order.uscc),
            actor=actor,
            now=now,
        )
        yield order, paper, one
    progress.step(len(wanted), len(wanted))


def _rests_on(decided: Decided, kind: PaperKind, uscc: str) -> str:
    """The acts a paper tells of, or shows the outcome of."""
    return decided.key(uscc) if kind.to_one else decided.round_key(everything=kind is PaperKind.MEETING)


@dataclass(frozen=True, slots=True)
class SavedPapers:
    """How far a batch came, and what the papers lack, by the name of the file."""

    saved: Saved
    findings: tuple[tuple[str, tuple[Finding, ...]], ...]

    def told(self, folder: Path) -> Said:
        """What came of it, in a sentence."""
        return self.saved.said or Said("documents.saved", {"done": len(self.saved.printed), "folder": folder.name})


def save_papers(
    opened: OpenRound,
    run: Run,
    press: PaperPress,
    folder: Path,
    wanted: Sequence[PaperOrder],
    *,
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> SavedPapers:
    """Issue and write papers until all are there, a person stops it, or one cannot be; what is done then stays and is told."""
    made(folder)
    printed: list[Printed] = []
    lacking: list[tuple[str, tuple[Finding, ...]]] = []
    said, failed = None, False
    try:
        for order, paper, one in issue_papers(opened, run, press, wanted, actor=actor, now=now, progress=progress):
            path = folder / order.name
            write_whole(path, one.content)
            printed.append(Printed(paper, path))
            lacking.append((order.name, one.findings))
    except Cancelled:
        last = printed[-1].path.name if printed else ""
        facts = {"done": len(printed), "left": len(wanted) - len(printed), "last": last}
        said = Said("publishing.left_after_cancel", facts) if printed else Said("publishing.left_before_any")
    except Refusal as refusal:
        failed = True
        facts = {"reason": refusal.said, "done": len(printed), "left": len(wanted) - len(printed)}
        said = Said("publishing.failed_after", facts)
    return SavedPapers(Saved(tuple(printed), 0, len(wanted) - len(printed), said, failed), tuple(lacking))
