"""证书: a key made, certificates issued and looked at, re-issued, withdrawn, and verified by a scanner's typing and by file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.modeltest import ModelTester

from desktop.pages.certify.dialogs import AskDialog, MakeKeyDialog, ReissueDialog, SigningDialog, TermsDialog, WithdrawDialog
from desktop.pages.certify.page import CertifyPage
from desktop.pages.verify.dialog import ActDialog
from scoring.services import keys
from scoring.services.amending import Typed, amend_typed
from scoring.services.changes import Change, changes
from scoring.services.rounds import open_workspace
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import NOW, place

PASSPHRASE = "一句足够长的示例口令，别处不用"
FIRST, SECOND, THIRD = "云岬启川科技企业孵化器", "云岬听澜创新工场", "云岬沐野生物孵化基地"
D = TypeVar("D", bound=ActDialog)
W = TypeVar("W", bound=QWidget)


class Certificates:
    """The page, as a person uses it. Files go to and come from ``folder``."""

    def __init__(self, window: Window, folder: Path) -> None:
        self.window, self.folder = window, folder
        folder.mkdir(exist_ok=True)
        self.page = window.go("certify", CertifyPage)
        self.page.acts.folder = lambda: folder  # type: ignore[method-assign] # nobody sits there to choose one
        self.page.acts.target = lambda _title, name, _kinds: folder / name  # type: ignore[method-assign]

    def dialog(self, kind: type[D]) -> D:
        self.window.wait(lambda: [one for one in self.page.findChildren(kind) if one.isVisible()])
        return next(one for one in self.page.findChildren(kind) if one.isVisible())

    def no_dialog(self) -> None:
        self.window.wait(lambda: not [one for one in self.page.findChildren(ActDialog) if one.isVisible()])
        self.window.settled()

    def field(self, dialog: QWidget, kind: type[W], name: str) -> W:
        found = dialog.findChild(kind, name)
        assert found is not None, name
        return found

    def make_key(self, passphrase: str = PASSPHRASE) -> Certificates:
        self.page.tabs.setCurrentIndex(2)
        self.window.press("make_key")
        dialog = self.dialog(MakeKeyDialog)
        for name in ("key_passphrase", "key_passphrase_again"):
            self.field(dialog, QLineEdit, name).setText(passphrase)
        dialog.ok.click()
        self.no_dialog()
        self.page.tabs.setCurrentIndex(0)
        return self

    def settle(self, until: str = "2028-12-31", **texts_: str) -> Certificates:
        self.window.press("terms")
        dialog = self.dialog(TermsDialog)
        for name, text in ({"terms_to": until} | texts_).items():
            self.field(dialog, QLineEdit, name).setText(text)
        dialog.ok.click()
        self.no_dialog()
        return self

    def sign(self, passphrase: str = PASSPHRASE) -> SigningDialog:
        dialog = self.dialog(SigningDialog)
        self.field(dialog, QLineEdit, "passphrase").setText(passphrase)
        dialog.ok.click()
        return dialog

    def issue_all(self) -> Certificates:
        self.window.child(QCheckBox, "tick_all").click()
        self.window.press("issue")
        self.sign()
        self.no_dialog()
        self.window.wait(lambda: len(self.register()) >= 2)
        return self

    def states(self) -> dict[str, str]:
        return {row[0]: row[3] for row in texts(self.page.candidates.table)}

    def register(self) -> list[list[str]]:
        return texts(self.page.register.table)

    def choose(self, number: str) -> Certificates:
        self.page.tabs.setCurrentIndex(1)
        self.page.register.go_to(number)
        return self

    def verdict(self) -> str:
        return self.window.child(QLabel, "verdict").text()

    def said(self, name: str) -> str:
        return self.window.child(QLabel, name).text()

    def scan(self, text: str) -> str:
        """As a hand scanner does: it types, and ends with Enter; what is no Latin comes through an input method."""
        self.page.verify.show_nothing()
        self.page.tabs.setCurrentIndex(3)
        line = self.window.child(QLineEdit, "scan")
        line.setFocus()
        line.selectAll()
        if text.isascii():
            self.window.qtbot.keyClicks(line, text)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(line, composed)
        self.window.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.window.wait(lambda: self.verdict() != "还没有核验")
        return self.verdict()

    def bring(self, path: Path) -> str:
        self.page.tabs.setCurrentIndex(3)
        self.page.verify.show_nothing()
        self.page.check_file(path)
        self.window.wait(lambda: self.verdict() != "还没有核验")
        return self.verdict()


@pytest.fixture
def screen(window: Window, tmp_path: Path) -> Certificates:
    return Certificates(window, tmp_path / "certificates")


@pytest.fixture
def issued(screen: Certificates) -> Certificates:
    return screen.make_key().settle().issue_all()


def code_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return str(document.get_metadata_dict()["Keywords"])


def test_who_may_get_one_is_told_and_why_others_get_none(screen: Certificates, qtmodeltester: ModelTester) -> None:
    assert screen.states() == {FIRST: "可签发", SECOND: "可签发", THIRD: "不合格，未达发证的最低等级（合格）"}
    notice = screen.page.notice
    assert "还没有签名密钥" in notice.text.text()
    assert notice.button.isVisible()
    notice.button.click()
    assert not notice.button.isVisible(), "nobody is sent where he is"
    screen.page.tabs.setCurrentIndex(0)
    assert notice.button.isVisible()
    qtmodeltester.check(screen.page.candidates.model)


def test_from_a_key_to_issued_certificates(screen: Certificates, workspace: Path, qtmodeltester: ModelTester) -> None:
    screen.make_key().settle(terms_pattern="云科孵证〔{年度}〕{序号:03}号", terms_issuer="云岬区科学技术委员会")
    assert not screen.page.notice.isVisible()
    screen.issue_all()
    assert screen.states() == {
        FIRST: "云科孵证〔2026〕001号", SECOND: "云科孵证〔2026〕002号", THIRD: "不合格，未达发证的最低等级（合格）",
    }  # fmt: skip
    assert [row[0] for row in screen.register()] == ["云科孵证〔2026〕002号", "云科孵证〔2026〕001号"], "the youngest first"
    files = sorted(path.name for path in screen.folder.iterdir())
    assert files == [f"云科孵证〔2026〕001号_{FIRST}.pdf", f"云科孵证〔2026〕002号_{SECOND}.pdf"]
    qtmodeltester.check(screen.page.register.model)
    with place(workspace) as looked:
        assert PASSPHRASE.encode() not in workspace.read_bytes()
        assert keys.known_keys(looked.store)[0].signs


def test_the_preview_shows_the_very_certificate_and_before_that_what_it_would_be(screen: Certificates) -> None:
    screen.page.candidates.go_to("91310113YFP9000018")
    screen.window.wait(lambda: "有效期到哪一天" in screen.page.preview._words.text())
    screen.settle()
    screen.window.wait(lambda: screen.page.preview._pdf)
    assert screen.page.preview.state.text() == "签发后的样子"
    before = screen.page.preview._pdf
    screen.make_key().issue_all()
    screen.page.candidates.go_to("91310113YFP9000018")
    path = next(screen.folder.glob(f"*{FIRST}.pdf"))
    screen.window.wait(lambda: screen.page.preview._pdf == path.read_bytes())
    assert before != path.read_bytes()


def test_what_lacks_is_asked_for_before_anything_is_signed(screen: Certificates) -> None:
    screen.window.child(QCheckBox, "tick_all").click()
    screen.window.press("issue")
    screen.dialog(MakeKeyDialog).reject()
    screen.no_dialog()
    screen.make_key()
    screen.window.press("issue")
    dialog = screen.dialog(TermsDialog)
    screen.field(dialog, QLineEdit, "terms_to").setText("2020-01-01")
    dialog.ok.click()
    assert "不能止于开始之前" in dialog.notice.text.text()
    screen.field(dialog, QLineEdit, "terms_to").setText("明年底")
    dialog.ok.click()
    assert "不是日期" in dialog.notice.text.text()
    dialog.reject()
    assert screen.register() == []


def test_a_wrong_passphrase_is_said_in_the_dialog_which_stays(screen: Certificates) -> None:
    screen.make_key().settle()
    screen.window.child(QCheckBox, "tick_all").click()
    screen.window.press("issue")
    dialog = screen.sign("不是这一句，也足够长了")
    screen.window.wait(lambda: "口令不对" in dialog.notice.text.text())
    assert dialog.isVisible()
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Password
    screen.sign()
    screen.no_dialog()
    screen.window.wait(lambda: len(screen.register()) == 2)


def test_a_key_needs_a_long_passphrase_twice_the_same(screen: Certificates) -> None:
    screen.page.tabs.setCurrentIndex(2)
    screen.window.press("make_key")
    dialog = screen.dialog(MakeKeyDialog)
    first, second = (screen.field(dialog, QLineEdit, name) for name in ("key_passphrase", "key_passphrase_again"))
    first.setText("太短")
    second.setText("太短")
    dialog.ok.click()
    assert "口令太短" in dialog.notice.text.text()
    first.setText(PASSPHRASE)
    dialog.ok.click()
    assert "不一样" in dialog.notice.text.text()
    assert screen.page.keys.model.rows == ()


def test_a_second_key_is_made_only_where_that_is_meant(issued: Certificates) -> None:
    before = issued.page.keys.model.rows[0]
    issued.page.tabs.setCurrentIndex(2)
    issued.window.press("make_key")
    dialog = issued.dialog(MakeKeyDialog)
    for name in ("key_passphrase", "key_passphrase_again"):
        issued.field(dialog, QLineEdit, name).setText("换了密钥以后的另一句示例口令")
    dialog.ok.click()
    assert "请勾选替换" in dialog.notice.text.text()
    issued.field(dialog, QCheckBox, "key_replace").setChecked(True)
    dialog.ok.click()
    issued.no_dialog()
    issued.window.wait(lambda: len(issued.page.keys.model.rows) == 2)
    assert [issued.page.keys.use_word(one) for one in issued.page.keys.model.rows] == ["正在使用", "以前使用"]
    assert issued.page.keys.model.rows[1].key == before.key


def test_a_lost_one_is_replaced(issued: Certificates) -> None:
    issued.choose("2026-001").window.press("reissue")
    dialog = issued.dialog(ReissueDialog)
    assert issued.field(dialog, QRadioButton, "reissue_lost").isChecked()
    issued.field(dialog, QLineEdit, "passphrase").setText(PASSPHRASE)
    dialog.ok.click()
    assert "请写明理由" in dialog.notice.text.text()
    issued.field(dialog, QLineEdit, "reissue_reason").setText("原件遗失")
    dialog.ok.click()
    issued.no_dialog()
    issued.window.wait(lambda: len(issued.register()) == 3)
    assert [(row[0], row[3]) for row in issued.register()] == [("2026-003", "有效"), ("2026-002", "有效"), ("2026-001", "已替换")]
    issued.choose("2026-001")
    assert not issued.page.register.again.isEnabled()
    assert not issued.page.register.gone.isEnabled()


def test_one_is_withdrawn_and_a_scanner_is_told(issued: Certificates) -> None:
    code = code_of(next(issued.folder.glob(f"*{SECOND}.pdf")))
    assert issued.scan(code.lower()) == "真实"
    issued.choose("2026-002").window.press("withdraw")
    dialog = issued.dialog(WithdrawDialog)
    dialog.ok.click()
    assert "请写明理由" in dialog.notice.text.text()
    issued.field(dialog, QPlainTextEdit, "withdraw_reason").setPlainText("查实提供虚假数据")
    day = issued.field(dialog, QLineEdit, "withdraw_day")
    today = day.text()
    day.setText("2026-03-01")
    dialog.ok.click()
    issued.window.wait(dialog.notice.isVisible)
    assert "撤销日期不能早于颁发日期" in dialog.notice.text.text()
    day.setText(today)
    dialog.ok.click()
    issued.no_dialog()
    issued.window.wait(lambda: issued.register()[0][3] == "已撤销")
    assert issued.scan(code) == "已失效"
    assert issued.said("verdict_reason") == f"证书曾有效，已于 {today} 撤销：查实提供虚假数据"
    assert issued.page.verify.facts()["编号"] == "2026-002"
    assert issued.page.verify.line.selectedText(), "the next scan takes the place of this one"


def test_verdicts_of_what_is_scanned(issued: Certificates) -> None:
    code = code_of(next(issued.folder.glob(f"*{FIRST}.pdf")))
    assert issued.scan(f"FUPING1{code[20:]}") == "读不出"
    assert issued.page.verify.facts() == {}
    assert issued.scan("hello") == "读不出"
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert issued.scan(full_width) == "真实"
    assert issued.page.verify.facts()["等级"] == "优秀"


def test_a_file_is_checked_and_shown(issued: Certificates, tmp_path: Path) -> None:
    path = next(issued.folder.glob(f"*{FIRST}.pdf"))
    assert issued.bring(path) == "真实"
    assert "一个字节不差" in issued.said("verdict_notes")
    issued.window.wait(lambda: issued.page.preview._pdf == path.read_bytes())
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 no more")
    assert issued.bring(tmp_path / "x.pdf") == "读不出"
    assert not issued.page.preview.isVisible()


def test_a_key_travels_as_a_file(issued: Certificates) -> None:
    issued.page.tabs.setCurrentIndex(2)
    issued.window.press("export_key")
    issued.window.wait(lambda: list(issued.folder.glob("*.pem")))
    issued.page.acts.file = lambda *_: next(issued.folder.glob("*.pem"))  # type: ignore[method-assign]
    issued.window.press("distrust_key")
    dialog = issued.dialog(AskDialog)
    dialog.ok.click()
    assert "理由" in dialog.notice.text.text()
    dialog.line.setText("口令泄露")
    dialog.ok.click()
    issued.no_dialog()
    issued.window.wait(lambda: issued.page.keys.use_word(issued.page.keys.model.rows[0]) == "不再采信")
    code = code_of(next(issued.folder.glob(f"*{FIRST}.pdf")))
    assert issued.scan(code) == "密钥未知"
    issued.page.tabs.setCurrentIndex(2)
    issued.window.press("trust_key")
    trusting = issued.dialog(AskDialog)
    shown = " ".join(one.text() for one in trusting.findChildren(QLabel))
    assert issued.page.keys.model.rows[0].key.fingerprint in shown, "it is compared before anything is trusted"
    trusting.ok.click()
    issued.no_dialog()
    issued.window.wait(lambda: issued.scan(code) == "真实")


def test_the_register_is_filtered_found_and_exported(issued: Certificates) -> None:
    issued.page.tabs.setCurrentIndex(1)
    issued.page.search.setText("tlcxgc")
    assert [row[0] for row in issued.register()] == ["2026-002"]
    issued.page.search.clear()
    issued.window.press("register_excel")
    issued.window.wait(lambda: list(issued.folder.glob("*.xlsx")))
    issued.window.press("withdrawals")
    issued.sign()
    issued.window.wait(lambda: list(issued.folder.glob("*.json")))
    issued.no_dialog()


def test_data_that_changed_since_the_sealing_are_pointed_out(issued: Certificates, workspace: Path) -> None:
    assert not issued.page.notice.isVisible()
    opened = open_workspace(workspace)
    with opened.store:
        carrier = opened.carrier(FIRST)
        amend_typed(opened, carrier, [Typed("tenants", 1, "revenue", "1900", "审计报告")], actor="王评审", now=NOW)
    issued.window.desk.announce(changes(Change.PAPERS))
    issued.window.wait(issued.page.notice.isVisible)
    assert "证书仍按封存的结果签发" in issued.page.notice.text.text()


def test_both_languages_at_once(screen: Certificates) -> None:
    screen.make_key().settle()
    box = screen.window.child(QComboBox, "certificate_language")
    box.setCurrentIndex(box.findData("both"))
    screen.issue_all()
    assert len(list(screen.folder.glob("*.pdf"))) == 4


def test_whoever_may_only_read_verifies_and_changes_nothing(issued: Certificates) -> None:
    issued.window.desk.read_only = True
    issued.page._enable()
    for button in (issued.page.issue, issued.page.register.gone, issued.page.keys.make, issued.page.keys.trust):
        assert not button.isEnabled()
    code = code_of(next(issued.folder.glob(f"*{FIRST}.pdf")))
    assert issued.scan(code) == "真实"
