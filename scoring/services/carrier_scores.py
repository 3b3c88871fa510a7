"""One carrier's score as its page shows it: the tree, the grade step by step, and its peers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.rubric import Branch, Indicator, Role, RoundingMode, Rubric
from scoring.engine.comparison import Compared
from scoring.engine.exact import Ratio, rounded
from scoring.engine.score import reachable
from scoring.engine.wording import plain, signed
from scoring.messages import say
from scoring.papers.facts import GradeStep
from scoring.services.explaining import IndicatorExplanation, Source, explain, source_of
from scoring.services.grade_steps import grade_steps
from scoring.services.lines import WHOLE, Line
from scoring.services.live import Scored
from scoring.services.quiet import quietly
from scoring.services.score_desk import ScoreDesk
from scoring.services.showing_scores import RankRow, ranking
from scoring.store import amendments


@dataclass(frozen=True, slots=True)
class Node:
    """A branch or indicator of the tree, parents before children. ``share`` in ten-thousandths; None: no points to divide.

    ``sealed`` are the points in the run, empty where they are the same or there is no run. ``mark``: 暂定, 不适用.
    """

    code: str
    parent: str
    title: str
    points: str
    maximum: str
    share: int | None
    role: Role
    is_indicator: bool
    mark: str
    sealed: str


@dataclass(frozen=True, slots=True)
class PeerRow:
    """An indicator or branch beside its peers: shares of the maximum, the lead over the median in percentage points, the rank."""

    code: str
    title: str
    own: str
    own_key: int
    median: str
    median_key: int
    lead: str
    lead_key: int
    rank: str
    rank_key: int
    is_indicator: bool


@dataclass(frozen=True, slots=True)
class PeersShown:
    """``words`` say with whom it is compared, or why with nobody."""

    words: str
    rows: tuple[PeerRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CarrierShown:
    """``rank`` 2 / 24, empty without one; ``maximum`` of the base points; ``row`` as in the ranking."""

    row: RankRow
    rank: str
    maximum: str
    document: str
    nodes: tuple[Node, ...]
    grading: tuple[GradeStep, ...]


def carrier_shown(desk: ScoreDesk, uscc: str, language: str, sealed: Line | None = None) -> CarrierShown:
    """The live score of one carrier; ``sealed`` is its line in the run it is held against. Raises Refusal without a return."""
    opened, scored = desk.opened, desk.scored(uscc)
    rubric = opened.rubric.rubric
    own = desk.line(uscc)
    source = _source(desk, scored)
    ((_, record),) = source.rows[opened.form.form.record]
    (row,) = ranking(opened, [own], language, {uscc: sealed} if sealed else None).rows
    return CarrierShown(
        row=row,
        rank=f"{own.rank} / {own.of}" if own.rank else "",
        maximum=plain(sum((one.maximum for one in rubric.indicators if rubric.role(one) is Role.BASE), Decimal(0))),
        document=source.stored.document,
        nodes=tuple(_nodes(rubric, own, scored, sealed, language)),
        grading=grade_steps(opened, scored, record, language),
    )


def indicator_shown(desk: ScoreDesk, uscc: str, code: str, language: str) -> IndicatorExplanation:
    """The trace of one indicator. Raises Refusal without a return."""
    scored = desk.scored(uscc)
    return explain(desk.opened, scored, _source(desk, scored), code, language)


def _source(desk: ScoreDesk, scored: Scored) -> Source:
    store = desk.opened.store
    return source_of(desk.opened, store, scored, amendments.of_return(store, scored.return_id))


# The tree -------------------------------------------------------------------------------------------------------------


def _nodes(rubric: Rubric, own: Line, scored: Scored, sealed: Line | None, language: str) -> Iterator[Node]:
    """Each branch, its indicators, then the branches below it."""
    places = {one.code: place for place, one in enumerate(rubric.branches)}
    leaves = {one.code: place for place, one in enumerate(rubric.indicators)}
    full = reachable(rubric, scored.score.indicators)

    def branch(one: Branch) -> Iterator[Node]:
        place = places[one.code]
        most = full[one.code]
        yield Node(
            code=one.code,
            parent=one.parent,
            title=one.title[language],
            points=_text(own.branches[place], rubric.branch_role(one)),
            maximum="—" if most is None else signed(plain(rounded(most, 2, RoundingMode.HALF_AWAY)), rubric.branch_role(one)),
            share=own.branch_shares[place],
            role=rubric.branch_role(one),
            is_indicator=False,
            mark="",
            sealed=_before(own.branches[place], sealed.branches if sealed else (), place, rubric.branch_role(one)),
        )
        for leaf in rubric.indicators:
            if leaf.parent == one.code:
                yield indicator(leaf)
        for child in rubric.branches:
            if child.parent == one.code:
                yield from branch(child)

    def indicator(one: Indicator) -> Node:
        place, role = leaves[one.code], rubric.role(one)
        left_out = own.points[place] is None
        mark = "scores.left_out" if left_out else "scores.unknown" if place in own.unknown else ""
        return Node(
            code=one.code,
            parent=one.parent,
            title=one.title[language],
            points=_text(own.points[place], role),
            maximum=signed(own.maxima[place], role),
            share=own.shares[place],
            role=role,
            is_indicator=True,
            mark=say(mark, {}, language) if mark else "",
            sealed=_before(own.points[place], sealed.points if sealed else (), place, role),
        )

    for top in rubric.branches:
        if not top.parent:
            yield from branch(top)


def _text(points: Decimal | None, role: Role) -> str:
    return signed("—" if points is None else str(points), role)


def _before(now: Decimal | None, then: tuple[Decimal | None, ...], place: int, role: Role) -> str:
    """What the run has, where it is something else. A run of another rubric has other places: none is told then."""
    if place >= len(then) or then[place] == now:
        return ""
    return _text(then[place], role)


# Peers ----------------------------------------------------------------------------------------------------------------


def peers_shown(desk: ScoreDesk, uscc: str, language: str) -> PeersShown:
    """One carrier beside its peers. Everybody is worked out the first time. Raises Refusal without a return."""
    scored = desk.scored(uscc)
    with quietly(len(desk.results())):
        among = desk.among()
    if not among.takes_part(scored):
        return PeersShown(say("scores.not_compared", {}, language))
    facts = {"count": among.size(scored), "least": among.least}
    compared = among.compared(scored)
    if not compared:
        return PeersShown(say("scores.too_few", facts, language))
    rubric = desk.opened.rubric.rubric
    rows = [
        *(_peer(compared[one.code], one.title[language], False) for one in rubric.branches if one.code in compared),
        *(_peer(compared[one.code], one.title[language], True) for one in rubric.indicators if one.code in compared),
    ]
    order = {one.code: place for place, one in enumerate(_in_order(rubric))}
    return PeersShown(say("scores.compared", facts, language), tuple(sorted(rows, key=lambda row: order[row.code])))


def _in_order(rubric: Rubric) -> Iterator[Branch | Indicator]:
    for branch in rubric.branches:
        yield branch
        yield from (one for one in rubric.indicators if one.parent == branch.code)


def _peer(one: Compared, title: str, is_indicator: bool) -> PeerRow:
    lead = _tenths(one.lead)
    return PeerRow(
        code=one.code,
        title=title,
        own=_percent(one.own),
        own_key=_whole(one.own),
        median=_percent(one.median),
        median_key=_whole(one.median),
        lead=f"+{lead}" if lead > 0 else f"−{-lead}" if lead < 0 else "0.0",
        lead_key=_whole(one.lead),
        rank=f"{one.above + 1} / {one.members}",
        rank_key=one.above + 1,
        is_indicator=is_indicator,
    )


def _tenths(share: Ratio) -> Decimal:
    return rounded(share.times(Ratio(100, 1)), 1, RoundingMode.HALF_AWAY)


def _percent(share: Ratio) -> str:
    return f"{_tenths(share)}%"


def _whole(share: Ratio) -> int:
    return int(rounded(share.times(Ratio(WHOLE, 1)), 0, RoundingMode.HALF_AWAY))
