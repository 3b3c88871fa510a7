"""What came of one cell: a datum, what is wrong with it, and the text where the datum does not show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.definitions.records import Datum, Nothing
from scoring.findings import Level


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding yet without its place; ``records`` gathers those of one cause in one column."""

    code: str
    level: Level
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """``raw`` is the text as it stood, empty where it is what the datum shows."""

    datum: Datum
    raw: str = ""
    problems: tuple[Problem, ...] = ()


EMPTY = Reading(Nothing.EMPTY)


def unreadable(code: str, text: str, **facts: str) -> Reading:
    """No value of the field, never a guess: an error, and the text is kept."""
    return Reading(Nothing.UNREADABLE, text, (Problem(code, Level.ERROR, {"text": text, **facts}),))


def odd(datum: Datum, code: str, text: str, **facts: str) -> Reading:
    """Read all the same, but a person should look."""
    return Reading(datum, text, (Problem(code, Level.WARNING, {"text": text, **facts}),))
