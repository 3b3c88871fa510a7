"""Definition files into typed documents. Every mistake of a file comes back as a located finding, all in one pass.

The only module that knows pydantic: it checks shapes here and is seen nowhere else. References and expressions are
checked by ``compiled``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scoring.definitions.canonical import canonical
from scoring.definitions.form import Form
from scoring.definitions.rubric import LinearScale, Rubric, StepScale, UnitScale
from scoring.errors import Bug
from scoring.findings import Finding, Level
from scoring.places import Place

Definition = TypeVar("Definition", Form, Rubric)

SCHEMAS: Mapping[type, str] = {Form: "fuping/form/1", Rubric: "fuping/rubric/1"}

KINDS: Mapping[str, tuple[type, str]] = {
    "LinearScale": (LinearScale, "linear"),
    "StepScale": (StepScale, "steps"),
    "UnitScale": (UnitScale, "per_unit"),
}
"""The members of a union, told apart by their ``kind``."""


def read_toml(text: str, kind: type[Definition], document: str) -> tuple[Definition | None, str, tuple[Finding, ...]]:
    """A definition from its TOML text, and its canonical text (what is stored and hashed); or every mistake in it."""
    try:
        plain = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, "", (_finding("not_toml", (), document, detail=str(error)),)
    findings = _schema(plain, kind, document)
    definition, mistakes = _validated(plain, kind, document)
    return (definition if not findings else None), canonical(plain), findings + mistakes


def read_canonical(text: str, kind: type[Definition]) -> Definition:
    """A definition from its stored text. Raises Bug: what was adopted was checked."""
    definition, mistakes = _validated(json.loads(text), kind, "")
    if definition is None:
        raise Bug(f"an adopted {kind.__name__} does not read: {mistakes[:3]}")
    return definition


def _schema(plain: Mapping[str, Any], kind: type[Form] | type[Rubric], document: str) -> tuple[Finding, ...]:
    if plain.get("schema") == SCHEMAS[kind]:
        return ()
    return (_finding("wrong_schema", ("schema",), document, wanted=SCHEMAS[kind], seen=plain.get("schema", "")),)


_ADAPTERS: Mapping[type, TypeAdapter[Any]] = {Form: TypeAdapter(Form), Rubric: TypeAdapter(Rubric)}


def _validated(plain: object, kind: type[Definition], document: str) -> tuple[Definition | None, tuple[Finding, ...]]:
    try:
        definition: Definition = _ADAPTERS[kind].validate_python(plain)
        return definition, ()
    except ValidationError as error:
        mistakes = _without_other_kinds(error.errors(include_url=False))
        return None, tuple(_mistake(mistake, kind, plain, document) for mistake in mistakes)


def _without_other_kinds(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Of a union's mistakes those of the member that was meant; where none was meant, one about ``kind``."""
    strangers = {error["loc"][:-1] for error in errors if error["type"] == "literal_error" and error["loc"][-1] == "kind"}
    kept: list[ErrorDetails] = []
    for error in errors:
        member = _member(error["loc"])
        if member is None or member not in strangers:
            kept.append(error)
        elif error["loc"] == (*member, "kind") and _all_strange(member, strangers, errors):
            kept.append(error)
            strangers = {stranger for stranger in strangers if stranger[:-1] != member[:-1]} | {member}
    seen: set[tuple[object, ...]] = set()
    unique: list[ErrorDetails] = []
    for error in kept:
        where = (*_path(error["loc"]), error["type"])
        if where not in seen:
            seen.add(where)
            unique.append(error)
    return unique


def _member(loc: tuple[int | str, ...]) -> tuple[int | str, ...] | None:
    """The part of a location up to a union's member, if it has one."""
    at = next((index for index, part in enumerate(loc) if part in KINDS), None)
    return None if at is None else loc[: at + 1]


def _all_strange(member: tuple[int | str, ...], strangers: set[tuple[int | str, ...]], errors: Sequence[ErrorDetails]) -> bool:
    members = {_member(error["loc"]) for error in errors} - {None}
    return all(other in strangers for other in members if other and other[:-1] == member[:-1])


def _path(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return tuple(part for part in loc if part not in KINDS)


def _mistake(mistake: ErrorDetails, kind: type, plain: object, document: str) -> Finding:
    path = _path(mistake["loc"])
    facts = mistake.get("ctx", {})
    match mistake["type"]:
        case "missing":
            return _finding("missing_key", path, document, plain)
        case "unexpected_keyword_argument" | "extra_forbidden":
            allowed = _keys_at(kind, mistake["loc"][:-1])
            near = get_close_matches(str(path[-1]), allowed, n=1, cutoff=0.6)
            return _finding("unknown_key", path, document, plain, seen=path[-1], nearest=near[0] if near else "、".join(allowed))
        case "enum" | "literal_error":
            kinds = [f"'{name}'" for _, name in KINDS.values()] if path[-1] == "kind" and _member(mistake["loc"]) else []
            wanted = "、".join(kinds) or str(facts.get("expected", ""))
            return _finding("not_allowed", path, document, plain, seen=mistake["input"], wanted=wanted)
        case _:
            return _finding("wrong_type", path, document, plain, seen=_short(mistake["input"]), detail=mistake["msg"])


def _keys_at(kind: type, loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed at a location of a document."""
    here: Any = kind
    for part in loc:
        if isinstance(part, int):
            continue
        if part in KINDS:
            here = KINDS[part][0]
            continue
        here = get_type_hints(here).get(part, here)
        while not is_dataclass(here) and get_args(here):
            here = next((arg for arg in get_args(here) if is_dataclass(arg)), get_args(here)[0])
    return [field.name for field in fields(here)] if is_dataclass(here) else []


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _finding(code: str, path: tuple[int | str, ...], document: str, plain: object = None, **facts: object) -> Finding:
    return Finding(f"definitions.{code}", Level.STOP, (Place(document, key=key_path(path, plain)),), facts)


def key_path(path: Sequence[int | str], plain: object = None) -> str:
    """``tables[carrier].fields[uscc].type``: positions in lists are named by the entry's own key or code where it has one."""
    words = ""
    here = plain
    for part in path:
        if isinstance(part, int):
            here = here[part] if isinstance(here, Sequence) and not isinstance(here, str) and part < len(here) else None
            name = next((str(here[key]) for key in ("key", "code") if isinstance(here, Mapping) and key in here), str(part + 1))
            words += f"[{name}]"
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
            words += f".{part}" if words else part
    return words or "·"
