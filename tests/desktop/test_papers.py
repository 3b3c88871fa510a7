"""发布 → 公文: words typed once, what is missing, the preview, saving, printing, and who may not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop.pages.publish.papers import Papers
from scoring.services.document_issue import PaperKind
from scoring.store import doctor, papers
from tests.desktop.screens import Window
from tests.desktop.test_publish import FIRST, PublishScreen
from tests.desktop.workspaces import place

ISSUER = "示例区科学技术委员会"


class PapersScreen(PublishScreen):
    def __init__(self, window: Window, folder: Path) -> None:
        super().__init__(window, folder)
        self.page.tabs.setCurrentWidget(self.papers)
        self.ready()

    @property
    def papers(self) -> Papers:
        return self.page.papers

    def ready(self) -> PapersScreen:
        """Until the chosen paper stands on the screen with its words."""
        wait = self.window.wait
        wait(lambda: self.papers.view is not None and self.papers.view.kind is self.papers.kind)
        wait(lambda: not self.papers._later.isActive() and self.preview.sheets.pages > 0)
        wait(lambda: "正在生成" not in self.preview._state and self.preview.sheets.bands.is_idle)
        self.window.settled()
        return self

    def paper(self, kind: PaperKind) -> PapersScreen:
        self.papers.kinds.setCurrentIndex(self.papers.kinds.findData(kind.value))
        return self.ready()

    def word(self, key: str, text: str) -> PapersScreen:
        """Typed, and left with the Tab key."""
        editor = self.papers.form.editors[key]
        editor.setFocus()
        editor.selectAll()
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.editingFinished.emit()
        else:
            editor.setPlainText(text)
            QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut))
        wanted = text.strip()
        self.window.wait(lambda: self.value(key) == wanted)
        return self.ready()

    def value(self, key: str) -> str:
        view = self.papers.view
        return next((one.value for one in view.fields if one.key == key), "") if view else ""

    def text(self) -> str:
        with pdfium.PdfDocument(self.preview._pdf) as document:
            return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)

    def press(self, name: str) -> PapersScreen:
        before = len(self.said)
        self.window.view.notice.hide()
        self.window.press(name)
        self.window.wait(lambda: len(self.said) > before or self.window.notice())
        self.window.settled()
        return self


@pytest.fixture
def screen(window: Window, tmp_path: Path) -> PapersScreen:
    out = tmp_path / "out"
    out.mkdir()
    return PapersScreen(window, out)


def test_the_public_list_shows_what_is_missing_and_takes_the_words(screen: PapersScreen) -> None:
    assert screen.papers.kind is PaperKind.PUBLIC_LIST
    marks = screen.papers.form._marks
    assert marks["issuer"].isVisibleTo(screen.papers.form)
    assert not marks["email"].isVisibleTo(screen.papers.form), "may stay empty"
    assert "联系人：＿＿＿＿＿＿" in screen.text()
    assert "思源黑体" in screen.papers.form.findings.text() or "示例" in screen.papers.form.findings.text()
    screen.word("issuer", ISSUER).word("contact", "林舟")
    assert not marks["issuer"].isVisibleTo(screen.papers.form)
    assert "联系人：林舟" in screen.text()
    assert screen.text().count(ISSUER) >= 2
    with place(screen.window.desk.path) as kept:
        assert doctor.examine(kept.store) == ()


def test_a_word_can_be_undone_and_done_again(screen: PapersScreen) -> None:
    screen.word("contact", "林舟").word("contact", "周乔")
    screen.window.desk.undo()
    screen.window.wait(lambda: screen.value("contact") == "林舟")
    screen.window.desk.undo()
    screen.window.wait(lambda: screen.value("contact") == "")
    screen.window.desk.redo()
    screen.window.wait(lambda: screen.value("contact") == "林舟")
    editor = screen.papers.form.editors["contact"]
    assert isinstance(editor, QLineEdit)
    screen.window.wait(lambda: editor.text() == "林舟")


def test_a_word_that_cannot_be_is_told_and_not_kept(screen: PapersScreen) -> None:
    editor = screen.papers.form.editors["date"]
    assert isinstance(editor, QLineEdit)
    editor.setText("2026年3月5日")
    editor.editingFinished.emit()
    screen.window.wait(lambda: "2026-03-05" in screen.window.notice())
    assert screen.value("date") == ""


def test_the_papers_are_saved_as_pdf_and_for_editing(screen: PapersScreen) -> None:
    screen.word("issuer", ISSUER)
    shown = screen.preview._pdf
    screen.press("paper_save")
    (path,) = (screen.answers.where or Path()).glob("*.pdf")
    assert path.read_bytes() == shown, "what was looked at is what went out"
    screen.ready()
    assert "已出具 1 份" in screen.papers.state.text()
    screen.press("paper_docx")
    (path,) = (screen.answers.where or Path()).glob("*.docx")
    assert any(ISSUER in one.text for one in docx.Document(BytesIO(path.read_bytes())).paragraphs)
    with place(screen.window.desk.path) as kept:
        opened = kept.opened()
        found = papers.of_round(opened.store, opened.round.id)
        assert [(one.kind, one.version) for one in found] == [("public-list", ""), ("public-list", "docx")]


def test_who_was_not_told_is_asked_about_before_a_public_list_goes_out(screen: PapersScreen) -> None:
    screen.answers.goes_on = False
    for name in ("paper_save", "paper_docx", "paper_print"):
        screen.answers.asked.clear()
        screen.window.press(name)
        screen.window.wait(lambda: screen.answers.asked)
        screen.window.settled()
        [(asked, *cautions)] = screen.answers.asked
        assert asked == "knowing"
        assert any(FIRST in one and "还没有告知结果" in one for one in cautions)
    assert not list((screen.answers.where or Path()).iterdir()), "nothing was made"
    assert "尚未出具" in screen.papers.state.text()
    screen.answers.goes_on = True
    screen.press("paper_save")
    assert [one[0] for one in screen.answers.asked[-2:]] == ["knowing", "file"]
    screen.answers.asked.clear()
    screen.paper(PaperKind.SUMMARY).press("paper_save")
    assert [one[0] for one in screen.answers.asked] == ["file"]


def test_letters_go_to_those_ticked_in_one_batch(screen: PapersScreen) -> None:
    screen.paper(PaperKind.LETTER)
    names = [row.name for row in screen.papers.model.shown]
    assert names[0] == FIRST
    assert f"{FIRST}：" in screen.text()
    screen.papers.table.go_to(screen.papers.model.index(1, 0))
    screen.window.wait(lambda: screen.papers.view is not None and screen.papers.view.uscc == screen.papers.uscc)
    screen.ready()
    assert f"{names[1]}：" in screen.text()
    screen.papers.all.click()
    assert screen.papers.save.text().endswith(f"({len(names)})")
    screen.press("paper_save")
    assert len(list((screen.answers.where or Path()).glob("*.pdf"))) == len(names)
    screen.ready()
    assert [row.issued for row in screen.papers.model.shown] == [1] * len(names)


def test_matters_are_typed_line_by_line_for_one_carrier(screen: PapersScreen) -> None:
    screen.paper(PaperKind.RECTIFICATION)
    assert isinstance(screen.papers.form.editors["matters"], QPlainTextEdit)
    screen.word("matters", "补齐研发费用归集\n建立服务台账")
    assert "1.补齐研发费用归集2.建立服务台账" in screen.text()
    screen.papers.table.go_to(screen.papers.model.index(1, 0))
    screen.window.wait(lambda: screen.papers.view is not None and screen.papers.view.uscc == screen.papers.uscc)
    screen.ready()
    assert screen.value("matters") == "", "another carrier has matters of its own"


@pytest.mark.parametrize("kind", [PaperKind.MEETING, PaperKind.SUMMARY])
def test_papers_without_a_template_ask_for_nothing(screen: PapersScreen, kind: PaperKind) -> None:
    screen.paper(kind)
    assert not screen.papers.form.isVisibleTo(screen.papers)
    assert not screen.papers.docx.isEnabled()
    assert not screen.papers.template.isEnabled()
    screen.press("paper_save")
    assert len(list((screen.answers.where or Path()).glob("*.pdf"))) == 1


def test_a_paper_is_printed(screen: PapersScreen) -> None:
    screen.press("paper_print")
    screen.window.wait(lambda: screen.papers.out.printing is None)
    assert screen.answers.printout.stat().st_size > 1000


def test_the_template_is_saved_to_be_adapted(screen: PapersScreen) -> None:
    screen.press("paper_template")
    path = (screen.answers.where or Path()) / "public_list.toml"
    assert 'schema = "fuping/document/1"' in path.read_text("utf-8")


def test_english_papers_are_shown_in_english(screen: PapersScreen) -> None:
    screen.papers.languages.setCurrentIndex(screen.papers.languages.findData("en"))
    screen.window.wait(lambda: "Publicnotice" in screen.text())


def test_who_may_only_read_sees_the_paper_and_writes_nothing(screen: PapersScreen) -> None:
    screen.window.desk.read_only = True
    screen.papers.ask()
    screen.ready()
    editor = screen.papers.form.editors["issuer"]
    assert isinstance(editor, QLineEdit)
    screen.window.wait(editor.isReadOnly)
    assert not screen.papers.save.isEnabled()
    assert not screen.papers.print.isEnabled()


def test_everything_is_reached_with_the_tab_key(screen: PapersScreen) -> None:
    reached = set()
    one = screen.papers.kinds
    one.setFocus()
    following = one.nextInFocusChain()
    while following is not one:
        if following.isVisible() and following.focusPolicy() & Qt.FocusPolicy.TabFocus and screen.papers.isAncestorOf(following):
            reached.add(following.objectName())
        following = following.nextInFocusChain()
    assert {"paper_language", "word_issuer", "word_supervision_phone", "paper_template", "paper_docx", "paper_save"} <= reached
