"""A measure built by choosing: what it works out, over which rows, and the parts its kind needs; in words as it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.widgets.builder.choosing import PlainBox, SearchBox, inset
from desktop.widgets.builder.condition_builder import ConditionBuilder
from desktop.widgets.builder.number_builder import NumberBuilder
from desktop.widgets.flow import Flow
from desktop.widgets.text import label
from scoring.definitions.compiled_measures import KEYS, MOST_DECIMALS
from scoring.definitions.mistakes import Slot
from scoring.definitions.rubric import LogBase, MeasureKind
from scoring.definitions.tree import Kind
from scoring.services.building import (
    Bench,
    JudgedMeasure,
    PlainMeasure,
    answers_offered,
    judge_measure,
    key_words,
    kinds_offered,
    measures_offered,
    sets_offered,
    with_kind,
)

CHOSEN = ("over", "by", "of")
NUMBERS = ("value", "numerator", "denominator", "formula")
COUNTS = ("min_rows", "drop_from")
DECIMALS = ("step", "spread")
NO_SLOT = {"where": Slot({}, Kind.CONDITION)} | {key: Slot({}, Kind.NUMBER) for key in NUMBERS}


class MeasureBuilder(QWidget):
    """Signals: ``built`` with the plain measure at every change a person makes, ``changed`` once that has settled.

    What it does not show (key, names, unit, rounding mode, anchors) it leaves as it is.
    """

    built = Signal(object)
    changed = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._plain: dict[str, object] = {}
        self._bench: Bench | None = None
        self._judged: JudgedMeasure | None = None
        self._kind_help = {one.key: one.note for one in kinds_offered(language)}
        self.kind = SearchBox(self._word("kind"), "kind", self.tr("what is worked out"))
        self.kind.offer(kinds_offered(language))
        self.kind.chosen.connect(lambda one: self._take(with_kind(self._plain, MeasureKind(str(one)))))
        self.help = label("", "faint", wrap=True)
        self.choices = {key: self._choice(key) for key in CHOSEN}
        self.note = label("", "faint", wrap=True)
        self.where = ConditionBuilder(self._word("where"), language)
        self.where.setObjectName("where")
        self.numbers = {key: NumberBuilder(self._word(key), language) for key in NUMBERS}
        self.base = PlainBox(self._word("base"), "base")
        self.base.offer([(one.value, one.value) for one in LogBase])
        self.base.chosen.connect(lambda one: self._put("base", one))
        self.counts = {key: self._count(key) for key in COUNTS}
        self.decimals = {key: self._decimal(key) for key in DECIMALS}
        self.round_to = self._count("round_to", -1, MOST_DECIMALS, self.tr("not rounded"))
        self.reading = label(wrap=True)
        self.reading.setObjectName("measure_reading")
        self.said = label("", "error", wrap=True)
        self.said.setObjectName("measure_said")
        self._connect()
        self._arrange()

    def _word(self, key: str) -> str:
        return key_words(self.measure_kind, key, self._language)

    @property
    def measure_kind(self) -> MeasureKind:
        """Of the measure that is shown; a count where it has none yet."""
        kind = str(self._plain.get("kind", ""))
        return MeasureKind(kind) if kind in {one.value for one in MeasureKind} else MeasureKind.COUNT

    # --- the editors

    def _choice(self, key: str) -> SearchBox:
        made = SearchBox(self._word(key), key)
        made.chosen.connect(lambda one: self._put(key, one))
        return made

    def _count(self, key: str, least: int = 0, most: int = 1000, nothing: str = "") -> QSpinBox:
        made = QSpinBox()
        made.setObjectName(key)
        made.setRange(least, most)
        made.setSpecialValueText(nothing or self.tr("none"))
        made.setAccessibleName(self._word(key))
        made.setKeyboardTracking(False)
        inset(made)
        made.valueChanged.connect(lambda number: self._put(key, None if number == least else number))
        return made

    def _decimal(self, key: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(key)
        made.setMaximumWidth(90)
        made.setAccessibleName(self._word(key))
        made.editingFinished.connect(lambda: self._put(key, _decimal(made.text())))
        return made

    def _connect(self) -> None:
        parts: Mapping[str, ConditionBuilder | NumberBuilder] = {"where": self.where, **self.numbers}
        for key, part in parts.items():
            part.built.connect(lambda text, key=key: self._build(key, text))
            part.changed.connect(lambda text, key=key: self._put(key, text))

    def _arrange(self) -> None:
        self._pairs: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top, tail = QWidget(), QWidget()
        flow, last = Flow(top, gap=14), Flow(tail, gap=14)
        self._pair(flow, "kind", self.kind)
        for key in CHOSEN:
            self._pair(flow, key, self.choices[key])
        self._pair(flow, "base", self.base)
        for key, one in (*self.counts.items(), *self.decimals.items(), ("round_to", self.round_to)):
            self._pair(last, key, one)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.addWidget(self.reading)
        inside.addWidget(self.said)
        for widget in (top, self.help, self.note, self.where, *self.numbers.values(), tail, card):
            column.addWidget(widget)
        column.addStretch(1)

    def _pair(self, flow: Flow, key: str, editor: QWidget) -> None:
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        words = label(self._word(key))
        words.setBuddy(editor)
        line.addWidget(words)
        line.addWidget(editor)
        flow.addWidget(pair)
        self._pairs[key] = pair

    # --- what the page asks

    def show_measure(self, plain: PlainMeasure, bench: Bench) -> None:
        """Another measure, or the same where other sets and measures are at hand. What was not told yet of the last one is told first;
        of the new one nobody is told.
        """
        if self._bench is bench and plain == self._plain:
            return
        self.settle()
        self._plain, self._bench = dict(plain), bench
        self._show()

    def measure(self) -> dict[str, object]:
        """The measure as its document will hold it; what a person is in the middle of is in it as far as it goes."""
        return dict(self._plain)

    def judged(self) -> JudgedMeasure | None:
        """What it says, or what is wrong with it; None before anything was shown."""
        return self._judged

    def settle(self) -> None:
        """Tell now what was not told yet."""
        self.where.settle()
        for one in self.numbers.values():
            one.settle()

    def begin(self) -> None:
        """The focus goes to what is worked out."""
        self.kind.setFocus()

    # --- showing

    def _show(self) -> None:
        bench, plain, language = self._bench, self._plain, self._language
        if bench is None:
            return
        self._judge()
        kind = self.measure_kind
        keys = {*KEYS[kind].needs, *KEYS[kind].may, "kind", "round_to"}
        for key, pair in self._pairs.items():
            pair.setVisible(key in keys)
        self.kind.choose(plain.get("kind"))
        self.help.setText(self._kind_help[kind.value])
        sets = sets_offered(bench, language)
        for key, offered in (
            ("over", sets),
            ("by", answers_offered(plain, bench, language)),
            ("of", measures_offered(bench, language)),
        ):
            self.choices[key].offer(offered)
            self.choices[key].choose(plain.get(key))
        self.note.setText(next((one.note for one in sets if one.key == plain.get("over")), "") if "over" in keys else "")
        self.note.setVisible(bool(self.note.text()))
        self._show_expressions(keys)
        self._show_figures()

    def _show_expressions(self, keys: set[str]) -> None:
        """An expression wants a table first: without a set there is nothing to choose from."""
        slots = self._judged.slots if self._judged is not None else {}
        parts: Mapping[str, ConditionBuilder | NumberBuilder] = {"where": self.where, **self.numbers}
        for key, part in parts.items():
            slot = slots.get(key, NO_SLOT[key])
            if key in keys:
                part.show_expression(str(self._plain.get(key, "")), slot)
            part.setVisible(key in keys and (bool(slot.scope) or bool(self._plain.get(key))))
            if isinstance(part, NumberBuilder):
                part.say_title(self._word(key))

    def _show_figures(self) -> None:
        plain = self._plain
        self._quietly(lambda: self.base.choose(str(plain.get("base", LogBase.E.value))))
        for key, one in (*self.counts.items(), ("round_to", self.round_to)):
            value = plain.get(key)
            blocked = one.blockSignals(True)
            one.setValue(value if isinstance(value, int) else one.minimum())
            one.blockSignals(blocked)
        for key, line in self.decimals.items():
            line.setText(str(plain.get(key, "")))

    def _quietly(self, run: Callable[[], None]) -> None:
        blocked = self.base.blockSignals(True)
        run()
        self.base.blockSignals(blocked)

    def _judge(self) -> None:
        bench = self._bench
        assert bench is not None
        self._judged = found = judge_measure(self._plain, bench, self._language)
        self.reading.setText(found.reading)
        self.reading.setVisible(bool(found.reading))
        said = [] if found.reading else [self._mistake_words(one.key, one.sentence) for one in found.mistakes]
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))

    def _mistake_words(self, key: str, sentence: str) -> str:
        """With the name of the key; of an expression that is in sight, its editor tells the rest."""
        if key in self.numbers or key == "where":
            editor: QWidget = self.where if key == "where" else self.numbers[key]
            told = self._plain.get(key) and editor.isVisibleTo(self)
            return self.tr("{0}: {1}").format(self._word(key), self.tr("does not read yet") if told else sentence)
        known = key in {*self._pairs, "label", "key", "unit"}
        return self.tr("{0}: {1}").format(self._word(key), sentence) if known else sentence

    # --- what a person does

    def _build(self, key: str, text: str) -> None:
        """At every letter: the words follow."""
        if not self._has(key):
            return
        self._plain = _with(self._plain, key, text)
        self._judge()
        self.built.emit(self.measure())

    def _has(self, key: str) -> bool:
        """What is on its way out of sight may still say something of a kind that was."""
        keys = KEYS[self.measure_kind]
        return key in (*keys.needs, *keys.may, "round_to")

    def _put(self, key: str, value: object) -> None:
        if not self._has(key):
            return
        plain = _with(self._plain, key, value)
        settled = key == "where" or key in NUMBERS  # ``built`` put it there already, and now it is told
        if plain != self._plain or settled:
            self._take(plain, redraw=not settled)

    def _take(self, plain: dict[str, object], *, redraw: bool = True) -> None:
        self._plain = plain
        if redraw:
            self._show()
        else:
            self._judge()
        self.built.emit(self.measure())
        self.changed.emit(self.measure())


def _with(plain: PlainMeasure, key: str, value: object) -> dict[str, object]:
    """With another value at a key; nothing takes the key away."""
    kept = {name: one for name, one in plain.items() if name != key}
    return kept if value in (None, "") else kept | {key: value}


def _decimal(text: str) -> object:
    """A number as the document holds it; what is none stays as it was typed, and is said to be none."""
    try:
        return Decimal(text.strip().replace(",", "")) if text.strip() else None
    except InvalidOperation:
        return text
