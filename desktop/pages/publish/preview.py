"""The preview: the sheets, what they are, and above them page, zoom and search."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.pages.publish.sheets import Fit, Sheets
from desktop.pages.publish.thumbnails import Thumbnails
from desktop.tasks import Asked
from desktop.theme import icon
from desktop.widgets.text import label
from scoring.services.previewing import Marked, Size, find_text

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
PAGES = "publish/pages"
ROOMY = 420
"""Pixels from which on the small pages stand beside the large ones."""
PATIENCE = 250
"""Milliseconds after the last key before a text is looked for."""


class Preview(QWidget):
    """Shows one paper. ``wait`` and ``tell`` stand for one that is not there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pdf: bytes = b""
        self._wanted: Hashable = None
        self._seen: Hashable = None
        """Which paper was asked for, and which one the sheets show."""
        self._asked: Asked | None = None
        self.hits: tuple[Marked, ...] = ()
        self.current = -1
        self._is_going = False
        self.sheets = Sheets(desk)
        self.small = Thumbnails(desk)
        self.title = label("", "heading")
        self.title.setMinimumWidth(60)
        self.state = label("", "faint")
        self.state.setMinimumWidth(40)
        self.page = QLineEdit()
        self.of = label("", "faint")
        self.zoom = QComboBox()
        self.looked_for = QLineEdit()
        self.count = label("", "faint")
        self._words = label("", "faint", wrap=True)
        self._later = QTimer(self)
        self._build()
        self._lay_out()
        self._connect()
        self.tell(self.tr("Choose a carrier to see its report."))

    # --- what is shown

    def show_paper(self, pdf: bytes, sizes: tuple[Size, ...], title: str, state: str) -> None:
        if pdf != self._pdf:
            self._pdf = pdf
            self.of.setText(f"/ {len(sizes)}")
            self.small.show_paper(pdf, sizes)
            self.sheets.show_paper(pdf, sizes)
            self._show_pages()
            self._look()
        self._seen = self._wanted
        self.sheets.set_pale(False)
        self._name(title, state)
        self.stack.setCurrentWidget(self._paper)
        self._enable(True)

    def wait(self, title: str, paper: Hashable) -> None:
        """The paper is being made; what was there before stays in view, but pale where it is another one.

        ``paper``: which one, of whom, in which language; titles may be alike.
        """
        self._words.clear()
        self._wanted = paper
        self.sheets.set_pale(paper != self._seen)
        self._name(title, self.tr("Being prepared…"))

    def tell(self, words: str) -> None:
        """Instead of a paper: why there is none."""
        self._pdf, self._seen = b"", None
        self.of.clear()
        self.small.show_paper(b"", ())
        self.sheets.show_paper(b"", ())
        self._name("", "")
        self._words.setText(words)
        self.stack.setCurrentWidget(self._nothing)
        self._enable(False)

    def _name(self, title: str, state: str) -> None:
        self._title, self._state = title, state
        self.title.setToolTip(title)
        self.state.setToolTip(state)
        self._elide()

    def _elide(self) -> None:
        self.title.setText(self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.width()))
        self.state.setText(self.state.fontMetrics().elidedText(self._state, Qt.TextElideMode.ElideRight, self.width()))

    # --- building

    def _build(self) -> None:
        self._title = self._state = ""
        self.page.setObjectName("page")
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setValidator(QIntValidator(1, 9999, self.page))
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setFixedWidth(self.page.fontMetrics().horizontalAdvance("0000") + 22)
        self.zoom.setObjectName("zoom")
        self.zoom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.zoom.addItem(self.tr("Fit width"), Fit.WIDTH)
        self.zoom.addItem(self.tr("Fit page"), Fit.PAGE)
        for percent in ZOOMS:
            self.zoom.addItem(f"{percent}%", percent)
        self.looked_for.setObjectName("find_in_report")
        self.looked_for.setPlaceholderText(self.tr("Find in the report"))
        self.looked_for.setAccessibleName(self.looked_for.placeholderText())
        self.looked_for.setClearButtonEnabled(True)
        self.looked_for.setToolTip(self.tr("Next place (F3)"))
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("000 / 000"))
        self.out = self._button("minus", "zoom_out", self.tr("Smaller (Ctrl+−)"))
        self.into = self._button("plus", "zoom_in", self.tr("Larger (Ctrl++)"))
        self.previous = self._button("up", "find_previous", self.tr("Previous place (Shift+F3)"))
        self.next = self._button("down", "find_next", self.tr("Next place (F3)"))
        self.pages = self._button("pages", "show_pages", self.tr("All pages, small"))
        self.pages.setCheckable(True)
        self.pages.setChecked(self._desk.settings.text(PAGES) != "no")
        self.search = self._button("search", "show_find", self.tr("Find in the report (Ctrl+Shift+F)"))
        self.close_bar = self._button("close", "hide_find", self.tr("Close (Esc)"))
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)

    def _button(self, picture: str, name: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setIcon(icon(picture))
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        return made

    def _lay_out(self) -> None:
        self.bar = QWidget()
        tools, found = QHBoxLayout(), QHBoxLayout(self.bar)
        for row, widgets in (
            (tools, (self.pages, self.page, self.of, self.out, self.zoom, self.into, self.search)),
            (found, (self.looked_for, self.count, self.previous, self.next, self.close_bar)),
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for one in widgets:
                row.addWidget(one)
        tools.insertStretch(6, 1)
        self.bar.hide()
        self._nothing = QWidget()
        middle = QVBoxLayout(self._nothing)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self._words)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._nothing)
        self._paper = QWidget()
        beside = QHBoxLayout(self._paper)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.small)
        beside.addWidget(self.sheets, 1)
        self.stack.addWidget(self._paper)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.title)
        whole.addWidget(self.state)
        whole.addLayout(tools)
        whole.addWidget(self.bar)
        whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.sheets.paged.connect(self._tell_page)
        self.sheets.zoomed.connect(self._tell_zoom)
        self.small.went.connect(self._go_to)
        self.pages.toggled.connect(self._want_pages)
        self.page.editingFinished.connect(self._go)
        self.zoom.activated.connect(self._zoom)
        self.into.clicked.connect(self.sheets.zoom_in)
        self.out.clicked.connect(self.sheets.zoom_out)
        self.looked_for.textChanged.connect(lambda _: self._later.start())
        self.looked_for.returnPressed.connect(lambda: self.step(1))
        self.search.clicked.connect(self._to_find)
        self.close_bar.clicked.connect(self._leave_find)
        leave = QShortcut(QKeySequence("Esc"), self.bar)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave_find)
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self._later.timeout.connect(self._look)
        for keys, run in (
            (QKeySequence.StandardKey.ZoomIn, self.sheets.zoom_in),
            (QKeySequence("Ctrl+="), self.sheets.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.sheets.zoom_out),
            (QKeySequence("Ctrl+0"), lambda: self.sheets.set_fit(Fit.WIDTH)),
            (QKeySequence("F3"), lambda: self.step(1)),
            (QKeySequence("Shift+F3"), lambda: self.step(-1)),
            (QKeySequence("Ctrl+Shift+F"), self._to_find),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(run)

    def _enable(self, on: bool) -> None:
        for one in (self.pages, self.page, self.zoom, self.out, self.into, self.search, self.looked_for):
            one.setEnabled(on)
        self._tell_hits()

    # --- page and zoom

    def _tell_page(self, page: int) -> None:
        self.page.setText(str(page + 1) if self.sheets.pages else "")
        if not self._is_going:  # where several pages are in view, the one that was chosen stays the chosen one
            self.small.follow(page)

    def _go_to(self, page: int) -> None:
        """To a page by its small picture."""
        self._is_going = True
        self.sheets.go_to(page)
        self._is_going = False

    def _want_pages(self, on: bool) -> None:
        self._desk.settings.put(PAGES, "yes" if on else "no")
        self._show_pages()

    def _show_pages(self) -> None:
        """Where there is room and more than one page: the paper itself comes first."""
        self.small.setVisible(self.pages.isChecked() and self.width() >= ROOMY and self.sheets.pages > 1)

    def _go(self) -> None:
        """To the page that was typed; beyond the last one is the last."""
        wanted = min(int(self.page.text() or 1), self.sheets.pages) - 1
        if wanted != self.sheets.page:
            self.sheets.go_to(max(wanted, 0))
        self._tell_page(self.sheets.page)

    def _zoom(self, row: int) -> None:
        wanted = self.zoom.itemData(row)
        if isinstance(wanted, Fit):
            self.sheets.set_fit(wanted)
        elif isinstance(wanted, int):
            self.sheets.set_zoom(wanted / 100)

    def _tell_zoom(self) -> None:
        """A zoom that is none of the list stands at its end."""
        while self.zoom.count() > len(ZOOMS) + 2:
            self.zoom.removeItem(self.zoom.count() - 1)
        percent = round(self.sheets.zoom * 100)
        row = self.zoom.findData(percent) if self.sheets.fit is Fit.NONE else list(Fit).index(self.sheets.fit)
        if row < 0:
            self.zoom.addItem(f"{percent}%", percent)
            row = self.zoom.count() - 1
        self.zoom.setCurrentIndex(row)
        self.zoom.setToolTip(f"{percent}%")

    # --- finding

    def _leave_find(self) -> None:
        self.looked_for.clear()
        self.bar.hide()
        self.sheets.setFocus()

    def _to_find(self) -> None:
        self.bar.show()
        self.looked_for.setFocus()
        self.looked_for.selectAll()

    def _look(self) -> None:
        pdf, wanted = self._pdf, self.looked_for.text()
        if self._asked is not None:
            self._asked.cancel()
        self.hits, self.current = (), -1
        self._tell_hits()
        if wanted.strip():
            self.count.setText("…")
        self._asked = self._desk.read(
            lambda _, asked: find_text(pdf, wanted, asked) if pdf else (), lambda found: self._found(pdf, found), owner=self
        )

    def _found(self, pdf: bytes, found: tuple[Marked, ...]) -> None:
        if pdf is self._pdf:
            page = self.sheets.first_page
            self.hits = found
            self.current = next((number for number, hit in enumerate(found) if hit.page >= page), 0 if found else -1)
            self._tell_hits()

    def step(self, by: int) -> None:
        """To the next or the previous place, round and round."""
        if self._later.isActive():
            self._later.stop()
            self._look()
        elif self.hits:
            self.current = (self.current + by) % len(self.hits)
            self._tell_hits()

    def _tell_hits(self) -> None:
        wanted = bool(self.looked_for.text().strip())
        if not wanted:
            self.count.clear()
        else:
            self.count.setText(f"{self.current + 1} / {len(self.hits)}" if self.hits else self.tr("not found"))
        for one in (self.next, self.previous):
            one.setEnabled(bool(self.hits))
        self.sheets.show_hits(self.hits if wanted else (), self.current)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)  # type: ignore[arg-type] # as Qt hands it
        self._elide()
        self._show_pages()
