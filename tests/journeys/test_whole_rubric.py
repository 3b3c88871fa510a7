"""The whole example rubric through the terminal: adopted anew, marked by other reviewers, scored, explained, printed, replayed.

Every printed figure of example-rubric.md §5 is the rubric's own worked example (``[[worked]]``); here it must come out of
returned workbooks, a real workspace and the verbs a user has.
"""

from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, fuping, pdf_words

RUBRIC = ROOT / "resources" / "rubrics" / "quality_mix.toml"
SKELETON = RUBRIC.with_name("quality_mix_skeleton.toml")
WORKED: dict[str, Any] = {one["sample"]: one for one in tomllib.loads(RUBRIC.read_text("utf-8"), parse_float=Decimal)["worked"]}


@pytest.fixture(scope="module")
def adopted(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, adopted from the file as a user does; the demo's marks withdrawn, and given by other reviewers."""
    workspace = tmp_path_factory.mktemp("whole") / WORKSPACE
    shutil.copy(demo / WORKSPACE, workspace)
    assert fuping("rubric", "adopt", workspace, SKELETON).code == 0
    assert fuping("rubric", "adopt", workspace, RUBRIC).code == 0
    for sample, worked in WORKED.items():
        for number, mark in enumerate(worked["marks"]["J3"], start=1):
            for reviewer, given in ((f"评审专家{number}", "-"), (f"专家{number}", mark)):
                assert fuping("mark", workspace, CARRIERS[sample], "service_cases", reviewer, given).code == 0
    return workspace


@pytest.fixture(scope="module")
def results(adopted: Path) -> dict[str, Any]:
    found = fuping("score", adopted, "--seal", "--json").json["results"]
    return {sample: next(one for one in found if one["carrier"] == code) for sample, code in CARRIERS.items()}


@pytest.mark.parametrize("sample", WORKED)
def test_every_printed_figure_is_that_of_the_worked_example(results: dict[str, Any], sample: str) -> None:
    result, expected = results[sample], WORKED[sample]
    printed = {one["code"]: one["points"] or "不适用" for one in result["indicators"]} | result["branches"]
    differing = {
        code: (points, printed[code])
        for code, points in expected["points"].items()
        if points != printed[code] and Decimal(points) != Decimal(printed[code])
    }
    assert differing == {}
    assert len(expected["points"]) >= 26
    assert (Decimal(result["total"]), result["grade"]) == (expected["total"], expected["grade"])


def test_a_mark_more_than_the_rubric_allows_is_refused_and_a_withdrawn_one_is_no_zero(adopted: Path, tmp_path: Path) -> None:
    own = tmp_path / WORKSPACE
    shutil.copy(adopted, own)
    code = CARRIERS["丙"]
    assert fuping("mark", own, code, "service_cases", "专家9", "2.5").code == 2
    assert fuping("mark", own, code, "rd_intensity", "专家9", "1").code == 2
    for number in (1, 2, 3):
        assert fuping("mark", own, code, "service_cases", f"专家{number}", "-").code == 0
    [result] = [one for one in fuping("score", own, "--json").json["results"] if one["carrier"] == code]
    [marks] = [one for one in result["indicators"] if one["code"] == "J3"]
    assert (marks["lack"], marks["points"]) == ("too_few", "0.00")


def test_an_explanation_of_a_formula_names_the_firms_of_each_part(adopted: Path, results: dict[str, Any]) -> None:
    told = fuping("explain", adopted, CARRIERS["甲"], "A4-1", "--json").json["indicators"][0]
    counted = {one["measure"]: sum(firm["part"] == "counted" for firm in one["firms"]) for one in told["operands"]}
    assert sorted(counted.values()) == sorted([4, 0, 1, 0, 40, 3]), counted
    assert all(firm["cell"] for one in told["operands"] for firm in one["firms"])
    assert results["甲"]["indicators"]


def test_reports_print_and_the_run_replays_to_the_same_bytes(adopted: Path, results: dict[str, Any], tmp_path: Path) -> None:
    printed = fuping("report", adopted, "--to", tmp_path, "--json").json["papers"]
    assert len(printed) == len(results) == 3
    assert all(Path(one["file"]).stat().st_size > 20_000 for one in printed)
    replayed = fuping("replay", adopted, "--json").json["runs"]
    assert all(one["figures"] and all(paper["equal"] for paper in one["papers"]) for one in replayed)
    assert fuping("doctor", adopted).code == 0


def test_conditions_tell_how_far_a_carrier_is(adopted: Path) -> None:
    told = fuping("conditions", adopted, NAMES["甲"], "--json").json
    assert [len(one) > 0 for one in told["conditions"]] == [True, True, True]
    answer = fuping("conditions", adopted, NAMES["甲"]).out
    assert "还差 10 家" in answer
    assert "未知" in answer


def test_a_grade_without_places_is_named_in_the_language_of_the_paper(own: Path, tmp_path: Path) -> None:
    """Two reach the best grade and there is one place for it."""
    text = RUBRIC.read_text("utf-8")
    for high, low in (("60", "40"), ("70", "50"), ("80", "60")):
        text = text.replace(f"at_least = {high}\n", f"at_least = {low}\n", 1)
    (tmp_path / "low.toml").write_text(text[: text.index("[[examples]]")].replace('version = "2026"', 'version = "low"'), "utf-8")
    assert fuping("rubric", "adopt", own / WORKSPACE, tmp_path / "low.toml").code == 0
    assert fuping("score", own / WORKSPACE, "--seal").code == 0
    answer = fuping("report", own / WORKSPACE, "--carrier", NAMES["乙"], "--to", tmp_path / "en", "--lang", "en")
    assert answer.code == 0, answer.err
    [paper] = (tmp_path / "en").glob("*.pdf")
    assert "the1placesofexcellent(3takepart)weretakenbythoserankedbefore:good" in pdf_words(paper)
