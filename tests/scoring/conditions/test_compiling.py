"""What can be wrong with a document of conditions is a finding with its key path and a sentence."""

from __future__ import annotations

from importlib.resources import files

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_conditions import adopted_conditions
from scoring.definitions.conditions import Bound, Conditions
from scoring.definitions.form import Form, Words
from scoring.messages import LANGUAGES, sentence
from scoring.services.conditions import ConditionsFile, shipped_conditions
from scoring.services.shipped import shipped_form
from tests.scoring.conditions.builders import FORM, GROUP, HEAD, MEASURES, alternative, compiled, condition, read, toml

AREA = 'measure = "area"'
RELIEF = 'relief = { when = "hardship", factor = "80%" }'


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (toml(condition(AREA)), "condition.one_kind", "groups[g].conditions[c]"),
        (toml(condition(AREA)), "condition.measure_needs_bound", "groups[g].conditions[c].measure"),
        (toml(condition(AREA, 'at_least = "1"', 'at_most = "2"')), "condition.one_kind", "groups[g].conditions[c]"),
        (toml(condition(AREA, 'at_least = "1"', "unknown = true")), "condition.one_kind", "groups[g].conditions[c]"),
        (toml(condition('holds = "legal"', "unknown = true")), "condition.one_kind", "groups[g].conditions[c]"),
        (toml(condition('holds = "legal"', AREA)), "condition.measure_needs_bound", "groups[g].conditions[c].measure"),
        (toml(condition('at_least = "1"')), "condition.bound_needs_measure", "groups[g].conditions[c].measure"),
        (toml(condition('holds = "leagl"')), "expression.unknown_name", "groups[g].conditions[c].holds"),
        (toml(condition('holds = "area"')), "expression.wrong_kind", "groups[g].conditions[c].holds"),
        (toml(condition('measure = "aera"', 'at_least = "1"')), "unknown_reference", "groups[g].conditions[c].measure"),
        (toml(condition(AREA, 'at_least = "1 + 1"')), "expression.not_a_literal", "groups[g].conditions[c].at_least"),
        (toml(condition(AREA, 'more_than = "1万元"')), "bound_of_other_unit", "groups[g].conditions[c].more_than"),
        (toml(condition('measure = "fund"', 'at_most = "500"')), "bound_of_other_unit", "groups[g].conditions[c].at_most"),
        (
            toml(condition('measure = "share"', 'at_least = "30"')),
            "condition.share_beyond_all",
            "groups[g].conditions[c].at_least",
        ),
        (
            toml(condition('measure = "which_kind"', 'at_least = "1"')),
            "condition.not_compared",
            "groups[g].conditions[c].measure",
        ),
        (toml(condition('holds = "legal"', RELIEF)), "condition.relief_needs_bound", "groups[g].conditions[c].relief"),
        (
            toml(condition(AREA, 'at_least = "1"', 'relief = { when = "hardships", factor = "80%" }')),
            "expression.unknown_name",
            "groups[g].conditions[c].relief.when",
        ),
        (
            toml(condition(AREA, 'at_least = "1"', 'relief = { when = "", factor = "80%" }')),
            "condition.relief_needs_when",
            "groups[g].conditions[c].relief.when",
        ),
        (
            toml(condition(AREA, 'at_least = "1"', 'relief = { when = "hardship", factor = "0%" }')),
            "condition.factor_not_positive",
            "groups[g].conditions[c].relief.factor",
        ),
        (
            toml(condition(AREA, 'at_least = "1"', 'relief = { when = "hardship", faktor = "80%" }')),
            "missing_key",
            "groups[g].conditions[c].relief.factor",
        ),
        (
            toml(condition(), alternative('holds = "legal"', key="a")),
            "condition.one_alternative",
            "groups[g].conditions[c].any_of",
        ),
        (
            toml(condition(), alternative('holds = "legal"', key="a"), alternative('holds = "lega"', key="b")),
            "expression.unknown_name",
            "groups[g].conditions[c].any_of[b].holds",
        ),
        (
            toml(condition(), alternative('hold = "legal"', key="a"), alternative('holds = "legal"', key="b")),
            "unknown_key",
            "groups[g].conditions[c].any_of[a].hold",
        ),
        (
            toml(condition('holds = "legal"')).replace('by = "industry"', 'by = "industry"\nround_to = 99999999'),
            "number_not_between",
            "measures[largest].round_to",
        ),
        (toml(condition('holds = "legal"', basis="")), "condition.basis_missing", "groups[g].conditions[c].basis"),
        (toml(condition('holds = "legal"'), condition("unknown = true")), "twice", "conditions[c]"),
        (toml(condition('holds = "legal"'), needs=2), "condition.needs_more_than_there_are", "groups[g].needs"),
        (toml(condition('holds = "legal"'), needs=-1), "condition.needs_more_than_there_are", "groups[g].needs"),
        (toml(condition('holds = "legal"'), top="applies = \"kind = '众创'\"\n"), "expression.unknown_choice", "applies"),
        (toml(condition('holds = "legal"')).replace('form = "small"', 'form = "other"'), "condition.other_form", "form"),
        (toml(condition('holds = "legal"')).replace("conditions/1", "conditions/2"), "wrong_schema", "schema"),
        (HEAD + MEASURES + GROUP + "conditions = []", "condition.no_conditions", "groups[g].conditions"),
        (HEAD + "groups = []", "condition.no_conditions", "groups"),
        (toml(condition('holds = "legal"')) + GROUP + "conditions = []", "twice", "groups[g]"),
        (toml(condition('holds = "legal"')).replace('by = "industry"', ""), "measure_needs", "measures[largest].by"),
        (
            toml(condition('holds = "legal"')).replace('by = "industry"', 'by = "staff"'),
            "unknown_reference",
            "measures[largest].by",
        ),
    ],
)
def test_a_mistake_is_found_where_it_stands(text: str, code: str, key: str) -> None:
    found, findings = read(text)
    assert found is None
    assert (f"definitions.{code}", key) in [(finding.code, finding.places[0].key) for finding in findings]
    assert all(sentence(finding, language) for finding in findings for language in LANGUAGES)


