"""The fewest cells of a row that would have to be otherwise for a condition to hold: what "one more firm that qualifies" means.

Only what can still come about is changed: an answer, a number, a day that is not known yet. A known day (founded, graduated)
is past and stays, and so does what the form calls lasting (an industry, an amount at graduation); whatever has no single way to come true is not made true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from scoring.definitions.form import MONEY_DECIMALS
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import MIRROR, OPPOSITE, Parameters, lower_condition, lower_number
from scoring.definitions.python_reader import EffectiveRow, Judge, judging, quantifier
from scoring.definitions.tree import Binding, Compare, Every, Kind, Known, Name, Not, OneOf, Some, Tree, YearOf
from scoring.engine.exact import Ratio, ratio

WHOLE_MONEY = 10 ** MONEY_DECIMALS["万元"]
"""Money is brought to whole 万元: 500万元 is passed by 501万元."""
Cells: TypeAlias = Mapping[str, Stored]


class Making:
    """Ways to make conditions hold. ``fixed``: columns that nobody of the unit can change; ``lasting``: that are said once for all."""

    def __init__(self, parameters: Parameters, fixed: frozenset[str], lasting: frozenset[str]) -> None:
        self._parameters, self._fixed, self._lasting = parameters, fixed, lasting
        self._judges: dict[int, tuple[Tree, Judge]] = {}
        self._numbers: dict[int, tuple[Tree, Callable[[EffectiveRow], tuple[int, int] | None]]] = {}

    def judge(self, tree: Tree, row: EffectiveRow) -> bool | None:
        """Whether a condition holds on a row. Made ready once for each tree (by identity: a tree does not hash)."""
        known = self._judges.get(id(tree))
        if known is None:
            known = self._judges[id(tree)] = tree, judging(lower_condition(tree, self._parameters))
        return known[1](row)

    def number(self, tree: Tree, row: EffectiveRow) -> Ratio | None:
        """A number on a row; None for unknown."""
        known = self._numbers.get(id(tree))
        if known is None:
            known = self._numbers[id(tree)] = tree, quantifier(lower_number(tree, self._parameters))
        pair = known[1](row)
        return ratio(*pair) if pair is not None else None

    def hold(self, condition: Tree, row: EffectiveRow) -> Cells | None:
        """The fewest changes after which the condition surely holds on the row; of several ways the first. None: there is no way."""
        found = self._way(condition, row, wanted=True)
        if found is None or self.judge(condition, {**row, **found}) is not True:
            return None
        return found

    def _way(self, tree: Tree, row: EffectiveRow, *, wanted: bool) -> Cells | None:
        if self.judge(tree, row) is wanted:
            return {}
        match tree:
            case Not(of):
                return self._way(of, row, wanted=not wanted)
            case Every(parts):
                return self._all(parts, row, wanted=True) if wanted else self._any(parts, row, wanted=False)
            case Some(parts):
                return self._any(parts, row, wanted=True) if wanted else self._all(parts, row, wanted=False)
            case Name(binding):
                return self._set(binding, int(wanted), row)
            case OneOf(Name(binding), codes, negated):
                return self._answer(binding, codes, row, inside=negated is not wanted)
            case Compare(symbol, left, right):
                return self._compared(symbol if wanted else OPPOSITE[symbol], left, right, row)
            case Known():
                return None
            case _:
                return None

    def _all(self, parts: tuple[Tree, ...], row: EffectiveRow, *, wanted: bool) -> Cells | None:
        """One part after the other, each on what those before it made of the row."""
        found: dict[str, Stored] = {}
        for part in parts:
            more = self._way(part, {**row, **found}, wanted=wanted)
            if more is None:
                return None
            found |= more
        return found

    def _any(self, parts: tuple[Tree, ...], row: EffectiveRow, *, wanted: bool) -> Cells | None:
        ways = [way for part in parts if (way := self._way(part, row, wanted=wanted)) is not None]
        return min(ways, key=len, default=None)

    def _set(self, binding: Binding, value: Stored, row: EffectiveRow) -> Cells | None:
        known = row[binding.key] is not None
        past = known and (binding.type.kind is Kind.DATE or binding.key in self._lasting)
        return None if binding.key in self._fixed or past else {binding.key: value}

    def _answer(self, binding: Binding, codes: tuple[str, ...], row: EffectiveRow, *, inside: bool) -> Cells | None:
        """The first of the answers that will do, in the order of the condition, else of the form."""
        wanted = codes if inside else tuple(code for code in binding.choices if code not in codes)
        return self._set(binding, binding.choices[wanted[0]], row) if wanted else None

    def _compared(self, symbol: str, left: Tree, right: Tree, row: EffectiveRow) -> Cells | None:
        """The column on one side brought just far enough."""
        for sign, own, other in ((symbol, left, right), (MIRROR[symbol], right, left)):
            for binding, value in self._reached(sign, own, other, row):
                if (found := self._set(binding, value, row)) is not None:
                    return found
        return None

    def _reached(self, symbol: str, own: Tree, other: Tree, row: EffectiveRow) -> Iterator[tuple[Binding, int]]:
        if not isinstance(own, Name | YearOf):
            return
        aim = self.number(other, row)
        if aim is None:
            return
        if isinstance(own, Name) and own.binding.type.money:
            yield own.binding, just(symbol, aim.over(Ratio(WHOLE_MONEY, 1))) * WHOLE_MONEY
        elif isinstance(own, Name):
            yield own.binding, just(symbol, aim.times(Ratio(10**own.binding.decimals, 1)))
        elif isinstance(own.date, Name) and symbol == "=":
            yield own.date.binding, aim.numerator // aim.denominator * 10_000 + 1231


def just(symbol: str, aim: Ratio) -> int:
    """The integer nearest to the aim that stands so to it."""
    down = aim.numerator // aim.denominator
    up = -(-aim.numerator // aim.denominator)
    match symbol:
        case ">" | "<>":
            return down + 1
        case ">=":
            return up
        case "<":
            return up - 1
        case _:
            return down
