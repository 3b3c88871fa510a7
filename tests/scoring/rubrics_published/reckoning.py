"""A published index by its definition files alone: rows out of a CSV, through a real table and the engine, to totals and grades."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Form
from scoring.definitions.layout import KEY_COLUMNS, Stored, column_type
from scoring.engine.aggregates import Query, figures_of_rows, measure_carriers
from scoring.engine.grade import Grade, candidate, figures_row, grade_round
from scoring.engine.measure import plan_rubric, results
from scoring.engine.score import CarrierScore, score_carrier
from scoring.services.shipped import form_file, rubric_file

INDICES = Path(__file__).parents[2] / "data" / "indices"


def read_form(index: str) -> Form:
    path = INDICES / index / "form.toml"
    found, findings = form_file(path.read_text("utf-8"), path.name)
    assert found is not None, findings
    return found.compiled.form


def read_rubric(index: str, name: str) -> CompiledRubric:
    path = INDICES / index / f"{name}.toml"
    found, findings = rubric_file(path.read_text("utf-8"), path.name, read_form(index))
    assert found is not None, findings
    return found.compiled


def read_csv(index: str, name: str) -> list[dict[str, str]]:
    with (INDICES / index / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(form: Form, values: Mapping[str, str]) -> dict[str, Stored]:
    """An effective row of the record: text as printed → scaled integers; what is not named, empty or ".." is unknown."""
    stored: dict[str, Stored] = {}
    for field in form.table(form.record).fields:
        text = values.get(field.key, "")
        if text in ("", ".."):
            stored[field.key] = None
        elif field.is_number:
            scaled = Decimal(text).scaleb(field.decimals)
            assert scaled == int(scaled), f"{field.key}: {text} has more decimals than the form keeps"
            stored[field.key] = int(scaled)
        else:
            stored[field.key] = text
    return stored


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came out for each unit, in the order of the rows; a unit that was not scored has no grade."""

    scores: tuple[CarrierScore, ...]
    grades: tuple[Grade | None, ...]


def reckon(rubric: CompiledRubric, rows: Sequence[Mapping[str, Stored]]) -> Reckoned:
    """Every row a unit of one round. The figures come out of SQLite and are held against Python's."""
    plans = plan_rubric(rubric, {})
    aggregates = [aggregate for plan in plans.values() for aggregate in plan.aggregates]
    with record_table(rubric.form, rows) as query:
        found = measure_carriers(query, {rubric.form.record: "eff_record"}, aggregates, round_no=1)
    scores = []
    for unit, one in enumerate(rows, start=1):
        reference = figures_of_rows(aggregates, {rubric.form.record: [one]})
        assert found[unit].keys() == reference.keys()
        assert all(found[unit][aggregate].compare(reference[aggregate]) == 0 for aggregate in reference)
        scores.append(score_carrier(rubric, results(plans, found[unit], {})))
    candidates = [
        candidate(rubric, unit, score, figures_row(rubric, score, {}, rows[unit - 1]))
        for unit, score in enumerate(scores, start=1)
        if score.scored
    ]
    grades = grade_round(rubric, candidates, {})
    return Reckoned(tuple(scores), tuple(grades.get(unit) for unit in range(1, len(rows) + 1)))


@contextmanager
def record_table(form: Form, rows: Iterable[Mapping[str, Stored]]) -> Iterator[Query]:
    """A real clustered STRICT table with one row for each unit, as a query."""
    fields = form.table(form.record).fields
    columns = ", ".join(
        [*(f"{key} INTEGER" for key in KEY_COLUMNS), *(f'"{field.key}" {column_type(field)}' for field in fields)]
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE eff_record ({columns}, PRIMARY KEY ({', '.join(KEY_COLUMNS)})) STRICT, WITHOUT ROWID")
        for unit, one in enumerate(rows, start=1):
            values = (1, unit, 1, *(one[field.key] for field in fields))
            connection.execute(f"INSERT INTO eff_record VALUES ({', '.join('?' * len(values))})", values)

        def query(sql: str, parameters: Sequence[int | str]) -> list[tuple[Stored, ...]]:
            return connection.execute(sql, parameters).fetchall()

        yield query
