"""What the pictures show beside the pages themselves: menus, the dialogs of each page, empty pages, refusals, work under way.

Everything is reached as a person reaches it, by buttons and what they open. The workspace that is shown is changed on the way.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QMenu, QPushButton, QWidget

from desktop.main_window import MainWindow
from desktop.pages.collect.page import CollectPage
from desktop.pages.decide.page import DecidePage
from desktop.pages.house import PAGES
from desktop.pages.journal.page import JournalPage
from desktop.pages.page import Page
from desktop.pages.policy.page import PolicyPage
from desktop.pages.publish.page import PublishPage
from desktop.pages.review.page import ReviewPage
from desktop.pages.roster.page import RosterPage
from desktop.pages.rubric.page import RubricPage
from desktop.pages.score.page import ScorePage
from desktop.pages.support.page import SupportPage
from desktop.pages.verify.page import VerifyPage
from desktop.pages.verify.strike_dialog import StrikeDialog
from desktop.tasks import Asked
from desktop.workspace_view import WorkspaceView
from scoring.services.changes import Change, changes
from scoring.services.document_issue import PaperKind
from scoring.services.inquiring import ask
from scoring.services.overriding import propose_override
from scoring.services.scoring import latest_run
from scoring.services.starting import NewRound, rubric_choices, start_round
from scoring.services.workplace import Workplace

Some = TypeVar("Some", bound=Page)
NOTHING = "zzzz"
"""What no page finds anything for."""
LIST = "云岬新岸孵化器\t91310113MA1YFP0011\n云岬新岸众创空间\t12345\n云岬潮信青年创业园\t91310113YFP9200142\n"
"""As from Excel: one that can be added, one with a code that is wrong, one that is there already."""
DISTRICT = "云岬区科学技术委员会"
CARRIER = "云岬听澜创新工场"
"""The worked carrier that a decision is about."""
TITLE = ("Bringing", "Bringing in returns")
"""Of work that lasts, in the page's own words."""
SLOW = 3.2
"""Seconds that the work lasts which is seen under way: the time left is told after two."""


class Photographer(Protocol):
    """Takes pictures, and waits in between."""

    def take(self, name: str, widget: QWidget) -> None: ...

    def until(self, holds: Callable[[], object]) -> None: ...

    def breathe(self, seconds: float) -> None: ...


