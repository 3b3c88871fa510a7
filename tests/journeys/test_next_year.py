"""The next year in the same workspace: what is taken over, what it is compared with, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.definitions.rubric import RoundingMode
from scoring.engine.exact import Ratio, rounded
from scoring.engine.wording import plain
from scoring.errors import Refusal
from scoring.services.draft_adopting import adopt_draft, withdraw_adoption
from scoring.services.drafts import Kind, begin_draft, definition_choices, type_text
from scoring.services.journalling import JournalFilter, journal_page
from scoring.services.live import Scored
from scoring.services.next_year import NextYear, TakenOver, begin_next, coming_form, round_before, take_back
from scoring.services.overview import overview
from scoring.services.reviewers import add_reviewer
from scoring.services.roster import Entry, add, withdraw
from scoring.services.scoring import live
from scoring.services.workplace import Workplace
from scoring.services.years import year_before
from tests.journeys.driving import CARRIERS, NAMES, ROOT, WORKSPACE, ask, fuping, returned

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SKELETON = ROOT / "resources" / "rubrics" / "quality_mix_skeleton.toml"
NEWCOMER = Entry("云岬新园", "91310113YFP9000091")


@pytest.fixture
def place(own: Path) -> Iterator[Workplace]:
    with Workplace(own / WORKSPACE, actor="甲") as made:
        yield made


def begin(place: Workplace, year: int = 2027, *, roster: bool = True, rubric: Path | None = None) -> list[str]:
    kinds = tuple(TakenOver(one.round_id, roster, rubric) for one in round_before(place.store).kinds)
    made = begin_next(place.store, NextYear(year, year - 1, kinds), actor="甲", now=NOW)
    return [one.round.id for one in made]


def test_the_next_year_takes_over_kinds_form_rubric_and_list(place: Workplace) -> None:
    before = place.opened()
    said = round_before(place.store)
    assert (said.assessment_year, said.kinds[0].carriers, said.kinds[0].sealed) == (2026, len(CARRIERS), True)
    begin(place)
    place.turn_to(2027)
    now = place.opened()
    assert (now.round.form, now.round.rubric, now.round.kind) == (before.round.form, before.round.rubric, before.round.kind)
    assert (now.round.data_year, now.parameters["Y"], now.round.due) == (2026, 2026, None)
    assert {one.name for one in now.participants()} == set(NAMES.values())
    # from now on each year has a list of its own
    add(now, [NEWCOMER], actor="甲", now=NOW)
    withdraw(now, [CARRIERS["丙"]], actor="甲", now=NOW)
    assert {one.name for one in before.participants()} == set(NAMES.values())


def test_a_form_adopted_since_is_the_next_years(place: Workplace) -> None:
    opened = place.opened()
    current = next(one for one in definition_choices(opened, Kind.FORM) if one.hash == opened.round.form)
    draft = begin_draft(opened, current, actor="甲", now=NOW)
    type_text(opened, draft.id, ("title", "zh"), "孵化器年度填报表（新）", actor="甲", now=NOW)
    adopted = adopt_draft(opened, draft.id, version="2026", actor="甲", now=NOW)
    assert place.opened().round.form == opened.round.form, "a round with returns keeps the form they were read with"
    assert round_before(place.store).kinds[0].form == "孵化器年度填报表（新） 2026"
    begin(place)
    place.turn_to(2027)
    assert place.opened().round.form == adopted.hash


def test_a_form_whose_adoption_was_undone_waits_for_no_year(place: Workplace) -> None:
    before = place.opened()
    choice = next(one for one in definition_choices(before, Kind.FORM) if one.hash == before.round.form)
    draft = begin_draft(before, choice, actor="甲", now=NOW).id
    done = adopt_draft(before, draft, version="2027", actor="甲", now=NOW)
    withdraw_adoption(before, draft, done, actor="甲", now=NOW)
    assert coming_form(before) == before.round.form
    adopt_draft(before, draft, version="2027", actor="甲", now=NOW)  # done again
    assert coming_form(before) == done.hash


def test_an_empty_list_another_rubric_and_kinds_left_out(place: Workplace) -> None:
    begin(place, 2028, roster=False, rubric=SKELETON)
    place.turn_to(2028)
    assert place.opened().participants() == ()
    assert place.opened().rubric.rubric.key == "quality-mix-skeleton"
    place.turn_to(2026)
    assert place.opened().rubric.rubric.key == "quality-mix"


@pytest.mark.parametrize(
    ("year", "data_year", "kinds", "code"),
    [
        (2026, 2025, True, "services.year_not_later"),
        (2025, 2024, True, "services.year_not_later"),
        (2027, 2028, True, "services.data_of_the_future"),
        (2027, 2026, False, "services.no_kind_goes_on"),
    ],
)
def test_what_cannot_be_begun(place: Workplace, year: int, data_year: int, kinds: bool, code: str) -> None:
    taken = (TakenOver(place.opened().round.id),) if kinds else ()
    with pytest.raises(Refusal) as refused:
        begin_next(place.store, NextYear(year, data_year, taken), actor="甲", now=NOW)
    assert refused.value.said.code == code
    assert [one.year for one in overview(place.store.path).years] == [2026]


def test_a_kind_that_cannot_go_on_leaves_no_half_of_a_year(place: Workplace, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("schema = 1", "utf-8")
    with pytest.raises(Refusal):
        begin(place, rubric=broken)
    assert [one.year for one in overview(place.store.path).years] == [2026]


def test_what_was_sealed_is_what_the_new_year_is_compared_with(own: Path) -> None:
    """The same workbook handed in again a year later: the same points, held against those of the year before."""
    path = own / WORKSPACE
    sealed = {one["name"]: one for one in ask("score", path, "--seal")["results"]}
    assert fuping("round", "next", path).code == 0
    assert fuping("import", path, returned(own, "甲")).code in (0, 1)
    with Workplace(path, actor="甲", read_only=True) as place:
        assert place.year == 2027
        [scored] = live(place.opened())
        past = year_before(place.opened(), scored, "zh")
    was = sealed[NAMES["甲"]]
    assert past.words == "与 2026 年度封存的结果比较，两年细则相同。"
    assert past.then.startswith(was["total"])
    then = {one["code"]: one["points"] for one in was["indicators"]}
    assert {row.code: row.then.lstrip("−-") for row in past.rows} == {
        code: "—" if points is None else points.lstrip("-") for code, points in then.items()
    }


def test_values_of_two_years_stand_under_one_unit(own: Path, tmp_path: Path) -> None:
    """This year's rubric tells the same figure in another unit: both values are told in it."""
    path, wan, yuan = own / WORKSPACE, '{ zh = "万元/家", en = "wan CNY per firm" }', '{ zh = "元/家", en = "CNY per firm" }'
    text = (SKELETON.parent / "quality_mix.toml").read_text("utf-8")
    assert text.count(wan) == 1
    (tmp_path / "yuan.toml").write_text(text.replace(wan, yuan).replace('version = "2026"', 'version = "2027"', 1), "utf-8")
    assert fuping("round", "next", path, "--rubric", "孵化器", tmp_path / "yuan.toml").code == 0
    assert fuping("import", path, returned(own, "甲")).code in (0, 1)

    def told(one: Scored) -> str:
        fen = one.measured["equity_per_firm"].value
        assert fen is not None
        return plain(rounded(fen.over(Ratio(100, 1)), 4, RoundingMode.HALF_AWAY))

    values = set()
    with Workplace(path, actor="甲", read_only=True) as place:
        [scored] = live(place.opened())
        for language, unit in (("zh", "元/家"), ("en", "CNY per firm")):
            row = next(one for one in year_before(place.opened(), scored, language).rows if one.code == "A5-3")
            assert (row.unit, row.note) == (unit, "")
            assert row.value_now == told(scored)
            values.add(row.value_then)
        place.turn_to(2026)
        before = next(one for one in live(place.opened()) if one.carrier.uscc == scored.carrier.uscc)
        assert values == {told(before)}


