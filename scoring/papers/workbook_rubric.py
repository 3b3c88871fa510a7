"""The sheet of the rubric (细则): every value, point, weight, bound and place that the formulas name, in cells of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.examples import answers_of
from scoring.definitions.grading import Quota, QuotaRounding
from scoring.definitions.rubric import Branch, Combine, Indicator
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    UnitScale,
    ValueScale,
)
from scoring.definitions.tree import Number
from scoring.engine.exact import Ratio
from scoring.engine.grade import Step
from scoring.engine.grade_words import (
    Rule,
    condition_words,
    grade_of,
    group_name,
    level_words,
    quota_words,
    rules,
    step_label,
)
from scoring.engine.places import Capacity, whole_places
from scoring.engine.rubric_words import combine_words, missing_words, rank_by_words
from scoring.engine.wording import rule_words
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import FINE as DIGITS
from scoring.papers.workbook_figures import number
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_look import FINE as SHOWN
from scoring.papers.workbook_scales import Node
from scoring.papers.workbook_sheet import Book, Cell, LinePage, Value

Line = tuple[str, str, Number | Decimal | None, Decimal | None]
"""What it is, as the rubric says it, the value, the points."""


class RubricPage:
    """Addresses of everything a formula takes from the rubric."""

    def __init__(self, book: Book, facts: BookFacts) -> None:
        self._book, self._facts = book, facts
        self._document, self._language = facts.rubric.rubric, facts.language
        self.page = LinePage(book, book.word("sheet.rubric"), (11, 34, 24, 18, 16, 11, 66))
        self.nodes: dict[str, tuple[Node, ...]] = {}
        self.maximum: dict[str, str] = {}
        self.weight: dict[str, str] = {}
        self.cap: dict[str, str] = {}
        self.instead: dict[str, str] = {}
        self.bound: list[str] = []
        self.name: list[str] = []
        """Of the grades, the best first, and ``bound`` the points they begin at (empty where no points reach one)."""
        self.capacity: dict[int, str] = {}
        """Level (from 1, the best) → the cell with its places; where quotas have groups the cells of all, in their order.

        ``due``: group (0 without groups, and for who belongs to none) → level → what they must come to.
        """
        self.due: dict[int, dict[int, Capacity]] = {0: {}}
        self.near = ""
        """The points within which a cut is close; empty where the rubric names none."""
        look = book.look
        self.page.add((self._document.title[self._language], look.title), height=28)
        status = book.word("status", status=self._document.status[self._language])
        self.page.add((f"{status}　{book.word('rubric_note')}", look.status), height=20)
        heads = ("code", "title", "item", "as_said", "figure", "points", "rule")
        self.frozen = self.page.add(*((book.word(f"column.{name}"), look.head) for name in heads), height=22)
        for branch in self._document.branches:
            self._branch(branch)
        for indicator in self._document.indicators:
            self._indicator(indicator)
        self._totals()

    # Points ---------------------------------------------------------------------------------------------------------------

    def _branch(self, branch: Branch) -> None:
        word, title = self._book.word, branch.title[self._language]
        self._head(branch.code, title, combine_words(branch, self._language))
        if self._weighs(branch.parent):
            self.weight[branch.code] = self._line((word("weight"), "", branch.weight, None))[0]
        if branch.cap is not None:
            self.cap[branch.code] = self._line((word("cap"), "", None, branch.cap))[1]

    def _indicator(self, indicator: Indicator) -> None:
        word, rubric = self._book.word, self._facts.rubric
        compiled = rubric.measures[indicator.measure]
        self._head(indicator.code, indicator.title[self._language], rule_words(rubric, indicator, self._language))
        basis = word("basis", basis=indicator.basis)
        self.maximum[indicator.code] = self._line((word("maximum"), "", None, indicator.maximum), basis)[1]
        if self._weighs(indicator.parent):
            self.weight[indicator.code] = self._line((word("weight"), "", indicator.weight, None))[0]
        lines = _lines(self._book, indicator, compiled, rubric.bounds[indicator.code])
        self.nodes[indicator.code] = tuple(self._line(line) for line in lines)
        missing = indicator.missing
        words = missing_words(self._document, indicator, self._language)
        self.page.add(*self._quiet("", "", word("missing_rule"), words))
        if missing.numerator_positive is not None:
            self.instead[indicator.code] = self._line((word("only_numerator"), "", None, missing.numerator_positive))[1]

    def _weighs(self, parent: str) -> bool:
        """Whether weights count there: a sum and a greatest do not use them."""
        return bool(parent) and self._document.branch(parent).combine in (Combine.MEAN, Combine.GEOMETRIC)

    def _totals(self) -> None:
        word, document = self._book.word, self._document
        self._head("", word("total"), rank_by_words(document, self._language))
        if document.total_floor is not None:
            self.cap["floor"] = self._line((word("floor"), "", None, document.total_floor))[1]
        if document.total_cap is not None:
            self.cap["total"] = self._line((word("total_cap"), "", None, document.total_cap))[1]

    # The grade rule -------------------------------------------------------------------------------------------------------

    def grades(self, taking_part: str, group: str = "") -> None:
        """Bounds, vetoes, limits, places and lifts. ``taking_part``: the column of 1 for who is counted on the sheet of totals; ``group``
        that of the answers within which quotas are counted, empty where they are counted among all.
        """
        word, document = self._book.word, self._document
        if not document.grades:
            return
        self._head("", word("grades"), "")
        for level, grade in enumerate(document.grades, start=1):
            what, note = ("level", "") if grade.at_least is not None else ("level_by_rule", level_words(grade, self._language))
            cell = self._line((word(what, level=level), grade.name[self._language], grade.at_least, None), note)[0]
            self.bound.append(cell)
            self.name.append(cell.replace("!$E$", "!$D$"))
        levels = {grade.name.zh: level for level, grade in enumerate(document.grades, start=1)}
        for step, rule, when in rules(self._facts.rubric):
            self._rule(step, rule, condition_words(when, self._language), levels[grade_of(rule)])
        for quota, share in zip(document.quotas, self._facts.rubric.grading.shares, strict=True):
            self._quota(quota, share, levels[quota.grade], taking_part, group)
        if document.border_within is not None:
            self.near = self._line((word("border_within"), "", None, document.border_within))[1]

    def _quota(self, quota: Quota, share: Number, level: int, taking_part: str, group: str) -> None:
        """Its share, and the places that come of it: for all, or group by group with the arithmetic of each."""
        word, language = self._book.word, self._language
        self._head("", word("quota", grade=self._document.grades[level - 1].name[language]), quota.basis)
        part = self._line((word("share"), quota.share, share, None))[0]
        least = self._line((word("at_least"), "", Decimal(quota.at_least), None))[0]
        words = quota_words(self._document, quota, language)
        counted = [unit.grade for unit in self._facts.units if unit.grade is not None and not unit.grade.exempt]

        def places(units: int, counted: str, label: str) -> tuple[str, Capacity]:
            exact = Ratio(share.numerator * units, share.denominator)
            due = max(quota.at_least, whole_places(exact, quota.rounding))
            formula = f"MAX({least},{_whole_formula(f'{part}*{counted}', quota.rounding)})"
            look = self._book.look
            row = self.page.add(
                *self._quiet("", "", word("places"), label),
                (Cell(due, formula), look.cell(Ink.FORMULA, CODE)),
                ("", look.cell(Ink.LABEL)),
                (words, look.quiet),
            )
            return self.page.ref("E", row), Capacity(due, quota.by)

        if not group:
            self.capacity[level], self.due[0][level] = places(len(counted), f"SUM({taking_part})", "")
            return
        cells = []
        for answer, number_ in sorted(self._facts.rubric.grading.groups.items(), key=lambda pair: pair[1]):
            units = sum(grade.group is not None and grade.group.name == answer for grade in counted)
            members = f"COUNTIFS({group},{number_},{taking_part},1)"
            cell, due = places(units, members, group_name(self._facts.rubric, answer, language))
            cells.append(cell)
            self.due.setdefault(number_, {})[level] = due
        self.capacity[level] = f"{cells[0]}:{cells[-1].partition('!')[2]}"
        self.due[0][level] = Capacity(0, quota.by)

    def _rule(self, step: Step, rule: Rule, when: str, level: int) -> None:
        look = self._book.look
        plain_look = look.cell(Ink.LABEL, wrap=True)
        self.page.add(
            (rule.key, plain_look),
            (rule.label[self._language], plain_look),
            (step_label(step, self._language), plain_look),
            (self._document.grades[level - 1].name[self._language], plain_look),
            (Cell(level), look.cell(Ink.LABEL, CODE)),
            ("", plain_look),
            (f"{when}\n{rule.basis}", look.quiet),
        )

    # Lines ----------------------------------------------------------------------------------------------------------------

    def _head(self, code: str, title: str, rule: str) -> None:
        look = self._book.look
        self.page.add(height=6)
        head = look.head_left
        self.page.add((code, head), (title, head), ("", head), ("", head), ("", head), ("", head), (rule, look.rule))

    def _line(self, line: Line, note: str = "") -> Node:
        """Writes a line and returns the addresses of its value and its points."""
        what, said, value, points = line
        look = self._book.look
        row = self.page.add(
            *self._quiet("", "", what, said),
            (Cell(_figure(value)), look.cell(Ink.DATA if value is not None else Ink.LABEL, SHOWN)),
            (Cell(_figure(points)), look.cell(Ink.DATA if points is not None else Ink.LABEL, SHOWN)),
            (note, look.quiet),
        )
        return self.page.ref("E", row), self.page.ref("F", row)

    def _quiet(self, *texts: str) -> tuple[tuple[str, Any], ...]:
        return tuple((text, self._book.look.cell(Ink.LABEL, wrap=True)) for text in texts)


def _figure(value: Number | Decimal | None) -> Value:
    if value is None:
        return None
    return number(Ratio(*value.as_integer_ratio()) if isinstance(value, Decimal) else Ratio(value.numerator, value.denominator))


def _lines(book: Book, indicator: Indicator, compiled: CompiledMeasure, bounds: tuple[Number | None, ...]) -> list[Line]:
    """The table of a scale, in the order in which ``workbook_scales`` reads it."""
    word, scale = book.word, indicator.scale
    match scale:
        case LinearScale(nodes=pairs) | PercentileScale(nodes=pairs):
            return [(word("node"), *each) for each in _pairs(pairs, bounds)]
        case StepScale(steps=pairs, below=below) | RankScale(steps=pairs, below=below):
            what = word("rank_step") if isinstance(scale, RankScale) else word("step_falling" if scale.falling else "step")
            return [*((what, *each) for each in _pairs(pairs, bounds)), (word("below"), "", None, below)]
        case SegmentScale(segments=segments):
            ends = [(end, points) for first, last, low, high in segments for end, points in ((first, low), (last, high))]
            return [(word("segment"), *each) for each in _pairs(ends, bounds)]
        case UnitScale(points=points, cap=cap, per=per):
            return [(word("per"), per, bounds[0], points), (word("cap"), "", None, cap)]
        case ThresholdScale(start=start, base=base, points=points, cap=cap, per=per):
            return [(word("start"), start, bounds[0], base), (word("per"), per, bounds[1], points), (word("cap"), "", None, cap)]
        case CategoryScale(points=pairs, otherwise=otherwise):
            assert compiled.by is not None
            numbers = answers_of(compiled.by)
            listed = [(word("answer"), answer, Decimal(numbers[answer]), points) for answer, points in pairs]
            return [*listed, (word("otherwise"), "", None, otherwise)]
        case ValueScale(cap=cap):
            return [(word("cap"), "", None, cap)]
        case MinMaxScale(points=points, lowest=lowest, highest=highest):
            ends_ = [(word("least"), lowest, bounds[0], None), (word("most"), highest, bounds[1], None)]
            return [*ends_, (word("maximum"), "", None, points)]


def _pairs(
    pairs: tuple[tuple[str, Decimal], ...] | list[tuple[str, Decimal]], bounds: tuple[Number | None, ...]
) -> list[tuple[str, Number | None, Decimal]]:
    return [(text, bound, points) for (text, points), bound in zip(pairs, bounds, strict=True)]


def _whole_formula(expression: str, mode: QuotaRounding) -> str:
    clean = f"ROUND({expression},{DIGITS})"
    match mode:
        case QuotaRounding.DOWN:
            return f"INT({clean})"
        case QuotaRounding.UP:
            return f"-INT(-{clean})"
        case QuotaRounding.HALF_UP:
            return f"INT({clean}+0.5)"
