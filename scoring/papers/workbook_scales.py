"""A scale (计分方式) as a formula over its visible table of values and points, exactly as ``engine.scale`` reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    Scale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    Ties,
    UnitScale,
    ValueScale,
)
from scoring.papers.workbook_figures import FINE

Node = tuple[str, str]
"""Cell of a value and cell of its points; one of them empty where the line has only the other."""


@dataclass(frozen=True, slots=True)
class PeerCells:
    """What a peer scale looks at besides the value: how many members have one, how many stand ahead, how many are equal."""

    count: str = ""
    ahead: str = ""
    equal: str = ""
    least: str = ""
    most: str = ""


def scale_formula(scale: Scale, nodes: Sequence[Node], value: str, peers: PeerCells) -> str:
    """Points of the value in a cell (or of a short expression); the value is there."""
    match scale:
        case LinearScale():
            return _linear(nodes, value)
        case SegmentScale():
            return _segments(nodes, value)
        case StepScale(falling=falling):
            return _steps(nodes[:-1], nodes[-1][1], value, "<=" if falling else ">=")
        case UnitScale(whole=whole):
            (per, points), (_, cap) = nodes
            return _between(f"{_units(value, per, whole=whole)}*{points}", cap)
        case ThresholdScale(whole=whole):
            (start, base), (per, points), (_, cap) = nodes
            more = f"{base}+{_units(f'({value}-{start})', per, whole=whole)}*{points}"
            return f"IF({value}<{start},0,{_between(more, cap)})"
        case CategoryScale():
            return _chain([(f"{value}={answer}", points) for answer, points in nodes[:-1]], nodes[-1][1])
        case ValueScale():
            return _between(value, nodes[0][1])
        case MinMaxScale():
            return _min_max(scale, nodes, value, peers)
        case RankScale():
            return _steps(nodes[:-1], nodes[-1][1], place_formula(scale.ties, peers), "<=")
        case PercentileScale():
            return _linear(nodes, percentile_formula(scale.ties, peers))


def _chain(tests: Sequence[tuple[str, str]], otherwise: str) -> str:
    formula = otherwise
    for test, then in reversed(tests):
        formula = f"IF({test},{then},{formula})"
    return formula


def _linear(nodes: Sequence[Node], value: str) -> str:
    (first, low), (_, last) = nodes[0], nodes[-1]
    tests = [(f"{value}<={first}", low)]
    tests += [(f"{value}<={right[0]}", _line(left, right, value)) for left, right in pairwise(nodes)]
    return _chain(tests, last)


def _line(left: Node, right: Node, value: str) -> str:
    return f"{left[1]}+({value}-{left[0]})/({right[0]}-{left[0]})*({right[1]}-{left[1]})"


def _segments(nodes: Sequence[Node], value: str) -> str:
    """Nodes are the two ends of each segment in turn; between two segments the end of the lower one holds."""
    tests: list[tuple[str, str]] = []
    reached = nodes[0][1]
    for first, last in zip(nodes[::2], nodes[1::2], strict=True):
        tests += [(f"{value}<{first[0]}", reached), (f"{value}<={last[0]}", _line(first, last, value))]
        reached = last[1]
    return _chain(tests, reached)


def _steps(nodes: Sequence[Node], below: str, value: str, sign: str) -> str:
    return _chain([(f"{value}{sign}{bound}", points) for bound, points in nodes], below)


def _units(value: str, per: str, *, whole: bool) -> str:
    return f"INT(ROUND({value}/{per},{FINE}))" if whole else f"{value}/{per}"


def _between(expression: str, cap: str) -> str:
    return f"MAX(0,MIN({cap},{expression}))"


def _min_max(scale: MinMaxScale, nodes: Sequence[Node], value: str, peers: PeerCells) -> str:
    least = nodes[0][0] if scale.lowest else peers.least
    most = nodes[1][0] if scale.highest else peers.most
    points = nodes[2][1]
    part = f"({most}-{value})" if scale.falling else f"({value}-{least})"
    return f"IF({most}<={least},{points},{_between(f'{part}/({most}-{least})*{points}', points)})"


def place_formula(ties: Ties, peers: PeerCells) -> str:
    """Place among the peers; equal ones share the best, the worst or the mean of their places."""
    match ties:
        case Ties.BEST:
            return f"({peers.ahead}+1)"
        case Ties.WORST:
            return f"({peers.ahead}+{peers.equal})"
        case Ties.MEAN:
            return f"((2*{peers.ahead}+1+{peers.equal})/2)"


def percentile_formula(ties: Ties, peers: PeerCells) -> str:
    """The share of the others that stand behind; 1 for one that is alone. Not PERCENTRANK, which cuts to three digits."""
    twice = {Ties.BEST: 2, Ties.WORST: 0, Ties.MEAN: 1}[ties]
    behind = f"2*({peers.count}-{peers.ahead}-{peers.equal})+{twice}*({peers.equal}-1)"
    return f"IF({peers.count}<=1,1,({behind})/(2*({peers.count}-1)))"
