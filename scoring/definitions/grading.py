"""The grade rule (等级): bounds, 一票否决, 评优限制, 比例限制, ties, 直接定级. Grade names are the rubric's own words.

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
from scoring.definitions.roles import Amount, GivenName, GradeRef, GradingCondition, LongText, Own, RuleKey, Space


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLevel:
    """A grade, reached at ``at_least`` points (the bound belongs to it)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    name: Annotated[Words, Own(Space.GRADE)]
    at_least: Decimal
    certificate: bool | None = None
    """Whether it earns a certificate (证书); unsaid: every grade but the last does."""


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


class QuotaRounding(StrEnum):
    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """比例限制: at most ``share`` × N places for ``grade`` and everything better together, but no fewer than ``at_least``.

    N counts all that take part, vetoed ones included. Places go by rank; whoever a veto or limit bars takes none.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    grade: GradeRef
    share: Amount
    at_least: int = 0
    rounding: QuotaRounding = QuotaRounding.DOWN
    basis: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """直接定级: where ``when`` is surely true the grade is at least ``grade``, outside the quota; never against vetoes and limits."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: RuleKey
    label: Words
    when: GradingCondition
    grade: GradeRef
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
