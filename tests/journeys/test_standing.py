"""Which findings stand after amendments and strikes, why they may, and what a corrected return takes over of the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.definitions.records import Nothing
from scoring.findings import Level
from scoring.services.amending import Typed, amend, amend_typed
from scoring.services.demo import _issue
from scoring.services.returns import import_workbooks
from scoring.services.rounds import OpenRound, new_workspace
from scoring.services.sample import SampleCarrier, worked_carriers
from scoring.services.standing import StandingFinding, judged, standing
from scoring.store import journal, returns
from scoring.store.amendments import Change
from scoring.store.carriers import Carrier
from scoring.store.truth import Until

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> OpenRound:
    made = new_workspace(
        tmp_path / "district.fuping", district="示例区科委", assessment_year=2026, data_year=2025, actor="甲", now=NOW
    )
    with made.store:
        yield made


def handed_in(opened: OpenRound, which: int, folder: Path) -> tuple[Carrier, Path, SampleCarrier]:
    sample = worked_carriers(opened.form.form)[which]
    folder.mkdir(exist_ok=True)
    path = _issue(opened, sample, folder, actor="甲", now=NOW)
    import_workbooks(opened, [path], enrolling=False, actor="甲", now=NOW)
    return opened.carrier(sample.uscc), path, sample


def shown(found: Sequence[StandingFinding]) -> list[tuple[str, Level, list[str]]]:
    return [(one.finding.code, one.finding.level, [place.address for place in one.finding.places]) for one in found]


def test_a_strike_settles_what_was_about_the_firm(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _, _ = handed_in(opened, 0, tmp_path / "in")
    assert shown(standing(opened, carrier)) == [("form.check_row", Level.WARNING, ["D44", "I44"])]
    before = Until(journal.heads(opened.store))
    amend(opened, carrier, [Change("tenants", 41, "excluded", True, "超期")], actor="甲", now=NOW)
    found = judged(opened, carrier)
    assert found.standing == ()
    assert [(number, finding.facts["name"]) for number, finding in found.settled] == [(1, "云岬棠橙量子科技有限公司")]
    assert len(standing(opened, carrier, before)) == 1, "in the past it stood"
    amend(opened, carrier, [Change("tenants", 41, "excluded", False, "误记")], actor="甲", now=NOW)
    assert len(standing(opened, carrier)) == 1, "and it stands again once the strike is taken back"


def test_an_amended_cell_is_settled_and_the_others_of_one_cause_stand(opened: OpenRound, tmp_path: Path) -> None:
    carrier, _, _ = handed_in(opened, 1, tmp_path / "in")
    found = standing(opened, carrier)
    print(shown(found))
    empty = [one for one in found if one.finding.code == "intake.required"]
    assert empty
    place = empty[0].finding.places[0]
    row = place.row - 3
    rd = next(
        field
        for field in ("rd_expense", "rd_staff")
        if returns.content(opened.store, _current(opened, carrier)).table("tenants").value(row, field) is Nothing.EMPTY
    )
    amend_typed(opened, carrier, [Typed("tenants", row, rd, "3", "审计报告")], actor="甲", now=NOW)
    assert len(standing(opened, carrier)) == len(found) - 1


def _current(opened: OpenRound, carrier: Carrier) -> str:
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    assert current is not None
    return current.id
