"""Reads a typed tree aloud, in Chinese for traces, rubric screens and papers, in English for those who ask for it.

A reading is unambiguous (a test reads the Chinese back into the same tree) and has no bracket beyond that: products bind
before sums, as everybody learns at school. Nobody learns that of 且 and 或: where those two meet, brackets stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.definitions.tree import (
    Arithmetic,
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
    Some,
    Tree,
    YearOf,
)
from scoring.errors import Bug


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How a language says each construct; the parts in braces are read aloud first."""

    language: str
    label: str
    bracketed: str
    every: str
    some: str
    not_: str
    yes: str
    no: str
    known: str
    among: str
    not_among: str
    code: str
    codes: str
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    signs: Mapping[str, str]
    negative: str
    least: str
    greatest: str
    year: str
    months: str
    day: str
    date_of: str
    date_of_parameter: str
    parameters: Mapping[str, str]
    units: Mapping[str, str]
    """What stands for the unit of a literal, where it is not said as it is written."""


CHINESE = Tongue(
    language="zh",
    label="「{0}」",
    bracketed="（{0}）",
    every=" 且 ",
    some=" 或 ",
    not_="并非{0}",
    yes="{0}为是",
    no="{0}为否",
    known="{0}已填",
    among="{0}为 {1}",
    not_among="{0}不为 {1}",
    code="“{0}”",
    codes="／",
    numbers={"=": "等于", "<>": "不等于", "<": "小于", "<=": "不超过", ">": "大于", ">=": "不低于"},
    dates={"=": "就是", "<>": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"},
    signs={"+": "＋", "-": "－", "*": "×", "/": "÷"},
    negative="负{0}",
    least="（{0}，{1}）中较小者",
    greatest="（{0}，{1}）中较大者",
    year="{0}的年份",
    months="（{0}，{1}）间整月数",
    day="{0}年{1}月{2}日",
    date_of="（{0}）年{1}月{2}日",
    date_of_parameter="{0}{1}月{2}日",
    parameters={"Y": "数据年度", "cutoff": "截止日"},
    units={},
)

ENGLISH = Tongue(
    language="en",
    label='"{0}"',
    bracketed="({0})",
    every=" and ",
    some=" or ",
    not_="it is not so that {0}",
    yes="{0} is yes",
    no="{0} is no",
    known="{0} is filled in",
    among="{0} is {1}",
    not_among="{0} is not {1}",
    code="'{0}'",
    codes=" / ",
    numbers={"=": "is", "<>": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"},
    dates={"=": "is on", "<>": "is not on", "<": "is before", "<=": "is not after", ">": "is after", ">=": "is not before"},
    signs={"+": "+", "-": "−", "*": "×", "/": "÷"},
    negative="minus {0}",
    least="the smaller of ({0}, {1})",
    greatest="the greater of ({0}, {1})",
    year="the year of {0}",
    months="the whole months between ({0}, {1})",
    day="{0}-{1:02d}-{2:02d}",
    date_of="day {2} of month {1} of ({0})",
    date_of_parameter="day {2} of month {1} of {0}",
    parameters={"Y": "the data year", "cutoff": "the cut-off day"},
    units={"万元": " wan CNY", "千元": " thousand CNY", "亿元": " yi CNY", "元": " CNY"},
)

TONGUES = {tongue.language: tongue for tongue in (CHINESE, ENGLISH)}


def read(tree: Tree, tongue: Tongue = CHINESE) -> str:
    """「高新技术企业证书有效」为是 且 「本年度营业收入」 不低于 2000万元"""
    match tree:
        case Every(parts):
            return tongue.every.join(_among(part, Some, tongue) for part in parts)
        case Some(parts):
            return tongue.some.join(_among(part, Every, tongue) for part in parts)
        case Not(Name() as name):
            return tongue.no.format(_label(name, tongue))
        case Not(of):
            return tongue.not_.format(_among(of, (Every, Some), tongue))
        case Name(binding) if binding.type.kind is Kind.CONDITION:
            return tongue.yes.format(_label(tree, tongue))
        case Known(name):
            return tongue.known.format(_label(name, tongue))
        case OneOf(name, codes, negated):
            listed = tongue.codes.join(tongue.code.format(_within(name.binding.answer(code, tongue.language))) for code in codes)
            return (tongue.not_among if negated else tongue.among).format(_label(name, tongue), listed)
        case Compare(operator, left, right):
            words = tongue.dates if _is_date(left) else tongue.numbers
            return f"{read(left, tongue)} {words[operator]} {read(right, tongue)}"
        case _:
            return _value(tree, tongue)


def _within(answer: str) -> str:
    """An answer as it stands in quotation marks: its own become single ones."""
    return answer.translate(SINGLE)


SINGLE = str.maketrans("“”", "‘’")


def literal(text: str, tongue: Tongue) -> str:
    """A number as the definition writes it, its unit in the language: 30%, 10万元, 10 wan CNY."""
    unit = next((unit for unit in tongue.units if text.endswith(unit)), "")
    return text.removesuffix(unit) + tongue.units[unit] if unit else text


def _value(tree: Tree, tongue: Tongue) -> str:
    match tree:
        case Number(text=text):
            return literal(text, tongue)
        case Day(number):
            return tongue.day.format(number // 10_000, number // 100 % 100, number % 100)
        case Parameter(name):
            return tongue.parameters[name]
        case Name():
            return _label(tree, tongue)
        case Negative(of):
            return tongue.negative.format(_among(of, Arithmetic, tongue))
        case Arithmetic(operator, left, right):
            before, after = _operand(left, _BINDS[operator], tongue), _operand(right, _BINDS[operator] + 1, tongue)
            return f"{before} {tongue.signs[operator]} {after}"
        case Extreme(least, left, right):
            return (tongue.least if least else tongue.greatest).format(read(left, tongue), read(right, tongue))
        case YearOf(date):
            return tongue.year.format(read(date, tongue))
        case Months(start, end):
            return tongue.months.format(read(start, tongue), read(end, tongue))
        case DateOf(Parameter(name), month, day):
            return tongue.date_of_parameter.format(tongue.parameters[name], month, day)
        case DateOf(year, month, day):
            return tongue.date_of.format(read(year, tongue), month, day)
        case _:
            raise Bug(f"{type(tree).__name__} has no reading")


def _label(name: Name, tongue: Tongue) -> str:
    return tongue.label.format(name.binding.label[tongue.language])


def _among(tree: Tree, kinds: type | tuple[type, ...], tongue: Tongue) -> str:
    """In brackets where it is one of ``kinds``."""
    reading = read(tree, tongue)
    return tongue.bracketed.format(reading) if isinstance(tree, kinds) else reading


_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
"""How tightly an operator binds; what binds alike is worked out from left to right."""


def _operand(tree: Tree, least: int, tongue: Tongue) -> str:
    """In brackets where it binds less tightly than its place asks for."""
    reading = read(tree, tongue)
    return tongue.bracketed.format(reading) if isinstance(tree, Arithmetic) and _BINDS[tree.operator] < least else reading


def _is_date(tree: Tree) -> bool:
    match tree:
        case Day() | DateOf():
            return True
        case Parameter(name):
            return name == "cutoff"
        case Name(binding):
            return binding.type.kind is Kind.DATE
        case _:
            return False
