"""A workspace kept open by one thread: the kinds of the year that is looked at, and the live score of each, kept while data changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scoring.progress import SILENT, Progress
from scoring.services.changes import SCORES, Change, Changes
from scoring.services.lines import sealed_lines
from scoring.services.live import LiveScore
from scoring.services.quiet import quietly
from scoring.services.rounds import OpenRound, of_kind, open_all, open_year
from scoring.services.score_desk import ScoreDesk
from scoring.services.scoring import live_score
from scoring.services.support_memory import SupportMemory
from scoring.store import returns, rounds, run_lines
from scoring.store.connection import Store
from scoring.store.runs import Run

PATIENCE = 120.0
"""Seconds this thread waits for the other one's scan or commit; a person's second program is told after five."""


def _clock() -> datetime:
    return datetime.now(UTC)


class Workplace:
    """One thread's own opening of a workspace. A context manager.

    Attributes:
        actor: who is named in the journal.
        kinds: the rounds of the year that is looked at, the youngest at first; at least one.
    """

    def __init__(self, path: Path, *, actor: str, read_only: bool = False, clock: Callable[[], datetime] = _clock) -> None:
        """Raises Refusal where the file cannot be opened."""
        self.actor = actor
        self._clock = clock
        self.kinds: tuple[OpenRound, ...] = open_all(path, read_only=read_only)
        self.store.wait(PATIENCE)
        self._boards: dict[str, LiveScore] = {}
        self._desks: dict[str, ScoreDesk] = {}
        self._support: dict[str, SupportMemory] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def store(self) -> Store:
        return self.kinds[0].store

    @property
    def now(self) -> datetime:
        return self._clock()

    @property
    def year(self) -> int:
        """The assessment year that is looked at."""
        return self.kinds[0].round.assessment_year

    def turn_to(self, year: int) -> None:
        """Look at the rounds of another year from now on. Raises Refusal where there are none; then all is as before."""
        if year != self.year:
            self.kinds = open_year(self.store, year)
            self._boards.clear()
            self._desks.clear()
            self._support.clear()

    def opened(self, kind: str = "") -> OpenRound:
        """The round of a kind by the name it is shown under; the first where none is named. Raises Refusal."""
        return of_kind(self.kinds, kind) if kind else self.kinds[0]

    def board(self, opened: OpenRound, progress: Progress = SILENT) -> LiveScore:
        """The live score of a round, worked out when it is first asked for."""
        if opened.round.id not in self._boards:
            self._boards[opened.round.id] = live_score(opened, progress=progress)
        return self._boards[opened.round.id]

    def scores(self, opened: OpenRound, progress: Progress = SILENT) -> ScoreDesk:
        """The live score with what is shown of it, kept as long as it holds."""
        board = self.board(opened, progress)
        known = self._desks.get(opened.round.id)
        if known is None or known.board is not board:
            known = self._desks[opened.round.id] = ScoreDesk(opened, board)
        return known

    def support(self, opened: OpenRound) -> SupportMemory:
        """What support was worked out to last."""
        key = opened.round.id
        if key not in self._support:
            self._support[key] = SupportMemory(lambda progress: self.scores(self._as_it_is(opened), progress).results())
        return self._support[key]

    def _as_it_is(self, opened: OpenRound) -> OpenRound:
        """The round with the definitions it has now: what is remembered outlives the rubric it began under."""
        return next((one for one in self.kinds if one.round.id == opened.round.id), opened)

    def differs(self, opened: OpenRound, run: Run, progress: Progress = SILENT) -> bool:
        """Whether any figure of the live score is another one than the run has."""
        hashes = run_lines.hashes(self.store, run.id) or sealed_lines(self.store, run).hashes
        with quietly(len(hashes)):
            return bool(self.scores(opened, progress).differing(run, hashes, progress))

    def heard(self, changes: Changes) -> None:
        """Another thread wrote: what is kept here follows. One carrier's values cost what depends on them and no more."""
        if changes.touch(frozenset({Change.DEFINITIONS, Change.ROSTER, Change.RETURNS})):
            self._boards.clear()
        if changes.touch(frozenset({Change.DEFINITIONS})):
            self._reopen()
        if not changes.touch(SCORES):
            return
        if not changes.carriers:
            self._boards.clear()
        for opened in self.kinds:
            if opened.round.id in self._boards:
                self._follow(opened, changes.carriers)

    def _reopen(self) -> None:
        """The year may be gone: whoever looks at it is told when something of it is asked for."""
        if rounds.of_year(self.store, self.year):
            self.kinds = open_year(self.store, self.year)
        self._support.clear()

    def _follow(self, opened: OpenRound, carriers: frozenset[str]) -> None:
        for uscc in sorted(carriers):
            current = returns.current_of(self.store, opened.round.id, uscc)
            if current is not None:
                self._boards[opened.round.id].changed(current.carrier, current.id)

    def version(self) -> int:
        """Another number whenever somebody else has written into the file since."""
        row = self.store.row("PRAGMA data_version")
        return int(row[0]) if row else 0

    def close(self) -> None:
        self.store.close()
