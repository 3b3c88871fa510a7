"""The list of participants (参评名单) as a table shows it."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.services.names import sort_key
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class Participant:
    """A carrier that takes part."""

    name: str
    uscc: str


def participants(opened: OpenRound) -> tuple[Participant, ...]:
    """By pinyin."""
    return tuple(Participant(one.name, one.uscc) for one in sorted(opened.participants(), key=lambda one: sort_key(one.name)))
