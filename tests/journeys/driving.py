"""Drives the real terminal, and reads with other libraries what it wrote and what it was given."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import tomli_w
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.cli import main
from tests.scoring.papers.reading import words

ROOT = Path(__file__).parents[2]
WORKSPACE = "district.fuping"

CARRIERS = {"甲": "91310113YFP9000018", "乙": "91310113YFP900002B", "丙": "91310113YFP900003E"}
"""The worked carriers by 统一社会信用代码."""
NAMES = {"甲": "云岬启川科技企业孵化器", "乙": "云岬听澜创新工场", "丙": "云岬沐野生物孵化基地"}
STRUCK = "云岬棠橙量子科技有限公司"
"""The firm of 甲 that the district does not count (excluded 是 in the worked example)."""
UNKNOWN = "云岬䶮㛃生物科技有限公司"
"""The firm of 乙 whose R&D nobody gave."""
TENANTS = "在孵企业"
HERE = (("杨浦区", "云岬区"), ("大零号湾", "无"), ("宝山区", "云岬区"))
"""The districts of the shipped policies, and where the invented carriers are."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


def fuping(*words: object) -> Answer:
    """A verb, called in this process through the same ``main`` as the console script."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*map(str, words), "--actor=测试员"])
    return Answer(code, out.getvalue(), err.getvalue())


def bare(*words: object) -> Answer:
    """The same without a word added."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*map(str, words)])
    return Answer(code, out.getvalue(), err.getvalue())


def ask(*words: object) -> dict[str, Any]:
    """The JSON of a verb that must succeed."""
    answer = fuping(*words, "--json")
    assert answer.code == 0, answer
    return answer.json


def told(workspace: Path, carrier: str, *more: str) -> dict[str, str]:
    """What ``explain`` says of the way to a worked carrier's grade: words by label."""
    return {one["label"]: one["words"] for one in ask("explain", workspace, CARRIERS[carrier], *more)["grading"]}


def ruled_by(workspace: Path, document: dict[str, Any]) -> Path:
    """The workspace, once it has adopted a rubric and sealed the round by it."""
    file = workspace.with_name(f"{document['version']}.toml")
    file.write_text(tomli_w.dumps(document), "utf-8")
    assert fuping("rubric", "adopt", workspace, file).code == 0
    assert fuping("score", workspace, "--seal").code == 0
    return workspace


def policies_of_ours(folder: Path) -> list[Path]:
    """Copies of the three shipped policies as if they were of the invented carriers' district.

    They hold as long as the tests do: what a verb is asked today goes by today, and one of the documents ends with 2026.
    """
    copies = []
    for path in sorted((ROOT / "resources" / "policies").glob("*.toml")):
        text = re.sub(r'in_force_until = "\d{4}-', 'in_force_until = "2099-', path.read_text("utf-8"))
        for theirs, ours in HERE:
            text = text.replace(f'names = [{{ zh = "{theirs}"', f'names = [{{ zh = "{ours}"')
        copy = folder / path.name
        copy.write_text(text, "utf-8")
        copies.append(copy)
    return copies


def apart(*words: object) -> subprocess.CompletedProcess[str]:
    """A verb in a process of its own, as a user starts it."""
    command = [sys.executable, "-m", "scoring.cli", *map(str, words)]
    environment = {name: value for name, value in os.environ.items() if name != "FUPING_DEBUG"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False)


# ------------------------------------------------------------------------------------------ what is on disk


def returned(folder: Path, carrier: str) -> Path:
    """The workbook a worked carrier returned."""
    return folder / "returns" / f"{NAMES[carrier]}_2026.xlsx"


@cache
def cells(path: Path, stamp: float) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in load_workbook(path, data_only=True)}


def sheets(path: Path) -> dict[str, Worksheet]:
    """The sheets of a workbook as another library reads them."""
    return cells(path, path.stat().st_mtime)


def table(path: Path, sheet: str = TENANTS) -> Iterator[dict[str, Any]]:
    """The rows of a list sheet by their headings' first line, the star dropped; ``row`` is the row of the sheet."""
    found = sheets(path)[sheet]
    headings = {cell.column: str(cell.value).split("\n")[0].removesuffix("*").strip() for cell in found[3] if cell.value}
    for row in found.iter_rows(min_row=4):
        if row[0].value:
            yield {headings[cell.column]: cell.value for cell in row if cell.column in headings} | {"row": row[0].row}


def pdf_words(path: Path) -> str:
    """All text of a PDF without blanks: a cell's text may stand on several lines."""
    return words(path.read_bytes())
