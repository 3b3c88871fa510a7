"""What a marked copy says, in words: made by whoever has the findings, read by the child that writes the copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to put right. ``level`` is the finding's, ``word`` what it is called; ``cells``: (sheet, row, column), 0 for none."""

    level: str
    word: str
    sentence: str
    todo: str
    cells: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """The first sheet in words: its name, title, lines below it, headings, and what to say where something is missing."""

    sheet: str
    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    corrections: tuple[Correction, ...]
    lost: str
    more: str
    """With ``{count}``: so many cells more."""

    def document(self) -> dict[str, Any]:
        """As it travels to the child."""
        return asdict(self)


def slip_of(document: Mapping[str, Any]) -> Slip:
    """The inverse of ``Slip.document``."""
    corrections = tuple(
        Correction(
            one["level"], one["word"], one["sentence"], one["todo"], tuple((cell[0], cell[1], cell[2]) for cell in one["cells"])
        )
        for one in document["corrections"]
    )
    texts = {name: document[name] for name in ("sheet", "title", "lost", "more")}
    return Slip(lines=tuple(document["lines"]), heads=tuple(document["heads"]), corrections=corrections, **texts)
