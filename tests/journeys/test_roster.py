"""Who takes part, at the terminal: a list in and out, one taken off, workbooks for everybody, and the day they are due."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.journeys.driving import CARRIERS, WORKSPACE, ask, fuping

NEW = "91310113YFP9000091"


def test_a_list_comes_in_and_goes_out_and_one_is_taken_off(own: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["代码", "名称"], [NEW, "云岬新园"], [NEW[:-1] + "9", "错码园"]):
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    answer = fuping("roster", own / WORKSPACE, "--from", tmp_path / "in.xlsx", "--to", tmp_path / "out.xlsx")
    assert answer.code == 0
    assert "第 3 行 错码园" in answer.out
    assert "加入或修改 1 家" in answer.out
    out = load_workbook(tmp_path / "out.xlsx").active
    assert out is not None
    assert out.max_row == 2 + 4
    kept = fuping("roster", own / WORKSPACE, "--remove", CARRIERS["甲"])
    assert (kept.code, "已经有填报表" in kept.err) == (2, True)
    gone = ask("roster", own / WORKSPACE, "--remove", "云岬新园")
    assert {one["uscc"] for one in gone["participants"]} == set(CARRIERS.values())


def test_everybody_gets_a_workbook(own: Path, tmp_path: Path) -> None:
    first = ask("template", own / WORKSPACE, tmp_path / "out", "--each")
    assert (len(first["written"]), first["kept"]) == (3, [])
    again = ask("template", own / WORKSPACE, tmp_path / "out", "--each")
    assert (again["written"], len(again["kept"])) == ([], 3)


def test_the_last_day_is_set_told_and_taken_away(own: Path) -> None:
    assert ask("due", own / WORKSPACE)["kinds"][0]["due"] is None
    assert ask("due", own / WORKSPACE, "2026-03-31")["kinds"][0]["due"] == "2026-03-31"
    assert "报送截止日 2026-03-31" in fuping("due", own / WORKSPACE).out
    assert ask("due", own / WORKSPACE, "--none")["kinds"][0]["due"] is None
    assert fuping("due", own / WORKSPACE, "31.3.").code == 2


def test_who_is_late_is_told_with_whom_to_call(own: Path, tmp_path: Path) -> None:
    path = own / WORKSPACE
    assert "没有要催报的" in fuping("remind", path).out
    added = ask("roster", path, "云岬新园", NEW, "--contact=周念", "--phone=021-55550000")
    assert [(one["contact"], one["phone"]) for one in added["participants"] if one["uscc"] == NEW] == [("周念", "021-55550000")]
    ask("due", path, "2026-03-31")
    told = fuping("remind", path).out
    assert "尚未报齐的载体 1 家，报送截止日 2026-03-31" in told
    assert "云岬新园\t周念\t021-55550000\t未交" in told
    [one] = ask("remind", path)["due"]
    assert (one["contact"], one["state"], one["late"] > 0) == ("周念", "due", True)
    out = tmp_path / "out.xlsx"
    assert fuping("roster", path, "--to", out).code == 0
    sheet = load_workbook(out).active
    assert sheet is not None
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[1][3:5] == ("联系人", "联系电话")
    assert ("周念", "021-55550000") in [row[3:5] for row in rows]
    # and what went out comes in again
    assert ask("roster", path, "--remove", NEW)
    assert "加入或修改 1 家" in fuping("roster", path, "--from", out).out
    assert ask("remind", path)["due"][0]["phone"] == "021-55550000"
