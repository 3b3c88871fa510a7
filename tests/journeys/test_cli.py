"""The terminal as a user meets it: both languages, JSON for programs, one sentence for every mistake, and a quick start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
import pytest

from scoring import cli
from scoring.errors import Bug
from scoring.exchange.certificate_code import encode
from scoring.exchange.signing import make_key, unlock
from scoring.intake.child import WorkbookReader
from scoring.services import amending, explaining
from scoring.services.rounds import OpenRound
from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, Answer, apart, bare, fuping, returned, sheets
from tests.scoring.certificates.builders import facts

WORKBOOKS = ROOT / "tests" / "data" / "workbooks"
HEAVY = {"PySide6", "pydantic", "reportlab", "openpyxl", "sqlite_utils", "lark", "xlsxwriter", "uharfbuzz", "python_calamine"}

VERBS: dict[str, tuple[str, ...]] = {
    "new": ("{tmp}/new.fuping", "--district=示例区", "--year=2026"),
    "kind add": ("{workspace}", "{maker_space}", "--name=众创空间"),
    "kind list": ("{workspace}",),
    "roster": ("{workspace}",),
    "template": ("{workspace}", "{tmp}/blank.xlsx"),
    "due": ("{workspace}", "2026-03-31"),
    "remind": ("{workspace}",),
    "round list": ("{workspace}",),
    "round next": ("{workspace}",),
    "round take-back": ("{workspace}", "2027"),
    "journal": ("{workspace}",),
    "rubric compare": ("{rubric}", "{rubric}"),
    "check": ("{returns}/云岬启川科技企业孵化器_2026.xlsx",),
    "import": ("{workspace}", "{returns}/云岬启川科技企业孵化器_2026.xlsx"),
    "score": ("{workspace}", "--seal"),
    "explain": ("{workspace}", "启川", "A1-1"),
    "why": ("{workspace}", "听澜", "--draws=20"),
    "robust": ("{workspace}", "--draws=20"),
    "amend": ("{workspace}", "启川", "tenants", "1", "revenue", "1900", "--reason", "审计报告"),
    "report": ("{workspace}", "--to", "{tmp}/printed", "--carrier", "启川"),
    "replay": ("{workspace}",),
    "doctor": ("{workspace}", "--against", "{workspace}"),
    "demo": ("{demo}",),
    "rubric show": ("{workspace}",),
    "rubric lint": ("{rubric}",),
    "rubric test": ("{rubric}",),
    "rubric adopt": ("{workspace}", "{rubric}"),
    "policy show": ("{policy}",),
    "policy adopt": ("{workspace}", "{policy}"),
    "days": ("2026-03-05", "5", "--weekends-only=2026"),
    "support show": ("{workspace}", "启川"),
    "support settle": ("{workspace}", "yangpu", "b_or_above", "优秀、优良", "--basis", "办公会纪要"),
    "earlier import": ("{workspace}", "{earlier}"),
    "earlier show": ("{workspace}",),
    "earlier set": ("{workspace}", "启川", "2025", "优秀", "--basis", "区科委通知"),
    "earlier proposals": ("{workspace}",),
    "border": ("{workspace}",),
    "document": ("{workspace}", "public-list", "{tmp}/public.pdf", "--kind=孵化器", "--set=phone=021-55550123"),
    "support pot": ("{workspace}", "年度预算", "200万元", "--rule", "pro_rata", "--basis", "预算批复"),
    "support share": ("{workspace}",),
    "support decide": ("{workspace}", "--basis", "办公会纪要"),
    "support decided": ("{workspace}", "--replay"),
    "draft begin": ("{workspace}", "policy"),
    "draft list": ("{workspace}",),
    "draft show": ("{workspace}", "quality-mix"),
    "draft edit": ("{workspace}", "quality-mix", "indicators[A1-1].weight", "2"),
    "draft undo": ("{workspace}", "quality-mix"),
    "draft lint": ("{workspace}", "quality-mix"),
    "draft test": ("{workspace}", "quality-mix"),
    "draft impact": ("{workspace}", "quality-mix"),
    "draft adopt": ("{workspace}", "quality-mix", "--version=2027"),
    "draft drop": ("{workspace}", "quality-mix"),
    "draft save": ("{workspace}", "draft:quality-mix", "{tmp}/draft.toml"),
    "draft compare": ("{workspace}", "rubric", "draft:quality-mix"),
    "conditions": ("{workspace}", "启川"),
    "workbook": ("{workspace}", "{tmp}/formulas.xlsx"),
    "mark": ("{workspace}", "启川", "service_cases", "甲专家", "1.5"),
    "findings": ("{workspace}", "启川"),
    "note": ("{workspace}", "启川", "2", "--reason", "早年毕业，保留备查"),
    "send-back": ("{workspace}", "听澜", "--reason", "请补填研发费用"),
    "accept": ("{workspace}", "听澜", "--undo"),
    "status": ("{workspace}",),
    "reviewers": ("{workspace}", "--add", "李专家"),
    "recuse": ("{workspace}", "启川", "李专家", "--relation", "曾任顾问"),
    "marking-sheet": ("{workspace}", "{tmp}/sheets"),
    "marks": ("{workspace}", "{sheet}"),
    "enter begin": ("{workspace}", "启川", "--from=current"),
    "enter list": ("{workspace}",),
    "enter show": ("{workspace}", "启川", "--table=毕业企业"),
    "enter set": ("{workspace}", "启川", "tenants", "1", "revenue", "1,900.5"),
    "enter paste": ("{workspace}", "启川", "tenants", "{block}", "--row=3", "--field=revenue"),
    "enter delete": ("{workspace}", "启川", "graduates", "1"),
    "enter undo": ("{workspace}", "启川"),
    "enter redo": ("{workspace}", "启川"),
    "enter check": ("{workspace}", "启川"),
    "enter finish": ("{workspace}", "启川"),
    "enter drop": ("{workspace}", "启川"),
    "strike": ("{workspace}", "启川", "霁羽", "--reason", "实地核查未见经营"),
    "decisions": ("{workspace}",),
    "take-back": ("{workspace}",),
    "resolve": ("{workspace}", "--body=区科委主任办公会", "--day=2026-04-15", "--minutes=〔2026〕6号"),
    "override propose": ("{workspace}", "听澜", "优良", "--reason=补充证明", "--basis=办公会纪要"),
    "override confirm": ("{workspace}", "听澜创新"),
    "override refuse": ("{workspace}", "听澜创新", "--reason=证明不足"),
    "override withdraw": ("{workspace}", "听澜创新", "--reason=材料有误"),
    "override show": ("{workspace}",),
    "lock": ("{workspace}",),
    "unlock": ("{workspace}", "--reason=补录复查"),
    "inquiry ask": ("{workspace}", "区应急管理局", "--day=2026-03-02"),
    "inquiry reply": ("{workspace}", "应急", "found", "--carrier=启川", "--text=发生较大火灾", "--day=2026-03-09"),
    "inquiry apply": ("{workspace}", "应急", "启川", "发生重大安全事故或有严重违法失信", "--field=重大安全事故"),
    "inquiry show": ("{workspace}",),
    "feedback tell": ("{workspace}", "--day=2026-03-20"),
    "feedback answer": ("{workspace}", "听澜", "confirmed", "--day=2026-03-22"),
    "feedback show": ("{workspace}",),
    "objection raise": ("{workspace}", "王某", "要求复核研发费用", "--day=2026-04-03", "--carrier=听澜", "--party=person"),
    "objection find": ("{workspace}", "王某", "rejected", "查无此事", "--day=2026-04-10"),
    "objection show": ("{workspace}",),
    "rectify order": ("{workspace}", "沐野", "补齐消防设施", "--from=2026-04-16", "--days=20"),
    "rectify check": ("{workspace}", "沐野", "passed", "--day=2026-05-20"),
    "rectify show": ("{workspace}",),
    "holidays show": ("{workspace}",),
    "holidays enter": ("{workspace}", "2026", "--source=某年通知", "--off=2026-01-01", "--worked=2026-01-04"),
    "holidays import": ("{workspace}", "{calendar}"),
    "holidays remove": ("{workspace}", "2026"),
    "window": ("{workspace}", "2026-04-01", "7"),
    "announced": ("{workspace}", "2026-05-06", "--by=云科委〔2026〕8号"),
    "key make": ("{workspace}", "--passphrase-file={passphrase}"),
    "key show": ("{workspace}",),
    "key export": ("{workspace}", "{tmp}/key.pem"),
    "key trust": ("{workspace}", "{public}", "--holder=邻区科委"),
    "certificate issue": (
        "{workspace}",
        "启川",
        "--valid-to=2028-12-31",
        "--to={certificates}",
        "--passphrase-file={passphrase}",
    ),
    "certificate reissue": ("{workspace}", "2026-001", "--reason=遗失", "--to={certificates}", "--passphrase-file={passphrase}"),
    "certificate withdraw": ("{workspace}", "2026-001", "--reason=查实不符"),
    "certificate register": ("{workspace}",),
    "certificate save": ("{workspace}", "2026-001", "--language=en", "--to={certificates}"),
    "verify": ("{code}", "--key={public}"),
}
"""Every verb with words that make it succeed on a copy of the demo."""


DECIDED = {
    **{f"override {one}": ("override propose",) for one in ("confirm", "refuse", "withdraw", "show")},
    "take-back": ("window",),
    "unlock": ("lock",),
    "inquiry reply": ("inquiry ask",),
    "inquiry apply": ("inquiry ask", "inquiry reply"),
    "inquiry show": ("inquiry ask",),
    "feedback answer": ("feedback tell",),
    "objection find": ("objection raise",),
    "objection show": ("objection raise",),
    "rectify check": ("rectify order",),
    "rectify show": ("rectify order",),
    "holidays show": ("holidays enter",),
    "holidays remove": ("holidays enter",),
    "decisions": ("resolve",),
}
"""What has to be decided before."""


def words(verb: str, own: Path, tmp_path: Path) -> list[str]:
    rubric = ROOT / "resources" / "rubrics" / "quality_mix.toml"
    places = {"workspace": own / WORKSPACE, "returns": own / "returns", "demo": own, "tmp": tmp_path, "rubric": rubric}
    places["maker_space"] = ROOT / "resources" / "rubrics" / "maker_space_incubation.toml"
    if verb == "marks":
        places["sheet"] = Path(mkdtemp(prefix="fuping-sheets-"))  # not in the test's own folder, where some count the files
        assert fuping("marking-sheet", own / WORKSPACE, places["sheet"]).code == 0
    if verb.startswith(("key ", "certificate ", "verify")):
        places |= signing_places()
    if verb == "enter paste":
        places["block"] = Path(mkdtemp(prefix="fuping-block-")) / "block.txt"
        places["block"].write_text("1,234.5\t900\r\n2,000\t\r\n", "utf-8")
    if verb == "holidays import":
        places["calendar"] = Path(mkdtemp(prefix="fuping-days-")) / "days.toml"
        year = '[[years]]\nyear = 2026\nsource = "某年通知"\ndays_off = ["2026-01-01"]\n'
        places["calendar"].write_text(f'schema = "fuping/calendar/1"\n{year}', "utf-8")
    if verb == "earlier import":
        places["earlier"] = Path(mkdtemp(prefix="fuping-earlier-")) / "往年.csv"
        places["earlier"].write_text(f"载体名称,年度,等级\n{NAMES['乙']},2025,合格\n", "utf-8")
    places["policy"] = ROOT / "resources" / "policies" / "yangpu_2024_1.toml"
    return [*verb.split(), *(word.format(**places) for word in VERBS[verb])]


def signing_places() -> dict[str, Path]:
    """A passphrase in a file, a public key of somebody's, a certificate of theirs, and a folder for ours."""
    folder = Path(mkdtemp(prefix="fuping-signing-"))
    (folder / "passphrase.txt").write_text("一句足够长的示例口令，别处不用\n", "utf-8")
    public, locked = make_key("示例口令示例口令示例口令", cost=4)
    (folder / "public.pem").write_text(public.document("示例区科委"), "utf-8")
    (folder / "code.txt").write_text(encode(facts(key=public.id), unlock(locked, "示例口令示例口令示例口令").sign), "utf-8")
    return {
        "passphrase": folder / "passphrase.txt",
        "public": folder / "public.pem",
        "code": folder / "code.txt",
        "certificates": folder / "certificates",
    }


