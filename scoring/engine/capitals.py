"""An amount of money in Chinese capitals (大写金额), as it stands beside the figures on a paper.

The rules are those of two texts, cited where one decides: 《正确填写票据和结算凭证的基本规定》, annex 1 of 《支付结算办法》
(银发〔1997〕393号), and 《会计基础工作规范》 (财会字〔1996〕19号), article 52. Where they leave a choice, one form is always written:

- 人民币 comes first, without a gap (annex, 三; article 52, 四).
- 整 closes an amount that ends in 元 or 角. The annex leaves it open after 角, article 52 asks for it. Never after 分.
- One 零 for zeros between two figures of the same amount, however many (annex, 五 1 and 2). A zero in the place of 万 before a
  figure of 仟 may be written or not (五 3): it is, 壹拾万零柒仟元, and likewise after 亿, of which the annex does not speak. A zero in
  the place of 元 before 角 may be left out (五 3): it is, 壹仟陆佰捌拾元叁角贰分. Both are forms that the annex prints itself.
- A zero in the place of 角 before a figure of 分 is written after 元 (五 4): 叁佰贰拾伍元零肆分.

Neither text knows an amount below zero: there are no capitals for one.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.engine.exact import from_decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
FEN_OF_YUAN = 100
LIMIT = 10**16 * FEN_OF_YUAN
"""Amounts in 分 from here on have no capitals: 万亿 is the greatest unit, and 仟万亿 its last place."""


def capitals(fen: int) -> str:
    """``人民币壹佰贰拾叁元整`` for an amount in 分. Raises ValueError below zero and from 10^16 元 on."""
    if not 0 <= fen < LIMIT:
        raise ValueError(f"no capitals for {fen} fen")
    yuan, change = divmod(fen, FEN_OF_YUAN)
    whole = f"{_whole(yuan)}元" if yuan or not change else ""
    return f"人民币{whole}{_change(change, follows=bool(yuan))}"


def capitals_of_yuan(yuan: Decimal) -> str:
    """The same for an amount in 元. Raises ValueError also for a part of a 分: nothing is rounded on the way to a paper."""
    if not yuan.is_finite():
        raise ValueError(f"no capitals for {yuan}")
    exact = from_decimal(yuan)
    fen, rest = divmod(exact.numerator * FEN_OF_YUAN, exact.denominator)
    if rest:
        raise ValueError(f"{yuan} yuan is no whole number of fen")
    return capitals(fen)


def _whole(number: int) -> str:
    """A whole number below 10^16."""
    if not number:
        return DIGITS[0]
    above, below = divmod(number, 10**8)
    return _joined(_below_yi(above), "亿", _below_yi(below), gap=not above % 10 or below < 10**7)


def _below_yi(number: int) -> str:
    """Below 10^8; nothing for zero."""
    above, below = divmod(number, 10**4)
    return _joined(_below_wan(above), "万", _below_wan(below), gap=not above % 10 or below < 10**3)


def _joined(above: str, unit: str, below: str, *, gap: bool) -> str:
    return f"{above}{unit if above else ''}{DIGITS[0] if above and below and gap else ''}{below}"


def _below_wan(number: int) -> str:
    """Below 10^4; nothing for zero."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += f"{DIGITS[0] if gap and words else ''}{DIGITS[digit]}{PLACES[place]}"
        gap = not digit
    return words


def _change(fen: int, *, follows: bool) -> str:
    """What comes after 元: 角 and 分, or 整."""
    jiao, last = divmod(fen, 10)
    tens = f"{DIGITS[jiao]}角" if jiao else ""
    if not last:
        return f"{tens}整"
    return f"{tens or (DIGITS[0] if follows else '')}{DIGITS[last]}分"
