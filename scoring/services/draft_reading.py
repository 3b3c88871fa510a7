"""A draft as it stands now: its document, the form it is read against, and everything lint says of it, kept while nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any, Generic, TypeVar

from scoring.definitions.canonical import canonical
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_conditions import CompiledConditions
from scoring.definitions.compiled_form import CompiledForm, let_binding
from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.drafting import Document, replayed
from scoring.definitions.expression import read_condition, read_number, table_scope
from scoring.definitions.form import Form
from scoring.definitions.locations import Path, entry_at
from scoring.definitions.policy import Policy
from scoring.definitions.referring import Book, Plain
from scoring.definitions.roles import Expression, Where
from scoring.definitions.rubric import Rubric
from scoring.definitions.shapes import shape_of, typed
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.definitions.tree import Binding, Scope
from scoring.errors import Bug
from scoring.places import Place
from scoring.services.definitions import Linted, lint_document
from scoring.services.rounds import OpenRound
from scoring.store import definitions, drafts
from scoring.store.definitions import Kind
from scoring.store.drafts import Draft

T = TypeVar("T")

TYPES: Mapping[Kind, type] = {Kind.FORM: Form, Kind.RUBRIC: Rubric, Kind.CONDITIONS: Conditions, Kind.POLICY: Policy}


@dataclass(frozen=True, slots=True)
class FormText:
    """A form with its canonical text."""

    text: str
    form: Form

    @property
    def plain(self) -> Plain:
        found: Plain = json.loads(self.text)
        return found


@dataclass(frozen=True, slots=True)
class DefinitionBook:
    """A definition, whole or faulty, with everything that is shown of it. ``form`` is None where none has the key that it names."""

    sort: Kind
    document: Document
    form: FormText | None
    linted: Linted
    book: Book

    @property
    def kind(self) -> type:
        return TYPES[self.sort]


@dataclass(frozen=True, slots=True)
class DraftBook(DefinitionBook):
    """The same of a draft."""

    draft: Draft


def read_draft_book(opened: OpenRound, draft: Draft) -> DraftBook:
    """The draft as it stands."""
    document = document_of(opened, draft)
    kind = TYPES[draft.kind]
    form = None if kind is Form else form_for(opened, str(document.get("form", "")))
    linted, book = _LOOKED.of((*_state(opened, draft), form.text if form else ""), lambda: _looked(kind, document, form))
    return DraftBook(draft.kind, document, form, linted, book, draft)


def read_version(opened: OpenRound, kind: Kind, text: str) -> DefinitionBook:
    """A version by its canonical text."""
    document = plain_of(kind, text)
    form = None if kind is Kind.FORM else form_for(opened, str(document.get("form", "")))
    return DefinitionBook(kind, document, form, *_looked(TYPES[kind], document, form))


class Kept(Generic[T]):
    """The last few things that were worked out, by what tells them apart; several threads may ask."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: dict[Hashable, T] = {}

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        made = make()
        self.keep(key, made)
        return made

    def keep(self, key: Hashable, made: T) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]


_LOOKED: Kept[tuple[Linted, Book]] = Kept(8)
_DOCUMENTS: Kept[Document] = Kept(8)


def _state(opened: OpenRound, draft: Draft) -> tuple[Hashable, ...]:
    """What tells one state of a draft from another, in copies of a workspace too."""
    return opened.store.path, draft.id, draft.edits, draft.changed_at, draft.last


def _looked(kind: type, document: Document, form: FormText | None) -> tuple[Linted, Book]:
    linted = lint_document(document, kind, "", lambda _: form.form if form else None)
    return linted, Book.of(kind, document, form.plain if form else None)


# Documents -----------------------------------------------------------------------------------------------------------------


def plain_of(kind: Kind, text: str) -> Document:
    """A document from its canonical text, its numbers being numbers again."""
    found = typed(shape_of(TYPES[kind]), json.loads(text))
    assert isinstance(found, dict)
    return found


def document_of(opened: OpenRound, draft: Draft) -> Document:
    """The draft's document after all its edits."""
    return _DOCUMENTS.of(_state(opened, draft), lambda: _edited(opened, draft))


def follow(opened: OpenRound, draft: str, document: Document) -> None:
    """The document after an edit is known: the edits before it need not be gone through again."""
    _DOCUMENTS.keep(_state(opened, drafts.find(opened.store, draft)), document)


def _edited(opened: OpenRound, draft: Draft) -> Document:
    found = plain_of(draft.kind, draft.text)
    for edit in drafts.edits_of(opened.store, draft.id):
        found = replayed(TYPES[draft.kind], found, edit.changes).document
    return found


def canonical_of(document: Document) -> str:
    """The text that would be adopted."""
    return canonical(document)


# Forms ---------------------------------------------------------------------------------------------------------------------


def form_for(opened: OpenRound, key: str) -> FormText | None:
    """The form of a key: the round's own, else the youngest adopted, else one of ours."""
    if opened.form.form.key == key:
        return FormText(definitions.load(opened.store, opened.round.form).text, opened.form.form)
    adopted = [one for one in definitions.adopted(opened.store) if one.kind is Kind.FORM and one.key == key]
    if adopted:
        return FormText(adopted[-1].text, definitions.form_of(adopted[-1].text))
    return next((one for one in shipped_forms() if one.form.key == key), None)


@lru_cache(maxsize=1)
def shipped_forms() -> tuple[FormText, ...]:
    """Every form of ours."""
    return tuple(_shipped())


def _shipped() -> Iterator[FormText]:
    for file in sorted(files("resources").joinpath("forms").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            form, text, findings = read_toml(file.read_text("utf-8"), Form, file.name)
            if form is None:
                raise Bug(f"a form of ours does not read: {findings[:1]}")
            yield FormText(text, form)


# Reading aloud -------------------------------------------------------------------------------------------------------------


def reading(one: DefinitionBook, path: Path, expression: Expression, text: str, language: str) -> str:
    """An expression read aloud; empty where it does not read."""
    if not text:
        return ""
    found = (read_number if expression.number else read_condition)(text, scope_at(one, path, expression.where), Place())[0]
    if found is None:
        return ""
    return read(found[0] if isinstance(found, tuple) else found, TONGUES[language])


def scope_at(one: DefinitionBook, path: Path, where: Where) -> Scope:
    """The names an expression at a place may use."""
    compiled = one.linted.compiled
    found: dict[str, Binding] = {}
    form = compiled.form if isinstance(compiled, CompiledForm) else one.form.form if one.form else None
    for key in one.book.table_keys(path, where) if form is not None else ():
        table = next((each for each in form.tables if each.key == key), None) if form is not None else None
        if form is not None and table is not None:
            found |= table_scope(form, table)
    match compiled:
        case CompiledRubric() | CompiledConditions() | CompiledPolicy() if where is Where.MEASURES:
            found |= {
                key: Binding(key, each.measure.label, each.type, unit=each.measure.unit)
                for key, each in compiled.measures.items()
            }
        case CompiledRubric() if where is Where.GRADING:
            found |= compiled.grading.figures
        case CompiledPolicy() if where is Where.POLICY:
            found |= compiled.counts
        case CompiledForm() if where is Where.TABLE:
            found |= _lets(compiled, entry_at(one.document, path[:2]))
    return found


def _lets(compiled: CompiledForm, check: object) -> dict[str, Binding]:
    """The figures over other tables that a check's expressions may name."""
    key = check.get("key") if isinstance(check, Mapping) else None
    found: Any = next((each for each in compiled.checks if each.check.key == key), None)
    return {} if found is None else {let.key: let_binding(compiled.form, let) for let, _ in found.lets}