class Scenes:
    """Of one window with the sample district, its first carrier in view where a page shows one."""

    def __init__(self, camera: Photographer, window: MainWindow, folder: Path) -> None:
        """``folder`` takes what is written on the way."""
        assert window.workspace is not None
        self.camera, self.window, self.folder = camera, window, folder
        self.view: WorkspaceView = window.workspace

    def all(self, carrier: str) -> None:
        """One after the other; ``carrier`` is one with findings."""
        self.menus()
        self.roster()
        self.collect()
        self.verify(carrier)
        self.review()
        self.score()
        self.decide()
        self.publish()
        self.rubric()
        self.policy()
        self.support()
        self.journal()
        self.under_way()
        self.changed_since()

    # --- pages

    def menus(self) -> None:
        for number, action in enumerate(self.window.menuBar().actions(), 1):
            menu = action.menu()
            if isinstance(menu, QMenu):
                self._menu(f"menu-{number}", menu)

    def roster(self) -> None:
        page = self._page(RosterPage)
        page.table.selectRow(0)
        self._context("roster", page.table)
        self._menu("menu-workbooks", page.workbooks.menu())
        page.add()
        self.camera.take("roster-add", self.window)
        page.form.left.emit()
        self._dialogs("paste", lambda: page.paste(LIST))
        self._nothing_found("roster", page.search.setText)

    def collect(self) -> None:
        page = self._page(CollectPage)
        page.table.go_to(page.model.index_of(lambda one: one.version > 1))
        self._context("collect", page.table)
        self._dialogs("versions", page.show_versions)
        self._dialogs("due", page.change_due)
        self._drag_over()
        self._nothing_found("collect", page.search.setText)
        page.bring_in(self._strange_files())
        self.camera.until(page.summary.isVisible)
        self.camera.take("collect-summary", self.window)
        page.summary.left.emit()

    def verify(self, carrier: str) -> None:
        page = self._page(VerifyPage, carrier)
        self.camera.until(lambda: page.view is not None and page.picture.picture)
        for name in ("explain", "amend", "strike"):
            self._dialogs(name, page.causes.acts[name].click)
        self._dialogs("send-back", page.head.send_back.click)
        everybody = self._button(page, "everybody")
        everybody.click()
        self.camera.until(lambda: page.is_fresh)
        self.camera.breathe(1)
        self.camera.take("verify-everybody", self.window)
        everybody.click()
        self.camera.until(lambda: page.is_fresh)

    def review(self) -> None:
        page = self._page(ReviewPage)
        assert page.review is not None
        self._dialogs("recusal", lambda: page.ask_recusal(page.review.reviewers[-1].name if page.review else ""))
        sheets = self.folder / "sheets"
        sheets.mkdir()
        page.write_sheets(sheets)
        self.camera.until(self.view.notice.isVisible)
        self._dialogs("marking-sheets", lambda: page.read_sheets(sorted(sheets.iterdir())))
        self._nothing_found("review", page.search.setText)

    def score(self) -> None:
        page = self._page(ScorePage)
        page.go_back()
        self._button(page, "seal").click()
        self.camera.take("score-seal", self.window)
        self._button(page, "seal_not").click()
        self._dialogs("earlier-years", page.show_years)
        page.ranking.table.selectRow(0)
        self._nothing_found("score", page.ranking.search.setText)
        self._next_steps(page)

    def _next_steps(self, page: ScorePage) -> None:
        """Of a carrier that something lifts: its next steps, then with robustness."""
        page.ranking.search.clear()
        rows = page.ranking.model.rows
        page.open_carrier(rows[len(rows) // 2].uscc)
        page.one.tabs.setCurrentWidget(page.one.next)
        self.camera.until(lambda: page.is_fresh and len(page.one.next.lines) > 3)
        self.camera.breathe(1)
        self.camera.take("score-next-steps", self.window)
        page.one.next.test.click()
        self.camera.until(lambda: page.is_fresh)
        self.camera.breathe(1)
        self.camera.take("score-robustness", self.window)
        page.one.tabs.setCurrentIndex(0)
        page.go_back()

    def decide(self) -> None:
        """An override waits for its second person, a department has not answered, and the round is locked and unlocked again."""
        page = self._page(DecidePage)
        for name, section, act in (
            ("resolve", page.carriers, page.carriers.resolve),
            ("propose", page.carriers, page.carriers.propose),
            ("ask", page.inquiries, page.inquiries.asking),
            ("tell", page.feedback, page.feedback.tell),
            ("objection", page.objections, page.objections.raising),
            ("rectify", page.rectifications, page.rectifications.ordering),
            ("window", page.days, page.days.setting),
            ("holidays", page.days, page.days.entering),
        ):
            page.tabs.setCurrentWidget(section)
            self._dialogs(f"decide-{name}", act.click)
        self._decided(page)
        for name, act in (("confirm", page.carriers.confirm), ("lock", page.lock)):
            page.tabs.setCurrentWidget(page.carriers)
            self.camera.take("decide-waiting", self.window)
            self._dialogs(f"decide-{name}", act.click)
        page.tabs.setCurrentWidget(page.inquiries)
        self.camera.take("decide-inquiries", self.window)
        self._dialogs("decide-reply", page.inquiries.replying.click)
        page.tabs.setCurrentWidget(page.records)
        self.camera.take("decide-records", self.window)
        page.tabs.setCurrentWidget(page.carriers)

    def _decided(self, page: DecidePage) -> None:
        """Something to look at: what a district has registered by the middle of its decisions."""
        kind = self.view.desk.kind

        def work(place: Workplace, _: Asked) -> str:
            opened = place.opened(kind)
            whose = opened.carrier(CARRIER)
            by: dict[str, Any] = {"actor": place.actor, "now": place.now}
            ask(opened, department="区应急管理局", day=place.now.date(), rules=["安全事故"], **by)
            by |= {"reason": "已补充审计报告", "basis": "云科委纪要〔2026〕5号"}
            propose_override(opened, latest_run(opened), whose, "优良", **by)
            return whose.uscc

        done: list[str] = []
        self.view.desk.write("decide", work, changes(Change.DECISIONS), done.append)
        self.camera.until(lambda: done and page.is_fresh)
        self.view.desk.visit("decide", done[0])
        self.camera.until(lambda: page.is_fresh)

    def publish(self) -> None:
        """Some reports are saved, so that the log has something to tell."""
        page = self._page(PublishPage)
        self._dialogs("file-names", page.choose_names)
        page.reports.model.tick(page.reports.model.shown[:3], on=True)
        reports = self.folder / "reports"
        reports.mkdir()
        page.asking.folder = lambda *_: reports  # type: ignore[method-assign] # nobody sits there to choose one
        page.save_wanted()
        self.camera.until(lambda: len(page.shown.log) == 3)
        self.camera.breathe(1)
        self.camera.take("publish-saved", self.window)
        page.tabs.setCurrentIndex(1)
        page.log.table.selectRow(0)
        self.camera.breathe(1)
        self.camera.take("publish-log", self.window)
        page.tabs.setCurrentWidget(page.papers)
        for kind in PaperKind:
            page.papers.kinds.setCurrentIndex(page.papers.kinds.findData(kind.value))
            self.camera.until(partial(page.papers.shows, kind))
            self.camera.breathe(2)
            self.camera.take(f"publish-papers-{kind.value}", self.window)
        page.tabs.setCurrentIndex(0)

    def rubric(self) -> None:
        page = self._page(RubricPage)
        page.tabs.setCurrentIndex(1)
        self._button(page, "run_examples").click()
        self.camera.until(lambda: page.examples.model.rows)
        self.camera.take("rubric-examples", self.window)
        page.tabs.setCurrentIndex(2)
        self.camera.until(page.comparing.leaf.toPlainText)
        self.camera.take("rubric-compared", self.window)
        self._dialogs("adopt-rubric", self._button(page, "use_version").click)
        page.tabs.setCurrentIndex(0)
        page.search.setText("专利")
        self.camera.take("rubric-found", self.window)
        page.search.clear()

    def policy(self) -> None:
        page = self._page(PolicyPage)
        self._nothing_found("policy", page.search.setText)
        shipped = Path(__file__).resolve().parents[1] / "resources" / "policies"
        chosen = (str(min(shipped.glob("*.toml"))), "")
        before = QFileDialog.getOpenFileName
        QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: chosen)  # type: ignore[method-assign]
        self._dialogs("adopt-policy", self._button(page, "adopt_file").click)
        QFileDialog.getOpenFileName = before  # type: ignore[method-assign]

    def support(self) -> None:
        """After the policies: one of them is adopted for it."""
        policies = self._page(PolicyPage)
        policies.table.go_to(policies.model.index(0, 0))
        if policies.adopt.isEnabled():
            policies.adopt.click()
            self.camera.until(lambda: policies.is_fresh and not self.view.desk.is_working)
        page = self._page(SupportPage)
        page.all_clauses.setChecked(True)
        self.camera.take("support-clauses", self.window)
        page.all_clauses.setChecked(False)
        for name, panel in (("open", page.open), ("grades", page.grades), ("budget", page.pots)):
            page.side.setCurrentWidget(panel)
            self.camera.take(f"support-{name}", self.window)
        self._dialogs("confirm-grades", page.grades.confirm.click)
        self._dialogs("budget", page.pots.none.button.click)
        self._dialogs("decide-support", page.decide.click)
        page.side.setCurrentIndex(0)
        self._nothing_found("support", page.search.setText)

    def journal(self) -> None:
        page = self._page(JournalPage)
        page.table.selectRow(6)
        page.more.setChecked(True)
        page.prove.click()
        self.camera.until(page.verdict.isVisible)
        self.camera.take("journal-details", self.window)
        page.more.setChecked(False)
        self._nothing_found("journal", page.filters.search.setText)

    # --- states

    def under_way(self) -> None:
        """Work that lasts, with the time that is left."""
        self._page(RosterPage)

        def work(_: object, asked: Asked) -> None:
            for step in range(32):
                asked.step(step, 60, "云岬栈桥国际科技企业孵化器.xlsx")
                time.sleep(SLOW / 32)

        job = self.view.desk.look(QCoreApplication.translate(*TITLE), work, lambda _: None)
        self.camera.breathe(SLOW - 0.4)
        self.camera.take("under-way", self.window)
        self.camera.until(lambda: not self.view.progress.isVisible())
        del job

    def changed_since(self) -> None:
        """A firm is struck: what is sealed and printed is not as it is now, and there is something to undo."""
        page = self._page(VerifyPage)
        page.causes.acts["strike"].click()
        self.camera.until(lambda: page.findChild(StrikeDialog))
        dialog = page.findChild(StrikeDialog)
        assert dialog is not None
        dialog.agreed.emit()
        self.camera.take("dialog-strike-refused", dialog)
        dialog.reason.setPlainText("注册地已迁出本区")
        dialog.agreed.emit()
        self.camera.until(lambda: self.view.desk.history.next_undo)
        self.camera.until(lambda: page.is_fresh)
        self.camera.breathe(1)
        self.camera.take("verify-struck", self.window)
        self._page(ScorePage)
        self.camera.breathe(2)
        self.camera.take("score-stale", self.window)
        self._page(PublishPage)
        self.camera.breathe(2)
        self.camera.take("publish-stale", self.window)

    # --- small things

    def _page(self, kind: type[Some], carrier: str = "") -> Some:
        if carrier:
            self.view.desk.visit(kind.key, carrier)
        else:
            self.view.rail.choose(kind.key)
        page = self.view.current
        assert isinstance(page, kind)
        self.camera.until(lambda: page.is_fresh)
        self.camera.breathe(0.5)
        return page

    def _button(self, page: QWidget, name: str) -> QPushButton:
        found = page.findChild(QPushButton, name)
        assert found is not None
        return found

    def _menu(self, name: str, menu: QMenu) -> None:
        menu.popup(self.window.mapToGlobal(QPoint(20, 40)))
        self.camera.take(name, menu)
        menu.close()

    def _context(self, name: str, widget: QWidget) -> None:
        """What the right button offers."""
        menu = QMenu(widget)
        menu.addActions(widget.actions())
        self._menu(f"menu-of-{name}", menu)

    def _nothing_found(self, name: str, seek: Callable[[str], object]) -> None:
        seek(NOTHING)
        self.camera.breathe(0.6)
        self.camera.take(f"{name}-nothing-found", self.window)
        seek("")
        self.camera.breathe(0.6)

    def _dialogs(self, name: str, show: Callable[[], object]) -> None:
        photograph_dialogs(self.camera, self.window, name, show)

    def _drag_over(self) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self.folder))])
        none = Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
        QApplication.sendEvent(self.window, event)
        self.camera.take("collect-drag", self.window)
        self._page(RosterPage)
        self._page(CollectPage)

    def _strange_files(self) -> list[Path]:
        """One that is no workbook, one that nobody can tell what it is."""
        text, picture = self.folder / "云岬新岸孵化器_2026.xlsx", self.folder / "现场照片.jpg"
        text.write_text("不是工作簿", "utf-8")
        picture.write_bytes(b"\xff\xd8\xff")
        return [text, picture]


