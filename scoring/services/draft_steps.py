"""What a person does to a draft, made into a step: what is typed is read, what cannot be meant is refused, and what follows is added.

Nothing is written here; ``drafts`` keeps a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from scoring.definitions.drafting import Act, Change, Document, Step, changed_by
from scoring.definitions.expression import read_literal
from scoring.definitions.form import NO, YES
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.nearest import hint
from scoring.definitions.referring import Book
from scoring.definitions.renewing import Renewal, renaming, renewed
from scoring.definitions.roles import Plain, Refers, Space
from scoring.definitions.shapes import Attribute, Shape, Sort, attributes, blank, own_key, shape_at
from scoring.errors import Refusal, Said
from scoring.messages import LANGUAGES
from scoring.places import Place
from scoring.services.draft_options import PARENT, beneath, known_values
from scoring.services.draft_reading import DraftBook
from scoring.services.draft_words import (
    AT_KEY,
    answer_label,
    both,
    entry_name,
    place_words,
    sort_label,
    type_of,
    value_words,
    yes_no,
)

MOST_DIGITS = 15
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YESES, NOES = (YES, "yes", "true", "1"), (NO, "no", "false", "0")


@dataclass(frozen=True, slots=True)
class Adding:
    """A sort of entry that may be added to a list; ``preset`` are keys that are given at once (what it hangs on)."""

    path: Path
    sort: str
    label: str
    preset: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bases:
    """The versions whose keys keep their meaning: that the draft was copied from, and others that were adopted."""

    books: tuple[Book, ...]


# Typing --------------------------------------------------------------------------------------------------------------------


def typed_step(one: DraftBook, bases: Bases, path: Path, text: str) -> Step | None:
    """What is typed into a slot; None where it changes nothing. Raises Refusal where it cannot be meant."""
    if path[-1:] == (AT_KEY,):
        return _free_key(one, bases, path[:-1], text.strip())
    shape, there = _slot(one, path)
    if is_own_key(one, path):
        return _own_key(one, bases, path, text)
    attribute = _attribute(one, path)
    value = _value(one, path, shape, text, attribute)
    if value is None:
        return None if there is None else _finished(one, bases, (Change(Act.TAKE, path),), path, there, None)
    if there is not None and type(value) is type(there) and value == there and str(value) == str(there):
        return None
    if there is None and attribute is not None and attribute.optional and value == "":
        return None
    changes = (*_holders(one, path), Change(Act.PUT, path, value))
    if path[:1] == ("branches",) and path[-1] == PARENT:
        changes += tuple(_parents_first(changed_by(one.document, changes).document))
    return _finished(one, bases, changes, path, there, value)


def _parents_first(document: Document) -> Iterator[Change]:
    """The moves after which every branch stands behind the one it hangs on; branches in a circle stay where they are."""
    order = [(one.get("code"), one.get(PARENT)) for one in document["branches"]]
    for _ in range(len(order) ** 2):
        codes = [code for code, _ in order]
        wrong = next((at for at, (_, above) in enumerate(order) if above in codes and codes.index(above) > at), None)
        if wrong is None:
            return
        to = codes.index(order[wrong][1])
        yield Change(Act.MOVE, ("branches", wrong), to=to)
        order.insert(to, order.pop(wrong))


def _slot(one: DraftBook, path: Path) -> tuple[Shape, Any]:
    shape = shape_at(one.kind, one.document, path)
    if shape is None or shape.mark(Plain) is Plain.FIXED:
        raise Refusal("drafts.no_such_place")
    return shape, entry_at(one.document, path)


def _attribute(one: DraftBook, path: Path) -> Attribute | None:
    """The key a slot is; None for a part of a line."""
    holder = type_of(one.kind, one.document, path[:-1]) if path else None
    return attributes(holder).get(str(path[-1])) if holder is not None else None


def _holders(one: DraftBook, path: Path) -> Iterator[Change]:
    """The tables above a slot that are not there yet (the English of words nobody wrote), each as little as can be."""
    for end in range(1, len(path)):
        if entry_at(one.document, path[:end]) is None:
            shape = shape_at(one.kind, one.document, path[:end])
            assert shape is not None
            yield Change(Act.PUT, path[:end], blank(shape))


def is_own_key(one: DraftBook, path: Path) -> bool:
    """Whether the key of an entry stands there that others may name: a grade's is its Chinese name."""
    for depth in (1, 2):
        kind = type_of(one.kind, one.document, path[:-depth]) if len(path) > depth else None
        found = own_key(kind) if kind is not None else None
        if found is not None and found[0] == path[-depth:]:
            return True
    return False


