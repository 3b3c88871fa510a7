"""计算过程: one indicator in words, and the firms behind it with a way to the cell of each value."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.rows import LEFT, RIGHT, Column, RowsModel
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.copying import as_cells
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.definitions.form import Field, FieldType
from scoring.engine.trace import Part
from scoring.places import Place
from scoring.services.explaining import CitedFirm, CitedMeasure, CitedValue, IndicatorExplanation

LEAST_ROWS = 3
"""Rows of firms that are seen however long the words above them are."""
WITHOUT_END = 16_777_215
"""Pixels, as Qt has it."""
HEADING = 9
"""Characters of the label of a field that stand above its values, in two lines."""


class TracePanel(QWidget):
    """The words above, the firms below: each scrolls by itself. Signals: ``went`` with the ``Place`` of the cell a person wants to see."""

    went = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trace")
        self.setAccessibleName(self.tr("How the points came about"))
        self._settings = settings
        self._words = Words()
        self._firms = QTabWidget()
        self._firms.setObjectName("trace_firms")
        self._firms.tabBar().setAccessibleName(self.tr("Firms by measure"))
        self._firms.setTabBarAutoHide(True)
        self._firms.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # or Tab stops before a bar that is hidden; the bar takes its own
        self._count = label("", "heading")
        self._count.setContentsMargins(12, 0, 12, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._words, 3)
        whole.addWidget(self._count)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 10)
        below.addWidget(self._firms)
        whole.addLayout(below, 2)
        self.lines: list[tuple[str, str]] = []
        self.tables: list[FirmsTable] = []
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Nothing but a sentence: what to choose, or that it is being worked out."""
        self.lines, self.tables = [], []
        page, column = self._page()
        column.addWidget(label(words, "faint", wrap=True))
        column.addStretch(1)
        self._show(page)

    def show_trace(self, told: IndicatorExplanation) -> None:
        self.lines = list(self._lines(told))
        self.tables = []
        page, column = self._page()
        head = QHBoxLayout()
        head.addWidget(label(f"{told.code} {told.title}", "heading", wrap=True), 1)
        copy = QPushButton(self.tr("Copy"))
        copy.setObjectName("copy_trace")
        copy.clicked.connect(self.copy)
        head.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for row, (name, words) in enumerate(self.lines):
            grid.addWidget(label(name, "faint"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self._show(page, told, *told.operands)

    def copy(self) -> None:
        """The words and all firms, as Excel takes them."""
        blocks = [as_cells(self.lines)]
        blocks += [table.whole() for table in self.tables]
        QApplication.clipboard().setText("\n\n".join(blocks))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        return page, column

    def _lines(self, told: IndicatorExplanation) -> Iterator[tuple[str, str]]:
        mark = self.tr("left out") if told.left_out else self.tr("provisional") if told.provisional else ""
        yield self.tr("Points"), "　".join(part for part in (f"{told.points or '—'} / {told.maximum}", mark) if part)
        yield self.tr("Measure"), told.measure
        if told.lower:
            yield self.tr("Numerator"), told.upper
            yield self.tr("Denominator"), told.lower
        yield self.tr("Value"), told.value
        yield self.tr("Rule"), told.rule
        if told.next_step:
            yield self.tr("Next step"), told.next_step
        for note in told.notes:
            yield self.tr("Note"), note
        yield self.tr("Basis"), told.basis
        for each in told.operands:
            yield each.label, each.words

    def _show(self, page: QWidget, *cited: IndicatorExplanation | CitedMeasure) -> None:
        while self._firms.count():
            old = self._firms.widget(0)
            assert old is not None
            self._firms.removeTab(0)
            old.deleteLater()
        for each in cited:
            if each.firms:
                self._add_firms(each)
        self._firms.setVisible(bool(self.tables))
        self._count.setVisible(len(self.tables) == 1)
        self._count.setText(self._firms.tabText(0))
        self._words.show_page(page, alone=not self.tables)

    def _add_firms(self, each: IndicatorExplanation | CitedMeasure) -> None:
        head = each.label if isinstance(each, CitedMeasure) else self.tr("Firms behind it")
        table = FirmsTable(each.fields, each.firms, self._settings, number=len(self.tables))
        table.went.connect(self.went)
        self._firms.addTab(table, self.tr("{0}: {1}").format(head, len(each.firms)))
        self.tables.append(table)


class Words(QScrollArea):
    """As high as what it shows, where the firms leave it the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone = True
        self.setAccessibleName(self.tr("How the points came about"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, page: QWidget, *, alone: bool) -> None:
        """``alone``: nothing stands below."""
        self._alone = alone
        self.setWidget(page)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page = self.widget()
        assert page is not None
        self.setMaximumHeight(WITHOUT_END if self._alone else page.heightForWidth(self.viewport().width()))


class FirmsTable(Table):
    """Signals: ``went`` with the place of the cell that was entered or double-clicked."""

    went = Signal(object)

    def __init__(self, fields: tuple[Field, ...], firms: tuple[CitedFirm, ...], settings: Settings, *, number: int) -> None:
        parts = {
            Part.COUNTED: self.tr("counts"),
            Part.BASE: self.tr("in the base only"),
            Part.UNKNOWN: self.tr("unknown"),
        }
        order = list(Part)
        labels = {value.field: value.label for firm in firms for value in firm.values}
        shown = [field for field in fields if field.key in labels]
        columns: list[Column[CitedFirm]] = [
            Column(
                self.tr("Firm"),
                lambda firm: firm.name,
                key=lambda firm: firm.number,
                width=14,
                least=7,
                hint=lambda firm: f"{firm.name}\n{firm.at}",
            ),
            Column(
                self.tr("Part"),
                lambda firm: parts[firm.part],
                key=lambda firm: order.index(firm.part),
                width=6,
                icon=lambda firm: _icon(firm.part),
            ),
            *(_value_column(field, labels[field.key]) for field in shown),
        ]
        self._fields = [field.key for field in shown]
        model: RowsModel[CitedFirm] = RowsModel(columns)
        super().__init__(model, settings, name=f"firms_{number}_{len(columns)}", label=self.tr("Firms that counted"))
        model.setParent(self)
        self.setFont(figures_font(self.font()))
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        model.show(sorted(firms, key=lambda firm: (order.index(firm.part), firm.number)))
        self.fit()
        height = self.verticalHeader().defaultSectionSize() * min(len(firms), LEAST_ROWS)
        self.setMinimumHeight(height + self.horizontalHeader().sizeHint().height() + 4)

    def place_at(self, index: QModelIndex) -> Place:
        """The cell of a value; of the name where the value has none (the district's own)."""
        firm: CitedFirm = self.rows.row_at(index)
        field = index.column() - 2
        if field < 0:
            return firm.at
        value = next((one for one in firm.values if one.field == self._fields[field]), None)
        return value.place if value is not None and value.place is not None else firm.at

    def whole(self) -> str:
        """Every row with the headings."""
        rows = [[column.text(firm) for column in self.rows.columns] for firm in self.rows.shown]
        head = [column.title for column in self.rows.columns]
        return as_cells((head, *rows))

    def _open(self, index: QModelIndex) -> None:
        self.went.emit(self.place_at(index))


def _icon(part: Part) -> QIcon | None:
    match part:
        case Part.COUNTED:
            return icon("good", "good")
        case Part.UNKNOWN:
            return icon("warning", "warning")
        case _:
            return None


def _value_column(field: Field, title: str) -> Column[CitedFirm]:
    def value(firm: CitedFirm) -> CitedValue | None:
        return next((one for one in firm.values if one.field == field.key), None)

    def text(firm: CitedFirm) -> str:
        one = value(firm)
        if one is None:
            return ""
        return f"{one.declared} → {one.shown}" if one.declared else one.shown

    def hint(firm: CitedFirm) -> str:
        one = value(firm)
        if one is None:
            return ""
        return "\n".join(
            part for part in (text(firm), f"{one.reason}　{one.by}" if one.reason else "", str(one.place or "")) if part
        )

    number = field.is_number or field.type is FieldType.DATE
    return Column(
        title,
        text,
        align=RIGHT if number else LEFT,
        heading=HEADING,
        hint=hint,
        icon=lambda firm: icon("amend", "accent") if (one := value(firm)) is not None and one.reason else None,
    )
