"""Reads the Chinese reading of an expression back into a tree: proof that it says all and says it in one way only."""

from __future__ import annotations

from lark import Lark, Token
from lark import Tree as Parsed

from scoring.definitions.expression import read_literal
from scoring.definitions.tree import (
    Arithmetic,
    Compare,
    DateOf,
    Day,
    Every,
    Extreme,
    Known,
    Months,
    Name,
    Negative,
    Not,
    OneOf,
    Parameter,
    Scope,
    Some,
    Tree,
    YearOf,
)
from scoring.places import Place

GRAMMAR = r"""
?start: some | every | unit
some: (unit | "（" every "）") (" 或 " (unit | "（" every "）"))+
every: (unit | "（" some "）") (" 且 " (unit | "（" some "）"))+
?unit: condition
?condition: "并非" (unit | "（" (some | every) "）") -> not_
    | LABEL "为是" -> yes
    | LABEL "为否" -> no
    | LABEL "已填" -> known
    | LABEL NEGATED? "为 " CODE ("／" CODE)* -> one_of
    | value " " COMPARE " " value -> compare
?value: product | value " " SUM " " product -> arithmetic
?product: operand | product " " PRODUCT " " operand -> arithmetic
?operand: "（" inner "）" | LABEL -> name
    | NUMBER -> number
    | "负" operand -> negative
    | "（" value "，" value "）中" EXTREME "者" -> extreme
    | "（" value "，" value "）间整月数" -> months
    | operand "的年份" -> year
    | "（" value "）年" INT "月" INT "日" -> date
    | YEAR INT "月" INT "日" -> date_of_the_year
    | INT "年" INT "月" INT "日" -> day
    | PARAMETER -> parameter
?inner: value " " SUM " " product -> arithmetic
    | product " " PRODUCT " " operand -> arithmetic
NEGATED: "不"
EXTREME: "较小" | "较大"
PARAMETER: "数据年度" | "截止日"
YEAR: "数据年度"
COMPARE: "等于" | "不等于" | "小于" | "不超过" | "大于" | "不低于" | "就是" | "不是" | "早于" | "不晚于" | "晚于" | "不早于"
SUM: "＋" | "－"
PRODUCT: "×" | "÷"
LABEL: /「[^」]*」/
CODE: /“[^”]*”/
NUMBER: /\d+(\.\d+)?(亿元|万元|千元|元|%)?/
INT: /\d+/
"""
PARSER = Lark(GRAMMAR, parser="earley", ambiguity="explicit")
ORDER = {"等于": "=", "不等于": "<>", "小于": "<", "不超过": "<=", "大于": ">", "不低于": ">="}
DATES = {"就是": "=", "不是": "<>", "早于": "<", "不晚于": "<=", "晚于": ">", "不早于": ">="}
SIGNS = {"＋": "+", "－": "-", "×": "*", "÷": "/"}


def read_back(reading: str, scope: Scope) -> Tree:
    """The tree a reading means. Raises AssertionError where it could mean two."""
    parsed = PARSER.parse(reading)
    assert not list(parsed.find_data("_ambig")), reading
    return _Back(scope).build(parsed)


def flat(tree: Tree) -> Tree:
    """The same with every and-in-and and or-in-or as one chain: a reading does not tell them apart, nor does logic."""
    match tree:
        case Every(parts) | Some(parts):
            kind = type(tree)
            inner = [flat(part) for part in parts]
            return kind(tuple(one for part in inner for one in (part.parts if isinstance(part, kind) else (part,))))
        case Not(of):
            return Not(flat(of))
        case _:
            return tree


class _Back:
    def __init__(self, scope: Scope) -> None:
        self.labels = {f"「{binding.label.zh}」": binding for binding in scope.values()}

    def build(self, node: Parsed[Token]) -> Tree:
        parts = [self.build(child) for child in node.children if isinstance(child, Parsed)]
        words = [str(child) for child in node.children if isinstance(child, Token)]
        match node.data:
            case "some":
                return Some(tuple(parts))
            case "every":
                return Every(tuple(parts))
            case "not_":
                return Not(*parts)
            case "yes" | "name":
                return Name(self.labels[words[0]])
            case "no":
                return Not(Name(self.labels[words[0]]))
            case "known":
                return Known(Name(self.labels[words[0]]))
            case "one_of":
                codes = tuple(word[1:-1] for word in words if word.startswith("“"))
                return OneOf(Name(self.labels[words[0]]), codes, "不" in words)
            case "compare":
                return Compare((ORDER | DATES)[words[0]], *parts)
            case "arithmetic":
                return Arithmetic(SIGNS[words[0]], *parts)
            case "number":
                number, findings = read_literal(words[0], Place())
                assert number is not None, findings
                return number
            case "negative":
                return Negative(*parts)
            case "extreme":
                return Extreme(words[0] == "较小", *parts)
            case "months":
                return Months(*parts)
            case "year":
                return YearOf(*parts)
            case "date":
                return DateOf(parts[0], int(words[0]), int(words[1]))
            case "date_of_the_year":
                return DateOf(Parameter("Y"), int(words[1]), int(words[2]))
            case "day":
                return Day(int(words[0]) * 10_000 + int(words[1]) * 100 + int(words[2]))
            case "parameter":
                return Parameter("Y" if words[0] == "数据年度" else "cutoff")
        raise AssertionError(node.data)
