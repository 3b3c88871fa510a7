"""What a clause gives: its rule worked out with the figures, the cap, the ceiling apart from the award, and who bears how much.

Money is in 分. A result that does not end there is cut off below it: never more than the document gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scoring.definitions.amounts import ByGrade, Fixed, Matching, PerUnit, Rate, Stepped, TopUp, Unspecified
from scoring.definitions.compiled_amounts import Base, Value
from scoring.definitions.compiled_figures import CompiledFigure
from scoring.definitions.compiled_policy import CompiledClause
from scoring.definitions.policy import OpenFigure, Share
from scoring.definitions.settled import Settled
from scoring.definitions.tree import Number
from scoring.engine.exact import ONE, ZERO, Ratio
from scoring.engine.measure import Measured
from scoring.engine.members import BY_SIZE


class Missing(Enum):
    """What an amount is still waiting for (待定)."""

    FIGURE = "figure"
    """An open figure that nobody has settled."""
    MEASURE = "measure"
    """The carrier's return does not say."""
    GRADE = "grade"
    """No grade was given."""
    GRADE_VALUE = "grade_value"
    """The open figure says nothing of this grade."""
    SHARES = "shares"
    """The shares that were settled do not come to the whole."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """``key`` of the figure or measure."""

    what: Missing
    key: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """An amount rule with its figures.

    ``base`` is what it is worked out of, ``value`` its one amount, rate or level, ``bound`` the step that was reached and
    ``grade`` the grade it looked up. ``product`` is what comes out, ``total`` that under the cap in whole 分; None: 待定.
    """

    base: Ratio | None = None
    value: Ratio | None = None
    grade: str = ""
    bound: Number | None = None
    product: Ratio | None = None
    cap: Ratio | None = None
    total: int | None = None
    provisional: bool = False
    """暂定: rows of the return that are unknown are left out of the base."""
    lacking: tuple[Lacking, ...] = ()

    @property
    def capped(self) -> bool:
        """Whether the cap took something away."""
        return self.cap is not None and self.product is not None and self.product.compare(self.cap) > 0

    @property
    def most(self) -> int | None:
        """What it cannot exceed, even while something is open; None: nobody can say."""
        return self.total if self.total is not None else whole(self.cap) if self.cap is not None else None


class Source(Enum):
    """Where an award comes from."""

    RULE = "rule"
    """The clause is no ceiling: its amount is the award."""
    COEFFICIENT = "coefficient"
    DECISION = "decision"
    OPEN = "open"
    """A ceiling and no more: 待定."""


@dataclass(frozen=True, slots=True)
class Award:
    """扶持上限 and 拟扶持金额: two figures. ``held``: more was decided than the ceiling allows, so it is the ceiling.

    ``decided`` stands apart while the ceiling is unknown: then the award is open (待定), and ``held`` says that it is beyond the cap.
    """

    ceiling: int | None
    amount: int | None
    source: Source
    coefficient: Ratio | None = None
    held: bool = False
    lacking: tuple[Lacking, ...] = ()
    decided: int | None = None

    def most(self, worked: Worked) -> int | None:
        """What it cannot exceed, while something is open too: the cap, and no more than was decided; None: nobody can say."""
        if self.amount is not None:
            return self.amount
        known = [one for one in (self.decided, worked.most) if one is not None]
        return min(known, default=None)


@dataclass(frozen=True, slots=True)
class Borne:
    """What one payer bears; None: 待定."""

    share: Share
    part: Ratio | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What amounts are worked out with."""

    figures: Mapping[str, CompiledFigure]
    settled: Mapping[str, Settled]
    measured: Mapping[str, Measured]
    grade: str | None

    def number(self, value: Value | None) -> Ratio | Lacking:
        """A literal, or an open figure as it was settled (or as the document prints it until then)."""
        if isinstance(value, Number):
            return Ratio(value.numerator, value.denominator)
        assert value is not None
        found = self.settled.get(value.key, self.figures[value.key].value)
        if isinstance(found, Number):
            return Ratio(found.numerator, found.denominator)
        return Lacking(Missing.FIGURE, value.key)

    def by_grade(self, figure: OpenFigure) -> Ratio | Lacking:
        """What an open figure by grade says of the grade."""
        found = self.settled.get(figure.key)
        if not isinstance(found, Mapping):
            return Lacking(Missing.FIGURE, figure.key)
        if self.grade is None:
            return Lacking(Missing.GRADE)
        number = found.get(self.grade)
        return Lacking(Missing.GRADE_VALUE, figure.key) if number is None else Ratio(number.numerator, number.denominator)

    def base(self, base: Base | None) -> tuple[Ratio | Lacking, bool]:
        """A measure or an open figure, and whether unknown rows are left out of it."""
        if isinstance(base, OpenFigure):
            return self.number(base), False
        assert base is not None
        measured = self.measured[base.measure.key]
        found = measured.value
        return (Lacking(Missing.MEASURE, base.measure.key) if found is None else found), measured.unknown > 0


def whole(value: Ratio) -> int:
    """In whole 分, cut off below."""
    return value.numerator // value.denominator


# The eight rules --------------------------------------------------------------------------------------------------------


def work_out(one: CompiledClause, known: Known) -> Worked:
    """The clause's amount under its cap."""
    worked = _rule(one, known)
    lacking = list(worked.lacking)
    cap = None
    if one.cap is not None:
        found = known.number(one.cap)
        if isinstance(found, Lacking):
            lacking.append(found)
        else:
            cap = found
    total = None
    if worked.product is not None and not lacking:
        total = whole(worked.product if cap is None or worked.product.compare(cap) <= 0 else cap)
    return replace(worked, cap=cap, total=total, lacking=tuple(dict.fromkeys(lacking)))


