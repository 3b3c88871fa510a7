"""Collects what is wrong with a definition while its reading goes on: every mistake in one pass, each with its key path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scoring.definitions.expression import read_condition, read_number
from scoring.definitions.nearest import hint
from scoring.definitions.tree import Kind, Scope, Tree, Type
from scoring.errors import Bug
from scoring.findings import Finding, Level
from scoring.places import Place

T = TypeVar("T")


EXPRESSIONS = "definitions.expression."
HOLES = frozenset(
    f"definitions.{code}"
    for code in (
        "unknown_reference",
        "missing_key",
        "other_form",
        "set_needs_one_origin",
        "measure_needs",
        "scale_is_empty",
        "scale_of_other_kind",
        "per_not_positive",
        "number_not_between",
        "check_needs_one_rule",
        "condition.other_form",
        "condition.one_kind",
        "condition.bound_needs_measure",
        "condition.measure_needs_bound",
        "condition.not_compared",
        "condition.relief_needs_when",
        "policy.other_form",
        "policy.no_clauses",
        "policy.no_day",
        "policy.not_of_type",
        "policy.figure_of_other_type",
        "policy.base_of_other_type",
        "policy.no_amounts",
        "policy.requirement_one_kind",
        "policy.not_on_record",
    )
)
"""What leaves something unread, or read otherwise than it stands. Every other finding is a judgement on what was read."""


def holes_of(findings: Sequence[Finding]) -> list[Finding]:
    """Those that leave something unread."""
    return [finding for finding in findings if finding.code in HOLES or finding.code.startswith(EXPRESSIONS)]


def stands(findings: Sequence[Finding]) -> None:
    """Whether an adopted definition can be worked with. It was judged when it was adopted: that this version judges more
    strictly must not shut anybody out of an old workspace. Raises Bug where something does not read.
    """
    if holes := holes_of(findings):
        raise Bug(f"an adopted definition does not read: {holes[:3]}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a definition where an expression stands: the names it may use, and what it must be."""

    scope: Scope
    wanted: Kind


class Mistakes:
    """Collects what is wrong and lets the reading go on."""

    def __init__(self, document: str, slots: dict[str, Slot] | None = None) -> None:
        """``slots``, where somebody wants to know, is told of every place an expression may stand at, empty ones too."""
        self.document = document
        self.found: list[Finding] = []
        self._slots = {} if slots is None else slots

    def place(self, key: str) -> Place:
        return Place(self.document, key=key)

    def say(self, code: str, key: str, **facts: object) -> None:
        self.found.append(Finding(f"definitions.{code}", Level.STOP, (self.place(key),), facts))

    def read(self, result: tuple[T | None, tuple[Finding, ...]]) -> T | None:
        value, findings = result
        self.found += findings
        return value

    def condition(self, text: str, scope: Scope, key: str) -> Tree | None:
        """A condition; None where there is none to read, or none that reads."""
        self._slots[key] = Slot(scope, Kind.CONDITION)
        if not text:
            return None
        condition, findings = read_condition(text, scope, self.place(key))
        self.found += findings
        return condition

    def number(self, text: str, scope: Scope, key: str) -> tuple[Tree, Type] | None:
        """A number with its type; None where there is none to read, or none that reads."""
        self._slots[key] = Slot(scope, Kind.NUMBER)
        return self.read(read_number(text, scope, self.place(key))) if text else None

    def named(self, name: str, allowed: Iterable[str], key: str) -> bool:
        """Whether a reference leads somewhere; else a finding: that there is none, or what it may have meant."""
        names = list(allowed)
        if name in names:
            return True
        if name:
            self.say("unknown_reference", key, seen=name, hint=hint(name, names))
        else:
            self.say("missing_key", key)
        return False

    def between(self, number: int | None, least: int, most: int, key: str) -> bool:
        """Whether a number is within its bounds, or left to the program; else a finding."""
        if number is None or least <= number <= most:
            return True
        self.say("number_not_between", key, seen=number, least=least, most=most)
        return False

    def once(self, names: Iterable[str], key: str) -> None:
        """A finding for each name that stands twice."""
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.say("twice", f"{key}[{name}]", seen=name)
            seen.add(name)
