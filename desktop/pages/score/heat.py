"""热力图: carriers × indicators as shares of full points. Only what is in view is painted; what has no points is hatched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.models.rows import CENTRE, ROW_ROLE, Column, RowsModel
from desktop.pages.score.elided import Elided
from desktop.settings import Settings
from desktop.theme import colours, figures_font
from desktop.widgets.table import Table
from scoring.definitions.rubric import Role
from scoring.services.lines import WHOLE, share_words
from scoring.services.showing_scores import Heading, Ranking, RankRow

NAMES = 216
EN_SPACE = "\u2002"
"""As wide as a digit, nearly; the figure space is missing in most Chinese type."""
CELL = 62
STRONG = 55
"""Per cent of the accent in a cell with full points: figures stay legible on it."""
LEGIBLE = 4.5
"""Contrast of letters on their ground, at least."""


class HeatModel(RowsModel[RankRow]):
    """Names at the side, so that they stay when the columns are scrolled. ``roles`` are those of the columns."""

    roles: tuple[Role, ...] = ()
    _digits = 1

    def show(self, rows: Sequence[RankRow]) -> None:
        """The ranks stand under one another by their last digits."""
        self._digits = max((len(str(row.rank or "")) for row in rows), default=1)
        super().show(rows)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if orientation == Qt.Orientation.Vertical and 0 <= section < self.rowCount():
            row = self.row_at(self.index(section, 0))
            if role == Qt.ItemDataRole.DisplayRole:
                rank = str(row.rank or "—")
                return f"{EN_SPACE * (self._digits - len(rank))}{rank}  {row.name}"
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{row.name}\n{row.total} {row.grade}"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return None
        return super().headerData(section, orientation, role)


class HeatView(QWidget):
    """Signals: ``opened`` with 统一社会信用代码 and the code of an indicator."""

    opened = Signal(str, str)

    def __init__(self, settings: Settings, words: Callable[[RankRow], str], parent: QWidget | None = None) -> None:
        """``words``: what is searched for a carrier."""
        super().__init__(parent)
        self._settings, self._words = settings, words
        self._wanted = ""
        self._due: Ranking | None = None
        self._indicators: tuple[Heading, ...] = ()
        self.order = QComboBox()
        self.order.setObjectName("heat_order")
        self.order.setAccessibleName(self.tr("Order of the columns"))
        self.order.addItems(
            [self.tr("Columns as in the rubric"), self.tr("Weakest columns first"), self.tr("By the current carrier")]
        )
        self.order.currentIndexChanged.connect(lambda _: self._arrange())
        head = QHBoxLayout()
        head.addWidget(self.order)
        hint = Elided("faint")
        hint.setText(self.tr("Click a heading to sort the carriers; click a cell to open the indicator."))
        head.addWidget(hint, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._build(())
        self._column.addWidget(Scale(), 0, Qt.AlignmentFlag.AlignRight)

    def search(self, wanted: str) -> None:
        """Only carriers that contain every one of the words."""
        self._wanted = wanted
        self.model.find(wanted)

    def show_ranking(self, ranking: Ranking) -> None:
        """Filled once somebody looks: of a whole nation it would hold the window that is to show the ranking."""
        self._due = ranking
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        ranking, self._due = self._due, None
        if ranking is None:
            return
        if ranking.indicators != self._indicators:
            self._build(ranking.indicators)
        self.model.show(ranking.rows)
        self.model.find(self._wanted)
        self._arrange()

    def _build(self, indicators: tuple[Heading, ...]) -> None:
        self._indicators = indicators
        old: HeatTable | None = getattr(self, "table", None)
        if old is not None:
            self._column.removeWidget(old)
            old.deleteLater()
        self.model = HeatModel([self._cell(place, one) for place, one in enumerate(indicators)], words=self._words, parent=self)
        self.model.roles = tuple(one.role for one in indicators)
        self.table = HeatTable(self.model, self._settings, name=f"heat_{len(indicators)}", label=self.tr("Heat map"))
        self.table.setFont(figures_font(self.table.font()))
        self.table.went.connect(self._open)
        self._column.insertWidget(1, self.table, 1)

    def _cell(self, place: int, one: Heading) -> Column[RankRow]:
        def hint(row: RankRow) -> str:
            share = row.shares[place]
            told = share_words(share) if share is not None else self.tr("no points here")
            mark = self.tr("provisional") if place in row.unknown else ""
            points = f"{row.cells[place]} / {row.maxima[place] if share is not None else '—'}　{told}"
            return "\n".join(part for part in (row.name, f"{one.code} {one.title}", points, mark) if part)

        return Column(one.code, lambda row: row.cells[place], key=lambda row: row.shares[place], align=CENTRE, hint=hint)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE).uscc, self._indicators[index.column()].code)

    def _arrange(self) -> None:
        """Put the columns in the order that was asked for."""
        header = self.table.horizontalHeader()
        places = list(range(len(self._indicators)))
        if self.order.currentIndex() == 1:
            shown = self.model.shown
            places.sort(key=lambda place: _mean(tuple(row.shares[place] for row in shown)))
        elif self.order.currentIndex() == 2 and self.table.current_row() is not None:
            row = self.table.current_row()
            places.sort(key=lambda place: WHOLE + 1 if row.shares[place] is None else row.shares[place])
        for wanted, place in enumerate(places):
            header.moveSection(header.visualIndex(place), wanted)


def _mean(shares: tuple[int | None, ...]) -> int:
    """In ten-thousandths, for the order of columns only."""
    known = [share for share in shares if share is not None]
    return sum(known) // len(known) if known else WHOLE + 1


class HeatTable(Table):
    """Signals: ``went`` with the index of a cell that was clicked or entered."""

    went = Signal(object)

    def __init__(self, model: HeatModel, settings: Settings, *, name: str, label: str) -> None:
        super().__init__(model, settings, name=name, label=label)
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        self.setAlternatingRowColors(False)
        self.setItemDelegate(_Painter(self))
        side = self.verticalHeader()
        side.setFixedWidth(NAMES)
        side.setTextElideMode(Qt.TextElideMode.ElideRight)
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        side.setSectionsClickable(False)
        side.show()
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(CELL)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, max(CELL, self.fontMetrics().horizontalAdvance(column.title) + 28))
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        """A click or Enter; the second half of a double click finds the page gone to the carrier already."""
        self.went.emit(index)


def shade_of(share: int, role: Role) -> QColor:
    """From the background to the accent; of a deduction the other way round: nothing taken off is best."""
    strength = WHOLE - share if role is Role.DEDUCTION else share
    return _mixed(max(0, min(strength, WHOLE)))


def _mixed(strength: int) -> QColor:
    below, above = QColor(colours().base), QColor(colours().accent)
    part = strength * STRONG // 100
    ends = zip(_channels(below), _channels(above), strict=True)
    red, green, blue = ((low * (WHOLE - part) + high * part) // WHOLE for low, high in ends)
    return QColor(red, green, blue)


@lru_cache(maxsize=4096)
def ink_on(ground: int, usual: str) -> str:
    """The usual ink where it is easily read on this ground (as QColor.rgb gives it), else black or white, whichever is."""
    under = _light(QColor(ground))
    if _contrast(_light(QColor(usual)), under) >= LEGIBLE:
        return usual
    return max(("#000000", "#ffffff"), key=lambda ink: _contrast(_light(QColor(ink)), under))


def _contrast(one: float, other: float) -> float:
    """As WCAG reckons it, of two luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _light(colour: QColor) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def hatched() -> QBrush:
    """For what has no points: never a shade of the scale."""
    return QBrush(QColor(colours().line), Qt.BrushStyle.BDiagPattern)


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row: RankRow = index.data(ROW_ROLE)
        share = row.shares[index.column()]
        area = option.rect.adjusted(1, 1, -1, -1)
        if share is None:
            painter.fillRect(area, hatched())
            ink = QColor(colours().text)
        else:
            model = index.model()
            assert isinstance(model, HeatModel)
            ground = shade_of(share, model.roles[index.column()])
            painter.fillRect(area, ground)
            ink = QColor(ink_on(ground.rgb(), colours().text))
        painter.setFont(option.font)
        painter.setPen(ink)
        words = row.cells[index.column()] + ("*" if index.column() in row.unknown else "")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours().text), 2))
            painter.drawRect(area.adjusted(0, 0, -1, -1))


