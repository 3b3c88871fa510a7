"""What the verbs about decisions have in common: reading acts, a matter by its id, texts and days that are needed."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from scoring.errors import Refusal
from scoring.services.rounds import OpenRound
from scoring.store import decisions
from scoring.store.decisions import Act, Matter

__all__ = [
    "Act", "Known", "Matter", "acts_of", "day_in", "last_of", "matters", "needed", "one_matter", "same_person", "short", "write",
]  # fmt: skip

SHORT = 8
"""Digits of a matter's id that people type and lists show: the last ones, the first are the time."""
Known: TypeAlias = Collection[str] | None
"""Ids of the acts that somebody knew of, a paper for one; None: all that stand now."""


def acts_of(opened: OpenRound, matter: Matter | None = None, known: Known = None) -> tuple[Act, ...]:
    """The acts that stand, the oldest first; with ``known`` those and no others, whatever became of them since."""
    if known is None:
        return decisions.standing(opened.store, opened.round.id, matter)
    return tuple(one for one in decisions.every(opened.store, opened.round.id, matter) if one.id in known)


def matters(opened: OpenRound, matter: Matter, known: Known = None) -> tuple[tuple[Act, ...], ...]:
    """Each matter with everything about it: its first act, then what followed."""
    found: dict[str, list[Act]] = defaultdict(list)
    for one in acts_of(opened, matter, known):
        found[one.about].append(one)
    return tuple(tuple(acts) for acts in found.values() if acts[0].begins)


def short(made: str) -> str:
    """An id as people see it."""
    return made[-SHORT:]


def one_matter(opened: OpenRound, matter: Matter, wanted: str) -> tuple[Act, ...]:
    """By the end of its number, or by a part of the name of its carrier, department or person; of several the one nothing followed.

    Raises Refusal where there is none, or more than one.
    """
    known, text = matters(opened, matter), wanted.strip()
    found = [acts for acts in known if text and acts[0].id.endswith(text.lower())]
    if not found and text:
        names = {one.uscc: one.name for one in opened.participants()}
        called = [acts for acts in known if any(text in word for word in _names(acts[0], names))]
        found = called if len(called) == 1 else [acts for acts in called if len(acts) == 1]
    if len(found) != 1:
        raise Refusal(f"decide.no_such_{matter.value}", wanted=wanted, known=[short(acts[0].id) for acts in known])
    return found[0]


def _names(first: Act, names: Mapping[str, str]) -> tuple[str, ...]:
    """What people call a matter by."""
    content = first.content
    return (names.get(first.uscc, ""), first.uscc, content.get("department", ""), content.get("who", ""))


def needed(code: str, text: str) -> str:
    """A text without blanks around it. Raises Refusal ``code`` where nothing is left."""
    kept = text.strip()
    if not kept:
        raise Refusal(code)
    return kept


def day_in(text: str) -> date:
    """``2026-05-20``. Raises Refusal for what is no day."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refusal("decide.no_day", text=text.strip()) from error
    return day


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, whatever the width of letters, blanks and case."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def write(
    opened: OpenRound,
    matter: Matter,
    act: str,
    content: Mapping[str, object],
    *,
    uscc: str = "",
    about: str = "",
    actor: str,
    now: datetime,
) -> Act:
    """An act of the round."""
    return decisions.write(
        opened.store,
        round_id=opened.round.id,
        matter=matter,
        act=act,
        content=content,
        uscc=uscc,
        about=about,
        actor=actor,
        now=now,
    )


def last_of(acts: Sequence[Act], *wanted: str) -> Act | None:
    """The latest act of these kinds."""
    return next((one for one in reversed(acts) if one.act in wanted), None)
