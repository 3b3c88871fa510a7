"""The whole sample district, from its data: 36 carriers of two kinds, two years, the same every time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from scoring.services.sample import DistrictFact, SampleCarrier, Values, worked_carriers
from scoring.services.samples.dice import Dice
from scoring.services.samples.firms import Firm, Founder
from scoring.services.samples.graduating import graduate
from scoring.services.samples.names import Register
from scoring.services.samples.returns import Incubator
from scoring.services.samples.spaces import space_records
from scoring.services.shipped import shipped_form

INCUBATOR, SPACE = "incubator-annual", "maker-space"
"""Keys of the forms the sample is made for."""


@dataclass(frozen=True, slots=True)
class DistrictCarrier:
    """One carrier: its true returns by data year, what the district finds out each year, and the reviewers' marks."""

    form: str
    key: str
    name: str
    uscc: str
    returns: Mapping[int, Mapping[str, tuple[Values, ...]]]
    facts: Mapping[int, tuple[DistrictFact, ...]]
    marks: Mapping[str, tuple[Decimal, ...]]


def district_data() -> Any:
    """The data as its file says it."""
    return tomllib.loads(files("resources").joinpath("samples", "district.toml").read_text("utf-8"), parse_float=Decimal)


def everybody(data: Any, *, worked_only: bool = False) -> tuple[DistrictCarrier, ...]:
    """The worked carriers 甲, 乙 and 丙, of the last year, and the rest of the district."""
    worked = tuple(_worked(data, one) for one in worked_carriers(shipped_form().compiled.form))
    return worked if worked_only else (*worked, *district_carriers(data))


def _worked(data: Any, one: SampleCarrier) -> DistrictCarrier:
    year = data["data_year"]
    return DistrictCarrier(INCUBATOR, one.key, one.name, one.uscc, {year: one.records}, {year: one.district}, one.marks)


def district_carriers(data: Any) -> Iterator[DistrictCarrier]:
    """All but the worked carriers, in the order of the data."""
    register = Register(data)
    for number, said in enumerate(data["incubators"]):
        yield _incubator(data, register, said, number)
    for number, said in enumerate(data["spaces"]):
        uscc = register.code(data["names"]["carriers_from"] + 500 + number)
        returns = {year: space_records(data, register, said, uscc, year) for year in data["years"]}
        yield DistrictCarrier(SPACE, said["key"], said["name"], uscc, returns, dict.fromkeys(data["years"], ()), {})


def _incubator(data: Any, register: Register, said: Any, number: int) -> DistrictCarrier:
    seed, words = said.get("seed", said["key"]), data["words"]
    dice = Dice(data["seed"], said["key"])
    focus = said.get("focus")
    made = Incubator(
        key=said["key"],
        seed=seed,
        name=said["name"],
        operator=said["operator"],
        uscc=register.code(data["names"]["carriers_from"] + number),
        kind=words["specialised" if focus else "general"],
        focus=focus,
        since=said["since"],
        quality=said["quality"],
        firms=tuple(_firms(data, register, said, Dice(data["seed"], seed, "firms"))),
        seat=data["names"]["seat"].format(street=dice.pick(data["names"]["streets"]), number=dice.between(1, 980)),
    )
    years = [year for year in data["years"] if said["since"] <= date(year, 9, 30)]
    returns = {year: made.records(data, register, year) for year in years}
    facts = {year: tuple(_facts(data, said, returns[year], year)) for year in years}
    return DistrictCarrier(INCUBATOR, said["key"], said["name"], made.uscc, returns, facts, _marks(data, said, seed))


def _firms(data: Any, register: Register, said: Any, dice: Dice) -> Iterator[Firm]:
    """Tenants of the last day, those who left in either year, and the graduates of the years a return tells of."""
    last, quality, rates = data["data_year"], said["quality"], data["firms"]
    founder = Founder(data, register, quality, last)
    specials = iter(said.get("firms", ()))
    for _ in range(said["tenants"]):
        industry = _industry(data, said, dice)
        yield founder.firm(dice, industry, _entry(data, said, industry, dice, date(last, 12, 12)), next(specials, ""))
    for year in data["years"]:
        for _ in range(_part(rates["left"], quality, max(said["tenants"], 20)) if said["since"].year < year - 1 else 0):
            left = date(year, dice.between(2, 12), dice.between(1, 28))
            made = founder.firm(dice, _industry(data, said, dice), _entry(data, said, "", dice, left - timedelta(days=120)))
            made.left_on, made.left_how = left, dice.pick(data["words"]["gone"])
            yield made
    yield from _graduates(data, said, founder, dice)


def _graduates(data: Any, said: Any, founder: Founder, dice: Dice) -> Iterator[Firm]:
    rates, quality = data["graduates"], said["quality"]
    first, last = rates["years"]
    for year in range(first, last + 1):
        for _ in range(_part(rates["a_year"], quality, said["tenants"])):
            on = date(year, dice.between(3, 12), dice.between(12, 28))
            entered = on - timedelta(days=dice.between(*rates["inside"]))
            if entered < said["since"]:
                continue
            firm = founder.firm(dice, _industry(data, said, dice), entered)
            yield graduate(data, founder, dice, firm, on, quality=quality, last_year=data["data_year"])


def _part(rate: list[int], quality: int, whole: int) -> int:
    return (rate[0] * (10 - quality) + rate[1] * quality) * whole // 10_000


def _industry(data: Any, said: Any, dice: Dice) -> str:
    focus = said.get("focus")
    return focus if focus and dice.chance(700) else dice.weighted(data["firms"]["mix"])


def _entry(data: Any, said: Any, industry: str, dice: Dice, last: date) -> date:
    """When it moved in: within the months that are allowed, but for a few that stay too long."""
    window = data["firms"]["window"]
    long = industry in data["words"]["long_cycle"]
    begins = window["overstayed" if dice.chance(window["overstaying"]) else "long_cycle" if long else "from"]
    return dice.day(max(begins, said["since"] + timedelta(days=20)), last)


def _facts(data: Any, said: Any, records: Mapping[str, tuple[Values, ...]], year: int) -> Iterator[DistrictFact]:
    """The record's district fields; what is particular to a carrier is so of the last year. And firms that do not count."""
    also = said.get("also", {}) if year == data["data_year"] else {}
    given = {**data["facts"], "carrier_level": said["level"], **also}
    for field, value in given.items():
        yield DistrictFact("carrier", 1, field, value, data["reasons"][field])
    dice, reason = Dice(data["seed"], said.get("seed", said["key"]), "struck", year), data["words"]["struck"]
    for number, row in enumerate(records["tenants"], start=1):
        if row["entered_on"] < data["firms"]["window"]["long_cycle"] and dice.chance(data["firms"]["struck"]):
            yield DistrictFact("tenants", number, "excluded", True, reason)
            yield DistrictFact("tenants", number, "excluded_reason", reason, reason)


def _marks(data: Any, said: Any, seed: str) -> dict[str, tuple[Decimal, ...]]:
    """The better a carrier, the higher its marks; now and then too few reviewers."""
    reviews, dice = data["reviews"], Dice(data["seed"], seed, "marks")
    known = reviews["marks"]
    at = [
        min(len(known) - 1, max(0, said["quality"] // 2 - 1 + dice.between(-1, 1)))
        for _ in range(dice.between(*reviews["reviewers"]))
    ]
    return {reviews["item"]: tuple(Decimal(known[one]) for one in at)}
