"""Has LibreOffice calculate a workbook anew: every formula, whatever values the file brings along.

LibreOffice believes the cached values of a workbook unless the profile says otherwise (``OOXMLRecalcMode`` 0: always), so
each order carries a workbook with a poisoned value along, and nothing is believed unless that one came back right.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

SECONDS = 240
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str | None:
    """The command that starts LibreOffice, or None where there is none."""
    return shutil.which("soffice")


def recalculated(xlsx: Path, out: Path) -> Path:
    """Writes the workbook, calculated anew, to ``out`` and returns it. Raises as ``recalculated_all``."""
    with tempfile.TemporaryDirectory() as folder:
        [done] = recalculated_all([xlsx], Path(folder))
        shutil.copyfile(done, out)
    return out


def recalculated_all(books: Sequence[Path], out: Path) -> list[Path]:
    """Writes the workbooks, calculated anew by one LibreOffice (its start is what takes long), into the folder ``out``, in their
    order. Raises AssertionError where LibreOffice did not calculate or is not here, TimeoutExpired where it does not end."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "done").mkdir()
        names = [f"workbook{at}.xlsx" for at in range(len(books))]
        for book, own in zip(books, names, strict=True):
            shutil.copyfile(book, folder / own)
        _write_poisoned(folder / "poisoned.xlsx")
        _convert(folder, *names, "poisoned.xlsx")
        assert _only_value(folder / "poisoned.xlsx") == 777
        assert _only_value(folder / "done" / "poisoned.xlsx") == 2, "LibreOffice believed a cached value"
        return [Path(shutil.copyfile(folder / "done" / own, out / own)) for own in names]


def made_by(xlsx: Path) -> str:
    """The version of LibreOffice that wrote the workbook, as the workbook says."""
    with zipfile.ZipFile(xlsx) as parts:
        found = re.search(r"LibreOffice/([\d.]+)", parts.read("docProps/app.xml").decode())
    assert found, f"{xlsx.name} is not LibreOffice's"
    return found[1]


def _convert(folder: Path, *names: str) -> None:
    """In a profile of its own: a LibreOffice that is already open would swallow the order."""
    command = office()
    assert command, "LibreOffice is not installed"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    said = _run([command, profile, "--headless", "--convert-to", "xlsx", "--outdir", "done", *names], folder)
    missing = [name for name in names if not (folder / "done" / name).exists()]
    assert not missing, (missing, said)


def _run(order: list[str], folder: Path) -> str:
    with subprocess.Popen(
        order, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as started:
        try:
            said, _ = started.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            _end(started)
            raise
    return said


def _end(started: subprocess.Popen[str]) -> None:
    """``soffice`` is a script that starts the program: both are in the session we opened."""
    if hasattr(os, "killpg"):
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()


def _write_poisoned(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 777)


def _only_value(path: Path) -> object:
    book = openpyxl.load_workbook(path, data_only=True)
    try:
        return book.worksheets[0]["A1"].value
    finally:
        book.close()
