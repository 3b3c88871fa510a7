"""填报表式: every table with its fields, what they hold, and the checks in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.models.rows import Column, RowsModel
from desktop.settings import Settings
from desktop.widgets import leaf
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.form_book import FormBook, ShownField, ShownTable


class FormPanel(QWidget):
    """Signals: ``indicator_wanted`` with a code."""

    indicator_wanted = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "faint")
        self.tables = QComboBox()
        self.tables.setObjectName("form_tables")
        self.tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tables.setAccessibleName(self.tr("Table of the form"))
        self.model = RowsModel(self._columns(), words=_words, parent=self)
        self.table = Table(self.model, settings, name="form_fields", label=self.tr("Fields"))
        self.leaf = leaf.Leaf(self.tr("The field, and the checks of its table"))
        self.leaf.setObjectName("form_leaf")
        self._lay_out()
        self.tables.currentIndexChanged.connect(lambda _: self._show_table())
        self.table.chosen.connect(lambda _: self._tell())
        self.leaf.followed.connect(self.indicator_wanted)

    def show_book(self, book: FormBook) -> None:
        """Another form."""
        self.title.setText(f"{book.title}　{book.version}　{book.status}")
        self.title.setToolTip(book.source)
        self.tables.clear()
        for table in book.tables:
            self.tables.addItem(self.tr("{0} ({1})").format(table.label, table.about), table)

    def seek(self, words: str) -> None:
        """Only fields with these words in them."""
        self.model.find(words)

    def go_to(self, table: str, field: str) -> None:
        """Show a field and bring it into view."""
        known = [self.tables.itemData(row).key for row in range(self.tables.count())]
        if table in known:
            self.tables.setCurrentIndex(known.index(table))
            self.table.go_to(self.model.index_of(lambda one: one.key == field))

    def _show_table(self) -> None:
        table = self.tables.currentData()
        if isinstance(table, ShownTable):
            self.model.show(table.fields)
            self.table.fit()
            self._tell()

    def _tell(self) -> None:
        table, field = self.tables.currentData(), self.table.current_row()
        if isinstance(table, ShownTable):
            self.leaf.show_parts((*self._field(field), *self._checks(table)))

    def _field(self, one: ShownField | None) -> Iterator[str]:
        if one is None:
            return
        yield leaf.heading(f"{one.label}（{one.key}）", 3)
        used = "　".join(leaf.link(code, code) for code in one.used_by)
        rows = (
            (self.tr("Choices"), leaf.plain(one.choices)),
            (self.tr("Required"), leaf.plain(one.required)),
            (self.tr("Help"), leaf.plain(one.help)),
            (self.tr("Used by"), used),
        )
        yield leaf.lines(rows)

    def _checks(self, table: ShownTable) -> Iterator[str]:
        if table.checks:
            yield leaf.heading(self.tr("Checks of “{0}”").format(table.label), 3)
            titles = (self.tr("Level"), self.tr("Rule"), self.tr("Source"))
            rows = [(leaf.plain(one.level), leaf.plain(one.rule), leaf.plain(one.source)) for one in table.checks]
            yield leaf.cells(titles, rows, (10, 60, 30))

    def _columns(self) -> tuple[Column[ShownField], ...]:
        return (
            Column(self.tr("Field"), lambda one: one.label, width=22, least=12),
            Column(self.tr("Type"), lambda one: one.type, width=8),
            Column(self.tr("Unit"), lambda one: one.unit, width=3),
            Column(self.tr("Required"), lambda one: one.required, width=6, least=5),
            Column(self.tr("Choices"), lambda one: one.choices, width=14, least=8),
            Column(self.tr("Bounds"), lambda one: one.bounds, width=6, least=5),
            Column(self.tr("Filled in by"), lambda one: one.filled_by, width=6),
            Column(self.tr("Used by"), lambda one: " ".join(one.used_by)),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tables)
        head.addWidget(self.title, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.leaf)
        both.setSizes([400, 220])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addLayout(head)
        whole.addWidget(both, 1)


def _words(one: ShownField) -> str:
    return f"{one.label}\n{one.key}\n{one.choices}\n{one.help}\n{' '.join(one.used_by)}".casefold()
