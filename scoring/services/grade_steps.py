"""How a grade came about, step by step and in words: what was considered, what came of it, and the distance to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.definitions.form import NO_UNIT
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.grade import Grade, GradeStep, Places, Step, considered, quota_places
from scoring.engine.grade_words import Rule, grade_name, step_label, step_words
from scoring.engine.wording import amount, plain
from scoring.messages import say
from scoring.papers.facts import GradeStep as PaperStep
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound

KINDS = ((Step.POINTS,), (Step.VETO,), (Step.LIMIT,), (Step.QUOTA, Step.TIE), (Step.LIFT,))
"""The order of the grade rule; what stands together shares a line."""


def grade_steps(opened: OpenRound, scored: Scored, record: EffectiveRow, language: str) -> tuple[PaperStep, ...]:
    """Every step of the grade rule for one carrier. ``record`` is its record's effective row. Empty without a grade."""
    if scored.grade is None:
        return ()
    verdicts = considered(opened.rubric, scored.score, scored.measured, record, opened.parameters)
    told = _Told(opened, scored, scored.grade, verdicts, language)
    rows = ((kinds, "\n".join(told.lines(*kinds))) for kinds in KINDS)
    steps = [PaperStep(label=step_label(kinds[0], language), words=words) for kinds, words in rows if words]
    return (*steps, *told.next_grade())


class _Told:
    def __init__(
        self, opened: OpenRound, scored: Scored, grade: Grade, verdicts: Mapping[str, bool | None], language: str
    ) -> None:
        self._rubric, self._scored, self._grade = opened.rubric, scored, grade
        self._verdicts, self._language = verdicts, language
        document = opened.rubric.rubric
        self._levels = {level.name.zh: level for level in document.grades}
        self._rules: dict[Step, tuple[Rule, ...]] = {
            Step.VETO: document.vetoes,
            Step.LIMIT: document.limits,
            Step.LIFT: document.lifts,
        }

    def word(self, code: str, /, **facts: object) -> str:
        return say(f"services.report.{code}", facts, self._language)

    def lines(self, *kinds: Step) -> Iterator[str]:
        """What steps of these kinds did, then what was looked at without coming to anything."""
        if Step.QUOTA in kinds:
            yield from (self._places(one) for one in quota_places(self._rubric, self._grade.of))
        yield from (self._step(step) for step in self._grade.steps if step.step in kinds)
        yield from self._without_effect(kinds[0])

    def _step(self, step: GradeStep) -> str:
        rules = {rule.key: rule for rule in self._rules.get(step.step, ())}
        level = self._levels[step.grade]
        facts = {
            "total": self._scored.score.total,
            "grade": level.name[self._language],
            "bound": plain(level.at_least),
            "rule": rules[step.rule].label[self._language] if rules else self._name(step.rule),
            "places": step.places,
            "of": self._grade.of,
        }
        return step_words(step.step, facts, self._language)

    def _without_effect(self, kind: Step) -> Iterator[str]:
        did = {step.rule for step in self._grade.steps if step.step is kind}
        for code, verdict in (("idle", True), ("not_met", False), ("unsettled", None)):
            rules = [rule for rule in self._rules.get(kind, ()) if rule.key not in did and self._verdicts[rule.key] is verdict]
            if rules:
                yield self.word(code, rules=self._listed([rule.label[self._language] for rule in rules]))

    def _places(self, one: Places) -> str:
        names = [level.name[self._language] for level in self._levels.values()]
        within = names[: list(self._levels).index(one.quota.grade) + 1]
        facts = {
            "grades": self.word("grade_join").join(within),
            "places": one.places,
            "share": one.quota.share,
            "of": self._grade.of,
            "exact": amount(one.exact, NO_UNIT, self._language),
            "rounding": say(f"engine.quota_rounding.{one.quota.rounding.value}", {}, self._language),
            "least": one.quota.at_least,
        }
        return self.word("places", **facts)

    def next_grade(self) -> Iterator[PaperStep]:
        """The distance to the next grade by points; none for the best."""
        grade = self._grade
        if grade.better is not None and grade.distance is not None:
            facts = {
                "grade": grade.better.name[self._language],
                "bound": plain(grade.better.at_least),
                "distance": plain(grade.distance),
            }
            yield PaperStep(label=self.word("next_grade"), words=self.word("distance", **facts))

    def _name(self, grade: str) -> str:
        return grade_name(self._rubric.rubric, grade)[self._language] if grade else ""

    def _listed(self, words: list[str]) -> str:
        return self.word("rule_join").join(words)