def _value(one: DraftBook, path: Path, shape: Shape, text: str, attribute: Attribute | None) -> Any:
    """What a text means at a place; None where it takes away what may be left out."""
    clean = text.strip()
    optional = attribute is not None and attribute.optional
    match shape.sort:
        case Sort.TEXT:
            return _text(one, path, shape, text, optional=optional, keeps_empty=attribute is None or not optional)
        case _ if not clean:
            if optional:
                return None
            raise Refusal("drafts.needed")
        case Sort.NUMBER:
            return read_number(clean)
        case Sort.WHOLE:
            return _whole(clean)
        case Sort.YES_NO:
            return _yes_no(clean)
        case Sort.ANSWER:
            return _answer(shape, clean)
        case _:
            raise Refusal("drafts.no_such_place")


def _text(one: DraftBook, path: Path, shape: Shape, text: str, *, optional: bool, keeps_empty: bool) -> str | None:
    if not text.strip():
        there = entry_at(one.document, path)
        if there == text or (keeps_empty and not optional):
            return text if there == text else ""
        return None
    refers = shape.mark(Refers)
    if refers is not None:
        return _reference(one, path, refers, text.strip())
    match shape.mark(Plain):
        case Plain.AMOUNT:
            return _literal(text.strip())
        case Plain.DAY:
            return _day(text.strip())
        case _:
            return text


def _reference(one: DraftBook, path: Path, refers: Refers, text: str) -> str:
    known = known_values(one, path, refers)
    if text in known or refers.free or entry_at(one.document, path) == text:
        return text
    raise Refusal("definitions.unknown_reference", seen=text, hint=hint(text, known))


def _literal(text: str) -> str:
    number, findings = read_literal(text, Place())
    if number is None:
        raise Refusal(findings[0].code, **findings[0].facts)
    return text


def _day(text: str) -> str:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:  # 30 February
        pass
    raise Refusal("definitions.policy.no_day", seen=text)


