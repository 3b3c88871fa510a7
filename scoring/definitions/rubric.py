"""The rubric (评分细则): sets of rows, measures over them, scales, the tree of indicators, rounding and grades."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from scoring.definitions.form import NO_UNIT, NO_WORDS, STRICT, Strict, Unit, Words
from scoring.definitions.grading import GradeCase, GradeLevel, Lift, Limit, Minimum, Quota, Veto, YearsRule
from scoring.definitions.roles import (
    AnswerField,
    BranchCode,
    BranchRef,
    ChoiceField,
    FormRef,
    GradeRef,
    IndicatorCode,
    IndicatorRef,
    LongText,
    MeasureKey,
    MeasureNumber,
    MeasureRef,
    NodeRef,
    RecordCondition,
    RowCondition,
    RowNumber,
    SchemaText,
    SetCondition,
    SetKey,
    SetRef,
    TableRef,
)
from scoring.definitions.scales import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """A named set of rows (T 在孵企业): of a table or of another set, where a condition is surely true."""

    __pydantic_config__: ClassVar[Strict] = STRICT
    __meaning__: ClassVar[tuple[str, ...]] = ("table", "of", "where")

    key: SetKey
    label: Words
    table: TableRef = ""
    of: SetRef = ""
    where: SetCondition = ""


class RoundingMode(StrEnum):
    """half_away: 四舍五入, ties away from zero; half_even: ties to the even digit; down: towards zero."""

    HALF_AWAY = "half_away"
    HALF_EVEN = "half_even"
    DOWN = "down"


class MeasureKind(StrEnum):
    """What a measure works out over a set of rows. Unknown is not zero:

    count, share — a row whose condition is unknown does not count, and stays in the base of a share;
    sum, density — a row whose value is unknown adds nothing (density: the sum over the number of rows in the set);
    mean, median — over the rows whose value is known; the median of an even number is the mean of the middle two;
    ratio, growth — a row in which either side is unknown leaves both sums (growth is the ratio less 1; without a positive
    base there is none);
    evenness — 1 − Σp² over the answers to ``by``, of the rows that answered;
    largest_share — the rows with the commonest answer to ``by`` over the rows of the set; who did not answer stays in the base;
    value, category — of the record itself: a number, or the answer to a choice or 是/否 field;
    formula, logarithm — of other measures; a missing one leaves no result;
    marks — the reviewers' marks of the unit.
    """

    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    DENSITY = "density"
    MEAN = "mean"
    MEDIAN = "median"
    RATIO = "ratio"
    GROWTH = "growth"
    EVENNESS = "evenness"
    LARGEST_SHARE = "largest_share"
    VALUE = "value"
    CATEGORY = "category"
    FORMULA = "formula"
    LOGARITHM = "logarithm"
    MARKS = "marks"


class LogBase(StrEnum):
    """Base of a logarithm."""

    E = "e"
    TEN = "10"
    TWO = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """评分锚点: what a mark means."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    mark: Decimal
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator's measure (指标口径). Which keys a kind needs is checked by ``compiled_measures``."""

    __pydantic_config__: ClassVar[Strict] = STRICT
    __meaning__: ClassVar[tuple[str, ...]] = (
        "kind",
        "over",
        "where",
        "value",
        "numerator",
        "denominator",
        "by",
        "formula",
        "of",
        "base",
        "unit",
    )

    key: MeasureKey
    label: Words
    kind: MeasureKind
    over: SetRef = ""
    """The set of rows; empty for what is worked out of the record, of other measures, or of marks."""
    where: RowCondition = ""
    """Count and share: the condition that counts."""
    value: RowNumber = ""
    """Sum, density, mean, median, value: an expression per row (value: on the record)."""
    numerator: RowNumber = ""
    denominator: RowNumber = ""
    """Ratio and growth: what is summed above and below (growth: this year, last year)."""
    by: AnswerField = ""
    """Evenness, largest share, category: the choice field."""
    formula: MeasureNumber = ""
    """Formula: an expression over measures that stand before this one."""
    of: MeasureRef = ""
    """Logarithm: the measure."""
    base: LogBase = LogBase.E
    min_rows: int = 0
    """With fewer rows (marks: marks) that can be measured there is no result: too few to judge."""
    drop_from: int = 0
    """Marks: with so many marks or more one highest and one lowest are dropped."""
    step: Decimal | None = None
    """Marks: only multiples of it are given (0.5: half marks); any number unless given."""
    spread: Decimal | None = None
    """Marks: where the highest and the lowest are further apart, the reviewers should look again. It changes no points."""
    anchors: tuple[Anchor, ...] = ()
    """Marks: what a mark means, as the reviewer reads it."""
    round_to: int | None = None
    """Decimals the result is brought to before any scale sees it; as it is unless given."""
    round_mode: RoundingMode = RoundingMode.HALF_AWAY
    unit: Unit = NO_UNIT
    """Shown behind the value; % multiplies it by 100 for the eye only."""


class MissingRule(StrEnum):
    """What a missing result means: no points; left out, its points or weight going to the others; the mean of its peers'
    values instead; or the unit is not scored until it is settled.
    """

    ZERO = "zero"
    LEAVE_OUT = "leave_out"
    PEER_MEAN = "peer_mean"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What happens where the measure has no result.

    ``to`` names the siblings that take over the points of a left-out indicator of a sum, in proportion to their maxima; in a
    mean the weights of those that are there simply count.
    ``numerator_positive`` gives the points where only the denominator is zero (R&D without revenue); then ``rule`` holds
    for the rest.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    rule: MissingRule
    to: tuple[IndicatorRef, ...] = ()
    numerator_positive: Decimal | None = None


