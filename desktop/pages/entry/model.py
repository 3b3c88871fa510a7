"""What is being entered as tables: a table of the form row by row, and the record line by line. Texts as typed, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from desktop.models.rows import LEFT, RIGHT, Index, bold_font
from desktop.theme import colours
from scoring.definitions.form import NUMBERS
from scoring.findings import Level
from scoring.services.entering_checks import Spot
from scoring.services.entering_form import EntryField, EntryTable

FIELD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The field of a cell, None where nothing is typed."""
LEVEL_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""How grave the gravest finding at a cell is, None without one."""

WITH_UNIT = str(QT_TRANSLATE_NOOP("EntryModel", "{0} ({1})"))
"""A heading and its unit."""
SPARE = 20
"""A table shows at least so many rows: below the last there is room to go on."""
TINT = 28
"""Of 255: how strongly a cell with a finding is tinted."""

Rows = Sequence[tuple[str, ...]]
Levels = Mapping[Spot, Level]
Told = Callable[[Spot], str]
FIGURE_SPACE = "\N{FIGURE SPACE}"


class EntryModel(QAbstractTableModel):
    """What both shapes have in common. Signals: ``typed`` with row, field number and text, counted in the entry's own rows."""

    typed = Signal(int, int, str)

    is_record: ClassVar[bool] = False

    def __init__(self, table: EntryTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.fields = table.fields
        self.rows: Rows = ()
        self.may_edit = True
        self._typing: dict[tuple[int, int], str] = {}
        self._names: dict[int, dict[str, str]] = {}
        self._levels: Levels = {}
        self._told: Told = lambda _: ""

    def show(self, rows: Rows, *, still_typing: bool = False) -> None:
        """The texts as they are kept; ``still_typing``: some that were typed since are on their way and stay in sight."""
        raise NotImplementedError

    def _forget_typing(self, still_typing: bool) -> None:
        if self._typing and not still_typing:
            self._typing.clear()
            self.all_changed()

    def judge(self, levels: Levels, told: Told) -> None:
        """What checking found: how grave at which cell, and the sentences of one."""
        self._levels, self._told = levels, told
        self.all_changed()

    def all_changed(self) -> None:
        """Every cell may look different."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def text_at(self, row: int, number: int) -> str:
        """Of a field of a row of the entry, as typed; empty beyond the last."""
        known = self._typing.get((row, number))
        if known is not None:
            return known
        return self.rows[row][number] if row < len(self.rows) else ""

    def spot_of(self, index: Index) -> Spot | None:
        """The cell of the entry that an index shows."""
        raise NotImplementedError

    def index_of(self, spot: Spot) -> QModelIndex:
        """Where a cell of the entry is shown; a row's first for a whole row."""
        raise NotImplementedError

    def field_of(self, index: Index) -> EntryField | None:
        raise NotImplementedError

    def told(self, index: Index) -> str:
        """The sentences of the findings at a cell."""
        spot = self.spot_of(index)
        return self._told(spot) if spot is not None else ""

    def level(self, index: Index) -> Level | None:
        spot = self.spot_of(index)
        if spot is None:
            return None
        return self._levels.get(spot) or self._levels.get(Spot(spot.table, spot.row, ""))

    def _cell(self, index: Index, role: int) -> Any:
        """A cell that is typed into."""
        field = self.field_of(index)
        assert field is not None
        match role:
            case Qt.ItemDataRole.EditRole:
                return self.text_at(self._row(index), field.number)
            case Qt.ItemDataRole.DisplayRole:
                return self._called(field, self.text_at(self._row(index), field.number))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if field.type in NUMBERS else LEFT
            case Qt.ItemDataRole.BackgroundRole:
                return _tint(self.level(index))
            case Qt.ItemDataRole.ToolTipRole:
                return self.told(index) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(filter(None, (field.label, str(index.data() or ""), self.told(index))))
            case _ if role == FIELD_ROLE:
                return field
            case _ if role == LEVEL_ROLE:
                return self.level(index)
        return None

    def _called(self, field: EntryField, typed: str) -> str:
        """An answer by its name in the window's language; it is kept as it is typed."""
        if not typed or not field.choices:
            return typed
        if not self._names:
            self._names = {one.number: dict(one.choices) for one in self.fields if one.choices}
        return self._names[field.number].get(typed, typed)

    def _row(self, index: Index) -> int:
        """The row of the entry."""
        raise NotImplementedError

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        field = self.field_of(index)
        text = str(value)
        if field is None or role != Qt.ItemDataRole.EditRole or text == self.text_at(self._row(index), field.number):
            return False
        self._typing[self._row(index), field.number] = text
        self.dataChanged.emit(index, index)
        self.typed.emit(self._row(index), field.number, text)
        return True


class GridModel(EntryModel):
    """A table of the form: a field in every column, with spare rows at the end."""

    def __init__(self, table: EntryTable, parent: QObject | None = None) -> None:
        super().__init__(table, parent)
        self._name = next((field.number for field in self.fields if field.names_row), 0)

    def show(self, rows: Rows, *, still_typing: bool = False) -> None:
        """Where rows came or went, those behind them move, and what is selected stays selected."""
        self._forget_typing(still_typing)
        if rows is self.rows:
            return
        before, after = self.rowCount(), _shown(len(rows))
        first = _first_other(self.rows, rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), first, first + after - before - 1)
            self.rows = rows
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), first, first + before - after - 1)
            self.rows = rows
            self.endRemoveRows()
        self.rows = rows
        self.all_changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's names and defaults
        return 0 if parent.isValid() else _shown(len(self.rows))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.fields)

    def spot_of(self, index: Index) -> Spot | None:
        return Spot(self.table.key, index.row(), self.fields[index.column()].key) if index.isValid() else None

    def index_of(self, spot: Spot) -> QModelIndex:
        column = next((field.number for field in self.fields if field.key == spot.field), 0)
        return self.index(min(spot.row or 0, self.rowCount() - 1), column)

    def field_of(self, index: Index) -> EntryField | None:
        return self.fields[index.column()] if index.isValid() else None

    def _row(self, index: Index) -> int:
        return index.row()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cell(index, role) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if self.may_edit else plain

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, role)
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading(field)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (heading(field), field.holds, field.when, field.help)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return (RIGHT if field.type in NUMBERS else LEFT) | Qt.TextFlag.TextWordWrap
            case Qt.ItemDataRole.FontRole:
                return bold_font() if field.required else None
        return None

    @property
    def row_heading(self) -> str:
        """What the names of the rows are called."""
        return self.fields[self._name].label if self.fields else ""

    def _row_head(self, section: int, role: int) -> Any:
        """The number of the row and whose it is: the names stay in sight when the table is scrolled sideways."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            name = self.text_at(section, self._name)
            number = str(section + 1)
            if role == Qt.ItemDataRole.DisplayRole:
                number = FIGURE_SPACE * (len(str(self.rowCount())) - len(number)) + number
            return f"{number}  {name}" if name else number
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None


class RecordModel(EntryModel):
    """The record: a line for every field under its group's heading; label, what is typed, unit, what belongs there."""

    is_record: ClassVar[bool] = True
    LABEL, VALUE, UNIT, HOLDS = range(4)

    def __init__(self, table: EntryTable, parent: QObject | None = None) -> None:
        super().__init__(table, parent)
        self.lines: list[EntryField | str] = []
        for group in table.groups:
            self.lines += [group.title, *group.fields] if group.title else list(group.fields)
        self._line = {line.number: place for place, line in enumerate(self.lines) if not isinstance(line, str)}

    def show(self, rows: Rows, *, still_typing: bool = False) -> None:
        self._forget_typing(still_typing)
        if rows is not self.rows:
            self.rows = rows
            self.all_changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else 4

    def spot_of(self, index: Index) -> Spot | None:
        line = self.lines[index.row()] if index.isValid() else ""
        return None if isinstance(line, str) else Spot(self.table.key, 0, line.key)

    def index_of(self, spot: Spot) -> QModelIndex:
        number = next((field.number for field in self.fields if field.key == spot.field), 0)
        return self.index(self._line[number], self.VALUE)

    def field_of(self, index: Index) -> EntryField | None:
        line = self.lines[index.row()] if index.isValid() else ""
        return None if isinstance(line, str) or index.column() != self.VALUE else line

    def number_at(self, row: int) -> int:
        """The field number of a line, of the next one below where it is a heading."""
        return next((line.number for line in self.lines[row:] if not isinstance(line, str)), len(self.fields) - 1)

    def _row(self, index: Index) -> int:
        return 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if isinstance(line, str):
            return self._heading(line, index, role)
        if index.column() == self.VALUE:
            return self._cell(index, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (f"{line.label} *" if line.required else line.label, "", line.unit, line.help or line.when)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (line.label, line.holds, line.when, line.help)))
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(colours().faint) if index.column() != self.LABEL else None
        return None

    def _heading(self, title: str, index: Index, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return title if index.column() == self.LABEL else ""
        if role == Qt.ItemDataRole.FontRole:
            return bold_font()
        return QColor(colours().window) if role == Qt.ItemDataRole.BackgroundRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.field_of(index) is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if self.may_edit else plain

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and 0 <= section < 4:
            return (self.tr("Item"), self.tr("As reported"), self.tr("Unit"), self.tr("Note"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        return None


def heading(field: EntryField) -> str:
    """A column's heading: the label, its unit, and * where it must be filled in."""
    with_unit = QCoreApplication.translate("EntryModel", WITH_UNIT)
    named = with_unit.format(field.label, field.unit) if field.unit else field.label
    return f"{named}\N{NO-BREAK SPACE}*" if field.required else named


def _shown(rows: int) -> int:
    return max(rows + 1, SPARE)


def _first_other(old: Rows, new: Rows) -> int:
    """The first row in which two tables differ."""
    return next((row for row, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _tint(level: Level | None) -> QColor | None:
    if level is None:
        return None
    shade = QColor(colours().warning if level is Level.WARNING else colours().error)
    shade.setAlpha(TINT)
    return shade
