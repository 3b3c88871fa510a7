"""Every single point and every grade case of every shipped rubric as carriers of a real workspace, and what came of them.

Each example becomes one carrier whose rows measure to exactly what the example gives. The workspace is scored by SQLite, the
same rows by Python, and the round's live-formula workbook by LibreOffice from spoilt values. The workbooks' last answers are
kept in ``tests/data/recalculated/examples.json``; ``python -m tests.journeys.example_rounds`` asks again: after a change of the
workbook or of a shipped rubric.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from scoring.definitions.canonical import sha256
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Field, FieldType, FilledBy, Form
from scoring.definitions.layout import Stored, ordinals
from scoring.definitions.records import Datum, Nothing, Return, TableRecords
from scoring.definitions.records import Row as ReturnRow
from scoring.engine.exact import Ratio
from scoring.papers.workbook import workbook_bytes
from scoring.papers.workbook_facts import BookFacts
from scoring.services.amending import amend
from scoring.services.choosing import Chosen
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import with_check_character
from scoring.services.shipped import shipped_form, shipped_rubric
from scoring.services.workbooks import book_facts
from scoring.store import marks, returns
from scoring.store.amendments import Change
from tests.journeys.example_grades import grade_rows
from tests.journeys.example_rows import Rows, measuring
from tests.journeys.workbook_evidence import Figures, ask, disagreements, fingerprint, of_engine, of_workbook
from tests.recalculation import made_by
from tests.scoring.rubrics.builders import RUBRICS

EVIDENCE = Path(__file__).parents[1] / "data" / "recalculated" / "examples.json"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BRANCH_VALUES = {"J": {"J1": "3", "J2": "4", "J3": "1.5"}}
"""Values of indicators whose points a branch example adds up; that they give those points is tested with the rest."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one carrier must come to: ``values`` of measures, exactly; ``printed`` by heading of the result sheets, as the file says."""

    name: str
    values: Mapping[str, Ratio]
    printed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExampleRound:
    """A rubric's examples of one sort as a round: its facts as SQLite scored them, and what they must come to."""

    facts: BookFacts
    expected: tuple[Expected, ...]


# What the file says -------------------------------------------------------------------------------------------------------


def said(name: str) -> dict[str, Any]:
    """A shipped rubric as any TOML reader sees it."""
    return tomllib.loads(files("resources").joinpath("rubrics", name).read_text("utf-8"), parse_float=Decimal)


def single_points(compiled: CompiledRubric, name: str) -> list[tuple[Expected, Rows]]:
    document = said(name)
    made = []
    for at, (one, value) in enumerate(zip(document.get("examples", []), compiled.examples, strict=True), start=1):
        key = compiled.rubric.indicator(one["indicator"]).measure
        values = {key: Ratio(value.numerator, value.denominator)}
        printed = {f"计分 {one['indicator']}": f"{one['points']}"}
        made.append((Expected(f"单点{at:02} {one['indicator']}={one['value']}", values, printed), measuring(compiled, values)))
    for at, one in enumerate(document.get("branch_examples", []), start=1):
        values = {compiled.rubric.indicator(code).measure: _ratio(text) for code, text in BRANCH_VALUES[one["branch"]].items()}
        printed = {f"计分 {code}": f"{points}" for code, points in one["of"].items()}
        printed[f"总分 {one['branch']}"] = f"{one['points']}"
        made.append((Expected(f"分支{at:02} {one['branch']}", values, printed), measuring(compiled, values)))
    return made


def grade_cases(compiled: CompiledRubric, name: str) -> list[tuple[Expected, Rows]]:
    """Total, branches and grade are printed; counts are measured."""
    made = []
    for one in said(name).get("grade_cases", []):
        given: dict[str, str] = one["given"]
        printed = {"总分" if key == "total" else f"总分 {key}": text for key, text in given.items() if _is_points(compiled, key)}
        values = {key: _ratio(text) for key, text in given.items() if key in compiled.measures}
        made.append((Expected(one["carrier"], values, {**printed, "等级": one["grade"]}), grade_rows(compiled, given)))
    return made


def _is_points(compiled: CompiledRubric, key: str) -> bool:
    return key == "total" or key in {branch.code for branch in compiled.rubric.branches}


def _ratio(text: str) -> Ratio:
    return Ratio(*Decimal(text).as_integer_ratio())


# As carriers of a workspace -----------------------------------------------------------------------------------------------


def example_round(name: str, sort: str, folder: Path) -> ExampleRound | None:
    """The round of a rubric's examples of one sort in a workspace of its own; None where it has none."""
    form = shipped_form(RUBRICS[name])
    rubric = shipped_rubric(form.compiled.form, name)
    pairs = SORTS[sort](rubric.compiled, name)
    if not pairs:
        return None
    opened = new_workspace(
        folder / "round.fuping", district="云岬区", assessment_year=2026, data_year=2025, actor="测", now=NOW,
        definition=Chosen(form, rubric),
    )  # fmt: skip
    with opened.store:
        with opened.store.writing():
            for number, (expected, rows) in enumerate(pairs):
                enrolled(opened, number, expected.name, rows)
        return ExampleRound(book_facts(opened, None, "zh", now=NOW), tuple(expected for expected, _ in pairs))


