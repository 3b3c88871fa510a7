"""Invented names and codes: each once in the whole district."""

from __future__ import annotations

from typing import Any

from scoring.services.sample import with_check_character
from scoring.services.samples.dice import Dice


class Register:
    """Gives out firms' names and codes. ``data`` is the whole of it, of which the table ``names`` is used."""

    def __init__(self, data: Any) -> None:
        self._words = words = data["names"]
        self._seed = data["seed"]
        self._given: set[str] = set()
        self._serial = words["first_serial"]

    def firm(self, industry: str, special: str = "") -> tuple[str, str]:
        """Name and 统一社会信用代码 of one more firm; ``special`` is its name where it is not left to chance."""
        self._serial += 1
        name, dice = special, Dice(self._seed, self._serial)
        while not name or name in self._given:
            own = dice.pick(self._words["first"]) + dice.pick(self._words["second"])
            name = self._words["firm"].format(own=own, trade=dice.pick(self._words["trade"][industry]))
        self._given.add(name)
        return name, self.code(self._serial)

    def code(self, serial: int) -> str:
        return with_check_character(f"{self._words['stem']}{serial:06}")

    def person(self, dice: Dice) -> str:
        return str(dice.pick(self._words["family"]) + dice.pick(self._words["first"]) + dice.pick(self._words["given"]))
