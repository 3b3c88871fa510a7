"""A draft tried out before anybody adopts it: its worked examples, and who would move in the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.progress import SILENT, Part, Progress
from scoring.services.draft_reading import DraftBook
from scoring.services.drafts import open_draft
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound
from scoring.services.rubric_examples import RunExample, run_all_examples
from scoring.services.rubrics import Tested, test_rubric
from scoring.services.scoring import live
from scoring.services.showing_scores import change_words


def tried_rubric(opened: OpenRound, one: DraftBook) -> CompiledRubric:
    """The draft, read without a mistake, against the round's form. Raises Refusal: no rubric, errors, another form."""
    compiled = one.linted.compiled
    refuse_errors(one, "drafts.cannot_score")
    if not isinstance(compiled, CompiledRubric):
        raise Refusal("drafts.not_a_rubric")
    if compiled.rubric.form != opened.form.form.key:
        raise Refusal("drafts.other_form", seen=compiled.rubric.form, wanted=opened.form.form.key)
    return compiled


def refuse_errors(one: DraftBook, what: str) -> None:
    """Raises Refusal where the draft has an error: how many there are, and the first."""
    errors = errors_of(one.linted.findings)
    if errors:
        first = (*map(str, errors[0].places[:1]), Said(errors[0].code, errors[0].facts))
        raise Refusal("drafts.has_errors", count=len(errors), what=Said(what), first=first)


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """What stands in the way of adopting."""
    return [one for one in findings if one.level is not Level.WARNING]


def draft_examples(opened: OpenRound, draft: str, language: str = "zh", progress: Progress = SILENT) -> tuple[RunExample, ...]:
    """Every worked example of the draft with what is expected and what comes. An example that does not hold is an error of the
    draft and is shown here all the same. Raises Refusal where the draft does not read, Cancelled.
    """
    return run_all_examples(replace(opened, rubric=readable_rubric(opened, open_draft(opened, draft))), language, progress)


def test_draft(opened: OpenRound, draft: str) -> Tested:
    """The same, counted, with those that do not hold."""
    return test_rubric(readable_rubric(opened, open_draft(opened, draft)), data_year=opened.round.data_year)


NOT_HELD = ("definitions.lint.example_fails", "definitions.lint.grade_case_fails")


def readable_rubric(opened: OpenRound, one: DraftBook) -> CompiledRubric:
    """The draft, whether its own examples hold or not. Raises Refusal as ``tried_rubric``."""
    others = tuple(finding for finding in one.linted.findings if finding.code not in NOT_HELD)
    return tried_rubric(opened, replace(one, linted=replace(one.linted, findings=others)))


# Who moves -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moved:
    """A carrier by the rubric in use and by the draft. Without a score, rank or grade the text is empty, the rank 0."""

    uscc: str
    carrier: str
    total_before: str
    total_after: str
    change: str
    change_key: Decimal
    rank_before: int
    rank_after: int
    grade_before: str
    grade_after: str

    @property
    def grade_changes(self) -> bool:
        return self.grade_before != self.grade_after

    @property
    def moves(self) -> bool:
        """Whether anything of it is another."""
        return self.grade_changes or self.total_before != self.total_after or self.rank_before != self.rank_after

    def document(self) -> dict[str, object]:
        """Of the answer of ``fuping draft impact --json``."""
        return {name: value for name, value in asdict(self).items() if name != "change_key"}


@dataclass(frozen=True, slots=True)
class Impact:
    """Everybody, those first for whom most changes: the grade, then places, then points."""

    carriers: tuple[Moved, ...]

    @property
    def moved(self) -> tuple[Moved, ...]:
        return tuple(one for one in self.carriers if one.moves)

    @property
    def grades(self) -> int:
        """How many get another grade."""
        return sum(one.grade_changes for one in self.carriers)

    @property
    def up(self) -> int:
        """How many have more points."""
        return sum(one.change_key > 0 for one in self.carriers)

    @property
    def down(self) -> int:
        return sum(one.change_key < 0 for one in self.carriers)

    @property
    def said(self) -> Said:
        """In one sentence."""
        facts = {"all": len(self.carriers), "moved": len(self.moved), "up": self.up, "down": self.down, "grades": self.grades}
        return Said("drafts.impact" if self.moved else "drafts.no_impact", facts)


def draft_impact(opened: OpenRound, draft: str, language: str = "zh", progress: Progress = SILENT) -> Impact:
    """The round scored by its rubric and by the draft, nothing kept. Raises Refusal where the draft cannot be scored by, Cancelled.

    That its own examples do not hold (yet) is no hindrance.
    """
    compiled = readable_rubric(opened, open_draft(opened, draft))
    before = {one.carrier.no: one for one in live(opened, progress=Part(progress, 0, 50))}
    after = live(replace(opened, rubric=compiled), progress=Part(progress, 50, 100))
    found = [_moved(before[one.carrier.no], one, language) for one in after]
    return Impact(tuple(sorted(found, key=_effect, reverse=True)))


def _moved(before: Scored, after: Scored, language: str) -> Moved:
    both = before.score.scored and after.score.scored
    words, key = change_words(after.score.total, before.score.total) if both else ("", Decimal(0))
    return Moved(
        uscc=after.carrier.uscc,
        carrier=after.carrier.name,
        total_before=str(before.score.total) if before.score.scored else "",
        total_after=str(after.score.total) if after.score.scored else "",
        change=words,
        change_key=key,
        rank_before=(before.grade.rank if before.grade else None) or 0,
        rank_after=(after.grade.rank if after.grade else None) or 0,
        grade_before=before.grade.level.name[language] if before.grade else "",
        grade_after=after.grade.level.name[language] if after.grade else "",
    )


def _effect(one: Moved) -> tuple[bool, int, Decimal, str]:
    return one.grade_changes, abs(one.rank_after - one.rank_before), abs(one.change_key), one.uscc
