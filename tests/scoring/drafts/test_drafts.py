"""Drafts in a workspace: begun, edited, undone and done again, dropped, adopted; what the journal and the doctor say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.definitions.canonical import canonical
from scoring.errors import Refusal
from scoring.messages import LANGUAGES, tell
from scoring.services import drafts
from scoring.services.conditions import conditions_for
from scoring.services.definition_compare import compare_versions
from scoring.services.definition_files import save_definition, save_document
from scoring.services.draft_adopting import adopt_draft, withdraw_adoption
from scoring.services.draft_desk import draft_card, draft_desk
from scoring.services.draft_slots import SlotKind
from scoring.services.draft_steps import Adding
from scoring.services.draft_trying import draft_examples, draft_impact
from scoring.services.journalling import JournalFilter, journal_page
from scoring.services.policies import adopted_policies
from scoring.services.rounds import OpenRound, new_workspace, open_workspace
from scoring.services.rubric_compare import Changed
from scoring.services.rubric_versions import Origin
from scoring.store import definitions, doctor
from scoring.store.definitions import Kind
from scoring.store.drafts import State
from tests.rounds import rounds
from tests.scoring.drafts.shipped import RESOURCES, at

WHO: dict[str, Any] = {"actor": "沈评审", "now": datetime(2026, 11, 21, 8, tzinfo=UTC)}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = new_workspace(tmp_path / "a.fuping", district="示例区", assessment_year=2026, data_year=2025, **WHO)
    with made.store:
        yield made


def begun(opened: OpenRound, kind: Kind = Kind.RUBRIC) -> str:
    return drafts.begin_draft(opened, drafts.definition_choices(opened, kind)[0], **WHO).id


def document(opened: OpenRound, draft: str) -> dict[str, Any]:
    return drafts.open_draft(opened, draft).document


def text(opened: OpenRound, draft: str) -> str:
    return drafts.draft_text(drafts.open_draft(opened, draft))


def sentences(opened: OpenRound, language: str = "zh") -> list[str]:
    return [one.sentence for one in journal_page(opened.store, JournalFilter(), language).entries]


def refusal(call: Any) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    for language in LANGUAGES:
        assert "{" not in tell(refused.value.said, language)
    return refused.value.said.code


# Edits, undoing, doing again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_a_draft_of_every_kind_says_at_first_what_was_copied(opened: OpenRound, kind: Kind) -> None:
    for choice in drafts.definition_choices(opened, kind):
        draft = drafts.begin_draft(opened, choice, **WHO).id
        assert text(opened, draft) == choice.text
        desk = draft_desk(opened, draft)
        assert (desk.adoptable, desk.undo, desk.head.title) == (True, "", choice.title)
    assert doctor.examine(opened.store) == ()


def test_edits_are_undone_one_by_one_and_done_again(opened: OpenRound) -> None:
    draft = begun(opened)
    start = text(opened, draft)
    place = at(document(opened, draft)["indicators"], "A1-1", "code")
    seen = [start]
    for path, typed in ((("indicators", place, "weight"), "2"), (("title", "zh"), "新名称"), (("total_floor",), "")):
        drafts.type_text(opened, draft, path, typed, **WHO)
        seen.append(text(opened, draft))
    for due in reversed(seen[:-1]):
        drafts.undo_edit(opened, draft, **WHO)
        assert text(opened, draft) == due
    assert refusal(lambda: drafts.undo_edit(opened, draft, **WHO)) == "drafts.nothing_to_undo"
    for due in seen[1:]:
        drafts.redo_edit(opened, draft, **WHO)
        assert text(opened, draft) == due
    assert refusal(lambda: drafts.redo_edit(opened, draft, **WHO)) == "drafts.nothing_to_redo"
    drafts.undo_edit(opened, draft, **WHO)
    drafts.type_text(opened, draft, ("version",), "2027", **WHO)
    assert refusal(lambda: drafts.redo_edit(opened, draft, **WHO)) == "drafts.nothing_to_redo", "a new edit forgets it"
    assert doctor.examine(opened.store) == ()


def test_what_was_undone_by_somebody_else_is_not_undone_twice(opened: OpenRound) -> None:
    draft = begun(opened)
    first = drafts.type_text(opened, draft, ("version",), "2027", **WHO)
    drafts.type_text(opened, draft, ("version",), "2028", **WHO)
    assert refusal(lambda: drafts.undo_edit(opened, draft, number=first.number, **WHO)) == "drafts.nothing_to_undo"


def test_nothing_typed_is_nothing_kept(opened: OpenRound) -> None:
    draft = begun(opened)
    assert drafts.type_text(opened, draft, ("version",), document(opened, draft)["version"], **WHO).number == 0
    assert draft_desk(opened, draft).undo == ""


@settings(max_examples=rounds(8, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_row_of_edits_by_the_page_undone_gives_the_same_text(opened: OpenRound, data: st.DataObject) -> None:
    draft = begun(opened, data.draw(st.sampled_from(list(Kind))))
    start, done = text(opened, draft), 0
    for _ in range(data.draw(st.integers(1, 6))):
        nodes = [one for one in draft_desk(opened, draft).outline.everything() if one.path]
        node = data.draw(st.sampled_from(nodes))
        acts = ["add"] * bool(node.adds) + ["remove", "copy", "down", "up", "type"] * bool(node.sort)
        if not acts:
            continue
        match data.draw(st.sampled_from(acts)):
            case "add":
                made = drafts.add_entry(opened, draft, data.draw(st.sampled_from(node.adds)), **WHO)
            case "remove":
                made = drafts.remove_entry(opened, draft, node.path, **WHO)
            case "copy":
                made = drafts.copy_entry(opened, draft, node.path, **WHO)
            case "type":
                slots = [
                    one for one in draft_card(opened, draft, node.path).slots if one.kind.value in ("text", "key", "expression")
                ]
                if not slots:
                    continue
                slot = data.draw(st.sampled_from(slots))
                if slot.kind is SlotKind.KEY and any(one.key == "Zz1" for one in nodes):
                    continue
                made = drafts.type_text(opened, draft, slot.path, "Zz1", **WHO)
            case way:
                made = drafts.move_entry(opened, draft, node.path, 1 if way == "down" else -1, **WHO)
        done += bool(made.number)
        draft_desk(opened, draft, "en")
    for _ in range(done):
        drafts.undo_edit(opened, draft, **WHO)
    assert text(opened, draft) == start


def test_the_reading_follows_the_edit_and_the_finding_goes_with_it(opened: OpenRound) -> None:
    draft = begun(opened)
    place = at(document(opened, draft)["measures"], "ip_share")

    def slot() -> Any:
        return next(one for one in draft_card(opened, draft, ("measures", place)).slots if one.name == "where")

    drafts.type_text(opened, draft, ("measures", place, "where"), "ip_valid >= 2 und", **WHO)
    place = at(document(opened, draft)["measures"], "ip_share_2")
    assert (slot().reading, slot().findings[0].column) == ("", 15)
    assert not draft_desk(opened, draft).adoptable
    drafts.type_text(opened, draft, ("measures", place, "where"), "ip_valid >= 2", **WHO)
    assert (slot().reading, slot().findings) == ("「拥有有效知识产权」 不低于 2", ())


def test_lines_of_a_scale_and_names_are_edited(opened: OpenRound) -> None:
    draft = begun(opened)
    scale = ("indicators", at(document(opened, draft)["indicators"], "A1-1", "code"), "scale")

    def nodes() -> Any:
        return drafts.open_draft(opened, draft).document["indicators"][scale[1]]["scale"]["nodes"]

    before = len(nodes())
    line = drafts.add_entry(opened, draft, Adding((*scale, "nodes"), "", ""), **WHO).path
    drafts.type_text(opened, draft, (*line, 0), "15%", **WHO)
    drafts.move_entry(opened, draft, line, -1, **WHO)
    assert (len(nodes()), nodes()[-2][0]) == (before + 1, "15%")
    drafts.remove_entry(opened, draft, (*scale, "nodes", before - 1), **WHO)
    drafts.choose_kind(opened, draft, scale, "按同类名次", **WHO)
    assert drafts.open_draft(opened, draft).document["indicators"][scale[1]]["scale"]["kind"] == "rank"
    drafts.set_names(opened, draft, ("ties",), ["B", "A"], **WHO)
    assert document(opened, draft)["ties"] == ["B", "A"]
    assert refusal(lambda: drafts.set_names(opened, draft, ("ties",), ["X"], **WHO)) == "definitions.unknown_reference"
    drafts.take_away(opened, draft, ("rounding", "indicator_decimals"), **WHO)
    assert "indicator_decimals" not in document(opened, draft)["rounding"]
    assert refusal(lambda: drafts.take_away(opened, draft, ("rounding", "mode"), **WHO)) == "drafts.needed"


def test_a_new_grade_begins_with_points_and_may_lose_them(opened: OpenRound) -> None:
    """Left out they are gone from the text as well: no points reach it, and a rule is asked for."""
    draft = begun(opened)
    made = drafts.add_entry(opened, draft, Adding(("grades",), "GradeLevel", ""), **WHO).path
    assert document(opened, draft)["grades"][-1].keys() == {"name", "at_least"}
    drafts.move_entry(opened, draft, made, -1, **WHO)
    place = ("grades", made[-1] - 1)
    slot = next(one for one in draft_card(opened, draft, place).slots if one.name == "at_least")
    assert (slot.text, slot.required, slot.kind) == ("0", False, SlotKind.NUMBER)
    drafts.take_away(opened, draft, (*place, "at_least"), **WHO)
    assert document(opened, draft)["grades"][place[-1]].keys() == {"name"}
    (slot,) = [one for one in draft_card(opened, draft, place).slots if one.name == "at_least"]
    assert (slot.given, [one.level.value for one in slot.findings]) == (False, ["warning"])
    assert draft_desk(opened, draft).adoptable
    last = ("grades", place[-1] + 1, "at_least")
    drafts.take_away(opened, draft, last, **WHO)
    assert not draft_desk(opened, draft).adoptable
    drafts.type_text(opened, draft, last, "0", **WHO)
    assert draft_desk(opened, draft).adoptable


def test_keys_of_a_free_table_are_renamed_added_and_taken_away(opened: OpenRound) -> None:
    draft = begun(opened)
    of = ("branch_examples", 0, "of")
    first = next(iter(document(opened, draft)["branch_examples"][0]["of"]))
    made = drafts.add_entry(opened, draft, Adding(of, "", ""), **WHO)
    assert made.path[-1] not in (first, "")
    drafts.remove_entry(opened, draft, made.path, **WHO)
    drafts.type_text(opened, draft, (*of, first, "@key"), "A", **WHO)
    assert "A" in document(opened, draft)["branch_examples"][0]["of"]
    assert (
        refusal(lambda: drafts.type_text(opened, draft, (*of, "A", "@key"), "nobody", **WHO)) == "definitions.unknown_reference"
    )


def test_several_keys_at_once_are_one_edit_with_its_new_key(opened: OpenRound) -> None:
    draft = begun(opened)
    place = at(document(opened, draft)["measures"], "tenants_count")
    done = drafts.put_values(opened, draft, ("measures", place), {"kind": "share", "where": "hnte"}, **WHO)
    assert done.renewed is not None
    entry = document(opened, draft)["measures"][place]
    assert (entry["key"], entry["kind"], entry["where"]) == ("tenants_count_2", "share", "hnte")
    drafts.undo_edit(opened, draft, **WHO)
    assert document(opened, draft)["measures"][place]["key"] == "tenants_count"


# Dropping ------------------------------------------------------------------------------------------------------------------


def test_a_dropped_draft_comes_back(opened: OpenRound) -> None:
    draft = begun(opened)
    drafts.drop_draft(opened.store, draft, **WHO)
    assert drafts.standing_drafts(opened.store) == ()
    assert refusal(lambda: drafts.type_text(opened, draft, ("version",), "2027", **WHO)) == "drafts.not_standing"
    drafts.take_up_draft(opened.store, draft, **WHO)
    drafts.type_text(opened, draft, ("version",), "2027", **WHO)
    assert [one.id for one in drafts.standing_drafts(opened.store)] == [draft]
    assert refusal(lambda: drafts.find_draft(opened.store, "nobody")) == "drafts.no_such_draft"
    begun(opened)
    assert refusal(lambda: drafts.find_draft(opened.store, "quality-mix")) == "drafts.which_draft"
    assert drafts.find_draft(opened.store, draft[-10:]).id == draft


def test_a_file_becomes_a_draft_and_a_draft_a_file(opened: OpenRound, tmp_path: Path) -> None:
    ours = RESOURCES / "rubrics" / "quality_mix_skeleton.toml"
    draft = drafts.begin_draft(opened, drafts.definition_file(ours), **WHO).id
    saved = tmp_path / "saved.toml"
    save_document(saved, Kind.RUBRIC, document(opened, draft))
    again = drafts.definition_file(saved)
    assert (again.text, again.origin) == (text(opened, draft), Origin.FILE)
    save_definition(saved, Kind.FORM, definitions.load(opened.store, opened.round.form).text)
    assert drafts.definition_file(saved).hash == opened.round.form
    broken = tmp_path / "broken.toml"
    broken.write_text(ours.read_text("utf-8").replace("[[measures]]", "[[measure]]", 1), "utf-8")
    assert refusal(lambda: drafts.definition_file(broken)) == "drafts.file_has_mistakes"
    broken.write_text('schema = "x"', "utf-8")
    assert refusal(lambda: drafts.definition_file(broken)) == "drafts.no_definition"


# Adopting ------------------------------------------------------------------------------------------------------------------


def test_a_form_takes_effect_where_there_is_no_return(opened: OpenRound) -> None:
    draft = begun(opened, Kind.FORM)
    added = drafts.add_entry(opened, draft, Adding(("tables", 0, "fields"), "", ""), **WHO)
    drafts.type_text(opened, draft, (*added.path, "label", "zh"), "新问题", **WHO)
    drafts.type_text(opened, draft, (*added.path, "label", "en"), "New question", **WHO)
    drafts.type_text(opened, draft, (*added.path, "use"), "I", **WHO)
    assert draft_desk(opened, draft).adoptable, [one.sentence for one in draft_desk(opened, draft).findings]
    done = adopt_draft(opened, draft, version="2026", **WHO)
    again = open_workspace(opened.store.path)
    with again.store:
        assert again.form.form.version == "2026"
        assert again.form.form.tables[0].fields[-1].label.zh == "新问题"
        assert done.before == opened.round.form
        withdraw_adoption(again, draft, done, **WHO)
    with open_workspace(opened.store.path).store as store:
        assert doctor.examine(store) == ()


def test_conditions_and_policies_stand_beside_ours_once_adopted(opened: OpenRound) -> None:
    ours = {one.compiled.document.key: one.hash for one in conditions_for(opened)}
    draft = begun(opened, Kind.CONDITIONS)
    key = document(opened, draft)["key"]
    done = adopt_draft(opened, draft, version="2027", title="新的条件", **WHO)
    now = {one.compiled.document.key: one for one in conditions_for(opened)}
    assert now.keys() == ours.keys()
    assert (now[key].hash, now[key].compiled.document.title.zh) == (done.hash, "新的条件")
    policy = begun(opened, Kind.POLICY)
    adopt_draft(opened, policy, version="2027", day=date(2026, 12, 1), **WHO)
    assert adopted_policies(opened.store)[0].name == "草稿 2026-12-01"


def test_what_cannot_be_adopted_is_refused_and_leaves_nothing(opened: OpenRound) -> None:
    draft = begun(opened)
    assert refusal(lambda: adopt_draft(opened, draft, version=" ", **WHO)) == "drafts.version_needed"
    assert refusal(lambda: adopt_draft(opened, draft, version="2026", **WHO)) == "drafts.same_as_before"
    drafts.type_text(opened, draft, ("indicators", 0, "weight"), "2", **WHO)
    assert refusal(lambda: adopt_draft(opened, draft, version="2026", **WHO)) == "drafts.version_taken"
    drafts.type_text(opened, draft, ("takes_part",), "nowhere", **WHO)
    before = drafts.find_draft(opened.store, draft).edits
    assert refusal(lambda: adopt_draft(opened, draft, version="2027", **WHO)) == "drafts.has_errors"
    assert drafts.find_draft(opened.store, draft).edits == before, "the version was not written either"
    assert refusal(lambda: draft_impact(opened, draft)) == "drafts.has_errors"
    assert refusal(lambda: draft_examples(opened, begun(opened, Kind.POLICY))) == "drafts.not_a_rubric"


def test_an_adopted_rubric_is_scored_by_and_can_be_withdrawn(opened: OpenRound) -> None:
    draft = begun(opened)
    drafts.type_text(opened, draft, ("title", "zh"), "明年的细则（示例）", **WHO)
    done = adopt_draft(opened, draft, version="2027", **WHO)
    with open_workspace(opened.store.path).store as store:
        (used,) = store.row("SELECT rubric_hash FROM round") or ()
        assert (used, done.before) == (done.hash, opened.round.rubric)
    assert drafts.find_draft(opened.store, draft).state is State.ADOPTED
    withdraw_adoption(opened, draft, done, **WHO)
    (used,) = opened.store.row("SELECT rubric_hash FROM round") or ()
    assert used == opened.round.rubric
    again = adopt_draft(opened, draft, version="2027", **WHO)  # what redo does
    (used,) = opened.store.row("SELECT rubric_hash FROM round") or ()
    assert (used, again) == (done.hash, done)
    assert drafts.find_draft(opened.store, draft).state is State.ADOPTED
    assert doctor.examine(opened.store) == ()
    other = begun(opened)
    drafts.type_text(opened, other, ("title", "zh"), "明年的细则（示例）", **WHO)
    assert refusal(lambda: adopt_draft(opened, other, version="2027", **WHO)) == "drafts.same_as_before"


# Comparing -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_two_versions_of_any_kind_are_compared_by_key(opened: OpenRound, kind: Kind, language: str) -> None:
    draft = begun(opened, kind)
    base = drafts.definition_choices(opened, kind, language)[0]
    assert compare_versions(opened, base, draft, language).differences == ()
    sections = {Kind.FORM: ("checks", 0), Kind.RUBRIC: ("vetoes", 0), Kind.CONDITIONS: ("groups", 0), Kind.POLICY: ("clauses", 0)}
    label = "message" if kind is Kind.FORM else "label"
    drafts.type_text(opened, draft, (*sections[kind], label, language), "别的说法", **WHO)
    drafts.remove_entry(opened, draft, (sections[kind][0], len(document(opened, draft)[sections[kind][0]]) - 1), **WHO)
    found = compare_versions(opened, base, draft, language)
    assert {Changed.CHANGED, Changed.REMOVED} <= {one.change for one in found.differences}
    assert any("别的说法" in one.new for one in found.differences)
    assert all("{" not in line for line in found.lines())
    other = begun(opened, Kind.POLICY if kind is not Kind.POLICY else Kind.FORM)
    assert refusal(lambda: compare_versions(opened, base, other)) == "drafts.not_of_one_kind"


# The journal ---------------------------------------------------------------------------------------------------------------


def test_every_step_stands_in_the_journal_in_both_languages(opened: OpenRound) -> None:
    draft = begun(opened)
    place = at(document(opened, draft)["sets"], "P")
    drafts.type_text(opened, draft, ("indicators", 0, "weight"), "2", **WHO)
    drafts.type_text(opened, draft, ("sets", place, "where"), "founded_on <= date(Y - 2, 1, 1)", **WHO)
    drafts.undo_edit(opened, draft, **WHO)
    drafts.redo_edit(opened, draft, **WHO)
    drafts.drop_draft(opened.store, draft, **WHO)
    drafts.take_up_draft(opened.store, draft, **WHO)
    told = sentences(opened)[:7]
    assert "重新编辑" in told[0]
    assert "收起" in told[1]
    assert "重做" in told[2]
    assert "撤销" in told[3]
    assert "P → P_2" in told[4]
    assert "不能改" in told[4]
    assert "指标“A1-1” › 权重：（空） → 2" in told[5]
    assert told[6].startswith("开始评分细则的草稿")
    english = sentences(opened, "en")[:7]
    assert 'Indicator "A1-1" › Weight: (nothing) → 2' in english[5]
    assert "never changes its meaning" in english[4]


def test_an_edit_changed_behind_our_back_is_found(opened: OpenRound) -> None:
    draft = begun(opened)
    drafts.type_text(opened, draft, ("version",), "2027", **WHO)
    with opened.store.writing() as db:
        db.execute("DROP TRIGGER draft_edit_no_update")
        db.execute("UPDATE draft_edit SET changes = replace(changes, '2027', '2028')")
    codes = {one.code for one in doctor.examine(opened.store)}
    assert codes >= {"store.doctor.not_as_journalled", "store.doctor.schema"}


def test_a_copy_of_the_workspace_shows_its_own_draft(opened: OpenRound, tmp_path: Path) -> None:
    draft = begun(opened)
    drafts.type_text(opened, draft, ("version",), "2027", **WHO)
    opened.store.close()
    copy = tmp_path / "b.fuping"
    copy.write_bytes((tmp_path / "a.fuping").read_bytes())
    with open_workspace(copy).store as _:
        pass
    one, other = open_workspace(tmp_path / "a.fuping"), open_workspace(copy)
    with one.store, other.store:
        drafts.type_text(one, draft, ("version",), "2030", **WHO)
        drafts.type_text(other, draft, ("version",), "2031", **WHO)
        assert (document(one, draft)["version"], document(other, draft)["version"]) == ("2030", "2031")
        assert canonical(document(one, draft)) != canonical(document(other, draft))