def test_a_year_is_taken_back_while_it_is_empty_and_no_longer(place: Workplace) -> None:
    made = begin(place)
    place.turn_to(2027)
    take_back(place.store, made, actor="甲", now=NOW)
    assert [one.year for one in overview(place.store.path).years] == [2026]
    said = [one.sentence for one in journal_page(place.store, JournalFilter(kind="round.abandoned")).entries]
    assert said == ["撤回2027 年度考评（孵化器）：里面还没有填报表、评审记录和结果"]
    begun = journal_page(place.store, JournalFilter(kind="round.started")).entries[0].sentence
    assert begun.startswith("开始 2027 年度考评（孵化器）：用 2026 年的数据")
    # the same year again, and in use: it stays
    made = begin(place)
    place.turn_to(2026)
    place.turn_to(2027)
    add_reviewer(place.opened(), "李专家", actor="甲", now=NOW)
    with pytest.raises(Refusal) as refused:
        take_back(place.store, made, actor="甲", now=NOW)
    assert refused.value.said.code == "store.round_in_use"
    assert [one.year for one in overview(place.store.path).years] == [2027, 2026]


def test_the_only_round_stays(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.fuping"
    assert fuping("new", path, "--district=示例区", "--year=2026").code == 0
    refused = fuping("round", "take-back", path, 2026)
    assert (refused.code, "唯一的轮次" in refused.err) == (2, True)
    assert "已经有填报表" in fuping("round", "take-back", own / WORKSPACE, 2026).err
    assert "2030 年度没有考评；有：2026" in fuping("round", "take-back", own / WORKSPACE, 2030).err


def test_the_terminal_begins_a_year_and_looks_at_any(own: Path) -> None:
    path = own / WORKSPACE
    told = fuping("round", "next", path, "--rubric", "孵化器", SKELETON)
    assert told.code == 0, told.err
    assert told.out.splitlines()[0] == "已开始2027 年度考评，用 2026 年的数据"
    assert "与上一年度封存的结果比较" in told.out
    assert [one["year"] for one in ask("round", "list", path)["rounds"]] == [2027, 2026]
    assert fuping("round", "list", path).out.splitlines() == ["2027 年度考评　孵化器", "2026 年度考评　孵化器"]
    assert ask("score", path)["results"] == []
    assert {one["name"] for one in ask("score", path, "--year=2026")["results"]} == set(NAMES.values())
    assert ask("kind", "list", path, "--year=2026")["round"] == "2026 年度考评"
    assert ask("rubric", "show", path)["key"] == "quality-mix-skeleton"
    assert ask("rubric", "show", path, "--year=2026")["key"] == "quality-mix"
    assert "本年度研发费用" in fuping("findings", path, "听澜", "--year=2026").out
    assert fuping("findings", path, "听澜").code == 2, "nothing has come in of the new year"
    assert fuping("score", path, "--year=2031").code == 2
    assert fuping("round", "next", path, "--kind=大学科技园").err.startswith("本轮没有“大学科技园”这个类型")
    assert ask("doctor", path)["sound"]
    [run, *_] = ask("replay", path, "--year=2026")["runs"]
    assert run["figures"]
