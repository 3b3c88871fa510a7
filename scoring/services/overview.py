"""What a workspace file is, at a glance: upgraded if it is older, and looked at no further than its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.messages import say
from scoring.services.rounds import open_all
from scoring.store.rounds import Round


@dataclass(frozen=True, slots=True)
class Overview:
    """``kinds`` by the names they are shown under."""

    district: str
    title: str
    assessment_year: int
    kinds: tuple[str, ...]


def round_words(one: Round, language: str) -> str:
    """What a round is called; the name it was given at its making is said in the language."""
    facts = {"year": one.assessment_year}
    return say("starting.round", facts, language) if one.title == say("starting.round", facts, "zh") else one.title


def overview(path: Path, language: str = "zh", *, read_only: bool = False) -> Overview:
    """Raises Refusal where the file cannot be opened."""
    kinds = open_all(path, read_only=read_only)
    with kinds[0].store:
        first = kinds[0].round
        return Overview(
            kinds[0].district, round_words(first, language), first.assessment_year, tuple(one.kind(language) for one in kinds)
        )
