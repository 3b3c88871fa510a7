"""Findings that stand: those stored with the return that counts, minus what the district has settled, each with its explanation.

An amendment or a strike settles a finding where the form's checks, run on the effective rows, no longer find it; what was wrong
with a single cell is settled once the cell has a value of the district's, or its firm is struck. Of a finding in many
cells those that are settled are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scoring.definitions.records import Datum, Nothing, Return, Row, TableRecords
from scoring.definitions.showing import show_datum
from scoring.findings import Finding
from scoring.intake.cells import Cell, Kind
from scoring.intake.checks import CheckPlan, check_return, plan_checks
from scoring.intake.values import read_value
from scoring.places import Place
from scoring.services.amending import struck_rows
from scoring.services.finding_keys import Spot, Spots
from scoring.services.rounds import OpenRound
from scoring.store import explanations, returns, truth
from scoring.store.applied import Amended, declared
from scoring.store.carriers import Carrier
from scoring.store.datums import datum_text
from scoring.store.truth import NOW, Until

CHECKED = "form."
"""Codes of what the form's checks find; everything else is about how a cell or a sheet was read."""


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """A finding that nothing has settled. Without an explanation its text and person are empty."""

    finding: Finding
    explanation: str = ""
    explained_by: str = ""
    explained_at: datetime | None = None
    number: int = 0
    """Its place among all findings of the return, counted from 1: the same until a corrected return comes."""
    key: str = ""
    """What it is about, as explanations know it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings of the return that counts: what stands, and what an amendment or a strike has settled (number, finding)."""

    standing: tuple[StandingFinding, ...] = ()
    settled: tuple[tuple[int, Finding], ...] = ()


def standing(
    opened: OpenRound, carrier: Carrier, until: Until = NOW, plan: CheckPlan | None = None
) -> tuple[StandingFinding, ...]:
    """The findings that stand, now or in a state of the past; none where the carrier had no return yet."""
    return judged(opened, carrier, until, plan).standing


def judged(opened: OpenRound, carrier: Carrier, until: Until = NOW, plan: CheckPlan | None = None) -> Judged:
    """The same with what is settled. ``plan``: the form's checks made ready, where many carriers are asked about."""
    current = truth.standing_of(opened.store, opened.round.no, carrier.no, until)
    if current is None:
        return Judged()
    stored = returns.load(opened.store, current.return_id).findings
    if not stored:
        return Judged()
    body = returns.content(opened.store, current.return_id)
    spots = Spots(opened.form.form, body)
    amended = truth.amended(opened.store, current.return_id, until)
    left = _Left(opened, body, spots, amended, plan) if amended else None
    known = explanations.of_return(opened.store, current.return_id, until)
    stands: list[StandingFinding] = []
    settled: list[tuple[int, Finding]] = []
    for number, finding in enumerate(stored, start=1):
        narrowed = left.of(finding) if left else finding
        if narrowed is None:
            settled.append((number, finding))
            continue
        key = spots.key(finding).text
        given = known.get(key)
        if given is None or not given.text:
            stands.append(StandingFinding(narrowed, number=number, key=key))
        else:
            stands.append(StandingFinding(narrowed, given.text, given.actor, given.at, number, key))
    return Judged(tuple(stands), tuple(settled))


class _Left:
    """What is left of a return's findings after its amendments."""

    def __init__(self, opened: OpenRound, body: Return, spots: Spots, amended: Amended, plan: CheckPlan | None) -> None:
        self._form, self._spots, self._amended = opened.form.form, spots, amended
        self._body = body
        self._struck = struck_rows(self._form, amended)
        effective = Return(body.form, body.file, body.document, tuple(self._effective(records) for records in body.tables))
        found = check_return(plan or plan_checks(opened.form, opened.parameters), effective)
        self._found = {(finding.code, finding.facts.get("check"), place) for finding in found for place in finding.places}

    def of(self, finding: Finding) -> Finding | None:
        """The finding in the cells where it still stands; None where there are none left."""
        if not finding.places:
            return finding
        left = tuple(place for place in finding.places if self._stands(finding, place))
        if len(left) == len(finding.places):
            return finding
        facts = {**finding.facts, "count": len(left)} if "count" in finding.facts else finding.facts
        return replace(finding, places=left, facts=facts) if left else None

    def _stands(self, finding: Finding, place: Place) -> bool:
        if finding.code.startswith(CHECKED):
            return (finding.code, finding.facts.get("check"), place) in self._found
        spot = self._spots.spot(place)
        if (spot.table, spot.number) in self._struck:
            return False
        datum = self._amended.get((spot.table, spot.number, spot.field), Nothing.EMPTY)
        return isinstance(datum, Nothing) or self._taken_back(spot, datum) or self._says_the_same(finding, spot, datum)

    def _taken_back(self, spot: Spot, datum: Datum) -> bool:
        """Whether the value is the carrier's own again: an amendment that was taken back settles nothing."""
        field = self._form.table(spot.table).field(spot.field)
        return datum_text(declared(field, self._body.table(spot.table), spot.number)) == datum_text(datum)

    def _says_the_same(self, finding: Finding, spot: Spot, datum: Datum) -> bool:
        """Whether the district's value, read as a cell, would be found fault with alike (a check digit that fails again)."""
        field = self._form.table(spot.table).field(spot.field)
        cell = Cell(1, 1, Kind.TEXT, show_datum(self._form, field, datum))
        problems = read_value(field, self._form.choices(field), cell).problems
        return any(problem.code == finding.code for problem in problems)

    def _effective(self, records: TableRecords) -> TableRecords:
        """The rows that count, with the district's values, where they stood."""
        table = self._form.table(records.table)
        amended = [one for one in self._amended.items() if one[0][0] == table.key]
        cells = dict(zip(records.fields, records.cells, strict=True))
        rows = [[declared(field, records, number) for field in table.fields] for number in range(1, len(records.rows) + 1)]
        at = {field.key: place for place, field in enumerate(table.fields)}
        for (_, number, key), datum in amended:
            rows[number - 1][at[key]] = datum
        kept = tuple(
            Row(row.sheet_row, tuple(data))
            for number, (row, data) in enumerate(zip(records.rows, rows, strict=True), start=1)
            if (table.key, number) not in self._struck
        )
        fields = tuple(field.key for field in table.fields)
        return TableRecords(table.key, records.sheet, fields, tuple(cells.get(key, (0, 0)) for key in fields), kept)
