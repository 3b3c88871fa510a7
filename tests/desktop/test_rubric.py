"""评分细则: leafed through, searched, its examples run, its versions compared and changed; the form and the conditions beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.modeltest import ModelTester

from desktop.pages.publish.asking import Asking, set_up
from desktop.pages.rubric.book import RuleBookDialog
from desktop.pages.rubric.page import RubricPage
from desktop.widgets.leaf import Leaf
from scoring.services.rubric_versions import Origin
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import place

ROOT = Path(__file__).parents[2]
QUALITY = ROOT / "resources" / "rubrics" / "quality_mix.toml"


class Rubric:
    """The page, as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("rubric", RubricPage)

    def leaf(self, name: str = "rubric_leaf") -> str:
        return self.window.child(Leaf, name).toPlainText()

    def follow(self, target: str, name: str = "rubric_leaf") -> None:
        self.window.child(Leaf, name).anchorClicked.emit(QUrl(target))

    def shown(self) -> set[str]:
        """Codes of what is left in the tree."""
        items = self.page.tree._items
        return {code for code, item in items.items() if not item.isHidden()}

    def tab(self, name: str) -> Rubric:
        tabs = self.page.tabs
        names = [tabs.tabText(number) for number in range(tabs.count())]
        tabs.setCurrentIndex(names.index(name))
        return self

    def compared(self) -> str:
        """The comparison, once it is there."""
        summary = self.window.child(QLabel, "comparison_summary")
        self.window.wait(summary.text)
        return f"{summary.text()}\n{self.leaf('comparison')}"

    def used(self) -> str:
        """Title of the rubric the file says the round is scored by."""
        with place(self.window.desk.path) as there:
            return there.opened().rubric.rubric.title.zh


