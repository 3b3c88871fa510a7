"""The level a carrier stands at before ranks count, as the engine finds it, and the formulas that look at bounds.

A level that no points reach has no bound: its cell is empty, which Excel would read as 0, and no formula looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.definitions.grading import beside_points, better_by_points
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import Rubric
from scoring.engine.exact import Ratio, from_decimal
from scoring.papers.workbook_conditions import GradeCondition


class Levels:
    """Levels count from 1, the best. ``conditions`` are those of vetoes and limits, filled in as their columns are made."""

    def __init__(self, document: Rubric, totals: Sequence[Ratio], rows: Sequence[EffectiveRow]) -> None:
        self._document, self._totals, self._rows = document, totals, rows
        self._names = [grade.name.zh for grade in document.grades]
        self.beside = frozenset(at + 1 for at in beside_points(document.grades))
        """The levels that no points reach."""
        self.by_bound = [level for level in range(1, len(self._names)) if level not in self.beside]
        """Those above the last that points do reach."""
        self.conditions: dict[tuple[str, str], GradeCondition] = {}

    def by_points(self, line: int) -> int:
        bounds = ((at, grade.at_least) for at, grade in enumerate(self._document.grades, 1) if grade.at_least is not None)
        reached = (at for at, bound in bounds if self._totals[line].compare(from_decimal(bound)) >= 0)
        return next(reached, len(self._names))

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
        """The worst of the level by points, that of the vetoes and that of the limits."""
        return max(self.by_points(line), self.vetoed(line), self.limit(line))

    def best(self, line: int) -> int:
        """What no lift may pass."""
        return self.level(line) if self.vetoed(line) else self.limit(line)

    # The same in formulas; ``bounds`` are the cells of all levels, in order ----------------------------------------------------

    def by_points_formula(self, bounds: Sequence[str], total: str) -> str:
        last = len(self._names)
        if not self.beside:
            return f"MIN({last},1+SUMPRODUCT(({area(bounds)}>{total})*1))"
        reached = (f"IF({bounds[level - 1]}<={total},{level},{last})" for level in self.by_bound)
        return f"MIN({','.join([str(last), *reached])})"

    def next_bound_formula(self, bounds: Sequence[str], by_points: str) -> str:
        """Where the next grade by points begins; not asked of the best they reach."""
        if not self.beside:
            return f"INDEX({area(bounds)},{by_points}-1)"
        better = (better_by_points(self._document.grades, at) for at in range(len(self._names)))
        return f"CHOOSE({by_points},{','.join('0' if at is None else bounds[at] for at in better)})"

    @property
    def top(self) -> int:
        """The best level that points reach."""
        return next(iter(self.by_bound), len(self._names))

    def one_beside(self, cell: str) -> str:
        """Whether a cell holds a level that no points reach."""
        return f"OR({','.join(f'{cell}={level}' for level in sorted(self.beside))})"

    def _holds(self, kind: str, key: str, line: int) -> bool:
        return self.conditions[kind, key].holds(self._rows[line])

    def _level(self, grade: str) -> int:
        return self._names.index(grade) + 1


def area(cells: Sequence[str]) -> str:
    """From the first to the last of neighbouring cells of one sheet."""
    return f"{cells[0]}:{cells[-1].partition('!')[2]}"
