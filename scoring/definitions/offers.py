"""What may be chosen while an expression is built: fields, the operators and values that fit them, units, and each in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.definitions.building import (
    COMPARISONS,
    Condition,
    CutoffTerm,
    DayTerm,
    ExpressionTerm,
    FieldTerm,
    Join,
    MonthsTerm,
    NumberTerm,
    Operator,
    Term,
    YearDayTerm,
    YearOfTerm,
    YearTerm,
    term_is_whole,
    term_text,
)
from scoring.definitions.expression import read_value
from scoring.definitions.form import MONEY_DECIMALS, NO, NO_UNIT, YES
from scoring.definitions.spoken_reader import TONGUES
from scoring.definitions.spoken_reader import read as spoken
from scoring.definitions.tree import Binding, Kind, Scope, Type
from scoring.messages import say
from scoring.places import Place

USUAL = "万元"
PERCENT = "%"
NO_UNIT_SHOWN = "－"

SYMBOLS = {"=": "＝", "<>": "≠", ">=": "≥", ">": "＞", "<=": "≤", "<": "＜"}


@dataclass(frozen=True, slots=True)
class Offered:
    """Something to choose: ``key`` as the expression has it, ``label`` as people call it, ``note`` what else helps to choose."""

    key: str
    label: str
    note: str = ""

    @property
    def found_by(self) -> str:
        """Everything a person may type to find it."""
        return f"{self.label} {self.key} {self.note}".casefold()


def fields_offered(scope: Scope, language: str, kinds: Collection[Kind] | None = None) -> tuple[Offered, ...]:
    """The names of a scope, of these kinds or of any, in their order; the unit as their note."""
    return tuple(
        Offered(key, one.label[language], one.unit.many(language))
        for key, one in scope.items()
        if kinds is None or one.type.kind in kinds
    )


def codes_offered(binding: Binding, language: str) -> tuple[Offered, ...]:
    """The answers of a choice field in the order of the form; of a 是/否 field those two."""
    codes = binding.choices or ((YES, NO) if binding.type.kind is Kind.CONDITION else ())
    return tuple(Offered(code, binding.answer(code, language)) for code in codes)


# What fits a left side ------------------------------------------------------------------------------------------------


def type_of(one: Term | None, scope: Scope) -> Type | None:
    """The type of a term; None where it has none yet, or does not read."""
    if isinstance(one, FieldTerm):
        return scope[one.key].type if one.key in scope else None
    if not term_is_whole(one):
        match one:
            case YearOfTerm() | MonthsTerm():
                return Type(Kind.NUMBER, whole=True)
            case _:
                return None
    read, _ = read_value(term_text(one), scope, Place())
    return None if read is None else read[1]


def operators_for(left: Term | None, scope: Scope) -> tuple[Operator, ...]:
    """What may be asked of a term; nothing of one that is not chosen."""
    kind = type_of(left, scope)
    known = (Operator.KNOWN, Operator.UNKNOWN) if isinstance(left, FieldTerm) else ()
    match kind.kind if kind else None:
        case None:
            return ()
        case Kind.NUMBER | Kind.DATE:
            return (*COMPARISONS, *known)
        case Kind.CHOICE:
            return (Operator.AMONG, Operator.NOT_AMONG, *known)
        case Kind.CONDITION:
            return (Operator.YES, Operator.NO, *known)
        case _:
            return known


class TermKind(StrEnum):
    """The ways a side of a comparison can be said."""

    FIELD = "field"
    NUMBER = "number"
    YEAR = "year"
    DAY = "day"
    YEAR_DAY = "year_day"
    CUTOFF = "cutoff"
    YEAR_OF = "year_of"
    MONTHS = "months"
    EXPRESSION = "expression"


def kind_of(one: Term) -> TermKind:
    """Which of them a term is."""
    match one:
        case FieldTerm():
            return TermKind.FIELD
        case NumberTerm():
            return TermKind.NUMBER
        case YearTerm():
            return TermKind.YEAR
        case DayTerm():
            return TermKind.DAY
        case YearDayTerm():
            return TermKind.YEAR_DAY
        case CutoffTerm():
            return TermKind.CUTOFF
        case YearOfTerm():
            return TermKind.YEAR_OF
        case MonthsTerm():
            return TermKind.MONTHS
        case ExpressionTerm():
            return TermKind.EXPRESSION


def kinds_on_the_right(wanted: Type | None) -> tuple[TermKind, ...]:
    """How the value may be said that something of this type is compared with; the usual way first."""
    match wanted:
        case Type(Kind.NUMBER, 0, True):
            return (TermKind.NUMBER, TermKind.YEAR, TermKind.FIELD, TermKind.YEAR_OF, TermKind.MONTHS, TermKind.EXPRESSION)
        case Type(Kind.NUMBER, 0 | 1):
            return (TermKind.NUMBER, TermKind.FIELD, TermKind.EXPRESSION)
        case Type(Kind.NUMBER):
            return (TermKind.EXPRESSION,)
        case Type(Kind.DATE):
            return (TermKind.DAY, TermKind.YEAR_DAY, TermKind.CUTOFF, TermKind.FIELD, TermKind.EXPRESSION)
        case _:
            return ()


def begun(kind: TermKind, data_year: int) -> Term | None:
    """A term of that kind to begin with; None where there is something to choose first."""
    match kind:
        case TermKind.YEAR:
            return YearTerm()
        case TermKind.DAY:
            return DayTerm(data_year * 10_000 + 101)
        case TermKind.YEAR_DAY:
            return YearDayTerm(0, 1, 1)
        case TermKind.CUTOFF:
            return CutoffTerm()
        case TermKind.YEAR_OF:
            return YearOfTerm()
        case TermKind.MONTHS:
            return MonthsTerm(None, CutoffTerm())
        case TermKind.EXPRESSION:
            return ExpressionTerm("")
        case TermKind.NUMBER:
            return NumberTerm("")
        case TermKind.FIELD:
            return None


def fits(right: Term | None, wanted: Type, scope: Scope) -> bool:
    """Whether it may be compared with something of that type."""
    found = type_of(right, scope)
    return found is not None and found.kind is wanted.kind and found.money == wanted.money


def with_left(one: Condition, left: Term | None, scope: Scope) -> Condition:
    """The condition asked of something else: what no longer fits it is let go, the rest stays."""
    operators = operators_for(left, scope)
    if not operators:
        return Condition(left)
    operator = one.operator if one.operator in operators else operators[0]
    kind = type_of(left, scope)
    right = one.right if kind and one.right and fits(one.right, kind, scope) else None
    allowed = scope[left.key].choices if isinstance(left, FieldTerm) else {}
    codes = tuple(code for code in one.codes if code in allowed)
    return with_operator(replace(one, left=left, right=right, codes=codes), operator)


def with_operator(one: Condition, operator: Operator) -> Condition:
    """The condition asking something else; what the operator has no use for is let go."""
    return replace(
        one,
        operator=operator,
        right=one.right if operator in COMPARISONS else None,
        codes=one.codes if operator in (Operator.AMONG, Operator.NOT_AMONG) else (),
    )


# Literals -------------------------------------------------------------------------------------------------------------

_LITERAL = re.compile(r"(-?\d+(?:\.\d+)?)\s*(亿元|万元|千元|元|%)?")
_SHORT = {"亿": "亿元", "万": "万元", "千": "千元"}
"""How money is said, too."""


def units_for(wanted: Type | None) -> tuple[str, ...]:
    """Units a literal of that type may carry; the empty one for none."""
    return tuple(reversed(MONEY_DECIMALS)) if wanted and wanted.money == 1 else ("", PERCENT)


def usual_unit(left: Term | None, scope: Scope) -> str:
    """The unit a literal beside this term is begun with: the field's own where it is one of the language's."""
    wanted = type_of(left, scope)
    unit = scope[left.key].unit if isinstance(left, FieldTerm) and left.key in scope else NO_UNIT
    own = next((one for one in MONEY_DECIMALS if unit.zh == one), "")
    if wanted and wanted.money == 1:
        return own or USUAL
    return PERCENT if unit.zh == PERCENT else ""


def unit_words(unit: str, language: str) -> str:
    """万元, wan CNY, %; － for none."""
    return TONGUES[language].units.get(unit, unit).strip() or NO_UNIT_SHOWN


def number_typed(typed: str, unit: str) -> NumberTerm | None:
    """A literal out of what a person types (2,000 or 2000万 or 30%), in ``unit`` where no other is typed; None for no number."""
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").replace("−", "-").strip()
    plain = next((plain.removesuffix(short) + whole for short, whole in _SHORT.items() if plain.endswith(short)), plain)
    found = _LITERAL.fullmatch(plain)
    return NumberTerm(found[1] + (found[2] or unit)) if found else None


def number_and_unit(text: str) -> tuple[str, str]:
    """The two parts of a literal as it is written."""
    found = _LITERAL.fullmatch(text)
    return (found[1], found[2] or "") if found else (text, "")


# In words -------------------------------------------------------------------------------------------------------------


def operator_words(one: Operator, kind: Kind, language: str) -> str:
    """≥ 不低于; of dates ≥ 不早于."""
    if one not in COMPARISONS:
        return say(f"builder.operator.{one.value}", {}, language)
    tongue = TONGUES[language]
    return f"{SYMBOLS[one.value]} {(tongue.dates if kind is Kind.DATE else tongue.numbers)[one.value]}"


def join_words(one: Join, language: str) -> str:
    """以下全部符合"""
    return say(f"builder.join.{one.value}", {}, language)


def term_kind_words(one: TermKind, language: str) -> str:
    """一个数, 数据年度起算的年份 …"""
    return say(f"builder.term.{one.value}", {}, language)


def term_words(one: Term, scope: Scope, language: str) -> str:
    """A term read aloud, a field by its label alone; its text where it does not read."""
    if isinstance(one, FieldTerm) and one.key in scope:
        return scope[one.key].label[language]
    read, _ = read_value(term_text(one), scope, Place())
    return term_text(one) if read is None else spoken(read[0], TONGUES[language])
