"""规则草稿 in the window: a year's rubric copied, edited, tried out, adopted, scored by, compared; forms and policies alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QTreeWidgetItem, QWidget
from pytestqt.modeltest import ModelTester

from desktop.pages.drafts.adopting import AdoptDraftDialog
from desktop.pages.drafts.beginning import KINDS, BeginDialog
from desktop.pages.drafts.building import ExpressionDialog, MeasureDialog
from desktop.pages.drafts.page import DraftsPage
from desktop.pages.journal.page import JournalPage
from desktop.pages.rubric.page import RubricPage
from desktop.pages.score.page import ScorePage
from scoring.definitions.rubric import MeasureKind
from scoring.services.draft_desk import Node
from scoring.services.drafts import open_draft
from scoring.store.definitions import Kind
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import place

D = TypeVar("D", bound=QDialog)


class Drafting:
    """The page as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("drafts", DraftsPage)

    def begin(self, kind: Kind = Kind.RUBRIC, wanted: str = "") -> None:
        """A copy of the first version, or of the one whose line says the words."""
        self.page.acts.begin(kind)
        dialog = self.dialog(BeginDialog)
        self.window.wait(lambda: dialog.versions.count() > 0)
        for row in range(dialog.versions.count()):
            if wanted in dialog.versions.item(row).text():
                dialog.versions.setCurrentRow(row)
                break
        before = self.page.draft
        dialog.yes.click()
        self.window.wait(lambda: self.page.draft not in ("", before))
        self.window.settled()

    def dialog(self, kind: type[D]) -> D:
        self.window.wait(lambda: isinstance(self.page.dialog, kind))
        found = self.page.dialog
        assert isinstance(found, kind)
        return found

    def node(self, key: str) -> Node:
        """The entry of that key."""
        assert self.page.shown is not None
        return next(node for node in self.page.shown.outline.everything() if node.key == key)

    def go(self, key: str) -> None:
        """To an entry, by the outline."""
        path = self.node(key).path
        self.page.outline.go_to(path)
        self.window.wait(lambda: self.page.card.shown_path == path)
        self.window.settled()

    def editor(self, name: str) -> QWidget:
        """Where the slot of a key is typed into."""
        assert self.page.card.form is not None
        found = self.page.card.form.editor_at((*self.page.at, *name.split(".")))
        assert found is not None, name
        return found

    def type(self, name: str, text: str) -> None:
        """Into the slot of a key, then Enter."""
        line = self.editor(name)
        while line.focusProxy() is not None:
            line = line.focusProxy()
        if isinstance(line, QPlainTextEdit):
            line.setFocus()
            line.setPlainText(text)
            QApplication.sendEvent(line, QFocusEvent(QFocusEvent.Type.FocusOut))  # no window is active where there is no screen
            self.window.settled()
        else:
            type_at(self, line, text)

    def add(self, label: str) -> None:
        """What the menu of the outline offers under this name."""
        one = next(one for one in self.page.outline.adds() if one.label == label)
        before = self.page.at
        self.page.outline.adding.emit(one)
        self.window.wait(lambda: self.page.at != before)
        self.window.settled()

    def sentences(self) -> list[str]:
        return [row.sentence for row in self.page.trying.findings.rows]

    def adopt(self, version: str) -> None:
        self.window.press("draft_adopt")
        dialog = self.dialog(AdoptDraftDialog)
        dialog.version.setText(version)
        dialog.yes.click()
        self.window.wait(lambda: self.page.dialog is None)
        self.window.settled()


@pytest.fixture
def drafting(window: Window) -> Drafting:
    return Drafting(window)


