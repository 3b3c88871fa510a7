"""Every construct of the expression language by name: what it says of a row, for every reader.

A row holds what effective rows hold: money in 分, dates as yyyymmdd, 是/否 as 1/0, choices as ordinals, ㎡ in hundredths. What
it leaves out is unknown, and so is a verdict ``U``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.scoring.definitions.random_expressions import SCOPE

T, F, U = True, False, None
WAN = 1_000_000
"""One 万元 in 分."""


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    given: Mapping[str, int | str]
    expected: bool | None

    @property
    def row(self) -> dict[str, int | str | None]:
        return dict.fromkeys(SCOPE) | dict(self.given)


TABLE: tuple[tuple[str, str, Mapping[str, int | str], bool | None], ...] = (
    # the six comparisons, one step to either side
    ("equal", "staff = 10", {"staff": 10}, T),
    ("equal, one off", "staff = 10", {"staff": 11}, F),
    ("not equal", "staff <> 10", {"staff": 11}, T),
    ("not equal, equal", "staff <> 10", {"staff": 10}, F),
    ("below", "staff < 10", {"staff": 9}, T),
    ("below, at the edge", "staff < 10", {"staff": 10}, F),
    ("at most, at the edge", "staff <= 10", {"staff": 10}, T),
    ("at most, beyond", "staff <= 10", {"staff": 11}, F),
    ("above", "staff > 10", {"staff": 11}, T),
    ("above, at the edge", "staff > 10", {"staff": 10}, F),
    ("at least, at the edge", "staff >= 10", {"staff": 10}, T),
    ("at least, short of it", "staff >= 10", {"staff": 9}, F),
    ("zero is a number", "staff = 0", {"staff": 0}, T),
    ("two literals", "1 < 2", {}, T),
    # unknown is not zero
    ("unknown is not equal to 0", "staff = 0", {}, U),
    ("unknown is not below 5", "staff < 5", {}, U),
    ("unknown against unknown", "staff = balance", {}, U),
    ("unknown on one side", "staff >= balance", {"staff": 3}, U),
    ("unknown in a sum", "staff + balance >= 0", {"staff": 3}, U),
    ("unknown times zero", "staff * 0 = 0", {}, U),
    ("unknown in a minimum", "min(staff, balance) <= 3", {"staff": 3}, U),
    ("unknown answer", "hnte", {}, U),
    ("unknown answer, negated", "not hnte", {}, U),
    ("unknown choice", "event = '无'", {}, U),
    ("unknown choice, unequal", "event <> '无'", {}, U),
    ("unknown choice among", "event in ('无', '首次认定')", {}, U),
    ("unknown date", "founded <= cutoff", {}, U),
    ("unknown year", "year(founded) < 2020", {}, U),
    ("unknown months", "months(founded, entered) <= 24", {"founded": 20240101}, U),
    ("unknown year of a built date", "date(year(founded), 1, 1) <= cutoff", {}, U),
    # known is never unknown
    ("known", "known(revenue)", {"revenue": 0}, T),
    ("known, blank", "known(revenue)", {}, F),
    ("known answer that is no", "known(hnte)", {"hnte": 0}, T),
    ("known choice", "known(event)", {"event": 1}, T),
    ("known date, blank", "not known(founded)", {}, T),
    ("known text", "known(number)", {"number": "GR202531000001"}, T),
    ("known text, blank", "known(number)", {}, F),
    # and
    ("true and true", "hnte and sme", {"hnte": 1, "sme": 1}, T),
    ("true and false", "hnte and sme", {"hnte": 1, "sme": 0}, F),
    ("false and true", "hnte and sme", {"hnte": 0, "sme": 1}, F),
    ("false and false", "hnte and sme", {"hnte": 0, "sme": 0}, F),
    ("true and unknown", "hnte and sme", {"hnte": 1}, U),
    ("unknown and true", "hnte and sme", {"sme": 1}, U),
    ("false and unknown", "hnte and sme", {"hnte": 0}, F),
    ("unknown and false", "hnte and sme", {"sme": 0}, F),
    ("unknown and unknown", "hnte and sme", {}, U),
    ("three parts", "hnte and sme and staff > 0", {"hnte": 1, "sme": 1, "staff": 1}, T),
    # or
    ("true or true", "hnte or sme", {"hnte": 1, "sme": 1}, T),
    ("true or false", "hnte or sme", {"hnte": 1, "sme": 0}, T),
    ("false or true", "hnte or sme", {"hnte": 0, "sme": 1}, T),
    ("false or false", "hnte or sme", {"hnte": 0, "sme": 0}, F),
    ("true or unknown", "hnte or sme", {"hnte": 1}, T),
    ("unknown or true", "hnte or sme", {"sme": 1}, T),
    ("false or unknown", "hnte or sme", {"hnte": 0}, U),
    ("unknown or false", "hnte or sme", {"sme": 0}, U),
    ("unknown or unknown", "hnte or sme", {}, U),
    ("a guard in an or", "not known(staff) or staff > 3", {}, T),
    # not
    ("not, of yes", "not hnte", {"hnte": 1}, F),
    ("not, of no", "not hnte", {"hnte": 0}, T),
    ("not not", "not not hnte", {"hnte": 1}, T),
    ("not of and with unknown", "not (hnte and sme)", {"hnte": 0}, T),
    ("not of or with unknown", "not (hnte or sme)", {"hnte": 0}, U),
    ("not of a comparison", "not staff > 3", {"staff": 3}, T),
    ("not of a comparison with unknown", "not staff > 3", {}, U),
    # what binds tighter
    ("and before or", "hnte or sme and staff > 3", {"hnte": 1, "sme": 0, "staff": 0}, T),
    ("brackets around or", "(hnte or sme) and staff > 3", {"hnte": 1, "sme": 0, "staff": 0}, F),
    ("not before and", "not hnte and sme", {"hnte": 1, "sme": 0}, F),
    ("brackets after not", "not (hnte and sme)", {"hnte": 1, "sme": 0}, T),
    ("times before plus", "1 + 2 * 3 = 7", {}, T),
    ("brackets around plus", "(1 + staff) * 3 = 9", {"staff": 2}, T),
    ("minus from the left", "staff - 3 - 2 = 5", {"staff": 10}, T),
    ("brackets in a minus", "staff - (3 - balance) = 9", {"staff": 10, "balance": 2}, T),
    ("division from the left", "staff / 2 / 5 = 1", {"staff": 10}, T),
    ("division then times", "staff / 4 * 2 = 5", {"staff": 10}, T),
    ("brackets in a division", "staff / (4 * 2) = 5 / 4", {"staff": 10}, T),
    ("negation before times", "-staff * 2 = 4", {"staff": 2}, F),
    ("negation of a bracket", "-(staff + balance) = -1", {"staff": 3, "balance": -2}, T),
    ("negation twice", "--staff = 3", {"staff": 3}, T),
    ("minus a negation", "staff - -balance = 1", {"staff": 3, "balance": -2}, T),
    # arithmetic is exact
    ("a third is a third", "staff / 3 * 3 = 1", {"staff": 1}, T),
    ("thirds add up", "staff / 3 + staff / 6 = staff / 2", {"staff": 1}, T),
    ("a tenth and two tenths", "0.1 * staff + 0.2 * staff = 0.3 * staff", {"staff": 1}, T),
    ("growth of exactly a fifth", "(revenue - revenue_prior) / revenue_prior >= 0.2", {"revenue": 12, "revenue_prior": 10}, T),
    ("growth short of a fifth", "(revenue - revenue_prior) / revenue_prior >= 20%",
     {"revenue": 1_199_999, "revenue_prior": WAN}, F),
    ("no integer division", "staff / 2 = 3.5", {"staff": 7}, T),
    ("twelve digits", "revenue - revenue_prior = 0.01元", {"revenue": 999_999_999_999, "revenue_prior": 999_999_999_998}, T),
    ("ratio of twelve digits", "10 * revenue > 12 * revenue_prior", {"revenue": 999_999_999_999, "revenue_prior": 833_333_333_332}, T),
    ("beyond 2^53", "900001 * revenue > 900002 * revenue_prior", {"revenue": 900_001_999_999, "revenue_prior": 900_000_999_999}, T),
    ("beyond 2^63", "revenue * revenue > revenue_prior * revenue_prior",
     {"revenue": 999_999_999_999, "revenue_prior": 999_999_999_998}, T),
    # nobody divides by zero
    ("zero denominator", "revenue / revenue_prior > 1.2", {"revenue": 5, "revenue_prior": 0}, U),
    ("zero by zero", "revenue / revenue_prior = 1", {"revenue": 0, "revenue_prior": 0}, U),
    ("zero denominator, negated", "not revenue / revenue_prior > 1.2", {"revenue": 5, "revenue_prior": 0}, U),
    ("zero denominator beside a true part", "hnte or staff / balance > 1", {"hnte": 1, "staff": 1, "balance": 0}, T),
    ("zero denominator made by a difference", "staff / (balance - balance) > 1", {"staff": 1, "balance": 2}, U),
    ("negative denominator", "staff / balance < 0", {"staff": 1, "balance": -2}, T),
    ("negative denominator, at most", "staff / balance <= -0.5", {"staff": 1, "balance": -2}, T),
    ("negative denominator, equal", "staff / balance = -1 / 2", {"staff": 1, "balance": -2}, T),
    ("both denominators negative", "1 / balance > 1 / (balance + 1)", {"balance": -3}, T),
    ("denominators of two signs", "1 / balance > 1 / (balance + 2)", {"balance": -1}, F),
    ("one denominator, negative", "staff / balance > 3 / balance", {"staff": 1, "balance": -2}, T),
    # min and max
    ("min", "min(staff, balance) = 2", {"staff": 3, "balance": 2}, T),
    ("max", "max(staff, balance) = 3", {"staff": 3, "balance": 2}, T),
    ("min of different scales", "min(area, staff) = 2.5", {"area": 250, "staff": 3}, T),
    ("max of fractions", "max(staff / balance, balance / staff) = 1.5", {"staff": 3, "balance": 2}, T),
    ("max of money", "max(invested, 0元) = 0元", {"invested": -5}, T),
    ("min in min", "min(min(staff, 7), balance) = -1", {"staff": 9, "balance": -1}, T),
    # literals and their units
    ("decimal literal", "area >= 2.5", {"area": 250}, T),
    ("decimal literal, scale minded", "area >= 2.5", {"area": 3}, F),
    ("percent", "staff / balance >= 30%", {"staff": 3, "balance": 10}, T),
    ("percent, short of it", "staff / balance >= 30%", {"staff": 2, "balance": 7}, F),
    ("元", "revenue = 1元", {"revenue": 100}, T),
    ("千元", "revenue = 1千元", {"revenue": 100_000}, T),
    ("万元", "revenue >= 2000万元", {"revenue": 2000 * WAN}, T),
    ("万元, one 分 short", "revenue >= 2000万元", {"revenue": 2000 * WAN - 1}, F),
    ("亿元", "revenue < 1亿元", {"revenue": 10_000 * WAN}, F),
    ("decimals of a 万元", "revenue > 0.5万元", {"revenue": 500_001}, T),
    ("money times a number", "revenue > 1.2 * revenue_prior", {"revenue": 12, "revenue_prior": 10}, F),
    ("money times money", "revenue * 1元 = revenue_prior * 2元", {"revenue": 10, "revenue_prior": 5}, T),
    ("money per head", "revenue / staff >= 10万元", {"revenue": 30 * WAN, "staff": 3}, T),
    ("negative money", "invested < -1万元", {"invested": -WAN - 1}, T),
    # choices
    ("choice", "event = '首次认定'", {"event": 2}, T),
    ("choice, another", "event = '首次认定'", {"event": 3}, F),
    ("choice, unequal", "event <> '首次认定'", {"event": 3}, T),
    ("choice, unequal to itself", "event <> '首次认定'", {"event": 2}, F),
    ("choice among", "event in ('首次认定', '重新认定')", {"event": 3}, T),
    ("choice not among", "event in ('首次认定', '重新认定')", {"event": 1}, F),
    ("choice, not among", "not event in ('首次认定', '重新认定')", {"event": 1}, T),
    # dates, parameters and functions of dates
    ("date literal", "founded = 2024-02-29", {"founded": 20240229}, T),
    ("date before", "founded < 2024-02-29", {"founded": 20240228}, T),
    ("dates compared", "founded <= entered", {"founded": 20240301, "entered": 20240229}, F),
    ("cutoff", "entered <= cutoff", {"entered": 20251231}, T),
    ("after the cutoff", "entered > cutoff", {"entered": 20260101}, T),
    ("the data year", "year(founded) = Y", {"founded": 20250101}, T),
    ("year", "year(founded) = 2024", {"founded": 20241231}, T),
    ("year of the cutoff", "year(cutoff) = Y", {}, T),
    ("date of the year", "founded >= date(Y - 1, 7, 1)", {"founded": 20240630}, F),
    ("date of another date's year", "founded = date(year(founded), 12, 31)", {"founded": 20241231}, T),
    ("year of a built date", "year(date(year(founded) - 2, 1, 1)) = 2022", {"founded": 20240229}, T),
    ("year of a date built from a wide number", "year(date(Y - staff, 1, 1)) = 2023", {"staff": 2}, T),
    ("months", "months(founded, entered) = 24", {"founded": 20220315, "entered": 20240315}, T),
    ("months, a day short", "months(founded, entered) = 23", {"founded": 20220315, "entered": 20240314}, T),
    ("months from the 31st", "months(founded, entered) = 0", {"founded": 20240131, "entered": 20240228}, T),
    ("months from the 29th of February", "months(founded, entered) = 11", {"founded": 20200229, "entered": 20210228}, T),
    ("months backwards", "months(founded, entered) = -1", {"founded": 20240315, "entered": 20240301}, T),
    ("months to the cutoff", "months(entered, cutoff) <= 36", {"entered": 20221231}, T),
    ("months to a built date", "months(founded, date(Y, 6, 30)) = 5", {"founded": 20250115}, T),
)  # fmt: skip
CASES = tuple(Case(*line) for line in TABLE)
