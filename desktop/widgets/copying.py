"""What is copied, as a spreadsheet takes it: tabs between cells, a line for each row."""

from __future__ import annotations

from collections.abc import Iterable

MINUS = "\u2212"
"""The sign that is printed; a spreadsheet reads a number with it as text."""


def as_cells(lines: Iterable[Iterable[str]]) -> str:
    """``lines`` of cells from the top and the left."""
    return "\n".join("\t".join(map(_cell, line)) for line in lines)


def _cell(text: str) -> str:
    """A line break or a tab inside a cell would tear the block."""
    text = " ".join(text.split()) if any(mark in text for mark in "\t\n\r") else text
    return f"-{text[1:]}" if text[:1] == MINUS and text[1:2].isdigit() else text