def prepared(verb: str, own: Path) -> None:
    """What a verb needs to have been done before it: an entry begun, an edit to take back or to do again, a key made."""
    if verb in ("key export", "certificate issue"):
        assert fuping(*words("key make", own, own)).code == 0
    if verb in ("certificate reissue", "certificate withdraw", "certificate save"):
        assert fuping(*words("key make", own, own)).code == 0
        assert fuping(*words("certificate issue", own, own)).code == 0
    if verb == "round take-back":
        assert fuping(*words("round next", own, own)).code == 0
    if verb.startswith("support "):
        assert fuping(*words("policy adopt", own, own)).code == 0
    for one in DECIDED.get(verb, ()):
        assert bare(*words(one, own, own), "--actor=李复核").code == 0
    if verb in ("support share", "support decided"):
        assert fuping(*words("support pot", own, own)).code == 0
    if verb == "support decided":
        assert fuping(*words("support decide", own, own)).code == 0
    before = {"enter undo": ["enter set"], "enter redo": ["enter set", "enter undo"]}
    if verb.startswith("enter ") and verb not in ("enter begin", "enter list"):
        for one in ("enter begin", *before.get(verb, ())):
            assert fuping(*words(one, own, own)).code == 0


@pytest.fixture(scope="module")
def demo(drafting: Path) -> Path:
    """The demo, to be read, with a draft in it."""
    return drafting


