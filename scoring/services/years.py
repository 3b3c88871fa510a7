"""A carrier beside itself a year before: only indicators that have the same code and measure the same thing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Unit
from scoring.definitions.rubric import MeasureKind
from scoring.definitions.tree import names
from scoring.engine.measure import Measured
from scoring.engine.wording import signed, value_apart
from scoring.messages import say
from scoring.services.lines import documents, opened_of, score_of
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound
from scoring.services.showing_scores import change_words, run_words
from scoring.store import definitions, rounds, runs
from scoring.store.rounds import Round
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class YearRow:
    """One indicator now and then, as printed; ``note`` says why it is not compared. ``change_key`` for sorting."""

    code: str
    title: str
    now: str
    then: str
    change: str
    change_key: Decimal | None
    value_now: str
    value_then: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class YearShown:
    """``words`` say what is compared, or why nothing is; then all else is empty. ``then`` and ``now``: total and grade."""

    words: str
    run: str = ""
    now: str = ""
    then: str = ""
    change: str = ""
    rows: tuple[YearRow, ...] = ()


def year_before(opened: OpenRound, scored: Scored, language: str) -> YearShown:
    """Against the youngest sealed run of the latest year before that has one, of the same kind of carriers."""
    found = _run_before(opened)
    if found is None:
        return YearShown(say("scores.no_past", {}, language))
    round_, run = found
    texts = documents(opened.store, run)
    document = next((each for _, each in texts if each["carrier"] == scored.carrier.uscc), None)
    year = {"year": round_.assessment_year}
    if document is None:
        return YearShown(say("scores.not_then", year, language))
    before = opened_of(opened.store, run)
    same = json.loads(run.receipt)["rubric"] == opened.round.rubric
    then = score_of(document)
    change, _ = change_words(scored.score.total, then.total)
    both = scored.score.scored and then.scored
    levels = {level.name.zh: level.name[language] for level in before.rubric.rubric.grades}
    grade = scored.grade.level.name[language] if scored.grade else ""
    return YearShown(
        words=say("scores.past_same" if same else "scores.past_other", year, language),
        run=run_words(before, run, language),
        now=f"{scored.score.total} {grade}".strip() if scored.score.scored else "—",
        then=f"{then.total} {levels.get(document['grade'], '')}".strip() if then.scored else "—",
        change=change if both else "",
        rows=tuple(_row(opened, before, scored, document, one.code, language) for one in opened.rubric.rubric.indicators),
    )


def _run_before(opened: OpenRound) -> tuple[Round, Run] | None:
    """The latest year before this one that has a sealed run of the same kind."""
    own = opened.round
    earlier = [one for one in rounds.all_rounds(opened.store) if one.assessment_year < own.assessment_year]
    for one in sorted(earlier, key=lambda each: each.assessment_year, reverse=True):
        sealed = runs.of_round(opened.store, one.id)
        if sealed and is_same_kind(opened, one):
            return one, sealed[-1]
    return None


def is_same_kind(opened: OpenRound, other: Round) -> bool:
    """Whether another year's round is of the same carriers: by the district's own name of the kind; where one has none, by the form."""
    if opened.round.kind and other.kind:
        return opened.round.kind == other.kind
    return definitions.form(opened.store, other.form).key == opened.form.form.key


def _row(opened: OpenRound, before: OpenRound, scored: Scored, document: dict[str, object], code: str, language: str) -> YearRow:
    rubric, old = opened.rubric, before.rubric
    indicator = rubric.rubric.indicator(code)
    role = rubric.rubric.role(indicator)
    own = scored.score.indicator(code)
    title = indicator.title[language]
    now = signed("—" if own.points is None else str(own.points), role)
    compiled = rubric.measures[indicator.measure]
    value_now, unit = value_apart(compiled, own.measured, language)
    heading = unit.many(language)
    if code not in {one.code for one in old.rubric.indicators}:
        return YearRow(code, title, now, "", "", None, value_now, "", heading, say("scores.not_there", {}, language))
    if not same_measure(rubric, old, code):
        return YearRow(code, title, now, "", "", None, value_now, "", heading, say("scores.other_measure", {}, language))
    then = score_of(document).indicator(code)
    change, key = ("", None)
    if own.points is not None and then.points is not None:
        change, key = change_words(own.points, then.points)
    value_then, unit_then = _value_then(compiled, old.measures[old.rubric.indicator(code).measure], then.measured, language)
    return YearRow(
        code=code,
        title=title,
        now=now,
        then=signed("—" if then.points is None else str(then.points), role),
        change=change,
        change_key=key,
        value_now=value_now,
        value_then=value_then,
        unit=heading or unit_then.many(language),
        note="",
    )


def _value_then(now: CompiledMeasure, then: CompiledMeasure, measured: Measured, language: str) -> tuple[str, Unit]:
    """In this year's unit, under which both values stand; an answer is one of the form of its year."""
    return value_apart(then if then.measure.kind is MeasureKind.CATEGORY else now, measured, language)


def same_measure(now: CompiledRubric, then: CompiledRubric, code: str) -> bool:
    """Whether an indicator of two rubrics measures the same: measure, the measures it is made of, and the sets they run over."""
    return _spelling(now, now.rubric.indicator(code).measure) == _spelling(then, then.rubric.indicator(code).measure)


def _spelling(rubric: CompiledRubric, key: str) -> frozenset[object]:
    """Everything that defines a measure, without its words."""
    sets = {one.key: one for one in rubric.rubric.sets}
    found: set[object] = set()
    waiting, seen = [key], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        compiled = rubric.measures[name]
        one = compiled.measure
        found.add(
            (one.key, one.kind, one.over, one.where, one.value, one.numerator, one.denominator, one.by, one.formula, one.of)
        )
        found.add((one.key, one.base, one.min_rows, one.drop_from, one.round_to, one.round_mode, compiled.type.money))
        above = one.over
        while above in sets:
            found.add((above, sets[above].table, sets[above].of, sets[above].where))
            above = sets[above].of
        waiting += names(compiled.formula) if compiled.formula is not None else (one.of,) if one.of else ()
    return frozenset(found)
