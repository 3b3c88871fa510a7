"""The table of the papers: columns of set lines, a head on every page, and rows that split when nothing else helps.

reportlab's own table measures every cell as a flowable, copies its rows at each page and raises LayoutError for a cell
taller than the page. Here all rows are set once and a page is a range of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, PageBreak

from scoring.papers.fonts import TypeCases
from scoring.papers.look import ACCENT, BODY_HEIGHT, HAIR, HAIRLINE, HEAVY, MM, RULE, SHADE, TINT
from scoring.papers.setting import Line, Text, draw_lines, height, set_lines

PAD_X, PAD_Y = 1.8 * MM, 1.1 * MM
TALL = 60 * MM
"""A row up to this height moves to the next page whole; a taller one is split where at least so much room is left:"""
WORTHWHILE = 30 * MM
FRESH = 0.95 * BODY_HEIGHT
"""A page with so much room is empty: waiting for a better one would be in vain."""

COMPANY, COMPANY_HEIGHT = 3, 45 * MM
"""So many rows, or so much of them, stand together at the foot of a page and on the next, if the table has them."""

Cell = tuple[Text, ...]


class RowKind(Enum):
    PLAIN = "plain"
    GROUP = "group"
    """Tinted, stays with the row after it."""
    NOTE = "note"
    """Belongs to the row before it: no line between, never first on a page."""
    LISTED = "listed"
    """Close together, without lines."""
    DENSE = "dense"
    """For tables of many pages."""
    TOTAL = "total"
    HEAD = "head"
    AGAIN = "again"
    """Above the head where the table goes on: what it is a table of."""


PADS = {RowKind.NOTE: PAD_Y, RowKind.LISTED: 1.4 * MM, RowKind.DENSE: 1.5 * MM, RowKind.AGAIN: 1.0 * MM}
"""Height of a row besides its text, where it is not 2 PAD_Y."""
UNRULED = (RowKind.NOTE, RowKind.LISTED)
"""No line above them; they stay together with the row before."""


@dataclass(frozen=True, slots=True)
class Row:
    """A cell per column, or fewer: the last one given then runs on over the columns that are left."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row set: per cell its left edge, width and lines."""

    kind: RowKind
    cells: tuple[tuple[float, float, tuple[Line, ...]], ...]
    height: float


def set_row(row: Row, widths: Sequence[float], cases: TypeCases) -> SetRow:
    edges = [0.0, *accumulate(widths)]
    cells = []
    for number, cell in enumerate(row.cells):
        end = len(widths) if number == len(row.cells) - 1 else number + 1
        left, width = edges[number] + PAD_X, edges[end] - edges[number] - 2 * PAD_X
        cells.append((left, width, set_lines(cell, width, cases)))
    return _row(row.kind, cells)


def _row(kind: RowKind, cells: Sequence[tuple[float, float, tuple[Line, ...]]]) -> SetRow:
    pad = PADS.get(kind, 2 * PAD_Y)
    return SetRow(kind, tuple(cells), max((height(lines) for _, _, lines in cells), default=0.0) + pad)


