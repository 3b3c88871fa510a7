"""One condition of a definition, built row by row or written as an expression; its reading stands beneath either way."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.builder.choosing import tab_through
from desktop.widgets.builder.expression_edit import ExpressionEdit
from desktop.widgets.builder.group import GroupBox
from desktop.widgets.builder.row import ConditionRow, Context
from desktop.widgets.buttons import allow
from desktop.widgets.text import label
from scoring.definitions.building import Condition, Group, Join, begun_part, chosen_part, holes, is_whole, text_of, tree_of
from scoring.definitions.completing import Judged, judged
from scoring.definitions.mistakes import Slot
from scoring.definitions.tree import Kind
from scoring.messages import tell

LONG = 300
"""Characters from which on an expression is read when the typing pauses, not at every letter."""
PAUSE = 200
"""Milliseconds."""


SETTLED = 500
"""Milliseconds without another change after which a change is told: typing 2000 is one change, not four."""


class ConditionBuilder(QWidget):
    """Signals: ``built`` with the expression at every change a person makes, ``changed`` with it once that has settled: when there
    is a pause, or the focus goes elsewhere. While a row is half chosen the expression stays as it was.
    """

    built = Signal(str)
    changed = Signal(str)

    def __init__(self, title: str, language: str, parent: QWidget | None = None) -> None:
        """``title`` is what the condition is for: it stands above, and a screen reader says it."""
        super().__init__(parent)
        self._language = language
        self._slot = Slot({}, Kind.CONDITION)
        self._text = ""
        self._judged = Judged("")
        self.title = label(title)
        self.by_rows = self._mode("by_rows", self.tr("Row by row"))
        self.by_text = self._mode("by_text", self.tr("Expression"))
        self._modes = QButtonGroup(self)
        for one in (self.by_rows, self.by_text):
            self._modes.addButton(one)
        self._modes.buttonClicked.connect(lambda _: self._turn())
        self.root = self._new_root()
        self.text = ExpressionEdit(title, self)
        self.text.typed.connect(self._typed)
        self.reading = label(wrap=True)
        self.reading.setObjectName("reading")
        self.said = label("", "error", wrap=True)
        self.said.setObjectName("said")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._read)
        self._told = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self.settle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_went)
        self._arrange()
        self._keys()
        self.by_rows.setChecked(True)
        self._turn()

    def _mode(self, name: str, words: str) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName(name)
        made.setProperty("chip", True)
        made.setCheckable(True)
        made.setAutoDefault(False)
        return made

    def _new_root(self) -> GroupBox:
        root = GroupBox(Context(self._slot.scope, self._language), outermost=True, parent=self)
        root.changed.connect(self._built)
        return root

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.by_rows)
        head.addWidget(self.by_text)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        for one in (self.root, self.text, self.reading, self.said):
            self._column.addWidget(one)

    def _keys(self) -> None:
        for keys, run in (
            ("Ctrl+Return", lambda: self._beside(Condition())),
            ("Ctrl+Shift+Return", lambda: self._beside(Group(Join.ANY, (Condition(),)))),
            ("Ctrl+Shift+Del", self._remove),
            ("Ctrl+Shift+Up", lambda: self._move(-1)),
            ("Ctrl+Shift+Down", lambda: self._move(1)),
            ("Ctrl+Shift+L", self.turn),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(shortcut.context().WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # --- what the page asks

    def show_expression(self, text: str, slot: Slot) -> None:
        """Another expression, or the same where other names are at hand; nobody is told. What is being built stays as it is."""
        if text == self._text and slot.scope == self._slot.scope:
            return
        scope_is_other = slot.scope != self._slot.scope
        self._settling.stop()
        self._slot, self._text, self._told = slot, text, text
        if scope_is_other:
            old, self.root = self.root, self._new_root()
            self._column.replaceWidget(old, self.root)
            old.hide()
            old.deleteLater()
        self.text.show_text(text, slot.scope, self._language)
        self._show_tree()
        self._read()

    def expression(self) -> str:
        """As it is now; half-chosen rows leave it as it was."""
        return self._text

    def judged(self) -> Judged:
        """What it says, or what is wrong with it."""
        return self._judged

    def begin(self) -> None:
        """The focus goes to where something can be chosen or typed."""
        if self.by_text.isChecked():
            self.text.setFocus()
        else:
            self.root.begin()

    def turn(self) -> None:
        """From rows to the expression, and back where it can be shown in rows."""
        other = self.by_rows if self.by_text.isChecked() else self.by_text
        if other.isEnabled():
            other.setChecked(True)
            self._turn()
            self.begin()

    # --- rows

    def _show_tree(self) -> None:
        """Rows of the expression; it alone where it does not read."""
        tree = tree_of(self._text, self._slot.scope)
        allow(self.by_rows, tree is not None, self._why_not_rows())
        if tree is None:
            self.by_text.setChecked(True)
        elif tree != self.root.node():
            self.root.show_group(tree)
        self._turn()

    def _turn(self) -> None:
        rows = self.by_rows.isChecked()
        if rows and self.text.isVisibleTo(self):  # the text may have been typed since
            tree = tree_of(self._text, self._slot.scope)
            if tree is not None and tree != self.root.node():
                self.root.show_group(tree)
        self.root.setVisible(rows)
        self.text.setVisible(not rows)
        self._order()
        self._show_reading(self._judged)

    def _built(self) -> None:
        """A row that is half chosen keeps the expression as it was; one that is not begun is as good as none."""
        self._order()
        node = begun_part(self.root.node())
        if not is_whole(node):
            self._show_reading(judged(text_of(chosen_part(node)), self._slot.scope, Kind.CONDITION, self._language))
            return
        text = text_of(node)
        told = text != self._text
        self._text = text
        self.text.show_text(text, self._slot.scope, self._language)
        self._read()
        if told:
            self._tell()

    def _typed(self, text: str) -> None:
        self._text = text
        if len(text) > LONG:
            self._pause.start()
        else:
            self._read()
        self._tell()

    def _tell(self) -> None:
        self.built.emit(self._text)
        self._settling.start()

    def settle(self) -> None:
        """Tell now what was not told yet."""
        self._settling.stop()
        if self._text != self._told:
            self._told = self._text
            self.changed.emit(self._text)

    def _focus_went(self, _: QWidget | None, to: QWidget | None) -> None:
        if to is not None and to is not self and not self.isAncestorOf(to):
            self.settle()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.settle()

    def _read(self) -> None:
        self._judged = judged(self._text, self._slot.scope, Kind.CONDITION, self._language)
        self.text.show_judged(self._judged)
        allow(self.by_rows, self._judged.mistake is None, self._why_not_rows())
        self._show_reading(self._judged)

    def _show_reading(self, found: Judged) -> None:
        """In words, or what is wrong; and how many rows are not finished."""
        mistake = found.mistake
        self.reading.setText(found.reading or ("" if mistake else self.tr("No condition: everything counts.")))
        self.reading.setVisible(mistake is None)
        unfinished = len(holes(self.root.node())) if self.by_rows.isChecked() else 0
        if mistake is not None:
            self.said.setText(tell(mistake.said, self._language))
        elif unfinished:
            self.said.setText(self.tr("Rows not finished yet: {0}. They are not part of the condition.").format(unfinished))
        self.said.setVisible(mistake is not None or unfinished > 0)

    def _order(self) -> None:
        tab_through((self.by_rows, self.by_text, *self.root.stops(), self.text))

    def _why_not_rows(self) -> str:
        return self.tr("This expression cannot be shown row by row as long as it does not read.")

    # --- keys

    def _here(self) -> tuple[GroupBox, ConditionRow | GroupBox] | None:
        """The part that has the focus, and the group it is in; of a group's own boxes the group."""
        at: QWidget | None = QApplication.focusWidget()
        while at is not None and at is not self:
            parent = at.parentWidget()
            if isinstance(at, ConditionRow | GroupBox) and isinstance(parent, GroupBox) and at in parent.parts:
                return parent, at
            at = parent
        return None

    def _beside(self, part: Condition | Group) -> None:
        if self.by_rows.isChecked():
            here = self._here()
            if here is None:
                self.root.add(part)
            else:
                group, one = here
                group.add(part, group.parts.index(one) + 1)

    def _remove(self) -> None:
        here = self._here()
        if here is not None:
            here[0].take_away(here[1])

    def _move(self, by: int) -> None:
        here = self._here()
        if here is not None:
            here[0].shift(here[1], by)
