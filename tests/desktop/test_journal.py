"""日志: entries in words, filtered and paged, proved and saved; from an entry to its carrier."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QLineEdit
from pytestqt.modeltest import ModelTester

from desktop.models.growing import GrowingRows
from desktop.models.rows import Column
from desktop.pages.journal.page import JournalPage
from scoring.services.changes import Changes
from scoring.store import carriers, opening
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import NOW


class Journal:
    """The page, as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("journal", JournalPage)

    def rows(self) -> list[list[str]]:
        return texts(self.page.table)

    def kinds(self) -> set[str]:
        return {row[2] for row in self.rows()}

    def find(self, words: str) -> Journal:
        self.window.child(QLineEdit, "search").setText(words)
        return self._asked()

    def choose(self, name: str, text: str) -> Journal:
        box = self.window.child(QComboBox, name)
        assert box.findText(text) >= 0, [box.itemText(row) for row in range(box.count())]
        box.setCurrentIndex(box.findText(text))
        return self._asked()

    def day(self, name: str, day: QDate) -> Journal:
        self.window.child(QDateEdit, name).setDate(day)
        return self._asked()

    def _asked(self) -> Journal:
        """Letters and days are waited for a moment before they are looked for."""
        pause = self.page.filters._pause
        self.window.wait(lambda: not pause.isActive())
        self.window.settled()
        return self


@pytest.fixture
def journal(window: Window) -> Journal:
    return Journal(window)


def test_the_newest_stands_first_in_words(journal: Journal, qtmodeltester: ModelTester) -> None:
    rows = journal.rows()
    assert rows[0][:2] == ["2026-04-01 17:00:00", "王评审"]
    assert rows[0][3].startswith("封存孵化器的评分结果 2026-")
    assert journal.page.count.text() == f"共 {len(rows)} 条"
    qtmodeltester.check(journal.page.model)


def test_filters_meet_and_are_cleared(journal: Journal) -> None:
    whole = len(journal.rows())
    assert journal.choose("kind", "更正").kinds() == {"更正"}
    assert len(journal.choose("carrier", "云岬听澜创新工场").rows()) == 1
    journal.find("没有这个词")
    assert journal.rows() == []
    assert journal.page.stack.currentWidget() is journal.page.empty
    journal.window.press("clear")
    journal.window.settled()
    assert len(journal.rows()) == whole
    assert journal.find("tinglan 更正").kinds() == {"更正"}
    journal.window.press("clear")
    assert journal.day("first", QDate(2026, 4, 2)).rows() == []
    journal.window.press("clear")
    assert len(journal.day("last", QDate(2026, 4, 1)).choose("person", "王评审").rows()) == whole


def test_an_entry_is_told_in_full(journal: Journal) -> None:
    journal.choose("kind", "封存结果")
    journal.window.child(type(journal.page.more), "details").click()
    journal.page.table.go_to(journal.page.model.index(0, 0))
    text = journal.page.details.toPlainText()
    assert '"receipt":' in text
    assert "run.sealed" in text
    journal.page.table.clearSelection()


def test_a_double_click_goes_to_the_carrier(journal: Journal) -> None:
    visits: list[tuple[str, str]] = []
    journal.window.desk.visited.connect(lambda visit: visits.append((visit.page, visit.carrier)))
    journal.choose("kind", "更正").choose("carrier", "云岬听澜创新工场")
    journal.page.table.go_to(journal.page.model.index(0, 0))
    journal.window.qtbot.keyClick(journal.page.table, Qt.Key.Key_Return)
    assert visits == [("verify", "91310113YFP900002B")]


def test_what_is_about_nobody_opens_its_details(journal: Journal) -> None:
    journal.choose("kind", "封存结果")
    journal.page.table.doubleClicked.emit(journal.page.model.index(0, 0))
    assert journal.page.details.isVisible()


def test_somebody_is_sent_here_for_one_carrier(window: Window) -> None:
    window.desk.visit("journal", "91310113YFP900002B")
    window.settled()
    page = window.view.current
    assert isinstance(page, JournalPage)
    window.wait(lambda: page.is_fresh and page.model.rows)
    assert all(("91310113YFP900002B", "云岬听澜创新工场") in one.carriers for one in page.model.rows)


def test_the_chain_is_proved(journal: Journal) -> None:
    journal.window.press("prove")
    journal.window.wait(journal.page.chain.text)
    assert journal.page.chain.text().startswith("日志链完整：1 条链")
    assert journal.page.chain.property("role") == "good"
    assert journal.page.prove.isEnabled()


def test_what_is_filtered_is_saved(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "日志.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    journal.choose("kind", "更正")
    journal.window.press("export")
    journal.window.wait(journal.window.notice)
    assert journal.window.notice() == f"“日志.csv”已写好，共 {len(journal.rows())} 条"
    assert len(target.read_text("utf-8-sig").splitlines()) == len(journal.rows()) + 1
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.pdf"), ""))
    journal.window.press("export")
    journal.window.wait(lambda: "x.pdf" in journal.window.notice())


def test_more_come_as_one_scrolls(window: Window, workspace: Path) -> None:
    with opening.open_store(workspace) as store, store.writing():
        for number in range(450):
            carriers.register(store, uscc=f"W{number}", name=f"w{number}", actor="乙", now=NOW + timedelta(days=1))
    journal = Journal(window).choose("person", "乙")
    assert len(journal.rows()) == 200
    for due in (400, 451):  # the copy began a chain of its own
        journal.page.table.scrollToBottom()
        window.wait(lambda due=due: journal.page.model.rowCount() == due)
    assert journal.page.count.text() == "共 451 条"
    assert not journal.page.model.canFetchMore(journal.page.model.index(-1, -1))


def test_an_undertaking_elsewhere_is_seen_at_once(journal: Journal) -> None:
    before = len(journal.rows())
    uscc = "91310113YFP900002B"
    journal.window.desk.write(
        "x", lambda place, _: carriers.register(place.store, uscc=uscc, name="改名", actor="甲", now=NOW), _everything()
    )
    journal.window.wait(lambda: len(journal.rows()) > before)
    assert "载体改名" in journal.kinds()


def _everything() -> Changes:
    from scoring.services.changes import Change, changes

    return changes(Change.ROSTER)


def test_rows_come_only_when_they_are_wanted(qapp: object, qtmodeltester: ModelTester) -> None:
    model = GrowingRows((Column("x", str),))
    asked: list[bool] = []
    model.wanted.connect(lambda: asked.append(True))
    model.begin(("a", "b"), more=True)
    root = model.index(-1, -1)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    model.fetchMore(root)
    assert asked == [True]
    model.extend(("c",), more=False)
    assert [model.data(model.index(row, 0)) for row in range(3)] == ["a", "b", "c"]
    assert not model.canFetchMore(root)
    qtmodeltester.check(model)
