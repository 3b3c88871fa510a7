"""The open workspace as the window has it: one thread writes, one reads, one reckons, and whatever changed is told once to everybody.

What takes long over a whole round (the live score of thousands of carriers, the state of every step) is asked of the reckoning
thread: what a page reads meanwhile does not wait for it.

Nothing here decides anything: work is a call of ``scoring.services`` with a ``Workplace``, run on a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.bench import NO_YEAR, Bench, Heard, Stepped, T, Work, no_progress, nothing
from desktop.history import Edit, History
from desktop.holding import Holding
from desktop.idling import Idling
from desktop.job import Job
from desktop.settings import Settings
from desktop.tasks import Asked
from scoring.errors import Cancelled, Refusal, Said
from scoring.services.changes import Changes

if TYPE_CHECKING:  # the engine is loaded on the desk's threads, not while the window opens
    from scoring.services.overview import YearSeen
    from scoring.services.workplace import Workplace


def _holder(why: Said | None) -> str:
    """Person, or at least the machine."""
    return str(why.facts.get("person") or why.facts.get("machine") or "") if why is not None else ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a person wants to go: a page, there a carrier (统一社会信用代码), and there something the page understands."""

    page: str
    carrier: str = ""
    target: object = None


class Lost(Refusal):
    """The hold on the file is gone in the middle of the day."""


