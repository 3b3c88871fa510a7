"""What things of a definition are called: its sorts of entries, its keys, the answers they allow, and places of a document in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from scoring.definitions.drafting import Document
from scoring.definitions.form import NO, YES, Words
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.shapes import Shape, Sort, attributes, key_of, member, shape_at, shape_of, step_into
from scoring.messages import LANGUAGES, catalogue, say

Both: TypeAlias = dict[str, str]
"""Words in both languages, as a fact of a sentence."""

KEY, HELP, SORT, ANSWER = "definitions.key.", "definitions.help.", "definitions.sort.", "definitions.answer."
COLUMN = "definitions.column."
NAMES = ("label", "title", "name", "words", "payer", "message")
"""The keys that may hold what an entry is called, the first that there is."""
MOST_CHARACTERS = 60
AT_KEY = "@key"
"""Behind the path of an entry of a free table: its key, not its value."""


def key_label(kind: Any, name: str, language: str) -> str:
    """What a key of a type is called: its own word, else that of all keys of this name."""
    return _said(KEY, kind, name, language)


def key_help(kind: Any, name: str, language: str) -> str:
    """What is to be written there."""
    return _said(HELP, kind, name, language)


def _said(prefix: str, kind: Any, name: str, language: str) -> str:
    own = f"{prefix}{kind.__name__}.{name}"
    return say(own if own in catalogue(language) else f"{prefix}any.{name}", {}, language)


def sort_label(kind: Any, language: str) -> str:
    """指标"""
    return say(f"{SORT}{kind.__name__}", {}, language)


def answer_label(shape: Shape, answer: str, language: str, of: Any = None) -> str:
    """What an answer of an enumeration means; ``of`` is the union whose ``kind`` it is."""
    name = "kind" if shape.type is str or of is not None else shape.type.__name__
    return say(f"{ANSWER}{name}.{answer}", {}, language)


def yes_no(value: bool, language: str) -> str:
    return say("values.yes" if value else "values.no", {}, language)


# Values --------------------------------------------------------------------------------------------------------------------


def text_of(value: object) -> str:
    """A plain value as it would be typed."""
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return format(value, "f")
        case None:
            return ""
        case _:
            return str(value)


def value_words(shape: Shape | None, value: object, language: str) -> str:
    """A value as it is told: an answer by its label, words in the language, of a table its parts."""
    match value:
        case None | "":
            return say("drafts.nothing", {}, language)
        case bool():
            return yes_no(value, language)
        case str() if shape is not None and shape.sort is Sort.ANSWER and value in shape.answers:
            return answer_label(shape, value, language)
        case Mapping() if "zh" in value:
            return _short(str(value.get(language) or value["zh"]))
        case Mapping():
            return _short("；".join(f"{key} {value_words(None, part, language)}" for key, part in value.items()))
        case list():
            return _short("、".join(value_words(None, part, language) for part in value))
        case _:
            return _short(text_of(value))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


# Places --------------------------------------------------------------------------------------------------------------------


def entry_label(entry: object, language: str) -> str:
    """What an entry is called by its own words; empty where it has none."""
    for name in NAMES:
        words = entry.get(name) if isinstance(entry, Mapping) else None
        if isinstance(words, Mapping) and words.get("zh"):
            return _in(words, language)
    several = entry.get("names") if isinstance(entry, Mapping) else None
    if isinstance(several, Sequence) and not isinstance(several, str):
        join = "、" if language == "zh" else ", "
        return join.join(_in(one, language) for one in several if isinstance(one, Mapping) and one.get("zh"))
    return ""


def _in(words: Mapping[str, Any], language: str) -> str:
    return str(words.get(language) or words["zh"])


def entry_name(kind: Any, entry: object, at: int) -> str:
    """What tells an entry from its neighbours: its key, else what it is about, else its number."""
    if key := key_of(kind, entry):
        return key
    for name in ("sample", "carrier", "indicator", "branch", "grade", "field", "mark"):
        if isinstance(entry, Mapping) and entry.get(name) not in (None, ""):
            return text_of(entry[name])
    return str(at + 1)


def place_words(kind: type, document: Document, path: Path) -> Both:
    """指标“A1-1”› 满分, in both languages: what an edit was about."""
    return {language: " › ".join(_places(kind, document, path, language)) or sort_label(kind, language) for language in LANGUAGES}


def _places(kind: type, document: Document, path: Path, language: str) -> Iterator[str]:
    here: Any = document
    shape: Shape | None = shape_of(kind)
    lines = ""
    for at, part in enumerate(path):
        holder = member(shape, here) if shape is not None else None
        shape = shape_at(kind, document, path[: at + 1])
        here = step_into(here, part)
        if holder is None or part == AT_KEY:
            continue
        if holder.sort is Sort.TABLE:
            lines = f"{COLUMN}{holder.type.__name__}.{part}"
        if holder.sort is Sort.TUPLE and isinstance(part, int):
            yield say(f"{lines}_{part + 1}", {}, language)
        elif isinstance(part, int):
            yield _entry_words(shape, here, part, language)
        elif holder.sort is Sort.FREE:
            yield f"“{part}”" if language == "zh" else f'"{part}"'
        elif holder.sort is Sort.TABLE and not _is_list_of_entries(shape):
            yield part if issubclass(holder.type, Words) and part != "zh" else key_label(holder.type, part, language)


def _is_list_of_entries(shape: Shape | None) -> bool:
    """Its entries are named by their own sort: that they stand in a list need not be said."""
    return shape is not None and shape.sort is Sort.LIST and shape.parts[0].sort is Sort.TABLE and not is_words(shape.parts[0])


def is_words(shape: Shape) -> bool:
    """Whether a text in two languages stands there."""
    return shape.sort is Sort.TABLE and issubclass(shape.type, Words)


def _entry_words(shape: Shape | None, entry: object, at: int, language: str) -> str:
    if shape is None or shape.sort is not Sort.TABLE or is_words(shape):
        return say("drafts.line", {"number": at + 1}, language)
    facts = {"sort": sort_label(shape.type, language), "name": entry_name(shape.type, entry, at)}
    return say("drafts.entry", facts, language)


def both(code: str, **facts: object) -> Both:
    """A sentence in both languages."""
    return {language: say(code, facts, language) for language in LANGUAGES}


def type_of(kind: type, document: Document, path: Path) -> Any:
    """The dataclass of the table at a path; None where none stands there."""
    shape = shape_at(kind, document, path)
    here = member(shape, entry_at(document, path)) if shape is not None else None
    return here.type if here is not None and here.sort is Sort.TABLE else None


def all_types(kind: Any) -> Iterator[Any]:
    """A definition's dataclass and every one in it, texts in two languages left aside."""
    seen: dict[Any, None] = {}
    waiting = [shape_of(kind)]
    while waiting:
        shape = waiting.pop()
        waiting += shape.parts
        if shape.sort is Sort.TABLE and shape.type not in seen and not is_words(shape):
            seen[shape.type] = None
            waiting += (one.shape for one in attributes(shape.type).values())
    yield from seen
