"""The slots of one entry of a draft: for every key what it is called, what stands there, what may stand there, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scoring.definitions.compiled_measures import KEYS, OF_EVERY_MEASURE
from scoring.definitions.form import Words
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.roles import Expression, Own, Plain, Refers
from scoring.definitions.rubric import Measure, MeasureKind
from scoring.definitions.shapes import Attribute, Shape, Sort, attributes, member
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.draft_options import Option, answers, references
from scoring.services.draft_places import ShownFinding, shown_findings
from scoring.services.draft_reading import DefinitionBook, reading
from scoring.services.draft_words import (
    AT_KEY,
    COLUMN,
    entry_label,
    entry_name,
    is_words,
    key_help,
    key_label,
    sort_label,
    text_of,
    type_of,
    value_words,
)


class SlotKind(Enum):
    """How a slot is filled in."""

    TEXT = "text"
    WORDS = "words"
    """A text in both languages: ``inner`` has a slot for each."""
    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes_no"
    ANSWER = "answer"
    """One of ``options``."""
    KEY = "key"
    """The entry's own key: what names it follows."""
    REFERENCE = "reference"
    """One of ``options``; ``free``: any other text as well."""
    REFERENCES = "references"
    """Several of ``options``; ``rows`` has a slot for each that is there."""
    NAMES = "names"
    """A list of texts; ``rows`` has a slot for each."""
    EXPRESSION = "expression"
    LITERAL = "literal"
    """A number with its unit: 6%, 30万元."""
    DAY = "day"
    GROUP = "group"
    """A table of its own: ``inner`` are its slots."""
    UNION = "union"
    """One of several tables, chosen by ``options``: ``text`` is its kind, ``inner`` are its other slots."""
    ROWS = "rows"
    """Lines of the same parts; ``columns`` are called so."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of an entry.

    ``text`` as it would be typed; ``reading``: an expression read aloud, a reference or answer by what it is called. ``given``:
    whether anything stands there; if not, ``default`` says what holds. ``required``: it cannot be taken away. ``long``: wants room.
    ``meaning``: with a key that stood in the version before, changing it makes a new key.
    """

    path: Path
    name: str
    kind: SlotKind
    label: str
    help: str
    text: str = ""
    reading: str = ""
    options: tuple[Option, ...] = ()
    free: bool = False
    long: bool = False
    required: bool = True
    given: bool = True
    default: str = ""
    meaning: bool = False
    condition: bool = False
    """Of an expression: a condition, and no number."""
    findings: tuple[ShownFinding, ...] = ()
    inner: tuple[Slot, ...] = ()
    rows: tuple[tuple[Slot, ...], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeCard:
    """An entry of a draft with all its slots. ``findings`` are those about the entry as a whole."""

    path: Path
    sort: str
    sort_label: str
    key: str
    label: str
    slots: tuple[Slot, ...]
    findings: tuple[ShownFinding, ...]


def node_card(one: DefinitionBook, path: Path, language: str = "zh") -> NodeCard:
    """The entry at a path of the outline. Raises Refusal where none stands there any more."""
    kind = type_of(one.kind, one.document, path) if path else one.kind
    entry = entry_at(one.document, path)
    if kind is None or not isinstance(entry, Mapping):
        raise Refusal("drafts.no_such_place")
    found = shown_findings(one.document, one.linted.findings, language)
    slots = tuple(_Reader(one, found, language).slots(kind, entry, path))
    shown = {finding for slot in slots for finding in _findings_of(slot)}
    own = tuple(
        each for each in found if each.path[: len(path)] == path and _nearest(one, each.path) == path and each not in shown
    )
    name = entry_name(kind, entry, path[-1]) if path and isinstance(path[-1], int) else str(entry.get("key", ""))
    return NodeCard(path, kind.__name__, sort_label(kind, language), name, entry_label(entry, language), slots, own)


def _findings_of(slot: Slot) -> Iterator[ShownFinding]:
    yield from slot.findings
    for inner in (*slot.inner, *(each for row in slot.rows for each in row)):
        yield from _findings_of(inner)


def _nearest(one: DefinitionBook, path: Path) -> Path:
    """The node a place belongs to."""
    return next((path[:end] for end in range(len(path), 0, -1) if is_node(one, path[:end])), ())


def is_node(one: DefinitionBook, path: Path) -> bool:
    """Whether an entry of the outline stands at a path: a table in a list, or the whole."""
    if not path:
        return True
    return isinstance(path[-1], int) and type_of(one.kind, one.document, path) is not None and not _is_words_at(one, path)


def _is_words_at(one: DefinitionBook, path: Path) -> bool:
    kind = type_of(one.kind, one.document, path)
    return isinstance(kind, type) and issubclass(kind, Words)


def is_section(shape: Shape) -> bool:
    """Whether a key holds entries of the outline."""
    return shape.sort is Sort.LIST and shape.parts[0].sort is Sort.TABLE and not is_words(shape.parts[0])


PLAINLY: Mapping[Sort, SlotKind] = {
    Sort.NUMBER: SlotKind.NUMBER,
    Sort.WHOLE: SlotKind.WHOLE,
    Sort.YES_NO: SlotKind.YES_NO,
    Sort.ANSWER: SlotKind.ANSWER,
    Sort.TABLE: SlotKind.GROUP,
    Sort.UNION: SlotKind.UNION,
    Sort.TUPLE: SlotKind.ROWS,
    Sort.FREE: SlotKind.ROWS,
}


def slot_kind(shape: Shape) -> SlotKind:
    """How a place of this shape is filled in."""
    if shape.sort is Sort.TEXT:
        return _text_kind(shape)
    if is_words(shape):
        return SlotKind.WORDS
    if shape.sort is not Sort.LIST:
        return PLAINLY[shape.sort]
    inner = shape.parts[0]
    if inner.sort is Sort.TEXT:
        return SlotKind.REFERENCES if inner.mark(Refers) else SlotKind.NAMES
    return SlotKind.NAMES if inner.sort in (Sort.NUMBER, Sort.WHOLE) else SlotKind.ROWS


def _text_kind(shape: Shape) -> SlotKind:
    if shape.mark(Own):
        return SlotKind.KEY
    if shape.mark(Refers):
        return SlotKind.REFERENCE
    if shape.mark(Expression):
        return SlotKind.EXPRESSION
    match shape.mark(Plain):
        case Plain.AMOUNT:
            return SlotKind.LITERAL
        case Plain.DAY:
            return SlotKind.DAY
        case _:
            return SlotKind.TEXT


class _Reader:
    """Makes the slots of one card, in one language."""

    def __init__(self, one: DefinitionBook, found: tuple[ShownFinding, ...], language: str) -> None:
        self._one, self._found, self._language = one, found, language

    def slots(self, kind: Any, entry: Mapping[str, Any], path: Path) -> Iterator[Slot]:
        """Of every key that is no list of entries."""
        for attribute in attributes(kind).values():
            shape = attribute.shape
            if is_section(shape) or shape.mark(Plain) is Plain.FIXED or (attribute.name == "kind" and len(shape.answers) == 1):
                continue
            if kind is Measure and attribute.name not in entry and not _is_used(attribute.name, entry):
                continue
            yield self._slot(kind, attribute, entry.get(attribute.name), (*path, attribute.name))

    def _slot(self, kind: Any, attribute: Attribute, value: Any, path: Path) -> Slot:
        return self._filled(
            attribute.shape,
            value,
            path,
            name=attribute.name,
            label=key_label(kind, attribute.name, self._language),
            help=key_help(kind, attribute.name, self._language),
            required=not attribute.optional,
            default=self._default(attribute) if value is None else "",
            meaning=attribute.name in getattr(kind, "__meaning__", ()),
        )

    def _default(self, attribute: Attribute) -> str:
        """What holds where nothing stands."""
        match attribute.default:
            case None | () | "":
                return ""
            case Words() as words:
                return words[self._language]
            case dict():
                return ""
            case value:
                return value_words(attribute.shape, value if isinstance(value, bool) else _plainly(value), self._language)

    def _filled(self, shape: Shape, value: Any, path: Path, **told: Any) -> Slot:
        kind = slot_kind(shape)
        refers, expression = shape.mark(Refers), shape.mark(Expression)
        text = text_of(value) if isinstance(value, str | int) or shape.sort in (Sort.NUMBER, Sort.TEXT) else ""
        options: tuple[Option, ...] = ()
        if refers is not None:
            options = references(self._one, path, refers, self._language)
        elif kind in (SlotKind.ANSWER, SlotKind.YES_NO, SlotKind.UNION):
            options = answers(shape, self._language)
        if kind is SlotKind.UNION:
            text = str(value.get("kind", "")) if isinstance(value, Mapping) else ""
        aloud = next((option.label for option in options if option.value == text), "") if text else ""
        if expression is not None:
            aloud = reading(self._one, path, expression, text, self._language)
        more = self._parts(kind, shape, value, path)
        inner_too = kind not in (
            SlotKind.WORDS,
            SlotKind.GROUP,
            SlotKind.UNION,
            SlotKind.ROWS,
            SlotKind.NAMES,
            SlotKind.REFERENCES,
        )
        return Slot(
            path=path,
            kind=kind,
            text=text,
            reading=aloud,
            options=options or more.pop("options", ()),
            free=refers is not None and refers.free,
            long=shape.mark(Plain) is Plain.LONG,
            given=value is not None,
            condition=expression is not None and not expression.number,
            findings=tuple(one for one in self._found if one.path == path or (inner_too and one.path[: len(path)] == path)),
            **told,
            **more,
        )

    def _parts(self, kind: SlotKind, shape: Shape, value: Any, path: Path) -> dict[str, Any]:
        match kind:
            case SlotKind.WORDS:
                given = value if isinstance(value, Mapping) else {}
                return {"inner": tuple(self.slots(shape.type, given, path))}
            case SlotKind.GROUP if isinstance(value, Mapping):
                return {"inner": tuple(self.slots(shape.type, value, path))}
            case SlotKind.UNION:
                here = member(shape, value)
                return {"inner": tuple(self.slots(here.type, value, path)) if here is not None else ()}
            case SlotKind.NAMES | SlotKind.REFERENCES:
                rows = tuple((self._part(shape.parts[0], part, (*path, at)),) for at, part in enumerate(value or ()))
                refers = shape.parts[0].mark(Refers)
                options = references(self._one, (*path, 0), refers, self._language) if refers is not None else ()
                return {"rows": rows, "options": options}
            case SlotKind.ROWS:
                return self._rows(shape, value, path)
            case _:
                return {}

    def _part(self, shape: Shape, value: Any, path: Path, label: str = "") -> Slot:
        return self._filled(shape, value, path, name=str(path[-1]), label=label, help="")

    def _rows(self, shape: Shape, value: Any, path: Path) -> dict[str, Any]:
        holder = type_of(self._one.kind, self._one.document, path[:-1]) or self._one.kind
        name = str(path[-1])
        rows: tuple[tuple[Slot, ...], ...]
        if shape.sort is Sort.FREE:
            columns = tuple(self._column(holder, name, at) for at in range(2))
            rows = tuple(
                (
                    self._part(shape.parts[0], key, (*path, key, AT_KEY), columns[0]),
                    self._part(shape.parts[1], part, (*path, key), columns[1]),
                )
                for key, part in (value or {}).items()
            )
            return {"columns": columns, "rows": rows}
        line = shape.parts[0]
        if line.sort is not Sort.TUPLE:  # texts in two languages
            rows = tuple((self._part(line, part, (*path, at)),) for at, part in enumerate(value or ()))
            return {"columns": (key_label(holder, name, self._language),), "rows": rows}
        columns = tuple(self._column(holder, name, at) for at in range(len(line.parts)))
        rows = tuple(
            tuple(
                self._part(part, entry[at] if at < len(entry) else None, (*path, number, at), columns[at])
                for at, part in enumerate(line.parts)
            )
            for number, entry in enumerate(value or ())
        )
        return {"columns": columns, "rows": rows}

    def _column(self, holder: Any, name: str, at: int) -> str:
        return say(f"{COLUMN}{holder.__name__}.{name}_{at + 1}", {}, self._language)


def _plainly(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _is_used(name: str, measure: Mapping[str, Any]) -> bool:
    """Whether a measure of its kind has a use for a key; of no kind yet, for any."""
    kind = measure.get("kind")
    if kind not in tuple(MeasureKind):
        return True
    keys = KEYS[MeasureKind(str(kind))]
    return name in (*OF_EVERY_MEASURE, *keys.needs, *keys.may)


def columns_of(kind: Any) -> Iterator[str]:
    """The codes of what the columns of a type's lines are called."""
    for attribute in attributes(kind).values():
        shape = attribute.shape
        if shape.sort is Sort.FREE:
            yield from (f"{kind.__name__}.{attribute.name}_{at}" for at in (1, 2))
        elif shape.sort is Sort.LIST and shape.parts[0].sort is Sort.TUPLE:
            yield from (f"{kind.__name__}.{attribute.name}_{at + 1}" for at in range(len(shape.parts[0].parts)))
