"""Random expressions with unknowns: SQLite, Python, the Chinese reading and a plain oracle say the same of every row."""

from __future__ import annotations

import random
import re

import pytest
from lark.exceptions import UnexpectedInput

from scoring.definitions.expression import read_condition
from scoring.definitions.lowered import fits
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import judge
from scoring.definitions.spoken_reader import ENGLISH, read
from scoring.definitions.sqlite_reader import sql_condition
from scoring.definitions.tree import Tree
from scoring.places import Place
from tests.rounds import rounds
from tests.scoring.definitions.chinese_back import flat, read_back
from tests.scoring.definitions.random_expressions import PARAMETERS, SCOPE, Writer, database, oracle, random_row

SEEDS, PER_SEED, ROWS = rounds(2, 6), rounds(80, 160), 60


@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_readers_agree_with_the_oracle(seed: int) -> None:
    """160 random expressions on 60 rows each; 960 in the long rounds."""
    chance = random.Random(seed)
    rows = [random_row(chance) for _ in range(ROWS)]
    connection = database(rows)
    writer = Writer(chance)
    seen = {True: 0, False: 0, None: 0, "beyond 63 bits": 0}
    for _ in range(PER_SEED):
        text = writer.condition(depth=3)
        tree, findings = read_condition(text, SCOPE, Place(key="t"))
        assert tree is not None, (text, findings)
        expected = [oracle(tree, row) for row in rows]
        verdict = lower_condition(tree, PARAMETERS)
        assert [judge(verdict, row) for row in rows] == expected, text
        if fits(verdict.true, verdict.false):
            sql = f"SELECT {sql_condition(verdict.true)}, {sql_condition(verdict.false)} FROM rows ORDER BY row_no"
            answers = [True if true else False if false else None for true, false in connection.execute(sql)]
            assert answers == expected, (text, sql)
        else:
            seen["beyond 63 bits"] += 1
        assert read_back(read(tree), SCOPE) == flat(tree), (text, read(tree))
        assert read(tree, ENGLISH)
        for value in expected:
            seen[value] += 1  # type: ignore[index]
    connection.close()
    assert min(seen[True], seen[False], seen[None]) > ROWS * PER_SEED // 20, seen
    assert seen["beyond 63 bits"] < PER_SEED // 2, seen


GROUP = re.compile(r"（([^（）]*)）(?![中间年])")
"""Innermost brackets that group; those of 中较小者, 间整月数 and of a computed year are words of their own."""


@pytest.mark.parametrize("seed", range(2))
def test_no_bracket_is_beyond_need(seed: int) -> None:
    """Without any one of its innermost brackets a reading means something else, or nothing."""
    writer = Writer(random.Random(100 + seed))
    tried = 0
    for _ in range(120):
        tree, _ = read_condition(writer.condition(depth=3), SCOPE, Place())
        assert tree is not None
        reading = read(tree)
        for group in GROUP.finditer(reading):
            without = reading[: group.start()] + group[1] + reading[group.end() :]
            assert meant(without) != flat(tree), (reading, without)
            tried += 1
    assert tried > 40


def meant(reading: str) -> Tree | None:
    """What a reading means; None where nothing, or two things."""
    try:
        return read_back(reading, SCOPE)
    except (UnexpectedInput, AssertionError):
        return None


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("staff + 2 * balance > 3", "「从业人员」 ＋ 2 × 「净变化」 大于 3", "+ 2 ×"),
        ("(staff + 2) * balance > 3", "（「从业人员」 ＋ 2） × 「净变化」 大于 3", "+ 2) ×"),
        ("staff - 2 - balance > 3", "「从业人员」 － 2 － 「净变化」 大于 3", "− 2 −"),
        ("staff - (2 - balance) > 3", "「从业人员」 － （2 － 「净变化」） 大于 3", "− (2 −"),
        ("staff / (2 * balance) > 3", "「从业人员」 ÷ （2 × 「净变化」） 大于 3", "÷ (2 ×"),
        ("-staff + 2 > 3", "负「从业人员」 ＋ 2 大于 3", "minus"),
        ("-(staff + 2) > 3", "负（「从业人员」 ＋ 2） 大于 3", "minus ("),
        ("not staff > 3 and hnte", "并非「从业人员」 大于 3 且 「高新技术企业」为是", "it is not so that"),
        ("not (staff > 3 and hnte)", "并非（「从业人员」 大于 3 且 「高新技术企业」为是）", "it is not so that ("),
        ("hnte and (sme and staff > 3)", "「高新技术企业」为是 且 「科技型中小企业」为是 且 「从业人员」 大于 3", " and "),
        ("hnte and sme or staff > 3", "（「高新技术企业」为是 且 「科技型中小企业」为是） 或 「从业人员」 大于 3", ") or "),
    ],
)
def test_brackets_stand_where_they_are_needed_only(text: str, zh: str, en: str) -> None:
    tree, findings = read_condition(text, SCOPE, Place())
    assert tree is not None, findings
    assert read(tree) == zh
    assert read_back(zh, SCOPE) == flat(tree)
    assert en in read(tree, ENGLISH)


def test_a_naive_rendering_would_be_caught() -> None:
    """The yardstick can fail: SQL as one would write it by hand, blind to scale, says yes to 0.03 ㎡ ≥ 2.5 ㎡."""
    row = dict.fromkeys(SCOPE) | {"area": 3}
    connection = database([row])
    tree, _ = read_condition("area >= 2.5", SCOPE, Place())
    assert tree is not None
    ((naive,),) = connection.execute("SELECT area >= 2.5 FROM rows")
    connection.close()
    assert naive == 1
    assert oracle(tree, row) is False
    assert judge(lower_condition(tree, PARAMETERS), row) is False


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("months(founded, entered) = 0", {"founded": 20240131, "entered": 20240228}, True),
        ("months(founded, entered) = 11", {"founded": 20200229, "entered": 20210228}, True),
        ("revenue / revenue_prior > 1.2", {"revenue": 5, "revenue_prior": 0}, None),
        ("invested / revenue < 0", {"invested": -1, "revenue": 3}, True),
        ("revenue > 1.2 * revenue_prior", {"revenue": 12, "revenue_prior": 10}, False),
        ("hnte or revenue > 1元", {"hnte": None, "revenue": 101}, True),
        ("hnte and revenue > 1元", {"hnte": None, "revenue": 100}, False),
        ("known(revenue) or hnte", {"revenue": None, "hnte": None}, None),
        (
            "revenue * revenue > revenue_prior * revenue_prior",
            {"revenue": 999_999_999_999, "revenue_prior": 999_999_999_998},
            True,
        ),
    ],
)
def test_the_awkward_ones(text: str, row: dict[str, int | None], expected: bool | None) -> None:
    full = dict.fromkeys(SCOPE) | row
    tree, findings = read_condition(text, SCOPE, Place())
    assert tree is not None, findings
    verdict = lower_condition(tree, PARAMETERS)
    assert oracle(tree, full) is expected
    assert judge(verdict, full) is expected


def test_what_outgrows_sqlite_is_known_to() -> None:
    tree, _ = read_condition("revenue * revenue > revenue_prior * revenue_prior", SCOPE, Place())
    assert tree is not None
    assert not fits(lower_condition(tree, PARAMETERS).true)
