"""The score tree of one carrier: branches and indicators with points, maximum and share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.models.rows import LEFT, RIGHT, Index, bold_font
from desktop.theme import colours, figures_font
from desktop.widgets.copying import as_cells
from scoring.definitions.rubric import Role
from scoring.services.carrier_scores import Node
from scoring.services.lines import WHOLE, share_words

NODE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NAME, POINTS, MAXIMUM, SHARE, SEALED = range(5)
NARROW = 420
"""Pixels below which the tree goes without its bars."""


class NodesModel(QAbstractItemModel):
    """Nodes with parents before children; an index carries the place of its node."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._below: dict[int, list[int]] = {-1: []}
        self._above: list[int] = []
        self._titles = (self.tr("Indicator"), self.tr("Points"), self.tr("Max."), self.tr("Share"), self.tr("Sealed"))

    def show(self, nodes: Sequence[Node]) -> None:
        self.beginResetModel()
        self._nodes = tuple(nodes)
        places = {node.code: place for place, node in enumerate(nodes)}
        self._above = [places.get(node.parent, -1) for node in nodes]
        self._below = {-1: []}
        for place, above in enumerate(self._above):
            self._below.setdefault(above, []).append(place)
        self.endResetModel()

    def texts(self, node: Node) -> tuple[str, str, str, str, str]:
        """What stands in the columns."""
        name = f"{node.code} {node.title}"
        share = "" if node.share is None else share_words(node.share)
        marked = self.tr("{0} ({1})").format(name, node.mark) if node.mark else name
        return marked, node.points, node.maximum, share, node.sealed

    @property
    def nodes(self) -> tuple[Node, ...]:
        return self._nodes

    def index_of(self, code: str) -> QModelIndex:
        """Invalid where there is no such node."""
        place = next((place for place, node in enumerate(self._nodes) if node.code == code), -1)
        return self._index(place, 0) if place >= 0 else QModelIndex()

    def _index(self, place: int, column: int) -> QModelIndex:
        return self.createIndex(self._below[self._above[place]].index(place), column, place)

    def _place(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else -1

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's defaults
        below = self._below.get(self._place(parent), [])
        if parent.isValid() and parent.column() != 0:
            return QModelIndex()
        if 0 <= row < len(below) and 0 <= column < len(self._titles):
            return self.createIndex(row, column, below[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - the other signature is QObject's
        if not index.isValid():
            return QModelIndex()
        above = self._above[self._place(index)]
        return self._index(above, 0) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's names and defaults
        if parent.isValid() and parent.column() != 0:
            return 0
        return len(self._below.get(self._place(parent), []))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._nodes[self._place(index)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.texts(node)[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return LEFT if index.column() in (NAME, SHARE) else RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (f"{node.code} {node.title}", node.mark) if part)
            case Qt.ItemDataRole.FontRole:
                return None if node.is_indicator else bold_font()
            case _ if role == NODE_ROLE:
                return node
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if section in (NAME, SHARE) else RIGHT
        return None


class NodesTree(QTreeView):
    """Signals: ``chosen`` with the node that is current."""

    chosen = Signal(object)

    def __init__(self, model: NodesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_tree")
        self.setAccessibleName(self.tr("Score tree"))
        self.setModel(model)
        self.nodes = model
        self.setItemDelegateForColumn(SHARE, _Bar(self))
        self.setFont(figures_font(self.font()))
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(44)
        for column in (POINTS, MAXIMUM, SHARE, SEALED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        for column, sample in ((POINTS, "−00.00"), (MAXIMUM, "Max."), (SHARE, "100.00%--"), (SEALED, "−00.00")):
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + (12 if column == SHARE else 18))

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        self.nodes.show(nodes)
        self.expandAll()
        self.setColumnHidden(SEALED, not any(node.sealed for node in nodes))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the names have it: points and maximum tell what the bar shows."""
        self.setColumnHidden(SHARE, self.width() < NARROW)
        super().resizeEvent(event)

    def copy(self) -> None:
        """The whole tree, as Excel takes it."""
        titles = [str(self.nodes.headerData(column, Qt.Orientation.Horizontal)) for column in range(self.nodes.columnCount())]
        lines = [titles, *(list(self.nodes.texts(node)) for node in self.nodes.nodes)]
        QApplication.clipboard().setText(as_cells(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(NODE_ROLE))


class _Bar(QStyledItemDelegate):
    """The share as a bar with its figure; of a deduction none: it has no full mark to reach."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        (option.widget.style() if option.widget else QApplication.style()).drawControl(
            QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget
        )
        node: Node = index.data(NODE_ROLE)
        if node.share is None:
            return
        area = option.rect.adjusted(6, 0, -8, -4)
        line = QRect(area.left(), area.bottom() - 3, area.width(), 4)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(line, QColor(colours().line))
        shade = colours().error if node.role is Role.DEDUCTION else colours().accent
        painter.fillRect(
            QRect(line.left(), line.top(), line.width() * min(node.share, WHOLE) // WHOLE, line.height()), QColor(shade)
        )
        painter.setPen(QColor(colours().text))
        painter.setFont(option.font)
        painter.drawText(area.adjusted(0, 0, 0, -2), LEFT, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()
