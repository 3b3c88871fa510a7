"""The picture of a return: its sheets as tabs, the grid, and what the current cell is; steps from one place of a finding to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from desktop.pages.verify.elided import Elided
from desktop.pages.verify.picture_model import PictureModel
from desktop.pages.verify.picture_view import PictureView
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.places import Place, column_letters
from scoring.services.pictures import NO_OVERLAY, FormCell, Overlay, Picture


class PicturePanel(QWidget):
    """Signals: ``wanted`` with the form's cell a person wants to amend (None: this one is of no field)."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self._overlay = NO_OVERLAY
        self._faulty: frozenset[tuple[str, int, int]] = frozenset()
        self._places: tuple[Place, ...] = ()
        self._at = 0
        self.model = PictureModel(self)
        self.view = PictureView(self.model, self.tr("The workbook as it came"))
        self.tabs = QTabBar()
        self.tabs.setObjectName("sheets")
        self.tabs.setAccessibleName(self.tr("Sheets"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.where = Elided("", "faint")
        self.where.setObjectName("where")
        self.count = label("", "faint")
        self.before = self._step("before", self.tr("Previous place of the finding (Shift+F4)"), "Shift+F4", -1)
        self.next = self._step("next", self.tr("Next place of the finding (F4)"), "F4", 1)
        self.empty = Empty("open", self.tr("The original is being read…"), "")
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_sheet)
        self.view.moved.connect(self._tell)
        self.view.wanted.connect(self._want)

    # --- what is shown

    def show_picture(self, picture: Picture | None, overlay: Overlay, faulty: Sequence[Place]) -> None:
        """Another workbook; None while it is being read."""
        self.picture, self._overlay, self._places = picture, overlay, ()
        self._faulty = frozenset((place.sheet, place.row, place.column) for place in faulty)
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for sheet in picture.sheets if picture else ():
                self.tabs.addTab(sheet.name if sheet.visible else self.tr("{0} (hidden)").format(sheet.name))
        self.stack.setCurrentWidget(self.view if picture else self.empty)
        for one in (self.head, self.tabs):
            one.setVisible(picture is not None)
        self._show_sheet(self.tabs.currentIndex())

    def lay_over(self, overlay: Overlay, faulty: Sequence[Place]) -> None:
        """The same workbook after something was done to it."""
        self._overlay = overlay
        self._faulty = frozenset((place.sheet, place.row, place.column) for place in faulty)
        self.model.lay_over(overlay, self._here(self._faulty))
        self._tell(*self.view.at())

    def mean(self, places: Sequence[Place]) -> None:
        """The places of the chosen finding; ``step`` goes from one to the next. The view stays where it is."""
        self._places, self._at = tuple(place for place in places if place.sheet), -1
        self._outline()

    def go(self, place: Place) -> None:
        """To a cell, whatever sheet it is on."""
        if self.picture is None:
            return
        names = [sheet.name for sheet in self.picture.sheets]
        if place.sheet in names:
            self.tabs.setCurrentIndex(names.index(place.sheet))
            if place in self._places:
                self._at = self._places.index(place)
            self._outline(place)
            self.view.go(place.row, place.column)

    def step(self, by: int) -> None:
        """From one place of the chosen finding to the next, round and round."""
        if self._places:
            self._at = (self._at + by) % len(self._places) if self._at >= 0 else (0 if by > 0 else len(self._places) - 1)
            self.go(self._places[self._at])

    def cell(self) -> FormCell | None:
        """The form's cell that is current; None for one of no field."""
        sheet = self.model.sheet
        return sheet.fields.get(self.view.at()) if sheet else None

    def row_cell(self) -> FormCell | None:
        """The current cell, or any other of its row that belongs to a field."""
        sheet, (row, _) = self.model.sheet, self.view.at()
        own = self.cell()
        return own or next((cell for (at, _), cell in sheet.fields.items() if at == row), None) if sheet else None

    # --- inside

    def _show_sheet(self, number: int) -> None:
        sheet = self.picture.sheets[number] if self.picture and 0 <= number < len(self.picture.sheets) else None
        name = sheet.name if sheet else ""
        self.model.show(sheet, self._overlay, {(row, column) for on, row, column in self._faulty if on == name})
        self.view.fit()
        self._outline()
        self.where.clear()

    def _here(self, cells: frozenset[tuple[str, int, int]]) -> set[tuple[int, int]]:
        name = self.model.sheet.name if self.model.sheet else ""
        return {(row, column) for on, row, column in cells if on == name}

    def _outline(self, besides: Place | None = None) -> None:
        meant = {(one.sheet, one.row, one.column) for one in (*self._places, *((besides,) if besides else ()))}
        self.model.outline(self._here(frozenset(meant)))
        many = len(self._places)
        here = f"{self._at + 1}" if self._at >= 0 else "—"
        self.count.setText(f"{here} / {many}" if many else "")
        for button in (self.before, self.next):
            button.setEnabled(many > 0)

    def _tell(self, row: int, column: int) -> None:
        sheet = self.model.sheet
        if sheet is None or not row:
            return
        text = sheet.texts.get((row, column), "").replace("\n", " ")
        verified = self._overlay.verified.get((sheet.name, row, column))
        address = f"{sheet.name}!{column_letters(column)}{row}"
        cell = sheet.fields.get((row, column))
        about = self.picture.about(cell) if self.picture and cell else ""
        parts = [address, about, self.tr("declared {0}, verified {1}").format(text or "—", verified) if verified else text]
        if (sheet.name, row) in self._overlay.struck:
            parts.append(self.tr("struck"))
        if row in sheet.hidden_rows or column in sheet.hidden_columns:
            parts.append(self.tr("hidden in the workbook"))
        self.where.setText("　".join(part for part in parts if part))

    def _want(self, row: int, column: int) -> None:
        self.wanted.emit(self.model.sheet.fields.get((row, column)) if self.model.sheet else None)

    def _step(self, name: str, hint: str, keys: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"place_{name}")
        button.setArrowType(Qt.ArrowType.LeftArrow if by < 0 else Qt.ArrowType.RightArrow)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.clicked.connect(lambda: self.step(by))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: self.step(by))
        return button

    def _lay_out(self) -> None:
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        picture = label()
        picture.setPixmap(icon("open", "faint").pixmap(16, 16))
        head.addWidget(picture)
        head.addWidget(self.where, 1)
        for one in (self.count, self.before, self.next):
            head.addWidget(one)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.head)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.tabs)
