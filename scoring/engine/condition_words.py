"""Verdicts on recognition conditions in words: what was found, what is asked, how much is missing, and why it is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.definitions.compiled_conditions import CompiledConditions
from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.conditions import Bound
from scoring.definitions.rubric import RoundingMode
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.engine.conditions import JudgedCondition, JudgedConditions, JudgedGroup, Outcome, Why
from scoring.engine.exact import Ratio, from_decimal, ratio, rounded
from scoring.engine.gap import Gap
from scoring.engine.wording import DEEP, amount, lack_words, measure_words, plain, rows_words
from scoring.messages import say


def outcome_words(outcome: Outcome, language: str) -> str:
    """符合, 不符合 or 未知."""
    return say(f"conditions.outcome.{outcome.value}", {}, language)


def title_words(judged: JudgedConditions, language: str) -> str:
    """The document, what it is worth, and the verdict; 不适用 where it is not meant for such a carrier."""
    document = judged.compiled.document
    remarks = [words[language] for words in (document.status, document.superseded_by) if words.zh]
    facts = {"title": document.title[language], "remarks": remarks, "outcome": outcome_words(judged.outcome, language)}
    code = {Outcome.MET: "title", Outcome.NOT_MET: "title_not_for_it", Outcome.UNKNOWN: "title_perhaps_for_it"}[judged.applies]
    return say(f"conditions.{code}", facts, language)


def group_words(judged: JudgedGroup, language: str) -> str:
    """The group, its rule, its verdict and how many conditions came to what."""
    facts: dict[str, object] = {outcome.value: judged.count(outcome) for outcome in Outcome}
    facts |= {
        "label": judged.group.label[language],
        "needs": judged.group.needed,
        "whole": len(judged.conditions),
        "outcome": outcome_words(judged.outcome, language),
    }
    return say("conditions.group_some" if judged.group.needs else "conditions.group_all", facts, language)


def condition_words(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> str:
    """One condition with everything there is to say about it, in one line."""
    facts = {
        "outcome": outcome_words(judged.outcome, language),
        "label": judged.condition.label[language],
        "parts": ("；" if language == "zh" else "; ").join(_parts(judged, compiled, language)),
    }
    return say("conditions.condition" if facts["parts"] else "conditions.condition_bare", facts, language)


def found_words(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> str:
    """What was measured, with numerator and denominator; empty where nothing was."""
    if judged.measured is None:
        return ""
    return measure_words(compiled.measures[judged.condition.measure], judged.measured, language)


def asked_words(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> str:
    """不低于 10000 ㎡, after relief; a statement read aloud; that one alternative is enough. Empty where it is not known."""
    condition = judged.condition
    if condition.holds:
        return read(compiled.statements[condition.holds], TONGUES[language])
    if condition.any_of:
        return say("conditions.any_of", {}, language)
    if judged.threshold is None:
        return ""
    return _bound(compiled.thresholds[condition.key].bound, judged.threshold, compiled.measures[condition.measure], language)


def relief_words(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> str:
    """That the threshold was lowered, or that nobody knows; empty where there is no relief to be had."""
    if judged.condition.relief is None or judged.relieved is False:
        return ""
    threshold, measure = compiled.thresholds[judged.condition.key], compiled.measures[judged.condition.measure]
    full = ratio(threshold.number.numerator, threshold.number.denominator)
    facts = {"full": _bound(threshold.bound, full, measure, language), "factor": threshold.factor.text}
    return say("conditions.relieved" if judged.relieved else "conditions.relief_open", facts, language)


def gap_words(gap: Gap, compiled: CompiledMeasure, language: str) -> str:
    """还差 3 家; 还差 1.5 个百分点; 超出 20 万元."""
    if not gap.amount.numerator:
        return say("conditions.gap.equal", {}, language)
    if gap.rows:
        words = amount(gap.amount, compiled.rows.table.counted_in, language)
    else:
        words = _difference(gap.amount, compiled, language)
    direction = "exceeding" if gap.too_much else "lacking_strictly" if gap.strict else "lacking"
    return say(f"conditions.gap.{direction}", {"amount": words}, language)


def why_words(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> str:
    """Why the verdict is unknown; empty where it is not, or its alternatives say."""
    if judged.why is None:
        return ""
    measured = judged.measured
    if judged.why is Why.NO_RESULT and measured is not None and measured.lack is not None:
        return lack_words(compiled.measures[judged.condition.measure], measured, language)
    rows = rows_words(compiled.measures[judged.condition.measure], measured.unknown, language) if measured else ""
    return say(f"conditions.why.{judged.why.value}", {"rows": rows}, language)


def _parts(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> Iterator[str]:
    condition = judged.condition
    if found := found_words(judged, compiled, language):
        yield found
    if asked := asked_words(judged, compiled, language):
        yield say("conditions.asked", {"bound": asked}, language)
    if relief := relief_words(judged, compiled, language):
        yield relief
    if judged.gap is not None:
        yield gap_words(judged.gap, compiled.measures[condition.measure], language)
    if why := why_words(judged, compiled, language):
        yield why
    if judged.provisional and judged.measured is not None:
        rows = rows_words(compiled.measures[condition.measure], judged.measured.unknown, language)
        yield say("engine.unknown_rows", {"rows": rows}, language)
    if condition.note.zh:
        yield say("conditions.note", {"note": condition.note[language]}, language)
    if condition.basis:
        yield say("conditions.basis", {"basis": condition.basis}, language)


def _bound(bound: Bound, threshold: Ratio, compiled: CompiledMeasure, language: str) -> str:
    words = amount(threshold, compiled.measure.unit, language, money=compiled.type.money)
    return say(f"conditions.bound.{bound.value}", {"threshold": words}, language)


def _difference(value: Ratio, compiled: CompiledMeasure, language: str) -> str:
    """In the measure's unit, per cent as percentage points, and 约 before what does not end after six decimals."""
    if compiled.measure.unit.zh != "%":
        shown = amount(value, compiled.measure.unit, language, money=compiled.type.money)
        return shown if compiled.type.money else _about(value, shown, language)
    points = value.times(Ratio(100, 1))
    number = plain(rounded(points, DEEP, RoundingMode.HALF_AWAY))
    return _about(points, say("conditions.gap.points", {"number": number}, language), language)


def _about(value: Ratio, shown: str, language: str) -> str:
    ends = from_decimal(rounded(value, DEEP, RoundingMode.HALF_AWAY)).compare(value) == 0
    return shown if ends else say("conditions.gap.about", {"amount": shown}, language)
