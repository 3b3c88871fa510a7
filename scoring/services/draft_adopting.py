"""A draft adopted: kept for good under its version, and taken into use as far as that can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.compiled_rubric import draft_rubric
from scoring.definitions.drafting import Act, Change, Step
from scoring.definitions.form import Form
from scoring.definitions.locations import Path, entry_at
from scoring.errors import Refusal, Said
from scoring.messages import say
from scoring.services.days import day_of
from scoring.services.draft_reading import DraftBook, canonical_of
from scoring.services.draft_steps import Bases, typed_step
from scoring.services.draft_trying import refuse_errors
from scoring.services.draft_words import both, place_words
from scoring.services.drafts import edit, open_draft
from scoring.services.rounds import OpenRound
from scoring.store import definitions, drafts, returns, rounds
from scoring.store.definitions import Kind
from scoring.store.drafts import State


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a draft. ``before`` is the rubric or form the round used until now, where it uses another one from now on."""

    hash: Sha256
    kind: Kind
    words: Said
    effect: Said
    before: Sha256 | None


def adopt_draft(
    opened: OpenRound, draft: str, *, version: str, title: str = "", day: date | None = None, actor: str, now: datetime
) -> Adopted:
    """Keep a draft for good, under a version and (if given) another Chinese title, and use it: a rubric for the round, a form where
    the round has no return yet. ``day`` is the day the commission decided; today unless given. All of it or nothing.

    Raises Refusal: errors, a version that says something else already, the very same as one adopted, another form.
    """
    if not version.strip():
        raise Refusal("drafts.version_needed")
    with opened.store.writing():
        one = _named(opened, draft, version.strip(), title.strip(), actor=actor, now=now)
        refuse_errors(one, "drafts.cannot_adopt")
        text, key = canonical_of(one.document), str(one.document["key"])
        _free(opened, one, text, key, version.strip())
        source = say("drafts.source", {"date": day.isoformat() if day else day_of(now)}, "zh")
        made = definitions.adopt(
            opened.store, kind=one.sort, key=key, version=version.strip(), text=text, source=source, actor=actor, now=now
        )
        drafts.settle(opened.store, draft, State.ADOPTED, definition=made, actor=actor, now=now)
        effect, before = _used(opened, one, made, actor=actor, now=now)
    facts = {"sort": both(f"logbook.definition.{one.sort.value}"), "title": one.document["title"], "version": version.strip()}
    return Adopted(made, one.sort, Said("drafts.adopted", facts), effect, before)


def _named(opened: OpenRound, draft: str, version: str, title: str, *, actor: str, now: datetime) -> DraftBook:
    """The draft under its version and title: edits like any other."""
    paths: tuple[tuple[Path, str], ...] = ((("version",), version), (("title", "zh"), title))
    for path, text in paths:
        one = open_draft(opened, draft)
        if text and entry_at(one.document, path) != text:
            step = typed_step(one, Bases(()), path, text)
            edit(opened, draft, step or _put(one, path, text), actor=actor, now=now)
    return open_draft(opened, draft)


def _put(one: DraftBook, path: Path, text: str) -> Step:
    return Step((Change(Act.PUT, path, text),), Said("drafts.given", {"place": place_words(one.kind, one.document, path)}), path)


def _free(opened: OpenRound, one: DraftBook, text: str, key: str, version: str) -> None:
    if definitions.is_adopted(opened.store, sha256(text)):
        if sha256(text) in drafts.became(opened.store, one.draft.id):
            return  # it was adopted as this before, which was undone
        raise Refusal("drafts.same_as_before", version=version)
    taken = (
        each for each in definitions.adopted(opened.store) if (each.kind, each.key, each.version) == (one.sort, key, version)
    )
    if next(taken, None) is not None:
        raise Refusal("drafts.version_taken", key=key, version=version)


def _used(opened: OpenRound, one: DraftBook, made: Sha256, *, actor: str, now: datetime) -> tuple[Said, Sha256 | None]:
    """What is scored or filled in by it from now on."""
    kind = {language: opened.kind(language) for language in ("zh", "en")}
    match one.sort:
        case Kind.RUBRIC:
            if one.document["form"] != opened.form.form.key:
                raise Refusal("drafts.other_form", seen=one.document["form"], wanted=opened.form.form.key)
            rounds.use_rubric(opened.store, opened.round.id, made, actor=actor, now=now)
            return Said("drafts.adopted_for_round", {"kind": kind}), opened.round.rubric
        case Kind.FORM:
            return _form_used(opened, made, kind, actor=actor, now=now)
        case _:
            return Said("drafts.kept_beside"), None


def _form_used(opened: OpenRound, made: Sha256, kind: dict[str, str], *, actor: str, now: datetime) -> tuple[Said, Sha256 | None]:
    """By a round without a return; one that has returns keeps the form they were read with."""
    form = definitions.form(opened.store, made)
    if form.key != opened.form.form.key:
        return Said("drafts.kept_beside"), None
    sent = sum(returns.counts(opened.store, opened.round.id).values())
    if sent:
        return Said("drafts.form_for_next", {"kind": kind, "count": sent}), None
    if (first := _unread(opened, form)) is not None:
        return Said("drafts.form_unread", {"kind": kind, "first": first}), None
    rounds.use_form(opened.store, opened.round.id, made, actor=actor, now=now)
    return Said("drafts.form_for_round", {"kind": kind}), opened.round.form


def _unread(opened: OpenRound, form: Form) -> Said | None:
    """Why the rubric in use cannot be read with a form."""
    _, findings = draft_rubric(opened.rubric.rubric, form, "")
    return Said(findings[0].code, findings[0].facts) if findings else None


def withdraw_adoption(opened: OpenRound, draft: str, adopted: Adopted, *, actor: str, now: datetime) -> None:
    """What undoes an adoption: the round uses what it used before and the draft is worked at again; the version stays in the file."""
    with opened.store.writing():
        drafts.settle(opened.store, draft, State.STANDING, actor=actor, now=now)
        if adopted.before is not None and adopted.kind is Kind.RUBRIC:
            rounds.use_rubric(opened.store, opened.round.id, adopted.before, actor=actor, now=now)
        if adopted.before is not None and adopted.kind is Kind.FORM:
            if returns.counts(opened.store, opened.round.id):
                raise Refusal("drafts.form_in_use")
            rounds.use_form(opened.store, opened.round.id, adopted.before, actor=actor, now=now)
