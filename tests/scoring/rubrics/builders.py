"""The shipped definitions, and the effective rows of the worked carriers in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_form import CompiledForm, compile_form
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Form
from scoring.definitions.layout import Stored, column_type, encode
from scoring.definitions.rubric import Rubric
from scoring.engine.worked import SampleRows
from scoring.services.amending import datum_of
from scoring.services.rubrics import effective_sample
from scoring.services.sample import worked_carriers

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
"""The round of the worked examples."""

RUBRICS = {
    "quality_mix_skeleton.toml": "incubator_annual.toml",
    "quality_mix.toml": "incubator_annual.toml",
    "maker_space_incubation.toml": "maker_space.toml",
    "tech_sme_2017_115.toml": "tech_sme.toml",
}
"""Rubric file → the form it measures."""

Row = dict[str, Stored]


def text(folder: str, name: str) -> str:
    return files("resources").joinpath(folder, name).read_text("utf-8")


@cache
def compiled_form(name: str) -> CompiledForm:
    form, _, findings = read_toml(text("forms", name), Form, name)
    assert form is not None, findings
    compiled, findings = compile_form(form, name)
    assert compiled is not None, findings
    return compiled


@cache
def rubric(name: str) -> CompiledRubric:
    return of_text(text("rubrics", name), name)


def of_text(toml: str, name: str) -> CompiledRubric:
    """A rubric of a text, which must compile without findings against the form of the file ``name``."""
    document, _, findings = read_toml(toml, Rubric, name)
    assert document is not None, findings
    compiled, findings = compile_rubric(document, compiled_form(RUBRICS[name]).form, name)
    assert compiled is not None, findings
    return compiled


@cache
def samples() -> Mapping[str, SampleRows]:
    """Sample → table → effective rows: what the carrier filled in, with what the district found out on top."""
    form = compiled_form("incubator_annual.toml").form
    return {sample.key: effective_sample(form, sample) for sample in worked_carriers(form)}


def record(form_name: str, **values: object) -> dict[str, list[Row]]:
    """One unit of a form that has only its record: values in the form's terms, everything else unknown."""
    form = compiled_form(form_name).form
    table = form.table(form.record)
    assert values.keys() <= {field.key for field in table.fields}
    return {table.key: [{field.key: encode(form, field, datum_of(field, values.get(field.key))) for field in table.fields}]}


def in_sqlite(form: Form, units: Sequence[Mapping[str, Sequence[Row]]]) -> sqlite3.Connection:
    """Real clustered STRICT tables of effective rows, units counted from 1."""
    connection = sqlite3.connect(":memory:")
    for table in form.tables:
        columns = ", ".join(f'"{field.key}" {column_type(field)}' for field in table.fields)
        connection.execute(
            f'CREATE TABLE "{table.key}" (round_no INTEGER, carrier_no INTEGER, row_no INTEGER, {columns}, '
            "PRIMARY KEY (round_no, carrier_no, row_no)) STRICT, WITHOUT ROWID"
        )
        for unit, rows in enumerate(units, start=1):
            for number, row in enumerate(rows[table.key], start=1):
                values = (1, unit, number, *(row[field.key] for field in table.fields))
                connection.execute(f'INSERT INTO "{table.key}" VALUES ({", ".join("?" * len(values))})', values)
    return connection
