"""What is proved of a condition holds on every row there can be; and plain contradictions are seen."""

from __future__ import annotations

import random
from itertools import product

import pytest

from scoring.definitions.expression import read_condition
from scoring.definitions.form import Words
from scoring.definitions.lowering import lower_condition
from scoring.definitions.proving import ROUNDS, Proof, Span, prove
from scoring.definitions.python_reader import judge
from scoring.definitions.tree import Binding, Kind, Tree, Type
from scoring.places import Place

NUMBER = Type(Kind.NUMBER, whole=True)
SCOPE = {
    "a": Binding("a", Words("a"), NUMBER),
    "b": Binding("b", Words("b"), NUMBER, decimals=1),
    "day": Binding("day", Words("day"), Type(Kind.DATE), digits=8),
    "flag": Binding("flag", Words("flag"), Type(Kind.CONDITION)),
    "kind": Binding("kind", Words("kind"), Type(Kind.CHOICE), choices={"甲": 1, "乙": 2, "丙": 3}),
}
LIMITS = {"a": Span(0, 3), "b": Span(-2, 2), "day": Span(19000101, 29991231), "flag": Span(0, 1), "kind": Span(1, 3)}
VALUES = {"a": range(4), "b": range(-2, 3), "flag": range(2), "kind": range(1, 4)}
ROWS = [
    {**dict(zip(VALUES, values, strict=True)), "day": 20250301}
    for values in product(*([None, *some] for some in VALUES.values()))
]


def tree_of(text: str) -> Tree:
    tree, findings = read_condition(text, SCOPE, Place(key="t"))
    assert tree is not None, (text, findings)
    return tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a > 1 and a < 2", Proof.CONTRADICTS),
        ("a > 1 and a < 3", Proof.OPEN),
        ("2 * a > 3 and 2 * a < 4", Proof.CONTRADICTS),
        ("a > b and b > a", Proof.CONTRADICTS),
        ("a >= b and b >= a", Proof.OPEN),
        ("a = 2 and a <> 2", Proof.CONTRADICTS),
        ("flag and not flag", Proof.CONTRADICTS),
        ("flag or not flag", Proof.ALWAYS),
        ("kind = '甲' and kind = '乙'", Proof.CONTRADICTS),
        ("kind in ('甲', '乙', '丙')", Proof.ALWAYS),
        ("kind <> '甲' and kind <> '乙' and kind <> '丙'", Proof.NEVER),
        ("known(a) and not known(a)", Proof.CONTRADICTS),
        ("known(a) or not known(a)", Proof.ALWAYS),
        ("not known(a) and a > 1", Proof.CONTRADICTS),
        ("a < 0", Proof.NEVER),
        ("a + 1 > 0", Proof.ALWAYS),
        ("a >= 4 or b > 0.2", Proof.NEVER),
        ("a >= 4 or b > 0.1", Proof.OPEN),
        ("1 > 2", Proof.NEVER),
        ("a / (1 - 1) > 2", Proof.UNKNOWN),
        ("year(day) = Y and day <= date(Y - 1, 12, 31)", Proof.CONTRADICTS),
        ("year(day) = Y and day < date(Y, 1, 2)", Proof.OPEN),
        ("Y > 2020", Proof.OPEN),  # a rule may begin in some year
        ("max(a, 5) >= 0", Proof.ALWAYS),
        ("a * a < 0", Proof.NEVER),
        ("(a > 2 or flag) and a < 2 and not flag", Proof.CONTRADICTS),
    ],
)
def test_what_is_proved(text: str, expected: Proof) -> None:
    assert prove(tree_of(text), LIMITS) is expected


def test_what_is_given_counts() -> None:
    assert prove(tree_of("a > 2"), LIMITS, tree_of("a < 2")) is Proof.CONTRADICTS
    assert prove(tree_of("a > 2"), LIMITS, tree_of("a >= 3")) is Proof.ALWAYS
    assert prove(tree_of("a > 2"), LIMITS, tree_of("not known(a)")) is Proof.UNKNOWN
    assert prove(tree_of("a > 2"), LIMITS, tree_of("a < 0")) is Proof.OPEN  # where nothing is, nothing can be said


def some_condition(chance: random.Random, depth: int) -> str:
    if depth and chance.random() < 0.8:
        inner = [some_condition(chance, depth - 1) for _ in range(chance.randint(2, 3))]
        joined = f" {chance.choice(('and', 'and', 'or'))} ".join(f"({one})" for one in inner)
        return f"not ({joined})" if chance.random() < 0.15 else joined
    number = chance.choice(("a", "b", "a + b", "a - b", "2 * a", "min(a, b)", "a * b", "a / b"))
    limit = chance.choice(("0", "1", "2", "-1", "0.1", "b", "a", "1.5"))
    return chance.choice(
        (
            f"{number} {chance.choice(('=', '<>', '<', '<=', '>', '>='))} {limit}",
            chance.choice(("flag", "not flag", "known(a)", "not known(a)")),
            f"kind {chance.choice(('=', '<>'))} '{chance.choice('甲乙丙')}'",
        )
    )


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_proved_that_some_row_denies(seed: int) -> None:
    """Random conditions on every row there can be: a proof is certain, and often enough there is one to be had."""
    chance, proved = random.Random(seed), 0
    for _ in range(60):
        text = some_condition(chance, 2)
        tree = tree_of(text)
        verdict = lower_condition(tree, ROUNDS[1])
        answers = {judge(verdict, row) for row in ROWS}
        proof = prove(tree, LIMITS)
        if proof in (Proof.NEVER, Proof.CONTRADICTS, Proof.UNKNOWN):
            assert True not in answers, text
        if proof in (Proof.ALWAYS, Proof.UNKNOWN):
            assert False not in answers, text
        proved += proof is not Proof.OPEN
    assert proved >= 3
