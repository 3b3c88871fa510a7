"""One carrier: the tree at the left, beside it how the chosen points came about, the grade, the peers and the year before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.score.elided import Elided
from desktop.pages.score.next_view import NextView
from desktop.pages.score.trace_panel import TracePanel
from desktop.pages.score.tree import NodesModel, NodesTree
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.spelling import SpeltOut
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.carrier_scores import CarrierShown, Node, PeerRow
from scoring.services.explaining import IndicatorExplanation
from scoring.services.years import YearRow, YearShown

NOTE = 6
"""The column of the year before that is there only where somebody has a note."""


class CarrierView(QWidget):
    """Signals: ``left`` to go back, ``indicator_wanted`` with a code, ``went`` with the ``Place`` of a cell,
    ``peers_wanted``, ``past_wanted`` and ``why_wanted`` when somebody looks there.
    """

    left = Signal()
    indicator_wanted = Signal(str)
    went = Signal(object)
    peers_wanted = Signal()
    past_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("carrier_view")
        self.back = QPushButton(self.tr("Back"))
        self.back.setObjectName("back")
        self.back.setIcon(icon("back"))
        self.back.clicked.connect(self.left)
        self.name = Elided("heading")
        self.result = label("", "heading")
        self.result.setObjectName("carrier_result")
        self.aside = Elided("faint")
        self.nodes = NodesModel(self)
        self.tree = NodesTree(self.nodes)
        self.tree.chosen.connect(self._choose)
        self.trace = TracePanel(settings)
        self.trace.went.connect(self.went)
        self.grading = Steps()
        self.peers = PeersView(settings)
        self.past = PastView(settings)
        self.next = NextView()
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("Views of this carrier"))
        self.tabs.addTab(self.trace, self.tr("Trace"))
        self.tabs.addTab(self.grading, self.tr("Grade"))
        self.tabs.addTab(self.peers, self.tr("Peers"))
        self.tabs.addTab(self.past, self.tr("Year before"))
        self.tabs.addTab(self.next, self.tr("Next steps"))
        self.tabs.currentChanged.connect(lambda _: self._ask_beside())
        self._wanted = ""
        self._lay_out()
        short = QShortcut(QKeySequence("Alt+Left"), self, self.left.emit)
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape comes here from wherever nobody else wanted it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def expect(self, name: str, code: str) -> None:
        """Somebody is on the way: what was shown of another goes."""
        self._wanted = code
        self.name.setText(name)
        self.result.clear()
        self.aside.setText(self.tr("Being worked out…"))
        self.tree.show_nodes(())
        self.trace.show_words("")
        self.grading.show_steps((), "")
        self.peers.show_peers(self.tr("Being worked out…"), ())
        self.past.show_past(YearShown(self.tr("Being worked out…")))
        self.next.expect(self.tr("Being worked out…"))

    def show_carrier(self, shown: CarrierShown) -> None:
        row = shown.row
        self.name.setText(row.name)
        self.result.setText(f"{row.total} / {shown.maximum}　{row.grade}")
        rank = self.tr("Rank {0}").format(shown.rank) if shown.rank else ""
        change = self.tr("since sealing {0}").format(row.change) if row.change else ""
        held = row.next if row.next != "—" else ""
        self.aside.setText("　".join(part for part in (rank, held, change, shown.document) if part))
        wanted = self._wanted or self.current_code
        self.tree.show_nodes(shown.nodes)
        self.grading.show_steps(tuple((step.label, step.words) for step in shown.grading), self.tr("No grade: nothing to tell."))
        self._ask_beside()
        known = [node.code for node in shown.nodes if node.is_indicator]
        self.choose(wanted if wanted in known else known[0] if known else "")

    def _ask_beside(self) -> None:
        """Peers, the year before and next steps are worked out when somebody looks at them."""
        if self.nodes.nodes and self.tabs.currentWidget() is self.peers:
            self.peers_wanted.emit()
        elif self.nodes.nodes and self.tabs.currentWidget() is self.past:
            self.past_wanted.emit()
        elif self.nodes.nodes and self.tabs.currentWidget() is self.next:
            self.why_wanted.emit()

    def show_indicator(self, told: IndicatorExplanation) -> None:
        """Only if it is still the chosen one."""
        if told.code == self.current_code:
            self.trace.show_trace(told)

    @property
    def current_code(self) -> str:
        """Of the chosen branch or indicator, empty if none."""
        node = self.tree.currentIndex().data(int(Qt.ItemDataRole.UserRole) + 1)
        return node.code if node else ""

    def choose(self, code: str) -> None:
        """Go to an indicator of the carrier."""
        self._wanted = ""
        index = self.nodes.index_of(code)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
            self.tree.setFocus()

    def _choose(self, node: Node | None) -> None:
        if node is None:
            return
        if node.is_indicator:
            self.indicator_wanted.emit(node.code)
        else:
            self.trace.show_words(self.tr("Choose an indicator to see how its points came about."))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        head.addWidget(self.result)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.tree)
        parts.addWidget(self.tabs)
        parts.setStretchFactor(0, 4)
        parts.setStretchFactor(1, 5)
        parts.setSizes([543, 517])
        parts.setChildrenCollapsible(False)
        self.tree.setMinimumWidth(320)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(self.aside)
        whole.addWidget(parts, 1)


class Steps(QScrollArea):
    """定级过程: every step of the grade rule with what came of it, the quota's arithmetic among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grading")
        self.setAccessibleName(self.tr("How the grade came about"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.lines: tuple[tuple[str, str], ...] = ()

    def show_steps(self, lines: tuple[tuple[str, str], ...], otherwise: str) -> None:
        self.lines = lines
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(lines or (("", otherwise),)):
            grid.addWidget(label(name, "faint"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(page)


class PeersView(QWidget):
    """同类比较: the share of every maximum beside the median of the peers, and the place among them."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "faint", wrap=True)
        self.model: RowsModel[PeerRow] = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, settings, name="score_peers", label=self.tr("Peers"))
        self.table.setFont(figures_font(self.table.font()))
        _column(self, self.words, self.table)

    def show_peers(self, words: str, rows: tuple[PeerRow, ...]) -> None:
        self.words.setText(words)
        self.model.show(rows)
        self.table.setVisible(bool(rows))

    def _columns(self) -> tuple[Column[PeerRow], ...]:
        return (
            Column(
                self.tr("Indicator"),
                lambda row: f"{row.code} {row.title}",
                width=14,
                least=7,
                bold=lambda row: not row.is_indicator,
            ),
            Column(self.tr("Own"), lambda row: row.own, key=lambda row: row.own_key, align=RIGHT, width=3),
            Column(self.tr("Median"), lambda row: row.median, key=lambda row: row.median_key, align=RIGHT, width=3),
            Column(self.tr("Lead"), lambda row: row.lead, key=lambda row: row.lead_key, align=RIGHT, width=3),
            Column(self.tr("Place"), lambda row: row.rank, key=lambda row: row.rank_key, align=RIGHT, width=4),
        )


class PastView(QWidget):
    """与上年比较: total, grade and every indicator that is the same, now and in the year before."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "faint", wrap=True)
        self.totals = label("", wrap=True)
        self.model: RowsModel[YearRow] = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, settings, name="score_past", label=self.tr("Year before"))
        self.table.setFont(figures_font(self.table.font()))
        SpeltOut(self.table, lambda _: True)  # there is little room beside the tree
        _column(self, self.words, self.totals, self.table)

    def show_past(self, past: YearShown) -> None:
        self.words.setText("\n".join(part for part in (past.words, past.run) if part))
        arrow = f"{past.then} → {past.now}"
        if past.change:
            arrow = self.tr("{0} ({1})").format(arrow, past.change)
        self.totals.setText(self.tr("Total: {0}").format(arrow) if past.rows else "")
        self.model.show(past.rows)
        self.table.setColumnHidden(NOTE, not any(row.note for row in past.rows))
        self.table.fit()
        self.table.setVisible(bool(past.rows))

    def _called(self, row: YearRow) -> str:
        """With the unit of the values, for which beside the tree there is no column."""
        name = f"{row.code} {row.title}"
        return self.tr("{0} ({1})").format(name, row.unit) if row.unit else name

    def _columns(self) -> tuple[Column[YearRow], ...]:
        return (
            Column(self.tr("Indicator"), self._called, width=13, least=8),
            Column(self.tr("Before"), lambda row: row.then, align=RIGHT, width=3, least=2),
            Column(self.tr("Now"), lambda row: row.now, align=RIGHT, width=3, least=2),
            Column(self.tr("Change"), lambda row: row.change, key=lambda row: row.change_key, align=RIGHT, width=3),
            Column(self.tr("Value before"), lambda row: row.value_then, align=RIGHT, width=5, least=4),
            Column(self.tr("Value now"), lambda row: row.value_now, align=RIGHT, width=5, least=4),
            Column(self.tr("Note"), lambda row: row.note, width=6),
        )


def _column(widget: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(widget)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(8)
    for one in parts:
        column.addWidget(one, 1 if isinstance(one, Table) else 0)
    column.addStretch(0)
