"""Budget pots over carriers' support: claims, shares, clause by clause, and what must hold for any pot and any carriers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.budget import Budget, Claimant, PotRule, budget, still_open, taken
from scoring.engine.sharing import TIES, SharingRule, SharingUnit
from scoring.engine.support import combine
from tests.scoring.policies.builders import clause as any_clause
from tests.scoring.policies.builders import toml
from tests.scoring.support.builders import YUAN, applied, small, small_record

AMOUNTS = 'amount = { kind = "by_grade", amounts = [["A", "30万元"], ["B", "20万元"], ["C", "10万元"]] }'
OPEN = 'amount = { kind = "fixed", amount = "sum_open" }'


def clause(*lines: str, key: str = "c", amount: str = AMOUNTS) -> str:
    return any_clause(*lines, key=key, amount=amount, often="not_stated")


def claimant(key: str, grade: str, text: str, *, rank: int | None = None, points: str | None = None, **figures: str) -> Claimant:
    support = combine([applied(small(text), small_record(), grade=grade, **figures)])
    return Claimant(key, support, rank, None if points is None else Decimal(points))


def pot(
    amount: int, rule: SharingRule | None = SharingRule.PRO_RATA, *, key: str = "pot", of: str = "", payer: str = ""
) -> PotRule:
    """An amount in 元, for every clause or for one."""
    text = toml(clause(amount=AMOUNTS))
    policy = small(text).compiled.document.key
    names = frozenset((policy, name) for name in ([of] if of else ["c", "d"]))
    return PotRule(key=key, covers=names, payer=payer, amount=amount * YUAN, rule=rule, unit=SharingUnit.YUAN, ties=TIES)


def after(found: Budget) -> dict[str, int | None]:
    """In 元."""
    return {key: None if one.after is None else one.after // YUAN for key, one in found.carriers.items()}


ONE = toml(clause(amount=AMOUNTS))


def test_without_a_pot_everybody_gets_what_is_proposed() -> None:
    found = budget([], [claimant("甲", "A", ONE), claimant("乙", "B", ONE)])
    assert after(found) == {"甲": 300_000, "乙": 200_000}
    assert found.pots == ()


def test_a_pot_is_shared_to_the_last_fen_and_says_by_how_much_it_is_short() -> None:
    found = budget([pot(100_000)], [claimant("甲", "A", ONE), claimant("乙", "B", ONE), claimant("丙", "C", ONE)])
    # 300 : 200 : 100 of 100,000 yuan: 50,000, 33,333 1/3, 16,666 2/3; the yuan left to the largest remainder
    assert after(found) == {"甲": 50_000, "乙": 33_333, "丙": 16_667}
    [outcome] = found.pots
    assert (outcome.wanted, outcome.suffices, outcome.provisional) == (600_000 * YUAN, False, False)


def test_a_pot_that_suffices_needs_no_rule_and_one_that_does_not_is_open_until_there_is_one() -> None:
    carriers = [claimant("甲", "A", ONE), claimant("乙", "B", ONE)]
    assert after(budget([pot(500_000, None)], carriers)) == {"甲": 300_000, "乙": 200_000}
    found = budget([pot(499_999, None)], carriers)
    assert after(found) == {"甲": None, "乙": None}
    assert found.pots[0].sharing is None


def test_a_rule_that_cannot_serve_somebody_shares_nothing_and_names_him() -> None:
    carriers = [claimant("甲", "A", ONE, rank=1), claimant("乙", "B", ONE)]
    [outcome] = budget([pot(100_000, SharingRule.BY_RANK)], carriers).pots
    assert (outcome.unserved, outcome.sharing) == (("乙",), None)
    assert outcome.under(SharingRule.BY_SCORE) == ("乙", "甲")
    assert not isinstance(outcome.under(SharingRule.PRO_RATA), tuple)


def test_what_is_open_is_not_shared_but_named() -> None:
    text = toml(clause(amount=AMOUNTS), clause(key="d", amount=OPEN))
    carriers = [claimant("甲", "A", text), claimant("乙", "A", text, sum_open="60万元")]
    [outcome] = budget([pot(350_000)], carriers).pots
    assert outcome.provisional
    assert {key: [name for _, name in names] for key, names in outcome.open.items()} == {"甲": ["d"]}
    assert outcome.wanted == 1_200_000 * YUAN
    assert [name for _, name in still_open(carriers[0].support)] == ["d"]
    assert [name for _, name in taken(carriers[1].support)] == ["c", "d"]


def test_a_share_goes_to_the_clauses_in_proportion_and_what_no_pot_covers_stays() -> None:
    text = toml(clause(amount=AMOUNTS), clause(key="d", amount=OPEN))
    carriers = [claimant("甲", "A", text, sum_open="60万元")]
    [both] = budget([pot(100_001)], carriers).carriers.values()
    # 300 : 600 of 100,001 yuan; the last 分 to the larger remainder
    assert [(one.before // YUAN, one.after) for one in both.clauses] == [(300_000, 33_333_67), (600_000, 66_667_33)]
    [single] = budget([pot(600_000, of="d")], carriers).carriers.values()
    assert (single.before, single.after) == (900_000 * YUAN, 900_000 * YUAN)
    [less] = budget([pot(40_000, of="d")], carriers).carriers.values()
    assert [(one.after, one.pots) for one in less.clauses] == [(300_000 * YUAN, ()), (40_000 * YUAN, ("pot",))]


SHARED = toml(
    clause(
        "shares = ["
        '{ key = "district", payer = { zh = "区", en = "district" }, share = "70%" }, '
        '{ key = "town", payer = { zh = "镇", en = "town" }, share = "30%" }]',
        amount=AMOUNTS,
    )
)


def test_a_pot_of_whole_amounts_is_borne_by_the_same_parts() -> None:
    [one] = budget([pot(100_000)], [claimant("甲", "A", SHARED)]).carriers.values()
    assert one.after == 100_000 * YUAN
    assert one.clauses[0].borne == {"district": 70_000 * YUAN, "town": 30_000 * YUAN}


def test_a_pot_of_one_payer_cuts_his_part_alone() -> None:
    [one] = budget([pot(100_000, payer="district")], [claimant("甲", "A", SHARED)]).carriers.values()
    # 210,000 of the district become 100,000; the town bears its 90,000 as before
    assert one.after == 190_000 * YUAN
    assert one.clauses[0].borne == {"district": 100_000 * YUAN, "town": 90_000 * YUAN}
    pots = [pot(100_000, payer="district", key="1"), pot(45_000, payer="town", key="2")]
    [one] = budget(pots, [claimant("甲", "A", SHARED)]).carriers.values()
    assert (one.after, one.clauses[0].pots) == (145_000 * YUAN, ("1", "2"))


def test_a_pot_of_a_payer_does_not_reach_a_clause_that_names_none() -> None:
    found = budget([pot(1, payer="district")], [claimant("甲", "A", ONE)])
    assert after(found) == {"甲": 300_000}
    assert found.pots[0].claimed == ()


def test_no_fen_is_in_two_pots() -> None:
    pots = [pot(150_000, key="b"), pot(100_000, key="a")]
    found = budget(pots, [claimant("甲", "A", ONE)])
    assert after(found) == {"甲": 100_000}, "the first by name counts"
    assert [len(one.claimed) for one in found.pots] == [1, 0]


KEYS = tuple("甲乙丙丁戊己")


@given(
    grades=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=6),
    points=st.lists(st.decimals(0, 100, places=2), min_size=6, max_size=6),
    amount=st.integers(0, 2_000_000),
    rule=st.sampled_from(SharingRule),
    seed=st.integers(),
)
@pytest.mark.parametrize("text", [ONE, SHARED], ids=["whole", "shared"])
def test_sums_are_exact_and_the_order_they_come_in_is_no_matter(
    text: str, grades: Sequence[str], points: Sequence[Decimal], amount: int, rule: SharingRule, seed: int
) -> None:
    ranked = sorted(range(len(grades)), key=lambda at: -points[at])
    carriers = [
        claimant(key, grade, text, rank=ranked.index(at) + 1, points=str(points[at]))
        for at, (key, grade) in enumerate(zip(KEYS, grades, strict=False))
    ]
    pots = [pot(amount, rule, key="1", of="c"), pot(amount, rule, key="2", of="d")]
    found = budget(pots, carriers)
    first = found.pots[0]
    assert first.sharing is not None
    wanted = sum(one.before for one in found.carriers.values())
    given_ = sum(one.after or 0 for one in found.carriers.values())
    assert wanted == sum({"A": 30, "B": 20, "C": 10, "D": 0}[grade] for grade in grades) * 10_000 * YUAN
    assert given_ == first.sharing.given <= wanted
    assert given_ + first.sharing.left == amount * YUAN
    for one in found.carriers.values():
        assert one.after == sum(each.after or 0 for each in one.clauses)
        assert one.after is not None
        assert one.after <= one.before
        assert all(not each.borne or sum(each.borne.values()) == each.after for each in one.clauses)
    order = Random(seed)
    again = budget(order.sample(pots, len(pots)), order.sample(carriers, len(carriers)))
    assert again == found
