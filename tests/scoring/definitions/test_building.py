"""Expressions as trees to build: every expression there is keeps its meaning, and what is offered fits what it is offered for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from scoring.definitions.building import (
    Condition,
    CutoffTerm,
    DayTerm,
    ExpressionTerm,
    FieldTerm,
    Group,
    Join,
    MonthsTerm,
    Node,
    NumberTerm,
    Operator,
    Term,
    YearDayTerm,
    YearOfTerm,
    YearTerm,
    begun_part,
    chosen_part,
    denied,
    holes,
    is_whole,
    normal,
    term_of,
    term_text,
    text_of,
    tree_of,
)
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_conditions import draft_conditions
from scoring.definitions.compiled_form import draft_form
from scoring.definitions.compiled_policy import draft_policy
from scoring.definitions.compiled_rubric import draft_rubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.expression import read_condition, read_number, read_value
from scoring.definitions.form import Form
from scoring.definitions.lowering import lower_condition, lower_number
from scoring.definitions.mistakes import Slot
from scoring.definitions.offers import (
    TermKind,
    begun,
    codes_offered,
    fields_offered,
    kind_of,
    kinds_on_the_right,
    number_typed,
    operators_for,
    type_of,
    usual_unit,
    with_left,
    with_operator,
)
from scoring.definitions.parsing import MOST_CHARACTERS
from scoring.definitions.policy import Policy
from scoring.definitions.rubric import Rubric
from scoring.definitions.tree import Kind
from scoring.definitions.written import written
from scoring.errors import Bug
from scoring.places import Place
from tests.scoring.definitions.random_expressions import PARAMETERS, SCOPE, Writer

RESOURCES = Path(__file__).parents[3] / "resources"
HERE = Place("x")


def documents(folder: str, kind: type) -> list[tuple[str, object]]:
    found = []
    for path in sorted((RESOURCES / folder).glob("*.toml")):
        document, _, mistakes = read_toml(path.read_text("utf-8"), kind, path.name)
        assert document is not None, mistakes
        found.append((path.name, document))
    return found


FORMS = {form.key: form for _, form in documents("forms", Form) if isinstance(form, Form)}


def slots_of_everything() -> dict[str, Slot]:
    """file › key path → slot, of every definition that comes with the program."""
    found: dict[str, Slot] = {}
    for folder, kind in (("forms", Form), ("rubrics", Rubric), ("conditions", Conditions), ("policies", Policy)):
        for name, document in documents(folder, kind):
            slots: dict[str, Slot] = {}
            match document:
                case Form():
                    findings = draft_form(document, name, slots)[1]
                case Rubric():
                    findings = draft_rubric(document, FORMS[document.form], name, slots)[1]
                case Conditions():
                    findings = draft_conditions(document, FORMS[document.form], name, slots)[1]
                case Policy():
                    findings = draft_policy(document, FORMS[document.form], name, slots)[1]
            assert findings == ()
            found |= {f"{name} › {key}": slot for key, slot in slots.items()}
    return found


SLOTS = slots_of_everything()


def texts_of(document: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(key path, text) of every text of a document."""
    if isinstance(document, str):
        yield path, document
    elif isinstance(document, tuple):
        for part in document:
            name = getattr(part, "key", "") or getattr(part, "code", "")
            yield from texts_of(part, f"{path}[{name}]")
    elif is_dataclass(document):
        for one in fields(document):
            yield from texts_of(getattr(document, one.name), f"{path}.{one.name}" if path else one.name)


def shipped() -> list[tuple[str, str]]:
    """(file › key path, expression) of every expression that comes with the program."""
    found = []
    for folder, kind in (("forms", Form), ("rubrics", Rubric), ("conditions", Conditions), ("policies", Policy)):
        for name, document in documents(folder, kind):
            found += [(f"{name} › {path}", text) for path, text in texts_of(document) if text and f"{name} › {path}" in SLOTS]
    return found


SHIPPED = shipped()


