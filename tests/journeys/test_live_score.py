"""The live score kept while data changes is the one worked out from nothing, after every kind of change."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest

from scoring.services import live as live_module
from scoring.services.amending import Typed, amend_typed
from scoring.services.changes import Change, changes
from scoring.services.live import LiveScore
from scoring.services.marking import give_mark
from scoring.services.policies import adopt_policy
from scoring.services.rounds import OpenRound, open_workspace
from scoring.services.rubrics import adopt_rubric
from scoring.services.scoring import live, live_score, results_document
from scoring.services.steps import step_states
from scoring.services.workplace import Workplace
from scoring.store import returns
from tests.journeys.districts import district
from tests.journeys.driving import CARRIERS, ROOT, WORKSPACE

NOW = datetime(2026, 4, 1, tzinfo=UTC)
WHOLE = ROOT / "resources" / "rubrics" / "quality_mix.toml"


def opened_with(rubric: Path, demo: Path, folder: Path) -> OpenRound:
    shutil.copy(demo / WORKSPACE, folder / WORKSPACE)
    with open_workspace(folder / WORKSPACE).store as store:
        from scoring.services.rounds import open_youngest

        adopt_rubric(open_youngest(store)[0], rubric, actor="甲", now=NOW)
    return open_workspace(folder / WORKSPACE)


@pytest.fixture(params=["whole", "peers"])
def opened(request: pytest.FixtureRequest, demo: Path, tmp_path: Path) -> OpenRound:
    """Scored by the whole example rubric, and by one in which an indicator looks at its peers."""
    rubric = WHOLE
    if request.param == "peers":
        text = WHOLE.read_text("utf-8")
        own = 'scale = { kind = "linear", nodes = [["0%", 0], ["10%", 3], ["20%", 5]] }'
        assert text.count(own) >= 1
        rubric = tmp_path / "peers.toml"
        text = text.replace(own, 'scale = { kind = "min_max", points = 5 }', 1)
        text = text[: text.index("[[examples]]")].replace('version = "2026"', 'version = "2026-peers"', 1)
        rubric.write_text(text, "utf-8")
    made = opened_with(rubric, demo, tmp_path)
    with made.store:
        yield made


def started(opened: OpenRound) -> LiveScore:
    whose = {one.carrier.no: (one.carrier, one.id) for one in returns.current(opened.store, opened.round.id)}
    return LiveScore(opened, opened.store, whose)


def test_after_each_change_it_equals_the_score_worked_out_from_nothing(opened: OpenRound) -> None:
    kept = started(opened)
    assert results_document(kept.results()) == results_document(live(opened))
    strong, middling = (opened.carrier(CARRIERS[sample]) for sample in ("甲", "乙"))
    changes = [
        (strong, lambda: amend_typed(opened, strong, [Typed("tenants", 1, "equity_year", "0", "凭证不符")], actor="甲", now=NOW)),
        (middling, lambda: amend_typed(opened, middling, [Typed("tenants", 20, "rd_expense", "3", "补报")], actor="甲", now=NOW)),
        (strong, lambda: amend_typed(opened, strong, [Typed("carrier", 1, "major_accident", "是", "通报")], actor="甲", now=NOW)),
        (strong, lambda: amend_typed(opened, strong, [Typed("tenants", 2, "excluded", "是", "不在场")], actor="甲", now=NOW)),
        *(
            (
                middling,
                lambda name=name: give_mark(
                    opened, middling, measure="service_cases", reviewer=name, value=Decimal(1), comment="", actor="甲", now=NOW
                ),
            )
            for name in ("一", "二", "三")
        ),
    ]
    seen = []
    for carrier, change in changes:
        change()
        current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
        assert current is not None
        kept.changed(carrier, current.id)
        found = results_document(kept.results())
        assert found == results_document(live(opened))
        seen.append(str(found))
    assert len(set(seen)) >= len(seen) - 2, "nearly every change shows in the results"


@pytest.mark.parametrize(("field", "value", "seen_by_peers"), [("equity_year", "0", False), ("excluded", "是", True)])
def test_only_what_depends_on_the_change_is_measured_and_scored(
    opened: OpenRound, field: str, value: str, seen_by_peers: bool
) -> None:
    """Peers look at the share of high-tech enterprises: a struck firm changes it, money raised does not."""
    kept = started(opened)
    carrier = opened.carrier(CARRIERS["甲"])
    amend_typed(opened, carrier, [Typed("tenants", 2, field, value, "核对")], actor="甲", now=NOW)
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    assert current is not None
    looked_at = bool(kept._seen_by_peers)
    with (
        patch.object(live_module, "results", side_effect=live_module.results) as measured,
        patch.object(live_module, "score_carrier", side_effect=live_module.score_carrier) as scored,
    ):
        kept.changed(carrier, current.id)
    assert measured.call_count == 1
    assert scored.call_count == (3 if looked_at and seen_by_peers else 1)


def test_support_is_worked_out_under_the_rubric_adopted_since_and_so_is_what_the_pages_show(tmp_path: Path) -> None:
    """Nothing is sealed: what may be given rests on the live score, which the rail and the pages share."""
    text = (
        WHOLE.read_text("utf-8").replace("at_least = 80", "at_least = 99", 1).replace('version = "2026"', 'version = "2027"', 1)
    )
    (tmp_path / "stricter.toml").write_text(text, "utf-8")
    policy = (ROOT / "resources" / "policies" / "yangpu_2024_1.toml").read_text("utf-8").replace("杨浦区", "云岬区")
    (tmp_path / "policy.toml").write_text(policy, "utf-8")
    opened = district(tmp_path / WORKSPACE, 6)
    adopt_policy(opened, tmp_path / "policy.toml", actor="甲", now=NOW)
    opened.store.close()
    with Workplace(tmp_path / WORKSPACE, actor="甲") as place:
        first = place.opened()
        step_states(first, now=NOW, memory=place.support(first))
        best = results_document(place.board(first).results())
        adopt_rubric(first, tmp_path / "stricter.toml", actor="甲", now=NOW)
        place.heard(changes(Change.DEFINITIONS))
        step_states(place.opened(), now=NOW, memory=place.support(place.opened()))
        shown = results_document(place.board(place.opened()).results())
        assert shown == results_document(live_score(place.opened()).results())
        assert [one["grade"] for one in shown] != [one["grade"] for one in best]
