"""From a scored round to the paper: quota, veto, lift, override, support, budget, publicity, objection, certificates, and the round locked.

Over the sample district, with the verbs a person types; what is verified at the end is verified from the PDF alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.driving import WORKSPACE, Answer, bare, pdf_words, policies_of_ours

KIND = ("--kind", "孵化器")
FIRST, SECOND = "李示例", "王示例"
TWINS = ("云岬明渚孵化器（东园）", "云岬明渚孵化器（西园）")
LIAR, LIFTED, OBJECTS, BEST = "石帆", "引航", "远航", "启川"
BASIS = ("--basis", "示例纪要〔2026〕5号")
PHRASE = "一句足够长的示例口令，别处不用"
CERTIFIED = ("优秀", "优良", "合格")
YANGPU, BAY = "yangpu-2024-1", "dalinghaowan-2024-7"


class Year:
    """A workspace, and people at its terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / WORKSPACE

    def tries(self, *words: object, by: str = FIRST, kind: bool = True) -> Answer:
        return bare(*words, *(KIND if kind else ()), "--actor", by)

    def does(self, *words: object, by: str = FIRST, kind: bool = True) -> str:
        answer = self.tries(*words, by=by, kind=kind)
        assert answer.code == 0, (words, answer.err)
        return answer.out

    def asks(self, *words: object, kind: bool = True) -> dict[str, Any]:
        answer = self.tries(*words, "--json", kind=kind)
        assert answer.code == 0, (words, answer.err)
        return answer.json

    def refused(self, *words: object, because: str, by: str = FIRST) -> None:
        answer = self.tries(*words, by=by)
        assert answer.code == 2
        assert because in answer.err, answer.err
        assert "Traceback" not in answer.err

    def seal(self) -> Mapping[str, Any]:
        """Name → result."""
        return {one["name"]: one for one in self.asks("score", self.path, "--seal")["results"]}

    def sealings(self) -> int:
        """How often a result of the round was sealed, by the journal: to work them all out again for it would take a minute."""
        entries = self.asks("journal", self.path, "--action", "封存结果", "--most", 1000, kind=False)["entries"]
        return sum(f"封存{KIND[1]}的评分结果 2026-" in one["sentence"] for one in entries)

    def standing(self) -> Mapping[str, Any]:
        """Name → the grade as computed and as it stands."""
        return {one["carrier"]: one for one in self.asks("decisions", self.path)["outcomes"]}


@pytest.fixture
def year(district: Path, tmp_path: Path) -> Year:
    return Year(Path(shutil.copytree(district, tmp_path / "year")))


def find(found: Mapping[str, Any], part: str) -> Any:
    [one] = [each for name, each in found.items() if part in name]
    return one


def steps(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(step["step"], step["grade"]) for step in one["grading"]["steps"]]


def test_from_the_score_to_the_locked_round(year: Year) -> None:
    quota_and_vetoes(year)
    override_by_two(year)
    total = support_under_three_policies(year)
    budget(year, total)
    publicity(year)
    objection_upheld(year)
    certificates(year)
    locked_and_replayed(year)


