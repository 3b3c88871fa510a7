"""The five indicators worked out once more, straight from the returned workbooks: no line of the engine, no definition file.

Follows example-rubric §1 and §2 as a clerk with a calculator would; the district's strike is applied by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.journeys.driving import STRUCK, table

NEW_YEAR_BEFORE = datetime(2024, 1, 1)  # noqa: DTZ001 # a day, as openpyxl gives it


@dataclass(frozen=True, slots=True)
class Worked:
    """Numerator and denominator of the measure (None: it has none), and the points as printed (empty: 不适用)."""

    upper: Fraction
    lower: Fraction | None
    points: str


def tenants(path: Path) -> list[dict[str, Any]]:
    """Set T: incubated at the year's end and not struck by the district."""
    return [row for row in table(path) if row["年末状态"] == "在孵" and row["企业名称"] != STRUCK]


def number(row: dict[str, Any], heading: str) -> Fraction | None:
    """None where nothing stands: unknown is not zero."""
    return None if row[heading] is None else Fraction(Decimal(str(row[heading])))


def sums(rows: Sequence[dict[str, Any]], above: str, below: str) -> tuple[Fraction, Fraction, int]:
    """Both sums over the rows that know both, and how many they are."""
    pairs = [(number(row, above), number(row, below)) for row in rows]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return sum((a for a, _ in known), Fraction()), sum((b for _, b in known), Fraction()), len(known)


def grew(row: dict[str, Any]) -> bool:
    """Not shown = not counted."""
    for now, before in (("本年度营业收入", "上年度营业收入"), ("本年度研发费用", "上年度研发费用")):
        a, b = number(row, now), number(row, before)
        if a is not None and b is not None and b >= 10 and a > b * Fraction(12, 10):
            return True
    return False


def straight(value: Fraction, nodes: Sequence[tuple[str, str]]) -> Fraction:
    """Straight lines between the nodes, level outside them."""
    points = [(Fraction(at), Fraction(given)) for at, given in nodes]
    if value <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return points[-1][1]


def first(value: Fraction, steps: Sequence[tuple[str, str]]) -> Fraction:
    """The first line that holds, lower bound included; below them all nothing."""
    return next((Fraction(given) for at, given in steps if value >= Fraction(at)), Fraction())


def printed(points: Fraction) -> str:
    """Two decimals, half away from zero; no points here are negative."""
    cents = int(points * 100 + Fraction(1, 2))
    return f"{cents // 100}.{cents % 100:02d}"


def work_out(path: Path) -> dict[str, Worked]:
    """All five from one workbook."""
    rows = tenants(path)
    count = Fraction(len(rows))
    rd, revenue, _ = sums(rows, "本年度研发费用", "本年度营业收入")
    staff, employees, _ = sums(rows, "其中：研发人员", "年末从业人员")
    fast = Fraction(sum(map(grew, rows)))
    comparable = [row for row in rows if row["成立日期"] <= NEW_YEAR_BEFORE]
    now, before, usable = sums(comparable, "本年度营业收入", "上年度营业收入")
    shared = Fraction(sum(row["先租后股/先服务后股"] != "无" for row in rows))
    growth = straight(fast / count, [("0", "0"), ("30/100", "4"), ("50/100", "6")])
    left_out = usable < 5 or not before
    a22 = first(now / before - 1, [("0.3", "6"), ("0.2", "5"), ("0.1", "4"), ("0.05", "2.5"), ("0", "1")])
    return {
        "A1-1": Worked(rd, revenue, printed(straight(rd / revenue, [("0", "0"), ("0.02", "1"), ("0.06", "3.5"), ("0.12", "5")]))),
        "A1-2": Worked(
            staff,
            employees,
            printed(first(staff / employees, [("0.3", "4"), ("0.25", "3.2"), ("0.2", "2.4"), ("0.15", "1.6"), ("0.1", "0.8")])),
        ),
        "A2-1": Worked(fast, count, printed(growth * 12 / 6 if left_out else growth)),
        "A2-2": Worked(now, before, "" if left_out else printed(a22)),
        "J2": Worked(shared, None, printed(min(Fraction(2), shared / 2))),
    }
