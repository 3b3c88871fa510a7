"""A sheet for each clause that is for carriers: what it asks, one column each, then the amount step by step, award and shares."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from scoring.definitions.compiled_policy import CompiledRequirement
from scoring.definitions.form import FieldType
from scoring.definitions.layout import ordinals
from scoring.definitions.lowering import lower_condition
from scoring.definitions.policy import HowOften, Territory
from scoring.engine.capitals import capitals
from scoring.engine.clause_words import requirement_words
from scoring.engine.conditions import Outcome
from scoring.engine.support import Asking, ClauseResult, Eligibility
from scoring.engine.support_words import outcome_words
from scoring.messages import say
from scoring.papers.workbook_aid_amounts import AmountColumns
from scoring.papers.workbook_aid_assumptions import WITHOUT_END, YUAN, grade_field
from scoring.papers.workbook_aid_figures import FEN
from scoring.papers.workbook_aid_sheet import ClauseSheet
from scoring.papers.workbook_capitals import capitals_formula, digits, digits_formula
from scoring.papers.workbook_columns import Formulas, Values
from scoring.papers.workbook_look import SPELT, Ink
from scoring.papers.workbook_sheet import Value

Amount: TypeAlias = Callable[[ClauseResult], int | None]
"""A figure of a result in 分; None: 待定."""
CODES = {Eligibility.ELIGIBLE: 1, Eligibility.NOT_ELIGIBLE: 0}


class ClausePage:
    """1: met, 0: not met, else what says that it is unknown."""

    def __init__(self, sheet: ClauseSheet) -> None:
        self._sheet = sheet
        self.compiled, self.policy, self.key, self.results = sheet.compiled, sheet.policy, sheet.key, sheet.results
        self.columns = sheet.columns
        self.page = sheet.columns.page
        self._book, self._facts, self._units = sheet.book, sheet.facts, sheet.units
        self._unknown = sheet.word("aid_text.unknown")
        self._amounts: dict[str, tuple[Amount, str]] = {}
        self._titles: dict[str, str] = {}
        self._shown()
        self._checks()
        self._code()
        AmountColumns(sheet)
        self._digits()

    @property
    def title(self) -> str:
        return self.compiled.clause.label[self._facts.language]

    def ref(self, name: str, line: int) -> str:
        return self.columns.ref(name, line)

    # What comes out, before what leads there ------------------------------------------------------------------------------

    def _shown(self) -> None:
        word, language = self._book.word, self._facts.language
        words = {one: outcome_words(one, language) for one in Eligibility}
        group = word("aid_text.results")
        self.columns.put(
            "outcome",
            lambda line: words[self.results[line].outcome],
            lambda line: (
                f'IF({self.columns.here("code", line)}=1,"{words[Eligibility.ELIGIBLE]}",'
                f'IF({self.columns.here("code", line)}=0,"{words[Eligibility.NOT_ELIGIBLE]}","{words[Eligibility.UNKNOWN]}"))'
            ),
            title=word("aid_text.outcome"),
            group=group,
            ink=Ink.RESULT,
            width=13,
        )
        if self.compiled.clause.ceiling:
            self._yuan(
                "ceiling", say("aid.line.ceiling", {}, language), "total", lambda one: one.award.ceiling if one.award else None
            )
        self._yuan("award", say("aid.line.award", {}, language), "award_fen", lambda one: one.award.amount if one.award else None)
        for number, (share, _) in enumerate(self._sheet.parts.shares):
            self._yuan(
                f"borne {share.key}",
                share.payer[language],
                f"borne_fen {share.key}",
                partial(_part, number),
            )

    def _yuan(self, name: str, title: str, source: str, found: Amount) -> None:
        """A figure of the sheet in 元 and in 大写; what is open says so, who is not eligible has nothing."""

        def formula(line: int) -> str:
            cell = self.columns.here(source, line)
            return f"IF(ISNUMBER({cell}),{cell}/{FEN},{cell})"

        title = f"{title}\n{self._book.word('aid_text.yuan')}"
        group = self._book.word("aid_text.results")
        self.columns.put(name, self._told(found, yuan), formula, title=title, group=group, ink=Ink.RESULT, shown=YUAN, width=16)
        self._amounts[name], self._titles[name] = (found, source), title.partition("\n")[0]
        self._spelt(name, group)

    def _told(self, found: Amount, told: Callable[[int], Value]) -> Values:
        """``told`` of an amount in 分; what is open says so, who is not eligible has nothing."""
        open_ = self._book.word("aid_text.open")

        def value(line: int) -> Value:
            one = self.results[line]
            if one.outcome is Eligibility.NOT_ELIGIBLE:
                return ""
            fen = found(one)
            return open_ if fen is None else told(fen)

        return value

    def _spelt(self, name: str, group: str) -> None:
        """The same in 大写, beside it."""
        found, source = self._amounts[name]

        def formula(line: int) -> str:
            cell = self.columns.here(source, line)
            return f"IF(ISNUMBER({cell}),{capitals_formula(self.columns.here(f'digits {name}', line))},{cell})"

        title = self._book.word("aid_text.capitals_of", of=self._titles[name])
        note = self._book.word("aid_text.capitals_note")
        self.columns.put(
            f"spelt {name}",
            self._told(found, capitals),
            formula,
            title=title,
            group=group,
            note=note,
            ink=Ink.RESULT,
            shown=SPELT,
            width=40,
        )

    def _digits(self) -> None:
        """What 大写 is spelt from."""
        word = self._book.word
        for name, (found, source) in self._amounts.items():

            def value(line: int, found: Amount = found) -> Value:
                one = self.results[line]
                fen = None if one.outcome is Eligibility.NOT_ELIGIBLE else found(one)
                return "" if fen is None else digits(fen)

            def formula(line: int, source: str = source) -> str:
                cell = self.columns.here(source, line)
                return f'IF(ISNUMBER({cell}),{digits_formula(cell)},"")'

            title = f"{word('aid_text.digits')}\n{self._titles[name]}"
            group, note = word("aid_text.exact"), word("aid_text.digits_note")
            self.columns.put(f"digits {name}", value, formula, title=title, group=group, note=note, shown=SPELT, width=19)

    # What is asked ------------------------------------------------------------------------------------------------------

    def _checks(self) -> None:
        """In the order of the engine's, after that of the beneficiary: firms and other bodies have no sheet."""
        self._number = 0
        self._names: list[str] = []
        self._dates()
        for territory in self.policy.document.territory:
            self._territory(territory)
        clause, one = self.compiled.clause, self.compiled
        if one.who is not None:
            self._statement(clause.who, Asking.WHO, say("aid.line.who", {}, self._facts.language))
        if one.mapping is not None:
            self._graded()
        for requirement in one.required:
            self._requirement(requirement)
        if clause.how_often is HowOften.ONCE or clause.years:
            self._years()

    def _check(self, asking: Asking, title: str, formula: Formulas | None, note: str = "") -> None:
        self._number += 1
        number, name = self._number, f"check {self._number}"
        self._names.append(name)

        def value(line: int) -> Value:
            check = self.results[line].checks[number]
            assert check.asking is asking
            return {Outcome.MET: 1, Outcome.NOT_MET: 0}.get(check.outcome, self._unknown)

        label = say(f"aid.line.{asking.value}", {}, self._facts.language)
        self.columns.put(
            name,
            value,
            formula,
            title=title if title.startswith(label) else f"{label}\n{title}" if title else label,
            group=self._book.word("aid_text.asked"),
            note=note,
            ink=Ink.FORMULA if formula else Ink.VALUE,
            width=14,
        )

    def _dates(self) -> None:
        word, units, parts = self._book.word, self._units, self._sheet.parts
        own = f"day {self.key[0]} {self.key[1]}"
        open_ = word("aid_text.open")

        def value(line: int) -> Value:
            day = self.results[line].checks[1].day
            return open_ if day is None else day.year * 10_000 + day.month * 100 + day.day

        def formula(line: int) -> str:
            if not units.has(own):
                return parts.day.scaled(line)
            return f"IF(ISNUMBER({units.ref(own, line)}),{units.ref(own, line)},{parts.day.scaled(line)})"

        self.columns.put("day", value, formula, title=word("aid_text.day"), group=word("aid_text.asked"), width=11)

        whenever = f'"{self._unknown}"'
        if parts.since:  # whichever later day it is: all of them are out of force, or in force without end
            ever = f"AND({parts.since}>={parts.first},{parts.last}>={WITHOUT_END})"
            whenever = f"IF({parts.since}>{parts.last},0,IF({ever},1,{whenever}))"

        def holds(line: int) -> str:
            day = self.columns.here("day", line)
            return f"IF(ISNUMBER({day}),IF(AND({day}>={parts.first},{day}<={parts.last}),1,0),{whenever})"

        self._check(Asking.DATES, word("aid_text.in_force"), holds)

    def _territory(self, territory: Territory) -> None:
        form = self.policy.form
        field = form.table(form.record).field(territory.field)
        names = self._sheet.assumptions.territory[self.key[0], territory.field]

        def formula(line: int) -> str:
            cell = self._units.record_ref(field.key, line)
            if field.type is FieldType.CHOICE:
                numbers = ordinals(form, field)
                tests = [f"{cell}={numbers[name.zh]}" for name in territory.names]
            else:
                tests = [f"EXACT({cell},{name})" for name in names]
            return f'IF(ISBLANK({cell}),"{self._unknown}",IF(OR({",".join(tests)}),1,0))'

        language = self._facts.language
        listed = "、".join(name[language] for name in territory.names)
        self._check(Asking.TERRITORY, f"{field.label[language]}：{listed}", formula)

    def _statement(self, text: str, asking: Asking, title: str) -> None:
        tree = self.policy.statements[text]
        verdict = lower_condition(tree, self._facts.parameters)
        true, false = (self._units.condition(self.policy, one) for one in (verdict.true, verdict.false))

        def formula(line: int) -> str:
            assert true is not None
            assert false is not None
            return f'IF({true(line)},1,IF({false(line)},0,"{self._unknown}"))'

        held = true is not None and false is not None
        note = text if held else f"{text}\n{self._book.word('as_value')}"
        self._check(asking, title, formula if held else None, note)

    def _graded(self) -> None:
        one, word = self.compiled, self._book.word
        assert one.mapping is not None
        assert one.clause.grade is not None
        found = self._units.grade(self.policy, one)
        table = self._sheet.sources.tables[self.key[0], one.mapping.key, grade_field(one)]
        words = f"{one.clause.grade.issuer[self._facts.language]}：{one.clause.grade.words[self._facts.language]}"
        if found is None:
            self._check(Asking.GRADE, words, None)
            return
        self._sheet.grade_column(word("aid_text.asked"))

        def formula(line: int) -> str:
            level = self.columns.here("grade", line)
            meets = f"INDEX({table.span(line)},{level})"
            return f'IF(ISNUMBER({level}),IF(ISNUMBER({meets}),{meets},"{self._unknown}"),"{self._unknown}")'

        self._check(Asking.GRADE, words, formula)

    def _requirement(self, one: CompiledRequirement) -> None:
        language = self._facts.language
        if one.figure is None:
            self._statement(one.requirement.holds, Asking.REQUIREMENT, requirement_words(one, language))
            return
        figure = self._sheet.sources.scalars[self.key[0], one.figure.key]

        def formula(line: int) -> str:
            return f'IF({figure.known(line)},{figure.scaled(line)},"{self._unknown}")'

        self._check(Asking.REQUIREMENT, one.requirement.label[language], formula)

    def _years(self) -> None:
        """Once; or so many consecutive years, from the first in which it was given."""
        clause, units, year = self.compiled.clause, self._units, self._sheet.assumptions.year
        names = [f"{name} {self.key[0]} {self.key[1]}" for name in ("since", "times")]

        def formula(line: int) -> str:
            since, times = (units.ref(name, line) for name in names)
            going = f'IF({times}<{year}-{since},"{self._unknown}",1)'
            over = f"{since}>0" if clause.how_often is HowOften.ONCE else f"AND({since}>0,{year}>={since}+{clause.years})"
            whole = f'IF(ISNUMBER({times}),IF({times}=0,1,{going}),"{self._unknown}")'
            return f'IF(ISNUMBER({since}),IF({over},0,{whole}),"{self._unknown}")'

        title = self._book.word(
            "aid_text.once" if clause.how_often is HowOften.ONCE else "aid_text.most_years", years=clause.years
        )
        self._check(Asking.YEARS, title, formula)

    def _code(self) -> None:
        """Not eligible as soon as one thing is not met, eligible where all are."""

        def formula(line: int) -> str:
            cells = [self.columns.here(name, line) for name in self._names]
            none = ",".join(f"{cell}=0" for cell in cells)
            return f'IF(OR({none}),0,IF(COUNT({",".join(cells)})={len(cells)},1,"{self._unknown}"))'

        self.columns.put(
            "code",
            lambda line: CODES.get(self.results[line].outcome, self._unknown),
            formula,
            title=self._book.word("aid_text.code"),
            group=self._book.word("aid_text.asked"),
            note=self._book.word("aid_text.code_note"),
            width=10,
        )


def _part(number: int, one: ClauseResult) -> int | None:
    return one.borne[number].amount if one.borne else None


def yuan(fen: int) -> Value:
    whole, rest = divmod(fen, FEN)
    return fen / FEN if rest else whole
