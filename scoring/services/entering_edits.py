"""Edits of an entry: each is written before it is acknowledged, has a name, and can be taken back whole.

Every verb takes the entry as the person sees it and answers with the entry as it stands then; one that changes nothing
writes nothing. Refused is an edit of an entry that somebody else has edited meanwhile: rows are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.form import Table, TableKind
from scoring.errors import Bug, Refusal, Said
from scoring.intake.clipboard import as_text, block, cleaned
from scoring.intake.entered import Spot
from scoring.services.entering import Entry, entry, kept
from scoring.services.entering_paste import Laid, Selection, laid
from scoring.services.entering_start import blank_row
from scoring.services.rounds import OpenRound
from scoring.store import entries
from scoring.store.entries import EditKind, EditLine
from scoring.store.splices import Splice, Splices, TextRow, TextRows, undone

MOST_ROWS = 10_000
"""Of a table: no carrier has so many firms, and a slip must not fill the disk."""

Texts = Mapping[tuple[int, int], str]
"""(row, column) → text, both from 0; the column counts the fields that are asked."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste did: the rows and columns it wrote in, and what it left out (headings of no field, columns beyond the last)."""

    entry: Entry
    rows: int
    columns: int
    by_headings: bool
    left_out: tuple[str, ...] = ()


def set_cells(opened: OpenRound, known: Entry, texts: Mapping[Spot, str], *, actor: str, now: datetime) -> Entry:
    """Type into cells of one table, all in one edit; a row just beyond the last begins a new one."""
    tables = {spot.table for spot in texts}
    if len(tables) != 1:
        raise Bug(f"one table at a time: {sorted(tables)}")
    table = _table(opened, tables.pop())
    places = {field.key: number for number, field in enumerate(table.asked)}
    cells = {(spot.row or 0, places[spot.field]): cleaned(text) for spot, text in texts.items()}
    splices = _typed(table, known.tables[table.key], cells)
    one = next(iter(texts)) if len(texts) == 1 else None
    if one is None:
        return _write(opened, known, splices, _title("cells", table, cells=len(texts)), actor=actor, now=now)
    label = table.field(one.field).label
    facts = {"field": {"zh": label.zh, "en": label["en"]}, "row": (one.row or 0) + 1}
    code = "field" if table.kind is TableKind.RECORD else "cell"
    return _write(opened, known, splices, _title(code, table, **facts), actor=actor, now=now)


def paste(opened: OpenRound, known: Entry, table_key: str, text: str, at: Selection, *, actor: str, now: datetime) -> Pasted:
    """Paste what a spreadsheet put on the clipboard at a cell or over a selection; rows grow as they are needed.

    A first row that has the table's headings says where each column goes. Raises Refusal where nothing of it fits.
    """
    table = _table(opened, table_key)
    found: Laid = laid(table, block(text), at, len(known.tables[table_key]))
    splices = _typed(table, known.tables[table_key], found.cells)
    rows = len({row for row, _ in found.cells}) if table.kind is TableKind.ROWS else 1
    columns = len({column for _, column in found.cells})
    title = _title("paste", table, rows=rows, columns=columns)
    done = _write(opened, known, splices, title, actor=actor, now=now)
    return Pasted(done, rows, columns, found.by_headings, found.left_out)


def fill_down(
    opened: OpenRound, known: Entry, table_key: str, rows: range, fields: Sequence[str], *, actor: str, now: datetime
) -> Entry:
    """The first row's texts into all the others of these rows, in these columns."""
    table = _rows_table(opened, table_key)
    there = known.tables[table_key]
    _must_be_rows(there, rows)
    columns = _columns(table, fields)
    cells = {(row, column): there[rows[0]][column] for row in rows[1:] for column in columns} if rows else {}
    title = _title("fill_down", table, rows=max(len(rows) - 1, 0), columns=len(columns))
    return _write(opened, known, _typed(table, there, cells), title, actor=actor, now=now)


def clear(
    opened: OpenRound, known: Entry, table_key: str, rows: Iterable[int], fields: Sequence[str] = (), *, actor: str, now: datetime
) -> Entry:
    """Empty these cells; the rows stay. Without fields: all of these rows."""
    table, there = _table(opened, table_key), known.tables[table_key]
    columns = _columns(table, fields or [field.key for field in table.asked])
    cells = {(row, column): "" for row in rows if row < len(there) for column in columns}
    return _write(opened, known, _typed(table, there, cells), _title("clear", table, cells=len(cells)), actor=actor, now=now)


def insert_rows(opened: OpenRound, known: Entry, table_key: str, at: int, count: int = 1, *, actor: str, now: datetime) -> Entry:
    """So many blank rows before row ``at``, or at the end."""
    table, there = _rows_table(opened, table_key), known.tables[table_key]
    if not 0 <= at <= len(there) or count < 1:
        raise Refusal("entering.no_such_row", row=at + 1)
    _must_fit(len(there) + count)
    splice = Splice(table_key, at, (), (blank_row(table),) * count)
    return _write(opened, known, (splice,), _title("insert", table, rows=count), actor=actor, now=now)


def delete_rows(opened: OpenRound, known: Entry, table_key: str, rows: Iterable[int], *, actor: str, now: datetime) -> Entry:
    """Take rows away; those below move up."""
    table, there = _rows_table(opened, table_key), known.tables[table_key]
    wanted = sorted(set(rows))
    _must_be_rows(there, wanted)
    splices = tuple(Splice(table_key, first, there[first:last], ()) for first, last in reversed(_runs(wanted)))
    return _write(opened, known, splices, _title("delete", table, rows=len(wanted)), actor=actor, now=now)


