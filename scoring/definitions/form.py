"""The form (填报表式): tables, fields, checks. One definition makes the workbook, the reader, the checks and the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from scoring.definitions.roles import (
    ApartCondition,
    CheckKey,
    CodeText,
    DefaultText,
    FieldKey,
    LetKey,
    ListKey,
    ListRef,
    LongText,
    NameField,
    NumberField,
    OwnCondition,
    RecordField,
    SchemaText,
    TableCondition,
    TableField,
    TableKey,
    TableRef,
    YesNoField,
)

Strict = dict[str, str]
STRICT: Strict = {"extra": "forbid"}
"""Read by the codec: a key that is not in the definition's type is a finding."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text for the user in both languages; English falls back to Chinese."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    zh: str
    en: str = ""

    def __getitem__(self, language: str) -> str:
        return (self.en if language == "en" else "") or self.zh


NO_WORDS = Words("")


@dataclass(frozen=True, slots=True)
class Unit(Words):
    """What is counted or measured in: ``en`` names one of it (firm), ``en_many`` any other number (firms), if that differs."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    en_many: str = ""

    def of(self, number: str, language: str) -> str:
        """The unit as it stands behind a number as printed: 1 firm, 0 firms, 0.5 firms."""
        return self[language] if language != "en" or number in ("1", "-1") else self.en_many or self[language]

    def many(self, language: str) -> str:
        """The unit where no number stands: in headings and columns."""
        return self.of("", language)


NO_UNIT = Unit("")


class FieldType(StrEnum):
    """What a field holds. Numbers (int, decimal, money) are kept as integers scaled by the field's decimals."""

    TEXT = "text"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOL = "bool"
    DATE = "date"
    CHOICE = "choice"
    USCC = "uscc"


YES, NO = "是", "否"
"""How a 是/否 field is answered, in workbooks and in definitions."""

NUMBERS = frozenset({FieldType.INT, FieldType.DECIMAL, FieldType.MONEY})

MONEY_DECIMALS = {"元": 2, "千元": 5, "万元": 6, "亿元": 10}
"""Decimals that make the stored integer 分, whatever unit the form shows."""


class FilledBy(StrEnum):
    """Who fills a field in: the carrier in its workbook, or the district in the app (its own finding)."""

    CARRIER = "carrier"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed answer. ``code`` is stored and used in expressions; it is also the Chinese text."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    code: CodeText
    en: str = ""

    def __getitem__(self, language: str) -> str:
        return (self.en if language == "en" else "") or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``key`` never changes its meaning or unit; a changed meaning is a new key."""

    __pydantic_config__: ClassVar[Strict] = STRICT
    __meaning__: ClassVar[tuple[str, ...]] = ("type", "unit", "decimals", "choices")

    key: FieldKey
    label: Words
    type: FieldType
    unit: str = ""
    unit_en: str = ""
    unit_en_many: str = ""
    """The English of more than one, if it differs (``Unit``)."""
    decimals: int = 0
    """Decimals kept, in ``unit``: the stored integer is value × 10^decimals."""
    shown: int | None = None
    """Decimals shown; as many as kept unless said otherwise."""
    digits: int | None = None
    """Most digits of the stored integer, 12 unless said otherwise (money: 99.9 亿元); bounds the arithmetic (``lowered``)."""
    required: bool = True
    required_when: OwnCondition = ""
    """An expression on the row: required only where it is surely true (then ``required`` is false)."""
    choices: ListRef = ""
    """Name of one of the form's choice lists."""
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    filled_by: FilledBy = FilledBy.CARRIER
    default: DefaultText = ""
    """What the district field is before anybody touches it, as it would be typed (是, 否, a code)."""
    help: Words = NO_WORDS
    group: Words = NO_WORDS
    """The heading on the entry screen of this field and those after it, up to the next that has one."""
    lasting: bool = False
    """Last year's answer is a good beginning for this year's: a name, a code, an address."""
    use: str = ""
    """What for: R rubric, C conditions, S support, K check or register, I identification."""

    @property
    def measured_in(self) -> Unit:
        return Unit(self.unit, self.unit_en, self.unit_en_many)

    @property
    def is_number(self) -> bool:
        return self.type in NUMBERS

    @property
    def shown_decimals(self) -> int:
        return self.decimals if self.shown is None else self.shown

    @property
    def most_digits(self) -> int:
        return self.digits or 12


