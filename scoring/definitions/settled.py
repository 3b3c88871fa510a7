"""What settles an open figure (待定): read from the words it was entered in, by the type of the figure and what the document prints."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeAlias

from scoring.definitions.compiled_amounts import Values, figure_words, fraction
from scoring.definitions.compiled_figures import CompiledFigure
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.policy import FigureType
from scoring.definitions.tree import Number
from scoring.findings import Finding

Settled: TypeAlias = Number | bool | tuple[str, ...] | Mapping[str, Number]
"""A literal; 是/否; the grades that meet a demand; an amount or share for each grade."""

YES, NO = frozenset({"是", "yes", "y", "true"}), frozenset({"否", "no", "n", "false"})
BETWEEN = re.compile(r"[,，、;；]")
GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)")
"""2,000,000 as Excel shows it."""
APART = re.compile(r"(?<=\d)\s+(?=[元千万亿%])")
BY_GRADE: Mapping[FigureType, FigureType] = {
    FigureType.MONEY_BY_GRADE: FigureType.MONEY,
    FigureType.SHARE_BY_GRADE: FigureType.SHARE,
}


def read_settled(figure: CompiledFigure, text: str, grades: Collection[str]) -> tuple[Settled | None, tuple[Finding, ...]]:
    """The value of a figure, or what is wrong with it. ``grades``: those that may be named; none: any.

    200万元; 50%; 12; 是; A、B; A=50万元、B=30万元.
    """
    to = Mistakes("")
    value = _read(figure, ungrouped(text), grades, Values(to, {}, {}))
    return (None if to.found else value), tuple(to.found)


def ungrouped(text: str) -> str:
    """As typed, without the commas between thousands and the blank before a unit: amounts are copied from Excel. 1,5 stays a mistake."""
    joined = GROUPED.sub(lambda found: found[0].replace(",", "").replace("，", ""), text)
    return APART.sub("", joined).strip()


def _read(figure: CompiledFigure, text: str, grades: Collection[str], values: Values) -> Settled | None:
    key, kind = figure.figure.key, figure.figure.type
    if kind is FigureType.YES_NO:
        if text.lower() in YES | NO:
            return text.lower() in YES
        values.to.say("policy.no_yes_no", key, seen=text)
        return None
    if kind is FigureType.GRADES:
        named = _parts(text)
        _named(named, grades, key, values.to)
        return tuple(named)
    if kind in BY_GRADE:
        return _by_grade(text, BY_GRADE[kind], grades, key, values)
    number = values.literal(text, kind, key)
    if number is not None:
        _within(figure, number, values.to)
    return number


def grades_listed(text: str) -> tuple[str, ...]:
    """The grades of a text that settles which of them meet a demand, as written."""
    return tuple(_parts(ungrouped(text)))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in BETWEEN.split(text) if part.strip()]


def _named(named: Collection[str], grades: Collection[str], key: str, to: Mistakes) -> None:
    if not named:
        to.say("missing_key", key)
    to.once(named, key)
    for grade in named if grades else ():
        to.named(grade, grades, key)


def _by_grade(text: str, kind: FigureType, grades: Collection[str], key: str, values: Values) -> Mapping[str, Number]:
    """Grade by grade, in any order."""
    pairs = [part.replace("＝", "=").partition("=") for part in _parts(text)]
    _named([grade.strip() for grade, _, _ in pairs], grades, key, values.to)
    found: dict[str, Number] = {}
    for grade, sign, written in pairs:
        if not sign:
            values.to.say("policy.no_grade_and_value", key, seen=grade.strip(), wanted=figure_words(kind))
        elif (number := values.literal(written.strip(), kind, key)) is not None:
            found[grade.strip()] = number
    return found


def _within(figure: CompiledFigure, number: Number, to: Mistakes) -> None:
    """The document's own bounds hold for whoever settles it."""
    low, high = figure.at_least, figure.at_most
    if low is not None and fraction(number) < fraction(low):
        to.say("policy.below_printed", figure.figure.key, seen=number.text, bound=low.text)
    if high is not None and fraction(number) > fraction(high):
        to.say("policy.above_printed", figure.figure.key, seen=number.text, bound=high.text)