@pytest.fixture
def rubric(window: Window) -> Rubric:
    return Rubric(window)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file with the bound of the best grade two points higher, as a version of its own."""
    text = QUALITY.read_text("utf-8").replace("at_least = 80", "at_least = 82").replace('version = "2026"', 'version = "2027"', 1)
    (tmp_path / "own.toml").write_text(text, "utf-8")
    return tmp_path / "own.toml"


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path, method: str = "getOpenFileName") -> None:
    monkeypatch.setattr(QFileDialog, method, lambda *_: (str(path), ""))


def test_the_tree_leads_to_measures_fields_and_back(rubric: Rubric) -> None:
    assert "在孵企业质量 + 毕业企业结构（示例）" in rubric.window.child(QLabel, "rubric_head").text()
    assert "谁评分，谁参评" in rubric.leaf()
    rubric.page.tree.go_to("A")
    assert "A3" in rubric.leaf()
    rubric.page.tree.go_to("A3-2")
    assert "在孵企业中「截止日高新技术企业证书有效」为是的数目" in rubric.leaf()
    assert "kind = share" not in rubric.leaf()
    rubric.follow("raw:")
    assert "kind = share" in rubric.leaf()
    rubric.follow("node:A3-1")
    assert rubric.leaf().startswith("A3-1 ")
    field = rubric.page.book.cards[rubric.page.book.measures["A3-2"]].fields[0]
    rubric.follow(f"field:{field.table}.{field.key}")
    assert rubric.page.tabs.currentWidget() is rubric.page.form
    assert rubric.page.form.table.current_row().key == field.key
    rubric.follow("A3-2", "form_leaf")
    assert rubric.page.tabs.currentWidget() is rubric.page.tree
    assert rubric.page.tree.current == "A3-2"


def test_search_leaves_what_has_the_words_and_what_it_hangs_on(rubric: Rubric) -> None:
    whole = rubric.shown()
    search = rubric.window.child(QLineEdit, "search")
    search.setText("证书有效 高新技术")
    assert {"", "A", "A3", "A3-2"} <= rubric.shown() < whole
    assert rubric.page.tree.current in rubric.shown()
    assert texts(rubric.page.form.table) == []
    assert rubric.page.tree.nothing.isHidden()
    search.setText("没有这个词")
    assert rubric.shown() == set()
    assert "没有符合条件的指标" in rubric.page.tree.nothing.text()
    assert not rubric.page.tree.nothing.isHidden()
    search.clear()
    assert rubric.shown() == whole


def test_examples_are_run_in_place_and_lead_to_their_indicator(rubric: Rubric, qtmodeltester: ModelTester) -> None:
    rubric.tab("算例").window.press("run_examples")
    verdict = rubric.window.child(QLabel, "examples_verdict")
    rubric.window.wait(verdict.text)
    assert verdict.text().endswith("全部相符。")
    rows = texts(rubric.page.examples.table)
    assert len(rows) > 100
    assert all(row[0] == "相符" and row[4] == row[5] for row in rows)
    assert not rubric.window.child(QCheckBox, "only_wrong").isEnabled()
    qtmodeltester.check(rubric.page.examples.model)
    worked = next(number for number, row in enumerate(rows) if row[3].startswith("A3-2 "))
    rubric.page.examples.table.doubleClicked.emit(rubric.page.examples.model.index(worked, 0))
    assert rubric.page.tree.current == "A3-2"
    rubric.tab("算例").window.press("run_again")
    rubric.window.wait(verdict.text)


def test_versions_are_compared_and_one_is_used_and_taken_back(rubric: Rubric, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rubric.tab("版本对比")
    assert "删去" in rubric.compared()
    chosen(monkeypatch, own)
    rubric.window.press("compare_file")
    new = rubric.window.child(QComboBox, "new_version")
    rubric.window.wait(lambda: new.currentData().origin is Origin.FILE)
    rubric.window.wait(lambda: rubric.compared().startswith("新增 0 项，删去 0 项，改动 2 处。"))
    assert "[80]" in rubric.leaf("comparison"), "what is gone is in brackets, not only in another colour"
    assert "82" in rubric.leaf("comparison")
    assert "[82]" not in rubric.leaf("comparison")
    rubric.window.press("use_version")
    rubric.window.wait(lambda: rubric.page.dialog)
    dialog = rubric.page.dialog
    assert "82" in dialog.text.toPlainText()
    dialog.yes.click()
    rubric.window.wait(lambda: rubric.page.is_fresh and rubric.page.book.shown.version == "2027")
    assert rubric.page.book.definition.source == "own.toml"
    assert rubric.window.desk.history.next_undo.title == "换用评分细则"
    rubric.window.desk.undo()
    rubric.window.wait(lambda: rubric.page.is_fresh and rubric.page.book.shown.version == "2026")
    origins = [one.origin for one in rubric.page.book.choices]
    assert origins == [Origin.CURRENT, Origin.ADOPTED, Origin.SHIPPED]


def test_a_file_is_looked_through_before_it_is_adopted(rubric: Rubric, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rubric.used()
    bad = Path(shutil.copy(own, own.with_name("bad.toml")))
    bad.write_text(own.read_text("utf-8").replace("at_least = 82", "at_leest = 82"), "utf-8")
    chosen(monkeypatch, bad)
    rubric.window.press("adopt_file")
    rubric.window.wait(lambda: rubric.page.dialog)
    assert "at_leest" in rubric.page.dialog.text.toPlainText()
    assert not hasattr(rubric.page.dialog, "yes")
    rubric.page.dialog.reject()
    chosen(monkeypatch, ROOT / "resources" / "rubrics" / "quality_mix_skeleton.toml")
    rubric.window.press("adopt_file")
    rubric.window.wait(lambda: rubric.page.dialog)
    rubric.page.dialog.yes.click()
    rubric.window.wait(lambda: not rubric.window.desk.is_working and rubric.page.is_fresh)
    assert rubric.used() != before


def test_the_text_is_shown_with_its_hash_and_saved(rubric: Rubric, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rubric.tab("原文")
    assert rubric.window.child(QPlainTextEdit, "rubric_text").toPlainText() == QUALITY.read_text("utf-8")
    assert rubric.page.book.definition.hash in rubric.window.child(QLabel, "text_about").text()
    chosen(monkeypatch, tmp_path / "saved.toml", "getSaveFileName")
    rubric.window.press("save_text")
    rubric.window.wait(rubric.window.notice)
    assert (tmp_path / "saved.toml").read_text("utf-8") == QUALITY.read_text("utf-8")


def test_the_form_and_the_conditions_are_told(rubric: Rubric, qtmodeltester: ModelTester) -> None:
    rubric.tab("填报表式")
    tables = rubric.window.child(QComboBox, "form_tables")
    assert tables.count() == 3
    tables.setCurrentIndex(1)
    assert "截止日高新技术企业证书有效" in [row[0] for row in texts(rubric.page.form.table)]
    assert "“在孵企业”的核验规则" in rubric.leaf("form_leaf")
    qtmodeltester.check(rubric.page.form.model)
    rubric.tab("认定条件")
    documents = rubric.window.child(QComboBox, "conditions")
    assert documents.count() == 3
    assert "待定" in rubric.leaf("conditions_leaf")
    documents.setCurrentIndex(1)
    assert documents.itemText(1) in rubric.leaf("conditions_leaf")


def test_somebody_is_sent_to_an_indicator(rubric: Rubric) -> None:
    rubric.tab("原文")
    rubric.window.desk.visit("rubric", target="B1-1")
    assert rubric.page.tree.current == "B1-1"


class Answers(Asking):
    """Somebody who answers at once what the dialog asks."""

    def __init__(self, folder: Path) -> None:
        self.folder_given = folder

    def file(self, last: str, name: str) -> Path | None:
        return self.folder_given / name

    def printer(self, title: str, *, one: bool) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder_given / f"{title}_printed.pdf"))
        set_up(printer)
        printer.setResolution(50)
        return printer


def rule_book(rubric: Rubric, folder: Path) -> RuleBookDialog:
    dialog = rubric.page.show_book()
    dialog.asking = Answers(folder)
    rubric.window.wait(lambda: dialog.book is not None)
    return dialog


def test_the_rule_book_is_previewed_saved_and_printed(rubric: Rubric, tmp_path: Path) -> None:
    said: list[str] = []
    rubric.window.desk.said.connect(said.append)
    dialog = rule_book(rubric, tmp_path)
    pages = dialog.preview.sheets.pages
    assert pages > 5
    assert dialog.preview.title.text() == "在孵企业质量 + 毕业企业结构（示例）"
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    assert not dialog.save.isEnabled(), "the English one is not made yet"
    rubric.window.wait(lambda: dialog.book is not None)
    dialog.language.setCurrentIndex(dialog.language.findData("zh"))
    rubric.window.wait(lambda: dialog.book is not None)
    name = dialog.book.name
    dialog.save.click()
    rubric.window.wait(lambda: said)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / name).pages)
    assert said == [f"“{name}”已写好"]
    assert "示例区科学技术委员会" in text
    assert "2026 年度考评" in text
    said.clear()
    dialog = rule_book(rubric, tmp_path)
    dialog.print.click()
    rubric.window.wait(lambda: said)
    printed = PdfReader(tmp_path / f"{name.removesuffix('.pdf')}_printed.pdf")
    assert len(printed.pages) == pages
    assert said == [f"已打印 {pages} 页"]
