"""A round of the year through the keyboard only, as a program of its own: no other test's window is in the way of its focus.

    python -m tests.desktop.keyboard_year FOLDER RETURNS

FOLDER is where everything is put, RETURNS the folder with the workbooks. Each step is said; the first that fails ends it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.app import Application
from desktop.main_window import MainWindow
from desktop.pages.collect.page import CollectPage
from desktop.pages.roster.page import RosterPage
from desktop.pages.roster.proposal import ProposalDialog
from desktop.pages.score.page import ScorePage
from desktop.pages.start.new_round import NewRoundDialog
from desktop.pages.verify.page import VerifyPage
from desktop.settings import Settings
from scoring.services.verifying import CauseState

PATIENCE = 60.0
MOST_TABS = 80


class Keys:
    """Ten fingers: every key goes to whatever has the focus."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self.app, self.window = app, window

    def until(self, holds: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            self.app.processEvents()
            time.sleep(0.005)
            assert time.monotonic() < end, f"{what} (focus: {self.where()})"
        self.app.processEvents()

    @property
    def focus(self) -> QWidget:
        self.app.processEvents()
        if self.app.activeWindow() is None:  # a window manager brings the window back to the front when a dialog closes
            self.window.activateWindow()
            self.until(self.app.activeWindow, "the window does not come to the front")
        found = self.app.activePopupWidget() or self.app.focusWidget() or self.app.activeWindow()
        assert found is not None, "nothing has the focus"
        return found

    def where(self) -> str:
        found = self.app.focusWidget()
        return f"{type(found).__name__} {found.objectName()}" if found else "nobody"

    def press(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
        self.app.processEvents()

    def type(self, text: str) -> None:
        """Letters by their keys; Chinese as an input method leaves it, all at once."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            QGuiApplication.clipboard().setText(text)
            self.press("Ctrl+V")
        self.app.processEvents()

    def retype(self, text: str) -> None:
        self.press("Ctrl+A")
        self.type(text)

    def tab_to(self, name: str) -> None:
        """By Tab alone, or whatever it is cannot be reached."""
        self.tab_until(lambda: self.app.focusWidget() is not None and self.app.focusWidget().objectName() == name, name)

    def tab_until(self, there: Callable[[], bool], name: str) -> None:
        for _ in range(MOST_TABS):
            if there():
                return
            self.press("Tab")
        raise AssertionError(f"no way to {name} by Tab; at {self.where()}")

    def agree_to_folder(self) -> None:
        """The next folder dialog opens in the folder last used for the purpose; Enter takes it."""

        def give() -> None:
            dialog = self.app.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                dialog.findChild(QLineEdit, "fileNameEdit").clear()
                QTest.keyClick(dialog.findChild(QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)
            else:
                QTimer.singleShot(50, give)

        QTimer.singleShot(50, give)

    @property
    def page(self) -> QWidget:
        assert self.window.workspace is not None
        return self.window.workspace.current

    def settled(self) -> None:
        view, desk = self.window.workspace, self.window.desk
        assert view is not None
        assert desk is not None
        self.until(lambda: view.current.is_fresh and not desk.is_working, "the page is still asking")

    def dialog(self, name: str) -> QDialog:
        self.until(lambda: isinstance(self.app.activeModalWidget(), QDialog), f"no dialog {name}")
        found = self.app.activeModalWidget()
        assert isinstance(found, QDialog)
        assert found.objectName() == name, found.objectName()
        return found


def new_round(keys: Keys, folder: Path) -> None:
    keys.press("Ctrl+N")
    dialog = keys.dialog("new_round")
    assert isinstance(dialog, NewRoundDialog)
    keys.tab_to("district")
    keys.retype("示例区科学技术委员会")
    keys.tab_to("assessment_year")
    keys.retype("2026")
    keys.tab_to("data_year")
    keys.retype("2025")
    keys.tab_to("place")
    keys.retype(str(folder / "2026.fuping"))
    keys.until(dialog.make.isEnabled, "the rubrics are not known")
    keys.press("Return")
    keys.until(lambda: keys.window.workspace is not None, "the round is not open")
    keys.settled()


def roster(keys: Keys, block: str) -> None:
    keys.press("Ctrl+1")
    keys.settled()
    QGuiApplication.clipboard().setText(block)
    keys.tab_to("roster_paste")
    keys.press("Space")
    dialog = keys.dialog("proposal")
    assert isinstance(dialog, ProposalDialog)
    keys.tab_to("block")
    keys.press("Ctrl+V")
    keys.until(dialog.put.isEnabled, "nothing to add")
    keys.tab_to("proposal_add")
    keys.press("Space")
    page = keys.page
    assert isinstance(page, RosterPage)
    keys.until(lambda: page.model.rowCount() == 3, "the roster has no three carriers")


def collect(keys: Keys) -> None:
    keys.press("Ctrl+2")
    keys.settled()
    page = keys.page
    assert isinstance(page, CollectPage)
    keys.tab_to("bring_in")
    keys.agree_to_folder()
    keys.press("Space")  # the menu
    keys.press("Up")
    keys.press("Return")
    keys.until(lambda: all(one.document for one in page.model.rows), "not all returns are in")
    keys.settled()


def amend(keys: Keys) -> None:
    """One finding: to its cell with Enter, F2, a value and a reason."""
    keys.press("Ctrl+3")
    keys.settled()
    page = keys.page
    assert isinstance(page, VerifyPage)
    keys.press("Ctrl+F")
    keys.type("tinglan")
    keys.press("Return")
    keys.until(lambda: page.is_fresh and page.causes.model.shown, "no findings")
    before = sum(len(one.findings) for one in page.causes.model.shown if one.state is CauseState.OPEN)
    keys.tab_to("causes")
    keys.press("Home")
    keys.press("Return")
    keys.until(lambda: page.picture.view.at() != (0, 0), "not at the cell")
    keys.press("F2")
    dialog = keys.dialog("amend_dialog")
    keys.tab_to("value")
    keys.retype("3.5")
    keys.tab_to("reason")
    keys.type("审计报告")
    keys.tab_to("ok")
    keys.press("Space")
    keys.until(lambda: not dialog_is_open(dialog), "the dialog stays")
    keys.settled()
    left = sum(len(one.findings) for one in page.causes.model.shown if one.state is CauseState.OPEN)
    assert left == before - 1, (before, left)


def dialog_is_open(dialog: QDialog) -> bool:
    return isValid(dialog) and dialog.isVisible()


def score(keys: Keys) -> None:
    """Seal, then one trace to its cell: ranking, carrier, indicator, firm, and the page of verification at the very cell."""
    keys.press("Ctrl+5")
    keys.settled()
    page = keys.page
    assert isinstance(page, ScorePage)
    keys.tab_to("seal")
    keys.press("Space")
    keys.press("Space")  # the bar asks once, the answer has the focus
    keys.until(lambda: page.ranking.model.rowCount() == 3 and page.source.count() > 1, "not sealed")
    keys.settled()
    keys.tab_to(page.ranking.table.objectName())
    keys.press("Home")
    keys.press("Return")
    keys.until(lambda: page.one.isVisible() and page.one.trace.lines, "no trace")
    keys.tab_to("score_tree")
    for _ in range(2):
        keys.press("Down")
    keys.until(lambda: page.is_fresh and page.one.trace.tables, "no firms")
    keys.tab_until(lambda: keys.app.focusWidget() in page.one.trace.tables, "the firms that counted")
    keys.press("Home")
    keys.press("Right")
    keys.press("Right")
    keys.press("Return")
    keys.until(lambda: isinstance(keys.page, VerifyPage), "not at the workbook")
    there = keys.page
    assert isinstance(there, VerifyPage)
    keys.until(lambda: there.picture.view.at() != (0, 0), "not at the cell")


def publish(keys: Keys, folder: Path) -> None:
    keys.press("Ctrl+8")
    keys.settled()
    keys.tab_to("tick_all")
    keys.press("Space")
    keys.agree_to_folder()
    keys.press("Ctrl+S")
    keys.until(lambda: len(list((folder / "papers").glob("*.pdf"))) == 3, "no three reports")
    keys.settled()


BLOCK = """名称\t统一社会信用代码
云岬启川科技企业孵化器\t91310113YFP9000018
云岬听澜创新工场\t91310113YFP900002B
云岬沐野生物孵化基地\t91310113YFP900003E
"""


def main() -> None:
    folder, returns = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication(sys.argv[:1])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    settings = Settings(folder / "settings.ini")
    settings.actor = "王评审"
    (folder / "papers").mkdir()
    settings.put_folder("returns", returns)
    settings.put_folder("reports", folder / "papers")
    ours = Application(app, settings)
    broken: list[BaseException] = []
    ours.report = broken.append
    window = ours.open()
    keys = Keys(app, window)
    keys.until(window.isActiveWindow, "the window is not in front")
    for name, step in (
        ("round", lambda: new_round(keys, folder)),
        ("roster", lambda: roster(keys, BLOCK)),
        ("collect", lambda: collect(keys)),
        ("amend", lambda: amend(keys)),
        ("score", lambda: score(keys)),
        ("publish", lambda: publish(keys, folder)),
    ):
        step()
        assert not broken, broken
        print(name, flush=True)
    window.close()


if __name__ == "__main__":
    main()