def quota_and_vetoes(year: Year) -> None:
    """The quota ends between two equal carriers; a department's reply brings a veto; the city's grade lifts."""
    found = year.seal()
    for name in TWINS:
        assert steps(found[name]) == [("points", "优良"), ("tie", "合格")]
        assert found[name]["grading"]["border"]
    assert {one["name"] for one in year.asks("border", year.path)["border"] if one["tied"]} == set(TWINS)
    year.does("report", year.path, "--carrier", TWINS[0], "--version", "internal", "--to", year.folder / "内部")
    [paper] = year.folder.glob("内部/*.pdf")
    told = pdf_words(paper)
    assert "优秀和优良不超过9个：40%×24家＝9.6，有小数就舍去" in told
    assert "只剩1个，并列的载体不能全部列入，暂列合格，待评审组织决定" in told

    ask = ("--day", "2026-03-02", "--number", "示例函〔2026〕11号", "--rule", "虚假数据")
    year.does("inquiry", "ask", year.path, "区市场监管局", *ask)
    reply = ("--carrier", LIAR, "--text", "申报的营业收入与备案不符", "--day", "2026-03-09")
    year.does("inquiry", "reply", year.path, "市场", "found", *reply)
    year.does("inquiry", "reply", year.path, "市场", "none", "--day", "2026-03-09")
    assert find(year.seal(), LIAR)["grade"] == "合格", "a reply alone moves nothing"
    year.does("inquiry", "apply", year.path, "市场", LIAR, "查实提供虚假数据")
    year.does("amend", year.path, LIFTED, "载体", 1, "市级年度评价等级", "优秀", "--reason", "市科委2026年通报（示例）")
    found = year.seal()
    assert steps(find(found, LIAR))[-1] == ("veto", "不合格")
    assert steps(find(found, LIFTED))[-1] == ("lift", "优良")
    assert steps(found[TWINS[0]]) == [("points", "优良"), ("tie", "合格")], "a lift takes no place"


def override_by_two(year: Year) -> None:
    """The commission decides about one of the two; who proposed it cannot confirm it, and nobody gets above a veto."""
    propose = ("--reason", "名额处并列，会议决定", *BASIS)
    year.does("override", "propose", year.path, TWINS[0], "优良", *propose)
    year.refused("override", "confirm", year.path, TWINS[0], because="另一")
    assert year.standing()[TWINS[0]]["grade"] == "合格"
    year.does("override", "confirm", year.path, TWINS[0], by=SECOND)
    stands = year.standing()
    assert (stands[TWINS[0]]["computed"], stands[TWINS[0]]["grade"]) == ("合格", "优良")
    assert stands[TWINS[1]]["grade"] == "合格"
    year.refused("override", "propose", year.path, LIAR, "合格", *propose, because="一票否决")
    year.does("resolve", year.path, "--body", "区科委主任办公会", "--day", "2026-04-15", "--minutes", "示例纪要〔2026〕5号")


def support_under_three_policies(year: Year) -> int:
    """In 分: what all may get together. One matter under three policies is paid once, by the best."""
    for copy in policies_of_ours(year.folder):
        year.does("policy", "adopt", year.path, copy, kind=False)
    year.does("amend", year.path, BEST, "载体", 1, "市级年度评价扶持资金到账额", "150", "--reason", "按到账凭证（示例）")
    assert find(year.seal(), BEST)["grade"] == "优秀"
    for words in (
        (BAY, "service_grades", "优秀、优良"),
        (BAY, "service_coefficient", "优秀=90%、优良=60%"),
        (BAY, "founded_together", "否", "--carrier", BEST),
        (YANGPU, "b_or_above", "优秀、优良"),
        (YANGPU, "6_graded_incubator", "2026-05-20", "--as", "day"),
        (YANGPU, "6_graded_incubator", "100万元", "--as", "award", "--carrier", BEST),
        ("baoshan", "quality_grades", "优秀"),
        ("baoshan", "quality_outstanding", "是", "--carrier", BEST),
        ("baoshan", "quality_amount", "优秀=333333.33元"),
        ("baoshan", "district_share", "70%"),
        ("baoshan", "town_share", "30%"),
    ):
        year.does("support", "settle", year.path, *words, *BASIS)
    [unsure] = year.asks("support", year.path, BEST)["carriers"]
    assert {one["state"] for one in unsure["choices"] if one["key"] == "carrier_operation"} == {"open"}, "not announced yet"
    year.does("announced", year.path, "2026-05-20", "--by", "示例通知〔2026〕8号")
    [best] = year.asks("support", year.path, BEST)["carriers"]
    [operation] = [one for one in best["choices"] if one["key"] == "carrier_operation"]
    assert operation["state"] == "settled"
    policies = {one[0] for one in operation["taken"]} | {one["clause"][0] for one in operation["not_cumulated"]}
    assert policies == {YANGPU, BAY, "baoshan-2024-4"}
    assert operation["award"] > max(one["award"] for one in operation["not_cumulated"])
    everybody = {one["carrier"]: one for one in year.asks("support", year.path)["carriers"]}
    # the standing grade decides, not the computed one
    by_grade = {name: everybody[name]["grade"] for name in TWINS}
    assert by_grade == {TWINS[0]: "优良", TWINS[1]: "合格"}
    assert everybody[TWINS[0]]["total"] > everybody[TWINS[1]]["total"]
    return sum(one["total"] for one in everybody.values())