class Scale(QWidget):
    """The legend: from no points to all of them, the hatching, and the star of what is provisional."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (self.tr("0%"), self.tr("100% of full points"), self.tr("left out or unknown"), self.tr("* provisional"))
        self.setAccessibleName(
            self.tr("Legend: the darker, the nearer to full points; hatched: left out or unknown; star: provisional")
        )
        self.setToolTip(self.accessibleName())
        metrics = self.fontMetrics()
        self.setFixedSize(sum(metrics.horizontalAdvance(one) for one in self._words) + 190, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setPen(QColor(colours().faint))
        metrics, left, height = self.fontMetrics(), 0, self.height()

        def say(words: str) -> None:
            nonlocal left
            width = metrics.horizontalAdvance(words)
            painter.drawText(QRect(left, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 8

        say(self._words[0])
        bar = QRect(left, 4, 90, height - 8)
        ramp = QLinearGradient(bar.left(), 0, bar.right(), 0)
        ramp.setColorAt(0, _mixed(0))
        ramp.setColorAt(1, _mixed(WHOLE))
        painter.fillRect(bar, ramp)
        painter.drawRect(bar)
        left += 98
        say(self._words[1])
        left += 8
        box = QRect(left, 4, 24, height - 8)
        painter.fillRect(box, hatched())
        painter.drawRect(box)
        left += 32
        say(self._words[2])
        left += 4
        say(self._words[3])
