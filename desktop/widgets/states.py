"""Where a return stands, as a word with an icon beside it: never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from PySide6.QtGui import QIcon

from desktop.theme import icon
from scoring.messages import say
from scoring.services.status import CarrierState

ICONS = {
    CarrierState.DUE: ("due", "faint"),
    CarrierState.RECEIVED: ("received", "accent"),
    CarrierState.RETURNED: ("returned", "warning"),
    CarrierState.ACCEPTED: ("good", "good"),
}
ORDER = tuple(CarrierState)
"""From what is still to come to what is done."""


def state_icon(state: CarrierState) -> QIcon:
    return icon(*ICONS[state])


def state_word(state: CarrierState, language: str) -> str:
    word = say(f"cli.state.{state.value}", {}, language)
    return word[:1].upper() + word[1:]


def state_width(language: str) -> int:
    """Of a column with icon and word, in characters of Chinese."""
    return width_of(state_word(state, language) for state in ORDER)


def width_of(words: Iterable[str]) -> int:
    """Room for the longest of these with an icon before it, in characters of Chinese."""
    return max(sum(2 if east_asian_width(letter) in "WF" else 1 for letter in word) for word in words) // 2 + 2
