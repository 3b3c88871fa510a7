"""Words folded for comparison: what a clerk's keyboard makes different and a reader takes for the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_BLANKS = re.compile(r"\s+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
_STROKES = re.compile(r"[-‐‑‒–—―─−/]{1,4}")
NOT_APPLICABLE_WORDS = frozenset({"不适用", "n/a"})


def trimmed(text: str) -> str:
    """Without blanks at either end (U+3000 and U+00A0 are blanks) and without invisible characters."""
    return text.translate(_INVISIBLE).strip()


def plain(text: str) -> str:
    """Full-width letters, digits and signs made half-width (NFKC), trimmed: ``１，２３４．５　`` → ``1,234.5``."""
    return trimmed(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """For headings and choices: plain, without any blank or line break, one kind of quote, lower case; （） have become ()."""
    return _BLANKS.sub("", plain(text.translate(_QUOTES))).casefold()


def is_stroke(text: str) -> bool:
    """A dash or slash alone, or 不适用: the carrier says that the question does not apply."""
    folded = fold(text)
    return bool(_STROKES.fullmatch(folded)) or folded in NOT_APPLICABLE_WORDS