def enrolled(opened: OpenRound, number: int, name: str, rows: Rows) -> None:
    """By a return, what the district found out, and the reviewers' marks."""
    form, uscc = opened.form.form, with_check_character(f"91310113YFP6{number:05}")
    carrier = enrol(opened, name=name, uscc=uscc, actor="测", now=NOW)
    read = tuple(
        TableRecords(
            table=table.key,
            sheet=table.label.zh,
            fields=tuple(field.key for field in table.asked),
            cells=tuple((3, column) for column in range(1, len(table.asked) + 1)),
            rows=tuple(
                ReturnRow(4 + at, tuple(_datum(form, field, row[field.key]) for field in table.asked))
                for at, row in enumerate(rows.tables[table.key])
            ),
        )
        for table in form.tables
    )
    content = name.encode()
    answer = Return(opened.round.form, sha256(content), f"{number}.xlsx", read)
    returns.save(opened.store, answer, round_id=opened.round.id, uscc=uscc, content=content, actor="测", now=NOW)
    amend(opened, carrier, _found_out(form, rows), actor="测", now=NOW)
    for mark in rows.marks:
        marks.mark(
            opened.store, round_id=opened.round.id, uscc=uscc, measure=mark.measure, reviewer=mark.reviewer,
            value=mark.value, actor="测", now=NOW,
        )  # fmt: skip


def _found_out(form: Form, rows: Rows) -> list[Change]:
    """The district's own fields, where they are known and not what they are by default."""
    return [
        Change(table.key, at, field.key, _datum(form, field, row[field.key]), "算例")
        for table in form.tables
        for at, row in enumerate(rows.tables[table.key], start=1)
        for field in table.fields
        if field.filled_by is FilledBy.DISTRICT and row[field.key] is not None and not (field.default and row[field.key] == 0)
    ]


def _datum(form: Form, field: Field, stored: Stored) -> Datum:
    """The inverse of ``layout.encode``."""
    match field.type:
        case _ if stored is None:
            return Nothing.EMPTY
        case FieldType.CHOICE:
            return next(code for code, number in ordinals(form, field).items() if number == stored)
        case FieldType.DATE:
            assert isinstance(stored, int)
            return date(stored // 10_000, stored // 100 % 100, stored % 100).isoformat()
        case FieldType.BOOL:
            return bool(stored)
        case _:
            return stored


SORTS = {"single points": single_points, "grade cases": grade_cases}


def all_rounds(folder: Path) -> dict[str, ExampleRound]:
    """By file and sort."""
    found: dict[str, ExampleRound] = {}
    for name in sorted(RUBRICS):
        for sort in SORTS:
            own = folder / name / sort
            own.mkdir(parents=True)
            made = example_round(name, sort, own)
            if made is not None:
                found[f"{name} {sort}"] = made
    return found


# Against what came out ----------------------------------------------------------------------------------------------------


def wrong_values(one: ExampleRound) -> list[str]:
    """Examples whose rows do not measure to exactly what they give."""
    units = {unit.name: unit for unit in one.facts.units}
    return [
        f"{expected.name} {key}: {units[expected.name].measured[key].value}, not {value}"
        for expected in one.expected
        for key, value in expected.values.items()
        if (found := units[expected.name].measured[key].value) is None or found.compare(value) != 0
    ]


def wrong_prints(expected: Sequence[Expected], told: Figures) -> list[str]:
    """Points, totals and grades that are not what the file says."""
    return [
        f"{one.name} {heading}: {found!r}, not {due}"
        for one in expected
        for heading, due in one.printed.items()
        if (found := told[one.name].get(heading)) != (due if heading == "等级" else float(due))
    ]


def needed(one: ExampleRound, told: Figures) -> Figures:
    """Of a workbook's figures those the examples speak of."""
    keys = {expected.name: [*expected.printed, *(f"口径 {key}" for key in expected.values)] for expected in one.expected}
    return {name: {key: told[name][key] for key in listed} for name, listed in keys.items()}


def renew() -> None:
    """Raises AssertionError rather than keep an answer that is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rounds = all_rounds(folder / "rounds")
        books = {key: workbook_bytes(one.facts) for key, one in rounds.items()}
        answers = ask(books, folder / "asked")
        held: dict[str, object] = {}
        for key, one in rounds.items():
            told = of_workbook(answers[key], one.facts)
            wrong = wrong_values(one) + wrong_prints(one.expected, told) + disagreements(of_engine(one.facts), told)
            assert not wrong, (key, wrong[:20])
            held[key] = {"formulas": fingerprint(books[key]), "figures": needed(one, told)}
        version = made_by(next(iter(answers.values())))
    lines = [f'"{name}": {json.dumps(one, ensure_ascii=False)}' for name, one in held.items()]
    EVIDENCE.write_text(f'{{"libreoffice": "{version}",\n' + ",\n".join(lines) + "}\n", "utf-8")


if __name__ == "__main__":
    renew()
