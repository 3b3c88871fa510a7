"""Two rubrics compared: nothing that decides about points and grades can change unseen, and only what differs is marked."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.form import FieldType
from scoring.messages import LANGUAGES, catalogue
from scoring.services.rubric_compare import Changed, Part, compare_rubrics, marked
from tests.scoring.rubrics.builders import RUBRICS, rubric, text
from tests.scoring.rubrics.changes import changes

QUALITY = "quality_mix.toml"


def told(old: CompiledRubric, new: CompiledRubric, language: str = "zh") -> list[tuple[str, str, str, str, str]]:
    found = compare_rubrics(old, new, language).differences
    return [(one.part.value, one.key, one.change.value, one.old, one.new) for one in found]


def test_a_rubric_is_the_same_as_itself() -> None:
    same = compare_rubrics(rubric(QUALITY), rubric(QUALITY))
    assert same.differences == ()
    assert same.summary == "两份细则逐项相同。"


def test_no_change_of_a_piece_goes_unseen() -> None:
    compiled = rubric(QUALITY)
    kinds = {}
    for change in changes(compiled):
        kinds.setdefault(change.alike, change)
    assert len(kinds) > 60
    for change in kinds.values():
        changed, _ = draft_rubric(change.rubric, compiled.form, "changed.toml")
        assert compare_rubrics(compiled, changed).differences, change.where


def test_an_indicator_a_grade_and_an_example_in_words() -> None:
    old = rubric(QUALITY)
    first, *rest = old.rubric.indicators
    best, *others = old.rubric.grades
    new = replace(
        old,
        rubric=replace(
            old.rubric,
            indicators=(replace(first, maximum=first.maximum + 1), *rest[:-1]),
            grades=(replace(best, at_least=Decimal(82)), *others),
            worked=old.rubric.worked[1:],
        ),
    )
    last = rest[-1]
    found = told(old, new)
    assert ("indicators", first.code, "changed", f"{first.maximum}", f"{first.maximum + 1}") in found
    assert ("grades", "优秀", "changed", "80", "82") in found
    assert [one[:3] for one in found if one[0] == "examples"] == [("examples", old.rubric.worked[0].sample, "removed")]
    (gone,) = [one for one in found if one[:3] == ("indicators", last.code, "removed")]
    assert last.title.zh in gone[3]
    comparison = compare_rubrics(old, new)
    assert comparison.count(Changed.REMOVED) == 2
    lines = list(comparison.lines())
    assert f"  改动　{first.code} {first.title.zh}　满分：{first.maximum} → {first.maximum + 1}" in lines


def test_a_field_that_changed_its_meaning() -> None:
    old = rubric(QUALITY)
    table, field = next((table, one) for table, one in old.form.all_fields() if one.type is FieldType.BOOL)
    fields = tuple(replace(one, type=FieldType.INT, unit="户") if one is field else one for one in table.fields)
    tables = tuple(replace(one, fields=fields) if one is table else one for one in old.form.tables)
    form, key = replace(old.form, tables=tables), f"{table.key}.{field.key}"
    found = [one for one in compare_rubrics(old, replace(old, form=form)).differences if one.part is Part.FIELDS]
    assert {(one.key, one.aspect) for one in found} == {(key, "label"), (key, "type")}
    assert {(one.old, one.new) for one in found if one.aspect == "type"} == {("是/否", "整数")}


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("达到 80 分", "达到 82.5 分", ["80"], ["82.5"]),
        ("在孵企业中为是的", "在孵企业中为否的", ["是"], ["否"]),
        ("at least 80", "above 80", ["at", "least"], ["above"]),
        ("甲", "甲", [], []),
        ("", "全新", [], ["全新"]),
        ("5%；10%", "5%；15%；20%", ["10%"], ["15%；20%"]),
    ],
)
def test_only_the_words_that_differ_are_marked(old: str, new: str, left: list[str], right: list[str]) -> None:
    before, after = marked(old, new)
    assert "".join(one.text for one in before) == old
    assert "".join(one.text for one in after) == new
    assert [word for one in before if one.differs for word in one.text.split()] == left
    assert [word for one in after if one.differs for word in one.text.split()] == right


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_aspect_of_every_shipped_pair_has_its_word(language: str) -> None:
    for name in RUBRICS:
        for one in compare_rubrics(rubric(QUALITY), rubric(name), language).differences:
            assert one.aspect_label in {"", *catalogue(language).values()}


def test_the_terminal_compares_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = tmp_path / "ours.toml", tmp_path / "theirs.toml"
    ours.write_text(text("rubrics", QUALITY), "utf-8")
    theirs.write_text(ours.read_text("utf-8").replace("at_least = 80", "at_least = 82"), "utf-8")
    assert main(["rubric", "compare", str(ours), str(theirs), "--actor=李"]) == 0
    assert "改动　优秀　分数线：80 → 82" in capsys.readouterr().out
    assert main(["rubric", "compare", str(ours), str(theirs), "--json", "--lang=en", "--actor=李"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["differences"]
    assert (one["part"], one["change"], one["old"], one["new"]) == ("grades", "changed", "80", "82")
