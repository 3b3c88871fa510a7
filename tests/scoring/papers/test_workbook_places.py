"""The sheet of places goes by its own recurrence, a line at a time: it must place everybody as the engine does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel, Limit, Quota, QuotaBy, Veto
from scoring.engine.exact import Ratio, from_decimal
from scoring.engine.grade import Candidate, grade_round
from scoring.engine.places import Capacity
from scoring.papers.workbook_places import Seat, seated
from tests.journeys import kinds

LEVELS = ["优", "良", "中", "差"]


@cache
def _rubric(shares: tuple[tuple[str, int, QuotaBy], ...], beside: tuple[int, ...], *, grouped: bool) -> CompiledRubric:
    """Graded by the bounds alone, but for who is bad (差) and who is capped (良, or a grade beside the points above it).

    ``beside``: before which levels there are some that no points reach.
    """
    whole = kinds.rubric(kinds.PRINTED)
    levels = [(GradeLevel(name=Words(f"另{at}")), one) if at in beside else (one,) for at, one in enumerate(whole.rubric.grades)]
    grades = tuple(level for each in levels for level in each)
    capped = replace(whole.grading.limits[0][0], best="另1" if 1 in beside else "良"), whole.grading.limits[0][1]
    quotas = tuple(Quota(grade=grade, share=f"{share}%", by=by) for grade, share, by in shares)
    document = replace(whole.rubric, grades=grades, quotas=quotas, lifts=(), ties=(), quotas_by="level" if grouped else "")
    numbers = tuple(replace(whole.grading.shares[0], numerator=share, denominator=100) for _, share, _ in shares)
    groups = {"甲": 1, "乙": 2} if grouped else {}
    barring = {"vetoes": whole.grading.vetoes[:1], "limits": (capped,), "lifts": ()}
    grading = replace(whole.grading, shares=numbers, groups=groups, **barring)  # type: ignore[arg-type]  # mixed rules
    assert isinstance(document.vetoes[0], Veto)
    assert isinstance(document.limits[0], Limit)
    return replace(whole, rubric=document, grading=grading)


units = st.lists(
    st.tuples(st.integers(30, 50), st.booleans(), st.booleans(), st.sampled_from([1, 2, None])), min_size=1, max_size=16
)
quotas = st.lists(
    st.tuples(st.sampled_from(LEVELS), st.integers(0, 100), st.sampled_from(list(QuotaBy))),
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(units, quotas, st.booleans(), st.sets(st.integers(0, 3)).map(lambda one: tuple(sorted(one))))
def test_the_recurrence_places_everybody_as_the_engine_does(
    given_: list[tuple[int, bool, bool, int | None]],
    shares: list[tuple[str, int, QuotaBy]],
    grouped: bool,
    beside: tuple[int, ...],
) -> None:
    rubric = _rubric(tuple(shares), beside, grouped=grouped)
    levels = rubric.rubric.grades
    names = [level.name.zh for level in levels]
    bounds = [None if level.at_least is None else from_decimal(level.at_least) for level in levels]
    candidates = [
        Candidate(at, Ratio(total, 1), (), {"bad": int(bad), "capped": int(capped), "T": 5_000, "level": level})
        for at, (total, bad, capped, level) in enumerate(given_)
    ]
    due = grade_round(rubric, candidates, kinds.PARAMETERS)
    among = Counter((one[3] or 0) if grouped else 0 for one in given_)
    capacity = {
        group: {
            names.index(grade) + 1: Capacity(int(Fraction(share * count, 100)) if group or not grouped else 0, by)
            for grade, share, by in shares
        }
        for group, count in among.items()
    }
    seats = []
    for at, (total, bad, capped, level) in enumerate(given_):
        reached = (at for at, bound in enumerate(bounds, 1) if bound is not None and Ratio(total, 1).compare(bound) >= 0)
        by_points = len(names) if bad else next(reached, len(names))
        best = names.index(rubric.grading.limits[0][0].best) + 1
        group = due[at].group
        rank = group.rank if group else due[at].rank
        seats.append(Seat(at, rank, max(by_points, best) if capped else by_points, (level or 0) if grouped else 0))
    order = sorted(seats, key=lambda seat: (seat.group, seat.rank, seat.level, seat.unit))
    without = {at for at, bound in enumerate(bounds, 1) if bound is None}
    assert {seat.unit: (names[seat.reached - 1], seat.border) for seat in seated(order, capacity, len(names), without)} == {
        at: (grade.level.name.zh, grade.border) for at, grade in due.items()
    }
