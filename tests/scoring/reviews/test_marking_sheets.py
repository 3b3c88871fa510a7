"""Marking sheets, written, filled in with another library and read back through the guarded child."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.errors import Refusal
from scoring.findings import Finding, Level
from scoring.messages import LANGUAGES, sentence
from scoring.services.marking_sheets import sheet_facts, write_sheets
from scoring.services.reading_sheets import JudgedLine, JudgedSheet, LineState, read_sheets, store_sheet
from scoring.services.reviewers import recuse
from scoring.services.reviewing import review
from scoring.services.rounds import open_youngest
from scoring.services.rubrics import adopt_rubric
from scoring.store import doctor, files, marks
from tests.scoring.reviews.conftest import ACTOR, CODES, FIRST, NAMES, NOW, Panel, enter, fill

SORTED = ("云岬丙孵化器", "云岬丁孵化器", "云岬甲孵化器", "云岬乙孵化器")


def told(sheet: JudgedSheet) -> list[tuple[str, str, str]]:
    """Level, code and place of every finding."""
    return [(one.level.value, one.code.partition(".")[2], _at(one)) for one in sheet.every_finding]


def _at(one: Finding) -> str:
    assert all("{" not in sentence(one, language) for language in LANGUAGES)
    return "+".join(f"{place.sheet}!{place.address}" if place.sheet else place.document for place in one.places)


def store(panel: Panel, sheet: JudgedSheet, lines: list[JudgedLine] | None = None) -> int:
    return store_sheet([panel.opened], sheet, lines, actor=ACTOR, now=NOW)


def value(panel: Panel, carrier: str, reviewer: str = "李专家") -> Decimal | None:
    found = [one for one in marks.of_round(panel.opened.store, panel.opened.round.id) if one.reviewer == reviewer]
    return next((one.value for one in found if one.uscc == CODES[NAMES.index(carrier)]), None)


# Written ------------------------------------------------------------------------------------------------------------------


def test_a_sheet_lists_what_is_to_be_marked_and_what_a_mark_means(panel: Panel) -> None:
    recuse(panel.opened, panel.opened.carrier(NAMES[3]), "李专家", "同学", actor=ACTOR, now=NOW)
    panel.give("李专家", "1.5", "两个案例", carrier=2)
    book = load_workbook(panel.sheet())
    marks_sheet, anchors = book.worksheets
    rows = [[cell.value for cell in row] for row in marks_sheet.iter_rows(min_row=FIRST)]
    assert [row[0] for row in rows] == [name for name in SORTED if name != NAMES[3]], "by pinyin, without the recused"
    assert rows[0] == [NAMES[2], CODES[2], "J3", "特色服务案例（专家评审）", "1.5（两个案例）", None, None]
    assert rows[1][5:] == [None, None]
    (rule, *_) = marks_sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"0,0.5,1,1.5,2"')
    assert marks_sheet.protection.sheet
    assert [marks_sheet.cell(FIRST, column).protection.locked for column in (5, 6, 7)] == [True, False, False]
    words = [str(cell.value) for row in anchors.iter_rows() for cell in row if cell.value is not None]
    assert "有两个以上有佐证的案例" in words


def test_the_same_sheet_has_the_same_bytes_and_what_is_there_is_not_overwritten(panel: Panel) -> None:
    first = panel.sheet()
    assert panel.sheet().read_bytes() == first.read_bytes()
    with pytest.raises(Refusal, match="file_exists"):
        write_sheets(panel.opened, first.parent)
    assert [path.name for path in first.parent.iterdir()] == [first.name], "none is written where one is there"


def test_everybody_of_the_panel_gets_one(panel: Panel) -> None:
    written = write_sheets(panel.opened, panel.folder / "all")
    assert [path.name.split("_")[1] for path in written] == ["李专家", "张专家", "陈专家"]
    assert len(sheet_facts(panel.opened, "张专家").lines) == 4


# Read back ----------------------------------------------------------------------------------------------------------------


def test_a_sheet_goes_round_and_again_changes_nothing(panel: Panel) -> None:
    path = enter(panel.sheet(), {"F5": 1.5, "G5": "两个案例", "F6": 0, "F7": "１．５"})
    sheet = panel.read(path)
    assert told(sheet) == []
    assert [line.state for line in sheet.lines] == [LineState.NEW, LineState.NEW, LineState.NEW, LineState.EMPTY]
    assert store(panel, sheet) == 3
    assert [value(panel, name) for name in SORTED] == [Decimal("1.5"), Decimal(0), Decimal("1.5"), None]
    (mark, *_) = marks.of_file(panel.opened.store, panel.opened.round.id, sheet.file)
    assert (mark.comment, mark.place) == ("两个案例", f"{path.name} › 评分!F5")
    assert files.content(panel.opened.store, sheet.file) == path.read_bytes()
    again = panel.read(path)
    assert {line.state for line in again.lines} == {LineState.SAME, LineState.EMPTY}
    assert store(panel, again) == 0
    assert doctor.examine(panel.opened.store) == ()


def test_a_re_mark_stands_beside_the_first_and_an_old_sheet_does_not_come_back(panel: Panel) -> None:
    path = enter(panel.sheet(), {"F5": 1.5})
    store(panel, panel.read(path))
    later = enter(panel.sheet(), {"F5": 2})
    sheet = panel.read(later)
    assert (sheet.lines[0].state, sheet.lines[0].before) == (LineState.CHANGED, Decimal("1.5"))
    store(panel, sheet)
    assert panel.read(path).to_store == (), "what that very file said was taken once"
    assert value(panel, SORTED[0]) == 2
    assert len(marks.history(panel.opened.store, panel.opened.round.id, 3, "service_cases", "李专家")) == 2


def test_every_mistake_is_found_in_one_pass_with_its_cell(panel: Panel) -> None:
    path = panel.sheet()
    recuse(panel.opened, panel.opened.carrier(SORTED[3]), "李专家", "同学", actor=ACTOR, now=NOW)

    def change(sheet: Any) -> None:
        sheet["F5"], sheet["F6"], sheet["F7"], sheet["F8"] = 2.5, 1.25, "优秀", 1
        for row, cells in enumerate(
            (("云岬戊", "91310113YFP900005K", "J3", "", "", 1), (NAMES[0], CODES[0], "J9", "", "", 1), (SORTED[1], "", "J3", "", "", None, "好"),
             (SORTED[0], CODES[2], "J3", "", "", 1), (SORTED[1], CODES[3], "J3", "", "", "=1+1"), (SORTED[1], CODES[3], "J3", "", "", True)),
            start=9,
        ):  # fmt: skip
            for column, text in enumerate(cells, start=1):
                sheet.cell(row, column, text)

    sheet = panel.read(fill(path, change))
    assert told(sheet) == [
        ("error", "mark_out_of_bounds", "评分!F5"),
        ("error", "off_step", "评分!F6"),
        ("error", "not_a_mark", "评分!F7"),
        ("error", "recused", "评分!F8"),
        ("error", "unknown_carrier", "评分!F9"),
        ("error", "unknown_item", "评分!F10"),
        ("warning", "comment_without_mark", "评分!G11"),
        ("error", "unknown_carrier", "评分!F11"),
        ("error", "line_twice", "评分!F12+评分!F5"),
        ("error", "not_calculated", "评分!F13"),
        ("error", "line_twice", "评分!F13+评分!F6"),
        ("error", "not_a_mark", "评分!F14"),
        ("error", "line_twice", "评分!F14+评分!F6"),
    ]
    with pytest.raises(Refusal, match="sheet_has_errors"):
        store(panel, sheet)
    assert marks.latest_of_round(panel.opened.store, panel.opened.round.id) == ()


def test_with_an_error_only_the_lines_a_person_chose_are_stored(panel: Panel) -> None:
    sheet = panel.read(enter(panel.sheet(), {"F5": 9, "F6": 1, "F7": 2}))
    bad, chosen, left, _ = sheet.lines
    assert store(panel, sheet, [bad, chosen]) == 1, "a mark that is none cannot be chosen"
    assert [value(panel, line.carrier) for line in (bad, chosen, left)] == [None, Decimal(1), None]


def test_a_sheet_of_another_round_or_with_a_changed_stamp_is_nobodys(panel: Panel, tmp_path: Path) -> None:
    named = enter(panel.sheet(), {"G2": "张专家", "F5": 1})
    assert [one[:2] for one in told(panel.read(named))] == [("stop", "stamp_changed")]
    stamp = str(load_workbook(panel.sheet()).worksheets[0]["G1"].value)
    other = stamp.replace(panel.opened.round.id, "0" * 8 + panel.opened.round.id[8:])
    assert [one[:2] for one in told(panel.read(enter(panel.sheet(), {"G1": other})))] == [("stop", "stamp_changed")]
    assert [one[:2] for one in told(panel.read(enter(panel.sheet(), {"G1": None})))] == [("stop", "no_stamp")]
    mine = panel.sheet()
    (elsewhere,) = read_sheets([], [mine])
    assert told(elsewhere) == [("stop", "other_round", "评分!G1")]
    assert elsewhere.lines == ()
    with pytest.raises(Refusal):
        store(panel, elsewhere, list(elsewhere.lines))


def test_a_sheet_by_another_rubric_wants_each_line_confirmed(panel: Panel, tmp_path: Path) -> None:
    path = enter(panel.sheet(), {"F5": 1})
    ours = Path("resources/rubrics/quality_mix.toml").read_text("utf-8").replace('version = "2026"', 'version = "2026b"', 1)
    (tmp_path / "own.toml").write_text(ours, "utf-8")
    adopt_rubric(panel.opened, tmp_path / "own.toml", actor=ACTOR, now=NOW)
    (opened,) = open_youngest(panel.opened.store)
    (sheet,) = read_sheets([opened], [path])
    assert told(sheet) == [("error", "other_rubric", "评分!G1")]
    with pytest.raises(Refusal):
        store_sheet([opened], sheet, actor=ACTOR, now=NOW)
    assert store_sheet([opened], sheet, sheet.to_store, actor=ACTOR, now=NOW) == 1


def test_two_sheets_of_one_reviewer_in_one_go_are_asked_about(panel: Panel) -> None:
    first, second = enter(panel.sheet(), {"F5": 1}), enter(panel.sheet(), {"F5": 2})
    sheets = read_sheets([panel.opened], [first, second])
    assert [told(one) for one in sheets] == [[], [("error", "sheet_twice", f"{second.name}+{first.name}")]]
    (same, again) = read_sheets([panel.opened], [first, first])
    assert told(same) == told(again) == []


def test_what_changed_between_reading_and_storing_is_not_written_over(panel: Panel) -> None:
    sheet = panel.read(enter(panel.sheet(), {"F5": 1, "F6": 1}))
    panel.give("李专家", "2", carrier=3)
    with pytest.raises(Refusal, match="changed_meanwhile"):
        store(panel, sheet)
    assert value(panel, SORTED[0]) is None, "all or none"
    sheet = panel.read(enter(panel.sheet(), {"F5": 1}))
    recuse(panel.opened, panel.opened.carrier(SORTED[0]), "李专家", "同学", actor=ACTOR, now=NOW)
    with pytest.raises(Refusal, match="recused"):
        store(panel, sheet)


def test_columns_may_be_moved_and_rows_sorted(panel: Panel) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_cols(4)
        sheet["D4"] = "我的备注"
        sheet["G5"], sheet["G8"] = 1, 2

    assert [line.value for line in panel.read(fill(panel.sheet(), change)).lines] == [1, None, None, 2]


def test_what_is_no_sheet_stands_there_with_its_refusal(panel: Panel, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    (sheet,) = read_sheets([panel.opened], [tmp_path / "坏.xlsx"])
    assert [one.level for one in sheet.findings] == [Level.STOP]
    assert sheet.lines == ()


def test_the_mean_of_the_sheets_is_that_of_the_score(panel: Panel) -> None:
    for name, mark in (("李专家", 1), ("张专家", 2), ("陈专家", 1.5)):
        assert store(panel, panel.read(enter(panel.sheet(name), {"F7": mark}))) == 1
    assert review(panel.opened).carriers[0].cells[0].mean == Decimal("1.50")
