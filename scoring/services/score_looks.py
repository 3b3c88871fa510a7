"""What the page of scores asks, in the order in which it is ready: the sealed totals at once, then the live score, then what differs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from scoring.messages import say
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Part, Progress
from scoring.services.kinds import KindScored, seal_kinds
from scoring.services.lines import SealedLines, keep_lines, sealed_lines
from scoring.services.quiet import quietly
from scoring.services.rounds import OpenRound
from scoring.services.scoring import other_returns
from scoring.services.showing_scores import Ranking, RunWords, known_runs, ranking
from scoring.services.workplace import Workplace
from scoring.store import runs
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The runs there are, the one that is looked at or held against (the youngest unless chosen), and its ranking; no run: None.

    ``expected`` carriers have a return: without any there is nothing to score.
    """

    runs: tuple[RunWords, ...]
    sealed: SealedLines | None
    ranking: Ranking | None
    expected: int


@dataclass(frozen=True, slots=True)
class Staleness:
    """``differing``: 统一社会信用代码 of the carriers whose results are not those sealed; ``words`` say so.

    ``stale`` also where returns or rubric are others and every figure is the same.
    """

    differing: frozenset[str]
    stale: bool
    words: str
    moved: frozenset[str] = frozenset()
    """Those, and whose return is another one with the same figures: whoever looks for what is stale finds it here."""


def first_look(opened: OpenRound, chosen: str, language: str) -> FirstLook:
    """``chosen``: the id of a run. Raises Refusal where a run is damaged."""
    known, expected = runs.of_round(opened.store, opened.round.id), _with_return(opened)
    run = next((one for one in known if one.id == chosen), known[-1] if known else None)
    with quietly(expected):
        sealed = sealed_lines(opened.store, run) if run else None
        shown = ranking(sealed.opened, sealed.lines, language) if sealed else None
        return FirstLook(known_runs(opened, language), sealed, shown, expected)


def run_of(opened: OpenRound, made: str) -> Run | None:
    """A run by its id, None for none."""
    return runs.load(opened.store, made) if made else None


def _with_return(opened: OpenRound) -> int:
    row = opened.store.row("SELECT count(DISTINCT carrier_no) FROM return WHERE round_no = ?", (opened.round.no,))
    return int(row[0]) if row else 0


def live_look(place: Workplace, kind: str, sealed: SealedLines | None, language: str, progress: Progress = SILENT) -> Ranking:
    """The live score, held against a run where there is one."""
    opened = place.opened(kind)
    with quietly(_with_return(opened)):
        desk = place.scores(opened, Part(progress, 0, 50))
        lines = desk.lines(Part(progress, 50, 100))
        return ranking(opened, lines, language, {one.uscc: one for one in sealed.lines} if sealed else None)


def staleness(place: Workplace, kind: str, sealed: SealedLines, language: str, progress: Progress = SILENT) -> Staleness:
    """Whether the live score is still what was sealed, figure for figure."""
    opened = place.opened(kind)
    with quietly(len(sealed.lines)):
        differing = place.scores(opened, progress).differing(sealed.run, sealed.hashes, progress)
    same_rubric = json.loads(sealed.run.receipt)["rubric"] == opened.round.rubric
    moved = differing | other_returns(opened, sealed.run)
    if differing:
        words = say("scores.changed" if same_rubric else "scores.changed_rubric", {"count": len(differing)}, language)
        return Staleness(differing, stale=True, words=words, moved=moved)
    stale = bool(moved) or not same_rubric
    return Staleness(differing, stale, say("scores.changed_alike" if stale else "scores.same", {}, language), moved)


def seal_kind(place: Workplace, kind: str, progress: Progress = SILENT) -> tuple[KindScored, ...]:
    """Score the carriers of a kind from the truth and keep the result for good. Raises Refusal where there is nothing to score."""
    opened = place.opened(kind)
    with quietly(_with_return(opened)):
        return seal_kinds([opened], actor=place.actor, now=place.now, progress=progress)


def write_picture(path: Path, content: bytes) -> None:
    """Raises Refusal where the file cannot be written; what was there is then still whole."""
    write_whole(path, content)


def keep_beside(place: Workplace, sealed: SealedLines) -> None:
    """Keep the lines of an older run in the file, so that the next look is quick."""
    keep_lines(place.store, sealed.run)
