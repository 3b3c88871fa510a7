"""Reads an expression into the typed tree. Whatever is off the grammar or the types is a located finding, never a guess."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from lark import Token
from lark import Tree as Parsed

from scoring.definitions.form import MONEY_DECIMALS, FieldType, Form, Table
from scoring.definitions.layout import date_number, ordinals
from scoring.definitions.nearest import hint
from scoring.definitions.parsing import Misread, column_of, parse, place_of, token_of
from scoring.definitions.tree import (
    PARAMETERS,
    Arithmetic,
    Binding,
    Compare,
    DateOf,
    Day,
    Every,
    Extreme,
    Kind,
    Known,
    Months,
    Name,
    Negative,
    Not,
    Number,
    OneOf,
    Parameter,
    Scope,
    Some,
    Tree,
    Type,
    YearOf,
)
from scoring.errors import Said
from scoring.findings import Finding, Level
from scoring.places import Place

T = TypeVar("T")

PLAIN = Type(Kind.NUMBER)
CONDITION = Type(Kind.CONDITION)
DATE = Type(Kind.DATE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A tree with its type, while it is being built."""

    tree: Tree
    type: Type
    column: int


def table_scope(form: Form, table: Table) -> Scope:
    """The fields of a table as names: what a row condition of that table may use."""
    return {
        field.key: Binding(
            key=field.key,
            label=field.label,
            type=_field_type(field.type),
            decimals=field.decimals if field.is_number and field.type is not FieldType.MONEY else 0,
            digits=8 if field.type is FieldType.DATE else field.most_digits,
            unit=field.measured_in,
            choices=ordinals(form, field),
            choices_en={choice.code: choice.en for choice in form.choices(field) if choice.en},
        )
        for field in table.fields
    }


def _field_type(kind: FieldType) -> Type:
    match kind:
        case FieldType.INT:
            return Type(Kind.NUMBER, whole=True)
        case FieldType.DECIMAL:
            return PLAIN
        case FieldType.MONEY:
            return Type(Kind.NUMBER, money=1)
        case FieldType.BOOL:
            return CONDITION
        case FieldType.DATE:
            return DATE
        case FieldType.CHOICE:
            return Type(Kind.CHOICE)
        case FieldType.TEXT | FieldType.USCC:
            return Type(Kind.TEXT)


def read_condition(text: str, scope: Scope, place: Place) -> tuple[Tree | None, tuple[Finding, ...]]:
    """A condition, or the finding that says where and why it is none. ``place`` is the key the text stands under."""
    return _read(text, scope, place, _condition)


def read_number(text: str, scope: Scope, place: Place) -> tuple[tuple[Tree, Type] | None, tuple[Finding, ...]]:
    """A number with its type, or the finding that says where and why it is none."""

    def finish(typed: Typed) -> tuple[Tree, Type]:
        _expect(typed, Kind.NUMBER)
        return typed.tree, typed.type

    return _read(text, scope, place, finish)


def read_value(text: str, scope: Scope, place: Place) -> tuple[tuple[Tree, Type] | None, tuple[Finding, ...]]:
    """A number or a date with its type (what may stand on either side of a comparison), or the finding."""

    def finish(typed: Typed) -> tuple[Tree, Type]:
        if typed.type.kind is not Kind.DATE:
            _expect(typed, Kind.NUMBER)
        return typed.tree, typed.type

    return _read(text, scope, place, finish)


def read_literal(text: str, place: Place) -> tuple[Number | None, tuple[Finding, ...]]:
    """A literal such as 30%, 500万元, -0.5 or 12: the numbers of scales and examples."""

    def finish(typed: Typed) -> Number:
        match typed.tree:
            case Number():
                return typed.tree
            case Negative(Number(numerator, denominator, money, written)):
                return Number(-numerator, denominator, money, f"-{written}")
            case _:
                raise Misread("not_a_literal", typed.column)

    return _read(text, {}, place, finish)


def _read(text: str, scope: Scope, place: Place, finish: Callable[[Typed], T]) -> tuple[T | None, tuple[Finding, ...]]:
    try:
        return finish(_Builder(scope).build(parse(text))), ()
    except Misread as misread:
        where = Place(place.document, key=place.key, column=misread.column)
        return None, (Finding(misread.code, Level.STOP, (where,), {"text": text, **misread.facts}),)


