"""A table of an official paper: black lines, its head on every page, rows whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.colors import HexColor

from scoring.papers.fonts import TypeCases
from scoring.papers.letters import Table
from scoring.papers.look import Style
from scoring.papers.official_lines import Item, Run, set_runs
from scoring.papers.official_look import BLACK, CELL, CELL_HEAD, CELL_PAD, HEIGHT, RULE, WIDTH

MOST_LINES = int((HEIGHT * 0.8) // CELL.leading)
"""A row of more lines goes on as another."""


def table_items(table: Table, cases: TypeCases) -> list[Item]:
    """The head, then a row after the other; each knows the head, and the last never stands alone on a page."""
    whole = sum(one.share for one in table.columns)
    widths = [WIDTH * one.share / whole for one in table.columns]
    centred = [one.centred for one in table.columns]
    head = _row([one.label for one in table.columns], widths, [True] * len(widths), CELL_HEAD, cases)
    items = [item for row in table.rows for item in _rows(row, widths, centred, cases)]
    return [
        Item(head.height, head.draw, keep=True),
        *(Item(one.height, one.draw, head=head, keep=at == len(items) - 2) for at, one in enumerate(items)),
    ]


def _rows(words: Sequence[str], widths: Sequence[float], centred: Sequence[bool], cases: TypeCases) -> Iterator[Item]:
    cells = [set_runs(text, CELL, width - 2 * CELL_PAD, cases, filled=False) for text, width in zip(words, widths, strict=True)]
    longest = max(map(len, cells))
    for start in range(0, max(longest, 1), MOST_LINES):
        yield _drawn([cell[start : start + MOST_LINES] for cell in cells], widths, centred, CELL, cases)


def _row(words: Sequence[str], widths: Sequence[float], centred: Sequence[bool], style: Style, cases: TypeCases) -> Item:
    cells = [set_runs(text, style, width - 2 * CELL_PAD, cases, filled=False) for text, width in zip(words, widths, strict=True)]
    return _drawn(cells, widths, centred, style, cases)


def _drawn(
    cells: Sequence[Sequence[Run]], widths: Sequence[float], centred: Sequence[bool], style: Style, cases: TypeCases
) -> Item:
    height = max(1, *map(len, cells)) * style.leading + 1.4 * CELL_PAD

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.setStrokeColor(HexColor(BLACK))
        canvas.setLineWidth(RULE)
        for cell, width, in_middle in zip(cells, widths, centred, strict=True):
            canvas.rect(x, top - height, width, height, stroke=1, fill=0)
            line = top - (height - len(cell) * style.leading) / 2
            for run in cell:
                run.at(canvas, cases, x + ((width - run.width) / 2 if in_middle else CELL_PAD), line)
                line -= style.leading
            x += width

    return Item(height, draw)
