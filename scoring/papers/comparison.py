"""The carrier beside its peers: charts, strengths and weaknesses; and in the 内部版 what only the commission sees."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from scoring.papers.charts import Legend, bars, chart, is_radar
from scoring.papers.desk import Desk, Whole, cell, shares
from scoring.papers.facts import ComparisonFacts, EffortFacts, InternalFacts, PeerFacts, ReportFacts, StandoutFacts
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import BODY, CELL, CELL_LABEL, CELL_NOTE, CELL_QUIET, CELL_STRONG, MM, TABLE_TITLE
from scoring.papers.setting import Text


def comparison(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Radar and bars with the figures, then strengths and weaknesses in words."""
    found = facts.comparison
    if found is None:
        return []
    if not found.meters:
        return desk.section("comparison", desk.block([Text(found.basis, BODY)]))
    basis = desk.block([Text(found.basis, BODY)], after=1 * MM)
    axes = (Legend(desk, radar=is_radar(found.axes), compared=found.is_compared), chart(found.axes, desk)) if found.axes else ()
    drawn = Whole(basis, *axes)
    heading = desk.block([Text(desk.word("by_indicator"), TABLE_TITLE)], before=3 * MM)
    legend = Legend(desk, radar=False, compared=found.is_compared)
    told = _standouts(found, desk) if found.is_compared else []
    return [
        *desk.section("comparison", drawn),
        *_branches(found, desk),
        *told,
        *desk.kept(heading, legend, bars(found.meters, desk)),
    ]


def _branches(found: ComparisonFacts, desk: Desk) -> list[Flowable]:
    """The branches that stand out, in sentences."""
    if not found.branches:
        return []
    rows = [Row((cell((what, CELL_STRONG)), cell((words, CELL))), RowKind.DENSE) for what, words in found.branches]
    title = desk.block([Text(desk.word("branches"), TABLE_TITLE)], before=3 * MM, after=1 * MM)
    return desk.kept(title, desk.grid([], rows, shares(18, 152)))


def _standouts(found: ComparisonFacts, desk: Desk) -> list[Flowable]:
    return [
        *_listed("strengths", found.strengths, found.strong, desk),
        *_listed("weaknesses", found.weaknesses, found.weak, desk),
    ]


def _listed(name: str, found: Sequence[StandoutFacts], whole: int, desk: Desk) -> list[Flowable]:
    """A list under its title, which says so where it is not all of them."""
    words = desk.word(f"{name}_first", shown=len(found), whole=whole) if whole > len(found) else desk.word(name)
    title = desk.block([Text(words, TABLE_TITLE)], before=3 * MM, after=1 * MM)
    rows = [
        Row((cell((one.place, CELL)), cell((one.label, CELL_STRONG)), cell((one.words, CELL))), RowKind.DENSE) for one in found
    ]
    return desk.kept(title, desk.grid([], rows, shares(14, 56, 100)) if rows else desk.said(f"no_{name}"))


def internal(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Peers by name, what is unsettled, the border list, and the cheapest next steps; nothing in the 反馈版."""
    if facts.internal is None:
        return []
    found = facts.internal
    return [*_peers(found, desk), *_unsettled(found, desk), *_steady(found, desk), *_lifting(found, desk), *_efforts(found, desk)]


def _peers(found: InternalFacts, desk: Desk) -> list[Flowable]:
    table = _ranking(found.peers, desk) if found.peers else desk.said("no_peers")
    note = [desk.block([Text(found.peers_note, CELL_QUIET)])] if found.peers_note else []
    return desk.section("peers", table, *note)


def _ranking(peers: Sequence[PeerFacts], desk: Desk) -> Flowable:
    heads = desk.heads("rank", "carrier", "points", "grade", "remark", figures=("points",))
    return desk.grid(heads, [_peer_row(one, desk) for one in peers], shares(14, 78, 20, 24, 34))


def _peer_row(one: PeerFacts, desk: Desk) -> Row:
    style = CELL_STRONG if one.is_own else CELL
    name = desk.word("own_name", carrier=one.name) if one.is_own else one.name
    cells = (cell((one.rank, style)), cell((name, style)), cell((one.points, style.right())), cell((one.grade, style)))
    return Row((*cells, cell((one.mark, CELL_NOTE))), RowKind.TOTAL if one.is_own else RowKind.DENSE)


def _unsettled(found: InternalFacts, desk: Desk) -> list[Flowable]:
    rows = [Row((cell((what, CELL_STRONG)), cell((why, CELL))), RowKind.DENSE) for what, why in found.unsettled]
    body = desk.grid([], rows, shares(52, 118)) if rows else desk.said("nothing_unsettled")
    title = desk.block([Text(desk.word("border_list"), TABLE_TITLE)], before=3 * MM, after=1 * MM)
    listed = _ranking(found.border, desk) if found.border else desk.said("no_border")
    return [*desk.section("unsettled", body), *desk.kept(title, listed)]


def _steady(found: InternalFacts, desk: Desk) -> list[Flowable]:
    """How firmly rank and grade stand."""
    if not found.steady:
        return []
    return desk.section("steady", desk.block([Text(line, BODY) for line in found.steady]))


def _lifting(found: InternalFacts, desk: Desk) -> list[Flowable]:
    """What would lead to the next grade."""
    if not found.lifting:
        return []
    head = desk.block([Text(line, BODY) for line in found.lifting], after=1 * MM)
    rows = [
        Row(
            (
                cell((str(number), CELL)),
                cell((one.words, CELL_STRONG), *((line, CELL_QUIET) for line in one.cells)),
                cell((one.reached, CELL_QUIET)),
            )
        )
        for number, one in enumerate(found.lifts, start=1)
    ]
    table = [desk.grid([], rows, shares(8, 130, 32))] if rows else []
    notes = [desk.block([Text(line, CELL_QUIET) for line in found.lifting_notes], before=1 * MM)] if found.lifting_notes else []
    return desk.section("lifting", head, *table, *notes)


def _efforts(found: InternalFacts, desk: Desk) -> list[Flowable]:
    if not found.efforts:
        return desk.section("efforts", desk.said("no_efforts"))
    heads = desk.heads("code", "indicator", "asks", "aim", "gains", figures=("gains",))
    table = desk.grid(heads, [_effort_row(one) for one in found.efforts], shares(14, 54, 34, 48, 20))
    return desk.section("efforts", table, desk.block([Text(found.efforts_note, CELL_LABEL)]))


def _effort_row(one: EffortFacts) -> Row:
    words = (cell((one.code, CELL)), cell((one.label, CELL_STRONG)), cell((one.asks, CELL)), cell((one.aim, CELL_QUIET)))
    return Row((*words, cell((one.gains, CELL_STRONG.right()))))
