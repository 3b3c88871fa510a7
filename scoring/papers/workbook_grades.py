"""The sheet of grades (定级): by points, vetoes, limits, rank with ties, places, lifts, grade; every step a live column."""

from __future__ import annotations

from collections.abc import Callable

from scoring.definitions.compiled_rubric import points_decimals
from scoring.definitions.python_reader import EffectiveRow
from scoring.definitions.rubric import RoundingMode
from scoring.definitions.tree import Tree
from scoring.engine.exact import ZERO, from_decimal
from scoring.engine.grade import Grade, Step, figures_row
from scoring.engine.grade_words import Rule, condition_words, step_label
from scoring.papers.workbook_conditions import KNOWN, GradeCondition, figures_named, grade_condition, may_be_missing
from scoring.papers.workbook_facts import BookFacts, Unit
from scoring.papers.workbook_figures import FINE as DIGITS
from scoring.papers.workbook_figures import guarded, number, rounding
from scoring.papers.workbook_levels import Levels, area
from scoring.papers.workbook_look import CODE, FINE, Ink
from scoring.papers.workbook_measures import MeasuresPage, unit_page
from scoring.papers.workbook_places import PlacesPage, Seat, seated
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_rubric import RubricPage
from scoring.papers.workbook_sheet import Book, Cell, Column, Value
from scoring.papers.workbook_totals import TotalsPage


