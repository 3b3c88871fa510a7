"""Every indicator of both example rubrics worked out once more from the returned workbooks: openpyxl, fractions, nothing of ours.

Written after domain page "example rubric" §1–§3 and the table of maker spaces (§5.3 of the facts), as a clerk with a calculator would.
What is in no workbook (strikes, days late, errors, reviewers' marks) is read from the workspace file with the standard library alone.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

YEAR = 2025
Row = Mapping[str, Any]
NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(?:人|件|家|场|个)?")
DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")


@dataclass(frozen=True, slots=True)
class District:
    """What the district found out about one carrier: facts by field, struck rows (counted from 1), marks."""

    facts: dict[str, Any] = field(default_factory=dict)
    struck: set[tuple[str, int]] = field(default_factory=set)
    marks: list[Fraction] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Due:
    """A measure's value (None: it has none) and the points as printed (empty: 不适用)."""

    value: Fraction | None
    points: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """What must come out for a carrier."""

    name: str
    scored: bool
    indicators: dict[str, Due]
    branches: dict[str, Fraction]
    total: Fraction
    grade: str
    """By points alone, of the rubric of incubators."""


# ------------------------------------------------------------------------------------------ what was handed in


def latest(folder: Path) -> list[Path]:
    """One workbook a carrier: the corrected one where there is one."""
    found = {path.stem.removesuffix("_更正"): path for path in sorted(folder.glob("*.xlsx"))}
    return list(found.values())


def record(sheet: Any) -> dict[str, Any]:
    return {_label(row[0].value): row[1].value for row in sheet.iter_rows(min_row=3) if row[0].value}


