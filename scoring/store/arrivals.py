"""Which return counts for every carrier of a round, at the price of a scan: nothing is unpacked and no finding is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.canonical import Sha256
from scoring.store import moments
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """The return that counts for a carrier."""

    uscc: str
    return_id: Sha256


@dataclass(frozen=True, slots=True)
class Arrival:
    """The return that counts for a carrier, and how the carrier's returns came in."""

    carrier_no: int
    return_id: Sha256
    document: str
    received_at: datetime
    first_at: datetime
    """When the first return of the carrier came: what tells whether it was late."""
    times: int
    """So many returns of the carrier, those that were superseded too."""
    errors: int
    """Findings as they were stored with it, before the district had its say."""
    warnings: int
    amended: str
    """Its last amendment; empty without any. With ``explained`` it names the state the return is in."""
    explained: str
    entered_by: str = ""
    """Who entered it on the screen; empty for one that came as a file."""


_MINE = """
    WITH mine AS (
        SELECT carrier_no, min(no) AS first, max(no) AS last, count(*) AS times FROM return
        WHERE round_no = (SELECT no FROM round WHERE id = ?) GROUP BY carrier_no)"""


def standing(store: Store, round_id: str) -> tuple[Standing, ...]:
    """In the order of the carriers' registration."""
    sql = f"""{_MINE}
        SELECT uscc, return.id FROM mine JOIN return ON return.no = last JOIN carrier ON carrier.no = mine.carrier_no
        ORDER BY carrier.no"""
    return tuple(Standing(uscc, made) for uscc, made in store.rows(sql, (round_id,)))


def of_round(store: Store, round_id: str) -> Iterator[Arrival]:
    """In the order of the carriers' registration."""
    sql = f"""{_MINE}
        SELECT mine.carrier_no, now.id, now.document, now.received_at, begun.received_at, times,
        CASE WHEN instr(now.findings, '"level":"error"') THEN
            (SELECT count(*) FROM json_each(now.findings) WHERE json_extract(value, '$.level') = 'error') ELSE 0 END,
        json_array_length(now.findings),
        coalesce((SELECT id FROM amendment WHERE return_id = now.id ORDER BY no DESC LIMIT 1), ''),
        coalesce((SELECT id FROM explanation WHERE return_id = now.id ORDER BY no DESC LIMIT 1), ''),
        coalesce((SELECT actor FROM entry_end WHERE return_id = now.id), '')
        FROM mine JOIN return AS now ON now.no = last JOIN return AS begun ON begun.no = first ORDER BY mine.carrier_no"""
    for number, made, document, at, first, times, errors, findings, *dealt in store.rows(sql, (round_id,)):
        warnings = findings - errors  # what was stopped is not in the store
        yield Arrival(number, made, document, moments.read(at), moments.read(first), times, errors, warnings, *dealt)
