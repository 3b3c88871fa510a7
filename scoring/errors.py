"""What can go wrong, told apart by whose turn it is to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the user, kept as its code and facts so that it can be rendered late and in any language.

    ``code`` is a key of ``resources/i18n/messages.*.toml``; ``facts`` fill its placeholders.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class FupingError(Exception):
    """Base of everything raised on purpose."""


class Refusal(FupingError):
    """The program will not go on, and the user can do something about it (a locked file, a foreign workspace).

    Raised only at the edges: workbook, store, papers, terminal. A mistake inside a return is a finding, not a refusal.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.said = Said(code, facts)

    def __str__(self) -> str:
        return f"{self.said.code} {dict(self.said.facts)}"


class Cancelled(FupingError):
    """The user asked to stop. Raised by ``Progress.step``; whatever was under way is rolled back."""


class Bug(FupingError):
    """The program contradicts itself. Never caught but at the outermost edge."""