def firms(sheet: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with their number among the firms; totals and leftover examples are none."""
    headings = [_label(cell.value) for cell in sheet[3]]
    number = 0
    for row in sheet.iter_rows(min_row=4, values_only=True):
        if not row[0] or row[0] == "合计" or "示例" in row[0]:
            continue
        number += 1
        yield number, dict(zip(headings, row, strict=True))


def _label(value: object) -> str:
    first = str(value or "").split("\n")[0]
    return re.sub(r"\s*（(?:万元|人|件|家|年|㎡|个|场)）", "", first).removesuffix("*").strip()


def number(value: object) -> Fraction | None:
    """None where nothing stands or nobody can be sure what is meant: unknown is not zero."""
    if value is None or isinstance(value, bool | datetime):
        return None
    if isinstance(value, int | float):
        return Fraction(Decimal(str(value)))
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    return Fraction(Decimal(found[1].replace(",", ""))) if found else None


def day(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    found = DAY.fullmatch(str(value or ""))
    return datetime(*map(int, found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001


def found_out(workspace: Path) -> dict[str, District]:
    """Code → what the district has put down about the returns that count, in the youngest year."""
    found: dict[str, District] = {}
    with closing(sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)) as raw:
        rounds = "(SELECT no FROM round WHERE assessment_year = (SELECT max(assessment_year) FROM round))"
        current = f"SELECT carrier_no, max(no) FROM return WHERE round_no IN {rounds} GROUP BY carrier_no"
        for carrier, returned in raw.execute(current).fetchall():
            [(uscc, made)] = raw.execute(
                "SELECT uscc, return.id FROM carrier, return WHERE carrier.no = ? AND return.no = ?", (carrier, returned)
            )
            found[uscc] = said = District()
            changes = "SELECT table_key, row_number, field, new FROM amendment WHERE return_id = ? ORDER BY no"
            for table, row, key, new in raw.execute(changes, (made,)):
                if table == "carrier":
                    said.facts[key] = json.loads(new)
                elif key == "excluded" and json.loads(new) is True:
                    said.struck.add((table, row))
            marks = f"SELECT value FROM mark WHERE carrier_no = ? AND round_no IN {rounds} AND value IS NOT NULL"
            said.marks.extend(Fraction(value) for (value,) in raw.execute(marks, (carrier,)))
    return found


# ------------------------------------------------------------------------------------------ scales


def straight(value: Fraction, *nodes: tuple[str, str]) -> Fraction:
    points = [(Fraction(at), Fraction(given)) for at, given in nodes]
    if value <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return points[-1][1]


def first(value: Fraction, *steps: tuple[str, str]) -> Fraction:
    return next((Fraction(given) for at, given in steps if value >= Fraction(at)), Fraction())


def printed(points: Fraction) -> str:
    cents = int(points * 100 + Fraction(1, 2))
    return f"{cents // 100}.{cents % 100:02d}"


def share(chosen: int | Fraction, whole: int, *nodes: tuple[str, str]) -> Due:
    """So many of the rows, on straight lines; of none nothing."""
    return Due(Fraction(chosen) / whole, printed(straight(Fraction(chosen) / whole, *nodes))) if whole else Due(None, "0.00")


def counted(value: int | Fraction, each: str, cap: int) -> Due:
    return Due(Fraction(value), printed(min(Fraction(cap), value * Fraction(each))))


# ------------------------------------------------------------------------------------------ incubators


def incubator(path: Path, known: Mapping[str, District]) -> Carrier:
    book = load_workbook(path, data_only=True)
    said = record(book["载体"])
    own = known[said["运营主体统一社会信用代码"]]
    listed = [row for at, row in firms(book["在孵企业"]) if ("tenants", at) not in own.struck]
    tenants = [row for row in listed if row["年末状态"] == "在孵"]
    graduates = [row for at, row in firms(book["毕业企业"]) if ("graduates", at) not in own.struck]
    graduates = [row for row in graduates if (on := day(row["毕业日期"])) and YEAR - 2 <= on.year <= YEAR]
    due = {**quality(tenants, graduates), **mix(tenants, graduates), **extra(tenants, graduates, own)}
    points = {code: Fraction(one.points or 0) for code, one in due.items()}
    branches = {letter: sum((worth for code, worth in points.items() if code[0] == letter), Fraction()) for letter in "ABJD"}
    branches["J"] = min(branches["J"], Fraction(5))
    total = max(Fraction(), branches["A"] + branches["B"] + branches["J"] - branches["D"])
    grade = "优秀" if total >= 80 else "优良" if total >= 70 else "合格" if total >= 60 else "不合格"
    return Carrier(said["载体名称"], bool(tenants), due, branches, total, grade)


def sums(rows: Sequence[Row], above: str, below: str) -> tuple[Fraction, Fraction, int]:
    pairs = [(number(row[above]), number(row[below])) for row in rows]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return sum((a for a, _ in known), Fraction()), sum((b for _, b in known), Fraction()), len(known)


def grew(row: Row) -> bool:
    for now, before in (("本年度营业收入", "上年度营业收入"), ("本年度研发费用", "上年度研发费用")):
        a, b = number(row[now]), number(row[before])
        if a is not None and b is not None and b >= 10 and a > b * Fraction(6, 5):
            return True
    return False


def total_of(rows: Sequence[Row], heading: str) -> Fraction:
    return sum((number(row[heading]) or Fraction() for row in rows), Fraction())


def answered(rows: Sequence[Row], heading: str, *answers: str) -> int:
    return sum(row[heading] in answers for row in rows)


def of_year(graduates: Sequence[Row]) -> list[Row]:
    return [row for row in graduates if row["毕业日期"].year == YEAR]


LEVEL, RECOGNISED = "专精特新梯度（截止日有效的最高一级）", "本年度高新技术企业认定情况"


def quality(tenants: Sequence[Row], graduates: Sequence[Row]) -> dict[str, Due]:
    """A 在孵企业质量."""
    count, both = len(tenants), [*tenants, *of_year(graduates)]
    rd, revenue, _ = sums(tenants, "本年度研发费用", "本年度营业收入")
    staff, employees, _ = sums(tenants, "其中：研发人员", "年末从业人员")
    base = [row for row in tenants if (on := day(row["成立日期"])) and on <= datetime(YEAR - 1, 1, 1)]  # noqa: DTZ001
    now, before, usable = sums(base, "本年度营业收入", "上年度营业收入")
    grown = None if usable < 5 or not before else now / before - 1
    fast = sum(map(grew, tenants))
    intensity = rd / revenue if revenue else None
    investment = "其中：本载体自有或合作孵化资金实缴投资"
    new = [row for row in both if number(row["该级称号首次获得年度"]) == YEAR]
    ladder = {"创新型中小企业": 1, "专精特新中小企业": 2, "专精特新“小巨人”企业": 4}
    capped = sum((min(number(row["本年度股权融资到账额"]) or Fraction(), Fraction(1000)) for row in tenants), Fraction())
    recognised = answered(both, RECOGNISED, "首次认定") + Fraction(answered(both, RECOGNISED, "重新认定"), 2)
    growth = share(fast, count, ("0", "0"), ("0.3", "4"), ("0.5", "6"))
    if grown is None and count:
        growth = share(fast, count, ("0", "0"), ("0.3", "8"), ("0.5", "12"))
    return {
        "A1-1": Due(intensity, printed(straight(intensity, ("0", "0"), ("0.02", "1"), ("0.06", "3.5"), ("0.12", "5"))))
        if intensity is not None
        else Due(None, "5.00" if rd else "0.00"),
        "A1-2": Due(
            staff / employees,
            printed(first(staff / employees, ("0.3", "4"), ("0.25", "3.2"), ("0.2", "2.4"), ("0.15", "1.6"), ("0.1", "0.8"))),
        )
        if employees
        else Due(None, "0.00"),
        "A1-3": share(sum((number(row["拥有有效知识产权"]) or 0) >= 1 for row in tenants), count, *SIXTY),
        "A1-4": share(total_of(tenants, "其中：有效发明专利"), count, ("0", "0"), ("0.5", "4"), ("1", "6")),
        "A2-1": growth,
        "A2-2": Due(None, "")
        if grown is None
        else Due(grown, printed(first(grown, ("0.3", "6"), ("0.2", "5"), ("0.1", "4"), ("0.05", "2.5"), ("0", "1")))),
        "A3-1": share(answered(tenants, "本年度科技型中小企业入库", "是"), count, *SIXTY),
        "A3-2": share(answered(tenants, "截止日高新技术企业证书有效", "是"), count, *TWENTY),
        "A4-1": share(recognised, len(both), *TEN),
        "A4-2": counted(sum(ladder.get(row[LEVEL], 0) for row in new), "1", 6),
        "A5-1": share(sum((number(row["本年度股权融资到账额"]) or 0) > 0 for row in tenants), count, *TWENTY),
        "A5-2": share(sum((number(row[investment]) or 0) > 0 for row in tenants), count, ("0", "0"), ("0.1", "3")),
        "A5-3": share(capped, count, ("0", "0"), ("30", "2"), ("100", "4")),
    }


SIXTY = (("0", "0"), ("0.3", "3"), ("0.6", "5"))
TWENTY = (("0", "0"), ("0.1", "3"), ("0.2", "5"))
TEN = (("0", "0"), ("0.05", "3"), ("0.1", "5"))


def qualified(row: Row) -> bool:
    exited = row["资本市场事件"] != "无" and row["资本市场事件日期"] <= row["毕业日期"]
    raised, earned = number(row["毕业时累计天使或风险投资额"]), number(row["毕业前连续2年营业收入累计"])
    return row["毕业时是否高新技术企业"] == "是" or (raised or 0) > 500 or (earned or 0) > 1000 or exited


def mix(tenants: Sequence[Row], graduates: Sequence[Row]) -> dict[str, Due]:
    """B 毕业企业结构."""
    count, year = len(graduates), of_year(graduates)
    passed = sum(map(qualified, year))
    innovative = Fraction(answered(graduates, LEVEL, "创新型中小企业"), 2)
    srdi = innovative + answered(graduates, LEVEL, "专精特新中小企业", "专精特新“小巨人”企业")
    capital = sum((number(row["截止日累计股权融资额"]) or 0) > 500 or row["资本市场事件"] != "无" for row in graduates)
    here = sum(row["截止日经营状态"] == "存续" and row["截止日注册地"] == "本区" for row in graduates)
    alive = answered(graduates, "截止日经营状态", "存续", "被并购")
    earlier = [row for row in graduates if row["毕业日期"].year < YEAR and row["截止日经营状态"] == "存续"]
    now, before, usable = sums(earlier, "本年度营业收入", "上年度营业收入")
    grown = None if usable < 3 or not before else now / before - 1
    whereabouts = {"B3-1": (here, "0.3", "0.8", 4), "B3-2": (alive, "0.6", "0.9", 3)}
    more = Fraction(11, 7) if grown is None else Fraction(1)
    return {
        "B1-1": share(passed, len(tenants) + len(year), *TEN),
        "B1-2": share(passed, len(year), ("0.5", "0"), ("1", "4")),
        "B2-1": share(answered(graduates, "截止日高新技术企业证书有效", "是"), count, ("0", "0"), ("0.3", "4"), ("0.6", "6")),
        "B2-2": share(srdi, count, ("0", "0"), ("0.25", "4")),
        "B2-3": share(capital, count, ("0", "0"), ("0.2", "3"), ("0.4", "5")),
        **{
            code: share(chosen, count, (low, "0"), (high, str(full * more)))
            for code, (chosen, low, high, full) in whereabouts.items()
        },
        "B3-3": Due(None, "")
        if grown is None
        else Due(grown, printed(first(grown, ("0.2", "4"), ("0.1", "3"), ("0.05", "2"), ("0", "1")))),
    }


def extra(tenants: Sequence[Row], graduates: Sequence[Row], own: District) -> dict[str, Due]:
    """J 加分 and D 扣分."""
    worth = {"上市": 2, "被并购": 1, "挂牌": 1}
    exits = [row for row in graduates if (on := day(row["资本市场事件日期"])) and on.year == YEAR]
    marks = sorted(own.marks)
    kept = marks[1:-1] if len(marks) >= 5 else marks
    mean = sum(kept, Fraction()) / len(kept) if len(marks) >= 3 else None
    late, errors = own.facts.get("late_days", 0), own.facts.get("major_errors", 0)
    return {
        "J1": counted(sum(worth.get(row["资本市场事件"], 0) for row in exits), "1", 3),
        "J2": counted(answered(tenants, "先租后股/先服务后股", "先租后股", "先服务后股"), "0.5", 2),
        "J3": Due(mean, "0.00" if mean is None else printed(mean)),
        "D1": Due(Fraction(late), printed(first(Fraction(late), ("8", "2"), ("1", "1")))),
        "D2": counted(errors, "0.5", 3),
    }


# ------------------------------------------------------------------------------------------ maker spaces


def space(path: Path) -> Carrier:
    said = record(load_workbook(path, data_only=True)["众创空间"])

    def of(label: str) -> Fraction:
        found = number(said[label])
        assert found is not None, label
        return found

    seats = of("当年工位总数")
    taken = of("其中：已入驻工位数") / seats
    teams = of("当年新增入驻团队（企业）数")
    jointly = of("当年与其他单位共同主办的创业活动场次") + of("当年与其他单位共同承办的创业活动场次") / 2
    events = of("当年独自主办的创业活动场次") + of("当年独自承办的创业活动场次") / 2 + jointly / 2
    degrees = zip(("大专学历人才", "本科学历人才", "硕士", "博士"), ("0.5", "1", "2", "3"), strict=True)
    people = sum((of(f"当年引进{degree}") * Fraction(worth) for degree, worth in degrees), Fraction())
    due = {
        "C1": Due(seats, printed(min(Fraction(10), 5 + (seats - 50) / 10) if seats >= 50 else Fraction())),
        "C2": counted(of("当年外聘创业导师人数"), "1", 5),
        "C3": counted(of("当年签约创业服务合作机构数"), "1", 5),
        "C4": counted(events, "1", 8),
        "C5": Due(teams, printed(min(Fraction(15), 5 + (teams - 5) / 2) if teams >= 5 else Fraction())),
        "C6": Due(
            taken, printed(min(Fraction(10), 6 + Fraction(int(taken * 100) - 60, 10)) if taken >= Fraction("0.6") else Fraction())
        ),
        "C7": counted(2 * of("当年创客注册的公司数") + of("当年创客注册的个体工商户数"), "1", 15),
        "C8": counted(of("成功进入市场商业化运营的企业数"), "2", 8),
        "C9": Due(of("当年获得投融资金额"), printed(Fraction(min(8, int(of("当年获得投融资金额") / 30))))),
        "C10": Due(of("纳税总额"), printed(Fraction(min(8, int(of("纳税总额") / 3))))),
        "C11": counted(people, "1", 8),
    }
    total = sum((Fraction(one.points) for one in due.values()), Fraction())
    return Carrier(said["众创空间名称"], True, due, {"C": total}, total, "")


def everything(folder: Path) -> dict[str, Carrier]:
    """All carriers of a district built by the demo, by name."""
    known = found_out(folder / "district.fuping")
    sheets = {path: load_workbook(path, read_only=True).sheetnames for path in latest(folder / "returns")}
    found = [space(path) if "众创空间" in names else incubator(path, known) for path, names in sheets.items()]
    return {one.name: one for one in found}
