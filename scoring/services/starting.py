"""What a new round may begin with: the rubrics that come with the program by their titles, and years that make sense."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from scoring.services.choosing import chosen
from scoring.services.rounds import new_workspace
from scoring.services.shipped import RUBRIC


@dataclass(frozen=True, slots=True)
class RubricChoice:
    """A rubric that comes with the program, for carriers that fill in the form titled ``form``; words in both languages."""

    path: Path
    title: Mapping[str, str]
    form: Mapping[str, str]
    status: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewRound:
    """What was asked for; ``rubric`` is a file, ours or a person's own, ``kind`` what the district calls its carriers (may be empty)."""

    place: Path
    district: str
    assessment_year: int
    data_year: int
    rubric: Path
    kind: str = ""


def rubric_choices() -> tuple[RubricChoice, ...]:
    """Every rubric of ours, the one a new round begins with first."""
    forms = {head["key"]: head for _, head in _heads("forms")}
    found = [RubricChoice(path, head["title"], forms[head["form"]]["title"], head["status"]) for path, head in _heads("rubrics")]
    return tuple(sorted(found, key=lambda one: (one.path.name != RUBRIC, one.path.name)))


def usual_years(today: date) -> tuple[int, int]:
    """Assessment year and data year: this year assesses the one before."""
    return today.year, today.year - 1


def start_round(wanted: NewRound, *, actor: str, now: datetime) -> Path:
    """A new workspace with its first round. Raises Refusal; then no file is left."""
    definition = chosen(wanted.rubric)
    opened = new_workspace(
        wanted.place,
        district=wanted.district.strip(),
        assessment_year=wanted.assessment_year,
        data_year=wanted.data_year,
        actor=actor,
        now=now,
        definition=definition,
        kind=wanted.kind.strip(),
    )
    opened.store.close()
    return wanted.place


def _heads(folder: str) -> list[tuple[Path, Mapping[str, Mapping[str, str]]]]:
    room = Path(str(files("resources").joinpath(folder)))
    return [(path, tomllib.loads(path.read_text("utf-8"))) for path in sorted(room.glob("*.toml"))]
