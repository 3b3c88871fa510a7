"""What a spreadsheet puts on the clipboard as text: rows of cells with tabs between them, some of them in quotes. Pure."""

from __future__ import annotations

import re
from typing import TypeAlias

from scoring.errors import Refusal

Block: TypeAlias = tuple[tuple[str, ...], ...]
"""Rows of texts, all of one length."""

MOST_TEXT = 30_000
"""Characters of one cell; Excel's own limit, 32,767, counts what its file adds to mask some of them."""
MOST_CHARACTERS = 20_000_000
"""Of a whole block; nobody pastes more, and it must not take for ever."""

_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]|\Z)')
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """A text as a cell can hold it: one kind of line break, nothing that a workbook cannot store, blanks alone are nothing.

    Raises Refusal for more than fits into a cell of Excel.
    """
    plain = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if not text.isalnum() else text
    if not plain.strip():
        return ""
    if len(plain) > MOST_TEXT // 2 and len(plain.encode("utf-16-le")) // 2 > MOST_TEXT:
        raise Refusal("entering.text_too_long", most=MOST_TEXT)
    return plain


def block(text: str) -> Block:
    """The cells of a pasted text.

    A cell with a line break or a tab in it stands in quotes, its own quotes doubled; a quote that begins no such cell is
    what the cell says. The line break at the very end begins no row. Raises Refusal for more than anybody pastes.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refusal("entering.block_too_large", most=MOST_CHARACTERS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    for found in _CELL.finditer(lines):
        quoted, plain, mark = found.groups()
        rows[-1].append(cleaned(plain if quoted is None else quoted.replace('""', '"')))
        if mark == "\n":
            rows.append([])
        elif not mark:
            break
    width = max(map(len, rows))
    return tuple((*row, *("",) * (width - len(row))) for row in rows)


def as_text(rows: Block) -> str:
    """The inverse of ``block``: what is copied from a grid, for Excel to paste."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(text: str) -> str:
    needed = any(mark in text for mark in "\t\n\r") or text.startswith('"')
    return '"' + text.replace('"', '""') + '"' if needed else text
