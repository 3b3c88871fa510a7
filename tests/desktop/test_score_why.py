"""优势与提升 on the score page: told when somebody looks, robustness on demand, stopped when somebody wants it or leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.pages.score.next_view import NextView
from scoring.services.robustness import DRAWS
from scoring.services.scoring import live_score
from scoring.services.why import Whys
from tests.desktop.screens import Window
from tests.desktop.test_score import QICHUAN, TINGLAN, Scores
from tests.journeys.districts import district


@pytest.fixture
def scores(window: Window) -> Scores:
    return Scores(window)


def looked(scores: Scores, name: str) -> tuple[str, ...]:
    scores.open(name)
    one = scores.page.one
    one.tabs.setCurrentWidget(one.next)
    scores.settled()
    return one.next.lines


def test_next_steps_are_told_when_somebody_looks(scores: Scores) -> None:
    """Robustness only when it is asked for."""
    lines = looked(scores, TINGLAN)
    assert lines[0] == "“科技型企业占比”得到满分的 76.7%，是自身得分比例最高的一项（参评不足 5 家，不与同类比较）"
    assert "现为“合格”，总分 66.05，距“优良”分数线 70 分还差 3.95 分。" in lines
    assert "“优良”名额有限：其他载体不变时，总分须达到 91.93 分才排得进，还差 25.88 分。" in lines
    assert lines[-1] == "还没有测算；按下面的按钮测算。"
    assert scores.page.one.next.bar.isHidden()


def test_every_change_is_shown_with_its_cells(qtbot: QtBot, tmp_path: Path) -> None:
    """Of a made-up district where something lifts somebody."""
    opened = district(tmp_path / "made.fuping", 8)
    with opened.store:
        board = live_score(opened)
        whys = Whys(opened, board)
        told = (whys.of(one.carrier.no, "zh") for one in board.results())
        why = next(one for one in told if one.lifting.suggestions)
    view = NextView()
    qtbot.addWidget(view)
    view.show_why(why)
    for number, one in enumerate(why.lifting.suggestions, start=1):
        at = view.lines.index(f"{number}. {one.words}")
        below = view.lines[at + 1].splitlines()
        assert len(below) == 1 + len(one.cells)
        assert all(cell.after in line and cell.subject in line for cell, line in zip(one.cells, below[1:], strict=True))


def test_the_best_grade_has_nothing_to_work_out(scores: Scores) -> None:
    lines = looked(scores, QICHUAN)
    assert "已是最高等级“优秀”，不再测算提升。" in lines
    assert scores.page.one.next.test.isEnabled()


def test_robustness_comes_on_demand_and_is_kept_for_the_next_carrier(scores: Scores) -> None:
    looked(scores, TINGLAN)
    one = scores.page.one
    one.next.test.click()
    assert one.next.bar.isVisible()
    assert one.next.stop.isVisible()
    scores.settled()
    assert any(f"随机变动 {DRAWS} 次（种子 1）" in line for line in one.next.lines)
    assert one.next.bar.isHidden()
    assert one.next.test.text() == "重新测算稳健性"
    scores.page.go_back()
    assert any(f"随机变动 {DRAWS} 次" in line for line in looked(scores, QICHUAN))


def test_robustness_can_be_stopped(scores: Scores) -> None:
    """Nothing of it is shown, and it can be asked for again."""
    looked(scores, TINGLAN)
    one = scores.page.one
    one.next.test.click()
    one.next.stop.click()
    assert one.next.bar.isHidden()
    scores.settled()
    assert not any("随机变动" in line for line in one.next.lines)
    one.next.test.click()
    scores.settled()
    assert any("随机变动" in line for line in one.next.lines)


def test_what_changes_in_the_data_takes_robustness_back(scores: Scores) -> None:
    looked(scores, TINGLAN)
    scores.page.one.next.test.click()
    scores.settled()
    scores.amend(TINGLAN, ("tenants", 1, "revenue"), "1900")
    scores.settled()
    assert scores.page.one.next.lines[-1] == "还没有测算；按下面的按钮测算。"
