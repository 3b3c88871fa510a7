"""How a firm graduates: by one of the four routes, its figures made to bear it out (but for a few that do not)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from scoring.services.samples.dice import Dice
from scoring.services.samples.firms import Firm, Founder

LAST_CERTIFICATE = 12
"""Month: who graduates then may have been certified in the same year."""


def graduate(data: Any, founder: Founder, dice: Dice, firm: Firm, on: date, *, quality: int, last_year: int) -> Firm:
    """The firm, graduated on a day, with what became of it up to the last year."""
    rates = data["graduates"]
    firm.graduated_on = on
    route = dice.weighted(rates["routes"])
    firm.basis = data["words"]["basis"][route]
    if not dice.chance(_of(rates["borne_out"], quality)):
        firm.basis = data["words"]["basis"]["revenue"]
    elif route == "certificate":
        _certified(founder, dice, firm, on)
    elif route == "equity":
        firm.equity[on.year - 1] = firm.equity.get(on.year - 1, 0) + dice.along(rates["raised"]) * 100
    elif route == "revenue":
        _scaled(firm, on, dice.along(rates["two_years"]) * 100)
    else:
        firm.exit_event = dice.weighted(rates["exits"])
        firm.exit_on = on - timedelta(days=dice.between(3, 80))
    if not firm.certificate(on) and dice.chance(_of(rates["certified_anyway"], quality)):
        _certified(founder, dice, firm, on)
    _afterwards(data, dice, firm, quality, last_year)
    return firm


def two_years(firm: Firm) -> int:
    """Revenue of the two years before the one in which the firm graduated."""
    assert firm.graduated_on is not None
    return sum(firm.revenue.get(firm.graduated_on.year - back, 0) for back in (1, 2))


def _certified(founder: Founder, dice: Dice, firm: Firm, on: date) -> None:
    if firm.certificate(on):
        return
    at_once = on.month == LAST_CERTIFICATE and on.day > 10
    founder.certify(dice, firm, max(firm.founded_on.year + 1, on.year - (0 if at_once else dice.between(1, 2))))


def _scaled(firm: Firm, on: date, wanted: int) -> None:
    """Revenue such that the two years before have at least what is wanted."""
    has = two_years(firm)
    if has >= wanted:
        return
    for year, revenue in firm.revenue.items():
        firm.revenue[year] = revenue * wanted // has + 1 if has else wanted if year >= on.year - 1 else 0


def _afterwards(data: Any, dice: Dice, firm: Firm, quality: int, last_year: int) -> None:
    """Where it is now, and whether it still is."""
    assert firm.graduated_on is not None
    rates, words = data["graduates"], data["words"]
    stays = dice.chance(_of(rates["stays"], quality))
    firm.location = words["here"] if stays else dice.weighted(rates["elsewhere"])
    if firm.exit_event == words["acquired"]:
        firm.ended_in, firm.ended_how = firm.graduated_on.year, words["acquired"]
    elif not dice.chance(_of(rates["survives"], quality)):
        firm.ended_in = dice.between(firm.graduated_on.year, last_year)
        firm.ended_how = dice.weighted(rates["ends"])
    if dice.chance(_of(rates["later_exit"], quality)) and not firm.exit_event and not firm.ended_in:
        firm.exit_event = words["quoted"]
        firm.exit_on = date(last_year, dice.between(2, 11), dice.between(1, 28))


def _of(rate: list[int], quality: int) -> int:
    """A rate of the data in permille: [at quality 0, at quality 10]."""
    return rate[0] + (rate[1] - rate[0]) * quality // 10
