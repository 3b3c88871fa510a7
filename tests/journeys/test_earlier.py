"""Earlier results over the real terminal: from another workspace, from tables, one by one; what they propose, and who is close."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from scoring.errors import Refusal
from scoring.services.earlier import earlier_results, put_earlier_back, set_earlier
from scoring.services.lines import documents, line_of_document, sealed_lines
from scoring.services.rounds import open_workspace
from scoring.services.scoring import latest_run
from scoring.store import doctor
from scoring.store.earlier import EarlierResult, Standing
from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, ask, fuping, pdf_words

NOW = datetime(2026, 12, 1, tzinfo=UTC)
UNKNOWN_CODE = "91310113YFP920021R"
RULES = """
[[over_years]]
key = "twice_failed"
label = { zh = "连续两年不合格或未参评", en = "failed or absent two years on end" }
proposes = "removal"
grades = ["不合格"]
absent = true
years = 2
basis = "国科发区〔2018〕300号 第十四条"

[[over_years]]
key = "often_best"
label = { zh = "三年里两次优秀", en = "excellent twice in three years" }
proposes = "promotion"
grades = ["优秀", "A"]
years = 2
within = 3
basis = "示例"
"""


@pytest.fixture
def workspace(own: Path) -> Path:
    return own / WORKSPACE


@pytest.fixture
def ruled(own: Path) -> Path:
    """A workspace whose rubric has rules over years, sealed: 甲 优秀, 乙 合格, 丙 不合格."""
    text = (ROOT / "resources" / "rubrics" / "quality_mix.toml").read_text("utf-8")
    text = text.replace('version = "2026"', 'version = "2026-years"', 1).replace(
        "\n[rounding]", "\nborder_within = 7\n\n[rounding]", 1
    )
    (own / "years.toml").write_text(text + RULES, "utf-8")
    assert fuping("rubric", "adopt", own / WORKSPACE, own / "years.toml").code == 0
    assert fuping("score", own / WORKSPACE, "--seal").code == 0
    return own / WORKSPACE


@pytest.fixture(scope="module")
def last_year(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another workspace that sealed the year before."""
    path = tmp_path_factory.mktemp("last year") / "去年.fuping"
    assert fuping("new", path, "--district=示例区", "--year=2025", "--data-year=2025").code == 0
    assert fuping("import", path, demo / "returns", "--enrol").code in (0, 1)
    assert fuping("score", path, "--seal").code == 0
    return path


