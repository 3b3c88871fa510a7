"""The annex 计算过程: for each indicator the steps in words, and the firms that counted with file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from scoring.papers.desk import Desk, cell, shares
from scoring.papers.facts import ColumnFacts, CountedFacts, FirmFacts, IndicatorFacts, ReportFacts
from scoring.papers.grid import PAD_X, Cell, Row, RowKind
from scoring.papers.look import BODY_WIDTH, CELL, CELL_HEAD, CELL_LABEL, CELL_QUIET, CELL_STRONG, MM, TABLE_TITLE, Style
from scoring.papers.setting import Text, natural_width

FIRM_LEAST, WORDS_LEAST, PLACE_LEAST = 38 * MM, 16.5 * MM, 24 * MM
FIRM_MOST, VALUE_MOST, PLACE_MOST = 60 * MM, 36 * MM, 46 * MM
ROOM = 80 * MM
"""The annex begins where its first indicator can follow the heading."""
WORTH_REFERRING = 6
"""Firms from which on a list that stands already is named instead of printed again."""


def figures_of(indicator: IndicatorFacts) -> list[tuple[str, Style]]:
    """``12 ÷ 40`` over ``= 30.0%``, or the value alone."""
    if not (indicator.numerator and indicator.denominator):
        return [(indicator.value, CELL)]
    return [(f"{indicator.numerator} ÷ {indicator.denominator}", CELL_QUIET), (f"= {indicator.value}", CELL)]


def label_of(indicator: IndicatorFacts, desk: Desk) -> str:
    """The label with its mark, 暂定 or 不适用."""
    return desk.word("marked", label=indicator.label, mark=indicator.mark) if indicator.mark else indicator.label


def workings(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """The whole annex."""
    if not facts.indicators:
        return []
    listed: dict[CountedFacts, str] = {}
    parts = [_indicator(indicator, desk, listed) for indicator in facts.indicators]
    return [
        CondPageBreak(ROOM),
        *desk.section("workings", desk.said("workings_how")),
        *(flowable for part in parts for flowable in part),
    ]


def _indicator(indicator: IndicatorFacts, desk: Desk, listed: dict[CountedFacts, str]) -> list[Flowable]:
    has_points = any(letter.isdigit() for letter in indicator.points)
    points = desk.word("scored", points=indicator.points, maximum=indicator.maximum) if has_points else ""
    words = desk.word("working", code=indicator.code, label=label_of(indicator, desk), points=points)
    quotient = f"{indicator.numerator} ÷ {indicator.denominator} = " if indicator.numerator and indicator.denominator else ""
    steps = [f"{number}. {step}" for number, step in enumerate(indicator.steps, start=1)]
    lines = (
        ("measure", indicator.measure, CELL),
        ("figures", quotient + indicator.value, CELL_STRONG),
        ("rule", indicator.rule, CELL),
        ("basis", indicator.basis, CELL),
        ("steps", "\n".join(steps), CELL),
        ("notes", "\n".join(indicator.notes), CELL),
        ("next_step", indicator.next_step, CELL),
    )
    rows = [
        Row((cell((desk.word(name), CELL_LABEL)), cell((text, style))), RowKind.LISTED) for name, text, style in lines if text
    ]
    table = desk.grid([], rows, shares(24, 146))
    parts = [part for counted in indicator.counted for part in _once(counted, indicator.code, desk, listed)]
    return [*desk.subsection(words, table), *parts]


def _once(counted: CountedFacts, code: str, desk: Desk, listed: dict[CountedFacts, str]) -> list[Flowable]:
    """A table of firms, or where the very same one stands: several formulas are made of the same count. ``listed``: which is where."""
    first = listed.setdefault(counted, code)
    if first == code or len(counted.firms) < WORTH_REFERRING:
        return _counted(counted, desk)
    words = [Text(counted.title, TABLE_TITLE), Text(desk.word("listed_at", code=first), CELL_QUIET)]
    return desk.whole(desk.block(words, before=3 * MM))


def _counted(counted: CountedFacts, desk: Desk) -> list[Flowable]:
    """A table of firms. One sheet for all is named above it; where there are several, each firm names its own."""
    origins = tuple(dict.fromkeys((firm.file, firm.sheet) for firm in counted.firms if firm.file))
    title = [Text(counted.title, TABLE_TITLE)] + [
        Text(desk.word("all_from", file=file, sheet=sheet), CELL_QUIET) for file, sheet in origins[:1] if len(origins) == 1
    ]
    if not counted.firms:  # the title says so: 0 家
        return [desk.block(title, before=1.5 * MM)]
    heads = _heads(counted, desk)
    rows = [_firm_row(number, firm, counted, several=len(origins) > 1) for number, firm in enumerate(counted.firms, start=1)]
    table = desk.grid(heads, rows, _widths(heads, rows, counted.columns, desk))
    return desk.kept(desk.block(title, before=3 * MM, after=1 * MM), table)


def _heads(counted: CountedFacts, desk: Desk) -> list[Text]:
    number, firm, place = desk.heads("number", "firm", "place", figures=("number",))
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


def _widths(heads: Sequence[Text], rows: Sequence[Row], columns: Sequence[ColumnFacts], desk: Desk) -> tuple[float, ...]:
    """Columns between what they need (a figure is never torn) and what they would like; the firm's name takes the rest."""
    naturals = [_natural([row.cells[column] for row in rows], desk) for column in range(len(heads))]
    wishes = [max(width, _natural([(head,)], desk)) for head, width in zip(heads, naturals, strict=True)]
    needs = [wishes[0], FIRM_LEAST, *map(_need, naturals[2:-1], wishes[2:-1], columns), min(naturals[-1], PLACE_LEAST)]
    firm = min(max(_most([row.cells[1] for row in rows], desk), FIRM_LEAST), FIRM_MOST)
    place = min(wishes[-1], PLACE_MOST)
    untearable = [True, False, *(column.is_number for column in columns), False]
    in_every_row = share_out(needs, [needs[0], firm, *needs[2:-1], place], BODY_WIDTH, untearable)
    wishes = [wishes[0], firm, *(min(wish, VALUE_MOST) for wish in wishes[2:-1]), place]
    widths = share_out(in_every_row, wishes, BODY_WIDTH, untearable)
    return (widths[0], widths[1] + BODY_WIDTH - sum(widths), *widths[2:])


