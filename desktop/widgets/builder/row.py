"""One condition as a row: what is asked of which field, and the value it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.theme import icon
from desktop.widgets.builder.choosing import CodesBox, PlainBox, SearchBox, stops
from desktop.widgets.builder.terms import Setting, TermPlace
from desktop.widgets.flow import Flow
from scoring.definitions.building import (
    COMPARISONS,
    Condition,
    CutoffTerm,
    ExpressionTerm,
    FieldTerm,
    MonthsTerm,
    Operator,
    Term,
    YearOfTerm,
)
from scoring.definitions.offers import (
    TermKind,
    begun,
    codes_offered,
    fields_offered,
    kind_of,
    kinds_on_the_right,
    operator_words,
    operators_for,
    term_kind_words,
    type_of,
    usual_unit,
    with_left,
    with_operator,
)
from scoring.definitions.tree import Kind, Scope, Type

BEGUN: Mapping[TermKind, Term] = {
    TermKind.YEAR_OF: YearOfTerm(),
    TermKind.MONTHS: MonthsTerm(None, CutoffTerm()),
    TermKind.EXPRESSION: ExpressionTerm(""),
}
LEFT_KINDS = tuple(BEGUN)
"""What may be asked about besides a field."""
NUMBER = Type(Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Context:
    """The names conditions may use, and the language."""

    scope: Scope
    language: str


class ConditionRow(QWidget):
    """Signals: ``changed`` when a person changed something, ``left`` when it is to go away."""

    changed = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._condition = Condition()
        self.subject = SearchBox(self.tr("Field"), "subject", self.tr("a field"))
        self.subject.offer(
            fields_offered(context.scope, context.language),
            [(kind, term_kind_words(kind, context.language)) for kind in LEFT_KINDS],
        )
        self.operator = PlainBox(self.tr("What is asked"), "operator")
        self.kind = PlainBox(self.tr("What it is compared with"), "right_kind")
        self.codes: CodesBox | None = None
        """Made when an answer is first to be chosen."""
        self.remove = QToolButton()
        self.remove.setObjectName("remove")
        self.remove.setIcon(icon("close", "faint"))
        self.remove.setToolTip(self.tr("Remove this condition (Ctrl+Shift+Delete)"))
        self.remove.setAccessibleName(self.tr("Remove this condition"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.subject_place, self.value_place = TermPlace(), TermPlace()
        self._arrange()
        self._connect()
        self.show_condition(Condition())

    def _arrange(self) -> None:
        parts = QWidget()
        self._flow = flow = Flow(parts)
        flow.addWidget(self.subject)
        flow.addWidget(self.subject_place)
        flow.addWidget(self.operator)
        flow.addWidget(self.kind)
        flow.addWidget(self.value_place)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(parts, 1)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.subject.chosen.connect(self._choose_subject)
        self.operator.chosen.connect(lambda one: self._take(with_operator(self._condition, cast(Operator, one))))
        self.kind.chosen.connect(self._choose_kind)
        self.remove.clicked.connect(self.left)
        self.subject_place.changed.connect(self._subject_edited)
        self.value_place.changed.connect(lambda term: self._take(replace(self._condition, right=term), redraw=False))

    def condition(self) -> Condition:
        """As far as it is chosen."""
        return self._condition

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in this order."""
        codes = self.codes.stops() if self.codes is not None else ()
        return list(stops(self.subject, self.subject_place, self.operator, self.kind, self.value_place, *codes, self.remove))

    def say_number(self, number: int) -> None:
        """Its place among its neighbours, for a screen reader."""
        self.subject.say_label(self.tr("Condition {0}: field").replace("{0}", str(number)))

    def show_condition(self, condition: Condition) -> None:
        """Another condition; nobody is told."""
        self._condition = condition
        context, left = self._context, condition.left
        subject = None if left is None else self._subject_kind(left)
        self.subject.choose(left.key if isinstance(left, FieldTerm) else subject)
        wanted = type_of(left, context.scope) or NUMBER
        setting = Setting(context.scope, wanted, usual_unit(left, context.scope), context.language)
        self.subject_place.show_term(subject if subject in LEFT_KINDS else None, left, setting)
        self._show_operator(wanted.kind)
        self._show_value(setting)

    def _subject_kind(self, left: Term) -> TermKind:
        """Anything but a field and the functions is edited as a formula."""
        kind = kind_of(left)
        return kind if kind in (*LEFT_KINDS, TermKind.FIELD) else TermKind.EXPRESSION

    def _show_operator(self, kind: Kind) -> None:
        language = self._context.language
        allowed = operators_for(self._condition.left, self._context.scope)
        self.operator.offer([(one, operator_words(one, kind, language)) for one in allowed])
        self.operator.choose(self._condition.operator)
        self.operator.setVisible(bool(allowed))

    def _show_value(self, setting: Setting) -> None:
        one = self._condition
        compares = one.operator in COMPARISONS
        kinds = kinds_on_the_right(setting.wanted) if compares else ()
        kind = kind_of(one.right) if one.right is not None else self._kind_begun(kinds)
        if kind is not None and kind not in kinds and compares:
            kinds = (*kinds, kind)
        self.kind.offer([(each, term_kind_words(each, setting.language)) for each in kinds])
        self.kind.choose(kind)
        self.kind.setVisible(len(kinds) > 1)
        self.value_place.show_term(kind if compares else None, one.right, setting)
        chooses = one.operator in (Operator.AMONG, Operator.NOT_AMONG) and isinstance(one.left, FieldTerm)
        if chooses and isinstance(one.left, FieldTerm):
            self.codes = self.codes or self._codes_box()
            self.codes.offer(codes_offered(setting.scope[one.left.key], setting.language))
            self.codes.show_codes(one.codes)
        if self.codes is not None:
            self.codes.setVisible(chooses)

    def _codes_box(self) -> CodesBox:
        made = CodesBox(self.tr("Answer"), self)
        made.changed.connect(lambda: self._take(replace(self._condition, codes=made.codes()), redraw=False))
        self._flow.addWidget(made)
        return made

    def _kind_begun(self, kinds: tuple[TermKind, ...]) -> TermKind | None:
        """That of the box where it has one that may stay, else the usual one."""
        kept = self.kind.value()
        return kept if isinstance(kept, TermKind) and kept in kinds else next(iter(kinds), None)

    # --- what a person does

    def _choose_subject(self, value: object) -> None:
        left = BEGUN[value] if isinstance(value, TermKind) else FieldTerm(str(value))
        self._take(with_left(self._condition, left, self._context.scope))

    def _subject_edited(self, term: Term | None) -> None:
        left = term or ExpressionTerm("")
        changed = with_left(self._condition, left, self._context.scope)
        typing = self.subject.value() is TermKind.EXPRESSION
        if typing and not changed.operator:  # half typed: what stood behind it may fit again
            changed = replace(self._condition, left=left)
        self._take(changed, redraw=not typing)
        if typing:
            self._redraw_behind()

    def _redraw_behind(self) -> None:
        """All but the formula that is being typed."""
        scope, left = self._context.scope, self._condition.left
        wanted = type_of(left, scope)
        if wanted is not None:
            self._show_operator(wanted.kind)
            self._show_value(Setting(scope, wanted, usual_unit(left, scope), self._context.language))

    def _choose_kind(self, value: object) -> None:
        kind = cast(TermKind, value)
        self._take(replace(self._condition, right=begun(kind, QDate.currentDate().year() - 1)))

    def _take(self, condition: Condition, *, redraw: bool = True) -> None:
        if condition.operator in COMPARISONS and condition.right is None and redraw:
            condition = replace(condition, right=self._right_begun(condition))
        self._condition = condition
        if redraw:
            self.show_condition(condition)
        self.changed.emit()

    def _right_begun(self, condition: Condition) -> Term | None:
        """What the value's editor shows of itself: nothing of a number or a field, but a day is always one."""
        wanted = type_of(condition.left, self._context.scope)
        kind = self._kind_begun(kinds_on_the_right(wanted))
        return None if kind is None else begun(kind, QDate.currentDate().year() - 1)
