"""What a workspace file is, at a glance: upgraded if it is older, and looked at no further than its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.messages import say
from scoring.services.rounds import open_all
from scoring.store import definitions, rounds
from scoring.store.connection import Store
from scoring.store.rounds import Round


@dataclass(frozen=True, slots=True)
class YearSeen:
    """The round of an assessment year; ``kinds`` by the names they are shown under, at least one."""

    year: int
    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """``years``: the youngest first, at least one."""

    district: str
    years: tuple[YearSeen, ...]

    @property
    def title(self) -> str:
        """Of the youngest year's round."""
        return self.years[0].title

    @property
    def assessment_year(self) -> int:
        return self.years[0].year

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of the youngest year."""
        return self.years[0].kinds


def round_words(one: Round, language: str) -> str:
    """What a round is called; the name it was given at its making is said in the language."""
    facts = {"year": one.assessment_year}
    return say("starting.round", facts, language) if one.title == say("starting.round", facts, "zh") else one.title


def overview(path: Path, language: str = "zh", *, read_only: bool = False) -> Overview:
    """Raises Refusal where the file cannot be opened."""
    kinds = open_all(path, read_only=read_only)
    with kinds[0].store as store:
        return Overview(kinds[0].district, years_seen(store, language))


def years_seen(store: Store, language: str = "zh") -> tuple[YearSeen, ...]:
    """The rounds of a workspace, the youngest year first."""
    found: dict[int, tuple[str, list[str]]] = {}
    for one in rounds.all_rounds(store):
        kind = one.kind or definitions.form(store, one.form).title[language]
        found.setdefault(one.assessment_year, (round_words(one, language), []))[1].append(kind)
    return tuple(YearSeen(year, title, tuple(kinds)) for year, (title, kinds) in sorted(found.items(), reverse=True))
