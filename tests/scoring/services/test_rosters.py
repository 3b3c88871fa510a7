"""Who takes part: typed, pasted, out of a workbook; taken back; and the workbooks that go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring.errors import Cancelled, Refusal
from scoring.messages import tell
from scoring.services.journalling import JournalFilter, journal_page
from scoring.services.returns import Outcome, import_workbooks
from scoring.services.roster import Contact, Entry, add, code_of, take_back, withdraw
from scoring.services.roster_block import Verdict, entries, proposed_block, proposed_workbook
from scoring.services.rosters import participants, write_list
from scoring.services.rounds import OpenRound, new_workspace
from scoring.services.sample import worked_carriers
from scoring.services.templates import write_each
from scoring.store import carriers, doctor, journal, marks, rounds
from scoring.store.handling import State

CALLED = Contact("周念", "13800000000")
WHO = {"actor": "甲", "now": datetime(2026, 3, 1, 9, tzinfo=UTC)}
JIA, YI, BING = "91310113YFP9000018", "91310113YFP900002B", "91310113YFP900003E"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = new_workspace(tmp_path / "district.fuping", district="示例区科委", assessment_year=2026, data_year=2025, **WHO)
    with made.store:
        yield made


def names(opened: OpenRound) -> list[str]:
    return [one.name for one in participants(opened)]


def verbs(opened: OpenRound) -> list[str]:
    return [entry.verb for entry in journal.entries(opened.store)]


def test_a_code_is_read_with_the_words_of_a_return(opened: OpenRound) -> None:
    assert code_of(opened, f" {JIA.lower()} ").uscc == JIA
    wrong = code_of(opened, JIA[:-1] + "9")
    assert wrong.uscc == ""
    assert wrong.problem
    assert "校验码不对" in tell(wrong.problem)
    assert code_of(opened, "无").problem
    assert code_of(opened, "").problem is None, "nothing was typed yet"


def test_what_was_added_is_taken_back_and_the_chain_holds(opened: OpenRound) -> None:
    [one, other] = add(opened, [Entry("甲孵化器", JIA), Entry("乙孵化器", YI)], **WHO)
    [renamed] = add(opened, [Entry("甲新名", JIA)], **WHO)
    assert (one.fresh, renamed.fresh, renamed.before) == (True, False, "甲孵化器")
    take_back(opened, [renamed], **WHO)
    assert names(opened) == ["甲孵化器", "乙孵化器"]
    take_back(opened, [one, other], **WHO)
    assert names(opened) == []
    assert verbs(opened)[-2:] == ["round.withdrawn", "round.withdrawn"]
    assert doctor.examine(opened.store) == ()
    take_back(opened, [one], **WHO)
    assert verbs(opened).count("round.withdrawn") == 2, "off the list already: nothing is written"


def test_a_wrong_code_among_many_adds_nobody(opened: OpenRound) -> None:
    with pytest.raises(Refusal):
        add(opened, [Entry("甲孵化器", JIA), Entry("乙孵化器", "1")], **WHO)
    assert carriers.everyone(opened.store) == ()


def test_who_has_a_return_or_a_mark_stays_on_the_list(opened: OpenRound, tmp_path: Path) -> None:
    sample = worked_carriers(opened.form.form)[0]
    add(opened, [Entry(sample.name, sample.uscc), Entry("乙孵化器", YI)], **WHO)
    issued = write_each(opened, tmp_path / "out", [carriers.find(opened.store, sample.uscc)])  # type: ignore[list-item]  # it is there
    [came] = import_workbooks(opened, issued.written, enrolling=False, **WHO)
    assert came.outcome is Outcome.STORED
    with pytest.raises(Refusal) as told:
        withdraw(opened, [YI, sample.uscc], **WHO)
    assert told.value.said.code == "store.has_return"
    assert len(names(opened)) == 2, "all or none"
    facts = {"measure": "service_cases", "reviewer": "专家", "value": Decimal(1), "comment": ""}
    marks.mark(opened.store, round_id=opened.round.id, uscc=YI, **facts, **WHO)  # type: ignore[arg-type]  # mixed facts
    with pytest.raises(Refusal) as told:
        withdraw(opened, ["乙孵化器"], **WHO)
    assert told.value.said.code == "store.has_marks"
    carrier = carriers.find(opened.store, BING) or carriers.register(opened.store, uscc=BING, name="丙", **WHO)
    assert rounds.withdraw(opened.store, opened.round.id, carrier, **WHO) is False


def test_a_block_is_looked_through_before_it_is_added(opened: OpenRound) -> None:
    add(opened, [Entry("旧名称", YI), Entry("丙园", BING)], **WHO)
    block = f"序号\t统一社会信用代码\t名称\r\n1\t{JIA}\t甲孵化器\r\n2\t{YI}\t乙孵化器\n\n3\t{BING}\t丙园\n4\t{JIA}\t又一家\n5\t{JIA[:-1]}9\t错码\n6\t\t没有代码的园"
    found = proposed_block(opened, block)
    assert [(one.row, one.verdict) for one in found] == [
        (1, Verdict.HEADING),
        (2, Verdict.NEW),
        (3, Verdict.RENAMED),
        (5, Verdict.KNOWN),
        (6, Verdict.TWICE),
        (7, Verdict.WRONG),
        (8, Verdict.WRONG),
    ]
    assert entries(found) == (Entry("甲孵化器", JIA), Entry("乙孵化器", YI))
    assert tell(found[2].said) == "已在名单里，名称由“旧名称”改为现在的"
    assert [one.name for one in proposed_block(opened, f"甲孵化器，{JIA}")] == ["甲孵化器"]
    assert proposed_block(opened, "") == ()


def test_a_list_in_a_workbook_is_found_on_whatever_sheet(opened: OpenRound, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["说明"])  # type: ignore[union-attr]  # a new workbook has a sheet
    sheet = book.create_sheet("名单")
    for row in (["2026 年参评名单"], [], ["载体名称", "代码"], ["甲孵化器", JIA], ["乙孵化器", YI]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    found = proposed_workbook(opened, tmp_path / "list.xlsx")
    assert [(one.row, one.verdict.value) for one in found] == [(1, "heading"), (3, "heading"), (4, "new"), (5, "new")]
    book.remove(sheet)
    book.save(tmp_path / "none.xlsx")
    with pytest.raises(Refusal, match=r"roster\.no_list"):
        proposed_workbook(opened, tmp_path / "none.xlsx")


def test_the_list_goes_out_as_a_workbook_and_comes_in_again(opened: OpenRound, tmp_path: Path) -> None:
    add(opened, [Entry("乙孵化器", YI), Entry("=甲&孵化器", JIA, CALLED)], **WHO)
    assert write_list(opened, tmp_path / "list.xlsx") == 2
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["载体", "统一社会信用代码", "填报表", "联系人", "联系电话"],
        ["=甲&孵化器", JIA, "未交", "周念", "13800000000"],
        ["乙孵化器", YI, "未交", "", ""],
    ]
    assert sheet.cell(3, 1).data_type == "s", "a name is no formula"
    assert [one.verdict.value for one in proposed_workbook(opened, tmp_path / "list.xlsx")][2:] == ["known", "known"]
    with pytest.raises(Refusal, match="file_exists"):
        write_list(opened, tmp_path / "list.xlsx")


def test_everybody_gets_a_workbook_with_name_and_code(opened: OpenRound, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(Refusal, match=r"roster\.nobody"):
        write_each(opened, folder)
    add(opened, [Entry("甲/孵化器", JIA), Entry("同名园", YI), Entry("同名园", BING)], **WHO)
    issued = write_each(opened, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in issued.written)
    assert {path.name for path in issued.written} == {"甲_孵化器_2026.xlsx", f"同名园_{YI}_2026.xlsx", f"同名园_{BING}_2026.xlsx"}
    came = import_workbooks(opened, issued.written, enrolling=False, **WHO)
    assert {(one.carrier, one.uscc) for one in came} == {("甲/孵化器", JIA), ("同名园", YI), ("同名园", BING)}
    again = write_each(opened, folder)
    assert (len(again.written), len(again.kept)) == (0, 3), "what somebody may have filled in is left alone"
    assert {one.state.value for one in participants(opened)} == {State.RECEIVED.value}


class Once:
    """Stops at the second step."""

    def step(self, done: int, total: int, label: str = "") -> None:
        if done == 1:
            raise Cancelled


def test_writing_stops_between_two_workbooks(opened: OpenRound, tmp_path: Path) -> None:
    add(opened, [Entry("甲孵化器", JIA), Entry("乙孵化器", YI)], **WHO)
    issued = write_each(opened, tmp_path / "out", progress=Once())
    assert (len(issued.written), issued.stopped) == (1, True)
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize(
    ("block", "contacts"),
    [
        (f"甲孵化器\t{JIA}\t周念\t13800000000", [CALLED]),
        (f"1\t{JIA}\t甲孵化器\t周念\t13800000000", [CALLED]),
        (f"甲孵化器\t{JIA}\t021-55550000", [Contact("", "021-55550000")]),
        (f"甲孵化器\t0571-88886666\t{JIA}", [Contact("", "0571-88886666")]),
        (f"甲孵化器\t{JIA}\t产业类\t某路 1 号", [None]),
        (f"名称\t代码\t类型\t联系人及电话\n甲孵化器\t{JIA}\t综合\t周念 13800000000", [CALLED]),
        (f"名称\t代码\t负责人\t联系人\t手机\n甲孵化器\t{JIA}\t吴总\t周念\t13800000000", [CALLED]),
        (f"联系人\t联系电话\t名称\t代码\n周念\t13800000000\t甲孵化器\t{JIA}\n\t\t乙孵化器\t{YI}", [CALLED, None]),
        (f"Contact\tTelephone\tName\tCode\n周念\t(021) 55550000转12\t甲孵化器\t{JIA}", [Contact("周念", "(021) 55550000转12")]),
    ],
)
def test_whom_to_call_is_read_out_of_a_list(opened: OpenRound, block: str, contacts: list[Contact | None]) -> None:
    found = [one for one in proposed_block(opened, block) if one.adds]
    assert [one.name for one in found] == ["甲孵化器", "乙孵化器"][: len(contacts)]
    assert [one.contact for one in found] == contacts


def test_another_contact_is_a_change_that_is_journalled_and_taken_back(opened: OpenRound) -> None:
    add(opened, [Entry("甲孵化器", JIA, CALLED)], **WHO)
    [same] = proposed_block(opened, f"甲孵化器\t{JIA}\t周念\t13800000000")
    assert same.verdict is Verdict.KNOWN
    [silent] = proposed_block(opened, f"甲孵化器\t{JIA}")
    assert silent.verdict is Verdict.KNOWN
    [other] = proposed_block(opened, f"甲孵化器\t{JIA}\t吴越\t13900000000")
    assert (other.verdict, tell(other.said)) == (Verdict.CALLED, "已在名单里，联系方式由“周念　13800000000”改为现在的")
    added = add(opened, entries([other]), **WHO)
    assert called(opened) == {"甲孵化器": Contact("吴越", "13900000000")}
    said = journal_page(opened.store, JournalFilter(kind="carrier.contact_changed")).entries[0].sentence
    assert said == "甲孵化器的联系方式：“周念　13800000000” → “吴越　13900000000”"
    take_back(opened, added, **WHO)
    assert called(opened) == {"甲孵化器": CALLED}
    # somebody has changed it since: it stays
    added = add(opened, [Entry("甲孵化器", JIA, Contact("吴越", ""))], **WHO)
    add(opened, [Entry("甲孵化器", JIA, Contact("郑三", ""))], **WHO)
    take_back(opened, added, **WHO)
    assert called(opened) == {"甲孵化器": Contact("郑三", "")}
    add(opened, [Entry("甲新名", JIA)], **WHO)
    assert called(opened) == {"甲新名": Contact("郑三", "")}, "who is renamed without a word of it is still called so"


def called(opened: OpenRound) -> dict[str, Contact]:
    return {one.name: one.contact for one in participants(opened)}
