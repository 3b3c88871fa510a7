"""The forms of the other two rubrics: what they ask, and every check of them able to fail."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.definitions.canonical import sha256
from scoring.definitions.form import FieldType, FilledBy
from scoring.intake.child import WorkbookReader
from scoring.intake.records import read_return
from scoring.intake.template import write_template
from scoring.services.amending import datum_of
from scoring.services.sample import Values
from tests.scoring.rubrics.builders import compiled_form
from tests.scoring.samples.judging import faults, gaps

FORMS = ("maker_space.toml", "tech_sme.toml")
every_form = pytest.mark.parametrize("name", FORMS)


def honest(name: str, **values: object) -> dict[str, list[Values]]:
    """A record with every question answered without a contradiction."""
    form = compiled_form(name).form
    table = form.table(form.record)
    answers: dict[FieldType, object] = {
        FieldType.TEXT: "虚构", FieldType.USCC: "虚构", FieldType.INT: 3, FieldType.MONEY: Decimal("3.5"),
        FieldType.BOOL: True, FieldType.DATE: date(2026, 1, 9),
    }  # fmt: skip
    row = {field.key: form.choices(field)[0].code if field.choices else answers[field.type] for field in table.fields}
    return {table.key: [{**row, **values}]}


@every_form
def test_an_honest_return_raises_no_finding_and_owes_nothing(name: str) -> None:
    assert faults(compiled_form(name), honest(name)) == []
    assert gaps(compiled_form(name), honest(name)) == []


@every_form
def test_every_question_is_owed_and_the_carrier_answers_them_all(name: str) -> None:
    form = compiled_form(name).form
    (table,) = form.tables
    owed = gaps(compiled_form(name), {table.key: [dict.fromkeys(field.key for field in table.fields)]})
    assert [field for _, _, field in owed] == [field.key for field in table.fields]
    assert {field.filled_by for field in table.fields} == {FilledBy.CARRIER}


@pytest.mark.parametrize(
    ("name", "values", "check"),
    [
        ("maker_space.toml", {"seats_total": 41, "seats_occupied": 42}, "space_seats_occupied_within_total"),
        ("maker_space.toml", {"commitment": False}, "space_commitment_given"),
        ("tech_sme.toml", {"staff_total": 8, "tech_staff": 9}, "firm_tech_staff_within_staff"),
        ("tech_sme.toml", {"commitment": False}, "firm_commitment_given"),
    ],
)
def test_a_contradiction_is_found(name: str, values: dict[str, object], check: str) -> None:
    assert faults(compiled_form(name), honest(name, **values)) == [(check, 1)]


@every_form
def test_what_is_filled_in_comes_back_from_its_workbook(name: str, tmp_path: Path) -> None:
    form = compiled_form(name).form
    (table,) = form.tables
    given = honest(name, **{form.carrier_id: "91310113YFP9000018"})
    hash_ = sha256(name)
    write_template(form, tmp_path / "a.xlsx", form_hash=hash_, round_words="2026年度考评", prefill=given)
    with WorkbookReader() as reader:
        found, findings = read_return(form, hash_, reader.read(tmp_path / "a.xlsx"), document="a.xlsx", file=hash_)
    assert findings == ()
    assert found is not None
    (row,) = given[table.key]
    assert found.table(table.key).rows[0].data == tuple(datum_of(field, row[field.key]) for field in table.fields)
