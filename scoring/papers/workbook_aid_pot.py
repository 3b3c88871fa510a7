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
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import SPELT
from scoring.papers.workbook_pot_figures import IN_FULL, LAST, NOTHING, PIECE, PIECES, SHARED
from scoring.papers.workbook_sheet import Book, Cell, Value

STEP = "step"


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

        def inside(made: Callable[[int], str]) -> Formulas:
            return lambda line: f"IF({self._here('fares', line)}={SHARED},{made(line)},0)"

        def weight(line: int) -> str:
            return f"-{self._here('points', line)}" if figures.by_score else self._here("sum", line)

        self._put("weight", lambda line: figures.weights[line], inside(weight), width=15)
        self._put("most", lambda line: figures.most[line], inside(lambda line: f"INT({self._here('sum', line)}/{cells['unit']})"))
        over = inside(lambda line: f"{self._here('sum', line)}-{self._here('most', line)}*{cells['unit']}")
        self._put("over", lambda line: figures.over[line], over)

        def sooner(line: int) -> str:
            if figures.by_score:
                mine, theirs = ("weight", "most")
                return f"({self._span(theirs)}*{self._here(mine, line)}<{self._here(theirs, line)}*{self._span(mine)})"
            return f"({self._span('over')}*{self._here('most', line)}>{self._here('over', line)}*{self._span('most')})"

        self._put(
            "units_then",
            lambda line: figures.units_then[line],
            lambda line: f"{cells['whole']}-SUMPRODUCT({sooner(line)}*{self._span('most')})",
        )
        self._put(
            "weights_then",
            lambda line: figures.weights_then[line],
            lambda line: f"{cells['weights']}-SUMPRODUCT({sooner(line)}*{self._span('weight')})",
            width=15,
        )

        def reached(line: int) -> str:
            then, weights, most = (self._here(name, line) for name in ("units_then", "weights_then", "most"))
            if figures.by_score:
                mine = self._here("weight", line)
                test = f"AND({mine}>0,{then}*{mine}>={most}*{weights})"
            else:
                test = f"{then}*{self._here('over', line)}>={most}*({weights}-{then}*{cells['unit']})"
            return f"IF({most}=0,1,IF({test},1,0))"

        self._put("reached", lambda line: figures.reached[line], inside(reached), width=8)
        self._put(
            "divides",
            lambda line: int(figures.is_open(line)),
            lambda line: (
                f"IF(AND({self._here('fares', line)}={SHARED},{self._here('reached', line)}=0,{cells['weights_open']}>0),1,0)"
            ),
            width=8,
        )

    # The quotient ---------------------------------------------------------------------------------------------------------

    def _division(self) -> None:
        """Piece after piece of the weight; the last line puts right what a division may be off by one."""
        self._group, figures, cells = "division", self.figures, self.cells

        def weights() -> str:
            return cells["weights_open"]

        def piece(line: int, at: int) -> str:
            weight, low = self._here("weight", line), PIECE**at
            if at == PIECES - 1:
                return f"INT({weight}/{low})"
            high = f"INT({weight}/{low * PIECE})*{PIECE}"
            return f"({weight if at == 0 else f'INT({weight}/{low})'}-{high})"

        def step(number: int) -> Formulas:
            def formula(line: int) -> str:
                made = f"{cells['whole_open']}*{piece(line, PIECES - number)}"
                if number > 1:
                    before = self._here(f"{STEP} {number - 1}", line)
                    made = f"({before}-INT({before}/{weights()})*{weights()})*{PIECE}+{made}"
                return f"IF({self._here('divides', line)}=1,{made},0)"

            return formula

        for number in range(1, PIECES + 1):
            self._put(
                f"{STEP} {number}",
                partial(self._step, number),
                step(number),
                width=18,
                number=number,
            )

        def raw(line: int) -> str:
            last = self._here(f"{STEP} {PIECES}", line)
            return f"({last}-INT({last}/{weights()})*{weights()})"

        def slip(line: int) -> str:
            return f"(({raw(line)}>={weights()})-({raw(line)}<0))"

        def floor(line: int) -> str:
            parts = "+".join(
                f"INT({self._here(f'step {number}', line)}/{weights()})*{PIECE ** (PIECES - number)}"
                for number in range(1, PIECES + 1)
            )
            return f"IF({self._here('divides', line)}=1,{parts}+{slip(line)},0)"

        def rest(line: int) -> str:
            return f"IF({self._here('divides', line)}=1,{raw(line)}-{slip(line)}*{weights()},0)"

        self._put("floor", lambda line: figures.divided[line].floor, floor)
        self._put("rest", lambda line: figures.divided[line].rest, rest, width=15)

        def place(line: int) -> str:
            mine, rests = self._here("rest", line), self._span("rest")
            before = f"({rests}>{mine})+({rests}={mine})*({self._span('standing')}<{self._here('standing', line)})"
            return f'IF({mine}>0,1+SUMPRODUCT({before}),"")'

        def placed(line: int) -> Value:
            found = figures.places[line]
            return "" if found is None else found

        self._put("place", placed, place, width=8)

    def _step(self, number: int, line: int) -> Value:
        return self.figures.divided[line].steps[number - 1]

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
