"""One carrier and one item: everybody's mark and comment, a mark to enter or change, what was given before, and what marks mean."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.review.edits import mark_edit
from desktop.theme import icon
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.days import minute_of
from scoring.services.marking import Given
from scoring.services.review_items import ReviewItem
from scoring.services.reviewing import GivenMark, MarkState, ReviewCell, ReviewedCarrier, Seat, history

MARK_WIDTH = 72
LEAST_BELOW = 96
"""Pixels."""


class CellPanel(QWidget):
    """Signals: ``wants_recusal`` with the reviewer who may not judge the carrier shown."""

    wants_recusal = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._carrier: ReviewedCarrier | None = None
        self._item: ReviewItem | None = None
        self._reviewer = ""
        self._filling = False
        self.name = label("", "heading", wrap=True)
        self.about = label("", "faint", wrap=True)
        self.seats = RowsModel(self._seat_columns(), parent=self)
        self.table = Table(self.seats, desk.settings, name="review_seats", label=self.tr("Marks of the reviewers"))
        self.past = RowsModel(self._past_columns(), parent=self)
        self.past_table = Table(self.past, desk.settings, name="review_past", label=self.tr("Earlier marks"))
        self.mark = QComboBox()
        self.mark.setObjectName("mark")
        self.mark.setEditable(True)
        self.mark.setAccessibleName(self.tr("Mark"))
        self.mark.setFixedWidth(MARK_WIDTH)
        self.comment = QLineEdit()
        self.comment.setObjectName("comment")
        self.comment.setAccessibleName(self.tr("Comment"))
        self.save = QPushButton(icon("save", "on_accent"), self.tr("Save mark"))
        self.save.setObjectName("save_mark")
        self.save.setProperty("primary", True)
        self.withdraw = QPushButton(self.tr("Withdraw"))
        self.withdraw.setObjectName("withdraw_mark")
        self.bar = QPushButton(self.tr("Recuse…"))
        self.bar.setObjectName("recuse")
        self.anchors = label("", wrap=True)
        self.anchors.setTextFormat(Qt.TextFormat.RichText)
        self.anchors.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.anchors.setContentsMargins(8, 8, 8, 8)
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.edit())
        self.save.clicked.connect(self._save)
        self.comment.returnPressed.connect(self._save)
        self.withdraw.clicked.connect(lambda: self._give(Given()))
        self.bar.clicked.connect(lambda: self.wants_recusal.emit(self._reviewer))
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self.edit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- what is shown

    def show_cell(self, carrier: ReviewedCarrier | None, item: ReviewItem | None, number: int) -> None:
        """``number`` of the item among the carrier's cells."""
        other = (carrier and carrier.uscc, item and item.measure) != (
            self._carrier and self._carrier.uscc,
            self._item and self._item.measure,
        )
        self._carrier, self._item = carrier, item
        self.setEnabled(carrier is not None)
        if carrier is None or item is None:
            self.name.setText(self.tr("No carrier is chosen"))
            self.about.clear()
            self.seats.show(())
            self.past.show(())
            return
        cell = carrier.cells[number]
        self.name.setText(carrier.name)
        self.about.setText(f"{item.code} {item.title}\n{self._summary(cell, item)}")
        self.anchors.setText(self._anchor_words(item))
        self._offer(item)
        self._filling = True
        self.seats.show(cell.seats)
        self.table.fit()
        self._leave_no_gap()
        self._filling = False
        wanted = self._reviewer if not other or any(one.reviewer == self._reviewer for one in cell.seats) else ""
        index = self.seats.index_of(lambda one: one.reviewer == wanted)
        self.table.go_to(index if index.isValid() else self.seats.index(0, 0))
        self._choose(self.table.current_row())

    def _leave_no_gap(self) -> None:
        """The table ends below the last reviewer: the room that is left is for what marks mean."""
        rows = self.table.verticalHeader().defaultSectionSize() * (self.seats.rowCount() + 1)
        self.table.setMaximumHeight(max(self.table.horizontalHeader().height() + rows, LEAST_BELOW))

    def _summary(self, cell: ReviewCell, item: ReviewItem) -> str:
        count = self.tr("Marks: {0} of {1}").format(cell.counted, cell.expected)
        if cell.mean is None:
            return self.tr("Not reviewed: {0}, a result needs {1}").format(count, item.least)
        mean = self.tr("Mean {0}").format(cell.mean)
        if cell.dropped:
            mean = self.tr("{0} (without one highest and one lowest)").format(mean)
        apart = [] if cell.spread is None else [self.tr("spread {0}").format(cell.spread)]
        return self.tr(", ").join((mean, count, *apart))

    def _anchor_words(self, item: ReviewItem) -> str:
        """Marks in a column of their own, so that a long meaning stays beside its mark."""
        rows = "".join(
            f"<tr><td align='right'>{mark.normalize():f}</td><td style='padding-left:12px'>{escape(words)}</td></tr>"
            for mark, words in item.anchors
        )
        nothing = self.tr(
            "The rubric does not say what a mark means."
        )  # not within the braces: the collector does not look there
        told = f"<table>{rows}</table>" if rows else f"<p>{escape(nothing)}</p>"
        return f"{told}<p>{escape(item.reading)}<br>{escape(item.basis)}</p>"

    def _offer(self, item: ReviewItem) -> None:
        choices = [f"{one.normalize():f}" for one in item.choices]
        if [self.mark.itemText(row) for row in range(self.mark.count())] != choices:
            self.mark.clear()
            self.mark.addItems(choices)

    # --- the chosen reviewer

    def edit(self) -> None:
        """Into the field of the mark."""
        self.mark.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edit = self.mark.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _choose(self, seat: Seat | None) -> None:
        if self._filling:
            return
        self._reviewer = seat.reviewer if seat else ""
        value = seat.value if seat else None
        self.mark.setCurrentText("" if value is None else f"{value.normalize():f}")
        self.comment.setText(seat.comment if seat else "")
        self._enable(seat)
        self.past.show(())
        if seat is not None and seat.mark is not None and self._carrier and self._item:
            self._ask_past(self._desk.kind, self._carrier.uscc, self._item.measure, seat.reviewer)

    def _enable(self, seat: Seat | None) -> None:
        reason = self._reason(seat)
        for one in (self.mark, self.comment, self.save):
            one.setEnabled(not reason)
            one.setToolTip(reason)
        barred = self.tr("This reviewer is recused already; withdraw it under Reviewers") if seat and seat.relation else ""
        given = "" if seat and seat.value is not None else self.tr("There is no mark to withdraw")
        read_only = self.tr("Read only: the workspace is open elsewhere") if self._desk.read_only else ""
        for button, why in ((self.withdraw, read_only or given), (self.bar, read_only or barred)):
            button.setEnabled(not why and seat is not None)
            button.setToolTip(why)

    def _reason(self, seat: Seat | None) -> str:
        """Why no mark can be entered."""
        if self._desk.read_only:
            return self.tr("Read only: the workspace is open elsewhere")
        if seat is None:
            return self.tr("Add a reviewer first")
        return self.tr("Recused: {0}").format(seat.relation) if seat.relation else ""

    def _ask_past(self, kind: str, uscc: str, measure: str, reviewer: str) -> None:
        def told(found: tuple[GivenMark, ...]) -> None:
            if self._reviewer == reviewer and self._carrier is not None and self._carrier.uscc == uscc:
                self.past.show(found)
                self.past_table.fit()

        self._desk.read(lambda place, _: history(place.opened(kind), uscc, measure, reviewer), told, owner=self)

    # --- edits

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        text = self.mark.currentText().strip()
        try:
            value = Decimal(text)
        except InvalidOperation:
            self._desk.refuse("services.no_mark", value=text)
            return
        self._give(Given(value, self.comment.text().strip()))

    def _give(self, after: Given) -> None:
        seat = self.table.current_row()
        if seat is None or self._carrier is None or self._item is None:
            return
        before = Given(seat.value, seat.comment)
        if before != after:
            title = self.tr("mark of {0}").format(seat.reviewer)
            edit = mark_edit(title, self._desk.kind, self._carrier.uscc, self._item.measure, seat.reviewer, before, after)
            self._desk.do(edit)

    # --- columns

    def _seat_columns(self) -> tuple[Column[Seat], ...]:
        return (
            Column(self.tr("Reviewer"), lambda one: one.reviewer, width=5),
            Column(self.tr("Mark"), lambda one: "" if one.value is None else f"{one.value.normalize():f}", align=RIGHT, width=2),
            Column(self.tr("State"), self._state, icon=_state_icon, hint=lambda one: one.relation or self._state(one)),
            Column(self.tr("Comment"), lambda one: one.comment, width=3),
        )

    def _past_columns(self) -> tuple[Column[GivenMark], ...]:
        return (
            Column(self.tr("When"), lambda one: minute_of(one.at)),
            Column(
                self.tr("Mark"),
                lambda one: self.tr("withdrawn") if one.value is None else f"{one.value.normalize():f}",
                align=RIGHT,
            ),
            Column(self.tr("Comment"), lambda one: one.comment),
            Column(self.tr("From"), lambda one: one.place or one.actor),
        )

    def _state(self, one: Seat) -> str:
        if one.relation:
            return self.tr("Not counted") if one.value is not None else self.tr("Recused")
        if one.mark is None or one.mark.state is MarkState.WITHDRAWN:
            return self.tr("Withdrawn") if one.mark else self.tr("Not yet")
        return self.tr("Far from the others") if one.mark.far else self.tr("Counts")

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.addWidget(label(self.tr("Mark")))
        fields.addWidget(self.mark)
        fields.addWidget(label(self.tr("Comment")))
        fields.addWidget(self.comment, 1)
        buttons = QHBoxLayout()
        for one in (self.save, self.withdraw, self.bar):
            buttons.addWidget(one)
        buttons.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("What marks mean"))
        scroll.setWidget(self.anchors)
        below = QTabWidget()
        below.tabBar().setDrawBase(False)
        below.tabBar().setAccessibleName(self.tr("What marks mean, and earlier marks"))
        below.setMinimumHeight(LEAST_BELOW)
        below.addTab(scroll, self.tr("What marks mean"))
        below.addTab(self.past_table, self.tr("Earlier marks"))
        self.below = below
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.name)
        whole.addWidget(self.about)
        whole.addWidget(self.table, 3)
        whole.addLayout(fields)
        whole.addLayout(buttons)
        whole.addWidget(below, 2)


def _state_icon(one: Seat) -> QIcon:
    if one.relation:
        return icon("lock", "faint")
    if one.mark is None or one.mark.state is MarkState.WITHDRAWN:
        return icon("due", "faint")
    return icon("warning", "warning") if one.mark.far else icon("good", "good")
