"""The workspaces opened before: name, folder, when. Enter opens, Delete takes one off the list; the file stays."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.settings import Settings
from desktop.theme import colours, icon

PATH = Qt.ItemDataRole.UserRole
AT = Qt.ItemDataRole.UserRole + 1
TALL = 54


class RecentList(QListWidget):
    """Signals: ``wanted`` with the path to open, ``forgotten`` after one was taken off the list."""

    wanted = Signal(object)
    forgotten = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recent")
        self.setAccessibleName(self.tr("Recent workspaces"))
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._settings = settings
        self.itemActivated.connect(self._open)
        self.customContextMenuRequested.connect(self._offer)
        self.refresh()

    def refresh(self) -> None:
        """As they are now; those that are gone are left out."""
        row = self.currentRow()
        self.clear()
        for one in self._settings.recent:
            item = QListWidgetItem(one.path.stem, self)
            item.setData(PATH, one.path)
            item.setData(AT, one.at)
            item.setToolTip(str(one.path))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.path.stem} {one.path.parent} {one.at}")
            item.setSizeHint(QSize(0, TALL))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def forget(self) -> None:
        """Take the current one off the list."""
        item = self.currentItem()
        if item is not None:
            self._settings.forget(item.data(PATH))
            self.refresh()
            self.forgotten.emit()

    def menu(self) -> QMenu:
        """What can be done with the current one."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction(self.tr("Open"), lambda: self._open(self.currentItem()))
        made.addAction(self.tr("Take off the list (the file stays)"), self.forget)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Delete:
            self.forget()
        else:
            super().keyPressEvent(event)

    def _offer(self, at: QPoint) -> None:
        if self.itemAt(at) is not None:
            self.menu().popup(self.viewport().mapToGlobal(at))

    def _open(self, item: QListWidgetItem) -> None:
        path: Path = item.data(PATH)
        self.wanted.emit(path)


class _Painter(QStyledItemDelegate):
    """Name, under it the folder, at the right when."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        shades = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(4, 2, -4, -2)
        if option.state & (option.state.State_Selected | option.state.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.soft if option.state & option.state.State_Selected else shades.stripe))
            painter.drawRoundedRect(area, 6, 6)
        icon("workspace", "accent").paint(painter, QRect(area.left() + 12, area.center().y() - 10, 22, 22))
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1.5)
        at = str(index.data(AT) or "")
        painter.setFont(small)
        painter.setPen(QColor(shades.faint))
        width = painter.fontMetrics().horizontalAdvance(at)
        words = area.adjusted(46, 5, -width - 28, -5)
        right = QRect(area.right() - width - 12, area.top(), width, area.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, at)
        folder = painter.fontMetrics().elidedText(str(index.data(PATH).parent), Qt.TextElideMode.ElideMiddle, words.width())
        half = words.height() // 2
        painter.drawText(words.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignVCenter, folder)
        name = QFont(option.font)
        name.setWeight(QFont.Weight.Medium)
        painter.setFont(name)
        painter.setPen(QColor(shades.text))
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()
