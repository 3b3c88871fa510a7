"""The tree of branches and indicators, and beside it what is said of the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, bold_font
from desktop.pages.rubric.leaves import Leaves
from desktop.widgets.leaf import Leaf
from desktop.widgets.text import label
from scoring.services.rubric_book import RubricBook

CODE = Qt.ItemDataRole.UserRole
INDENTATION = 14
WHOLE = ""
"""The item for what holds of the rubric as a whole."""


class TreePanel(QWidget):
    """Signals: ``field_wanted`` with the keys of a table and a field."""

    field_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget()
        self.tree.setObjectName("rubric_tree")
        self.tree.setAccessibleName(self.tr("Branches and indicators"))
        self.tree.setHeaderLabels([self.tr("Branch or indicator"), self.tr("Points")])
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(INDENTATION)
        self.tree.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = label(self.tr("No indicator is as you look for it. Clear the search to see all."), "faint", wrap=True)
        self.nothing.setObjectName("nothing_found")
        self.nothing.hide()
        self.leaf = Leaf(self.tr("What the rubric says of it"))
        self.leaf.setObjectName("rubric_leaf")
        self._items: dict[str, QTreeWidgetItem] = {}
        self._leaves: Leaves | None = None
        self._raw = False
        self._lay_out()
        self.tree.currentItemChanged.connect(lambda item, _: self._tell(item))
        self.leaf.followed.connect(self._follow)

    @property
    def current(self) -> str:
        """Code of the node that is shown; empty for the rubric as a whole."""
        item = self.tree.currentItem()
        return str(item.data(0, CODE)) if item else WHOLE

    def show_book(self, book: RubricBook) -> None:
        """Another book; the node in view stays where it is still there."""
        before = self.current
        self._leaves = Leaves(book)
        self.tree.clear()
        self._items = {}
        whole = self._item(None, WHOLE, self.tr("The rubric as a whole"), "")
        for code, parent, title, points in _nodes(book):
            self._item(self._items.get(parent), code, f"{code} {title}", points)
        self.tree.expandAll()
        self.tree.setCurrentItem(self._items.get(before, whole))

    def keep(self, codes: frozenset[str] | None) -> None:
        """Only these, with what they hang on; None: all."""
        for code, item in self._items.items():
            item.setHidden(codes is not None and code not in codes)
        for code in codes or ():
            above = self._items[code].parent()
            while above is not None:
                above.setHidden(False)
                above = above.parent()
        self.nothing.setVisible(codes is not None and not codes)
        if codes is not None:
            self._choose_shown(codes)

    def go_to(self, code: str) -> None:
        """Show a node and bring it into view."""
        if code in self._items:
            self._items[code].setHidden(False)
            self.tree.setCurrentItem(self._items[code])
            self.tree.scrollToItem(self._items[code])

    def _choose_shown(self, codes: frozenset[str]) -> None:
        """What is in view at the right should be among what is left at the left."""
        item = self.tree.currentItem()
        if item is None or item.isHidden() or item.data(0, CODE) not in codes:
            first = next((code for code in self._items if code in codes), None)
            if first is not None:
                self.tree.setCurrentItem(self._items[first])

    def _item(self, parent: QTreeWidgetItem | None, code: str, text: str, points: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, points])
        item.setData(0, CODE, code)
        item.setToolTip(0, text)
        item.setTextAlignment(1, RIGHT)
        if parent is None:
            self.tree.addTopLevelItem(item)
            item.setFont(0, bold_font())
        else:
            parent.addChild(item)
        self._items[code] = item
        return item

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and self._leaves is not None:
            self.leaf.show_parts(self._leaves.of(str(item.data(0, CODE)), raw=self._raw))

    def _follow(self, target: str) -> None:
        what, _, name = target.partition(":")
        match what:
            case "field":
                table, _, field = name.partition(".")
                self.field_wanted.emit(table, field)
            case "node":
                self.go_to(name)
            case "raw":
                self._raw = not self._raw
                self._tell(self.tree.currentItem())

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.tree, 1)
        both = QSplitter()
        both.addWidget(left)
        both.addWidget(self.leaf)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        both.setSizes([480, 560])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(both)


def _nodes(book: RubricBook) -> Iterator[tuple[str, str, str, str]]:
    """Code, parent, title and points, each behind what it hangs on, in the order of the file."""

    def below(parent: str) -> Iterator[tuple[str, str, str, str]]:
        for branch in book.shown.branches:
            if branch.parent == parent:
                yield branch.code, parent, branch.title, ""
                yield from below(branch.code)
        for one in book.shown.indicators:
            if one.parent == parent:
                yield one.code, parent, one.title, one.maximum

    yield from below("")