def _rule(one: CompiledClause, known: Known) -> Worked:
    amount = one.amount
    match amount.rule:
        case Unspecified() | Fixed():
            return _given(amount.value, known)
        case ByGrade():
            if known.grade is None:
                return Worked(lacking=(Lacking(Missing.GRADE),))
            value = amount.by_grade.get(known.grade)
            return replace(_given(value, known) if value is not None else Worked(value=ZERO, product=ZERO), grade=known.grade)
        case Stepped():
            return _stepped(one, known)
        case Rate() | Matching() | PerUnit() | TopUp():
            return _of_base(one, known)


def _given(value: Value | None, known: Known) -> Worked:
    """The amount as it stands, or as it was settled for all or for each grade."""
    if isinstance(value, OpenFigure) and value.type.value.endswith("_by_grade"):
        found, grade = known.by_grade(value), known.grade or ""
    else:
        found, grade = known.number(value), ""
    return Worked(lacking=(found,)) if isinstance(found, Lacking) else Worked(value=found, grade=grade, product=found)


def _of_base(one: CompiledClause, known: Known) -> Worked:
    base, provisional = known.base(one.amount.of)
    value = known.number(one.amount.value)
    if isinstance(base, Lacking) or isinstance(value, Lacking):
        return Worked(
            base=None if isinstance(base, Lacking) else base,
            value=None if isinstance(value, Lacking) else value,
            lacking=tuple(found for found in (base, value) if isinstance(found, Lacking)),
        )
    product = value.less(base) if isinstance(one.amount.rule, TopUp) else value.times(base)
    if product.numerator < 0:
        product = ZERO
    return Worked(base=base, value=value, product=product.simplest(), provisional=provisional)


def _stepped(one: CompiledClause, known: Known) -> Worked:
    assert isinstance(one.amount.rule, Stepped)
    base, provisional = known.base(one.amount.of)
    if isinstance(base, Lacking):
        return Worked(lacking=(base,))
    for bound, value in one.amount.steps:
        apart = base.compare(Ratio(bound.numerator, bound.denominator))
        if apart > 0 or (apart == 0 and not one.amount.rule.beyond):
            return replace(_given(value, known), base=base, bound=bound, provisional=provisional)
    return Worked(base=base, value=ZERO, product=ZERO, provisional=provisional)


# From ceiling to award, and who bears it --------------------------------------------------------------------------------


def award(one: CompiledClause, worked: Worked, known: Known, decided: int | None, *, bounded: bool = True) -> Award:
    """拟扶持金额: the amount itself; of a ceiling what was decided, or the grade's coefficient of it, else 待定.

    What was decided counts under a known ceiling only; ``bounded`` False: under an unknown one too, as it did in decisions of before.
    """
    if not one.clause.ceiling:
        return Award(None, worked.total, Source.RULE, lacking=worked.lacking)
    ceiling = worked.total
    if decided is not None:
        held = worked.most is not None and decided > worked.most
        if ceiling is None and bounded:
            return Award(None, None, Source.DECISION, held=held, lacking=worked.lacking, decided=decided)
        held = held and ceiling is not None
        return Award(ceiling, ceiling if held else decided, Source.DECISION, held=held)
    if one.coefficient is None:
        return Award(ceiling, None, Source.OPEN, lacking=worked.lacking)
    coefficient = known.by_grade(one.coefficient)
    if isinstance(coefficient, Lacking):
        return Award(ceiling, None, Source.OPEN, lacking=(*worked.lacking, coefficient))
    amount = None if ceiling is None else whole(coefficient.times(Ratio(ceiling, 1)))
    return Award(ceiling, amount, Source.COEFFICIENT, coefficient, lacking=worked.lacking)


def borne(one: CompiledClause, amount: int | None, known: Known) -> tuple[tuple[Borne, ...], tuple[Lacking, ...]]:
    """区镇分担: what each payer bears, exactly the whole; and what is lacking where it cannot be said."""
    parts = [(share, known.number(value)) for share, value in one.shares]
    lacking = tuple(dict.fromkeys(part for _, part in parts if isinstance(part, Lacking)))
    shares = [(share, part) for share, part in parts if not isinstance(part, Lacking)]
    total = ZERO
    for _, part in shares:
        total = total.plus(part)
    if parts and not lacking and total.compare(ONE):
        lacking = (Lacking(Missing.SHARES),)
    amounts: dict[str, int] = {}
    if amount is not None and not lacking:
        amounts = split(amount, {share.key: part for share, part in shares})
    return (
        tuple(Borne(share, None if isinstance(part, Lacking) else part, amounts.get(share.key)) for share, part in parts),
        lacking,
    )


def split(amount: int, weights: Mapping[str, Ratio]) -> dict[str, int]:
    """An amount in 分 by weights, to the last 分: each gets its whole part, what is left goes to the largest remainders.

    Equal remainders: by key, so that the order they come in is no matter. Raises ZeroDivisionError where all weights are nothing.
    """
    total = ZERO
    for weight in weights.values():
        total = total.plus(weight)
    exact = {key: weight.times(Ratio(amount, 1)).over(total) for key, weight in weights.items()}
    found = {key: whole(part) for key, part in exact.items()}
    rest = {key: part.less(Ratio(found[key], 1)) for key, part in exact.items()}
    for key in _largest_first(rest)[: amount - sum(found.values())]:
        found[key] += 1
    return found


def _largest_first(rest: Mapping[str, Ratio]) -> Sequence[str]:
    return sorted(sorted(rest), key=lambda key: BY_SIZE(rest[key]), reverse=True)
