"""The journal in words: every kind of entry has its sentence, and what is filtered can be taken out of the program."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.cli import main
from scoring.errors import Cancelled, Refusal
from scoring.messages import LANGUAGES, catalogue, tell
from scoring.services.handling import accept, send_back
from scoring.services.journal_names import Names
from scoring.services.journal_words import TELLERS, entry_words, known_kinds, known_sentences
from scoring.services.journalling import (
    JournalFilter,
    ShownEntry,
    export_journal,
    journal_choices,
    journal_page,
    prove_journal,
)
from scoring.services.marking import give_mark
from scoring.services.noting import explain_findings, withdraw_explanations
from scoring.services.rounds import OpenRound, enrol, open_workspace
from scoring.services.rubrics import adopt_rubric
from scoring.services.standing import standing
from scoring.services.striking import strike
from scoring.store import people
from scoring.store.signing_keys import Act
from tests.desktop.workspaces import worked

ROOT = Path(__file__).parents[2]
ACTOR = "李评审"
NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
EVERYTHING = JournalFilter()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = open_workspace(worked(tmp_path))
    with made.store:
        yield made


def entries(opened: OpenRound, asked: JournalFilter = EVERYTHING, language: str = "zh") -> tuple[ShownEntry, ...]:
    return journal_page(opened.store, asked, language, most=10_000).entries


def sentences(opened: OpenRound, kind: str, language: str = "zh") -> list[str]:
    return [one.sentence for one in entries(opened, JournalFilter(kind=kind), language)]


# Words ----------------------------------------------------------------------------------------------------------------


PUT_TOGETHER = {"key.": {act.value for act in Act}}
"""Kinds whose end is the name of an act: how they begin, and all that may follow."""


def written_kinds() -> set[str]:
    """What the store's sources give ``journal.append`` and the writer behind it."""
    found = set()
    for path in (ROOT / "scoring").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id="journal")), args=[_, kind, *_]):
                    found |= {each.value for each in ast.walk(kind) if isinstance(each, ast.Constant)}
                case ast.Call(func=ast.Name(id="append"), args=[_, ast.Constant(value=str(kind)), *_]) if (
                    path.name == "journal.py"
                ):
                    found.add(kind)
                case ast.Call(func=ast.Name(id="_write"), args=[_, _, ast.Constant(value=str(kind)), *_]):
                    found.add(kind)
    begun = {one for one in found if one.endswith(".")}
    assert begun == set(PUT_TOGETHER)
    return found - begun | {begin + end for begin, ends in PUT_TOGETHER.items() for end in ends}


def test_every_kind_that_is_written_has_a_name_and_a_sentence() -> None:
    written = written_kinds()
    assert {"journal.blanked", "replica.began", "return.amended", "paper.issued", "key.distrusted"} <= written
    assert written - set(known_kinds()) == set()
    begun = {one.partition(".")[0] + "." + one.partition(".")[2].split("_")[0] for one in known_sentences()}
    assert {kind for kind in written if kind not in known_sentences() and kind.split("_")[0] not in begun} == set()
    assert set(TELLERS) <= set(known_kinds())


