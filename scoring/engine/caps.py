"""What the caps of branches leave of further points: a promise that a cap takes back is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.rubric import Branch, Combine, Rubric
from scoring.engine.exact import ZERO, Ratio, from_decimal
from scoring.engine.members import BY_SIZE
from scoring.engine.score import CarrierScore


@dataclass(frozen=True, slots=True)
class Capped:
    """A branch with a cap: ``whole`` is the sum of what hangs on it, ``room`` what could still be added before the cap bites."""

    branch: Branch
    cap: Decimal
    whole: Ratio

    @property
    def room(self) -> Ratio:
        left = from_decimal(self.cap).less(self.whole)
        return left if left.numerator > 0 else ZERO

    @property
    def bites(self) -> bool:
        """Whether the sum is above the cap, so that some of it is lost."""
        return self.whole.compare(from_decimal(self.cap)) > 0


def capped(document: Rubric, score: CarrierScore, branch: Branch) -> Capped | None:
    """None for a branch without a cap, or one that is no sum."""
    if branch.cap is None or branch.combine is not Combine.SUM:
        return None
    leaves = [score.indicator(leaf.code).value for leaf in document.indicators if leaf.parent == branch.code]
    nodes = [score.values[child.code] for child in document.branches if child.parent == branch.code]
    whole = ZERO
    for value in (*leaves, *nodes):
        whole = whole.plus(value or ZERO)
    return Capped(branch, branch.cap, whole)


def nearest_cap(document: Rubric, score: CarrierScore, code: str) -> Capped | None:
    """The cap above an indicator that leaves least room; None where nothing above it is capped."""
    return min(_above(document, score, code), key=lambda one: BY_SIZE(one.room), default=None)


def _above(document: Rubric, score: CarrierScore, code: str) -> Iterator[Capped]:
    """The caps on the way up, as far as points are only added up."""
    above = document.indicator(code).parent
    while above and (branch := document.branch(above)).combine is Combine.SUM:
        if found := capped(document, score, branch):
            yield found
        above = branch.parent
