"""The grade rule (等级): bounds, 一票否决, 评优限制, 维度最低分, 比例限制, ties, 直接定级, 优胜劣汰. Grade names are the rubric's own words.

Conditions here may name fields of the record, counts among the rubric's measures, branches by their code (their points), and
``total``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from scoring.definitions.form import STRICT, Strict, Words
from scoring.definitions.roles import (
    Amount,
    BranchRef,
    GivenGrade,
    GivenName,
    GradeRef,
    GradingCondition,
    LongText,
    Own,
    Plain,
    RuleKey,
    Space,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLevel:
    """A grade, reached at ``at_least`` points (the bound belongs to it); without any, no points reach it: only a rule that names it.

    By points, for want of a place and on the way to the next grade such a grade is passed over.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    name: Annotated[Words, Own(Space.GRADE)]
    at_least: Annotated[Decimal | None, Plain.USUAL] = None
    certificate: bool | None = None
    """Whether it earns a certificate (证书); unsaid: every grade but the last does."""


def better_by_points(levels: Sequence[GradeLevel], at: int) -> int | None:
    """The next better grade that points reach; None where there is none."""
    return next((better for better in reversed(range(at)) if levels[better].at_least is not None), None)


def worse_by_points(levels: Sequence[GradeLevel], at: int) -> int:
    """The next worse grade that points reach; the last is reached by any."""
    return next((worse for worse in range(at + 1, len(levels)) if levels[worse].at_least is not None), len(levels) - 1)


def beside_points(levels: Sequence[GradeLevel]) -> frozenset[int]:
    """The grades that no points reach, by their place (0 is the best)."""
    return frozenset(at for at, level in enumerate(levels) if level.at_least is None)


def certified(levels: Sequence[GradeLevel]) -> tuple[GradeLevel, ...]:
    """The grades that earn a certificate."""
    said = ((one, one.certificate if one.certificate is not None else one is not levels[-1]) for one in levels)
    return tuple(one for one, earns in said if earns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """一票否决: where ``when`` is surely true the grade is ``grade``, or worse where the points give a worse one."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    when: GradingCondition
    grade: GradeRef
    basis: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """评优限制: where ``when`` is surely true the grade is ``best`` at most."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    when: GradingCondition
    best: GradeRef
    basis: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """维度最低分: who has surely fewer than ``at_least`` points in ``branch`` gets ``best`` at most.

    A limit that is read as what it is: no condition to be deciphered, and the workbook names the points.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    branch: BranchRef
    at_least: Decimal
    best: GradeRef
    basis: LongText = ""


class QuotaRounding(StrEnum):
    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


class QuotaBy(StrEnum):
    """What a quota counts (名额如何取得)."""

    PLACES = "places"
    """Places that are taken: whoever is barred takes none, and the next moves up."""
    RANKS = "ranks"
    """Ranks: only the first so many, barred ones among them; nobody moves up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """比例限制: at most ``share`` × N places for ``grade`` and everything better together, but no fewer than ``at_least``.

    N counts all that take part, in the group where the rubric has groups, vetoed ones included and those a lift exempts not.
    Places go by rank.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    grade: GradeRef
    share: Amount
    at_least: int = 0
    rounding: QuotaRounding = QuotaRounding.DOWN
    by: QuotaBy = QuotaBy.PLACES
    basis: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """直接定级: where ``when`` is surely true the grade is at least ``grade``, outside the quota; never against vetoes and limits.

    ``exempt`` (免于参加本级评价): whoever it is true of is not part of the counting either: it is in no quota's N, has no rank and
    takes no place. Its own points and places then say nothing: the grade is the lift's.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    when: GradingCondition
    grade: GradeRef
    exempt: bool = False
    basis: LongText = ""


class Proposes(StrEnum):
    """What comes of a rule over years (优胜劣汰): proposed to those who decide, never done."""

    REMOVAL = "removal"
    PROMOTION = "promotion"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsRule:
    """优胜劣汰: one of ``grades`` (or not taking part, where ``absent``) in ``years`` of the last ``within`` years.

    The year of the round is the last of them; ``within`` 0: ``years`` years on end. ``grades`` may name words of earlier
    rubrics too. What an earlier year came to and nobody knows is unknown, and so may be what is proposed.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    proposes: Proposes
    grades: tuple[GivenGrade, ...] = ()
    absent: bool = False
    years: int = 2
    within: int = 0
    basis: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCase:
    """A worked example of the grade rule: a carrier by its figures alone, and the grade it must get among the other cases.

    ``given`` names total, branches and counts (as decimals) and fields of the record (as they would be typed).
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    carrier: str
    given: dict[GivenName, str]
    grade: GradeRef
