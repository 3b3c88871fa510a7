"""Rubrics found, run against their own worked examples, and adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scoring.definitions.canonical import Sha256
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import YES, Field, FieldType, Form
from scoring.definitions.layout import encode
from scoring.definitions.lowering import Parameters
from scoring.engine.worked import Disagreement, SampleRows, run_examples, run_grade_cases, run_worked
from scoring.errors import Bug
from scoring.messages import LANGUAGES
from scoring.services.amending import datum_of
from scoring.services.choosing import chosen, rubric_for
from scoring.services.reading import open_to_read
from scoring.services.rounds import OpenRound, of_kind, open_year, open_youngest, parameters_of
from scoring.services.sample import SampleCarrier, Values, worked_carriers
from scoring.store import definitions, rounds


@dataclass(frozen=True, slots=True)
class Found:
    """A rubric found somewhere; ``parameters`` of the round it is used by, None for a file; ``whose`` names that round, empty too."""

    compiled: CompiledRubric
    parameters: Parameters | None
    hash: Sha256
    whose: Mapping[str, object]


def found_in(opened: OpenRound) -> Found:
    """The rubric that a round is scored by."""
    kinds = {language: opened.kind(language) for language in LANGUAGES}
    whose = {"district": opened.district, "round": opened.round.title, "kind": kinds}
    return Found(opened.rubric, opened.parameters, opened.round.rubric, whose)


def rubric_at(path: Path, kind: str = "", year: int = 0) -> Found:
    """The rubric of a TOML file, or the one by which a workspace's round of the kind and year, else the youngest, is scored.

    Raises Refusal: no such file, no rubric, or one with mistakes (the first is named; ``lint_file`` tells them all).
    """
    if path.suffix == ".fuping":
        with open_to_read(path) as store:
            return found_in(of_kind(open_year(store, year) if year else open_youngest(store), kind))
    rubric = chosen(path).rubric
    return Found(rubric.compiled, None, rubric.hash, {})


@dataclass(frozen=True, slots=True)
class Tested:
    """A rubric's own examples, run: how many there are, and those that do not hold."""

    examples: int
    grade_cases: int
    worked: int
    disagreements: tuple[Disagreement, ...]


def test_rubric(compiled: CompiledRubric, *, data_year: int) -> Tested:
    """Run the single points, the grade cases and the worked carriers of a rubric."""
    rubric = compiled.rubric
    parameters = parameters_of(data_year=data_year, cutoff=date(data_year, 12, 31))
    rows = sample_rows(compiled.form) if rubric.worked else {}
    return Tested(
        len(rubric.examples) + len(rubric.branch_examples),
        len(rubric.grade_cases),
        len(rubric.worked),
        (
            *run_examples(compiled),
            *run_grade_cases(compiled, parameters),
            *run_worked(compiled, rows, parameters),
        ),
    )


def sample_rows(form: Form) -> dict[str, SampleRows]:
    """Sample → table → effective rows: what the carrier filled in, with what the district found out on top.

    Empty for a form the samples were not made for.
    """
    try:
        samples = worked_carriers(form)
    except (Bug, KeyError):
        return {}
    return {sample.key: effective_sample(form, sample) for sample in samples}


def effective_sample(form: Form, sample: SampleCarrier) -> SampleRows:
    """What the carrier filled in, with what the district found out on top."""
    found = {(fact.table, fact.row, fact.field): fact.value for fact in sample.district}
    return {
        table.key: [
            {
                field.key: encode(form, field, datum_of(field, found.get((table.key, number, field.key), _said(field, given))))
                for field in table.fields
            }
            for number, given in enumerate(sample.records[table.key], start=1)
        ]
        for table in form.tables
    }


def _said(field: Field, given: Values) -> object:
    """What the carrier said, or a district field's default."""
    if field.default and field.key not in given:
        return field.default == YES if field.type is FieldType.BOOL else field.default
    return given.get(field.key)


def adopt_rubric(opened: OpenRound, path: Path, *, actor: str, now: datetime) -> CompiledRubric:
    """Score the round by another rubric from now on; sealed runs keep theirs. Raises Refusal where it does not fit the form."""
    file = rubric_for(path, opened.form.form)
    document = file.compiled.rubric
    with opened.store.writing():
        adopted = definitions.adopt(
            opened.store,
            kind=definitions.Kind.RUBRIC,
            key=document.key,
            version=document.version,
            text=file.text,
            source=file.name,
            actor=actor,
            now=now,
        )
        rounds.use_rubric(opened.store, opened.round.id, adopted, actor=actor, now=now)
    return file.compiled
