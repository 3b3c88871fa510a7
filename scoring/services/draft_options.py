"""What may be chosen in a slot of a draft: what else has a key there, fields of the form, answers, each with what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.definitions.form import NO, YES
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.referring import Plain as PlainTable
from scoring.definitions.roles import Refers, Space, Where
from scoring.definitions.shapes import Shape, Sort
from scoring.services.draft_reading import DefinitionBook
from scoring.services.draft_words import answer_label, entry_label, yes_no


@dataclass(frozen=True, slots=True)
class Option:
    """A value and what it is called; the label is empty where the value says it all."""

    value: str
    label: str


PARENT = "parent"
"""The key that says on which branch something hangs."""


def known_values(one: DefinitionBook, path: Path, refers: Refers) -> list[str]:
    """The values alone."""
    return [option.value for option in references(one, path, refers, "zh")]


def answers(shape: Shape, language: str) -> tuple[Option, ...]:
    """Of an enumeration, of 是/否, or of the kinds of a union."""
    if shape.sort is Sort.YES_NO:
        return tuple(Option(text, yes_no(text == YES, language)) for text in (YES, NO))
    of = shape if shape.sort is Sort.UNION else None
    return tuple(Option(answer, answer_label(shape, answer, language, of=of)) for answer in shape.answers)


def references(one: DefinitionBook, path: Path, refers: Refers, language: str) -> tuple[Option, ...]:
    """What a reference may name."""
    found = (option for space in refers.spaces for option in _of(one, path, space, refers, language))
    return tuple({option.value: option for option in found}.values())


def _of(one: DefinitionBook, path: Path, space: Space, refers: Refers, language: str) -> Iterator[Option]:
    match space:
        case Space.FIELD:
            yield from _fields(one, path, refers, language)
        case Space.TABLE:
            yield from (_option(table, "key", language) for table in one.book.tables())
        case Space.CHOICE:
            yield from _choices(one, path, refers, language)
        case Space.FORM:
            if one.form is not None:
                yield Option(one.form.form.key, one.form.form.title[language])
        case _:
            yield from _entries(one, path, space, language)


def _option(entry: PlainTable, key: str, language: str) -> Option:
    return Option(str(entry.get(key, "")), entry_label(entry, language))


def _entries(one: DefinitionBook, path: Path, space: Space, language: str) -> Iterator[Option]:
    """Everything with a key of this sort, without the entry itself and, of branches, what hangs on it."""
    own = one.book.entry_of(path)
    shut = {own, *(beneath(one, own) if path[-1:] == (PARENT,) else ())}
    for place, _, entry, name in one.book.everything():
        if name.space is space and place not in shut:
            yield Option(name.key, entry_label(entry, language) if space is not Space.GRADE else "")


def _fields(one: DefinitionBook, path: Path, refers: Refers, language: str) -> Iterator[Option]:
    for table in one.book.table_keys(path, refers.where):
        for field in one.book.fields(table):
            if not refers.types or field.get("type") in refers.types:
                yield _option(field, "key", language)


def _choices(one: DefinitionBook, path: Path, refers: Refers, language: str) -> Iterator[Option]:
    """The answers of the field whose default it is, or that a measure looks up."""
    field = _field_asked(one, path, refers.where)
    if field is None:
        return
    if field.get("type") == "bool":
        yield from (Option(text, yes_no(text == YES, language)) for text in (YES, NO))
    for choice in one.book.answers(field.get("choices")):
        yield Option(str(choice.get("code", "")), str(choice.get("en", "")) if language == "en" else "")


def _field_asked(one: DefinitionBook, path: Path, where: Where) -> PlainTable | None:
    entry = entry_at(one.document, one.book.entry_of(path))
    if where is Where.OWN:
        return entry if isinstance(entry, Mapping) else None
    key: Any = entry.get("measure") if isinstance(entry, Mapping) else None
    measures = one.document.get("measures") or ()
    measure = next((each for each in measures if isinstance(each, Mapping) and each.get("key") == key), None)
    by = measure.get("by") if measure is not None else None
    return next((one.book.field(table, by) for table in one.book.table_keys(path, where)), None)


def beneath(one: DefinitionBook, path: Path) -> Iterator[Path]:
    """What hangs on a branch of the rubric's tree, at any depth."""
    if path[:-1] != ("branches",):
        return
    entry = entry_at(one.document, path)
    code = entry.get("code") if isinstance(entry, Mapping) else None
    for section in ("branches", "indicators"):
        for at, other in enumerate(one.document.get(section) or ()):
            if isinstance(other, Mapping) and code and other.get(PARENT) == code and (section, at) != path:
                yield (section, at)
                yield from beneath(one, (section, at))
