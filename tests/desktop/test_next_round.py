"""The next year's round in the window: begun from the last, looked at beside it, taken back while it is empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.pages.roster.page import RosterPage
from desktop.pages.score.page import ScorePage
from desktop.pages.start.next_round import KindCard, NextRoundDialog
from desktop.pages.verify.page import VerifyPage
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import place


class NextRound:
    """The dialog as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        window.widget.menus.next_round.trigger()
        dialog = window.widget.findChild(NextRoundDialog)
        assert dialog is not None
        self.dialog = dialog
        window.wait(lambda: dialog.cards)

    @property
    def card(self) -> KindCard:
        return self.dialog.cards[0]

    def begin(self) -> None:
        year = self.dialog.assessment_year.value()
        self.dialog.begin.click()
        self.window.wait(lambda: self.window.desk.year == year)
        self.window.settled()


def rounds(window: Window) -> list[str]:
    box = window.view.head.rounds
    return [box.itemText(row) for row in range(box.count())]


def test_the_next_year_is_begun_and_looked_at(window: Window, workspace: Path) -> None:
    roster = window.go("roster", RosterPage)
    assert not window.view.head.rounds.isVisible(), "one round is no choice"
    assert window.view.head.year.text() == "2026 年度考评"
    dialog = NextRound(window)
    assert (dialog.dialog.assessment_year.value(), dialog.dialog.data_year.value()) == (2027, 2026)
    assert dialog.dialog.assessment_year.minimum() == 2027
    assert dialog.card.goes_on.text() == "孵化器"
    assert dialog.card.roster.text() == "沿用参评名单（3 家）"
    assert dialog.card.rubric.box.currentText().startswith("沿用：")
    dialog.begin()
    assert rounds(window) == ["2027 年度考评", "2026 年度考评"]
    assert (window.view.head.rounds.isVisible(), window.view.head.year.isVisible()) == (True, False)
    assert not window.view.earlier.isVisible()
    assert {row[2] for row in texts(roster.table)} == {"未交"}
    with place(workspace) as found:
        assert (found.year, len(found.opened().participants())) == (2027, 3)


def test_an_earlier_round_says_that_it_is_one(window: Window) -> None:
    roster = window.go("roster", RosterPage)
    NextRound(window).begin()
    window.qtbot.keyClick(window.view.head.rounds, Qt.Key.Key_Down)
    window.wait(lambda: window.desk.year == 2026)
    window.settled()
    assert "未交" not in {row[2] for row in texts(roster.table)}
    assert window.view.earlier.text.text().startswith("这是以前的轮次：2026 年度考评。")
    score = window.go("score", ScorePage)
    window.wait(lambda: score.ranking.model.rows)
    assert len(score.ranking.model.rows) == 3
    window.view.earlier.button.click()
    window.wait(lambda: window.desk.year == 2027)
    assert not window.view.earlier.isVisible()
    window.wait(lambda: score.stack.currentWidget() is score.empty)
    menu = window.widget.menus.rounds
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("2027 年度考评", True),
        ("2026 年度考评", False),
    ]
    menu.actions()[1].trigger()
    assert window.desk.year == 2026


def test_an_edit_is_undone_in_the_round_it_was_made_in(window: Window, workspace: Path) -> None:
    """The same carrier stands on both lists; what was done in one year is not taken back in the other."""
    roster = window.go("roster", RosterPage)
    NextRound(window).begin()
    roster.table.go_to(roster.model.index_of(lambda _: True))
    gone = roster.table.current_row().uscc
    roster.remove()
    window.settled()
    window.desk.turn_to(2026)
    window.settled()
    window.widget.undo()
    assert window.desk.year == 2027, "a person sees what is taken back"
    window.settled()
    assert gone in [one.uscc for one in roster.model.rows]
    window.desk.turn_to(2026)
    window.widget.redo()
    window.settled()
    with place(workspace) as found:
        assert gone not in [one.uscc for one in found.opened().participants()]
        found.turn_to(2026)
        assert gone in [one.uscc for one in found.opened().participants()]


def test_a_round_is_taken_back_by_undo_and_begun_again(window: Window) -> None:
    roster = window.go("roster", RosterPage)
    NextRound(window).begin()
    assert window.widget.menus.undo.text() == "撤销 开始 2027 年度的轮次"
    window.widget.undo()
    window.wait(lambda: len(window.desk.years) == 1)
    window.settled()
    assert (window.desk.year, window.view.head.rounds.isVisible()) == (2026, False)
    assert len(roster.model.rows) == 3
    window.widget.redo()
    window.wait(lambda: len(window.desk.years) == 2)
    window.settled()
    assert window.notice() == ""


def test_what_is_refused_is_said_in_the_dialog(window: Window) -> None:
    dialog = NextRound(window)
    dialog.card.goes_on.setChecked(False)
    assert not dialog.card.roster.isEnabled()
    dialog.dialog.begin.click()
    window.wait(dialog.dialog.notice.isVisible)
    assert dialog.dialog.notice.text.text() == "请至少延续一个类型"
    dialog.card.goes_on.setChecked(True)
    dialog.card.roster.setChecked(False)
    dialog.begin()
    assert window.go("roster", RosterPage).model.rows == ()


def test_a_window_that_only_looks_follows_a_round_that_is_gone(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another window begins a year and takes it back while this one looks at it."""
    from datetime import UTC, datetime

    from scoring.services.changes import Change, changes
    from scoring.services.next_year import NextYear, TakenOver, begin_next, take_back
    from scoring.services.workplace import Workplace

    window.go("roster", RosterPage)
    with Workplace(window.desk.path, actor="乙") as theirs:
        asked = NextYear(2027, 2026, (TakenOver(theirs.opened().round.id),))
        made = begin_next(theirs.store, asked, actor="乙", now=datetime.now(UTC))
        window.desk.announce(changes(*Change))
        window.wait(lambda: len(window.desk.years) == 2)
        window.desk.turn_to(2027)
        window.settled()
        take_back(theirs.store, [one.round.id for one in made], actor="乙", now=datetime.now(UTC))
    window.desk.announce(changes(*Change))
    window.wait(lambda: window.desk.year == 2026)
    window.settled()
    assert len(window.go("roster", RosterPage).model.rows) == 3


def test_verification_shows_the_returns_of_the_round_that_is_looked_at(window: Window) -> None:
    """The kind has the same name in both years."""
    verify = window.go("verify", VerifyPage)
    assert verify.stack.currentWidget() is verify.work
    NextRound(window).begin()
    assert verify.empty.isVisible()
    window.desk.turn_to(2026)
    window.settled()
    assert verify.stack.currentWidget() is verify.work
    assert verify.view is not None
