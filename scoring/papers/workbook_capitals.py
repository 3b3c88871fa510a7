"""An amount in 大写 as a formula of Excel 2010, digit by digit: what writes numbers as words by itself depends on the locale.

It reads the amount as text, thirteen digits of 元 and two of 角 and 分, and follows the rules of ``engine.capitals``.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.engine.capitals import DIGITS, PLACES
from scoring.papers.workbook_sheet import Value

WIDTH = 15
"""Digits of an amount in 分 that a double holds for sure."""
WHOLE = WIDTH - 2
GROUPS = {1: "万", 5: "亿", 9: "万"}
"""Behind so many digits: the word of all the digits before it, or of the last four."""
ZERO = DIGITS[0]


def digits(fen: int) -> Value:
    """What the cell shows that ``capitals_formula`` reads."""
    return f"{fen:0{WIDTH}}"


def digits_formula(fen: str) -> str:
    """Of a cell in 分."""
    return f'TEXT({fen},"{"0" * WIDTH}")'


def capitals_formula(cell: str) -> str:
    """``cell`` holds the digits."""
    whole = "&".join(_whole(cell))
    jiao, fen = (f"MID({cell},{at},1)" for at in (WIDTH - 1, WIDTH))
    gap = f'IF(LEFT({cell},{WHOLE})="{"0" * WHOLE}","","{ZERO}")'
    tens = f'IF({jiao}="0","",{_figure(jiao)}&"角")'
    change = f'IF({fen}="0",{tens}&"整",IF({jiao}="0",{gap},{_figure(jiao)}&"角")&{_figure(fen)}&"分")'
    none = f'IF(RIGHT({cell},2)="00","{ZERO}元","")'
    return f'"人民币"&IF(LEFT({cell},{WHOLE})="{"0" * WHOLE}",{none},{whole}&"元")&{change}'


def _whole(cell: str) -> Iterator[str]:
    """One 零 before a figure behind zeros, unless nothing stands before them."""
    for at in range(1, WHOLE + 1):
        digit = f"MID({cell},{at},1)"
        place = PLACES[(WHOLE - at) % 4]
        named = f'{_figure(digit)}&"{place}"' if place else _figure(digit)
        if at > 1:
            before = f'MID({cell},{at - 1},1)="0",LEFT({cell},{at - 1})<>"{"0" * (at - 1)}"'
            named = f'IF(AND({before}),"{ZERO}","")&{named}'
        yield f'IF({digit}="0","",{named})'
        if at in GROUPS:
            first = 1 if GROUPS[at] == "亿" else max(at - 3, 1)
            yield f'IF(MID({cell},{first},{at - first + 1})="{"0" * (at - first + 1)}","","{GROUPS[at]}")'


def _figure(digit: str) -> str:
    return f'MID("{DIGITS[1:]}",FIND({digit},"123456789"),1)'
