"""The annex 计算过程: for each indicator the steps in words, and the firms that counted with file, sheet and cell."""

from __future__ import annotations

from typing import TypeAlias

from reportlab.platypus import CondPageBreak, Flowable

from scoring.papers.columns import firm_columns
from scoring.papers.desk import Desk, cell, shares
from scoring.papers.facts import ColumnFacts, CountedFacts, FirmFacts, IndicatorFacts, ReportFacts
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import CELL, CELL_HEAD, CELL_LABEL, CELL_QUIET, CELL_STRONG, MM, TABLE_TITLE, Style
from scoring.papers.setting import Text

ROOM = 80 * MM
"""The annex begins where its first indicator can follow the heading."""
Listed: TypeAlias = dict[tuple[tuple[ColumnFacts, ...], tuple[FirmFacts, ...]], tuple[str, str]]
"""The lists printed so far, whatever their title → the indicator and the title they stand under."""


def figures_of(indicator: IndicatorFacts, desk: Desk) -> list[tuple[str, Style]]:
    """``12 ÷ 40`` over ``＝ 30.0%``, or the value alone."""
    quotient = _quotient(indicator, desk)
    if not quotient:
        return [(indicator.value, CELL)]
    return [(quotient, CELL_QUIET), (desk.word("equals", value=indicator.value).lstrip(), CELL)]


def _quotient(indicator: IndicatorFacts, desk: Desk) -> str:
    """``110 万元 ÷ 100 万元 － 1``; empty where the value is no quotient."""
    if not (indicator.numerator and indicator.denominator):
        return ""
    facts = {"numerator": indicator.numerator, "denominator": indicator.denominator, "less": indicator.less}
    return desk.word("quotient", **facts)


def label_of(indicator: IndicatorFacts, desk: Desk) -> str:
    """The label with its mark, 暂定 or 不适用."""
    return desk.word("marked", label=indicator.label, mark=indicator.mark) if indicator.mark else indicator.label


def workings(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """The whole annex."""
    if not facts.indicators:
        return []
    listed: Listed = {}
    parts = [_indicator(indicator, desk, listed) for indicator in facts.indicators]
    return [
        CondPageBreak(ROOM),
        *desk.section("workings", desk.said("workings_how")),
        *(flowable for part in parts for flowable in part),
    ]


def _indicator(indicator: IndicatorFacts, desk: Desk, listed: Listed) -> list[Flowable]:
    has_points = any(letter.isdigit() for letter in indicator.points)
    points = desk.word("scored", points=indicator.points, maximum=indicator.maximum) if has_points else ""
    words = desk.word("working", code=indicator.code, label=label_of(indicator, desk), points=points)
    quotient = _quotient(indicator, desk)
    figures = quotient + desk.word("equals", value=indicator.value) if quotient else indicator.value
    steps = [f"{number}. {step}" for number, step in enumerate(indicator.steps, start=1)]
    lines = (
        ("measure", indicator.measure, CELL),
        ("figures", figures, CELL_STRONG),
        ("rule", indicator.rule, CELL),
        ("basis", indicator.basis, CELL),
        ("steps", "\n".join(steps), CELL),
        ("marks", "\n".join(indicator.marks), CELL),
        ("notes", "\n".join(indicator.notes), CELL),
        ("next_step", indicator.next_step, CELL),
    )
    rows = [
        Row((cell((desk.word(name), CELL_LABEL)), cell((text, style))), RowKind.LISTED) for name, text, style in lines if text
    ]
    again = desk.word("working_goes_on", code=indicator.code, label=indicator.label)
    table = desk.grid([], rows, shares(24, 146), again=again)
    parts = [part for counted in indicator.counted for part in _once(counted, indicator.code, desk, listed)]
    return [*desk.subsection(words, table), *parts]


def _once(counted: CountedFacts, code: str, desk: Desk, listed: Listed) -> list[Flowable]:
    """A table of firms, or where the very same one stands: several formulas are made of the same count."""
    own = (code, counted.title)
    first, title = listed.setdefault((counted.columns, counted.firms), own) if counted.firms else own
    if (first, title) == own:
        return _counted(counted, code, desk)
    same = desk.word("listed_at", code=first) if title == counted.title else desk.word("listed_as", code=first, title=title)
    words = [Text(desk.word("list_of", code=code, title=counted.title), TABLE_TITLE), Text(same, CELL_QUIET)]
    return desk.whole(desk.block(words, before=3 * MM))


def _counted(counted: CountedFacts, code: str, desk: Desk) -> list[Flowable]:
    """A table of firms. One sheet for all is named above it; where there are several, each firm names its own."""
    origins = tuple(dict.fromkeys((firm.file, firm.sheet) for firm in counted.firms if firm.file))
    named = desk.word("list_of", code=code, title=counted.title)
    title = [Text(named, TABLE_TITLE)] + [
        Text(desk.word("all_from", file=file, sheet=sheet), CELL_QUIET) for file, sheet in origins[:1] if len(origins) == 1
    ]
    if not counted.firms:  # the title says so: 0 家
        return [desk.block(title, before=1.5 * MM)]
    heads = _heads(counted, desk)
    rows = [_firm_row(number, firm, counted, several=len(origins) > 1) for number, firm in enumerate(counted.firms, start=1)]
    again = desk.word("goes_on", title=named)
    table = desk.grid(heads, rows, firm_columns(heads, rows, counted.columns, desk), again=again)
    return desk.kept(desk.block(title, before=3 * MM, after=1 * MM), table)


def _heads(counted: CountedFacts, desk: Desk) -> list[Text]:
    number, firm, place = desk.heads("number", "firm", "place", figures=("number",))
    if counted.named:
        firm = Text(counted.named, firm.style)
    columns = [Text(column.label, CELL_HEAD.right() if column.is_number else CELL_HEAD) for column in counted.columns]
    return [number, firm, *columns, place]


def _firm_row(number: int, firm: FirmFacts, counted: CountedFacts, *, several: bool) -> Row:
    values = [
        cell((words, CELL.right() if column.is_number else CELL))
        for column, words in zip(counted.columns, firm.values, strict=True)
    ]
    place = "!".join(part for part in (firm.sheet if several else "", firm.cell) if part)
    where = cell((place, CELL_LABEL), (firm.file if several else "", CELL_QUIET))
    return Row((cell((str(number), CELL_LABEL.right())), cell((firm.name, CELL)), *values, where), RowKind.DENSE)
