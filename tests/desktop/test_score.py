"""评分定级: what the page shows is what was sealed and what explanations say; every action once."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.modeltest import ModelTester

import desktop.pages.score.page as page_module
from desktop.desk import Visit
from desktop.pages.score.heat import ink_on, shade_of
from desktop.pages.score.labels import NOBODY, Neighbours, Taken, needs_line, place_label, take_mark
from desktop.pages.score.page import ScorePage
from desktop.pages.score.picture import Scene
from desktop.tasks import Asked
from desktop.theme import DARK, LIGHT
from scoring.definitions.rubric import Role
from scoring.services.amending import Typed, amend_typed
from scoring.services.carrier_scores import carrier_shown, indicator_shown
from scoring.services.changes import Change, changes
from scoring.services.rounds import new_workspace
from scoring.services.showing_scores import RankRow
from scoring.services.workplace import Workplace
from scoring.store import runs
from tests.desktop.screens import PATIENCE, Window, texts
from tests.desktop.workspaces import NOW, place

QICHUAN, TINGLAN, MUYE = "云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地"


class Scores:
    """The page of scores, in the words of who uses it."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.go("score", ScorePage)

    def ranked(self) -> list[list[str]]:
        return texts(self.page.ranking.table)

    def names(self) -> list[str]:
        return [row[1] for row in self.ranked()]

    def uscc(self, name: str) -> str:
        return next(row.uscc for row in self.page.ranking.model.rows if row.name == name)

    def stale(self) -> str:
        return self.page.bar.words.text()

    def settled(self) -> None:
        self.window.settled()

    def open(self, name: str) -> None:
        """By double click in the ranking."""
        table = self.page.ranking.table
        index = self.page.ranking.model.index_of(lambda row: row.name == name)
        table.go_to(index)
        table.doubleClicked.emit(index)
        self.settled()

    def choose(self, code: str) -> None:
        self.page.one.choose(code)
        self.settled()

    def trace(self) -> dict[str, str]:
        return dict(self.page.one.trace.lines)

    def amend(self, name: str, cell: tuple[str, int, str], value: str) -> None:
        """The district changes a value, somewhere else in the window."""
        uscc, kind = self.uscc(name), self.window.desk.kind

        def work(at: Workplace, _: Asked) -> object:
            opened = at.opened(kind)
            return amend_typed(opened, opened.carrier(uscc), [Typed(*cell, value, "现场核实")], actor="王评审", now=NOW)

        with self.window.qtbot.waitSignal(self.page.answered, timeout=PATIENCE):
            self.window.desk.write("更正", work, changes(Change.VALUES, carriers=(uscc,)))
        self.settled()


@pytest.fixture
def scores(window: Window) -> Scores:
    return Scores(window)


def test_the_ranking_is_what_was_sealed(scores: Scores, qtmodeltester: ModelTester) -> None:
    rows = scores.ranked()
    assert [row[:3] for row in rows] == [["1", QICHUAN, "91.92"], ["2", TINGLAN, "66.05"], ["3", MUYE, "34.63"]]
    assert [row[3] for row in rows] == ["优秀", "合格（暂定）", "不合格"]
    assert rows[0][4:8] == ["56.77", "31.48", "3.67", "0.00"]
    assert rows[1][8] == "距优良 3.95 分"
    assert [row[9] for row in rows] == ["0.00", "0.00", "0.00"]
    assert scores.stale() == "与封存的结果一致"
    qtmodeltester.check(scores.page.ranking.model)


def test_chips_filter_names_are_found_by_pinyin_and_columns_sort(scores: Scores) -> None:
    view = scores.page.ranking
    view.chips["优秀"].click()
    assert scores.names() == [QICHUAN]
    view.chips["不合格"].click()
    assert scores.names() == [QICHUAN, MUYE]
    view.search.setText("muye")
    assert scores.names() == [MUYE]
    scores.page.tabs.setCurrentIndex(2)
    assert len(scores.page.heat.model.shown) == 1  # filled when it is looked at, and searched like the ranking
    scores.page.tabs.setCurrentIndex(0)
    for chip in view.chips.values():
        chip.setChecked(False)
    view.search.clear()
    view.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert scores.names() == [MUYE, QICHUAN, TINGLAN]
    view.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert scores.names() == [MUYE, TINGLAN, QICHUAN]


