"""A firm's life: founded, settled in a carrier, growing or not, until it graduates, leaves or is still there.

Money is kept in hundredths of 万元; a firm's revenue is told backwards from the last year, so that the years agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scoring.services.samples.dice import Dice
from scoring.services.samples.names import Register

FIRST_YEAR = 2018
"""No firm of the sample was founded before."""
MONTH = timedelta(days=30)


@dataclass(slots=True)
class Firm:
    """Figures by year; a year that is missing is before the firm was founded."""

    name: str
    uscc: str
    industry: str
    founded_on: date
    entered_on: date
    area: int
    share_for_service: str
    left_on: date | None = None
    left_how: str = ""
    graduated_on: date | None = None
    basis: str = ""
    exit_event: str = ""
    exit_on: date | None = None
    location: str = ""
    ended_in: int = 0
    ended_how: str = ""
    revenue: dict[int, int] = field(default_factory=dict)
    rd_expense: dict[int, int] = field(default_factory=dict)
    employees: dict[int, int] = field(default_factory=dict)
    rd_staff: dict[int, int] = field(default_factory=dict)
    ip: dict[int, int] = field(default_factory=dict)
    inventions: dict[int, int] = field(default_factory=dict)
    tech_sme: set[int] = field(default_factory=set)
    certificates: list[date] = field(default_factory=list)
    srdi: dict[int, str] = field(default_factory=dict)
    equity: dict[int, int] = field(default_factory=dict)
    fund: dict[int, int] = field(default_factory=dict)

    def certificate(self, on: date) -> date | None:
        """The high-tech certificate that is valid on a day (three years from its issue)."""
        issued = [one for one in self.certificates if one <= on and one.year > on.year - 3]
        return max(issued, default=None)

    def title(self, until: int) -> tuple[str, int | None]:
        """The highest level of 专精特新 up to a year, and since when; empty without one."""
        years = [year for year in self.srdi if year <= until]
        return (self.srdi[max(years)], max(years)) if years else ("", None)

    def raised(self, until: int) -> int:
        return sum(amount for year, amount in self.equity.items() if year <= until)


class Founder:
    """Makes firms of one carrier. ``rates`` is the table ``firms`` of the data, ``quality`` from 0 to 10 moves most of them."""

    def __init__(self, data: Any, register: Register, quality: int, last_year: int) -> None:
        self._data, self._register, self._quality, self._last = data, register, quality, last_year
        self._rates = data["firms"]

    def firm(self, dice: Dice, industry: str, entered_on: date, special: str = "") -> Firm:
        """A firm that moved in on a day, with its figures of every year up to the last."""
        age = dice.along(self._rates["months_before_entry"])
        founded = max(entered_on - age * MONTH, date(FIRST_YEAR, 1, 8))
        name, uscc = self._register.firm(industry, special)
        made = Firm(name, uscc, industry, founded, entered_on, dice.along(self._rates["area"]), "")
        made.share_for_service = dice.weighted(self._rates["share_for_service"]) if self._often(dice, "shares") else ""
        self._business(dice, made)
        self._knowledge(dice, made)
        self._titles(dice, made)
        self._money(dice, made)
        return made

    def _permille(self, rate: str) -> int:
        """A rate of the data: [at quality 0, at quality 10]."""
        low, high = self._rates[rate]
        return int(low + (high - low) * self._quality // 10)

    def _often(self, dice: Dice, rate: str) -> bool:
        return dice.chance(self._permille(rate))

    def _years(self, made: Firm) -> range:
        return range(made.founded_on.year, self._last + 1)

    def _business(self, dice: Dice, made: Firm) -> None:
        """Revenue, staff and research of every year."""
        sector = self._rates["sectors"][made.industry]
        age = self._last - made.founded_on.year
        size = dice.along(self._rates["size"]) * 100 * min(age * 2 + 1, 7) // 4 + dice.between(0, 99)
        revenue = 0 if dice.chance(sector["without_revenue"]) else size
        share = dice.between(*sector["rd_staff"]) + self._permille("rd_staff")
        intensity = dice.between(*sector["rd"]) + self._permille("rd")
        hired = revenue
        for year in reversed(self._years(made)):
            part = 100 if year > made.founded_on.year else 40
            made.revenue[year] = revenue * part // 100
            made.employees[year] = 2 + hired // sector["revenue_per_head"] + (age > 0) + (revenue == 0) * 3
            made.rd_staff[year] = min(made.employees[year], made.employees[year] * share // 1000)
            made.rd_expense[year] = made.revenue[year] * intensity // 1000 + made.rd_staff[year] * sector["rd_per_head"]
            growth = self._growth(dice)
            revenue, hired = revenue * 100 // (100 + growth), hired * 100 // (100 + growth // 2)

    def _growth(self, dice: Dice) -> int:
        """Percent of a year: a few firms make most of it."""
        fast = self._often(dice, "fast")
        return dice.along(self._rates["fast_growth" if fast else "growth"]) + (0 if fast else self._permille("drift") // 10)

    def _knowledge(self, dice: Dice, made: Firm) -> None:
        has = self._often(dice, "ip")
        most = 1 + dice.along(self._rates["ip_count"]) if has else 0
        inventions = most * dice.between(0, self._permille("inventions")) // 1000
        for back, year in enumerate(reversed(self._years(made))):
            made.ip[year] = max(0, most * (4 - back) // 4)
            made.inventions[year] = min(made.ip[year], max(0, inventions * (4 - back) // 4))
        eligible = has or self._often(dice, "sme_without_ip")
        if eligible and self._often(dice, "tech_sme"):
            begun = made.founded_on.year + dice.between(0, 1)
            made.tech_sme = {year for year in self._years(made) if year >= begun}

    def _titles(self, dice: Dice, made: Firm) -> None:
        """High-tech certificates renewed every third year, and the ladder of 专精特新."""
        if made.ip.get(self._last, 0) >= 3 and made.revenue[self._last] and self._often(dice, "hnte"):
            self.certify(dice, made, made.founded_on.year + dice.between(1, 4))
        if made.tech_sme and self._often(dice, "srdi"):
            year = made.founded_on.year + dice.between(1, 4)
            for level in self._data["words"]["srdi"]:
                if year <= self._last:
                    made.srdi[year] = level
                year += dice.between(1, 3)

    def certify(self, dice: Dice, made: Firm, first: int) -> None:
        """A first certificate in a year and those that follow; one firm in ten does not renew."""
        for year in range(first, self._last + 1, 3):
            if year > first and dice.chance(100):
                break
            made.certificates.append(dice.pick([date(year, month, day) for month, day in self._rates["certified_on"]]))

    def _money(self, dice: Dice, made: Firm) -> None:
        for year in self._years(made):
            if not self._often(dice, "equity"):
                continue
            made.equity[year] = dice.along(self._rates["round"]) * 100
            if year >= made.entered_on.year and dice.chance(self._permille("fund")):
                made.fund[year] = made.equity[year] // dice.between(3, 10) // 1000 * 1000
