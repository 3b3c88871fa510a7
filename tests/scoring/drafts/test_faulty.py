"""A draft may be faulty in any way at any moment: looking it through and showing it never breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.definitions.drafting import Act, Change, changed_by
from scoring.definitions.locations import Path
from scoring.definitions.shapes import Shape, Sort, attributes, blank, inside, member, shape_at, shape_of
from scoring.services.draft_desk import outline
from scoring.services.draft_reading import TYPES
from scoring.services.draft_slots import node_card
from scoring.store.definitions import Kind
from tests.rounds import rounds
from tests.scoring.drafts.shipped import FILES, NAMES, book, document


def fitting(kind: type, plain: dict[str, Any]) -> list[Path]:
    """Every place of the document whose type is known."""
    found: list[Path] = []

    def walk(shape: Shape | None, value: Any, path: Path) -> None:
        if shape is None:
            return
        if path and path != ("schema",):
            found.append(path)
        here = member(shape, value)
        if isinstance(value, dict) and here is not None:
            names = [*value, *(attributes(here.type) if here.sort is Sort.TABLE else ())]
            for name in dict.fromkeys(names):
                walk(inside(shape, value, name), value.get(name), (*path, name))
        elif isinstance(value, list):
            for at, part in enumerate(value):
                walk(inside(shape, value, at), part, (*path, at))

    walk(shape_of(kind), plain, ())
    return found


def values(shape: Shape) -> list[Any]:
    """Of the right type, and mostly wrong."""
    match shape.sort:
        case Sort.TEXT:
            return ["", "x", "T", "A", "total", "revenue > 1", "-1%", "0", "hnte", "1/0", "2025-13-01", "是"]
        case Sort.NUMBER | Sort.WHOLE:
            return [0, -1, 1, 7, 100]
        case Sort.YES_NO:
            return [True, False]
        case Sort.ANSWER:
            return list(shape.answers)
        case Sort.UNION:
            return [blank(part) for part in shape.parts]
        case Sort.LIST:
            return [[], [blank(shape.parts[0])], [blank(shape.parts[0]), blank(shape.parts[0])]]
        case _:
            return [blank(shape)]


@pytest.mark.parametrize(("kind", "path"), FILES, ids=NAMES)
@settings(max_examples=rounds(12, 600), deadline=None)
@given(data=st.data())
def test_whatever_of_the_right_type_stands_there(kind: Kind, path: Any, data: st.DataObject) -> None:
    plain = document(kind, path)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(fitting(TYPES[kind], plain)))
        shape = shape_at(TYPES[kind], plain, place)
        assert shape is not None
        above: Any = plain
        for part in place[:-1]:
            above = above[part]
        gone = Change(Act.REMOVE, place) if isinstance(place[-1], int) else Change(Act.TAKE, place)
        may_go = isinstance(place[-1], int) or place[-1] in above
        value = data.draw(st.sampled_from([*values(shape), *([gone] if may_go else [])]))
        plain = changed_by(plain, [value if isinstance(value, Change) else Change(Act.PUT, place, value)]).document
    one = book(kind, plain)
    root = outline(one, "en")
    assert root.errors + root.warnings >= len(one.linted.findings) > -1
    for node in [each for each in root.everything() if each.sort][::5]:
        node_card(one, node.path)


@pytest.mark.parametrize(("kind", "path"), FILES, ids=NAMES)
def test_every_list_emptied_and_every_union_turned(kind: Kind, path: Any) -> None:
    plain = document(kind, path)
    for place in fitting(TYPES[kind], plain):
        shape = shape_at(TYPES[kind], plain, place)
        assert shape is not None
        if shape.sort is Sort.LIST and place in (*((name,) for name in plain),):
            book(kind, changed_by(plain, [Change(Act.PUT, place, [])]).document)
        if shape.sort is Sort.UNION and place[1] in (0, 5):
            for part in shape.parts:
                book(kind, changed_by(plain, [Change(Act.PUT, place, blank(part))]).document)
