"""Who refers to what within a definition, as a plain document: by the marks of its types, and by the names in its expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lark import Token
from lark import Tree as Parsed

from scoring.definitions.form import Form
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.parsing import Misread, parse, tokens_of
from scoring.definitions.roles import Expression, Refers, Space, Where
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.shapes import Shape, entries, key_of, leaves, own_key, shape_of

Plain: TypeAlias = Mapping[str, Any]

OF_THE_RECORD = (MeasureKind.VALUE.value, MeasureKind.CATEGORY.value)
TOLD_APART_BY = {Space.FIELD: 2, Space.CHOICE: 2, Space.LET: 2}
"""Keys that need only be their own within the entry so many parts of the path above: a table, a list of choices, a check."""

_NAMES = re.compile(r"'[^']*'|[A-Za-z_][A-Za-z0-9_]*(?!\s*\()(?![A-Za-z0-9_])")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key of its own. ``within`` is the key of what it belongs to, for keys that are not told apart otherwise."""

    space: Space
    key: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A definition with the form its expressions are read against, both as plain documents."""

    kind: type
    document: Plain
    form: Plain

    @classmethod
    def of(cls, kind: type, document: Plain, form: Plain | None) -> Book:
        """A form is its own form; without one, no field is known."""
        return cls(kind, document, document if kind is Form else form or {})

    # --- what has a key

    def everything(self) -> Iterator[tuple[Path, Any, Plain, Named]]:
        """Every entry with a key of its own, as (path, dataclass, table, name)."""
        for path, kind, entry in entries(shape_of(self.kind), self.document):
            found = self.name_of(path, kind, entry)
            if path and found is not None:
                yield path, kind, entry, found

    def name_of(self, path: Path, kind: Any, entry: Plain) -> Named | None:
        """The name of an entry; None where it has no key."""
        found, key = own_key(kind), key_of(kind, entry)
        if found is None or not key:
            return None
        space = found[1].space
        if space not in TOLD_APART_BY:
            return Named(space, key)
        above = entry_at(self.document, path[: -TOLD_APART_BY[space]])
        return Named(space, key, str(above.get("key", "")) if isinstance(above, Mapping) else "")

    # --- the form

    def tables(self) -> Iterator[Plain]:
        """The tables of the form."""
        return _tables_of(self.form.get("tables"))

    def table(self, key: object) -> Plain | None:
        return next((one for one in self.tables() if one.get("key") == key), None)

    def fields(self, table: object) -> tuple[Plain, ...]:
        """The fields of a table, by its key."""
        found = self.table(table)
        return tuple(_tables_of(found.get("fields"))) if found is not None else ()

    def field(self, table: object, key: object) -> Plain | None:
        return next((one for one in self.fields(table) if one.get("key") == key), None)

    def answers(self, choices: object) -> tuple[Plain, ...]:
        """The choices of one of the form's lists."""
        lists = _tables_of(self.form.get("choice_lists"))
        found = next((one for one in lists if one.get("key") == choices), None)
        return tuple(_tables_of(found.get("choices"))) if found is not None else ()

    # --- where a text looks for fields

    def table_keys(self, path: Path, where: Where) -> tuple[str, ...]:
        """The tables whose fields a text at this path may name."""
        entry = entry_at(self.document, self.entry_of(path))
        here: Plain = entry if isinstance(entry, Mapping) else {}
        match where:
            case Where.RECORD | Where.GRADING | Where.POLICY:
                found = self.form.get("record")
            case Where.OWN:
                above = entry_at(self.document, path[:2])
                found = above.get("key") if isinstance(above, Mapping) else ""
            case Where.TABLE:
                found = here.get("table")
            case Where.APART:
                found = here.get("apart_from")
            case Where.SET:
                found = here.get("table") or self._table_of_set(here.get("of"))
            case Where.ROWS:
                found = self._rows_of(path, here)
            case _:
                found = ""
        return (found,) if isinstance(found, str) and found else ()

    def entry_of(self, path: Path) -> Path:
        """The innermost entry of a list that a text belongs to."""
        ends = (end for end in range(len(path), 0, -1) if isinstance(path[end - 1], int))
        return next((path[:end] for end in ends if isinstance(entry_at(self.document, path[:end]), Mapping)), ())

    def _rows_of(self, path: Path, here: Plain) -> object:
        """The table of a measure, or of the measure that an indicator uses."""
        if path[:1] == ("indicators",):
            found = self._keyed("measures", here.get("measure"))
            here = found if found is not None else {}
        if here.get("over"):
            return self._table_of_set(here["over"])
        return self.form.get("record") if here.get("kind") in OF_THE_RECORD else ""

    def _table_of_set(self, key: object) -> object:
        """Through the sets that a set is made of; a circle leads nowhere."""
        seen: set[object] = set()
        while key and key not in seen:
            seen.add(key)
            found = self._keyed("sets", key)
            if found is None:
                return ""
            if found.get("table"):
                return found["table"]
            key = found.get("of")
        return ""

    def _keyed(self, section: str, key: object) -> Plain | None:
        return next((one for one in _tables_of(self.document.get(section)) if one.get("key") == key), None)

    # --- who refers to it

    def naming(self, wanted: Named) -> Iterator[tuple[Path, str, bool]]:
        """Every text that names it, as (path, text, whether it is the key of a free table); its own key is none of them."""
        for path, shape, text, is_key in leaves(shape_of(self.kind), self.document):
            if text and self._names(path, shape, text, wanted):
                yield path, text, is_key

    def _names(self, path: Path, shape: Shape, text: str, wanted: Named) -> bool:
        refers = shape.mark(Refers)
        if refers is not None:
            return text == wanted.key and self._refers(path, refers, wanted)
        expression = shape.mark(Expression)
        return expression is not None and any(True for _ in self.spots(path, expression, text, wanted))

    def _refers(self, path: Path, refers: Refers, wanted: Named) -> bool:
        if wanted.space not in refers.spaces:
            return False
        if wanted.space is Space.FIELD:
            return wanted.within in self.table_keys(path, refers.where)
        if wanted.space is Space.CHOICE:
            return self._list_of(path, refers.where) == wanted.within
        return True

    def _list_of(self, path: Path, where: Where) -> object:
        """The list of choices of the field whose answer stands here: the field itself, or that of an indicator's measure."""
        entry = entry_at(self.document, self.entry_of(path))
        here: Plain = entry if isinstance(entry, Mapping) else {}
        if where is Where.OWN:
            return here.get("choices")
        if path[:1] != ("indicators",):
            return ""
        measure = self._keyed("measures", here.get("measure")) or {}
        field = next((self.field(table, measure.get("by")) for table in self.table_keys(path, where)), None)
        return field.get("choices") if field is not None else ""

    def spots(self, path: Path, expression: Expression, text: str, wanted: Named) -> Iterator[tuple[int, int]]:
        """Where an expression names it: (first character, one behind the last), from 0."""
        if wanted.space is Space.CHOICE:
            yield from self._code_spots(path, expression, text, wanted)
        elif self._in_scope(path, expression, wanted):
            for start, name in names_in(text):
                if name == wanted.key:
                    yield start, start + len(name)

    def _in_scope(self, path: Path, expression: Expression, wanted: Named) -> bool:
        match wanted.space:
            case Space.FIELD:
                return wanted.within in self.table_keys(path, expression.where)
            case Space.MEASURE:
                return expression.where in (Where.MEASURES, Where.GRADING, Where.POLICY)
            case Space.BRANCH:
                return expression.where is Where.GRADING
            case Space.LET:
                check = entry_at(self.document, self.entry_of(path))
                return isinstance(check, Mapping) and "let" in check and check.get("key") == wanted.within
            case _:
                return False

    def _code_spots(self, path: Path, expression: Expression, text: str, wanted: Named) -> Iterator[tuple[int, int]]:
        """Codes in quotation marks, compared with a field that has this list of choices."""
        for start, code, name in codes_in(text):
            for table in self.table_keys(path, expression.where):
                field = self.field(table, name)
                if code == wanted.key and field is not None and field.get("choices") == wanted.within:
                    yield start, start + len(code)