def _need(natural: float, wish: float, column: ColumnFacts) -> float:
    return max(natural if column.is_number else 0, min(wish, WORDS_LEAST))


def _natural(cells: Iterable[Cell], desk: Desk) -> float:
    return max((natural_width(text, desk.cases) for texts in cells for text in texts), default=0) + 2 * PAD_X + 0.5


def _most(cells: Sequence[Cell], desk: Desk) -> float:
    """The width that holds nine of ten cells on one line."""
    widths = sorted(_natural([cell], desk) for cell in cells)
    return widths[(len(widths) - 1) * 9 // 10]


def share_out(needs: Sequence[float], wishes: Sequence[float], room: float, untearable: Sequence[bool] = ()) -> list[float]:
    """Widths between needs and wishes, all by the same share of the difference; below the needs only if the room is.

    Then those that may be torn give way first: words wrap, figures do not.
    """
    if sum(needs) >= room:
        keeps = untearable or [False] * len(needs)
        kept = sum(need for need, keep in zip(needs, keeps, strict=True) if keep)
        rest = sum(needs) - kept
        if kept + rest / 2 > room:
            return [need * room / sum(needs) for need in needs]
        return [need if keep else need * (room - kept) / rest for need, keep in zip(needs, keeps, strict=True)]
    most = [max(pair) for pair in zip(needs, wishes, strict=True)]
    missing = sum(most) - sum(needs)
    share = min((room - sum(needs)) / missing, 1) if missing else 0
    return [need + (wish - need) * share for need, wish in zip(needs, most, strict=True)]
