"""Reads a typed tree aloud in Chinese, as a calculation trace and a rubric screen show it.

The reading is unambiguous: brackets stand wherever ``and`` and ``or`` or two kinds of arithmetic meet (a test reads it
back and computes the same).
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.definitions.form import Words
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

ORDER: Mapping[str, str] = {"=": "等于", "<>": "不等于", "<": "小于", "<=": "不超过", ">": "大于", ">=": "不低于"}
DATES: Mapping[str, str] = {"=": "就是", "<>": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
SIGNS: Mapping[str, str] = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
PARAMETER_WORDS: Mapping[str, str] = {"Y": "数据年度", "cutoff": "截止日"}


def read(tree: Tree) -> str:
    """「高新技术企业证书有效」为是 且 「本年度营业收入」不低于 2000万元"""
    match tree:
        case Every(parts):
            return " 且 ".join(_grouped(part) for part in parts)
        case Some(parts):
            return " 或 ".join(_grouped(part) for part in parts)
        case Not(Name(binding)):
            return f"{_label(binding.label)}为否"
        case Not(of):
            return f"并非（{read(of)}）"
        case Name(binding) if binding.type.kind is Kind.CONDITION:
            return f"{_label(binding.label)}为是"
        case Known(Name(binding)):
            return f"{_label(binding.label)}已填"
        case OneOf(Name(binding), codes, negated):
            return f"{_label(binding.label)}{'不' if negated else ''}为 {'／'.join(f'“{code}”' for code in codes)}"
        case Compare(operator, left, right):
            words = DATES if _is_date(left) else ORDER
            return f"{read(left)} {words[operator]} {read(right)}"
        case _:
            return _value(tree)


def _value(tree: Tree) -> str:
    match tree:
        case Number(text=text):
            return text
        case Day(number):
            return f"{number // 10_000}年{number // 100 % 100}月{number % 100}日"
        case Parameter(name):
            return PARAMETER_WORDS[name]
        case Name(binding):
            return _label(binding.label)
        case Negative(of):
            return f"负（{read(of)}）"
        case Arithmetic(operator, left, right):
            return f"{_operand(left)} {SIGNS[operator]} {_operand(right)}"
        case Extreme(least, left, right):
            return f"（{read(left)}，{read(right)}）中{'较小' if least else '较大'}者"
        case YearOf(date):
            return f"{read(date)}的年份"
        case Months(start, end):
            return f"（{read(start)}，{read(end)}）间整月数"
        case DateOf(year, month, day):
            return f"（{read(year)}）年{month}月{day}日"
        case _:
            raise Bug(f"{type(tree).__name__} has no reading")


def _label(label: Words) -> str:
    return f"「{label.zh}」"


def _grouped(tree: Tree) -> str:
    """A part of 且 / 或: those two are bracketed inside each other and themselves."""
    return f"（{read(tree)}）" if isinstance(tree, Every | Some) else read(tree)


def _operand(tree: Tree) -> str:
    return f"（{read(tree)}）" if isinstance(tree, Arithmetic) else read(tree)


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
