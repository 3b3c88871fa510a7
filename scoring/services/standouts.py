"""The strongest and the weakest branches of a carrier (优势与短板), only those that stand out, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.definitions.rubric import Role, RoundingMode, Rubric
from scoring.engine.comparison import Compared, Shares, shares_of
from scoring.engine.exact import Ratio, rounded
from scoring.engine.members import BY_SIZE
from scoring.messages import say
from scoring.services.comparing import Among
from scoring.services.live import Scored

MOST = 3
"""So many of each are told."""
APART = Ratio(10, 100)
"""From so far on a share stands out from the median of the peers: ten percentage points."""
QUARTER = 4


@dataclass(frozen=True, slots=True)
class Standout:
    """A branch that stands out: its share of the maximum and, where it is compared, how it stands to its peers."""

    code: str
    title: str
    own: Ratio
    compared: Compared | None
    words: str


@dataclass(frozen=True, slots=True)
class Standouts:
    """``strong`` and ``weak`` in words, the farthest from the peers first; none is an answer as well."""

    strong: tuple[Standout, ...]
    weak: tuple[Standout, ...]
    none_strong: str
    none_weak: str


def standouts(rubric: Rubric, scored: Scored, among: Among, language: str) -> Standouts:
    """Of the lowest branches. Nothing for a carrier that is not scored."""
    strong: tuple[Standout, ...] = ()
    weak: tuple[Standout, ...] = ()
    if scored.score.scored:
        shares, compared = shares_of(rubric, scored.score), among.compared(scored)
        codes = [code for code in lowest(rubric) if code in shares]
        known = [compared[code] for code in codes if code in compared]
        if known:
            strong = _told(rubric, sorted(filter(_above, known), key=lambda one: BY_SIZE(one.lead), reverse=True), language)
            weak = _told(rubric, sorted(filter(_below, known), key=lambda one: BY_SIZE(one.lead)), language)
        elif len(codes) > 1:
            strong, weak = _alone(rubric, shares, codes, among.least, language)
    return Standouts(strong, weak, say("why.none_strong", {}, language), say("why.none_weak", {}, language))


def lowest(rubric: Rubric) -> tuple[str, ...]:
    """The base branches that indicators hang on."""
    parents = {one.parent for one in rubric.indicators}
    return tuple(one.code for one in rubric.branches if one.code in parents and rubric.branch_role(one) is Role.BASE)


def _above(one: Compared) -> bool:
    """Ten points above the median, or above it and in the best quarter."""
    first = QUARTER * (one.above + 1) <= one.members
    return one.lead.numerator > 0 and (one.lead.compare(APART) >= 0 or first)


def _below(one: Compared) -> bool:
    behind = one.members - one.above - one.equal
    last = QUARTER * behind <= one.members
    return one.lead.numerator < 0 and (one.lead.plus(APART).numerator <= 0 or last)


def _told(rubric: Rubric, found: Sequence[Compared], language: str) -> tuple[Standout, ...]:
    return tuple(
        Standout(one.code, _title(rubric, one.code, language), one.own, one, _words(rubric, one, language))
        for one in found[:MOST]
    )


def _words(rubric: Rubric, one: Compared, language: str) -> str:
    lead = one.lead if one.lead.numerator > 0 else Ratio(-one.lead.numerator, one.lead.denominator)
    facts = {
        "branch": _title(rubric, one.code, language),
        "own": percent(one.own),
        "median": percent(one.median),
        "lead": rounded(lead.times(Ratio(100, 1)), 1, RoundingMode.HALF_AWAY),
        "members": one.members,
        "place": one.above + 1,
        "tied": say("why.tied", {"count": one.equal}, language) if one.equal else "",
    }
    return say("why.strong" if one.lead.numerator > 0 else "why.weak", facts, language)


def _alone(
    rubric: Rubric, shares: Shares, codes: Iterable[str], least: int, language: str
) -> tuple[tuple[Standout, ...], tuple[Standout, ...]]:
    """Among too few peers: its own best and its own worst branch."""
    ordered = sorted(codes, key=lambda code: BY_SIZE(shares[code]))
    if shares[ordered[0]].compare(shares[ordered[-1]]) == 0:
        return (), ()
    return _one(rubric, shares, ordered[-1], "why.own_best", least, language), _one(
        rubric, shares, ordered[0], "why.own_worst", least, language
    )


def _one(rubric: Rubric, shares: Mapping[str, Ratio], code: str, said: str, least: int, language: str) -> tuple[Standout]:
    title = _title(rubric, code, language)
    words = say(said, {"branch": title, "own": percent(shares[code]), "least": least}, language)
    return (Standout(code, title, shares[code], None, words),)


def _title(rubric: Rubric, code: str, language: str) -> str:
    return rubric.branch(code).title[language]


def percent(share: Ratio) -> str:
    """87.5%"""
    return f"{rounded(share.times(Ratio(100, 1)), 1, RoundingMode.HALF_AWAY)}%"