def read_number(text: str) -> Decimal | int:
    """A number as a file would give it: 5 is whole, 5.0 is not the same text. Raises Refusal."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Refusal("drafts.no_number", seen=text) from error
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS or int(number.as_tuple().exponent) < -MOST_DIGITS:
        raise Refusal("drafts.no_number", seen=text)
    return (
        int(number)
        if number == number.to_integral_value() and not int(number.as_tuple().exponent)
        else Decimal(format(number, "f"))
    )


def _whole(text: str) -> int:
    number = read_number(text)
    if not isinstance(number, int):
        raise Refusal("drafts.no_whole_number", seen=text)
    return number


def _yes_no(text: str) -> bool:
    if text.casefold() not in (*YESES, *NOES):
        raise Refusal("drafts.no_yes_no", seen=text)
    return text.casefold() in YESES


def _answer(shape: Shape, text: str) -> str:
    """By its word in the file, or by what it is called in either language."""
    for answer in shape.answers:
        if text == answer or text in [answer_label(shape, answer, language) for language in LANGUAGES]:
            return answer
    raise Refusal("definitions.not_allowed", seen=text, hint=hint(text, shape.answers))


# Keys ----------------------------------------------------------------------------------------------------------------------


def _own_key(one: DraftBook, bases: Bases, path: Path, text: str) -> Step | None:
    new, old = text.strip(), entry_at(one.document, path)
    entry = one.book.entry_of(path)
    if new == old:
        return None
    if not new:
        raise Refusal("drafts.key_needed")
    _free(one, entry, new)
    changes = renaming(one.book, entry, new)
    return _finished(one, bases, changes, path, old, new)


def _free(one: DraftBook, entry: Path, new: str) -> None:
    """Nobody else of whom it must be told apart has the key."""
    shape = shape_at(one.kind, one.document, entry)
    found = own_key(shape.type) if shape is not None and entry else None
    if found is None:  # the key of the whole definition
        return
    there = entry_at(one.document, entry)
    own = one.book.name_of(entry, shape.type, there) if shape is not None and isinstance(there, Mapping) else None
    for path, _, _, name in one.book.everything():
        near = path[:-1] == entry[:-1] if name.space in (Space.ENTRY, Space.RULE) else own is None or name.within == own.within
        if path != entry and name.key == new and name.space is found[1].space and near:
            raise Refusal("drafts.key_taken", seen=new)


def _free_key(one: DraftBook, bases: Bases, path: Path, new: str) -> Step | None:
    table, old = entry_at(one.document, path[:-1]), path[-1]
    if not isinstance(table, dict) or old not in table:
        raise Refusal("drafts.no_such_place")
    if new == old:
        return None
    if new in table:
        raise Refusal("drafts.key_taken", seen=new)
    shape = shape_at(one.kind, one.document, path[:-1])
    refers = shape.parts[0].mark(Refers) if shape is not None else None
    if refers is not None:
        new = _reference(one, path[:-1], refers, new)
    after = {new if name == old else name: value for name, value in table.items()}
    return _finished(one, bases, (Change(Act.PUT, path[:-1], after),), (*path[:-1], new), old, new)


# Parts that are given or taken away ----------------------------------------------------------------------------------------


def given_step(one: DraftBook, bases: Bases, path: Path) -> Step | None:
    """A sub-table, a list or a value that may be left out, given as little as can be."""
    shape, there = _slot(one, path)
    if there is not None:
        return None
    attribute = _attribute(one, path)
    value = blank(shape) if attribute is None or not isinstance(attribute.default, str | int) else attribute.default
    changes = (*_holders(one, path), Change(Act.PUT, path, value))
    return _told(one, bases, changes, path, Said("drafts.given", {"place": place_words(one.kind, one.document, path)}))


def taken_step(one: DraftBook, bases: Bases, path: Path) -> Step | None:
    """What may be left out, left out."""
    _, there = _slot(one, path)
    attribute = _attribute(one, path)
    if attribute is not None and not attribute.optional:
        raise Refusal("drafts.needed")
    if there is None:
        return None
    return _finished(one, bases, (Change(Act.TAKE, path),), path, there, None)


def kind_step(one: DraftBook, bases: Bases, path: Path, kind: str) -> Step | None:
    """Another member of a union; what both have is kept."""
    shape, there = _slot(one, path)
    if shape.sort is not Sort.UNION:
        raise Refusal("drafts.no_such_place")
    wanted = _answer(Shape(Sort.ANSWER, str, answers=shape.answers), kind.strip())
    if isinstance(there, Mapping) and there.get("kind") == wanted:
        return None
    part = shape.parts[shape.answers.index(wanted)]
    value = blank(part) | _kept(part, there) | {"kind": wanted}
    return _finished(one, bases, (Change(Act.PUT, path, value),), path, _kind_of(there), wanted)


def _kind_of(there: object) -> object:
    return there.get("kind") if isinstance(there, Mapping) else None


def _kept(part: Shape, there: object) -> Document:
    """What the other member had under a key of the same type."""
    found: Document = {}
    for name, value in there.items() if isinstance(there, Mapping) else ():
        known = attributes(part.type).get(name)
        if known is not None and name != "kind" and (known.shape.sort is not Sort.TEXT or isinstance(value, str)):
            found[name] = value
    return found


def names_step(one: DraftBook, bases: Bases, path: Path, names: Sequence[str]) -> Step | None:
    """A whole list of names or references."""
    shape, there = _slot(one, path)
    if shape.sort is not Sort.LIST:
        raise Refusal("drafts.no_such_place")
    inner = shape.parts[0]
    value = [_value(one, (*path, at), inner, name, None) for at, name in enumerate(names) if name.strip()]
    if value == there or (not value and there is None):
        return None
    attribute = _attribute(one, path)
    if not value and attribute is not None and attribute.optional:
        return _finished(one, bases, (Change(Act.TAKE, path),), path, there, None)
    return _finished(one, bases, (*_holders(one, path), Change(Act.PUT, path, value)), path, there, value)


def values_step(one: DraftBook, bases: Bases, path: Path, values: Mapping[str, object]) -> Step | None:
    """Several keys of one entry at once; None takes a key away. What cannot stand there is refused."""
    kind = type_of(one.kind, one.document, path)
    entry = entry_at(one.document, path)
    if kind is None or not isinstance(entry, Mapping):
        raise Refusal("drafts.no_such_place")
    changes: list[Change] = []
    for name, value in values.items():
        if name not in attributes(kind):
            raise Refusal("definitions.unknown_key", seen=name, hint=hint(name, attributes(kind)))
        if value is None and name in entry:
            changes.append(Change(Act.TAKE, (*path, name)))
        elif value is not None and entry.get(name) != value:
            changes.append(Change(Act.PUT, (*path, name), value))
    if not changes:
        return None
    labels = [place_words(one.kind, one.document, change.path) for change in changes]
    facts = {"place": labels[0] if len(labels) == 1 else place_words(one.kind, one.document, path)}
    old = {name: value_words(None, _only(entry, values), name) for name in LANGUAGES}
    new = {name: value_words(None, {key: part for key, part in values.items() if part is not None}, name) for name in LANGUAGES}
    return _told(one, bases, changes, path, Said("drafts.put", {**facts, "old": old, "new": new}))


def _only(entry: Mapping[str, Any], names: Iterable[str]) -> Document:
    return {name: entry[name] for name in names if name in entry}


# Entries -------------------------------------------------------------------------------------------------------------------


def added_step(one: DraftBook, bases: Bases, adding: Adding) -> Step:
    """A new entry at the end of its list, with a key that nobody has."""
    shape, there = _slot(one, adding.path)
    if shape.sort is Sort.FREE:
        return _added_name(one, bases, adding.path, shape, there or {})
    entry = blank(shape.parts[0])
    if isinstance(entry, dict):
        entry |= dict(adding.preset)
    at = len(there) if isinstance(there, list) else 0
    if isinstance(entry, dict) and shape.parts[0].sort is Sort.TABLE:
        entry = _keyed(one, shape.parts[0].type, entry, there or [])
    return _inserted(one, bases, adding.path, at, entry, "drafts.added")


def _inserted(one: DraftBook, bases: Bases, path: Path, at: int, entry: Any, code: str) -> Step:
    changes = (*_holders(one, (*path, at)), Change(Act.INSERT, (*path, at), entry))
    after = changed_by(one.document, changes).document
    return _told(one, bases, changes, (*path, at), Said(code, {"place": place_words(one.kind, after, (*path, at))}))


def _added_name(one: DraftBook, bases: Bases, path: Path, shape: Shape, there: Mapping[str, Any]) -> Step:
    """A line of a table with free keys, under the first name that has none."""
    refers = shape.parts[0].mark(Refers)
    known: list[str] = known_values(one, path, refers) if refers is not None else []
    name = next((each for each in [*known, ""] if each not in there), None)
    if name is None:
        raise Refusal("drafts.name_the_line")
    changes = (*_holders(one, (*path, name)), Change(Act.PUT, (*path, name), blank(shape.parts[1])))
    after = changed_by(one.document, changes).document
    return _told(one, bases, changes, (*path, name), Said("drafts.added", {"place": place_words(one.kind, after, (*path, name))}))


_END = re.compile(r"(\d+)$")


def _keyed(one: DraftBook, kind: Any, entry: Document, there: Sequence[Any]) -> Document:
    """An entry with a key of its own, in the manner of its neighbours: A1-3 → A1-4."""
    found = own_key(kind)
    if found is None:
        return entry
    like = [each for each in there if not entry.get(PARENT) or each.get(PARENT) == entry.get(PARENT)]
    last = entry_name(kind, like[-1], 0) if like else ""
    if found[0][-1] == "zh":
        stem = both("drafts.new_name", sort=sort_label(kind, "zh"))["zh"]
    elif _END.search(last):
        stem = last
    elif like:
        stem = f"{last}_1"
    else:
        stem = f"{entry[PARENT]}-0" if entry.get(PARENT) else f"{kind.__name__.lower()}_0"
    key = _next(stem, {name.key for _, _, _, name in one.book.everything()} | {""})
    if found[0][-1] == "zh":
        return entry | {str(found[0][0]): {"zh": key}}
    return entry | {str(found[0][0]): key}


def _next(stem: str, taken: set[str]) -> str:
    number = _END.search(stem)
    head, at = (stem[: number.start()], int(number[1])) if number else (stem, 0)
    candidates: Iterator[str] = (f"{head}{at + more}" for more in range(1, len(taken) + 2))
    if not number and stem not in taken:
        return stem
    return next(one for one in candidates if one not in taken)


def copied_step(one: DraftBook, bases: Bases, path: Path) -> Step:
    """The same entry once more, right behind it, under another key."""
    entry = _entry(one, path)
    kind = type_of(one.kind, one.document, path)
    if isinstance(entry, Mapping) and kind is not None and (found := own_key(kind)) is not None:
        taken = {name.key for _, _, _, name in one.book.everything()}
        old = entry_name(kind, entry, 0)
        new = _next(old if _END.search(old) else f"{old}_1", taken | {f"{old}_1"})
        name = found[0][0]
        entry = {**entry, name: {**entry[name], "zh": new} if found[0][-1] == "zh" else new}
    at = path[-1]
    assert isinstance(at, int)
    return _inserted(one, bases, path[:-1], at + 1, entry, "drafts.copied")


def removed_step(one: DraftBook, bases: Bases, path: Path) -> Step:
    """An entry taken away; of a branch of the tree also what hangs on it."""
    words = Said("drafts.removed", {"place": place_words(one.kind, one.document, path)})
    if isinstance(path[-1], str):
        entry_there = entry_at(one.document, path)
        if entry_there is None:
            raise Refusal("drafts.no_such_place")
        return _told(one, bases, (Change(Act.TAKE, path),), path[:-1], words)
    _entry(one, path)
    gone = [path, *beneath(one, path)]
    ordered = sorted(gone, key=lambda each: (str(each[:-1]), each[-1]), reverse=True)
    if len(gone) > 1:
        words = Said("drafts.removed_with", {"place": words.facts["place"], "count": len(gone) - 1})
    return _told(one, bases, tuple(Change(Act.REMOVE, each) for each in ordered), path[:-1], words)


def moved_step(one: DraftBook, bases: Bases, path: Path, by: int) -> Step | None:
    """An entry up (−1) or down (1) among its neighbours; in the rubric's tree those that hang on the same branch."""
    _entry(one, path)
    near = neighbours(one, path)
    at = near.index(path[-1]) + by
    if not 0 <= at < len(near) or not by:
        return None
    code = "drafts.moved_up" if by < 0 else "drafts.moved_down"
    words = Said(code, {"place": place_words(one.kind, one.document, path)})
    return _told(one, bases, (Change(Act.MOVE, path, to=near[at]),), (*path[:-1], near[at]), words)


