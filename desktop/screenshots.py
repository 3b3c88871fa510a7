"""Pictures of every page, dialog, menu and state for people to look at: light and dark, both languages, 100 % and 200 %, without a screen.

python -m desktop.screenshots DIR [--workspace FILE] [--size 1280x820] [--only zh-light-100 …] [--part editing]

A picture is called after what it shows: ``zh-light-100/verify.png``. A scale needs a process of its own, and so does each variant.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTabWidget, QWidget

    from desktop.app import Application
    from desktop.main_window import MainWindow
    from desktop.pages.page import Page
    from desktop.pages.verify.page import VerifyPage

VARIANTS = tuple(
    f"{language}-{look}-{scale}" for language in ("zh", "en") for look in ("light", "dark") for scale in ("100", "200")
)
PARTS = ("all", "editing", "certificates")
AT_ONCE = 2
PATIENCE = 60.0
"""Seconds that a page may take to show its figures."""
BREATH = 0.3
"""Seconds after which what was drawn is drawn."""
SETTLING = 1.0
"""Seconds for what a page fetches once it shows its figures, such as the preview of a report."""
ACTOR = {"zh": "王评审", "en": "Wang Pingshen"}


def main(words: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="fuping screenshots")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--workspace", type=Path, help="instead of the sample district")
    asked.add_argument("--size", default="1280x820")
    asked.add_argument("--only", nargs="*", default=VARIANTS, choices=VARIANTS)
    asked.add_argument(
        "--part", default=PARTS[0], choices=PARTS, help="all of it, the two pages that are typed into, or the certificates"
    )
    asked.add_argument("--variant", choices=VARIANTS, help=argparse.SUPPRESS)
    given = asked.parse_args(words)
    if given.variant:
        return picture(given.variant, given.workspace, given.folder, given.size, given.part)
    # in a checkout that has never been run the Chinese pictures would be English
    subprocess.run((sys.executable, "-m", "resources.i18n.linguist"), check=True)
    with tempfile.TemporaryDirectory(prefix="fuping-pictures-") as folder:
        workspace = given.workspace or _sample(Path(folder) / "sample")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return max(pool.map(lambda variant: _started(variant, workspace, given.folder, given.size, given.part), given.only))


def _sample(folder: Path) -> Path:
    from scoring.services.sample_district import build_sample

    return build_sample(folder, actor=ACTOR["zh"], clock=lambda: datetime.now(UTC))


def _started(variant: str, workspace: Path, folder: Path, size: str, part: str) -> int:
    scale = {"100": "1", "200": "2"}[variant.rpartition("-")[2]]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    words = (str(folder), "--variant", variant, "--workspace", str(workspace), "--size", size, "--part", part)
    return subprocess.run((sys.executable, "-m", "desktop.screenshots", *words), env=environment, check=False).returncode


def picture(variant: str, workspace: Path, folder: Path, size: str, part: str = PARTS[0]) -> int:
    """One variant, in this process."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from desktop.app import Application
    from desktop.settings import Settings

    qInstallMessageHandler(lambda *_: None)  # the offscreen platform says of every window what it cannot do
    language, look, _ = variant.split("-")
    target = folder / variant
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fuping-picture-") as own:
        settings = Settings(Path(own) / "settings.ini")
        settings.language, settings.look, settings.actor = language, look, ACTOR[language]
        camera = Camera(Application(QApplication([]), settings), target, size)
        copied = Path(shutil.copy(workspace, own))
        dict(zip(PARTS, (camera.everything, camera.editing, camera.certificates), strict=True))[part](copied)
    return 0


