"""What the pictures show of the two pages that are typed into: a return entered on screen, and a rule's draft.

Everything is reached as a person reaches it. A draft of each kind is begun, the rubric's is left with mistakes in it.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget

from desktop.main_window import MainWindow
from desktop.pages.collect.page import CollectPage
from desktop.pages.drafts.beginning import BeginDialog
from desktop.pages.drafts.building import MeasureDialog
from desktop.pages.drafts.page import DraftsPage
from desktop.pages.drafts.slots import GroupSlot, RowsSlot
from desktop.pages.entry.grid import EntryGrid
from desktop.pages.entry.page import EntryPage
from desktop.pages.page import Page
from desktop.scenes import Photographer
from desktop.workspace_view import WorkspaceView
from scoring.definitions.locations import Path as Where
from scoring.services.draft_slots import SlotKind
from scoring.services.drafts import Kind
from scoring.services.entering_checks import Spot

Some = TypeVar("Some", bound=Page)
TENANTS = "tenants"
WRONG = ((0, "revenue", "约500"), (1, "founded_on", "2023年5月"), (2, "uscc", "91310113MA1YFP0011"), (3, "employees", "十几个"))
"""As people type them: about so much, a month for a day, a code that does not add up, a dozen or so."""

SIGHTS: dict[Kind, tuple[str, ...]] = {
    Kind.FORM: ("Field", "Check"),
    Kind.CONDITIONS: ("Condition",),
    Kind.POLICY: ("Clause",),
}


class EditingScenes:
    """Of one window with the sample district."""

    def __init__(self, camera: Photographer, window: MainWindow) -> None:
        assert window.workspace is not None
        self.camera, self.window = camera, window
        self.view: WorkspaceView = window.workspace

    def all(self, carrier: str) -> None:
        """``carrier`` is one with a return."""
        self.entry(carrier)
        self.rubric_draft()
        for kind in SIGHTS:
            self.other_draft(kind)

    # --- entry

    def entry(self, carrier: str) -> None:
        collect = self._page("collect", CollectPage)
        collect.table.go_to(collect.model.index_of(lambda one: one.uscc == carrier))
        self._press(collect, "entry")
        page = self.view.current
        assert isinstance(page, EntryPage)
        self._take("entry-start")
        self._press(page, "start_current")
        self.camera.until(lambda: page.tabs.count() > 1)
        self._take("entry-record")
        grid = page.findChild(EntryGrid, f"entry_{TENANTS}")
        assert grid is not None
        page.tabs.setCurrentWidget(grid)
        for row, field, text in WRONG:
            grid.entry.setData(grid.entry.index_of(Spot(TENANTS, row, field)), text)
            self._settle()
        grid.go_to(grid.entry.index_of(Spot(TENANTS, 0, "revenue")))
        grid.setFocus()
        self._take("entry-grid")
        self._cells(grid)
        self._press(page, "entry_finish")
        self._take("entry-finish")
        self._press(page, "entry_not_now")
        page.tabs.setCurrentIndex(page.tabs.count() - 1)
        self._take("entry-last-table")
        collect = self._page("collect", CollectPage)
        collect.table.go_to(collect.model.index_of(lambda one: one.uscc == carrier))
        self._take("collect-entering")

    def _cells(self, grid: EntryGrid) -> None:
        """One that is being typed into, and one that is chosen from a list."""
        grid.go_to(grid.entry.index_of(Spot(TENANTS, 5, "revenue")))
        grid.edit(grid.currentIndex())
        line = grid.findChild(QLineEdit, "cell_editor")
        assert line is not None
        line.selectAll()
        line.insert("12约")
        self._take("entry-cell")
        grid.setCurrentIndex(grid.entry.index_of(Spot(TENANTS, 5, "status")))
        self._settle()
        grid.go_to(grid.entry.index_of(Spot(TENANTS, 6, "status")))
        grid.edit(grid.currentIndex())
        box = grid.findChild(QComboBox, "cell_editor")
        assert box is not None
        self._take("entry-choice")
        box.showPopup()
        self.camera.take("entry-choice-list", box.view().window())
        box.hidePopup()
        grid.setCurrentIndex(grid.entry.index_of(Spot(TENANTS, 0, "revenue")))
        self._settle()

    # --- drafts

    def rubric_draft(self) -> None:
        page = self._page("drafts", DraftsPage)
        self._take("drafts-empty")
        self._begin(page, Kind.RUBRIC, "drafts-begin")
        self._take("draft-head")
        for name, sort in (("branch", "Branch"), ("indicator", "Indicator"), ("measure", "Measure")):
            self._first(page, sort)
            self._take(f"draft-{name}")
        self._named(page, "hnte_share")
        self._take("draft-share")
        self._dialog(page, "draft-builder", page.build_measure)
        self._expression(page)
        self._first(page, "Indicator")
        self._type(page, "maximum", "6")
        self._take("draft-findings")
        page.trying.setCurrentWidget(page.trying.comparison)
        self.camera.until(page.trying.comparison.toPlainText)
        self._take("draft-changed")
        self.view.desk.undo()
        self._settle()
        self._named(page, "优秀")
        self._take("draft-grade")
        self._first(page, "Indicator")
        self._steeper(page)
        for tab, button, rows in (
            (page.trying.impact, "run_impact", page.trying.moved),
            (page.trying.examples, "run_draft_examples", page.trying.ran),
        ):
            page.trying.setCurrentWidget(tab)
            self._press(page, button)
            self.camera.until(lambda rows=rows: rows.rows)  # type: ignore[misc]
            self._take(f"draft-{button}")
        page.trying.setCurrentIndex(0)
        self._dialog(page, "draft-adopt", page.ask_adoption)

    def other_draft(self, kind: Kind) -> None:
        """Its first card, and one of each sort that is worth seeing."""
        page = self._page("drafts", DraftsPage)
        self._begin(page, kind, f"drafts-begin-{kind.value}")
        self._take(f"draft-{kind.value}")
        for sort in SIGHTS[kind]:
            self._first(page, sort)
            self._take(f"draft-{kind.value}-{sort.casefold()}")

    def _begin(self, page: DraftsPage, kind: Kind, name: str) -> None:
        before = page.draft
        page.acts.begin(kind)
        dialog = page.dialog
        assert isinstance(dialog, BeginDialog)
        self.camera.until(dialog.versions.count)
        self.camera.take(name, dialog)
        dialog.yes.click()
        self.camera.until(lambda: page.draft not in ("", before))
        self._settle()

    def _first(self, page: DraftsPage, sort: str) -> None:
        """To the first entry of a sort."""
        assert page.shown is not None
        self._go(page, next(node.path for node in page.shown.outline.everything() if node.sort == sort))

    def _named(self, page: DraftsPage, key: str) -> None:
        assert page.shown is not None
        self._go(page, next(node.path for node in page.shown.outline.everything() if node.key == key))

    def _go(self, page: DraftsPage, path: Where) -> None:
        page.outline.go_to(path)
        self.camera.until(lambda: page.card.shown_path == path)
        self._settle()

    def _type(self, page: DraftsPage, name: str, text: str) -> None:
        assert page.card.form is not None
        line = page.card.form.editor_at((*page.at, name))
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.editingFinished.emit()
        self._settle()

    def _steeper(self, page: DraftsPage) -> None:
        """The third node of the scale gives half a point less: everybody below the top moves."""
        assert page.card.form is not None
        scale = next(one for one in page.card.form.widgets if isinstance(one, GroupSlot))
        rows = next(one for one in scale.form.widgets if isinstance(one, RowsSlot))
        page.card.said.typed.emit(rows.cells[2][1].slot.path, "3")
        self._settle()

    def _expression(self, page: DraftsPage) -> None:
        """The builder of one expression."""
        assert page.card.form is not None
        slot = next(one.slot for one in page.card.form.widgets if one.slot.kind is SlotKind.EXPRESSION and one.slot.text)
        self._dialog(page, "draft-expression", lambda: page.card.said.build.emit(slot))

    def _dialog(self, page: DraftsPage, name: str, show: object) -> None:
        assert callable(show)
        show()
        self.camera.until(lambda: page.dialog is not None)
        dialog = page.dialog
        assert isinstance(dialog, QDialog)
        if isinstance(dialog, MeasureDialog):
            self.camera.until(lambda: dialog.values.model.rows)
        self.camera.breathe(0.6)
        self.camera.take(name, dialog)
        dialog.reject()
        self._settle()

    # --- small things

    def _page(self, key: str, kind: type[Some]) -> Some:
        self.view.rail.choose(key)
        self._settle()
        assert isinstance(self.view.current, kind)
        return self.view.current

    def _press(self, within: QWidget, name: str) -> None:
        found = within.findChild(QPushButton, name)
        assert found is not None, name
        found.click()
        self._settle()

    def _settle(self) -> None:
        QApplication.processEvents()
        self.camera.until(lambda: not self.view.desk.is_working and self.view.current.is_fresh)
        self.camera.breathe(0.1)

    def _take(self, name: str) -> None:
        self._settle()
        self.camera.take(name, self.window)
