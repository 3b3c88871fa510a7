"""Recognition conditions (认定条件) as a book: what each document asks, without anybody's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_conditions import CompiledConditions
from scoring.definitions.conditions import Condition, Conditions, Group
from scoring.definitions.form import Form
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.engine.wording import reading_words
from scoring.messages import say
from scoring.services.conditions import FOLDER, adopted_conditions_of, conditions_file, fitting_conditions
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """What is asked; ``depth`` counts how deep among alternatives it stands, ``is_open`` that the number is not known (待定)."""

    key: str
    label: str
    asked: str
    measure: str
    note: str
    basis: str
    depth: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    label: str
    rule: str
    conditions: tuple[ShownCondition, ...]


@dataclass(frozen=True, slots=True)
class ShownConditions:
    """``applies`` says which carriers it is meant for; empty: all."""

    key: str
    title: str
    version: str
    status: str
    superseded: str
    source: str
    applies: str
    groups: tuple[ShownGroup, ...]


def conditions_book(form: Form, language: str = "zh") -> tuple[ShownConditions, ...]:
    """Every document of ours that reads this form; none for another kind of carriers."""
    folder = files("resources").joinpath(FOLDER)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    texts = ((name, folder.joinpath(name).read_text("utf-8")) for name in names)
    return tuple(found for name, text in texts if (found := _shown(text, name, form, language)) is not None)


def round_conditions_book(opened: OpenRound, language: str = "zh") -> tuple[ShownConditions, ...]:
    """The same of a round: in the place of ours what the district has adopted under the same key, and what else it has adopted."""
    adopted = {one.compiled.document.key: one for one in adopted_conditions_of(opened)}
    taken = [adopted.pop(one.compiled.document.key, one) for one in fitting_conditions(opened.form.form)]
    return tuple(_shown_file(one.compiled, language) for one in (*taken, *adopted.values()))


def _shown(text: str, name: str, form: Form, language: str) -> ShownConditions | None:
    document, _, _ = read_toml(text, Conditions, name)
    if document is None or document.form != form.key:
        return None
    file, _ = conditions_file(text, name, form)
    if file is None:  # it reads a newer version of the form
        return None
    return _shown_file(file.compiled, language)


def _shown_file(compiled: CompiledConditions, language: str) -> ShownConditions:
    document = compiled.document
    return ShownConditions(
        key=document.key,
        title=document.title[language],
        version=document.version,
        status=document.status[language],
        superseded=document.superseded_by[language],
        source=document.source,
        applies=read(compiled.statements[document.applies], TONGUES[language]) if document.applies else "",
        groups=tuple(_group(compiled, one, language) for one in document.groups),
    )


def _group(compiled: CompiledConditions, group: Group, language: str) -> ShownGroup:
    facts = {"needs": group.needed, "whole": len(group.conditions)}
    rule = say("conditions_book.some" if group.needs else "conditions_book.all", facts, language)
    conditions = tuple(one for each in group.conditions for one in _conditions(compiled, each, language, 0))
    return ShownGroup(group.label[language], rule, conditions)


def _conditions(compiled: CompiledConditions, one: Condition, language: str, depth: int) -> Iterator[ShownCondition]:
    measure = reading_words(compiled.measures[one.measure], language) if one.measure else ""
    asked = _asked(compiled, one, language)
    yield ShownCondition(one.key, one.label[language], asked, measure, one.note[language], one.basis, depth, one.unknown)
    for alternative in one.any_of:
        yield from _conditions(compiled, alternative, language, depth + 1)


def _asked(compiled: CompiledConditions, one: Condition, language: str) -> str:
    if one.unknown:
        return say("conditions.why.no_threshold", {}, language)
    if one.any_of:
        return say("conditions.any_of", {}, language)
    if one.holds:
        return read(compiled.statements[one.holds], TONGUES[language])
    ((bound, text),) = one.bounds
    asked = say(f"conditions.bound.{bound.value}", {"threshold": literal(text, TONGUES[language])}, language)
    if one.relief is None:
        return asked
    facts = {"asked": asked, "factor": one.relief.factor, "when": read(compiled.statements[one.relief.when], TONGUES[language])}
    return say("conditions_book.relief", facts, language)
