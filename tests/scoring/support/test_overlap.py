"""从优从高不重复: the best admissible combination, checked against trying them all; and what was left, by whose rule."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.definitions.form import Words
from scoring.definitions.policy import Overlap, OverlapGroup, Reach
from scoring.engine.overlap import Choice, Contender, State, choose

OWN, OTHERS = Reach.OWN_CLAUSES, Reach.OTHER_POLICIES
BEST, NONE, EACH = Overlap.BEST_ONE, Overlap.NONE_STATED, Overlap.ONE_BY_ONE


def group(rule: Overlap, reaches: Reach = OWN, key: str = "g") -> OverlapGroup:
    return OverlapGroup(key=key, label=Words(key), rule=rule, reaches=reaches, basis=Words("第九条"))


def one(policy: str, clause: str, rule: OverlapGroup, award: int | None, most: int | None = None) -> Contender:
    return Contender(policy, clause, rule, award, award if award is not None else most)


def chosen(*contenders: Contender) -> Choice:
    [choice] = choose(contenders)
    return choice


def taken(choice: Choice) -> list[str]:
    return [each.clause for each in choice.taken]


def test_the_best_of_a_policy_alone_and_what_stands_back_behind_it() -> None:
    rule = group(BEST)
    choice = chosen(one("p", "a", rule, 30), one("p", "b", rule, 50), one("p", "c", rule, 20))
    assert (taken(choice), choice.award, choice.state, choice.tied) == (["b"], 50, State.SETTLED, False)
    assert [(left.name, left.behind, left.by) for left in choice.left] == [
        (("p", "a"), ("p", "b"), "p"),
        (("p", "c"), ("p", "b"), "p"),
    ]


def test_where_nothing_is_stated_all_add_up() -> None:
    choice = chosen(one("p", "a", group(NONE), 30), one("p", "b", group(NONE), 50))
    assert (taken(choice), choice.award, choice.left) == (["a", "b"], 80, ())


def test_a_rule_that_reaches_others_weighs_one_clause_against_all_theirs() -> None:
    mine, theirs = group(BEST, OTHERS), group(NONE)
    for amount, best, award in ((70, ["a", "b"], 80), (90, ["x"], 90)):
        choice = chosen(one("q", "x", mine, amount), one("p", "a", theirs, 30), one("p", "b", theirs, 50))
        assert (taken(choice), choice.award) == (best, award)
        assert {left.by for left in choice.left} == {"q"}


def test_a_rule_that_does_not_reach_others_leaves_them_alone() -> None:
    choice = chosen(one("q", "x", group(BEST), 70), one("q", "y", group(BEST), 60), one("p", "a", group(NONE), 30))
    assert (taken(choice), choice.award) == (["a", "x"], 100)
    assert [left.name for left in choice.left] == [("q", "y")]


def test_equal_ones_are_told_and_the_first_by_name_is_taken() -> None:
    rule = group(BEST, OTHERS)
    choice = chosen(one("q", "b", rule, 50), one("p", "a", rule, 50))
    assert (taken(choice), choice.tied) == (["a"], True)


@pytest.mark.parametrize(
    ("most", "state", "left", "open_"),
    [(None, State.OPEN, 0, 1), (51, State.OPEN, 0, 1), (50, State.SETTLED, 1, 0)],
)
def test_what_is_open_matters_only_where_it_could_win(most: int | None, state: State, left: int, open_: int) -> None:
    rule = group(BEST)
    choice = chosen(one("p", "a", rule, 50), one("p", "b", rule, None, most))
    assert (taken(choice), choice.award, choice.state, len(choice.left), len(choice.open)) == (["a"], 50, state, left, open_)


def test_case_by_case_is_decided_by_nobody_here() -> None:
    choice = chosen(one("p", "a", group(EACH), 50), one("p", "b", group(EACH), 40))
    assert (choice.state, choice.taken, len(choice.open), choice.award) == (State.TO_DECIDE, (), 2, 0)
    assert taken(chosen(one("p", "a", group(EACH), 50))) == ["a"]


def test_other_matters_do_not_meet() -> None:
    found = choose([one("p", "a", group(BEST, OTHERS, "g"), 50), one("q", "b", group(BEST, OTHERS, "h"), 40)])
    assert [(each.key, each.award) for each in found] == [("g", 50), ("h", 40)]


RULES = st.sampled_from([group(BEST), group(BEST, OTHERS), group(NONE), group(NONE, OTHERS)])


@st.composite
def contended(draw: st.DrawFn) -> list[Contender]:
    """Up to four policies, each with a rule of its own and up to three clauses in the group."""
    found = []
    for policy in "pqrs"[: draw(st.integers(1, 4))]:
        rule = draw(RULES)
        clauses = "abc"[: draw(st.integers(1, 3))]
        found += [one(policy, clause, rule, draw(st.integers(0, 60))) for clause in clauses]
    return found


def conflict(left: Contender, right: Contender) -> bool:
    """As the documents say it, pair by pair."""
    if left.policy == right.policy:
        return left.group.rule is BEST
    return any(each.group.rule is BEST and each.group.reaches is OTHERS for each in (left, right))


def best_by_trying(contenders: list[Contender]) -> int:
    every = (
        picked
        for size in range(len(contenders) + 1)
        for picked in combinations(contenders, size)
        if not any(conflict(*pair) for pair in combinations(picked, 2))
    )
    return max(sum(each.award or 0 for each in picked) for picked in every)


@settings(max_examples=150)
@given(contended(), st.randoms(use_true_random=False))
def test_the_best_of_all_whatever_order_they_come_in(contenders: list[Contender], random: object) -> None:
    choice = chosen(*contenders)
    assert choice.award == best_by_trying(contenders) == sum(each.award or 0 for each in choice.taken)
    assert not any(conflict(*pair) for pair in combinations(choice.taken, 2))
    assert {each.name for each in choice.taken} | {left.name for left in choice.left} == {each.name for each in contenders}
    shuffled = list(contenders)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chosen(*shuffled) == choice
