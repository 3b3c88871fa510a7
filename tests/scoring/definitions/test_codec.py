"""Every kind of mistake a definition file can hold comes back located, in our own words, all in one pass."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.canonical import canonical
from scoring.definitions.codec import read_canonical, read_toml
from scoring.definitions.form import Form
from scoring.definitions.locations import key_path
from scoring.definitions.rubric import Rubric
from scoring.errors import Bug
from scoring.messages import LANGUAGES, sentence
from tests.scoring.definitions.small import FORM, RUBRIC, Spoil, faults, spoilt


def mistakes(kind: type[Any], *changes: Spoil) -> set[tuple[str, str]]:
    definition, text, findings = read_toml(spoilt(FORM if kind is Form else RUBRIC, *changes), kind, "d.toml")
    assert definition is None, "nothing was found"
    assert text == ""
    assert {finding.places[0].document for finding in findings} == {"d.toml"}
    for finding in findings:
        assert sentence(finding, "zh"), sentence(finding, "en")
    return faults(findings)


def said(kind: type[Any], *changes: Spoil, language: str = "zh") -> str:
    _, _, findings = read_toml(spoilt(FORM if kind is Form else RUBRIC, *changes), kind, "d.toml")
    (finding,) = findings
    return sentence(finding, language)


def test_the_small_files_are_sound() -> None:
    for kind, text in ((Form, FORM), (Rubric, RUBRIC)):
        definition, spelt, findings = read_toml(text, kind, "d.toml")
        assert findings == ()
        assert definition == read_canonical(spelt, kind)


@pytest.mark.parametrize(("folder", "kind"), [("forms", Form), ("rubrics", Rubric)], ids=["forms", "rubrics"])
def test_what_is_stored_reads_as_what_was_in_the_file(folder: str, kind: type[Any]) -> None:
    shipped = [file for file in files("resources").joinpath(folder).iterdir() if file.name.endswith(".toml")]
    assert shipped
    for file in shipped:
        definition, text, findings = read_toml(file.read_text("utf-8"), kind, file.name)
        assert findings == ()
        assert definition == read_canonical(text, kind)
        assert text == canonical(json.loads(text))


# No TOML ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ('schema = "x"\nkey 3\n', "not_toml", {"line": 2, "column": 5}),
        ("schema = 'x'\nversion = 1.\n", "not_toml", {"line": 2, "column": 12}),
        ("a = 1\nb = 2\na = 3\n", "toml_twice", {"line": 3, "column": 6}),
        ("[a]\nb = 1\n[a]\n", "toml_twice", {"line": 3, "column": 3}),
        ("x = {a = 1, a = 2}\n", "toml_twice", {"line": 1, "column": 18}),
        ('schema = "fup', "toml_ends_early", {}),
        ("a = [1, 2", "toml_ends_early", {}),
        (f"a = {'9' * 5000}\n", "number_beyond_toml", {}),
        ("a = 1e99999999999999999999\n", "number_beyond_toml", {}),
        ("a = " + "[" * 600 + "]" * 600, "too_deep", {}),
        ('schema = "fuping/form/1"\n' + ".".join("a" * 3000) + " = 1\n", "too_deep", {}),
    ],
)  # fmt: skip
def test_what_is_no_toml(text: str, code: str, facts: dict[str, int]) -> None:
    definition, spelt, (finding,) = read_toml(text, Form, "d.toml")
    assert (definition, spelt) == (None, "")
    assert (finding.code, finding.facts) == (f"definitions.{code}", facts)
    assert not re.search("[A-Za-z]{5,}", sentence(finding).replace("TOML", "")), "no English of tomllib's"
    assert sentence(finding, "en")


@pytest.mark.parametrize(("number", "fits"), [("999999999999999", True), ("1000000000000000", False), ("999999999999999.9", True),
                                              ("1e15", False), ("-1e15", False), ("0.000000000000001", True), ("1e-16", False)])  # fmt: skip
def test_numbers_of_any_use_pass(number: str, fits: bool) -> None:
    text = spoilt(FORM, ("decimals = 6", f"at_least = {number}"))
    assert (read_toml(text, Form, "d.toml")[0] is not None) is fits


def test_a_byte_order_mark_of_notepad_is_no_mistake() -> None:
    assert read_toml("\ufeff" + FORM, Form, "d.toml")[2] == ()


def test_nesting_beyond_the_json_reader_is_no_traceback() -> None:
    deep = "source = " + "[" * 230 + "]" * 230
    assert mistakes(Form, ('source = "示例"', deep)) == {("too_deep", "·")}


# Another schema: one finding, whatever else stands there ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "seen"),
    [('schema = "fuping/form/2"', "fuping/form/2"), ("", "—"), ("schema = 1e999999999", "—"), ("schema = [07:30:00]", "—")],
)
def test_another_schema_is_one_finding(line: str, seen: str) -> None:
    text = spoilt(FORM, ('schema = "fuping/form/1"', line), ('key = "small-form"', "nonsense = 3"))
    definition, _, (finding,) = read_toml(text, Form, "d.toml")
    assert definition is None
    assert (finding.code, finding.places[0].key) == ("definitions.wrong_schema", "schema")
    assert finding.facts == {"wanted": "fuping/form/1", "seen": seen}


def test_a_form_read_as_a_rubric_is_one_finding() -> None:
    assert faults(read_toml(FORM, Rubric, "d.toml")[2]) == {("wrong_schema", "schema")}


# Shapes -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "change", "expected"),
    [
        (Form, ('key = "small-form"\n', ""), ("missing_key", "key")),
        (Form, ('type = "money"\n', ""), ("missing_key", "tables[firms].fields[revenue].type")),
        (Form, ('key = "revenue"\n', ""), ("missing_key", "tables[firms].fields[4].key")),
        (Form, ("shown = 2", "showm = 2"), ("unknown_key", "tables[firms].fields[revenue].showm")),
        (Form, ('code = "退出"', 'code = "退出", zh = "退出"'), ("unknown_key", "choice_lists[status].choices[退出].zh")),
        (Form, ('version = "1"', 'version = "1"\nLinearScale = 1'), ("unknown_key", "LinearScale")),
        (Form, ('type = "money"', 'type = "cash"'), ("not_allowed", "tables[firms].fields[revenue].type")),
        (Form, ('type = "money"', "type = 3"), ("not_allowed", "tables[firms].fields[revenue].type")),
        (Form, ('kind = "rows"', 'kind = "ROWS"'), ("not_allowed", "tables[firms].kind")),
        (Form, ("decimals = 6", 'decimals = "6"'), ("wrong_type", "tables[firms].fields[revenue].decimals")),
        (Form, ("decimals = 6", "decimals = true"), ("wrong_type", "tables[firms].fields[revenue].decimals")),
        (Form, ("decimals = 6", "decimals = 6.0"), ("wrong_type", "tables[firms].fields[revenue].decimals")),
        (Form, ("shown = 2", "shown = []"), ("wrong_type", "tables[firms].fields[revenue].shown")),
        (Form, ('required = false\nrequired_when', 'required = "no"\nrequired_when'),
         ("wrong_type", "tables[firms].fields[hnte_on].required")),
        (Form, ('required = false\nrequired_when', "required = 0\nrequired_when"),
         ("wrong_type", "tables[firms].fields[hnte_on].required")),
        (Form, ('source = "示例"', "source = 2026"), ("wrong_type", "source")),
        (Form, ('source = "示例"', "source = 1.5"), ("wrong_type", "source")),
        (Form, ('source = "示例"', "source = 2026-01-01"), ("wrong_type", "source")),
        (Form, ('source = "示例"', "source = 07:30:00"), ("wrong_type", "source")),
        (Form, ('status = { zh = "示例" }', 'status = "示例"'), ("wrong_type", "status")),
        (Form, ('particulars = ["uscc"]', 'particulars = "uscc"'), ("wrong_type", "particulars")),
        (Form, ('particulars = ["uscc"]', "particulars = [1]"), ("wrong_type", "particulars[1]")),
        (Form, ('choices = [{ code = "在孵", en = "incubated" }, { code = "退出" }]', 'choices = ["在孵"]'),
         ("wrong_type", "choice_lists[status].choices[1]")),
        (Form, ("decimals = 6", "at_least = inf"), ("number_out_of_bounds", "tables[firms].fields[revenue].at_least")),
        (Form, ("decimals = 6", "at_least = 1e999999999"), ("number_out_of_bounds", "tables[firms].fields[revenue].at_least")),
        (Form, ("decimals = 6", "at_least = 1e-999999999"), ("number_out_of_bounds", "tables[firms].fields[revenue].at_least")),
        (Form, ("decimals = 6", "decimals = 99999999999999999999"),
         ("number_out_of_bounds", "tables[firms].fields[revenue].decimals")),
        (Rubric, ("points = 2.50", 'points = "2.50"'), ("wrong_type", "examples[1].points")),
        (Rubric, ("points = 2.50", 'points = "many"'), ("wrong_type", "examples[1].points")),
        (Rubric, ("points = 2.50", "points = true"), ("wrong_type", "examples[1].points")),
        (Rubric, ('value = "25%"', "value = 0.25"), ("wrong_type", "examples[1].value")),
        (Rubric, ('[["0%", 0], ["50%", 5]]', '[["0%", 0], ["50%"]]'), ("missing_key", "indicators[A1-1].scale.nodes[2][2]")),
        (Rubric, ('[["0%", 0], ["50%", 5]]', '[["0%", 0, 1]]'), ("too_many_parts", "indicators[A1-1].scale.nodes[1]")),
        (Rubric, ('[["0%", 0], ["50%", 5]]', "[[0, 0]]"), ("wrong_type", "indicators[A1-1].scale.nodes[1][1]")),
    ],
)  # fmt: skip
def test_one_mistake_is_one_located_finding(kind: type[Any], change: Spoil, expected: tuple[str, str]) -> None:
    assert mistakes(kind, change) == {expected}


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ('{ kind = "linear", knots = [] }', {("missing_key", "scale.nodes"), ("unknown_key", "scale.knots")}),
        ('{ kind = "linear", nodes = [], steps = [], below = 0 }', {("unknown_key", "scale.steps"), ("unknown_key", "scale.below")}),
        ('{ kind = "per_unit", points = 1, cap = "x" }', {("wrong_type", "scale.cap")}),
        ('{ kind = "curve", nodes = [] }', {("not_allowed", "scale.kind")}),
        ("{ kind = 3 }", {("not_allowed", "scale.kind")}),
        ("{ kind = [] }", {("not_allowed", "scale.kind")}),
        ("{ nodes = [] }", {("missing_key", "scale.kind")}),
        ('"linear"', {("wrong_type", "scale")}),
        ("[]", {("wrong_type", "scale")}),
    ],
)  # fmt: skip
def test_of_a_union_only_the_member_that_was_meant_speaks(scale: str, expected: set[tuple[str, str]]) -> None:
    change = ('{ kind = "linear", nodes = [["0%", 0], ["50%", 5]] }', scale)
    assert mistakes(Rubric, change) == {(code, f"indicators[A1-1].{key}") for code, key in expected}


def test_two_strange_kinds_are_two_findings() -> None:
    found = mistakes(Rubric, ('kind = "linear"', 'kind = "curve"'), ('kind = "steps"', 'kind = "stairs"'))
    assert found == {("not_allowed", "indicators[A1-1].scale.kind"), ("not_allowed", "indicators[A1-2].scale.kind")}


def test_everything_wrong_comes_in_one_pass() -> None:
    found = mistakes(
        Rubric,
        ('key = "small-rubric"\n', ""),
        ('mode = "half_away"', 'mode = "up"'),
        ('kind = "linear"', 'kind = "curve"'),
        ("below = 0", "under = 0"),
        ("points = 2.50", "points = []"),
    )
    assert found == {
        ("missing_key", "key"),
        ("not_allowed", "rounding.mode"),
        ("not_allowed", "indicators[A1-1].scale.kind"),
        ("missing_key", "indicators[A1-2].scale.below"),
        ("unknown_key", "indicators[A1-2].scale.under"),
        ("wrong_type", "examples[1].points"),
    }


# Words --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "change", "zh", "en"),
    [
        (Form, ("shown = 2", "showm = 2"), "没有“showm”这一项，是不是“shown”？", 'there is no key "showm"; is it "shown"?'),
        (Form, ('en = "incubated"', 'pinyin = "zaifu"'), "没有“pinyin”这一项；可以用的有：code、en",
         'there is no key "pinyin"; there are: code, en'),
        (Form, ('kind = "rows"', 'kind = "many"'), "“many”不在允许的取值之内；可以用的有：record、rows",
         '"many" is not allowed here; there are: record, rows'),
        (Rubric, ('kind = "linear"', 'kind = "linaer"'), "“linaer”不在允许的取值之内，是不是“linear”？",
         '"linaer" is not allowed here; is it "linear"?'),
        (Form, ("decimals = 6", "decimals = true"), "这里应写整数，写的是 true", "a whole number is wanted here, this is true"),
        (Form, ("decimals = 6", "decimals = 6.0"), "这里应写整数，写的是 6.0", "a whole number is wanted here, this is 6.0"),
        (Form, ('status = { zh = "示例" }', "status = [1]"), "这里应写一张表（{ … }），写的是 [1]",
         "a table ({ … }) is wanted here, this is [1]"),
        (Rubric, ("points = 2.50", "points = false"), "这里应写数（不带引号），写的是 false",
         "a number (without quotation marks) is wanted here, this is false"),
        (Form, ('source = "示例"', f"source = [{'7' * 15}, {'7' * 15}, {'7' * 15}]"),
         "这里应写带引号的文字，写的是 [777777777777777,777777777777777,777777…",
         "a text in quotation marks is wanted here, this is [777777777777777,777777777777777,777777…"),
    ],
)  # fmt: skip
def test_the_sentences_say_what_is_wanted(kind: type[Any], change: Spoil, zh: str, en: str) -> None:
    assert (said(kind, change), said(kind, change, language="en")) == (zh, en)


def test_adopted_text_that_does_not_read_is_a_bug() -> None:
    with pytest.raises(Bug, match="adopted Form"):
        read_canonical('{"schema":"fuping/form/1"}', Form)


def test_positions_without_a_usable_key_are_counted_from_one() -> None:
    assert key_path(()) == "·"
    assert key_path(("a", 0, "b"), {"a": [{"key": 3}]}) == "a[1].b"
    assert key_path(("a", 1), {"a": [{}, {"code": "A1"}]}) == "a[A1]"
    assert key_path(("a", 5, "b"), {"a": []}) == "a[6].b"


# Whatever a file holds ----------------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**20) | st.decimals(allow_nan=True) | st.text(max_size=5) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["key", "kind", "zh", "LinearScale"]), inner),
    max_leaves=4,
)  # fmt: skip
SOUND = {Form: tomllib.loads(FORM, parse_float=Decimal), Rubric: tomllib.loads(RUBRIC, parse_float=Decimal)}


def spots(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    parts = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [found for key, part in parts for found in [(*path, key), *spots(part, (*path, key))]]


def planted(plain: Any, path: tuple[Any, ...], value: object) -> Any:
    if not path:
        return value
    key, *rest = path
    if isinstance(plain, dict):
        return plain | {key: planted(plain[key], tuple(rest), value)}
    return [planted(part, tuple(rest), value) if at == key else part for at, part in enumerate(plain)]


@given(data=st.data(), kind=st.sampled_from([Form, Rubric]))
def test_anything_anywhere_is_read_or_located_and_said(data: st.DataObject, kind: type[Any]) -> None:
    """Whatever TOML can hold, planted in any place: a definition, or findings with a place and a sentence of our own."""
    path = data.draw(st.sampled_from(spots(SOUND[kind])))
    plain = planted(SOUND[kind], path, data.draw(VALUES.filter(lambda value: value is not None)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", lambda *_, **__: plain)
        definition, text, findings = read_toml("", kind, "d.toml")
    assert (definition is None) == bool(findings)
    if definition is not None:
        assert read_canonical(text, kind) == definition
    for finding in findings:
        assert finding.code != "definitions.not_understood"
        assert finding.places[0].key
        assert all(sentence(finding, language) for language in LANGUAGES)
