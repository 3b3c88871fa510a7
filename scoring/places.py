"""Where something stands: a cell of a workbook, or a key of a definition file."""

from __future__ import annotations

from dataclasses import dataclass


def column_letters(column: int) -> str:
    """1 → A, 27 → AA, 16384 → XFD."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One end of a finding.

    ``document`` is the file's name as the user knows it. In a workbook ``sheet`` with ``row`` and ``column`` (both from
    1; 0 = not pinned down) name a cell, a row, a column or the whole sheet. In a definition ``key`` is the dotted key
    path, and ``column`` the character (from 1) inside an expression.
    """

    document: str = ""
    sheet: str = ""
    row: int = 0
    column: int = 0
    key: str = ""

    @property
    def address(self) -> str:
        """``C14``, ``C`` for a column, ``14`` for a row, empty for a whole sheet or document."""
        if self.key:
            return ""
        return f"{column_letters(self.column)}{self.row or ''}"

    def __str__(self) -> str:
        """``return.xlsx › 在孵企业!C14`` or ``rubric.toml › indicator.A1-1.max:7``; without a document, the rest alone."""
        if self.key:
            inner = f"{self.key}:{self.column}" if self.column else self.key
        else:
            inner = f"{self.sheet}!{self.address}" if self.sheet and self.address else self.sheet
        return " › ".join(part for part in (self.document, inner) if part)
