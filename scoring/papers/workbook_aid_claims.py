"""The first columns of a budget pot's sheet: what comes out of it, what each carrier claims of it, and the declared order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scoring.engine.budget import pots_of
from scoring.engine.capitals import capitals
from scoring.engine.sharing import TieBreak
from scoring.engine.support import Eligibility
from scoring.papers.workbook_aid_assumptions import YUAN
from scoring.papers.workbook_aid_choice import ChoicePage
from scoring.papers.workbook_aid_clause import ClausePage, yuan
from scoring.papers.workbook_aid_facts import AidFacts, PotFacts
from scoring.papers.workbook_aid_figures import FEN
from scoring.papers.workbook_capitals import capitals_formula
from scoring.papers.workbook_columns import Formulas, UnitColumns, Values
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import SPELT, WHOLE, Ink
from scoring.papers.workbook_pot_figures import LAST, PotFigures
from scoring.papers.workbook_sheet import Book, Cell, Value
from scoring.papers.workbook_standing import StandingPage
from scoring.papers.workbook_totals import TotalsPage

CLAIM = "claim"
KEY = 20
"""The width of a column that may hold ``LAST``."""


@dataclass(slots=True)
class PotSources:
    """Where a pot's sheet reads: clauses, choices, ranks and points."""

    pages: Sequence[ClausePage]
    choices: ChoicePage
    standing: StandingPage | None
    totals: TotalsPage


@dataclass(slots=True)
class PotCells:
    """The cells of the whole pot, filled in when its lines on the sheet of budgets stand: name → absolute address."""

    at: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.at[name]


