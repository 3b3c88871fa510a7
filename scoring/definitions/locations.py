"""Locations in a definition file: what stands there, what type it should be of, and how a person is told the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

Path: TypeAlias = tuple[int | str, ...]
"""Keys and positions (from 0). As pydantic gives it, the name of a union's member stands between them."""


def _steps(kind: type, loc: Path) -> Iterator[tuple[int | str, Any, bool]]:
    """Each part of a location, the type of what stands there, and whether the part names a member of a union (no key of the file)."""
    here: Any = kind
    for part in loc:
        options = _options(here)
        member = len(options) > 1
        here = next((one for one in options if one.__name__ == part), None) if member else _inside(options[0], part)
        yield part, here, member


def type_at(kind: type, loc: Path) -> Any:
    """The type of what should stand there; None where nothing should."""
    return next((here for _, here, _ in reversed(list(_steps(kind, loc)))), kind)


def path_of(kind: type, loc: Path) -> Path:
    """The keys and positions alone, as the file has them."""
    return tuple(part for part, _, member in _steps(kind, loc) if not member)


def union_at(kind: type, loc: Path) -> tuple[int, Mapping[str, str]]:
    """Where a location enters a union, and its members by their ``kind``; no members where it enters none."""
    at = next((index for index, (_, _, member) in enumerate(_steps(kind, loc)) if member), None)
    if at is None:
        return 0, {}
    members = _options(type_at(kind, loc[:at]))
    return at, {_word(member): member.__name__ for member in members}


def _options(here: Any) -> tuple[Any, ...]:
    """The members of a union; a type alone, optional or not, is its only one."""
    return tuple(one for one in get_args(here) if one is not NoneType) if isinstance(here, UnionType) else (here,)


def _inside(here: Any, part: int | str) -> Any:
    """The type of an entry: of a dataclass by key, of a tuple by position, of a table with free keys any."""
    if isinstance(here, type) and is_dataclass(here):
        return _hints(here).get(str(part))
    parts = get_args(here)
    if get_origin(here) is tuple and isinstance(part, int) and parts[-1] is not Ellipsis:
        return parts[part] if part < len(parts) else None
    return (parts[0] if get_origin(here) is tuple else parts[-1]) if parts else None


@cache
def _hints(here: type) -> Mapping[str, Any]:
    return get_type_hints(here)


def _word(member: Any) -> str:
    """The ``kind`` that tells a member of a union from the others."""
    return str(get_args(_hints(member)["kind"])[0])


def keys(here: Any) -> list[str]:
    """The keys a table of this type may have."""
    return [one.name for one in fields(here)] if is_dataclass(here) else []


def answers(kind: type, loc: Path) -> list[str]:
    """The texts allowed at a location: of an enumeration, or the ``kind`` words of a union."""
    _, words = union_at(kind, loc)
    if words and loc[-1] == "kind":
        return list(words)
    (here,) = _options(type_at(kind, loc))
    return [str(one) for one in here] if isinstance(here, type) and issubclass(here, StrEnum) else []


def entry_at(plain: object, path: Path) -> object:
    """What stands at a path; None where nothing does."""
    for part in path:
        if isinstance(plain, Mapping):
            plain = plain.get(part)
        elif isinstance(plain, list) and isinstance(part, int) and part < len(plain):
            plain = plain[part]
        else:
            return None
    return plain


def key_path(path: Path, plain: object = None) -> str:
    """``tables[carrier].fields[uscc].type``: positions in lists are named by the entry's own key or code where it has one."""
    words = ""
    for depth, part in enumerate(path, start=1):
        if isinstance(part, int):
            words += f"[{_name(entry_at(plain, path[:depth]), part)}]"
        else:
            words += f".{part}" if words else part
    return words or "·"


def _name(entry: object, position: int) -> str:
    """An entry without a usable key of its own is named by its place in the list, from 1."""
    keys = (entry.get(key) for key in ("key", "code")) if isinstance(entry, Mapping) else ()
    return next((key for key in keys if isinstance(key, str) and key), str(position + 1))
