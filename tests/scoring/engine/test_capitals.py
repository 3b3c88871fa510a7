"""Amounts in capitals: the examples the regulation prints, every shape of zeros, and a reader that finds the amount again."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.engine.capitals import LIMIT, capitals, capitals_of_yuan

DIGITS = {word: digit for digit, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def group(words: str) -> int:
    """``贰仟零叁拾``, as a person reads it: a digit counts by the unit behind it."""
    found = re.findall(r"([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", words)
    assert "".join(digit + unit for digit, unit in found) == words.replace("零", "")
    sizes = [UNITS.get(unit, 1) for _, unit in found]
    assert sizes == sorted(set(sizes), reverse=True)
    return sum(DIGITS[digit] * size for (digit, _), size in zip(found, sizes, strict=True))


def whole(words: str) -> int:
    *above_yi, below_yi = words.split("亿")
    assert len(above_yi) <= 1
    total = 0
    for part in (*above_yi, below_yi):
        *above_wan, below_wan = part.split("万")
        assert len(above_wan) <= 1
        total = total * 10**8 + sum(group(one) for one in above_wan) * 10**4 + group(below_wan)
    return total


def amount(words: str) -> int:
    """The amount in 分 that words in capitals stand for."""
    parts = re.fullmatch(r"人民币(?:(.+)元)?(零?)(?:(.)角)?(?:(.)分)?(整?)", words)
    assert parts, words
    yuan, zero, jiao, fen, closed = parts.groups()
    assert bool(closed) is (fen is None)
    assert bool(zero) is bool(yuan and fen and not jiao)
    return (whole(yuan) if yuan else 0) * 100 + DIGITS[jiao or "零"] * 10 + DIGITS[fen or "零"]


PRINTED = {  # annex 1 of 支付结算办法, 五; the first lacks the 整 after 角 that article 52 of 会计基础工作规范 asks for
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万零柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
}
SHAPES = {
    "0": "零元整",
    "0.01": "壹分",
    "0.10": "壹角整",
    "0.99": "玖角玖分",
    "1": "壹元整",
    "10": "壹拾元整",
    "10.01": "壹拾元零壹分",
    "15.5": "壹拾伍元伍角整",
    "100.00": "壹佰元整",
    "101": "壹佰零壹元整",
    "110": "壹佰壹拾元整",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "12345.67": "壹万贰仟叁佰肆拾伍元陆角柒分",
    "10001": "壹万零壹元整",
    "101250": "壹拾万零壹仟贰佰伍拾元整",
    "110000": "壹拾壹万元整",
    "300000": "叁拾万元整",
    "1230000": "壹佰贰拾叁万元整",
    "1000000": "壹佰万元整",
    "10000000": "壹仟万元整",
    "10000001": "壹仟万零壹元整",
    "100000000": "壹亿元整",
    "100000001.05": "壹亿零壹元零伍分",
    "100010000": "壹亿零壹万元整",
    "110000000": "壹亿壹仟万元整",
    "1000001000": "壹拾亿零壹仟元整",
    "1020000000": "壹拾亿零贰仟万元整",
    "1000000000000": "壹万亿元整",
    "1000500000000": "壹万零伍亿元整",
    "1000000010000": "壹万亿零壹万元整",
    "9999999999999999.99": "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize(("yuan", "words"), [*PRINTED.items(), *SHAPES.items()])
def test_amount_is_written_as_the_texts_say(yuan: str, words: str) -> None:
    assert capitals_of_yuan(Decimal(yuan)) == f"人民币{words}"
    assert capitals(int(Decimal(yuan) * 100)) == f"人民币{words}"


amounts = st.one_of(
    st.integers(0, LIMIT - 1),
    st.integers(0, 10**9),
    st.lists(st.sampled_from("0001234567890000"), min_size=1, max_size=18).map(lambda digits: int("".join(digits))),
)


@given(amounts)
@example(LIMIT - 1)
def test_reader_finds_the_amount_again(fen: int) -> None:
    assert amount(capitals(fen)) == fen


@given(amounts)
def test_zeros_never_double_and_never_stand_before_a_unit_or_at_the_end(fen: int) -> None:
    words = capitals(fen)
    assert "零零" not in words
    assert not re.search("零[拾佰仟万亿角分]", words)
    assert fen == 0 or "零元" not in words


@given(amounts.filter(lambda fen: fen >= 100))
def test_every_gap_inside_the_yuan_has_its_zero(fen: int) -> None:
    """Told from the figures alone: a run of zeros between two figures, and nothing else, makes one 零 before 元."""
    inside = capitals(fen).partition("元")[0]
    assert inside.count("零") == len(re.findall(r"(?<=[1-9])0+(?=[1-9])", str(fen // 100)))


@given(amounts, amounts)
def test_two_amounts_never_read_alike(one: int, other: int) -> None:
    assert (capitals(one) == capitals(other)) is (one == other)


@pytest.mark.parametrize("fen", [-1, -100, LIMIT])
def test_amount_without_capitals_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="no capitals"):
        capitals(fen)


@pytest.mark.parametrize("yuan", ["1.005", "0.001", "-0.01", "NaN", "Infinity", "1E16"])
def test_nothing_is_rounded_or_guessed_on_the_way(yuan: str) -> None:
    with pytest.raises(ValueError, match=r"no capitals|no whole number"):
        capitals_of_yuan(Decimal(yuan))
