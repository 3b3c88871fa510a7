"""How a share came about, in words: the quotient with its figures, the whole units, the place of the remainder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.definitions.rubric import RoundingMode
from scoring.engine.exact import Ratio, rounded
from scoring.engine.sharing import Share, Sharing, SharingRule, SharingUnit, Steps, TieBreak
from scoring.engine.support_words import money_words
from scoring.engine.wording import plain
from scoring.messages import say

SHOWN = 6
"""Decimals of a quotient that does not end; the arithmetic itself is exact."""


def rule_words(rule: SharingRule | None, language: str) -> str:
    """按申请额同比例…; 还没有选定."""
    return say(f"pots.rule.{rule.value if rule else 'open'}", {}, language)


def unit_words(unit: SharingUnit, language: str) -> str:
    """元, 百元, 万元."""
    return say(f"pots.unit.{unit.name.lower()}", {}, language)


def order_words(sharing: Sharing, language: str) -> str:
    """余数最大者优先；余数相同的，先看名次…: who gets the units that are left."""
    return remainder_words(sharing.unit, sharing.ties, language)


def remainder_words(unit: SharingUnit, ties: Sequence[TieBreak], language: str) -> str:
    """The same of a pot that is not shared yet."""
    words = [say(f"pots.tie.{tie.value}", {}, language) for tie in ties]
    facts = {"unit": unit_words(unit, language), "ties": [*words, say("pots.tie.key", {}, language)]}
    return say("pots.order", facts, language)


def number_words(value: Ratio) -> str:
    """Exact where it ends within the decimals shown, else with ≈."""
    shown = rounded(value, SHOWN, RoundingMode.HALF_AWAY)
    ends = Ratio(*shown.as_integer_ratio()).compare(value) == 0
    return plain(shown) if ends else f"≈{plain(shown)}"


def share_words(share: Share, sharing: Sharing, names: Mapping[str, str], language: str) -> str:
    """The arithmetic of one share."""
    if share.steps is None:
        code = "in_full" if not share.cut else "nothing_left"
        return say(f"pots.share.{code}", {"amount": money_words(share.claim.most, language)}, language)
    return "".join(_steps(share.steps, sharing, names, language))


def _steps(steps: Steps, sharing: Sharing, names: Mapping[str, str], language: str) -> Iterator[str]:
    by_score = sharing.rule is SharingRule.BY_SCORE
    weights = [number_words(one) if by_score else money_words(one, language) for one in (steps.weight, steps.weights)]
    unit = unit_words(sharing.unit, language)
    facts: dict[str, object] = {"units": steps.units, "unit": unit, "weight": weights[0], "weights": weights[1]}
    quotient = number_words(steps.quotient)
    facts |= {
        "quotient": quotient.replace("≈", "≈ ") if quotient.startswith("≈") else f"= {quotient}",
        "floor": steps.floor,
        "most": steps.most,
    }
    if steps.reached:
        yield say("pots.share.reached", facts, language)
        return
    yield say("pots.share.quotient", facts, language)
    if steps.place is None:
        yield say("pots.share.even", facts, language)
        return
    facts |= {"remainder": number_words(steps.remainder), "place": steps.place, "singles": steps.singles}
    yield say("pots.share.one_more" if steps.extra else "pots.share.no_more", facts, language)
    if steps.equals:
        yield say("pots.share.equals", {"names": [names.get(key, key) for key in steps.equals]}, language)
