"""Editors of one side of a comparison, one for each way it can be said. Each shows a term, gives it back, and says when it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.widgets.builder.choosing import PlainBox, SearchBox, inset
from desktop.widgets.builder.expression_edit import ExpressionLine
from scoring.definitions.building import (
    CutoffTerm,
    DayTerm,
    ExpressionTerm,
    FieldTerm,
    MonthsTerm,
    NumberTerm,
    Term,
    YearDayTerm,
    YearOfTerm,
    YearTerm,
    term_of,
    term_text,
)
from scoring.definitions.offers import (
    TermKind,
    fields_offered,
    number_and_unit,
    number_typed,
    term_words,
    unit_words,
    units_for,
)
from scoring.definitions.tree import Kind, Scope, Type

YEARS = 50
"""Years before and after the data year that can be chosen."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an editor needs to know: the names, what the term must be like, the unit it is begun with, and the language."""

    scope: Scope
    wanted: Type
    unit: str
    language: str


class TermEdit(QWidget):
    """Signals: ``changed`` when a person changed something."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(4)

    def show_term(self, term: Term | None, setting: Setting) -> None:
        """Another term, or none yet; nobody is told."""
        raise NotImplementedError

    def term(self) -> Term | None:
        """None while something is left to choose."""
        raise NotImplementedError


class NumberEdit(TermEdit):
    """A number and its unit; a unit typed behind the number is taken for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = "zh"
        self.number = QLineEdit()
        self.number.setObjectName("number")
        self.number.setMinimumWidth(90)
        self.number.setMaximumWidth(150)
        self.number.setPlaceholderText(self.tr("a number"))
        self.number.setAccessibleName(self.tr("Number"))
        self.unit = PlainBox(self.tr("Unit of the number"), "unit")
        self.line.addWidget(self.number)
        self.line.addWidget(self.unit)
        self.number.textEdited.connect(self._typed)
        self.number.editingFinished.connect(self._tidy)
        self.unit.chosen.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        units = units_for(setting.wanted)
        self.unit.offer([(one, unit_words(one, setting.language)) for one in units])
        number, unit = number_and_unit(term.text) if isinstance(term, NumberTerm) else ("", "")
        self.number.setText(number)
        self.unit.choose(unit if number and unit in units else setting.unit)
        self.unit.setVisible(len(units) > 1)

    def term(self) -> Term | None:
        return number_typed(self.number.text(), str(self.unit.value() or ""))

    def _typed(self) -> None:
        found = self.term()
        if isinstance(found, NumberTerm):
            self.unit.choose(number_and_unit(found.text)[1])
        self.changed.emit()

    def _tidy(self) -> None:
        found = self.term()
        if isinstance(found, NumberTerm):
            self.number.setText(number_and_unit(found.text)[0])


class YearBox(QSpinBox):
    """数据年度 −1: a year around the data year. Signals: ``stepped`` when a person changed it."""

    stepped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-YEARS, YEARS)
        self.setObjectName("years_later")
        self.setAccessibleName(self.tr("Years after the data year (before it: negative)"))
        self.setPrefix(self.tr("data year "))
        inset(self)
        self.valueChanged.connect(lambda _: self.stepped.emit())

    def textFromValue(self, value: int) -> str:  # noqa: N802 - Qt's name
        return f"+{value}" if value > 0 else str(value).replace("-", "−") if value else "±0"

    def valueFromText(self, text: str) -> int:  # noqa: N802 - Qt's name
        return int(_digits(text.removeprefix(self.prefix())) or 0)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = _digits(text.removeprefix(self.prefix()))
        whole = typed.removeprefix("-").isdecimal() and abs(int(typed)) <= YEARS
        return (QValidator.State.Acceptable if whole else QValidator.State.Intermediate), text, position

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


def _digits(text: str) -> str:
    return text.strip().replace("−", "-").removeprefix("+").removeprefix("±")


