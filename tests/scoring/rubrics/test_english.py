"""The English of the shipped definitions is whole: nothing a rubric says of itself falls back to Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Unit
from scoring.engine.exact import Ratio
from scoring.engine.measure import Measured
from scoring.engine.wording import amount, measure_words, reading_words, rule_words
from tests.scoring.rubrics.builders import RUBRICS, compiled_form, rubric

CHINESE_TEXT = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("name", RUBRICS)
def test_measures_and_scales_are_said_in_english(name: str) -> None:
    compiled = rubric(name)
    said = {key: reading_words(one, "en") for key, one in compiled.measures.items()}
    said |= {one.code: rule_words(compiled, one, "en") for one in compiled.rubric.indicators}
    assert len(said) > 5
    assert {key: words for key, words in said.items() if CHINESE_TEXT.search(words)} == {}


def test_units_of_literals_and_answers_are_said_in_each_language() -> None:
    compiled = rubric("quality_mix_skeleton.toml")
    read = {key: (reading_words(one, "zh"), reading_words(one, "en")) for key, one in compiled.measures.items()}
    assert any("不低于 10万元" in zh and "at least 10 wan CNY" in en for zh, en in read.values())
    assert any("“无”" in zh and "'none'" in en for zh, en in read.values())


FIRM = Unit("家", "firm", "firms")


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (Ratio(1, 1), FIRM, "1 firm", "1 家"),
        (Ratio(2, 1), FIRM, "2 firms", "2 家"),
        (Ratio(0, 1), FIRM, "0 firms", "0 家"),
        (Ratio(1, 2), FIRM, "0.5 firms", "0.5 家"),
        (Ratio(2, 2), FIRM, "1 firm", "1 家"),
        (Ratio(3, 1), Unit("万元/家", "wan CNY per firm"), "3 wan CNY per firm", "3 万元/家"),
        (Ratio(3, 1), Unit("㎡"), "3 ㎡", "3 ㎡"),
    ],
)
def test_a_unit_is_said_of_one_and_of_many(value: Ratio, unit: Unit, en: str, zh: str) -> None:
    assert (amount(value, unit, "en"), amount(value, unit, "zh")) == (en, zh)


def test_figures_of_a_carrier_and_rules_say_their_units_of_one_and_of_many() -> None:
    compiled = rubric("quality_mix.toml")
    graduates = compiled.measures["graduates_of_year"]

    def counted(number: int) -> str:
        return measure_words(graduates, measured(upper=number), "en")

    assert (counted(1), counted(2)) == ("graduates of the year: 1 firm", "graduates of the year: 2 firms")
    assert rule_words(compiled, compiled.rubric.indicator("J2"), "en") == "0.5 points for each 1 firm, at most 2"
    space = rubric("maker_space_incubation.toml")
    assert "for each whole 30 wan CNY, at most" in rule_words(space, space.rubric.indicator("C9"), "en")
    assert "每满 30万元 1 分" in rule_words(space, space.rubric.indicator("C9"), "zh")


def measured(*, upper: int) -> Measured:
    number = Ratio(upper, 1)
    return Measured(upper=number, lower=Ratio(1, 1), value=number, lack=None, base=upper, usable=upper, unknown=0)


def units() -> Iterator[Unit]:
    """Of everything that is shipped."""
    for name, form in RUBRICS.items():
        yield from (one.unit for one in rubric(name).rubric.measures)
        for table, field in compiled_form(form).form.all_fields():
            yield from (table.counted_in, field.measured_in)
    for file in files("resources").joinpath("conditions").iterdir():
        document, _, findings = read_toml(file.read_text("utf-8"), Conditions, file.name)
        assert document is not None, findings
        yield from (one.unit for one in document.measures)


def test_whatever_is_counted_has_a_plural_in_the_shipped_definitions() -> None:
    shipped = set(units())
    assert len(shipped) > 20
    alike = {unit.en for unit in shipped if unit.en and not unit.en_many}
    assert alike <= {"m²", "wan CNY", "wan CNY per firm", "per firm"}
    assert {unit.en for unit in shipped} & {unit.en_many for unit in shipped} == {""}
