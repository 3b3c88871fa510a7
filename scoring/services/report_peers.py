"""What a report says of the peers: shares beside their median in both versions; names, open questions, next steps in the 内部版."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.definitions.form import Words
from scoring.definitions.rubric import Indicator, Role, RoundingMode, Rubric
from scoring.engine.comparison import Compared, Ranked, Shares, shares_of, strengths, weaknesses
from scoring.engine.condition_words import gap_words
from scoring.engine.efforts import Effort, efforts
from scoring.engine.exact import Ratio, rounded
from scoring.engine.grade_words import border_words
from scoring.engine.wording import at_words, unknown_words
from scoring.findings import Level
from scoring.messages import say, sentence
from scoring.papers.facts import ComparisonFacts, EffortFacts, InternalFacts, MeterFacts, PeerFacts, StandoutFacts
from scoring.services.border import reasons
from scoring.services.comparing import Among
from scoring.services.grade_steps import unsettled_labels
from scoring.services.live import Scored
from scoring.services.past import Past
from scoring.services.report_why import branch_lines, lift_facts
from scoring.services.rounds import OpenRound
from scoring.services.standing import StandingFinding, standing
from scoring.services.standouts import standouts
from scoring.services.why import Why, as_adjusted
from scoring.store.truth import Until

FEWEST_AXES = 3
"""Fewer dimensions without a second level are no chart of their own: the bars of the indicators have them too."""
STANDOUTS, STEPS = 5, 3
"""So many strengths, weaknesses and next steps are listed; those tied with the last of them too."""
AROUND = 20
"""Of a long list of peers: so many before the carrier and after it."""


def standing_in(then: Past, scored: Scored) -> tuple[StandingFinding, ...]:
    """What stood on the carrier's return when the run was sealed, errors before warnings, otherwise as it was found."""
    order = (Level.STOP, Level.ERROR, Level.WARNING)
    found = standing(then.opened, scored.carrier, Until(then.heads))
    return tuple(sorted(found, key=lambda one: order.index(one.finding.level)))


def ungraded(rubric: Rubric) -> str:
    """The word for a carrier without a grade: of those that a rubric does not grade at all nobody is left ungraded."""
    return "no_grade" if rubric.grades else "without_grades"


@dataclass(frozen=True, slots=True)
class _Told:
    """The rubric and the language a report is written in."""

    rubric: Rubric
    language: str

    def word(self, code: str, /, **facts: object) -> str:
        return say(f"services.report.{code}", facts, self.language)

    def pick(self, words: Words) -> str:
        return words[self.language]

    def title(self, code: str) -> str:
        """Of an indicator or branch."""
        branches = {branch.code: branch.title for branch in self.rubric.branches}
        return self.pick(branches[code] if code in branches else self.rubric.indicator(code).title)


# Both versions --------------------------------------------------------------------------------------------------------


def comparison_facts(opened: OpenRound, scored: Scored, among: Among, language: str) -> ComparisonFacts:
    """Nobody is named, and nobody compared where the group is smaller than the rubric allows."""
    rubric = opened.rubric.rubric
    told = _Told(rubric, language)
    if not scored.score.scored:
        return ComparisonFacts(basis=told.word("not_comparing"))
    shares, compared = shares_of(rubric, scored.score), among.compared(scored)
    listed = [compared[one.code] for one in rubric.indicators if one.code in compared]
    above, below = strengths(listed), weaknesses(listed)
    return ComparisonFacts(
        basis=_with_left_out(told, _basis(told, scored, among), [one.code for one in _left_out(rubric, shares)]),
        axes=tuple(replace(_meter(told, code, shares, compared), lead="") for code in _axes(rubric, shares)),
        strengths=_standouts(told, above),
        weaknesses=_standouts(told, below),
        strong=len(above),
        weak=len(below),
        branches=branch_lines(standouts(rubric, scored, among, language), language) if compared else (),
        meters=tuple(_meter(told, code, shares, compared) for code in _rows(rubric, shares)),
        is_compared=bool(compared),
    )


def _basis(told: _Told, scored: Scored, among: Among) -> str:
    if not among.takes_part(scored):
        return told.word("not_comparing")
    count = among.size(scored)
    return told.word("compared" if count >= among.least else "too_few", count=count, least=among.least)


