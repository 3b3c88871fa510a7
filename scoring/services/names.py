"""Names as people look for them: sorted by pinyin, found by characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scoring.progress import SILENT, Progress
from scoring.services.pinyin import dictionary

TONES = "12345"


@lru_cache(maxsize=65_536)
def sort_key(name: str) -> tuple[str, ...]:
    """By pinyin with tones, syllable for syllable; names of one sound by their characters."""
    return (*dictionary().read(name.casefold()), name)


@lru_cache(maxsize=65_536)
def spellings(name: str) -> str:
    """The name, its pinyin without tones, and its initials: what is searched."""
    folded = name.casefold()
    spoken = [(one, one in folded) for one in sort_key(name)[:-1]]  # what is no Chinese stands there as it is written
    whole = "".join(one if written else one.rstrip(TONES) for one, written in spoken)
    first = "".join(one if written else one[0] for one, written in spoken)
    return f"{folded}\n{whole}\n{first}"


def matches(wanted: str, name: str) -> bool:
    """Whether every word a person types is in the name, its pinyin or its initials."""
    text = spellings(name)
    return all(word in text for word in wanted.casefold().split())


def learn(names: Iterable[str]) -> None:
    """Work out what these are sorted and found by, where nobody waits for it: thousands take half a second, once."""
    for name in names:
        sort_key(name)
        spellings(name)


@dataclass(frozen=True, slots=True)
class NameBook:
    """``places``: where each name stands by pinyin, from 0; ``words``: what is searched for it. By the key each name came with."""

    places: Mapping[str, int]
    words: Mapping[str, str]


def name_book(names: Mapping[str, str], progress: Progress = SILENT) -> NameBook:
    """Of names by their 统一社会信用代码, which is searched as well. Thousands take seconds."""
    keys: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    for done, (key, name) in enumerate(names.items()):
        progress.step(done, len(names), name)
        keys[key], words[key] = sort_key(name), f"{spellings(name)}\n{key.casefold()}"
    return NameBook({key: place for place, key in enumerate(sorted(keys, key=keys.__getitem__))}, words)
