"""What a text of a definition is beyond being a text: a key of its own, a reference, an expression, an amount, a day.

The types of definitions say it in their annotations; reading pays no heed to it. Editing lives on it: what may be chosen, what
follows when a key is renamed, and what is read aloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, TypeAlias


class Space(Enum):
    """What has a key of its own that others may name."""

    TABLE = "table"
    FIELD = "field"
    CHOICE_LIST = "choice_list"
    CHOICE = "choice"
    CHECK = "check"
    LET = "let"
    SET = "set"
    MEASURE = "measure"
    BRANCH = "branch"
    INDICATOR = "indicator"
    GRADE = "grade"
    RULE = "rule"
    FIGURE = "figure"
    OVERLAP = "overlap"
    FORM = "form"
    ENTRY = "entry"
    """Nobody refers to it: its key only tells it from its neighbours."""


class Where(Enum):
    """Whose fields a text names, found from the entry it stands in."""

    NOWHERE = "nowhere"
    RECORD = "record"
    OWN = "own"
    """The table the field belongs to."""
    TABLE = "table"
    """The table that the entry's ``table`` names."""
    APART = "apart"
    """The table that the check's ``apart_from`` names."""
    SET = "set"
    """The rows a set is made of."""
    ROWS = "rows"
    """The rows a measure runs over."""
    MEASURES = "measures"
    """The measures that stand before, and no field."""
    GRADING = "grading"
    """The record, the measures that count, the branches and the total."""
    POLICY = "policy"
    """The record and the measures that count."""


@dataclass(frozen=True, slots=True)
class Own:
    """The entry's own key."""

    space: Space


@dataclass(frozen=True, slots=True)
class Refers:
    """The key of something else; of a field, ``where`` says of which table. ``free``: any other text may stand there as well."""

    spaces: tuple[Space, ...]
    where: Where = Where.NOWHERE
    free: bool = False
    types: tuple[str, ...] = ()
    """Of a field, the types it may have; none named: any."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition or a number over the names of ``where``."""

    where: Where
    number: bool = False


class Plain(Enum):
    """What refers to nothing."""

    AMOUNT = "amount"
    """A literal such as 6% or 30万元."""
    DAY = "day"
    LONG = "long"
    """Sentences, which want room."""
    FIXED = "fixed"
    """Not for people to change."""
    USUAL = "usual"
    """It may be left out, but a new entry begins with it."""


EntryKey: TypeAlias = Annotated[str, Own(Space.ENTRY)]
Amount: TypeAlias = Annotated[str, Plain.AMOUNT]
DayText: TypeAlias = Annotated[str, Plain.DAY]
LongText: TypeAlias = Annotated[str, Plain.LONG]
SchemaText: TypeAlias = Annotated[str, Plain.FIXED]

RecordField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.RECORD)]
TableField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.TABLE)]
AnswerField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.ROWS, types=("choice", "bool"))]
ChoiceField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.RECORD, types=("choice",))]
NameField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.OWN, types=("text", "uscc"))]
YesNoField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.OWN, types=("bool",))]
NumberField: TypeAlias = Annotated[str, Refers((Space.FIELD,), Where.TABLE, types=("int", "decimal", "money"))]
TableRef: TypeAlias = Annotated[str, Refers((Space.TABLE,))]
ListRef: TypeAlias = Annotated[str, Refers((Space.CHOICE_LIST,))]
FormRef: TypeAlias = Annotated[str, Refers((Space.FORM,))]
SetRef: TypeAlias = Annotated[str, Refers((Space.SET,))]
MeasureRef: TypeAlias = Annotated[str, Refers((Space.MEASURE,))]
BranchRef: TypeAlias = Annotated[str, Refers((Space.BRANCH,))]
IndicatorRef: TypeAlias = Annotated[str, Refers((Space.INDICATOR,))]
NodeRef: TypeAlias = Annotated[str, Refers((Space.BRANCH, Space.INDICATOR))]
GradeRef: TypeAlias = Annotated[str, Refers((Space.GRADE,))]
FigureRef: TypeAlias = Annotated[str, Refers((Space.FIGURE,))]
OverlapRef: TypeAlias = Annotated[str, Refers((Space.OVERLAP,))]
BaseRef: TypeAlias = Annotated[str, Refers((Space.MEASURE, Space.FIGURE))]
Value: TypeAlias = Annotated[str, Refers((Space.FIGURE,), free=True)]
"""A literal with its unit, or the key of an open figure."""
LiteralText: TypeAlias = Annotated[str, Plain.AMOUNT]
"""The same under a name that does not clash with ``amounts.Amount``."""
GivenGrade: TypeAlias = Annotated[str, Refers((Space.GRADE,), free=True)]
"""A grade in the words of who gives it."""
AnswerRef: TypeAlias = Annotated[str, Refers((Space.CHOICE,), Where.ROWS)]
"""An answer of the field that the indicator's measure looks up."""
DefaultText: TypeAlias = Annotated[str, Refers((Space.CHOICE,), Where.OWN, free=True)]
GivenName: TypeAlias = Annotated[str, Refers((Space.BRANCH, Space.MEASURE, Space.FIELD), Where.RECORD, free=True)]

OwnCondition: TypeAlias = Annotated[str, Expression(Where.OWN)]
TableCondition: TypeAlias = Annotated[str, Expression(Where.TABLE)]
ApartCondition: TypeAlias = Annotated[str, Expression(Where.APART)]
SetCondition: TypeAlias = Annotated[str, Expression(Where.SET)]
RowCondition: TypeAlias = Annotated[str, Expression(Where.ROWS)]
RowNumber: TypeAlias = Annotated[str, Expression(Where.ROWS, number=True)]
MeasureNumber: TypeAlias = Annotated[str, Expression(Where.MEASURES, number=True)]
RecordCondition: TypeAlias = Annotated[str, Expression(Where.RECORD)]
GradingCondition: TypeAlias = Annotated[str, Expression(Where.GRADING)]
PolicyCondition: TypeAlias = Annotated[str, Expression(Where.POLICY)]

TableKey: TypeAlias = Annotated[str, Own(Space.TABLE)]
FieldKey: TypeAlias = Annotated[str, Own(Space.FIELD)]
ListKey: TypeAlias = Annotated[str, Own(Space.CHOICE_LIST)]
CodeText: TypeAlias = Annotated[str, Own(Space.CHOICE)]
CheckKey: TypeAlias = Annotated[str, Own(Space.CHECK)]
LetKey: TypeAlias = Annotated[str, Own(Space.LET)]
SetKey: TypeAlias = Annotated[str, Own(Space.SET)]
MeasureKey: TypeAlias = Annotated[str, Own(Space.MEASURE)]
BranchCode: TypeAlias = Annotated[str, Own(Space.BRANCH)]
IndicatorCode: TypeAlias = Annotated[str, Own(Space.INDICATOR)]
RuleKey: TypeAlias = Annotated[str, Own(Space.RULE)]
FigureKey: TypeAlias = Annotated[str, Own(Space.FIGURE)]
OverlapKey: TypeAlias = Annotated[str, Own(Space.OVERLAP)]
