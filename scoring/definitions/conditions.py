"""Recognition conditions (认定条件): what a level or title asks of a carrier, as all-of or N-of-M groups with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from scoring.definitions.form import NO_WORDS, STRICT, Strict, Words
from scoring.definitions.roles import Amount, EntryKey, FormRef, LongText, MeasureRef, RecordCondition, SchemaText
from scoring.definitions.rubric import Measure, RowSet


class Bound(StrEnum):
    """How a measured value is held against a threshold: 不低于, 不超过, 超过. The first two include the threshold itself."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """Where ``when`` holds on the record, the threshold is multiplied by ``factor`` (80%: 可降低 20%)."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    when: RecordCondition
    factor: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition, of exactly one of four kinds (``compiled_conditions`` sees to it):

    a measure within one bound; a statement ``holds`` on the record; ``any_of`` several alternatives; or ``unknown``: that
    something is asked is known, the number is not, and no program may invent it. An unknown one may name the measure that
    will be asked, so that the carrier's own figure is shown.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: EntryKey
    label: Words
    basis: LongText = ""
    """Document and article; only an alternative may leave it to the condition it belongs to."""
    note: Words = NO_WORDS
    """How our form counts it, where the document leaves that open."""
    measure: MeasureRef = ""
    at_least: Amount = ""
    at_most: Amount = ""
    more_than: Amount = ""
    relief: Relief | None = None
    holds: RecordCondition = ""
    any_of: tuple[Condition, ...] = ()
    unknown: bool = False

    @property
    def bounds(self) -> tuple[tuple[Bound, str], ...]:
        """The bounds that are given; one in a condition that was checked."""
        given = ((Bound.AT_LEAST, self.at_least), (Bound.AT_MOST, self.at_most), (Bound.MORE_THAN, self.more_than))
        return tuple((bound, text) for bound, text in given if text)

    def everything(self) -> Iterator[Condition]:
        """The condition and its alternatives, all the way down."""
        yield self
        for alternative in self.any_of:
            yield from alternative.everything()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions of which all (``needs`` 0) or at least ``needs`` must be met."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: EntryKey
    label: Words
    needs: int = 0
    conditions: tuple[Condition, ...]

    @property
    def needed(self) -> int:
        return self.needs or len(self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """A set of recognition conditions as its file says it. A carrier meets it where it meets every group."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    key: str
    version: str
    form: FormRef
    """Key of the form whose figures it is judged on."""
    title: Words
    status: Words
    """正式, 不完整 or 示例: shown wherever the result is."""
    source: LongText
    superseded_by: Words = NO_WORDS
    """What took its place, in a sentence shown wherever the result is; empty: it is in force."""
    applies: RecordCondition = ""
    """On the record: which carriers it is meant for; empty: all."""
    sets: tuple[RowSet, ...] = ()
    measures: tuple[Measure, ...] = ()
    groups: tuple[Group, ...]

    def all_conditions(self) -> Iterator[Condition]:
        """Every condition and alternative, in order."""
        for group in self.groups:
            for condition in group.conditions:
                yield from condition.everything()
