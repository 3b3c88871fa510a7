"""The rule book: the very PDF previewed, saved and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.pages.publish.asking import Asking
from desktop.pages.publish.preview import Preview
from desktop.pages.publish.printing import PrintRun
from desktop.pages.publish.versions import language_box
from desktop.widgets.buttons import button
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.previewing import Size, page_sizes
from scoring.services.rule_book import RuleBook, rule_book_of, write_rule_book

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

SIZE = (900, 760)
PURPOSE = "reports"


class RuleBookDialog(QDialog):
    """In either language; made anew when another one is chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule_book")
        self.setWindowTitle(self.tr("Rule book"))
        self.resize(*SIZE)
        self._desk = desk
        self.asking = Asking(self)
        self.book: RuleBook | None = None
        self.preview = Preview(desk)
        self.language = language_box()
        self.language.setAccessibleName(self.tr("Language of the rule book"))
        self.language.setCurrentIndex(self.language.findData(desk.language))
        self.print = button(self.tr("Print…"), "book_print", self.print_book, icon_name="print")
        self.save = button(self.tr("Save…"), "book_save", self.save_book, icon_name="save", primary=True)
        self.close_button = button(self.tr("Close"), "book_close", self.accept)
        self._lay_out()
        self.language.currentIndexChanged.connect(lambda _: self._make())
        self._make()

    def _make(self) -> None:
        """On the reading thread; half a second."""
        self.book = None
        self._enable()
        kind, language = self._desk.kind, str(self.language.currentData())
        self.preview.wait("", (kind, language))

        def show(found: tuple[RuleBook, tuple[Size, ...]]) -> None:
            if language == self.language.currentData():
                self._show(*found)

        self._desk.read(lambda place, _: _made(place, kind, language), show, self._failed, owner=self)

    def _show(self, book: RuleBook, sizes: tuple[Size, ...]) -> None:
        self.book = book
        self.preview.show_paper(book.pdf, sizes, book.title, book.name)
        self._enable()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.preview.tell(tell(error.said, self._desk.language))
        else:
            self._desk.failed(error)

    def _enable(self) -> None:
        for one in (self.print, self.save):
            one.setEnabled(self.book is not None)

    def save_book(self) -> None:
        """Ask where, and write it."""
        book = self.book
        path = self.asking.file(self._desk.settings.folder(PURPOSE), book.name) if book is not None else None
        if book is None or path is None:
            return
        self._desk.settings.put_folder(PURPOSE, path.parent)
        self._desk.read(lambda *_: write_rule_book(path, book), lambda _: self._saved(path.name), owner=self)

    def _saved(self, name: str) -> None:
        self._desk.said.emit(self.tr("{0} is written").format(name))
        self.accept()

    def print_book(self) -> None:
        """Through the system's dialog: what is in the preview."""
        book = self.book
        printer = self.asking.printer(book.name.removesuffix(".pdf"), one=True) if book is not None else None
        if book is None or printer is None:
            return
        pdf, desk, said = book.pdf, self._desk, self.tr("Printed, sheets: {0}")
        run = PrintRun(desk, [lambda _: pdf], printer, self.tr("Printing the rule book"), self.parentWidget())
        run.done.connect(lambda sheets: desk.said.emit(said.format(sheets)))
        run.start()
        self.accept()  # how far it is stands in the window below

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.language)
        below.addStretch(1)
        for one in (self.print, self.save, self.close_button):
            below.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 14)
        whole.addWidget(self.preview, 1)
        whole.addLayout(below)


def _made(place: Workplace, kind: str, language: str) -> tuple[RuleBook, tuple[Size, ...]]:
    book = rule_book_of(place.opened(kind), language, place.now)
    return book, page_sizes(book.pdf)
