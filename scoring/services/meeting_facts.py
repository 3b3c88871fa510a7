"""上会材料: a page for the meeting, and a page for each carrier. Internal: it names the peers, the border list and what is unsettled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.definitions.form import NO_UNIT
from scoring.engine.capitals import capitals
from scoring.engine.grade import Step
from scoring.engine.grade_words import Rule, group_name, step_label
from scoring.engine.places import Places, quota_places
from scoring.engine.support_words import money_words
from scoring.engine.wording import amount
from scoring.messages import say
from scoring.papers.brief import BriefFacts, BriefPage, BriefPart, BriefPicture, BriefSection, BriefTable, brief_pdf
from scoring.papers.facts import ComparisonFacts, MeterFacts
from scoring.services.border import border_list
from scoring.services.comparing import Among, among
from scoring.services.days import CHINA
from scoring.services.deciding import Decided
from scoring.services.document_facts import NOTHING, RunFacts, Standing, run_facts
from scoring.services.quiet import quiet_collector
from scoring.services.receipts import receipt_number
from scoring.services.report_peers import comparison_facts
from scoring.services.rounds import OpenRound
from scoring.services.standing_years import Met, proposals
from scoring.store import support_results
from scoring.store.runs import Run

DECIDING = (Step.VETO, Step.LIMIT, Step.MINIMUM, Step.LIFT)


@dataclass(frozen=True, slots=True)
class _Told:
    """The run's facts and the words of this paper."""

    facts: RunFacts

    def brief(self, code: str, /, **facts: object) -> str:
        return say(f"documents.brief.{code}", facts, self.facts.language)


def meeting_bytes(opened: OpenRound, run: Run, language: str) -> bytes:
    """The whole paper, the same bytes every time in one build. Raises Refusal for a missing glyph."""
    with quiet_collector(), run_facts(opened, run, language) as facts:
        told = _Told(facts)
        beside = among(facts.then)
        pages = [_meeting(told), *(_carrier(told, one, beside) for one in _everybody(facts))]
        return brief_pdf(brief_of(facts, _title(told), tuple(pages)))


def brief_of(facts: RunFacts, title: str, pages: tuple[BriefPage, ...]) -> BriefFacts:
    """What such a paper says of itself."""
    told, language = _Told(facts), facts.language
    own = facts.of_round()
    return BriefFacts(
        language=language,
        name=title,
        author=own["district"],
        status=facts.then.opened.rubric.rubric.status[language],
        head=told.brief("head", district=own["district"], title=title),
        foot=told.brief("foot", receipt=receipt_number(facts.run.receipt_hash, facts.then.opened.round.assessment_year)),
        created=facts.run.sealed_at.astimezone(CHINA),
        pages=pages,
    )


def _title(told: _Told) -> str:
    own = told.facts.of_round()
    return told.brief("meeting_title", year=own["year"], kind=own["carriers_kind"])


def _everybody(facts: RunFacts) -> Sequence[Standing]:
    """Those with a grade, the best first, then the others."""
    graded = facts.graded()
    return (*graded, *(one for one in facts.standings if one not in graded))


# For the meeting ------------------------------------------------------------------------------------------------------


def _meeting(told: _Told) -> BriefPage:
    facts, own = told.facts, told.facts.of_round()
    sections = [
        BriefSection(told.brief("counts"), (counts_table(facts),)),
        BriefSection(told.brief("quotas"), tuple(quota_lines(facts)) or (told.brief("no_quotas"),)),
        BriefSection(told.brief("border"), _border(told)),
        BriefSection(told.brief("rules"), _rules(told), aside=True),
        *_years(told),
        BriefSection(told.brief("decisions"), (*_overrides(told), *_decisions(told), *_support(told))),
        BriefSection(told.brief("without"), without_grade(facts), aside=True),
    ]
    return BriefPage(
        title=_title(told),
        overline=told.brief("overline", district=own["district"], year=own["year"]),
        subtitle=told.brief("meeting_subtitle", sealed=own["sealed_on"], receipt=own["receipt"]),
        sections=tuple(sections),
        cautions=(told.brief("internal"),),
        annex=(told.brief("annex"), told.brief("to_annex")),
    )


