"""What support was worked out to for each carrier, and on which facts: on the same facts it is not worked out again.

A change costs what depends on it: an open figure settled for one carrier works out this one; a budget nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scoring.engine.support import Case, Support, SupportPlan, apply_policy, combine, plan_support
from scoring.progress import Progress
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound
from scoring.services.settling import PolicyText


class SupportMemory:
    """Of one round. ``scored``: the live score, where somebody keeps it."""

    def __init__(self, scored: Callable[[Progress], Sequence[Scored]] | None = None) -> None:
        self.scored = scored
        self._read: tuple[tuple[PolicyText, ...], Mapping[str, int]] | None = None
        self._plans: tuple[SupportPlan, ...] = ()
        self._known: dict[int, tuple[tuple[Case, ...], Support]] = {}

    def plans(self, opened: OpenRound, policies: tuple[PolicyText, ...]) -> tuple[SupportPlan, ...]:
        """The policies made ready; with others than before nothing that was worked out holds."""
        read = policies, opened.parameters
        if read != self._read:
            self._plans = tuple(plan_support(one.compiled, opened.parameters) for one in policies)
            self._read, self._known = read, {}
        return self._plans

    def support(self, number: int, cases: tuple[Case, ...]) -> Support:
        """Everything for the carrier of this number, a case for each plan."""
        known = self._known.get(number)
        if known is None or known[0] != cases:
            made = combine([apply_policy(plan, case) for plan, case in zip(self._plans, cases, strict=True)])
            known = self._known[number] = cases, made
        return known[1]