class Camera:
    """Goes through the window and takes pictures of what it meets."""

    def __init__(self, fuping: Application, folder: Path, size: str) -> None:
        self.fuping, self.folder = fuping, folder
        self.width, self.height = map(int, size.split("x"))

    def everything(self, workspace: Path) -> None:
        from desktop.scenes import Scenes, photograph_empty, photograph_refusal
        from desktop.scenes_certificates import CertificateScenes
        from desktop.scenes_editing import EditingScenes

        window = self.fuping.open()
        window.resize(self.width, self.height)
        self.take("start-first", window)
        self._dialogs(window, ("new-round", window.start.new_round))
        photograph_refusal(self, window, workspace.parent)
        window.start.notice.hide()
        window.settings.opened(workspace, datetime.now(UTC))
        window.start.refresh()
        self.take("start-recent", window)
        window.open(workspace)
        self.until(lambda: window.workspace is not None)
        carrier = self._pages(window)
        self._dialogs(
            window,
            ("palette", window.dialogs.open_palette), ("add-kind", window.dialogs.add_kind), ("who", window.dialogs.ask_actor), ("manual", window.dialogs.show_manual),
            ("about", window.dialogs.show_about), ("diagnostics", window.dialogs.show_diagnostics), ("crash", lambda: _crash(window)),
        )  # fmt: skip
        second = self.fuping.open(workspace)
        second.resize(self.width, self.height)
        self.until(lambda: second.workspace is not None and second.workspace.current.is_fresh)
        self.take("read-only", second)
        second.close()
        Scenes(self, window, workspace.parent).all(carrier)
        CertificateScenes(self, window, workspace.parent).all()
        EditingScenes(self, window).all(carrier)
        window.close()
        fresh = self.fuping.open()
        fresh.resize(self.width, self.height)
        fresh.settings.actor = ""
        photograph_empty(self, fresh, workspace.parent)
        fresh.close()

    def editing(self, workspace: Path) -> None:
        """The two pages that are typed into, alone."""
        from desktop.scenes_editing import EditingScenes

        window = self.fuping.open(workspace)
        window.resize(self.width, self.height)
        self.until(lambda: window.workspace is not None and window.workspace.current.is_fresh)
        assert window.workspace is not None
        window.workspace.guide.away.click()
        EditingScenes(self, window).all(self._carriers(window)[0])
        window.close()

    def certificates(self, workspace: Path) -> None:
        """The page of certificates, alone."""
        from desktop.scenes_certificates import CertificateScenes

        window = self.fuping.open(workspace)
        window.resize(self.width, self.height)
        self.until(lambda: window.workspace is not None and window.workspace.current.is_fresh)
        assert window.workspace is not None
        window.workspace.guide.away.click()
        CertificateScenes(self, window, workspace.parent).all()
        window.close()

    def _carriers(self, window: MainWindow) -> list[str]:
        """Who takes part."""
        assert window.workspace is not None
        desk = window.workspace.desk
        assert desk is not None
        carriers: list[str] = []
        kind = desk.kind
        desk.read(lambda place, _: [one.uscc for one in place.opened(kind).participants()], carriers.extend)
        self.until(lambda: carriers)
        return carriers

    def _pages(self, window: MainWindow) -> str:
        """Every page, without the first steps; where a page shows one carrier, with one chosen. Answers whom."""
        from desktop.pages.house import PAGES
        from desktop.pages.verify.page import VerifyPage

        view = window.workspace
        assert view is not None
        assert view.desk is not None
        self.until(lambda: view.current.is_fresh)
        self.take("first-steps", window)
        view.guide.away.click()
        carriers = self._carriers(window)
        for number, place in enumerate(PAGES, 1):
            view.rail.go(place.key)
            page = view.current
            self.until(lambda page=page: page.is_fresh)  # type: ignore[misc]
            self._settle(page)
            self.take(f"page-{number}-{place.key}", window)
            self._tabs_of(page, f"page-{number}-{place.key}", window)
            if page.shows_carrier:
                view.desk.visit(place.key, carriers[0])
                self.until(lambda page=page: page.is_fresh)  # type: ignore[misc]
                if isinstance(page, VerifyPage):
                    self._unfold(page)
                self.take(f"page-{number}-{place.key}-carrier", window)
                self._tabs_of(page, f"page-{number}-{place.key}", window)
        return carriers[0]

    def _tabs_of(self, page: Page, name: str, window: MainWindow) -> None:
        """Those that are to be seen now and have no picture yet; afterwards the page is as before."""
        from PySide6.QtWidgets import QTabWidget

        shown = [(tabs, tabs.currentIndex()) for tabs in page.findChildren(QTabWidget) if tabs.isVisible()]
        for tabs, index, which in tuple(_tabs(page)):
            if not (self.folder / f"{name}-{which}.png").exists():
                tabs.setCurrentIndex(index)
                self.until(lambda: page.is_fresh)
                self._settle(page)
                self.take(f"{name}-{which}", window)
                for one, before in shown:  # tabs inside another are seen from where they were found
                    one.setCurrentIndex(before)

    def _settle(self, page: Page) -> None:
        """What a page fetches once it shows its figures: a preview or a comparison takes as long as it takes."""
        from desktop.pages.publish.page import PublishPage
        from desktop.pages.rubric.page import RubricPage

        self.breathe(SETTLING)
        if isinstance(page, RubricPage) and page.comparing.isVisible():
            self.until(page.comparing.leaf.toPlainText)
        if isinstance(page, PublishPage) and page.reports.isVisible():
            self.until(page.preview.zoom.isEnabled)
            self.breathe(SETTLING)

    def _unfold(self, page: VerifyPage) -> None:
        """The original is read, and a cause says where."""
        self.until(lambda: page.picture.picture)
        page.causes.view.expand(page.causes.model.index(0, 0))

    def _dialogs(self, window: MainWindow, *wanted: tuple[str, Callable[[], object]]) -> None:
        from desktop.scenes import photograph_dialogs

        for name, show in wanted:
            photograph_dialogs(self, window, name, show)

    def take(self, name: str, widget: QWidget) -> None:
        self.breathe(BREATH)
        widget.grab().save(str(self.folder / f"{name}.png"))

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            self.breathe(0.01)
            if time.monotonic() > end:
                raise TimeoutError(self.folder.name)

    def breathe(self, seconds: float) -> None:
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)


def _tabs(page: QWidget) -> Iterator[tuple[QTabWidget, int, str]]:
    """The tabs of a page but the one that is shown anyway."""
    from PySide6.QtWidgets import QTabWidget

    for number, tabs in enumerate(page.findChildren(QTabWidget)):
        for index in range(tabs.count()):
            if index != tabs.currentIndex() and tabs.isVisible():
                yield tabs, index, f"tab-{number + 1}-{index + 1}"


def _crash(window: MainWindow) -> None:
    from desktop.widgets.crash import CrashDialog

    CrashDialog.report(ZeroDivisionError("an example"), window)


if __name__ == "__main__":
    sys.exit(main())
