"""认定条件: what a level or title asks of a carrier, document by document."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets import leaf
from desktop.widgets.empty import Empty
from scoring.services.conditions_book import ShownCondition, ShownConditions


class ConditionsPanel(QWidget):
    """Shows one document at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.documents = QComboBox()
        self.documents.setObjectName("conditions")
        self.documents.setAccessibleName(self.tr("Document"))
        self.leaf = leaf.Leaf(self.tr("Conditions"))
        self.leaf.setObjectName("conditions_leaf")
        self.empty = Empty(
            "policy", self.tr("No conditions"), self.tr("No document of conditions reads the form of this kind of carriers.")
        )
        self._lay_out()
        self.documents.currentIndexChanged.connect(lambda _: self._show())

    def show_books(self, books: tuple[ShownConditions, ...]) -> None:
        """Other documents."""
        self.documents.clear()
        for one in books:
            self.documents.addItem(one.title, one)
        self.stack.setCurrentWidget(self.full if books else self.empty)

    def _show(self) -> None:
        one = self.documents.currentData()
        if isinstance(one, ShownConditions):
            self.leaf.show_parts(self._parts(one))

    def _parts(self, one: ShownConditions) -> Iterator[str]:
        yield leaf.heading(one.title)
        yield leaf.paragraph(f"{one.version}　{one.status}　{one.source}", faint=True)
        if one.superseded:
            yield leaf.paragraph(one.superseded, shade="warning")
        if one.applies:
            yield leaf.paragraph(self.tr("Meant for: {0}").format(one.applies))
        titles = (self.tr("Condition"), self.tr("What is asked"), self.tr("How it is measured"), self.tr("Basis"))
        for group in one.groups:
            yield leaf.heading(f"{group.label}　{group.rule}", 3)
            yield leaf.cells(titles, [self._row(each) for each in group.conditions], (24, 24, 32, 20))

    def _row(self, one: ShownCondition) -> tuple[str, ...]:
        word = self.tr("open")
        state = f"<br>{leaf.strong(word)}" if one.is_open else ""
        measure = "<br>".join(leaf.plain(text) for text in (one.measure, one.note) if text)
        return (leaf.indented(one.label, one.depth, state), leaf.plain(one.asked), measure, leaf.plain(one.basis))

    def _lay_out(self) -> None:
        self.full = QWidget()
        column = QVBoxLayout(self.full)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.documents)
        column.addWidget(self.leaf, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
