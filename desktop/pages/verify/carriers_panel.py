"""The carriers with a return: name, what is open, where it stands; or all of them at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.rows import RIGHT, ROW_ROLE, Column, RowsModel
from desktop.pages.verify.cause_words import CARRIER_ICONS, CauseWords
from desktop.settings import Settings
from desktop.theme import colours, icon
from desktop.widgets.search import search_line
from desktop.widgets.table import Table
from scoring.services.names import sort_key, spellings
from scoring.services.status import CarrierStatus


class CarriersPanel(QWidget):
    """Signals: ``chosen`` with a 统一社会信用代码; ``everybody`` whether all carriers are looked at together."""

    chosen = Signal(str)
    everybody = Signal(bool)

    def __init__(self, settings: Settings, words: CauseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._known: dict[str, CarrierStatus] = {}
        self.search = search_line(self.tr("Find by name, pinyin or code"))
        self.all = QPushButton(self.tr("All carriers together"))
        self.all.setObjectName("everybody")
        self.all.setCheckable(True)
        self.model: RowsModel[CarrierStatus] = RowsModel(
            self._columns(), words=lambda one: f"{spellings(one.carrier.name)}\n{one.carrier.uscc.casefold()}", parent=self
        )
        self.table = Table(self.model, settings, name="verify_carriers", label=self.tr("Carriers with a return"))
        self.table.setItemDelegateForColumn(0, _NamePainter(words, self))
        self.table.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + 12)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().hide()
        for hidden in (1, 2):
            self.table.setColumnHidden(hidden, True)
        self.order = QComboBox()
        self.order.setObjectName("carriers_order")
        self.order.setAccessibleName(self.tr("Order of the carriers"))
        for text, sorting in ((self.tr("By name"), 0), (self.tr("Most errors first"), 1), (self.tr("Most warnings first"), 2)):
            self.order.addItem(text, sorting)
        self.order.currentIndexChanged.connect(self._sort)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.all)
        column.addWidget(self.order)
        column.addWidget(self.table, 1)
        self.search.textChanged.connect(self.model.find)
        self.search.returnPressed.connect(self._take_first)
        self.all.toggled.connect(self._toggled)
        self.table.chosen.connect(lambda one: self.chosen.emit(one.carrier.uscc) if one is not None else None)
        self.table.clicked.connect(lambda index: self.chosen.emit(self.model.row_at(index).carrier.uscc))
        self.table.opened.connect(lambda one: self.chosen.emit(one.carrier.uscc))

    @property
    def known(self) -> Mapping[str, CarrierStatus]:
        return self._known

    def show_carriers(self, carriers: tuple[CarrierStatus, ...], *, whole: bool, current: str) -> None:
        """All of them, or those that changed; the one that is looked at stays chosen."""
        self._known = (
            {one.carrier.uscc: one for one in carriers}
            if whole
            else {**self._known, **{one.carrier.uscc: one for one in carriers}}
        )
        rows = sorted(self._known.values(), key=lambda one: sort_key(one.carrier.name))
        scrolled, before = self.table.verticalScrollBar().value(), self.table.current_row()
        with_signals = self.table.blockSignals(True)
        self.model.show(rows)
        self.choose(current)
        self.table.blockSignals(with_signals)
        if before is not None and before.carrier.uscc == current:
            self.table.verticalScrollBar().setValue(scrolled)

    def choose(self, uscc: str) -> None:
        """Mark a carrier as the one that is looked at; nobody is told."""
        index = self.model.index_of(lambda one: one.carrier.uscc == uscc)
        with_signals = self.table.blockSignals(True)
        if index.isValid() and index.row() != self.table.currentIndex().row():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, self.table.ScrollHint.PositionAtCenter)
        self.table.blockSignals(with_signals)

    def _toggled(self, everybody: bool) -> None:
        """Seen as pressed in either colour scheme."""
        self.all.setProperty("primary", everybody)
        self.all.style().polish(self.all)
        self.everybody.emit(everybody)

    def _sort(self, number: int) -> None:
        """Sorted by the model itself: its header is not in view."""
        order = Qt.SortOrder.AscendingOrder if number == 0 else Qt.SortOrder.DescendingOrder
        self.table.sortByColumn(self.order.currentData(), order)

    def _take_first(self) -> None:
        """Enter in the search line goes to the first that fits."""
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _columns(self) -> tuple[Column[CarrierStatus], ...]:
        """The first is in view, and says in two lines what the others sort by."""
        return (
            Column(
                self.tr("Carrier"),
                lambda one: one.carrier.name,
                key=lambda one: sort_key(one.carrier.name),
                hint=lambda one: f"{one.carrier.name}\n{self._words.left(one)}",
            ),
            Column(
                self.tr("Errors"),
                lambda one: str(one.tally.errors),
                key=lambda one: (one.tally.errors, one.tally.bare),
                align=RIGHT,
            ),
            Column(
                self.tr("Warnings"),
                lambda one: str(one.tally.bare),
                key=lambda one: (one.tally.bare, one.tally.errors),
                align=RIGHT,
            ),
        )


class _NamePainter(QStyledItemDelegate):
    """The name, below it the state with its icon."""

    def __init__(self, words: CauseWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        status: CarrierStatus = index.data(ROW_ROLE)
        shades, area = colours(), option.rect.adjusted(8, 4, -4, -4)
        painter.save()
        if option.state & option.state.State_Selected:
            painter.fillRect(option.rect, QColor(shades.soft))
        painter.setFont(option.font)
        painter.setPen(QColor(shades.text))
        above = area.adjusted(0, 0, 0, -area.height() // 2)
        name = option.fontMetrics.elidedText(status.carrier.name, Qt.TextElideMode.ElideRight, above.width())
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, name)
        below = area.adjusted(0, area.height() // 2, 0, 0)
        icon(*CARRIER_ICONS[status.state]).paint(painter, QRect(below.left(), below.center().y() - 7, 14, 14))
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1)
        painter.setFont(small)
        painter.setPen(QColor(shades.faint))
        words = below.adjusted(20, 0, 0, 0)
        said = painter.fontMetrics().elidedText(self._words.left(status), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()