class Grid(Flowable):  # type: ignore[misc] # reportlab carries no types
    """A table over the given column widths (points). ``head`` may be None; ``again`` stands above it on pages where the table goes on."""

    def __init__(
        self,
        head: SetRow | None,
        rows: Sequence[SetRow],
        widths: Sequence[float],
        cases: TypeCases,
        again: SetRow | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        if head and head.height > BODY_HEIGHT / 2:  # a head that leaves no room on any page is a row like others
            rows, head = [head, *rows], None
        self._head, self._rows, self._widths, self._cases = head, tuple(rows), tuple(widths), cases
        self._again = again if again and again.height <= TALL / 4 else None
        self._lead = self._again if goes_on else None
        self.width = sum(widths)
        self.height = self._head_height + sum(row.height for row in self._rows)
        self.spaceBefore, self.spaceAfter = 1 * MM, 3 * MM

    @property
    def _head_height(self) -> float:
        return sum(row.height for row in (self._lead, self._head) if row)

    def least(self) -> float:
        """Points below which nothing of the table can be placed: the head and what must stay together under it.

        A few rows that may not be parted from the few after them are all of the table: they move to the next page as one.
        """
        count = 1
        while count < len(self._rows) and not self._may_part(count):
            count += 1
        together = sum(row.height for row in self._rows[:count])
        is_split_inside = self.height > FRESH or any(row.height > TALL for row in self._rows[:count])
        return self._head_height + (min(together, TALL) if is_split_inside else together)

    def _may_part(self, count: int) -> bool:
        return self._unbroken(count) == count and _are_company(self._rows[:count]) and _are_company(self._rows[count:])

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, available: float) -> list[Flowable]:
        count, left = self._fitting(available - self._head_height)
        if count < len(self._rows) and self._rows[count].height > TALL and left >= WORTHWHILE:
            return self._split_at_row(count, left)
        whole = self._unbroken(count)
        if not whole and available >= FRESH:
            whole = count
        if not 0 < whole < len(self._rows):
            return []
        shorter = self._in_company(whole)
        if not shorter and available < FRESH and self.height <= FRESH:
            return []
        if 0 < shorter < whole:
            return [self._part(self._rows[:shorter]), PageBreak(), self._rest(self._rows[shorter:])]  # else it would fit yet
        return [self._part(self._rows[:whole]), self._rest(self._rows[whole:])]

    def _in_company(self, count: int) -> int:
        """The last place up to ``count`` with enough rows on both sides of it; 0 if there is none."""
        while count and not _are_company(self._rows[count:]):
            count = self._unbroken(count - 1)
        return count if _are_company(self._rows[:count]) else 0

    def _part(self, rows: Sequence[SetRow]) -> Grid:
        return Grid(self._head, rows, self._widths, self._cases, self._again, goes_on=self._lead is not None)

    def _rest(self, rows: Sequence[SetRow]) -> Grid:
        return Grid(self._head, rows, self._widths, self._cases, self._again, goes_on=True)

    def _fitting(self, room: float) -> tuple[int, float]:
        """How many rows fit, and the height that is left under them."""
        count = 0
        while count < len(self._rows) and self._rows[count].height <= room:
            room -= self._rows[count].height
            count += 1
        return count, room

    def _unbroken(self, count: int) -> int:
        """The last place up to ``count`` where the table may break; 0 if there is none."""
        while count and (
            self._rows[count - 1].kind is RowKind.GROUP or (count < len(self._rows) and self._rows[count].kind is RowKind.NOTE)
        ):
            count -= 1
        return count

    def _split_at_row(self, number: int, room: float) -> list[Flowable]:
        """A break inside a row, between lines; as many of them above as the room takes."""
        row = self._rows[number]
        over, under = [], []
        for left, width, lines in row.cells:
            fitting = sum(1 for end in accumulate(line.style.leading for line in lines) if end <= room - 2 * PAD_Y)
            over.append((left, width, lines[:fitting]))
            under.append((left, width, lines[fitting:]))
        return [
            self._part([*self._rows[:number], _row(row.kind, over)]),
            self._rest([_row(RowKind.PLAIN, under), *self._rows[number + 1 :]]),
        ]

    def draw(self) -> None:
        top = self.height
        for above in (self._lead, self._head):
            if above:
                self._draw_row(above, top)
                top -= above.height
        for number, row in enumerate(self._rows):
            self._draw_row(row, top, first=number == 0)
            top -= row.height
        _rule(self.canv, 0, self.width, HEAVY if self._ends_in_total() else RULE, ACCENT)

    def _ends_in_total(self) -> bool:
        return bool(self._rows) and self._rows[-1].kind is RowKind.TOTAL

    def _draw_row(self, row: SetRow, top: float, *, first: bool = False) -> None:
        tint = {RowKind.HEAD: TINT, RowKind.GROUP: SHADE, RowKind.TOTAL: TINT}.get(row.kind)
        if tint:
            self.canv.setFillColor(HexColor(tint))
            self.canv.rect(0, top - row.height, self.width, row.height, stroke=0, fill=1)
        if row.kind is RowKind.HEAD:
            _rule(self.canv, top, self.width, RULE, ACCENT)
        elif first or row.kind not in (*UNRULED, RowKind.AGAIN):
            _rule(self.canv, top, self.width, RULE if first else HAIRLINE, ACCENT if first and self._head is None else HAIR)
        inner = top - (PADS.get(row.kind, 2 * PAD_Y) / 2 if row.kind is not RowKind.NOTE else 0)
        for left, width, lines in row.cells:
            draw_lines(self.canv, self._cases, lines, left, inner, width)


def _are_company(rows: Sequence[SetRow]) -> bool:
    """Whether rows are enough to stand by themselves on a page."""
    count = sum(1 for row in rows if row.kind not in (RowKind.GROUP, RowKind.NOTE))
    return count >= COMPANY or sum(row.height for row in rows) >= COMPANY_HEIGHT


def _rule(canvas: Any, y: float, width: float, weight: float, colour: str) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(weight)
    canvas.line(0, y, width, y)