def budget(year: Year, total: int) -> None:
    """A pot that does not suffice is shared to the 分, whole 元 each; the three rules are seen before one is chosen."""
    year.does("support", "pot", year.path, "年度预算", "500万元", *BASIS)
    assert total > 500_0000_00
    [pot] = year.asks("support", "share", year.path, "--compare")["pots"]
    for rule in ("pro_rata", "by_rank", "by_score"):
        assert sum(one[rule] for one in pot["compared"]) == 500_0000_00, rule
    year.does("support", "pot", year.path, "年度预算", "500万元", "--rule", "pro_rata", "--unit", "元", *BASIS)
    [pot] = year.asks("support", "share", year.path)["pots"]
    assert sum(one["amount"] for one in pot["shares"]) == pot["amount"] == pot["given"] == 500_0000_00
    assert all(one["amount"] % 100 == 0 and 0 < one["amount"] < one["wanted"] for one in pot["shares"])
    assert all(one["capitals"].startswith("人民币") for one in pot["shares"])
    year.does("support", "decide", year.path, *BASIS)


def publicity(year: Year) -> None:
    """The list says the standing grades, and what nobody has written yet stays a blank that is named."""
    out = year.folder / "公示.pdf"
    year.does("holidays", "enter", year.path, "2026", "--source", "通知（示例）", "--off", "2026-05-01", kind=False)
    year.does("window", year.path, "2026-04-16", "7")
    answer = year.tries("document", year.path, "public-list", out, "--set", "phone=021-55550123")
    assert answer.code in (0, 1), answer.err
    told = pdf_words(out)
    assert "021-55550123" in told
    assert f"{TWINS[0]}优良" in told, "the grade that stands, not the computed one"
    assert f"{TWINS[1]}合格" in told
    assert "公示" in told


def objection_upheld(year: Year) -> None:
    """What was asked, what was found, and both results stay."""
    before, runs = find(year.seal(), OBJECTS), year.sealings()
    year.does("objection", "raise", year.path, OBJECTS, "毕业企业漏计研发费用", "--day", "2026-04-20", "--carrier", OBJECTS)
    amended = ("在孵企业", 1, "本年度研发费用", "5000", "--reason", "异议成立，按审计报告核定（示例）")
    year.does("amend", year.path, OBJECTS, *amended)
    after = find(year.seal(), OBJECTS)
    assert after["total"] != before["total"]
    year.does("objection", "find", year.path, OBJECTS, "upheld", "经复核漏计属实", "--day", "2026-04-24", "--new-run")
    [one] = year.asks("objection", "show", year.path)["objections"]
    assert (one["verdict"], bool(one["run_before"]), bool(one["run_after"])) == ("upheld", True, True)
    assert one["run_before"] != one["run_after"]
    assert year.sealings() == runs + 1, "the result before the objection stays, and one is added"


