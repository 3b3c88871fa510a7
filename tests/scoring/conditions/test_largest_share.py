"""The share of the commonest answer as a measure of rubrics: points, and the way back to the rows."""

from __future__ import annotations

from fractions import Fraction

from scoring.definitions.rubric import MeasureKind
from scoring.engine.aggregates import figures_of_rows, measure_carriers
from scoring.engine.exact import Ratio
from scoring.engine.measure import plan_rubric, results
from scoring.engine.score import score_carrier
from scoring.engine.trace import Part, trace_indicator
from tests.scoring.engine.builders import PARAMETERS, database, firm, indicator, measure, rubric

ROWS = [firm(hnte=0), firm(hnte=1), firm(), firm(hnte=0), firm(status=2, hnte=1), firm(hnte=1, status=None)]


def test_points_and_trace() -> None:
    compiled = rubric([indicator("a")], [measure(kind=MeasureKind.LARGEST_SHARE, by="hnte")])
    plans = plan_rubric(compiled, PARAMETERS)
    aggregates = plans["share"].aggregates
    by_python = figures_of_rows(aggregates, {"firms": ROWS})
    with database({7: ROWS}) as query:
        by_sql = measure_carriers(query, {"firms": "firms"}, aggregates, round_no=1)[7]
    assert {one: Fraction(*by_sql[one]) for one in aggregates} == {one: Fraction(*by_python[one]) for one in aggregates}
    measured = results(plans, by_sql, {})
    found = measured["share"]
    assert (found.upper, found.lower, found.commonest) == (Ratio(2, 1), Ratio(4, 1), (0,))
    assert (found.base, found.usable, found.unknown) == (4, 3, 2)
    score = score_carrier(compiled, measured)
    assert str(score.total) == "5.00"
    trace = trace_indicator(compiled, score, measured, "a", {"firms": list(enumerate(ROWS, start=1))}, PARAMETERS)
    assert trace.measure.fields == ("hnte",)
    assert [(row.number, row.part) for row in trace.measure.rows] == [
        (1, Part.COUNTED),
        (2, Part.COUNTED),
        (3, Part.UNKNOWN),
        (4, Part.COUNTED),
        (6, Part.UNKNOWN),
    ]


def test_without_rows_there_is_no_result() -> None:
    compiled = rubric([indicator("a")], [measure(kind=MeasureKind.LARGEST_SHARE, by="hnte")])
    plans = plan_rubric(compiled, PARAMETERS)
    found = results(plans, figures_of_rows(plans["share"].aggregates, {"firms": []}), {})["share"]
    assert (found.value, found.commonest) == (None, ())
