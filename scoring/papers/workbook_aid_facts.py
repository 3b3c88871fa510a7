"""What the sheets of support are made of: policies made ready, each carrier's case before them, and what the engine found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from scoring.definitions.settled import Settled
from scoring.engine.budget import PotOutcome
from scoring.engine.support import Case, Support, SupportPlan


@dataclass(frozen=True, slots=True)
class Decided:
    """A grade somebody decided on instead of the computed one, in the rubric's Chinese, and what that rests on."""

    grade: str
    basis: str


class Entered(Enum):
    """What was written down of a policy."""

    FIGURE = "figure"
    AWARD = "award"
    GIVEN = "given"
    DAY = "day"


Place: TypeAlias = tuple[str, Entered, str, int | None]
"""Policy, what, key of the figure or clause, carrier by its place in ``BookFacts.units`` (None: for all)."""


@dataclass(frozen=True, slots=True)
class Common:
    """What holds of one policy for all carriers."""

    settled: Mapping[str, Settled]
    days: Mapping[str, date]
    unannounced: Mapping[str, date | None] = field(default_factory=dict)
    """Clause → the first day that can be that of the announcement, which nobody has entered."""


@dataclass(frozen=True, slots=True)
class PotFacts:
    """A budget pot and what became of it. ``covers``, ``payer``, ``rule`` and ``order`` in words."""

    outcome: PotOutcome
    covers: str
    payer: str
    rule: str
    order: str


@dataclass(frozen=True, slots=True)
class AidFacts:
    """``cases`` (by policy) and ``found`` are in the order of ``BookFacts.units``."""

    plans: tuple[SupportPlan, ...]
    today: date
    year: int
    common: Mapping[str, Common]
    cases: tuple[Mapping[str, Case], ...]
    found: tuple[Support, ...]
    bases: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    """What was written down → (as it was written, on what basis)."""
    pots: tuple[PotFacts, ...] = ()
    """By name."""
    after: tuple[int | None, ...] = ()
    """After the pots, in the order of ``found``; None: 待定."""
