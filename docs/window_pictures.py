"""The manual's pictures of the window: its pages on the invented district, drawn without a screen, at a fixed clock, by an invented person."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Asia/Shanghai"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desktop.app import Application
from desktop.holding import Holding
from desktop.main_window import MainWindow
from desktop.pages.certify.page import VERIFY
from desktop.pages.entry.grid import EntryGrid
from desktop.settings import Settings
from scoring.cli import main as verb
from scoring.services.announcing import announce
from scoring.services.changes import Change, changes
from scoring.services.document_issue import PaperKind
from scoring.services.entering import Origin
from scoring.services.entering_checks import Spot
from scoring.services.inquiring import ask
from scoring.services.overriding import propose_override
from scoring.services.policies import adopt_policy
from scoring.services.scoring import latest_run
from scoring.services.settling import settle
from scoring.services.workplace import Workplace

SIZE, WIDE = (1080, 700), (1280, 780)
PATIENCE = 60.0
"""Seconds that a page may take to show its figures."""
SETTLING = 1.0
"""Seconds for what a page fetches once it shows its figures: a preview, a picture of a workbook."""
MACHINE = "考评办-02"
LARGEST = "栈桥"
UNREADABLE = Spot("tenants", 2, "revenue")
"""Where a turnover is typed as a guess."""
WEIGHED, BUILT = "A3-1", "fast_growing_share"
"""An indicator that gets another maximum, and a measure whose condition has groups."""

FIRST, SECOND = ("云岬启川科技企业孵化器", "91310113YFP9000018"), ("云岬听澜创新工场", "91310113YFP900002B")
SHIPPED = Path(__file__).resolve().parents[1] / "resources" / "policies" / "dalinghaowan_2024_7.toml"
TERRITORY = 'territory = [{ field = "district", names = [{ zh = "云岬区", en = "Yunjia District" }] }]'
SETTLED = (
    ("", "service_grades", "优秀、优良"),
    ("", "service_coefficient", "优秀=90%、优良=60%"),
    (FIRST[1], "founded_together", "否"),
)
"""What the text leaves to the district, as the manual's district would have it."""
NOTICE = "结果通知〔2026〕8号"
FEW, MANY = 3, 3
"""Lines of the next steps that are more than their headings, and certificates that are issued."""
LOCKED_WITH, UNTIL = "云岬的示例口令，只用于图片", "2028-12-31"

Keep = Callable[[str, Image.Image], None]


class Studio:
    """The application and what is photographed in it. ``keep`` takes a name and a picture."""

    def __init__(self, folder: Path, who: str, when: datetime, keep: Keep) -> None:
        self.folder, self.who, self.when, self._keep = folder, who, when, keep
        qInstallMessageHandler(lambda *_: None)  # the offscreen platform says of every window what it cannot do
        time.tzset()
        Workplace.now = property(lambda _: when)  # type: ignore[assignment, method-assign]
        self.settings = Settings(folder / "settings.ini")
        self.settings.language, self.settings.look, self.settings.actor = "zh", "light", who
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        self.fuping = Application(app, self.settings)

    def window(self, workspace: Path | None = None) -> MainWindow:
        window = self.fuping.open(workspace)
        window.resize(*SIZE)
        if workspace is not None:
            self.until(lambda: window.workspace is not None and window.workspace.current.is_fresh)
        return window

    def page(self, window: MainWindow, key: str, carrier: str = "", target: object = None) -> Any:
        """Go there; the page, once it shows its figures."""
        assert window.desk is not None
        assert window.workspace is not None
        view = window.workspace
        view.notice.hide()  # as for whoever turns to another page by the list at the left
        window.desk.visit(key, carrier, target)
        self.until(lambda: view.current.key == key and view.current.is_fresh)
        self.breathe(SETTLING)
        return view.current

    def take(self, name: str, widget: QWidget) -> None:
        self.breathe(SETTLING)
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        widget.grab().save(held, "PNG")
        self._keep(f"window-{name}", Image.open(BytesIO(held.data().data())).convert("RGB"))

    def dialog(self, window: MainWindow, name: str, show: Callable[[], object], prepare: Callable[[Any], object] = id) -> None:
        known = set(window.findChildren(QDialog))
        show()
        self.until(lambda: set(window.findChildren(QDialog)) - known)
        (dialog,) = set(window.findChildren(QDialog)) - known
        self.breathe(SETTLING)
        prepare(dialog)
        self.take(name, dialog)
        dialog.close()
        self.breathe(0.1)

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            self.breathe(0.01)
            if time.monotonic() > end:
                raise TimeoutError

    def breathe(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)


