"""Verification without a window: what is at stake, the picture of the original, what a strike would do, taking back, the marked copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.errors import Refusal
from scoring.intake.child import WorkbookReader
from scoring.intake.mark import mark
from scoring.intake.mark_slip import Correction, Slip, slip_of
from scoring.services.amending import Typed, amend_typed, read_typed
from scoring.services.cell_values import cell_value
from scoring.services.depending import WHOLE, dependence
from scoring.services.handling import accept, send_back
from scoring.services.live import Scored
from scoring.services.marked_copies import mark_copy
from scoring.services.noting import explain_findings
from scoring.services.pictures import overlay, read_picture
from scoring.services.returns import import_workbooks
from scoring.services.reversing import put_state_back, state_of, take_back_amendments
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score
from scoring.services.standing import judged
from scoring.services.striking import count_again, firm_of, preview, strike
from scoring.services.verifying import CarrierView, CauseState, carrier_view, causes_of_all, live_points
from scoring.services.workplace import Workplace
from scoring.store.handling import State
from tests.desktop.workspaces import worked, worked_returns
from tests.journeys.driving import ask

NOW = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
WHO = {"actor": "甲", "now": NOW}
QICHUAN, TINGLAN = "91310113YFP9000018", "91310113YFP900002B"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    with Workplace(worked(tmp_path), actor="甲") as place:
        yield place.opened()


def refused(code: str, work: object) -> None:
    assert callable(work)
    with pytest.raises(Refusal) as told:
        work()
    assert told.value.said.code == code


# What is at stake ---------------------------------------------------------------------------------------------------------


def test_the_fields_of_a_measure_lead_to_its_indicators(opened: OpenRound) -> None:
    found = dependence(opened.rubric)
    measures = {one.code: one.measure for one in opened.rubric.rubric.indicators}
    for code in found.of([("tenants", "revenue")]):
        assert code in measures
    assert found.of([("tenants", "rd_expense")]) == {"A1-1", "A2-1"}
    assert found.of([("tenants", WHOLE)]) >= found.of([("tenants", "rd_expense")])
    assert found.of([("tenants", "name")]) == frozenset()


def test_a_cause_tells_its_indicators_their_points_and_the_grades_that_hang_on_them(opened: OpenRound) -> None:
    board = live_score(opened)
    before = board.results()
    view = carrier_view(opened, TINGLAN, board)
    assert view is not None
    stakes = {cause.findings[0].places[0].address: cause.stake for cause in view.causes}
    rubric = opened.rubric.rubric
    for stake in stakes.values():
        assert stake.points == sum(rubric.indicator(code).maximum for code in stake.codes)
    assert stakes["M23"].codes == ("A1-1", "A2-1")
    assert board.results() == before, "asking changes nothing"
    own = board.of(view.status.carrier.no)
    assert own is not None
    full = {one.code: one.maximum for one in own.score.indicators}
    score, _ = board.imagined(view.status.carrier.no, full)
    assert score.total == max(score.total, own.score.total)
    assert score.total > own.score.total


def test_a_result_is_as_sealed_only_where_its_figures_and_their_basis_are(opened: OpenRound, tmp_path: Path) -> None:
    """Equal points are not enough: the page would call as sealed what the rail calls out of date."""

    def seen(uscc: str) -> CarrierView:
        view = carrier_view(opened, uscc, live_score(opened))
        assert view is not None
        return view

    assert [seen(one.uscc).alike for one in opened.participants()] == [True] * 3
    amend_typed(opened, opened.carrier(TINGLAN), [Typed("tenants", 20, "rd_expense", "3.5", "审计")], **WHO)
    assert seen(TINGLAN).sealed == seen(TINGLAN).live, "or the points alone would tell"
    assert [seen(one.uscc).alike for one in opened.participants()] == [one.uscc != TINGLAN for one in opened.participants()]
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    book = load_workbook(source)
    book.properties.title = "重报"
    book.save(tmp_path / source.name)
    import_workbooks(opened, [tmp_path / source.name], enrolling=False, **WHO)
    again = seen(QICHUAN)
    assert (again.sealed, again.alike) == (again.live, False), "the same figures from another workbook"


def test_causes_of_many_carriers_are_one(opened: OpenRound) -> None:
    board = live_score(opened)
    alone = [carrier_view(opened, one.uscc, board) for one in opened.participants()]
    together = causes_of_all(opened, board)
    assert sum(len(cause.findings) for cause in together) == sum(
        len(cause.findings) for view in alone if view for cause in view.causes
    )
    assert len({cause.key for cause in together}) == len(together)


# Strikes ------------------------------------------------------------------------------------------------------------------


def test_what_a_strike_would_do_is_what_it_does(opened: OpenRound) -> None:
    carrier, board = opened.carrier(TINGLAN), live_score(opened)
    before = board.results()
    firm = firm_of(opened, carrier, "5", "tenants")
    foretold = preview(opened, carrier, firm, board)
    assert not foretold.struck
    assert board.results() == before, "the board is as it was"
    strike(opened, carrier, "5", table="tenants", reason="已迁出", **WHO)

    def now() -> Scored:
        found = live_score(opened).of(carrier.no)
        assert found is not None
        return found

    assert (now().score, now().grade) == (foretold.then.score, foretold.then.grade)
    assert [one.code for one in foretold.changed]
    back = preview(opened, carrier, firm, live_score(opened))
    assert back.struck
    assert live_points(back.then) == live_points(foretold.now)
    count_again(opened, carrier, "5", table="tenants", reason="误记", **WHO)
    assert live_points(now()) == live_points(foretold.now)


# Taking back --------------------------------------------------------------------------------------------------------------


def test_a_value_taken_back_is_the_carriers_own_again_and_settles_nothing(opened: OpenRound, tmp_path: Path) -> None:
    """Also where the finding was about how the cell was written: a unit behind a number, read all the same."""
    carrier = opened.carrier(TINGLAN)
    [path] = [one for one in worked_returns().rglob("*.xlsx") if "听澜" in one.name]
    book = load_workbook(path)
    book["在孵企业"]["O8"] = f"{book['在孵企业']['O8'].value}人"
    book.save(tmp_path / path.name)
    import_workbooks(opened, [tmp_path / path.name], enrolling=False, **WHO)

    def open_ones() -> list[str]:
        return sorted(one.finding.code for one in judged(opened, carrier).standing)

    before = open_ones()
    assert len(before) == 4
    laid = overlay(opened, TINGLAN)
    written = amend_typed(opened, carrier, [Typed("tenants", 5, "employees", "77", "社保清单")], **WHO)
    assert len(open_ones()) == 3
    back = take_back_amendments(opened, carrier, written, **WHO)
    assert open_ones() == before
    assert [(one.old, one.new, one.reason) for one in back] == [(77, written[0].old, "撤销：社保清单")]
    assert overlay(opened, TINGLAN) == laid
    refused("verify.changed_since", lambda: take_back_amendments(opened, carrier, written, **WHO))


def test_a_state_is_put_back_with_its_reason(opened: OpenRound) -> None:
    carrier = opened.carrier(TINGLAN)
    first = state_of(opened, carrier)
    send_back(opened, carrier, "请补填", **WHO)
    returned = state_of(opened, carrier)
    send_back(opened, carrier, "请补填并盖章", **WHO)
    refused("verify.changed_since", lambda: put_state_back(opened, carrier, first, State.ACCEPTED, **WHO))
    put_state_back(opened, carrier, returned, State.RETURNED, **WHO)
    now = state_of(opened, carrier)
    assert now is not None
    assert (now.state, now.reason) == (State.RETURNED, "请补填")
    refused("services.not_acceptable", lambda: accept(opened, carrier, **WHO))


def test_a_value_is_told_before_it_is_amended_and_refused_in_the_same_words(opened: OpenRound) -> None:
    carrier = opened.carrier(TINGLAN)
    cell = ("tenants", 20, "rd_expense")
    value = cell_value(opened, carrier, cell)
    assert (value.label, value.unit, value.declared, value.verified, value.typed) == ("本年度研发费用", "万元", "空", "空", "")
    assert value.address == "在孵企业!M23"
    assert read_typed(opened, carrier, Typed(*cell, "1,234.5", "审计报告")) == "1,234.50"
    refused("services.cannot_hold", lambda: read_typed(opened, carrier, Typed(*cell, "三万多", "审计报告")))
    refused("services.reason_needed", lambda: read_typed(opened, carrier, Typed(*cell, "3", " ")))
    amend_typed(opened, carrier, [Typed(*cell, "3.5", "审计报告")], **WHO)
    assert [(one.old, one.new, one.reason, one.actor) for one in cell_value(opened, carrier, cell).history] == [
        ("空", "3.50", "审计报告", "甲")
    ]


# The picture --------------------------------------------------------------------------------------------------------------


def test_the_picture_is_the_original_with_what_the_district_made_of_it(opened: OpenRound) -> None:
    carrier = opened.carrier(TINGLAN)
    with WorkbookReader() as reader:
        picture = read_picture(opened, TINGLAN, reader)
    assert picture is not None
    sheet = next(one for one in picture.sheets if one.name == "在孵企业")
    assert sheet.fields[23, 13] == ("tenants", 20, "rd_expense")
    assert (3, 13) in sheet.heads
    assert (23, 13) not in sheet.texts
    assert picture.place_of(("tenants", 20, "rd_expense")) == ("在孵企业", 23, 13)
    assert picture.about(("tenants", 20, "rd_expense")).endswith("本年度研发费用（万元）")
    dates = {sheet.texts[at] for at, (_, _, key) in sheet.fields.items() if key == "founded_on"}
    assert all(len(day) == 10 and day[4] == "-" for day in dates)
    amend_typed(opened, carrier, [Typed("tenants", 20, "rd_expense", "3.5", "审计报告")], **WHO)
    strike(opened, carrier, "5", table="tenants", reason="已迁出", **WHO)
    before = overlay(opened, TINGLAN).verified
    amend_typed(opened, carrier, [Typed("carrier", 1, "late_days", "6", "收件登记")], **WHO)
    laid = overlay(opened, TINGLAN)
    assert before["在孵企业", 23, 13] == "3.50"
    own = picture.sheets[-1]
    row = next(row for (row, column), text in own.texts.items() if column == 1 and text.startswith("逾期报送天数"))
    assert own.fields[row, 2] == ("carrier", 1, "late_days")
    assert laid.verified[own.name, row, 2] == "6", "the district's own findings are a sheet beside the carrier's"
    assert laid.struck == {("在孵企业", 8)}


# The marked copy ----------------------------------------------------------------------------------------------------------


def test_the_marked_copy_is_the_carriers_own_workbook_and_reads_back(opened: OpenRound, tmp_path: Path) -> None:
    carrier = opened.carrier(TINGLAN)
    copy = mark_copy(opened, carrier, tmp_path / "退回", "请盖章后重报")
    assert (copy.path.name, copy.kept, copy.lost) == (f"{copy.path.stem}.xlsx", True, ())
    assert copy.path.stem.endswith("_补正1")
    marked = load_workbook(copy.path)
    assert marked.sheetnames[0] == "补正清单"
    slip = [[cell.value for cell in row] for row in marked["补正清单"].iter_rows()]
    assert [row[0] for row in slip if row[0] == "请盖章后重报"] == ["请盖章后重报"]
    rows = [row for row in slip if isinstance(row[0], str) and row[0].isdigit()]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("1", "错误", "在孵企业!M23"), ("2", "错误", "在孵企业!P23"), ("3", "错误", "在孵企业!N23")
    ]  # fmt: skip
    links = [cell.hyperlink.location for row in marked["补正清单"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'在孵企业'!M23", "'在孵企业'!P23", "'在孵企业'!N23"]
    assert marked["在孵企业"]["M23"].comment.text.startswith("1. 错误：在孵企业：“本年度研发费用”必填")
    assert marked["在孵企业"]["M23"].fill.fgColor.rgb == "00FFC7CE"
    again = mark_copy(opened, carrier, tmp_path / "退回")
    assert again.path.name.endswith("_补正1 (2).xlsx"), "nothing is overwritten"

    [path] = [one for one in worked_returns().rglob("*.xlsx") if "听澜" in one.name]
    original = load_workbook(path)
    assert marked.sheetnames[1:] == original.sheetnames
    for sheet in original:
        for row in sheet.iter_rows():
            for cell in row:
                assert marked[sheet.title][cell.coordinate].value == cell.value
    assert {str(one.sqref) for one in marked["在孵企业"].data_validations.dataValidation} == {
        str(one.sqref) for one in original["在孵企业"].data_validations.dataValidation
    }
    [imported] = import_workbooks(opened, [copy.path], enrolling=False, **WHO)
    assert imported.outcome.value == "stored"
    assert sorted(one.code for one in imported.findings) == ["form.required", "intake.required", "intake.required"]

    marked["在孵企业"]["M23"] = 3.5
    marked.save(tmp_path / "二次.xlsx")
    import_workbooks(opened, [tmp_path / "二次.xlsx"], enrolling=False, **WHO)
    second = load_workbook(mark_copy(opened, carrier, tmp_path / "退回").path)
    assert second.sheetnames == marked.sheetnames, "one list, not two"
    assert second["在孵企业"]["M23"].comment is None
    assert second["在孵企业"]["M23"].fill.fill_type is None
    assert second["在孵企业"]["P23"].comment.text.count("必填") == 1


def test_an_old_workbook_is_answered_by_the_list_alone(tmp_path: Path) -> None:
    old = next((Path(__file__).parents[1] / "data").rglob("*.xls"))
    cells = tuple(("表", row, 2) for row in range(1, 300))
    slip = Slip("补正清单", "清单", ("说明",), ("序号", "级别", "问题", "位置", "怎么办"), (
        Correction("warning", "警示", "=1+1", "核实", cells),
    ), "缺图", "另有 {count} 处")  # fmt: skip
    assert slip_of(json.loads(json.dumps(slip.document()))) == slip
    found = mark(old, tmp_path / "copy.xlsx", slip)
    assert not found.kept
    book = load_workbook(tmp_path / "copy.xlsx")
    assert book.sheetnames == ["补正清单"]
    values = [cell.value for row in book["补正清单"].iter_rows() for cell in row]
    assert "=1+1" in values
    assert "另有 99 处" in values
    assert next(cell for row in book["补正清单"].iter_rows() for cell in row if cell.value == "=1+1").data_type == "s"


def test_nothing_open_is_nothing_to_mark(opened: OpenRound, tmp_path: Path) -> None:
    carrier = opened.carrier(QICHUAN)
    view = carrier_view(opened, QICHUAN, live_score(opened))
    assert view is not None
    numbers = [one.number for cause in view.causes if cause.state is CauseState.OPEN for one in cause.findings]
    explain_findings(opened, carrier, numbers, "已核实", **WHO)
    refused("verify.nothing_to_mark", lambda: mark_copy(opened, carrier, tmp_path))


def test_the_terminal_sends_back_with_a_marked_copy(tmp_path: Path) -> None:
    workspace = worked(tmp_path)
    words = ("send-back", workspace, "听澜", "--reason", "请补填", "--marked", tmp_path / "退回")
    answer = ask(*words)
    assert answer["state"] == "returned"
    assert Path(answer["marked"]).is_file()
    assert answer["lost"] == []
