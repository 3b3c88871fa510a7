"""Keys renamed everywhere, and new keys for what would change its meaning: the rubric computes the same, the old key means the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.definitions.codec import read_plain
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.drafting import Act, Change, changed_by
from scoring.definitions.form import Form
from scoring.definitions.locations import entry_at
from scoring.definitions.referring import Book, codes_in, names_in, spelling
from scoring.definitions.renewing import renaming, renewed
from scoring.definitions.roles import Space
from scoring.definitions.rubric import Rubric
from scoring.definitions.shapes import key_of, own_key
from scoring.engine.worked import run_examples, run_grade_cases, run_worked
from scoring.services.draft_words import type_of
from scoring.services.rubrics import sample_rows
from tests.rounds import rounds
from tests.scoring.drafts.shipped import at, form, form_of, rubric

PARAMETERS = {"Y": 2025, "cutoff": 20251231}


def of_rubric(plain: dict[str, Any]) -> Book:
    found = form_of(plain)
    assert found is not None
    return Book.of(Rubric, plain, found.plain)


def compiled(plain: dict[str, Any]) -> CompiledRubric:
    found = form_of(plain)
    assert found is not None
    document, _, findings = read_plain(plain, Rubric, "")
    assert document is not None, findings
    result, findings = compile_rubric(document, found.form, "")
    assert result is not None, findings
    return result


def test_names_and_codes_are_found_by_where_they_stand() -> None:
    text = "year(graduated_on) >= Y - 2 and\n  status in ('a', 'year') and not excluded"
    assert [name for _, name in names_in(text)] == ["graduated_on", "Y", "status", "excluded"]
    assert [(text[start : start + len(code)], name) for start, code, name in codes_in(text)] == [
        ("a", "status"),
        ("year", "status"),
    ]
    assert [name for _, name in names_in("revenue > and 'x y'")] == ["revenue", "and"], "what does not read, as it stands"


def test_how_an_expression_is_spaced_is_no_meaning() -> None:
    assert spelling("a  and\n not b = 'x  y'") == spelling("a and not b='x  y'") != spelling("a and not b = 'x y'")


@settings(max_examples=rounds(25, 400), deadline=None)
@given(st.data())
def test_renaming_keys_keeps_what_a_rubric_computes(data: st.DataObject) -> None:
    plain, rows = rubric(), None
    for number in range(data.draw(st.integers(1, 4))):
        book = of_rubric(plain)
        known = [path for path, _, _, name in book.everything() if name.space not in (Space.ENTRY, Space.RULE)]
        path = data.draw(st.sampled_from(known))
        changes = renaming(book, path, f"Neu{number}")
        after = changed_by(plain, changes)
        assert changed_by(after.document, after.inverse).document == plain
        assert key_of(type_of(Rubric, after.document, path), entry_at(after.document, path)) == f"Neu{number}"
        plain = after.document
    result = compiled(plain)
    rows = sample_rows(result.form)
    assert run_examples(result) == ()
    assert run_grade_cases(result, PARAMETERS) == ()
    assert run_worked(result, rows, PARAMETERS) == ()


def test_every_key_of_the_example_can_be_renamed_and_everything_follows() -> None:
    plain = rubric()
    for number, (path, _, _, name) in enumerate(list(of_rubric(plain).everything())):
        if name.space not in (Space.ENTRY, Space.RULE):
            plain = changed_by(plain, renaming(of_rubric(plain), path, f"N{number}")).document
    result = compiled(plain)
    assert run_worked(result, sample_rows(result.form), PARAMETERS) == ()


# New keys ------------------------------------------------------------------------------------------------------------------


def test_a_set_with_another_meaning_gets_a_new_key_and_so_does_what_is_measured_over_it() -> None:
    book = of_rubric(rubric())
    change = Change(Act.PUT, ("sets", at(rubric()["sets"], "P"), "where"), "founded_on <= date(Y - 2, 1, 1)")
    after, more, found = renewed(book, (change,), [book])
    assert [(one.old, one.new) for one in found] == [("P", "P_2"), ("revenue_growth", "revenue_growth_2")]
    indicator = next(one for one in after["indicators"] if one["measure"] == "revenue_growth_2")
    assert indicator["code"] == "A2-2"
    assert not any(one["key"] in ("P", "revenue_growth") for one in (*after["sets"], *after["measures"]))
    assert more
    assert compiled(after)


@pytest.mark.parametrize(
    "change",
    [
        Change(Act.PUT, ("sets", 1, "where"), "founded_on  <=  date(Y-1, 1, 1)"),
        Change(Act.PUT, ("sets", 1, "label"), {"zh": "同口径", "en": "comparable"}),
        Change(Act.PUT, ("indicators", 0, "weight"), 3),
        Change(Act.PUT, ("indicators", 0, "measure"), "hnte_share"),
        Change(Act.PUT, ("measures", 0, "unit"), {"zh": "%", "en": "per cent"}),
        Change(Act.PUT, ("measures", 0, "min_rows"), 7),
    ],
)
def test_what_is_no_change_of_meaning_keeps_its_key(change: Change) -> None:
    book = of_rubric(rubric())
    assert renewed(book, (change,), [book])[1:] == ((), ())


def test_a_key_that_is_new_in_the_draft_changes_freely() -> None:
    base = of_rubric(rubric())
    mine = {"key": "mine", "label": {"zh": "我的"}, "kind": "count", "over": "T"}
    with_mine = changed_by(rubric(), [Change(Act.INSERT, ("measures", 0), mine)]).document
    after, more, _ = renewed(of_rubric(with_mine), (Change(Act.PUT, ("measures", 0, "over"), "G"),), [base])
    assert (after["measures"][0]["key"], more) == ("mine", ())


def test_an_old_key_cannot_be_given_to_something_else() -> None:
    base = of_rubric(rubric())
    without = changed_by(rubric(), [Change(Act.REMOVE, ("measures", at(rubric()["measures"], "hnte_share")))]).document
    again = {"key": "hnte_share", "label": {"zh": "别的"}, "kind": "count", "over": "T"}
    after, _, found = renewed(of_rubric(without), (Change(Act.INSERT, ("measures", 0), again),), [base])
    assert (after["measures"][0]["key"], found[0].old) == ("hnte_share_2", "hnte_share")


def test_a_field_with_another_unit_is_another_field_wherever_the_form_names_it() -> None:
    plain = form()
    table = at(plain["tables"], "tenants")
    place = at(plain["tables"][table]["fields"], "founded_on")
    book = Book.of(Form, plain, None)
    users = sum("founded_on" in str(one) for one in plain["checks"])
    after, _, found = renewed(book, (Change(Act.PUT, ("tables", table, "fields", place, "type"), "text"),), [book])
    assert [(one.old, one.new) for one in found] == [("founded_on", "founded_on_2")]
    assert users == sum("founded_on_2" in str(one) for one in after["checks"])
    other = at(plain["tables"], "graduates")
    assert after["tables"][other] == plain["tables"][other], "a field of another table keeps its key"


def test_a_code_follows_into_the_expressions_of_its_field_alone() -> None:
    plain = form()
    choices = at(plain["choice_lists"], "carrier_kind")
    code = at(plain["choice_lists"][choices]["choices"], "专业孵化器", "code")
    book = Book.of(Form, plain, None)
    after = changed_by(plain, renaming(book, ("choice_lists", choices, "choices", code), "专业型")).document
    record = after["tables"][at(after["tables"], "carrier")]["fields"]
    assert record[at(record, "focus_industry")]["required_when"] == "carrier_kind = '专业型'"
    assert "专业孵化器" not in str([one.get("required_when") for one in record])


def test_the_key_of_a_definition_is_nobodys_reference() -> None:
    assert own_key(Form) is None