def test_every_expression_has_a_slot_that_knows_its_names() -> None:
    """Whatever reads as a condition in its slot: no place where an expression stands was forgotten."""
    assert len(SHIPPED) > 250
    places = {place.partition(" › ")[2].rpartition(".")[2] for place, _ in SHIPPED}
    assert places >= {
        "where",
        "when",
        "holds",
        "required_when",
        "takes_part",
        "value",
        "numerator",
        "denominator",
        "formula",
        "applies",
    }
    assert "incubator_annual.toml › tables[tenants].fields[uscc].required_when" in SLOTS
    assert (
        SLOTS["quality_mix.toml › sets[P].where"].scope.keys()
        == SLOTS["quality_mix.toml › measures[hnte_share].where"].scope.keys()
    )
    assert "tenants_count" in SLOTS["quality_mix.toml › measures[hnte_cultivation].formula"].scope
    assert "hnte_share" not in SLOTS["quality_mix.toml › measures[hnte_share].formula"].scope


@pytest.mark.parametrize(("place", "text"), SHIPPED, ids=[place for place, _ in SHIPPED])
def test_every_shipped_expression_keeps_its_meaning(place: str, text: str) -> None:
    slot = SLOTS[place]
    if slot.wanted is Kind.CONDITION:
        keeps_its_meaning(text, slot)
    else:
        read, _ = read_number(text, slot.scope, HERE)
        term = term_of(text, slot.scope)
        assert read is not None
        assert term is not None
        again, _ = read_number(term_text(term), slot.scope, HERE)
        assert again is not None
        assert lower_number(again[0], PARAMETERS) == lower_number(read[0], PARAMETERS)
        assert term_of(term_text(term), slot.scope) == term
        assert read_number(written(read[0]), slot.scope, HERE)[0] == read


def keeps_its_meaning(text: str, slot: Slot) -> None:
    tree, _ = read_condition(text, slot.scope, HERE)
    assert tree is not None
    built = tree_of(text, slot.scope)
    assert built is not None
    assert is_whole(built)
    again, _ = read_condition(text_of(built), slot.scope, HERE)
    assert again is not None, text_of(built)
    assert lower_condition(again, PARAMETERS) == lower_condition(tree, PARAMETERS), text_of(built)
    assert tree_of(text_of(built), slot.scope) == built
    assert read_condition(written(tree), slot.scope, HERE)[0] == tree


@pytest.mark.parametrize("seed", range(8))
def test_random_expressions_keep_their_meaning(seed: int) -> None:
    chance = random.Random(seed)
    writer = Writer(chance)
    for _ in range(120):
        keeps_its_meaning(writer.condition(chance.choice([0, 1, 2, 3])), Slot(SCOPE, Kind.CONDITION))


# Trees a person makes -------------------------------------------------------------------------------------------------

