"""Every worked example of a rubric with what is expected and what comes, one by one: what a page lists while it runs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from scoring.definitions.compiled_grading import TOTAL
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.engine.worked import Disagreement, Example, run_examples, run_grade_cases, run_worked
from scoring.messages import say
from scoring.progress import SILENT, Progress
from scoring.services.rounds import OpenRound
from scoring.services.rubrics import sample_rows

MINUS = "\N{MINUS SIGN}"
"""As every other figure below zero is printed."""


@dataclass(frozen=True, slots=True)
class RunExample:
    """One figure of an example. ``key`` is its place in the file; ``subject`` the indicator, sample or case; ``code`` the
    indicator or branch it can be looked up under, empty for a total or a grade; ``found`` as printed.
    """

    example: Example
    kind: str
    key: str
    subject: str
    what: str
    code: str
    expected: str
    found: str
    holds: bool


def run_all_examples(opened: OpenRound, language: str = "zh", progress: Progress = SILENT) -> tuple[RunExample, ...]:
    """The single points, the grade cases and the worked carriers of the round's rubric, as of its own round. Raises Cancelled."""
    compiled = opened.rubric
    progress.step(0, 3)
    found: list[Disagreement] = list(run_examples(compiled))
    progress.step(1, 3)
    found += run_grade_cases(compiled, opened.parameters)
    progress.step(2, 3)
    rows = sample_rows(compiled.form) if compiled.rubric.worked else {}
    found += run_worked(compiled, rows, opened.parameters)
    progress.step(3, 3)
    wrong = {one.key: one for one in found}
    grades = {level.name.zh: level.name[language] for level in compiled.rubric.grades}
    return tuple(_run(one, wrong, grades, language) for one in _expected(compiled, language))


@dataclass(frozen=True, slots=True)
class _Expected:
    example: Example
    key: str
    subject: str
    what: str
    code: str
    expected: str


def _run(one: _Expected, wrong: dict[str, Disagreement], grades: Mapping[str, str], language: str) -> RunExample:
    kind = say(f"rubric_book.example.{one.example.value}", {}, language)
    known = wrong.get(one.key) or wrong.get(one.key.rpartition(".")[0])  # a worked carrier without its rows has no figure
    found = one.expected if known is None else known.found or say("cli.nothing_found", {}, language)
    expected, found = (grades.get(text, text) for text in (one.expected, found))
    return RunExample(one.example, kind, one.key, one.subject, one.what, one.code, expected, found, known is None)


def _called(compiled: CompiledRubric, titles: Mapping[str, str], language: str, name: str) -> str:
    """What a case names: the total, a branch by its title, a count, a field of the record."""
    if name == TOTAL:
        return say("rubric_book.figure.total", {}, language)
    if name in compiled.measures:
        return compiled.measures[name].measure.label[language]
    fields = {one.key: one for one in compiled.form.table(compiled.form.record).fields}
    return titles.get(name) or (fields[name].label[language] if name in fields else name)


def _printed(value: str) -> str:
    return f"{MINUS}{value[1:]}" if value.startswith("-") else value


def _expected(compiled: CompiledRubric, language: str) -> Iterator[_Expected]:
    rubric = compiled.rubric
    titles = {one.code: f"{one.code} {one.title[language]}" for one in rubric.indicators}
    titles |= {one.code: f"{one.code} {one.title[language]}" for one in rubric.branches}
    for at, point in enumerate(rubric.examples, start=1):
        code = point.indicator
        yield _Expected(Example.POINTS, f"examples[{at}]", titles[code], _printed(point.value), code, f"{point.points}")
    for at, branch in enumerate(rubric.branch_examples, start=1):
        what = " + ".join(f"{points}" for points in branch.of.values())
        yield _Expected(Example.POINTS, f"branch_examples[{at}]", titles[branch.branch], what, branch.branch, f"{branch.points}")
    called = partial(_called, compiled, titles, language)
    grade, total = (say(f"rubric_book.figure.{name}", {}, language) for name in ("grade", "total"))
    for case in rubric.grade_cases:
        given = say("rubric_book.join", {}, language).join(f"{called(name)} {value}" for name, value in case.given.items())
        subject = say("rubric_book.given", {"carrier": case.carrier, "given": given}, language)
        yield _Expected(Example.GRADE_CASE, f"grade_cases[{case.carrier}]", subject, grade, "", case.grade)
    for worked in rubric.worked:
        for code, points in worked.points.items():
            yield _Expected(Example.WORKED, f"worked[{worked.sample}].{code}", worked.sample, titles[code], code, points)
        yield _Expected(Example.WORKED, f"worked[{worked.sample}].total", worked.sample, total, "", f"{worked.total}")
        yield _Expected(Example.WORKED, f"worked[{worked.sample}].grade", worked.sample, grade, "", worked.grade)
