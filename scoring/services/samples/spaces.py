"""What a maker space declares of a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from scoring.services.sample import Values
from scoring.services.samples.dice import Dice
from scoring.services.samples.names import Register


def space_records(data: Any, register: Register, said: Any, uscc: str, year: int) -> dict[str, tuple[Values, ...]]:
    """The tables of a maker space's return; ``said`` is its line of the data."""
    dice = Dice(data["seed"], said["key"], "space")
    quality, seats = said["quality"], said["seats"]
    grown = 100 if year == data["data_year"] else data["space_rates"]["last_year_percent"]

    def about(per_quality: int, spread: int) -> int:
        told: int = max(0, (quality * per_quality + dice.between(-spread, spread)) * grown // 100)
        return told

    record: dict[str, object] = {
        "space_name": said["name"],
        "operator_name": said["operator"],
        "operator_uscc": uscc,
        "seats_total": seats,
        "seats_occupied": min(seats, seats * (36 + quality * 5 + dice.between(-6, 12)) // 100),
    }
    for field, (per_quality, spread) in data["space_rates"]["counts"].items():
        record[field] = about(per_quality, spread)
    for field, (per_quality, spread) in data["space_rates"]["money"].items():
        record[field] = Decimal(about(per_quality, spread)).scaleb(-1)
    office = Dice(data["seed"], said["key"], "office")
    record |= {
        "prepared_by": register.person(office),
        "prepared_phone": f"021-0000{office.between(1000, 9999)}",
        "head_name": register.person(office),
        "prepared_on": dice.day(date(year + 1, 1, 5), date(year + 1, 1, 30)),
        "commitment": True,
    }
    return {"space": (record,)}
