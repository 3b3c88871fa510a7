"""What python-calamine does not tell of a cell, gathered beside it from .xls and .ods. Lives in the child."""

from __future__ import annotations

from dataclasses import dataclass, field

Position = tuple[int, int]
"""row, column, both from 1."""

MOST_GRID = 8_000_000
"""Cells between the first and the last that hold something: the library lays them all out, empty ones included."""


@dataclass(slots=True)
class Clues:
    """One sheet, filled as it is looked through.

    Attributes:
        formulas: cells with a formula; ``never`` those of them that say themselves that nobody worked them out.
        errors: what an error cell shows; the library makes it empty.
        percents: numbers shown times one hundred.
        hidden: hidden rows; ``merged`` ranges as [top, left, bottom, right].
        date1904: the workbook counts its days from 1904; dates the library shows are right, bare numbers are not yet dates.
    """

    formulas: set[Position] = field(default_factory=set)
    never: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    date1904: bool = False
    _extent: tuple[int, int, int, int] | None = None

    def reach(self, row: int, column: int) -> None:
        """A cell that holds something stands here."""
        if self._extent is None:
            self._extent = (row, column, row, column)
        else:
            top, left, bottom, right = self._extent
            self._extent = (min(top, row), min(left, column), max(bottom, row), max(right, column))

    @property
    def grid(self) -> int:
        """How many cells the library will lay out."""
        if self._extent is None:
            return 0
        top, left, bottom, right = self._extent
        return (bottom - top + 1) * (right - left + 1)
