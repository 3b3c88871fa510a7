"""The evidence: what a workbook says, cell by cell, before anybody asks what it means. Stdlib only, it lives in the child."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Kind(Enum):
    """What stands in a cell. A cell that holds nothing at all is no cell: sheets are sparse."""

    NUMBER = "n"
    TEXT = "t"
    BOOL = "b"
    ERROR = "e"
    NOT_CALCULATED = "?"
    """A formula without a cached value: neither empty nor zero, nobody ever worked it out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something; ``row`` and ``column`` count from 1.

    ``text`` is what the file says (a number's digits as in the XML, ``1``/``0`` for a bool, ``#DIV/0!``), escapes undone.
    ``number_format`` is the format code of a number, empty for General.
    """

    row: int
    column: int
    kind: Kind
    text: str
    formula: bool = False
    number_format: str = ""

    @property
    def is_date(self) -> bool:
        """Whether the program that wrote it showed the number as a date."""
        return self.kind is Kind.NUMBER and date_format(self.number_format)

    @property
    def is_percent(self) -> bool:
        """Whether the number is shown times one hundred."""
        return self.kind is Kind.NUMBER and percent_format(self.number_format)

    @property
    def is_blank(self) -> bool:
        """Nothing to read: text of blanks only, as a formula's ``""`` leaves behind."""
        return self.kind is Kind.TEXT and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range, corners included; its value stands in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``cells`` in reading order; ``hidden_rows`` names only hidden rows that hold something."""

    name: str
    visible: bool
    cells: tuple[Cell, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """``date1904``: day 0 is 1904-01-01 (old Macintosh files), not 1899-12-30.

    ``unproven``: so many formulas hold a result that nobody may ever have worked out, and the format does not tell.
    """

    sheets: tuple[Sheet, ...]
    date1904: bool = False
    unproven: int = 0


_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Parts of a format code that are decoration: literals, paddings, colours, conditions, locales (not ``[h]:mm``)."""


@cache
def date_format(code: str) -> bool:
    """``yyyy-mm-dd`` and ``m"月"d"日"`` are dates; ``#,##0.00``, ``h:mm`` alone and ``[红色]0`` are not."""
    plain = _QUOTED.sub("", code.partition(";")[0]).lower()
    return any(letter in plain for letter in "yde") and "general" not in plain and not re.search(r"[0#]e[+-]", plain)


@cache
def percent_format(code: str) -> bool:
    """``0%`` and ``0.00%``, not ``0"%"``."""
    return "%" in _QUOTED.sub("", code.partition(";")[0])
