"""Versions of a rubric: in use, adopted before, shipped or in a file; what stands behind each, and how the round is scored by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from scoring.definitions.canonical import Sha256
from scoring.definitions.compiled_rubric import CompiledRubric, adopted_rubric
from scoring.definitions.form import Form
from scoring.errors import Bug
from scoring.messages import say
from scoring.papers.writing import write_whole
from scoring.services.choosing import rubric_for
from scoring.services.days import day_of
from scoring.services.rounds import OpenRound
from scoring.services.rubrics import adopt_rubric
from scoring.services.shipped import RubricFile, rubric_file
from scoring.store import definitions, rounds

FOLDER = "rubrics"


class Origin(Enum):
    """Where a rubric was found."""

    CURRENT = "current"
    """The one the round is scored by."""
    ADOPTED = "adopted"
    SHIPPED = "shipped"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class RubricChoice:
    """A version somebody may look at. ``label`` tells it from the others; ``name`` is that of its file."""

    origin: Origin
    hash: str
    key: str
    version: str
    title: str
    status: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """A definition as it is kept. ``text`` is the file as we ship it where it is one of ours, else the canonical text.

    Without an adoption ``adopted_by`` and ``adopted_on`` are empty.
    """

    hash: str
    version: str
    source: str
    adopted_by: str
    adopted_on: str
    text: str
    is_file: bool


def rubric_choices(opened: OpenRound, language: str = "zh") -> tuple[RubricChoice, ...]:
    """The rubric in use, then those adopted before (the youngest first), then ours that nobody adopted yet; of this form all."""
    adopted = {one.hash: one for one in definitions.adopted(opened.store) if one.kind is definitions.Kind.RUBRIC}
    dates = definitions.adoptions(opened.store)
    form = opened.form.form.key
    found: list[RubricChoice] = []
    for made in [opened.round.rubric, *(key for key in reversed(adopted) if key != opened.round.rubric)]:
        plain = json.loads(adopted[made].text)
        if plain["form"] == form:
            origin = Origin.CURRENT if made == opened.round.rubric else Origin.ADOPTED
            on = day_of(dates[made][1])
            found.append(_choice(origin, made, plain, adopted[made].source, language, on=on))
    known = {one.hash for one in found}
    return (*found, *(one for one in _shipped(opened, language) if one.hash not in known))


def _shipped(opened: OpenRound, language: str) -> Iterator[RubricChoice]:
    for name, file in _shipped_files(opened.form.form).items():
        yield _choice(Origin.SHIPPED, file.hash, json.loads(file.text), name, language)


@lru_cache(maxsize=8)
def _shipped_files(form: Form) -> dict[str, RubricFile]:
    """Ours that read against a form."""
    folder = files("resources").joinpath(FOLDER)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = {name: rubric_file(_file_text(name), name, form)[0] for name in names}
    return {name: file for name, file in read.items() if file is not None}


def _choice(origin: Origin, made: str, plain: Mapping[str, object], name: str, language: str, *, on: str = "") -> RubricChoice:
    title, status = (_word(plain[key], language) for key in ("title", "status"))
    facts = {"title": title, "version": plain["version"], "on": on, "name": name}
    label = say(f"rubric_book.choice.{origin.value}", facts, language)
    return RubricChoice(origin, made, str(plain["key"]), str(plain["version"]), title, status, name, label)


def _word(words: object, language: str) -> str:
    assert isinstance(words, Mapping)
    return str(words.get(language) or words["zh"])


def file_choice(path: Path, opened: OpenRound, language: str = "zh") -> RubricChoice:
    """A file somebody chose. Raises Refusal where it does not fit the round's form or has mistakes."""
    file = rubric_for(path, opened.form.form)
    return replace(_choice(Origin.FILE, file.hash, json.loads(file.text), path.name, language), name=str(path))


def choice_rubric(opened: OpenRound, choice: RubricChoice) -> CompiledRubric:
    """The rubric behind a choice. Raises Refusal where its file has changed into one that does not fit."""
    match choice.origin:
        case Origin.CURRENT | Origin.ADOPTED:
            return adopted_rubric(definitions.load(opened.store, Sha256(choice.hash)).text, opened.form.form)
        case Origin.SHIPPED:
            return _shipped_files(opened.form.form)[choice.name].compiled
        case Origin.FILE:
            return rubric_for(Path(choice.name), opened.form.form).compiled
    raise Bug(f"no rubric behind {choice}")


def use_choice(opened: OpenRound, choice: RubricChoice, *, actor: str, now: datetime) -> None:
    """Score the round by it from now on; sealed runs keep theirs. Raises Refusal where it does not fit or cannot be adopted."""
    match choice.origin:
        case Origin.CURRENT | Origin.ADOPTED:
            use_adopted(opened, choice.hash, actor=actor, now=now)
        case Origin.SHIPPED:
            adopt_rubric(opened, Path(str(files("resources").joinpath(FOLDER, choice.name))), actor=actor, now=now)
        case Origin.FILE:
            adopt_rubric(opened, Path(choice.name), actor=actor, now=now)


def use_adopted(opened: OpenRound, made: str, *, actor: str, now: datetime) -> None:
    """The same with one that is in the workspace, by its hash: what undoes a change of rubrics."""
    rounds.use_rubric(opened.store, opened.round.id, Sha256(made), actor=actor, now=now)


# Texts ----------------------------------------------------------------------------------------------------------------


def rubric_text(opened: OpenRound) -> DefinitionText:
    """The round's rubric as it is kept, with who adopted it."""
    made = opened.round.rubric
    kept = definitions.load(opened.store, made)
    by, at = definitions.adoptions(opened.store)[made]
    ours = _shipped_files(opened.form.form).get(kept.source)
    is_file = ours is not None and ours.hash == made  # it says the very same, and has the comments as well
    text = _file_text(kept.source) if is_file else json.dumps(json.loads(kept.text), ensure_ascii=False, indent=2)
    return DefinitionText(made, kept.version, kept.source, by, day_of(at), text, is_file)


def _file_text(name: str) -> str:
    return files("resources").joinpath(FOLDER, name).read_text("utf-8")


def save_text(path: Path, text: str) -> None:
    """A definition's text as a file, whole or not at all. Raises Refusal where it cannot be written."""
    write_whole(path, text.encode())
