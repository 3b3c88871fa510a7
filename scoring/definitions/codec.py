"""Definition files into typed documents. Every mistake of a file comes back as a located finding, all in one pass.

The only module that knows pydantic: it checks shapes here and is seen nowhere else (its mistakes get our words in
``_mistake``). What is validated is the canonical text itself, the very text that is stored and hashed, and strictly: "6" is
no number and 1 is no yes. References and expressions are checked by ``compiled_form``, ``compiled_rubric`` and the like.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scoring.definitions.canonical import canonical
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Form
from scoring.definitions.locations import Path, answers, entry_at, key_path, keys, path_of, type_at, union_at
from scoring.definitions.nearest import hint
from scoring.definitions.policy import Policy
from scoring.definitions.rubric import Rubric
from scoring.errors import Bug, Said
from scoring.findings import Finding, Level
from scoring.places import Place

Definition = TypeVar("Definition", Form, Rubric, Conditions, Policy)
Part = TypeVar("Part")

SCHEMAS: Mapping[type, str] = {
    Form: "fuping/form/1",
    Rubric: "fuping/rubric/1",
    Conditions: "fuping/conditions/1",
    Policy: "fuping/policy/1",
}

_ADAPTERS: Mapping[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in SCHEMAS}


def read_toml(text: str, kind: type[Definition], document: str) -> tuple[Definition | None, str, tuple[Finding, ...]]:
    """A definition from its TOML text, and its canonical text (what is stored and hashed); or every mistake in it."""
    try:
        return _read(text.removeprefix("\ufeff"), kind, document)
    except RecursionError:
        return None, "", (_finding("too_deep", (), document),)


def _read(text: str, kind: type[Definition], document: str) -> tuple[Definition | None, str, tuple[Finding, ...]]:
    try:
        plain = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError) as error:
        return None, "", (_not_toml(error, document),)
    return _read_plain(plain, kind, document)


def _read_plain(
    plain: Mapping[str, Any], kind: type[Definition], document: str
) -> tuple[Definition | None, str, tuple[Finding, ...]]:
    if plain.get("schema") != SCHEMAS[kind]:  # what else stands there cannot be judged: one finding, not three hundred
        seen = plain.get("schema")
        facts = {"wanted": SCHEMAS[kind], "seen": _shown(seen) if isinstance(seen, str) else "—"}
        return None, "", (_finding("wrong_schema", ("schema",), document, **facts),)
    if unspellable := tuple(finding for _, finding in _unspellable(plain, plain, (), document)):
        return None, "", unspellable
    spelt = canonical(plain)
    definition, mistakes = _validated(spelt, plain, kind, document)
    mistakes = mistakes or tuple(_quoted(definition, plain, (), document))
    return (None, "", mistakes) if mistakes else (definition, spelt, ())


def read_canonical(text: str, kind: type[Definition]) -> Definition:
    """A definition from its stored text. Raises Bug: what was adopted was checked."""
    definition, mistakes = _validated(text, json.loads(text), kind, "")
    if definition is None:
        raise Bug(f"an adopted {kind.__name__} does not read: {mistakes[:3]}")
    return definition


def read_draft(text: str, kind: type[Definition], document: str) -> tuple[Definition | None, frozenset[str], tuple[Finding, ...]]:
    """For lint: a definition without the entries that do not fit its type, the names gone with them, and every mistake.

    None where what is left is still no definition. A key that does not exist is left out alone.
    """
    definition, _, findings = read_toml(text, kind, document)
    if definition is not None or any(finding.code in _WHOLE_FILE for finding in findings):
        return definition, frozenset(), findings
    return _what_fits(tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal), kind, document, findings)


def read_plain(
    plain: Mapping[str, Any], kind: type[Definition], document: str
) -> tuple[Definition | None, str, tuple[Finding, ...]]:
    """``read_toml`` of what the file of a document would say."""
    try:
        return _read_plain(plain, kind, document)
    except RecursionError:
        return None, "", (_finding("too_deep", (), document),)


def read_draft_plain(
    plain: Mapping[str, Any], kind: type[Definition], document: str
) -> tuple[Definition | None, frozenset[str], tuple[Finding, ...]]:
    """``read_draft`` of what the file of a document would say; the document stays as it is."""
    definition, _, findings = read_plain(plain, kind, document)
    if definition is not None or any(finding.code in _WHOLE_FILE for finding in findings):
        return definition, frozenset(), findings
    return _what_fits(deepcopy(dict(plain)), kind, document, findings)


def _what_fits(
    plain: dict[str, Any], kind: type[Definition], document: str, findings: tuple[Finding, ...]
) -> tuple[Definition | None, frozenset[str], tuple[Finding, ...]]:
    """What is left of a document when that is taken out of it which does not fit."""
    gone = _without(plain, {_entry(plain, path) for path, _ in _unspellable(plain, plain, (), document)})
    if any(_unspellable(plain, plain, (), document)):
        return None, frozenset(), findings
    if gone:  # they hid what else is misshapen
        findings += _validated(canonical(plain), plain, kind, document)[1]
    gone += _without(plain, set(_misshapen(plain, kind)))
    rest, _ = _validated(canonical(plain), plain, kind, document)
    return rest, frozenset(name for entry in gone for name in _names(entry)), findings


def read_part(plain: Mapping[str, object], kind: type[Part], document: str = "") -> tuple[Part | None, tuple[Finding, ...]]:
    """A part of a definition by itself (a measure, a set), as its document holds it; or every mistake, located from its top."""
    if unspellable := tuple(finding for _, finding in _unspellable(plain, plain, (), document)):
        return None, unspellable
    wanted: Any = kind
    try:
        part: Part = _adapter(wanted).validate_json(canonical(plain), strict=True)
    except ValidationError as error:
        mistakes = _told_apart(error.errors(include_url=False), plain, kind)
        return None, tuple(_mistake(mistake, kind, plain, document) for mistake in mistakes)
    quoted = tuple(_quoted(part, plain, (), document))
    return (None, quoted) if quoted else (part, ())


def read_table(text: str, kind: type[Part], document: str) -> tuple[Part | None, tuple[Finding, ...]]:
    """A small file that is no definition (a calendar), from its TOML text; or every mistake, located from its top."""
    try:
        return read_part(tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal), kind, document)
    except RecursionError:
        return None, (_finding("too_deep", (), document),)
    except (ValueError, ArithmeticError) as error:
        return None, (_not_toml(error, document),)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


_WHOLE_FILE = frozenset(
    {
        "definitions.not_toml",
        "definitions.toml_twice",
        "definitions.toml_ends_early",
        "definitions.number_beyond_toml",
        "definitions.wrong_schema",
        "definitions.too_deep",
    }
)
"""What keeps anything of a file from being read."""


def _misshapen(plain: object, kind: type) -> Iterator[Path]:
    """What must go for a document to fit its type: a strange key alone, or else the entry with the mistake in it."""
    try:
        _ADAPTERS[kind].validate_json(canonical(plain), strict=True)
    except ValidationError as error:
        for one in _told_apart(error.errors(include_url=False), plain, kind):
            path = path_of(kind, one["loc"])
            yield path if one["type"] == "unexpected_keyword_argument" else _entry(plain, path)


def _without(plain: object, paths: Set[Path]) -> list[object]:
    """Takes entries and keys out of a document, the last entry of a list first; says which entries those were."""
    gone: list[object] = []
    for path in sorted(paths - {()}, key=lambda path: [(isinstance(part, str), part) for part in path], reverse=True):
        here = entry_at(plain, path[:-1])
        if isinstance(here, dict) and path[-1] in here:
            del here[path[-1]]
        elif isinstance(here, list) and isinstance(path[-1], int):
            gone.append(here.pop(path[-1]))
    return gone


def _entry(plain: object, path: Path) -> Path:
    """The innermost entry of a list that a place is in; empty where there is none."""
    ends = (end for end in range(len(path), 0, -1) if isinstance(path[end - 1], int))
    return next((path[:end] for end in ends if isinstance(entry_at(plain, path[:end]), dict)), ())


def _names(entry: object) -> list[str]:
    """Keys and codes of an entry and of everything in it: what others may refer to."""
    match entry:
        case dict():
            own = [str(entry[name]) for name in ("key", "code") if name in entry]
            return own + [name for part in entry.values() for name in _names(part)]
        case list():
            return [name for part in entry for name in _names(part)]
        case _:
            return []


# What is no TOML, and values no definition holds ------------------------------------------------------------------------

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_TWICE = ("Cannot ", "Duplicate ")
"""How tomllib begins what it says of a key or table that is defined twice."""


def _not_toml(error: Exception, document: str) -> Finding:
    """tomllib knows where and says why in English; the place is what helps."""
    message = str(error)
    if at := _AT.search(message):
        code = "toml_twice" if message.startswith(_TWICE) else "not_toml"
        return _finding(code, (), document, line=int(at[1]), column=int(at[2]))
    return _finding("toml_ends_early" if isinstance(error, tomllib.TOMLDecodeError) else "number_beyond_toml", (), document)


_DIGITS = 15


def _unspellable(value: object, plain: object, path: Path, document: str) -> Iterator[tuple[Path, Finding]]:
    """Numbers nobody means (1e999999999 would fill the memory once spelt out), and dates that want quotation marks."""
    match value:
        case Mapping():
            for key, part in value.items():
                yield from _unspellable(part, plain, (*path, key), document)
        case list():
            for at, part in enumerate(value):
                yield from _unspellable(part, plain, (*path, at), document)
        case date() | time():
            yield path, _wrong_type("text", value.isoformat(), path, document, plain)
        case int() if abs(value) >= 10**_DIGITS:
            yield path, _finding("number_out_of_bounds", path, document, plain)
        case Decimal() if not value.is_finite() or value.adjusted() >= _DIGITS or int(value.as_tuple().exponent) < -_DIGITS:
            yield path, _finding("number_out_of_bounds", path, document, plain)


# Shapes -----------------------------------------------------------------------------------------------------------------


def _validated(text: str, plain: object, kind: type[Definition], document: str) -> tuple[Definition | None, tuple[Finding, ...]]:
    """``plain`` is what ``text`` was spelt from; mistakes are located in it."""
    try:
        definition: Definition = _ADAPTERS[kind].validate_json(text, strict=True)
    except ValidationError as error:
        mistakes = _told_apart(error.errors(include_url=False), plain, kind)
        return None, tuple(_mistake(mistake, kind, plain, document) for mistake in mistakes)
    return definition, ()


def _told_apart(errors: Sequence[ErrorDetails], plain: object, kind: type) -> Iterator[ErrorDetails]:
    """Of a union's mistakes those of the member its ``kind`` names; where that names none, one about ``kind`` itself."""
    told: set[Path] = set()
    for error in errors:
        at, words = union_at(kind, error["loc"])
        if not words:
            yield error
            continue
        where = error["loc"][:at]
        entry = entry_at(plain, where)
        named = entry.get("kind") if isinstance(entry, Mapping) else None
        meant = words.get(named) if isinstance(named, str) else None
        if meant is None and where not in told:
            told.add(where)
            yield _about_kind(error, entry, at)
        elif meant == error["loc"][at]:
            yield error