def photograph_dialogs(camera: Photographer, window: QWidget, name: str, show: Callable[[], object]) -> None:
    """Every dialog that comes up, once its boxes are filled; then it is closed."""
    known = set(window.findChildren(QDialog))
    show()
    camera.until(lambda: {one for one in window.findChildren(QDialog) if one.isVisible()} - known)
    camera.breathe(0.4)
    for dialog in set(window.findChildren(QDialog)) - known:
        boxes = dialog.findChildren(QComboBox)
        camera.until(lambda boxes=boxes: all(box.count() for box in boxes))  # type: ignore[misc]
        camera.take(f"dialog-{name}", dialog)
        dialog.close()
    QApplication.processEvents()


def photograph_empty(camera: Photographer, window: MainWindow, folder: Path) -> None:
    """A round that has just been made, page by page."""
    wanted = NewRound(folder / f"{DISTRICT} 2026.fuping", DISTRICT, 2026, 2025, rubric_choices()[0].path)
    start_round(wanted, actor=window.settings.actor, now=datetime.now(UTC))
    window.open(wanted.place)
    camera.until(lambda: window.workspace is not None and window.workspace.current.is_fresh)
    assert window.workspace is not None
    for number, place in enumerate(PAGES, 1):
        window.workspace.rail.go(place.key)
        page = window.workspace.current
        camera.until(lambda page=page: page.is_fresh)  # type: ignore[misc]
        camera.breathe(0.8)
        camera.take(f"empty-{number}-{place.key}", window)


def photograph_refusal(camera: Photographer, window: MainWindow, folder: Path) -> None:
    """A file that is no workspace, on the start page."""
    wrong = folder / "2026.fuping"
    wrong.write_text("", "utf-8")
    wrong.write_bytes(b"not a workspace" * 100)
    window.open(wrong)
    camera.until(lambda: window.opening is None)
    camera.take("start-refused", window)
