"""The grade report (考评报告) of one carrier: facts in, PDF out. What it says is decided before this module."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from scoring.papers.comparison import comparison, internal
from scoring.papers.desk import Desk, cell, label_texts, shares
from scoring.papers.faces import FaceFile
from scoring.papers.facts import DimensionFacts, IndicatorFacts, ReportFacts, Version, texts
from scoring.papers.fonts import TypeCases, type_cases
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import (
    BODY,
    CAUTION,
    CELL,
    CELL_LABEL,
    CELL_NOTE,
    CELL_QUIET,
    CELL_STRONG,
    CELL_TOTAL,
    FIGURE,
    GRADE,
    MM,
    OVERLINE,
    PANEL_LABEL,
    PANEL_MARK,
    PANEL_NOTE,
    PANEL_WORDS,
    SUBTITLE,
    TITLE,
)
from scoring.papers.pages import Furniture, build
from scoring.papers.provenance import amendments, district_facts, findings, sources
from scoring.papers.setting import Text
from scoring.papers.support_page import support_page
from scoring.papers.workings import figures_of, label_of, workings

OWN = "".join(map(chr, range(0x20, 0x7F))) + "\u3000"
"""Characters this room draws of itself, besides those of the facts and the catalogue."""
HEAD_SHOWN = 16
"""Digits of the journal's head in the foot of a page; the whole stands under the sources."""


def report_pdf(facts: ReportFacts, faces: tuple[FaceFile, ...] = ()) -> bytes:
    """The report. ``faces`` are font files of the user's, asked where ours have no glyph.

    Raises Refusal (papers.missing_glyph, papers.font_unreadable, papers.font_without_outlines).
    """
    with type_cases([*texts(facts), *label_texts(facts.language), OWN], faces) as cases:
        return build(report_story(facts, cases), _furniture(facts, Desk(facts.language, cases)), cases)


def report_story(facts: ReportFacts, cases: TypeCases) -> list[Flowable]:
    """The flowables in order; the two versions differ in ``internal`` alone."""
    desk = Desk(facts.language, cases)
    return [
        *title(facts, desk),
        *result(facts, desk),
        *summary(facts, desk),
        *grading(facts, desk),
        *decisions(facts, desk),
        *comparison(facts, desk),
        *support_page(facts, desk),
        *internal(facts, desk),
        *indicators(facts, desk),
        *district_facts(facts, desk),
        *amendments(facts, desk),
        *findings(facts, desk),
        *workings(facts, desk),
        *sources(facts, desk),
    ]


def _furniture(facts: ReportFacts, desk: Desk) -> Furniture:
    head = facts.receipt.journal_head[:HEAD_SHOWN]
    return Furniture(
        title=f"{facts.carrier.name} {desk.word('title')} {facts.round.year} {version_words(facts, desk)}",
        author=desk.word("author", district=facts.district),
        language=facts.language,
        created=facts.receipt.created,
        head=desk.word("page_head", district=facts.district, year=facts.round.year, carrier=facts.carrier.name),
        status=facts.status,
        foot=desk.word(
            "page_foot_sealed" if head else "page_foot",
            version=version_words(facts, desk),
            receipt=facts.receipt.number,
            head=head,
        ),
        page=lambda number, total: desk.word("page", number=number, total=total),
    )


def version_words(facts: ReportFacts, desk: Desk) -> str:
    """反馈版 or 内部版."""
    return desk.word("version_internal" if facts.version is Version.INTERNAL else "version_feedback")