def refused(answer: Answer, *said: str) -> None:
    """One sentence on stderr, nothing on stdout, exit 2."""
    assert (answer.code, answer.out) == (2, ""), answer
    assert len(answer.err.strip().splitlines()) == 1, answer.err
    assert "Traceback" not in answer.err
    for word in said:
        assert word in answer.err


def test_every_verb_is_tried_here() -> None:
    assert isinstance(cli.verbs, click.Group)
    verbs = {
        f"{name} {under}".strip()
        for name, command in cli.verbs.commands.items()
        for under in (command.commands if isinstance(command, click.Group) else [""])
    }
    assert set(VERBS) == verbs


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers_as_one_json_document_with_its_schema(own: Path, tmp_path: Path, verb: str) -> None:
    prepared(verb, own)
    answer = fuping(*words(verb, own, tmp_path), "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == f"fuping/cli-{verb.replace(' ', '-')}/1"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_speaks_both_languages(own: Path, tmp_path: Path, verb: str, language: str) -> None:
    prepared(verb, own)
    answer = fuping(*words(verb, own, tmp_path), f"--lang={language}")
    assert (answer.code, answer.err) == (0, "")
    ours = {"new": ("已新建", "created"), "demo": ("示例已在", "the example is in")}
    sign = ours.get(verb, ("", ""))[language == "en"]
    assert sign in answer.out
    assert answer.out.strip()
    assert "{" not in answer.out, "a placeholder nobody filled"


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_there_in_both_languages(verb: str) -> None:
    answer = bare(*verb.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.out)
    assert "--help" in answer.out


# ------------------------------------------------------------------------------------------ mistakes


@pytest.fixture(scope="module")
def places(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the mistakes are made: a full and an empty workspace, an empty folder, a file that is no workspace."""
    folder = tmp_path_factory.mktemp("mistakes")
    (folder / "text.fuping").write_text("not a workspace, but a text of some length", "utf-8")
    (folder / "folder").mkdir()
    found = {"tmp": folder, "workspace": folder / WORKSPACE, "empty": folder / "empty.fuping"}
    shutil.copy(demo / WORKSPACE, found["workspace"])
    assert fuping("new", found["empty"], "--district=示例区", "--year=2026").code == 0
    return found


def everything(*paths: Path) -> dict[Path, bytes]:
    """All files in and under the paths, with their bytes."""
    files = {file for path in paths for file in (path, *path.rglob("*")) if file.is_file()}
    return {file: file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (["score", "{tmp}/missing.fuping"], "找不到工作文件“missing.fuping”", "missing.fuping"),
        (["score", "{tmp}/text.fuping"], "不是孵评的工作文件", "text.fuping"),
        (["doctor", "{tmp}/text.fuping"], "不是孵评的工作文件", "text.fuping"),
        (["explain", "{workspace}", "丁"], "参评名单里没有“丁”。名单上有：云岬启川", "not on the list"),
        (["explain", "{workspace}", "孵化"], "“孵化”不止一家：云岬启川", "more than one"),
        (["explain", "{workspace}", "启川", "Z9"], "没有指标“Z9”；有：A1-1、A1-2", "no indicator"),
        (["report", "{empty}"], "还没有封存的评分结果", "no run has been sealed"),
        (["replay", "{empty}"], "还没有封存的评分结果", "no run has been sealed"),
        (["score", "{empty}", "--seal"], "还没有收到填报表", "no return"),
        (["explain", "{empty}", "甲"], "参评名单里没有“甲”", "not on the list"),
        (["import", "{workspace}", "{tmp}/nowhere.xlsx"], "找不到文件或文件夹“nowhere.xlsx”", "nowhere.xlsx"),
        (["import", "{workspace}", "{tmp}/folder"], "没有可以导入的工作簿", "no workbook"),
        (["score", "{workspace}", "--frob"], "没有 --frob 这个选项", "no option --frob"),
        (["score"], "还缺少 WORKSPACE", "WORKSPACE is missing"),
        (["score", "{workspace}", "more"], "应写作 fuping score", "should read fuping score"),
        (["imprt", "{workspace}"], "是否想用 import？", "did you mean import?"),
        (["frobnicate"], "没有“frobnicate”这个命令；有：accept、amend、", "no command"),
        (["new", "{tmp}/y.fuping", "--district=x", "--year=26"], "--year 的值不对，应为 1990 到 2100 的整数", "from 1990 to 2100"),
        (["new", "{tmp}/y.fuping", "--year=2026"], "还缺少 --district", "--district is missing"),
        (["new", "{tmp}/y.fuping", "--district= ", "--year=2026"], "请写明区名", "name of the district"),
        (["new", "{tmp}/y.fuping", "--district=x", "--year=2026", "--data-year=2027"], "晚于考评年度", "later than"),
        (["new", "{workspace}", "--district=x", "--year=2026"], "已经有名为“district.fuping”的文件", "already"),
        (["new", "{tmp}/no/such/folder.fuping", "--district=x", "--year=2026"], "无法打开或新建“folder.fuping”", "folder.fuping"),
        (["roster", "{workspace}", "某孵化器"], "要同时给出载体名称和统一社会信用代码", "both"),
        (["roster", "{workspace}", "某孵化器", "91310113YFP900001X"], "不是有效的统一社会信用代码", "no valid"),
        (["roster", "{workspace}", " ", "91310113YFP9000018"], "请写明载体名称", "name"),
        (["template", "{workspace}", "{tmp}"], "没有覆盖", "not overwritten"),
        (["template", "{workspace}", "{tmp}/text.fuping"], "没有覆盖", "not overwritten"),
        (["template", "{workspace}", "{tmp}/no/blank.xlsx"], "写不进去", "cannot be written"),
        (["demo", "{tmp}/text.fuping"], "建不了", "cannot be made"),
        (["report", "{workspace}", "--to", "{tmp}/text.fuping"], "建不了", "cannot be made"),
        (["report", "{workspace}", "--carrier", "丁"], "参评名单里没有“丁”", "not on the list"),
        (["findings", "{empty}", "甲"], "参评名单里没有“甲”", "not on the list"),
        (["note", "{workspace}", "启川", "2"], "说明要写明理由", "needs a reason"),
        (["note", "{workspace}", "启川", "1", "--reason=x"], "第 1 条已因更正或核减不再成立", "no longer holds"),
        (["note", "{workspace}", "启川", "9", "--reason=x"], "共有 3 条核验问题，没有第 9 条", "no number 9"),
        (["note", "{workspace}", "启川", "-2", "--reason=x"], "没有 -2 这个选项", "no option -2"),
        (["note", "{workspace}", "启川", "two", "--reason=x"], "NUMBERS... 的值不对", "NUMBERS"),
        (["note", "{workspace}", "听澜", "1", "--reason=x"], "是错误，不能以说明保留", "is an error"),
        (["send-back", "{workspace}", "启川"], "退回补正要写明", "what the carrier has to correct"),
        (["accept", "{workspace}", "听澜"], "尚存错误 3 条、没有说明的警示 0 条", "errors that stand: 3"),
        (["strike", "{workspace}", "启川", "霁羽"], "还缺少 --reason", "--reason is missing"),
        (["strike", "{workspace}", "启川", "7", "--reason=x"], "“7”不止一家（2 家）：在孵企业 7. ", "Tenants 7. "),
        (["strike", "{workspace}", "启川", "没有这家", "--reason=x"], "没有企业“没有这家”", "has no firm"),
        (["strike", "{workspace}", "启川", "7", "--table=载体", "--reason=x"], "没有“载体”这张表", "载体"),
        (["score", "{workspace}", "--carrier", "丁"], "参评名单里没有“丁”", "not on the list"),
        (["doctor", "{workspace}", "--against", "{tmp}/missing.fuping"], "找不到工作文件", "missing.fuping"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_in_the_users_language_and_changes_nothing(
    places: dict[str, Path], given: list[str], zh: str, en: str
) -> None:
    before = everything(*places.values())
    call = [word.format(**places) for word in given]
    refused(bare(*call), zh)
    refused(bare(*call, "--lang", "en"), en)
    refused(bare(*call, "--lang=en"), en)
    assert everything(*places.values()) == before


@pytest.mark.parametrize(
    ("cell", "value", "zh", "en"),
    [
        (("tenants", 1, "revenue"), "约500", "应为数字，有 1 处读不出来（约500）", "should be a number"),
        (("tenants", 1, "revenue"), "-500", "不应小于 0 万元", "should not be below 0"),
        (("tenants", 1, "employees"), "2.5", "应为整数", "whole number"),
        (("tenants", 1, "founded_on"), "2020", "要填到日", "needed to the day"),
        (("tenants", 1, "status"), "在", "不在选项之内", "not in the list"),
        (("tenants", 1, "uscc"), "9131", "不是统一社会信用代码", "no unified social credit code"),
        (("在孵企业", 1, "revenu"), "5", "相近的有：本年度营业收入 revenue", "Revenue this year revenue"),
        (("firms", 1, "revenue"), "5", "没有“firms”这张表；有：载体 carrier", "Tenants tenants"),
        (("tenants", 999, "revenue"), "5", "只有 43 行，没有第 999 行", "43 rows"),
        (("tenants", 0, "revenue"), "5", "没有第 0 行", "no row 0"),
    ],
)
def test_what_a_field_cannot_hold_is_not_amended(own: Path, cell: tuple[str, int, str], value: str, zh: str, en: str) -> None:
    whole = (own / WORKSPACE).read_bytes()
    call = ["amend", str(own / WORKSPACE), "启川", *map(str, cell), value, "--reason", "核对"]
    refused(fuping(*call), zh)
    refused(fuping(*call, "--lang=en"), en)
    assert (own / WORKSPACE).read_bytes() == whole


def test_an_amendment_needs_a_reason(own: Path) -> None:
    call = ["amend", str(own / WORKSPACE), "启川", "tenants", "1", "revenue", "500"]
    refused(fuping(*call, "--reason", "  "), "更正要写明理由")
    refused(fuping(*call), "还缺少 --reason")


def test_the_same_value_again_changes_nothing(own: Path) -> None:
    whole = (own / WORKSPACE).read_bytes()
    again = fuping("amend", own / WORKSPACE, "启川", "tenants", 1, "revenue", "1960.5", "--reason", "核对")
    assert again.code == 0
    assert "本来就是这个值，没有改动" in again.out
    assert (own / WORKSPACE).read_bytes() == whole


def test_a_negative_amount_can_be_typed_where_the_form_allows_it(own: Path) -> None:
    amended = fuping("amend", own / WORKSPACE, "启川", "载体", 1, "投资收入", "-12.5", "--reason", "审计报告")
    assert amended.code == 0
    assert "→ 核定值 -12.50" in amended.out


def test_nobody_may_act_unnamed(demo: Path) -> None:
    refused(bare("score", demo / WORKSPACE, "--actor", " "), "--actor")


def test_a_refusal_under_json_is_a_document_too(tmp_path: Path) -> None:
    answer = fuping("score", tmp_path / "missing.fuping", "--json", "--lang=en")
    assert answer.code == 2
    assert answer.json["schema"] == "fuping/cli-refusal/1"
    assert answer.json["code"] == "store.missing"
    assert answer.json["sentence"] == answer.err.strip()


# ------------------------------------------------------------------------------------------ import


def test_the_two_workbooks_of_libreoffice_are_stored_with_the_findings_their_readme_lists(tmp_path: Path) -> None:
    workspace = tmp_path / WORKSPACE
    assert fuping("new", workspace, "--district=示例区", "--year=2026").code == 0
    answer = fuping("import", workspace, WORKBOOKS, "--enrol", "--json")
    assert answer.code == 1, "errors were found"
    files = {Path(one["file"]).name: one for one in answer.json["files"]}
    assert [files[name]["outcome"] for name in ("clean_libreoffice.xlsx", "dirty_six_ways.xlsx")] == ["stored", "stored"]
    assert files["clean_libreoffice.xlsx"]["findings"] == []
    found = [(one["code"], one["level"], _addresses(one)) for one in files["dirty_six_ways.xlsx"]["findings"]]
    assert sorted(found) == [
        ("form.check_row", "error", {"在孵企业!P10", "在孵企业!Q10"}),
        ("intake.code_as_number", "error", {"在孵企业!C8"}),
        ("intake.error_value", "error", {"毕业企业!V6"}),
        ("intake.label_near", "error", {"在孵企业!K3"}),
        ("intake.not_a_number", "error", {"在孵企业!L7"}),
        ("intake.total_row", "warning", {"在孵企业!16"}),
    ]
    assert fuping("import", workspace, WORKBOOKS / "clean_libreoffice.xlsx").code == 0


def _addresses(finding: dict[str, Any]) -> set[str]:
    letters = [chr(64 + place["column"]) if place["column"] else "" for place in finding["places"]]
    return {f"{place['sheet']}!{letter}{place['row']}" for place, letter in zip(finding["places"], letters, strict=True)}


def test_a_hostile_file_among_good_ones_stops_nobody_else(demo: Path, tmp_path: Path) -> None:
    workspace, folder = tmp_path / WORKSPACE, tmp_path / "in"
    folder.mkdir()
    assert fuping("new", workspace, "--district=示例区", "--year=2026").code == 0
    shutil.copy(returned(demo, "甲"), folder / "1_good.xlsx")
    (folder / "2_hostile.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    (folder / "3_empty.xlsx").touch()
    shutil.copy(returned(demo, "丙"), folder / "4_good.xlsx")
    (folder / "~$4_good.xlsx").write_text("the lock file of an open Excel")
    answer = fuping("import", workspace, folder, "--enrol")
    assert (answer.code, answer.err) == (1, "")
    assert [line.split("　")[0] for line in answer.out.splitlines() if not line.startswith(" ")] == [
        "已收",
        "读不了",
        "读不了",
        "已收",
        "共 4 份：已收 2，已有 0，拒收 0，读不了 2",
    ]
    assert len(json.loads(fuping("score", workspace, "--json").out)["results"]) == 2


def test_a_return_of_nobody_on_the_list_is_stopped_and_says_how_to_go_on(demo: Path, tmp_path: Path) -> None:
    workspace = tmp_path / WORKSPACE
    assert fuping("new", workspace, "--district=示例区", "--year=2026").code == 0
    stopped = fuping("import", workspace, returned(demo, "甲"))
    assert stopped.code == 1
    assert "不在本轮参评名单里；请先加入名单" in stopped.out
    assert fuping("score", workspace).out == "2026 年度考评还没有收到填报表，没有得分\n"
    assert fuping("roster", workspace, NAMES["甲"], CARRIERS["甲"].lower()).out.startswith(CARRIERS["甲"])
    assert "已收" in fuping("import", workspace, returned(demo, "甲")).out


def test_findings_name_the_file_once(own: Path) -> None:
    lines = fuping("import", own / WORKSPACE, returned(own, "甲")).out.splitlines()
    assert lines[1].startswith("  警示　在孵企业!D44、在孵企业!I44　云岬棠橙量子科技有限公司：")


def test_a_template_comes_back_blank(own: Path, tmp_path: Path) -> None:
    """The blank form is no mistake of its own: it is stopped because it does not say whose it is."""
    blank = tmp_path / "blank.xlsx"
    assert fuping("template", own / WORKSPACE, blank).code == 0
    assert [name for name in sheets(blank) if name != "选项"] == ["填表说明", "载体", "在孵企业", "毕业企业"]
    [one] = fuping("import", own / WORKSPACE, blank, "--json").json["files"]
    assert one["outcome"] == "stopped"
    assert "services.nobodys_return" in {finding["code"] for finding in one["findings"]}


def test_a_workbook_replaced_while_it_is_read_is_not_taken_in(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, whole = returned(own, "乙"), (own / WORKSPACE).read_bytes()
    read = WorkbookReader.read

    def overtaken(reader: WorkbookReader, asked: Path, document: str) -> object:
        book = read(reader, asked, document)
        asked.write_bytes(returned(own, "丙").read_bytes())
        return book

    monkeypatch.setattr(WorkbookReader, "read", overtaken)
    answer = fuping("import", own / WORKSPACE, path)
    assert answer.code == 1
    assert "在读取时被改动，没有收下" in answer.out
    assert (own / WORKSPACE).read_bytes() == whole


# ------------------------------------------------------------------------------------------ faults of the program


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program with a fault in it; returns the folder that diagnostics go to."""

    nobody: dict[str, str] = {}

    def breaks(opened: OpenRound, *_: object, **__: object) -> str:
        try:
            return nobody["91310113YFP9000018"]
        except KeyError as cause:
            raise Bug("云岬启川科技企业孵化器 has 1960.5") from cause

    monkeypatch.setattr(explaining, "explain_carrier", breaks)
    monkeypatch.setattr(amending, "amend_typed", breaks)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("FUPING_DEBUG", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "这是程序的故障，不是您的操作有误"), ("en", "a fault of the program, not yours")]
)
def test_a_fault_is_one_sentence_and_a_file(demo: Path, faulty: Path, language: str, said: str) -> None:
    answer = fuping("explain", demo / WORKSPACE, "启川", "--lang", language)
    assert (answer.code, answer.out) == (3, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
    [file] = faulty.glob("fuping-fault-*.txt")
    assert str(file) in answer.err


def test_the_file_says_where_it_broke_and_holds_no_data(demo: Path, faulty: Path) -> None:
    fuping("explain", demo / WORKSPACE, "启川")
    [file] = faulty.glob("fuping-fault-*.txt")
    report = file.read_text("utf-8")
    assert "scoring.errors.Bug" in report
    assert "builtins.KeyError" in report
    assert "test_cli.py" in report, "the place"
    assert " explain" in report.splitlines()[0], "the verb"
    for secret in ("91310113YFP9000018", "1960.5", "云岬", "启川", str(demo)):
        assert secret not in report


def test_a_fault_in_a_writing_verb_leaves_the_workspace_as_it_was(own: Path, faulty: Path) -> None:
    whole = (own / WORKSPACE).read_bytes()
    answer = fuping("amend", own / WORKSPACE, "启川", "tenants", 1, "revenue", "5", "--reason", "x", "--json")
    assert answer.code == 3
    assert answer.json["schema"] == "fuping/cli-fault/1"
    assert (own / WORKSPACE).read_bytes() == whole


def test_a_developer_can_ask_for_the_traceback(demo: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPING_DEBUG", "1")
    with pytest.raises(Bug):
        fuping("explain", demo / WORKSPACE, "启川")


# ------------------------------------------------------------------------------------------ as a process


def test_exit_codes_and_streams_of_the_real_program(own: Path, tmp_path: Path) -> None:
    done = apart("roster", own / WORKSPACE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("参评名单共 3 家\n")
    missing = apart("roster", tmp_path / "missing.fuping")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("找不到工作文件")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
@pytest.mark.parametrize("verb", ["status", "import"])
def test_long_work_shows_a_bar_on_a_terminal_and_nowhere_else(own: Path, tmp_path: Path, verb: str) -> None:
    import pty

    command = [sys.executable, "-m", "scoring.cli", *words(verb, own, tmp_path), "--actor=甲"]
    master, slave = pty.openpty()
    for extra, bars in (["--json"], False), ([], True):
        done = subprocess.run([*command, *extra], cwd=ROOT, stdout=subprocess.PIPE, stderr=slave, timeout=60, check=False)
        assert done.returncode == 0
        assert b"\x1b[2K" not in done.stdout
        os.set_blocking(master, False)
        try:
            told = os.read(master, 100_000)
        except BlockingIOError:
            told = b""
        assert (b"\x1b[2K" in told) is bars, (extra, told)
        for made in tmp_path.glob("formulas.xlsx"):
            made.unlink()
    os.close(slave)
    os.close(master)


def test_no_words_at_all_show_the_help() -> None:
    answer = bare()
    assert answer.code == 2
    assert "Commands:" in answer.out


@pytest.mark.parametrize("call", ["import scoring.cli", "import scoring.cli; scoring.cli.main(['--help'])"])
def test_the_start_loads_nothing_heavy(call: str) -> None:
    code = f"{call}\nimport sys; print('LOADED', *sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert loaded & HEAVY == set()
    assert {"scoring", "click"} <= loaded
