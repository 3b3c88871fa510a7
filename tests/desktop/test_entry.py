"""屏幕录入 in the window: typed, pasted, filled down, taken back whole, checked in the cells, finished into a return."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester

from desktop.pages.collect.page import CollectPage
from desktop.pages.entry.grid import EntryGrid
from desktop.pages.entry.model import RecordModel
from desktop.pages.entry.page import EntryPage
from desktop.pages.verify.page import VerifyPage
from scoring.findings import Level
from scoring.services.entering import open_entry
from scoring.services.entering_checks import Spot
from scoring.store import returns
from tests.desktop.screens import Window
from tests.desktop.workspaces import place

CARRIER = "91310113YFP9000018"
TENANTS, RECORD = "tenants", "carrier"


class Entering:
    """The page as a person uses it."""

    def __init__(self, window: Window, uscc: str = CARRIER) -> None:
        self.window = window
        collect = window.go("collect", CollectPage)
        collect.table.go_to(collect.model.index_of(lambda one: one.uscc == uscc))
        collect.table.setFocus()
        window.press("entry")
        window.wait(lambda: isinstance(window.view.current, EntryPage))
        page = window.view.current
        assert isinstance(page, EntryPage)
        self.page = page
        window.settled()

    def begin(self, origin: str = "nothing") -> None:
        self.window.press(f"start_{origin}")
        self.settled()

    def settled(self) -> None:
        """Everything kept, shown and checked."""
        self.window.settled()

    def grid(self, table: str = TENANTS) -> EntryGrid:
        found = self.page.findChild(EntryGrid, f"entry_{table}")
        assert found is not None
        self.page.tabs.setCurrentWidget(found)
        return found

    def cell(self, row: int, field: str, table: str = TENANTS) -> QModelIndex:
        grid = self.grid(table)
        return grid.entry.index_of(Spot(table, row, field))

    def text(self, row: int, field: str, table: str = TENANTS) -> str:
        return str(self.cell(row, field, table).data())

    def stand_on(self, row: int, field: str, table: str = TENANTS) -> EntryGrid:
        grid = self.grid(table)
        grid.go_to(self.cell(row, field, table))
        grid.setFocus()
        return grid

    def type(self, row: int, field: str, text: str, table: str = TENANTS) -> None:
        """Into the cell as an input method does it, then Enter."""
        grid = self.stand_on(row, field, table)
        qtbot = self.window.qtbot
        qtbot.keyClick(grid, Qt.Key.Key_F2)
        line = self.editor(grid)
        line.selectAll()
        line.insert(text)
        self.enter(grid)

    def enter(self, grid: EntryGrid) -> None:
        """Enter in the editor, and wait until it is closed."""
        self.window.qtbot.keyClick(self.editor(grid), Qt.Key.Key_Return)
        self.window.wait(lambda: grid.state() != EntryGrid.State.EditingState)
        self.settled()

    @staticmethod
    def editor(grid: EntryGrid) -> QLineEdit:
        found = grid.findChild(QLineEdit, "cell_editor") or grid.findChild(QComboBox, "cell_editor")
        line = found.lineEdit() if isinstance(found, QComboBox) else found
        assert isinstance(line, QLineEdit)
        return line

    def paste(self, text: str, row: int = 0, field: str = "firm_name") -> None:
        grid = self.stand_on(row, field)
        QGuiApplication.clipboard().setText(text)
        self.run("entry_paste", grid)

    def run(self, name: str, grid: EntryGrid | None = None) -> None:
        """An action of the grid by its object name."""
        action = (grid or self.grid()).findChild(QAction, name)
        assert action is not None, name
        assert action.isEnabled(), name
        action.trigger()
        self.settled()

    def sentences(self) -> list[str]:
        return [row.sentence for row in self.page.model.rows]

    def undo(self) -> None:
        self.window.desk.undo()
        self.settled()

    def redo(self) -> None:
        self.window.desk.redo()
        self.settled()


@pytest.fixture
def entering(window: Window) -> Entering:
    return Entering(window)


def firms(count: int) -> str:
    """As a spreadsheet copies them: headings, then rows."""
    heads = "序号\t企业名称\t统一社会信用代码\t本年度营业收入"
    lines = [f"{number}\t云岬录入{number}科技有限公司\t\t{number},000.50" for number in range(1, count + 1)]
    return "\r\n".join([heads, *lines]) + "\r\n"


def test_an_entry_from_nothing_becomes_the_carriers_next_return(entering: Entering, workspace: Path) -> None:
    entering.begin("current")
    assert entering.page.stack.currentWidget() is entering.page.desk_area
    before = entering.text(0, "revenue")
    entering.type(0, "revenue", "1,234.5")
    assert entering.text(0, "revenue") == "1,234.5"
    assert entering.text(0, "revenue") != before
    entering.window.press("entry_finish")
    entering.window.press("entry_sure")
    entering.window.wait(lambda: isinstance(entering.window.view.current, VerifyPage))
    entering.window.settled()
    with place(workspace) as looked:
        opened = looked.opened()
        carrier = opened.carrier(CARRIER)
        assert open_entry(opened, carrier) is None
        current = returns.current_of(opened.store, opened.round.id, CARRIER)
        assert current is not None
        assert "屏幕录入" in current.document
        body = returns.content(opened.store, current.id)
        assert body.table(TENANTS).value(1, "revenue") == 1_234_500_000


def test_what_is_typed_is_kept_at_once_and_checked_in_the_cell(entering: Entering, workspace: Path) -> None:
    entering.begin("current")
    entering.type(1, "revenue", "约500")
    index = entering.cell(1, "revenue")
    assert entering.grid().entry.level(index) is Level.ERROR
    assert any("约500" in sentence for sentence in entering.sentences())
    entering.stand_on(1, "revenue")
    assert "约500" in entering.page.strip.reads.text()
    with place(workspace) as looked:
        opened = looked.opened()
        entry = open_entry(opened, opened.carrier(CARRIER))
        assert entry is not None
        assert "约500" in entry.tables[TENANTS][1]
    entering.undo()
    assert entering.text(1, "revenue") != "约500"
    assert not any("约500" in sentence for sentence in entering.sentences())
    entering.redo()
    assert entering.text(1, "revenue") == "约500"


def test_the_reader_is_heard_at_every_letter(entering: Entering) -> None:
    entering.begin()
    grid = entering.stand_on(0, "revenue")
    qtbot = entering.window.qtbot
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    line = entering.editor(grid)
    qtbot.keyClicks(line, "12")
    assert line.property("level") == ""
    assert "12" in entering.page.strip.reads.text()
    line.insert("约")
    assert line.property("level") == "error"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert entering.text(0, "revenue") == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no pop-up is raised where nothing is on a screen
def test_answers_are_chosen_and_days_taken_from_a_calendar(entering: Entering) -> None:
    entering.begin()
    grid = entering.stand_on(0, "status")
    entering.window.qtbot.keyClick(grid, Qt.Key.Key_F2)
    box = grid.findChild(QComboBox, "cell_editor")
    assert box is not None
    assert "在孵" in [box.itemText(place) for place in range(box.count())]
    entering.editor(grid).setText("在孵")
    entering.enter(grid)
    assert entering.text(0, "status") == "在孵"
    grid = entering.stand_on(0, "status")
    entering.window.qtbot.keyClick(grid, Qt.Key.Key_F2)
    box = grid.findChild(QComboBox, "cell_editor")
    assert box is not None
    assert box.itemText(box.currentIndex()) == "在孵", "what the cell holds is marked in the list"
    entering.enter(grid)
    grid = entering.stand_on(0, "founded_on")
    entering.window.qtbot.keyClick(grid, Qt.Key.Key_F2)
    line = entering.editor(grid)
    line.setText("2024-05-06")
    line.choose()  # type: ignore[attr-defined]
    calendar = next(one for one in entering.window.widget.window().findChildren(QCalendarWidget) or _popups())
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2024-05-06"
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert line.text() == "2024-05-07"


def _popups() -> list[QCalendarWidget]:
    from PySide6.QtWidgets import QApplication

    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QCalendarWidget)]


def test_a_pasted_block_lands_by_its_headings_and_is_taken_back_whole(entering: Entering) -> None:
    entering.begin()
    entering.paste(firms(30))
    grid = entering.grid()
    assert len(grid.entry.rows) == 30
    assert entering.text(29, "firm_name") == "云岬录入30科技有限公司"
    assert entering.text(29, "revenue") == "30,000.50"
    heads = [str(grid.entry.headerData(row, Qt.Orientation.Vertical)) for row in (8, 9, 29)]
    assert heads == [f"{number}  云岬录入{number.strip()}科技有限公司" for number in ("\N{FIGURE SPACE}9", "10", "30")]
    before = [grid.fontMetrics().horizontalAdvance(head.partition("云")[0]) for head in heads]
    assert max(before) - min(before) <= 1, "the names stand under one another"
    assert entering.window.desk.history.next_undo is not None
    assert "30" in entering.window.desk.history.next_undo.title
    entering.undo()
    assert len(grid.entry.rows) == 0
    entering.redo()
    assert len(grid.entry.rows) == 30


def test_copy_fill_down_insert_delete_and_move(entering: Entering) -> None:
    entering.begin()
    entering.paste(firms(3))
    grid = entering.stand_on(0, "revenue")
    grid.copy()
    assert QGuiApplication.clipboard().text() == "1,000.50\r\n"
    column = entering.cell(0, "revenue").column()
    grid.selectionModel().select(grid.entry.index(0, column), grid.selectionModel().SelectionFlag.ClearAndSelect)
    grid.setSelection(grid.visualRect(grid.entry.index(0, column)).united(grid.visualRect(grid.entry.index(2, column))),
                      grid.selectionModel().SelectionFlag.ClearAndSelect)  # fmt: skip
    entering.run("entry_fill")
    assert [entering.text(row, "revenue") for row in range(3)] == ["1,000.50"] * 3
    entering.stand_on(1, "firm_name")
    entering.run("entry_insert")
    assert [entering.text(row, "firm_name")[:5] for row in range(4)] == ["云岬录入1", "", "云岬录入2", "云岬录入3"]
    entering.stand_on(1, "firm_name")
    entering.run("entry_delete")
    entering.stand_on(2, "firm_name")
    entering.run("entry_up")
    assert [entering.text(row, "firm_name")[:5] for row in range(3)] == ["云岬录入1", "云岬录入3", "云岬录入2"]
    entering.stand_on(0, "revenue")
    entering.run("entry_clear")
    assert entering.text(0, "revenue") == ""
    for _ in range(5):
        entering.undo()
    assert [entering.text(row, "revenue") for row in range(3)] == ["1,000.50", "2,000.50", "3,000.50"]


def test_the_names_at_the_left_have_a_heading_and_an_edge_and_no_column_stands_half_beneath_them(entering: Entering) -> None:
    entering.begin()
    entering.paste(firms(3))
    grid = entering.stand_on(0, "firm_name")
    assert grid.pinned is not None
    assert grid.pinned.corner.text() == "企业名称"
    assert not grid.pinned.edge.casts
    grid = entering.stand_on(0, "employees")
    assert grid.pinned.edge.casts, "what is scrolled away lies beneath"
    header = grid.horizontalHeader()
    assert header.sectionViewportPosition(header.logicalIndexAt(0)) == 0
    assert grid.pinned.edge.geometry().left() < grid.viewport().geometry().left() <= grid.pinned.edge.geometry().right()


def test_the_record_takes_labels_and_values(entering: Entering) -> None:
    entering.begin()
    grid = entering.grid(RECORD)
    assert isinstance(grid.entry, RecordModel)
    entering.type(0, "area_total", "12000", RECORD)
    assert entering.text(0, "area_total", RECORD) == "12000"
    ModelTester(None).check(grid.entry)


def test_models_pass_the_tester_and_findings_lead_to_their_cells(entering: Entering, qtmodeltester: ModelTester) -> None:
    entering.begin("current")
    qtmodeltester.check(entering.grid().entry)
    entering.type(4, "employees", "十几个")
    entering.page.go_to_next()
    row = entering.page.findings.current_row()
    assert row is not None
    grid = entering.page.tabs.currentWidget()
    assert isinstance(grid, EntryGrid)
    assert grid.entry.spot_of(grid.currentIndex()) == row.spot or row.spot.field == ""


def test_given_up_it_counts_for_nothing(entering: Entering, workspace: Path) -> None:
    entering.begin()
    entering.paste(firms(2))
    entering.window.press("entry_drop")
    entering.window.press("entry_sure")
    entering.window.wait(lambda: isinstance(entering.window.view.current, CollectPage))
    with place(workspace) as looked:
        assert open_entry(looked.opened(), looked.opened().carrier(CARRIER)) is None


def test_what_cannot_be_finished_says_why(entering: Entering) -> None:
    entering.begin()
    grid = entering.stand_on(0, "operator_uscc", RECORD)
    entering.run("entry_clear", grid)
    button = entering.page.findChild(QPushButton, "entry_finish")
    assert button is not None
    button.click()
    entering.window.press("entry_sure")
    entering.window.settled()
    assert "还不能完成" in entering.window.notice()
