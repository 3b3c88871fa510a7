"""The signed text: read back whatever scanners, keyboards and letters do to it, and never mistaken for another."""

from __future__ import annotations

import re
from datetime import date

import pytest

from scoring.exchange.certificate_code import HEAD, decode, encode, message_of, plain
from tests.scoring.certificates.builders import FACTS, facts, key

PUBLIC, SIGNER = key()
CODE = encode(FACTS, SIGNER.sign)


def test_facts_come_back_with_a_signature_that_fits() -> None:
    signed = decode(CODE)
    assert signed is not None
    assert signed.facts == FACTS
    assert PUBLIC.signed(signed.message, signed.signature)
    assert signed.message == message_of(FACTS)


def test_the_text_keeps_to_the_alphanumeric_mode_of_a_qr() -> None:
    assert re.fullmatch(r"FUPING1[A-Z2-7]+", CODE)


@pytest.mark.parametrize("name", ["𠮷𡈽孵化器（集团）有限公司", "R&D “Lab” <Yunjia>", "甲" * 120, ""])
def test_any_name_survives(name: str) -> None:
    signed = decode(encode(facts(carrier=name), SIGNER.sign))
    assert signed is not None
    assert signed.facts.carrier == name


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


SPOILT = {
    "lower case": CODE.lower(),
    "full width": full_width(CODE),
    "full width and lower case": full_width(CODE.lower()),
    "line ends": "\r\n".join(CODE[start : start + 60] for start in range(0, len(CODE), 60)),
    "blanks and ideographic blanks": "\u3000".join(CODE[start : start + 7] for start in range(0, len(CODE), 7)),
    "a tabulator behind it": f"{CODE}\t",
    "a prefix of the scanner": f"]Q3{CODE}",
    "quoted in a letter": f"> 编号见下：\n> {CODE}\n",
    "scanned twice": CODE + CODE,
    "a spoilt scan before": CODE[:200] + CODE,
    "zero-width marks": "\u200b".join(CODE),
    "letters taken for digits": CODE[: len(HEAD)] + CODE[len(HEAD) :].replace("O", "0").replace("I", "1").replace("B", "8"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_a_keyboard_does_to_it_is_undone(how: str) -> None:
    signed = decode(SPOILT[how])
    assert signed is not None, how
    assert signed.facts == FACTS


@pytest.mark.parametrize("text", ["", HEAD, "FUPING1AAAA", CODE[:-9], CODE[:100] + CODE[101:], CODE[len(HEAD) :], "你好" * 500])
def test_what_is_not_whole_is_no_text(text: str) -> None:
    assert decode(text) is None


def test_one_letter_read_wrongly_is_noticed_as_such() -> None:
    """Every place: a slip of the scanner is never taken for a forgery, nor for genuine."""
    for at in range(len(HEAD), len(CODE) - 1):
        other = "A" if CODE[at] != "A" else "B"
        assert decode(CODE[:at] + other + CODE[at + 1 :]) is None, at


def test_changed_facts_do_not_fit_the_signature() -> None:
    """As a forger would: the text put together anew, checksum and all, with the old signature."""
    genuine = decode(CODE)
    assert genuine is not None
    forged = decode(encode(facts(grade="合格"), lambda _: genuine.signature))
    assert forged is not None
    assert forged.facts.grade == "合格"
    assert not PUBLIC.signed(forged.message, forged.signature)


def test_no_field_can_reach_into_the_next() -> None:
    """Line ends are what separates: none may come from a user's text."""
    spoilt = facts(carrier="甲\n优秀", issuer="乙\r\n\u2028丙")
    signed = decode(encode(spoilt, SIGNER.sign))
    assert signed is not None
    assert (signed.facts.carrier, signed.facts.issuer) == ("甲 优秀", "乙 丙")
    assert plain("  甲\t乙 ") == "甲 乙"


def test_days_are_days() -> None:
    assert decode(encode(facts(valid_to=date(9999, 12, 31)), SIGNER.sign)) is not None