def test_next_years_rubric_from_the_copy_to_the_journal(drafting: Drafting, workspace: Path) -> None:
    page, window = drafting.page, drafting.window
    drafting.begin()
    drafting.go("A3-1")  # a weight: one point more, and its scale with it
    drafting.type("maximum", "6")
    assert any("6" in sentence for sentence in drafting.sentences())
    assert not page.adopt.isEnabled()
    type_at(drafting, page_rows(drafting)[-1][1], "6")
    assert not any("满分" in sentence for sentence in drafting.sentences())

    drafting.go("hnte_share")  # a measure of its own through the builder, as a copy that counts fewer firms
    page.outline.copied.emit(page.at)
    window.wait(lambda: page.card.title.text().startswith("hnte_share_"))
    window.settled()
    page.build_measure()
    building = drafting.dialog(MeasureDialog)
    assert building.builder.measure_kind is MeasureKind.SHARE
    _say(building, "hnte and revenue >= 2000万元")
    window.wait(lambda: bool(building.values.model.rows))
    _take_over(building)
    window.wait(lambda: page.dialog is None)
    window.settled()
    new_measure = page.card.title.text().split()[0]

    drafting.go("A3")
    drafting.add("指标")
    assert page.at[0] == "indicators"
    code = page.card.title.text().split()[0]
    drafting.type("title.zh", "高新技术企业规模占比")
    drafting.type("measure", new_measure)
    drafting.type("maximum", "2")
    drafting.type("basis", "示例")
    for name, answer in (("scale", "linear"), ("missing.rule", "zero")):
        drafting.type(name, answer)
    fill_scale(drafting, (("0%", "0"), ("50%", "2")))
    assert [row for row in page.trying.findings.rows if row.is_error] == []

    page.trying.setCurrentWidget(page.trying.impact)
    window.press("run_impact")
    window.wait(lambda: bool(page.trying.impact.words.text()))
    assert page.trying.moved.rows
    page.trying.setCurrentWidget(page.trying.examples)
    window.press("run_draft_examples")
    window.wait(lambda: bool(page.trying.ran.rows))
    page.trying.setCurrentWidget(page.trying.comparison)
    window.wait(lambda: "高新技术企业规模占比" in page.trying.comparison.toPlainText())

    drafting.adopt("2027")
    assert page.draft == ""
    with place(workspace) as looked:
        rubric = looked.opened().rubric.rubric
        assert rubric.version == "2027"
        assert rubric.indicator("A3-1").maximum == 6
        assert rubric.indicator(code).title.zh == "高新技术企业规模占比"
    scores = window.go("score", ScorePage)
    scores.seal()
    window.settled()
    books = window.go("rubric", RubricPage)
    assert books.book is not None
    assert books.book.shown.version == "2027"
    books.tabs.setCurrentWidget(books.comparing)
    books.comparing.old.setCurrentIndex(1)
    books.comparing.new.setCurrentIndex(0)
    window.wait(lambda: "高新技术企业规模占比" in books.comparing.leaf.toPlainText())
    journal = window.go("journal", JournalPage)
    told = "\n".join(" ".join(line) for line in texts(journal.table))
    for words in (
        "开始评分细则的草稿",
        "指标“A3-1” › 满分：5 → 6",
        "第 3 行 › 得分：5 → 6",
        f"复制出指标口径“{new_measure}”",
        f"指标口径“{new_measure}” › 计入条件",
        f"新增指标“{code}”",
        f"指标“{code}” › 口径：（空） → {new_measure}",
        f"指标“{code}” › 依据",
        "版本：2026 → 2027",
        "2027 版",
        "换用评分细则",
        "封存孵化器的评分结果",
    ):
        assert words in told, words


def page_rows(drafting: Drafting) -> list[list[QWidget]]:
    """The cells of the scale's lines on the card."""
    from desktop.pages.drafts.slots import GroupSlot, RowsSlot

    assert drafting.page.card.form is not None
    scale = next(one for one in drafting.page.card.form.widgets if one.slot.name == "scale")
    assert isinstance(scale, GroupSlot)
    rows = next(one for one in scale.form.widgets if isinstance(one, RowsSlot))
    return [list(row) for row in rows.cells]


def type_at(drafting: Drafting, cell: QWidget, text: str) -> None:
    line = cell if isinstance(cell, QLineEdit) else cell.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    line.insert(text)
    drafting.window.qtbot.keyClick(line, Qt.Key.Key_Return)
    drafting.window.settled()


def fill_scale(drafting: Drafting, steps: tuple[tuple[str, str], ...]) -> None:
    """Lines of a scale, added where they are missing."""
    for number, step in enumerate(steps):
        if len(page_rows(drafting)) <= number:
            before = len(page_rows(drafting))
            button = next(one for one in drafting.page.card.findChildren(QWidget, "add_line") if one.isVisible())
            button.click()  # type: ignore[attr-defined]
            drafting.window.wait(lambda before=before: len(page_rows(drafting)) > before)
            drafting.window.settled()
        for column, text in enumerate(step):
            type_at(drafting, page_rows(drafting)[number][column], text)


def _say(building: MeasureDialog, text: str) -> None:
    """The expression itself, for those who want it."""
    from desktop.widgets.builder.condition_builder import ConditionBuilder

    builder = next(one for one in building.findChildren(ConditionBuilder) if one.isVisible())
    builder.by_text.click()
    builder.text.setPlainText(text)
    builder.text.typed.emit(text)
    builder.settle()


