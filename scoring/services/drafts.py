"""Drafts of forms, rubrics, conditions and policies (草稿): begun as a copy, edited step by step, undone, dropped.

Every edit is kept and journalled with what it was and why more changed than was asked for; an undo is an edit like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Any

from scoring.definitions.canonical import canonical, sha256
from scoring.definitions.codec import SCHEMAS, read_toml
from scoring.definitions.drafting import NotThere, Step, replayed, written
from scoring.definitions.form import Form
from scoring.definitions.locations import Path
from scoring.definitions.referring import Book
from scoring.errors import Refusal, Said
from scoring.findings import said_document, said_of
from scoring.messages import say
from scoring.services.days import day_of
from scoring.services.definitions import text_of
from scoring.services.draft_reading import (
    TYPES,
    DraftBook,
    canonical_of,
    document_of,
    follow,
    plain_of,
    read_draft_book,
)
from scoring.services.draft_steps import (
    Adding,
    Bases,
    added_step,
    copied_step,
    given_step,
    kind_step,
    moved_step,
    names_step,
    removed_step,
    taken_step,
    typed_step,
    values_step,
)
from scoring.services.rounds import OpenRound
from scoring.services.rubric_versions import Origin
from scoring.store import definitions, drafts
from scoring.store.connection import Store
from scoring.store.definitions import Kind as Kind  # noqa: PLC0414 # the window names the sorts of definitions too
from scoring.store.drafts import Draft, Edit, State

FOLDERS: Mapping[Kind, str] = {
    Kind.FORM: "forms",
    Kind.RUBRIC: "rubrics",
    Kind.CONDITIONS: "conditions",
    Kind.POLICY: "policies",
}
UNDONE, REDONE = "drafts.undone", "drafts.redone"


# What a draft can be begun from --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DefinitionChoice:
    """A version of a definition. ``label`` tells it from the others, ``name`` is that of its file, ``text`` its canonical text."""

    origin: Origin
    kind: Kind
    hash: str
    key: str
    version: str
    title: str
    status: str
    name: str
    label: str
    text: str


def definition_choices(opened: OpenRound, kind: Kind, language: str = "zh") -> tuple[DefinitionChoice, ...]:
    """In use, adopted before (the youngest first), then ours that nobody adopted yet; but for forms, only of the round's form."""
    adopted = [one for one in definitions.adopted(opened.store) if one.kind is kind][::-1]
    dates = definitions.adoptions(opened.store)
    in_use = {opened.round.form, opened.round.rubric}
    found = [
        _choice(
            Origin.CURRENT if one.hash in in_use else Origin.ADOPTED,
            kind,
            one.text,
            one.source,
            language,
            on=day_of(dates[one.hash][1]),
        )
        for one in sorted(adopted, key=lambda one: one.hash not in in_use)
    ]
    known = {one.hash for one in found}
    ours = (_choice(Origin.SHIPPED, kind, text, name, language) for name, text in _shipped(kind))
    return tuple(one for one in (*found, *(one for one in ours if one.hash not in known)) if _fits(one, opened))


def _fits(one: DefinitionChoice, opened: OpenRound) -> bool:
    plain = json.loads(one.text)
    return one.kind is Kind.FORM or plain["form"] == opened.form.form.key


