"""A finding (核验问题): something in a return or a definition that a person must look at. A value, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from scoring.errors import Said
from scoring.places import Place


class Level(Enum):
    """How much a finding stops: 拒收 the return is not stored, 错误 it cannot be signed off, 警示 it may stand with a reason."""

    STOP = "stop"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, every place it shows, and the facts its sentence needs (rendered late, see ``messages``).

    ``code`` is stable: tests, catalogues and manuals refer to it. ``places`` has two ends for a contradiction.
    """

    code: str
    level: Level
    places: tuple[Place, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether any of them keeps the return out of the store."""
    return any(finding.level is Level.STOP for finding in findings)


T = TypeVar("T")


def by_cause(found: Iterable[T], finding: Callable[[T], Finding]) -> list[list[T]]:
    """What is to be put right together: a check that fails in many rows is one cause, everything else is gathered by cause already."""
    groups: dict[object, list[T]] = {}
    for number, one in enumerate(found):
        groups.setdefault(finding(one).facts.get("check", number), []).append(one)
    return list(groups.values())


def to_document(finding: Finding) -> dict[str, object]:
    """A finding as plain JSON, to be stored or printed by ``--json``."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "places": [
            {"document": one.document, "sheet": one.sheet, "row": one.row, "column": one.column, "key": one.key}
            for one in finding.places
        ],
        "facts": {name: _plain(fact) for name, fact in finding.facts.items()},
    }


def from_document(document: Mapping[str, Any]) -> Finding:
    """The inverse of ``to_document``: the same sentences in the same places (a decimal or a date has become its text)."""
    return Finding(
        code=document["code"],
        level=Level(document["level"]),
        places=tuple(Place(**place) for place in document["places"]),
        facts={name: _fact(plain) for name, plain in document["facts"].items()},
    )


def said_document(said: Said) -> dict[str, object]:
    """A sentence as plain JSON."""
    return {"said": said.code, "facts": {name: _plain(fact) for name, fact in said.facts.items()}}


def said_of(document: Mapping[str, Any]) -> Said:
    """The inverse of ``said_document``."""
    return Said(document["said"], {name: _fact(plain) for name, plain in document["facts"].items()})


def _plain(fact: object) -> object:
    """Texts, integers, lists and words in two languages stay, a nested sentence keeps its code, decimals and dates become text."""
    if isinstance(fact, Said):
        return said_document(fact)
    if isinstance(fact, tuple | list):
        return [_plain(part) for part in fact]
    if isinstance(fact, Mapping):
        return {str(name): _plain(part) for name, part in fact.items()}
    return str(fact) if isinstance(fact, Decimal | date) else fact


def _fact(plain: object) -> object:
    if isinstance(plain, list):
        return tuple(_fact(part) for part in plain)
    if isinstance(plain, Mapping) and "said" in plain:
        return said_of(plain)
    if isinstance(plain, Mapping):
        return {name: _fact(part) for name, part in plain.items()}
    return plain
