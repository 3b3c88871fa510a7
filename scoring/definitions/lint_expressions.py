"""Lint of expressions: conditions that are settled before any row is seen, suspicious literals, divisions by zero."""

from __future__ import annotations

from fractions import Fraction

from scoring.definitions.lint_notes import Notes, walk
from scoring.definitions.lowering import lower_number
from scoring.definitions.proving import Limits, Proof, prove
from scoring.definitions.python_reader import amount
from scoring.definitions.tree import Arithmetic, Compare, Negative, Number, Tree, names

SMALLEST_AMOUNT = 100_00
"""In 分: a comparison with less than 100 元 was probably meant in 万元."""

YEARS = range(2000, 2061)
"""Data years for which a divisor made of constants and Y must not be zero."""


def lint_condition(
    notes: Notes, key: str, tree: Tree | None, limits: Limits, given: Tree | None = None, *, may_be_settled: bool = False
) -> Proof:
    """Everything suspicious in a condition. ``given`` is what surely holds where it is asked."""
    if tree is None:
        return Proof.OPEN
    lint_number(notes, key, tree)
    if divides_by_zero(tree):
        return Proof.UNKNOWN
    proof = prove(tree, limits, given)
    match proof:
        case Proof.NEVER:
            notes.error("condition_never", key)
        case Proof.CONTRADICTS:
            notes.error("condition_contradicts", key)
        case Proof.UNKNOWN:
            notes.error("condition_unknown", key)
        case Proof.ALWAYS if not may_be_settled:
            notes.warn("condition_always", key)
    return proof


def lint_number(notes: Notes, key: str, tree: Tree | None) -> None:
    """What can be wrong inside any expression."""
    if divides_by_zero(tree):
        notes.error("divides_by_zero", key)
    for part in walk(tree):
        if isinstance(part, Compare):
            for side in (part.left, part.right):
                lint_amount(notes, key, side.of if isinstance(side, Negative) else side)


def lint_amount(notes: Notes, key: str, literal: object) -> None:
    """A warning for a money literal too small to be meant."""
    if (
        isinstance(literal, Number)
        and literal.money
        and 0 < abs(Fraction(literal.numerator, literal.denominator)) < SMALLEST_AMOUNT
    ):
        notes.warn("small_amount", key, seen=literal.text)


def divides_by_zero(tree: Tree | None) -> bool:
    """Whether a divisor that no row can change is zero in some data year."""
    return any(
        isinstance(part, Arithmetic) and part.operator == "/" and not names(part.right) and _zero(part.right)
        for part in walk(tree)
    )


def _zero(divisor: Tree) -> bool:
    pairs = (amount(lower_number(divisor, {"Y": year, "cutoff": year * 10_000 + 1231}), {}) for year in YEARS)
    return any(pair is None or pair[0] == 0 for pair in pairs)