class ClaimColumns:
    """``cells``: what holds of the whole pot, once it is known where it stands."""

    def __init__(self, book: Book, facts: BookFacts, aid: AidFacts, pot: PotFacts, sources: PotSources) -> None:
        self._book, self._facts, self._aid, self.pot, self._sources = book, facts, aid, pot, sources
        self.figures = PotFigures(pot.outcome, facts.units)
        self.cells = PotCells()
        self.columns = UnitColumns(book, facts, book.word("sheet.aid_pot", pot=pot.outcome.pot.key))
        self.page = self.columns.page
        self._open = book.word("aid_text.open")
        rules = [one.outcome.pot for one in aid.pots]
        self._clauses = [
            page
            for page in sources.pages
            if any(each.key == pot.outcome.pot.key for each in pots_of(page.key, page.compiled, rules))
        ]
        self._results()
        self._claims()
        self._order()

    @property
    def key(self) -> str:
        return self.pot.outcome.pot.key

    def _here(self, name: str, line: int) -> str:
        return self.columns.here(name, line)

    def _span(self, name: str) -> str:
        return self.columns.own_span(name)

    def _put(
        self,
        name: str,
        value: Values,
        formula: Formulas | None,
        *,
        ink: Ink = Ink.FORMULA,
        shown: str = WHOLE,
        width: int = 13,
        **facts: object,
    ) -> None:
        """What a double does not hold exactly for so great a pot is written as a value, and says so."""
        plain = formula if self.figures.exact or self._group in ("results", "claims") else None
        words = name.partition(" ")[0]
        note = self._book.word(f"aid_pot_note.{words}") if formula is None or plain is not None else self._book.word("as_value")
        self.columns.put(
            name,
            value,
            plain,
            title=self._book.word(f"aid_pot.{words}", **facts),
            group=self._book.word(f"aid_pot_group.{self._group}"),
            note=note,
            ink=ink if plain or ink is Ink.DATA else Ink.VALUE,
            shown=shown,
            width=width,
        )

    # What comes out, before what leads there ------------------------------------------------------------------------------

    def _results(self) -> None:
        self._group, figures = "results", self.figures

        def in_yuan(source: str, value: Callable[[int], Value]) -> tuple[Values, Formulas]:
            def shown(line: int) -> Value:
                found = value(line)
                return yuan(found) if isinstance(found, int) else found

            def formula(line: int) -> str:
                cell = self._here(source, line)
                return f"IF(ISNUMBER({cell}),{cell}/{FEN},{cell})"

            return shown, formula

        wanted, given = in_yuan("wanted", self._wanted), in_yuan("share", self.shared)
        self._put("wanted_yuan", *wanted, ink=Ink.RESULT, shown=YUAN, width=18)
        self._put("share_yuan", *given, ink=Ink.RESULT, shown=YUAN, width=18)

        def spelt(line: int) -> Value:
            found = self.shared(line)
            return capitals(found) if isinstance(found, int) else found

        def spelling(line: int) -> str:
            share = self._here("share", line)
            return f"IF(ISNUMBER({share}),{capitals_formula(self._here('digits', line))},{share})"

        self._put("capitals", spelt, spelling, ink=Ink.RESULT, shown=SPELT, width=44)
        self._below("wanted_yuan", figures.wanted_sum)
        if figures.given is not None:
            self._below("share_yuan", figures.given)

    def _below(self, name: str, total: int) -> None:
        self.columns.below(name, Cell(yuan(total), f"ROUND(SUM({self._span(name)}),2)"))

    def _wanted(self, line: int) -> Value:
        found = self.figures.wanted[line]
        return "" if found is None else found

    def shared(self, line: int) -> Value:
        """What it gets, 待定, or nothing where it claims nothing."""
        if self.figures.wanted[line] is None:
            return ""
        found = self.figures.share(line)
        return self._open if found is None else found

    # What is claimed ------------------------------------------------------------------------------------------------------

    def _claims(self) -> None:
        self._group = "claims"
        names = [f"{CLAIM} {' '.join(page.key)}" for page in self._clauses]
        for name, page in zip(names, self._clauses, strict=True):
            self._put(name, self._claim(page), self._claiming(page), width=15, clause=page.title)
        open_ = f'"{self._open}"'

        def unsaid(line: int) -> Value:
            return int(any(self.columns.value(name, line) == self._open for name in names))

        def unsaying(line: int) -> str:
            tests = ",".join(f"{self._here(name, line)}={open_}" for name in names)
            return f"IF(OR({tests}),1,0)" if names else "0"

        self._put("unsaid", unsaid, unsaying, width=9)

        def wanting(line: int) -> str:
            cells = ",".join(self._here(name, line) for name in names)
            return f'IF(COUNT({cells})=0,"",SUM({cells}))' if names else '""'

        self._put("wanted", self._wanted, wanting, width=15)
        self._put(
            "claims",
            lambda line: int(self.figures.wanted[line] is not None),
            lambda line: f"IF(ISNUMBER({self._here('wanted', line)}),1,0)",
            width=7,
        )
        self._put(
            "sum",
            lambda line: self.figures.sums[line],
            lambda line: f"IF({self._here('claims', line)}=1,{self._here('wanted', line)},0)",
            width=15,
        )

    def _source(self, page: ClausePage) -> str:
        payer = self.pot.outcome.pot.payer
        return f"borne_fen {payer}" if payer else "sure"

    def _is_taken(self, page: ClausePage, line: int) -> bool:
        if page.compiled.overlap is None:
            return page.results[line].sure is not None
        choice = self._sources.choices.choice(page.compiled.overlap.key, line)
        return choice is not None and page.key in {each.name for each in choice.taken}

    def _claim(self, page: ClausePage) -> Values:
        payer = self.pot.outcome.pot.payer

        def value(line: int) -> Value:
            result = page.results[line]
            if result.outcome is Eligibility.NOT_ELIGIBLE or not self._is_taken(page, line):
                return ""
            if not payer:
                return result.sure
            found = next((each.amount for each in result.borne if each.share.key == payer), None)
            return self._open if found is None else found

        return value

    def _claiming(self, page: ClausePage) -> Formulas:
        def formula(line: int) -> str:
            cell, sure = page.ref(self._source(page), line), page.ref("sure", line)
            alone = page.compiled.overlap is None
            taken = f"ISNUMBER({sure})" if alone else f"{self._sources.choices.taken_ref(page, line)}=1"
            return f'IF({taken},IF(ISNUMBER({cell}),{cell},"{self._open}"),"")'

        return formula

    # The declared order ---------------------------------------------------------------------------------------------------

    def _order(self) -> None:
        self._group, figures = "order", self.figures
        standing, totals = self._sources.standing, self._sources.totals

        def rank(line: int) -> str:
            assert standing is not None
            cell = standing.rank_ref(line)
            return f"IF(ISNUMBER({cell}),{cell},{LAST})"

        ranked: Formulas | None = rank if standing is not None else (lambda _: str(LAST))
        self._put("rank", lambda line: figures.keys[TieBreak.RANK][line], ranked, width=KEY)

        def points(line: int) -> str:
            scored, total = (totals.page.ref(one, line) for one in (totals.scored, totals.total))
            return f"IF({scored}=1,-ROUND({total}*{figures.scale},0),{LAST})"

        self._put("points", lambda line: figures.keys[TieBreak.POINTS][line], points, width=KEY, factor=figures.scale)
        self._put(
            "amount",
            lambda line: figures.keys[TieBreak.AMOUNT][line],
            lambda line: f"IF({self._here('claims', line)}=1,-{self._here('wanted', line)},{LAST})",
            width=KEY,
        )
        self._put("code", lambda line: figures.codes[line], None, ink=Ink.DATA, width=8)

        def standing_formula(line: int) -> str:
            test = f"({self._span('code')}<{self._here('code', line)})"
            for tie in reversed(figures.outcome.pot.ties):
                span, mine = self._span(tie.value), self._here(tie.value, line)
                test = f"(({span}<{mine})+({span}={mine})*{test})"
            return f"1+SUMPRODUCT(({self._span('claims')}=1)*{test})"

        self._put("standing", lambda line: figures.standing[line], standing_formula, width=8)
