"""One carrier's result as a line of a list: what rankings, pictures and comparisons show, from a live score or a sealed run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.rubric import Role, RoundingMode, Rubric
from scoring.engine.border import Near
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.grade import Group
from scoring.engine.measure import Lack, Measured
from scoring.engine.score import CarrierScore, IndicatorScore, reachable
from scoring.engine.wording import plain
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound, open_round
from scoring.store import rounds, run_lines, runs
from scoring.store.connection import Store
from scoring.store.run_lines import KeptLine
from scoring.store.runs import Run

WHOLE = 10_000
"""Shares are told in ten-thousandths."""


def share_words(share: int) -> str:
    """86.65%"""
    return f"{share // 100}.{share % 100:02}%"


@dataclass(frozen=True, slots=True)
class Line:
    """Printed figures. Tuples stand in the order of the rubric's branches or indicators.

    ``points`` of an indicator or branch are None where it is left out or too little is there to judge; ``shares`` are points
    ÷ what could have been reached here, in ten-thousandths, None where there is nothing to divide. ``grade`` is the Chinese name, empty without one.
    ``steps`` are the kinds of steps of the grade rule with the grade after each.
    """

    uscc: str
    name: str
    scored: bool
    watched: bool
    total: Decimal
    ranking: Ratio
    grade: str
    rank: int
    of: int
    border: bool
    steps: tuple[tuple[str, str], ...]
    provisional: bool
    branches: tuple[Decimal | None, ...]
    branch_shares: tuple[int | None, ...]
    points: tuple[Decimal | None, ...]
    maxima: tuple[str, ...]
    shares: tuple[int | None, ...]
    unknown: tuple[int, ...]
    """Places of the indicators that an unknown cell could still change."""
    group: Group | None = None
    near: tuple[Near, ...] = ()
    exempt: bool = False
    """It is graded without being counted or ranked (免评)."""


def line_of(rubric: Rubric, one: Scored) -> Line:
    """Of a live score."""
    grade = one.grade
    steps = tuple((step.step.value, step.grade) for step in grade.steps) if grade else ()
    bare = Line(
        uscc=one.carrier.uscc,
        name=one.carrier.name,
        scored=one.score.scored,
        watched=one.watched,
        total=one.score.total,
        ranking=one.score.ranking,
        grade=grade.level.name.zh if grade else "",
        rank=(grade.rank if grade else None) or 0,
        of=grade.of if grade else 0,
        border=grade.border if grade else False,
        steps=steps,
        provisional=one.provisional,
        branches=(),
        branch_shares=(),
        points=(),
        maxima=(),
        shares=(),
        unknown=(),
        group=grade.group if grade else None,
        near=grade.near if grade else (),
        exempt=bool(grade and grade.exempt),
    )
    return _with_points(rubric, bare, one.score)


def _with_points(rubric: Rubric, bare: Line, score: CarrierScore) -> Line:
    known = {one.code: one for one in score.indicators}
    ordered = [known[indicator.code] for indicator in rubric.indicators]
    full = reachable(rubric, score.indicators)
    return replace(
        bare,
        branches=tuple(score.branches[branch.code] for branch in rubric.branches),
        branch_shares=tuple(_share(score.branches[branch.code], full[branch.code]) for branch in rubric.branches),
        points=tuple(one.points for one in ordered),
        maxima=tuple(plain(rounded(one.maximum, 2, RoundingMode.HALF_AWAY)) for one in ordered),
        shares=tuple(_share(one.points, one.maximum) for one in ordered),
        unknown=tuple(place for place, one in enumerate(ordered) if one.provisional),
    )


def _share(points: Decimal | None, most: Ratio | None) -> int | None:
    if points is None or most is None or most.numerator <= 0:
        return None
    return int(rounded(from_decimal(points).over(most).times(Ratio(WHOLE, 1)), 0, RoundingMode.HALF_AWAY))


# Kept beside a run ----------------------------------------------------------------------------------------------------

FLAGS = ("scored", "watched", "grade", "rank", "of", "border", "provisional", "branch_shares", "maxima", "shares", "unknown")


def figures_of(line: Line) -> dict[str, object]:
    """The line as it is kept, without name and code."""
    return {
        **({"group": [line.group.name, line.group.rank, line.group.of]} if line.group else {}),
        **({"near": [[one.grade, str(one.distance), one.missing, one.places] for one in line.near]} if line.near else {}),
        **({"exempt": True} if line.exempt else {}),
        **{name: getattr(line, name) for name in FLAGS},
        "total": str(line.total),
        "ranking": list(line.ranking),
        "steps": [list(step) for step in line.steps],
        "branches": [_text(points) for points in line.branches],
        "points": [_text(points) for points in line.points],
    }


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _line(kept: KeptLine) -> Line:
    figures = kept.figures
    return Line(
        uscc=kept.uscc,
        name=kept.name,
        scored=figures["scored"],
        watched=figures["watched"],
        total=Decimal(figures["total"]),
        ranking=Ratio(*figures["ranking"]),
        grade=figures["grade"],
        rank=figures["rank"],
        of=figures["of"],
        border=figures["border"],
        steps=tuple((step, grade) for step, grade in figures["steps"]),
        provisional=figures["provisional"],
        branches=tuple(map(_points, figures["branches"])),
        branch_shares=tuple(figures["branch_shares"]),
        points=tuple(map(_points, figures["points"])),
        maxima=tuple(figures["maxima"]),
        shares=tuple(figures["shares"]),
        unknown=tuple(figures["unknown"]),
        group=Group(*figures["group"]) if "group" in figures else None,
        near=tuple(Near(grade, Decimal(far), missing, places) for grade, far, missing, places in figures.get("near", ())),
        exempt=figures.get("exempt", False),
    )


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@dataclass(frozen=True, slots=True)
class SealedLines:
    """The lines of a run with the hash of each carrier's results, by 统一社会信用代码. ``kept``: they stand in the file."""

    run: Run
    opened: OpenRound
    """With the definitions of the receipt."""
    lines: tuple[Line, ...]
    hashes: Mapping[str, Sha256]
    kept: bool