def counts_table(facts: RunFacts) -> BriefTable:
    """Grade, how many, and which share of those with a grade; beside it what the rubric gave before decisions."""
    told = _Told(facts)
    whole = len(facts.graded())
    computed = {grade: sum(1 for one in facts.graded() if one.outcome.computed == grade) for grade in facts.grades()}
    heads = ((told.brief("grade"), 50.0, False), (told.brief("count"), 30.0, True), (told.brief("share"), 30.0, True))
    rows = [(grade, str(count), share_words(count, whole), str(computed[grade])) for grade, count in facts.counts()]
    total = (told.brief("sum"), str(whole), share_words(whole, whole), str(sum(computed.values())))
    return BriefTable((*heads, (told.brief("computed"), 60.0, True)), (*rows, total), frozenset({len(rows)}))


def share_words(count: int, whole: int) -> str:
    """33.3%, by whole numbers; half away from zero."""
    if not whole:
        return NOTHING
    tenths = (2000 * count + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def quota_lines(facts: RunFacts) -> Iterator[str]:
    """The arithmetic of every quota, group by group: 优秀不超过 7 个：20% × 36 家 ＝ 7.2 …"""
    rubric, language = facts.then.opened.rubric, facts.language
    for group, of in _groups(facts).items():
        named = "" if group is None else say("documents.brief.in_group", {"group": group_name(rubric, group, language)}, language)
        for one in quota_places(rubric, of, known=group != ""):
            yield named + _quota_words(facts, one, of)


def _groups(facts: RunFacts) -> Mapping[str | None, int]:
    """Within which quotas are counted → of how many; None: all together."""
    grades = [one.scored.grade for one in facts.standings if one.scored.grade]
    found = {one.group.name: one.group.of for one in grades if one.group}
    return dict(sorted(found.items())) or {None: max((one.of for one in grades), default=0)}


def _quota_words(facts: RunFacts, one: Places, of: int) -> str:
    language = facts.language
    names = {level.name.zh: level.name[language] for level in facts.then.opened.rubric.rubric.grades}
    down_to = list(names.values())[: list(names).index(one.quota.grade) + 1]
    words = {
        "grades": say("services.report.grade_join", {}, language).join(down_to),
        "places": one.places,
        "share": one.quota.share,
        "of": of,
        "exact": amount(one.exact, NO_UNIT, language),
        "rounding": say(f"engine.quota_rounding.{one.quota.rounding.value}", {}, language),
        "least": one.quota.at_least,
    }
    return say("services.report.places", words, language)


def _border(told: _Told) -> tuple[BriefPart, ...]:
    """Those tied at the edge of a quota, and those close to a cut: the meeting looks at them."""
    facts = told.facts
    found = border_list(facts.then.opened, (one.scored for one in facts.graded()), facts.language)
    if not found:
        return (told.brief("no_border"),)
    heads = (
        (told.brief("rank"), 16.0, True),
        (facts.phrase("carrier_name"), 58.0, False),
        (facts.phrase("points"), 20.0, True),
        (told.brief("grade"), 22.0, False),
        (told.brief("reason"), 54.0, False),
    )
    join = say("services.report.rule_join", {}, facts.language)
    rows = tuple((str(one.rank), one.name, one.total, one.grade, join.join(one.reasons)) for one in found)
    return (told.brief("border_about"), BriefTable(heads, rows))


def ranking_table(facts: RunFacts, standings: Sequence[Standing]) -> BriefTable:
    """Rank, name, points, grade; what is provisional is marked."""
    told = _Told(facts)
    heads = ((told.brief("rank"), 16.0, True), (facts.phrase("carrier_name"), 92.0, False), (facts.phrase("points"), 30.0, True))
    rows = []
    for one in standings:
        mark = told.brief("provisional") if one.scored.provisional else ""
        points = str(one.scored.score.total) if one.scored.score.scored else NOTHING
        rows.append((rank_words(facts, one), one.name, f"{points}{mark}", one.outcome.grade or facts.no_grade(one)))
    return BriefTable((*heads, (told.brief("grade"), 32.0, False)), tuple(rows))


def rank_words(facts: RunFacts, one: Standing) -> str:
    """The rank; of one that is exempt that it is."""
    if one.scored.grade is not None and one.scored.grade.exempt:
        return say("scores.exempt", {}, facts.language)
    return str(one.outcome.result.rank or NOTHING)


def _rules(told: _Told) -> tuple[BriefPart, ...]:
    """一票否决, 评优限制 and 直接定级 that took effect, carrier by carrier."""
    facts = told.facts
    labels = _rule_labels(facts)
    names = {level.name.zh: level.name[facts.language] for level in facts.then.opened.rubric.rubric.grades}
    rows = [
        (step_label(step.step, facts.language), one.name, labels.get(step.rule, step.rule), names[step.grade])
        for one in facts.standings
        if one.scored.grade
        for step in one.scored.grade.steps
        if step.step in DECIDING
    ]
    if not rows:
        return (told.brief("no_rules"),)
    heads = ((facts.phrase("step"), 24.0, False), (facts.phrase("carrier_name"), 66.0, False), (told.brief("rule"), 56.0, False))
    return (BriefTable((*heads, (told.brief("grade_after"), 24.0, False)), tuple(rows)),)


def _rule_labels(facts: RunFacts) -> dict[str, str]:
    rubric = facts.then.opened.rubric.rubric
    rules: list[Rule] = [*rubric.vetoes, *rubric.limits, *rubric.minimums, *rubric.lifts]
    return {rule.key: rule.label[facts.language] for rule in rules}


def _overrides(told: _Told) -> tuple[BriefPart, ...]:
    """Grades decided otherwise than the rubric has them, and those that wait for a second person."""
    facts = told.facts
    names = {level.name.zh: level.name[facts.language] for level in facts.then.opened.rubric.rubric.grades}
    rows = []
    for one in facts.standings:
        if one.outcome.changed:
            rows.append((one.name, one.outcome.computed, one.outcome.grade))
        elif (waiting := one.outcome.proposed) is not None:
            after = names.get(waiting.after, waiting.after)
            rows.append((one.name, one.outcome.computed, told.brief("waiting", grade=after)))
    if not rows:
        return (told.brief("no_overrides"),)
    heads = (
        (facts.phrase("carrier_name"), 90.0, False),
        (told.brief("computed"), 40.0, False),
        (told.brief("decided"), 40.0, False),
    )
    return (BriefTable(heads, tuple(rows)),)


def _decisions(told: _Told) -> tuple[BriefPart, ...]:
    """The resolution, and what was decided of single carriers: overrides with reasons, objections, rectifications."""
    facts = told.facts
    decided = Decided(facts.now, facts.run)
    lines = list(decided.words("", facts.language, internal=True))
    for one in facts.standings:
        own = [words for words in decided.words(one.uscc, facts.language, internal=True) if words not in lines]
        if own:
            lines.append(told.brief("of_carrier", carrier=one.name, words=told.brief("join").join(own)))
    return tuple(lines) or (told.brief("no_decisions"),)


def _support(told: _Told) -> tuple[BriefPart, ...]:
    """The amounts that were decided on this result, in sum."""
    facts = told.facts
    kept = support_results.latest(facts.now.store, facts.now.round.id)
    if kept is None or kept.run_id != facts.run.id:
        return (told.brief("no_support"),)
    document = json.loads(support_results.text_of(facts.now.store, kept.id))
    given = [one for one in document["carriers"] if one["after"]]
    amounts = {name: money_words(int(document[name]), facts.language) for name in ("total", "after")}
    spelt = {"capitals": capitals(int(document["after"])), "total_capitals": capitals(int(document["total"]))}
    return (told.brief("support_total", count=len(given), basis=kept.basis, **spelt, **amounts),)


def _years(told: _Told) -> Iterator[BriefSection]:
    """优胜劣汰: what the years propose, and where a year is missing to tell; nothing for a rubric without such rules."""
    facts = told.facts
    opened = facts.then.opened
    if not opened.rubric.rubric.over_years:
        return
    found = [one for one in proposals(opened, facts.run, facts.language) if one.met is not Met.NOT_MET]
    found.sort(key=lambda one: one.met is not Met.PROPOSED)
    rows = tuple((one.name, one.words, f"{one.history}\n{one.basis}".rstrip()) for one in found)
    heads = (
        (facts.phrase("carrier_name"), 60.0, False),
        (told.brief("proposed"), 54.0, False),
        (told.brief("years_and_basis"), 56.0, False),
    )
    yield BriefSection(told.brief("years"), (BriefTable(heads, rows),) if rows else (told.brief("no_years"),), aside=True)


def without_grade(facts: RunFacts) -> tuple[BriefPart, ...]:
    """Participants without a grade, with the reason."""
    told = _Told(facts)
    rows = tuple((carrier.name, why) for carrier, why in facts.absent())
    if not rows:
        return (told.brief("nobody_without"),)
    return (BriefTable(((facts.phrase("carrier_name"), 100.0, False), (facts.phrase("reason"), 70.0, False)), rows),)


# For each carrier -----------------------------------------------------------------------------------------------------


def _carrier(told: _Told, one: Standing, beside: Among) -> BriefPage:
    facts, own = told.facts, told.facts.of_carrier(one)
    rank = rank_words(facts, one)
    marks = [told.brief("provisional")] if one.scored.provisional else []
    panel = (
        (
            told.brief("grade"),
            own["grade"] or NOTHING,
            told.brief("computed_as", grade=own["computed"]) if own["decided"] else "、".join(marks),
        ),
        (facts.phrase("points"), own["points"], told.brief("of_maximum", maximum=own["maximum"])),
        (told.brief("rank"), rank, told.brief("rank_of", of=own["of"]) if own["rank"] else ""),
    )
    return BriefPage(
        title=one.name,
        overline=told.brief("overline", district=facts.then.opened.district, year=facts.of_round()["year"]),
        subtitle=told.brief("carrier_subtitle", uscc=one.uscc),
        sections=tuple(_carrier_sections(told, one, beside)),
        panel=panel,
        cautions=() if own["grade"] else (facts.no_grade(one),),
    )


def _carrier_sections(told: _Told, one: Standing, beside: Among) -> Iterator[BriefSection]:
    facts = told.facts
    compared = comparison_facts(facts.then.opened, one.scored, beside, facts.language)
    heads = (told.brief("own"), told.brief("median")) if compared.is_compared else (told.brief("own"),)
    meters = tuple(_meters(told, one, compared))
    if meters:
        yield BriefSection(told.brief("picture"), (BriefPicture(heads, meters),))
    steps = facts.steps(one)
    if steps:
        table = BriefTable(
            ((facts.phrase("step"), 34.0, False), (facts.phrase("outcome"), 136.0, False)),
            tuple((step.label, step.words) for step in steps),
        )
        yield BriefSection(told.brief("grading"), (table,))


def _meters(told: _Told, one: Standing, compared: ComparisonFacts) -> Iterator[MeterFacts]:
    """A bar for every branch: points of its maximum, beside the peers' median share."""
    known = {meter.code: meter for meter in (*compared.axes, *compared.meters)}
    for node in told.facts.dimensions(one.scored) if one.scored.score.scored else ():
        bare = known.get(node.code) or MeterFacts(
            code=node.code, label=node.label, own=told.facts.share(one.scored, node.code), own_words=""
        )
        points = told.brief("points_of", points=node.points, maximum=node.maximum)
        yield replace(bare, own_words=points, lead="", is_group=node.depth == 0)