def _left_out(rubric: Rubric, shares: Shares) -> Iterator[Indicator]:
    """The base indicators without a share here."""
    return (one for one in rubric.indicators if rubric.role(one) is Role.BASE and one.code not in shares)


def _with_left_out(told: _Told, basis: str, codes: Sequence[str]) -> str:
    return told.word("left_out_here", basis=basis, codes=list(codes)) if codes else basis


def _axes(rubric: Rubric, shares: Shares) -> tuple[str, ...]:
    """The branches of the second level; without one those of the first, if they are more than the bars below show anyway."""
    tops = [branch.code for branch in rubric.branches if not branch.parent and branch.code in shares]
    below = [branch.code for branch in rubric.branches if branch.parent in tops and branch.code in shares]
    return tuple(below or (tops if len(tops) >= FEWEST_AXES else ()))


def _rows(rubric: Rubric, shares: Shares) -> Iterator[str]:
    """Each dimension, and all indicators below it."""
    for branch in rubric.branches:
        if not branch.parent and branch.code in shares:
            yield branch.code
            yield from (one.code for one in rubric.under(branch.code) if one.code in shares)


def _meter(told: _Told, code: str, shares: Shares, compared: Mapping[str, Compared]) -> MeterFacts:
    one, own = compared.get(code), shares[code]
    group = any(branch.code == code and not branch.parent for branch in told.rubric.branches)
    bare = MeterFacts(code=code, label=told.title(code), own=_tenths(own), own_words=_percent(own), is_group=group)
    if one is None:
        return bare
    return replace(bare, median=_tenths(one.median), median_words=_percent(one.median), lead=_lead(one.lead))


def _standouts(told: _Told, found: Sequence[Ranked]) -> tuple[StandoutFacts, ...]:
    return tuple(_standout(told, one) for one in found if one.place <= STANDOUTS)


def _standout(told: _Told, one: Ranked) -> StandoutFacts:
    compared = one.compared
    lead = compared.lead
    size = rounded(Ratio(abs(lead.numerator) * 100, lead.denominator), 1, RoundingMode.HALF_AWAY)
    facts = {
        "own": _percent(compared.own),
        "median": _percent(compared.median),
        "lead": size,
        "members": compared.members,
        "place": compared.above + 1,
    }
    words = told.word("standing_above" if lead.numerator > 0 else "standing_below", **facts)
    return StandoutFacts(
        place=told.word("tied", place=one.place) if one.tied else str(one.place),
        label=told.word("label", code=compared.code, title=told.title(compared.code)),
        words=words + (told.word("standing_tied", equal=compared.equal) if compared.equal else ""),
    )


def _tenths(share: Ratio) -> int:
    return int(rounded(share, 3, RoundingMode.HALF_AWAY).scaleb(3))


def _percent(share: Ratio) -> str:
    return f"{rounded(share.times(Ratio(100, 1)), 1, RoundingMode.HALF_AWAY)}%"


def _lead(lead: Ratio) -> str:
    """+12.5, −3.0 or 0.0, in percentage points."""
    points = rounded(lead.times(Ratio(100, 1)), 1, RoundingMode.HALF_AWAY)
    return f"+{points}" if points > 0 else f"−{abs(points)}" if points < 0 else f"{abs(points)}"


# 内部版 ----------------------------------------------------------------------------------------------------------------


def internal_facts(
    opened: OpenRound,
    everybody: Iterable[Scored],
    scored: Scored,
    among: Among,
    stands: Sequence[StandingFinding],
    why: Why,
    given: str,
    language: str,
) -> InternalFacts:
    """What only the commission may read. ``given``: the grade that people gave the carrier instead of the rubric's, else empty."""
    told = _Told(opened.rubric.rubric, language)
    why = as_adjusted(why, given, language)
    peers, left_out = _around(among.peers(scored), scored)
    ordered = sorted(
        (one for one in everybody if one.grade and (one.grade.border or one.grade.near)),
        key=lambda one: (one.grade.rank if one.grade else None) or 0,
    )
    left = told.word("peers_left", count=among.size(scored), around=AROUND) if left_out else ""
    return InternalFacts(
        peers=tuple(_peer(told, one, scored, given) for one in peers),
        peers_note=" ".join(filter(None, (left, told.word("peers_computed")))),
        unsettled=tuple(_unsettled(opened, told, scored, stands)),
        border=tuple(replace(_peer(told, one, scored, given), mark=_why_on_border(opened, told, one)) for one in ordered),
        efforts=tuple(_efforts(opened, told, scored)),
        efforts_note=told.word("efforts_note"),
        lifting=why.lifting.head,
        lifts=tuple(lift_facts(one, language) for one in why.lifting.suggestions),
        lifting_notes=why.lifting.tail,
        steady=why.steady,
    )


