"""Several kinds of carriers in one workspace: each workbook finds its kind, and each kind its ranks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.intake.template import write_template
from scoring.services.rounds import open_all
from tests.journeys.driving import CARRIERS, NAMES, ROOT, ask, fuping, returned

RUBRICS = ROOT / "resources" / "rubrics"
SPACES = {"云岬拾光众创空间": ("91310113YFP9100017", 96), "云岬小满众创空间": ("91310113YFP910002A", 40)}
"""Maker spaces by name: code and seats."""


def space_workbook(form: object, form_hash: str, folder: Path, name: str) -> Path:
    """A maker space's return on the template of its form."""
    uscc, seats = SPACES[name]
    record = {
        "space_name": name, "operator_name": f"{name}运营有限公司", "operator_uscc": uscc, "seats_total": seats, "seats_occupied": 30,
        "mentors_external": 3, "partner_agencies": 2, "events_hosted": 4, "events_hosted_jointly": 1, "events_organised": 1,
        "events_organised_jointly": 0, "teams_entered": 7, "companies_registered": 2, "sole_traders_registered": 1,
        "firms_in_market": 1, "investment_received": Decimal(61), "tax_paid": Decimal("9.5"), "talents_college": 1,
        "talents_bachelor": 2, "talents_master": 0, "talents_doctor": 0, "prepared_by": "陆小满", "prepared_phone": "021-00000009",
        "head_name": "沈拾光", "prepared_on": date(2026, 1, 12), "commitment": True,
    }  # fmt: skip
    path = folder / f"{name}.xlsx"
    write_template(form, path, form_hash=form_hash, round_words="2026 年度考评", prefill={"space": [record]})  # type: ignore[arg-type]
    return path


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Incubators and maker spaces, their returns in one folder and imported in one go."""
    folder = tmp_path_factory.mktemp("kinds")
    path = folder / "两类.fuping"
    assert fuping("new", path, "--district=示例区", "--year=2026", "--kind=孵化器").code == 0
    assert fuping("kind", "add", path, RUBRICS / "maker_space_incubation.toml", "--name=众创空间").code == 0
    returns = folder / "returns"
    returns.mkdir()
    for carrier in CARRIERS:
        source = returned(demo, carrier)
        (returns / source.name).write_bytes(source.read_bytes())
    kinds = open_all(path, read_only=True)
    with kinds[0].store:
        [spaces] = [one for one in kinds if one.round.kind == "众创空间"]
        for name in SPACES:
            space_workbook(spaces.form.form, spaces.round.form, returns, name)
    answer = fuping("import", path, returns, "--enrol")
    assert answer.code == 1, "乙 left cells empty"
    assert answer.out.count("按“众创空间”的填报表式读入") == len(SPACES)
    assert answer.out.count("按“孵化器”的填报表式读入") == len(CARRIERS)
    return path


def test_each_return_is_on_the_list_of_its_kind(workspace: Path) -> None:
    found = {one["name"]: one["kind"] for one in ask("roster", workspace)["participants"]}
    assert found == dict.fromkeys(NAMES.values(), "孵化器") | dict.fromkeys(SPACES, "众创空间")
    assert [one["participants"] for one in ask("kind", "list", workspace)["kinds"]] == [3, 2]
    only = ask("roster", workspace, "--kind=众创空间")["participants"]
    assert {one["name"] for one in only} == set(SPACES)


def test_every_kind_is_scored_by_its_own_rubric_and_ranked_by_itself(workspace: Path) -> None:
    answer = ask("score", workspace)
    assert (answer["run"], answer["scored_by"]) == (None, None)
    assert [one["scored_by"]["key"] for one in answer["kinds"]] == ["quality-mix", "maker-space-incubation"]
    ranked = {one["name"]: one["grading"] and one["grading"]["of"] for one in answer["results"]}
    assert ranked == dict.fromkeys(NAMES.values(), 3) | dict.fromkeys(SPACES)
    totals = {one["name"]: one["total"] for one in answer["results"] if one["kind"] == "众创空间"}
    # seats 9.60 or 0, mentors 3, agencies 2, events 5, teams 6, occupancy 0 or 7.50, registered 5, in market 2, money 2 + 3, people 2.5
    assert totals == {"云岬拾光众创空间": "40.10", "云岬小满众创空间": "38.00"}
    words = fuping("score", workspace).out
    assert words.index("〔孵化器〕") < words.index("启川") < words.index("〔众创空间〕") < words.index("拾光")


def test_a_verb_about_a_carrier_finds_its_kind(workspace: Path) -> None:
    assert ask("explain", workspace, "拾光", "C1")["indicators"][0]["points"] == "9.60"
    assert ask("explain", workspace, "启川", "A1-2")["indicators"][0]["points"] == "4.00"
    refused = fuping("explain", workspace, "云岬")
    assert refused.code == 2
    assert "不止一家" in refused.err
    assert fuping("explain", workspace, "拾光", "--kind=孵化器").code == 2


def test_a_verb_for_one_kind_asks_which(workspace: Path, tmp_path: Path) -> None:
    refused = fuping("template", workspace, tmp_path / "blank.xlsx")
    assert refused.code == 2
    assert "本轮有几个类型：孵化器、众创空间" in refused.err
    assert fuping("template", workspace, tmp_path / "blank.xlsx", "--kind=众创").err.startswith("本轮没有“众创”这个类型")
    assert fuping("template", workspace, tmp_path / "blank.xlsx", "--kind=众创空间").code == 0


def test_runs_reports_replays_and_workbooks_of_every_kind(workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / workspace.name
    own.write_bytes(workspace.read_bytes())
    sealed = ask("score", own, "--seal")
    assert len({one["run"] for one in sealed["kinds"]}) == 2
    papers = ask("report", own)["papers"]
    assert len({Path(one["file"]).name for one in papers}) == 5
    assert {one["kind"] for one in papers} == {"孵化器", "众创空间"}
    one = ask("report", own, "--carrier=小满", "--to", tmp_path / "one")
    assert [paper["kind"] for paper in one["papers"]] == ["众创空间"]
    replayed = ask("replay", own)["runs"]
    assert [(run["kind"], run["figures"], len(run["papers"])) for run in replayed] == [("孵化器", True, 3), ("众创空间", True, 2)]
    assert ask("doctor", own)["sound"]
    files = ask("workbook", own, tmp_path / "核算.xlsx")["files"]
    assert [Path(each["file"]).name for each in files] == ["核算_孵化器.xlsx", "核算_众创空间.xlsx"]
    assert all(Path(each["file"]).exists() for each in files)


def test_a_kind_is_added_once_a_year_and_a_new_year_begins_with_its_own(workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / workspace.name
    own.write_bytes(workspace.read_bytes())
    rubric = RUBRICS / "maker_space_incubation.toml"
    twice = fuping("kind", "add", own, rubric, "--name=众创空间")
    assert (twice.code, "已有类型“众创空间”" in twice.err) == (2, True)
    assert fuping("kind", "add", own, rubric, "--name=众创空间", "--year=2025").code == 2
    assert fuping("kind", "add", own, rubric, "--name=众创空间", "--year=2027").code == 0
    assert [one["kind"] for one in ask("kind", "list", own)["kinds"]] == ["众创空间"]
    assert ask("roster", own)["participants"] == []


def test_a_workbook_without_a_stamp_is_known_by_its_headings(workspace: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    source = workspace.parent / "returns" / "云岬拾光众创空间.xlsx"
    book = load_workbook(source)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "表式" in cell.value:
                    cell.value = None
    book.save(tmp_path / "没有编号.xlsx")
    own = tmp_path / workspace.name
    own.write_bytes(workspace.read_bytes())
    [file] = ask("import", own, tmp_path / "没有编号.xlsx")["files"]
    assert (file["kind"], file["outcome"], file["carrier"]) == ("众创空间", "stored", "云岬拾光众创空间")