def sealed_lines(store: Store, run: Run) -> SealedLines:
    """From beside the run, or from its text where it was sealed before lines were kept. Raises Refusal where that is damaged."""
    opened = opened_of(store, run)
    known = tuple(run_lines.of_run(store, run.id))
    kept = known or tuple(_made(store, run, opened.rubric.rubric))
    return SealedLines(run, opened, tuple(map(_line, kept)), {one.uscc: one.hash for one in kept}, bool(known))


def keep_lines(store: Store, run: Run) -> None:
    """Put the lines of an older run beside it. Nothing where they are there."""
    rubric = opened_of(store, run).rubric.rubric
    if next(run_lines.of_run(store, run.id), None) is None:
        run_lines.keep(store, run.id, tuple(_made(store, run, rubric)))


def opened_of(store: Store, run: Run) -> OpenRound:
    """The run's round with the definitions of its receipt."""
    receipt = json.loads(run.receipt)
    now = rounds.find(store, run.round_id)
    return open_round(store, replace(now, form=Sha256(receipt["form"]), rubric=Sha256(receipt["rubric"])))


def _made(store: Store, run: Run, rubric: Rubric) -> Iterator[KeptLine]:
    for text, document in documents(store, run):
        line = line_of_document(rubric, document)
        yield KeptLine(line.uscc, line.name, json.loads(json.dumps(figures_of(line))), sha256(text))


# The results' text ----------------------------------------------------------------------------------------------------


def documents(store: Store, run: Run) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each carrier's part of the sealed results, its text and what it says, one by one. Raises Refusal where the text is damaged."""
    decoder, waiting = json.JSONDecoder(), ""
    for piece in runs.results_in_pieces(store, run.id):
        waiting += piece
        place = 1  # behind the bracket or the comma
        while place < len(waiting):
            try:
                document, end = decoder.raw_decode(waiting, place)
            except json.JSONDecodeError:
                break  # the rest of it comes with the next piece
            yield waiting[place:end], document
            place = end + 1
        waiting = waiting[place - 1 :]


def line_of_document(rubric: Rubric, document: Mapping[str, Any]) -> Line:
    """Of one carrier's part of the results."""
    score, grading = score_of(document), document["grading"] or {}
    bare = Line(
        uscc=document["carrier"],
        name=document["name"],
        scored=document["scored"],
        watched=document["watched"],
        total=score.total,
        ranking=score.ranking,
        grade=document["grade"] or "",
        rank=grading.get("rank") or 0,
        of=grading.get("of", 0),
        border=grading.get("border", False),
        steps=tuple((step["step"], step["grade"]) for step in grading.get("steps", ())),
        provisional=document["provisional"],
        branches=(),
        branch_shares=(),
        points=(),
        maxima=(),
        shares=(),
        unknown=(),
        group=Group(**grading["group"]) if "group" in grading else None,
        near=tuple(Near(**one | {"distance": Decimal(one["distance"])}) for one in grading.get("near", ())),
        exempt="exempt" in grading,
    )
    return _with_points(rubric, bare, score)


def score_of(document: Mapping[str, Any]) -> CarrierScore:
    """A carrier's points as they were sealed; what was not rounded stands as it was printed."""
    printed = {code: _points(text) for code, text in document["branches"].items()}
    return CarrierScore(
        scored=document["scored"],
        indicators=tuple(map(_indicator, document["indicators"])),
        values={code: None if points is None else from_decimal(points) for code, points in printed.items()},
        branches=printed,
        total=Decimal(document["total"]),
        ranking=Ratio(*document["ranking"]),
    )


def _indicator(document: Mapping[str, Any]) -> IndicatorScore:
    points = _points(document["points"])
    return IndicatorScore(
        code=document["code"],
        measured=Measured(
            upper=Ratio(*document["upper"]),
            lower=Ratio(*document["lower"]),
            value=_pair(document["value"]),
            lack=Lack(document["lack"]) if document["lack"] else None,
            base=document["base"],
            usable=document["usable"],
            unknown=document["unknown"],
            approximate=document["approximate"],
        ),
        exact=_pair(document["exact"]),
        maximum=Ratio(*document["maximum"]),
        received=tuple((code, Ratio(*share)) for code, share in document["received"].items()),
        handed=tuple((code, Ratio(*share)) for code, share in document["handed"].items()),
        value=None if points is None else from_decimal(points),
        points=points,
        imputed=_pair(document["imputed"]),
    )


def _pair(pair: list[int] | None) -> Ratio | None:
    return None if pair is None else Ratio(*pair)


def tops(rubric: Rubric) -> tuple[int, ...]:
    """The places of the topmost branches."""
    return tuple(place for place, branch in enumerate(rubric.branches) if not branch.parent)


def base_tops(rubric: Rubric) -> tuple[int, ...]:
    """Of those the ones that are neither bonus nor deduction."""
    return tuple(place for place in tops(rubric) if rubric.branches[place].role is Role.BASE)
