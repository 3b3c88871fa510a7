"""往年结果: earlier grades brought in and entered in the window, what they propose, and the border list as a filter of the ranking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from desktop.pages.score.page import ScorePage
from desktop.pages.score.years_dialog import YearsDialog
from scoring.services.earlier import earlier_results
from scoring.services.kinds import seal_kinds
from scoring.services.rounds import open_all
from scoring.services.rubrics import adopt_rubric
from scoring.store import doctor
from tests.desktop.screens import PATIENCE, Window, texts
from tests.desktop.workspaces import ACTOR, NOW, place

QICHUAN, TINGLAN, MUYE = "云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地"
RUBRIC = Path(__file__).parents[2] / "resources" / "rubrics" / "quality_mix.toml"
RULES = """
[[over_years]]
key = "twice_failed"
label = { zh = "连续两年不合格或未参评", en = "failed or absent two years on end" }
proposes = "removal"
grades = ["不合格"]
absent = true
years = 2
basis = "国科发区〔2018〕300号 第十四条"
"""


@pytest.fixture
def ruled(workspace: Path, tmp_path: Path) -> Path:
    """The worked carriers by a rubric with a rule over years and a border of seven points, sealed again."""
    text = RUBRIC.read_text("utf-8").replace('version = "2026"', 'version = "2026-years"', 1)
    path = tmp_path / "years.toml"
    path.write_text(text.replace("\n[rounding]", "\nborder_within = 7\n\n[rounding]", 1) + RULES, "utf-8")
    kinds = open_all(workspace)
    with kinds[0].store:
        adopt_rubric(kinds[0], path, actor=ACTOR, now=NOW)
    kinds = open_all(workspace)
    with kinds[0].store:
        seal_kinds(kinds, actor=ACTOR, now=NOW)
    return workspace


class Years:
    """The dialog, in the words of who uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        page = window.go("score", ScorePage)
        self.dialog: YearsDialog = page.show_years()
        self.settled()

    def settled(self) -> None:
        self.window.qtbot.waitUntil(lambda: self.dialog.is_fresh and not self.window.desk.is_working, timeout=PATIENCE)

    def rows(self) -> dict[str, list[str]]:
        return {row[0]: row[1:] for row in texts(self.dialog.table)}

    def choose(self, name: str) -> None:
        self.dialog.table.go_to(self.dialog.model.index_of(lambda row: row.name == name))

    def enter(self, name: str, year: int, grade: str, basis: str) -> None:
        self.choose(name)
        self.dialog.year.setValue(year)
        self.dialog.grade.setCurrentText(grade)
        self.dialog.basis.setText(basis)
        before = self.rows()
        self.dialog.put.click()
        wait = self.window.qtbot.waitUntil
        wait(lambda: self.rows() != before or bool(self.dialog.notice.text.text()), timeout=PATIENCE)
        self.settled()

    def bring_in(self, path: Path) -> None:
        before = self.rows()
        self.dialog.bring_in(path)
        self.window.qtbot.waitUntil(lambda: self.rows() != before or self.dialog.notice.isVisible(), timeout=PATIENCE)
        self.settled()


