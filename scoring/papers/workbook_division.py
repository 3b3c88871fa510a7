"""Long division in cells: factor × weight ÷ divisor in whole numbers, of which none grows beyond what a double holds.

The weight is gone through piece after piece from its front, three digits each, as on paper; every text here is a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.papers.workbook_pot_figures import PIECE, PIECES


@dataclass(frozen=True, slots=True)
class LongDivision:
    """``factor`` and ``divisor``: the cells of both."""

    factor: str
    divisor: str

    def step(self, number: int, weight: str, before: str) -> str:
        """What is divided at a step, counted from 1: the remainder of the step ``before`` and the next piece of the weight."""
        brought = f"{self.factor}*{piece(weight, PIECES - number)}"
        return brought if number == 1 else f"{self._remainder(before)}*{PIECE}+{brought}"

    def floor(self, steps: Sequence[str]) -> str:
        """The whole quotient of all steps."""
        digits = [f"INT({step}/{self.divisor})*{PIECE ** (PIECES - number)}" for number, step in enumerate(steps, start=1)]
        return f"{'+'.join(digits)}+{self._slip(steps[-1])}"

    def rest(self, last: str) -> str:
        """What remains of the ``last`` step."""
        return f"{self._remainder(last)}-{self._slip(last)}*{self.divisor}"

    def _remainder(self, step: str) -> str:
        return f"({step}-INT({step}/{self.divisor})*{self.divisor})"

    def _slip(self, last: str) -> str:
        """By what a double's division may be off at the last step: one, either way."""
        left = self._remainder(last)
        return f"(({left}>={self.divisor})-({left}<0))"


def piece(weight: str, at: int) -> str:
    """Three digits of a weight, counted from 0 at its end; the foremost are all that remain."""
    low = PIECE**at
    if at == PIECES - 1:
        return f"INT({weight}/{low})"
    return f"({weight if at == 0 else f'INT({weight}/{low})'}-INT({weight}/{low * PIECE})*{PIECE})"