def window_pictures(district: Path, returns: Path, folder: Path, *, who: str, when: datetime, keep: Keep) -> None:
    """``district`` is the sample's workspace, ``returns`` the folder of the three worked returns, ``folder`` ours to write in."""
    studio = Studio(folder, who, when, keep)
    starting(studio)
    collecting(studio, returns)
    window = studio.window(district)
    preparing(studio, window)
    verifying(studio, window)
    window.resize(*WIDE)
    reviewing(studio, window)
    scoring(studio, window)
    deciding(studio, window)
    supporting(studio, window)
    publishing(studio, window)
    certifying(studio, window)
    window.resize(*SIZE)
    beside(studio, window)
    window.close()
    reading_only(studio, district)
    window = studio.window(district)
    window.resize(*WIDE)
    entering(studio, window)
    drafting(studio, window)
    window.close()


def starting(studio: Studio) -> None:
    window = studio.window()
    studio.take("start", window)

    def fill(dialog: Any) -> None:
        dialog.district.setText("示例区科学技术委员会")
        dialog.assessment_year.setValue(studio.when.year)
        dialog.place.setText(f"{studio.when.year}.fuping")  # no folder of this machine

    studio.dialog(window, "new-round", window.start.new_round, fill)
    window.close()


def collecting(studio: Studio, returns: Path) -> None:
    """A round of two carriers, to which three returned: one is a stranger."""
    workspace = studio.folder / "2026.fuping"
    actor = f"--actor={studio.who}"
    with redirect_stdout(StringIO()):
        verb(["new", str(workspace), "--district", "示例区科学技术委员会", "--year", "2026", "--kind", "孵化器", actor])
        for name, code in (FIRST, SECOND):
            verb(["roster", str(workspace), name, code, "--kind", "孵化器", actor])
    studio.settings.guided = False
    window = studio.window(workspace)
    page = studio.page(window, "collect")
    page.bring_in([returns])
    studio.until(page.summary.isVisible)
    studio.take("collect", window)
    window.close()


def preparing(studio: Studio, window: MainWindow) -> None:
    assert window.workspace is not None
    page = studio.page(window, "roster")
    studio.settings.guided = True
    window.workspace.guide.refresh()
    studio.take("overview", window)
    window.workspace.guide.away.click()
    page.add()
    page.form.name.setText("云岬示例孵化器")
    page.form.code.setText("91310113YFP9000099")
    studio.take("roster", window)
    page.form.hide()
    studio.dialog(window, "palette", window.dialogs.open_palette, find_one)


def verifying(studio: Studio, window: MainWindow) -> None:
    page = studio.page(window, "verify", SECOND[1])
    studio.take("verify", window)
    studio.dialog(window, "amend", lambda: page.causes.acted.emit("amend"))
    other = next(code for code, one in page.carriers.known.items() if LARGEST in one.carrier.name)
    page = studio.page(window, "verify", other)
    page.causes.view.setCurrentIndex(page.causes.model.index(0, 0))
    studio.breathe(SETTLING)
    studio.dialog(window, "explain", lambda: page.causes.acted.emit("explain"))
    studio.dialog(window, "strike", lambda: page.causes.acted.emit("strike"))


def reviewing(studio: Studio, window: MainWindow) -> None:
    studio.page(window, "review")
    studio.take("review", window)


