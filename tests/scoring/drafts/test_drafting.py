"""Changes of a plain document: any of them can be taken back, and what is kept of them does the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.definitions.canonical import canonical
from scoring.definitions.drafting import Act, Change, NotThere, changed, changed_by, replayed, written
from scoring.definitions.locations import Path
from scoring.definitions.rubric import Rubric
from tests.rounds import rounds
from tests.scoring.drafts.shipped import rubric

SMALL: dict[str, Any] = {"a": {"b": [1, 2, {"c": "x"}]}, "d": "y"}


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (Change(Act.PUT, ("d",), "z"), {"a": {"b": [1, 2, {"c": "x"}]}, "d": "z"}),
        (Change(Act.PUT, ("a", "b", 2, "e"), 5), {"a": {"b": [1, 2, {"c": "x", "e": 5}]}, "d": "y"}),
        (Change(Act.TAKE, ("a", "b", 2, "c")), {"a": {"b": [1, 2, {}]}, "d": "y"}),
        (Change(Act.INSERT, ("a", "b", 3), 9), {"a": {"b": [1, 2, {"c": "x"}, 9]}, "d": "y"}),
        (Change(Act.REMOVE, ("a", "b", 0)), {"a": {"b": [2, {"c": "x"}]}, "d": "y"}),
        (Change(Act.MOVE, ("a", "b", 0), to=2), {"a": {"b": [2, {"c": "x"}, 1]}, "d": "y"}),
    ],
)
def test_each_change_and_its_inverse(change: Change, after: object) -> None:
    before = json.dumps(SMALL)
    done, inverse = changed(SMALL, change)
    assert done == after
    assert changed(done, inverse)[0] == SMALL
    assert json.dumps(SMALL) == before, "the document itself stays as it is"


@pytest.mark.parametrize(
    "change",
    [
        Change(Act.PUT, ("x", "y"), 1),
        Change(Act.TAKE, ("x",)),
        Change(Act.REMOVE, ("a", "b", 3)),
        Change(Act.INSERT, ("a", "b", 4), 1),
        Change(Act.MOVE, ("a", "b", 0), to=3),
        Change(Act.INSERT, ("a", "b", -1), 1),
        Change(Act.PUT, (), 1),
    ],
)
def test_what_does_not_fit_is_said(change: Change) -> None:
    with pytest.raises(NotThere):
        changed(SMALL, change)


def places(value: Any, path: Path = ()) -> list[Path]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, part in value.items():
            found += places(part, (*path, key))
    if isinstance(value, list):
        for index, part in enumerate(value):
            found += places(part, (*path, index))
    return found


@st.composite
def sequences(draw: st.DrawFn) -> list[Change]:
    """Changes of the example rubric, each where something stands at that moment."""
    document = rubric()
    done: list[Change] = []
    for _ in range(draw(st.integers(1, 12))):
        path = draw(st.sampled_from(places(document)))
        in_list = isinstance(path[-1], int)
        act = draw(st.sampled_from([Act.PUT, Act.INSERT, Act.REMOVE, Act.MOVE] if in_list else [Act.PUT, Act.TAKE]))
        here: Any = document
        for part in path[:-1]:
            here = here[part]
        value = draw(st.sampled_from(["", "x", 3, True, [], {"zh": "字"}]))
        change = Change(
            act,
            path,
            value if act in (Act.PUT, Act.INSERT) else None,
            draw(st.integers(0, len(here) - 1)) if act is Act.MOVE else 0,
        )
        document, _ = changed(document, change)
        done.append(change)
    return done


@settings(max_examples=rounds(40, 1500), deadline=None)
@given(sequences())
def test_any_sequence_undone_backwards_gives_the_same_document(changes: list[Change]) -> None:
    start = rubric()
    done = changed_by(start, changes)
    assert canonical(changed_by(done.document, done.inverse).document) == canonical(start)


@settings(max_examples=rounds(40, 1500), deadline=None)
@given(sequences())
def test_what_is_kept_of_changes_does_the_same(changes: list[Change]) -> None:
    start = rubric()
    kept = json.loads(canonical(written(changes)))
    again = replayed(Rubric, start, kept)
    assert canonical(again.document) == canonical(changed_by(start, changes).document)
    back = json.loads(canonical(written(again.inverse)))
    assert canonical(replayed(Rubric, again.document, back).document) == canonical(start)