def _around(peers: Sequence[Scored], scored: Scored) -> tuple[Sequence[Scored], bool]:
    """All peers, or the carrier's neighbours where they are many."""
    if len(peers) <= 2 * AROUND + 1:
        return peers, False
    at = next(place for place, one in enumerate(peers) if one.carrier.no == scored.carrier.no)
    return peers[max(at - AROUND, 0) : at + AROUND + 1], True


def _peer(told: _Told, one: Scored, scored: Scored, given: str) -> PeerFacts:
    """By the grade that the rubric gives; what people gave the carrier itself stands beside it."""
    marks = [told.word("provisional")] if one.provisional else []
    is_own, computed = one.carrier.no == scored.carrier.no, told.pick(one.grade.level.name) if one.grade else ""
    if is_own and given and given != computed:
        marks.append(told.word("adjusted_mark", given=given))
    if one.grade and one.grade.border:
        marks.append(told.word("border_mark"))
    return PeerFacts(
        rank=str((one.grade.rank if one.grade else None) or "—"),
        name=one.carrier.name,
        points=str(one.score.total),
        grade=computed or told.word(ungraded(told.rubric)),
        mark=told.word("rule_join").join(marks),
        is_own=is_own,
    )


def _why_on_border(opened: OpenRound, told: _Told, one: Scored) -> str:
    """Tied at the edge of a quota, or how far from which cut."""
    grade = one.grade
    assert grade is not None
    marks = [told.word("provisional")] if one.provisional else []
    return told.word("rule_join").join([*marks, *reasons(opened, grade.near, tied=grade.border, language=told.language)])


def _unsettled(opened: OpenRound, told: _Told, scored: Scored, stands: Sequence[StandingFinding]) -> Iterator[tuple[str, str]]:
    """Provisional indicators, the carrier's own place on the border, and findings nobody has explained."""
    for one in scored.score.indicators:
        if one.provisional:
            label = told.word("label", code=one.code, title=told.title(one.code))
            compiled = opened.rubric.measures[told.rubric.indicator(one.code).measure]
            yield label, unknown_words(compiled, one.measured.unknown, told.language)
    for label in unsettled_labels(opened, scored.grade, told.language) if scored.grade else ():
        yield label, told.word("unsettled_rule")
    if scored.grade and scored.grade.border:
        yield told.word("own_border"), border_words(told.language)
    if scored.grade and scored.grade.near:
        near = reasons(opened, scored.grade.near, tied=False, language=told.language)
        yield told.word("near_label"), told.word("rule_join").join(near)
    for each in stands:
        if not each.explanation:
            level = say(f"levels.{each.finding.level.value}", {}, told.language)
            yield told.word("open_finding", level=level), sentence(each.finding, told.language)


def _efforts(opened: OpenRound, told: _Told, scored: Scored) -> Iterator[EffortFacts]:
    if not scored.score.scored:
        return
    for one in efforts(opened.rubric, scored.score, scored.measured)[:STEPS]:
        yield _effort(opened, told, one)


def _effort(opened: OpenRound, told: _Told, one: Effort) -> EffortFacts:
    indicator = opened.rubric.rubric.indicator(one.code)
    compiled = opened.rubric.measures[indicator.measure]
    aim = at_words(one.step.value.text, compiled.measure.unit, told.language)
    return EffortFacts(
        code=one.code,
        label=told.pick(indicator.title),
        asks=gap_words(one.gap, compiled, told.language),
        aim=aim,
        gains=f"+{rounded(one.gains, 2, RoundingMode.HALF_AWAY)}",
    )
