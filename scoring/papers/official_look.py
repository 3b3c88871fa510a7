"""Measures of GB/T 9704—2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters, and its sizes of type."""

from __future__ import annotations

from scoring.papers.faces import Role
from scoring.papers.look import MM, Style

TOP, BINDING = 37 * MM, 28 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
LINES, LETTERS = 22, 28
LINE = HEIGHT / LINES
"""From baseline to baseline: 28.99 pt."""
PITCH = WIDTH / LETTERS
"""From character to character: 15.79 pt, a little less than 3号 itself is wide."""

SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 22.0, 16.0, 14.0, 12.0
"""2号, 3号, 4号 and 小四."""
TIGHT = PITCH - SIZE_3
"""What is added after every character of 3号: 28 of them fill a line."""

BLACK = "#000000"
RED = "#d7000f"
GREY = "#666666"

TITLE = Style(SIZE_2, LINE * 1.25, Role.TITLE, BLACK)
HEAD = Style(34.0, LINE * 2, Role.TITLE, RED)
TEXT = Style(SIZE_3, LINE, Role.FANG, BLACK)
ONE = Style(SIZE_3, LINE, Role.HEADING, BLACK)
TWO = Style(SIZE_3, LINE, Role.KAI, BLACK)
ANNEX = Style(SIZE_3, LINE, Role.HEADING, BLACK)
CELL = Style(SIZE_SMALL_4, 19.0, Role.FANG, BLACK)
CELL_HEAD = Style(SIZE_SMALL_4, 19.0, Role.HEADING, BLACK)
IMPRINT = Style(SIZE_4, LINE, Role.FANG, BLACK)
PAGE_NUMBER = Style(SIZE_4, SIZE_4, Role.SONG, BLACK)
MARK = Style(9.0, 12.0, Role.SONG, GREY)

PAGE_NUMBER_BELOW = 7 * MM
"""The page's number stands so far below the 版心."""
CELL_PAD = 5.0
RULE, THICK = 0.5, 1.0
RED_RULE = 1.2
