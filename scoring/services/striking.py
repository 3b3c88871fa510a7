"""Strike a firm (核减) or take it back, and what the strikes of a carrier do to its points and grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from scoring.definitions.form import Field, FieldType, FilledBy, Table, Words
from scoring.definitions.records import Nothing, Return
from scoring.errors import Refusal
from scoring.services.amending import amend, current_return, struck_rows
from scoring.services.live import LiveScore, Scored
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score
from scoring.store import effective, returns, truth
from scoring.store.amendments import Amendment, Change
from scoring.store.applied import Cell
from scoring.store.carriers import Carrier
from scoring.store.truth import NOW, Until


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm that a return lists in a table whose rows may be struck. ``row`` counts from 1."""

    table: Table
    row: int
    name: str
    code: str

    @property
    def words(self) -> dict[str, str]:
        """在孵企业 7. 某某公司, in both languages."""
        return {language: f"{self.table.label[language]} {self.row}. {self.name}" for language in ("zh", "en")}


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator whose points a strike changes; None: it has none (不适用)."""

    code: str
    title: Words
    without: Decimal | None
    counted: Decimal | None
    """The points as they are, with the strikes."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the strikes of a carrier do: its result as it is, and as it would be without them, everybody else as they are."""

    firms: tuple[Firm, ...]
    counted: Scored
    without: Scored
    changed: tuple[IndicatorChange, ...]

    def document_of(self) -> dict[str, object]:
        """The JSON of it, with names of grades in Chinese as in the results."""
        return {
            "firms": [{"table": one.table.key, "row": one.row, "name": one.name, "uscc": one.code} for one in self.firms],
            "total": _total(self.counted),
            "grade": _grade(self.counted),
            "total_without": _total(self.without),
            "grade_without": _grade(self.without),
            "indicators": [
                {"code": one.code, "points": _text(one.counted), "points_without": _text(one.without)} for one in self.changed
            ],
        }


def strike(
    opened: OpenRound, carrier: Carrier, wanted: str, *, table: str = "", reason: str, actor: str, now: datetime
) -> tuple[Firm, tuple[Amendment, ...]]:
    """Do not count a firm from now on; nothing written where it is struck for that reason already.

    ``wanted``: name, a part of the name that only one has, 统一社会信用代码 or row; ``table`` where it stands in several.
    Raises Refusal: no return, no such firm, several, no reason.
    """
    firm = firm_of(opened, carrier, wanted, table)
    return firm, _settle(opened, carrier, firm, struck=True, reason=reason, actor=actor, now=now)


def count_again(
    opened: OpenRound, carrier: Carrier, wanted: str, *, table: str = "", reason: str, actor: str, now: datetime
) -> tuple[Firm, tuple[Amendment, ...]]:
    """Take a strike back by an entry of its own. Raises Refusal as above."""
    firm = firm_of(opened, carrier, wanted, table)
    return firm, _settle(opened, carrier, firm, struck=False, reason=reason, actor=actor, now=now)


def _settle(
    opened: OpenRound, carrier: Carrier, firm: Firm, *, struck: bool, reason: str, actor: str, now: datetime
) -> tuple[Amendment, ...]:
    changes = [Change(firm.table.key, firm.row, firm.table.struck_by, struck, reason)]
    why = _reason_field(firm.table)
    if why is not None:
        changes.append(Change(firm.table.key, firm.row, why.key, reason if struck else Nothing.EMPTY, reason))
    return amend(opened, carrier, changes, actor=actor, now=now)


def _reason_field(table: Table) -> Field | None:
    """The district's text that the form asks for where a row is struck."""
    return next(
        (
            field
            for field in table.fields
            if field.type is FieldType.TEXT
            and field.filled_by is FilledBy.DISTRICT
            and field.required_when.strip() == table.struck_by
        ),
        None,
    )


def firm_of(opened: OpenRound, carrier: Carrier, wanted: str, table: str = "") -> Firm:
    """A firm of the carrier's current return. Raises Refusal: no return, no such firm or table, several firms."""
    body = returns.content(opened.store, current_return(opened, carrier).id)
    form = opened.form.form
    tables = [one for one in form.tables if one.struck_by]
    asked = [one for one in tables if not table or table in (one.key, one.label.zh, one.label["en"])]
    if not asked:
        known = [{language: f"{one.label[language]} {one.key}" for language in ("zh", "en")} for one in tables]
        raise Refusal("services.no_such_table", wanted=table, known=known)
    firms = list(_firms(body, asked))
    exact = [one for one in firms if wanted in (one.name, one.code, str(one.row))]
    found = exact or [one for one in firms if wanted and wanted in one.name]
    if not found:
        raise Refusal("services.no_such_firm", wanted=wanted, carrier=carrier.name)
    if len(found) > 1:
        raise Refusal("services.which_firm", wanted=wanted, known=[one.words for one in found[:5]], count=len(found))
    return found[0]