class Desk(QObject):
    """One workspace, open. Lives on the window's thread; ``close`` ends its threads.

    Signals:
        changed: ``Changes`` after a verb has written, once both threads know.
        kind_changed: the name of the kind of carriers that is looked at from now on, maybe of another year.
        years_changed: the workspace has, or may have, other rounds or other kinds in them: ``years``.
        visited: ``Visit``.
        said: a sentence of good news for the status line.
        refused: ``Said``, what cannot be done and what to do.
        broke: an exception that is a bug; the data are as before.
        working: ``Job`` that has begun; its own signals tell the rest.
        idle: nothing is being written any more, and everybody knows.
        locked: ``Said``, why this window may only read from now on.
    """

    changed = Signal(object)
    kind_changed = Signal(str)
    years_changed = Signal()
    visited = Signal(object)
    said = Signal(str)
    refused = Signal(object)
    broke = Signal(object)
    working = Signal(object)
    idle = Signal()
    locked = Signal(object)

    def __init__(
        self,
        path: Path,
        settings: Settings,
        *,
        holding: Holding | None = None,
        why: Said | None = None,
        read_only: bool = False,
        held_by: str = "",
        years: tuple[YearSeen, ...] = (),
        parent: QObject | None = None,
    ) -> None:
        """``why`` it is read only, if so; else ``holding`` is this window's hold on the file, given back when the desk closes."""
        super().__init__(parent)
        self.path = path
        self.settings = settings
        self.holding = holding
        self.why_read_only = why
        self.read_only = read_only or why is not None
        """Whether this window may look but not change; ``locked`` tells when that begins in the middle of the day."""
        self.held_by = held_by or _holder(why)
        """Who has the workspace open for writing, where that is known."""
        self.language = settings.language
        self.history = History(self)
        self.years = years
        """The rounds of the workspace, the youngest first."""
        self.year = years[0].year if years else 0
        """The assessment year that is looked at; 0: the youngest."""
        self.kind = years[0].kinds[0] if years else ""
        self.carrier_page = ""
        """The page in view, where it shows one carrier at a time: there a carrier is gone to."""
        self._writer, self._reader, self._reckoner = (
            Bench(name, partial(self._open, writes=name == "writer"), self) for name in ("writer", "reader", "reckoner")
        )
        self._idling = Idling(self.failed)
        self._closed = False
        self._jobs = 0

    @property
    def is_working(self) -> bool:
        """Whether anything is being written, or not yet told to everybody."""
        return self._jobs > 0

    # --- work

    def read(
        self, work: Work[T], done: Heard[T], failed: Heard[BaseException] | None = None, *, owner: QObject | None = None
    ) -> Asked:
        """Ask something of the workspace on the reading thread; ``done`` is called on the window's, unless ``owner`` is gone by then."""
        return self._ask(self._reader, work, done, failed, owner, self.year)

    def reckon(
        self,
        work: Work[T],
        done: Heard[T],
        failed: Heard[BaseException] | None = None,
        *,
        progressed: Stepped = no_progress,
        owner: QObject | None = None,
    ) -> Asked:
        """``read`` for what takes long; ``progressed`` hears how far it is: done, total, label.

        What is asked by ``reckon_idly`` gives way: it begins anew behind this.
        """
        asked = self._ask(self._reckoner, work, done, failed, owner, self.year, progressed)
        self._idling.give_way()
        return asked

    def reckon_idly(self, work: Work[T], done: Heard[T], *, owner: QObject | None = None) -> None:
        """The same for what nobody waits for; one thing at a time, a new one takes the place of the last."""
        year = self.year

        def start(over: Heard[T], failed: Heard[BaseException]) -> Asked:
            return self._ask(self._reckoner, work, over, failed, owner, year)

        self._idling.take(start, done)

    def _ask(
        self,
        bench: Bench,
        work: Work[T],
        done: Heard[T],
        failed: Heard[BaseException] | None,
        owner: QObject | None,
        year: int,
        progressed: Stepped = no_progress,
    ) -> Asked:

        def step(done: int, total: int, label: str) -> None:
            if self._is_there(owner):
                progressed(done, total, label)

        return bench.start(
            work, year, self._unless_gone(done, owner), self._unless_gone(failed, owner) if failed else self.failed, step
        )

    def write(self, title: str, work: Work[T], changes: Changes | Callable[[T], Changes], done: Heard[T] = nothing) -> Job:
        """Change something on the writing thread, tell everybody what, then call ``done``. A failure leaves all as before."""
        job, year = Job(title, self), self.year
        self._jobs += 1

        def finished(found: T) -> None:
            job.finish()
            self.announce(changes(found) if callable(changes) else changes, lambda: over(found))

        def over(found: T) -> None:
            self._end_job()
            done(found)

        def failed(error: BaseException) -> None:
            job.finish()
            self._end_job()
            self.failed(error)

        job.asked = self._writer.start(work, year, self._unless_gone(finished), failed, job.step, self._ready_to_write)
        self.working.emit(job)
        return job

    def _end_job(self) -> None:
        self._jobs -= 1
        if not self._jobs:
            self.idle.emit()

    def look(
        self,
        title: str,
        work: Work[T],
        done: Heard[T],
        *,
        reckoned: bool = False,
        otherwise: Callable[[], None] = lambda: None,
        owner: QObject | None = None,
        for_a_page: bool = False,
    ) -> Job:
        """Ask something that takes its time: as ``read``, with progress and cancel for whoever watches.

        ``reckoned``: as ``reckon``, so that other pages are answered meanwhile. ``otherwise`` instead of ``done`` where it
        failed or was cancelled. ``for_a_page``: nothing comes of it but what is shown.
        """
        job, year = Job(title, self, is_look=for_a_page), self.year

        def finished(found: T) -> None:
            job.finish()
            self._unless_gone(done, owner)(found)

        def failed(error: BaseException) -> None:
            job.finish()
            if self._is_there(owner):
                otherwise()
            self.failed(error)

        bench = self._reckoner if reckoned else self._reader
        job.asked = bench.start(work, year, self._unless_gone(finished), failed, job.step)
        if reckoned:
            self._idling.give_way()
        self.working.emit(job)
        return job

    def do(self, edit: Edit, done: Heard[object] = nothing) -> Job:
        """Carry out an edit that can be undone."""
        edit = replace(edit, year=self.year)

        def kept(found: object) -> None:
            self.history.push(edit)
            done(found)

        return self.write(edit.title, lambda place, _: edit.do(place), edit.changes, kept)

    def undo(self) -> None:
        edit = self.history.next_undo
        if edit is not None and not self.is_working:
            self.turn_to(edit.year)
            if edit.kind:
                self.look_at(edit.kind)
            self.write(edit.title, lambda place, _: edit.undo(place), edit.changes, lambda _: self.history.undone())

    def redo(self) -> None:
        edit = self.history.next_redo
        if edit is not None and not self.is_working:
            self.turn_to(edit.year)
            self.write(edit.title, lambda place, _: edit.do(place), edit.changes, lambda _: self.history.redone())

    def announce(self, changes: Changes, then: Callable[[], None] = lambda: None) -> None:
        """The other threads follow first, so that whoever asks again gets the new state: what is asked later comes behind it."""

        def told(_: None) -> None:
            self.changed.emit(changes)
            then()

        if changes.kinds:
            self._ask(self._reckoner, lambda place, _: place.heard(changes), nothing, None, None, NO_YEAR)
            self._idling.give_way()
            self._ask(self._reader, lambda place, _: place.heard(changes), told, None, None, NO_YEAR)
        else:
            then()

    def check_holding(self) -> None:
        """Look whether the file is still this window's to write; if not, everybody is told."""
        holding = self.holding
        if holding is not None and not self.read_only:
            self._ask(self._reader, lambda *_: holding.lost(), self._lock, None, None, NO_YEAR)

    def _lock(self, why: Said | None) -> None:
        if why is not None and not self.read_only:
            self.why_read_only, self.read_only, self.held_by = why, True, _holder(why)
            self.locked.emit(why)

    def failed(self, error: BaseException) -> None:
        """A refusal is a sentence, a cancelled work is silence, all else is a bug."""
        if isinstance(error, Lost):
            self._lock(error.said)
        if isinstance(error, Refusal):
            self.refused.emit(error.said)
        elif not isinstance(error, Cancelled):
            self.broke.emit(error)

    # --- where people are

    def look_at(self, kind: str) -> None:
        """From now on the pages show this kind of carriers."""
        if kind != self.kind:
            self.kind = kind
            self.kind_changed.emit(kind)

    def turn_to(self, year: int) -> None:
        """From now on the pages show the round of this year, the same kind of carriers if it has it."""
        kinds = next((one.kinds for one in self.years if one.year == year), ())
        if kinds and year != self.year:
            self.year, self.kind = year, self.kind if self.kind in kinds else kinds[0]
            self.kind_changed.emit(self.kind)

    def ask_years(self, then: Callable[[], None] = lambda: None) -> None:
        """Which rounds there are by now; where the one that is looked at is gone, the youngest is looked at."""
        language = self.language

        def look(place: Workplace, _: Asked) -> tuple[YearSeen, ...]:
            from scoring.services.overview import years_seen

            return years_seen(place.store, language)

        def know(found: tuple[YearSeen, ...]) -> None:
            self.years = found
            if self.year not in [one.year for one in found]:
                self.turn_to(found[0].year)
            self.years_changed.emit()
            then()

        self._ask(self._reader, look, know, None, None, NO_YEAR)

    def visit(self, page: str, carrier: str = "", target: object = None) -> None:
        self.visited.emit(Visit(page, carrier, target))

    def refuse(self, code: str, **facts: object) -> None:
        """Say why something cannot be done, where no verb was asked."""
        self.refused.emit(Said(code, facts))

    # --- threads

    def _open(self, *, writes: bool) -> Workplace:
        """On the thread it is for."""
        from scoring.services.workplace import Workplace

        return Workplace(self.path, actor=self.settings.actor, read_only=self.read_only or not writes)

    def _ready_to_write(self) -> None:
        """On the writing thread. Raises Refusal where the file is not, or no longer, this window's to write."""
        if self.read_only:
            why = self.why_read_only or Said("store.read_only", {"name": self.path.name})
            raise Refusal(why.code, **why.facts)
        lost = self.holding.lost() if self.holding is not None else None
        if lost is not None:
            raise Lost(lost.code, **lost.facts)
        self._writer.place(NO_YEAR).actor = self.settings.actor  # another person may have sat down meanwhile

    def _unless_gone(self, heard: Heard[T], owner: QObject | None = None) -> Heard[T]:
        def told(found: T) -> None:
            if self._is_there(owner):
                heard(found)

        return told

    def _is_there(self, owner: QObject | None) -> bool:
        return not self._closed and (owner is None or isValid(owner))

    def close(self) -> None:
        """Ends all threads; work under way is cancelled and rolled back. The file is whole at any moment, so nobody is asked to save."""
        if self._closed:
            return
        self._closed = True
        benches = (self._reckoner, self._reader, self._writer)
        for bench in benches:  # all of them before any is waited for: else what writes might finish meanwhile
            bench.cancel()
        for bench in benches:
            bench.close()
        if self.holding is not None:
            self.holding.release()
