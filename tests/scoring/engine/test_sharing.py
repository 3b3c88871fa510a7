"""A pot shared: worked by hand, and what must hold for every pot and every set of claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.engine.exact import Ratio
from scoring.engine.sharing import TIES, Claim, Share, Sharing, SharingRule, SharingUnit, TieBreak, lacking, share_pot

WAN = SharingUnit.TEN_THOUSAND_YUAN
PRO_RATA, BY_RANK, BY_SCORE = SharingRule.PRO_RATA, SharingRule.BY_RANK, SharingRule.BY_SCORE


def claim(key: str, wanted: float, *, ceiling: int | None = None, rank: int | None = None, points: str | None = None) -> Claim:
    """Amounts in 万元."""
    return Claim(
        key=key,
        wanted=int(wanted * WAN),
        ceiling=None if ceiling is None else ceiling * WAN,
        rank=rank,
        points=None if points is None else Decimal(points),
    )


def given_to(sharing: Sharing) -> dict[str, Fraction]:
    """In 万元."""
    return {share.claim.key: Fraction(share.amount, WAN) for share in sharing.shares}


def fraction(value: Ratio) -> Fraction:
    return Fraction(value.numerator, value.denominator)


# By hand ------------------------------------------------------------------------------------------------------------------


def test_pro_rata_by_hand() -> None:
    """100 万 for 50, 60 and 40: 33.33, 40 and 26.67; 99 whole ones, and the hundredth to the remainder of two thirds."""
    sharing = share_pot(100 * WAN, [claim("甲", 50), claim("乙", 60), claim("丙", 40)], PRO_RATA, WAN)
    assert given_to(sharing) == {"甲": 33, "乙": 40, "丙": 27}
    steps = {share.claim.key: share.steps for share in sharing.shares}
    first, even, last = steps["甲"], steps["乙"], steps["丙"]
    assert first
    assert even
    assert last
    assert (fraction(first.quotient), first.floor, fraction(first.remainder), first.place, first.extra) == (
        *(Fraction(100, 3), 33, Fraction(1, 3)),
        *(2, 0),
    )
    assert (fraction(last.quotient), last.floor, fraction(last.remainder), last.place, last.extra) == (
        *(Fraction(80, 3), 26, Fraction(2, 3)),
        *(1, 1),
    )
    assert (fraction(even.quotient), even.floor, fraction(even.remainder), even.place, even.extra) == (40, 40, 0, None, 0)
    assert (first.units, fraction(first.weight), fraction(first.weights), first.singles) == (100, 50 * WAN, 150 * WAN, 1)
    assert (sharing.left, sharing.suffices) == (0, False)


def test_ceiling_counts_before_the_proportion() -> None:
    """Who asks for ten times his ceiling weighs no more than who asks for it once."""
    sharing = share_pot(100 * WAN, [claim("甲", 1000, ceiling=100), claim("乙", 100)], PRO_RATA, WAN)
    assert given_to(sharing) == {"甲": 50, "乙": 50}


def test_rank_after_rank_until_the_pot_is_empty() -> None:
    claims = [claim("甲", 50.5, rank=1), claim("乙", 40, rank=2), claim("丙", 30, rank=3), claim("丁", 10, rank=4)]
    sharing = share_pot(100 * WAN, claims, BY_RANK, WAN)
    assert given_to(sharing) == {"甲": Fraction(101, 2), "乙": 40, "丙": 9, "丁": 0}
    assert Fraction(sharing.left, WAN) == Fraction(1, 2)
    assert [share.claim.key for share in sharing.shares if share.steps] == ["丙"]


def test_equal_ranks_share_what_is_left_for_them() -> None:
    claims = [claim("甲", 50, rank=1), claim("乙", 40, rank=2), claim("丙", 20, rank=2), claim("丁", 10, rank=4)]
    assert given_to(share_pot(80 * WAN, claims, BY_RANK, WAN)) == {"甲": 50, "乙": 20, "丙": 10, "丁": 0}


def test_points_share_and_who_is_full_leaves_the_rest_to_the_others() -> None:
    """100 by 90, 80 and 30 points: 45, 40, 15. The first wants 20: the 80 left go by 80 and 30, 58.18 and 21.82."""
    claims = [claim("甲", 20, points="90"), claim("乙", 90, points="80.00"), claim("丙", 90, points="30")]
    sharing = share_pot(100 * WAN, claims, BY_SCORE, WAN)
    assert given_to(sharing) == {"甲": 20, "乙": 58, "丙": 22}
    full, _, last = (share.steps for share in sorted(sharing.shares, key=lambda share: "甲乙丙".index(share.claim.key)))
    assert full
    assert last
    assert (full.reached, full.units, fraction(full.quotient), full.most) == (True, 100, 45, 20)
    assert (last.units, fraction(last.weight), fraction(last.weights)) == (80, 30, 110)


def test_points_of_zero_get_nothing_of_a_pot_that_does_not_suffice() -> None:
    claims = [claim("甲", 60, points="80.5"), claim("乙", 50, points="0")]
    sharing = share_pot(100 * WAN, claims, BY_SCORE, WAN)
    assert (given_to(sharing), sharing.left) == ({"甲": 60, "乙": 0}, 40 * WAN)
    assert given_to(share_pot(110 * WAN, claims, BY_SCORE, WAN)) == {"甲": 60, "乙": 50}
    nobody = share_pot(100 * WAN, [claim("甲", 60, points="0"), claim("乙", 50, points="0")], BY_SCORE, WAN)
    assert (nobody.given, nobody.left) == (0, 100 * WAN)


@pytest.mark.parametrize("rule", SharingRule)
def test_pot_that_suffices_gives_all_to_the_fen(rule: SharingRule) -> None:
    claims = [
        Claim(key="甲", wanted=123_456_789, rank=2, points=Decimal(1)),
        Claim(key="乙", wanted=1, rank=1, points=Decimal(0)),
    ]
    sharing = share_pot(123_456_791, claims, rule, WAN)
    assert [(share.claim.key, share.amount, share.steps) for share in sharing.shares] == [
        ("乙", 1, None),
        ("甲", 123_456_789, None),
    ]
    assert (sharing.suffices, sharing.left) == (True, 1)


@pytest.mark.parametrize(
    ("ties", "first"),
    [
        ((TieBreak.RANK,), "丙"),
        ((TieBreak.POINTS,), "乙"),
        ((), "丁"),  # the key alone: 丁 sorts before 丙 and 乙
        ((TieBreak.AMOUNT, TieBreak.POINTS), "乙"),
    ],
)
def test_declared_order_says_who_gets_the_single_unit(ties: tuple[TieBreak, ...], first: str) -> None:
    claims = [claim("丙", 2, rank=1, points="70"), claim("丁", 2, rank=3), claim("乙", 2, rank=2, points="80")]
    sharing = share_pot(4 * WAN, claims, PRO_RATA, WAN, ties)
    assert given_to(sharing) == {key: 2 if key == first else 1 for key in "丁丙乙"}
    assert all(share.steps and len(share.steps.equals) == 3 and share.steps.equals[0] == first for share in sharing.shares)


def test_equal_remainders_of_unequal_quotients_are_a_tie_too() -> None:
    """Half a unit each, of 1.5 and of 2.5; and who is nearer to the most he may get has no advantage of it."""
    claims = [claim("甲", 2, rank=3, points="3"), claim("乙", 9, rank=2, points="5"), claim("丙", 9, rank=1, points="8")]
    shares = share_pot(8 * WAN, claims, BY_SCORE, WAN).shares
    assert {share.claim.key: (share.amount // WAN, share.steps.equals if share.steps else ()) for share in shares} == {
        "甲": (1, ("乙", "甲")),
        "乙": (3, ("乙", "甲")),
        "丙": (4, ()),
    }


def test_quotient_of_just_the_most_is_reached() -> None:
    claims = [claim("甲", 1, points="1"), claim("乙", 5, points="2")]
    full, other = (share.steps for share in sorted(share_pot(3 * WAN, claims, BY_SCORE, WAN).shares, key=lambda one: one.amount))
    assert full
    assert other
    assert (full.reached, full.floor, other.reached, other.floor, other.units) == (True, 1, False, 2, 2)


def test_few_points_do_not_hold_up_those_who_reach_the_most_first() -> None:
    """甲 may have less than 乙, but by 1 point of 101 is far from it; 乙 would have 14.85 of the 15 and may have 10."""
    for many in ("100", "5"):  # 12.5 of the 15 with five points of six
        claims = [claim("甲", 9, points="1"), claim("乙", 10, points=many), claim("丙", 1, points="0")]
        assert given_to(share_pot(15 * WAN, claims, BY_SCORE, WAN)) == {"甲": 5, "乙": 10, "丙": 0}


def test_what_cannot_be_shared_in_the_unit_stays_and_is_told() -> None:
    sharing = share_pot(int(10.5 * WAN), [claim("甲", 0.75), claim("乙", 0.75), claim("丙", 9.25)], PRO_RATA, WAN)
    assert given_to(sharing) == {"甲": 0, "乙": 0, "丙": 9}
    assert Fraction(sharing.left, WAN) == Fraction(3, 2)


def test_greater_pot_may_cost_one_unit() -> None:
    """The Alabama paradox, of which the module speaks: a unit more in the pot, and the third gets one less."""
    claims = [Claim(key="甲", wanted=6), Claim(key="乙", wanted=6), Claim(key="丙", wanted=2)]
    amounts = [[share.amount for share in share_pot(pot, claims, PRO_RATA, SharingUnit.FEN, ()).shares] for pot in (10, 11)]
    assert amounts == [[2, 4, 4], [1, 5, 5]]  # 丙 comes first by its key


def test_claims_that_a_rule_cannot_serve_are_named() -> None:
    claims = [claim("甲", 1), claim("乙", 1, rank=1, points="-1"), claim("丙", 1, rank=2, points="1")]
    assert (lacking(PRO_RATA, claims), lacking(BY_RANK, claims), lacking(BY_SCORE, claims)) == ((), ("甲",), ("乙", "甲"))
    for rule in (BY_RANK, BY_SCORE):
        with pytest.raises(ValueError, match="cannot serve"):
            share_pot(1, claims, rule)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="two claims"):
        share_pot(1, [claim("甲", 1), claim("甲", 2)], PRO_RATA)
    for pot, one in ((-1, claim("甲", 1)), (1, Claim(key="甲", wanted=-1)), (1, Claim(key="甲", wanted=1, ceiling=-1))):
        with pytest.raises(ValueError, match="below zero"):
            share_pot(pot, [one], PRO_RATA)


def test_nobody_asks() -> None:
    for rule in SharingRule:
        assert share_pot(5, [], rule).left == 5


# For every pot ------------------------------------------------------------------------------------------------------------

amounts = st.one_of(st.integers(0, 30), st.integers(0, 50).map(lambda wan: wan * WAN), st.integers(0, 100 * WAN))
points = st.one_of(st.integers(0, 5).map(Decimal), st.decimals(0, 120, places=2))
rules, units = st.sampled_from(SharingRule), st.sampled_from(SharingUnit)
orders = st.permutations(TIES).flatmap(lambda ties: st.integers(0, len(ties)).map(lambda size: tuple(ties[:size])))


@st.composite
def claims_of(draw: st.DrawFn, unit: int = 1) -> list[Claim]:
    """Mostly of amounts that are few units, with something beside them or not."""
    few = st.builds(lambda count, rest: count * unit + rest % unit, st.integers(0, 20), st.just(0) | st.integers(0, WAN))
    wanted = st.one_of(few, few, few, amounts)
    keys = draw(st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=3), unique=True, max_size=7))
    return [
        Claim(key=key, wanted=draw(wanted), ceiling=draw(st.none() | wanted), rank=draw(st.integers(1, 5)), points=draw(points))
        for key in keys
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, list[Claim], SharingUnit]:
    """A pot mostly smaller than what is wanted, the claims, the unit."""
    unit = draw(units)
    claims = draw(claims_of(unit))
    share = most(claims) * draw(st.integers(0, 110)) // 100
    return draw(st.sampled_from((share, share // unit * unit)) | amounts), claims, unit


Case = tuple[int, list[Claim], SharingUnit]


def most(claims: Sequence[Claim]) -> int:
    return sum(one.most for one in claims)


def expected(pot: int, claims: Sequence[Claim], rule: SharingRule, unit: int) -> int:
    """What has to be given out in all, said without any quotient."""
    if most(claims) <= pot:
        return most(claims)
    if rule is BY_RANK:
        first = min(one.rank or 0 for one in claims)
        ahead = [one for one in claims if one.rank == first]
        if most(ahead) <= pot:
            behind = [one for one in claims if one.rank != first]
            return most(ahead) + expected(pot - most(ahead), behind, rule, unit)
        claims = ahead
    able = [one for one in claims if rule is not BY_SCORE or one.points]
    return min(pot // unit, sum(one.most // unit for one in able)) * unit


@given(cases(), rules)
def test_sum_is_exact_and_nobody_gets_more_than_he_may(case: Case, rule: SharingRule) -> None:
    pot, claims, unit = case
    sharing = share_pot(pot, claims, rule, unit)
    assert sharing.given == expected(pot, claims, rule, unit)
    assert sharing.given + sharing.left == pot
    assert {share.claim.key for share in sharing.shares} == {one.key for one in claims}
    for share in sharing.shares:
        assert 0 <= share.amount <= share.claim.wanted
        assert share.claim.ceiling is None or share.amount <= share.claim.ceiling
        assert share.amount % unit == 0 or share.amount == share.claim.most


@given(cases(), rules)
def test_to_the_fen_nothing_is_left_that_somebody_may_have(case: Case, rule: SharingRule) -> None:
    pot, claims, _ = case
    assume(rule is not BY_SCORE or all(one.points for one in claims))
    assert share_pot(pot, claims, rule, SharingUnit.FEN).given == min(pot, most(claims))


@given(cases(), rules, orders, st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(case: Case, rule: SharingRule, ties: tuple[TieBreak, ...], chance: Random) -> None:
    pot, claims, unit = case
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert share_pot(pot, shuffled, rule, unit, ties) == share_pot(pot, claims, rule, unit, ties)


@given(cases(), rules, orders)
def test_steps_come_to_the_amount(case: Case, rule: SharingRule, ties: tuple[TieBreak, ...]) -> None:
    """Whoever works the steps again by hand finds the amount: from units and weights to quotient, floor, place and unit."""
    pot, claims, unit = case
    sharing = share_pot(pot, claims, rule, unit, ties)
    by = {TieBreak.RANK: lambda one: one.rank, TieBreak.POINTS: lambda one: -one.points, TieBreak.AMOUNT: lambda one: -one.most}
    stepped = [(share, share.steps) for share in sharing.shares if share.steps]
    for share, steps in stepped:
        weights = fraction(steps.weights)
        quotient = steps.units * fraction(steps.weight) / weights if weights else Fraction(0)
        assert fraction(steps.quotient) == quotient
        assert fraction(steps.weight) == (share.claim.points if rule is BY_SCORE else share.claim.most)
        assert steps.most == share.claim.most // unit
        assert steps.floor == (steps.most if steps.reached else quotient // 1)
        assert steps.reached is (steps.most == 0 or (fraction(steps.weight) > 0 and quotient >= steps.most))
        assert fraction(steps.remainder) == (0 if steps.reached else quotient % 1)
        assert (steps.place is None) is (steps.remainder.numerator == 0)
        assert share.amount == (steps.floor + steps.extra) * unit
    ranked = sorted((steps.place, fraction(steps.remainder)) for _, steps in stepped if steps.place)
    assert [place for place, _ in ranked] == list(range(1, len(ranked) + 1))
    assert [rest for _, rest in ranked] == sorted((rest for _, rest in ranked), reverse=True)
    for _, steps in stepped:
        same = {other.claim.key for other, its in stepped if its.place and its.remainder == steps.remainder}
        assert set(steps.equals) == (same if steps.place and len(same) > 1 else set())
        if steps.equals:
            places = {other.claim.key: its.place for other, its in stepped if its.place}
            declared = sorted(
                (one for one in claims if one.key in same), key=lambda one: (*(by[tie](one) for tie in ties), one.key)
            )
            assert steps.equals == tuple(one.key for one in declared)
            assert list(steps.equals) == sorted(steps.equals, key=lambda key: places[key])


@given(cases(), rules)
def test_who_may_have_more_is_ranked_before_or_has_more_points_never_gets_less(case: Case, rule: SharingRule) -> None:
    pot, claims, unit = case
    shares = share_pot(pot, claims, rule, unit).shares
    for one, other in product(shares, shares):
        if better(rule, one.claim, other.claim):
            assert one.amount >= other.amount


def better(rule: SharingRule, one: Claim, other: Claim) -> bool:
    match rule:
        case SharingRule.PRO_RATA:
            return one.most > other.most
        case SharingRule.BY_RANK:
            return (one.rank or 0) <= (other.rank or 0) and one.most > other.most
        case SharingRule.BY_SCORE:
            return (one.points or 0) > (other.points or 0) and one.most >= other.most


@given(cases())
def test_rank_behind_gets_nothing_before_those_ahead_have_all(case: Case) -> None:
    pot, claims, unit = case
    shares = share_pot(pot, claims, BY_RANK, unit).shares
    for one, other in product(shares, shares):
        if (one.claim.rank or 0) < (other.claim.rank or 0) and one.cut:
            assert other.amount == 0


@given(cases(), st.integers(0, 40), rules)
def test_greater_pot_never_gives_less_in_all_and_costs_nobody_more_than_a_unit(case: Case, more: int, rule: SharingRule) -> None:
    pot, claims, unit = case
    less_rich, richer = share_pot(pot, claims, rule, unit), share_pot(pot + more * unit, claims, rule, unit)
    assert less_rich.given <= richer.given
    for before, after in zip(less_rich.shares, richer.shares, strict=True):
        assert before.amount <= after.amount + unit


@given(cases())
def test_pro_rata_stays_within_a_unit_of_the_plain_proportion(case: Case) -> None:
    """Where every amount is a whole number of units: the amount on either side of pot × own ÷ all."""
    pot, claims, unit = case
    whole = [Claim(key=one.key, wanted=one.most // unit * unit) for one in claims]
    pot = pot // unit * unit
    assume(most(whole) > pot)
    for share in share_pot(pot, whole, PRO_RATA, unit).shares:
        assert abs(share.amount - Fraction(pot * share.claim.most, most(whole))) < unit


def test_the_rank_of_equal_amounts_decides_the_last_unit() -> None:
    """Of hundreds that want the same, those ranked first get the units that are left over."""
    claims = [Claim(key=f"{number:04}", wanted=10 * WAN, rank=400 - number) for number in range(400)]
    shares: Sequence[Share] = share_pot(1001 * WAN, claims, PRO_RATA, WAN).shares
    assert [share.claim.rank for share in shares if share.amount == 3 * WAN] == list(range(201, 0, -1))
    assert {share.amount for share in shares} == {2 * WAN, 3 * WAN}