def test_a_year_in_sentences(opened: OpenRound, tmp_path: Path) -> None:
    whose = opened.carrier("启川")
    person = {"actor": ACTOR, "now": NOW}
    warnings = [one.number for one in standing(opened, whose)]
    explain_findings(opened, whose, warnings, "更早毕业的不计入", **person)
    accept(opened, whose, **person)
    withdraw_explanations(opened, whose, warnings[:1], **person)
    strike(opened, whose, "霁羽", reason="未见经营", **person)
    give_mark(opened, whose, measure="J3", reviewer="周专家", value=None, comment="", **person)
    send_back(opened, whose, reason="请补章", **person)
    enrol(opened, name="云岬新名孵化器", uscc=whose.uscc, **person)
    enrol(opened, name=whose.name, uscc=whose.uscc, **person)
    adopt_rubric(opened, ROOT / "resources" / "rubrics" / "quality_mix_skeleton.toml", **person)
    people.register(opened.store, name="周专家", **person)
    said = {one.kind: one.sentence for one in reversed(entries(opened, JournalFilter(person=ACTOR)))}
    assert said == {
        "finding.explained": said["finding.explained"],
        "return.amended": said["return.amended"],
        "review.marked": "撤回周专家对云岬启川科技企业孵化器的“特色服务案例专家评审平均分”的评分",
        "return.handled": said["return.handled"],
        "carrier.renamed": "载体改名：云岬新名孵化器 → 云岬启川科技企业孵化器",
        "definition.adopted": said["definition.adopted"],
        "round.rubric_changed": said["round.rubric_changed"],
        "person.registered": "登记人员周专家",
        "replica.began": "文件被复制或换了地方，从这里另起一条日志链",
    }
    explained = sentences(opened, "finding.explained")
    assert explained[0].startswith("撤回对云岬启川科技企业孵化器的 1 个警示的说明（")
    assert explained[1].endswith("：更早毕业的不计入")
    assert sentences(opened, "return.amended")[0].startswith("更正云岬启川科技企业孵化器的填报表：核减在孵企业“云岬霁羽")
    assert sentences(opened, "return.handled") == [
        "云岬启川科技企业孵化器的填报表退回补正：请补章",
        "云岬启川科技企业孵化器的填报表审核通过",
    ]
    assert said["round.rubric_changed"].count("2026 版") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shows_a_key_an_id_or_a_hash(opened: OpenRound, language: str) -> None:
    shown = entries(opened, language=language)
    assert len(shown) > 20
    for one in shown:
        for carrier in {uscc for uscc, _ in one.carriers} - {"91310113YFP9000018"}:
            assert carrier not in one.sentence or one.kind == "carrier.registered", one.sentence
        assert one.hash not in one.sentence
        assert "{" not in one.sentence
        assert one.kind_label == catalogue(language)[f"logbook.kind.{one.kind}"]


def test_an_unknown_kind_a_new_kind_and_a_blanked_entry(opened: OpenRound) -> None:
    names = Names(opened.store, "zh")
    uscc = opened.carrier("启川").uscc
    assert entry_words(names, "round.eclipsed", json.dumps({"who": uscc})) == (
        "round.eclipsed：这一版程序没有这类记录的说明，原文见详情。涉及的载体：云岬启川科技企业孵化器"
    )
    assert "涉及的载体：无" in entry_words(
        names, "person.registered", json.dumps({"person": "x"})
    )  # its sentence asks for a name
    assert entry_words(names, "person.registered", None).startswith("登记人员（内容已被抹去")


SETTLED = {"carrier": "", "policy": "yangpu-2024-1", "matter": "figure", "about": "high_quality_ratio"}
STATED = {"carrier": "91310113YFP9000018", "year": 2025, "standing": "graded", "grade": "优秀", "source": "通知"}
SETTLED |= {"value": "0.5", "basis": "区长办公会"}


def test_kinds_of_what_is_told_in_either_of_two_ways(opened: OpenRound) -> None:
    names, whose = Names(opened.store, "zh"), opened.carrier("启川")
    base = {"round": opened.round.id, "carrier": whose.uscc, "reviewer": "周专家", "carriers": [whose.uscc]}
    for kind, more, sentence in (
        ("round.withdrawn", {}, "移出孵化器的参评名单：云岬启川科技企业孵化器"),
        ("round.due_changed", {"old": None, "new": "2026-03-31"}, "孵化器的报送期限：未定 → 2026-03-31"),
        ("review.recused", {"relation": "同事"}, "周专家回避云岬启川科技企业孵化器：同事"),
        ("review.recused", {"relation": ""}, "周专家不再回避云岬启川科技企业孵化器"),
        ("support.settled", SETTLED, "孵化器的待定项 yangpu-2024-1 的 high_quality_ratio 定为 0.5（区长办公会）"),
        ("support.settled", SETTLED | {"value": ""}, "孵化器撤回已写明的 yangpu-2024-1 的 high_quality_ratio"),
        (
            "past_result.recorded",
            {"results": [STATED]},
            "记下孵化器的往年结果 1 条：云岬启川科技企业孵化器 2025 年度 优秀（通知）",
        ),
        ("review.reviewer", {"present": 1}, "周专家担任孵化器的评审专家"),
        ("review.reviewer", {"present": 0}, "周专家不再担任孵化器的评审专家"),
    ):
        assert entry_words(names, kind, json.dumps(base | more)) == sentence


# Filters --------------------------------------------------------------------------------------------------------------