def test_one_amended_value_is_told_beside_the_sealed_result_and_sealing_settles_it(scores: Scores, workspace: Path) -> None:
    scores.amend(QICHUAN, ("tenants", 1, "revenue"), "1")
    assert "家的结果与封存的不同" in scores.stale()
    row = next(row for row in scores.ranked() if row[1] == QICHUAN)
    assert row[9] not in ("0.00", "")
    scores.window.press("seal")
    assert not scores.page.bar.seal.isVisible()
    scores.window.press("seal_not")
    with place(workspace) as there:
        assert len(runs.of_round(there.store, there.opened().round.id)) == 1
    scores.window.press("seal")
    scores.window.press("seal_now")
    scores.window.wait(lambda: scores.stale() == "与封存的结果一致")
    scores.settled()
    assert scores.page.source.count() == 3
    assert scores.window.desk.history.next_undo is None
    scores.page.source.setCurrentIndex(2)
    scores.settled()
    assert next(row for row in scores.ranked() if row[1] == QICHUAN)[2] == "91.92"


def test_the_live_score_can_be_stopped_and_worked_out_again(scores: Scores, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()

    def endless(*words: Any) -> object:
        begun.set()
        while True:
            time.sleep(0.01)
            words[-1].step(1, 16000)

    page, bar = scores.page, scores.page.bar
    with monkeypatch.context() as slow:
        slow.setattr(page_module, "live_look", endless)
        page.ask_again()
        scores.window.wait(lambda: begun.is_set() and bar.stop.isVisible() and bar.bar.maximum() == 16000)
        bar.stop.click()
        assert "已停止" in bar.where.text()
        assert not bar.stop.isVisible()
        scores.window.wait(lambda: page.is_fresh)
    assert page.ranking.model.rows, "what was sealed stays in view"
    bar.again.click()
    scores.window.wait(lambda: page.is_fresh and not bar.again.isVisible())
    assert bar.where.text() == ""


def test_what_is_stale_with_the_points_it_had_is_marked_by_a_word_and_found_by_sorting(scores: Scores) -> None:
    """A missing figure that comes in may leave the points as they were: who it is must be seen."""
    scores.amend(TINGLAN, ("tenants", 20, "rd_expense"), "3.5")
    assert scores.stale() == "数据已变：1 家的结果与封存的不同"
    assert {row[1]: row[9] for row in scores.ranked()} == {QICHUAN: "0.00", TINGLAN: "0.00 有变", MUYE: "0.00"}
    view = scores.page.ranking
    at = view.model.columnCount() - 1
    column = view.model.columns[at]
    assert column.hint is not None
    assert column.key is not None
    hints = {row.name: column.hint(row) for row in view.model.rows}
    assert "有变动" in hints[TINGLAN]
    assert hints[MUYE] == "0.00"
    view.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    assert scores.names()[0] == TINGLAN
    view.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert scores.names()[-1] == TINGLAN
    scores.amend(MUYE, ("tenants", 1, "rd_expense"), "3.5")
    keys = [column.key(row) for row in view.model.shown]
    assert len(set(keys)) == 3, "another's points moved, one is marked, one is as sealed"
    assert keys == sorted(keys), "and it is sorted anew"
    scores.window.press("seal")
    scores.window.press("seal_now")
    scores.window.wait(lambda: scores.stale() == "与封存的结果一致")
    scores.settled()
    assert [row[9] for row in scores.ranked()] == ["0.00"] * 3


def test_a_carrier_opens_with_its_tree_and_the_trace_that_explanations_give(
    scores: Scores, workspace: Path, qtmodeltester: ModelTester
) -> None:
    scores.open(TINGLAN)
    page = scores.page.one
    assert page.result.text() == "66.05 / 100　合格（暂定）"
    with place(workspace) as there:
        desk = there.scores(there.opened())
        uscc = scores.uscc(TINGLAN)
        due = carrier_shown(desk, uscc, "zh")
        told = [indicator_shown(desk, uscc, node.code, "zh") for node in due.nodes if node.is_indicator]
    assert page.nodes.nodes == due.nodes
    assert page.grading.lines == tuple((step.label, step.words) for step in due.grading)
    for one in told[::5]:
        scores.choose(one.code)
        lines = scores.trace()
        assert (lines["口径"], lines["数值"], lines["规则"]) == (one.measure, one.value, one.rule)
        assert lines["得分"].startswith(f"{one.points} / {one.maximum}")
        if one.firms:
            assert sorted(row[0] for row in texts(page.trace.tables[0])) == sorted(firm.name for firm in one.firms)
    qtmodeltester.check(page.nodes)


def test_an_amended_value_stands_beside_the_declared_one_and_every_value_leads_to_its_cell(scores: Scores) -> None:
    scores.amend(QICHUAN, ("tenants", 1, "revenue"), "1")
    scores.open(QICHUAN)
    scores.choose("A1-1")
    table = scores.page.one.trace.tables[0]
    firm = next(row for row in table.rows.rows if row.number == 1)
    value = next(one for one in firm.values if one.field == "revenue")
    column = next(place for place, one in enumerate(table.rows.columns) if one.title == value.label)
    index = table.rows.index(table.rows.shown.index(firm), column)
    assert index.data() == f"{value.declared} → {value.shown}"
    assert "现场核实" in index.data(Qt.ItemDataRole.ToolTipRole)
    visits: list[Visit] = []
    scores.window.desk.visited.connect(visits.append)
    table.doubleClicked.emit(index)
    (visit,) = visits
    assert (visit.page, visit.carrier, visit.target) == ("verify", scores.uscc(QICHUAN), value.place)


def test_everything_is_copied_as_excel_takes_it(scores: Scores) -> None:
    scores.page.quadrant.copy()
    assert QGuiApplication.clipboard().text().split("\n")[1] == f"{QICHUAN}\t56.77\t31.48\t91.92\t优秀"
    scores.open(QICHUAN)
    scores.page.one.tree.copy()
    assert QGuiApplication.clipboard().text().split("\n")[1].startswith("A 在孵企业质量\t56.77\t65\t87.34%")
    scores.choose("A3-2")
    scores.window.press("copy_trace")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("得分\t4.50 / 5")
    assert "企业\t作用\t" in text


def test_escape_goes_back_to_where_one_was(scores: Scores) -> None:
    scores.open(MUYE)
    assert scores.page.stack.currentWidget() is scores.page.one
    scores.window.qtbot.keyClick(scores.page.one.tree, Qt.Key.Key_Escape)
    assert scores.page.stack.currentWidget() is scores.page.overview
    assert scores.page.ranking.table.current_row().name == MUYE
    assert scores.window.widget.focusWidget() is scores.page.ranking.table


def test_a_visit_opens_the_carrier_at_an_indicator(scores: Scores) -> None:
    scores.window.desk.visit("score", scores.uscc(QICHUAN), "B1-1")
    scores.settled()
    assert scores.page.one.name.text() == QICHUAN
    assert scores.page.one.current_code == "B1-1"


def test_the_picture_is_gone_through_by_keys_saved_and_tells_its_figures(scores: Scores, tmp_path: Path) -> None:
    scores.page.tabs.setCurrentIndex(1)
    picture = scores.page.quadrant
    scores.window.wait(lambda: picture.is_drawn)
    press = scores.window.qtbot.keyClick
    press(picture, Qt.Key.Key_Home)
    assert picture.current is not None
    assert picture.current.name == QICHUAN
    assert "91.92" in picture.accessibleDescription()
    press(picture, Qt.Key.Key_Left)
    assert picture.current.name == TINGLAN
    assert scores.page.ranking.table.current_row().name == TINGLAN
    press(picture, Qt.Key.Key_Right)
    assert picture.current.name == QICHUAN
    for name in ("图.svg", "图.png"):
        scores.page.picture_to(tmp_path / name)
        scores.window.wait(lambda name=name: scores.window.notice() == f"已写入 {name}")
    assert QICHUAN in (tmp_path / "图.svg").read_text("utf-8")
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")
    (tmp_path / "file").touch()
    scores.page.picture_to(tmp_path / "file" / "图.svg")
    scores.window.wait(lambda: "图.svg" in scores.window.notice() and "已写入" not in scores.window.notice())
    scores.window.wait(lambda: picture.is_drawn)
    assert picture.scene is not None
    where = picture.scene.points[2].toPoint()
    scores.window.qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert picture.current.name == MUYE
    press(picture, Qt.Key.Key_Return)
    scores.settled()
    assert scores.page.one.name.text() == MUYE


def test_names_in_the_picture_do_not_lie_on_each_other() -> None:
    points = [QPointF(100 + 7 * (number % 9), 100 + 5 * (number // 9)) for number in range(60)]
    taken = Taken()
    for point in points:
        take_mark(taken, point)
    placed = [place for point in points if (place := place_label(taken, point, (80.0, 14), QRectF(0, 0, 600, 400)))]
    assert len(placed) > 10
    assert not any(one.intersects(other) for at, one in enumerate(placed) for other in placed[:at])
    assert not any(one.contains(point) for one in placed for point in points)


def test_the_heat_map_has_every_share_and_opens_the_indicator(scores: Scores, qtmodeltester: ModelTester) -> None:
    heat = scores.page.heat
    scores.page.tabs.setCurrentIndex(2)
    model = heat.model
    row = next(row for row in model.rows if row.name == QICHUAN)
    place_ = [one.title for one in model.columns].index("A1-4")
    assert (row.cells[place_], row.shares[place_]) == ("4.20", 7000)
    assert "70.00%" in model.columns[place_].hint(row)  # type: ignore[misc]  # every column of a heat map has one
    assert model.headerData(0, Qt.Orientation.Vertical) == f"1  {QICHUAN}"
    heat.order.setCurrentIndex(1)
    header = heat.table.horizontalHeader()
    means = [mean(known) for at in range(header.count()) if (known := shares(model.rows, header.logicalIndex(at)))]
    assert means == sorted(means)
    heat.order.setCurrentIndex(0)
    assert [header.logicalIndex(at) for at in range(3)] == [0, 1, 2]
    assert shade_of(0, Role.DEDUCTION) == shade_of(10_000, Role.BASE)
    index = model.index(0, place_)
    where = heat.table.visualRect(index).center()
    scores.window.qtbot.mouseClick(heat.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    scores.settled()
    assert (scores.page.one.name.text(), scores.page.one.current_code) == (QICHUAN, "A1-4")
    qtmodeltester.check(model)


def shares(rows: tuple[RankRow, ...], column: int) -> list[int]:
    return [share for row in rows if (share := row.shares[column]) is not None]


def test_the_workbook_is_written_and_not_over_another(scores: Scores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "核算表.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    scores.window.press("export")
    scores.window.wait(lambda: scores.window.notice() == "已写入 核算表.xlsx")
    assert target.read_bytes()[:2] == b"PK"
    scores.window.press("export")
    scores.window.wait(lambda: "核算表.xlsx" in scores.window.notice() and "已写入" not in scores.window.notice())


def test_without_returns_the_page_says_what_to_do(opened: Callable[[Path], Window], tmp_path: Path) -> None:
    path = tmp_path / "empty.fuping"
    new_workspace(path, district="示例区", assessment_year=2026, data_year=2025, actor="王评审", now=NOW).store.close()
    window = opened(path)
    page = window.go("score", ScorePage)
    assert page.stack.currentWidget() is page.empty
    assert not page.bar.seal.isEnabled()
    assert page.bar.isHidden(), "a strip with nothing to say is not there"
    page.empty.button.click()
    assert window.view.current.key == "collect"


def test_an_older_run_gets_its_lines_when_it_is_first_looked_at(
    opened: Callable[[Path], Window], workspace: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copy(workspace, tmp_path / "older.fuping"))
    with sqlite3.connect(older) as plain:
        plain.execute("DELETE FROM run_line")
    plain.close()
    scores = Scores(opened(older))
    scores.settled()
    assert [row[2] for row in scores.ranked()] == ["91.92", "66.05", "34.63"]
    assert scores.stale() == "与封存的结果一致"
    with sqlite3.connect(older) as plain:
        assert plain.execute("SELECT count(*) FROM run_line").fetchone() == (3,)
    plain.close()


def test_peers_and_the_year_before_are_told_when_somebody_looks(scores: Scores, qtmodeltester: ModelTester) -> None:
    scores.open(QICHUAN)
    one = scores.page.one
    one.tabs.setCurrentWidget(one.peers)
    scores.settled()
    assert one.peers.words.text() == "同类参评载体只有 3 家（含本载体），少于 5 家，不作比较。"
    one.tabs.setCurrentWidget(one.past)
    scores.settled()
    assert one.past.words.text() == "工作区里没有更早年度封存的结果。"
    qtmodeltester.check(one.peers.model)
    qtmodeltester.check(one.past.model)


def test_a_run_can_be_chosen(scores: Scores) -> None:
    box = scores.window.child(QComboBox, "score_source")
    assert box.itemText(0) == "即时评分"
    assert "封存，王评审" in box.itemText(1)
    box.setCurrentIndex(1)
    scores.settled()
    assert [row[2] for row in scores.ranked()] == ["91.92", "66.05", "34.63"]


def test_a_name_that_stands_as_near_to_another_point_has_a_line_to_its_own() -> None:
    own, name = QPointF(100, 100), QRectF(109, 92, 80, 16)
    assert not needs_line(own, name, Neighbours([own, QPointF(100, 300)]))
    assert needs_line(own, name, Neighbours([own, QPointF(194, 100)]))
    assert needs_line(QPointF(60, 100), name, NOBODY)


def test_a_name_stands_beside_nobody_else_and_its_line_runs_over_no_mark() -> None:
    own, right, left = QPointF(300, 200), QPointF(388, 200), QPointF(214, 204)
    points = [own, right, left]
    taken = Taken()
    for point in points:
        take_mark(taken, point)
    place = place_label(taken, own, (70.0, 14), QRectF(0, 0, 600, 400), Neighbours(points))
    assert place is not None
    for other in (right, left):
        assert not place.adjusted(-10, -10, 10, 10).contains(other)
    alone = place_label(Taken(), own, (70.0, 14), QRectF(0, 0, 600, 400), Neighbours([own]))
    assert alone is not None
    assert alone.left() > own.x(), "with nobody around it stands at the right"


def test_a_name_stands_where_the_line_to_it_runs_under_no_other_name() -> None:
    own, taken = QPointF(300, 200), Taken()
    take_mark(taken, own)
    for in_the_way in (QRectF(312, 182, 4, 36), QRectF(298, 180, 4, 4), QRectF(298, 216, 4, 4)):
        taken.add(in_the_way)  # right, above and below there is room farther off, behind it
    for beside_the_way in (QRectF(285, 185, 4, 4), QRectF(285, 205, 4, 8)):
        taken.add(beside_the_way)
    place = place_label(taken, own, (70.0, 14), QRectF(0, 0, 600, 400))
    assert place is not None
    assert place.right() < own.x() - 12, "at the left the way is clear"


def test_two_at_one_spot_are_told_together(picture_of_two: Scene) -> None:
    assert picture_of_two.told(0) == ["云岬明渚孵化器（东园）", "云岬明渚孵化器（西园）"]
    assert picture_of_two.told(1) == [], "the second is told with the first"
    assert picture_of_two.told(2) == ["云岬栈桥孵化器"]
    assert picture_of_two.neighbours.near(QRectF(9, 9, 2, 2)) == [QPointF(10, 10), QPointF(10, 10)]


@pytest.fixture
def picture_of_two() -> Scene:
    names = ("云岬明渚孵化器（东园）", "云岬明渚孵化器（西园）", "云岬栈桥孵化器")
    rows: Any = tuple(SimpleNamespace(name=name) for name in names)
    ranking: Any = SimpleNamespace()
    scene = Scene(ranking, rows, QRectF(0, 0, 600, 400), (0, 0), [QPointF(10, 10), QPointF(10, 10), QPointF(300, 300)])
    scene.look_round()
    return scene


def test_letters_on_the_heat_map_are_read_on_every_shade(qapp: object) -> None:
    for scheme in (LIGHT, DARK):
        for part in range(0, 101, 5):
            below, above = QColor(scheme.base), QColor(scheme.accent)
            mixed = [
                (low * (100 - part) + high * part) // 100
                for low, high in ((below.red(), above.red()), (below.green(), above.green()), (below.blue(), above.blue()))
            ]
            ground = QColor(*mixed)
            ink = QColor(ink_on(ground.rgb(), scheme.text))
            assert contrast(ink, ground) >= 4.5, (scheme, part)
    assert ink_on(QColor(LIGHT.base).rgb(), LIGHT.text) == LIGHT.text, "where it is read it is the usual ink"


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 has it, reckoned here once more."""

    def light(colour: QColor) -> float:
        parts = [c / 255 for c in (colour.red(), colour.green(), colour.blue())]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)