def neighbours(one: DraftBook, path: Path) -> list[Any]:
    """The positions of the entries among which one can be moved, itself included."""
    listed = entry_at(one.document, path[:-1])
    own = entry_at(one.document, path)
    if not isinstance(listed, list):
        raise Refusal("drafts.no_such_place")
    if path[:-1] not in (("branches",), ("indicators",)) or not isinstance(own, Mapping):
        return list(range(len(listed)))
    parent = own.get(PARENT, "")
    return [at for at, other in enumerate(listed) if isinstance(other, Mapping) and other.get(PARENT, "") == parent]


def _entry(one: DraftBook, path: Path) -> Any:
    entry = entry_at(one.document, path)
    if entry is None or not path or not isinstance(path[-1], int):
        raise Refusal("drafts.no_such_place")
    return entry


# Words and what follows ----------------------------------------------------------------------------------------------------


def _finished(one: DraftBook, bases: Bases, changes: Sequence[Change], path: Path, old: Any, new: Any) -> Step:
    shape = shape_at(one.kind, one.document, path)
    facts: dict[str, object] = {"place": place_words(one.kind, one.document, path)}
    for name, value in (("old", old), ("new", new)):
        facts[name] = {language: _words(shape, value, language) for language in LANGUAGES}
    return _told(one, bases, changes, path, Said("drafts.put", facts))


def _words(shape: Shape | None, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return yes_no(value, language)
    if shape is not None and shape.sort is Sort.UNION and isinstance(value, str):
        return answer_label(shape, value, language, of=shape)
    return value_words(shape, value, language)


def _told(one: DraftBook, bases: Bases, changes: Iterable[Change], at: Path, words: Said) -> Step:
    """With new keys for what would otherwise change its meaning."""
    changes = tuple(changes)
    _, more, found = renewed(one.book, changes, bases.books)
    return Step((*changes, *more), words, at, renewal_words(found) if found else None)


def renewal_words(found: Sequence[Renewal]) -> Said:
    """Why there are new keys."""
    keys = [Said("drafts.renewal", {"old": each.old, "new": each.new, "label": each.label}) for each in found]
    return Said("drafts.renewed", {"first": found[0].old, "keys": keys})
