"""Where the findings of a draft belong: the place that lint names in words becomes a path of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.definitions.locations import Path
from scoring.definitions.shapes import step_into
from scoring.findings import Finding, Level
from scoring.messages import sentence

_PART = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")
TOLD_BY = ("key", "code", "sample", "carrier", "grade", "name")
"""By what lint tells the entries of a list apart."""


def path_of_key(document: Mapping[str, Any], key: str) -> Path:
    """``indicators[A1].scale.steps[2]`` as a path, as far as the document goes along."""
    path: Path = ()
    here: object = document
    for name, selected in _PART.findall(key):
        part: int | str | None = name or _position(here, selected)
        if part is None:
            break
        beneath = step_into(here, part)
        if beneath is None and not (isinstance(here, Mapping) and name):
            break
        path, here = (*path, part), beneath
    return path


def parts_of(key: str) -> list[str]:
    """The parts of a key path, selected entries among them."""
    return [name or selected for name, selected in _PART.findall(key)]


def _position(here: object, selected: str) -> int | str | None:
    if isinstance(here, Mapping):
        return selected if selected in here else None
    if not isinstance(here, list):
        return None
    for at, entry in enumerate(here):
        if isinstance(entry, Mapping) and any(_is(entry.get(name), selected) for name in TOLD_BY):
            return at
    number = int(selected) - 1 if selected.isdigit() else -1
    return number if 0 <= number < len(here) else None


def _is(value: object, selected: str) -> bool:
    return (value.get("zh") if isinstance(value, Mapping) else value) == selected


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding where it shows: ``path`` of the key (or entry) it is about, ``column`` the character of an expression, from 1."""

    path: Path
    level: Level
    code: str
    sentence: str
    column: int

    @property
    def is_error(self) -> bool:
        """Whether the draft cannot be adopted with it."""
        return self.level is not Level.WARNING


def shown_findings(document: Mapping[str, Any], findings: tuple[Finding, ...], language: str) -> tuple[ShownFinding, ...]:
    """Each finding at its first place, the errors first; what is missing in English shows at each place."""
    found = [one for finding in findings for one in _shown(document, finding, language)]
    return tuple(sorted(found, key=lambda one: not one.is_error))


def _shown(document: Mapping[str, Any], finding: Finding, language: str) -> Iterator[ShownFinding]:
    words = sentence(finding, language)
    level = Level.ERROR if finding.level is Level.STOP else finding.level  # 拒收 is said of returns
    for place in finding.places[:1]:
        yield ShownFinding(path_of_key(document, place.key), level, finding.code, words, place.column)
    if not finding.places:
        yield ShownFinding((), level, finding.code, words, 0)
