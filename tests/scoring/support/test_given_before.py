"""In which years a clause was given before: by what earlier rounds decided, by what was written down, and where they disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.conditions import Outcome
from scoring.engine.given import DecidedBefore, GivenBefore, given_before
from scoring.engine.support import Asking, Why
from tests.scoring.support.builders import applied, clause_of, shipped
from tests.scoring.support.test_shipped_amounts import BAY

CLAUSE = "6_2_operating"
YEARS = st.frozensets(st.integers(2021, 2025))


def decided(*given: int, denied: tuple[int, ...] = (), until: int | None = None) -> DecidedBefore:
    return DecidedBefore(frozenset(given), frozenset(denied), until)


@pytest.mark.parametrize(
    ("written", "before", "outcome", "why", "years"),
    [
        # Nobody has said anything but the round of the year before
        (None, decided(2025), Outcome.UNKNOWN, Why.EARLIER_PART, (2025,)),
        (None, decided(denied=(2025,)), Outcome.UNKNOWN, Why.EARLIER_OPEN, ()),
        # Three years are over whatever the others were
        (None, decided(2023), Outcome.NOT_MET, None, (2023,)),
        # The round of the year before was decided with the years before it
        (None, decided(2025, until=2025), Outcome.MET, None, (2025,)),
        (None, decided(2024, 2025, until=2025), Outcome.MET, None, (2024, 2025)),
        (None, decided(2023, 2024, 2025, until=2025), Outcome.NOT_MET, None, (2023, 2024, 2025)),
        (None, decided(denied=(2025,), until=2025), Outcome.MET, None, ()),
        (None, decided(2024, until=2024, denied=(2025,)), Outcome.UNKNOWN, Why.INTERRUPTED, (2024,)),
        # A year without a round between
        (None, decided(2024, until=2024), Outcome.UNKNOWN, Why.EARLIER_PART, (2024,)),
        # Years that were written down are added
        (frozenset({2024}), decided(2025), Outcome.MET, None, (2024, 2025)),
        (frozenset({2025}), decided(2025), Outcome.MET, None, (2025,)),
        (frozenset({2023, 2024}), decided(2025), Outcome.NOT_MET, None, (2023, 2024, 2025)),
        (frozenset(), decided(denied=(2025,)), Outcome.MET, None, ()),
        # and told where they say otherwise
        (frozenset(), decided(2025), Outcome.UNKNOWN, Why.EARLIER_DISPUTED, (2025,)),
        (frozenset({2025}), decided(denied=(2025,)), Outcome.UNKNOWN, Why.EARLIER_DISPUTED, ()),
        (frozenset({2022}), decided(2025, until=2025), Outcome.UNKNOWN, Why.EARLIER_DISPUTED, (2025,)),
    ],
)
def test_three_consecutive_years_across_rounds(
    written: frozenset[int] | None, before: DecidedBefore, outcome: Outcome, why: Why | None, years: tuple[int, ...]
) -> None:
    said = {} if written is None else {CLAUSE: written}
    result = applied(shipped("dalinghaowan"), BAY, given=said, before={CLAUSE: before}, founded_together="是")
    [check] = [each for each in clause_of(result, CLAUSE).checks if each.asking is Asking.YEARS]
    assert (check.outcome, check.why, check.years) == (outcome, why, years)


def test_this_year_and_later_ones_are_not_before() -> None:
    assert given_before(None, decided(2026, until=2026), 2026) == GivenBefore((), whole=True)
    assert given_before(frozenset({2026}), decided(2025, until=2025), 2026).years == (2025,)


@given(st.none() | YEARS, YEARS, YEARS, st.none() | st.integers(2021, 2026))
def test_nothing_decided_is_lost_and_nothing_is_made_up(
    written: frozenset[int] | None, given: frozenset[int], denied: frozenset[int], until: int | None
) -> None:
    before = DecidedBefore(given, denied - given, until)
    found = given_before(written, before, 2026)
    assert given <= set(found.years) <= given | (written or frozenset())
    if found.whole:
        nobody_asked = {year for year in range(2021, 2026) if year not in given and not before.denies(year)}
        assert written is not None or not nobody_asked
        assert not any(map(before.denies, found.years))
    if written is None:
        assert found.disputed is None