def _firms(body: Return, tables: list[Table]) -> Iterator[Firm]:
    for table in tables:
        records = body.table(table.key)
        code = next((field.key for field in table.fields if field.type is FieldType.USCC), "")
        for number in range(1, len(records.rows) + 1):
            name, uscc = (records.value(number, key) for key in (table.named_by, code))
            known = name if isinstance(name, str) and name else f"#{number}"
            yield Firm(table, number, known, uscc if isinstance(uscc, str) else "")


def struck_firms(opened: OpenRound, carrier: Carrier, until: Until = NOW) -> tuple[Firm, ...]:
    """The firms the district does not count, in the order of the form; none where there is no return."""
    current = truth.standing_of(opened.store, opened.round.no, carrier.no, until)
    if current is None:
        return ()
    amended = truth.amended(opened.store, current.return_id, until)
    form = opened.form.form
    struck = struck_rows(form, amended)
    if not struck:
        return ()
    body = returns.content(opened.store, current.return_id)
    tables = [table for table in form.tables if table.struck_by]
    return tuple(firm for firm in _firms(body, tables) if (firm.table.key, firm.row) in struck)


def effect(opened: OpenRound, carrier: Carrier, board: LiveScore | None = None, until: Until = NOW) -> Effect | None:
    """The carrier's result with and without its strikes, now or (with a board of then) in the past; None where it has none.

    ``board`` is afterwards as before.
    """
    firms = struck_firms(opened, carrier, until)
    if not firms:
        return None
    scores = board or live_score(opened)
    counted = _own(scores, carrier)
    cells: set[Cell] = {(firm.table.key, firm.row, firm.table.struck_by) for firm in firms}
    with effective.as_if_never(opened.store, opened.round.no, carrier.no, cells, until) as lifted:
        try:
            scores.changed(carrier, counted.return_id, lifted)
            without = _own(scores, carrier)
        finally:
            scores.changed(carrier, counted.return_id)
    return Effect(firms, counted, without, tuple(_changes(opened, counted, without)))


@dataclass(frozen=True, slots=True)
class StrikePreview:
    """A firm, and the carrier's result now and if it were struck (or counted again), everybody else as they are.

    ``changed``: the indicators whose points differ, ``without`` being those of now.
    """

    firm: Firm
    struck: bool
    """Whether it is struck now."""
    now: Scored
    then: Scored
    changed: tuple[IndicatorChange, ...]


def preview(opened: OpenRound, carrier: Carrier, firm: Firm, board: LiveScore) -> StrikePreview:
    """What striking a firm would do, or counting it again where it is struck. Nothing is written, ``board`` is as before."""
    cell = (firm.table.key, firm.row, firm.table.struck_by)
    struck = (firm.table.key, firm.row) in {(one.table.key, one.row) for one in struck_firms(opened, carrier)}
    now = _own(board, carrier)
    with effective.as_if(opened.store, opened.round.no, carrier.no, {cell: not struck}) as source:
        try:
            board.changed(carrier, now.return_id, source)
            then = _own(board, carrier)
        finally:
            board.changed(carrier, now.return_id)
    return StrikePreview(firm, struck, now, then, tuple(_changes(opened, then, now)))


def _own(scores: LiveScore, carrier: Carrier) -> Scored:
    return next(one for one in scores.results() if one.carrier.no == carrier.no)


def _changes(opened: OpenRound, counted: Scored, without: Scored) -> Iterator[IndicatorChange]:
    for indicator in opened.rubric.rubric.indicators:
        now, then = (one.score.indicator(indicator.code).points for one in (counted, without))
        if now != then:
            yield IndicatorChange(indicator.code, indicator.title, then, now)


def _total(scored: Scored) -> str | None:
    return str(scored.score.total) if scored.score.scored else None


def _grade(scored: Scored) -> str | None:
    return scored.grade.level.name.zh if scored.grade else None


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
