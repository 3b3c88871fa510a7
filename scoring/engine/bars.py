"""The conditions of a grade rule made ready for everybody of a round: what bars, what lifts, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.grading import Lift, Limit, Minimum, Veto
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.python_reader import EffectiveRow, Predicate, predicate
from scoring.definitions.tree import Tree

Bar: TypeAlias = Veto | Limit | Minimum
"""What keeps somebody below a grade."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: where it surely holds, and where it surely does not. Where neither, it is unknown."""

    true: Predicate
    false: Predicate


@dataclass(frozen=True, slots=True)
class Rules:
    """The conditions of the grade rule, lowered once for all: what is unknown bars nobody and lifts nobody."""

    vetoes: tuple[tuple[Veto, When], ...]
    limits: tuple[tuple[Limit | Minimum, When], ...]
    """Minimums behind limits."""
    lifts: tuple[tuple[Lift, When], ...]

    def lifts_of(self, row: EffectiveRow) -> tuple[Lift, ...]:
        """Those that hold."""
        return tuple(lift for lift, when in self.lifts if when.true(row))

    def open_bars(self, row: EffectiveRow) -> tuple[Bar, ...]:
        """The vetoes, limits and minimums of which nobody can tell whether they hold."""
        bars: Iterable[tuple[Bar, When]] = (*self.vetoes, *self.limits)
        return tuple(bar for bar, when in bars if not when.true(row) and not when.false(row))


def rules_of(rubric: CompiledRubric, parameters: Parameters) -> Rules:
    """The grade rule of a rubric."""

    def ready(tree: Tree) -> When:
        verdict = lower_condition(tree, parameters)
        return When(predicate(verdict.true), predicate(verdict.false))

    grading = rubric.grading
    return Rules(
        tuple((rule, ready(tree)) for rule, tree in grading.vetoes),
        (
            *((rule, ready(tree)) for rule, tree in grading.limits),
            *((rule, ready(tree)) for rule, tree in grading.minimums),
        ),
        tuple((rule, ready(tree)) for rule, tree in grading.lifts),
    )


def bound_of(bar: Bar) -> str:
    """The best grade it leaves."""
    return bar.grade if isinstance(bar, Veto) else bar.best