def test_every_mistake_comes_in_one_pass() -> None:
    _, findings = read(
        toml(condition('holds = "leagl"', basis=""), condition('measure = "share"', 'at_least = "30"', key="d"), needs=3)
    )
    assert [finding.code.removeprefix("definitions.") for finding in findings] == [
        "condition.needs_more_than_there_are",
        "condition.basis_missing",
        "expression.unknown_name",
        "condition.share_beyond_all",
    ]


def test_a_condition_is_compiled_with_its_threshold_relief_and_statements() -> None:
    found = compiled(toml(condition(AREA, 'at_least = "10000"', RELIEF), condition('holds = "legal"', key="d")))
    assert set(found.statements) == {"hardship", "legal"}
    threshold = found.thresholds["c"]
    assert (threshold.bound, threshold.number.text, threshold.factor.text) == (Bound.AT_LEAST, "10000", "80%")


def test_stored_text_compiles_to_the_same() -> None:
    text = toml(condition(), alternative(AREA, 'at_least = "1"', RELIEF, key="a"), alternative("unknown = true", key="b"))
    document, stored, _ = read_toml(text, Conditions, "c.toml")
    again = adopted_conditions(stored, FORM)
    assert again.document == document
    assert again.thresholds == compiled(text).thresholds


# Ours -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form() -> Form:
    return shipped_form().compiled.form


@pytest.fixture(scope="module")
def shipped(form: Form) -> dict[str, ConditionsFile]:
    return {one.name: one for one in shipped_conditions(form)}


def test_every_file_that_is_shipped_compiles(shipped: dict[str, ConditionsFile]) -> None:
    there = {entry.name for entry in files("resources").joinpath("conditions").iterdir() if entry.name.endswith(".toml")}
    assert set(shipped) == there
    assert {"national_2018_300.toml", "national_2018_300_specialised.toml", "ministry_standard_2025_131.toml"} <= there
    assert len({one.compiled.document.key for one in shipped.values()}) == len(shipped)


def test_what_is_shipped_speaks_both_languages_and_names_its_source(shipped: dict[str, ConditionsFile]) -> None:
    for one in shipped.values():
        document = one.compiled.document
        words: list[Words] = [document.title, document.status, *(group.label for group in document.groups)]
        words += [measure.label for measure in document.measures] + [each.label for each in document.all_conditions()]
        words += [words for words in (document.superseded_by, *(each.note for each in document.all_conditions())) if words.zh]
        assert [each.zh for each in words if not each.en] == []
        assert document.source
        assert all(condition.basis for group in document.groups for condition in group.conditions)


def asked(one: ConditionsFile) -> dict[str, tuple[str, str]]:
    """Condition → (bound, factor of the relief or nothing)."""
    relieved = {each.key for each in one.compiled.document.all_conditions() if each.relief}
    thresholds = one.compiled.thresholds.items()
    return {key: (found.number.text, found.factor.text if key in relieved else "") for key, found in thresholds}


COMMON = {
    "three_years": ("36", ""),
    "torch_two_years": ("2", ""),
    "area": ("10000", "80%"),
    "area_share": ("75%", ""),
    "fund": ("500万元", "80%"),
    "financed": ("10%", ""),
    "fund_cases": ("3", ""),
    "staff_share": ("80%", ""),
    "staff_per_ten": ("1", ""),
    "mentors_per_ten": ("1", ""),
    "ip_patents": ("50%", "80%"),
    "ip_valid": ("30%", "80%"),
}


def test_the_numbers_of_2018(shipped: dict[str, ConditionsFile]) -> None:
    general = {"tenants": ("50", "80%"), "density": ("3", ""), "graduates": ("20", "80%")}
    special = {"tenants": ("30", "80%"), "density": ("2", ""), "graduates": ("15", "80%"), "one_industry": ("75%", "")}
    assert asked(shipped["national_2018_300.toml"]) == COMMON | general
    assert asked(shipped["national_2018_300_specialised.toml"]) == COMMON | special
    for name in ("national_2018_300.toml", "national_2018_300_specialised.toml"):
        assert shipped[name].compiled.document.superseded_by.zh == "已被2025年办法替代，供参考"


def test_of_the_ministrys_conditions_only_what_was_seen_has_a_number(shipped: dict[str, ConditionsFile]) -> None:
    one = shipped["ministry_standard_2025_131.toml"]
    known = {"investment_own": ("10%", ""), "investment_any": ("20%", ""), "growing": ("30%", ""), "other_income": ("30%", "")}
    assert asked(one) == known
    unknown = [each.label.zh for each in one.compiled.document.all_conditions() if each.unknown]
    assert len(unknown) == 9
    assert {"孵化场地面积", "在孵企业密度", "运营年限"} <= set(unknown)