def _about_kind(error: ErrorDetails, entry: object, at: int) -> ErrorDetails:
    """A member's mistake turned into the one about what tells the members apart, or that no table stands there at all."""
    if not isinstance(entry, Mapping):
        return error
    loc = (*error["loc"][: at + 1], "kind")
    return ErrorDetails(type="enum" if "kind" in entry else "missing", loc=loc, msg="", input=entry.get("kind"))


_WANTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "integer",
    "bool_type": "yes_no",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "tuple_type": "list",
    "dict_type": "table",
    "dataclass_type": "table",
}
"""What pydantic misses → what the sentence says is wanted."""


def _mistake(mistake: ErrorDetails, kind: type, plain: object, document: str) -> Finding:
    path = path_of(kind, mistake["loc"])
    match mistake["type"]:
        case "missing":
            return _finding("missing_key", path, document, plain)
        case "unexpected_keyword_argument":
            allowed = keys(type_at(kind, mistake["loc"][:-1]))
            return _finding("unknown_key", path, document, plain, seen=path[-1], hint=hint(str(path[-1]), allowed))
        case "enum" | "literal_error":
            allowed = answers(kind, mistake["loc"])
            seen = _shown(mistake["input"])
            return _finding("not_allowed", path, document, plain, seen=seen, hint=hint(seen, allowed))
        case "too_long":
            return _finding("too_many_parts", path, document, plain, most=mistake["ctx"]["max_length"])
        case "json_invalid":  # canonical text is JSON; the reader gives up at a depth only
            return _finding("too_deep", path, document)
        case other if other in _WANTED:
            return _wrong_type(_WANTED[other], _shown(mistake["input"]), path, document, plain)
        case _:
            return _finding("not_understood", path, document, plain, seen=_shown(mistake["input"]))