def _take_over(dialog: QDialog) -> None:
    button = dialog.findChild(QPushButton, "take_over")
    assert button is not None
    assert button.text() == "写入草稿"
    button.click()


def test_undo_and_redo_have_names_and_a_dropped_draft_comes_back(drafting: Drafting) -> None:
    drafting.begin()
    drafting.go("优秀")
    drafting.type("at_least", "92")
    history = drafting.window.desk.history
    assert history.next_undo is not None
    assert "92" in history.next_undo.title
    assert drafting.sentences() != []
    drafting.window.desk.undo()
    drafting.window.settled()
    assert drafting.sentences() == []
    drafting.window.desk.redo()
    drafting.window.settled()
    assert drafting.sentences() != []
    made = drafting.page.draft
    drafting.page.acts.drop(drafting.page.draft)
    drafting.window.settled()
    assert drafting.page.stack.currentWidget() is drafting.page.empty
    drafting.window.desk.undo()
    drafting.window.settled()
    assert drafting.page.draft == made


def test_what_would_change_a_meaning_gets_a_new_key_and_says_why(drafting: Drafting, workspace: Path) -> None:
    drafting.begin()
    drafting.go("hnte_share")
    drafting.type("over", "G")
    assert "hnte_share_2" in drafting.window.notice()
    with place(workspace) as looked:
        document = open_draft(looked.opened(), drafting.page.draft).document
        assert "hnte_share_2" in [one["key"] for one in document["measures"]]
        assert "hnte_share" not in [one["measure"] for one in document["indicators"]]


def test_a_policy_once_adopted_counts_and_offers_no_way_back(drafting: Drafting) -> None:
    drafting.begin(Kind.POLICY)
    drafting.adopt("2030")
    assert drafting.page.draft == ""
    assert drafting.window.desk.history.next_undo is None


def test_nonsense_is_refused_and_does_not_go_on_standing_there(drafting: Drafting) -> None:
    drafting.begin()
    drafting.go("优秀")
    drafting.type("at_least", "很多")
    drafting.window.wait(lambda: bool(drafting.window.notice()))
    drafting.window.settled()
    line = drafting.editor("at_least")
    assert isinstance(line, QLineEdit)
    assert line.text() != "很多"


def test_an_expression_is_built_and_read_aloud(drafting: Drafting) -> None:
    drafting.begin()
    card = drafting.page.card
    slot = next(one.slot for one in card.form.widgets if one.slot.name == "takes_part") if card.form else None
    assert slot is not None
    card.said.build.emit(slot)
    dialog = drafting.dialog(ExpressionDialog)
    assert dialog.builder.expression() == slot.text
    dialog.builder.show_expression("months(operating_since, cutoff) >= 36", drafting_slot(drafting, slot.path))
    _take_over(dialog)
    drafting.window.wait(lambda: drafting.page.dialog is None)
    drafting.window.settled()
    assert any("36" in one.slot.reading for one in (card.form.widgets if card.form else ()))


def drafting_slot(drafting: Drafting, path: object) -> object:
    from scoring.services.draft_building import workbench

    with place(drafting.window.desk.path) as looked:
        return workbench(looked.opened(), drafting.page.draft, ()).slots[path]  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_opened_walked_through_and_searched(drafting: Drafting, kind: Kind, qtmodeltester: ModelTester) -> None:
    drafting.begin(kind)
    page = drafting.page
    assert page.shown is not None
    assert page.shown.head.kind is kind
    assert page.shown.errors == 0
    for node in [one for one in page.shown.outline.everything() if one.sort][:40]:
        page.outline.go_to(node.path)
        drafting.window.wait(lambda node=node: page.card.shown_path == node.path)
    page.outline.search.setText("没有这样的条目")
    tree = page.outline.tree
    top = tree.topLevelItem(0)
    assert isinstance(top, QTreeWidgetItem)
    assert top.isHidden()
    qtmodeltester.check(page.trying.findings)


def test_a_read_only_window_shows_drafts_and_changes_nothing(
    drafting: Drafting, opened: Callable[[Path], Window], workspace: Path
) -> None:
    drafting.begin()
    second = Drafting(opened(workspace))
    assert second.page.draft == drafting.page.draft
    second.go("优秀")
    line = second.editor("at_least")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert not second.page.adopt.isEnabled()
    assert not second.page.outline.add.isEnabled()
