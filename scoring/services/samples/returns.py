"""What an incubator declares of a year: its firms as they were at the year's end, and its own figures that agree with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.services.sample import Values
from scoring.services.samples.dice import Dice
from scoring.services.samples.firms import Firm
from scoring.services.samples.graduating import two_years
from scoring.services.samples.names import Register


@dataclass(frozen=True, slots=True)
class Incubator:
    """One line of the data, with its firms. ``seed`` names its throws: two carriers of one seed have the same figures."""

    key: str
    seed: str
    name: str
    operator: str
    uscc: str
    kind: str
    focus: str | None
    since: date
    quality: int
    firms: tuple[Firm, ...]
    seat: str

    def records(self, data: Any, register: Register, year: int) -> dict[str, tuple[Values, ...]]:
        """The tables of its return of a year."""
        end = date(year, 12, 31)
        words = data["words"]
        tenants = tuple(_tenant(data, one, end) for one in self.firms if _is_listed(one, year))
        graduates = tuple(
            _graduate(words, one, end) for one in self.firms if one.graduated_on and year - 2 <= one.graduated_on.year <= year
        )
        record = self._record(data, register, year, tenants)
        return {"carrier": (record,), "tenants": tenants, "graduates": graduates}

    def _record(self, data: Any, register: Register, year: int, tenants: Sequence[Values]) -> Values:
        dice = Dice(data["seed"], self.seed, "record", year)
        office = Dice(data["seed"], self.key, "office")
        used = sum((Decimal(str(row["area_used"])) for row in tenants), Decimal(0))
        inside = int(used * 108 // 100) // 10 * 10 + 120
        public = inside * dice.between(20, 34) // 100
        staff = 4 + len(tenants) * dice.between(15, 26) // 100 + self.quality // 2
        graduated = [one for one in self.firms if one.graduated_on and one.graduated_on.year <= year]
        return {
            "carrier_name": self.name,
            "operator_name": self.operator,
            "operator_uscc": self.uscc,
            "carrier_kind": self.kind,
            "operating_since": self.since,
            "site_address": self.seat,
            "legal_person": True,
            "focus_industry": self.focus,
            "tech_platform": self.quality >= data["words"]["platform_from"],
            "area_total": Decimal(inside + public + dice.between(6, 30) * 20),
            "area_tenants": Decimal(inside),
            "area_public": Decimal(public),
            "staff_total": staff,
            "staff_professional": staff * dice.between(55, 88) // 100,
            "mentors": 3 + self.quality * dice.between(1, 3),
            "fund_size": Decimal(self.quality * self.quality * dice.between(8, 40)),
            "fund_cases": sum(1 for one in self.firms if one.fund.get(year)),
            **self._counts(year, len(graduated)),
            **_income(dice, inside, len(tenants), self.quality),
            "prepared_by": register.person(office),
            "prepared_phone": f"021-0000{office.between(1000, 9999)}",
            "head_name": register.person(office),
            "prepared_on": dice.day(date(year + 1, 1, 5), date(year + 1, 1, 30)),
            "commitment": True,
        }

    def _counts(self, year: int, graduated: int) -> dict[str, int]:
        """Who was there, came, graduated and left: counted from the firms themselves."""
        there = [_incubated(one, date(which, 12, 31)) for which in (year - 1, year) for one in self.firms]
        before, now = sum(there[: len(self.firms)]), sum(there[len(self.firms) :])
        return {
            "tenants_last_year_end": before,
            "tenants_entered": sum(one.entered_on.year == year for one in self.firms),
            "tenants_graduated": sum(one.graduated_on is not None and one.graduated_on.year == year for one in self.firms),
            "tenants_left": sum(one.left_on is not None and one.left_on.year == year for one in self.firms),
            "tenants_year_end": now,
            "graduates_total": graduated + self.quality * max(0, year - 3 - self.since.year),
        }


def _gone(firm: Firm) -> date | None:
    return firm.left_on or firm.graduated_on


def _incubated(firm: Firm, end: date) -> bool:
    gone = _gone(firm)
    return firm.entered_on <= end and (gone is None or gone > end)


def _is_listed(firm: Firm, year: int) -> bool:
    """Incubated at the year's end, or left in the year without graduating."""
    left = firm.left_on is not None and firm.left_on.year == year
    return left or _incubated(firm, date(year, 12, 31))


