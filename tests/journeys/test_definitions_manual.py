"""docs/definitions.zh-CN.md is followed to the letter: its files written, its edits made, its commands run, its answers compared.

Blocks say what they are: ``toml file=`` (a file, or more of it), ``diff file=`` (edits with ``@@`` between them), ``csv file= sheet=`` (what is typed into a workbook), ``console`` (``$`` commands with the lines they
answer; ``code=``: how it ends, 0 unless said).
"""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.journeys.driving import ROOT, fuping, pdf_words

PAGE = ROOT / "docs" / "definitions.zh-CN.md"
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    said: dict[str, str]
    text: str


def blocks() -> Iterator[Block]:
    for kind, said, text in BLOCK.findall(PAGE.read_text("utf-8")):
        yield Block(kind, dict(word.split("=", 1) for word in said.split()), text)


def edit(path: Path, text: str) -> None:
    """Each edit where its old lines stand, which is one place only: a reader must find it."""
    whole = path.read_text("utf-8")
    for hunk in text.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert whole.count(old) == 1, f"{path.name} has {whole.count(old)} times\n{old}"
        whole = whole.replace(old, new)
    path.write_text(whole, "utf-8")


def typed(text: str) -> float | str:
    return float(text) if re.fullmatch(r"\d{1,9}", text) else text


def fill(path: Path, sheet: str, text: str) -> None:
    """As a person would: beside the labels of a record, or under the headings of a list."""
    book = load_workbook(path)
    page = book[sheet]
    lines = list(csv.reader(text.splitlines()))
    if len(lines[0]) == 2:
        labels = {plain(row[0].value): row[0].row for row in page.iter_rows(min_row=3)}
        for label, value in lines:
            page.cell(labels[label], 2, typed(value))
    else:
        fill_rows(page, lines)
    book.save(path)


def fill_rows(page: Worksheet, lines: list[list[str]]) -> None:
    columns = {plain(cell.value): cell.column for cell in page[3]}
    for row, line in enumerate(lines[1:], start=4):
        for heading, value in zip(lines[0], line, strict=True):
            page.cell(row, columns[heading], typed(value))


def plain(label: object) -> str:
    """A heading without its unit and star."""
    return re.sub(r"(\n|（).*", "", str(label), flags=re.DOTALL).removesuffix("*").strip()


def answers(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command with the lines the page shows below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield shlex.split(command), shown


def do(words: list[str], shown: list[str], code: int, folder: Path) -> None:
    if words[0] == "cp":
        source = Path(words[1])
        shutil.copy(ROOT / source if source.parts[0] == "resources" else folder / source, folder / words[2])
        return
    assert words[0] == "fuping"
    answer = fuping(*words[1:])
    assert answer.code == code, (words, answer)
    compare(shown, (answer.out + answer.err).strip("\n").splitlines(), words)


def compare(shown: list[str], said: list[str], words: list[str]) -> None:
    """In their order; an answer that shows no gap is shown whole."""
    if not any(line.startswith(LEFT_OUT) for line in shown):
        assert fits(shown, said), (words, said)
        return
    rest = iter(said)
    for line in shown:
        assert line == LEFT_OUT or any(fits([line], [each]) for each in rest), (words, line, said)


def fits(shown: list[str], said: list[str]) -> bool:
    """Line by line; a gap within a line stands for an id or a hash."""
    return len(shown) == len(said) and all(
        re.fullmatch(re.escape(mine).replace(LEFT_OUT, ".+"), theirs) for mine, theirs in zip(shown, said, strict=True)
    )


def test_the_page_can_be_followed_from_top_to_bottom(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own.parent
    own.rename(folder / "算例")
    monkeypatch.chdir(folder)
    commands = 0
    for block in blocks():
        match block.kind:
            case "toml":
                with (folder / block.said["file"]).open("a", encoding="utf-8") as file:
                    file.write(block.text + "\n")
            case "diff":
                edit(folder / block.said["file"], block.text)
            case "csv":
                fill(folder / block.said["file"], block.said["sheet"], block.text)
            case "console":
                for words, shown in answers(block.text):
                    do(words, shown, int(block.said.get("code", 0)), folder)
                    commands += 1
            case other:
                pytest.fail(f"what is a block of {other}?")
    assert commands >= 25
    [paper] = (folder / "reports").glob("云岬启程加速器*.pdf")
    assert "加速器年度填报表" in pdf_words(paper)


def test_every_kind_of_measure_and_scale_is_shown_and_compiles(tmp_path: Path) -> None:
    from scoring.definitions.rubric import MeasureKind
    from scoring.services.rubrics import rubric_at

    path = tmp_path / "every_kind.toml"
    path.write_text("\n".join(block.text for block in blocks() if block.said.get("file") == path.name), "utf-8")
    rubric = rubric_at(path).compiled.rubric
    assert {measure.kind for measure in rubric.measures} == set(MeasureKind)
    named = {indicator.scale.kind for indicator in rubric.indicators}
    assert named == {
        "linear", "steps", "segments", "per_unit", "threshold", "categories", "as_is", "min_max", "rank", "percentile",
    }  # fmt: skip
