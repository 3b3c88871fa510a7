"""What a verb changed, said so that whoever shows it knows whether to look again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """A kind of thing that is shown somewhere."""

    ROSTER = "roster"
    """Who takes part."""
    RETURNS = "returns"
    """Which returns there are, and which of them count."""
    VALUES = "values"
    """Verified values and strikes."""
    FINDINGS = "findings"
    """Explanations of findings."""
    ENTRIES = "entries"
    """What is being entered on the screen, before it is a return."""
    STATES = "states"
    """Accepted, sent back."""
    MARKS = "marks"
    """Reviewers' marks, and who may judge whom."""
    RUNS = "runs"
    EARLIER = "earlier"
    """What carriers came to in earlier years."""
    PAPERS = "papers"
    DEFINITIONS = "definitions"
    """Kinds, rubrics, policies."""
    SUPPORT = "support"
    """What was settled about support, its budgets, and what was decided."""
    DECISIONS = "decisions"
    """What was decided about the round (定级审定); the run stays as it is."""
    DRAFTS = "drafts"
    """Definitions that are being edited; nothing rests on them yet."""


SCORES = frozenset({Change.ROSTER, Change.RETURNS, Change.VALUES, Change.MARKS, Change.DEFINITIONS})
"""What points may depend on."""


@dataclass(frozen=True, slots=True)
class Changes:
    """``carriers``: the 统一社会信用代码 of those concerned; none named means anybody may be."""

    kinds: frozenset[Change]
    carriers: frozenset[str] = frozenset()

    def touch(self, shown: frozenset[Change]) -> bool:
        """Whether anything of these kinds changed."""
        return bool(self.kinds & shown)


def changes(*kinds: Change, carriers: tuple[str, ...] = ()) -> Changes:
    """In one line where a verb is called."""
    return Changes(frozenset(kinds), frozenset(carriers))
