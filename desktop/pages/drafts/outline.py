"""The outline of a draft: its entries as a tree, with what is wrong beneath each; added, copied, moved and removed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.theme import icon
from desktop.widgets.buttons import menu_action
from desktop.widgets.search import search_line
from scoring.definitions.locations import Path
from scoring.services.draft_desk import Node
from scoring.services.draft_steps import Adding

NODE = Qt.ItemDataRole.UserRole
INDENT = 14
"""Pixels: the labels want the room."""
NUMBERED = ("Branch", "Indicator")
"""Sorts of entries that people call by their code."""


class Outline(QWidget):
    """Signals: ``chosen`` with the path of the entry that is current; ``adding`` with what is to be added; ``copied``, ``removed``
    with a path; ``moved`` with a path and −1 or 1.
    """

    chosen = Signal(object)
    adding = Signal(object)
    copied = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_edit = True
        self._is_showing = False
        self.search = search_line(self.tr("Find in the draft"))
        self.tree = QTreeWidget()
        self.tree.setObjectName("draft_outline")
        self.tree.setAccessibleName(self.tr("Entries of the draft"))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(INDENT)
        self.tree.setColumnCount(1)
        self.tree.setUniformRowHeights(True)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.currentItemChanged.connect(lambda *_: self._choose())
        self.search.textChanged.connect(lambda _: self._filter())
        self._build_actions()
        self._lay_out()

    def show_outline(self, root: Node, current: Path) -> None:
        """The tree as it stands; what was open stays open, and the entry at ``current`` is current."""
        self._is_showing = True
        known = {self._place(item): item.isExpanded() for item in self._items()}
        self.tree.clear()
        top = self._item(root)
        self.tree.addTopLevelItem(top)
        for item in self._items():
            place = self._place(item)
            item.setExpanded(known.get(place, len(place) <= 1))
        self._is_showing = False
        self.go_to(current)
        self._filter()

    def go_to(self, path: Path) -> None:
        """The entry at a path, or the nearest above it."""
        for end in range(len(path), -1, -1):
            found = next((item for item in self._items() if self._node(item).path == path[:end]), None)
            if found is not None:
                self.tree.setCurrentItem(found)
                self.tree.scrollToItem(found)
                return

    @property
    def current(self) -> Node | None:
        item = self.tree.currentItem()
        return self._node(item) if item is not None else None

    # --- the tree

    def _item(self, node: Node) -> QTreeWidgetItem:
        named = " ".join(filter(None, (node.key, node.label)))
        item = QTreeWidgetItem([(named if node.sort in NUMBERED else node.label or node.key) or node.sort_label])
        item.setData(0, NODE, node)
        hint = " ".join(filter(None, (node.sort_label, named)))
        if node.errors:
            item.setIcon(0, icon("error", "error"))
            hint = self.tr("{0}. Errors: {1}").format(hint, node.errors)
        elif node.warnings:
            item.setIcon(0, icon("warning", "warning"))
            hint = self.tr("{0}. Warnings: {1}").format(hint, node.warnings)
        item.setToolTip(0, hint)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, hint)
        for child in node.children:
            item.addChild(self._item(child))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(place) for place in range(item.childCount())]

    @staticmethod
    def _node(item: QTreeWidgetItem) -> Node:
        found: Node = item.data(0, NODE)
        return found

    def _place(self, item: QTreeWidgetItem) -> tuple[str, ...]:
        """By keys, so that it is the same entry after others came or went."""
        above = item.parent()
        return (*(self._place(above) if above is not None else ()), *([self._node(item).key or item.text(0)] if above else []))

    def _filter(self) -> None:
        """What says the words, with everything above it and beneath it."""
        words = self.search.text().casefold().split()

        def keep(item: QTreeWidgetItem | None, above: bool) -> bool:
            if item is None:
                return False
            own = above or all(word in item.toolTip(0).casefold() for word in words)
            inner = [keep(item.child(place), own and bool(words)) for place in range(item.childCount())]
            item.setHidden(not (own or any(inner)))
            if words and any(inner):
                item.setExpanded(True)
            return own or any(inner)

        for place in range(self.tree.topLevelItemCount()):
            keep(self.tree.topLevelItem(place), False)

    def _choose(self) -> None:
        node = self.current
        self._enable()
        if node is not None and not self._is_showing:
            self.chosen.emit(node.path)

    # --- what can be done

    def _build_actions(self) -> None:
        self.copy_action = menu_action(
            self.tree, self.tr("Copy"), "draft_copy", lambda: self._on(self.copied.emit), "Ctrl+Shift+D"
        )
        self.up_action = menu_action(self.tree, self.tr("Up"), "draft_up", lambda: self._move(-1), "Alt+Up")
        self.down_action = menu_action(self.tree, self.tr("Down"), "draft_down", lambda: self._move(1), "Alt+Down")
        self.remove_action = menu_action(self.tree, self.tr("Remove"), "draft_remove", lambda: self._on(self.removed.emit), "Del")
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add_menu = QMenu(self)
        self.add_menu.aboutToShow.connect(self._fill_adds)
        self.add = QToolButton()
        self.add.setObjectName("draft_add")
        self.add.setText(self.tr("Add"))
        self.add.setIcon(icon("plus"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self.add_menu)

    def adds(self) -> tuple[Adding, ...]:
        """What may be added at the current entry: beneath it, then beside it and everything above."""
        found: dict[tuple[Path, str], Adding] = {}
        item = self.tree.currentItem()
        while item is not None:
            for one in self._node(item).adds:
                found.setdefault((one.path, one.sort), one)
            item = item.parent()
        return tuple(found.values())

    def _fill_adds(self) -> None:
        self.add_menu.clear()
        for one in self.adds():
            action = self.add_menu.addAction(one.label)
            action.triggered.connect(lambda _=False, one=one: self.adding.emit(one))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        more = menu.addMenu(self.tr("Add"))
        for one in self.adds():
            more.addAction(one.label).triggered.connect(lambda _=False, one=one: self.adding.emit(one))
        menu.addActions([self.copy_action, self.up_action, self.down_action, self.remove_action])
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def _enable(self) -> None:
        node = self.current
        own = node is not None and node.removable and self.may_edit
        self.copy_action.setEnabled(own)
        self.remove_action.setEnabled(own)
        self.up_action.setEnabled(own and node is not None and node.rises)
        self.down_action.setEnabled(own and node is not None and node.sinks)
        self.add.setEnabled(self.may_edit and bool(self.adds()))

    def _on(self, tell: Callable[[Path], object]) -> None:
        node = self.current
        if node is not None:
            tell(node.path)

    def _move(self, by: int) -> None:
        node = self.current
        if node is not None:
            self.moved.emit(node.path, by)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.add)
        tools.addStretch(1)
        for action, picture in (
            (self.copy_action, "copy"),
            (self.up_action, "up"),
            (self.down_action, "down"),
            (self.remove_action, "minus"),
        ):
            action.setIcon(icon(picture))
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{action.text()} ({keys})")
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(tools)
        self.setMinimumWidth(220)
