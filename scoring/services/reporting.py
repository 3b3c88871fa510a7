"""Print grade reports from a sealed run, keep the bytes of every paper issued, and write them to a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.errors import Bug
from scoring.papers.facts import Version
from scoring.papers.report import report_pdf
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services.comparing import Among, among
from scoring.services.explaining import source_of
from scoring.services.folders import made
from scoring.services.live import Scored
from scoring.services.past import Past, past
from scoring.services.report_facts import report_facts
from scoring.services.rounds import OpenRound
from scoring.store import amendments, papers
from scoring.store.amendments import Amendment
from scoring.store.papers import Paper
from scoring.store.runs import Run
from scoring.store.truth import Until

KIND = "grade-report"
FILED = {Version.FEEDBACK: "反馈版", Version.INTERNAL: "内部版"}
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*\n\r\t', "_"))
"""Characters no file name may have on some system evaluators use."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report that was issued and written."""

    paper: Paper
    path: Path


def report_bytes(then: Past, compared: Among, uscc: str, language: str, version: Version = Version.FEEDBACK) -> bytes:
    """One carrier's report of a run, the same bytes every time in one build. ``compared``: ``among`` of the same run.

    Raises Refusal for a missing glyph.
    """
    scored = next((one for one in then.scored if one.carrier.uscc == uscc), None)
    if scored is None:
        raise Bug(f"the run has no carrier {uscc}")
    known = amendments_of(then, scored)
    source = source_of(then.opened, then.source, scored, known)
    return report_pdf(report_facts(then, scored, source, known, compared, language, version))


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
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> tuple[Printed, ...]:
    """Issue and write the reports of a run, all carriers or those named by 统一社会信用代码.

    Raises Refusal where a file cannot be written; what was issued before stays issued, and printing again gives the same
    bytes.
    """
    made(folder)
    printed: list[Printed] = []
    with past(opened.store, run) as then:
        wanted = [(one.carrier, version) for one in then.scored if not only or one.carrier.uscc in only for version in versions]
        compared = among(then)
        for number, (carrier, version) in enumerate(wanted):
            progress.step(number, len(wanted), carrier.name)
            content = report_bytes(then, compared, carrier.uscc, language, version)
            paper = papers.issue(
                opened.store,
                run_id=run.id,
                uscc=carrier.uscc,
                kind=KIND,
                version=version.value,
                language=language,
                content=content,
                actor=actor,
                now=now,
            )
            path = folder / file_name(carrier.name, carrier.uscc, then.opened.round.assessment_year, version, language)
            write_whole(path, content)
            printed.append(Printed(paper, path))
        progress.step(len(wanted), len(wanted))
    return tuple(printed)


def versions(wanted: str) -> tuple[Version, ...]:
    """feedback, internal, or both."""
    return tuple(Version) if wanted == "both" else (Version(wanted),)


def version_of(paper: Paper) -> Version:
    """Papers from before there were two versions named no other carrier."""
    return Version(paper.version or Version.FEEDBACK)


def file_name(carrier: str, uscc: str, year: int, version: Version, language: str) -> str:
    """示例孵化器_91310113MA1ABCDE1X_2026_考评报告_反馈版.pdf; two carriers of one name do not meet."""
    title = f"考评报告_{FILED[version]}" if language == "zh" else f"report_{version.value}"
    return f"{carrier.translate(FORBIDDEN)[:60]}_{uscc}_{year}_{title}.pdf"
