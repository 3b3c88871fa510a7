"""A budget pot as a sheet: what each carrier claims of it, the declared order, and what it gets, to the last 分.

Who is in full, who shares and who gets nothing; the most each may get in whole units and who reaches it; the quotient of the
others by long division, its whole units, and the units that are left by the largest remainders.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scoring.engine.capitals import capitals
from scoring.papers.workbook_aid_claims import ClaimColumns, PotSources
from scoring.papers.workbook_aid_facts import AidFacts, PotFacts
from scoring.papers.workbook_capitals import capitals_formula, digits, digits_formula
from scoring.papers.workbook_columns import Formulas
from scoring.papers.workbook_division import LongDivision
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import SPELT
from scoring.papers.workbook_pot_figures import IN_FULL, LAST, NOTHING, PIECES, SHARED
from scoring.papers.workbook_sheet import Book, Cell, Value


class PotPage(ClaimColumns):
    """From the claims to the shares."""

    def __init__(self, book: Book, facts: BookFacts, aid: AidFacts, pot: PotFacts, sources: PotSources) -> None:
        super().__init__(book, facts, aid, pot, sources)
        self._fares()
        self._weights()
        self._division()
        self._share()

    # Who gets all, a part, nothing ----------------------------------------------------------------------------------------

    def _fares(self) -> None:
        self._group, figures, cells = "fares", self.figures, self.cells
        if figures.by_rank or figures.by_score:
            key = "rank" if figures.by_rank else "points"
            test = f"<{LAST}" if figures.by_rank else "<=0"
            self._put(
                "served",
                lambda line: int(figures.served[line]),
                lambda line: f"IF({self._here(key, line)}{test},1,0)",
                width=8,
            )
        if figures.by_rank:
            for name, symbol, values in (("ahead", "<", figures.ahead), ("equal", "=", figures.equal)):
                self._put(name, values.__getitem__, self._ranked(symbol), width=15)

        def value(line: int) -> Value:
            found = figures.fares[line]
            return "" if found is None else found

        def formula(line: int) -> str:
            state = cells["state"]
            made = state
            if figures.by_rank:
                ahead, equal = self._here("ahead", line), self._here("equal", line)
                split = f"IF({ahead}+{equal}<={cells['pot']},{IN_FULL},IF({ahead}<={cells['pot']},{SHARED},{NOTHING}))"
                made = f"IF({state}={SHARED},{split},{state})"
            return f'IF({self._here("claims", line)}=1,{made},"")'

        self._put("fares", value, formula, width=8)

    def _ranked(self, symbol: str) -> Formulas:
        """What all of the ranks before it, or of its own, claim."""
        return lambda line: f"SUMPRODUCT(({self._span('rank')}{symbol}{self._here('rank', line)})*{self._span('sum')})"

    # In whole units -------------------------------------------------------------------------------------------------------

    def _weights(self) -> None:
        self._group, figures, cells = "weights", self.figures, self.cells

        def weight(line: int) -> str:
            return f"-{self._here('points', line)}" if figures.by_score else self._here("sum", line)

        def most(line: int) -> str:
            return f"INT({self._here('sum', line)}/{cells['unit']})"

        def over(line: int) -> str:
            return f"{self._here('sum', line)}-{self._here('most', line)}*{cells['unit']}"

        self._put("weight", lambda line: figures.weights[line], self._inside(weight), width=15)
        self._put("most", lambda line: figures.most[line], self._inside(most))
        self._put("over", lambda line: figures.over[line], self._inside(over))
        self._put("units_then", lambda line: figures.units_then[line], self._then("whole", "most"))
        self._put("weights_then", lambda line: figures.weights_then[line], self._then("weights", "weight"), width=15)
        self._put("reached", lambda line: figures.reached[line], self._inside(self._reaches), width=8)
        self._put("divides", lambda line: int(figures.is_open(line)), self._divides, width=8)

    def _inside(self, made: Callable[[int], str]) -> Formulas:
        """0 for who does not share."""
        return lambda line: f"IF({self._here('fares', line)}={SHARED},{made(line)},0)"

    def _then(self, whole: str, name: str) -> Formulas:
        """What is left of the whole once all have theirs who reach their most sooner."""
        return lambda line: f"{self.cells[whole]}-SUMPRODUCT({self._sooner(line)}*{self._span(name)})"

    def _sooner(self, line: int) -> str:
        if self.figures.by_score:
            mine, theirs = self._here("weight", line), self._here("most", line)
            return f"({self._span('most')}*{mine}<{theirs}*{self._span('weight')})"
        return f"({self._span('over')}*{self._here('most', line)}>{self._here('over', line)}*{self._span('most')})"

    def _reaches(self, line: int) -> str:
        then, weights, most = (self._here(name, line) for name in ("units_then", "weights_then", "most"))
        if self.figures.by_score:
            mine = self._here("weight", line)
            test = f"AND({mine}>0,{then}*{mine}>={most}*{weights})"
        else:
            test = f"{then}*{self._here('over', line)}>={most}*({weights}-{then}*{self.cells['unit']})"
        return f"IF({most}=0,1,IF({test},1,0))"

    def _divides(self, line: int) -> str:
        fares, reached = self._here("fares", line), self._here("reached", line)
        return f"IF(AND({fares}={SHARED},{reached}=0,{self.cells['weights_open']}>0),1,0)"

    # The quotient ---------------------------------------------------------------------------------------------------------

    def _division(self) -> None:
        """Piece after piece of the weight; the last line puts right what a division may be off by one."""
        self._group, figures = "division", self.figures
        for number in range(1, PIECES + 1):
            self._put(
                _step(number), partial(self._step_value, number), partial(self._step_formula, number), width=18, number=number
            )
        self._put("floor", lambda line: figures.divided[line].floor, self._floor)
        self._put("rest", lambda line: figures.divided[line].rest, self._rest, width=15)
        self._put("place", self._placed, self._place, width=8)

    @property
    def _long(self) -> LongDivision:
        return LongDivision(self.cells["whole_open"], self.cells["weights_open"])

    def _step_value(self, number: int, line: int) -> Value:
        return self.figures.divided[line].steps[number - 1]

    def _step_formula(self, number: int, line: int) -> str:
        before = self._here(_step(number - 1), line) if number > 1 else ""
        return self._if_divides(line, self._long.step(number, self._here("weight", line), before))

    def _floor(self, line: int) -> str:
        steps = [self._here(_step(number), line) for number in range(1, PIECES + 1)]
        return self._if_divides(line, self._long.floor(steps))

    def _rest(self, line: int) -> str:
        return self._if_divides(line, self._long.rest(self._here(_step(PIECES), line)))

    def _if_divides(self, line: int, formula: str) -> str:
        return f"IF({self._here('divides', line)}=1,{formula},0)"

    def _placed(self, line: int) -> Value:
        found = self.figures.places[line]
        return "" if found is None else found

    def _place(self, line: int) -> str:
        mine, rests = self._here("rest", line), self._span("rest")
        before = f"({rests}>{mine})+({rests}={mine})*({self._span('standing')}<{self._here('standing', line)})"
        return f'IF({mine}>0,1+SUMPRODUCT({before}),"")'

    # What it gets ---------------------------------------------------------------------------------------------------------

    def _share(self) -> None:
        self._group, cells = "share", self.cells

        def formula(line: int) -> str:
            fares, place = self._here("fares", line), self._here("place", line)
            single = f"IF(ISNUMBER({place}),IF({place}<={cells['singles']},1,0),0)"
            units = f"IF({self._here('reached', line)}=1,{self._here('most', line)},{self._here('floor', line)}+{single})"
            shared = f'IF({fares}={SHARED},{cells["unit"]}*{units},IF({fares}={NOTHING},0,"{self._open}"))'
            return f'IF({self._here("claims", line)}=1,IF({fares}={IN_FULL},{self._here("wanted", line)},{shared}),"")'

        self._put("share", self.shared, formula, width=15)

        def spelt(line: int) -> Value:
            found = self.shared(line)
            return digits(found) if isinstance(found, int) else ""

        def spelling(line: int) -> str:
            share = self._here("share", line)
            return f'IF(ISNUMBER({share}),{digits_formula(share)},"")'

        self._put("digits", spelt, spelling, shown=SPELT, width=19)
        total = self.figures.given
        if total is not None:
            span, last = self._span("share"), len(self._facts.units)
            self.columns.below("share", Cell(total, f"SUM({span})"))
            self.columns.below("digits", Cell(digits(total), digits_formula(f"SUM({span})")))
            self.columns.below("capitals", Cell(capitals(total), capitals_formula(self._here("digits", last))))


def _step(number: int) -> str:
    """The column of a step."""
    return f"step {number}"
