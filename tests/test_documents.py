"""The documents are true: their commands run in the order they are printed, and the answers they show are the answers given."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from scoring.cli import main

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "manual.zh-CN.md"
ENGLISH = ROOT / "docs" / "manual.en.md"
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "benchmarks" / "README.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = 74
"""Commands of the table in the README."""
SECOND = ("fuping override confirm", "fuping override refuse")
"""Verbs of the second person: whoever proposed an override does not confirm it."""
MOST_BYTES = 300_000
WITH_FINDINGS = {"import", "check"}
"""Verbs whose examples end with exit code 1: the demo's returns have errors on purpose."""


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where ``python3 run.py`` has just been."""
    place = tmp_path_factory.mktemp("documents")
    code, out = said(f"fuping demo {shlex.quote(str(place / 'demo'))} --worked --json")
    assert code == 0
    (place / "demo.json").write_text(out, "utf-8")
    return place


OVER_YEARS = """
[[over_years]]
key = "twice_failed"
label = { zh = "连续两年不合格", en = "failed two years on end" }
proposes = "removal"
grades = ["不合格"]
years = 2
basis = "国科发区〔2018〕300号 第十四条"
"""
YEARS = "fuping rubric adopt demo/district.fuping years.toml"


@pytest.fixture
def beside(stood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the demo, a copy of its workspace as the manual has one, our rubrics and policies, and a rubric that is a cent out."""
    shutil.copytree(stood / "demo", tmp_path / "demo")
    shutil.copy(tmp_path / "demo" / "district.fuping", tmp_path / "copy.fuping")
    shutil.copytree(ROOT / "resources" / "policies", tmp_path / "resources" / "policies")
    rubrics = Path(shutil.copytree(ROOT / "resources" / "rubrics", tmp_path / "resources" / "rubrics"))
    own = (rubrics / "quality_mix.toml").read_text("utf-8").replace("total = 91.92", "total = 91.93")
    (tmp_path / "own.toml").write_text(own, "utf-8")
    days = 'schema = "fuping/calendar/1"\n[[years]]\nyear = 2026\nsource = "通知（示例）"\ndays_off = ["2026-01-01"]\n'
    (tmp_path / "days.toml").write_text(days, "utf-8")
    (tmp_path / "passphrase.txt").write_text("一句足够长的示例口令，别处不用\n", "utf-8")
    close = own.replace('version = "2026"', 'version = "2026-close"', 1).replace(
        "\n[rounding]", "\nborder_within = 7\n\n[rounding]", 1
    )
    (tmp_path / "years.toml").write_text(close + OVER_YEARS, "utf-8")
    (tmp_path / "往年.csv").write_text("载体名称,年度,等级\n云岬听澜创新工场,2025,合格\n云岬外区孵化器,2025,优秀\n", "utf-8")
    (tmp_path / "block.txt").write_text("1,234.5\t900\r\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(command: str) -> tuple[int, str]:
    """Exit code and output of a command as a document prints it."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = main([*shlex.split(command)[1:], "--actor=" + ("王示例" if command.startswith(SECOND) else "李示例")])
    return code, out.getvalue()


def examples() -> list[str]:
    return re.findall(r"\| `(fuping [^`]+)` \|$", PAGES[0].read_text("utf-8"), re.MULTILINE)


def steps(page: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Commands of ours, and the lines that the page shows before the next ones."""
    commands: list[str] = []
    shown: list[str] = []
    for language, text in BLOCK.findall(page.read_text("utf-8")):
        if language == "text":
            shown += text.splitlines()
        elif not language:
            if commands:
                yield commands, shown
            commands, shown = [line for line in text.splitlines() if line.startswith("fuping ")], []
    yield commands, shown


def test_the_examples_of_the_readme_run_in_their_order(beside: Path) -> None:
    assert len(examples()) == EXAMPLES
    for command in examples():
        code, out = said(command)
        assert code == (1 if shlex.split(command)[1] in WITH_FINDINGS else 0), (command, out)


def test_the_manual_can_be_followed_and_shows_what_comes(beside: Path) -> None:
    tried = 0
    for commands, shown in steps(MANUAL):
        answers = ""
        for command in commands:
            code, out = said(command)
            assert code == (1 if shlex.split(command)[1] in WITH_FINDINGS else 0), (command, out)
            if "--worked" in command:  # the other laptop's copy
                shutil.copy(beside / "算例" / "district.fuping", beside / "copy.fuping")
            answers += out
            tried += 1
        lines = set(answers.splitlines())
        assert set(shown) - lines - {line.strip() for line in lines} == set()
    assert tried >= 15


def test_both_manuals_say_the_same() -> None:
    """As far as that can be told without reading: headings, commands and answers, pictures, rows of tables, links, list items."""
    zh, en = MANUAL.read_text("utf-8"), ENGLISH.read_text("utf-8")
    assert BLOCK.findall(en) == BLOCK.findall(zh)
    zh, en = BLOCK.sub("", zh), BLOCK.sub("", en)
    assert re.findall(r"\]\(pictures/([^)]+)\)", en) == re.findall(r"\]\(pictures/([^)]+)\)", zh)
    for start in (r"#+(?= )", r"\|", r"- ", r"\d\. "):
        assert re.findall(f"^{start}", en, re.MULTILINE) == re.findall(f"^{start}", zh, re.MULTILINE), start
    assert en.count("](#") == zh.count("](#")


def test_links_within_the_checkout_lead_somewhere() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), f"{page.name} → {target}"
        headings = {
            re.sub(r"[^\w\- ]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in text.splitlines() if line[:1] == "#"
        }
        assert [anchor for anchor in re.findall(r"\]\(#([^)]+)\)", text) if anchor not in headings] == [], page.name


def test_every_picture_is_shown_and_none_is_large() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    text = MANUAL.read_text("utf-8")
    assert pictures
    assert [path.name for path in pictures if f"pictures/{path.name}" not in text or path.stat().st_size >= MOST_BYTES] == []


# --------------------------------------------------------------------------------------------------- docs/json.md

ANSWERS = {document["schema"]: document for document in (
    json.loads(text) for language, text in BLOCK.findall((ROOT / "docs" / "json.md").read_text("utf-8")) if language == "json"
)}  # fmt: skip
HERE = "demo/district.fuping"
ASKED = f"fuping inquiry ask {HERE} 区应急管理局 --day 2026-03-02 --number 云科委函〔2026〕11号 --rule 安全事故"
REPLIED = f"fuping inquiry reply {HERE} 应急 found --carrier 启川 --text 2025年8月发生较大火灾 --day 2026-03-09"
TOLD = f"fuping feedback tell {HERE} --day 2026-03-20 --how 书面送达"
PROPOSED = f"fuping override propose {HERE} 听澜 优良 --reason 已补充审计报告 --basis 云科委纪要〔2026〕5号"
CONFIRMED = f"fuping override confirm {HERE} 听澜 --note 与原件一致"
RAISED = f"fuping objection raise {HERE} 王某 要求复核研发费用 --day 2026-04-03 --carrier 听澜 --party person"
ORDERED = f"fuping rectify order {HERE} 沐野 补齐消防设施 --from 2026-04-16 --days 20"
HOLIDAYS = f"fuping holidays enter {HERE} 2026 --source 国务院办公厅通知（示例） --off 2026-01-01 --worked 2026-01-04"
BASIS = "--basis 区科委办公会纪要〔2026〕3号"
CALLS = {
    "new": "fuping new 2027.fuping --district 示例区 --year 2027",
    "kind-add": "fuping kind add copy.fuping resources/rubrics/maker_space_incubation.toml --name 众创空间",
    "kind-list": "fuping kind list demo/district.fuping",
    "round-list": "fuping round list demo/district.fuping",
    "round-next": "fuping round next copy.fuping",
    "round-take-back": "fuping round take-back copy.fuping 2027",
    "roster": "fuping roster demo/district.fuping",
    "template": "fuping template demo/district.fuping 空白.xlsx",
    "due": "fuping due demo/district.fuping 2026-03-31",
    "remind": "fuping remind demo/district.fuping",
    "check": "fuping check demo/returns",
    "import": "fuping import demo/district.fuping demo/returns",
    "score": "fuping score demo/district.fuping --seal --carrier 启川",
    "explain": "fuping explain demo/district.fuping 启川",
    "why": "fuping why demo/district.fuping 听澜 --draws 20",
    "robust": "fuping robust demo/district.fuping --draws 20",
    "amend": "fuping amend demo/district.fuping 听澜 在孵企业 20 本年度研发费用 3.5 --reason 按审计报告核定",
    "report": "fuping report demo/district.fuping",
    "journal": "fuping journal demo/district.fuping --action 更正 --verify",
    "replay": "fuping replay demo/district.fuping",
    "doctor": "fuping doctor demo/district.fuping --against copy.fuping",
    "demo": "",  # said when everything here was made
    "rubric-show": "fuping rubric show demo/district.fuping",
    "rubric-compare": "fuping rubric compare resources/rubrics/quality_mix.toml resources/rubrics/quality_mix_skeleton.toml",
    "rubric-lint": "fuping rubric lint resources/rubrics/quality_mix_skeleton.toml",
    "rubric-test": "fuping rubric test own.toml",
    "rubric-adopt": "fuping rubric adopt demo/district.fuping resources/rubrics/quality_mix.toml",
    "policy-show": "fuping policy show resources/policies/yangpu_2024_1.toml",
    "policy-adopt": "fuping policy adopt demo/district.fuping resources/policies/yangpu_2024_1.toml",
    "days": "fuping days 2026-03-05 5 --weekends-only 2026",
    "document": "fuping document demo/district.fuping public-list 公示.pdf --set phone=021-55550123",
    "support-show": "fuping support demo/district.fuping 启川",
    "support-settle": "fuping support settle demo/district.fuping yangpu b_or_above 优秀、优良 --basis 区科委办公会纪要〔2026〕3号",
    "support-pot": f"fuping support pot demo/district.fuping 年度预算 150万元 --rule pro_rata {BASIS}",
    "support-share": "fuping support share demo/district.fuping",
    "support-decide": f"fuping support decide demo/district.fuping {BASIS}",
    "support-decided": "fuping support decided demo/district.fuping --replay",
    "earlier-import": "fuping earlier import demo/district.fuping 往年.csv",
    "earlier-show": "fuping earlier show demo/district.fuping 启川",
    "earlier-set": "fuping earlier set demo/district.fuping 启川 2025 优秀 --basis 区科委通知〔2026〕3号",
    "earlier-proposals": "fuping earlier proposals demo/district.fuping",
    "border": "fuping border demo/district.fuping",
    "draft-begin": "fuping draft begin demo/district.fuping rubric",
    "draft-list": "fuping draft list demo/district.fuping",
    "draft-show": "fuping draft show demo/district.fuping quality-mix",
    "draft-edit": "fuping draft edit demo/district.fuping quality-mix indicators[A1-1].maximum 6",
    "draft-undo": "fuping draft undo demo/district.fuping quality-mix",
    "draft-lint": "fuping draft lint demo/district.fuping quality-mix",
    "draft-test": "fuping draft test demo/district.fuping quality-mix",
    "draft-impact": "fuping draft impact demo/district.fuping quality-mix",
    "draft-adopt": "fuping draft adopt demo/district.fuping quality-mix --version 2027",
    "draft-drop": "fuping draft drop demo/district.fuping quality-mix",
    "draft-save": "fuping draft save demo/district.fuping draft:quality-mix 草稿.toml",
    "draft-compare": "fuping draft compare demo/district.fuping rubric draft:quality-mix",
    "mark": "fuping mark demo/district.fuping 启川 service_cases 王评审 1.5",
    "reviewers": "fuping reviewers demo/district.fuping --add 李专家",
    "recuse": "fuping recuse demo/district.fuping 听澜 评审专家1 --relation 曾任该载体顾问",
    "marking-sheet": "fuping marking-sheet demo/district.fuping 评分表",
    "marks": "fuping marks demo/district.fuping 评分表",
    "conditions": "fuping conditions demo/district.fuping 沐野",
    "workbook": "fuping workbook demo/district.fuping 公式核算表.xlsx",
    "findings": "fuping findings demo/district.fuping 启川",
    "note": "fuping note demo/district.fuping 启川 2 --reason 更早毕业的不计入，已核对",
    "send-back": "fuping send-back demo/district.fuping 听澜 --reason 请补填研发费用",
    "accept": "fuping accept demo/district.fuping 听澜 --undo",
    "status": "fuping status demo/district.fuping",
    "strike": "fuping strike demo/district.fuping 启川 霁羽 --reason 实地核查未见经营",
    "enter-begin": "fuping enter begin demo/district.fuping 启川 --from current",
    "enter-list": "fuping enter list demo/district.fuping",
    "enter-show": "fuping enter show demo/district.fuping 启川 --table 毕业企业",
    "enter-set": "fuping enter set demo/district.fuping 启川 在孵企业 1 本年度营业收入 约500",
    "enter-paste": "fuping enter paste demo/district.fuping 启川 在孵企业 block.txt --row 3 --field 本年度营业收入",
    "enter-delete": "fuping enter delete demo/district.fuping 启川 毕业企业 1",
    "enter-undo": "fuping enter undo demo/district.fuping 启川",
    "enter-redo": "fuping enter redo demo/district.fuping 启川",
    "enter-check": "fuping enter check demo/district.fuping 启川",
    "enter-finish": "fuping enter finish demo/district.fuping 启川",
    "enter-drop": "fuping enter drop demo/district.fuping 启川",
    "decisions": f"fuping decisions {HERE}",
    "take-back": f"fuping take-back {HERE} --reason 日期有误",
    "resolve": f"fuping resolve {HERE} --body 区科委主任办公会 --day 2026-04-15 --minutes 云科委纪要〔2026〕6号",
    "override-propose": PROPOSED,
    "override-confirm": CONFIRMED,
    "override-refuse": f"fuping override refuse {HERE} 听澜 --reason 证明不足",
    "override-withdraw": f"fuping override withdraw {HERE} 听澜 --reason 材料有误",
    "override-show": f"fuping override show {HERE}",
    "lock": f"fuping lock {HERE} --note 年度考评完成",
    "unlock": f"fuping unlock {HERE} --reason 补录整改复查",
    "inquiry-ask": ASKED,
    "inquiry-reply": REPLIED,
    "inquiry-apply": f"fuping inquiry apply {HERE} 应急 启川 发生重大安全事故或有严重违法失信 --field 重大安全事故",
    "inquiry-show": f"fuping inquiry show {HERE}",
    "feedback-tell": TOLD,
    "feedback-answer": f"fuping feedback answer {HERE} 听澜 disputed --day 2026-03-22 --text 研发费用漏计",
    "feedback-show": f"fuping feedback show {HERE}",
    "objection-raise": RAISED,
    "objection-find": f"fuping objection find {HERE} 王某 rejected 经复核，数据与审计报告一致 --day 2026-04-10",
    "objection-show": f"fuping objection show {HERE}",
    "rectify-order": ORDERED,
    "rectify-check": f"fuping rectify check {HERE} 沐野 failed --day 2026-05-14 --note 仍缺应急照明",
    "rectify-show": f"fuping rectify show {HERE}",
    "holidays-show": f"fuping holidays show {HERE}",
    "holidays-enter": HOLIDAYS,
    "holidays-import": f"fuping holidays import {HERE} days.toml",
    "holidays-remove": f"fuping holidays remove {HERE} 2026",
    "window": f"fuping window {HERE} 2026-04-01 7",
    "announced": f"fuping announced {HERE} 2026-05-06 --by 云科委〔2026〕8号",
    "announced-show": f"fuping announced {HERE}",
    "key-make": "fuping key make demo/district.fuping --passphrase-file passphrase.txt",
    "key-show": "fuping key show demo/district.fuping",
    "key-export": "fuping key export demo/district.fuping 公钥.pem",
    "key-trust": "fuping key trust demo/district.fuping 公钥.pem",
    "certificate-issue": "fuping certificate issue demo/district.fuping --valid-to 2028-12-31 --passphrase-file passphrase.txt",
    "certificate-reissue": "fuping certificate reissue demo/district.fuping 2026-001 --reason 遗失 --passphrase-file passphrase.txt",
    "certificate-withdraw": "fuping certificate withdraw demo/district.fuping 2026-001 --reason 查实不符",
    "certificate-register": "fuping certificate register demo/district.fuping",
    "certificate-save": "fuping certificate save demo/district.fuping 2026-001 --language en",
    "verify": "fuping verify demo/certificates/2026-001_云岬启川科技企业孵化器.pdf --workspace demo/district.fuping",
    "refusal": "fuping score nowhere.fuping",
}


DRAFT = "fuping draft begin demo/district.fuping rubric"
LESS = "fuping draft edit demo/district.fuping quality-mix indicators[A1-1].scale.nodes[2][2] 1.5"
BEGUN = "fuping enter begin demo/district.fuping 启川 --from current"
TYPED = "fuping enter set demo/district.fuping 启川 在孵企业 1 本年度营业收入 约500"
MADE = "fuping key make demo/district.fuping --passphrase-file passphrase.txt"
ISSUED = "fuping certificate issue demo/district.fuping --valid-to 2028-12-31 --passphrase-file passphrase.txt"
POLICY = "fuping policy adopt demo/district.fuping resources/policies/yangpu_2024_1.toml"
SETTLE = "fuping support settle demo/district.fuping yangpu"
WINDOW = f"fuping window {HERE} 2026-04-01 7"
PAID = (
    POLICY,
    *(
        f"fuping amend demo/district.fuping 启川 载体 1 {what} --reason 按证明材料"
        for what in ("所属区 杨浦区", "市级高质量孵化器 高质量孵化器", "市级年度评价扶持资金到账额 150")
    ),
    *(
        f"{SETTLE} {what} {BASIS}"
        for what in (
            "b_or_above 优秀、优良",
            "6_graded_incubator 2026-05-20 --as day",
            "6_graded_incubator 100万元 --as award --carrier 启川",
            "5_high_quality 2025-11-03 --as day --carrier 启川",
            "high_quality_ratio 1",
            "high_quality_support 50万元 --carrier 启川",
        )
    ),
    "fuping score demo/district.fuping --seal",
    "fuping support pot demo/district.fuping 年度预算 60万元 --rule pro_rata --basis 预算批复",
)
"""One carrier gets something, and a budget does not suffice for it."""
BEFORE = {
    **dict.fromkeys(
        ("why", "robust"), ("fuping amend demo/district.fuping 启川 载体 1 是否查实提供虚假数据 是 --reason 经查属实",)
    ),
    "earlier-show": ("fuping earlier set demo/district.fuping 启川 2025 优秀 --basis 区科委通知〔2026〕3号",),
    "earlier-proposals": (YEARS, "fuping score demo/district.fuping --seal"),
    "border": (YEARS,),
    **{f"key-{verb}": (MADE,) for verb in ("show", "export")},
    "key-trust": (MADE, "fuping key export demo/district.fuping 公钥.pem"),
    "certificate-issue": (MADE,),
    **{f"certificate-{verb}": (MADE, ISSUED) for verb in ("reissue", "withdraw", "register", "save")},
    "verify": (MADE, ISSUED),
    "support-settle": (POLICY,),
    "support-pot": (POLICY,),
    "support-decide": (POLICY, "fuping support pot demo/district.fuping 年度预算 150万元 --basis 预算批复"),
    "support-decided": (POLICY, f"fuping support decide demo/district.fuping {BASIS}"),
    **dict.fromkeys(("support-show", "support-share"), PAID),
    **{f"draft-{verb}": (DRAFT,) for verb in ("list", "show", "edit", "adopt", "drop", "save")},
    **{f"draft-{verb}": (DRAFT, LESS) for verb in ("undo", "lint", "test", "impact", "compare")},
    **{f"enter-{verb}": (BEGUN,) for verb in ("list", "show", "set", "paste", "delete", "drop")},
    **{f"enter-{verb}": (BEGUN, TYPED) for verb in ("undo", "check", "finish")},
    "enter-redo": (BEGUN, TYPED, "fuping enter undo demo/district.fuping 启川"),
    "decisions": (PROPOSED, CONFIRMED, f"fuping resolve {HERE} --body 办公会 --day 2026-04-15 --minutes 6号", WINDOW),
    "take-back": (ORDERED,),
    "announced-show": (f"fuping announced {HERE} 2026-05-06 --by 云科委〔2026〕8号",),
    **{f"override-{verb}": (PROPOSED,) for verb in ("confirm", "refuse", "withdraw", "show")},
    "unlock": (f"fuping lock {HERE}",),
    "inquiry-reply": (ASKED,),
    "inquiry-apply": (ASKED, REPLIED),
    "inquiry-show": (ASKED, REPLIED),
    "feedback-answer": (TOLD,),
    "feedback-show": (TOLD, f"fuping feedback answer {HERE} 启川 confirmed --day 2026-03-22"),
    "objection-find": (RAISED,),
    "objection-show": (RAISED, f"fuping objection find {HERE} 王某 rejected 数据无误 --day 2026-04-10"),
    "rectify-check": (ORDERED,),
    "rectify-show": (ORDERED, f"fuping rectify check {HERE} 沐野 failed --day 2026-05-14 --note 仍缺应急照明"),
    "holidays-show": (HOLIDAYS,),
    "holidays-remove": (HOLIDAYS,),
    "remind": ("fuping send-back demo/district.fuping 听澜 --reason 请补填研发费用",),
    "round-take-back": ("fuping round next copy.fuping",),
    "reviewers": ("fuping recuse demo/district.fuping 听澜 李专家 --relation 曾任该载体顾问",),
    "marks": (
        "fuping marking-sheet demo/district.fuping 评分表 --reviewer 评审专家1",
        "fuping recuse demo/district.fuping 沐野 评审专家1 --relation 曾任该载体顾问",
    ),
}
"""What has been done before, so that every key has something in it."""


@pytest.mark.parametrize("name", CALLS)
def test_json_answers_have_the_keys_that_are_documented(stood: Path, beside: Path, name: str) -> None:
    for before in BEFORE.get(name, ()):
        said(before)
    out = said(f"{CALLS[name]} --json")[1] if CALLS[name] else (stood / "demo.json").read_text("utf-8")
    answer = json.loads(out[out.index("{") :])  # a refusal says its sentence on stderr first
    documented = ANSWERS[f"fuping/cli-{name}/1"]
    assert answer["schema"] == documented["schema"]
    assert shape(answer) == shape(documented)


def test_every_documented_answer_is_one_that_is_given() -> None:
    assert set(ANSWERS) == {f"fuping/cli-{name}/1" for name in CALLS}


def shape(value: object) -> object:
    """What keys there are, down to the last; figures, names and how many there are of each do not matter."""
    match value:
        case dict():
            return {key: "…" if key in OPEN else shape(part) for key, part in value.items()}
        case [first, *_]:
            return shape(first)
        case _:
            return "…"


OPEN = {"content", "texts", "facts", "branches", "received", "handed"}
"""Keys whose content has keys of its own from case to case."""
