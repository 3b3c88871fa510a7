"""评价工作总结: the round as a whole: who took part, what was decided, how grades and points are spread, both dimensions in one
picture, the ranking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from scoring.definitions.rubric import Branch, Role, RoundingMode
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.wording import plain, signed
from scoring.messages import say
from scoring.papers.brief import BriefPage, BriefPart, BriefPicture, BriefSection, BriefTable, brief_pdf
from scoring.papers.facts import MeterFacts
from scoring.papers.scatter import Dot, ScatterFacts
from scoring.services.deciding import Decided
from scoring.services.document_facts import NOTHING, RunFacts, Standing, run_facts
from scoring.services.meeting_facts import (
    brief_of,
    counts_table,
    quota_lines,
    rank_words,
    ranking_table,
    share_words,
    without_grade,
)
from scoring.services.paper_words import day_words
from scoring.services.quiet import quiet_collector
from scoring.services.rounds import OpenRound
from scoring.store.runs import Run

WHOLE = 1000


def summary_bytes(opened: OpenRound, run: Run, language: str) -> bytes:
    """The whole paper, the same bytes every time in one build. Raises Refusal for a missing glyph."""
    with quiet_collector(), run_facts(opened, run, language) as facts:
        return brief_pdf(brief_of(facts, _title(facts), (_page(facts),)))


def _brief(facts: RunFacts, code: str, /, **words: object) -> str:
    return say(f"documents.brief.{code}", words, facts.language)


def _title(facts: RunFacts) -> str:
    own = facts.of_round()
    return _brief(facts, "summary_title", year=own["year"], kind=own["carriers_kind"])


def _page(facts: RunFacts) -> BriefPage:
    own = facts.of_round()
    return BriefPage(
        title=_title(facts),
        overline=_brief(facts, "overline", district=own["district"], year=own["year"]),
        subtitle=_brief(facts, "meeting_subtitle", sealed=own["sealed_on"], receipt=own["receipt"]),
        sections=tuple(_sections(facts)),
    )


def _sections(facts: RunFacts) -> Iterator[BriefSection]:
    own = facts.of_round()
    about = {name: own[name] for name in ("year", "period", "cutoff", "rubric", "participants", "assessed", "grade_counts")}
    lines = (_brief(facts, "about", kind=own["carriers_kind"], **about), *quota_lines(facts))
    yield BriefSection(_brief(facts, "overview"), lines)
    yield BriefSection(_brief(facts, "decided_on"), tuple(_decided(facts)))
    yield BriefSection(_brief(facts, "counts"), (counts_table(facts), _spread(facts)))
    dimensions = _dimensions(facts)
    if dimensions is not None:
        yield BriefSection(_brief(facts, "by_dimension"), (_brief(facts, "by_dimension_about"), dimensions))
    if (picture := _both(facts)) is not None:
        yield BriefSection(_brief(facts, "both"), (_brief(facts, "both_about"), picture))
    yield BriefSection(_brief(facts, "ranking"), (ranking_table(facts, _ranked(facts)),))
    yield BriefSection(_brief(facts, "without"), without_grade(facts))


def _decided(facts: RunFacts) -> Iterator[BriefPart]:
    """What this paper's grades rest on besides the rubric: the resolution, every override, the objections that were upheld."""
    decided = Decided(facts.now, facts.run)
    names = {one.uscc: one.name for one in facts.now.participants()}
    passed = decided.resolution
    if passed is None:
        yield _brief(facts, "not_resolved")
    else:
        day = date.fromisoformat(passed.day)
        words = {"body": passed.body, "day": day_words(day, facts.language), "document": passed.document}
        yield _brief(facts, "resolved", **words)
        if passed.note:
            yield passed.note
    yield from _overrides(facts, decided, names)
    upheld = tuple(decided.upheld(facts.language))
    if not upheld:
        yield _brief(facts, "no_upheld")
    for uscc, words_ in upheld:
        yield _brief(facts, "of_carrier", carrier=names.get(uscc, say("decide.whole_list", {}, facts.language)), words=words_)