def table(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_year_entered_makes_a_proposal(ruled: Path, window: Window) -> None:
    years = Years(window)
    assert years.rows() == {
        QICHUAN: ["优秀", "", "", "", ""],
        TINGLAN: ["合格", "", "", "", ""],
        MUYE: ["不合格", "", "", "", "缺 2025 年度的结果，是否建议取消资格未知"],
    }
    assert "有建议的载体 0 家" in years.dialog.told.text()
    years.enter(MUYE, 2025, "未参评", "当年未申报")
    assert years.rows()[MUYE] == ["不合格", "未参评", "", "", "建议取消资格"]
    assert "有建议的载体 1 家" in years.dialog.told.text()
    years.choose(MUYE)
    hint = years.dialog.table.currentIndex().siblingAtColumn(years.dialog.model.columnCount() - 1)
    assert "2026 不合格、2025 未参评\n国科发区〔2018〕300号 第十四条" in hint.data(Qt.ItemDataRole.ToolTipRole)
    with place(ruled) as there:
        opened = there.opened()
        found = earlier_results(opened, opened.carrier(MUYE).uscc)
    assert {year: (one.words("zh"), one.source, one.actor) for year, one in found.items()} == {
        2025: ("未参评", "当年未申报", ACTOR)
    }
    years.enter(MUYE, 2025, "未知", "")
    assert years.rows()[MUYE][1] == ""


def turned(years: Years, turn: Callable[[], object]) -> dict[str, list[str]]:
    """What the dialog shows after an undo or a redo, whose name the menu has."""
    turn()
    years.settled()
    years.dialog.ask()
    before = years.dialog.model.rows
    years.window.wait(lambda: years.dialog.model.rows is not before)
    return years.rows()


def test_a_year_and_a_file_of_years_are_undone_and_done_again(ruled: Path, window: Window, tmp_path: Path) -> None:
    years = Years(window)
    years.enter(MUYE, 2025, "不合格", "公布文件")
    years.enter(MUYE, 2025, "未参评", "当年未申报")
    assert window.desk.history.next_undo is not None
    assert window.desk.history.next_undo.title == f"{MUYE}的往年结果"
    assert turned(years, window.desk.undo)[MUYE][1] == "不合格"
    assert turned(years, window.desk.undo)[MUYE][1] == ""
    assert turned(years, window.desk.redo)[MUYE][1] == "不合格"
    rows: list[list[object]] = [["年度", "载体名称", "等级"], [2025, MUYE, "合格"], [2025, QICHUAN, "优秀"]]
    years.bring_in(table(tmp_path / "往年.xlsx", rows))
    assert (years.rows()[MUYE][1], years.rows()[QICHUAN][1]) == ("合格", "优秀")
    back = turned(years, window.desk.undo)
    assert (back[MUYE][1], back[QICHUAN][1]) == ("不合格", "")
    again = turned(years, window.desk.redo)
    assert (again[MUYE][1], again[QICHUAN][1]) == ("合格", "优秀")
    with place(ruled) as there:
        assert doctor.examine(there.store) == (), "every step is an entry of its own"


def test_what_is_refused_is_said_in_the_dialog(ruled: Path, window: Window) -> None:
    years = Years(window)
    years.enter(MUYE, 2025, "不合格", "")
    assert years.dialog.notice.text.text() == "请写明依据，例如公布结果的文号"
    assert years.rows()[MUYE][1] == ""
    years.dialog.notice.hide()
    years.bring_in(ruled)
    assert "就是当前的工作区" in years.dialog.notice.text.text()


def test_a_table_is_brought_in_and_what_is_not_used_is_told_with_its_cell(ruled: Path, window: Window, tmp_path: Path) -> None:
    years = Years(window)
    rows: list[list[object]] = [
        ["年度", "载体名称", "等级"],
        [2025, QICHUAN, "优秀"],
        [2024, QICHUAN, "优良"],
        [2022, TINGLAN, "合格"],
        [2025, "云岬外区孵化器", "优秀"],
    ]
    years.bring_in(table(tmp_path / "往年.xlsx", rows))
    assert years.rows()[QICHUAN] == ["优秀", "优秀", "优良", "", "", ""]
    assert years.rows()[TINGLAN] == ["合格", "", "", "", "合格", ""], "a column more, for the year that came with it"
    assert years.dialog.findings.isVisible()
    assert "B5　参评名单上没有“云岬外区孵化器”" in years.dialog.findings.toPlainText()


def test_without_rules_the_dialog_says_so(window: Window) -> None:
    years = Years(window)
    assert "细则没有优胜劣汰规则" in years.dialog.told.text()
    assert years.dialog.grade.itemText(0) == "优秀"


def test_who_is_close_to_a_cut_is_a_filter_of_the_ranking(ruled: Path, window: Window) -> None:
    page = window.go("score", ScorePage)
    chip = page.ranking.close_chip
    window.wait(chip.isVisible)
    assert chip.text() == "临界 1"
    chip.click()
    assert [row[1] for row in texts(page.ranking.table)] == [TINGLAN]
    row = page.ranking.model.rows[0] if page.ranking.model.rows[0].close else page.ranking.model.rows[1]
    assert row.close == "距优良的 70 分差 3.95 分\n高出合格的 60 分只有 6.05 分"
    assert row.next == "距优良 3.95 分（临界）"
    chip.click()
    assert len(texts(page.ranking.table)) == 3


def test_nobody_is_close_without_a_border(window: Window) -> None:
    page = window.go("score", ScorePage)
    assert not page.ranking.close_chip.isVisible()