def money(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


def _tenant(data: Any, firm: Firm, end: date) -> Values:
    year, words = end.year, data["words"]
    left = firm.left_on is not None and firm.left_on <= end
    certificate = firm.certificate(end)
    title, since = firm.title(year)
    sme = year in firm.tech_sme
    return {
        "firm_name": firm.name,
        "uscc": firm.uscc,
        "founded_on": firm.founded_on,
        "entered_on": firm.entered_on,
        "status": firm.left_how if left else words["incubated"],
        "left_on": firm.left_on if left else None,
        "registered_inside": firm.uscc[-2] not in data["firms"]["registered_elsewhere"],
        "industry": firm.industry,
        "long_cycle_field": words["long_cycle"].get(firm.industry, words["none"]),
        "area_used": Decimal(0 if left else firm.area),
        "revenue": money(firm.revenue[year]),
        "revenue_prior": money(firm.revenue.get(year - 1)),
        "rd_expense": money(firm.rd_expense[year]),
        "rd_expense_prior": money(firm.rd_expense.get(year - 1)),
        "employees": firm.employees[year],
        "rd_staff": firm.rd_staff[year],
        "patent_applied": firm.ip[year] > 0,
        "ip_valid": firm.ip[year],
        "ip_invention_valid": firm.inventions[year],
        "tech_sme": sme,
        "tech_sme_no": f"{year}310113{firm.uscc[11:17]}00"[:20] if sme else None,
        "hnte": certificate is not None,
        "hnte_no": _certificate_number(firm, certificate),
        "hnte_issued_on": certificate,
        "hnte_event": _event(words, firm, certificate, year),
        "srdi_level": title or words["none"],
        "srdi_year": since,
        "equity_year": money(firm.equity.get(year, 0)),
        "fund_paid": money(firm.fund.get(year, 0)),
        "share_for_service": firm.share_for_service or words["none"],
        "evidence_ref": f"{words['evidence']}-{firm.uscc[11:17]}",
    }


def _certificate_number(firm: Firm, certificate: date | None) -> str | None:
    return f"GR{certificate.year}319{firm.uscc[12:17]}" if certificate else None


def _event(words: Any, firm: Firm, certificate: date | None, year: int) -> str:
    if certificate is None or certificate.year != year:
        return str(words["none"])
    return str(words["first_certificate"] if certificate == min(firm.certificates) else words["renewed"])


def _graduate(words: Any, firm: Firm, end: date) -> Values:
    year, on = end.year, firm.graduated_on
    assert on is not None
    certificate = firm.certificate(end)
    ended = bool(firm.ended_in) and firm.ended_in <= year
    title, since = firm.title(year)
    exited = firm.exit_on is not None and firm.exit_on <= end
    return {
        "firm_name": firm.name,
        "uscc": firm.uscc,
        "entered_on": firm.entered_on,
        "graduated_on": on,
        "graduation_basis": firm.basis,
        "hnte_at_graduation": firm.certificate(on) is not None,
        "equity_at_graduation": money(firm.raised(on.year - 1)),
        "revenue_two_years": money(two_years(firm)),
        "exit_event": firm.exit_event if exited else words["none"],
        "exit_on": firm.exit_on if exited else None,
        "hnte": certificate is not None,
        "hnte_no": _certificate_number(firm, certificate),
        "hnte_event": _event(words, firm, certificate, year) if on.year == year else words["none"],
        "srdi_level": title or words["none"],
        "srdi_year": since,
        "equity_total": money(firm.raised(year)),
        "current_status": firm.ended_how if ended else words["operating"],
        "location": firm.location,
        "revenue": None if ended else money(firm.revenue[year]),
        "revenue_prior": None if ended else money(firm.revenue.get(year - 1, 0)),
        "evidence_ref": f"{words['evidence']}-{firm.uscc[11:17]}",
    }


def _income(dice: Dice, area: int, tenants: int, quality: int) -> dict[str, Any]:
    """The carrier's own income adds up, and is spent for the most part."""
    rent = area * dice.between(38, 62) * 12 // 10
    service = (tenants * (60 + quality * dice.between(20, 60))) * 10
    invested = dice.between(-quality, quality * 3) * 1000 if quality > 4 else 0
    other = dice.between(50, 900) * 10
    parts = dict(
        zip(
            ("income_service", "income_property", "income_investment", "income_other"),
            (service, rent, invested, other),
            strict=True,
        )
    )
    total = sum(parts.values())
    spent = total * dice.between(82, 104) // 100
    shown = {key: money(value) for key, value in {"income_total": total, **parts, "operating_expenditure": spent}.items()}
    return {**shown, "service_income_separate": quality > 2}
