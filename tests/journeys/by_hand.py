"""Every indicator whose figures stand in the workbooks worked out once more, straight from the returned workbooks: no line of the engine, no definition file.

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


def graduates(path: Path) -> list[dict[str, Any]]:
    """Set G: graduated in the data year or one of the two years before."""
    return [row for row in table(path, "毕业企业") if 2023 <= row["毕业日期"].year <= 2025]


def qualifies(row: dict[str, Any]) -> bool:
    """One of the four conditions, amounts strictly more."""
    exited = row["资本市场事件"] != "无" and row["资本市场事件日期"] <= row["毕业日期"]
    raised, earned = number(row, "毕业时累计天使或风险投资额"), number(row, "毕业前连续2年营业收入累计")
    return row["毕业时是否高新技术企业"] == "是" or (raised or 0) > 500 or (earned or 0) > 1000 or exited


def how_many(rows: Sequence[dict[str, Any]], heading: str, *answers: str) -> int:
    return sum(row[heading] in answers for row in rows)


def recognised(rows: Sequence[dict[str, Any]]) -> Fraction:
    """A first recognition counts 1, a renewed one half."""
    heading = "本年度高新技术企业认定情况"
    return how_many(rows, heading, "首次认定") + Fraction(how_many(rows, heading, "重新认定"), 2)


def share(rows: Sequence[dict[str, Any]], chosen: int | Fraction, nodes: Sequence[tuple[str, str]]) -> Worked:
    """So many of the rows, on straight lines between the nodes."""
    return quotient(Fraction(chosen), Fraction(len(rows)), nodes)


def quotient(upper: Fraction, lower: Fraction, nodes: Sequence[tuple[str, str]]) -> Worked:
    return Worked(upper, lower, printed(straight(upper / lower, nodes)))


def work_out(path: Path) -> dict[str, Worked]:
    """All of them from one workbook."""
    tenant, graduate = tenants(path), graduates(path)
    of_year = [row for row in graduate if row["毕业日期"].year == 2025]
    return {**_vigour(tenant), **_growth(tenant), **_kinds(tenant, of_year), **_money(tenant), **_mix(tenant, graduate, of_year)}


def _vigour(rows: Sequence[dict[str, Any]]) -> dict[str, Worked]:
    rd, revenue, _ = sums(rows, "本年度研发费用", "本年度营业收入")
    staff, employees, _ = sums(rows, "其中：研发人员", "年末从业人员")
    steps = [("0.3", "4"), ("0.25", "3.2"), ("0.2", "2.4"), ("0.15", "1.6"), ("0.1", "0.8")]
    inventions = sum((number(row, "其中：有效发明专利") or Fraction() for row in rows), Fraction())
    return {
        "A1-1": quotient(rd, revenue, [("0", "0"), ("0.02", "1"), ("0.06", "3.5"), ("0.12", "5")]),
        "A1-2": Worked(staff, employees, printed(first(staff / employees, steps))),
        "A1-3": share(rows, sum((number(row, "拥有有效知识产权") or 0) >= 1 for row in rows), SIXTY),
        "A1-4": share(rows, inventions, [("0", "0"), ("0.5", "4"), ("1", "6")]),
    }


SIXTY = [("0", "0"), ("0.3", "3"), ("0.6", "5")]
TWENTY = [("0", "0"), ("0.1", "3"), ("0.2", "5")]
TEN = [("0", "0"), ("0.05", "3"), ("0.1", "5")]


def _growth(rows: Sequence[dict[str, Any]]) -> dict[str, Worked]:
    fast = Fraction(sum(map(grew, rows)), len(rows))
    growth = straight(fast, [("0", "0"), ("0.3", "4"), ("0.5", "6")])
    comparable = [row for row in rows if row["成立日期"] <= NEW_YEAR_BEFORE]
    now, before, usable = sums(comparable, "本年度营业收入", "上年度营业收入")
    left_out = usable < 5 or not before
    steps = [("0.3", "6"), ("0.2", "5"), ("0.1", "4"), ("0.05", "2.5"), ("0", "1")]
    return {
        "A2-1": Worked(fast * len(rows), Fraction(len(rows)), printed(growth * 12 / 6 if left_out else growth)),
        "A2-2": Worked(now, before, "" if left_out else printed(first(now / before - 1, steps))),
    }


def _kinds(rows: Sequence[dict[str, Any]], of_year: Sequence[dict[str, Any]]) -> dict[str, Worked]:
    worth = {"创新型中小企业": 1, "专精特新中小企业": 2, "专精特新“小巨人”企业": 4}
    new = [row for row in (*rows, *of_year) if row["该级称号首次获得年度"] == 2025]
    weighted = Fraction(sum(worth.get(row["专精特新梯度（截止日有效的最高一级）"], 0) for row in new))
    return {
        "A3-1": share(rows, how_many(rows, "本年度科技型中小企业入库", "是"), SIXTY),
        "A3-2": share(rows, how_many(rows, "截止日高新技术企业证书有效", "是"), TWENTY),
        "A4-1": share([*rows, *of_year], recognised([*rows, *of_year]), TEN),
        "A4-2": Worked(weighted, None, printed(min(weighted, Fraction(6)))),
    }


def _money(rows: Sequence[dict[str, Any]]) -> dict[str, Worked]:
    raised = [number(row, "本年度股权融资到账额") or Fraction() for row in rows]
    paid = [number(row, "其中：本载体自有或合作孵化资金实缴投资") or 0 for row in rows]
    capped = sum((min(one, Fraction(1000)) for one in raised), Fraction())
    shared = Fraction(sum(row["先租后股/先服务后股"] != "无" for row in rows))
    return {
        "A5-1": share(rows, sum(one > 0 for one in raised), TWENTY),
        "A5-2": share(rows, sum(one > 0 for one in paid), [("0", "0"), ("0.1", "3")]),
        "A5-3": share(rows, capped, [("0", "0"), ("30", "2"), ("100", "4")]),
        "J2": Worked(shared, None, printed(min(Fraction(2), shared / 2))),
    }


def _mix(
    rows: Sequence[dict[str, Any]], graduate: Sequence[dict[str, Any]], of_year: Sequence[dict[str, Any]]
) -> dict[str, Worked]:
    passed = sum(map(qualifies, of_year))
    level = "专精特新梯度（截止日有效的最高一级）"
    srdi = Fraction(how_many(graduate, level, "创新型中小企业"), 2) + how_many(
        graduate, level, "专精特新中小企业", "专精特新“小巨人”企业"
    )
    capital = sum((number(row, "截止日累计股权融资额") or 0) > 500 or row["资本市场事件"] != "无" for row in graduate)
    exits = {"上市": 2, "被并购": 1, "挂牌": 1}
    this_year = [row for row in graduate if row["资本市场事件日期"] and row["资本市场事件日期"].year == 2025]
    events = Fraction(sum(exits[row["资本市场事件"]] for row in this_year))
    return {
        "B1-1": share([*rows, *of_year], passed, TEN),
        "B1-2": share(of_year, passed, [("0.5", "0"), ("1", "4")]),
        "B2-1": share(graduate, how_many(graduate, "截止日高新技术企业证书有效", "是"), [("0", "0"), ("0.3", "4"), ("0.6", "6")]),
        "B2-2": share(graduate, srdi, [("0", "0"), ("0.25", "4")]),
        "B2-3": share(graduate, capital, [("0", "0"), ("0.2", "3"), ("0.4", "5")]),
        **_whereabouts(graduate),
        "J1": Worked(events, None, printed(min(Fraction(3), events))),
    }


def _whereabouts(graduate: Sequence[dict[str, Any]]) -> dict[str, Worked]:
    """Growth with fewer than three firms is left out, and its four points go to the two before it by their maxima."""
    stayed = sum(row["截止日经营状态"] == "存续" and row["截止日注册地"] == "本区" for row in graduate)
    alive = how_many(graduate, "截止日经营状态", "存续", "被并购")
    earlier = [row for row in graduate if row["毕业日期"].year < 2025 and row["截止日经营状态"] == "存续"]
    now, before, usable = sums(earlier, "本年度营业收入", "上年度营业收入")
    left_out = usable < 3 or not before
    more = Fraction(11, 7) if left_out else Fraction(1)
    count = Fraction(len(graduate))
    kept = straight(stayed / count, [("0.3", "0"), ("0.8", "4")])
    living = straight(alive / count, [("0.6", "0"), ("0.9", "3")])
    steps = [("0.2", "4"), ("0.1", "3"), ("0.05", "2"), ("0", "1")]
    return {
        "B3-1": Worked(Fraction(stayed), count, printed(kept * more)),
        "B3-2": Worked(Fraction(alive), count, printed(living * more)),
        "B3-3": Worked(now, before, "" if left_out else printed(first(now / before - 1, steps))),
    }
