"""政策: adopted and shipped ones, clause by clause, sifted; one of ours or a file adopted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit
from pytestqt.modeltest import ModelTester

from desktop.pages.policy.page import PolicyPage
from tests.desktop.screens import Window, texts

ROOT = Path(__file__).parents[2]


class Policies:
    """The page, as a person uses it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.go("policy", PolicyPage)

    def titles(self) -> list[str]:
        return [row[0] for row in texts(self.page.table)]

    def states(self) -> list[str]:
        return [row[2] for row in texts(self.page.table)]

    def text(self) -> str:
        return self.page.leaf.toPlainText()

    def choose(self, words: str) -> Policies:
        self.page.table.go_to(self.page.model.index_of(lambda one: words in one.title))
        return self


@pytest.fixture
def policies(window: Window) -> Policies:
    return Policies(window)


def test_a_policy_is_told_clause_by_clause_and_what_is_open(policies: Policies, qtmodeltester: ModelTester) -> None:
    assert len(policies.titles()) == 3
    assert set(policies.states()) == {"随程序提供"}
    text = policies.choose("宝山区").text()
    assert "宝府规〔2024〕4号" in text
    assert "正式" in text
    assert "待定数额" in text
    assert "第27条" in text
    assert "尚未采用" in text
    qtmodeltester.check(policies.page.model)


def test_clauses_are_sifted_by_words_by_whom_and_by_what_is_open(policies: Policies) -> None:
    search = policies.window.child(QLineEdit, "search")
    whole = policies.choose("宝山区").text()
    search.setText("第27条")
    assert len(policies.text()) < len(whole)
    assert "强化载体招引能力" not in policies.text()
    search.setText("没有这个词")
    assert policies.titles() == []
    assert policies.text() == ""
    assert "没有符合条件的条款" in policies.page.table._instead()
    search.clear()
    box = policies.window.child(QComboBox, "beneficiary")
    sizes = set()
    for row in range(box.count()):
        box.setCurrentIndex(row)
        sizes.add((tuple(policies.titles()), len(policies.text())))
    assert len(sizes) == box.count() > 1
    box.setCurrentIndex(0)
    policies.window.child(QCheckBox, "only_open").setChecked(True)
    assert policies.titles()


def test_one_of_ours_is_adopted(policies: Policies) -> None:
    policies.choose("杨浦区").window.press("adopt_policy")
    policies.window.wait(lambda: "已采用" in policies.states())
    policies.window.settled()
    assert policies.titles()[0].startswith("杨浦区")
    assert "王评审 于" in policies.choose("杨浦区").text()
    assert not policies.page.adopt.isEnabled()
    assert "已采用" in policies.window.notice()


def test_a_file_is_looked_through_and_adopted(policies: Policies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "resources" / "policies" / "yangpu_2024_1.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own), ""))
    own.write_text(text.replace("in_force_from", "in_force_form", 1), "utf-8")
    policies.window.press("adopt_file")
    policies.window.wait(lambda: policies.page.dialog)
    assert "in_force_form" in policies.page.dialog.text.toPlainText()
    assert not hasattr(policies.page.dialog, "yes")
    policies.page.dialog.reject()
    own.write_text(text.replace('key = "', 'key = "own-', 1), "utf-8")
    policies.window.press("adopt_file")
    policies.window.wait(lambda: policies.page.dialog)
    policies.page.dialog.yes.click()
    policies.window.wait(lambda: "已采用" in policies.states())
    assert len(policies.titles()) == 4


def test_somebody_is_sent_to_a_policy(policies: Policies) -> None:
    key = policies.page.model.rows[2].key
    policies.window.desk.visit("policy", target=key)
    assert policies.page.current.key == key