class YearEdit(TermEdit):
    """A year around the data year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = YearBox()
        self.line.addWidget(self.year)
        self.year.stepped.connect(self.changed)

    def show_term(self, term: Term | None, setting: Setting) -> None:
        with QSignalBlocker(self.year):
            self.year.setValue(term.later if isinstance(term, YearTerm) else 0)

    def term(self) -> Term | None:
        return YearTerm(self.year.value())


class DayEdit(TermEdit):
    """A day of the calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = _CalmDate()
        self.day.setObjectName("day")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("Day"))
        self.line.addWidget(self.day)
        self.day.dateChanged.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        if isinstance(term, DayTerm):
            number = term.number
            with QSignalBlocker(self.day):
                self.day.setDate(QDate(number // 10_000, number // 100 % 100, number % 100))

    def term(self) -> Term | None:
        day = self.day.date()
        return DayTerm(day.year() * 10_000 + day.month() * 100 + day.day())


class _CalmDate(QDateEdit):
    def __init__(self) -> None:
        super().__init__()
        inset(self)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class YearDayEdit(TermEdit):
    """A day of a year around the data year; the 29 February is no day of every year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = YearBox()
        self.day = _CalmDate()
        self.day.setObjectName("month_and_day")
        self.day.setAccessibleName(self.tr("Month and day"))
        self.day.setDisplayFormat(self.tr("MM-dd"))
        self.day.setDateRange(QDate(2025, 1, 1), QDate(2025, 12, 31))
        self.line.addWidget(self.year)
        self.line.addWidget(self.day)
        self.year.stepped.connect(self.changed)
        self.day.dateChanged.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        if isinstance(term, YearDayTerm):
            with QSignalBlocker(self.year), QSignalBlocker(self.day):
                self.year.setValue(term.later)
                self.day.setDate(QDate(2025, term.month, term.day))

    def term(self) -> Term | None:
        return YearDayTerm(self.year.value(), self.day.date().month(), self.day.date().day())


class NothingEdit(TermEdit):
    """The cut-off day: there is nothing to choose."""

    def show_term(self, term: Term | None, setting: Setting) -> None:
        return None

    def term(self) -> Term | None:
        return CutoffTerm()


class FieldEdit(TermEdit):
    """Another field that can be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = SearchBox(self.tr("Field to compare with"), "other_field", self.tr("a field"))
        self.line.addWidget(self.box)
        self.box.chosen.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        wanted = setting.wanted
        alike = {
            key: one for key, one in setting.scope.items() if one.type.kind is wanted.kind and one.type.money == wanted.money
        }
        self.box.offer(fields_offered(alike, setting.language))
        self.box.choose(term.key if isinstance(term, FieldTerm) else None)

    def term(self) -> Term | None:
        key = self.box.value()
        return FieldTerm(str(key)) if key is not None else None


class DateBox(SearchBox):
    """A date inside a function: a date field, the cut-off day, or whatever the expression has there."""

    def show_date(self, term: Term | None, setting: Setting) -> None:
        known = [FieldTerm(key) for key, one in setting.scope.items() if one.type.kind is Kind.DATE]
        own = [] if term is None or term in known or term == CutoffTerm() else [term]
        more: list[tuple[object, str]] = [
            (one, term_words(one, setting.scope, setting.language)) for one in (*known, CutoffTerm(), *own)
        ]
        self.offer((), more)
        self.choose(term)

    def date(self) -> Term | None:
        """None while it is not chosen."""
        found: Term | None = self.value()  # type: ignore[assignment]  # only terms are offered
        return found


class YearOfEdit(TermEdit):
    """The year of a date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = DateBox(self.tr("Date whose year is taken"), "year_of", self.tr("a date"))
        self.line.addWidget(self.box)
        self.box.chosen.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        self.box.show_date(term.date if isinstance(term, YearOfTerm) else None, setting)

    def term(self) -> Term | None:
        return YearOfTerm(self.box.date())


class MonthsEdit(TermEdit):
    """The whole months between two dates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = DateBox(self.tr("Date the months are counted from"), "months_from", self.tr("from a date"))
        self.end = DateBox(self.tr("Date the months are counted to"), "months_to", self.tr("to a date"))
        self.line.addWidget(self.start)
        self.line.addWidget(QLabel(self.tr("to")))
        self.line.addWidget(self.end)
        for box in (self.start, self.end):
            box.chosen.connect(lambda _: self.changed.emit())

    def show_term(self, term: Term | None, setting: Setting) -> None:
        start, end = (term.start, term.end) if isinstance(term, MonthsTerm) else (None, None)
        self.start.show_date(start, setting)
        self.end.show_date(end, setting)

    def term(self) -> Term | None:
        return MonthsTerm(self.start.date(), self.end.date())


class FormulaEdit(TermEdit):
    """Anything the language can say, as an expression. What does not read is not taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ExpressionLine(self.tr("Formula"))
        self.line.addWidget(self.text)
        self._scope: Scope = {}
        self._shown: Term | None = None
        self.text.textChanged.connect(self.changed)

    def show_term(self, term: Term | None, setting: Setting) -> None:
        self._scope, self._shown = setting.scope, term
        with QSignalBlocker(self.text):
            self.text.show_text(term_text(term) if term is not None else "", setting.scope, setting.language)

    def term(self) -> Term | None:
        text = self.text.text().strip()
        if self._shown is not None and text == term_text(self._shown):
            return self._shown
        read = term_of(text, self._scope) if text else None
        return None if read is None else ExpressionTerm(text)


EDITS: Mapping[TermKind, type[TermEdit]] = {
    TermKind.FIELD: FieldEdit,
    TermKind.NUMBER: NumberEdit,
    TermKind.YEAR: YearEdit,
    TermKind.DAY: DayEdit,
    TermKind.YEAR_DAY: YearDayEdit,
    TermKind.CUTOFF: NothingEdit,
    TermKind.YEAR_OF: YearOfEdit,
    TermKind.MONTHS: MonthsEdit,
    TermKind.EXPRESSION: FormulaEdit,
}


class TermPlace(QWidget):
    """Where the editor of a term stands: each is made when it is first wanted. Signals: ``changed`` with the term, or None."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits: dict[TermKind, TermEdit] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)

    def show_term(self, kind: TermKind | None, term: Term | None, setting: Setting) -> None:
        """Another term, said in that way; without one there is nothing to see. Nobody is told."""
        if kind is not None and kind not in self._edits:
            self._edits[kind] = self._made(kind)
        for each, edit in self._edits.items():
            edit.setVisible(each is kind)
        if kind is not None:
            self._edits[kind].show_term(term, setting)
        self.setVisible(kind is not None)

    def _made(self, kind: TermKind) -> TermEdit:
        edit = EDITS[kind](self)
        edit.changed.connect(lambda: self.changed.emit(edit.term()))
        self._line.addWidget(edit)
        return edit
