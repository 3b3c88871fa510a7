"""A corrected return keeps the first, takes over what the district had found out, and says what stays behind."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.intake.template import write_template
from scoring.services.amending import Typed, amend_typed
from scoring.services.demo_year import verify
from scoring.services.returns import Outcome, import_workbooks
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import SampleCarrier, worked_carriers
from scoring.services.scoring import live
from scoring.store import amendments, doctor, returns

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> OpenRound:
    made = new_workspace(
        tmp_path / "district.fuping", district="示例区科委", assessment_year=2026, data_year=2025, actor="甲", now=NOW
    )
    with made.store:
        yield made


@pytest.fixture
def strong(opened: OpenRound) -> SampleCarrier:
    return worked_carriers(opened.form.form)[0]


def handed_in(opened: OpenRound, carrier: SampleCarrier, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    enrol(opened, name=carrier.name, uscc=carrier.uscc, actor="甲", now=NOW)
    path = folder / f"{carrier.name}.xlsx"
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title, prefill=carrier.records)
    return path


def corrected(path: Path, folder: Path) -> Path:
    """The same answers saved once more: other bytes, as when a carrier opens and saves its workbook."""
    from openpyxl import load_workbook

    folder.mkdir(exist_ok=True)
    book = load_workbook(path)
    book.properties.title = "更正后重报"
    target = folder / path.name
    book.save(target)
    return target


def test_the_districts_findings_go_over_and_corrections_stay(opened: OpenRound, strong: SampleCarrier, tmp_path: Path) -> None:
    first = handed_in(opened, strong, tmp_path / "first")
    import_workbooks(opened, [first], enrolling=False, actor="甲", now=NOW)
    verify(opened, strong.uscc, strong.district, actor="甲", now=NOW)
    carrier = opened.carrier(strong.uscc)
    typed = Typed("tenants", 1, "employees", "45", "社保清单")
    amend_typed(opened, carrier, [typed], actor="甲", now=NOW)
    [before] = live(opened)

    [second] = import_workbooks(opened, [corrected(first, tmp_path / "second")], enrolling=False, actor="乙", now=NOW)
    assert second.outcome is Outcome.STORED
    assert second.carried.over == len(strong.district)
    assert second.carried.behind == 1, "the corrected number of employees is the carrier's to answer again"
    [after] = live(opened)
    struck = [each for each in amendments.of_return(opened.store, after.return_id) if each.field == "excluded"]
    assert [(each.row, each.new, each.actor) for each in struck] == [(41, True, "乙")]
    assert "沿用" in struck[0].reason
    assert after.score.indicator("A2-1").points == before.score.indicator("A2-1").points
    history = returns.history(opened.store, opened.round.id, strong.uscc)
    assert [each.current for each in history] == [False, True]
    assert len(amendments.of_return(opened.store, history[0].id)) == len(strong.district) + 1, "the first keeps all of its own"
    assert doctor.examine(opened.store) == ()

    [again] = import_workbooks(opened, [first], enrolling=False, actor="甲", now=NOW)
    assert (again.outcome, again.superseded_by) == (Outcome.ALREADY, first.name)


def test_a_firm_that_is_gone_takes_nothing_over(opened: OpenRound, strong: SampleCarrier, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    first = handed_in(opened, strong, tmp_path / "first")
    import_workbooks(opened, [first], enrolling=False, actor="甲", now=NOW)
    verify(opened, strong.uscc, strong.district, actor="甲", now=NOW)
    second = tmp_path / "second.xlsx"
    shutil.copy(first, second)
    book = load_workbook(second)
    sheet = book["在孵企业"]
    struck_row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].row == 44)
    sheet.delete_rows(struck_row)
    book.save(second)
    [imported] = import_workbooks(opened, [second], enrolling=False, actor="甲", now=NOW)
    assert imported.outcome is Outcome.STORED
    assert imported.carried.behind == 2, "the strike and its reason had a firm that is not there any more"
    [after] = live(opened)
    assert not any(each.field == "excluded" for each in amendments.of_return(opened.store, after.return_id))


def test_nobody_amended_nothing_is_carried(opened: OpenRound, strong: SampleCarrier, tmp_path: Path) -> None:
    enrol(opened, name=strong.name, uscc=strong.uscc, actor="甲", now=NOW)
    first = handed_in(opened, strong, tmp_path / "first")
    import_workbooks(opened, [first], enrolling=False, actor="甲", now=NOW)
    [second] = import_workbooks(opened, [corrected(first, tmp_path / "second")], enrolling=False, actor="甲", now=NOW)
    assert (second.carried.over, second.carried.behind) == (0, 0)