def _shipped(kind: Kind) -> Iterator[tuple[str, str]]:
    """(file name, canonical text) of every definition of ours."""
    for file in sorted(files("resources").joinpath(FOLDERS[kind]).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            _, text, _ = read_toml(file.read_text("utf-8"), TYPES[kind], file.name)
            yield file.name, text


def _choice(origin: Origin, kind: Kind, text: str, name: str, language: str, *, on: str = "") -> DefinitionChoice:
    plain = json.loads(text)
    title, status = (str(plain[key].get(language) or plain[key]["zh"]) for key in ("title", "status"))
    facts = {"title": title, "version": plain["version"], "on": on, "name": name}
    label = say(f"rubric_book.choice.{origin.value}", facts, language)
    return DefinitionChoice(origin, kind, sha256(text), plain["key"], plain["version"], title, status, name, label, text)


def definition_file(path: FilePath, language: str = "zh") -> DefinitionChoice:
    """A definition file of whatever kind. Raises Refusal where it is none, or has mistakes in its shape (the first is named)."""
    toml = text_of(path)
    for kind, sort in TYPES.items():
        document, text, findings = read_toml(toml, sort, path.name)
        if document is not None:
            return _choice(Origin.FILE, kind, text, path.name, language)
        if not any(one.code == "definitions.wrong_schema" for one in findings):
            first = (*map(str, findings[0].places), Said(findings[0].code, findings[0].facts))
            raise Refusal("drafts.file_has_mistakes", name=path.name, count=len(findings), first=first)
    raise Refusal("drafts.no_definition", name=path.name, known=[*SCHEMAS.values()])


def begin_draft(opened: OpenRound, choice: DefinitionChoice, *, actor: str, now: datetime) -> Draft:
    """A draft that says what the version says, until somebody edits it."""
    return drafts.begin(opened.store, kind=choice.kind, text=choice.text, source=choice.name, actor=actor, now=now)


# Drafts that are there -----------------------------------------------------------------------------------------------------


def standing_drafts(store: Store) -> tuple[Draft, ...]:
    """Those that are worked at, the youngest first."""
    return tuple(one for one in drafts.all_drafts(store) if one.state is State.STANDING)


def find_draft(store: Store, wanted: str) -> Draft:
    """A draft by its id, by the beginning of its id, or by its key where only one standing draft has it. Raises Refusal."""
    known = drafts.all_drafts(store)
    exact = [one for one in known if one.id == wanted]
    found = exact or [one for one in standing_drafts(store) if one.id.endswith(wanted) or json.loads(one.text)["key"] == wanted]
    if len(found) != 1 or not wanted:
        listed = [f"{one.id[-6:]} {json.loads(one.text)['key']}" for one in (found or standing_drafts(store))][:8]
        raise Refusal("drafts.which_draft" if found else "drafts.no_such_draft", wanted=wanted, known=listed)
    return found[0]


def drop_draft(store: Store, draft: str, *, actor: str, now: datetime) -> Draft:
    """Put a draft away. Nothing of it is deleted: ``take_up_draft`` brings it back."""
    return drafts.settle(store, draft, State.DROPPED, actor=actor, now=now)


def take_up_draft(store: Store, draft: str, *, actor: str, now: datetime) -> Draft:
    """Work at a draft again that was put away or adopted."""
    return drafts.settle(store, draft, State.STANDING, actor=actor, now=now)


def open_draft(opened: OpenRound, draft: str) -> DraftBook:
    """A draft as it stands now. Raises Refusal where there is none of this id."""
    return read_draft_book(opened, drafts.find(opened.store, draft))


def bases_of(opened: OpenRound, one: DraftBook) -> Bases:
    """The version the draft was begun from, and every adopted one of its key: their keys keep what they mean."""
    texts = {one.draft.text: None}
    for adopted in definitions.adopted(opened.store):
        if adopted.kind is one.draft.kind and adopted.key == one.document.get("key"):
            texts[adopted.text] = None
    form = one.book.form if one.kind is not Form else None
    return Bases(tuple(Book.of(one.kind, plain_of(one.draft.kind, text), form) for text in texts))


# Edits ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit. ``number`` 0: nothing had to be changed. ``renewed`` says which keys are new, and why.

    ``path`` is where the person stands afterwards; other paths may have moved.
    """

    draft: str
    number: int
    words: Said
    renewed: Said | None
    path: Path


NOTHING = Said("drafts.unchanged")


def edit(opened: OpenRound, draft: str, step: Step | None, *, actor: str, now: datetime) -> Edited:
    """Keep a step. Raises Refusal where the draft has changed meanwhile so that it does not fit, or is not worked at any more."""
    if step is None:
        return Edited(draft, 0, NOTHING, None, ())
    with opened.store.writing():
        there = drafts.find(opened.store, draft)
        document = document_of(opened, there)
        try:
            kept = json.loads(canonical(written(step.changes)))
            after = replayed(TYPES[there.kind], document, kept).document
        except NotThere as error:
            raise Refusal("drafts.changed_meanwhile") from error
        number = drafts.keep(
            opened.store,
            draft,
            changes=kept,
            words=_words(step),
            undoes=0,
            actor=actor,
            now=now,
        )
        follow(opened, draft, after)
    return Edited(draft, number, step.words, step.reason, step.at)


def _words(step: Step) -> dict[str, object]:
    told = said_document(step.words)
    return told | {"reason": said_document(step.reason)} if step.reason else told


def _done(opened: OpenRound, draft: str, make: Callable[[DraftBook, Bases], Step | None], *, actor: str, now: datetime) -> Edited:
    one = open_draft(opened, draft)
    return edit(opened, draft, make(one, bases_of(opened, one)), actor=actor, now=now)


def type_text(opened: OpenRound, draft: str, path: Path, text: str, *, actor: str, now: datetime) -> Edited:
    """What was typed into a slot: a text, a number, 是/否, an answer, a key, a reference, an expression.

    Nothing typed takes away what may be left out. Raises Refusal where it cannot be meant.
    """
    return _done(opened, draft, lambda one, bases: typed_step(one, bases, path, text), actor=actor, now=now)


def set_names(opened: OpenRound, draft: str, path: Path, names: Sequence[str], *, actor: str, now: datetime) -> Edited:
    """A whole list of names or references."""
    return _done(opened, draft, lambda one, bases: names_step(one, bases, path, names), actor=actor, now=now)


def put_values(opened: OpenRound, draft: str, path: Path, values: Mapping[str, object], *, actor: str, now: datetime) -> Edited:
    """Several keys of one entry at once, as one edit; None takes a key away."""
    return _done(opened, draft, lambda one, bases: values_step(one, bases, path, values), actor=actor, now=now)


def give(opened: OpenRound, draft: str, path: Path, *, actor: str, now: datetime) -> Edited:
    """A part that may be left out."""
    return _done(opened, draft, lambda one, bases: given_step(one, bases, path), actor=actor, now=now)


def take_away(opened: OpenRound, draft: str, path: Path, *, actor: str, now: datetime) -> Edited:
    """A part that may be left out, left out. Raises Refusal where it must stand."""
    return _done(opened, draft, lambda one, bases: taken_step(one, bases, path), actor=actor, now=now)


def choose_kind(opened: OpenRound, draft: str, path: Path, kind: str, *, actor: str, now: datetime) -> Edited:
    """Another kind of scale or amount; what both kinds have is kept."""
    return _done(opened, draft, lambda one, bases: kind_step(one, bases, path, kind), actor=actor, now=now)


def add_entry(opened: OpenRound, draft: str, adding: Adding, *, actor: str, now: datetime) -> Edited:
    """A new entry (or line) at the end of its list."""
    return _done(opened, draft, lambda one, bases: added_step(one, bases, adding), actor=actor, now=now)


def copy_entry(opened: OpenRound, draft: str, path: Path, *, actor: str, now: datetime) -> Edited:
    """The same entry once more, behind it, under another key."""
    return _done(opened, draft, lambda one, bases: copied_step(one, bases, path), actor=actor, now=now)


def remove_entry(opened: OpenRound, draft: str, path: Path, *, actor: str, now: datetime) -> Edited:
    """An entry or a line; of a branch also what hangs on it."""
    return _done(opened, draft, lambda one, bases: removed_step(one, bases, path), actor=actor, now=now)


def move_entry(opened: OpenRound, draft: str, path: Path, by: int, *, actor: str, now: datetime) -> Edited:
    """An entry or a line up (−1) or down (1)."""
    return _done(opened, draft, lambda one, bases: moved_step(one, bases, path, by), actor=actor, now=now)


# Back and forth ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """The edits that stand, and those that could be done again, the next of each last."""

    done: tuple[Edit, ...]
    undone: tuple[Edit, ...]


def standing_edits(edits: Sequence[Edit]) -> Standing:
    """What undoing would take back, and what could be done again: every new edit forgets the latter."""
    known = {one.number: one for one in edits}
    done: list[int] = []
    undone: list[int] = []
    for one in edits:
        if not one.undoes:
            done.append(one.number)
            undone.clear()
        elif done and done[-1] == one.undoes:
            done.pop()
            undone.append(one.number)
        else:
            undone.pop()
            done.append(one.number)
    return Standing(tuple(known[number] for number in done), tuple(known[number] for number in undone))


def words_of(kept: Edit) -> Said:
    """What an edit did; of an undoing what was undone."""
    said = said_of(kept.words)
    inner = said.facts.get("what")
    return inner if said.code in (UNDONE, REDONE) and isinstance(inner, Said) else said


def reason_of(kept: Edit) -> Said | None:
    """Why more was changed than was asked for."""
    return said_of(kept.words["reason"]) if "reason" in kept.words else None


def undo_edit(opened: OpenRound, draft: str, *, number: int = 0, actor: str, now: datetime) -> Edited:
    """Take the last edit back that stands. ``number``: only if it is this one. Raises Refusal where there is none, or another."""
    return _back(opened, draft, number, UNDONE, actor=actor, now=now)


def redo_edit(opened: OpenRound, draft: str, *, actor: str, now: datetime) -> Edited:
    """Do again what was taken back last. Raises Refusal where nothing was."""
    return _back(opened, draft, 0, REDONE, actor=actor, now=now)


def _back(opened: OpenRound, draft: str, number: int, code: str, *, actor: str, now: datetime) -> Edited:
    with opened.store.writing():
        there = drafts.find(opened.store, draft)
        edits = drafts.edits_of(opened.store, draft)
        standing = standing_edits(edits)
        wanted = standing.done if code == UNDONE else standing.undone
        if not wanted or (number and wanted[-1].number != number):
            raise Refusal("drafts.nothing_to_undo" if code == UNDONE else "drafts.nothing_to_redo")
        last = wanted[-1]
        before = plain_of(there.kind, there.text)
        for one in edits[: last.number - 1]:
            before = replayed(TYPES[there.kind], before, one.changes).document
        inverse = replayed(TYPES[there.kind], before, last.changes).inverse
        said = Said(code, {"what": words_of(last)})
        made = drafts.keep(
            opened.store,
            draft,
            changes=written(inverse),
            words=said_document(said),
            undoes=last.number,
            actor=actor,
            now=now,
        )
    return Edited(draft, made, said, None, inverse[0].path if inverse else ())


# What a person reads of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft in a list. ``begun_from`` is the version it was copied from."""

    id: str
    kind: Kind
    kind_label: str
    key: str
    version: str
    title: str
    begun_from: str
    actor: str
    changed_at: datetime
    edits: int
    state: State


def draft_head(opened: OpenRound, draft: Draft, language: str = "zh") -> DraftHead:
    """The draft as it calls itself now."""
    now, base = document_of(opened, draft), json.loads(draft.text)
    words = {"title": _title(base, language), "version": base.get("version", "")}
    return DraftHead(
        id=draft.id,
        kind=draft.kind,
        kind_label=say(f"logbook.definition.{draft.kind.value}", {}, language),
        key=str(now.get("key", "")),
        version=str(now.get("version", "")),
        title=_title(now, language),
        begun_from=say("drafts.begun_from", words | {"source": draft.source}, language),
        actor=draft.actor,
        changed_at=draft.changed_at,
        edits=draft.edits,
        state=draft.state,
    )


def _title(document: Mapping[str, Any], language: str) -> str:
    title = document.get("title")
    return str(title.get(language) or title.get("zh", "")) if isinstance(title, Mapping) else ""


def draft_heads(opened: OpenRound, language: str = "zh") -> tuple[DraftHead, ...]:
    """The drafts that are worked at."""
    return tuple(draft_head(opened, one, language) for one in standing_drafts(opened.store))


def draft_text(one: DraftBook) -> str:
    """The canonical text that the draft would be adopted with."""
    return canonical_of(one.document)
