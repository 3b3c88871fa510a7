"""What may stand at a place of a definition, told by the type hints of its dataclasses: for editing, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from scoring.definitions.form import Words
from scoring.definitions.locations import Path
from scoring.definitions.roles import Own, Plain

Mark = TypeVar("Mark")


class Sort(Enum):
    """What a place holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes_no"
    ANSWER = "answer"
    """One of the words of an enumeration."""
    TABLE = "table"
    """A table with the keys of a dataclass."""
    UNION = "union"
    """One of several tables, told apart by ``kind``."""
    LIST = "list"
    TUPLE = "tuple"
    """So many parts, each with a type of its own: a line of a scale."""
    FREE = "free"
    """A table with free keys."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a place. ``parts``: of a list its entry, of a tuple each part, of a free table key and value, of a union its
    members. ``answers``: the words allowed.
    """

    sort: Sort
    type: Any
    parts: tuple[Shape, ...] = ()
    marks: tuple[object, ...] = ()
    answers: tuple[str, ...] = ()

    def mark(self, kind: type[Mark]) -> Mark | None:
        """What the annotation says of it, of one kind."""
        return next((one for one in self.marks if isinstance(one, kind)), None)

    @property
    def name(self) -> str:
        """Of a table: that of its dataclass."""
        return str(self.type.__name__)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A key of a table. ``optional``: it may be left out; then ``default`` holds (None: nothing stands there)."""

    name: str
    shape: Shape
    optional: bool
    default: object


@cache
def shape_of(hint: Any) -> Shape:
    """The shape of a type hint."""
    return _shape(hint, ())


def _shape(hint: Any, marks: tuple[object, ...]) -> Shape:
    if get_origin(hint) is Annotated:
        inner, *said = get_args(hint)
        return _shape(inner, (*marks, *said))
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        members = tuple(one for one in get_args(hint) if one is not NoneType)
        if len(members) == 1:
            return _shape(members[0], marks)
        return Shape(Sort.UNION, hint, tuple(shape_of(one) for one in members), marks, tuple(_word(one) for one in members))
    if get_origin(hint) is Literal:
        return Shape(Sort.ANSWER, str, (), marks, tuple(map(str, get_args(hint))))
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint), marks)
    if get_origin(hint) is dict:
        return Shape(Sort.FREE, dict, tuple(_shape(one, ()) for one in get_args(hint)), marks)
    if is_dataclass(hint):
        return Shape(Sort.TABLE, hint, (), marks)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Shape(Sort.ANSWER, hint, (), marks, tuple(str(one) for one in hint))
    return Shape(_PLAIN[hint], hint, (), marks)


def _sequence(parts: tuple[Any, ...], marks: tuple[object, ...]) -> Shape:
    if parts[-1] is Ellipsis:
        return Shape(Sort.LIST, tuple, (_shape(parts[0], ()),), marks)
    return Shape(Sort.TUPLE, tuple, tuple(_shape(one, ()) for one in parts), marks)


_PLAIN: Mapping[Any, Sort] = {str: Sort.TEXT, Decimal: Sort.NUMBER, int: Sort.WHOLE, bool: Sort.YES_NO}


def _word(member: Any) -> str:
    return str(get_args(get_type_hints(member)["kind"])[0])


@cache
def attributes(kind: Any) -> Mapping[str, Attribute]:
    """The keys of a dataclass, in the order in which it declares them."""
    hints = get_type_hints(kind, include_extras=True)
    return {one.name: _attribute(one, hints[one.name]) for one in fields(kind)}


def _attribute(one: Any, hint: Any) -> Attribute:
    if one.default is not MISSING:
        return Attribute(one.name, shape_of(hint), True, one.default)
    if one.default_factory is not MISSING:
        return Attribute(one.name, shape_of(hint), True, one.default_factory())
    return Attribute(one.name, shape_of(hint), False, None)


def member(shape: Shape, entry: object) -> Shape | None:
    """Of a union the table that an entry's ``kind`` names; any other shape is its own."""
    if shape.sort is not Sort.UNION:
        return shape
    kind = entry.get("kind") if isinstance(entry, Mapping) else None
    return next((part for word, part in zip(shape.answers, shape.parts, strict=True) if word == kind), None)


def inside(shape: Shape, entry: object, part: int | str) -> Shape | None:
    """The shape of what stands under a key or position of an entry; None where nothing should."""
    if shape.sort is Sort.UNION and part == "kind":
        return Shape(Sort.ANSWER, str, answers=shape.answers)
    here = member(shape, entry)
    if here is None:
        return None
    match here.sort:
        case Sort.TABLE:
            found = attributes(here.type).get(str(part))
            return found.shape if found else None
        case Sort.LIST:
            return here.parts[0]
        case Sort.TUPLE:
            return here.parts[part] if isinstance(part, int) and part < len(here.parts) else None
        case Sort.FREE:
            return here.parts[1]
        case _:
            return None


