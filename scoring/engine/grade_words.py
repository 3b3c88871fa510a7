"""The grade rule in words: bounds, 一票否决, 评优限制, 直接定级, 比例限制 and ties, and what a step of it did to a carrier."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.definitions.compiled_grading import TOTAL
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Quota, Veto
from scoring.definitions.rubric import Rubric
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.definitions.tree import Tree
from scoring.engine.grade import Step
from scoring.engine.wording import listed, plain
from scoring.messages import say

Rule = Veto | Limit | Lift


def step_label(step: Step, language: str) -> str:
    """一票否决"""
    return say(f"engine.step.{step.value}", {}, language)


def step_words(step: Step, facts: dict[str, object], language: str) -> str:
    """What a step of the grade rule does; of a rule by its own words: 查实提供虚假数据：定为不合格"""
    return say(f"engine.step_words.{step.value}", facts, language)


def places_words(language: str) -> str:
    """How the places of the quotas are taken."""
    return say("engine.grade.places", {}, language)


def border_words(language: str) -> str:
    """What the border list (临界名单) is."""
    return say("engine.grade.border", {}, language)


def level_words(level: GradeLevel, language: str) -> str:
    """优秀：80 分起"""
    words = say("engine.grade.level", {"name": level.name[language], "bound": plain(level.at_least)}, language)
    if level.certificate is None:
        return words
    return say("engine.grade.earns" if level.certificate else "engine.grade.earns_none", {"level": words}, language)


def lowest_words(rubric: Rubric, language: str) -> str:
    """What a total below every bound gets."""
    return say("engine.grade.lowest", {"grade": rubric.grades[-1].name[language]}, language)


def rules(rubric: CompiledRubric) -> Iterator[tuple[Step, Rule, Tree]]:
    """Vetoes, limits and lifts with their conditions, in the order in which they are applied."""
    grading = rubric.grading
    yield from ((Step.VETO, rule, when) for rule, when in grading.vetoes)
    yield from ((Step.LIMIT, rule, when) for rule, when in grading.limits)
    yield from ((Step.LIFT, rule, when) for rule, when in grading.lifts)


def rule_effect_words(rubric: Rubric, step: Step, rule: Rule, language: str) -> str:
    """查实提供虚假数据：定为不合格"""
    return step_words(step, {"rule": rule.label[language], "grade": grade_name(rubric, grade_of(rule))[language]}, language)


def grade_of(rule: Rule) -> str:
    """The grade a rule leads to."""
    return rule.best if isinstance(rule, Limit) else rule.grade


def condition_words(when: Tree, language: str) -> str:
    """The condition of a rule, read aloud."""
    return read(when, TONGUES[language])


def conditions_digits_words(rubric: CompiledRubric, language: str) -> str:
    """With how many decimals conditions look at points."""
    return say("engine.grade.digits", {"decimals": rubric.grading.figures[TOTAL].decimals}, language)


def quota_words(rubric: Rubric, quota: Quota, language: str) -> str:
    """优秀及以上最多为参评家数的 20%，只舍不入，不少于 1 个"""
    facts = {"grade": grade_name(rubric, quota.grade)[language], "share": literal(quota.share, TONGUES[language])}
    parts = [say("engine.grade.quota", facts, language), say(f"engine.quota_rounding.{quota.rounding.value}", {}, language)]
    if quota.at_least:
        parts.append(say("engine.grade.quota_at_least", {"places": quota.at_least}, language))
    return listed(parts, language)


def ties_words(rubric: Rubric, language: str) -> str:
    """What tells equal totals apart."""
    if not rubric.ties:
        return say("engine.grade.no_ties", {}, language)
    return say("engine.grade.ties", {"branches": rubric.ties}, language)


def order_words(language: str) -> str:
    """In which order the steps come, and what an unknown does."""
    return say("engine.grade.order", {}, language)


def grade_name(rubric: Rubric, name: str) -> Words:
    """A grade in both languages by its Chinese name, which is how rules name it."""
    return next(grade.name for grade in rubric.grades if grade.name.zh == name)