A, B, C = (Condition(FieldTerm("hnte"), Operator.YES), Condition(FieldTerm("sme"), Operator.NO),
           Condition(FieldTerm("revenue"), Operator.AT_LEAST, NumberTerm("2000万元")))  # fmt: skip


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Group(), ""),
        (A, "hnte"),
        (Group(Join.ANY, (A,)), "hnte"),
        (Group(Join.ALL, (A, B, C)), "hnte and not sme and revenue >= 2000万元"),
        (Group(Join.ALL, (A, Group(Join.ANY, (B, C)))), "hnte and (not sme or revenue >= 2000万元)"),
        (Group(Join.ANY, (A, Group(Join.ALL, (B, C)))), "hnte or not sme and revenue >= 2000万元"),
        (Group(Join.ALL, (A, Group(Join.ALL, (B, C)))), "hnte and (not sme and revenue >= 2000万元)"),
        (Group(Join.ALL, (A, Group(Join.ANY, (B,)))), "hnte and not sme"),
        (Group(Join.NONE, (A, B)), "not (hnte or not sme)"),
        (Group(Join.NOT_ALL, (A, B)), "not (hnte and not sme)"),
        (Group(Join.NONE, (C,)), "not revenue >= 2000万元"),
        (Group(Join.NOT_ALL, (A,)), "not hnte"),
        (Group(Join.NONE, (Group(Join.NONE, (A, C)),)), "hnte or revenue >= 2000万元"),
        (Condition(FieldTerm("event"), Operator.AMONG, codes=("无",)), "event = '无'"),
        (Condition(FieldTerm("event"), Operator.NOT_AMONG, codes=("无",)), "event <> '无'"),
        (Condition(FieldTerm("event"), Operator.NOT_AMONG, codes=("无", "首次认定")), "not event in ('无', '首次认定')"),
        (Condition(FieldTerm("number"), Operator.UNKNOWN), "not known(number)"),
        (Condition(FieldTerm("founded"), Operator.ABOVE, DayTerm(20240229)), "founded > 2024-02-29"),
        (Condition(FieldTerm("founded"), Operator.BELOW, YearDayTerm(-1, 1, 1)), "founded < date(Y - 1, 1, 1)"),
        (Condition(YearOfTerm(FieldTerm("founded")), Operator.EQUAL, YearTerm(2)), "year(founded) = Y + 2"),
        (Condition(MonthsTerm(FieldTerm("founded"), CutoffTerm()), Operator.AT_MOST, NumberTerm("24")), "months(founded, cutoff) <= 24"),
        (Condition(FieldTerm("balance"), Operator.ABOVE, NumberTerm("-5")), "balance > -5"),
        (Condition(FieldTerm("revenue"), Operator.ABOVE, ExpressionTerm("1.2 * revenue_prior")), "revenue > 1.2 * revenue_prior"),
    ],
)  # fmt: skip
def test_a_tree_is_written_as_a_person_would_and_read_back(tree: Node, text: str) -> None:
    assert text_of(tree) == text
    whole = normal(tree)
    assert tree_of(text, SCOPE) == (whole if isinstance(whole, Group) else Group(Join.ALL, (whole,)))


def test_what_is_not_chosen_is_a_hole_and_has_no_text() -> None:
    half = Condition(FieldTerm("revenue"), Operator.AT_LEAST)
    tree = Group(Join.ALL, (A, Condition(), Group(Join.ANY, (half, B)), Group()))
    assert holes(tree) == ((1,), (2, 0), (3,))
    assert not is_whole(tree)
    with pytest.raises(Bug):
        text_of(tree)
    assert chosen_part(tree) == Group(Join.ALL, (A, Group(Join.ANY, (B,))))
    assert begun_part(tree) == Group(Join.ALL, (A, Group(Join.ANY, (half, B))))
    assert holes(Group()) == ()
    for term in (None, NumberTerm(""), ExpressionTerm(""), YearOfTerm(), MonthsTerm(None, CutoffTerm())):
        assert holes(replace(half, right=term)) == ((),)
    assert holes(Condition(FieldTerm("event"), Operator.AMONG)) == ((),)


def test_denying_twice_gives_the_same() -> None:
    for node in (A, C, Group(Join.ALL, (A, C)), Group(Join.ANY, (A, B)), Condition(FieldTerm("number"), Operator.KNOWN)):
        assert denied(denied(node)) == node
        assert denied(node) != node


@pytest.mark.parametrize("text", ["hnte and", "revenue > 20", "nothing = 3", "'x'", "2000万元"])
def test_what_does_not_read_has_no_tree(text: str) -> None:
    assert tree_of(text, SCOPE) is None


