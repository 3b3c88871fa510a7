"""What a person may have meant by a word that is not defined: the end of a finding's sentence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from scoring.errors import Said

MOST = 12


def hint(word: str, allowed: Iterable[str]) -> Said:
    """The nearest of the allowed words; where none is near, those there are (a dozen at most)."""
    words = list(dict.fromkeys(allowed))
    if near := get_close_matches(word, words, n=1, cutoff=0.5):
        return Said("definitions.hint.nearest", {"name": near[0]})
    if not words:
        return Said("definitions.hint.none")
    if len(words) > MOST:
        return Said("definitions.hint.among_others", {"names": tuple(words[:MOST]), "count": len(words)})
    return Said("definitions.hint.among", {"names": tuple(words)})
