"""A group of conditions: how they are joined, the conditions and the groups inside it, and what adds another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.theme import icon
from desktop.widgets.builder.choosing import PlainBox
from desktop.widgets.builder.row import ConditionRow, Context
from scoring.definitions.building import Condition, Group, Join, Node
from scoring.definitions.offers import join_words


class GroupBox(QFrame):
    """Signals: ``changed`` when a person changed something inside, ``left`` when the group is to go away."""

    changed = Signal()
    left = Signal()

    def __init__(self, context: Context, *, outermost: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._outermost = outermost
        self.parts: list[ConditionRow | GroupBox] = []
        if not outermost:
            self.setProperty("role", "branch")
        self.join = PlainBox(self.tr("How the conditions are joined"), "join")
        self.join.offer([(one, join_words(one, context.language)) for one in Join])
        self.join.chosen.connect(lambda _: self.changed.emit())
        self.add_one = self._tool("plus", "add_condition", self.tr("Condition"), self.tr("Add a condition (Ctrl+Enter)"))
        self.add_many = self._tool("plus", "add_group", self.tr("Group"), self.tr("Add a group in brackets (Ctrl+Shift+Enter)"))
        self.remove = self._tool("close", "remove_group", "", self.tr("Remove this group and all in it (Ctrl+Shift+Delete)"))
        self.add_one.clicked.connect(lambda: self.add(Condition()))
        self.add_many.clicked.connect(lambda: self.add(Group(self._other_join(), (Condition(),))))
        self.remove.clicked.connect(self.left)
        self.remove.setVisible(not outermost)
        self._arrange()

    def _tool(self, icon_name: str, name: str, words: str, hint: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setIcon(icon(icon_name, "faint"))
        made.setText(words)
        made.setToolTip(hint)
        made.setAccessibleName(hint)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if words:
            made.setProperty("chip", True)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return made

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.join)
        head.addStretch(1)
        head.addWidget(self.remove)
        foot = QHBoxLayout()
        foot.addWidget(self.add_one)
        foot.addWidget(self.add_many)
        foot.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0 if self._outermost else 10, 0 if self._outermost else 2, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addLayout(foot)

    def node(self) -> Group:
        """As far as it is chosen."""
        found: list[Node] = [one.node() if isinstance(one, GroupBox) else one.condition() for one in self.parts]
        join = self.join.value()
        return Group(join if isinstance(join, Join) else Join.ALL, tuple(found))

    def show_group(self, group: Group) -> None:
        """Another group; nobody is told."""
        for one in self.parts:
            self._rows.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.parts = []
        self.join.choose(group.join)
        for part in group.parts:
            self._put(part, len(self.parts))
        self._renumber()

    def add(self, part: Node, at: int | None = None) -> ConditionRow | GroupBox:
        """Another part at a place, or at the end; the focus goes to it."""
        made = self._put(part, len(self.parts) if at is None else at)
        self._renumber()
        made.begin() if isinstance(made, GroupBox) else made.subject.setFocus()
        self.changed.emit()
        return made

    def begin(self) -> None:
        """The focus goes to its first field."""
        first = self.parts[0] if self.parts else None
        if isinstance(first, GroupBox):
            first.begin()
        else:
            (first.subject if first is not None else self.add_one).setFocus()

    def take_away(self, part: ConditionRow | GroupBox) -> None:
        """The focus goes to what stands in its place, or to what adds another; a group that lost its last part goes as well."""
        at = self.parts.index(part)
        self.parts.remove(part)
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        if not self.parts and not self._outermost:
            self.left.emit()
            return
        self._renumber()
        if self.parts:
            near = self.parts[min(at, len(self.parts) - 1)]
            near.begin() if isinstance(near, GroupBox) else near.subject.setFocus()
        else:
            self.add_one.setFocus()
        self.changed.emit()

    def shift(self, part: ConditionRow | GroupBox, by: int) -> None:
        """Up or down among its neighbours."""
        at = self.parts.index(part)
        to = at + by
        if 0 <= to < len(self.parts):
            self.parts.insert(to, self.parts.pop(at))
            self._rows.removeWidget(part)
            self._rows.insertWidget(to, part)
            self._renumber()
            self.changed.emit()

    def _put(self, part: Node, at: int) -> ConditionRow | GroupBox:
        made: ConditionRow | GroupBox
        if isinstance(part, Group):
            made = GroupBox(self._context, parent=self)
            made.show_group(part)
        else:
            made = ConditionRow(self._context, self)
            made.show_condition(part)
        made.changed.connect(self._changed_inside)
        made.left.connect(partial(self.take_away, made))
        self.parts.insert(at, made)
        self._rows.insertWidget(at, made)
        made.show()
        return made

    def _changed_inside(self) -> None:
        self.changed.emit()

    def _renumber(self) -> None:
        """Numbers for screen readers; how one part alone is joined is no question, unless it is denied."""
        for number, one in enumerate(self.parts, 1):
            if isinstance(one, ConditionRow):
                one.say_number(number)
        self.join.setVisible(len(self.parts) > 1 or self.join.value() not in (Join.ALL, Join.ANY) or not self._outermost)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in this order."""
        inside = [stop for one in self.parts for stop in one.stops()]
        return [self.join, self.remove, *inside, self.add_one, self.add_many]

    def _other_join(self) -> Join:
        """Brackets are wanted where the words between change."""
        return Join.ANY if self.join.value() in (Join.ALL, Join.NOT_ALL) else Join.ALL