def test_what_would_grow_too_long_has_no_tree() -> None:
    text = "+".join(["1"] * ((MOST_CHARACTERS - 10) // 2)) + ">staff"
    assert len(text) <= MOST_CHARACTERS
    assert tree_of(text, SCOPE) is None


# Offers ---------------------------------------------------------------------------------------------------------------


def test_fields_are_offered_with_label_and_unit_and_found_by_either_name() -> None:
    offered = {one.key: one for one in fields_offered(SCOPE, "zh")}
    assert list(offered) == list(SCOPE)
    assert (offered["revenue"].label, offered["revenue"].note) == ("营业收入", "万元")
    assert "revenue" in offered["revenue"].found_by
    assert "营业" in offered["revenue"].found_by
    assert [one.key for one in fields_offered(SCOPE, "zh", (Kind.DATE,))] == ["founded", "entered"]
    assert [one.key for one in codes_offered(SCOPE["event"], "en")] == ["无", "首次认定", "重新认定"]
    assert [one.key for one in codes_offered(SCOPE["hnte"], "zh")] == ["是", "否"]


@pytest.mark.parametrize(
    ("left", "first", "count"),
    [
        (FieldTerm("revenue"), Operator.EQUAL, 8),
        (FieldTerm("founded"), Operator.EQUAL, 8),
        (FieldTerm("hnte"), Operator.YES, 4),
        (FieldTerm("event"), Operator.AMONG, 4),
        (FieldTerm("number"), Operator.KNOWN, 2),
        (MonthsTerm(), Operator.EQUAL, 6),
        (ExpressionTerm("revenue / staff"), Operator.EQUAL, 6),
    ],
)
def test_operators_fit_what_they_are_asked_of(left: Term, first: Operator, count: int) -> None:
    operators = operators_for(left, SCOPE)
    assert (operators[0], len(operators)) == (first, count)


@pytest.mark.parametrize("left", [None, FieldTerm("gone"), ExpressionTerm("revenue +"), ExpressionTerm("")])
def test_of_what_has_no_type_nothing_is_asked(left: Term | None) -> None:
    assert operators_for(left, SCOPE) == ()
    assert with_left(C, left, SCOPE) == Condition(left)


def test_another_field_keeps_what_fits_it() -> None:
    assert with_left(C, FieldTerm("invested"), SCOPE) == replace(C, left=FieldTerm("invested"))
    assert with_left(C, FieldTerm("staff"), SCOPE) == Condition(FieldTerm("staff"), Operator.AT_LEAST)
    assert with_left(C, FieldTerm("hnte"), SCOPE) == A
    chosen = Condition(FieldTerm("event"), Operator.NOT_AMONG, codes=("无",))
    assert with_left(chosen, FieldTerm("founded"), SCOPE) == Condition(FieldTerm("founded"), Operator.EQUAL)
    assert with_operator(chosen, Operator.KNOWN) == Condition(FieldTerm("event"), Operator.KNOWN)
    assert with_operator(C, Operator.BELOW) == replace(C, operator=Operator.BELOW)


@pytest.mark.parametrize(
    ("typed", "unit", "text"),
    [
        ("2000", "万元", "2000万元"),
        ("2,000.50", "元", "2000.50元"),
        ("２０００", "万元", "2000万元"),
        ("2000万", "元", "2000万元"),
        ("3亿元", "万元", "3亿元"),
        ("30%", "", "30%"),
        ("−5", "", "-5"),
        (" 12 ", "", "12"),
    ],
)  # fmt: skip
def test_numbers_are_taken_as_people_type_them(typed: str, unit: str, text: str) -> None:
    assert number_typed(typed, unit) == NumberTerm(text)


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "5 天", "--3", "1e5"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_typed(typed, "万元") is None


def test_every_way_to_say_a_value_begins_with_something_that_fits() -> None:
    for key in SCOPE:
        left = FieldTerm(key)
        wanted = type_of(left, SCOPE)
        for kind in kinds_on_the_right(wanted):
            term = begun(kind, 2025)
            if term is None or not is_whole(Condition(left, Operator.EQUAL, term)):
                continue
            assert kind_of(term) is kind
            read, _ = read_value(term_text(term), SCOPE, HERE)
            assert read is not None
            assert wanted is not None
            assert read[1].kind is wanted.kind
    assert kinds_on_the_right(type_of(FieldTerm("revenue"), SCOPE))[0] is TermKind.NUMBER
    assert kinds_on_the_right(type_of(FieldTerm("founded"), SCOPE))[0] is TermKind.DAY
    assert usual_unit(FieldTerm("revenue"), SCOPE) == "万元"
    assert usual_unit(ExpressionTerm("revenue + invested"), SCOPE) == "万元"
    assert usual_unit(FieldTerm("staff"), SCOPE) == ""
