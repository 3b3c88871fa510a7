"""The window around the pages: rail, kinds, palette, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.history import Edit
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.house import PAGES
from desktop.pages.roster.page import RosterPage
from desktop.pages.score.page import ScorePage
from desktop.pages.verify.page import VerifyPage
from desktop.settings import Settings
from desktop.widgets.palette import CommandPalette
from desktop.widgets.rail import STATE
from desktop.widgets.table import Table
from resources.i18n.linguist import untranslated
from scoring.services.changes import Changes
from scoring.services.choosing import chosen
from scoring.services.kinds import add_kind
from scoring.services.returns import import_workbooks
from scoring.services.roster import Entry, add
from scoring.services.starting import rubric_choices
from scoring.services.templates import write_each
from scoring.services.workplace import Workplace
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, NOW

OTHER = "91310113YFP9000091"


def test_every_page_opens_and_says_its_name(window: Window) -> None:
    for place in PAGES:
        window.view.rail.go(place.key)
        window.settled()
        assert window.view.current.key == place.key


def test_the_first_nine_pages_have_a_key_and_no_page_has_one_that_is_none(window: Window) -> None:
    keys = [action.shortcut().toString() for action in window.widget.menus.pages]
    assert keys[:9] == [f"Ctrl+{number}" for number in range(1, 10)]
    assert [action.shortcut().isEmpty() for action in window.widget.menus.pages[9:]] == [True] * (len(keys) - 9)


def test_the_rail_tells_the_state_of_each_step(window: Window) -> None:
    rail = window.view.rail
    window.wait(lambda: rail.item(1).data(STATE))
    states = {rail.item(row).text(): rail.item(row).data(STATE) for row in range(rail.count())}
    assert states["名册"] == "3 家参评"
    assert states["收表"] == "3 家全部收齐"
    assert states["评分定级"] == "结果已封存"


def test_the_roster_lists_by_pinyin_and_finds_by_initials(window: Window, qtmodeltester: ModelTester) -> None:
    page = window.go("roster", RosterPage)
    names = [row[0] for row in texts(page.table)]
    assert names == ["云岬沐野生物孵化基地", "云岬启川科技企业孵化器", "云岬听澜创新工场"]
    page.search.setText("yjql")
    assert texts(page.table) == []
    page.search.setText("yjqc")
    assert [row[0] for row in texts(page.table)] == ["云岬启川科技企业孵化器"]
    qtmodeltester.check(page.model)


def test_a_rare_character_is_as_heavy_as_its_neighbours(window: Window) -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold):
        assert _ink("𠮷", weight) > _ink("吉", weight) * 0.9


def _ink(letter: str, weight: QFont.Weight) -> int:
    """How much black the application's font leaves."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(48)
    font.setWeight(weight)
    image = QImage(64, 80, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(4, 60, letter)
    painter.end()
    return sum(255 - shade for shade in bytes(image.constBits()))


def test_a_narrow_table_takes_the_room_from_names_and_keeps_figures_in_view(qtbot: QtBot, settings: Settings) -> None:
    columns = (Column("载体", str, width=14, least=5), Column("总分", str, width=4, align=RIGHT))
    model: RowsModel[str] = RowsModel(columns)
    table = Table(model, settings, name="narrow", label="名单")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    wide = table.columnWidth(0)
    table.resize(200, 200)
    assert table.columnWidth(0) < wide
    assert table.columnViewportPosition(1) + table.columnWidth(1) <= table.viewport().width()
    assert settings.state("columns/narrow").isEmpty()
    table.resize(600, 200)
    assert table.columnWidth(0) == wide
    table.setColumnWidth(0, wide - 20)
    table.resize(200, 200)
    assert table.columnWidth(0) == wide - 20


def test_figures_at_the_right_do_not_stand_far_from_the_others(qtbot: QtBot, settings: Settings) -> None:
    columns = (Column("载体", str, least=5), *(Column(head, lambda _: "91.92", align=RIGHT) for head in ("基础", "总分")))
    table = Table(RowsModel(columns), settings, name="roomy", label="名单")
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    table.rows.show(["云岬启川科技企业孵化器"])
    middle, last = table.columnWidth(1), table.columnWidth(2)
    assert sum(map(table.columnWidth, range(3))) == table.viewport().width()
    assert abs(middle - last) <= len(columns), "what is left over goes to all of them"
    assert settings.state("columns/roomy").isEmpty()


def test_a_table_copies_its_rows_as_excel_takes_them(window: Window) -> None:
    page = window.go("roster", RosterPage)
    page.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    page.table.selectAll()
    page.table.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["载体", "统一社会信用代码"]
    assert len(lines) == 4


def test_the_palette_goes_to_a_page_by_its_initials(window: Window) -> None:
    palette = CommandPalette(window.desk, window.widget)
    palette.open()
    palette.wanted.setText("rz")
    assert palette.found.item(0).text() == "日志"
    window.qtbot.keyClick(palette.wanted, Qt.Key.Key_Return)
    assert window.view.current.key == "journal"


def test_the_palette_finds_a_carrier_by_pinyin(window: Window) -> None:
    palette = CommandPalette(window.desk, window.widget)
    palette.open()
    palette.wanted.setText("qichuan")
    window.wait(lambda: palette.found.count() == 1)
    assert palette.found.item(0).text() == "云岬启川科技企业孵化器"
    palette.reject()


@pytest.fixture
def two_kinds(opened: Callable[[Path], Window], workspace: Path, tmp_path: Path) -> Window:
    """A second kind beside the worked one, with one carrier and its return, still empty."""
    with Workplace(workspace, actor=ACTOR, clock=lambda: NOW) as there:
        rubric = rubric_choices()[0].path
        made = add_kind(there.store, chosen(rubric), name="众创空间", assessment_year=there.year, actor=ACTOR, now=NOW)
        [one] = add(made, [Entry("云岬流光众创空间", OTHER)], actor=ACTOR, now=NOW)
        written = write_each(made, tmp_path / "out", [one.carrier]).written
        import_workbooks(made, written, enrolling=False, actor=ACTOR, now=NOW)
    return opened(workspace)


def found_in(palette: CommandPalette) -> list[str]:
    return [palette.found.item(row).text() for row in range(palette.found.count())]


def test_the_palette_finds_carriers_of_every_kind_and_turns_to_theirs(two_kinds: Window) -> None:
    window, first = two_kinds, two_kinds.desk.kind
    for key in ("roster", "verify", "score"):
        window.desk.look_at(first)
        window.view.rail.go(key)
        window.settled()
        palette = CommandPalette(window.desk, window.widget)
        palette.open()
        palette.wanted.setText("liuguang")
        window.wait(lambda palette=palette: palette.found.count())
        assert found_in(palette) == ["云岬流光众创空间　众创空间"]
        window.qtbot.keyClick(palette.wanted, Qt.Key.Key_Return)
        window.settled()
        assert (window.desk.kind, window.view.kinds.currentText()) == ("众创空间", "众创空间")
        page = window.view.current
        if isinstance(page, ScorePage):
            assert page.carrier == OTHER
        else:
            assert isinstance(page, VerifyPage)
            assert page.view is not None
            assert page.view.status.carrier.uscc == OTHER


def test_in_the_palette_those_of_the_kind_that_is_looked_at_come_first(two_kinds: Window) -> None:
    for kind in two_kinds.desk.years[0].kinds:
        two_kinds.desk.look_at(kind)
        palette = CommandPalette(two_kinds.desk, two_kinds.widget)
        palette.open()
        palette.wanted.setText("云岬")
        two_kinds.wait(lambda palette=palette: palette.found.count() == 4)
        kinds = [text.split("　")[1] for text in found_in(palette)]
        assert kinds == [one for one in kinds if one == kind] + [one for one in kinds if one != kind]
        palette.reject()


def test_closing_never_asks_and_the_window_comes_back_to_its_page(window: Window, workspace: Path) -> None:
    window.view.rail.go("journal")
    window.widget.close_workspace()
    assert window.widget.desk is None
    window.widget.open(workspace)
    window.arrived()
    assert window.view.current.key == "journal"


def test_what_cannot_be_opened_is_a_sentence_on_the_start_page(window: Window, tmp_path: Path) -> None:
    window.widget.close_workspace()
    (tmp_path / "letter.fuping").write_text("no workspace", "utf-8")
    window.widget.open(tmp_path / "letter.fuping")
    window.arrived()
    assert "letter.fuping" in window.widget.start.notice.text.text()


def test_what_was_said_on_a_page_is_gone_once_a_person_turns_to_another(window: Window) -> None:
    window.desk.said.emit("已存 3 份")
    assert window.notice() == "已存 3 份"
    window.desk.visit("journal")
    assert window.notice() == "已存 3 份", "the program went there, to show what was said"
    window.view.rail.choose("roster")
    window.settled()
    assert window.notice() == ""


def test_the_name_of_an_edit_has_the_room_that_is_free_beside_the_menus(window: Window) -> None:
    title = "录入在孵企业第 4 行“年末从业人员”并且还有很多别的字段，为的是名字很长很长"
    menus, edit = window.widget.menus, Edit(title, lambda _: None, lambda _: None, Changes(frozenset()))
    window.widget.resize(1400, 800)
    window.desk.do(edit)
    window.settled()
    window.wait(menus.undo.isEnabled)
    assert menus.undo.iconText() == f"撤销 {title}"
    window.widget.resize(900, 800)
    window.wait(lambda: menus.undo.iconText().endswith("…"))
    assert menus.undo.text() == f"撤销 {title}", "the menu has all of it"
    window.widget.resize(1400, 800)
    window.wait(lambda: menus.undo.iconText() == f"撤销 {title}")


def test_a_column_with_nothing_in_it_leaves_its_room_to_the_others(qtbot: QtBot, settings: Settings) -> None:
    columns: tuple[Column[str], ...] = (Column("载体", str, width=14, least=5), Column("备注", lambda one: one[20:], width=10))
    table = Table(RowsModel(columns), settings, name="bare", label="名单")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    table.rows.show(["云岬启川科技企业孵化器全称十九个字的名字"])
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("云岬启川科技企业孵化器全称十九个字的名字")
    table.rows.show(["云岬区栈桥湾人工智能与机器人及高端装备制造专业化科技企业孵化器"])
    assert table.columnWidth(1) > 100, "as soon as there is something it is seen"


def test_every_word_of_the_window_is_translated() -> None:
    assert untranslated() == []
