"""优胜劣汰: what the grades of several years propose for each carrier, by the rubric's rules. Proposed only; people decide.

A year nobody knows of is unknown: then a rule says so and names the year, unless the known years settle it either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.definitions.grading import Proposes, YearsRule
from scoring.engine.grade_words import years_words
from scoring.messages import say
from scoring.services.earlier import EarlierGrade, all_earlier
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound
from scoring.store.earlier import Standing
from scoring.store.runs import Run


class Met(StrEnum):
    """Whether a rule over years is met."""

    PROPOSED = "proposed"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class YearStood:
    """One year of a rule's span: ``words`` what it came to; ``counts``: None where nobody knows."""

    year: int
    words: str
    counts: bool | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One rule for one carrier. ``years`` from the round's own backwards; ``missing`` are those that would have to be known."""

    uscc: str
    name: str
    key: str
    label: str
    rule: str
    basis: str
    proposes: Proposes
    met: Met
    years: tuple[YearStood, ...]
    missing: tuple[int, ...]
    language: str

    @property
    def words(self) -> str:
        """建议取消资格；未知：缺 2024 年度的结果"""
        if self.met is Met.UNKNOWN:
            facts = {"years": [str(year) for year in self.missing], "proposes": self.proposes_words}
            return say("standing.unknown", facts, self.language)
        return self.proposes_words if self.met is Met.PROPOSED else say("standing.not_met", {}, self.language)

    @property
    def proposes_words(self) -> str:
        """建议取消资格"""
        return say(f"standing.{self.proposes.value}", {}, self.language)

    @property
    def history(self) -> str:
        """2026 不合格、2025 未参评、2024 未知"""
        told = [say("standing.year", {"year": one.year, "words": one.words}, self.language) for one in self.years]
        return ("、" if self.language == "zh" else ", ").join(told)

    def document(self) -> dict[str, object]:
        """As JSON."""
        return {
            "uscc": self.uscc,
            "name": self.name,
            "rule": self.key,
            "label": self.label,
            "says": self.rule,
            "basis": self.basis,
            "proposes": self.proposes.value,
            "met": self.met.value,
            "years": [{"year": one.year, "words": one.words, "counts": one.counts} for one in self.years],
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class _Year:
    standing: Standing
    grade: str = ""


NOBODY_KNOWS = _Year(Standing.UNKNOWN)


def proposals(opened: OpenRound, run: Run, language: str = "zh") -> tuple[Proposal, ...]:
    """Every rule for everybody on the list, by the grades that stand in a sealed run and the years before.

    In the order of the list and the rubric. Who handed nothing in did not take part this year. Empty for a rubric without
    such rules.
    """
    if not opened.rubric.rubric.over_years:
        return ()
    now = {one.uscc: _Year(Standing.ABSENT) for one in opened.participants()}
    for one in outcomes(opened, run):
        now[one.result.uscc] = _Year(Standing.GRADED, one.grade) if one.grade else _Year(Standing.UNGRADED)
    return tuple(_everybody(opened, now, language))


def _everybody(opened: OpenRound, now: Mapping[str, _Year], language: str) -> Iterator[Proposal]:
    earlier = all_earlier(opened)
    for carrier in opened.participants():
        known = {year: _year(one) for year, one in earlier.get(carrier.uscc, {}).items()}
        known[opened.round.assessment_year] = now.get(carrier.uscc, NOBODY_KNOWS)
        for rule in opened.rubric.rubric.over_years:
            yield _judged(opened, rule, known, carrier.uscc, carrier.name, language)


def _year(one: EarlierGrade) -> _Year:
    return _Year(one.standing, one.grade)


def _judged(opened: OpenRound, rule: YearsRule, known: Mapping[int, _Year], uscc: str, name: str, language: str) -> Proposal:
    own = opened.round.assessment_year
    grades = {level.name.zh for level in opened.rubric.rubric.grades}
    span = range(own, own - max(rule.within, rule.years), -1)
    stood = tuple(_stood(opened, rule, year, known.get(year, NOBODY_KNOWS), grades, language) for year in span)
    met, missing = judge(rule, stood)
    return Proposal(
        uscc=uscc,
        name=name,
        key=rule.key,
        label=rule.label[language],
        rule=years_words(rule, language),
        basis=rule.basis,
        proposes=rule.proposes,
        met=met,
        years=stood,
        missing=missing,
        language=language,
    )


def judge(rule: YearsRule, stood: tuple[YearStood, ...]) -> tuple[Met, tuple[int, ...]]:
    """Enough years that count: proposed; too few even if every unknown one counted: not met; else unknown, and which are."""
    counted = sum(one.counts is True for one in stood)
    missing = tuple(one.year for one in stood if one.counts is None)
    if counted >= rule.years:
        return Met.PROPOSED, ()
    if counted + len(missing) < rule.years:
        return Met.NOT_MET, ()
    return Met.UNKNOWN, missing


def _stood(opened: OpenRound, rule: YearsRule, year: int, one: _Year, grades: set[str], language: str) -> YearStood:
    match one.standing:
        case Standing.UNKNOWN:
            return YearStood(year, say("earlier.standing.unknown", {}, language), None)
        case Standing.ABSENT:
            return YearStood(year, say("earlier.standing.absent", {}, language), rule.absent)
        case Standing.UNGRADED:
            return YearStood(year, say("earlier.standing.ungraded", {}, language), counts=False)
        case Standing.GRADED if one.grade in rule.grades:
            return YearStood(year, _grade_words(opened, one.grade, language), counts=True)
        case Standing.GRADED if one.grade in grades:
            return YearStood(year, _grade_words(opened, one.grade, language), counts=False)
    words = say("standing.foreign", {"grade": one.grade}, language)
    return YearStood(year, words, None)  # a word of another rubric: whether it is as bad, nobody here knows


def _grade_words(opened: OpenRound, grade: str, language: str) -> str:
    levels = {level.name.zh: level.name[language] for level in opened.rubric.rubric.grades}
    return levels.get(grade, grade)