def test_filters_meet_and_words_find_names_labels_and_actions(opened: OpenRound) -> None:
    everything = entries(opened)
    uscc = opened.carrier("启川").uscc

    def found(**asked: object) -> set[str]:
        page = journal_page(opened.store, replace(EVERYTHING, **asked), "zh", most=10_000)
        assert page.total == len(page.entries)
        assert set(page.entries) <= set(everything)
        return {one.kind for one in page.entries}

    assert found(carrier=uscc) == found(words="qichuan") == found(words="云岬启川")
    assert "return.amended" in found(carrier=uscc)
    assert "run.sealed" not in found(carrier=uscc)
    assert found(words="启川 更正") == {"return.amended"}
    assert found(words="所属区") == {"return.amended"}
    assert found(first=date(2026, 4, 1), last=date(2026, 4, 1)) == found()
    assert found(first=date(2026, 4, 2)) == found(last=date(2026, 3, 31)) == found(person="无人") == set()
    choices = journal_choices(opened.store)
    assert choices.persons == ("王评审",)
    assert ("return.amended", "更正") in choices.kinds
    assert len(choices.carriers) == 3


def test_pages_come_one_after_the_other(opened: OpenRound) -> None:
    first = journal_page(opened.store, EVERYTHING, most=10)
    assert first.more
    assert first.total > 20
    second = journal_page(opened.store, EVERYTHING, after=first.entries[-1].position, most=10_000)
    assert not second.more
    assert first.entries + second.entries == entries(opened)


# The chain ------------------------------------------------------------------------------------------------------------


class Impatient:
    def step(self, done: int, total: int, label: str = "") -> None:
        if done > 5:
            raise Cancelled


def test_the_chain_is_proved_and_a_broken_one_says_where(opened: OpenRound) -> None:
    verdict = prove_journal(opened.store)
    assert tell(verdict.said).startswith("日志链完整：1 条链")
    assert verdict.entries == len(entries(opened))
    with pytest.raises(Cancelled):
        prove_journal(opened.store, Impatient())
    with opened.store.writing() as db:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET actor = '别人' WHERE sequence = 7")
    verdict = prove_journal(opened.store)
    assert "第 7 条" in tell(verdict.broken[0])
    assert tell(verdict.said).startswith("日志链不完整")


# Files ----------------------------------------------------------------------------------------------------------------


def test_what_is_filtered_is_written_as_a_workbook_and_as_text(opened: OpenRound, tmp_path: Path) -> None:
    asked = JournalFilter(kind="return.amended")
    count = export_journal(opened.store, asked, tmp_path / "日志.xlsx")
    page = load_workbook(tmp_path / "日志.xlsx").active
    rows = list(page.iter_rows(values_only=True))
    assert count == len(rows) - 1 == len(entries(opened, asked))
    assert rows[0][:4] == ("时间", "人员", "动作", "内容")
    assert rows[1][3] == entries(opened, asked)[0].sentence
    export_journal(opened.store, asked, tmp_path / "journal.csv", "en")
    lines = list(csv.reader(StringIO((tmp_path / "journal.csv").read_bytes().decode("utf-8-sig"))))
    assert [lines[0][0], len(lines)] == ["When", count + 1]
    export_journal(opened.store, asked, tmp_path / "日志.tsv")
    assert (tmp_path / "日志.tsv").read_text("utf-8-sig").splitlines()[0].split("\t")[1] == "人员"
    with pytest.raises(Refusal, match="no_such_format"):
        export_journal(opened.store, asked, tmp_path / "日志.pdf")
    with pytest.raises(Cancelled):
        export_journal(opened.store, EVERYTHING, tmp_path / "half.xlsx", progress=Impatient())
    assert not (tmp_path / "half.xlsx").exists()


def test_no_cell_of_a_csv_is_a_formula(opened: OpenRound, tmp_path: Path) -> None:
    people.register(opened.store, name="x", actor="=cmd()", now=NOW)
    export_journal(opened.store, JournalFilter(person="=cmd()"), tmp_path / "j.csv")
    assert "'=cmd()" in (tmp_path / "j.csv").read_text("utf-8-sig")


def test_the_terminal_lists_filters_proves_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(worked(tmp_path))
    assert main(["journal", path, "--carrier", "启川", "--action", "更正", "--verify", "--actor=李"]) == 0
    out = capsys.readouterr().out
    assert "更正云岬启川科技企业孵化器的填报表" in out
    assert "日志链完整" in out
    assert main(["journal", path, "--most", "3", "--json", "--lang=en", "--actor=李"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["entries"]) == 3 < answer["total"]
    assert main(["journal", path, "--out", str(tmp_path / "j.csv"), "--from", "2026-04-01", "--actor=李"]) == 0
    assert main(["journal", path, "--out", str(tmp_path / "j.csv"), "--actor=李"]) == 2
    assert main(["journal", path, "--action", "跳舞", "--actor=李"]) == 2
