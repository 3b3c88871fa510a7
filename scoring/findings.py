"""A finding (核验问题): something in a return or a definition that a person must look at. A value, never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from scoring.places import Place


class Level(Enum):
    """How much a finding stops: 拒收 the return is not stored, 错误 it cannot be signed off, 警示 it may stand with a reason."""

    STOP = "stop"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, every place it shows, and the facts its sentence needs (rendered late, see ``messages``).

    ``code`` is stable: tests, catalogues and manuals refer to it. ``places`` has two ends for a contradiction.
    """

    code: str
    level: Level
    places: tuple[Place, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether any of them keeps the return out of the store."""
    return any(finding.level is Level.STOP for finding in findings)
