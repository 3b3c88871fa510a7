"""What every lint rule uses: a collector of findings, and the walks over documents and trees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from scoring.definitions.form import Choice, Field, Words
from scoring.definitions.tree import (
    Arithmetic,
    Compare,
    DateOf,
    Every,
    Extreme,
    Known,
    Months,
    Negative,
    Not,
    OneOf,
    Some,
    Tree,
    YearOf,
)
from scoring.findings import Finding, Level
from scoring.places import Place

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TEXT = re.compile(r"'[^']*'")


class Notes:
    """Collects what lint finds in one document."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.found: list[Finding] = []

    def error(self, code: str, *keys: str, **facts: object) -> None:
        """Surely wrong. ``keys``: every place it shows, the first being where to mend it."""
        self._note(Level.ERROR, code, keys, facts)

    def warn(self, code: str, *keys: str, **facts: object) -> None:
        """Suspicious, or without effect."""
        self._note(Level.WARNING, code, keys, facts)

    def twice(self, names: Iterable[str], key: str) -> None:
        """An error for each name that stands twice; empty names are not looked at."""
        seen: set[str] = set()
        for name in names:
            if name and name in seen:
                self.error("twice", f"{key}[{name}]", seen=name)
            seen.add(name)

    def _note(self, level: Level, code: str, keys: Iterable[str], facts: dict[str, object]) -> None:
        places = tuple(Place(self.document, key=key) for key in keys)
        self.found.append(Finding(f"definitions.lint.{code}", level, places, facts))


def says_nothing_in_english(document: object) -> list[str]:
    """Key paths of the Chinese texts that have no English."""
    return [path for path, zh, en in _texts(document, "") if _CHINESE.search(zh) and not en.strip()]


def _texts(here: object, path: str) -> Iterator[tuple[str, str, str]]:
    """(key path, Chinese, English) of every text for the user."""
    match here:
        case Words(zh, en):
            yield path, zh, en
        case Choice(code, en):
            yield path, code, en
        case tuple():
            for at, part in enumerate(here, start=1):
                yield from _texts(part, f"{path}[{_name(part) or at}]")
        case _ if is_dataclass(here) and not isinstance(here, type):
            if isinstance(here, Field):
                yield f"{path}.unit_en", here.unit, here.unit_en
            for one in fields(here):
                yield from _texts(getattr(here, one.name), f"{path}.{one.name}" if path else one.name)


def _name(part: object) -> str:
    for attribute in ("key", "code"):
        if name := getattr(part, attribute, ""):
            return str(name)
    named = getattr(part, "name", None)
    return named.zh if isinstance(named, Words) else ""


def both(words: Words) -> dict[str, str]:
    """A text as a fact of a finding, to be said in either language."""
    return {"zh": words.zh, "en": words.en}


def tokens(*texts: str) -> frozenset[str]:
    """The names in expressions, whether these read or not; functions are among them."""
    return frozenset(name for text in texts for name in _NAME.findall(_TEXT.sub("", text)))


def walk(tree: Tree | None) -> Iterator[Tree]:
    """A tree and everything in it."""
    if tree is None:
        return
    yield tree
    for part in _parts(tree):
        yield from walk(part)


def _parts(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Arithmetic(_, left, right) | Extreme(_, left, right) | Compare(_, left, right) | Months(left, right):
            return (left, right)
        case Negative(of) | Not(of) | YearOf(of) | DateOf(of):
            return (of,)
        case OneOf(name) | Known(name):
            return (name,)
        case Every(parts) | Some(parts):
            return parts
        case _:
            return ()
