"""Keys renamed wherever they stand; and new keys for what would otherwise change its meaning under an old one.

What makes the meaning of an entry its type declares (``__meaning__``). A key that stands in a version before keeps it for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.definitions.drafting import Act, Change, Document, changed, changed_by
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.referring import Book, Named, Plain, replaced, spelling
from scoring.definitions.roles import Expression
from scoring.definitions.shapes import Attribute, Sort, attributes, member, own_key, shape_at

MOST_RENEWALS = 400
"""Each round renews one key, and a key only once: more are a circle."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """An entry that got a new key; ``label`` in both languages."""

    old: str
    new: str
    label: Mapping[str, str]
    path: Path


def renaming(book: Book, path: Path, new: str) -> tuple[Change, ...]:
    """The changes that give an entry another key and let everything that names it follow."""
    entry = entry_at(book.document, path)
    shape = shape_at(book.kind, book.document, path)
    assert isinstance(entry, Mapping)
    assert shape is not None
    kind = _type_at(book, path)
    key = own_key(kind)
    assert key is not None
    old = book.name_of(path, kind, entry)
    changes = [Change(Act.PUT, (*path, *key[0]), new)]
    if old is not None:
        changes += _following(book, old, new)
    return tuple(changes)


def _following(book: Book, old: Named, new: str) -> Iterator[Change]:
    tables: dict[Path, Document] = {}
    for path, text, is_key in book.naming(old):
        if is_key:
            table = tables.get(path[:-1]) or _table(book, path[:-1])
            tables[path[:-1]] = {new if name == text else name: value for name, value in table.items()}
            continue
        shape = shape_at(book.kind, book.document, path)
        expression = shape.mark(Expression) if shape else None
        if expression is None:
            yield Change(Act.PUT, path, new)
        else:
            yield Change(Act.PUT, path, replaced(text, list(book.spots(path, expression, text, old)), new))
    yield from (Change(Act.PUT, path, table) for path, table in tables.items())


def _table(book: Book, path: Path) -> Document:
    found = entry_at(book.document, path)
    assert isinstance(found, dict)
    return found


def _type_at(book: Book, path: Path) -> Any:
    shape = shape_at(book.kind, book.document, path)
    here = member(shape, entry_at(book.document, path)) if shape is not None else None
    assert here is not None
    return here.type


# Meaning -------------------------------------------------------------------------------------------------------------------


def meanings(book: Book) -> dict[Named, tuple[object, ...]]:
    """What every key stands for, as far as its type says what makes its meaning."""
    return {name: meaning(kind, entry) for _, kind, entry, name in book.everything() if hasattr(kind, "__meaning__")}


def meaning(kind: Any, entry: Plain) -> tuple[object, ...]:
    """What makes the meaning of an entry; how an expression is spaced is none of it."""
    known = attributes(kind)
    return tuple(_normal(known[name], entry.get(name)) for name in kind.__meaning__)


def _normal(one: Attribute, value: object) -> object:
    if value is None:
        value = one.default
    if one.shape.sort is Sort.TABLE:  # words: a unit is what its Chinese says
        return value.get("zh", "") if isinstance(value, Mapping) else getattr(value, "zh", "")
    if one.shape.mark(Expression) is not None and isinstance(value, str):
        return spelling(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value).normalize()
    return str(value) if one.shape.sort in (Sort.TEXT, Sort.ANSWER) else value


def renewed(
    before: Book, changes: Iterable[Change], known: Sequence[Book]
) -> tuple[Document, tuple[Change, ...], tuple[Renewal, ...]]:
    """The document after some changes, those that were added to them, and which keys are new for it.

    ``known``: the versions whose keys must go on meaning what they mean: that the draft was copied from, and others adopted.
    An entry that one of them has under the same key with another meaning gets a new key, unless it had the other meaning before.
    """
    document = changed_by(dict(before.document), changes).document
    old, due = meanings(before), [meanings(one) for one in known]
    if not any(due):
        return document, (), ()
    taken = {name for one in due for name in one}
    more: list[Change] = []
    found: list[Renewal] = []
    for _ in range(MOST_RENEWALS):
        book = Book.of(before.kind, document, before.form)
        wrong = next(_changed_meanings(book, old, due), None)
        if wrong is None:
            break
        path, entry, name = wrong
        new = fresh_key(name, taken | set(meanings(book)))
        label = entry.get("label") if isinstance(entry.get("label"), Mapping) else {"zh": name.key}
        assert isinstance(label, Mapping)
        found.append(Renewal(name.key, new, dict(label), path))
        for change in renaming(book, path, new):
            document, _ = changed(document, change)
            more.append(change)
    return document, tuple(more), tuple(found)


def _changed_meanings(
    book: Book, old: Mapping[Named, tuple[object, ...]], due: Sequence[Mapping[Named, tuple[object, ...]]]
) -> Iterator[tuple[Path, Plain, Named]]:
    for path, kind, entry, name in book.everything():
        if not hasattr(kind, "__meaning__"):
            continue
        now = meaning(kind, entry)
        if now != old.get(name) and any(name in one and one[name] != now for one in due):
            yield path, entry, name


_NUMBERED = re.compile(r"_(\d+)$")


def fresh_key(name: Named, taken: Iterable[Named]) -> str:
    """revenue → revenue_2, revenue_2 → revenue_3: the next that nobody has, nor had."""
    keys = {one.key for one in taken if (one.space, one.within) == (name.space, name.within)}
    stem = _NUMBERED.sub("", name.key)
    number = 2
    while f"{stem}_{number}" in keys:
        number += 1
    return f"{stem}_{number}"


def references(book: Book, path: Path) -> tuple[Path, ...]:
    """Who names the entry at a path."""
    entry = entry_at(book.document, path)
    name = book.name_of(path, _type_at(book, path), entry) if isinstance(entry, Mapping) else None
    return tuple(place for place, _, _ in book.naming(name)) if name is not None else ()
