"""Where a line of Chinese and Latin text may end. Pure; reportlab's own breaker began 197 of 1,363 lines wrongly.

A text is cut into pieces that must stay whole (a Chinese character with the marks that cling to it, a Latin word, a
number with its unit, a cell address), and the pieces are filled into lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

NOT_FIRST = frozenset("，。；：？！、》〉」』】〕〗）］｝”’·…—～‰％%℃°,.;:?!)]}›»／/々ー〜")
"""No line begins with one of these."""
NOT_LAST = frozenset("《〈「『【〔〖（［｛“‘([{‹«￥¥$€№#①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""No line ends with one of these."""

WHOLE = re.compile(
    r"第\s?[\d一二三四五六七八九十百]+\s?[名页条款项次期年轮行列号位]"
    r"|（[^（）\n]{1,5}）"
    r"|“[^“”\n]{1,6}”"
    r"|(?:[+\-−±≈≥≤<>=＝]\s?)*\d[\d,.]*\s?"
    r"(?:%|‰|万元|亿元|千元|元|万|亿|个百分点|个月|平方米|家次|人次|工作日"
    r"|[家个人件项年月日天次分名位亩倍页行列条款期户届岁号处例场])(?:/[家人件项年月天户])?"
)
"""Number and unit, counting words, a short bracket or quotation: 12 家, ＝ 80 万元/家, ≥ 2000万元, 第 3 页, （万元）, “本区”."""

BRACKETED = re.compile(r"（[^（）\n]{1,5}）")

LONE = 3000
"""A last line narrower than three characters is no line: it takes a word more down, where half a line has so much room."""


class Kind(IntEnum):
    """How a character behaves at the edge of a line."""

    NARROW = 0
    WIDE = 1
    BLANK = 2
    OPENER = 3
    CLOSER = 4


@cache
def kind(letter: str) -> Kind:
    if letter in NOT_FIRST or unicodedata.category(letter).startswith("M"):
        return Kind.CLOSER
    if letter in NOT_LAST:
        return Kind.OPENER
    if letter in " \u3000":
        return Kind.BLANK
    return Kind.WIDE if wide(letter) else Kind.NARROW


@cache
def wide(letter: str) -> bool:
    """Whether it is as broad as a Chinese character: between two of those a line may end."""
    return unicodedata.east_asian_width(letter) in "WF"


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two, looking at nothing else."""
    if kind(after) in (Kind.CLOSER, Kind.BLANK) or kind(before) is Kind.OPENER:
        return False
    return kind(before) is Kind.BLANK or wide(before) or wide(after)


def pieces(text: str) -> Iterator[str]:
    """The text in parts that stay whole, blanks at their ends."""
    tied = {place for match in WHOLE.finditer(text) for place in range(match.start() + 1, match.end())}
    start = 0
    for place in range(1, len(text)):
        if place not in tied and may_break(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def break_lines(text: str, room: float, advances: Mapping[str, int]) -> tuple[str, ...]:
    """The lines of a text, at least one; ``room`` in the unit of ``advances``. Line feeds end a line.

    A piece broader than a whole line is torn, and only such a piece.
    """
    return tuple(line for part in text.split("\n") for line in _fill(part.strip(" "), room, advances))


def _fill(text: str, room: float, advances: Mapping[str, int]) -> Iterator[str]:
    if _width(text, advances) <= room:
        yield text
        return
    lines: list[list[str]] = [[]]
    used = 0
    for piece in pieces(text):
        inked = _width(piece.rstrip(" "), advances)
        if lines[-1] and used + inked > room:
            lines.append([])
            used = 0
        if inked > room:
            *torn, last = _tear(piece.rstrip(" "), room, advances)
            lines[-1:] = [*([part] for part in torn), [last + piece[len(piece.rstrip(" ")) :]]]
            used = _width(lines[-1][0], advances)
        else:
            lines[-1].append(piece)
            used += _width(piece, advances)
    _keep_company(lines, room, advances)
    yield from ("".join(line).rstrip(" ") for line in lines)


def _keep_company(lines: list[list[str]], room: float, advances: Mapping[str, int]) -> None:
    """A last line of one or two characters takes words from the line above, which stays the longer one.

    A unit in brackets under a heading is a line of its own: the words end above it.
    """
    end = len(lines) - 1 if len(lines[-1]) == 1 and BRACKETED.fullmatch(lines[-1][0]) else len(lines)
    if end < 2:
        return
    above, last = lines[end - 2 : end]
    least = min(LONE, room / 2)
    while len(above) > 1 and _inked(last, advances) < least:
        moved = [above[-1], *last]
        if _inked(moved, advances) > room or _inked(above[:-1], advances) < _inked(moved, advances):
            return
        del above[-1]
        last[:] = moved


def _inked(line: list[str], advances: Mapping[str, int]) -> int:
    return _width("".join(line).rstrip(" "), advances)


def _tear(piece: str, room: float, advances: Mapping[str, int]) -> list[str]:
    """A piece broader than the line, in parts that fit; marks are still kept off the edges where that is possible."""
    parts: list[str] = []
    start = 0
    while (end := _fitting(piece, start, room, advances)) < len(piece):
        cut = next((place for place in range(end, start, -1) if _may_tear(piece, place)), end)
        parts.append(piece[start:cut])
        start = cut
    return [*parts, piece[start:]]


def _may_tear(piece: str, place: int) -> bool:
    return kind(piece[place]) not in (Kind.CLOSER, Kind.BLANK) and kind(piece[place - 1]) is not Kind.OPENER


def _fitting(piece: str, start: int, room: float, advances: Mapping[str, int]) -> int:
    """The end of what fits from ``start`` on, at least one character."""
    used = 0
    for place in range(start, len(piece)):
        used += advances[piece[place]]
        if used > room and place > start:
            return place
    return len(piece)


def _width(text: str, advances: Mapping[str, int]) -> int:
    return sum(map(advances.__getitem__, text))
