"""How broad the columns of a table of firms are: as the table stands lowest, no figure torn, and no unit left alone.

A heading may take several lines, a name two, a list of cells breaks at its commas; each costs height, a heading once a page
and a cell in every row. Of all ways that fit the page's breadth the one of least height is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from scoring.papers.desk import Desk
from scoring.papers.facts import ColumnFacts
from scoring.papers.grid import PAD_X, Cell, Row
from scoring.papers.look import BODY_WIDTH, MM
from scoring.papers.setting import Text, natural_width, set_lines

FIRM_LEAST, FIRM_MOST = 34 * MM, 64 * MM
WORDS_LEAST, WORDS_MOST = 11.5 * MM, 30 * MM
"""A column of words keeps so much, and an answer broader than that wraps."""
HEAD_LINES = 6
"""Lines of a heading at most, where that leaves room for the rest."""
LOW_HEAD, TOWER = 4, 3
"""A heading of more lines stands like a tower: each is taken for so many more."""
ROWS_A_PAGE = 38
SLACK = 2 * PAD_X + 0.5


@dataclass(frozen=True, slots=True)
class _Way:
    """Widths of the columns, and the lines they cost besides one for each row and heading."""

    widths: tuple[float, ...]
    cost: float

    @property
    def breadth(self) -> float:
        return sum(self.widths)


def firm_columns(heads: Sequence[Text], rows: Sequence[Row], columns: Sequence[ColumnFacts], desk: Desk) -> tuple[float, ...]:
    """Widths of number, name, values and place over the whole body; what is left over is the name's."""
    cells = [[row.cells[at] for row in rows] for at in range(len(heads))]
    fitting = [way for way in _ways(heads, cells, columns, desk) if way.breadth <= BODY_WIDTH]
    if not fitting:
        return _squeezed(heads, cells, columns, desk)
    best = min(fitting, key=lambda way: (way.cost, way.breadth))
    number, firm, *values, place = best.widths
    return (number, firm + BODY_WIDTH - best.breadth, *values, place)


def _ways(heads: Sequence[Text], cells: Sequence[Sequence[Cell]], columns: Sequence[ColumnFacts], desk: Desk) -> Iterator[_Way]:
    number = max(_natural(cells[0], desk), _natural([(heads[0],)], desk))
    pages = ceil(len(cells[0]) / ROWS_A_PAGE)
    names, places = list(_names(cells[1], desk)), list(_places(heads[-1], cells[-1], desk))
    data = [_data(cells[at], column, desk) for at, column in enumerate(columns, start=2)]
    for lines in range(1, HEAD_LINES + 1):
        values = [max(width, _head(head, lines, desk)) for head, width in zip(heads[2:-1], data, strict=True)]
        head = pages * (lines - 1 + TOWER * max(lines - LOW_HEAD, 0))
        for (firm, wraps), (place, breaks) in product(names, places):
            yield _Way((number, firm, *values, place), head + max(wraps, breaks) + wraps / 50 + breaks / 100)


def _data(cells: Sequence[Cell], column: ColumnFacts, desk: Desk) -> float:
    """Figures whole, words at most so broad."""
    natural = _natural(cells, desk)
    return natural if column.is_number else max(min(natural, WORDS_MOST), WORDS_LEAST)


def _head(head: Text, lines: int, desk: Desk) -> float:
    """The least width on which a heading takes no more than so many lines."""
    whole = natural_width(head, desk.cases)
    width = whole / lines
    while len(set_lines([head], width, desk.cases)) > lines:
        width += head.style.size / 2
    return min(width, whole) + SLACK


def _names(cells: Sequence[Cell], desk: Desk) -> Iterator[tuple[float, int]]:
    """Widths a name column may have, each with the number of names that then wrap."""
    naturals = sorted(_natural([cell], desk) for cell in cells)
    wishes = {min(max(natural, FIRM_LEAST), FIRM_MOST) for natural in (*naturals, FIRM_LEAST)}
    for width in sorted(wishes):
        yield width, len(naturals) - bisect_right(naturals, width)


def _places(head: Text, cells: Sequence[Cell], desk: Desk) -> Iterator[tuple[float, int]]:
    """The width that holds every list of cells on one line, and that which breaks them once at a comma."""
    least = _natural([(head,)], desk)
    whole = max(_natural(cells, desk), least)
    yield whole, 0
    halves = [[Text(part, text.style) for text in cell for part in _halved(text.words)] for cell in cells]
    half = max(_natural([tuple(parts) for parts in halves], desk), least)
    if half < whole:
        yield half, sum(1 for cell in cells if _natural([cell], desk) > half)


def _halved(words: str) -> tuple[str, ...]:
    """A4、D4、F4:J4 as A4、D4、 and F4:J4: at the comma that leaves the halves most alike."""
    commas = [at + 1 for at, letter in enumerate(words) if letter in "、,"]
    if not commas:
        return (words,)
    cut = min(commas, key=lambda at: max(at, len(words) - at))
    return words[:cut], words[cut:].lstrip()


def _squeezed(
    heads: Sequence[Text], cells: Sequence[Sequence[Cell]], columns: Sequence[ColumnFacts], desk: Desk
) -> tuple[float, ...]:
    """More than the breadth holds: words give way before figures do."""
    values = [
        max(_data(cells[at], column, desk), _head(heads[at], HEAD_LINES, desk)) for at, column in enumerate(columns, start=2)
    ]
    place = min(width for width, _ in _places(heads[-1], cells[-1], desk))
    needs = [max(_natural(cells[0], desk), _natural([(heads[0],)], desk)), FIRM_LEAST, *values, place]
    return tuple(share_out(needs, BODY_WIDTH, [True, False, *(column.is_number for column in columns), False]))


def share_out(needs: Sequence[float], room: float, untearable: Sequence[bool]) -> list[float]:
    """Needs brought down to the room: those that may be torn give way first; words wrap, figures do not."""
    kept = sum(need for need, keep in zip(needs, untearable, strict=True) if keep)
    rest = sum(needs) - kept
    if kept + rest / 2 > room:
        return [need * room / sum(needs) for need in needs]
    return [need if keep else need * (room - kept) / rest for need, keep in zip(needs, untearable, strict=True)]


def _natural(cells: Iterable[Cell], desk: Desk) -> float:
    return max((natural_width(text, desk.cases) for texts in cells for text in texts), default=0) + SLACK