def title(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Who is assessed, and over which time."""
    overline = desk.word("overline", district=facts.district, year=facts.round.year)
    subtitle = desk.word("subtitle", title=desk.word("title"), version=version_words(facts, desk))
    lines = [Text(overline, OVERLINE), Text(facts.carrier.name, TITLE), Text(subtitle, SUBTITLE)]
    if facts.internal is not None:
        lines.append(Text(desk.word("internal_only"), CAUTION))
    if facts.status:
        lines.append(Text(desk.word("status", status=facts.status), CAUTION))
    return [desk.block(lines, after=3 * MM), _particulars(facts, desk)]


def _particulars(facts: ReportFacts, desk: Desk) -> Flowable:
    round_ = facts.round
    times = (("period", round_.period), ("cutoff", round_.cutoff))
    pairs = [*facts.carrier.particulars, *((desk.word(name), words) for name, words in times if words)]
    pairs += [("", "")] * (len(pairs) % 2)
    rows = [
        Row(tuple(part for label, words in pairs[at : at + 2] for part in (cell((label, CELL_LABEL)), cell((words, CELL)))))
        for at in range(0, len(pairs), 2)
    ]
    return desk.grid([], rows, shares(24, 64, 28, 54))


def result(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Grade and points, large; what must be known first stands right under them."""
    outcome = facts.result
    total = desk.word("of_maximum", maximum=outcome.maximum)
    row = Row(
        (
            cell((desk.word("grade"), PANEL_LABEL), (outcome.grade, GRADE), (outcome.mark, PANEL_MARK)),
            cell((desk.word("points"), PANEL_LABEL), (outcome.points, FIGURE), (total, PANEL_NOTE)),
            cell((desk.word("rank"), PANEL_LABEL), (outcome.rank, PANEL_WORDS)) if outcome.rank else (),
        ),
        RowKind.TOTAL,
    )
    notes = [desk.block([Text(note, CAUTION) for note in outcome.notes], after=2 * MM)] if outcome.notes else []
    return [Spacer(0, 2 * MM), desk.grid([], [row], shares(62, 46, 62)), *notes]


def summary(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Points by dimension, with the total they add up to."""
    rows = [_dimension_row(node) for node in facts.dimensions]
    total = (facts.result.points, facts.result.maximum)
    sums = tuple(cell((figure, CELL_TOTAL.right())) for figure in total)
    rows.append(Row((cell(("", CELL_TOTAL)), cell((desk.word("total"), CELL_TOTAL)), *sums), RowKind.TOTAL))
    heads = desk.heads("code", "dimension", "points", "maximum", figures=("points", "maximum"))
    table = desk.grid(heads, rows, shares(22, 98, 25, 25))
    sum_line = [desk.block([Text(facts.result.sum, CELL)])] if facts.result.sum else []
    return desk.section("summary", table, *sum_line)


def _dimension_row(node: DimensionFacts) -> Row:
    style = CELL if node.depth else CELL_STRONG
    figures = tuple(cell((words, style.right())) for words in (node.points, node.maximum))
    label = cell(("\u3000" * node.depth + node.label, style), (node.note, CELL_NOTE))
    return Row((cell((node.code, style)), label, *figures), _group(node))


def _group(node: DimensionFacts) -> RowKind:
    return RowKind.PLAIN if node.depth else RowKind.GROUP


def grading(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """How the grade came about: vetoes, limits, cuts and quotas considered."""
    if not facts.grading:
        return []
    rows = [Row((cell((step.label, CELL_STRONG)), cell((step.words, CELL)))) for step in facts.grading]
    return desk.section("grading", desk.grid([], rows, shares(38, 132)), whole=True)


def decisions(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """What was decided about the carrier, the oldest first: the result is what the rules say, and then this."""
    if not facts.decisions:
        return []
    return desk.section("decisions", desk.block([Text(line, BODY) for line in facts.decisions]), whole=True)


def indicators(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Every indicator with its measure, figures, rule and points, under the dimension it belongs to."""
    if not facts.indicators:
        return []
    nodes = {node.code: node for node in facts.dimensions}
    rows: list[Row] = []
    parent = ""
    for indicator in facts.indicators:
        if indicator.parent != parent and indicator.parent in nodes:
            node = nodes[indicator.parent]
            rows.append(_group_row(node))
        parent = indicator.parent
        rows += _indicator_rows(indicator, desk)
    heads = desk.heads("code", "indicator", "figures", "rule", "points", "maximum", figures=("points", "maximum"))
    return desk.section("indicators", desk.grid(heads, rows, shares(13, 60, 30, 42, 13, 12)))


def _group_row(node: DimensionFacts) -> Row:
    figures = tuple(cell((words, CELL_STRONG.right())) for words in (node.points, node.maximum))
    note = cell((node.note, CELL_NOTE))
    return Row((cell((node.code, CELL_STRONG)), cell((node.label, CELL_STRONG)), (), note, *figures), RowKind.GROUP)


def _indicator_rows(indicator: IndicatorFacts, desk: Desk) -> list[Row]:
    row = Row(
        (
            cell((indicator.code, CELL)),
            cell((label_of(indicator, desk), CELL_STRONG), (indicator.what or indicator.measure, CELL_QUIET)),
            cell(*figures_of(indicator, desk)),
            cell((indicator.rule, CELL_QUIET)),
            cell((indicator.points, CELL_STRONG.right())),
            cell((indicator.maximum, CELL.right())),
        )
    )
    notes = [Row(((), cell((note, CELL_NOTE))), RowKind.NOTE) for note in indicator.notes]
    return [row, *notes]