def shape_at(kind: type, document: object, path: Path) -> Shape | None:
    """The shape of a place in a document; None where nothing should stand there."""
    here: Shape | None = shape_of(kind)
    entry = document
    for part in path:
        here = inside(here, entry, part) if here is not None else None
        entry = step_into(entry, part)
    return here


def step_into(entry: object, part: int | str) -> object:
    """What stands under a key or position; None where nothing does."""
    if isinstance(entry, Mapping):
        return entry.get(part)
    if isinstance(entry, list | tuple) and isinstance(part, int) and 0 <= part < len(entry):
        return entry[part]
    return None


def own_key(kind: Any) -> tuple[Path, Own] | None:
    """Where an entry of this type has its own key (a grade: its Chinese name), and what that is the key of."""
    for one in attributes(kind).values():
        own = one.shape.mark(Own)
        if own is not None:
            return ((one.name, "zh") if one.shape.sort is Sort.TABLE else (one.name,)), own
    return None


def key_of(kind: Any, entry: object) -> str:
    """The own key of an entry; empty where it has none."""
    found = own_key(kind)
    value: object = entry
    for part in found[0] if found else ():
        value = step_into(value, part)
    return value if found and isinstance(value, str) else ""


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
"""A decimal as canonical text spells it; any other text was put there by mistake and stays what it is."""

# Whole documents ---------------------------------------------------------------------------------------------------------


def typed(shape: Shape | None, value: object) -> Any:
    """A value out of JSON as its file would have given it: decimals, which JSON spells as texts, are numbers again."""
    if shape is None:
        return value
    here = member(shape, value)
    match here.sort if here is not None else None:
        case Sort.NUMBER if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Decimal(value)
        case Sort.TABLE | Sort.FREE if isinstance(value, Mapping):
            return {key: typed(inside(shape, value, key), part) for key, part in value.items()}
        case Sort.LIST | Sort.TUPLE if isinstance(value, list):
            return [typed(inside(shape, value, at), part) for at, part in enumerate(value)]
        case _:
            return value


def leaves(shape: Shape, value: object, path: Path = ()) -> Iterator[tuple[Path, Shape, str, bool]]:
    """Every text with a mark, as (path, shape, text, whether it is a key of a free table; the path then ends in it)."""
    here = member(shape, value)
    if here is None:
        return
    match here.sort:
        case Sort.TEXT | Sort.TABLE if here.marks and isinstance(value, str):
            yield path, here, value, False
        case Sort.TABLE if isinstance(value, Mapping):
            for one in attributes(here.type).values():
                if one.name in value:
                    yield from leaves(one.shape, value[one.name], (*path, one.name))
        case Sort.LIST | Sort.TUPLE if isinstance(value, list):
            for at, part in enumerate(value):
                within = inside(here, value, at)
                if within is not None:
                    yield from leaves(within, part, (*path, at))
        case Sort.FREE if isinstance(value, Mapping):
            for key, part in value.items():
                if here.parts[0].marks:
                    yield (*path, key), here.parts[0], key, True
                yield from leaves(here.parts[1], part, (*path, key))


def entries(shape: Shape, value: object, path: Path = ()) -> Iterator[tuple[Path, Any, Mapping[str, Any]]]:
    """Every table of a document as (path, dataclass, table), from the outside inwards; texts in two languages are none."""
    here = member(shape, value)
    if here is None:
        return
    match here.sort:
        case Sort.TABLE if isinstance(value, Mapping) and not issubclass(here.type, Words):
            yield path, here.type, value
            for one in attributes(here.type).values():
                if one.name in value:
                    yield from entries(one.shape, value[one.name], (*path, one.name))
        case Sort.LIST if isinstance(value, list):
            for at, part in enumerate(value):
                yield from entries(here.parts[0], part, (*path, at))


def blank(shape: Shape) -> Any:
    """The least that can stand at a place: what must be there, said as nothing."""
    match shape.sort:
        case Sort.TEXT:
            return ""
        case Sort.NUMBER | Sort.WHOLE:
            return 0
        case Sort.YES_NO:
            return False
        case Sort.ANSWER:
            return shape.answers[0]
        case Sort.UNION:
            return blank(shape.parts[0])
        case Sort.LIST:
            return []
        case Sort.TUPLE:
            return [blank(part) for part in shape.parts]
        case Sort.FREE:
            return {}
        case Sort.TABLE:
            return {one.name: blank(one.shape) for one in attributes(shape.type).values() if _begins(one)}


def _begins(one: Attribute) -> bool:
    """Whether a new entry has a key from the start."""
    return not one.optional or one.shape.mark(Plain) is Plain.USUAL