def table(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "往年"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def grades(workspace: Path, carrier: str) -> dict[int, str]:
    [found] = ask("earlier", "show", workspace, CARRIERS[carrier])["carriers"]
    return {one["year"]: one["grade"] or one["standing"] for one in found["years"]}


# From elsewhere ---------------------------------------------------------------------------------------------------------


def test_another_workspace_brings_what_it_sealed(workspace: Path, last_year: Path) -> None:
    before = last_year.read_bytes()
    answer = ask("earlier", "import", workspace, last_year)
    assert (answer["kept"], answer["same"]) == (3, 0)
    assert {name: grades(workspace, name) for name in CARRIERS} == {
        "甲": {2025: "优秀"},
        "乙": {2025: "合格"},
        "丙": {2025: "不合格"},
    }
    again = ask("earlier", "import", workspace, last_year)
    assert (again["kept"], again["same"]) == (0, 3)
    assert last_year.read_bytes() == before
    assert fuping("doctor", workspace).code == 0


def test_a_table_in_any_order_with_its_findings_at_their_cells(workspace: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path / "往年结果.xlsx",
        [
            ["往年考评结果汇总"],
            ["序号", "考评等级", "年度", "载体名称", "统一社会信用代码"],
            [1, "优秀", 2025, NAMES["甲"], CARRIERS["甲"]],
            [2, "未参评", "2024年度", f"云岬听澜　{NAMES['乙'][4:]}", ""],  # by its name, however it is spaced
            [3, "B", 2025, NAMES["乙"], CARRIERS["乙"]],
            [4, "优秀", 2025, "云岬外区孵化器", UNKNOWN_CODE],
            [5, "合格", 2026, NAMES["丙"], CARRIERS["丙"]],
            [6, "", 2024, NAMES["丙"], CARRIERS["丙"]],
            [7, "合格", 2023, NAMES["丙"], CARRIERS["丙"]],
            [8, "优秀", 2023, NAMES["丙"], CARRIERS["丙"]],
            [9, "合格", 2022, NAMES["丙"], CARRIERS["丙"][:-1] + "X"],
        ],
    )
    answer = fuping("earlier", "import", workspace, path, "--json")
    assert answer.code == 1
    told = {(one["code"], str(one["places"][0]["row"]), one["places"][0]["column"]) for one in answer.json["findings"]}
    assert told == {
        ("earlier.foreign_grade", "5", 2),
        ("earlier.unknown_carrier", "6", 5),
        ("earlier.no_year", "7", 3),
        ("earlier.no_grade", "8", 2),
        ("earlier.twice", "10", 2),
        ("intake.code_check_digit", "11", 5),
    }
    assert answer.json["kept"] == 3
    assert {name: grades(workspace, name) for name in CARRIERS} == {
        "甲": {2025: "优秀"},
        "乙": {2025: "B", 2024: "absent"},
        "丙": {},
    }
    said = fuping("earlier", "import", workspace, path)
    assert "往年!E6　参评名单上没有“云岬外区孵化器”" in said.out


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", ";"), ("gb18030", "\t")])
def test_a_text_table_as_excel_saves_it(workspace: Path, tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "往年.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        rows = [["等级", "年度", "统一社会信用代码"], ["优良", "2024", CARRIERS["丙"].lower()], ["未知", "2023", CARRIERS["丙"]]]
        csv.writer(file, delimiter=mark).writerows(rows)
    answer = ask("earlier", "import", workspace, path)
    assert (answer["kept"], [one["code"] for one in answer["findings"]]) == (1, ["earlier.no_grade"])
    assert (answer["findings"][0]["places"][0]["sheet"], answer["findings"][0]["places"][0]["row"]) == ("往年", 3)
    assert grades(workspace, "丙") == {2024: "优良"}


def test_what_cannot_be_brought_is_refused_in_a_sentence(workspace: Path, tmp_path: Path) -> None:
    def refused(path: Path, said: str) -> None:
        answer = fuping("earlier", "import", workspace, path)
        assert (answer.code, said in answer.err) == (2, True), answer
        assert len(answer.err.strip().splitlines()) == 1

    refused(tmp_path / "没有.xlsx", "没有.xlsx")
    refused(workspace, "就是当前的工作区")
    empty = tmp_path / "空.fuping"
    assert fuping("new", empty, "--district=示例区", "--year=2025").code == 0
    refused(empty, "没有 2026 年度以前、类型为")
    refused(table(tmp_path / "别的.xlsx", [["企业", "营业收入"], ["甲", 3]]), "找不到表头")
    (tmp_path / "乱.csv").write_bytes(b"\xff\xfe\x00\x01\x02")
    refused(tmp_path / "乱.csv", "不是文本表格")
    (tmp_path / "文字.fuping").write_text("这不是工作区" * 100, "utf-8")
    refused(tmp_path / "文字.fuping", "文字.fuping")


# One by one -------------------------------------------------------------------------------------------------------------


def test_a_year_entered_changed_and_withdrawn(workspace: Path) -> None:
    def put(*words: str) -> tuple[int, str]:
        answer = fuping("earlier", "set", workspace, NAMES["乙"], "2024", *words)
        return answer.code, answer.out + answer.err

    assert put("优秀")[0] == 2, "it rests on nothing"
    assert put("优秀", "--basis=区科委通知〔2025〕2号") == (0, f"{NAMES['乙']} 2024 年度的结果已记下\n")
    assert put("优秀", "--basis=区科委通知〔2025〕2号") == (0, f"{NAMES['乙']} 2024 年度的结果没有变化\n")
    assert put("--absent", "--basis=当年未申报")[0] == 0
    assert grades(workspace, "乙") == {2024: "absent"}
    assert put("优秀", "--undo")[0] == put()[0] == put("优秀", "--absent", "--basis=x")[0] == 2
    assert put("--undo") == (0, f"{NAMES['乙']} 2024 年度的结果已撤回，仍为未知\n")
    assert grades(workspace, "乙") == {}
    assert put("--undo")[1] == f"{NAMES['乙']} 2024 年度的结果没有变化\n"
    assert fuping("earlier", "set", workspace, NAMES["乙"], "2026", "优秀", "--basis=x").code == 2
    told = fuping("journal", workspace).out
    assert "记下孵化器的往年结果 1 条" in told or "往年结果 1 条：" in told
    assert fuping("doctor", workspace).code == 0


def test_what_this_workspace_sealed_before_counts_and_is_not_written_over(workspace: Path, tmp_path: Path) -> None:
    assert fuping("round", "next", workspace).code == 0
    opened = open_workspace(workspace, read_only=True)
    with opened.store:
        assert opened.round.assessment_year == 2027
        found = earlier_results(opened, CARRIERS["甲"])
        assert {year: (one.grade, one.standing, one.sealed) for year, one in found.items()} == {
            2026: ("优秀", Standing.GRADED, True)
        }
    answer = fuping("earlier", "set", workspace, NAMES["甲"], "2026", "合格", "--basis=x")
    assert answer.code == 2
    assert "由本工作区封存" in answer.err
    path = table(tmp_path / "t.xlsx", [["载体名称", "年度", "等级"], [NAMES["甲"], 2026, "合格"], [NAMES["丙"], 2026, "不合格"]])
    answered = ask("earlier", "import", workspace, path)
    assert (answered["kept"], [one["code"] for one in answered["findings"]]) == (0, ["earlier.differs"])
    assert fuping("earlier", "set", workspace, NAMES["甲"], "2025", "优秀", "--basis=市科委通知").code == 0
    assert grades(workspace, "甲") == {2026: "优秀", 2025: "优秀"}


def test_a_workspace_of_an_older_program_is_read_in_a_copy(workspace: Path, last_year: Path, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    older = Path(shutil.copy(last_year, tmp_path / "旧版.fuping"))
    with closing(sqlite3.connect(older)) as raw:
        raw.executescript("DROP TABLE earlier_result; DELETE FROM _sqlite_migrations WHERE name = 'm0018_earlier_results'")
        raw.commit()
    before = older.read_bytes()
    assert ask("earlier", "import", workspace, older)["kept"] == 3
    assert older.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".fuping") == ["旧版.fuping"]


# What years propose -----------------------------------------------------------------------------------------------------


def proposed(workspace: Path) -> dict[tuple[str, str], tuple[str, list[int]]]:
    names = {code: name for name, code in CARRIERS.items()}
    found = ask("earlier", "proposals", workspace, "--all")["proposals"]
    return {(names[one["uscc"]], one["rule"]): (one["met"], one["missing"]) for one in found}


def test_unknown_years_are_unknown_and_known_ones_settle(ruled: Path) -> None:
    assert proposed(ruled) == {
        ("甲", "twice_failed"): ("not_met", []),  # this year settles it
        ("甲", "often_best"): ("unknown", [2025, 2024]),
        ("乙", "twice_failed"): ("not_met", []),
        ("乙", "often_best"): ("unknown", [2025, 2024]),
        ("丙", "twice_failed"): ("unknown", [2025]),
        ("丙", "often_best"): ("unknown", [2025, 2024]),
    }
    for carrier, year, *words in (
        ("甲", "2024", "A"),
        ("乙", "2025", "C"),  # a word of another rubric that no rule names: as unknown as before
        ("丙", "2025", "--absent"),
    ):
        assert fuping("earlier", "set", ruled, CARRIERS[carrier], year, *words, "--basis=当年通知").code == 0
    found = proposed(ruled)
    assert found["甲", "often_best"] == ("proposed", [])
    assert found["乙", "often_best"] == ("unknown", [2025, 2024])
    assert found["丙", "twice_failed"] == ("proposed", [])
    assert found["丙", "often_best"] == ("not_met", [])
    said = fuping("earlier", "proposals", ruled).out
    assert (
        f"{NAMES['丙']}　建议取消资格\n  连续 2 个年度（含本年度）为不合格或未参评：建议取消资格\n  2026 不合格、2025 未参评\n"
        "  依据：国科发区〔2018〕300号 第十四条\n" in said
    )
    assert "2026 合格、2025 C（不是本细则的等级）、2024 未知" in said
    assert "缺 2025、2024 年度的结果，是否建议晋级未知" in said


def test_the_papers_of_the_meeting_list_what_is_proposed(ruled: Path, tmp_path: Path) -> None:
    assert fuping("earlier", "set", ruled, CARRIERS["丙"], "2025", "不合格", "--basis=当年通知").code == 0
    answer = fuping("document", ruled, "meeting", tmp_path / "上会.pdf")
    assert answer.code == 0, answer
    words = pdf_words(tmp_path / "上会.pdf").partition("优胜劣汰")[2]
    first = words.index(NAMES["丙"])
    assert words[first:].startswith(f"{NAMES['丙']}建议取消资格2026不合格、2025不合格国科发区〔2018〕300号第十四条")
    assert first < words.index(NAMES["甲"])


def test_no_rule_proposes_nothing_and_no_run_is_told(own: Path, tmp_path: Path) -> None:
    assert "没有建议" in fuping("earlier", "proposals", own / WORKSPACE).out
    path = tmp_path / "new.fuping"
    assert fuping("new", path, "--district=示例区", "--year=2026").code == 0
    assert fuping("earlier", "proposals", path).code == 2


# The border list --------------------------------------------------------------------------------------------------------


def test_the_border_list_names_what_is_close(ruled: Path) -> None:
    """Within seven points: 乙 has 66.05, below 70 and above 60; 甲 and 丙 are far from everything."""
    [line] = ask("border", ruled)["border"]
    assert (line["name"], line["total"], line["tied"]) == (NAMES["乙"], "66.05", False)
    assert [(one["grade"], one["distance"], one["below"], one["places"]) for one in line["near"]] == [
        ("优良", "3.95", True, False),
        ("合格", "-6.05", False, False),
    ]
    said = fuping("border", ruled).out
    assert said == f"第 2 名　{NAMES['乙']}　66.05　合格　距优良的 70 分差 3.95 分；高出合格的 60 分只有 6.05 分\n"


def test_a_sealed_result_keeps_its_border_list(ruled: Path) -> None:
    """From the lines kept beside the run, and from its text where a run is older than those."""
    live, sealed = (ask("border", ruled, *more)["border"] for more in ((), ("--sealed",)))
    assert live == sealed != []
    for cell, value in (("late_days", "8"), ("major_errors", "6")):
        assert fuping("amend", ruled, CARRIERS["乙"], "carrier", "1", cell, value, "--reason=核实").code == 0
    assert ask("border", ruled)["border"] != sealed
    assert ask("border", ruled, "--sealed")["border"] == sealed
    opened = open_workspace(ruled, read_only=True)
    with opened.store:
        run = latest_run(opened)
        texts = [line_of_document(opened.rubric.rubric, document) for _, document in documents(opened.store, run)]
        assert [(one.uscc, one.near, one.group) for one in texts] == [
            (one.uscc, one.near, one.group) for one in sealed_lines(opened.store, run).lines
        ]


def test_nobody_is_close_where_the_rubric_names_no_points(workspace: Path) -> None:
    assert fuping("border", workspace).out == "没有临界的载体\n"


def test_what_was_written_down_is_taken_back_by_an_entry_and_not_over_a_later_one(workspace: Path) -> None:
    opened = open_workspace(workspace)
    with opened.store:
        carrier = opened.carrier(NAMES["甲"])
        who: dict[str, Any] = {"actor": "甲", "now": NOW}

        def put(grade: str) -> EarlierResult:
            made = set_earlier(opened, carrier, 2025, grade=grade, basis="公布文件", **who)
            assert made is not None
            return made

        def back(one: EarlierResult) -> None:
            put_earlier_back(opened, (one,), actor="乙", now=NOW)

        def now_is() -> list[tuple[str, str]]:
            return [(one.grade, one.actor) for one in earlier_results(opened, carrier.uscc).values()]

        first, second = put("合格"), put("优秀")
        with pytest.raises(Refusal) as told:
            back(first)
        assert told.value.said.code == "earlier.changed_since"
        assert now_is() == [("优秀", "甲")]
        back(second)
        assert now_is() == [("合格", "乙")]
        third = put("优良")
        back(third)
        assert now_is() == [("合格", "乙")]
        assert opened.store.row("SELECT count(*) FROM earlier_result") == (5,), "nothing that was written is gone"
        assert doctor.examine(opened.store) == ()
