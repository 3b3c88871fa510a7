"""What the builder needs at an entry of a draft: where its expressions stand and what they may use, and a measure's bench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.definitions.compiled_conditions import CompiledConditions, draft_conditions
from scoring.definitions.compiled_form import CompiledForm, draft_form
from scoring.definitions.compiled_policy import CompiledPolicy, draft_policy
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.locations import Path, entry_at, key_path
from scoring.definitions.mistakes import Slot
from scoring.definitions.rubric import Measure
from scoring.services.building import Bench, Document, PlainMeasure, bench
from scoring.services.draft_reading import DraftBook
from scoring.services.draft_words import type_of
from scoring.services.drafts import open_draft
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class Workbench:
    """``slots``: path → what an expression there may use and must be. ``bench`` and ``plain`` of a measure, None elsewhere.

    ``document`` is the draft as it reads, None where too much of it is wrong.
    """

    slots: Mapping[Path, Slot]
    bench: Bench | None = None
    plain: PlainMeasure | None = None
    document: Document | None = None


def workbench(opened: OpenRound, draft: str, path: Path) -> Workbench:
    """For the entry at a path; nothing to build with where the draft does not read at all."""
    one = open_draft(opened, draft)
    told = _places(one)
    slots = {at: told[key] for at in _texts(entry_at(one.document, path), path) if (key := key_path(at, one.document)) in told}
    for name in _missing(one, path):
        if (key := key_path((*path, name), one.document)) in told:
            slots[(*path, name)] = told[key]
    compiled = one.linted.compiled
    if isinstance(compiled, CompiledForm) or compiled is None:
        return Workbench(slots)
    document = compiled.rubric if isinstance(compiled, CompiledRubric) else compiled.document
    entry = entry_at(one.document, path)
    if not isinstance(entry, Mapping) or type_of(one.kind, one.document, path) is not Measure:
        return Workbench(slots, document=document)
    return Workbench(slots, bench(compiled, str(entry.get("key", ""))), dict(entry), document)


def _places(one: DraftBook) -> dict[str, Slot]:
    """Every expression's place in the draft."""
    slots: dict[str, Slot] = {}
    match one.linted.compiled:
        case CompiledForm() as compiled:
            draft_form(compiled.form, "", slots)
        case CompiledRubric() as compiled:
            draft_rubric(compiled.rubric, compiled.form, "", slots)
        case CompiledConditions() as compiled:
            draft_conditions(compiled.document, compiled.form, "", slots)
        case CompiledPolicy() as compiled:
            draft_policy(compiled.document, compiled.form, "", slots)
        case _:
            pass
    return slots


def _texts(value: Any, path: Path) -> Iterator[Path]:
    """Every place of a text in an entry."""
    if isinstance(value, str):
        yield path
    parts = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in parts:
        yield from _texts(inner, (*path, part))


def _missing(one: DraftBook, path: Path) -> Iterator[str]:
    """The keys of the entry at which nothing stands yet."""
    kind = type_of(one.kind, one.document, path) if path else one.kind
    entry = entry_at(one.document, path)
    if kind is not None and isinstance(entry, Mapping):
        yield from (name for name in getattr(kind, "__dataclass_fields__", {}) if name not in entry)
