"""The grammar of expressions at work: text into what lark saw, with every place counted over the whole text."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from lark import Lark, Token
from lark import Tree as Parsed
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

MOST_CHARACTERS = 2000
DEEPEST = 60
HEAVIEST = 1000
"""What an expression may be at most: nobody writes more, and readers that go down the tree must come back up."""


class Misread(Exception):
    """Never leaves ``expression``: the first thing wrong with an expression, and the character it stands at (from 1)."""

    def __init__(self, code: str, column: int, **facts: object) -> None:
        super().__init__(code)
        self.code, self.column, self.facts = f"definitions.expression.{code}", column, facts


@cache
def _grammar() -> Lark:
    text = files("scoring.definitions").joinpath("expression.lark").read_text("utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)


@lru_cache(maxsize=1_000)
def parse(text: str) -> Parsed[Token]:
    """Not to be changed by who asks: a rubric is compiled at every opening and every edit, and nearly all its texts are known.

    Raises Misread.
    """
    if len(text) > MOST_CHARACTERS:
        raise Misread("too_long", MOST_CHARACTERS + 1, most=MOST_CHARACTERS)
    try:
        parsed = _grammar().parse(text)
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise Misread("ends_early", len(text) + 1) from error
        raise Misread("unexpected", place_of(error.token), seen=str(error.token)) from error
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise Misread("unexpected", at + 1, seen=text[at]) from error
    _bounded(parsed)
    return parsed


def tokens_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of an expression, without what stands between them. Raises Misread where it is none."""
    parse(text)
    return tuple(str(token) for token in _grammar().lex(text))


def _bounded(parsed: Parsed[Token]) -> None:
    """Refuses what is nested too deep, without going down itself; and too many min and max inside each other."""
    level = [parsed]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.children if isinstance(child, Parsed)]
    if level:
        raise Misread("too_deep", column_of(level[0]), most=DEEPEST)
    if _weight(parsed) > HEAVIEST:
        raise Misread("too_heavy", 1)


def _weight(node: Parsed[Token]) -> int:
    """Bounds the size of the lowered tree: there min and max say each side several times over."""
    own = 1 + sum(_weight(child) for child in node.children if isinstance(child, Parsed))
    return 4 * own if node.data == "call" and token_of(node) in ("min", "max") else own


def token_of(node: Parsed[Token], kind: str = "") -> Token:
    return next(child for child in node.children if isinstance(child, Token) and kind in ("", child.type))


def column_of(node: Parsed[Token]) -> int:
    """The character a part begins at, from 1 and over all lines (lark's own columns begin anew in each)."""
    return int(node.meta.start_pos) + 1


def place_of(token: Token) -> int:
    return (token.start_pos or 0) + 1
