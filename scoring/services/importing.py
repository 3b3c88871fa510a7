"""Returns brought in together: the fate of every workbook in words, and what to do about those that did not come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from scoring.errors import Cancelled, Said
from scoring.findings import Finding, Level, by_cause
from scoring.progress import Progress
from scoring.services.returns import Imported, Outcome, import_by_kind
from scoring.services.roster import Entry, add
from scoring.services.rounds import OpenRound, of_kind

UNKNOWN = "services.not_on_the_list"


class Fate(Enum):
    """What became of a workbook, as a person sees it."""

    STORED = "stored"
    SUPERSEDING = "superseding"
    """Stored, and counts instead of an earlier one."""
    ALREADY = "already"
    UNKNOWN = "unknown"
    """A good return of somebody who is not on the list."""
    STOPPED = "stopped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Came:
    """One workbook. ``said`` is what happened, ``advice`` what to do, None where nothing is; counts are of findings by level."""

    document: str
    path: Path
    fate: Fate
    carrier: str
    uscc: str
    kind: str
    errors: int
    warnings: int
    said: Said
    advice: Said | None = None

    @property
    def is_in(self) -> bool:
        """Whether it was written."""
        return self.fate in (Fate.STORED, Fate.SUPERSEDING)


@dataclass(frozen=True, slots=True)
class Batch:
    """Workbooks in the order they were read, of so many; ``stopped`` where a person did not want them: then nothing came."""

    came: tuple[Came, ...]
    total: int
    stopped: bool = False
    read: int = 0
    """Of a batch that was stopped: how many had been read, and were taken back."""

    @property
    def counts(self) -> Mapping[Fate, int]:
        return Counter(one.fate for one in self.came)

    @property
    def carriers(self) -> tuple[str, ...]:
        """The codes of those whose return is another now."""
        return tuple(dict.fromkeys(one.uscc for one in self.came if one.is_in))

    @property
    def strangers(self) -> tuple[Came, ...]:
        return tuple(one for one in self.came if one.fate is Fate.UNKNOWN)


class _Counting:
    """Passes progress on and remembers of how many."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.total = 0

    def step(self, done: int, total: int, label: str = "") -> None:
        self.total = total
        self._progress.step(done, total, label)


def import_batch(kinds: Sequence[OpenRound], paths: Sequence[Path], *, actor: str, now: datetime, progress: Progress) -> Batch:
    """Files, folders and ZIPs: a workbook that is no good is refused by itself, the others come in together.

    One transaction: stopped halfway, or killed, nothing of the batch is in the file. Raises Refusal where there is nothing to import.
    """
    return _together(kinds, paths, lambda: None, actor=actor, now=now, progress=progress)


def enrol_and_import(
    kinds: Sequence[OpenRound], strangers: Sequence[Came], *, actor: str, now: datetime, progress: Progress
) -> Batch:
    """Put those carriers on the list of their kind, then read their workbooks again: both or, stopped, neither.

    Raises Refusal as both do.
    """

    def enrol() -> None:
        for one in strangers:
            add(of_kind(kinds, one.kind), [Entry(one.carrier, one.uscc)], actor=actor, now=now)

    paths = list(dict.fromkeys(_on_disk(one.path) for one in strangers))
    return _together(kinds, paths, enrol, actor=actor, now=now, progress=progress)


def _together(
    kinds: Sequence[OpenRound],
    paths: Sequence[Path],
    before: Callable[[], None],
    *,
    actor: str,
    now: datetime,
    progress: Progress,
) -> Batch:
    """``before``, then every workbook in a savepoint of its own, all of it in one transaction."""
    came: list[Came] = []
    counting = _Counting(progress)
    try:
        with kinds[0].store.writing():
            before()
            import_by_kind(
                kinds, paths, enrolling=False, actor=actor, now=now, progress=counting, each=lambda one: came.append(_came(one))
            )
    except Cancelled:
        return Batch((), counting.total, stopped=True, read=len(came))
    return Batch(tuple(came), counting.total)


def _on_disk(path: Path) -> Path:
    """Of a workbook in a ZIP the ZIP."""
    return next((one for one in (path, *path.parents) if one.is_file()), path)


def _came(one: Imported) -> Came:
    fate = _fate(one)
    groups = [group[0] for group in by_cause(one.findings, lambda finding: finding)]
    errors = sum(finding.level is not Level.WARNING for finding in one.findings)
    said, advice = _words(one, fate, groups)
    warnings = len(one.findings) - errors
    return Came(one.document, one.path, fate, one.carrier, one.uscc, one.kind, errors, warnings, said, advice)


def _fate(one: Imported) -> Fate:
    match one.outcome:
        case Outcome.STORED:
            return Fate.SUPERSEDING if one.supersedes else Fate.STORED
        case Outcome.ALREADY:
            return Fate.ALREADY
        case Outcome.REFUSED:
            return Fate.REFUSED
        case Outcome.STOPPED:
            stopping = [finding for finding in one.findings if finding.level is Level.STOP]
            return Fate.UNKNOWN if all(finding.code == UNKNOWN for finding in stopping) else Fate.STOPPED


def _words(one: Imported, fate: Fate, causes: Sequence[Finding]) -> tuple[Said, Said | None]:
    match fate:
        case Fate.STORED:
            return Said("collect.stored"), _advice(causes)
        case Fate.SUPERSEDING:
            return Said("collect.superseding", {"document": one.supersedes}), _advice(causes)
        case Fate.ALREADY if one.superseded_by:
            return Said("collect.superseded", {"document": one.superseded_by}), None
        case Fate.ALREADY:
            return Said("collect.already"), None
        case Fate.UNKNOWN:
            return Said("collect.unknown", {"name": one.carrier, "uscc": one.uscc}), Said("collect.enrol")
        case Fate.REFUSED:
            return one.refusal or Said("collect.stopped"), None
        case Fate.STOPPED:
            stopping = next(cause for cause in causes if cause.level is Level.STOP)
            return Said(stopping.code, stopping.facts), Said("collect.not_in")


def _advice(causes: Sequence[Finding]) -> Said:
    if any(cause.level is Level.ERROR for cause in causes):
        return Said("collect.verify_errors", {"count": sum(cause.level is Level.ERROR for cause in causes)})
    return Said("collect.verify_warnings", {"count": len(causes)}) if causes else Said("collect.clean")