def scoring(studio: Studio, window: MainWindow) -> None:
    page = studio.page(window, "score")
    for number, name in enumerate(("ranking", "quadrant", "heat")):
        page.tabs.setCurrentIndex(number)
        studio.take(name, window)
    page.open_carrier(FIRST[1], "A1-1")
    studio.until(lambda: page.is_fresh)
    studio.take("carrier", window)
    rows = page.ranking.model.rows
    page.open_carrier(rows[len(rows) // 2].uscc)
    page.one.tabs.setCurrentWidget(page.one.next)
    studio.until(lambda: page.is_fresh and len(page.one.next.lines) > FEW)
    studio.take("next", window)
    page.one.tabs.setCurrentIndex(0)
    page.go_back()


def deciding(studio: Studio, window: MainWindow) -> None:
    """A department has not answered, and an override waits for its second person."""
    desk, done = window.desk, list[str]()
    assert desk is not None
    kind = desk.kind

    def work(place: Workplace, _: object) -> str:
        opened = place.opened(kind)
        by: dict[str, Any] = {"actor": place.actor, "now": place.now}
        ask(opened, department="区应急管理局", day=place.now.date(), rules=["安全事故"], **by)
        by |= {"reason": "已补充审计报告", "basis": "云科委纪要〔2026〕5号"}
        whose = opened.carrier(FIRST[1])
        propose_override(opened, latest_run(opened), whose, "优良", **by)
        return whose.uscc

    desk.write("decide", work, changes(Change.DECISIONS), done.append)
    studio.until(lambda: done)
    studio.page(window, "decide", done[0])
    studio.take("decide", window)


def supporting(studio: Studio, window: MainWindow) -> None:
    """Under a shipped policy, as if its territory were the invented district; what it leaves open stays open."""
    desk, done = window.desk, list[object]()
    assert desk is not None
    kind, copy = desk.kind, studio.folder / SHIPPED.name
    copy.write_text(re.sub(r"(?m)^territory = .*$", TERRITORY, SHIPPED.read_text("utf-8")), "utf-8")

    def work(place: Workplace, _: object) -> object:
        opened, by = place.opened(kind), {"actor": place.actor, "now": place.now}
        file, _ = adopt_policy(opened, copy, **by)
        announce(opened, day=place.now.date(), document=NOTICE, **by)
        for carrier, key, value in SETTLED:
            facts: dict[str, Any] = {"policy": file.compiled.document.key, "matter": "figure", "basis": "示例", **by}
            settle(opened, opened.carrier(carrier) if carrier else None, key=key, value=value, **facts)
        return file

    desk.write("adopt", work, changes(Change.DEFINITIONS), done.append)
    studio.until(lambda: done)
    studio.page(window, "support", FIRST[1])
    studio.take("support", window)


def publishing(studio: Studio, window: MainWindow) -> None:
    page = studio.page(window, "publish", FIRST[1])
    studio.until(page.preview.zoom.isEnabled)
    studio.take("publish", window)
    studio.dialog(window, "names", page.choose_names)
    papers = page.papers
    page.tabs.setCurrentWidget(papers)
    papers.kinds.setCurrentIndex(papers.kinds.findData(PaperKind.PUBLIC_LIST.value))
    studio.until(lambda: papers.shows(PaperKind.PUBLIC_LIST))
    studio.take("papers", window)
    page.tabs.setCurrentIndex(0)


def certifying(studio: Studio, window: MainWindow) -> None:
    """A key, three certificates, and one of them verified from its file."""
    page = studio.page(window, "certify")
    folder = studio.folder / "certificates"
    folder.mkdir()
    page.acts.folder = lambda: folder
    page.make_key()
    answer(studio, page, key_passphrase=LOCKED_WITH, key_passphrase_again=LOCKED_WITH)
    studio.until(lambda: page.shown is not None and page.shown.signs is not None)
    page.ask_terms()
    answer(studio, page, terms_to=UNTIL)
    page.candidates.model.tick([row for row in page.candidates.model.shown if row.said is None][:MANY], on=True)
    studio.until(page.preview.zoom.isEnabled)
    page.issue_wanted()
    answer(studio, page, passphrase=LOCKED_WITH)
    studio.until(lambda: page.shown is not None and len(page.shown.lines) == MANY == len(list(folder.glob("*.pdf"))))
    studio.take("certificates", window)
    page.tabs.setCurrentIndex(VERIFY)
    page.check_file(min(folder.glob("*.pdf")))
    studio.until(lambda: page.preview.isVisible() and page.preview.zoom.isEnabled())
    studio.take("certificate-check", window)


def answer(studio: Studio, page: QWidget, **typed: str) -> None:
    """Into the dialog that has come up, by the names of its fields; then agreed to."""
    studio.until(lambda: any(one.isVisible() for one in page.findChildren(QDialog)))
    dialog: Any = next(one for one in page.findChildren(QDialog) if one.isVisible())
    for name, text in typed.items():
        line = dialog.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)
    dialog.ok.click()
    studio.until(lambda: not dialog.isVisible())
    studio.breathe(SETTLING)


def beside(studio: Studio, window: MainWindow) -> None:
    """What the year rests on."""
    for key in ("rubric", "policy", "journal"):
        studio.page(window, key)
        studio.take(key, window)


def entering(studio: Studio, window: MainWindow) -> None:
    """A return taken over onto the screen, in which somebody types what cannot be read."""
    page = studio.page(window, "entry", FIRST[1])
    page.start.ways[Origin.CURRENT].click()
    studio.until(lambda: page.is_fresh and page.stack.currentWidget() is page.desk_area)
    grid = page.findChild(EntryGrid, f"entry_{UNREADABLE.table}")
    page.tabs.setCurrentWidget(grid)
    typed = grid.entry.index_of(UNREADABLE)
    grid.entry.setData(typed, "约500")
    studio.until(lambda: page.is_fresh and grid.entry.level(typed) is not None)
    grid.setCurrentIndex(typed)
    grid.scrollTo(typed, grid.ScrollHint.EnsureVisible)
    studio.take("entry", window)


def drafting(studio: Studio, window: MainWindow) -> None:
    """Next year's rubric: an indicator whose points no longer go with its scale, and a measure in the builder."""
    page = studio.page(window, "drafts")
    page.acts.begin()
    studio.until(page.dialog.versions.count)
    page.dialog.yes.click()
    studio.until(lambda: page.shown is not None and page.is_fresh)
    card_of(studio, page, WEIGHED)
    line = page.card.form.editor_at((*page.at, "maximum"))
    line.setText("6")
    line.editingFinished.emit()
    studio.until(lambda: page.is_fresh and page.trying.findings.rows)
    studio.take("draft", window)
    card_of(studio, page, BUILT)

    def measured(dialog: Any) -> None:
        studio.until(lambda: dialog.values.model.rows)

    studio.dialog(window, "builder", page.build_measure, measured)


def card_of(studio: Studio, page: Any, key: str) -> None:
    """Go to an entry of the draft by its key; its card."""
    path = next(one.path for one in page.shown.outline.everything() if one.key == key)
    page.outline.go_to(path)
    studio.until(lambda: page.card.shown_path == path)


def reading_only(studio: Studio, workspace: Path) -> None:
    """Somebody else, at another machine, has it open."""
    holding = Holding(workspace)
    assert holding.take(studio.who, studio.when) is None
    (note,) = workspace.parent.glob(".~*.who")
    note.write_text(json.dumps(json.loads(note.read_text("utf-8")) | {"machine": MACHINE, "person": "李示例"}), "utf-8")
    window = studio.window(workspace)
    studio.page(window, "roster")
    studio.take("read-only", window)
    window.close()
    note.unlink()
    holding.release()


def find_one(palette: Any) -> None:
    """By its initials, in a palette no larger than its answer."""
    palette.wanted.setText("qc")
    palette.setMinimumHeight(0)
    palette.resize(palette.width(), 200)
