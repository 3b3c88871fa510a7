"""Editing a definition as a plain document: changes, each with its inverse, and steps of several changes with their reason.

A document is what canonical JSON holds: tables, lists, texts, numbers, yes and no. Nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from scoring.definitions.locations import Path
from scoring.definitions.shapes import shape_at, step_into, typed
from scoring.errors import Said

Document: TypeAlias = dict[str, Any]


class Act(Enum):
    """What becomes of a place."""

    PUT = "put"
    """A value at a key of a table or at a position of a list, instead of what stands there."""
    TAKE = "take"
    """A key out of a table."""
    INSERT = "insert"
    """An entry into a list, before what stands there."""
    REMOVE = "remove"
    """An entry out of a list."""
    MOVE = "move"
    """An entry of a list to where it will then stand."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change at a path. ``value`` of put and insert, ``to`` of move."""

    act: Act
    path: Path
    value: Any = None
    to: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that are done together: what a person did, in words, and why more was changed than asked for.

    ``at`` is where the person stands afterwards.
    """

    changes: tuple[Change, ...]
    words: Said
    at: Path = ()
    reason: Said | None = None


class NotThere(Exception):
    """A change that does not fit the document: what it is about has gone or moved."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A document after some changes, and the changes that lead back, in the order in which they are done."""

    document: Document
    inverse: tuple[Change, ...] = field(default=())


def changed(document: Document, change: Change) -> tuple[Document, Change]:
    """The document after a change, and the change that takes it back. Raises NotThere."""
    after, inverse = _within(document, change.path, change)
    assert isinstance(after, dict)
    return after, inverse


def changed_by(document: Document, changes: Iterable[Change]) -> Changed:
    """The same for several, one after the other."""
    back: list[Change] = []
    for change in changes:
        document, inverse = changed(document, change)
        back.append(inverse)
    return Changed(document, tuple(reversed(back)))


def _within(here: Any, rest: Path, change: Change) -> tuple[Any, Change]:
    if not rest:
        raise NotThere(change)
    first, beneath = rest[0], rest[1:]
    if not beneath:
        return _done(here, first, change)
    inner = step_into(here, first)
    if not isinstance(inner, dict | list):
        raise NotThere(change)
    part, inverse = _within(inner, beneath, change)
    copy = here.copy()
    copy[first] = part
    return copy, inverse


def _done(here: Any, last: int | str, change: Change) -> tuple[Any, Change]:
    if isinstance(here, dict) and isinstance(last, str):
        return _in_table(here, last, change)
    if isinstance(here, list) and isinstance(last, int):
        return _in_list(here, last, change)
    raise NotThere(change)


def _in_table(here: dict[str, Any], key: str, change: Change) -> tuple[dict[str, Any], Change]:
    there = key in here
    back = Change(Act.PUT, change.path, here[key]) if there else Change(Act.TAKE, change.path)
    match change.act:
        case Act.PUT:
            return here | {key: change.value}, back
        case Act.TAKE if there:
            return {name: value for name, value in here.items() if name != key}, back
        case _:
            raise NotThere(change)


def _in_list(here: list[Any], at: int, change: Change) -> tuple[list[Any], Change]:
    if not 0 <= at < len(here) + (change.act is Act.INSERT):
        raise NotThere(change)
    match change.act:
        case Act.PUT:
            return [*here[:at], change.value, *here[at + 1 :]], Change(Act.PUT, change.path, here[at])
        case Act.INSERT:
            return [*here[:at], change.value, *here[at:]], Change(Act.REMOVE, change.path)
        case Act.REMOVE:
            return [*here[:at], *here[at + 1 :]], Change(Act.INSERT, change.path, here[at])
        case Act.MOVE if 0 <= change.to < len(here):
            rest = [*here[:at], *here[at + 1 :]]
            return [*rest[: change.to], here[at], *rest[change.to :]], Change(Act.MOVE, (*change.path[:-1], change.to), to=at)
        case _:
            raise NotThere(change)


# As JSON --------------------------------------------------------------------------------------------------------------------


def written(changes: Sequence[Change]) -> list[dict[str, object]]:
    """Changes as they are kept and journalled."""
    return [_written(one) for one in changes]


def _written(one: Change) -> dict[str, object]:
    more: dict[str, object] = {}
    if one.act in (Act.PUT, Act.INSERT):
        more = {"value": one.value}
    if one.act is Act.MOVE:
        more = {"to": one.to}
    return {"act": one.act.value, "path": list(one.path), **more}


def replayed(kind: type, document: Document, kept: Iterable[Mapping[str, Any]]) -> Changed:
    """What ``written`` kept, done to a document of a kind, whose types say which texts of the JSON are numbers. Raises NotThere."""
    back: list[Change] = []
    for one in kept:
        path = tuple(one["path"])
        change = Change(Act(one["act"]), path, None, one.get("to", 0))
        if "value" in one:
            change = Change(change.act, path, typed(shape_at(kind, document, path), one["value"]))
        document, inverse = changed(document, change)
        back.append(inverse)
    return Changed(document, tuple(reversed(back)))
