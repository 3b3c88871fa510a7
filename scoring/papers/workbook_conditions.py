"""Conditions of the grade rule as formulas: over the record's cells and the figures (branches, total, counts) of a carrier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scoring.definitions.compiled_grading import TOTAL
from scoring.definitions.excel_reader import Unwritable, excel_condition
from scoring.definitions.lowered import (
    EVER,
    NEVER,
    Absent,
    All,
    Any,
    Column,
    Condition,
    Constant,
    Either,
    Integer,
    Part,
    Present,
    Product,
    Sign,
    Sum,
    columns,
    every,
    sign,
    some,
)
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import EffectiveRow, holds
from scoring.definitions.rubric import Combine
from scoring.definitions.tree import Tree
from scoring.papers.workbook_facts import BookFacts

FIGURE_BITS = 40
"""Points and counts of a district, in their last decimal, stay below 10^12, whatever the type allows."""
KNOWN = " known"
"""Ends the name of the cell that says whether a figure is there: a formula that shows nothing is not blank."""


@dataclass(frozen=True, slots=True)
class GradeCondition:
    """A condition with its formula by line; no formula where Excel cannot hold it."""

    condition: Condition
    formula: Callable[[Mapping[str, str]], str] | None

    def holds(self, row: EffectiveRow) -> bool:
        return holds(self.condition, row)


def grade_condition(facts: BookFacts, tree: Tree, cells: Mapping[str, str]) -> GradeCondition:
    """Where the tree is surely true. ``cells`` are those of any line: names only matter."""
    condition = lower_condition(tree, facts.parameters).true
    figures = frozenset(facts.rubric.grading.figures)
    missing = frozenset(key for key in figures if may_be_missing(facts, key))
    narrow = _narrowed(condition, figures, missing, fine=facts.rubric.rubric.rounding.indicator_decimals is None)
    try:
        excel_condition(narrow, cells)
    except Unwritable:
        return GradeCondition(condition, None)
    return GradeCondition(condition, lambda given: excel_condition(narrow, given))


def counted_condition(condition: Condition, counts: frozenset[str]) -> Condition:
    """Over cells of the record and counts, each of which has a cell of its own that says whether it is known."""
    return _narrowed(condition, counts, counts, fine=False)


def figures_named(facts: BookFacts) -> tuple[str, ...]:
    """The figures that any condition of the grade rule looks at."""
    grading = facts.rubric.grading
    trees = [tree for _, tree in grading.rules]
    named = {key for tree in trees for key in columns(lower_condition(tree, facts.parameters).true)}
    return tuple(key for key in grading.figures if key in named)


def may_be_missing(facts: BookFacts, key: str) -> bool:
    """Whether a carrier that takes part can be without this figure."""
    rubric = facts.rubric
    if key == TOTAL:
        return False
    if key in rubric.measures:
        return rubric.measures[key].measure.min_rows > 0
    return rubric.rubric.branch(key).combine is not Combine.SUM


def _narrowed(node: Condition, figures: frozenset[str], missing: frozenset[str], *, fine: bool) -> Condition:
    """Figures bounded by what they can be, and asked for only where they can be missing."""

    def inner(one: Condition) -> Condition:
        return _narrowed(one, figures, missing, fine=fine)

    match node:
        case Present(key) if key in figures:
            return sign("=", Column(key + KNOWN, 1), Constant(1)) if key in missing else EVER
        case Absent(key) if key in figures:
            return sign("=", Column(key + KNOWN, 1), Constant(0)) if key in missing else NEVER
        case Sign(symbol, left, right):
            return Sign(symbol, _integer(left, figures, missing, fine=fine), _integer(right, figures, missing, fine=fine))
        case All(parts):
            return every(inner(part) for part in parts)
        case Any(parts):
            return some(inner(part) for part in parts)
        case _:
            return node


def _integer(node: Integer, figures: frozenset[str], missing: frozenset[str], *, fine: bool) -> Integer:
    def inner(one: Integer) -> Integer:
        return _integer(one, figures, missing, fine=fine)

    match node:
        case Column(key) if key in figures and not fine:
            return Column(key, FIGURE_BITS)
        case Sum(left, right):
            return Sum(inner(left), inner(right))
        case Product(left, right):
            return Product(inner(left), inner(right))
        case Part(of):
            return replace(node, of=inner(of))
        case Either(condition, then, otherwise):
            return Either(_narrowed(condition, figures, missing, fine=fine), inner(then), inner(otherwise))
        case _:
            return node
