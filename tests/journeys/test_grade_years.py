"""The two-year rules of real papers (国家级、武汉、深圳), played: each year scored and sealed, and what both propose together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from scoring.services.choosing import Chosen
from scoring.services.earlier import set_earlier
from scoring.services.earlier_import import keep_earlier, read_earlier
from scoring.services.rounds import OpenRound, begin, enrol, new_workspace
from scoring.services.sample import with_check_character
from scoring.services.scoring import latest_run, seal
from scoring.services.shipped import form_file, rubric_file
from scoring.services.standing_years import Met, Proposal, proposals
from tests.journeys.example_rounds import NOW, enrolled
from tests.journeys.example_rows import Rows
from tests.journeys.test_grade_rules import DATA, record, rule

Given = Mapping[str, str]
Year = Mapping[str, Given | None]
"""Carrier → its figures; None: on the list, and nothing was handed in."""
NAMES = ("云岬松壑", "云岬桐影", "云岬荷汀", "云岬苇湾", "云岬芦洲", "云岬竹溪")
WHO = {"actor": "测", "now": NOW}


def points(total: str, **more: str) -> Given:
    return {"total": total, **more}


def chosen(name: str) -> Chosen:
    form, findings = form_file((DATA / "form.toml").read_text("utf-8"), "form.toml")
    assert form is not None, findings
    rubric, findings = rubric_file((DATA / f"{name}.toml").read_text("utf-8"), f"{name}.toml", form.compiled.form)
    assert rubric is not None, findings
    return Chosen(form, rubric)


def played(opened: OpenRound, name: str, year: Year) -> None:
    """The year's returns, scored and sealed."""
    table = opened.form.form.record
    with opened.store.writing():
        for carrier, given in year.items():
            number = NAMES.index(carrier)
            if given is None:
                code = with_check_character(f"91310113YFP6{number:05}")
                enrol(opened, name=carrier, uscc=code, actor="测", now=NOW)
            else:
                enrolled(opened, number, carrier, Rows({table: [record(rule(name), carrier, given)]}))
    seal(opened, actor="测", now=NOW)


@contextmanager
def workspace(folder: Path, name: str, years: Mapping[int, Year]) -> Iterator[OpenRound]:
    """One file with a round for each year, the oldest first; the last is opened."""
    first, *others = years
    opened = new_workspace(
        folder / f"{name} {first}.fuping", district="云岬区", assessment_year=first, data_year=first - 1, definition=chosen(name),
        actor="测", now=NOW,
    )  # fmt: skip
    with opened.store:
        played(opened, name, years[first])
        for year in others:
            wanted = {"assessment_year": year, "data_year": year - 1}
            opened = begin(opened.store, chosen(name), kind="", actor="测", now=NOW, **wanted)
            played(opened, name, years[year])
        yield opened


def proposed(opened: OpenRound) -> Mapping[str, Proposal]:
    return {one.name: one for one in proposals(opened, latest_run(opened))}


def met(opened: OpenRound) -> Mapping[str, Met]:
    return {name: one.met for name, one in proposed(opened).items()}


def test_two_unqualified_results_running_cost_the_national_title(tmp_path: Path) -> None:
    """国科发区〔2018〕300号 Art. 14: 连续两次 is the paper's own word."""
    before = {"云岬松壑": "59.99", "云岬桐影": "41.00", "云岬荷汀": "60.00", "云岬苇湾": "90.00"}
    now = {"云岬松壑": "30.00", "云岬桐影": "60.00", "云岬荷汀": "59.99", "云岬苇湾": "86.00", "云岬芦洲": "10.00"}
    years = {year: {name: points(total) for name, total in own.items()} for year, own in ((2025, before), (2026, now))}
    with workspace(tmp_path, "torch", years) as opened:
        assert met(opened) == {
            "云岬松壑": Met.PROPOSED,
            "云岬桐影": Met.NOT_MET,  # D, then C
            "云岬荷汀": Met.NOT_MET,  # C, then D
            "云岬苇湾": Met.NOT_MET,
            "云岬芦洲": Met.UNKNOWN,  # D now, and new on the list: nobody knows of the year before
        }
        found = proposed(opened)
        assert (found["云岬松壑"].words, found["云岬松壑"].history) == (
            "建议取消资格", "2026 不合格（D类）、2025 不合格（D类）",
        )  # fmt: skip
        assert found["云岬松壑"].basis == "国科发区〔2018〕300号 第十四条"
        assert found["云岬芦洲"].missing == (2025,)
        # a word of the year before, entered from the notice: the D class by its letter
        newcomer = next(one for one in opened.participants() if one.name == "云岬芦洲")
        set_earlier(opened, newcomer, 2025, grade="D", basis="国科火字〔2022〕222号附件", **WHO)
        assert met(opened)["云岬芦洲"] is Met.PROPOSED


