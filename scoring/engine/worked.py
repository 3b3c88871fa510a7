"""Runs a rubric's own examples: single points, worked carriers, cases of the grade rule. What disagrees comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from scoring.definitions.compiled_grading import TOTAL
from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.examples import LEFT_OUT, answers_of, read_given
from scoring.definitions.expression import table_scope
from scoring.definitions.grading import GradeCase
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import Parameters, lower_condition
from scoring.definitions.python_reader import EffectiveRow, judge
from scoring.definitions.rubric import Rubric, WorkedCarrier
from scoring.definitions.tree import Binding
from scoring.engine.aggregates import Figures, figure, figures_of_rows
from scoring.engine.exact import ZERO, Ratio, rounded
from scoring.engine.grade import Candidate, candidate, figures_row, grade_round
from scoring.engine.measure import Measured, plan_rubric, results, set_size
from scoring.engine.peers import peers_of
from scoring.engine.scale import points
from scoring.engine.score import CarrierScore, branch_points, score_carrier


class Example(Enum):
    """Which of the rubric's examples."""

    POINTS = "points"
    WORKED = "worked"
    GRADE_CASE = "grade_case"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An example that does not hold.

    ``key`` is its place in the file, ``subject`` the indicator, sample or case, ``what`` the figure: an indicator or
    branch code, total, grade, or sample where its rows are missing. ``expected`` and ``found`` as printed; found empty: none.
    """

    example: Example
    key: str
    subject: str
    what: str
    expected: str
    found: str


SampleRows: TypeAlias = Mapping[str, Sequence[EffectiveRow]]
"""Table key → effective rows of one sample."""


def run_examples(rubric: CompiledRubric) -> tuple[Disagreement, ...]:
    """Every single point: value → points on the indicator's own maximum, as printed; then every branch: points → points."""
    found = []
    for at, (example, value) in enumerate(zip(rubric.rubric.examples, rubric.examples, strict=True), start=1):
        given = _points(rubric, example.indicator, Ratio(value.numerator, value.denominator))
        if given != example.points:
            where = f"examples[{at}]"
            found.append(Disagreement(Example.POINTS, where, example.indicator, example.value, f"{example.points}", f"{given}"))
    return (*found, *_branches(rubric.rubric))


def _branches(document: Rubric) -> Iterator[Disagreement]:
    for at, example in enumerate(document.branch_examples, start=1):
        given = branch_points(document, document.branch(example.branch), example.of)
        if given != example.points:
            what = " + ".join(f"{points}" for points in example.of.values())
            told = "" if given is None else f"{given}"
            yield Disagreement(Example.POINTS, f"branch_examples[{at}]", example.branch, what, f"{example.points}", told)


def _points(rubric: CompiledRubric, code: str, value: Ratio) -> Decimal:
    indicator = rubric.rubric.indicator(code)
    by = rubric.measures[indicator.measure].by
    answers = {number: answer for answer, number in answers_of(by).items()} if by else None
    exact = points(indicator.scale, rubric.bounds[code], value, answers=answers)
    return rounded(exact, points_decimals(rubric.rubric), rubric.rubric.rounding.mode)


# Grade cases ----------------------------------------------------------------------------------------------------------


def run_grade_cases(rubric: CompiledRubric, parameters: Parameters) -> tuple[Disagreement, ...]:
    """The cases as one round: all of them take part, and N is their number. What a case does not give is unknown."""
    cases = rubric.rubric.grade_cases
    grades = grade_round(rubric, [_case(rubric, number, case) for number, case in enumerate(cases)], parameters)
    return tuple(
        Disagreement(Example.GRADE_CASE, f"grade_cases[{case.carrier}]", case.carrier, "grade", case.grade, found)
        for number, case in enumerate(cases)
        if (found := grades[number].level.name.zh if number in grades else "") != case.grade
    )


def _case(rubric: CompiledRubric, number: int, case: GradeCase) -> Candidate:
    record = rubric.form.table(rubric.form.record)
    scope = {**table_scope(rubric.form, record), **rubric.grading.figures}
    row = {name: read_given(binding, case.given[name]) if name in case.given else None for name, binding in scope.items()}
    ties = tuple(_given(scope[code], row[code]) for code in rubric.rubric.ties)
    return Candidate(number, _given(scope[TOTAL], row[TOTAL]), ties, row)


