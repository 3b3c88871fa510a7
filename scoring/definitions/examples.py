"""The worked examples of a rubric, checked: values that read, codes and grades that exist. Running them is ``engine.worked``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scoring.definitions.compiled_grading import TOTAL
from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.expression import read_literal, read_number
from scoring.definitions.form import NO, YES
from scoring.definitions.layout import Stored, date_number
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.rubric import Indicator, PointExample, Rubric
from scoring.definitions.scales import MinMaxScale, PercentileScale, RankScale
from scoring.definitions.tree import Arithmetic, Binding, Kind, Negative, Number, Scope, Tree
from scoring.places import Place

LEFT_OUT = "不适用"
"""How a worked carrier's points say that an indicator is left out."""


def read_examples(rubric: Rubric, measures: Mapping[str, CompiledMeasure], to: Mistakes) -> tuple[Number, ...]:
    """The values of the point examples: a literal (6%, 30万元), a fraction of two (1/9), or an answer of a choice."""
    indicators = {indicator.code: indicator for indicator in rubric.indicators}
    read = []
    for at, example in enumerate(rubric.examples, start=1):
        if to.named(example.indicator, indicators, f"examples[{at}].indicator"):
            read.append(_value(example, indicators[example.indicator], measures, f"examples[{at}].value", to))
    return tuple(number for number in read if number is not None)


def _value(
    example: PointExample, indicator: Indicator, measures: Mapping[str, CompiledMeasure], key: str, to: Mistakes
) -> Number | None:
    compiled = measures.get(indicator.measure)
    if isinstance(indicator.scale, MinMaxScale | RankScale | PercentileScale):
        to.say("example_needs_peers", key, seen=example.indicator)
        return None
    if compiled is not None and compiled.by is not None:
        answers = answers_of(compiled.by)
        found = to.named(example.value, answers, key)
        return Number(answers[example.value], 1, 0, example.value) if found else None
    number = _fraction(example.value, key, to)
    if number is not None and compiled is not None and number.money != compiled.type.money:
        to.say("bound_of_other_unit", key, seen=example.value)
    return number


def answers_of(by: Binding) -> Mapping[str, int]:
    """Answer → its number, of a choice or 是/否 field."""
    return by.choices or {YES: 1, NO: 0}


def _fraction(text: str, key: str, to: Mistakes) -> Number | None:
    read = to.read(read_number(text, {}, to.place(key)))
    if read is None:
        return None
    number = _exactly(read[0], text)
    if number is None:
        to.say("expression.not_a_literal", key, text=text)
    return number


def _exactly(tree: Tree, text: str) -> Number | None:
    """A literal, a negative one, or one over another; None for anything else, and for a division by zero."""
    match tree:
        case Number(numerator, denominator, money):
            return Number(numerator, denominator, money, text)
        case Negative(Number(numerator, denominator, money)):
            return Number(-numerator, denominator, money, text)
        case Arithmetic("/", over, Number() as under) if under.numerator and (upper := _exactly(over, text)) is not None:
            top, bottom = upper.numerator * under.denominator, upper.denominator * under.numerator
            return Number(top, bottom, upper.money - under.money, text)
        case _:
            return None


def check_branch_examples(rubric: Rubric, to: Mistakes) -> None:
    """Codes that the branch examples name: the branch, and what hangs on it at once."""
    branches = [branch.code for branch in rubric.branches]
    for at, example in enumerate(rubric.branch_examples, start=1):
        if to.named(example.branch, branches, f"branch_examples[{at}].branch"):
            leaves = [leaf.code for leaf in rubric.indicators if leaf.parent == example.branch]
            children = [*leaves, *(child.code for child in rubric.branches if child.parent == example.branch)]
            for code in example.of:
                to.named(code, children, f"branch_examples[{at}].of")


def check_worked(rubric: Rubric, to: Mistakes) -> None:
    """Codes, marks and grades that the worked carriers name."""
    indicators = [indicator.code for indicator in rubric.indicators]
    codes = [*indicators, *(branch.code for branch in rubric.branches)]
    for worked in rubric.worked:
        for code in worked.points:
            to.named(code, codes, f"worked[{worked.sample}].points")
        for code in worked.marks:
            to.named(code, indicators, f"worked[{worked.sample}].marks")
        if rubric.grades or worked.grade:
            to.named(worked.grade, (grade.name.zh for grade in rubric.grades), f"worked[{worked.sample}].grade")


def check_grade_cases(rubric: Rubric, scope: Scope, to: Mistakes) -> None:
    """What the grade cases give, as the grade rule's conditions would see it. That the names exist is checked elsewhere."""
    for case in rubric.grade_cases:
        key = f"grade_cases[{case.carrier}].given"
        if TOTAL not in case.given:
            to.say("case_needs_total", key)
        for name, text in case.given.items():
            if name in scope and read_given(scope[name], text) is None:
                to.say("wrong_given", f"{key}.{name}", seen=text)


def read_given(binding: Binding, text: str) -> Stored:
    """A value of a grade case as an effective row holds it; None where it does not read (money carries its unit)."""
    match binding.type.kind:
        case Kind.NUMBER:
            return _scaled(binding, text)
        case Kind.CONDITION | Kind.CHOICE:
            return answers_of(binding).get(text)
        case Kind.DATE:
            try:
                return date_number(date.fromisoformat(text))
            except ValueError:
                return None
        case Kind.TEXT:
            return text


def _scaled(binding: Binding, text: str) -> int | None:
    number, _ = read_literal(text, Place())
    if number is None or number.money != binding.type.money:
        return None
    scaled, rest = divmod(number.numerator * 10**binding.decimals, number.denominator)
    return None if rest else scaled
