"""How firmly grades stand: seeded draws that anybody can repeat, exact weights, and the result of what was left out."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from scoring.definitions.rubric import Role, RoundingMode
from scoring.engine.exact import Ratio, rounded
from scoring.engine.reweighing import WHOLE, Draw, Reweigher
from scoring.engine.robustness import Chance, Spread, draws
from scoring.engine.score import CarrierScore
from scoring.errors import Cancelled
from scoring.services.amending import amend
from scoring.services.robustness import draws_for, robustness
from scoring.services.robustness_words import steadiness_lines
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live, live_score
from scoring.store import effective, marks
from scoring.store.amendments import Change

NOW = datetime(2026, 4, 1, tzinfo=UTC)


# Chance -------------------------------------------------------------------------------------------------------------------


def test_the_numbers_are_those_of_splitmix64() -> None:
    """The first numbers that its authors' program gives for the seeds 0 and 1234567."""
    chance = Chance(0)
    assert [chance.next() for _ in range(3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    chance = Chance(1234567)
    assert [chance.next() for _ in range(2)] == [6457827717110365317, 3203168211198807973]


def test_draws_are_within_bounds_reach_both_and_are_the_same_again() -> None:
    made = list(draws(("A", "B"), 20_000, 7, most=3))
    assert made == list(draws(("A", "B"), 20_000, 7, most=3))
    assert made[:50] == list(draws(("A", "B"), 50, 7, most=3))
    counts = {value: sum(draw["A"] == value for draw in made) for value in range(-3, 4)}
    assert sum(counts.values()) == 20_000
    assert all(2_600 < count < 3_120 for count in counts.values())
    assert list(draws(("A",), 3, 8)) != list(draws(("A",), 3, 9))


def test_ranks_at_a_per_cent_are_ranks_that_came_up() -> None:
    spread = Spread()
    for rank, times in ((4, 3), (5, 90), (9, 7)):
        for _ in range(times):
            spread.add(rank, "优" if rank == 4 else "良")
    assert (spread.rank_at(3), spread.rank_at(4), spread.rank_at(93), spread.rank_at(94)) == (4, 5, 5, 9)
    assert (spread.count, spread.other_than("良"), spread.other_than("差")) == (100, 3, 100)
    with pytest.raises(ValueError, match="no draw"):
        Spread().rank_at(5)


# Weights ------------------------------------------------------------------------------------------------------------------


def by_hand(opened: OpenRound, score: CarrierScore, draw: Draw) -> Fraction:
    """The total in plain fractions, indicator by indicator, as the rubric's text says it."""
    rubric = opened.rubric.rubric
    base = {one.code: one for one in rubric.indicators if rubric.role(one) is Role.BASE}
    raised = {code: Fraction(one.maximum) * (WHOLE + draw[code]) / WHOLE for code, one in base.items()}
    back = sum(Fraction(one.maximum) for one in base.values()) / sum(raised.values())
    maxima = {code: own * back for code, own in raised.items()}
    out = {one.code for one in score.indicators if one.handed}
    whole = dict(maxima)
    for giver in out:
        takers = [code for code in base[giver].missing.to if code not in out]
        for code in takers:
            whole[code] += maxima[giver] * maxima[code] / sum(maxima[taker] for taker in takers)
    total = Fraction(0)
    points: dict[str, Fraction] = {}
    for one in score.indicators:
        if one.code in base:
            if one.exact is not None:
                value = Fraction(*one.exact) * whole[one.code] / Fraction(base[one.code].maximum)
                points[one.code] = Fraction(rounded(Ratio(value.numerator, value.denominator), 2, RoundingMode.HALF_AWAY))
        elif one.value is not None:
            points[one.code] = Fraction(*one.value)
    for branch in rubric.branches:
        if not branch.parent:
            own = sum((points.get(one.code, Fraction(0)) for one in rubric.under(branch.code)), Fraction(0))
            own = min(own, Fraction(branch.cap)) if branch.cap is not None else own
            total += -own if branch.role is Role.DEDUCTION else own
    return max(total, Fraction(rubric.total_floor or 0))


def test_drawn_weights_give_what_fractions_by_hand_give(made: OpenRound) -> None:
    reweigher = Reweigher(made.rubric)
    scored = [one for one in live(made) if one.score.scored]
    assert any(each.handed for one in scored for each in one.score.indicators)
    for draw in draws(reweigher.drawn, 25, 3):
        under = reweigher.weighing(draw)
        assert Fraction(sum(under.maxima.values()), under.denominator) == sum(
            Fraction(one.maximum) for one in made.rubric.rubric.indicators if made.rubric.rubric.role(one) is Role.BASE
        )
        for one in scored:
            assert Fraction(*reweigher.score(reweigher.ready(one.score), under).ranking) == by_hand(made, one.score, draw)


def test_weights_that_do_not_change_change_nothing(made: OpenRound) -> None:
    reweigher = Reweigher(made.rubric)
    under = reweigher.weighing(dict.fromkeys(reweigher.drawn, 0))
    for one in live(made):
        again = reweigher.score(reweigher.ready(one.score), under)
        assert again.ranking.compare(one.score.ranking) == 0
        assert {code: value and value.simplest() for code, value in again.values.items()} == {
            code: value and value.simplest() for code, value in one.score.values.items()
        }


@pytest.mark.parametrize(
    ("carriers", "work", "expected"), [(1, 20_000, 1_000), (26, 20_000, 769), (1_000, 20_000, 20), (1_001, 20_000, 0)]
)
def test_many_carriers_are_told_of_fewer_draws_or_none(carriers: int, work: int, expected: int) -> None:
    assert draws_for(carriers, work) == expected


# A round ------------------------------------------------------------------------------------------------------------------


def test_a_round_is_repeatable_and_counts_every_draw(made: OpenRound) -> None:
    first, again, other = robustness(made, 60, 5), robustness(made, 60, 5), robustness(made, 60, 6)
    told = [[(one.spread.ranks, one.spread.grades) for one in each.carriers] for each in (first, again, other)]
    assert told[0] == told[1] != told[2]
    graded = [one for one in live(made) if one.grade]
    assert len(first.carriers) == len(graded)
    for one in first.carriers:
        assert one.spread.count == 60
        assert one.ranks[0] <= one.usual[0] <= one.usual[1] <= one.ranks[1]
        assert one.differing + one.spread.grades.get(one.grade, 0) == 60
    assert any(one.ranks[0] < one.ranks[1] for one in first.carriers)


def test_declared_values_are_those_the_store_gives_without_the_amendment(own: OpenRound) -> None:
    """A strike and a corrected figure: one at a time and together, as if nobody had ever amended them."""
    one = next(one for one in live(own) if one.grade)
    body_row = 1
    amend(own, one.carrier, [Change("tenants", body_row, "revenue", 12_300_000_000_00, "审计报告")], actor="测", now=NOW)
    board = live_score(own)
    found = robustness(own, 0, board=board).of(one.carrier.no)
    assert found is not None
    assert found.disputed
    assert found.declared is not None
    assert ("tenants", body_row, "revenue") in [each.cell for each in found.disputed]
    for each in found.disputed:
        with effective.as_if_never(own.store, own.round.no, one.carrier.no, {each.cell}) as source:
            again = live_score(own)
            again.changed(one.carrier, one.return_id, source)
        came = again.of(one.carrier.no)
        assert came is not None
        assert came.grade is not None
        assert (each.result.total, each.result.grade) == (came.score.total, came.grade.level.name.zh)
        assert each.result.turns is (came.grade.level.name.zh != found.grade)


def test_a_reviewer_left_out_is_one_whose_marks_are_withdrawn(own: OpenRound) -> None:
    before = robustness(own, 0)
    reviewer = next(each.reviewer for one in before.carriers for each in one.reviewers)
    given = [one for one in marks.of_round(own.store, own.round.id) if one.reviewer == reviewer]
    with own.store.writing():
        for one in given:
            marks.mark(
                own.store, round_id=own.round.id, uscc=one.uscc, measure=one.measure, reviewer=reviewer, value=None,
                actor="测", now=NOW,
            )  # fmt: skip
    after = {one.carrier.no: one for one in live(own)}
    compared = 0
    for steady in before.carriers:
        for each in steady.reviewers:
            if each.reviewer == reviewer:
                now = after[steady.scored.carrier.no]
                assert now.grade is not None
                assert (each.result.total, each.result.rank, each.result.grade) == (
                    now.score.total,
                    now.grade.rank,
                    now.grade.level.name.zh,
                )
                compared += 1
    assert compared == len({one.carrier_no for one in given} & {one.scored.carrier.no for one in before.carriers}) > 0


def test_it_can_be_stopped_and_says_how_far_it_is(made: OpenRound) -> None:
    class Stopping:
        def __init__(self) -> None:
            self.steps: list[tuple[int, int]] = []

        def step(self, done: int, total: int, label: str = "") -> None:
            self.steps.append((done, total))
            if len(self.steps) > 10:
                raise Cancelled

    stopping = Stopping()
    with pytest.raises(Cancelled):
        robustness(made, 1_000, progress=stopping)
    assert stopping.steps == sorted(stopping.steps)
    assert len(stopping.steps) == 11


def test_it_is_told_in_both_languages(made: OpenRound) -> None:
    found = robustness(made, 40, 2)
    for one in found.carriers:
        zh, en = (steadiness_lines(made.rubric.rubric, one, language) for language in ("zh", "en"))
        assert len(zh) == len(en) >= 2
        assert "40" in zh[0]
        assert "40" in en[0]
