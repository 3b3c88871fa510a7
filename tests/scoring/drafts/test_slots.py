"""The slots of every definition of ours: what they are called, what they say, and that what they say can be typed back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.definitions.canonical import canonical
from scoring.definitions.drafting import changed_by
from scoring.definitions.form import Unit, Words
from scoring.definitions.shapes import Sort, attributes
from scoring.errors import Refusal
from scoring.messages import LANGUAGES, catalogue, tell
from scoring.services.definition_files import toml_of
from scoring.services.draft_desk import outline
from scoring.services.draft_reading import TYPES, DefinitionBook, plain_of
from scoring.services.draft_slots import Slot, SlotKind, columns_of, node_card
from scoring.services.draft_steps import Bases, names_step, typed_step
from scoring.services.draft_words import all_types, answer_label, key_help, key_label, sort_label
from scoring.store.definitions import Kind
from tests.scoring.drafts.shipped import FILES, NAMES, RESOURCES, at, book, document, form, rubric, text

EVERY_TYPE = list(dict.fromkeys([*(one for kind in TYPES.values() for one in all_types(kind)), Words, Unit]))
TYPED = (SlotKind.WORDS, SlotKind.GROUP, SlotKind.UNION, SlotKind.ROWS, SlotKind.NAMES, SlotKind.REFERENCES)


def slots_of(one: DefinitionBook) -> Iterator[Slot]:
    for node in outline(one).everything():
        if node.sort:
            yield from (each for slot in node_card(one, node.path).slots for each in inside(slot))


def inside(slot: Slot) -> Iterator[Slot]:
    yield slot
    for inner in (*slot.inner, *(cell for row in slot.rows for cell in row)):
        yield from inside(inner)


# Words ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_TYPE, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_label_and_a_help(kind: type, language: str) -> None:
    for name in attributes(kind):
        assert key_label(kind, name, language).strip()
        assert key_help(kind, name, language).strip()
    if kind not in (Words, Unit):
        assert sort_label(kind, language)
    for code in columns_of(kind):
        assert catalogue(language)[f"definitions.column.{code}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_a_label(language: str) -> None:
    for kind in EVERY_TYPE:
        for one in attributes(kind).values():
            if one.shape.sort in (Sort.ANSWER, Sort.UNION):
                of = one.shape if one.shape.sort is Sort.UNION else None
                assert all(answer_label(one.shape, answer, language, of=of) for answer in one.shape.answers)


def test_no_word_is_about_what_is_not_there() -> None:
    said = {f"{one.__name__}.{name}" for one in EVERY_TYPE for name in attributes(one)}
    named = {name for one in EVERY_TYPE for name in attributes(one)}
    for prefix in ("definitions.key.", "definitions.help."):
        for code in catalogue("zh"):
            if code.startswith(prefix):
                kind, _, name = code.removeprefix(prefix).partition(".")
                assert (name in named) if kind == "any" else (f"{kind}.{name}" in said), code


# Slots ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), FILES, ids=NAMES)
def test_every_slot_typed_back_as_it_is_changes_nothing(kind: Kind, path: Path) -> None:
    one = book(kind, document(kind, path))
    assert not [each for each in one.linted.findings if each.level.value != "warning"]
    count = 0
    for slot in slots_of(one):
        if slot.kind in (SlotKind.REFERENCES, SlotKind.NAMES):
            assert names_step(one, Bases(()), slot.path, [row[0].text for row in slot.rows]) is None, slot.path
        elif slot.kind not in TYPED and slot.given:
            assert typed_step(one, Bases(()), slot.path, slot.text) is None, slot.path
            count += 1
    assert count > 20


@pytest.mark.parametrize(("kind", "path"), FILES, ids=NAMES)
def test_everything_that_can_be_typed_can_be_typed_otherwise_and_back(kind: Kind, path: Path) -> None:
    """A text put into another and back gives the very same stored text."""
    one = book(kind, document(kind, path))
    due = text(path)
    for slot in list(slots_of(one))[:: 7 if kind is Kind.FORM else 3]:
        other = {
            SlotKind.NUMBER: "7.25",
            SlotKind.WHOLE: "7",
            SlotKind.TEXT: "x",
            SlotKind.LITERAL: "7%",
            SlotKind.DAY: "2031-01-31",
        }
        if slot.kind not in other or not slot.given or slot.text in ("", other[slot.kind]) or slot.path[-1] == "@key":
            continue
        step = typed_step(one, Bases(()), slot.path, other[slot.kind])
        assert step is not None
        after = changed_by(one.document, step.changes).document
        assert canonical(after) != due
        changed = replace(one, document=after, book=replace(one.book, document=after))
        back = typed_step(changed, Bases(()), slot.path, slot.text)
        assert back is not None
        assert canonical(changed_by(after, back.changes).document) == due, slot.path


@pytest.mark.parametrize(("kind", "path"), FILES, ids=NAMES)
def test_a_saved_file_reads_back_to_the_same_text(kind: Kind, path: Path) -> None:
    import tomllib
    from decimal import Decimal

    toml = toml_of(kind, plain_of(kind, text(path)))
    assert canonical(tomllib.loads(toml, parse_float=Decimal)) == text(path)


def test_a_list_of_answers_is_called_by_the_fields_it_answers() -> None:
    lists = {node.key: node.label for node in outline(book(Kind.FORM, form())).everything() if node.sort == "ChoiceList"}
    assert lists["carrier_kind"] == "载体类型"
    assert all(lists.values()), lists


@pytest.mark.parametrize("language", LANGUAGES)
def test_expressions_are_read_aloud(language: str) -> None:
    one = book(Kind.RUBRIC, rubric())
    silent = [
        slot.path
        for node in outline(one, language).everything()
        if node.sort
        for each in node_card(one, node.path, language).slots
        for slot in inside(each)
        if slot.kind is SlotKind.EXPRESSION and slot.text and not slot.reading
    ]
    assert silent == []


def test_every_expression_of_every_definition_is_read_aloud() -> None:
    for kind, path in FILES:
        one = book(kind, document(kind, path))
        silent = [slot.path for slot in slots_of(one) if slot.kind is SlotKind.EXPRESSION and slot.text and not slot.reading]
        assert silent == [], path.name


def test_every_reference_is_among_its_options() -> None:
    for kind, path in FILES:
        for slot in slots_of(book(kind, document(kind, path))):
            if slot.kind is SlotKind.REFERENCE and slot.text and not slot.free:
                assert slot.text in [option.value for option in slot.options], (path.name, slot.path)


def test_a_finding_shows_at_its_slot_and_is_counted_up_the_tree() -> None:
    plain = rubric()
    place = at(plain["indicators"], "A1-1", "code")
    plain["indicators"][place] = plain["indicators"][place] | {"measure": "nowhere"}
    one = book(Kind.RUBRIC, plain)
    slot = next(each for each in node_card(one, ("indicators", place)).slots if each.name == "measure")
    assert [found.code for found in slot.findings] == ["definitions.unknown_reference"]
    counted = {node.key: node.errors for node in outline(one).everything() if node.sort in ("Branch", "Indicator", "Rubric")}
    assert (counted["A1-1"], counted["A1"], counted["A"], counted["B"], counted["quality-mix"]) == (1, 1, 1, 0, 1)


# Typing --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "typed", "code"),
    [
        (("indicators", 0, "maximum"), "fünf", "drafts.no_number"),
        (("indicators", 0, "maximum"), "NaN", "drafts.no_number"),
        (("indicators", 0, "maximum"), "1e99", "drafts.no_number"),
        (("indicators", 0, "maximum"), "", "drafts.needed"),
        (("indicators", 0, "measure"), "hnte_shar", "definitions.unknown_reference"),
        (("indicators", 0, "code"), "A1-2", "drafts.key_taken"),
        (("indicators", 0, "code"), " ", "drafts.key_needed"),
        (("indicators", 0, "missing", "rule"), "nichts", "definitions.not_allowed"),
        (("indicators", 0, "scale", "nodes", 0, 0), "viel", "definitions.expression.not_a_literal"),
        (("rounding", "shown_decimals"), "1.5", "drafts.no_whole_number"),
        (("schema",), "fuping/rubric/2", "drafts.no_such_place"),
        (("nowhere",), "x", "drafts.no_such_place"),
        (("branches", 0, "parent"), "A1", "definitions.unknown_reference"),
    ],
)
def test_nonsense_is_refused_in_words(path: tuple[int | str, ...], typed: str, code: str) -> None:
    one = book(Kind.RUBRIC, rubric())
    with pytest.raises(Refusal) as refused:
        typed_step(one, Bases(()), path, typed)
    assert refused.value.said.code in (code, "definitions.expression.unknown_name") if "expression" in code else code
    if "expression" not in code:
        assert refused.value.said.code == code
    for language in LANGUAGES:
        assert "{" not in tell(refused.value.said, language)


def test_an_answer_is_taken_by_what_it_is_called() -> None:
    one = book(Kind.RUBRIC, rubric())
    for typed in ("stop", "补齐以前不评分", "not scored until settled"):
        step = typed_step(one, Bases(()), ("indicators", 0, "missing", "rule"), typed)
        assert step is not None
        assert step.changes[0].value == "stop"


def test_a_branch_hung_on_a_later_one_moves_behind_it() -> None:
    one = book(Kind.RUBRIC, rubric())
    codes = [each["code"] for each in one.document["branches"]]
    first = next(each for each in one.document["branches"] if each.get("parent"))
    step = typed_step(one, Bases(()), ("branches", codes.index(first["code"]), "parent"), codes[-1])
    assert step is not None
    after = changed_by(one.document, step.changes).document
    order = [each["code"] for each in after["branches"]]
    assert order.index(codes[-1]) < order.index(first["code"])
    assert not [each for each in book(Kind.RUBRIC, after).linted.findings if "parent" in str(each.places)]


def test_the_form_needs_no_other_form() -> None:
    one = book(Kind.FORM, form())
    assert one.form is None
    assert RESOURCES.is_dir()
    assert sum(1 for slot in slots_of(one) if slot.reading) > 50
