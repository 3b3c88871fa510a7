"""The level a carrier stands at before ranks count, as the engine finds it: what the formulas of the sheet of grades must come to."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import Rubric
from scoring.engine.exact import Ratio, from_decimal
from scoring.papers.workbook_conditions import GradeCondition


class Levels:
    """Levels count from 1, the best. ``conditions`` are those of vetoes and limits, filled in as their columns are made."""

    def __init__(self, document: Rubric, totals: Sequence[Ratio], rows: Sequence[EffectiveRow]) -> None:
        self._document, self._totals, self._rows = document, totals, rows
        self._names = [grade.name.zh for grade in document.grades]
        self.conditions: dict[tuple[str, str], GradeCondition] = {}

    def by_points(self, line: int) -> int:
        below = sum(self._totals[line].compare(from_decimal(grade.at_least)) < 0 for grade in self._document.grades)
        return min(1 + below, len(self._names))

    def vetoed(self, line: int) -> int:
        """0 where no veto holds, of several the worst."""
        named = [(veto.key, veto.grade) for veto in self._document.vetoes]
        return max((self._level(grade) for key, grade in named if self._holds("veto", key, line)), default=0)

    def limit(self, line: int) -> int:
        """The best level its limits and minimums allow."""
        named = [("limit", one.key, one.best) for one in self._document.limits]
        named += [("minimum", one.key, one.best) for one in self._document.minimums]
        return max((self._level(grade) for kind, key, grade in named if self._holds(kind, key, line)), default=1)

    def level(self, line: int) -> int:
        """A veto takes the place of the level by points; limits come after."""
        return max(self.vetoed(line) or self.by_points(line), self.limit(line))

    def best(self, line: int) -> int:
        """What no lift may pass."""
        return self.level(line) if self.vetoed(line) else self.limit(line)

    def _holds(self, kind: str, key: str, line: int) -> bool:
        return self.conditions[kind, key].holds(self._rows[line])

    def _level(self, grade: str) -> int:
        return self._names.index(grade) + 1
