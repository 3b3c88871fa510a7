"""示例 stands wherever the example rubric is shown or printed: terminal, JSON, every page of a report, every sheet of a workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from tests.journeys.driving import CARRIERS, ROOT, WORKSPACE, Answer, ask, fuping, returned

MARKS = {"zh": "示例", "en": "example"}
WHOLE = ROOT / "resources" / "rubrics" / "quality_mix.toml"
OFFICIAL = "tech_sme_2017_115.toml"

Call: TypeAlias = Callable[[Path, Path], tuple[object, ...]]
"""The words of a verb, for a demo to be read and a workspace of one's own."""

SHOWING: dict[str, Call] = {
    "new": lambda demo, own: ("new", own.with_name("new.fuping"), "--district=云岬区", "--year=2026"),
    "score": lambda demo, own: ("score", demo / WORKSPACE),
    "seal": lambda demo, own: ("score", own, "--seal"),
    "explain": lambda demo, own: ("explain", demo / WORKSPACE, CARRIERS["丙"], "A2-1"),
    "rubric show": lambda demo, own: ("rubric", "show", demo / WORKSPACE),
    "rubric show file": lambda demo, own: ("rubric", "show", WHOLE),
    "rubric adopt": lambda demo, own: ("rubric", "adopt", own, WHOLE),
}


@pytest.fixture
def copied(demo: Path, tmp_path: Path) -> Path:
    """The demo's workspace alone, to be written to."""
    return Path(shutil.copy(demo / WORKSPACE, tmp_path / WORKSPACE))


@pytest.mark.parametrize("language", MARKS)
@pytest.mark.parametrize("verb", SHOWING)
def test_the_terminal_says_so_apart_from_the_title(demo: Path, copied: Path, verb: str, language: str) -> None:
    told = fuping(*SHOWING[verb](demo, copied), f"--lang={language}")
    assert told.code == 0, told.err
    title = {"zh": "毕业企业结构（示例）", "en": "mix of graduates (example)"}[language]
    assert MARKS[language] in told.out.replace(title, "").split("\n  ")[0], "at the head, before any figure"


@pytest.mark.parametrize("verb", SHOWING)
def test_json_says_so_under_a_key(demo: Path, copied: Path, verb: str) -> None:
    answer = ask(*SHOWING[verb](demo, copied))
    assert answer.get("scored_by", answer)["status"] == "示例"


def test_the_demo_says_so(told: tuple[Path, Answer], own: Path) -> None:
    assert told[1].json["scored_by"]["status"] == "示例"
    assert fuping("demo", own).out.splitlines()[0] == "评分细则　在孵企业质量 + 毕业企业结构（示例）　2026 版　【示例】"


def test_every_page_of_every_report_says_so(demo: Path, copied: Path, tmp_path: Path) -> None:
    [english] = ask("report", copied, "--lang=en", "--to", tmp_path / "en", "--carrier", CARRIERS["丙"])["papers"]
    papers = [("zh", path) for path in (demo / "reports").iterdir()] + [("en", Path(english["file"]))]
    assert len(papers) == 4
    for language, path in papers:
        pages = [page.get_textpage().get_text_range() for page in PdfDocument(path)]  # a second a report with pypdf
        assert len(pages) > 10
        badges = [MARKS[language] in words.split() for words in pages]  # by itself: the district's invented name begins with 示例
        assert False not in badges
        assert {"zh": "示例：本报告不作为正式考评结果", "en": "example: this report is not an official result"}[
            language
        ] in pages[0]


@pytest.mark.parametrize("language", MARKS)
def test_every_sheet_and_every_printed_page_of_the_workbook_says_so(demo: Path, tmp_path: Path, language: str) -> None:
    path = tmp_path / "核算表.xlsx"
    assert fuping("workbook", demo / WORKSPACE, path, f"--lang={language}").code == 0
    sheets = list(load_workbook(path))
    assert len(sheets) == 13
    assert [sheet.title for sheet in sheets if MARKS[language] not in str(sheet.oddHeader.right.text)] == []
    heads = {sheet.title: "".join(str(cell.value) for row in sheet["A1:C3"] for cell in row) for sheet in sheets}
    *rubric, _legend = heads  # the legend tells what the form's answers stand for
    assert [title for title in rubric if MARKS[language] not in heads[title]] == []


def test_the_return_itself_says_so(demo: Path) -> None:
    cover = load_workbook(returned(demo, "甲")).worksheets[0]
    assert any("示例" in str(cell.value) for row in cover["A1:F12"] for cell in row)


def test_an_official_rubric_does_not_call_itself_an_example() -> None:
    shown = ask("rubric", "show", WHOLE.with_name(OFFICIAL))
    assert shown["status"] == "正式"
