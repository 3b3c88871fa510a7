"""How Chinese is read aloud: the dictionary of pypinyin, kept in a few large strings.

The package itself keeps it in lists of lists, fifty megabytes of them, and reads each of its files in one call that no other
thread can interrupt. Here its files are read entry by entry, and what is kept takes two megabytes.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import normalize

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
"""What stands over a vowel, taken from it (NFD): ā á ǎ à."""
NEUTRAL = "5"
UMLAUT = "u\u0308"
GAP = re.compile(r"[\s:,{]*")
HIGHEST = 0x110000

Phrases = dict[str, str]
"""By the first character: all that may follow it, one phrase after the other as ``\\n following \\t reading``, and ``\\n``.

The reading, in syllables, stands there only where it is another one than that of the single characters.
"""


class Dictionary:
    """Readings of characters, and of phrases, in which a character may be read otherwise (重庆, 银行)."""

    def __init__(self, folder: Path) -> None:
        """From the two files of the package."""
        self._syllables: list[str] = [""]
        self._of_character = array("H")
        self._read_characters(folder / "pinyin_dict.json")
        self._phrases = self._read_phrases(folder / "phrases_dict.json")

    def read(self, text: str) -> Iterator[str]:
        """Syllables with the tone as a digit; what stands between Chinese characters is one piece, as it is written."""
        at = 0
        while at < len(text):
            begun = at
            while at < len(text) and not self._knows(text[at]):
                at += 1
            if at > begun:
                yield text[begun:at]
            begun = at
            while at < len(text) and self._knows(text[at]):
                at += 1
            yield from self._chinese(text[begun:at])

    def _chinese(self, text: str) -> Iterator[str]:
        """The longest phrase that begins here, then what is behind it."""
        at = 0
        while at < len(text):
            length, reading = self._longest(text, at)
            yield from reading.split() or map(self._single, text[at : at + length])
            at += length

    def _longest(self, text: str, at: int) -> tuple[int, str]:
        """How many characters from here are a phrase, at least one, and how they are read where that is told."""
        known = self._phrases.get(text[at], "")
        length, reading = 1, ""
        for end in range(at + 1, len(text) + 1):
            following = f"\n{text[at + 1 : end]}"
            if following not in known:
                break
            found = known.find(f"{following}\t")
            if found >= 0:
                told = found + len(following) + 1
                length, reading = end - at, known[told : known.index("\n", told)]
        return length, reading

    def _knows(self, character: str) -> bool:
        return ord(character) < len(self._of_character) and self._of_character[ord(character)] > 0

    def _single(self, character: str) -> str:
        return self._syllables[self._of_character[ord(character)]]

    def _read_characters(self, file: Path) -> None:
        """Of several readings the first: it is the common one."""
        numbers: dict[str, int] = {}
        table = array("H", bytes(2 * HIGHEST))
        last = 0
        for code, readings in _entries(file):
            marked = readings.partition(",")[0]
            if marked not in numbers:
                numbers[marked] = len(self._syllables)
                self._syllables.append(numbered(marked))
            table[int(code)] = numbers[marked]
            last = max(last, int(code))
        self._of_character = table[: last + 1]

    def _read_phrases(self, file: Path) -> Phrases:
        known: dict[str, list[str]] = {}
        spoken = cache(numbered)
        for phrase, readings in _entries(file):
            reading = [spoken(of_one[0]) for of_one in readings]
            told = "" if reading == self._singles(phrase) else " ".join(reading)
            known.setdefault(phrase[0], []).append(f"\n{phrase[1:]}\t{told}")
        return {first: "".join([*phrases, "\n"]) for first, phrases in known.items()}

    def _singles(self, phrase: str) -> Sequence[str]:
        return [self._single(one) if self._knows(one) else one for one in phrase]


@cache
def dictionary() -> Dictionary:
    """Read when it is first asked for, in a third of a second: ask for it where nobody waits.

    The package is looked up and not imported: that alone would load it all.
    """
    package = find_spec("pypinyin")
    assert package is not None
    assert package.origin is not None
    return Dictionary(Path(package.origin).parent)


def numbered(marked: str) -> str:
    """zhōng as zhong1: the tone as a digit at the end, 5 for the neutral one, ü as v."""
    plain = normalize("NFD", marked)
    tone = next((TONES[one] for one in plain if one in TONES), NEUTRAL)
    plain = "".join(one for one in plain if one not in TONES).replace(UMLAUT, "v")
    return normalize("NFC", plain) + tone


def _entries(file: Path) -> Iterator[tuple[str, Any]]:
    """Of a file that is one JSON object, one after the other."""
    text = file.read_text("utf-8")
    read = json.JSONDecoder().raw_decode
    at = _behind(text, 0)
    while text[at] == '"':
        key, at = read(text, at)
        value, at = read(text, _behind(text, at))
        at = _behind(text, at)
        yield key, value


def _behind(text: str, at: int) -> int:
    gap = GAP.match(text, at)
    assert gap is not None
    return gap.end()
