"""The catalogue of sentences made in ``scoring/``: looked up by code, filled with facts, rendered late, zh or en."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from scoring.errors import Bug, Said
from scoring.findings import Finding
from scoring.places import Place

LANGUAGES = ("zh", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Code → template of one language. Codes are dotted: the TOML tables only group them."""
    text = files("resources").joinpath("i18n", f"messages.{language}.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{key}.")
        else:
            rows.append((f"{prefix}{key}", str(value)))
    return rows


def placeholders(template: str) -> frozenset[str]:
    """The names of the facts a template asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def say(code: str, facts: Mapping[str, object] | None = None, language: str = "zh") -> str:
    """The sentence. Raises Bug for a code without a template or a template without its facts."""
    try:
        return catalogue(language)[code].format_map({name: _word(fact, language) for name, fact in (facts or {}).items()})
    except KeyError as missing:
        raise Bug(f"message {code} ({language}): {missing} is missing") from missing


def _word(fact: object, language: str) -> str:
    """A fact inside a sentence; lists are joined, nested sentences rendered, words in both languages chosen from."""
    if isinstance(fact, Said):
        return say(fact.code, fact.facts, language)
    if isinstance(fact, Mapping):
        return str(fact.get(language) or fact["zh"])
    if isinstance(fact, tuple | list):
        return ("、" if language == "zh" else ", ").join(_word(part, language) for part in fact)
    return str(fact)


def tell(said: Said, language: str = "zh") -> str:
    """The sentence of a ``Said``."""
    return say(said.code, said.facts, language)


def sentence(finding: Finding, language: str = "zh") -> str:
    """The sentence of a finding, without its places."""
    return say(finding.code, finding.facts, language)


def place_words(places: tuple[Place, ...], language: str = "zh", *, most: int = 5) -> str:
    """The places of a finding in one line, at most so many of them, then how many more."""
    shown = ("、" if language == "zh" else ", ").join(str(place) for place in places[:most])
    more = len(places) - most
    return shown if more <= 0 else say("places.more", {"shown": shown, "more": more}, language)
