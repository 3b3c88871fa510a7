"""A budget's sheet shares in one go and by long division what the engine shares round after round: to the same 分."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.engine.budget import PotOutcome, PotRule
from scoring.engine.sharing import Claim, Sharing, SharingRule, SharingUnit, TieBreak, share_pot
from scoring.papers.workbook_facts import Unit
from scoring.papers.workbook_pot_figures import IN_FULL, SHARED, PotFigures
from tests.journeys import kinds

UNGRADED = next(one for one in kinds.facts(kinds.PRINTED, units=12, seed=9).units if one.grade is None)
GRADED = next(one for one in kinds.facts(kinds.PRINTED, units=12, seed=9).units if one.grade is not None)


def unit(chance: random.Random, code: int, rank: int | None) -> Unit:
    points = Decimal(chance.choice((0, 5, 60_00, 80_05, 99_99, chance.randrange(100_00)))).scaleb(-2)
    seat = GRADED if rank is not None else UNGRADED
    grade = replace(seat.grade, rank=rank) if seat.grade is not None and rank is not None else None
    return replace(seat, uscc=f"{code:018}", grade=grade, score=replace(seat.score, scored=True, total=points))


def pot(chance: random.Random, rule: SharingRule, size: int) -> tuple[PotOutcome, list[Unit]]:
    """Claims below, at and above whole units, equal ones and none at all; who claims nothing stands between them."""
    unit_ = chance.choice(list(SharingUnit))
    codes = chance.sample(range(10_000), size + 2)
    units = [unit(chance, code, chance.randrange(1, size + 1)) for code in codes[:size]]
    units += [unit(chance, code, None) for code in codes[size:]]
    amounts = (0, 1, unit_, unit_ - 1, unit_ * 3, unit_ * 3 + 1, chance.randrange(10**9), chance.randrange(2_000_000_00))
    claims = [
        Claim(key=one.uscc, wanted=chance.choice(amounts), rank=one.grade.rank if one.grade else None, points=one.score.total)
        for one in units[:size]
    ]
    wanted = sum(one.most for one in claims)
    amount = chance.choice((0, wanted, wanted - 1, wanted * 9 // 10, wanted // 2, wanted // 7))
    ties = list(TieBreak)
    chance.shuffle(ties)
    asked = PotRule(
        key="p",
        covers=frozenset(),
        payer="",
        amount=max(amount, 0),
        rule=rule,
        unit=unit_,
        ties=tuple(ties[: chance.randrange(4)]),
    )
    shared = share_pot(asked.amount, claims, rule, unit_, asked.ties)
    chance.shuffle(units)
    return PotOutcome(asked, {}, {}, tuple(claims), (), shared), units


def by_steps(figures: PotFigures, line: int) -> int | None:
    """As the column of shares does."""
    fares = figures.fares[line]
    if fares is None or fares == IN_FULL:
        return figures.wanted[line]
    if fares != SHARED:
        return 0
    place = figures.places[line]
    single = int(place is not None and place <= figures.singles)
    return figures.unit * (figures.most[line] if figures.reached[line] else figures.divided[line].floor + single)


@pytest.mark.parametrize("rule", list(SharingRule))
def test_what_a_sheet_shares_is_what_the_engine_shares(rule: SharingRule) -> None:
    chance, seen = random.Random(5), Counter[str]()
    for _ in range(1500):
        outcome, units = pot(chance, rule, chance.randrange(1, 14))
        assert isinstance(outcome.sharing, Sharing)
        figures = PotFigures(outcome, units)
        assert figures.exact
        due = {one.claim.key: one.amount for one in outcome.sharing.shares}
        assert {one.uscc: by_steps(figures, line) for line, one in enumerate(units) if one.uscc in due} == due
        assert [figures.share(line) for line, one in enumerate(units) if one.uscc not in due] == [None, None]
        seen["reached"] += sum(figures.reached)
        seen["singles"] += figures.singles > 0
        seen["full"] += figures.state == IN_FULL
        seen["shared"] += figures.state == SHARED
    assert min(seen.values()) > 50, seen
    assert len(seen) == 4


def test_what_outgrows_a_double_is_written_as_a_value() -> None:
    outcome, units = pot(random.Random(1), SharingRule.PRO_RATA, 3)
    great = replace(outcome, claimed=tuple(replace(one, wanted=10**13) for one in outcome.claimed))
    assert PotFigures(outcome, units).exact
    assert not PotFigures(great, units).exact