class Role(StrEnum):
    """How points enter the total: as base points, on top of them (加分), or off them (扣分)."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


class Combine(StrEnum):
    """How a branch is made of what hangs on it: sum of points, weighted arithmetic or geometric mean, or the greatest."""

    SUM = "sum"
    MEAN = "mean"
    GEOMETRIC = "geometric"
    GREATEST = "greatest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A dimension or a group of indicators. First combined, then rounded (``decimals``), then capped, in this order."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    code: BranchCode
    title: Words
    parent: BranchRef = ""
    role: Role = Role.BASE
    combine: Combine = Combine.SUM
    weight: Decimal = Decimal(1)
    """Its weight in the mean of its parent."""
    needs: int = 0
    """Of a mean: with fewer children that have a value the branch has none (too little to judge)."""
    decimals: int | None = None
    """Rounded to so many decimals at this node; not rounded unless given."""
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A leaf of the tree: a measure, its scale, and what it rests on."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    code: IndicatorCode
    title: Words
    parent: BranchRef
    maximum: Decimal
    measure: MeasureRef
    scale: Scale
    missing: Missing
    basis: LongText
    weight: Decimal = Decimal(1)
    """Its weight in the mean of its parent; a sum does not use it."""


class RankBy(StrEnum):
    """Which total ranks, meets the bounds and ties: the one that is printed, or the one before rounding."""

    PRINTED = "printed"
    EXACT = "exact"


class Caps(StrEnum):
    """Whether the cap of a branch and the bounds of the total come after the rounding or before it."""

    AFTER = "after_rounding"
    BEFORE = "before_rounding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """What is rounded, when and how.

    ``indicator_decimals``: each indicator's points, once, so that sums are sums of printed points; not given: points stay
    exact and only their print is rounded. ``total_decimals``: the total, once more. ``rank_decimals``: the exact total, for
    ranking alone; not given: every digit counts.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    mode: RoundingMode
    indicator_decimals: int | None = None
    total_decimals: int | None = None
    shown_decimals: int = 2
    rank_by: RankBy = RankBy.PRINTED
    rank_decimals: int | None = None
    caps: Caps = Caps.AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class PointExample:
    """A worked example of one scale: this value gives these points, as printed."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    indicator: IndicatorRef
    value: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchExample:
    """A worked example of a branch: these points of what hangs on it (by code) come to these, as printed."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    branch: BranchRef
    of: dict[NodeRef, Decimal]
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCarrier:
    """A worked carrier of the samples, and what it must come to, as printed.

    ``points`` by indicator and branch code (不适用 for what is left out), ``marks`` the reviewers' marks it is worked with.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    sample: str
    points: dict[NodeRef, str]
    total: Decimal
    grade: GradeRef
    marks: dict[IndicatorRef, tuple[Decimal, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A rubric as its file says it. Grades stand from the best downwards; the last one must take every total."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    key: str
    version: str
    form: FormRef
    """Key of the form it measures."""
    title: Words
    status: Words
    """示例 or 正式: shown wherever the rubric is."""
    source: LongText
    scored_only_with: SetRef = ""
    """The set that must not be empty: a unit without such rows is not scored. Empty: all are."""
    takes_part: RecordCondition = ""
    """参评条件, on the record: who surely fails it is watched (监测), without grade and outside N."""
    takes_part_label: Words = NO_WORDS
    peers_by: ChoiceField = ""
    """The choice field of the record that makes peer groups; empty: all are peers."""
    peers_least: int = 5
    """Papers compare with no peer group of fewer scored members, the carrier among them: a median of few names them."""
    maximum: Decimal | None = None
    """The full mark as the rubric's document states it: what the base indicators must come to (``lint`` adds them up)."""
    total_floor: Decimal | None = Decimal(0)
    total_cap: Decimal | None = None
    rounding: Rounding
    sets: tuple[RowSet, ...]
    measures: tuple[Measure, ...]
    branches: tuple[Branch, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[GradeLevel, ...] = ()
    """From the best downwards; the last must take every total. None: an index without grades."""
    vetoes: tuple[Veto, ...] = ()
    limits: tuple[Limit, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    quotas: tuple[Quota, ...] = ()
    quotas_by: ChoiceField = ""
    """分类评价: the choice field of the record within whose answers quotas are counted; empty: all carriers together."""
    ties: tuple[BranchRef, ...] = ()
    """Equal totals: the branches whose points decide, one after the other."""
    lifts: tuple[Lift, ...] = ()
    border_within: Decimal | None = None
    """临界名单: who is within so many points of a cut stands on it; not given: only those tied at the edge of a quota."""
    over_years: tuple[YearsRule, ...] = ()
    examples: tuple[PointExample, ...] = ()
    branch_examples: tuple[BranchExample, ...] = ()
    worked: tuple[WorkedCarrier, ...] = ()
    grade_cases: tuple[GradeCase, ...] = ()

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
        return self.branch_role(self.branch(indicator.parent))

    def branch_role(self, branch: Branch) -> Role:
        """How the points of a branch enter the total: as the topmost above it says."""
        while branch.parent:
            branch = self.branch(branch.parent)
        return branch.role

    def under(self, code: str) -> tuple[Indicator, ...]:
        """The indicators below a branch, at any depth, in the order of the rubric."""
        branches = {code}
        for branch in self.branches:  # parents stand before their children (the codec sees to it)
            if branch.parent in branches:
                branches.add(branch.code)
        return tuple(indicator for indicator in self.indicators if indicator.parent in branches)