def move_rows(opened: OpenRound, known: Entry, table_key: str, rows: range, to: int, *, actor: str, now: datetime) -> Entry:
    """Put rows that stand together before row ``to``, counted as they stand now."""
    table, there = _rows_table(opened, table_key), known.tables[table_key]
    _must_be_rows(there, rows)
    if not 0 <= to <= len(there):
        raise Refusal("entering.no_such_row", row=to + 1)
    if not rows or rows.start <= to <= rows.stop:
        return known
    moved = there[rows.start : rows.stop]
    first, last = min(to, rows.start), max(to, rows.stop)
    rest = there[first : rows.start] + there[rows.stop : last]
    new = moved + rest if to < rows.start else rest + moved
    splice = Splice(table_key, first, there[first:last], new)
    return _write(opened, known, (splice,), _title("move", table, rows=len(rows)), actor=actor, now=now)


# Taking back ----------------------------------------------------------------------------------------------------------


def undo(opened: OpenRound, made: str, number: int = 0, *, actor: str, now: datetime) -> Entry:
    """Take back the last edit that stands, by an edit of its own. Raises Refusal where it is not ``number``, or there is none."""
    known = entry(opened, made)
    if known.undo is None or number not in (0, known.undo.number):
        raise Refusal("entering.nothing_to_undo" if known.undo is None else "entering.changed_since")
    splices = undone(entries.splices(opened.store, made, known.undo.number))
    return _write(opened, known, splices, known.undo.title, kind=EditKind.UNDO, about=known.undo.number, actor=actor, now=now)


def redo(opened: OpenRound, made: str, number: int = 0, *, actor: str, now: datetime) -> Entry:
    """Do again the edit taken back last. Raises Refusal where it is not ``number``, or there is none."""
    known = entry(opened, made)
    if known.redo is None or number not in (0, known.redo.number):
        raise Refusal("entering.nothing_to_redo" if known.redo is None else "entering.changed_since")
    splices = entries.splices(opened.store, made, known.redo.number)
    return _write(opened, known, splices, known.redo.title, kind=EditKind.REDO, about=known.redo.number, actor=actor, now=now)


# How it is written ----------------------------------------------------------------------------------------------------


def _write(
    opened: OpenRound,
    known: Entry,
    splices: Splices,
    title: Said,
    *,
    kind: EditKind = EditKind.DO,
    about: int = 0,
    actor: str,
    now: datetime,
) -> Entry:
    splices = tuple(one for one in splices if one.old != one.new)
    if not splices:
        return known
    number = known.number + 1
    line = EditLine(number, kind, about or number, title, actor, now)
    with opened.store.writing():
        entries.edit(opened.store, known.id, splices, number=number, kind=kind, about=about, title=title, actor=actor, now=now)
        return kept(opened, known, line, splices)


def _title(code: str, table: Table, **facts: object) -> Said:
    """What menus and the journal call the edit."""
    return Said(f"entering.edit.{code}", {"table": {"zh": table.label.zh, "en": table.label["en"]}, **facts})


def _typed(table: Table, rows: TextRows, cells: Texts) -> Splices:
    """The rows these cells stand in, as they are and as they become; missing ones are made."""
    if not cells:
        return ()
    changed: dict[int, list[str]] = {}
    last = max(row for row, _ in cells)
    _must_fit(last + 1)
    for row in range(len(rows), last + 1):
        changed[row] = list(blank_row(table))
    for (row, column), text in cells.items():
        if row not in changed:
            changed[row] = list(rows[row])
        changed[row][column] = text
    if table.kind is TableKind.RECORD and last > 0:
        raise Bug(f"{table.key} has one row")
    return tuple(
        Splice(table.key, first, rows[first:until], tuple(tuple(changed[row]) for row in range(first, until)))
        for first, until in _runs(sorted(changed))
    )


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as runs: first, and the one behind the last."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found


def _table(opened: OpenRound, key: str) -> Table:
    return opened.form.form.table(key)


def _rows_table(opened: OpenRound, key: str) -> Table:
    table = _table(opened, key)
    if table.kind is TableKind.RECORD:
        raise Refusal("entering.only_one_row", table=table.label.zh)
    return table


def _columns(table: Table, fields: Sequence[str]) -> list[int]:
    wanted = set(fields)
    return [number for number, field in enumerate(table.asked) if field.key in wanted]


def _must_be_rows(there: Sequence[TextRow], rows: Sequence[int]) -> None:
    for row in (*rows[:1], *rows[-1:]):
        if not 0 <= row < len(there):
            raise Refusal("entering.no_such_row", row=row + 1)


def _must_fit(rows: int) -> None:
    if rows > MOST_ROWS:
        raise Refusal("entering.too_many_rows", most=MOST_ROWS)


def copied(opened: OpenRound, known: Entry, table_key: str, rows: Sequence[int], fields: Sequence[str]) -> str:
    """These cells as a spreadsheet takes them from the clipboard."""
    columns = _columns(_table(opened, table_key), fields)
    there = known.tables[table_key]
    return as_text(tuple(tuple(there[row][column] for column in columns) for row in rows if 0 <= row < len(there)))
