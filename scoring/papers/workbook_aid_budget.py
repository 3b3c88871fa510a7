"""The sheet of budgets (扶持预算): every pot with its amount and unit, what is claimed of it, and what its sheet shares by."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.engine.capitals import capitals
from scoring.papers.workbook_aid_assumptions import YUAN
from scoring.papers.workbook_aid_clause import yuan
from scoring.papers.workbook_aid_figures import FEN
from scoring.papers.workbook_aid_pot import PotPage
from scoring.papers.workbook_capitals import capitals_formula, digits, digits_formula
from scoring.papers.workbook_look import CODE, SPELT, WHOLE, Ink
from scoring.papers.workbook_pot_figures import IN_FULL, OPEN, SHARED
from scoring.papers.workbook_sheet import Book, Cell, LinePage

NOTED = frozenset({"unserved", "state", "left", "whole"})
"""Lines that need more words than their name."""


class BudgetPage:
    """It takes its place before the pots' sheets, and is filled in once their columns stand."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.page = LinePage(book, book.word("sheet.aid_budget"), (34, 46, 70))
        look, word = book.look, book.word
        self.page.add((word("about.aid_budget"), look.title), height=28)
        self.page.add((word("aid_budget.note"), look.subtitle), height=20)
        self.frozen = 2

    def fill(self, pages: Sequence[PotPage]) -> None:
        for one in pages:
            self._pot(one)

    def _pot(self, one: PotPage) -> None:
        self._one = one
        look, word, figures, pot = self._book.look, self._book.word, one.figures, one.pot
        self.page.add(height=6)
        head = look.head_left
        self.page.add((pot.outcome.pot.key, head), ("", head), (pot.covers, head))
        for name, text in (("payer", pot.payer), ("rule", pot.rule), ("ties", pot.order)):
            self.page.add((word(f"aid_budget.{name}"), look.cell(Ink.LABEL)), ("", look.cell(Ink.LABEL)), (text, look.quiet))
        column, cells = one.columns.span, one.cells.at
        typed = self._line("amount", Cell(yuan(figures.pot)), Ink.DATA, YUAN)
        cells["unit"] = self._line("unit", Cell(figures.unit), Ink.DATA, WHOLE)
        cells["pot"] = self._line("pot", Cell(figures.pot, f"ROUND({typed}*{FEN},0)"))
        self._capitals(figures.pot, "", cells["pot"])
        wanted = self._line("wanted", Cell(figures.wanted_sum, f"SUM({column('sum')})"))
        short = f"SUMPRODUCT(({column('claims')}=1)*({column('served')}=0))" if one.columns.has("served") else "0"
        unserved = self._line("unserved", Cell(figures.unserved, short))
        refused = f"IF({unserved}>0,{OPEN},{SHARED})" if figures.rule is not None else str(OPEN)
        state = f"IF({wanted}<={cells['pot']},{IN_FULL},{refused})"
        cells["state"] = self._line("state", Cell(figures.state, state))
        full = f"-SUMPRODUCT(({column('fares')}={IN_FULL})*{column('sum')})" if figures.by_rank else ""
        left = self._line("left", Cell(figures.left, f"{cells['pot']}{full}"))
        cells["whole"] = self._line("whole", Cell(figures.whole, f"INT({left}/{cells['unit']})"))
        cells["weights"] = self._line("weights", Cell(figures.weight_sum, f"SUM({column('weight')})"))
        reached = column("reached")
        taken = f"{cells['whole']}-SUMPRODUCT({reached}*{column('most')})"
        cells["whole_open"] = self._line("whole_open", Cell(figures.whole_open, taken))
        rest = f"{cells['weights']}-SUMPRODUCT({reached}*{column('weight')})"
        cells["weights_open"] = self._line("weights_open", Cell(figures.weight_open, rest))
        singles = f"IF({cells['weights_open']}>0,{cells['whole_open']}-SUM({column('floor')}),0)"
        cells["singles"] = self._line("singles", Cell(figures.singles, singles))
        self._outcome(one, cells)

    def _outcome(self, one: PotPage, cells: dict[str, str]) -> None:
        """What is given and what stays in the pot."""
        figures, open_ = one.figures, self._book.word("aid_text.open")
        given, summed = figures.given, f"SUM({one.columns.span('share')})"
        made = f'IF({cells["state"]}={OPEN},"{open_}",{summed})'
        fen = self._line("given_fen", Cell(open_ if given is None else given, made))
        for name, amount, formula in (("given", given, f"{fen}/{FEN}"), ("remains", None, f"({cells['pot']}-{fen})/{FEN}")):
            found = (figures.pot - given if name == "remains" else amount) if given is not None else None
            shown = open_ if found is None else yuan(found)
            self._line(name, Cell(shown, f'IF(ISNUMBER({fen}),{formula},"{open_}")'), Ink.RESULT, YUAN)
            source = fen if name == "given" else f"({cells['pot']}-{fen})"
            self._capitals(found, f"ISNUMBER({fen})", source)

    def _capitals(self, fen: int | None, known: str, source: str) -> None:
        """An amount in 大写: its digits, and what is spelt from them."""
        open_ = self._book.word("aid_text.open")

        def where_known(formula: str) -> str:
            return f'IF({known},{formula},"{open_}")' if known else formula

        spelt = Cell(open_ if fen is None else digits(fen), where_known(digits_formula(source)))
        from_ = self._line("digits", spelt, shown=SPELT)
        self._line(
            "capitals", Cell(open_ if fen is None else capitals(fen), where_known(capitals_formula(from_))), Ink.RESULT, SPELT
        )

    def _line(self, name: str, cell: Cell, ink: Ink = Ink.FORMULA, shown: str = WHOLE) -> str:
        """The address of the figure."""
        look, word = self._book.look, self._book.word
        shown = CODE if name == "state" else shown
        row = self.page.add(
            (word(f"aid_budget.{name}"), look.cell(Ink.LABEL)),
            (cell, look.cell(ink, shown)),
            (word(f"aid_budget_note.{name}") if name in NOTED else "", look.quiet),
        )
        return self.page.ref("B", row)