def _given(binding: Binding, stored: Stored) -> Ratio:
    """Points of a case, zero where it does not give them."""
    return Ratio(stored, 10**binding.decimals) if isinstance(stored, int) else ZERO


# Worked carriers ------------------------------------------------------------------------------------------------------


def run_worked(
    rubric: CompiledRubric, rows_by_sample: Mapping[str, SampleRows], parameters: Parameters
) -> tuple[Disagreement, ...]:
    """The worked carriers as one round of their own, from their effective rows to their grades."""
    there = [worked for worked in rubric.rubric.worked if worked.sample in rows_by_sample]
    missing = [worked for worked in rubric.rubric.worked if worked.sample not in rows_by_sample]
    figures = [_figures(rubric, rows_by_sample[worked.sample], parameters) for worked in there]
    records = [rows_by_sample[worked.sample][rubric.form.record][0] for worked in there]
    measured = {at: _measured(rubric, own, there[at], parameters) for at, own in enumerate(figures)}
    groups = {at: record[rubric.rubric.peers_by] if rubric.rubric.peers_by else None for at, record in enumerate(records)}
    peers = peers_of(rubric, measured, groups)
    scores = [
        score_carrier(rubric, measured[at], has_rows=_has_rows(rubric, own, parameters), peers=peers[groups[at]])
        for at, own in enumerate(figures)
    ]
    candidates = [
        candidate(rubric, at, score, figures_row(rubric, score, measured[at], records[at]))
        for at, score in enumerate(scores)
        if score.scored and _takes_part(rubric, records[at], parameters)
    ]
    grades = grade_round(rubric, candidates, parameters)
    return (
        *(_missing(worked) for worked in missing),
        *(
            disagreement
            for at, worked in enumerate(there)
            for disagreement in _compared(worked, scores[at], grades[at].level.name.zh if at in grades else "")
        ),
    )


def _figures(rubric: CompiledRubric, rows: SampleRows, parameters: Parameters) -> Figures:
    plans = plan_rubric(rubric, parameters).values()
    sizes = [set_size(row_set, parameters) for row_set in rubric.sets.values()]
    return figures_of_rows([*sizes, *(aggregate for plan in plans for aggregate in plan.aggregates)], rows)


def _measured(rubric: CompiledRubric, figures: Figures, worked: WorkedCarrier, parameters: Parameters) -> Mapping[str, Measured]:
    marks = {rubric.rubric.indicator(code).measure: given for code, given in worked.marks.items()}
    return results(plan_rubric(rubric, parameters), figures, marks)


def _has_rows(rubric: CompiledRubric, figures: Figures, parameters: Parameters) -> bool:
    needed = rubric.rubric.scored_only_with
    return not needed or figure(figures, set_size(rubric.sets[needed], parameters)).numerator > 0


def _takes_part(rubric: CompiledRubric, record: EffectiveRow, parameters: Parameters) -> bool:
    """Only who surely fails the condition stands outside."""
    return rubric.takes_part is None or judge(lower_condition(rubric.takes_part, parameters), record) is not False


def _missing(worked: WorkedCarrier) -> Disagreement:
    return Disagreement(Example.WORKED, f"worked[{worked.sample}]", worked.sample, "sample", worked.sample, "")


def _compared(worked: WorkedCarrier, score: CarrierScore, grade: str) -> list[Disagreement]:
    """Every printed figure, in the order of the file."""
    indicators = {one.code: LEFT_OUT if one.points is None else f"{one.points}" for one in score.indicators}
    printed = {code: f"{value}" for code, value in score.branches.items() if value is not None} | indicators
    pairs = [(code, expected, printed[code]) for code, expected in worked.points.items()]
    pairs += [("total", f"{worked.total}", f"{score.total}"), ("grade", worked.grade, grade)]
    return [
        Disagreement(Example.WORKED, f"worked[{worked.sample}].{what}", worked.sample, what, expected, found)
        for what, expected, found in pairs
        if expected != found
    ]
