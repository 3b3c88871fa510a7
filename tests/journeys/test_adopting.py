"""Adopting: what is refused and how it is said, and that what was adopted once is opened for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scoring.definitions.canonical import canonical
from scoring.definitions.codec import read_canonical
from scoring.definitions.compiled_rubric import compile_rubric
from scoring.definitions.mistakes import HOLES
from scoring.definitions.rubric import Rubric
from scoring.errors import Bug
from scoring.messages import catalogue
from scoring.services.rounds import open_workspace
from scoring.services.scoring import live
from scoring.store import definitions, rounds
from tests.journeys.driving import ROOT, WORKSPACE, fuping

NOW = datetime(2026, 4, 1, tzinfo=UTC)
RUBRICS = ROOT / "resources" / "rubrics"
Edit = Callable[[dict[str, Any]], None]


@pytest.mark.parametrize(
    ("lang", "theirs", "ours"),
    [
        ("zh", "众创空间", "“孵化器年度填报表（incubator-annual）”"),
        ("en", "(maker-space)", "(incubator-annual)"),
    ],
)
def test_a_rubric_for_another_form_is_told_from_a_faulty_one(own: Path, lang: str, theirs: str, ours: str) -> None:
    answer = fuping("rubric", "adopt", own / WORKSPACE, RUBRICS / "maker_space_incubation.toml", "--lang", lang)
    assert answer.code == 2
    assert theirs in answer.err
    assert "maker-space" in answer.err
    assert ours in answer.err
    assert "lint" not in answer.err


def test_a_rubric_for_a_form_nobody_has_names_it_by_its_key(own: Path, tmp_path: Path) -> None:
    text = (RUBRICS / "quality_mix.toml").read_text("utf-8").replace('form = "incubator-annual"', 'form = "park-annual"')
    (tmp_path / "park.toml").write_text(text, "utf-8")
    answer = fuping("rubric", "adopt", own / WORKSPACE, tmp_path / "park.toml")
    assert answer.code == 2
    assert "“park-annual”" in answer.err


@pytest.mark.parametrize(("lang", "word", "not_said"), [("zh", "错误", "拒收"), ("en", "error", "refused")])
def test_a_definition_file_has_errors_and_is_not_returned(tmp_path: Path, lang: str, word: str, not_said: str) -> None:
    text = (RUBRICS / "quality_mix_skeleton.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(text.replace("share_for_service <>", "share_for_servise <>", 1), "utf-8")
    answer = fuping("rubric", "lint", tmp_path / "own.toml", "--lang", lang)
    assert answer.code == 1
    (line,) = [line for line in answer.out.splitlines() if "share_for_servise" in line]
    assert line.split()[0] == word
    assert not_said not in answer.out
    assert re.search(r"错误 1 处，其中 1 处不改好不能采用|errors: 1, of which keep it from being adopted: 1", answer.out)
    told = fuping("rubric", "lint", tmp_path / "own.toml", "--json").json
    assert "stop" in {finding["level"] for finding in told["findings"]}


# Opened for ever ------------------------------------------------------------------------------------------------------


def adopt_as_of_old(workspace: Path, edit: Edit) -> str:
    """Adopt an edited rubric as a version with other rules would have let it: straight into the store. Its text."""
    opened = open_workspace(workspace)
    with opened.store as store:
        document = json.loads(definitions.load(store, opened.round.rubric).text)
        edit(document)
        text = canonical(document | {"version": "of-old"})
        who: dict[str, Any] = {"actor": "甲", "now": NOW}
        kind = definitions.Kind.RUBRIC
        adopted = definitions.adopt(store, kind=kind, key=document["key"], version="of-old", text=text, source="old.toml", **who)
        rounds.use_rubric(store, opened.round.id, adopted, **who)
    return text


def beyond_its_scale(document: dict[str, Any]) -> None:
    document["indicators"][0]["maximum"] = 9


def a_gap_below(document: dict[str, Any]) -> None:
    document["grades"][-1]["at_least"] = 1


def a_name_nobody_has(document: dict[str, Any]) -> None:
    document["indicators"][0]["measure"] = "nothing"


@pytest.mark.parametrize(
    ("edit", "code"), [(beyond_its_scale, "definitions.scale_misses_maximum"), (a_gap_below, "definitions.grades_leave_a_gap")]
)
def test_a_workspace_opens_whose_rubric_would_be_judged_more_strictly_today(own: Path, edit: Edit, code: str) -> None:
    """Everything works on it, the finding notwithstanding; today nobody could adopt it."""
    text = adopt_as_of_old(own / WORKSPACE, edit)
    opened = open_workspace(own / WORKSPACE)
    with opened.store:
        document = read_canonical(text, Rubric)
        assert {finding.code for finding in compile_rubric(document, opened.form.form, "")[1]} == {code}
        assert opened.rubric.rubric == document
        assert [one.score.scored for one in live(opened)] == [True, True, True]
    for verb in (("score", "--seal"), ("report",), ("replay",)):
        answer = fuping(verb[0], own / WORKSPACE, *verb[1:])
        assert answer.code == 0, answer.err


def test_a_rubric_that_does_not_read_opens_nothing(own: Path) -> None:
    adopt_as_of_old(own / WORKSPACE, a_name_nobody_has)
    with pytest.raises(Bug, match="unknown_reference"):
        open_workspace(own / WORKSPACE)


def test_what_counts_as_unread_is_said_somewhere() -> None:
    assert catalogue("zh").keys() >= HOLES