class GradesPage:
    """Only for a rubric with grades. Levels count from 1, the best; who does not take part shows nothing."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        records: RowsPage,
        measures: MeasuresPage,
        totals: TotalsPage,
        rubric: RubricPage,
    ) -> None:
        self._book, self._facts, self._records, self._measures = book, facts, records, measures
        self._totals, self._rubric = totals, rubric
        self._document = facts.rubric.rubric
        self._names = [grade.name.zh for grade in self._document.grades]
        self.page = unit_page(book, facts, book.word("sheet.grades"))
        self._at: dict[str, str] = {}
        self._seat: dict[int, Seat] = {}
        self._grouped = bool(self._document.quotas_by and self._document.quotas)
        self._exempting = [lift for lift in self._document.lifts if lift.exempt]
        totals.exempt_ref = lambda line: self.ref("exempt", line)
        self._named = figures_named(facts)
        self._rows: list[EffectiveRow] = [self._figures(unit) for unit in facts.units]
        self._levels = Levels(self._document, [unit.score.ranking for unit in facts.units], self._rows)
        self._results()
        self._standing()
        self._position()
        self.places = self._placed()
        self._final()

    def ref(self, name: str, line: int) -> str:
        """The cell of one of its columns (``rank``, ``final``) as other sheets name it."""
        return self.page.ref(self._at[name], line)

    def _figures(self, unit: Unit) -> EffectiveRow:
        record = unit.lines(self._facts.rubric.form.record)[0]
        return figures_row(self._facts.rubric, unit.score, unit.measured, record)

    # What comes out, before what leads there ------------------------------------------------------------------------------

    def _results(self) -> None:
        totals, word, names = self._totals, self._book.word, area(self._rubric.name)
        titles = [grade.name[self._facts.language] for grade in self._document.grades]
        self._put(
            "taking_part", lambda at: int(self._takes_part(at)), lambda at: totals.page.ref(totals.taking_part, at), always=True
        )
        if self._exempting:
            self._put("exempt", lambda at: int(bool(self._grade(at).exempt)), self._exempt_formula)
            self._put(
                "counted",
                lambda at: int(self._counted(at)),
                lambda at: totals.page.ref(totals.counted, at),
                always=True,
            )
        self._put(
            "total", lambda at: number(self._unit(at).score.ranking), lambda at: totals.page.ref(totals.ranking, at), shown=FINE
        )
        self._put("rank", self._grade_rank, self._rank_formula, ink=Ink.RESULT, ranked=True)
        if self._grouped:
            by = self._document.quotas_by
            self._put("group", self._group, lambda at: _or_none(self._records.field_refs(at)[by]))
            self._put(
                "group_rank", self._rank_within, lambda at: self._rank_formula(at, within=True), ink=Ink.RESULT, ranked=True
            )
        self._put(
            "grade",
            lambda at: titles[self._names.index(self._grade_name(at))],
            lambda at: f"INDEX({names},{self._here('final', at)})",
            ink=Ink.RESULT,
        )
        if self._document.quotas:
            self._put("border", lambda at: word("border") if self._grade(at).border else "", self._border_formula, ranked=True)
        if self._rubric.near:
            self._put("near", lambda at: word("near") if self._grade(at).near else "", self._near_formula, ranked=True)
        self._distance()

    def _exempt_formula(self, line: int) -> str:
        return f"MAX({','.join(self._here(f'lift {lift.key}', line) for lift in self._exempting)})"

    def _border_formula(self, line: int) -> str:
        """A lift takes a carrier off the border list, but not where it leads beside the grade that is still open."""
        wanted = f"{self._here('level', line)}<{self._here('final', line)}"
        tests = f"{self._here('edge', line)}=1,{self._open_above(line, wanted)}"
        return f'IF(AND({tests}),"{self._book.word("border")}","")'

    def _open_above(self, line: int, better: str) -> str:
        """No lift, or one to a level that no points reach, beyond which ``better`` says there is more."""
        final, alike = self._here("final", line), f"{self._here('final', line)}={self._here(self._before_lift, line)}"
        return f"OR({alike},AND({self._levels.one_beside(final)},{better}))" if self._levels.beside else alike

    def _near_formula(self, line: int) -> str:
        """Close to the bound of a grade that can be had, or to where the places of a quota ended; no lift beyond it."""
        placed, within = self._before_lift, self._rubric.near
        total, reached, best, final = (self._here(name, line) for name in ("total", placed, "best", "final"))
        tests: list[tuple[int, str]] = []
        for level in self._levels.by_bound:
            gap = f"ROUND({self._rubric.bound[level - 1]}-{total},{DIGITS})"
            tests.append((level, f"AND({level}>={best},OR({gap}>0,{reached}<={level}),ABS({gap})<={within})"))
        tests += [(level, test) for level in sorted(self._rubric.capacity) for test in self._near_places(line, level)]
        if self._levels.beside:
            close = [f"AND({self._open_above(line, f'{level}<{final}')},{test})" for level, test in tests]
            return f'IF(OR({",".join(close)}),"{self._book.word("near")}","")'
        return f'IF(AND({final}={reached},OR({",".join(test for _, test in tests)})),"{self._book.word("near")}","")'

    @property
    def _before_lift(self) -> str:
        return "placed" if self._document.quotas else "level"

    def _near_places(self, line: int, level: int) -> tuple[str, str]:
        """One who has a place, and somebody without is close behind; one without, and the last with a place is close ahead."""
        total, reached, within = self._here("total", line), self._here("placed", line), self._rubric.near
        peers, levels, placed = self._peers(line, grouped=self._grouped), self._span("level"), self._span("placed")
        totals = self._span("total")  # compared and not taken off: who does not take part shows a text there
        low, high = f"ROUND({total}-{within},{DIGITS})", f"ROUND({total}+{within},{DIGITS})"
        behind = f"SUMPRODUCT({peers}*({levels}<={level})*({placed}>{level})*({totals}>={low}))>0"
        ahead = f"SUMPRODUCT({peers}*({placed}<={level})*({totals}<={high}))>0"
        missed = f"{self._here('level', line)}<={level},{reached}>{level},{self._here('edge', line)}=0"
        return f"AND({reached}<={level},{behind})", f"AND({missed},{ahead})"

    # Up to the standing of each carrier -----------------------------------------------------------------------------------

    def _standing(self) -> None:
        document = self._document
        for code in document.ties:
            self._tie(code)
        for key in self._named:
            self._figure(key)
        levels, bounds = self._levels, self._rubric.bound
        self._put("by_points", levels.by_points, lambda at: levels.by_points_formula(bounds, self._here("total", at)))
        grading = self._facts.rubric.grading
        for kind, rules in (("veto", grading.vetoes), ("limit", grading.limits), ("minimum", grading.minimums)):
            for rule, tree in rules:
                self._rule(kind, rule, tree)
        self._put("vetoed", self._levels.vetoed, self._vetoed_formula)
        self._put("best", self._levels.best, self._best_formula)
        self._put("level", self._levels.level, self._level_formula)

    def _tie(self, code: str) -> None:
        def value(at: int) -> Value:
            return number(self._unit(at).score.values[code] or ZERO)

        def formula(at: int) -> str:
            cell = self._totals.node_ref(code, at)
            return f'IF({cell}="",0,{guarded(cell)})'

        title = self._book.word("grades_column.tie", branch=f"{code} {self._document.branch(code).title[self._facts.language]}")
        self._put(f"tie {code}", value, formula, title=title, shown=FINE)

    def _figure(self, key: str) -> None:
        """The figure as the whole number of its last decimals, and whether it is there."""
        binding = self._facts.rubric.grading.figures[key]
        factor = 10**binding.decimals

        def source(at: int) -> str:
            if key == "total":
                return self._here("total", at)
            if key in self._totals.node:
                return self._totals.node_ref(key, at)
            return self._measures.value_ref(key, at)

        def formula(at: int) -> str:
            return f"IF(COUNT({source(at)})=0,0,ROUND({source(at)}*{factor},0))"

        title = self._book.word("grades_column.figure", figure=f"{key} {binding.label[self._facts.language]}", factor=factor)
        self._put(f"figure {key}", lambda at: self._rows[at][key] or 0, formula, title=title)
        if may_be_missing(self._facts, key):
            known = self._book.word("grades_column.known", figure=key)
            self._put(
                f"figure {key}{KNOWN}",
                lambda at: int(self._rows[at][key] is not None),
                lambda at: f"COUNT({source(at)})",
                title=known,
            )

    def _rule(self, kind: str, rule: Rule, tree: Tree) -> None:
        language = self._facts.language
        condition = self._levels.conditions[kind, rule.key] = grade_condition(self._facts, tree, self._cells(0))
        self._put(
            f"{kind} {rule.key}",
            lambda at: int(condition.holds(self._rows[at])),
            (lambda at: self._judged(condition, at)) if condition.formula else None,
            title=f"{step_label(Step(kind), language)}\n{rule.label[language]}",
            note=f"{rule.key}\n{condition_words(tree, language)}",
        )

    def _judged(self, condition: GradeCondition, line: int) -> str:
        assert condition.formula is not None
        return f"IF({condition.formula(self._cells(line))},1,0)"

    def _cells(self, line: int) -> dict[str, str]:
        """Field of the record or figure → its cell."""
        keys = (key for name in self._named for key in (name, name + KNOWN) if f"figure {key}" in self._at)
        figures = {key: self._here(f"figure {key}", line) for key in keys}
        return {**self._records.field_refs(line), **figures}

    # Levels ---------------------------------------------------------------------------------------------------------------

    def _vetoed_formula(self, line: int) -> str:
        """0 where no veto holds, of several the worst."""
        terms = [f"{self._here(f'veto {rule.key}', line)}*{self._names.index(rule.grade) + 1}" for rule in self._document.vetoes]
        return f"MAX({','.join(['0', *terms])})"

    def _limited(self, line: int) -> str:
        named = [("limit", rule.key, rule.best) for rule in self._document.limits]
        named += [("minimum", rule.key, rule.best) for rule in self._document.minimums]
        terms = [f"{self._here(f'{kind} {key}', line)}*{self._names.index(best) + 1}" for kind, key, best in named]
        return f"MAX({','.join(['1', *terms])})" if terms else "1"

    def _level_formula(self, line: int) -> str:
        """The worst of what the points, the vetoes (0 for none) and the limits come to."""
        return f"MAX({self._here('by_points', line)},{self._here('vetoed', line)},{self._limited(line)})"

    def _best_formula(self, line: int) -> str:
        """For the vetoed where it stands."""
        return f"IF({self._here('vetoed', line)}>0,{self._level_formula(line)},{self._limited(line)})"

    # Rank and places ------------------------------------------------------------------------------------------------------

    def _rank_formula(self, line: int, *, within: bool = False) -> str:
        """Greater in the total, or equal in it and greater in the first tie rule, and so on; ``within`` the carrier's group."""
        test = ""
        for name in reversed(["total", *(f"tie {code}" for code in self._document.ties)]):
            span, own = self._span(name), self._here(name, line)
            test = f"({span}>{own})+({span}={own})*({test})" if test else f"({span}>{own})"
        return f"1+SUMPRODUCT({self._peers(line, grouped=within)}*({test}))"

    def _peers(self, line: int, *, grouped: bool) -> str:
        """Those who are counted, all or those of the carrier's group."""
        group = f"*({self._span('group')}={self._here('group', line)})" if grouped else ""
        return f"({self._span(self._counting)}=1){group}"

    @property
    def _counting(self) -> str:
        """The column of 1 for those who have a rank: who takes part, and where lifts exempt, none of those."""
        return "counted" if self._exempting else "taking_part"

    def _position(self) -> None:
        """The order of the sheet of places: by rank, level, number."""

        def position(line: int) -> str:
            test = f"{self.page.own_span('A')}<={self.page.here('A', line)}"
            for name in ("level", "group_rank", "group") if self._grouped else ("level", "rank"):
                span, mine = self._span(name), self._here(name, line)
                test = f"({span}<{mine})+({span}={mine})*({test})"
            return f"SUMPRODUCT(({self._span(self._counting)}=1)*({test}))"

        order = [seat.unit for seat in self._seats()]
        self._put("position", lambda at: order.index(at) + 1, position, ranked=True)

    def _grade_rank(self, line: int) -> int:
        grade = self._unit(line).grade
        assert grade is not None
        assert grade.rank is not None
        return grade.rank

    def _group(self, line: int) -> int:
        """The number of the answer that makes the group; 0 where the record gives none."""
        group = self._grade(line).group
        return self._facts.rubric.grading.groups.get(group.name, 0) if group else 0

    def _rank_within(self, line: int) -> int:
        group = self._grade(line).group
        return group.rank if group and group.rank is not None else self._grade_rank(line)

    def _seats(self) -> list[Seat]:
        counted = [at for at in range(len(self._facts.units)) if self._counted(at)]
        return sorted(
            (Seat(at, self._rank_within(at), self._levels.level(at), self._group(at)) for at in counted),
            key=lambda seat: (seat.group, seat.rank, seat.level, seat.unit),
        )

    def _placed(self) -> PlacesPage | None:
        """Where the rubric has no quotas everybody keeps the level it stands at."""
        if not self._document.quotas:
            return None
        source = {name: self.page.span(self._at[name]) for name in ("position", "rank", "level")}
        source["name"] = self.page.span("B")
        if self._grouped:
            source |= {"group": self.page.span(self._at["group"]), "rank": self.page.span(self._at["group_rank"])}
        seats = seated(self._seats(), self._rubric.due, len(self._names), self._levels.beside)
        self._seat = {seat.unit: seat for seat in seats}
        places = PlacesPage(self._book, self._facts, seats, self._rubric.capacity, self._rubric.due, source)
        self._put(
            "placed",
            lambda at: self._seat[at].reached,
            lambda at: f"INDEX({places.reached},{self._here('position', at)})",
            ranked=True,
        )
        self._put(
            "edge",
            lambda at: int(self._seat[at].border),
            lambda at: f"INDEX({places.border},{self._here('position', at)})",
            ranked=True,
        )
        return places

    # The end --------------------------------------------------------------------------------------------------------------

    def _final(self) -> None:
        for rule, tree in self._facts.rubric.grading.lifts:
            self._rule("lift", rule, tree)
        before = self._before_lift

        def final(line: int) -> str:
            lifts = [
                f"IF({self._here(f'lift {rule.key}', line)}=1,MAX({self._names.index(rule.grade) + 1},{self._here('best', line)}),99)"
                for rule in self._document.lifts
            ]
            if not lifts:
                return self._here(before, line)
            lifted = f"MIN({','.join([self._here(before, line), *lifts])})"
            found = f"IF({self._here('vetoed', line)}>0,{self._here(before, line)},{lifted})"
            if not self._exempting:
                return found
            alone = f"IF({self._here('vetoed', line)}>0,{self._here('level', line)},MIN({','.join(lifts)}))"
            return f"IF({self._here('exempt', line)}=1,{alone},{found})"

        self._put("final", lambda at: self._names.index(self._grade_name(at)) + 1, final)

    def _distance(self) -> None:
        """To the next grade by points, as the report prints it."""
        rules, levels = self._document.rounding, self._levels
        decimals = points_decimals(self._document) if rules.total_decimals is None else rules.total_decimals

        def value(line: int) -> Value:
            distance = self._grade(line).distance
            return "" if distance is None else number(from_decimal(distance))

        def formula(line: int) -> str:
            by_points = self._here("by_points", line)
            gap = f"{levels.next_bound_formula(self._rubric.bound, by_points)}-{self._here('total', line)}"
            return f'IF({by_points}={levels.top},"",{rounding(gap, decimals, RoundingMode.HALF_AWAY)})'

        self._put("distance", value, formula, shown=FINE, ranked=True)

    # Columns --------------------------------------------------------------------------------------------------------------

    def _unit(self, line: int) -> Unit:
        return self._facts.units[line]

    def _takes_part(self, line: int) -> bool:
        return self._unit(line).grade is not None

    def _counted(self, line: int) -> bool:
        grade = self._unit(line).grade
        return grade is not None and not grade.exempt

    def _grade(self, line: int) -> Grade:
        grade = self._unit(line).grade
        assert grade is not None
        return grade

    def _grade_name(self, line: int) -> str:
        return str(self._grade(line).level.name.zh)

    def _here(self, name: str, line: int) -> str:
        return self.page.here(self._at[name], line)

    def _span(self, name: str) -> str:
        return self.page.own_span(self._at[name])

    def _put(
        self,
        name: str,
        value: Callable[[int], Value],
        formula: Callable[[int], str] | None,
        *,
        title: str = "",
        note: str = "",
        shown: str = CODE,
        ink: Ink = Ink.FORMULA,
        always: bool = False,
        ranked: bool = False,
    ) -> None:
        """A column that shows nothing for who does not take part, unless ``always``; without a formula it is a value.

        ``ranked``: it shows nothing for who is exempt either.
        """
        word = self._book.word
        shows, asked = (self._counted, self._counting) if ranked else (self._takes_part, "taking_part")

        def cell(line: int) -> Cell:
            if always:
                return Cell(value(line), formula(line) if formula else "")
            due: Value = value(line) if shows(line) else ""
            if formula is None:
                return Cell(due)
            return Cell(due, f'IF({self._here(asked, line)}=1,{formula(line)},"")')

        self._at[name] = self.page.add(
            Column(
                title=title or word(f"grades_column.{name}"),
                note=note if title else word(f"grades_note.{name}"),
                ink=ink if formula else Ink.VALUE,
                number=shown,
                width=13 if title else 9,
                cell=cell,
            )
        )


def _or_none(cell: str) -> str:
    return f"IF(COUNT({cell})=0,0,{cell})"
