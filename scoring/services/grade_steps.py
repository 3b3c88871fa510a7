"""How a grade came about, step by step and in words: what was considered, what came of it, and the distance to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.definitions.form import NO_UNIT
from scoring.definitions.grading import GradeLevel, QuotaBy, better_by_points
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.border import Near
from scoring.engine.grade import Grade, GradeStep, Group, Step, considered, distance
from scoring.engine.grade_words import (
    Rule,
    bound_words,
    grade_of,
    group_label,
    group_name,
    places_words,
    step_label,
    step_words,
)
from scoring.engine.places import Places
from scoring.engine.wording import amount
from scoring.messages import say
from scoring.papers.facts import GradeStep as PaperStep
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound

KINDS = ((Step.POINTS,), (Step.VETO,), (Step.LIMIT,), (Step.MINIMUM,), (Step.QUOTA, Step.TIE), (Step.LIFT,))
"""The order of the grade rule; what stands together shares a line."""
BARRING = (Step.VETO, Step.LIMIT, Step.MINIMUM)
"""Rules above which no points lead."""


def grade_steps(opened: OpenRound, scored: Scored, record: EffectiveRow, language: str, given: str = "") -> tuple[PaperStep, ...]:
    """Every step of the grade rule for one carrier. ``record`` is its record's effective row. Empty without a grade.

    ``given``: the grade that people gave it, in the same language. Where it is another one it ends the list: what led on from the
    rubric's own is settled.
    """
    if scored.grade is None:
        return ()
    verdicts = considered(opened.rubric, scored.score, scored.measured, record, opened.parameters)
    told = _Told(opened, scored, scored.grade, verdicts, language)
    rows = ((kinds, "\n".join(told.lines(*kinds))) for kinds in KINDS)
    steps = [PaperStep(label=step_label(kinds[0], language), words=words) for kinds, words in rows if words]
    if given and given != scored.grade.level.name[language]:
        computed = scored.grade.level.name[language]
        words = told.word("given_step", computed=computed, given=given)
        return (*steps, PaperStep(label=told.word("given_label"), words=words))
    return (*steps, *told.next_grade(), *told.near())


def near_words(opened: OpenRound, near: Near, language: str) -> str:
    """距优秀的 80 分差 0.30 分"""
    level = next(one for one in opened.rubric.rubric.grades if one.name.zh == near.grade)
    facts = {"grade": level.name[language], "bound": bound_words(level, language), "distance": abs(near.distance)}
    code = f"near{'_places' if near.places else ''}_{'below' if near.missing else 'above'}"
    return say(f"services.report.{code}", facts, language)


def unsettled_labels(opened: OpenRound, grade: Grade, language: str) -> tuple[str, ...]:
    """The vetoes, limits and minimums that make the grade 暂定, by their own words."""
    rubric = opened.rubric.rubric
    rules: tuple[Rule, ...] = (*rubric.vetoes, *rubric.limits, *rubric.minimums)
    return tuple(rule.label[language] for rule in rules if rule.key in grade.unsettled)


def why_not_by_points(opened: OpenRound, scored: Scored, language: str) -> str:
    """In one line what made the grade another than that of the points or the rank; empty where nothing did."""
    if scored.grade is None or len(scored.grade.steps) < 2:
        return ""
    return _Told(opened, scored, scored.grade, {}, language).turns()


class _Told:
    def __init__(
        self, opened: OpenRound, scored: Scored, grade: Grade, verdicts: Mapping[str, bool | None], language: str
    ) -> None:
        self._opened, self._rubric, self._scored, self._grade = opened, opened.rubric, scored, grade
        self._verdicts, self._language = verdicts, language
        document = opened.rubric.rubric
        self._levels = {level.name.zh: level for level in document.grades}
        self._rules: dict[Step, tuple[Rule, ...]] = {
            Step.VETO: document.vetoes,
            Step.LIMIT: document.limits,
            Step.MINIMUM: document.minimums,
            Step.LIFT: document.lifts,
        }

    def word(self, code: str, /, **facts: object) -> str:
        return say(f"services.report.{code}", facts, self._language)

    def lines(self, *kinds: Step) -> Iterator[str]:
        """What steps of these kinds did, then what was looked at without coming to anything."""
        if Step.QUOTA in kinds and self._grade.exempt:
            yield from self._group(self._grade.group)
            yield self._exempt()
        elif Step.QUOTA in kinds and (quotas := self._grade.places(self._rubric)):
            yield from self._group(self._grade.group)
            yield from (self._places(one) for one in quotas)
            if any(one.quota.by is QuotaBy.PLACES for one in quotas):
                yield self.word("who_takes_places", how=places_words(self._language))
            if any(one.quota.by is QuotaBy.RANKS for one in quotas):
                yield say("engine.grade.quota_by_ranks", {}, self._language)
        yield from (self._line(step) for step in self._grade.steps if step.step in kinds)
        if Step.POINTS in kinds:
            yield from self._tie()
        yield from self._without_effect(kinds[0])

    def _exempt(self) -> str:
        """Why it is not counted; told although no quota asked for it."""
        lift = next(rule for rule in self._rules[Step.LIFT] if rule.key == self._grade.exempt)
        return self.word("exempt", rule=lift.label[self._language])

    def _tie(self) -> Iterator[str]:
        """How equal totals were told apart; nobody is named."""
        tie = self._grade.tie
        if tie is not None:
            code = "tie_equal" if tie.equal else "tie_apart"
            facts = {"others": tie.others, "by": list(tie.by), "place": tie.place, "equal": tie.equal}
            yield self.word(code, **facts)

    def _group(self, group: Group | None) -> Iterator[str]:
        if group is None:
            return
        field = group_label(self._rubric, self._language)
        if not group.name:
            yield self.word("no_group", field=field)
            return
        name = group_name(self._rubric, group.name, self._language)
        if group.rank is None:
            yield self.word("exempt_in_group", field=field, group=name)
            return
        yield self.word("in_group", field=field, group=name, of=group.of, rank=group.rank)

    def turns(self) -> str:
        """按得分为优秀；受评优限制（发生重大安全事故）最高为合格"""
        first, *others = self._grade.steps
        by_points = self.word("turn_points", grade=self._levels[first.grade].name[self._language])
        return self.word("rule_join").join([by_points, *(self._turn(step) for step in others)])

    def _turn(self, step: GradeStep) -> str:
        code = step.end.value if step.end else step.step.value
        return self.word(f"turn_{code}", **self._facts(step))

    def _line(self, step: GradeStep) -> str:
        """A rule that took effect is told like the others: 已触发."""
        if step.end:
            return self.word(f"quota_{step.end.value}", **self._facts(step))
        if step.step is not Step.POINTS:
            return self.word(f"took_{step.step.value}", **self._facts(step))
        levels = self._rubric.rubric.grades
        lowest = better_by_points(levels, len(levels) - 1)
        if self._levels[step.grade] is levels[-1] and lowest is not None:
            return self._below_every_bound(step, levels[lowest])
        return step_words(step.step, self._facts(step), self._language)

    def _below_every_bound(self, step: GradeStep, lowest: GradeLevel) -> str:
        """Of the lowest grade not where it begins, but what was not reached."""
        return self.word("below_every_bound", **self._facts(step) | {"bound": bound_words(lowest, self._language)})

    def _facts(self, step: GradeStep) -> dict[str, object]:
        rules = {rule.key: rule for rule in self._rules.get(step.step, ())}
        level = self._levels[step.grade]
        return {
            "total": self._scored.score.total,
            "grade": level.name[self._language],
            "bound": bound_words(level, self._language),
            "rule": rules[step.rule].label[self._language] if rules else "",
            "grades": self._down_to(step.rule) if step.rule in self._levels else "",
            "places": step.places,
            "left": step.left,
            "of": self._among,
        }

    @property
    def _among(self) -> int:
        """Those among whom quotas are counted."""
        return self._grade.group.of if self._grade.group else self._grade.of

    def _without_effect(self, kind: Step) -> Iterator[str]:
        did = {step.rule for step in self._grade.steps if step.step is kind}
        for code, verdict in (("idle", True), ("not_met", False), ("unsettled", None)):
            rules = [rule for rule in self._rules.get(kind, ()) if rule.key not in did and self._verdicts[rule.key] is verdict]
            if rules:
                yield self.word(code, rules=self._listed([rule.label[self._language] for rule in rules]))

    def _places(self, one: Places) -> str:
        facts = {
            "grades": self._down_to(one.quota.grade),
            "places": one.places,
            "share": one.quota.share,
            "of": self._among,
            "exact": amount(one.exact, NO_UNIT, self._language),
            "rounding": say(f"engine.quota_rounding.{one.quota.rounding.value}", {}, self._language),
            "least": one.quota.at_least,
        }
        return self.word("places", **facts)

    def _down_to(self, grade: str) -> str:
        """A grade with all better ones: 优秀和优良."""
        names = [level.name[self._language] for level in self._levels.values()]
        return self.word("grade_join").join(names[: list(self._levels).index(grade) + 1])

    def next_grade(self) -> Iterator[PaperStep]:
        """The distance from the grade that was given to the next, in the rubric's own terms; none where no points lead on."""
        if self._grade.exempt:
            return
        levels = list(self._levels.values())
        better = better_by_points(levels, levels.index(self._grade.level))
        if better is not None:
            words = self._listed(list(self._way_to(levels[better], levels)))
            yield PaperStep(label=self.word("next_grade"), words=words)

    def _way_to(self, aim: GradeLevel, levels: Sequence[GradeLevel]) -> Iterator[str]:
        barred = self._barring(aim, levels)
        vetoes = [rule.label[self._language] for step, rule in barred if step is Step.VETO]
        if vetoes:
            yield self.word("vetoed", rules=self._listed(vetoes))
            return
        missing = distance(self._rubric, aim, self._scored.score.ranking)
        facts = {"grade": aim.name[self._language], "bound": bound_words(aim, self._language)}
        if missing is not None:
            yield self.word("distance", distance=missing, **facts)
        if limits := [rule.label[self._language] for step, rule in barred if step is not Step.VETO]:
            yield self.word("barred", rules=self._listed(limits), **facts)
        elif missing is None:
            yield self.word("reached_border" if self._grade.border else "reached", **facts)
        elif places := [one for one in self._grade.places(self._rubric) if one.quota.grade == aim.name.zh]:
            yield self.word("within_places", grades=self._down_to(aim.name.zh), places=places[0].places)

    def _barring(self, aim: GradeLevel, levels: Sequence[GradeLevel]) -> list[tuple[Step, Rule]]:
        """The vetoes and limits that hold and keep the carrier below a grade."""
        names = [level.name.zh for level in levels]
        worse = levels.index(aim) + 1
        return [
            (step, rule)
            for step in BARRING
            for rule in self._rules[step]
            if self._verdicts[rule.key] is True and names.index(grade_of(rule)) >= worse
        ]

    def near(self) -> Iterator[PaperStep]:
        """The bounds that are close (临界). How close others' totals are to a place is for the 内部版 alone."""
        words = [near_words(self._opened, one, self._language) for one in self._grade.near if not one.places]
        if words:
            yield PaperStep(label=self.word("near_label"), words=self._listed(words))

    def _listed(self, words: list[str]) -> str:
        return self.word("rule_join").join(words)
