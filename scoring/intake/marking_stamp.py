"""The stamp of a marking sheet: round, rubric and reviewer, with a check that shows when one of them was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scoring.definitions.canonical import Sha256, sha256
from scoring.intake.stamp import HASH_DIGITS

_STAMP = re.compile(r"评分表\s+([0-9a-f-]{36})/([0-9a-f]{8,64})/([0-9a-f]{8})")
CHECK_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Stamp:
    """``rubric``: the first digits of its hash."""

    round_id: str
    rubric: str
    check: str

    def holds(self, reviewer: str) -> bool:
        """Whether it was made for this reviewer, and nothing in it is another since."""
        return self.check == _check(self.round_id, self.rubric, reviewer)


def stamp_text(round_id: str, rubric: Sha256, reviewer: str) -> str:
    """``评分表 01a1fe97-…/0123456789ab/89abcdef``."""
    digits = rubric[:HASH_DIGITS]
    return f"评分表 {round_id}/{digits}/{_check(round_id, digits, reviewer)}"


def stamp_in(text: str) -> Stamp | None:
    """The stamp in a text, None without one."""
    found = _STAMP.search(text)
    return Stamp(found[1], found[2], found[3]) if found else None


def _check(round_id: str, digits: str, reviewer: str) -> str:
    return sha256(f"{round_id}/{digits}/{reviewer}")[:CHECK_DIGITS]
