"""The sheet of amounts (扶持合计): what each clause gives each carrier in the end, its total, and the total of all in the last line."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.engine.capitals import capitals
from scoring.engine.support import Eligibility
from scoring.papers.workbook_aid_assumptions import YUAN
from scoring.papers.workbook_aid_choice import ChoicePage
from scoring.papers.workbook_aid_clause import ClausePage, yuan
from scoring.papers.workbook_aid_facts import AidFacts
from scoring.papers.workbook_aid_figures import FEN
from scoring.papers.workbook_aid_pot import PotPage
from scoring.papers.workbook_capitals import capitals_formula, digits, digits_formula
from scoring.papers.workbook_columns import Formulas, UnitColumns, Values, number_of
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import SPELT, WHOLE, Ink
from scoring.papers.workbook_sheet import Book, Cell, Value
from scoring.papers.workbook_standing import StandingPage


class AidTotalsPage:
    """Totals are whole 分; 元 beside them."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        aid: AidFacts,
        pages: Sequence[ClausePage],
        choices: ChoicePage,
        standing: StandingPage | None,
        pots: Sequence[PotPage],
    ) -> None:
        self._pots = pots
        self._book, self._facts, self._aid, self._pages, self._choices = book, facts, aid, pages, choices
        self._columns = UnitColumns(book, facts, book.word("sheet.aid_totals"))
        self.page = self._columns.page
        self._lines = range(len(facts.units))
        self._word = book.word
        if standing is not None:
            self._columns.put("grade", standing.name, standing.name_ref, title=book.word("stands.standing_name"), width=11)
        self._total()
        if pots:
            self._after()
        for page in pages:
            self._clause(page)
        self._fen()

    # In the end -----------------------------------------------------------------------------------------------------------

    def _total(self) -> None:
        columns, word, found = self._columns, self._word, self._aid.found
        group = word("aid_text.in_all")
        self._put_yuan(
            "total",
            lambda line: yuan(found[line].total),
            lambda line: f"{columns.here('fen', line)}/{FEN}",
            word("aid_text.total"),
            group,
            word("aid_text.total_note"),
        )
        open_ = word("aid_text.more_open")
        columns.put(
            "open",
            lambda line: open_ if found[line].open else "",
            lambda line: f'IF({columns.here("open_fen", line)}=1,"{open_}","")',
            title=word("aid_text.open_too"),
            group=group,
            note=word("aid_text.open_too_note"),
            shown=SPELT,
            ink=Ink.RESULT,
            width=15,
        )
        self._put_capitals(
            "capitals",
            lambda line: capitals(found[line].total),
            lambda line: capitals_formula(columns.here("digits", line)),
            group,
        )

    def _put_yuan(self, name: str, value: Values, formula: Formulas, title: str, group: str, note: str) -> None:
        """A column of 元, a result."""
        self._columns.put(
            name,
            value,
            formula,
            title=f"{title}\n{self._word('aid_text.yuan')}",
            group=group,
            note=note,
            shown=YUAN,
            ink=Ink.RESULT,
            width=18,
        )

    def _put_capitals(self, name: str, value: Values, formula: Formulas, group: str) -> None:
        """The same in 大写, beside it."""
        self._columns.put(
            name,
            value,
            formula,
            title=self._word("aid_text.capitals"),
            group=group,
            note=self._word("aid_text.capitals_note"),
            shown=SPELT,
            ink=Ink.RESULT,
            width=44,
        )

    def _put_digits(self, name: str, value: Values, formula: Formulas) -> None:
        """The digits that 大写 is spelt from."""
        self._columns.put(
            name,
            value,
            formula,
            title=self._word("aid_text.digits"),
            group=self._word("aid_text.exact"),
            note=self._word("aid_text.digits_note"),
            shown=SPELT,
            width=19,
        )

    def _after(self) -> None:
        """What the budgets leave; 待定 as long as one of them is not shared."""
        columns, word, after, open_ = self._columns, self._word, self._aid.after, self._word("aid_text.open")
        group = word("aid_text.after")

        def in_yuan(line: int) -> Value:
            found = after[line]
            return open_ if found is None else yuan(found)

        def cell(line: int) -> str:
            return columns.here("after_fen", line)

        self._put_yuan(
            "after",
            in_yuan,
            lambda line: f"IF(ISNUMBER({cell(line)}),{cell(line)}/{FEN},{cell(line)})",
            word("aid_text.after_total"),
            group,
            word("aid_text.after_note"),
        )

        def spelt(line: int) -> Value:
            found = after[line]
            return open_ if found is None else capitals(found)

        self._put_capitals(
            "after_capitals",
            spelt,
            lambda line: f"IF(ISNUMBER({cell(line)}),{capitals_formula(columns.here('after_digits', line))},{cell(line)})",
            group,
        )

    def _after_fen(self) -> None:
        columns, word, after, open_ = self._columns, self._word, self._aid.after, self._word("aid_text.open")
        group = word("aid_text.exact")

        def formula(line: int) -> str:
            tests, less = [], ""
            for page in self._pots:
                wanted, share = (page.columns.ref(name, line) for name in ("wanted", "share"))
                tests += [f'{share}="{open_}"', f"{page.columns.ref('unsaid', line)}=1"]
                less += f"-IF(ISNUMBER({share}),{wanted}-{share},0)"
            return f'IF(OR({",".join(tests)}),"{open_}",{columns.here("fen", line)}{less})'

        def value(line: int) -> Value:
            found = after[line]
            return open_ if found is None else found

        columns.put("after_fen", value, formula, title=word("aid_text.after_fen"), group=group, shown=WHOLE, width=16)

        def spelt(line: int) -> Value:
            found = after[line]
            return "" if found is None else digits(found)

        cell = columns.here
        self._put_digits(
            "after_digits",
            spelt,
            lambda line: f'IF(ISNUMBER({cell("after_fen", line)}),{digits_formula(cell("after_fen", line))},"")',
        )
        known = [one for one in after if one is not None]
        whole, span = sum(known), columns.own_span("after_fen")
        if len(known) == len(after):
            columns.below("after_fen", Cell(whole, f"SUM({span})"))
            columns.below("after", Cell(yuan(whole), f"SUM({span})/{FEN}"))
            columns.below("after_digits", Cell(digits(whole), digits_formula(f"SUM({span})")))
            columns.below("after_capitals", Cell(capitals(whole), capitals_formula(cell("after_digits", len(after)))))

    def _clause(self, page: ClausePage) -> None:
        """Its amount where it is given; not cumulated, open, or nothing."""
        word, columns = self._word, self._columns
        left, open_ = word("aid_text.left"), word("aid_text.open")
        name, group = f"clause {' '.join(page.key)}", page.compiled.clause.basis[self._facts.language]

        def value(line: int) -> Value:
            one = page.results[line]
            if one.outcome is Eligibility.NOT_ELIGIBLE:
                return ""
            if page.compiled.overlap is None:
                return open_ if one.sure is None else yuan(one.sure)
            choice = self._choices.choice(page.compiled.overlap.key, line)
            if choice is not None and page.key in {each.name for each in choice.taken}:
                return yuan(one.sure or 0)
            return left if choice is not None and page.key in {each.name for each in choice.left} else open_

        def formula(line: int) -> str:
            code, sure = page.ref("code", line), page.ref("sure", line)
            if page.compiled.overlap is None:
                return f'IF({code}=0,"",IF(ISNUMBER({sure}),{sure}/{FEN},"{open_}"))'
            taken, out = self._choices.taken_ref(page, line), self._choices.left_ref(page, line)
            return f'IF({code}=0,"",IF({taken}=1,{sure}/{FEN},IF({out}=1,"{left}","{open_}")))'

        summed = sum(number_of(_fen(value(line))) for line in self._lines)
        columns.put(
            name,
            value,
            formula,
            title=page.title,
            group=group,
            note=page.policy.document.title[self._facts.language],
            shown=YUAN,
            width=18,
        )
        span = columns.own_span(name)
        columns.below(name, Cell(yuan(summed), f"ROUND(SUM({span}),2)"))

    def _fen(self) -> None:
        """Exactly: whole 分."""
        columns, word, found, choices = self._columns, self._word, self._aid.found, self._choices
        alone = [page for page in self._pages if page.compiled.overlap is None]
        group = word("aid_text.exact")

        def summed(line: int) -> str:
            cells = [choices.award_ref(key, line) for key in choices.matters]
            cells += [page.ref("sure", line) for page in alone]
            return f"SUM({','.join(cells)})" if cells else "0"

        def opened(line: int) -> str:
            tests = [f"{choices.open_ref(key, line)}=1" for key in choices.matters]
            tests += [f"AND({page.ref('code', line)}<>0,NOT(ISNUMBER({page.ref('sure', line)})))" for page in alone]
            return f"IF(OR({','.join(tests)}),1,0)" if tests else "0"

        columns.put(
            "fen", lambda line: found[line].total, summed, title=word("aid_text.total_fen"), group=group, shown=WHOLE, width=16
        )
        columns.put(
            "open_fen", lambda line: int(found[line].open), opened, title=word("aid_text.open_code"), group=group, width=11
        )
        self._put_digits("digits", lambda line: digits(found[line].total), lambda line: digits_formula(columns.here("fen", line)))
        everyone = sum(one.total for one in found)
        span = columns.own_span("fen")
        columns.below("fen", Cell(everyone, f"SUM({span})"))
        columns.below("digits", Cell(digits(everyone), digits_formula(f"SUM({span})")))
        columns.below("capitals", Cell(capitals(everyone), capitals_formula(columns.here("digits", len(found)))))
        if self._pots:
            self._after_fen()
        columns.below("total", Cell(yuan(everyone), f"SUM({span})/{FEN}"))


def _fen(value: Value) -> int:
    return round(value * FEN) if isinstance(value, int | float) else 0
