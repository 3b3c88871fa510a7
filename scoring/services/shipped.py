"""The definitions that come with the program, read from ``resources/`` and checked like anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_form import CompiledForm, compile_form
from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Form
from scoring.definitions.rubric import Rubric
from scoring.findings import Finding

FORM = "incubator_annual.toml"
RUBRIC = "quality_mix.toml"
"""What a new round begins with; every other form or rubric is a file beside them."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form that reads without a mistake, with the text that is adopted."""

    name: str
    text: str
    hash: Sha256
    compiled: CompiledForm


@dataclass(frozen=True, slots=True)
class RubricFile:
    """A rubric that reads without a mistake, with the text that is adopted."""

    name: str
    text: str
    hash: Sha256
    compiled: CompiledRubric


def form_file(toml: str, name: str) -> tuple[FormFile | None, tuple[Finding, ...]]:
    """A form from the text of its file, or everything that is wrong with it."""
    form, text, findings = read_toml(toml, Form, name)
    if form is None:
        return None, findings
    compiled, findings = compile_form(form, name)
    return (FormFile(name, text, sha256(text), compiled), ()) if compiled else (None, findings)


def rubric_file(toml: str, name: str, form: Form) -> tuple[RubricFile | None, tuple[Finding, ...]]:
    """A rubric from the text of its file, or everything that is wrong with it."""
    rubric, text, findings = read_toml(toml, Rubric, name)
    if rubric is None:
        return None, findings
    compiled, findings = compile_rubric(rubric, form, name)
    return (RubricFile(name, text, sha256(text), compiled), ()) if compiled else (None, findings)


def shipped_form(name: str = FORM) -> FormFile:
    """A form of ours; it reads, or a test fails."""
    found, findings = form_file(_text("forms", name), name)
    assert found is not None, findings
    return found


def shipped_rubric(form: Form, name: str = RUBRIC) -> RubricFile:
    """A rubric of ours; it reads, or a test fails."""
    found, findings = rubric_file(_text("rubrics", name), name, form)
    assert found is not None, findings
    return found


def _text(folder: str, name: str) -> str:
    return files("resources").joinpath(folder, name).read_text("utf-8")
