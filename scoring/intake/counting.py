"""Cells on their way out of the child: counted, and in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from scoring.intake.container import too_large
from scoring.intake.parts import MOST_TEXT, MOST_TOTAL_TEXT

MOST_CELLS = 1_000_000
MOST_MERGED = 100_000
PIECE_CELLS = 2_000
PIECE_TEXT = 200_000
"""A sheet travels in pieces of about so many cells or characters: a large JSON in one piece would hold up the window."""

RawCell: TypeAlias = tuple[int, int, str, str, bool, str]
"""row, column, kind, text, formula, number format: a cell as it travels."""
Piece: TypeAlias = dict[str, object]
"""``{"sheet", "visible"}`` opens a sheet, ``{"cells"}`` adds to it, ``{"hidden", "hidden_columns", "merged"}`` closes it,
``{"end", "date1904", "unproven"}`` is last."""


class Count:
    """All that a workbook says. Raises Refusal once it is more than any honest one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.cells = 0
        self.characters = 0

    def add(self, text: str) -> None:
        self.cells += 1
        self.characters += len(text)
        if self.cells > MOST_CELLS:
            raise too_large(self._name, "cells", MOST_CELLS)
        if len(text) > MOST_TEXT:
            raise too_large(self._name, "cell_text", MOST_TEXT)
        if self.characters > MOST_TOTAL_TEXT:
            raise too_large(self._name, "text", MOST_TOTAL_TEXT)


def in_pieces(cells: list[RawCell]) -> Iterator[Piece]:
    """So many at a time."""
    for start in range(0, len(cells), PIECE_CELLS):
        yield {"cells": cells[start : start + PIECE_CELLS]}
