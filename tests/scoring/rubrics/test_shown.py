"""``fuping rubric show`` leaves nothing out: whatever decides about points and grades is shown, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric, draft_rubric
from scoring.definitions.form import Form
from scoring.definitions.grading import GradeLevel, Lift, Limit, Minimum, Quota, Veto, YearsRule
from scoring.definitions.rubric import Anchor, Branch, Indicator, Measure, Missing, RankBy, Rounding, RowSet, Rubric
from scoring.definitions.scales import OwnScale, PeerScale
from scoring.messages import LANGUAGES
from scoring.services.rubric_show import show
from tests.scoring.rubrics.builders import RUBRICS, rubric
from tests.scoring.rubrics.changes import Change, changes, spots

ROOT = Path(__file__).parents[3]
MANUAL = ROOT / "docs" / "definitions.zh-CN.md"
INDICES = ROOT / "tests" / "data" / "indices"
CLASSES = (
    Rubric,
    RowSet,
    Measure,
    Anchor,
    Branch,
    Indicator,
    Missing,
    Rounding,
    GradeLevel,
    Veto,
    Limit,
    Minimum,
    Lift,
    Quota,
    YearsRule,
)
SCALES = (*get_args(OwnScale), *get_args(PeerScale))
CITED = re.compile(r"国科发.〔\d{4}〕\d+号")
CHINESE_TEXT = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")


def shown(compiled: CompiledRubric) -> list[str]:
    """As text and as JSON, in both languages."""
    both = [show(compiled, language) for language in LANGUAGES]
    return [text for one in both for text in ("\n".join(one.lines()), json.dumps(one.document(), ensure_ascii=False))]


@cache
def every_kind() -> CompiledRubric:
    """The rubric of the manual that has every kind of measure and scale once."""
    blocks = re.findall(r"^```toml file=every_kind\.toml\n(.*?)^```$", MANUAL.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return built("\n".join(blocks), (ROOT / "resources" / "forms" / "incubator_annual.toml").read_text("utf-8"))


@cache
def published(folder: str, name: str) -> CompiledRubric:
    return built((INDICES / folder / name).read_text("utf-8"), (INDICES / folder / "form.toml").read_text("utf-8"))


def built(text: str, form_text: str) -> CompiledRubric:
    form, _, findings = read_toml(form_text, Form, "form.toml")
    assert form is not None, findings
    document, _, findings = read_toml(text, Rubric, "rubric.toml")
    assert document is not None, findings
    compiled, findings = compile_rubric(document, form, "rubric.toml")
    assert compiled is not None, findings
    return compiled


def by_the_exact_total() -> CompiledRubric:
    small = rubric("quality_mix_skeleton.toml")
    rounding = replace(small.rubric.rounding, rank_by=RankBy.EXACT, rank_decimals=6)
    return draft_rubric(replace(small.rubric, rounding=rounding), small.form, "")[0]


WALKED = {name: (lambda name=name: rubric(name)) for name in RUBRICS} | {
    "every kind": every_kind,
    "by the exact total": by_the_exact_total,
    "hdi": lambda: published("hdi", "rubric.toml"),
    "aqi": lambda: published("aqi", "rubric_2024.toml"),
}


def few_examples(compiled: CompiledRubric) -> CompiledRubric:
    """They are read at every compilation, and only how many there are is shown."""
    document = compiled.rubric
    few = {name: getattr(document, name)[:2] for name in ("examples", "worked", "grade_cases")}
    return draft_rubric(replace(document, **few), compiled.form, "")[0]


def tried(compiled: CompiledRubric) -> list[Change]:
    """Of every kind of piece the first and the last: each costs a compilation."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in changes(compiled):
        first.setdefault(change.alike, change)
        last[change.alike] = change
    return [*first.values(), *(change for alike, change in last.items() if change is not first[alike])]


@pytest.mark.parametrize("name", WALKED)
def test_no_piece_can_change_without_being_seen(name: str) -> None:
    compiled = few_examples(WALKED[name]())
    before = shown(compiled)
    hidden = []
    for change in tried(compiled):
        again, _ = draft_rubric(change.rubric, compiled.form, "")
        hidden += [change.where for old, new in zip(before, shown(again), strict=True) if old == new]
    assert hidden == []


def test_the_walk_goes_everywhere() -> None:
    """A field that the language learns must be walked, or be passed over for a reason that is written down."""
    walked = {change.spot for build in WALKED.values() for change in changes(build())}
    assert spots((*CLASSES, *SCALES)) - walked == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUBRICS)
def test_names_and_counts_are_shown(name: str, language: str) -> None:
    compiled = rubric(name)
    document = compiled.rubric
    lines = list(show(compiled, language).lines())
    text = "\n".join(lines)
    for one in (*document.branches, *document.indicators):
        assert f"{one.code} {one.title[language]}" in text
    for key, found in compiled.sets.items():
        (line,) = [line for line in lines if line.strip().startswith(f"{key} {found.row_set.label[language]}")]
        assert found.table.label[language] in line
    for grade in document.grades:
        assert any(grade.name[language] in line and f"{grade.at_least:f}" in line for line in lines)
    points = (*document.examples, *document.branch_examples)
    assert re.findall(r"\d+", lines[-1]) == [str(len(part)) for part in (points, document.grade_cases, document.worked)]


@pytest.mark.parametrize("name", RUBRICS)
def test_the_english_is_whole(name: str) -> None:
    """But for sources and grounds, which cite Chinese documents as they are called."""
    bare = replace(
        rubric(name).rubric,
        source="",
        vetoes=tuple(replace(one, basis="") for one in rubric(name).rubric.vetoes),
        limits=tuple(replace(one, basis="") for one in rubric(name).rubric.limits),
        lifts=tuple(replace(one, basis="") for one in rubric(name).rubric.lifts),
        quotas=tuple(replace(one, basis="") for one in rubric(name).rubric.quotas),
        indicators=tuple(replace(one, basis="") for one in rubric(name).rubric.indicators),
    )
    compiled, findings = compile_rubric(bare, rubric(name).form, "")
    assert compiled is not None, findings
    assert [line for line in show(compiled, "en").lines() if CHINESE_TEXT.search(CITED.sub("", line))] == []
