"""The sheet of places goes by its own recurrence, a line at a time: it must place everybody as the engine does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.grading import Limit, Quota, Veto
from scoring.engine.exact import Ratio
from scoring.engine.grade import Candidate, grade_round
from scoring.papers.workbook_places import Seat, seated
from tests.journeys import kinds

LEVELS = ["优", "良", "中", "差"]


@cache
def _rubric(shares: tuple[tuple[str, int], ...]) -> CompiledRubric:
    """Graded by the bounds alone, but for who is bad (差) and who is capped (良)."""
    whole = kinds.rubric(kinds.PRINTED)
    quotas = tuple(Quota(grade=grade, share=f"{share}%") for grade, share in shares)
    document = replace(whole.rubric, quotas=quotas, lifts=(), ties=())
    numbers = tuple(replace(whole.grading.shares[0], numerator=share, denominator=100) for _, share in shares)
    grading = replace(whole.grading, shares=numbers, vetoes=whole.grading.vetoes[:1], limits=whole.grading.limits[:1], lifts=())
    assert isinstance(document.vetoes[0], Veto)
    assert isinstance(document.limits[0], Limit)
    return replace(whole, rubric=document, grading=grading)


units = st.lists(st.tuples(st.integers(30, 50), st.booleans(), st.booleans()), min_size=1, max_size=16)
quotas = st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(0, 100)), max_size=4, unique_by=lambda pair: pair[0])


@given(units, quotas)
def test_the_recurrence_places_everybody_as_the_engine_does(
    given_: list[tuple[int, bool, bool]], shares: list[tuple[str, int]]
) -> None:
    rubric = _rubric(tuple(shares))
    candidates = [
        Candidate(at, Ratio(total, 1), (), {"bad": int(bad), "capped": int(capped), "T": 5_000})
        for at, (total, bad, capped) in enumerate(given_)
    ]
    due = grade_round(rubric, candidates, kinds.PARAMETERS)
    capacity = {LEVELS.index(grade) + 1: int(Fraction(share * len(given_), 100)) for grade, share in shares}
    bounds = [Decimal(45), Decimal(40), Decimal(34)]
    seats = []
    for at, (total, bad, capped) in enumerate(given_):
        by_points = 1 + sum(total < bound for bound in bounds)
        level = 4 if bad else by_points
        seats.append(Seat(at, due[at].rank, max(level, 2) if capped else level))
    placed = seated(sorted(seats, key=lambda seat: (seat.rank, seat.level, seat.unit)), capacity, len(LEVELS))
    assert {seat.unit: (LEVELS[seat.reached - 1], seat.border) for seat in placed} == {
        at: (grade.level.name.zh, grade.border) for at, grade in due.items()
    }