def _tables_of(value: object) -> Iterator[Plain]:
    """The tables in a list; nothing of what is no list."""
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list | tuple) else iter(())


# Expressions --------------------------------------------------------------------------------------------------------------


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Every name with its first character (from 0), as the grammar sees them; of what does not read, as they stand."""
    try:
        found = list(_nodes(parse(text)))
    except (Misread, RecursionError):
        yield from ((match.start(), match[0]) for match in _NAMES.finditer(text) if not match[0].startswith("'"))
        return
    for node in found:
        if node.data == "name":
            token = next(child for child in node.children if isinstance(child, Token))
            yield token.start_pos or 0, str(token)


def codes_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Every text in quotation marks as (first character behind the mark, text, the name it is compared with)."""
    try:
        found = list(_nodes(parse(text)))
    except (Misread, RecursionError):
        return
    for node in found:
        if node.data not in ("compare", "one_of"):
            continue
        parts = [child for child in node.children if isinstance(child, Parsed)]
        if parts[0].data != "name":
            continue
        name = str(parts[0].children[0])
        tokens = [child for part in (node, *parts[1:]) for child in part.children if isinstance(child, Token)]
        for token in tokens:
            if token.type == "TEXT":
                yield (token.start_pos or 0) + 1, str(token)[1:-1], name


def _nodes(node: Parsed[Token]) -> Iterator[Parsed[Token]]:
    """From left to right."""
    yield node
    for child in node.children:
        if isinstance(child, Parsed):
            yield from _nodes(child)


def spelling(text: str) -> str:
    """An expression in one line, one blank between its parts; as it stands where it does not read."""
    try:
        return " ".join(str(token) for token in tokens_of(text))
    except Misread:
        return text


def replaced(text: str, spots: list[tuple[int, int]], new: str) -> str:
    """A text with something else at these spots."""
    for start, end in sorted(spots, reverse=True):
        text = text[:start] + new + text[end:]
    return text
