"""The grade rule in words: bounds, vetoes, limits, minimums, lifts, quotas, ties, rules over years, and what a step did."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.definitions.compiled_grading import TOTAL, Ruled
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Minimum, Quota, QuotaBy, YearsRule
from scoring.definitions.rubric import Rubric
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.definitions.tree import Tree
from scoring.engine.grade import Step
from scoring.engine.wording import listed, plain
from scoring.messages import say

Rule = Ruled


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
    """优秀：80 分起; 未评为优秀：不设分数线，按得分评不到，只由规则列入"""
    if level.at_least is None:
        words = say("engine.grade.level_by_rule", {"name": level.name[language]}, language)
    else:
        words = say("engine.grade.level", {"name": level.name[language], "bound": plain(level.at_least)}, language)
    return certificate_words(words, level.certificate, language) or words


def bound_words(level: GradeLevel, language: str) -> str:
    """Where a grade begins: 80, or that no points reach it."""
    return no_bound_words(language) if level.at_least is None else plain(level.at_least)


def no_bound_words(language: str) -> str:
    """不设，只由规则列入"""
    return say("engine.grade.no_bound", {}, language)


def certificate_words(level: str, earns: bool | None, language: str) -> str:
    """优秀，发证书; nothing where the rubric does not say."""
    if earns is None:
        return ""
    return say("engine.grade.earns" if earns else "engine.grade.earns_none", {"level": level}, language)


def lowest_words(rubric: Rubric, language: str) -> str:
    """What a total below every bound gets."""
    return say("engine.grade.lowest", {"grade": rubric.grades[-1].name[language]}, language)


def rules(rubric: CompiledRubric) -> Iterator[tuple[Step, Rule, Tree]]:
    """Vetoes, limits, minimums and lifts with their conditions, in the order in which they are applied."""
    grading = rubric.grading
    yield from ((Step.VETO, rule, when) for rule, when in grading.vetoes)
    yield from ((Step.LIMIT, rule, when) for rule, when in grading.limits)
    yield from ((Step.MINIMUM, rule, when) for rule, when in grading.minimums)
    yield from ((Step.LIFT, rule, when) for rule, when in grading.lifts)


def rule_effect_words(rubric: Rubric, step: Step, rule: Rule, language: str) -> str:
    """查实提供虚假数据：定为不合格"""
    words = step_words(step, {"rule": rule.label[language], "grade": grade_name(rubric, grade_of(rule))[language]}, language)
    if isinstance(rule, Lift) and rule.exempt:
        return say("engine.step_words.exempts", {"words": words}, language)
    return words


def grade_of(rule: Rule) -> str:
    """The grade a rule leads to."""
    return rule.best if isinstance(rule, Limit | Minimum) else rule.grade


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
    if quota.by is QuotaBy.RANKS:
        parts.append(say("engine.grade.quota_by_ranks", {}, language))
    return listed(parts, language)


def group_label(rubric: CompiledRubric, language: str) -> str:
    """What the field that makes groups for quotas is called."""
    return rubric.form.table(rubric.form.record).field(rubric.rubric.quotas_by).label[language]


def group_name(rubric: CompiledRubric, answer: str, language: str) -> str:
    """An answer that makes a group, as it is read."""
    form = rubric.form
    field = form.table(form.record).field(rubric.rubric.quotas_by)
    return next((one[language] for one in form.choices(field) if one.code == answer), answer)


def groups_words(rubric: CompiledRubric, language: str) -> str:
    """That quotas are counted within groups."""
    field = TONGUES[language].label.format(group_label(rubric, language))
    return say("engine.grade.quota_group", {"field": field}, language)


def minimums_words(language: str) -> str:
    """Where minimums stand among the rules."""
    return say("engine.grade.minimums", {}, language)


def near_words(rubric: Rubric, language: str) -> str:
    """Who else is on the border list; only for a rubric that names points."""
    assert rubric.border_within is not None
    return say("engine.grade.border_within", {"points": plain(rubric.border_within)}, language)


def years_words(rule: YearsRule, language: str) -> str:
    """连续 2 个年度（含本年度）为不合格或未参评：建议取消资格"""
    grades = ("、" if language == "zh" else ", ").join(rule.grades)
    what = "absent" if not rule.grades else "or_absent" if rule.absent else "grades"
    facts = {"years": rule.years, "within": rule.within, "what": say(f"engine.years.{what}", {"grades": grades}, language)}
    span = "within" if rule.within > rule.years else "this_year" if rule.years == 1 else "on_end"
    return say(f"engine.years.{rule.proposes.value}", {"when": say(f"engine.years.{span}", facts, language)}, language)


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
