"""The sheet of points (计分): per carrier and indicator the value, what the scale makes of it, and the points as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scoring.definitions.rubric import Indicator, MeasureKind, MissingRule
from scoring.definitions.scales import MinMaxScale
from scoring.engine.exact import Ratio
from scoring.engine.members import Members
from scoring.engine.peers import peers_of
from scoring.engine.scale import needs_peers
from scoring.engine.score import IndicatorScore
from scoring.engine.wording import rule_words
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import GUARD, guarded, number, rounding
from scoring.papers.workbook_look import FINE, WHOLE, Ink
from scoring.papers.workbook_measures import MeasuresPage, unit_page
from scoring.papers.workbook_rows import RowsPage
from scoring.papers.workbook_rubric import RubricPage
from scoring.papers.workbook_scales import PeerCells, scale_formula
from scoring.papers.workbook_sheet import Book, Cell, Column, Value


class PointsPage:
    """Points before rounding stand in a column of their own: what is handed on by left-out indicators multiplies them first."""

    def __init__(self, book: Book, facts: BookFacts, records: RowsPage, measures: MeasuresPage, rubric: RubricPage) -> None:
        self._book, self._facts, self._records, self._measures, self._rubric = book, facts, records, measures, rubric
        self._document = facts.rubric.rubric
        self.page = unit_page(book, facts, book.word("sheet.points"))
        self._raw: dict[str, str] = {}
        self.points: dict[str, str] = {}
        self._groups = self._peer_groups()
        self._group = self._group_column() if self._document.peers_by else ""
        for indicator in self._document.indicators:
            self._indicator(indicator)

    def raw_ref(self, code: str, line: int) -> str:
        return self.page.ref(self._raw[code], line)

    def points_ref(self, code: str, line: int) -> str:
        return self.page.ref(self.points[code], line)

    def _score(self, code: str, line: int) -> IndicatorScore:
        return self._facts.units[line].score.indicator(code)

    # Peers ----------------------------------------------------------------------------------------------------------------

    def _peer_groups(self) -> Sequence[Mapping[str, Members]]:
        """Per carrier the values of its peer group, by indicator."""
        units, by, record = self._facts.units, self._document.peers_by, self._facts.rubric.form.record
        groups = {at: unit.lines(record)[0][by] if by else None for at, unit in enumerate(units)}
        found = peers_of(self._facts.rubric, {at: unit.measured for at, unit in enumerate(units)}, groups)
        return [found[groups[at]] for at in range(len(units))]

    def _group_column(self) -> str:
        by, record = self._document.peers_by, self._facts.rubric.form.record
        letters = self._records.letters(by)

        def cell(line: int) -> Cell:
            value = self._facts.units[line].lines(record)[0][by]
            source = self._records.page.ref(letters, line)
            return Cell(value if value is not None else 0, f"IF(ISBLANK({source}),0,{source})")

        return self._add(self._book.word("peer_group"), "", by, cell, WHOLE)

    def _members(self, line: int) -> str:
        """A factor that is 1 for the members of the carrier's own group."""
        return f"({self.page.own_span(self._group)}={self.page.here(self._group, line)})*" if self._group else ""

    def _count(self, indicator: Indicator, group: str) -> str:
        values = self._measures.page.span(self._measures.placed[indicator.measure].value)

        def cell(line: int) -> Cell:
            formula = f"SUMPRODUCT({self._members(line)}ISNUMBER({values})*1)"
            return Cell(len(self._groups[line][indicator.code]), formula)

        return self._add(self._book.word("peers"), group, "", cell, WHOLE)

    def _standing(self, indicator: Indicator, value: str, group: str, *, sign: str) -> str:
        """How many peers are greater, less, or equal."""
        values = self._measures.page.span(self._measures.placed[indicator.measure].value)

        def found(line: int) -> Value:
            own = self._value_of(indicator, line)
            if own is None:
                return ""
            return self._groups[line][indicator.code].standing(own)["<=>".index(sign)]

        def cell(line: int) -> Cell:
            own = self.page.here(value, line)
            formula = f"SUMPRODUCT({self._members(line)}ISNUMBER({values})*({values}{sign}{own}))"
            return Cell(found(line), f'IF({own}="","",{formula})')

        return self._add(self._book.word("equal" if sign == "=" else "ahead"), group, "", cell, WHOLE)

    def _extreme(self, indicator: Indicator, group: str, *, least: bool) -> str:
        values = self._measures.page.span(self._measures.placed[indicator.measure].value)
        function = "MIN" if least else "MAX"

        def cell(line: int) -> Cell:
            known = [number(one) for one in self._groups[line][indicator.code].values]
            numbers = [one for one in known if isinstance(one, int | float)]
            shown = (min if least else max)(numbers, default=0)
            return Cell(shown, f"{function}(IF({self._members(line)}ISNUMBER({values}),{values}))", array=True)

        return self._add(self._book.word("least" if least else "most"), group, "", cell, FINE)

    # Indicators -----------------------------------------------------------------------------------------------------------

    def _indicator(self, indicator: Indicator) -> None:
        language = self._facts.language
        group = f"{indicator.code}　{indicator.title[language]}"
        note = f"{indicator.code}\n{rule_words(self._facts.rubric, indicator, language)}"
        looking = needs_peers(indicator) or indicator.missing.rule is MissingRule.PEER_MEAN
        count = self._count(indicator, group) if looking else ""
        value = self._value(indicator, group, count)
        peers = self._peers(indicator, value, group, count)
        self._raw[indicator.code] = self._raw_points(indicator, value, peers, group, note)
        maximum = self._maximum(indicator, group) if self._givers(indicator) else ""
        self.points[indicator.code] = self._points(indicator, maximum, group)

    def _value_of(self, indicator: Indicator, line: int) -> Ratio | None:
        score = self._score(indicator.code, line)
        return score.measured.value if score.imputed is None else score.imputed

    def _value(self, indicator: Indicator, group: str, count: str) -> str:
        imputing = indicator.missing.rule is MissingRule.PEER_MEAN

        average = self._average(indicator, group, count) if imputing else ""

        def cell(line: int) -> Cell:
            formula = source = self._measures.value_ref(indicator.measure, line)
            if imputing:
                formula = f'IF({source}<>"",{source},{self.page.here(average, line)})'
            return Cell(number(self._value_of(indicator, line)), formula)

        column = self._measures.page.columns[_index(self._measures.placed[indicator.measure].value)]
        return self._add(column.title, group, "", cell, column.number)

    def _average(self, indicator: Indicator, group: str, count: str) -> str:
        """Of the peers' values, each rounded to 12 decimals first as the engine does."""
        values = self._measures.page.span(self._measures.placed[indicator.measure].value)

        def cell(line: int) -> Cell:
            known, members = self._groups[line][indicator.code], self.page.here(count, line)
            whole = f"SUM(IF({self._members(line)}ISNUMBER({values}),ROUND({values},{GUARD})))"
            return Cell(number(known.mean if known else None), f'IF({members}=0,"",{whole}/{members})', array=True)

        return self._add(self._book.word("average"), group, "", cell, FINE)

    def _peers(self, indicator: Indicator, value: str, group: str, count: str) -> dict[str, str]:
        scale = indicator.scale
        if not needs_peers(indicator):
            return {}
        if isinstance(scale, MinMaxScale):
            ends = {"least": not scale.lowest, "most": not scale.highest}
            return {name: self._extreme(indicator, group, least=name == "least") for name, own in ends.items() if own}
        falling = bool(getattr(scale, "falling", False))
        ahead = self._standing(indicator, value, group, sign="<" if falling else ">")
        return {"count": count, "ahead": ahead, "equal": self._standing(indicator, value, group, sign="=")}

    def _raw_points(self, indicator: Indicator, value: str, peers: dict[str, str], group: str, note: str) -> str:
        nodes = self._rubric.nodes[indicator.code]

        def cell(line: int) -> Cell:
            here = self.page.here
            cells = PeerCells(**{name: here(letters, line) for name, letters in peers.items()})
            scored = scale_formula(indicator.scale, nodes, here(value, line), cells)
            formula = f'IF({here(value, line)}="",{self._missing(indicator, line)},{scored})'
            return Cell(number(self._score(indicator.code, line).exact), formula)

        return self._add(self._book.word("raw"), group, note, cell, FINE)

    def _missing(self, indicator: Indicator, line: int) -> str:
        """What stands for a missing value: nothing, or 0 points, or those for a numerator without denominator."""
        placed, page = self._measures.placed[indicator.measure], self._measures.page
        rest = "0" if indicator.missing.rule is MissingRule.ZERO else '""'
        instead = self._rubric.instead.get(indicator.code, "")
        measure = self._facts.rubric.measures[indicator.measure].measure
        if not instead or not placed.lower or not placed.upper or measure.kind is MeasureKind.GROWTH:
            return rest
        tests = [f"{page.ref(placed.lower, line)}=0", f"{page.ref(placed.upper, line)}>0"]
        if measure.min_rows:
            tests.append(f"{page.ref(placed.usable, line)}>={measure.min_rows}")
        return f"IF(AND({','.join(tests)}),{instead},{rest})"

    def _givers(self, indicator: Indicator) -> list[Indicator]:
        return [each for each in self._document.indicators if _leaves(each) and indicator.code in each.missing.to]

    def _maximum(self, indicator: Indicator, group: str) -> str:
        """What the indicator can reach here: its own maximum and its part of what is left out, by the maxima of the takers."""
        own = self._rubric.maximum[indicator.code]

        def out(code: str, line: int) -> str:
            return f'{self.page.here(self._raw[code], line)}=""'

        def part(giver: Indicator, line: int) -> str:
            takers = [
                f"IF({out(code, line)},0,{self._rubric.maximum[code]})"
                if _leaves(self._document.indicator(code))
                else self._rubric.maximum[code]
                for code in giver.missing.to
            ]
            share = f"{self._rubric.maximum[giver.code]}*{own}/({'+'.join(takers)})"
            return f"IF({out(giver.code, line)},{share},0)"

        def cell(line: int) -> Cell:
            formula = f"{own}+{'+'.join(part(giver, line) for giver in self._givers(indicator))}"
            if _leaves(indicator):
                formula = f"IF({out(indicator.code, line)},{own},{formula})"
            return Cell(number(self._score(indicator.code, line).maximum), formula)

        return self._add(self._book.word("reachable"), group, self._book.word("reachable_note"), cell, FINE)

    def _points(self, indicator: Indicator, maximum: str, group: str) -> str:
        rules = self._document.rounding

        def cell(line: int) -> Cell:
            raw = expression = self.page.here(self._raw[indicator.code], line)
            if maximum:
                expression = f"{raw}*{self.page.here(maximum, line)}/{self._rubric.maximum[indicator.code]}"
            made = guarded(expression)
            if rules.indicator_decimals is not None:
                made = rounding(expression, rules.indicator_decimals, rules.mode)
            return Cell(number(self._score(indicator.code, line).value), f'IF({raw}="","",{made})')

        return self._add(self._book.word("points"), group, "", cell, points_format(rules.indicator_decimals), Ink.RESULT)

    def _add(self, title: str, group: str, note: str, cell: Callable[[int], Cell], shown: str, ink: Ink = Ink.FORMULA) -> str:
        return self.page.add(Column(title=title, group=group, note=note, number=shown, ink=ink, cell=cell, width=10))


def _leaves(indicator: Indicator) -> bool:
    """Whether it may be left out and hand its points on."""
    return indicator.missing.rule is MissingRule.LEAVE_OUT and bool(indicator.missing.to)


def points_format(decimals: int | None) -> str:
    if decimals is None:
        return FINE
    return f"0.{'0' * decimals}" if decimals else "0"


def _index(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
