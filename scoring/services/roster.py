"""Put a carrier on the list of participants (参评名单) as a person types it."""

from __future__ import annotations

from datetime import datetime

from scoring.errors import Refusal
from scoring.intake.cells import Cell, Kind
from scoring.intake.values import read_value
from scoring.services.rounds import OpenRound, enrol
from scoring.store.carriers import Carrier


def enrol_typed(opened: OpenRound, *, name: str, uscc: str, actor: str, now: datetime) -> Carrier:
    """Raises Refusal: no name, or a code that is none or fails its check digit. (A workbook's odd code is a finding instead.)"""
    form = opened.form.form
    reading = read_value(form.table(form.record).field(form.carrier_id), (), Cell(1, 1, Kind.TEXT, uscc))
    if not name.strip():
        raise Refusal("services.name_needed")
    if not isinstance(reading.datum, str) or reading.problems:
        raise Refusal("services.no_such_code", uscc=uscc)
    return enrol(opened, name=name, uscc=reading.datum, actor=actor, now=now)
