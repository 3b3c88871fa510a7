"""The real window on a screen of its own, driven through the system's event queue: keys go from the X server to the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from select import select

import pytest

from tests.desktop.complaints import LOUD, complaints

ROOT = Path(__file__).parents[2]
MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
PATIENCE = 40.0
"""Seconds; the machines that run this stall."""
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.app import Application
from desktop.settings import Settings
app = QApplication([])
fuping = Application(app, Settings(Path(sys.argv[2])))
window = fuping.open(Path(sys.argv[1]))
said = None
def tell():
    global said
    view, popup, focus = window.workspace, app.activeModalWidget(), app.focusWidget()
    if popup and not (focus and popup.isAncestorOf(focus)):
        return  # on the screen, but what is typed goes to the window still
    line = focus.text() if popup and hasattr(focus, "text") else ""
    now = "opening" if view is None else f"{view.current.key} {popup.objectName() if popup else '-'} {line}".strip()
    if view is not None and not view.current.is_fresh:
        return
    if now != said:
        said = now
        print(now, flush=True)
clock = QTimer()
clock.timeout.connect(tell)
app.lastWindowClosed.connect(clock.stop)
clock.start(20)
sys.exit(app.exec())
"""


@pytest.fixture
def screen() -> Iterator[str]:
    """An X server on a number that it finds free itself."""
    if MISSING and not os.environ.get("CI"):
        pytest.skip(f"{' and '.join(MISSING)} not installed; `run.py test` installs them where it may")
    reading, writing = os.pipe()
    words = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1360x900x24", "-nolisten", "tcp")
    with subprocess.Popen(words, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}" if select([number], [], [], PATIENCE)[0] else ":"
        try:
            assert display != ":"
            yield display
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def test_the_keyboard_of_the_system_reaches_a_page(screen: str, workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / "runtime"  # without one of its own Qt says that the system has none
    own.mkdir(mode=0o700)
    environment = {**os.environ, **LOUD, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    environment["XDG_RUNTIME_DIR"] = str(own)
    environment.pop("WAYLAND_DISPLAY", None)
    words = (sys.executable, "-c", PROGRAM, str(workspace), str(tmp_path / "settings.ini"))
    said, warned = tmp_path / "said.txt", tmp_path / "warned.txt"
    with (
        said.open("w", encoding="utf-8") as out,
        warned.open("w", encoding="utf-8") as errors,
        subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=errors) as program,
    ):

        def keys(*wanted: str) -> None:
            subprocess.run(("xdotool", *wanted), env=environment, check=True, capture_output=True, timeout=PATIENCE)

        def until(wanted: str) -> None:
            end = time.monotonic() + PATIENCE
            while wanted not in (seen := said.read_text("utf-8").splitlines()):
                assert time.monotonic() < end, seen
                assert program.poll() is None, (seen, warned.read_text("utf-8"))
                time.sleep(0.02)

        try:
            until("roster -")
            window = subprocess.run(
                ("xdotool", "search", "--sync", "--onlyvisible", "--name", "孵评"),
                env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE,
            ).stdout.split()[0]  # fmt: skip
            keys("windowfocus", "--sync", window)
            keys("key", "ctrl+k")
            until("roster command_palette")
            keys("type", "--delay", "20", "journal")  # not a word of this window: nothing is found
            until("roster command_palette journal")
            keys("key", "ctrl+a")
            keys("type", "--delay", "20", "rz")
            until("roster command_palette rz")
            keys("key", "Return")
            until("journal -")
            keys("windowfocus", "--sync", window)  # no window manager here gives the focus back
            keys("key", "ctrl+3")
            until("verify -")
            keys("key", "ctrl+q")
            assert program.wait(PATIENCE) == 0
        finally:
            program.kill()
    assert complaints(warned.read_text("utf-8")) == []
