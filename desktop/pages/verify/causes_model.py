"""The causes as a tree of two levels: a cause, and below it its first rows as a mini-sheet, or the carriers it is found at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from desktop.models.rows import ROW_ROLE, Index
from desktop.pages.verify.cause_words import CauseWords
from scoring.findings import Level
from scoring.messages import tell
from scoring.places import Place
from scoring.services.mini_sheets import MiniSheet
from scoring.services.verifying import CauseState, ShownCause


@dataclass(frozen=True, slots=True)
class CarrierLeaf:
    """A carrier below a cause of many: ``number`` is its first finding."""

    uscc: str
    name: str
    number: int
    count: int


Leaf = MiniSheet | CarrierLeaf


class CausesModel(QAbstractItemModel):
    """Shows some of the causes in some order. ``row`` data: a ShownCause above, a MiniSheet or CarrierLeaf below."""

    def __init__(self, words: CauseWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.said = words
        self._language = words.language
        self._causes: tuple[ShownCause, ...] = ()
        self._shown: list[ShownCause] = []
        self._leaves: list[tuple[Leaf, ...]] = []
        self._wanted = ""
        self._states: frozenset[CauseState] = frozenset(CauseState)
        self._levels: frozenset[Level] = frozenset(Level)
        self._by_stake = False
        self._all = False

    # --- what is shown

    def show(self, causes: Sequence[ShownCause], *, everybody: bool) -> None:
        """Other causes under the same filter, in the same kind of order."""
        self._causes, self._all = tuple(causes), everybody
        self._again()

    def find(self, wanted: str) -> None:
        """Only causes with all of these words in their sentence, firms, carriers or places."""
        self._wanted = wanted.casefold().strip()
        self._again()

    def keep(self, states: frozenset[CauseState], levels: frozenset[Level]) -> None:
        self._states, self._levels = states, levels
        self._again()

    def order(self, *, by_stake: bool) -> None:
        """By what is at stake, the most first, else as the form goes."""
        self._by_stake = by_stake
        self._again()

    @property
    def causes(self) -> tuple[ShownCause, ...]:
        """All of them, filtered out or not."""
        return self._causes

    @property
    def shown(self) -> tuple[ShownCause, ...]:
        return tuple(self._shown)

    def index_of(self, key: str) -> QModelIndex:
        """The cause of a key, or the same finding in another state; an invalid index where it is not shown."""
        about = key.rpartition("|")[0]
        keys = [cause.key for cause in self._shown]
        if key in keys:
            return self.index(keys.index(key), 0)
        near = [row for row, each in enumerate(keys) if each.rpartition("|")[0] == about]
        return self.index(near[0], 0) if near else QModelIndex()

    def _again(self) -> None:
        self.beginResetModel()
        shown = [cause for cause in self._causes if self._is_wanted(cause)]
        if self._by_stake:
            shown.sort(key=lambda cause: (cause.state is CauseState.OPEN, *cause.stake.weight), reverse=True)
        self._shown = shown
        self._leaves = [self._below(cause) for cause in shown]
        self.endResetModel()

    def _is_wanted(self, cause: ShownCause) -> bool:
        if cause.state not in self._states or cause.level not in self._levels:
            return False
        if not self._wanted:
            return True
        text = self.words(cause).casefold()
        return all(word in text for word in self._wanted.split())

    def _below(self, cause: ShownCause) -> tuple[Leaf, ...]:
        if not self._all:
            return (cause.sample,) if cause.sample is not None else ()
        found: dict[str, CarrierLeaf] = {}
        for one in cause.findings:
            before = found.get(one.carrier)
            found[one.carrier] = CarrierLeaf(
                one.carrier, one.name, before.number if before else one.number, (before.count if before else 0) + len(one.places)
            )
        return tuple(found.values())

    def words(self, cause: ShownCause) -> str:
        """What filtering looks into."""
        firms = "\n".join(f"{one.name} {one.about} {one.explanation}" for one in cause.findings)
        places = " ".join(f"{place.sheet}!{place.address}" for place in cause.places)
        return f"{tell(cause.said, self._language)}\n{self.said.level(cause.level)}\n{tell(cause.stake.said, self._language)}\n{firms}\n{places}"

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - Qt's default
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        if not parent.isValid():
            return len(self._shown)
        return len(self._leaves[parent.row()]) if not parent.internalId() and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 1

    def row_at(self, index: Index) -> ShownCause | Leaf:
        number = index.internalId()
        return self._leaves[number - 1][index.row()] if number else self._shown[index.row()]

    def cause_at(self, index: Index) -> ShownCause | None:
        """The cause itself, or the one a leaf hangs on."""
        if not index.isValid():
            return None
        return self._shown[index.internalId() - 1 if index.internalId() else index.row()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ShownCause):
            return self._hint(row)
        return None

    def _text(self, row: ShownCause | Leaf) -> str:
        if isinstance(row, ShownCause):
            return f"{self.said.level(row.level)} {tell(row.said, self._language)} {self.said.state(row.state)}"
        return row.words if isinstance(row, MiniSheet) else f"{row.name}　{self.said.places(row.count)}"

    def _hint(self, cause: ShownCause) -> str:
        lines = [tell(cause.said, self._language), *dict.fromkeys(one.explanation for one in cause.findings if one.explanation)]
        turns = "、".join(grade[self._language] for grade in cause.stake.grades)
        return "\n".join([*lines, tell(cause.stake.said, self._language) + (f" → {turns}" if turns else "")])


def first_place(cause: ShownCause) -> Place | None:
    """Where a double click goes."""
    return next((place for place in cause.places if place.sheet), None)
