"""What the pictures show of the certificates: a key made, some issued, one withdrawn, and what verifying says of them.

Everything is reached as a person reaches it. The workspace that is shown is changed on the way.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit

from desktop.main_window import MainWindow
from desktop.pages.certify.page import ISSUE, KEYS, REGISTER, VERIFY, CertifyPage
from desktop.pages.verify.dialog import ActDialog
from desktop.scenes import Photographer, photograph_dialogs
from desktop.workspace_view import WorkspaceView

LOCKED_WITH = "云岬的示例口令，只用于图片"
UNTIL = "2028-12-31"


class CertificateScenes:
    """Of one window with the sample district; ``folder`` takes what is written on the way."""

    def __init__(self, camera: Photographer, window: MainWindow, folder: Path) -> None:
        assert window.workspace is not None
        self.camera, self.window, self.folder = camera, window, folder / "certificates"
        self.view: WorkspaceView = window.workspace
        self.folder.mkdir(exist_ok=True)

    def all(self) -> None:
        self.view.rail.go("certify")
        page = self.view.current
        assert isinstance(page, CertifyPage)
        self.page = page
        self._settle()
        page.acts.folder = lambda: self.folder  # type: ignore[method-assign] # nobody sits there to choose one
        self.key()
        self.issue()
        self.register()
        self.verify()

    def key(self) -> None:
        page = self.page
        page.tabs.setCurrentIndex(KEYS)
        self._take("certify-no-key")
        photograph_dialogs(self.camera, self.window, "make-key", page.make_key)
        page.make_key()
        for name in ("key_passphrase", "key_passphrase_again"):
            self._type(name, LOCKED_WITH)
        self._agree()
        self.camera.until(lambda: page.shown is not None and page.shown.signs is not None)
        self._take("certify-keys")

    def issue(self) -> None:
        page = self.page
        page.tabs.setCurrentIndex(ISSUE)
        photograph_dialogs(self.camera, self.window, "certificate-terms", page.ask_terms)
        page.ask_terms()
        self._type("terms_to", UNTIL)
        self._agree()
        page.candidates.model.tick([row for row in page.candidates.model.shown if row.said is None][:3], on=True)
        self.camera.until(page.preview.zoom.isEnabled)
        self._take("certify-issue")
        photograph_dialogs(self.camera, self.window, "sign", page.issue_wanted)
        page.issue_wanted()
        self._type("passphrase", LOCKED_WITH)
        self._agree()
        self.camera.until(lambda: page.shown is not None and page.shown.lines and not self.view.desk.is_working)
        self.camera.until(lambda: len(page.shown.lines if page.shown else ()) == len(list(self.folder.glob("*.pdf"))))
        self._take("certify-issued")

    def register(self) -> None:
        page = self.page
        page.tabs.setCurrentIndex(REGISTER)
        self._settle()
        for name, button in (("reissue", page.register.again), ("withdraw", page.register.gone)):
            photograph_dialogs(self.camera, self.window, name, button.click)
        page.register.gone.click()
        self.camera.until(self._dialogs)
        reason = self._dialogs()[0].findChild(QPlainTextEdit)
        assert reason is not None
        reason.setPlainText("查实报送的数据不实")
        self._agree()
        self.camera.until(lambda: page.shown is not None and any(line.certificate.withdrawal for line in page.shown.lines))
        self._take("certify-register")

    def verify(self) -> None:
        page = self.page
        page.tabs.setCurrentIndex(VERIFY)
        self._take("certify-verify")
        assert page.shown is not None
        for line in page.shown.lines:
            word = "withdrawn" if line.certificate.withdrawal else "genuine"
            page.verify.show_nothing()
            before = page.verify.verdict.text()
            page.check_text(line.certificate.code)
            self.camera.until(lambda before=before: page.verify.verdict.text() != before)  # type: ignore[misc]
            self._take(f"certify-verify-{word}")
        page.check_file(min(self.folder.glob("*.pdf")))
        self.camera.until(lambda: page.preview.isVisible() and page.preview.zoom.isEnabled())
        self._take("certify-verify-file")
        page.tabs.setCurrentIndex(ISSUE)

    # --- small things

    def _dialogs(self) -> list[QDialog]:
        return [one for one in self.page.findChildren(QDialog) if one.isVisible()]

    def _type(self, name: str, text: str) -> None:
        self.camera.until(self._dialogs)
        field = self._dialogs()[0].findChild(QLineEdit, name)
        assert field is not None
        field.setText(text)
        box = self._dialogs()[0].findChild(QCheckBox, "key_replace")
        if box is not None and box.isVisible():
            box.setChecked(True)

    def _agree(self) -> None:
        dialog = self._dialogs()[0]
        assert isinstance(dialog, ActDialog)
        dialog.ok.click()
        self.camera.until(lambda: not self._dialogs())
        self._settle()

    def _settle(self) -> None:
        self.camera.until(lambda: self.page.is_fresh and not self.view.desk.is_working)
        self.camera.breathe(0.8)

    def _take(self, name: str) -> None:
        self._settle()
        self.camera.take(name, self.window)
