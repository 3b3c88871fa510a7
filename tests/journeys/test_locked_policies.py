"""A locked round goes by the policies of its lock; those adopted later are named, and count once it is unlocked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring.errors import Refusal
from scoring.services.announcing import announce
from scoring.services.locking import lock_round, unlock_round
from scoring.services.policies import adopt_policy
from scoring.services.policy_book import policy_book
from scoring.services.rounds import OpenRound
from scoring.services.scoring import seal
from scoring.services.settling import later_policies, policies_of, settle
from scoring.services.support import round_support
from scoring.services.support_desk import support_page
from scoring.store import journal
from tests.journeys.districts import district
from tests.journeys.driving import ROOT, WORKSPACE, ask, fuping

NOW = datetime(2026, 5, 20, 2, tzinfo=UTC)
FACTS = {"actor": "测", "now": NOW}
BAY = "dalinghaowan-2024-7"


def policy(folder: Path, version: str, cap: str) -> Path:
    text = (ROOT / "resources" / "policies" / "dalinghaowan_2024_7.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("territory")]
    copy = folder / f"{version}.toml"
    text = "\n".join(lines).replace('version = "2024"', f'version = "{version}"', 1)
    assert 'cap = "200万元"' in text
    copy.write_text(text.replace('cap = "200万元"', f'cap = "{cap}"'), "utf-8")
    return copy


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    """Sealed under the policy as it is printed, announced, everything about operation settled."""
    made = district(tmp_path / "own.fuping", 3)
    with made.store:
        adopt_policy(made, policy(tmp_path, "2024", "200万元"), **FACTS)
        seal(made, **FACTS)
        announce(made, day=date(2026, 5, 20), document="通知", **FACTS)
        facts: dict[str, Any] = {"policy": BAY, "matter": "figure", "basis": "纪要", **FACTS}
        settle(made, None, key="service_grades", value="优秀、优良、合格、不合格", **facts)
        coefficients = "优秀=100%、优良=100%、合格=100%、不合格=100%"
        settle(made, None, key="service_coefficient", value=coefficients, **facts)
        yield made


def caps(opened: OpenRound) -> set[str]:
    """What the clause about operation is capped at."""
    [one] = [each for each in policies_of(opened) if each.document.key == BAY]
    [clause] = [each for each in one.clauses if each.clause.key == "6_1_service"]
    return {clause.clause.cap}


def total(opened: OpenRound) -> int:
    return sum(one.support.total for one in round_support(opened, now=NOW).carriers)


def test_a_version_adopted_after_the_lock_changes_nothing_until_the_round_is_unlocked(opened: OpenRound, tmp_path: Path) -> None:
    before = total(opened)
    assert before > 0
    lock_round(opened, **FACTS)
    adopt_policy(opened, policy(tmp_path, "2025", "0.01万元"), **FACTS)
    assert caps(opened) == {"200万元"}
    assert total(opened) == before
    later = later_policies(opened)
    assert later is not None
    assert later.versions == (f"{BAY} 2025",)
    page = support_page(opened, now=NOW)
    assert page.total == before
    assert page.later_policies is not None
    assert page.later_policies.facts["policies"] == later.versions
    [card] = [one for one in policy_book([opened], today=NOW.date()).policies if one.version == "2025"]
    assert "这一版是以后采用的，不适用于本轮次，解封以后才适用" in card.warnings[0]
    unlock_round(opened, reason="补充政策", **FACTS)
    assert later_policies(opened) is None
    assert caps(opened) == {"0.01万元"}
    assert 0 < total(opened) < before
    lock_round(opened, **FACTS)
    assert caps(opened) == {"0.01万元"}, "adopted by the time of the second lock"
    assert later_policies(opened) is None


def test_a_round_locked_without_a_policy_says_that_the_later_ones_are_not_for_it(tmp_path: Path) -> None:
    made = district(tmp_path / "bare.fuping", 2)
    with made.store:
        seal(made, **FACTS)
        lock_round(made, **FACTS)
        adopt_policy(made, policy(tmp_path, "2025", "200万元"), **FACTS)
        with pytest.raises(Refusal) as refused:
            policies_of(made)
        assert refused.value.said.code == "aid.only_later_policies"
        page = support_page(made, now=NOW)
        assert page.refusal is not None
        assert page.refusal.code == "aid.only_later_policies"


def test_what_was_in_the_file_at_an_entry_is_told_across_copies(opened: OpenRound) -> None:
    """A copy goes on in a chain of its own, which begins with the heads of the others."""
    own = journal.heads(opened.store)
    with opened.store.writing():
        began = journal.begin_replica(opened.store, follows=own[0].replica, actor="测", now=NOW + timedelta(days=1))
    sequences = {one.replica: one.sequence for one in journal.heads_at(opened.store, began, 1)}
    assert sequences == {own[0].replica: own[0].sequence, began: 1}
    [first] = journal.heads_at(opened.store, own[0].replica, 3)
    assert (first.replica, first.sequence) == (own[0].replica, 3)


def test_in_the_terminal(own: Path, tmp_path: Path) -> None:
    path = own / WORKSPACE
    assert fuping("policy", "adopt", path, policy(tmp_path, "2024", "200万元")).code == 0
    assert fuping("lock", path).code == 0
    said = fuping("policy", "adopt", path, policy(tmp_path, "2025", "50万元"))
    assert f"解封以后才适用：{BAY} 2025" in said.out
    assert f"不适用于本轮次，解封以后才适用：{BAY} 2025" in fuping("support", path).out
    assert ask("support", path)["rests_on"]["later_policies"] == [f"{BAY} 2025"]
    english = fuping("support", path, "--lang", "en").out
    assert f"not for it unless it is unlocked: {BAY} 2025" in english
    assert fuping("unlock", path, "--reason", "补充政策").code == 0
    assert ask("support", path)["rests_on"]["later_policies"] == []