class TableKind(StrEnum):
    """One record (label beside value) or many rows under headings."""

    RECORD = "record"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of the return."""

    __pydantic_config__: ClassVar[Strict] = STRICT
    __meaning__: ClassVar[tuple[str, ...]] = ("kind",)

    key: TableKey
    label: Words
    kind: TableKind
    noun: Words = Words("行", "row")
    """What one row is (企业): for sentences such as 在孵企业 40 家."""
    counter: str = "行"
    """The measure word of a row (家)."""
    counter_en: str = "row"
    counter_en_many: str = "rows"
    named_by: NameField = ""
    """The field that names a row in explanations."""
    struck_by: YesNoField = ""
    """The district's 是/否 field that strikes a row (核减): a struck row stays in the return and counts nowhere."""
    fields: tuple[Field, ...]

    @property
    def counted_in(self) -> Unit:
        return Unit(self.counter, self.counter_en, self.counter_en_many)

    def field(self, key: str) -> Field:
        """Raises KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields the carrier fills in, in the order of the workbook."""
        return tuple(field for field in self.fields if field.filled_by is FilledBy.CARRIER)


class CheckLevel(StrEnum):
    """错误 or 警示 (拒收 is for workbooks that are no return at all)."""

    ERROR = "error"
    WARNING = "warning"


class Total(StrEnum):
    """What a check may work out over the rows of a table."""

    COUNT = "count"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Let:
    """A figure over a table's rows that a record check may name: a count, or the sum of a field."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: LetKey
    total: Total
    table: TableRef
    where: TableCondition = ""
    field: NumberField = ""
    label: Words = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule on a row, on the record, or on a whole table. It finds fault where it is *surely false*: unknown is no fault.

    Exactly one of ``holds``, ``unique`` (field whose values may stand once) and ``apart_from`` (another table in which
    the field ``same`` must not stand as well) is given.
    """

    __pydantic_config__: ClassVar[Strict] = STRICT

    key: CheckKey
    table: TableRef
    level: CheckLevel
    message: Words
    """The rule in words, as the rule book prints it and the finding says it."""
    source: LongText = ""
    when: TableCondition = ""
    holds: TableCondition = ""
    unique: TableField = ""
    apart_from: TableRef = ""
    same: TableField = ""
    apart_where: ApartCondition = ""
    """Which rows of the other table count."""
    let: tuple[Let, ...] = ()
    points_at: tuple[TableField, ...] = ()
    """The fields a finding points at; by default those the expressions name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    __pydantic_config__: ClassVar[Strict] = STRICT

    key: ListKey
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as its file says it. ``carrier_name`` and ``carrier_id`` name the fields of the record that tell whose return it is."""

    __pydantic_config__: ClassVar[Strict] = STRICT

    schema: SchemaText
    key: str
    version: str
    title: Words
    status: Words
    source: LongText
    record: TableRef
    """Key of the record table."""
    carrier_name: RecordField
    carrier_id: RecordField
    particulars: tuple[RecordField, ...] = ()
    """Fields of the record that stand at the head of papers."""
    choice_lists: tuple[ChoiceList, ...] = ()
    tables: tuple[Table, ...]
    checks: tuple[Check, ...] = ()

    def table(self, key: str) -> Table:
        """Raises KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """The answers a choice field allows, in order; empty for other fields."""
        for choice_list in self.choice_lists:
            if choice_list.key == field.choices:
                return choice_list.choices
        return ()

    def all_fields(self) -> Iterator[tuple[Table, Field]]:
        """Every field with its table, in order."""
        return ((table, field) for table in self.tables for field in table.fields)
