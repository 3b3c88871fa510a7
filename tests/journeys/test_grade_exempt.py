"""In a workspace: a lift that exempts (免评), and grades that are 暂定 because nobody can settle a veto; told, sealed, printed, replayed."""

from __future__ import annotations

import json
import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from scoring.services import scoring
from scoring.services.decide_desk import decide_view
from scoring.services.replaying import replay
from scoring.services.rounds import open_workspace
from scoring.services.score_looks import live_look
from scoring.services.scoring import latest_run, silent, stale
from scoring.services.workplace import Workplace
from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, ask, fuping, pdf_words, ruled_by, told

RUBRIC = ROOT / "resources" / "rubrics" / "quality_mix.toml"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
EXEMPT_WORDS = "免于参加本级评价（上级评价优良）：不计入参评家数，不排名，不占名额"
OPEN = "市级扶持已满额"
NOTE = f"暂定：是否适用“{OPEN}”还不知道，查清以前等级可能变化。"


def document(version: str) -> dict[str, object]:
    return tomllib.loads(RUBRIC.read_text("utf-8")) | {"version": version, "grade_cases": [], "worked": []}


@pytest.fixture(scope="module")
def exempt(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """甲 has 91.92 and is out of the counting, at 优良 as the higher level has it; 乙 66.05, 丙 34.63."""
    own = Path(shutil.copytree(demo, tmp_path_factory.mktemp("exempt") / "own"))
    lift = {"key": "higher", "when": "total > 90", "grade": "优良", "basis": "示例", "exempt": True}
    lift |= {"label": {"zh": "上级评价优良", "en": "good at the higher level"}}
    return ruled_by(own / WORKSPACE, document("2026-exempt") | {"lifts": [lift]})


def unsettled_document() -> dict[str, object]:
    """A veto that looks at what none of the three carriers said."""
    found = document("2026-open")
    label = {"zh": OPEN, "en": "municipal support used up"}
    found["vetoes"] = [
        {"key": "full", "label": label, "when": "municipal_support >= 100万元", "grade": "不合格", "basis": "示例"}
    ]
    return found


@pytest.fixture(scope="module")
def unsettled(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = Path(shutil.copytree(demo, tmp_path_factory.mktemp("open") / "own"))
    return ruled_by(own / WORKSPACE, unsettled_document())


def printed(workspace: Path, folder: Path) -> dict[str, str]:
    """The words of everybody's report for the commission, by code."""
    papers = ask("report", workspace, "--to", folder / "printed", "--version", "internal")["papers"]
    words = [pdf_words(Path(one["file"])) for one in papers]
    return {code: next(text for text in words if code in text) for code in CARRIERS.values()}


# Exempt -----------------------------------------------------------------------------------------------------------------


def test_who_is_exempt_is_told_so_and_the_others_are_ranked_without_it(exempt: Path) -> None:
    words = told(exempt, "甲")
    assert words["比例限制"] == EXEMPT_WORDS
    assert words["直接定级"] == "已触发：上级评价优良，至少优良，不占名额"
    assert "距上一等级" not in words
    assert "（上级评价优良）" not in told(exempt, "乙")["比例限制"]
    assert "× 2 家" in told(exempt, "乙")["比例限制"]
    assert told(exempt, "甲", "--lang=en")["Quota"].startswith(
        "exempt from this assessment (good at the higher level): not counted"
    )
    results = {one["carrier"]: one for one in ask("score", exempt)["results"]}
    first, second = (results[CARRIERS[name]] for name in ("甲", "乙"))
    assert (first["grade"], first["grading"]["rank"], first["grading"]["of"], first["grading"]["exempt"]) == (
        "优良", None, 2, "higher",
    )  # fmt: skip
    assert (second["grading"]["rank"], second["grading"]["of"], "exempt" in second["grading"]) == (1, 2, False)


def test_the_ranking_shows_it_behind_the_ranked(exempt: Path) -> None:
    with Workplace(exempt, actor="甲", read_only=True) as place:
        shown = live_look(place, place.opened().kind(), None, "zh")
        english = live_look(place, place.opened().kind(), None, "en")
        marks = {one.uscc: one.marks for one in decide_view(place.opened(), "zh", now=NOW).carriers}
    assert [(row.name, row.rank, row.place) for row in shown.rows] == [
        (NAMES["乙"], 1, "1"), (NAMES["丙"], 2, "2"), (NAMES["甲"], None, "免评"),
    ]  # fmt: skip
    assert (shown.rows[-1].next, english.rows[-1].next, english.rows[-1].place) == ("直接定级（免评）", "Lift (exempt)", "exempt")
    assert marks[CARRIERS["甲"]][0] == "免评"
    assert "免评" not in marks[CARRIERS["乙"]]


def test_its_report_names_no_rank_and_no_peers_and_replays(exempt: Path, tmp_path: Path) -> None:
    words = printed(exempt, tmp_path)
    own, other = words[CARRIERS["甲"]], words[CARRIERS["乙"]]
    assert "免于参加本级评价，不排名" in own
    assert "得分不影响等级，不作提升测算" in own
    assert "第1名（共2家）" in other
    assert fuping("replay", exempt).code == 0
    assert fuping("doctor", exempt).code == 0


def test_it_is_not_among_the_firm_and_nothing_would_lift_it(exempt: Path) -> None:
    why = ask("why", exempt, CARRIERS["甲"])
    assert (why["rank"], why["of"], why["next"]["way"], why["robustness"]) == (None, 2, "exempt", None)
    [kind] = ask("robust", exempt, "--draws=20")["kinds"]
    assert [one["uscc"] for one in kind["carriers"]] == [CARRIERS["乙"], CARRIERS["丙"]]


def test_the_meeting_and_the_lists_name_it_behind_the_ranked(exempt: Path, tmp_path: Path) -> None:
    """Among its grade it stands last, and the quotas are those of two."""
    for kind in ("meeting", "summary"):
        paper = tmp_path / f"{kind}.pdf"
        assert fuping("document", exempt, kind, paper).code == 0
        assert "20%×2家" in pdf_words(paper)
    ranking = pdf_words(tmp_path / "summary.pdf").rpartition("名次")[2]
    assert [ranking.index(NAMES[name]) for name in ("乙", "丙", "甲")] == sorted(ranking.index(NAMES[name]) for name in NAMES)
    assert f"免评{NAMES['甲']}" in ranking


def test_it_is_shown_compared_and_edited(exempt: Path) -> None:
    line = "上级评价优良：至少优良，不占名额；并免于参加本级评价：不计入参评家数，不排名，不占名额，等级不看本级得分"
    assert line in fuping("rubric", "show", exempt).out
    plain = tomllib.loads((exempt.parent / "2026-exempt.toml").read_text("utf-8"))
    del plain["lifts"][0]["exempt"]
    other = exempt.with_name("plain.toml")
    other.write_text(tomli_w.dumps(plain), "utf-8")
    compared = fuping("rubric", "compare", other, exempt.parent / "2026-exempt.toml").out
    assert "免于参加本级评价" in compared


# Unsettled --------------------------------------------------------------------------------------------------------------


def test_a_grade_that_an_unknown_veto_would_end_is_provisional_wherever_it_is_shown(unsettled: Path, tmp_path: Path) -> None:
    """甲 and 乙 could fall; 丙 is 不合格 as it is, and nothing about it is open."""
    results = {one["carrier"]: one for one in ask("score", unsettled)["results"]}
    assert {name: results[code]["grading"].get("unsettled") for name, code in CARRIERS.items()} == {
        "甲": ["full"], "乙": ["full"], "丙": None,
    }  # fmt: skip
    assert {name: results[code]["provisional"] for name, code in CARRIERS.items()} == {"甲": True, "乙": True, "丙": False}
    listed = fuping("score", unsettled).out
    assert "91.92  优秀（暂定）" in listed
    assert "不合格（暂定）" not in listed
    assert "：91.92 分，优秀（暂定）\n" in fuping("explain", unsettled, CARRIERS["甲"]).out
    assert told(unsettled, "甲")["一票否决"] == f"未知，不按触发处理：{OPEN}"
    with Workplace(unsettled, actor="甲", read_only=True) as place:
        rows = live_look(place, place.opened().kind(), None, "zh").rows
        lines = {one.uscc: one.marks for one in decide_view(place.opened(), "zh", now=NOW).carriers}
    assert [row.grade for row in rows] == ["优秀（暂定）", "合格（暂定）", "不合格"]
    assert [("暂定" in lines[CARRIERS[name]]) for name in ("甲", "乙", "丙")] == [True, True, False]
    words = printed(unsettled, tmp_path)
    assert NOTE in words[CARRIERS["甲"]]
    assert "是否适用未知，不按触发处理" in words[CARRIERS["甲"]]
    assert NOTE not in words[CARRIERS["丙"]]
    assert fuping("replay", unsettled).code == 0


def test_what_was_found_out_takes_the_mark_away(unsettled: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(unsettled.parent, tmp_path / "own")) / unsettled.name
    table = ask("explain", own, CARRIERS["甲"])
    assert table["provisional"] is True
    assert fuping("amend", own, CARRIERS["甲"], "carrier", "1", "municipal_support", "50", "--reason=核定").code == 0
    assert "91.92  优秀  " in fuping("score", own).out


def test_a_run_sealed_before_stays_silent_and_replays(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an older build sealed it: neither its results nor its receipt speak of what nobody could settle."""
    own = Path(shutil.copytree(demo, tmp_path / "own")) / WORKSPACE
    file = own.with_name("open.toml")
    file.write_text(tomli_w.dumps(unsettled_document()), "utf-8")
    assert fuping("rubric", "adopt", own, file).code == 0
    live, receipt = scoring.live, scoring.receipt_document

    def older(*words: Any, **more: Any) -> dict[str, object]:
        made = receipt(*words, **more)
        del made["tells"]
        return made

    with monkeypatch.context() as build:
        build.setattr(scoring, "live", lambda *words, **more: tuple(map(silent, live(*words, **more))))
        build.setattr(scoring, "receipt_document", older)
        assert fuping("score", own, "--seal").code == 0
        [paper] = ask("report", own, "--to", tmp_path / "printed", "--carrier", CARRIERS["甲"])["papers"]
    assert "暂定" not in pdf_words(Path(paper["file"]))
    opened = open_workspace(own, read_only=True)
    with opened.store:
        run = latest_run(opened)
        assert "tells" not in json.loads(run.receipt)
        replayed = replay(opened.store, run)
        assert replayed.equal
        assert not stale(opened, run)
        assert not scoring.tells_unsettled(run)
    assert fuping("score", own, "--seal").code == 0
    opened = open_workspace(own, read_only=True)
    with opened.store:
        assert scoring.tells_unsettled(latest_run(opened))
