"""Policies in a real workspace: several side by side, frozen under their version, each adoption in the journal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from scoring.definitions.canonical import canonical, sha256
from scoring.definitions.compiled_policy import compile_policy
from scoring.errors import Refusal
from scoring.services.doctoring import examine_workspace
from scoring.services.policies import adopt_policy, adopted_policies, policies_at, policy_file
from scoring.services.rounds import OpenRound, new_workspace
from scoring.store import definitions, journal
from tests.scoring.policies.test_shipped import NAMES
from tests.scoring.store.conftest import tamper

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
ACTOR = "沈评审"
SHIPPED = Path(str(files("resources").joinpath("policies")))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = new_workspace(
        tmp_path / "district.fuping", district="示例区", assessment_year=2026, data_year=2025, actor=ACTOR, now=NOW
    )
    with made.store:
        yield made


def adopt(opened: OpenRound, path: Path) -> int:
    return adopt_policy(opened, path, actor=ACTOR, now=NOW)[1]


def changed(path: Path, name: str, before: str, after: str) -> Path:
    text = (SHIPPED / name).read_text("utf-8")
    assert text.count(before) == 1, before
    (path / name).write_text(text.replace(before, after), "utf-8")
    return path / name


def adoptions(opened: OpenRound) -> list[str]:
    """What the journal says of policies."""
    told = (journal.payload(opened.store, one.replica, one.sequence) for one in journal.entries(opened.store))
    return [text for text in told if '"kind":"policy"' in text]


def test_several_policies_stand_side_by_side_and_each_is_in_the_journal(opened: OpenRound) -> None:
    assert [adopt(opened, SHIPPED / name) for name in NAMES] == [1, 2, 3]
    kept = adopted_policies(opened.store)
    assert [one.name for one in kept] == list(NAMES)
    assert all(one.hash == sha256(one.text) for one in kept)
    assert len(adoptions(opened)) == 3
    opened.store.close()
    assert examine_workspace(opened.store.path) == ()
    assert [one.hash for one in policies_at(opened.store.path)] == [one.hash for one in kept]


def test_a_policy_that_would_be_judged_more_strictly_today_is_still_shown(opened: OpenRound) -> None:
    """Today nobody could adopt a clause without its article; what an earlier version took stays readable."""
    name = "baoshan_2024_4.toml"
    file, _ = policy_file((SHIPPED / name).read_text("utf-8"), name, opened.form.form)
    assert file is not None
    document = json.loads(file.text)
    document["clauses"][0]["basis"] = {"zh": "", "en": ""}
    text = canonical(document)
    definitions.adopt(
        opened.store, kind=definitions.Kind.POLICY, key="p", version="1", text=text, source=name, actor=ACTOR, now=NOW
    )
    (shown,) = adopted_policies(opened.store)
    _, judged = compile_policy(shown.compiled.document, opened.form.form, name)
    assert [one.code for one in judged] == ["definitions.condition.basis_missing"]


def test_the_same_text_again_changes_nothing(opened: OpenRound, tmp_path: Path) -> None:
    assert adopt(opened, SHIPPED / NAMES[0]) == 1
    remarked = changed(tmp_path, NAMES[0], 'key = "baoshan-2024-4"', 'key = "baoshan-2024-4"  # 同一份')
    assert adopt(opened, remarked) == 1
    assert len(adoptions(opened)) == 1


def test_another_text_under_the_same_version_is_refused(opened: OpenRound, tmp_path: Path) -> None:
    adopt(opened, SHIPPED / NAMES[1])
    before = list(definitions.adopted(opened.store))
    other = changed(tmp_path, NAMES[1], '"10万元"', '"20万元"')
    with pytest.raises(Refusal) as refused:
        adopt(opened, other)
    assert refused.value.said.code == "store.version_taken"
    assert list(definitions.adopted(opened.store)) == before
    newer = tmp_path / "newer.toml"
    newer.write_text(other.read_text("utf-8").replace('version = "2024"', 'version = "2024-2"'), "utf-8")
    assert adopt(opened, newer) == 1
    [one] = adopted_policies(opened.store)
    assert (one.name, one.compiled.document.version) == ("newer.toml", "2024-2")


def test_a_policy_with_a_mistake_or_for_another_form_is_refused_and_nothing_is_kept(opened: OpenRound, tmp_path: Path) -> None:
    for before, after, where in (
        ('"10万元"', '"10"', "clauses[6_3_campus_firm].amount.amount"),
        ('form = "incubator-annual"', 'form = "maker-space"', "form"),
        (
            'rate = "50%", of = "operating_expenditure"',
            'rate = 50, of = "operating_expenditure"',
            "clauses[6_1_service].amount.rate",
        ),
    ):
        with pytest.raises(Refusal) as refused:
            adopt(opened, changed(tmp_path, NAMES[1], before, after))
        assert refused.value.said.code == "policies.has_mistakes"
        assert where in str(refused.value)
    assert adopted_policies(opened.store) == ()
    assert adoptions(opened) == []


def test_a_policy_that_is_stored_can_not_be_touched(opened: OpenRound) -> None:
    adopt(opened, SHIPPED / NAMES[0])
    with opened.store.writing() as db, pytest.raises(Exception, match="definition"):
        db.execute("UPDATE definition SET text = text || ' ' WHERE kind = 'policy'")


def test_a_text_that_no_longer_equals_its_hash_is_shown_to_nobody(opened: OpenRound) -> None:
    adopt(opened, SHIPPED / NAMES[0])
    opened.store.close()
    tamper(opened.store.path, "UPDATE definition SET text = replace(text, '2026-12-31', '2036-12-31') WHERE kind = 'policy'")
    with pytest.raises(Refusal) as refused:
        policies_at(opened.store.path)
    assert refused.value.said.code == "store.damaged"


def test_a_form_that_is_nowhere_is_said(tmp_path: Path) -> None:
    path = changed(tmp_path, NAMES[0], 'form = "incubator-annual"', 'form = "nobodys"')
    with pytest.raises(Refusal) as refused:
        policies_at(path)
    assert refused.value.said.code == "policies.no_form_for"
    shutil.copy(SHIPPED.parent / "rubrics" / "quality_mix.toml", tmp_path / "rubric.toml")
    with pytest.raises(Refusal) as refused:
        policies_at(tmp_path / "rubric.toml")
    assert refused.value.said.code == "policies.has_mistakes"
