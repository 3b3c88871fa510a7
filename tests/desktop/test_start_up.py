"""The window is there before the engine is: what its first show may load, and what it may not."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from desktop.help.about import LIBRARIES, library_lines

ROOT = Path(__file__).parents[2]
HEAVY = (
    "openpyxl", "reportlab", "pydantic", "xlsxwriter", "lark", "sqlite_utils", "sqlite3", "python_calamine", "pypdfium2", "uharfbuzz",
    "pypinyin", "click", "stdnum", "scoring.engine", "scoring.store", "scoring.intake", "desktop.workspace_view",
)  # fmt: skip
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import Application
from desktop.settings import Settings
app = QApplication([])
fuping = Application(app, Settings(Path(sys.argv[1])))
window = fuping.open()
app.processEvents()
assert window.isVisible()
print(*sorted(sys.modules))
window.close()
"""


def test_the_first_show_loads_nothing_of_the_engine(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "settings.ini")],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "desktop.pages.start.page" in loaded
    assert loaded & set(HEAVY) == set()


def test_about_names_every_library_with_its_licence() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {one.partition(">")[0].partition("=")[0].strip() for one in wanted}
    assert names == set(LIBRARIES)
    assert [line for line in library_lines() if line.endswith("?")] == []


def test_the_benchmark_of_the_window_still_runs(workspace: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window", str(workspace)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert "memory with every page" in done.stdout
    assert "events over 50 ms" in done.stdout