def test_a_pass_between_two_failures_ends_the_count_as_we_read_it(tmp_path: Path) -> None:
    """武汉 says 两次; that they must be on end is our reading, and the basis says so."""
    years = {
        2024: {"云岬松壑": points("40.00", level="市级"), "云岬桐影": points("40.00", level="市级")},
        2025: {"云岬松壑": points("60.00", level="市级"), "云岬桐影": points("59.99", level="市级")},
        2026: {"云岬松壑": points("40.00", level="市级"), "云岬桐影": points("59.99", level="市级")},
    }
    with workspace(tmp_path, "wuhan", years) as opened:
        assert met(opened) == {"云岬松壑": Met.NOT_MET, "云岬桐影": Met.PROPOSED}
        assert all("我们的理解" in one.basis for one in proposed(opened).values())


def test_a_national_carrier_that_is_not_excellent_has_not_failed(tmp_path: Path) -> None:
    """武汉 by the file of another workspace: 未评为优秀 twice is no failure, 不合格 of a municipal carrier is."""
    before: Year = {
        "云岬松壑": points("30.00", level="国家级"),
        "云岬桐影": points("30.00", level="市级"),
        "云岬荷汀": points("30.00", level="市级"),
    }
    with workspace(tmp_path, "wuhan", {2025: before}) as last:
        path = last.store.path
    folder = tmp_path / "now"
    folder.mkdir()
    with workspace(
        folder, "wuhan", {2026: {**before, "云岬荷汀": points("61.00", level="国家级", national_grade="优秀")}}
    ) as now:
        assert met(now) == {"云岬松壑": Met.NOT_MET, "云岬桐影": Met.UNKNOWN, "云岬荷汀": Met.NOT_MET}
        assert len(keep_earlier(now, read_earlier(now, path), **WHO)) == 3
        assert met(now) == {"云岬松壑": Met.NOT_MET, "云岬桐影": Met.PROPOSED, "云岬荷汀": Met.NOT_MET}
        assert proposed(now)["云岬松壑"].history == "2026 未评为优秀、2025 未评为优秀"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (points("59.00", torch_filed="是"), points("59.00", torch_filed="是"), Met.PROPOSED),
        (None, points("59.00", torch_filed="是"), Met.PROPOSED),  # on the list, and nothing handed in
        (points("59.00", torch_filed="是"), None, Met.PROPOSED),
        (None, None, Met.PROPOSED),
        (points("95.00", torch_filed="否"), None, Met.PROPOSED),  # without Torch statistics 不合格 for all its points
        (points("92.00", torch_filed="是", national_grade="不合格"), None, Met.NOT_MET),  # 合格 at most is no failure
        (points("60.00", torch_filed="是"), points("59.00", torch_filed="是"), Met.NOT_MET),
        (None, points("95.00", torch_filed="是"), Met.NOT_MET),
    ],
)
def test_two_years_failed_or_absent(tmp_path: Path, before: Given | None, now: Given | None, expected: Met) -> None:
    """深圳: 两次不合格或未参评; on end is our reading here too. 桐影 is there so that either year has something to score."""
    other = points("90.00", torch_filed="是")
    years: Mapping[int, Year] = {
        2025: {"云岬松壑": before, "云岬桐影": other},
        2026: {"云岬松壑": now, "云岬桐影": other},
    }
    with workspace(tmp_path, "shenzhen", years) as opened:
        assert met(opened) == {"云岬松壑": expected, "云岬桐影": Met.NOT_MET}
        assert "我们的理解" in proposed(opened)["云岬松壑"].basis