def _overrides(facts: RunFacts, decided: Decided, names: Mapping[str, str]) -> Iterator[BriefPart]:
    """Every one with what it changed, why, on what basis, and the two persons."""
    rows = []
    for one in facts.graded():
        given = decided.overrides.get(one.uscc)
        if given is not None and given.before != given.after:
            change = f"{one.outcome.computed} → {one.outcome.grade}"
            persons = _brief(facts, "two_persons", proposed=given.proposed_by, confirmed=given.settled_by)
            rows.append((names.get(one.uscc, one.name), change, given.reason, given.basis, persons))
    if not rows:
        yield _brief(facts, "no_overrides")
        return
    heads = (
        (facts.phrase("carrier_name"), 42.0, False),
        (_brief(facts, "change"), 26.0, False),
        (_brief(facts, "reason_given"), 42.0, False),
        (_brief(facts, "basis"), 34.0, False),
        (_brief(facts, "persons"), 26.0, False),
    )
    yield BriefTable(heads, tuple(rows))


def _ranked(facts: RunFacts) -> list[Standing]:
    return sorted(facts.graded(), key=lambda one: (one.outcome.result.rank is None, one.outcome.result.rank or 0))


def _spread(facts: RunFacts) -> BriefPicture:
    """How many have each grade, as bars."""
    whole = len(facts.graded())
    meters = tuple(
        MeterFacts(
            code="",
            label=grade,
            own=(WHOLE * count) // whole if whole else 0,
            own_words=_brief(facts, "count_and_share", count=count, share=share_words(count, whole)),
        )
        for grade, count in facts.counts()
    )
    return BriefPicture((_brief(facts, "count_share_head"),), meters)


def _dimensions(facts: RunFacts) -> BriefTable | None:
    """Of each dimension the lowest, the median and the best points."""
    rows = []
    for branch in facts.then.opened.rubric.rubric.branches:
        found = sorted(_points(facts, branch))
        if found:
            title = ("\u3000" if branch.parent else "") + branch.title[facts.language]
            role = facts.then.opened.rubric.rubric.branch_role(branch)
            figures = (str(found[0]), _median(found), str(found[-1]), plain(facts.whole(branch)))
            row = tuple(signed(text, role) for text in figures)
            rows.append((branch.code, title, *row))
    if not rows:
        return None
    heads = (
        (facts.phrase("code"), 16.0, False),
        (facts.phrase("dimension"), 74.0, False),
        (_brief(facts, "lowest"), 20.0, True),
        (_brief(facts, "median"), 20.0, True),
        (_brief(facts, "best"), 20.0, True),
        (facts.phrase("full"), 20.0, True),
    )
    return BriefTable(heads, tuple(rows), frozenset(at for at, row in enumerate(rows) if not row[1].startswith("\u3000")))


def _points(facts: RunFacts, branch: Branch) -> Iterator[Decimal]:
    for one in facts.graded():
        points = one.scored.score.branches.get(branch.code)
        if points is not None:
            yield points


def _median(found: list[Decimal]) -> str:
    middle = len(found) // 2
    if len(found) % 2:
        return str(found[middle])
    both = from_decimal(found[middle - 1]).plus(from_decimal(found[middle])).over(Ratio(2, 1))
    return str(rounded(both, 2, RoundingMode.HALF_AWAY))


def _both(facts: RunFacts) -> ScatterFacts | None:
    """The first two dimensions against each other; nothing where the rubric has not two."""
    rubric = facts.then.opened.rubric.rubric
    tops = [branch for branch in facts.tops() if rubric.branch_role(branch) is Role.BASE and facts.whole(branch) > 0]
    if len(tops) < 2:
        return None
    across, upwards = tops[:2]
    grades = facts.grades()
    dots = tuple(
        Dot(x, y, grades.index(one.outcome.grade), "" if (words := rank_words(facts, one)) == NOTHING else words)
        for one in facts.graded()
        for x, y in [(facts.share(one.scored, across.code), facts.share(one.scored, upwards.code))]
    )
    return ScatterFacts(
        across=_brief(facts, "across", code=across.code, title=across.title[facts.language]),
        upwards=_brief(facts, "upwards", code=upwards.code, title=upwards.title[facts.language]),
        dots=dots,
        shapes=grades,
    )
