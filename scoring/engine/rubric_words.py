"""The rules of a rubric in words: who is scored and who takes part, the sets, missing results, the way up the tree, rounding."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.definitions.compiled_measures import CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric, points_decimals
from scoring.definitions.lowering import Parameters
from scoring.definitions.rubric import Branch, Combine, Indicator, MissingRule, RankBy, Role, Rubric
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.engine.wording import listed, plain, rounding_words
from scoring.messages import say

MEANS = (Combine.MEAN, Combine.GEOMETRIC)

# Who ------------------------------------------------------------------------------------------------------------------


def scored_words(rubric: CompiledRubric, language: str) -> str:
    """Who is scored at all."""
    needed = rubric.rubric.scored_only_with
    if not needed:
        return say("engine.rubric.scored_all", {}, language)
    return say("engine.rubric.scored_with", {"set": rubric.sets[needed].row_set.label[language]}, language)


def takes_part_words(rubric: CompiledRubric, language: str) -> str:
    """参评条件: who is graded and ranked."""
    if rubric.takes_part is None:
        return say("engine.rubric.takes_part_all", {}, language)
    label = rubric.rubric.takes_part_label[language]
    condition = read(rubric.takes_part, TONGUES[language])
    return say("engine.rubric.takes_part", {"condition": listed(filter(None, (label, condition)), language)}, language)


def peers_words(rubric: CompiledRubric, language: str) -> str:
    """Among whom peers are looked for."""
    by = rubric.rubric.peers_by
    if not by:
        return say("engine.rubric.peers_all", {}, language)
    field = rubric.form.table(rubric.form.record).field(by)
    return say("engine.rubric.peers_by", {"field": TONGUES[language].label.format(field.label[language])}, language)


def parameter_words(key: str, parameters: Parameters | None, language: str) -> str:
    """What a round lends to expressions: its value, or that the round will say."""
    if parameters is None:
        return say("engine.rubric.of_the_round", {}, language)
    value = parameters[key]
    return str(value) if key == "Y" else f"{value // 10_000:04d}-{value // 100 % 100:02d}-{value % 100:02d}"


def set_words(found: CompiledSet, language: str) -> str:
    """The rows of a set: its table, and everything that is asked of them."""
    table = TONGUES[language].label.format(found.table.label[language])
    if found.condition is None:
        return say("engine.rubric.set_all", {"table": table}, language)
    return say("engine.rubric.set", {"table": table, "where": read(found.condition, TONGUES[language])}, language)


# Up the tree ----------------------------------------------------------------------------------------------------------


def missing_words(rubric: Rubric, indicator: Indicator, language: str) -> str:
    """What happens where the measure has no result."""
    missing = indicator.missing
    rule = missing.rule.value
    if missing.rule is MissingRule.LEAVE_OUT and not missing.to:
        rule = "leave_out_of_mean" if rubric.branch(indicator.parent).combine in MEANS else "leave_out_of_all"
    parts = [say(f"engine.missing.{rule}", {"to": missing.to}, language)]
    if missing.numerator_positive is not None:
        parts.append(say("engine.only_numerator", {"points": plain(missing.numerator_positive)}, language))
    return listed(parts, language)


def combine_words(branch: Branch, language: str) -> str:
    """各项之和"""
    return say(f"engine.combine.{branch.combine.value}", {}, language)


def branch_words(rubric: Rubric, branch: Branch, language: str) -> str:
    """How a branch is made of what hangs on it, and what it does to the total."""
    return listed(_branch_parts(rubric, branch, language), language)


def _branch_parts(rubric: Rubric, branch: Branch, language: str) -> Iterator[str]:
    if not branch.parent and branch.role is not Role.BASE:
        yield say(f"engine.role.{branch.role.value}", {}, language)
    yield combine_words(branch, language)
    if branch.combine in MEANS:
        yield say("engine.rubric.weights", {"weights": list(_weights(rubric, branch, language))}, language)
    if branch.combine is not Combine.SUM:
        yield say("engine.rubric.needs", {"needs": max(branch.needs, 1)}, language)
    if branch.decimals is not None:
        yield rounding_words(rubric.rounding.mode, branch.decimals, language)
    if branch.cap is not None:
        yield say("engine.rubric.at_most", {"points": plain(branch.cap)}, language)


def _weights(rubric: Rubric, branch: Branch, language: str) -> Iterator[str]:
    children: tuple[Indicator | Branch, ...] = (*rubric.indicators, *rubric.branches)
    for child in children:
        if child.parent == branch.code:
            yield say("engine.rubric.weight", {"code": child.code, "weight": plain(child.weight)}, language)


# The total ------------------------------------------------------------------------------------------------------------


def total_words(rubric: Rubric, language: str) -> str:
    """总分 ＝ A ＋ B ＋ J － D, within its bounds."""
    return listed(_total_parts(rubric, language), language)


def _total_parts(rubric: Rubric, language: str) -> Iterator[str]:
    signs = TONGUES[language].signs
    terms = ""
    tops = [branch for branch in rubric.branches if not branch.parent]
    for branch in tops:
        sign = signs["-" if branch.role is Role.DEDUCTION else "+"]
        terms += f" {sign} {branch.code}" if terms or branch.role is Role.DEDUCTION else branch.code
    yield say("engine.rubric.total", {"terms": terms.strip()}, language)
    if rubric.maximum is not None:
        yield say("engine.rubric.maximum", {"points": plain(rubric.maximum)}, language)
    if rubric.total_floor is not None:
        yield say("engine.rubric.at_least", {"points": plain(rubric.total_floor)}, language)
    if rubric.total_cap is not None:
        yield say("engine.rubric.at_most", {"points": plain(rubric.total_cap)}, language)
    if any(branch.combine is not Combine.SUM for branch in tops):
        yield say("engine.rubric.no_branch_no_score", {}, language)


# Rounding -------------------------------------------------------------------------------------------------------------


def measures_rounding_words(language: str) -> str:
    """Measures are exact unless their reading says how they are rounded."""
    return say("engine.rubric.measures_exact", {}, language)


def indicators_rounding_words(rubric: Rubric, language: str) -> str:
    """Whether the points of an indicator are rounded, or only their print."""
    exact = rubric.rounding.indicator_decimals is None
    return say(f"engine.rubric.indicators_{'exact' if exact else 'rounded'}", {"how": _printed_words(rubric, language)}, language)


def branches_rounding_words(rubric: Rubric, language: str) -> str:
    """In which order a branch is combined, rounded and capped, and how it is printed."""
    return say(f"engine.branches.{rubric.rounding.caps.value}", {"how": _printed_words(rubric, language)}, language)


def total_rounding_words(rubric: Rubric, language: str) -> str:
    """The total: its rounding and its bounds, in their order."""
    how = rounding_words(rubric.rounding.mode, total_decimals(rubric), language)
    return say(f"engine.total.{rubric.rounding.caps.value}", {"how": how}, language)


def rank_by_words(rubric: Rubric, language: str) -> str:
    """Which total ranks and meets the bounds, and with how many digits."""
    rounding = rubric.rounding
    if rounding.rank_by is RankBy.PRINTED:
        return say("engine.rank_by.printed", {"decimals": total_decimals(rubric)}, language)
    if rounding.rank_decimals is None:
        return say("engine.rank_by.exact", {}, language)
    how = rounding_words(rounding.mode, rounding.rank_decimals, language)
    return say("engine.rank_by.exact_at", {"how": how}, language)


def total_decimals(rubric: Rubric) -> int:
    """Decimals the total is rounded to."""
    given = rubric.rounding.total_decimals
    return points_decimals(rubric) if given is None else given


def _printed_words(rubric: Rubric, language: str) -> str:
    return rounding_words(rubric.rounding.mode, points_decimals(rubric), language)
