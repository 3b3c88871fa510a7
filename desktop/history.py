"""What can be undone and redone, by name. An undo is a compensating entry in the journal: it calls a verb like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from scoring.services.changes import Changes

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Edit:
    """``do`` and ``undo`` run on the writing thread and raise Refusal where what they would change is no longer as it was."""

    title: str
    """What the menu says after 撤销 and 重做."""
    do: Callable[[Workplace], object]
    undo: Callable[[Workplace], object]
    changes: Changes
    year: int = 0
    """The assessment year of the rounds it changes; the desk fills it in."""
    kind: str = ""
    """The kind of carriers to look at while it is undone, where the one it made goes; else nobody is moved."""


class History(QObject):
    """Signals: ``changed`` whenever either end is another one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Edit] = []
        self._taken_back: list[Edit] = []

    @property
    def next_undo(self) -> Edit | None:
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        return self._taken_back[-1] if self._taken_back else None

    def push(self, edit: Edit) -> None:
        """A new edit: what had been taken back cannot be redone any more."""
        self._done.append(edit)
        self._taken_back.clear()
        self.changed.emit()

    def undone(self) -> None:
        self._taken_back.append(self._done.pop())
        self.changed.emit()

    def redone(self) -> None:
        self._done.append(self._taken_back.pop())
        self.changed.emit()

    def forget(self) -> None:
        """After what cannot be undone (an import, a sealing), nothing before it can be either."""
        self._done.clear()
        self._taken_back.clear()
        self.changed.emit()