def certificates(year: Year) -> None:
    """Everybody at or above 合格 and nobody below; one withdrawn; the PDFs verified far from the workspace."""
    secret = year.folder / "口令.txt"
    secret.write_text(f"{PHRASE}\n", "utf-8")
    key, gone = year.folder / "公钥.pem", year.folder / "失效名单.txt"
    year.does("key", "make", year.path, "--passphrase-file", secret, kind=False)
    year.does("key", "export", year.path, key, kind=False)
    issued = ("--valid-to", "2099-12-31", "--passphrase-file", secret, "--to", year.folder / "certificates")
    year.does("certificate", "issue", year.path, *issued)
    stands = year.standing()
    lines = year.asks("certificate", "register", year.path)["certificates"]
    assert {one["carrier"] for one in lines} == {name for name, one in stands.items() if one["grade"] in CERTIFIED}
    number = next(one["number"] for one in lines if one["carrier"] == TWINS[0])
    second = next(one["number"] for one in lines if BEST in one["carrier"])
    year.does("certificate", "withdraw", year.path, number, "--reason", "查实不符（示例）")
    year.does("certificate", "register", year.path, "--withdrawals", gone, "--passphrase-file", secret)
    [withdrawn] = year.folder.glob(f"certificates/{number}*.pdf")
    [genuine] = year.folder.glob(f"certificates/{second}*.pdf")
    away = Path(shutil.copytree(year.folder / "certificates", year.folder / "elsewhere"))

    def verdict(path: Path, *words: object) -> str:
        answer = bare("verify", path, *words, "--json")
        [one] = answer.json["checks"]
        return str(one["verdict"])

    assert verdict(away / genuine.name, "--key", key, "--withdrawals", gone) == "genuine"
    assert verdict(away / withdrawn.name, "--key", key, "--withdrawals", gone) == "withdrawn"
    other, theirs = year.folder / "别区.fuping", year.folder / "别区.pem"
    year.does("new", other, "--district", "别区科学技术委员会（示例）", "--year", "2026")
    year.does("key", "make", other, "--passphrase-file", secret, kind=False)
    year.does("key", "export", other, theirs, kind=False)
    assert verdict(away / genuine.name, "--key", theirs) == "unknown_key"
    assert PHRASE not in year.path.read_bytes().decode("utf-8", "ignore")


def locked_and_replayed(year: Year) -> None:
    """Nothing moves any more, and everything comes out again to the same bytes."""
    some = [word for name in (BEST, LIFTED, TWINS[0]) for word in ("--carrier", name)]
    year.does("report", year.path, *some, "--version", "both", "--to", year.folder / "存档")
    year.does("lock", year.path, "--note", "年度考评完成")
    year.refused("amend", year.path, BEST, "载体", 1, "市级年度评价等级", "合格", "--reason", "试", because="封存")
    year.refused("override", "propose", year.path, TWINS[1], "优良", "--reason", "试", *BASIS, because="封存")
    runs = year.asks("replay", year.path)["runs"]
    assert all(one["figures"] for one in runs)
    assert len({one["run"] for one in runs}) == len(runs) == year.sealings()
    papers = [paper for one in runs for paper in one["papers"]]
    assert all(paper["equal"] for paper in papers)
    stands = year.standing()
    ours = [path for path in year.folder.glob("reports/*.pdf") if path.name.partition("_")[0] in stands]
    later = [path for folder in ("内部", "存档", "certificates") for path in year.folder.glob(f"{folder}/*.pdf")]
    assert len(ours) == len(stands)
    assert len(later) == 1 + 2 * 3 + sum(one["grade"] in CERTIFIED for one in stands.values())
    assert sorted(paper["sha256"] for paper in papers) == sorted(
        sha256(path.read_bytes()).hexdigest() for path in (*ours, *later)
    )
    assert "逐字节" in year.does("support", "decided", year.path, "--replay")
    assert year.asks("doctor", year.path, kind=False)["sound"]
    year.does("unlock", year.path, "--reason", "补录整改复查", by=SECOND)
    year.does("amend", year.path, BEST, "载体", 1, "市级年度评价等级", "合格", "--reason", "更正（示例）")
