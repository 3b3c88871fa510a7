"""A measure while it is built: its kinds, its words, its mistakes, and what it gives on a real round."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.definitions.codec import read_part, read_toml
from scoring.definitions.compiled_conditions import draft_conditions
from scoring.definitions.compiled_measures import KEYS, OF_EVERY_MEASURE
from scoring.definitions.compiled_policy import draft_policy
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Form
from scoring.definitions.policy import Policy
from scoring.definitions.rubric import Measure, MeasureKind, Rubric
from scoring.engine.wording import lack_words, reading_words, value_words
from scoring.errors import Refusal
from scoring.messages import LANGUAGES
from scoring.services.building import (
    Bench,
    answers_offered,
    bench,
    judge_measure,
    key_words,
    kinds_offered,
    measure_values,
    measures_offered,
    sets_offered,
    with_kind,
)
from scoring.services.rounds import OpenRound
from tests.desktop.workspaces import place, worked

RESOURCES = Path(__file__).parents[3] / "resources"
QUALITY = (RESOURCES / "rubrics" / "quality_mix.toml").read_text("utf-8")
PLAIN = {one["key"]: one for one in tomllib.loads(QUALITY, parse_float=Decimal)["measures"]}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    """The three worked carriers."""
    with place(worked(tmp_path_factory.mktemp("building"))) as there:
        yield there.opened()


@pytest.fixture(scope="module")
def draft() -> CompiledRubric:
    form, _, _ = read_toml((RESOURCES / "forms" / "incubator_annual.toml").read_text("utf-8"), Form, "form")
    rubric, _, _ = read_toml(QUALITY, Rubric, "rubric")
    assert form is not None
    assert rubric is not None
    return draft_rubric(rubric, form, "rubric")[0]


@pytest.fixture
def at(draft: CompiledRubric) -> Bench:
    """For a new measure behind all others."""
    return bench(draft)


def measure(**more: object) -> dict[str, object]:
    return {"key": "new_one", "label": {"zh": "新口径", "en": "new measure"}, **more}


# One declaration ------------------------------------------------------------------------------------------------------


def test_the_declaration_covers_every_kind_and_every_key() -> None:
    assert set(KEYS) == set(MeasureKind)
    named = {key for one in KEYS.values() for key in (*one.needs, *one.may)} | set(OF_EVERY_MEASURE)
    assert named == {one.name for one in fields(Measure)}


GIVEN: dict[str, object] = {
    "over": "T",
    "where": "hnte",
    "value": "revenue",
    "numerator": "revenue",
    "denominator": "revenue_prior",
    "by": "status",
    "formula": "tenants_count / 2",
    "of": "tenants_count",
    "base": "10",
    "min_rows": 3,
    "drop_from": 5,
    "step": Decimal("0.5"),
    "spread": Decimal(10),
    "anchors": [{"mark": 10, "words": {"zh": "好", "en": "good"}}],
}  # fmt: skip
OF_RECORD = {"value": "self_score", "by": "carrier_level"}


@pytest.mark.parametrize("kind", list(MeasureKind))
def test_what_a_kind_needs_is_asked_for_and_what_does_nothing_in_it_is_said(kind: MeasureKind, at: Bench) -> None:
    keys = KEYS[kind]
    whole = {key: OF_RECORD.get(key, GIVEN[key]) if "over" not in keys.needs else GIVEN[key] for key in (*keys.needs, *keys.may)}
    number = next(one.key for one in at.form.table(at.form.record).fields if one.is_number)
    if kind is MeasureKind.VALUE:
        whole["value"] = number
    judged = judge_measure(measure(kind=kind.value, **whole), at, "zh")
    assert judged.mistakes == ()
    assert judged.reading
    for needed in keys.needs:
        lacking = judge_measure(measure(kind=kind.value, **{key: one for key, one in whole.items() if key != needed}), at, "zh")
        assert needed in {one.key for one in lacking.mistakes}
        assert lacking.reading == ""
    for strange in set(GIVEN) - {*keys.needs, *keys.may}:
        found = judge_measure(measure(kind=kind.value, **whole, **{strange: GIVEN[strange]}), at, "en")
        assert strange in {one.key for one in found.mistakes}, strange


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_every_key_of_it_has_words(language: str) -> None:
    offered = kinds_offered(language)
    assert [one.key for one in offered] == [kind.value for kind in MeasureKind]
    assert len({one.label for one in offered}) == len({one.note for one in offered}) == len(MeasureKind)
    for kind, keys in KEYS.items():
        for key in (*OF_EVERY_MEASURE, *keys.needs, *keys.may):
            assert key_words(kind, key, language)
    assert key_words(MeasureKind.GROWTH, "numerator", language) != key_words(MeasureKind.RATIO, "numerator", language)


def test_another_kind_keeps_what_it_has_a_use_for() -> None:
    ratio = measure(kind="ratio", over="T", numerator="revenue", denominator="employees", min_rows=5, unit={"zh": "%"})
    assert with_kind(ratio, MeasureKind.SUM) == measure(kind="sum", over="T", min_rows=5, unit={"zh": "%"}, value="revenue")
    assert with_kind(ratio, MeasureKind.GROWTH) == {**ratio, "kind": "growth"}
    assert with_kind(ratio, MeasureKind.FORMULA) == measure(kind="formula", unit={"zh": "%"})
    assert with_kind(with_kind(ratio, MeasureKind.SUM), MeasureKind.RATIO)["numerator"] == "revenue"


# What is at hand, and what it says --------------------------------------------------------------------------------------


def test_the_bench_has_what_stands_before(draft: CompiledRubric) -> None:
    there = bench(draft, "hnte_cultivation")
    assert "tenants_count" in there.before
    assert "hnte_cultivation" not in there.before
    assert "hnte_cultivation" not in there.taken
    assert "new_innovative_tenants" not in there.before
    assert list(bench(draft).before) == list(draft.measures)
    assert [one.key for one in sets_offered(there, "zh")] == ["T", "P", "G", "GY", "H"]
    assert "在孵" in sets_offered(there, "zh")[0].note
    assert {one.key for one in measures_offered(there, "zh")} == set(there.before)
    answers = {one.key for one in answers_offered(measure(kind="evenness", over="T"), there, "zh")}
    assert {"status", "hnte"} <= answers
    assert "revenue" not in answers
    assert "carrier_level" in {one.key for one in answers_offered(measure(kind="category"), there, "zh")}
    assert answers_offered(measure(kind="evenness"), there, "zh") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_reads_as_on_the_rubric_page(language: str, draft: CompiledRubric) -> None:
    for key, plain in PLAIN.items():
        judged = judge_measure(plain, bench(draft, key), language)
        assert judged.mistakes == ()
        assert judged.reading == reading_words(draft.measures[key], language)


def test_conditions_and_policies_have_measures_too() -> None:
    form, _, _ = read_toml((RESOURCES / "forms" / "incubator_annual.toml").read_text("utf-8"), Form, "form")
    assert form is not None
    for folder, kind, reads in (("conditions", Conditions, draft_conditions), ("policies", Policy, draft_policy)):
        for path in sorted((RESOURCES / folder).glob("*.toml")):
            document, _, _ = read_toml(path.read_text("utf-8"), kind, path.name)
            if document is not None and document.form == form.key and document.measures:
                compiled = reads(document, form, path.name)[0]
                found = measures_offered(bench(compiled), "zh")
                assert {one.key for one in found} == {one.key for one in document.measures}


def test_mistakes_stand_at_their_keys_and_the_rest_is_still_read(at: Bench) -> None:
    plain = {"key": "tenants_count", "kind": "share", "over": "T", "where": "hnte and revenue >= 2000", "min_rows": "3", "foo": 1}
    judged = judge_measure(plain, at, "zh")
    assert {one.key for one in judged.mistakes} == {"label", "min_rows", "foo", "where", "key"}
    where = next(one for one in judged.mistakes if one.key == "where")
    assert where.column == plain["where"].index("2000") + 1
    assert "revenue" in judged.slots["where"].scope
    assert judged.compiled is None
    lost = judge_measure(measure(kind="share", over="X", where="hnte"), at, "zh")
    assert {one.key for one in lost.mistakes} == {"over"}
    assert judge_measure({}, at, "en").mistakes
    assert judge_measure(measure(kind="nonsense"), at, "zh").mistakes[0].key == "kind"
    huge = judge_measure(measure(kind="count", over="T", min_rows=10**16), at, "zh")
    assert {one.key for one in huge.mistakes} == {"min_rows"}


def test_a_part_of_a_definition_reads_by_itself() -> None:
    part, findings = read_part(PLAIN["hnte_share"], Measure)
    assert findings == ()
    assert part is not None
    assert part.where == "hnte"
    part, findings = read_part({**PLAIN["hnte_share"], "where": Decimal("0.5")}, Measure)
    assert part is None
    assert [one.places[0].key for one in findings] == ["where"]


# What it gives ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_gives_what_the_score_has(language: str, opened: OpenRound) -> None:
    """Every measure of the rubric, worked out alone, comes to the value the carriers are scored by."""
    from scoring.services.scoring import live

    scored = {one.carrier.uscc: one for one in live(opened)}
    for key, plain in PLAIN.items():
        compiled = opened.rubric.measures[key]
        found = measure_values(opened, plain, language=language)
        assert found.reading == reading_words(compiled, language)
        assert {one.uscc for one in found.rows} == set(scored)
        for row in found.rows:
            measured = scored[row.uscc].measured[key]
            assert (row.value, row.why) == (value_words(compiled, measured, language), lack_words(compiled, measured, language))
            assert row.size == measured.value
        assert found.with_result == sum(one.measured[key].value is not None for one in scored.values())


def test_a_new_measure_is_worked_out_with_numerator_and_denominator(opened: OpenRound) -> None:
    found = measure_values(opened, measure(kind="share", over="T", where="hnte and revenue >= 100万元", unit={"zh": "%"}))
    share = next(one for one in found.rows if one.size is not None and one.size.numerator)
    assert share.size is not None
    assert (share.upper, share.lower) == (f"{share.size.numerator} 家", f"{share.size.denominator} 家")
    assert share.value in share.told
    assert found.highest != found.lowest
    assert found.without_return == len(opened.participants()) - len(found.rows)


def test_it_is_worked_out_of_the_draft_it_stands_in(opened: OpenRound) -> None:
    text = QUALITY.replace("status = '在孵' and not excluded", "status = '退出' and not excluded", 1)
    rubric, _, _ = read_toml(text, Rubric, "draft")
    assert rubric is not None
    plain = measure(kind="count", over="T")
    now, then = measure_values(opened, plain), measure_values(opened, plain, rubric)
    assert [one.value for one in now.rows] != [one.value for one in then.rows]


def test_an_existing_measure_may_not_build_on_what_stands_behind_it(opened: OpenRound) -> None:
    """In its old place, under whatever key it has now."""
    plain = {**PLAIN["rd_intensity"], "kind": "formula", "formula": "tenants_count * 2", "key": "renamed"}
    plain = {name: one for name, one in plain.items() if name not in ("over", "numerator", "denominator")}
    assert measure_values(opened, plain).with_result == 3
    with pytest.raises(Refusal) as refused:
        measure_values(opened, plain, key="rd_intensity")
    assert "tenants_count" in str(refused.value)


def test_what_does_not_read_is_refused_with_its_first_mistake(opened: OpenRound) -> None:
    with pytest.raises(Refusal) as refused:
        measure_values(opened, measure(kind="share", over="T", where="hnte and"), language="en")
    assert refused.value.said.code == "builder.does_not_read"
    assert "hnte and" in str(refused.value.said.facts["first"])
