"""Rows for the grade cases: whole carriers whose branches and total come to the very figures a case gives.

A case says 56.77 for A; which firms make that, nobody prescribes. So each indicator is a lever (how many firms have what it
asks for, and the points of that by its own scale), and levers are pulled until their points add up to the hundredth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations_with_replacement, product

from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.examples import read_given
from scoring.definitions.expression import table_scope
from scoring.definitions.scales import StepScale
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.exact import Ratio, rounded
from scoring.engine.measure import plan_rubric, results, set_verdict
from scoring.engine.scale import points
from scoring.engine.score import score_carrier
from scoring.papers.workbook_facts import UnitMark
from tests.journeys.example_rows import PARAMETERS, Row, Rows, blank, carrier_without_rows, witness

WAN = 1_000_000
"""分 in 1 万元."""


def grade_rows(rubric: CompiledRubric, given: Mapping[str, str]) -> Rows:
    """A carrier of which all that a case gives is true. Raises AssertionError where none is found."""
    rows = carrier_without_rows(rubric)
    record = rubric.form.table(rubric.form.record)
    scope = table_scope(rubric.form, record)
    rows.tables[record.key][0] |= {key: read_given(scope[key], text) for key, text in given.items() if key in scope}
    return MAKERS[rubric.rubric.key](rubric, {key: Decimal(text) for key, text in given.items() if key not in scope}, rows)


def _points(rubric: CompiledRubric, code: str, above: int, below: int = 1) -> int:
    """Hundredths, as printed."""
    exact = points(rubric.rubric.indicator(code).scale, rubric.bounds[code], Ratio(above, below))
    return int(rounded(exact, points_decimals(rubric.rubric), rubric.rubric.rounding.mode) * 100)


# 在孵企业质量 + 毕业企业结构 ----------------------------------------------------------------------------------------------------


Firms = list[Row]


@dataclass(frozen=True, slots=True)
class Pull:
    """One position of a lever: its points in hundredths, and what it does to the firms."""

    points: int
    do: Callable[[Firms], None]


def _some(count: int, **values: int) -> Callable[[Firms], None]:
    """The first so many have these values."""

    def do(firms: Firms) -> None:
        for firm in firms[:count]:
            firm.update(values)

    return do


ALL = 10**9
GRADUATED = 4
"""In the data year; qualified or not as the points ask for it."""
REVENUE = 1_000 * WAN


def _quality(rubric: CompiledRubric, given: Mapping[str, Decimal], rows: Rows) -> Rows:
    count = int(given["tenants_count"])
    firms = [_of_set(rubric, "P") for _ in range(count)]
    _inside(rubric, firms, count, int(given["A"] * 100))
    rows.tables["tenants"] = firms
    rows.tables["graduates"] = _left(rubric, count, int(given["B"] * 100))
    _extra(rubric, rows, int((given["total"] - given["A"] - given["B"]) * 100))
    return rows


def _of_set(rubric: CompiledRubric, key: str) -> Row:
    compiled = rubric.sets[key]
    return blank(compiled.table) | witness(rubric, compiled.table, set_verdict(compiled, PARAMETERS).true)


def _number(rubric: CompiledRubric, table: str, key: str, answer: str) -> int:
    return table_scope(rubric.form, rubric.form.table(table))[key].choices[answer]


def _inside(rubric: CompiledRubric, firms: Firms, count: int, due: int) -> None:
    """A, from the tenants: each lever as far as it goes, and the fine one, R&D over revenue, for what is left."""
    _some(ALL, revenue=REVENUE, employees=10, rd_staff=0, ip_valid=0, ip_invention_valid=0, tech_sme=0, hnte=0, equity_year=0)(
        firms
    )
    _some(ALL, fund_paid=0, **{key: _number(rubric, "tenants", key, "无") for key in ("hnte_event", "srdi_level", "share_for_service")})(firms)  # fmt: skip
    fine = {_points(rubric, "A1-1", 200_000 + 1_600 * step, 10**7): 20 * WAN + 160_000 * step for step in range(251)}
    for lever in _tenant_levers(rubric, count):
        best = max((pull for pull in lever if pull.points <= due - min(fine)), key=lambda pull: pull.points)
        best.do(firms)
        due -= best.points
    assert due in fine, due
    for firm in firms:
        firm["rd_expense"] = fine[due]


def _tenant_levers(rubric: CompiledRubric, count: int) -> Iterable[list[Pull]]:
    def share(code: str, of: int = count, **values: int) -> list[Pull]:
        return [Pull(_points(rubric, code, some, of), _some(some, **values)) for some in range(count + 1)]

    innovative = _number(rubric, "tenants", "srdi_level", "创新型中小企业")
    first = _number(rubric, "tenants", "hnte_event", "首次认定")
    rich = 1_000 * WAN
    yield [Pull(_points(rubric, "A1-2", staff, 10), _some(ALL, rd_staff=staff)) for staff in (0, 1, 2, 3)]
    yield [
        Pull(_points(rubric, "A2-2", REVENUE - before, before), _some(ALL, revenue_prior=before))
        for before in (1_100 * WAN, REVENUE, 950 * WAN, 900 * WAN)
    ]
    yield share("A4-1", count + GRADUATED, hnte_event=first)
    yield [Pull(_points(rubric, "A4-2", some), _some(some, srdi_level=innovative, srdi_year=2025)) for some in range(7)]
    yield [
        Pull(_points(rubric, "A5-1", some, count) + _points(rubric, "A5-3", some * rich, count), _some(some, equity_year=rich))
        for some in range(count + 1)
    ]
    yield share("A2-1", rd_expense_prior=10 * WAN)
    yield share("A3-2", hnte=1)
    yield share("A3-1", tech_sme=1)
    yield share("A5-2", fund_paid=1)
    yield share("A1-4", ip_invention_valid=1)
    yield share("A1-3", ip_valid=1)


def _left(rubric: CompiledRubric, tenants: int, due: int) -> Firms:
    """B, from the graduates, to the hundredth: of so many as it takes, pulled both halves of the levers together."""
    for count in range(12, 80):
        first, second = (_sums(levers) for levers in _graduate_levers(rubric, tenants, count))
        for points_, pulls in first.items():
            if due - points_ in second:
                firms = _graduates(rubric, count)
                for pull in (*pulls, *second[due - points_]):
                    pull.do(firms)
                return firms
    raise AssertionError(f"no graduates come to {due}")


def _sums(levers: Sequence[Sequence[Pull]]) -> dict[int, tuple[Pull, ...]]:
    return {sum(pull.points for pull in pulls): pulls for pulls in product(*levers)}


def _graduates(rubric: CompiledRubric, count: int) -> Firms:
    firms = [_of_set(rubric, "H") for _ in range(count)]
    away = _number(rubric, "graduates", "location", "外省市")
    none = {key: _number(rubric, "graduates", key, "无") for key in ("exit_event", "srdi_level", "hnte_event")}
    _some(ALL, hnte=0, hnte_at_graduation=0, equity_at_graduation=0, equity_total=0, revenue_two_years=0, location=away, **none)(
        firms
    )
    _some(GRADUATED, graduated_on=20250601)(firms)
    return firms


def _graduate_levers(rubric: CompiledRubric, tenants: int, count: int) -> tuple[list[list[Pull]], list[list[Pull]]]:
    def share(code: str, above: int, **values: int) -> list[Pull]:
        return [Pull(_points(rubric, code, some, above * count), _some(some, **values)) for some in range(count + 1)]

    def qualified(some: int) -> int:
        return _points(rubric, "B1-1", some, tenants + GRADUATED) + _points(rubric, "B1-2", some, GRADUATED)

    staying = _points(rubric, "B3-2", 1)
    here, innovative = (
        _number(rubric, "graduates", "location", "本区"),
        _number(rubric, "graduates", "srdi_level", "创新型中小企业"),
    )
    return (
        [
            [Pull(qualified(some) + staying, _some(some, hnte_at_graduation=1)) for some in range(GRADUATED + 1)],
            share("B2-1", 1, hnte=1),
            share("B2-2", 2, srdi_level=innovative),
        ],
        [
            share("B2-3", 1, equity_total=501 * WAN),
            share("B3-1", 1, location=here),
            [
                Pull(_points(rubric, "B3-3", above, 100), _some(ALL, revenue=(100 + above) * WAN, revenue_prior=100 * WAN))
                for above in (-1, 0, 5, 10, 20)
            ],
        ],
    )


MARKS = [Decimal(half) / 2 for half in range(5)]


def _extra(rubric: CompiledRubric, rows: Rows, due: int) -> None:
    """What the total has beyond A and B: shares for service and three reviewers' marks; or, less, major errors."""
    record = rows.tables[rubric.form.record][0]
    record |= {"late_days": 0, "major_errors": max(-due, 0) // 50}
    due += 50 * max(-due, 0) // 50
    shared = _number(rubric, "tenants", "share_for_service", "先租后股")
    for some, marks in product(range(5), combinations_with_replacement(MARKS, 3)):
        mean = Ratio(*(sum(marks, Decimal()) / 1).as_integer_ratio()).over(Ratio(3, 1))
        if _points(rubric, "J2", some) + _points(rubric, "J3", *mean) == due:
            _some(some, share_for_service=shared)(rows.tables["tenants"])
            rows.marks += [UnitMark("service_cases", f"专家{at}", mark) for at, mark in enumerate(marks, start=1)]
            return
    raise AssertionError(f"no bonus comes to {due}")


# 科技型中小企业 -----------------------------------------------------------------------------------------------------------------


def _small(rubric: CompiledRubric, given: Mapping[str, Decimal], rows: Rows) -> Rows:
    """Tried band by band until the firm has the points; what the case itself gives stays."""
    record = rows.tables[rubric.form.record][0]
    staff, sales = record["staff_total"] or 100, record["sales"] or REVENUE
    assert isinstance(staff, int)
    assert isinstance(sales, int)
    chosen = _number(rubric, rubric.form.record, "rd_measure", "研发费用占销售收入")
    record |= {"staff_total": staff, "sales": sales, "rd_measure": chosen}
    for people, spent, one, two in product(_bands(rubric, "S1"), _bands(rubric, "R1"), (0, 1), range(5)):
        record |= {
            "tech_staff": _least(people, staff),
            "rd_expense": _least(spent, sales),
            "ip_class_one": one,
            "ip_class_two": two,
        }
        if _comes_to(rubric, rows, given):
            return rows
    raise AssertionError(f"no firm comes to {given}")


def _bands(rubric: CompiledRubric, code: str) -> list[Ratio]:
    assert isinstance(rubric.rubric.indicator(code).scale, StepScale)
    return [*(Ratio(bound.numerator, bound.denominator) for bound in rubric.bounds[code] if bound), Ratio(0, 1)]


def _least(share: Ratio, whole: int) -> int:
    return -(-share.numerator * whole // share.denominator)


def _comes_to(rubric: CompiledRubric, rows: Rows, given: Mapping[str, Decimal]) -> bool:
    plans = plan_rubric(rubric, PARAMETERS)
    aggregates = [one for plan in plans.values() for one in plan.aggregates]
    score = score_carrier(rubric, results(plans, figures_of_rows(aggregates, rows.tables), {}))
    return all(value == (score.total if key == "total" else score.branches[key]) for key, value in given.items())


MAKERS: Mapping[str, Callable[[CompiledRubric, Mapping[str, Decimal], Rows], Rows]] = {
    "quality-mix": _quality,
    "tech-sme-2017-115": _small,
}
"""By the key of the rubric: every one that has grade cases."""
