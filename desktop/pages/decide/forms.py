"""The dialogs of the page: a few questions under one another, what the service refuses said in the dialog itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.verify.dialog import ActDialog
from desktop.widgets.text import label
from scoring.errors import Refusal
from scoring.services.changes import Changes
from scoring.services.workplace import Workplace

TEXT_HEIGHT, LIST_HEIGHT = 72, 132
MOST_DAYS = 250
HELP_WIDTH, HELP_LEAST = 400, 380
"""Pixels of the line under a question."""
FRAME = 6
"""Pixels above and below the lines of a list."""


class Kind(Enum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    NUMBER = "number"
    TICKS = "ticks"
    """Some of a list."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. ``choices`` are (answer, words); ``value`` is proposed; ``help`` stands under it."""

    key: str
    label: str
    kind: Kind = Kind.LINE
    value: Any = None
    choices: Sequence[tuple[str, str]] = ()
    help: str = ""
    only: tuple[str, Any] | None = None
    """Asked only while another question is answered so."""


Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """What the answers ask for: ``undo`` takes back what ``do`` answered, None: it is not undone."""

    title: str
    do: Callable[[Workplace], Any]
    changes: Changes
    undo: Callable[[Workplace, Any], object] | None = None
    said: str = ""
    """What is told when it is done."""


class FormDialog(ActDialog):
    """Asks, and carries out what ``deed`` makes of the answers. A refusal keeps it open, with everything that was typed."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        ok: str,
        asks: Sequence[Ask],
        deed: Callable[[Answers], Deed],
        parent: QWidget,
        *,
        advice: str = "",
    ) -> None:
        super().__init__(desk, name, title, ok, parent)
        self._asks, self._deed = asks, deed
        self._widgets: dict[str, QWidget] = {}
        if advice:
            self.body.addWidget(label(advice, "faint", wrap=True))
        self._form = form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        for one in asks:
            widget = self._made(one)
            widget.setObjectName(f"ask_{one.key}")
            widget.setAccessibleName(one.label)
            self._widgets[one.key] = widget
            form.addRow(one.label, widget)
            if one.help:
                wide = (
                    self.fontMetrics().horizontalAdvance(one.help) > HELP_WIDTH
                )  # a folded label asks for more height than it needs
                words = label(one.help, "faint", wrap=wide)
                words.setMinimumWidth(HELP_LEAST if wide else 0)
                form.addRow("", words)
        self.body.addLayout(form)
        for combo in self.findChildren(QComboBox):
            combo.currentIndexChanged.connect(lambda _: self._show_asked())
        self._show_asked()
        self.agreed.connect(self._carry_out)
        if asks:
            self._widgets[asks[0].key].setFocus()

    def _show_asked(self) -> None:
        for one in self._asks:
            if one.only is not None:
                other, answer = one.only
                self._form.setRowVisible(self._widgets[one.key], _answer(self._widgets[other]) == answer)

    def answers(self) -> dict[str, Any]:
        """What is answered now: texts, dates, numbers, the ticked answers of a list."""
        return {one.key: _answer(self._widgets[one.key]) for one in self._asks}

    def _carry_out(self) -> None:
        deed, desk = self._deed(self.answers()), self.desk
        kept: list[Any] = []

        def work(place: Workplace, _: object) -> Any:
            try:
                return deed.do(place)
            except Refusal as refusal:
                return refusal  # the verb has rolled back what it began: nothing changed, and the dialog says why

        def done(found: Any) -> None:
            if isinstance(found, Refusal):
                self.ok.setEnabled(True)
                self.failed(found)
                return
            kept.append(found)
            if deed.undo is not None:
                desk.history.push(_edit(deed, kept, desk.year))
            if deed.said:
                desk.said.emit(deed.said)
            self.accept()

        self.ok.setEnabled(False)
        desk.write(deed.title, work, lambda found: _changes(found, deed), done)

    # --- widgets

    def _made(self, one: Ask) -> QWidget:
        match one.kind:
            case Kind.LINE:
                return QLineEdit(str(one.value or ""))
            case Kind.TEXT:
                text = QPlainTextEdit(str(one.value or ""))
                text.setTabChangesFocus(True)
                text.setMaximumHeight(TEXT_HEIGHT)
                return text
            case Kind.DAY:
                day = QDateEdit(_qt_day(one.value))
                day.setDisplayFormat("yyyy-MM-dd")
                day.setCalendarPopup(True)
                return day
            case Kind.CHOICE:
                return _combo(one)
            case Kind.NUMBER:
                number = QLineEdit(str(one.value))
                number.setValidator(QIntValidator(1, MOST_DAYS, number))
                return number
            case Kind.TICKS:
                return _ticks(one)


def _changes(found: object, deed: Deed) -> Changes:
    return Changes(frozenset()) if isinstance(found, Refusal) else deed.changes


def _edit(deed: Deed, kept: list[Any], year: int) -> Edit:
    """Done already; undone by what was kept, done again by the same verb."""
    undo = deed.undo
    assert undo is not None

    def again(place: Workplace) -> object:
        kept.append(deed.do(place))
        return kept[-1]

    return Edit(deed.title, again, lambda place: undo(place, kept[-1]), deed.changes, year)


def _combo(one: Ask) -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for answer, words in one.choices:
        made.addItem(words, answer)
    made.setCurrentIndex(max(made.findData(one.value), 0))
    return made


class Ticks(QListWidget):
    """No higher than its lines, up to a bound."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ticks")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Asked for only when the lines have the height that the style gives them."""
        lines = max(self.sizeHintForRow(0), 0) * max(self.count(), 1)
        return QSize(super().sizeHint().width(), min(LIST_HEIGHT, lines + 2 * FRAME))


def _ticks(one: Ask) -> QListWidget:
    made = Ticks()
    ticked = set(one.value or ())
    for answer, words in one.choices:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, answer)
        item.setToolTip(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if answer in ticked else Qt.CheckState.Unchecked)
        made.addItem(item)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    return made


def _answer(widget: QWidget) -> Any:
    if isinstance(widget, QLineEdit):
        text = widget.text().strip()
        return (int(text) if text else 0) if isinstance(widget.validator(), QIntValidator) else text
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    if isinstance(widget, QDateEdit):
        day = widget.date()
        return date(day.year(), day.month(), day.day())
    if isinstance(widget, QComboBox):
        return widget.currentData()
    assert isinstance(widget, QListWidget)
    items = (widget.item(row) for row in range(widget.count()))
    return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