def _wrong_type(wanted: str, seen: str, path: Path, document: str, plain: object) -> Finding:
    return _finding("wrong_type", path, document, plain, seen=seen, wanted=Said(f"definitions.type.{wanted}"))


def _quoted(value: object, plain: object, path: Path, document: str) -> Iterator[Finding]:
    """0.5 where a text belongs, "0.5" where a number does: both are spelt alike in the canonical text, so pydantic lets them pass."""
    if is_dataclass(value):
        for one in fields(value):
            yield from _quoted(getattr(value, one.name), plain, (*path, one.name), document)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from _quoted(part, plain, (*path, at), document)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _quoted(part, plain, (*path, key), document)
    elif isinstance(value, str) and isinstance(given := entry_at(plain, path), Decimal):
        yield _wrong_type("text", _shown(given), path, document, plain)
    elif isinstance(value, Decimal) and isinstance(given := entry_at(plain, path), str):
        yield _wrong_type("number", given, path, document, plain)


def _shown(value: object) -> str:
    """A value as its file spells it, or nearly, and not too long."""
    text = value if isinstance(value, str) else canonical(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _finding(code: str, path: Path, document: str, plain: object = None, **facts: object) -> Finding:
    return Finding(f"definitions.{code}", Level.STOP, (Place(document, key=key_path(path, plain)),), facts)
