"""The rubric (评分细则): sets of rows, measures over them, scales, the tree of indicators, rounding and grades."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from scoring.definitions.form import NO_WORDS, STRICT, Strict, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """A named set of rows (T 在孵企业): of a table or of another set, where a condition is surely true."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: str
    label: Words
    table: str = ""
    of: str = ""
    where: str = ""


class MeasureKind(StrEnum):
    """What a measure works out over a set of rows. Unknown is not zero:

    count, share — a row whose condition is unknown does not count, and stays in the base of a share;
    sum — a row whose value is unknown adds nothing;
    ratio, growth — a row in which either side is unknown leaves both sums (growth is the ratio less 1).
    """

    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    RATIO = "ratio"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator's measure (指标口径)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: str
    label: Words
    kind: MeasureKind
    over: str
    where: str = ""
    """Count and share: the condition that counts."""
    value: str = ""
    """Sum: what is summed, an expression per row."""
    numerator: str = ""
    denominator: str = ""
    """Ratio and growth: what is summed above and below (growth: this year, last year)."""
    min_rows: int = 0
    """With fewer rows that can be measured there is no result (too few to judge)."""
    unit: Words = NO_WORDS
    """Shown behind the value; % multiplies it by 100 for the eye only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearScale:
    """Straight lines between the nodes (value, points), level outside them. Values are literals such as 6% or 30万元."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["linear"]
    nodes: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepScale:
    """The first step that holds, from the top: value ≥ literal (the bound belongs to the step) → points; else ``below``."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["steps"]
    steps: tuple[tuple[str, Decimal], ...]
    below: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScale:
    """So many points per unit of the measure, at most ``cap``."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    kind: Literal["per_unit"]
    points: Decimal
    cap: Decimal


Scale: TypeAlias = LinearScale | StepScale | UnitScale


class MissingRule(StrEnum):
    """What a missing result means: no points; left out, its points handed on; or nobody is scored until it is settled."""

    ZERO = "zero"
    LEAVE_OUT = "leave_out"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What happens where the measure has no result.

    ``to`` names the siblings that take over the points of a left-out indicator, in proportion to their maxima.
    ``numerator_positive`` gives the points where only the denominator is zero (R&D without revenue); then ``rule`` holds
    for the rest.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    rule: MissingRule
    to: tuple[str, ...] = ()
    numerator_positive: Decimal | None = None


class Role(StrEnum):
    """How points enter the total: as base points, on top of them (加分), or off them (扣分)."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A dimension or a group of indicators; ``cap`` bounds the sum of what hangs on it."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    code: str
    title: Words
    parent: str = ""
    role: Role = Role.BASE
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A leaf of the tree: a measure, its scale, and what it rests on."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    code: str
    title: Words
    parent: str
    maximum: Decimal
    measure: str
    scale: Scale
    missing: Missing
    basis: str


class RoundingMode(StrEnum):
    """half_away: 四舍五入, ties away from zero; half_even: ties to the even digit; down: towards zero."""

    HALF_AWAY = "half_away"
    HALF_EVEN = "half_even"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """What is rounded and when: each indicator's points, once; sums are sums of rounded points and not rounded again."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    indicator_decimals: int
    mode: RoundingMode


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLevel:
    """A grade in the rubric's own words, reached at ``at_least`` points (the bound belongs to it)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    name: Words
    at_least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PointExample:
    """A worked example of one scale: this value gives these points, as printed."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    indicator: str
    value: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A rubric as its file says it. Grades stand from the best downwards; the last one must take every total."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: str
    key: str
    version: str
    form: str
    """Key of the form it measures."""
    title: Words
    status: Words
    """示例 or 正式: shown wherever the rubric is."""
    source: str
    scored_only_with: str
    """The set that must not be empty: a carrier without such rows is not scored."""
    rounding: Rounding
    sets: tuple[RowSet, ...]
    measures: tuple[Measure, ...]
    branches: tuple[Branch, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[GradeLevel, ...]
    examples: tuple[PointExample, ...] = ()

    def indicator(self, code: str) -> Indicator:
        """Raises KeyError."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def branch(self, code: str) -> Branch:
        """Raises KeyError."""
        for branch in self.branches:
            if branch.code == code:
                return branch
        raise KeyError(code)

    def role(self, indicator: Indicator) -> Role:
        """How the points of an indicator enter the total: as its topmost branch says."""
        branch = self.branch(indicator.parent)
        while branch.parent:
            branch = self.branch(branch.parent)
        return branch.role

    def under(self, code: str) -> tuple[Indicator, ...]:
        """The indicators below a branch, at any depth, in the order of the rubric."""
        branches = {code}
        for branch in self.branches:  # parents stand before their children (compiled_rubric sees to it)
            if branch.parent in branches:
                branches.add(branch.code)
        return tuple(indicator for indicator in self.indicators if indicator.parent in branches)
