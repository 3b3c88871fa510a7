"""Which findings stand after amendments and strikes, why they may, and what a corrected return takes over of the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.definitions.canonical import Sha256
from scoring.errors import Refusal
from scoring.findings import Level
from scoring.intake.template import write_template
from scoring.messages import sentence
from scoring.services.amending import Typed, amend, amend_typed
from scoring.services.handling import accept, not_accepted, not_sent_back, send_back
from scoring.services.noting import explain_findings, withdraw_explanations
from scoring.services.replaying import replay
from scoring.services.reporting import print_reports
from scoring.services.returns import Imported, Outcome, import_workbooks
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import worked_carriers
from scoring.services.scoring import live, seal, stale
from scoring.services.standing import StandingFinding, judged, standing
from scoring.services.status import CarrierState, round_status
from scoring.services.striking import count_again, effect, strike
from scoring.store import amendments, doctor, journal, returns
from scoring.store.amendments import Change
from scoring.store.carriers import Carrier
from scoring.store.handling import State
from scoring.store.truth import Until
from tests.scoring.papers.reading import squeezed, words

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
STRIKE = Change("tenants", 41, "excluded", True, "超期")
LONG, OLD = ("form.check_row", Level.WARNING, ["D44", "I44"]), ("form.check_row", Level.WARNING, ["D15"])
OLDER = ("form.check_row", Level.WARNING, ["D16"])


@pytest.fixture
def opened(tmp_path: Path) -> OpenRound:
    made = new_workspace(
        tmp_path / "district.fuping", district="示例区科委", assessment_year=2026, data_year=2025, actor="甲", now=NOW
    )
    with made.store:
        yield made


def handed_in(opened: OpenRound, which: int, folder: Path) -> tuple[Carrier, Path]:
    """One of the worked carriers: 0 has three warnings, 1 a firm whose R&D nobody gave, 2 a graduate without a ground."""
    sample = worked_carriers(opened.form.form)[which]
    carrier = enrol(opened, name=sample.name, uscc=sample.uscc, actor="甲", now=NOW)
    path = folder / f"{which}.xlsx"
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words="2026", prefill=sample.records)
    assert brought(opened, path).outcome is Outcome.STORED
    return carrier, path


def brought(opened: OpenRound, path: Path) -> Imported:
    [imported] = import_workbooks(opened, [path], enrolling=False, actor="甲", now=NOW)
    return imported


def shown(found: Sequence[StandingFinding]) -> list[tuple[str, Level, list[str]]]:
    return [(one.finding.code, one.finding.level, [place.address for place in one.finding.places]) for one in found]


def current(opened: OpenRound, carrier: Carrier) -> Sha256:
    found = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    assert found is not None
    return found.id


def refused(code: str, work: object) -> None:
    assert callable(work)
    with pytest.raises(Refusal) as told:
        work()
    assert told.value.said.code == code


# What an amendment or a strike settles --------------------------------------------------------------------------------------


def test_a_strike_settles_what_was_about_the_firm(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 0, tmp_path)
    assert shown(standing(opened, carrier)) == [LONG, OLD, OLDER]
    before = Until(journal.heads(opened.store))
    amend(opened, carrier, [STRIKE], actor="甲", now=NOW)
    found = judged(opened, carrier)
    assert shown(found.standing) == [OLD, OLDER]
    assert [one.number for one in found.standing] == [2, 3], "numbers stay what they were"
    assert [(number, finding.facts["name"]) for number, finding in found.settled] == [(1, "云岬棠橙量子科技有限公司")]
    assert shown(standing(opened, carrier, before)) == [LONG, OLD, OLDER], "in the past it stood"
    count_again(opened, carrier, "棠橙", reason="误记", actor="甲", now=NOW)
    assert shown(standing(opened, carrier)) == [LONG, OLD, OLDER], "and it stands again once the strike is taken back"


def test_a_rule_is_settled_by_the_value_that_keeps_it_and_not_by_one_that_breaks_it_too(
    opened: OpenRound, tmp_path: Path
) -> None:
    carrier, _ = handed_in(opened, 2, tmp_path)
    assert [code for code, _, _ in shown(standing(opened, carrier))] == ["form.check_row"]
    amend_typed(opened, carrier, [Typed("graduates", 2, "revenue_two_years", "900", "审计报告")], actor="甲", now=NOW)
    assert len(standing(opened, carrier)) == 1, "900万元 is still not over 1000万元"
    amend_typed(opened, carrier, [Typed("graduates", 2, "revenue_two_years", "1200", "审计报告")], actor="甲", now=NOW)
    assert standing(opened, carrier) == ()


def test_an_empty_cell_is_settled_by_a_value_and_not_by_a_reason_beside_it(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 1, tmp_path)
    cells = [addresses for _, _, addresses in shown(standing(opened, carrier))]
    assert cells == [["M23"], ["P23"], ["N23"]]
    amend_typed(opened, carrier, [Typed("tenants", 20, "rd_expense", "3.5", "审计报告")], actor="甲", now=NOW)
    assert [addresses for _, _, addresses in shown(standing(opened, carrier))] == [["P23"], ["N23"]]
    amend_typed(opened, carrier, [Typed("tenants", 20, "rd_expense", "", "撤回")], actor="甲", now=NOW)
    assert [addresses for _, _, addresses in shown(standing(opened, carrier))] == cells, "unknown again"


def test_of_one_cause_in_several_cells_those_that_are_settled_are_left_out(opened: OpenRound, tmp_path: Path) -> None:
    carrier, path = handed_in(opened, 1, tmp_path)
    book = load_workbook(path)
    for row in (5, 6, 7):
        book["在孵企业"].cell(row, 13).value = None
    book.save(path)
    assert brought(opened, path).outcome is Outcome.STORED
    amend_typed(opened, carrier, [Typed("tenants", 3, "rd_expense", "3.5", "审计报告")], actor="甲", now=NOW)
    strike(opened, carrier, "4", table="tenants", reason="已注销", actor="甲", now=NOW)
    found = next(one for one in standing(opened, carrier) if one.finding.code == "intake.required")
    assert [place.address for place in found.finding.places] == ["M5", "M23"]
    assert "有 2 处空着" in sentence(found.finding)


def test_a_code_that_fails_again_still_stands(opened: OpenRound, tmp_path: Path) -> None:
    carrier, path = handed_in(opened, 1, tmp_path)
    book = load_workbook(path)
    code = str(book["在孵企业"].cell(5, 2).value)
    book["在孵企业"].cell(5, 2).value = code[:-1] + ("1" if code[-1] != "1" else "2")
    book.save(path)
    brought(opened, path)

    def slips() -> int:
        return sum(one.finding.code == "intake.code_check_digit" for one in standing(opened, carrier))

    assert slips() == 1
    amend(
        opened,
        carrier,
        [Change("tenants", 2, "uscc", code[:-1] + ("3" if code[-1] != "3" else "4"), "照证")],
        actor="甲",
        now=NOW,
    )
    assert slips() == 1
    amend(opened, carrier, [Change("tenants", 2, "uscc", code, "照证")], actor="甲", now=NOW)
    assert slips() == 0


# Explanations ---------------------------------------------------------------------------------------------------------------


def test_a_warning_stands_with_a_reason_that_can_be_withdrawn(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 0, tmp_path)
    explain_findings(opened, carrier, [2], "保留备查", actor="乙", now=NOW)
    before = Until(journal.heads(opened.store))
    second = standing(opened, carrier)[1]
    assert (second.explanation, second.explained_by, second.explained_at) == ("保留备查", "乙", NOW)
    withdraw_explanations(opened, carrier, [2], actor="甲", now=NOW)
    second = standing(opened, carrier)[1]
    assert (second.explanation, second.explained_by, second.explained_at) == ("", "", None)
    assert standing(opened, carrier, before)[1].explanation == "保留备查"
    assert doctor.examine(opened.store) == ()


def test_what_cannot_be_explained_is_refused(opened: OpenRound, tmp_path: Path) -> None:
    first, _ = handed_in(opened, 0, tmp_path)
    second, _ = handed_in(opened, 1, tmp_path)
    nobody = enrol(opened, name="云岬未交园", uscc="91310113YFP900003E", actor="甲", now=NOW)
    amend(opened, first, [STRIKE], actor="甲", now=NOW)
    refused("services.finding_settled", lambda: explain_findings(opened, first, [1], "x", actor="甲", now=NOW))
    refused("services.no_such_finding", lambda: explain_findings(opened, first, [4], "x", actor="甲", now=NOW))
    refused("services.explanation_needed", lambda: explain_findings(opened, first, [2], " ", actor="甲", now=NOW))
    refused("services.only_warnings", lambda: explain_findings(opened, second, [1], "x", actor="甲", now=NOW))
    refused("services.no_return", lambda: explain_findings(opened, nobody, [1], "x", actor="甲", now=NOW))
    assert standing(opened, nobody) == ()


def test_a_corrected_return_takes_over_the_reason_where_the_same_firm_shows_the_same(opened: OpenRound, tmp_path: Path) -> None:
    carrier, path = handed_in(opened, 0, tmp_path)
    for number in (1, 2):
        explain_findings(opened, carrier, [number], f"理由{number}", actor="甲", now=NOW)
    assert brought(opened, path).outcome is Outcome.ALREADY
    assert [bool(one.explanation) for one in standing(opened, carrier)] == [True, True, False], "a second import changes nothing"
    book = load_workbook(path)
    sheet = book["在孵企业"]
    sheet.delete_rows(4)  # every firm moves up by a row
    second = tmp_path / "second.xlsx"
    book.save(second)
    assert brought(opened, second).carried.explained == 2
    found = {tuple(place.address for place in one.finding.places): one for one in standing(opened, carrier)}
    assert found["D43", "I43"].explanation == "理由1（沿用对“0.xlsx”的说明）"
    assert found["D15",].explanation.startswith("理由2")
    assert found["D16",].explanation == ""
    withdraw_explanations(opened, carrier, [found["D15",].number], actor="甲", now=NOW)
    third = tmp_path / "third.xlsx"
    book["毕业企业"].delete_rows(16)
    book.properties.title = "再次重报"
    book.save(third)
    assert brought(opened, third).carried.explained == 1, "the withdrawn one takes nothing over"
    assert doctor.examine(opened.store) == ()


# The state of a return ------------------------------------------------------------------------------------------------------


def test_a_return_is_accepted_only_without_errors_and_bare_warnings(opened: OpenRound, tmp_path: Path) -> None:
    carrier, path = handed_in(opened, 0, tmp_path)
    refused("services.not_acceptable", lambda: accept(opened, carrier, actor="甲", now=NOW))
    amend(opened, carrier, [STRIKE], actor="甲", now=NOW)
    explain_findings(opened, carrier, [2, 3], "早年毕业，不计入", actor="甲", now=NOW)
    assert accept(opened, carrier, actor="甲", now=NOW) == (State.ACCEPTED, "")
    assert not_sent_back(opened, carrier, "", actor="甲", now=NOW) == (State.ACCEPTED, ""), "not what is taken back"
    assert not_accepted(opened, carrier, actor="甲", now=NOW) == (State.RECEIVED, "")
    refused("services.send_back_reason_needed", lambda: send_back(opened, carrier, "", actor="甲", now=NOW))
    assert send_back(opened, carrier, "请补佐证", actor="甲", now=NOW) == (State.RETURNED, "请补佐证")
    [one] = round_status(opened).carriers
    assert (one.state, one.version, one.tally.errors, one.tally.bare, one.tally.explained, one.tally.settled) == (
        CarrierState.RETURNED,
        1,
        0,
        0,
        2,
        1,
    )
    assert (one.tally.amended, one.tally.struck) == (0, 1), "a strike is no corrected value"
    book = load_workbook(path)
    book.properties.title = "重报"
    book.save(path)
    brought(opened, path)
    [one] = round_status(opened).carriers
    assert (one.state, one.version, one.tally.explained, one.tally.struck) == (CarrierState.RECEIVED, 2, 2, 1), "it begins anew"


def test_the_status_counts_who_is_missing_and_tells_a_stale_result(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 0, tmp_path)
    enrol(opened, name="云岬未交园", uscc="91310113YFP900003E", actor="甲", now=NOW)
    found = round_status(opened)
    assert [found.count(state) for state in CarrierState] == [1, 1, 0, 0]
    assert (found.run, found.stale) == (None, False)
    seal(opened, actor="甲", now=NOW)
    explain_findings(opened, carrier, [2], "保留备查", actor="甲", now=NOW)
    assert not round_status(opened).stale, "a reason moves no figure"
    strike(opened, carrier, "棠橙", reason="超期", actor="甲", now=NOW)
    assert round_status(opened).stale


def test_a_replay_does_not_see_what_was_explained_since(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 0, tmp_path)
    run, _ = seal(opened, actor="甲", now=NOW)
    explain_findings(opened, carrier, [2], "保留备查", actor="甲", now=NOW)
    send_back(opened, carrier, "请补佐证", actor="甲", now=NOW)
    assert replay(opened.store, run).equal
    assert not stale(opened, run)


# Strikes --------------------------------------------------------------------------------------------------------------------


def test_the_points_without_a_strike_are_those_of_before_it(opened: OpenRound, tmp_path: Path) -> None:
    for which in (0, 1, 2):
        carrier, _ = handed_in(opened, which, tmp_path)
    carrier = opened.carrier(worked_carriers(opened.form.form)[0].uscc)
    assert effect(opened, carrier) is None
    [before] = [one for one in live(opened) if one.carrier == carrier]
    strike(opened, carrier, "云岬霁羽节能科技有限公司", reason="未见经营", actor="甲", now=NOW)
    strike(opened, carrier, "91310113YFP0000415", reason="超期", actor="甲", now=NOW)
    [after] = [one for one in live(opened) if one.carrier == carrier]
    found = effect(opened, carrier)
    assert found is not None
    assert [firm.row for firm in found.firms] == [4, 41]
    assert (found.without.score, found.without.grade) == (before.score, before.grade)
    assert (found.counted.score, found.counted.grade) == (after.score, after.grade)
    changed = {one.code: (one.without, one.counted) for one in found.changed}
    for indicator in before.score.indicators:
        points = (indicator.points, after.score.indicator(indicator.code).points)
        assert changed.get(indicator.code) == (points if points[0] != points[1] else None)
    assert changed


def test_a_strike_writes_the_forms_own_reason_and_its_undoing_takes_it_away(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _ = handed_in(opened, 0, tmp_path)
    firm, written = strike(opened, carrier, "4", table="在孵企业", reason="未见经营", actor="甲", now=NOW)
    assert (firm.name, [(one.field, one.new) for one in written]) == (
        "云岬霁羽节能科技有限公司",
        [("excluded", True), ("excluded_reason", "未见经营")],
    )
    assert strike(opened, carrier, "霁羽", reason="未见经营", actor="甲", now=NOW)[1] == ()
    count_again(opened, carrier, "霁羽", reason="误记", actor="甲", now=NOW)
    assert effect(opened, carrier) is None
    assert len(amendments.of_return(opened.store, current(opened, carrier))) == 4, "nothing is overwritten"
    refused("services.which_firm", lambda: strike(opened, carrier, "7", reason="x", actor="甲", now=NOW))
    refused("services.no_such_firm", lambda: strike(opened, carrier, "没有这家", reason="x", actor="甲", now=NOW))
    refused("services.no_such_firm", lambda: strike(opened, carrier, "", reason="x", actor="甲", now=NOW))
    refused("services.no_such_table", lambda: strike(opened, carrier, "4", table="载体", reason="x", actor="甲", now=NOW))
    refused("services.reason_needed", lambda: strike(opened, carrier, "霁羽", reason=" ", actor="甲", now=NOW))


def test_the_report_prints_what_stood_and_why_and_not_what_was_settled(opened: OpenRound, tmp_path: Path) -> None:
    """As of the sealing: a strike settled one warning, one is explained, one is open; what is said later changes no paper."""
    carrier, _ = handed_in(opened, 0, tmp_path)
    amend(opened, carrier, [STRIKE], actor="乙", now=NOW)
    older, *rest = standing(opened, carrier)
    explain_findings(opened, carrier, [older.number], "毕业证明已看过原件", actor="核验员", now=NOW)
    run, _ = seal(opened, actor="甲", now=NOW)
    explain_findings(opened, carrier, [one.number for one in rest], "后来补的说明", actor="核验员", now=NOW)
    [printed] = print_reports(opened, run, tmp_path, actor="甲", now=NOW)
    told = squeezed(words(printed.path.read_bytes()))
    assert squeezed("说明：毕业证明已看过原件") in told
    assert squeezed("核验员 2026-03-01") in told
    assert told.count("尚无说明") == len(rest) > 0
    assert "后来补的说明" not in told
    assert len(judged(opened, carrier).settled) == 1
    came = effect(opened, carrier)
    assert came is not None
    assert came.counted.score.total != came.without.score.total
    assert f"以上核减合计1家：核减后{came.counted.score.total}分" in told
    assert f"如不核减为{came.without.score.total}分" in told
    assert all(f"{one.code}{one.counted}（不核减{one.without}）" in told for one in came.changed)
    count_again(opened, carrier, "41", table="tenants", reason="复核", actor="乙", now=NOW)
    assert replay(opened.store, run).equal, "what is counted again later changes nothing that was sealed"