class _Builder:
    """Turns what the grammar saw into the typed tree. Raises ``Misread`` at the first mistake."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def build(self, node: Parsed[Token]) -> Typed:
        make: Callable[[Parsed[Token]], Typed] = getattr(self, f"_{node.data}")
        return make(node)

    def _parts(self, node: Parsed[Token]) -> list[Typed]:
        return [self.build(child) for child in node.children if isinstance(child, Parsed)]

    def _number(self, node: Parsed[Token]) -> Typed:
        token = token_of(node)
        literal = _literal(str(token))
        kind = Type(Kind.NUMBER, literal.money, whole=literal.denominator == 1 and not literal.money)
        return Typed(literal, kind, column_of(node))

    def _day(self, node: Parsed[Token]) -> Typed:
        token = token_of(node)
        try:
            return Typed(Day(date_number(date.fromisoformat(str(token)))), DATE, column_of(node))
        except ValueError as error:
            raise Misread("no_such_day", column_of(node), seen=str(token)) from error

    def _text(self, node: Parsed[Token]) -> Typed:
        raise Misread("text_alone", column_of(node), seen=str(token_of(node)))

    def _name(self, node: Parsed[Token]) -> Typed:
        token = token_of(node)
        key = str(token)
        if key in PARAMETERS:
            return Typed(Parameter(key), PARAMETERS[key], column_of(node))
        if key not in self._scope:
            raise Misread("unknown_name", column_of(node), seen=key, hint=hint(key, [*self._scope, *PARAMETERS]))
        binding = self._scope[key]
        return Typed(Name(binding), binding.type, column_of(node))

    def _call(self, node: Parsed[Token]) -> Typed:
        function = str(token_of(node))
        arguments = self._parts(node)
        if function not in FUNCTIONS:
            raise Misread("unknown_function", column_of(node), seen=function, hint=hint(function, FUNCTIONS))
        count, make = FUNCTIONS[function]
        if len(arguments) != count:
            raise Misread("argument_count", column_of(node), function=function, count=count, seen=len(arguments))
        return make(arguments, column_of(node))

    def _negative(self, node: Parsed[Token]) -> Typed:
        (of,) = self._parts(node)
        _expect(of, Kind.NUMBER)
        return Typed(Negative(of.tree), of.type, column_of(node))

    def _arithmetic(self, node: Parsed[Token]) -> Typed:
        left, right = self._parts(node)
        operator = str(token_of(node))
        _expect(left, Kind.NUMBER)
        _expect(right, Kind.NUMBER)
        whole = left.type.whole and right.type.whole and operator != "/"
        match operator:
            case "*":
                money = left.type.money + right.type.money
            case "/":
                money = left.type.money - right.type.money
            case _:
                _same_money(left, right)
                money = left.type.money
        return Typed(Arithmetic(operator, left.tree, right.tree), Type(Kind.NUMBER, money, whole), left.column)

    def _compare(self, node: Parsed[Token]) -> Typed:
        operator = str(token_of(node, "COMPARE"))
        left_node, right_node = (child for child in node.children if isinstance(child, Parsed))
        if right_node.data == "text":
            return self._choice(left_node, operator, [token_of(right_node)], column_of(right_node))
        left, right = self.build(left_node), self.build(right_node)
        if left.type.kind not in (Kind.NUMBER, Kind.DATE):
            raise Misread("cannot_compare", left.column, kind=_kind(left.type.kind))
        _expect(right, left.type.kind)
        _same_money(left, right)
        return Typed(Compare(operator, left.tree, right.tree), CONDITION, left.column)

    def _one_of(self, node: Parsed[Token]) -> Typed:
        name = next(child for child in node.children if isinstance(child, Parsed))
        codes = [child for child in node.children if isinstance(child, Token)]
        return self._choice(name, "=", codes, column_of(name))

    def _choice(self, node: Parsed[Token], operator: str, codes: list[Token], column: int) -> Typed:
        name = self.build(node)
        if not isinstance(name.tree, Name) or name.type.kind is not Kind.CHOICE:
            raise Misread("text_needs_choice", name.column, kind=_kind(name.type.kind))
        if operator not in ("=", "<>"):
            raise Misread("text_has_no_order", column, seen=operator)
        allowed = name.tree.binding.choices
        for code in codes:
            if code[1:-1] not in allowed:
                raise Misread("unknown_choice", place_of(code), seen=code[1:-1], hint=hint(code[1:-1], allowed))
        chosen = tuple(dict.fromkeys(code[1:-1] for code in codes))
        return Typed(OneOf(name.tree, chosen, operator == "<>"), CONDITION, name.column)

    def _not_(self, node: Parsed[Token]) -> Typed:
        (of,) = self._parts(node)
        return Typed(Not(_condition(of)), CONDITION, column_of(node))

    def _every(self, node: Parsed[Token]) -> Typed:
        return Typed(Every(tuple(_condition(part) for part in self._parts(node))), CONDITION, column_of(node))

    def _some(self, node: Parsed[Token]) -> Typed:
        return Typed(Some(tuple(_condition(part) for part in self._parts(node))), CONDITION, column_of(node))


def _year(arguments: list[Typed], column: int) -> Typed:
    _expect(arguments[0], Kind.DATE)
    return Typed(YearOf(arguments[0].tree), Type(Kind.NUMBER, whole=True), column)


def _months(arguments: list[Typed], column: int) -> Typed:
    for argument in arguments:
        _expect(argument, Kind.DATE)
    return Typed(Months(arguments[0].tree, arguments[1].tree), Type(Kind.NUMBER, whole=True), column)


def _date(arguments: list[Typed], column: int) -> Typed:
    year, month, day = arguments
    _expect(year, Kind.NUMBER)
    if not year.type.whole or year.type.money:
        raise Misread("date_parts", year.column)
    number = _literal_between(month, 12)
    # 2025 has no 29 February, so what exists in it exists in every year.
    return Typed(DateOf(year.tree, number, _literal_between(day, calendar.monthrange(2025, number)[1])), DATE, column)


def _literal_between(part: Typed, most: int) -> int:
    """A whole literal from 1."""
    if not isinstance(part.tree, Number) or not part.type.whole or not 1 <= part.tree.numerator <= most:
        raise Misread("date_parts", part.column)
    return part.tree.numerator


def _known(arguments: list[Typed], column: int) -> Typed:
    (of,) = arguments
    if not isinstance(of.tree, Name):
        raise Misread("known_needs_name", of.column)
    return Typed(Known(of.tree), CONDITION, column)


def _extreme(least: bool) -> Callable[[list[Typed], int], Typed]:
    def make(arguments: list[Typed], column: int) -> Typed:
        left, right = arguments
        _expect(left, Kind.NUMBER)
        _expect(right, Kind.NUMBER)
        _same_money(left, right)
        kind = Type(Kind.NUMBER, left.type.money, left.type.whole and right.type.whole)
        return Typed(Extreme(least, left.tree, right.tree), kind, column)

    return make


FUNCTIONS: Mapping[str, tuple[int, Callable[[list[Typed], int], Typed]]] = {
    "year": (1, _year),
    "months": (2, _months),
    "date": (3, _date),
    "known": (1, _known),
    "min": (2, _extreme(least=True)),
    "max": (2, _extreme(least=False)),
}
"""Functions of the language: how many arguments each takes, and what is made of them."""


def _literal(text: str) -> Number:
    """12, 1.5, 30%, 500万元: exact, money in 分."""
    unit = next((unit for unit in (*sorted(MONEY_DECIMALS, key=len, reverse=True), "%") if text.endswith(unit)), "")
    value = Fraction(text.removesuffix(unit))
    if unit == "%":
        value /= 100
    elif unit:
        value *= 10 ** MONEY_DECIMALS[unit]
    return Number(value.numerator, value.denominator, int(unit in MONEY_DECIMALS), text)


def _condition(typed: Typed) -> Tree:
    _expect(typed, Kind.CONDITION)
    return typed.tree


def _expect(typed: Typed, kind: Kind) -> None:
    if typed.type.kind is not kind:
        raise Misread("wrong_kind", typed.column, wanted=_kind(kind), kind=_kind(typed.type.kind))


def _same_money(left: Typed, right: Typed) -> None:
    if left.type.money == right.type.money:
        return
    bare = next((side for side in (right, left) if isinstance(side.tree, Number) and not side.type.money), None)
    if bare:
        raise Misread("money_without_unit", bare.column, seen=bare.tree.text if isinstance(bare.tree, Number) else "")
    raise Misread("money_mixed", right.column)


def _kind(kind: Kind) -> Said:
    return Said(f"definitions.kind.{kind.value}")
