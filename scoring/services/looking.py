"""A definition file looked through before it is adopted: what it is, and everything wrong or suspicious in it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.findings import Finding, Level
from scoring.messages import place_words, say, sentence
from scoring.services.definitions import lint_file


@dataclass(frozen=True, slots=True)
class LookedFinding:
    """A finding in words. A file is adopted with warnings; ``stops`` keeps it out."""

    level: str
    place: str
    sentence: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """``kind`` is form, rubric, conditions or policy; empty where it cannot be told."""

    name: str
    kind: str
    findings: tuple[LookedFinding, ...]

    @property
    def may_be_adopted(self) -> bool:
        return not any(one.stops for one in self.findings)


def look_through(path: Path, language: str = "zh") -> Looked:
    """Raises Refusal for a file that cannot be opened."""
    kind, findings = lint_file(path)
    return Looked(path.name, kind, tuple(_looked(one, language) for one in findings))


def _looked(one: Finding, language: str) -> LookedFinding:
    level = Level.ERROR if one.level is Level.STOP else one.level  # 拒收 is said of returns
    place = place_words(tuple(place for place in one.places if str(place)), language)
    return LookedFinding(say(f"levels.{level.value}", {}, language), place, sentence(one, language), one.level is Level.STOP)
