"""A support policy (扶持政策): dated clauses that say who gets what, on which conditions, how much, how often and beside what.

What a text promises without a number, and what it leaves to the district, is an *open figure* (待定): the file names it with the
article it comes from, nobody invents it, and who settles it later is journalled. A ceiling (最高, 不超过) is no award.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from scoring.definitions.amounts import Amount, named
from scoring.definitions.form import NO_WORDS, STRICT, Strict, Words
from scoring.definitions.roles import (
    ChoiceField,
    DayText,
    EntryKey,
    FigureKey,
    FigureRef,
    FormRef,
    LiteralText,
    OverlapKey,
    OverlapRef,
    PolicyCondition,
    RecordField,
    SchemaText,
    Value,
)
from scoring.definitions.rubric import Measure, RowSet


class FigureType(StrEnum):
    """What an open figure is: an amount, a share of the whole, a plain number, 是/否, the grades that meet a demand, or an
    amount or share for each grade.
    """

    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    YES_NO = "yes_no"
    GRADES = "grades"
    MONEY_BY_GRADE = "money_by_grade"
    SHARE_BY_GRADE = "share_by_grade"


class Asked(StrEnum):
    """Of whom an open figure is asked: once of the district, or for each beneficiary."""

    DISTRICT = "district"
    BENEFICIARY = "beneficiary"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFigure:
    """An amount, rate or choice that the text leaves open (待定). ``at_least`` and ``at_most`` only where the text prints them."""

    __pydantic_config__: ClassVar[Strict] = STRICT
    __meaning__: ClassVar[tuple[str, ...]] = ("type", "unit", "asked")

    key: FigureKey
    label: Words
    type: FigureType
    basis: Words
    asked: Asked = Asked.DISTRICT
    unit: Words = NO_WORDS
    at_least: LiteralText = ""
    at_most: LiteralText = ""
    value: LiteralText = ""
    """Only where the document itself prints one that the district may replace."""
    note: Words = NO_WORDS


class Overlap(StrEnum):
    """What becomes of several clauses of a group that allow something: the best one alone (从优从高不重复), nothing that the
    document states, or a decision each time (一事一议).
    """

    BEST_ONE = "best_one"
    NONE_STATED = "none_stated"
    ONE_BY_ONE = "one_by_one"


class Reach(StrEnum):
    """How far a rule of overlap reaches: the clauses of this group, or other policies too."""

    OWN_CLAUSES = "own_clauses"
    OTHER_POLICIES = "other_policies"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapGroup:
    """Clauses that support the same matter and are not simply added up.

    A group of the same key in another policy is the same matter: there a rule that reaches other policies meets it.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: OverlapKey
    label: Words
    rule: Overlap
    reaches: Reach = Reach.OWN_CLAUSES
    basis: Words
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Where a carrier must lie: the ``field`` of the record holds one of the ``names`` (their Chinese is compared)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    field: RecordField
    names: tuple[Words, ...]


class Beneficiary(StrEnum):
    """Whom a clause is for: the carrier that is assessed, firms (in it or not), or bodies that are on no carrier's record."""

    CARRIER = "carrier"
    FIRM = "firm"
    OTHER = "other"


class DecidingDate(StrEnum):
    """The day that must lie within a clause's dates: when the result was issued, when recognition was given, when what is
    supported came about, when it was applied for, or when the support is decided.
    """

    RESULT = "result"
    RECOGNISED = "recognised"
    OCCURRED = "occurred"
    APPLIED = "applied"
    DECIDED = "decided"


class HowOften(StrEnum):
    YEARLY = "yearly"
    ONCE = "once"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeAsked:
    """The grade a clause asks for, in the words of who gives it, and the open figure that says which grades meet it.

    ``field`` is the choice field of the record that holds the grade; empty: the grade of this assessment.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    issuer: Words
    words: Words
    mapping: FigureRef
    field: ChoiceField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What else is asked, of one of two kinds: ``holds`` on the record, or a 是/否 ``figure`` that the district settles."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: EntryKey
    label: Words
    holds: PolicyCondition = ""
    figure: FigureRef = ""
    note: Words = NO_WORDS
    """How our form decides it, where the document leaves that open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one payer bears (区镇分担): a share, or the open figure that will hold it."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: EntryKey
    payer: Words
    share: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as its file says it. Conditions may name fields of the record and measures that count rows."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: EntryKey
    label: Words
    basis: Words
    """The article."""
    text: Words
    quoted: bool = False
    """Whether the Chinese text is the document's own words; else it is a summary."""
    beneficiary: Beneficiary
    beneficiaries: Words
    """Whom it is for, in the document's words."""
    who: PolicyCondition = ""
    """On the record: whose carrier it is for; empty: all within the territory."""
    decides: DecidingDate
    decides_basis: Words = NO_WORDS
    """Where the document says which day decides; empty: it does not, and the day is our reading."""
    in_force_from: DayText = ""
    in_force_until: DayText = ""
    """Where they narrow the policy's own dates."""
    grade: GradeAsked | None = None
    required: tuple[Requirement, ...] = ()
    amount: Amount
    ceiling: bool = False
    """最高, 不超过: the result bounds the award and is not the award itself."""
    cap: Value = ""
    """An amount, or the open figure that will hold it."""
    how_often: HowOften
    years: int = 0
    """So many consecutive years; 0: none are named."""
    overlap: OverlapRef = ""
    shares: tuple[Share, ...] = ()
    """Who bears it; empty: as the policy says."""
    coefficient: FigureRef = ""
    """The open figure (share by grade) that makes an award of a ceiling; empty: a decision does."""
    note: Words = NO_WORDS

    def names(self) -> Iterator[str]:
        """Every text that may name an open figure or a measure."""
        yield from named(self.amount)
        yield from (self.cap, self.coefficient, self.grade.mapping if self.grade else "")
        yield from (one.figure for one in self.required)
        yield from (one.share for one in self.shares)

    def conditions(self) -> Iterator[str]:
        """Every expression on the record."""
        yield self.who
        yield from (one.holds for one in self.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy as its file says it."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    key: str
    version: str
    form: FormRef
    """Key of the form whose figures it reads."""
    title: Words
    status: Words
    """正式, 征求意见稿 or 示例: shown wherever an amount is."""
    source: Words
    number: Words = NO_WORDS
    issuer: Words
    issued: DayText
    in_force_from: DayText
    in_force_until: DayText = ""
    """The last day; empty: the document names none."""
    in_force_note: Words = NO_WORDS
    """How the dates were worked out where the document gives a term (自发布之日起三年)."""
    superseded_by: Words = NO_WORDS
    territory: tuple[Territory, ...] = ()
    """All must hold; empty: anywhere."""
    left_out: Words = NO_WORDS
    """What of the document is not in this file, in a sentence shown with the policy."""
    sets: tuple[RowSet, ...] = ()
    measures: tuple[Measure, ...] = ()
    figures: tuple[OpenFigure, ...] = ()
    overlaps: tuple[OverlapGroup, ...] = ()
    shares: tuple[Share, ...] = ()
    """Who bears what its clauses give, where they do not say otherwise."""
    clauses: tuple[Clause, ...]
