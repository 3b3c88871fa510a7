"""A definition file looked through: everything wrong or suspicious in it, of whatever kind it is, in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from scoring.definitions.codec import SCHEMAS, read_draft, read_draft_plain, read_toml
from scoring.definitions.compiled_conditions import CompiledConditions, draft_conditions
from scoring.definitions.compiled_form import CompiledForm, draft_form
from scoring.definitions.compiled_policy import CompiledPolicy, draft_policy
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Form
from scoring.definitions.lint import lint_conditions, lint_form, lint_formless, lint_policy, lint_rubric
from scoring.definitions.lowering import Parameters
from scoring.definitions.policy import Policy
from scoring.definitions.rubric import Rubric
from scoring.engine.worked import Disagreement, run_examples, run_grade_cases
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.intake.folding import fold
from scoring.places import Place

Findings = tuple[Finding, ...]
T = TypeVar("T")

KINDS = {schema: kind for kind, schema in SCHEMAS.items()}
TELLING = {"tables": Form, "indicators": Rubric, "groups": Conditions, "clauses": Policy}
"""By what a file whose schema is wrong is recognised."""


def lint_file(path: Path) -> tuple[str, Findings]:
    """The kind of a definition file (form, rubric, conditions, policy; empty where it cannot be told) and all findings.

    What a rubric, conditions or a policy read is looked up by the form's key, among the files beside it, then among ours.
    Raises Refusal for a file that cannot be opened.
    """
    text = text_of(path)
    kind, name = _kind(text), path.name
    if kind is Form:
        return "form", _form(read_draft(text, Form, name), name).findings
    if kind is Conditions:
        return "conditions", _conditions(read_draft(text, Conditions, name), name, partial(form_of, path=path)).findings
    if kind is Policy:
        return "policy", _policy(read_draft(text, Policy, name), name, partial(form_of, path=path)).findings
    rubric = _rubric(read_draft(text, Rubric, name), name, partial(form_of, path=path))
    return ("rubric" if kind is Rubric else ""), rubric.findings


def text_of(path: Path) -> str:
    """A definition file's text. Raises Refusal: no such file, not to be opened, not UTF-8."""
    if not path.is_file():
        raise Refusal("services.no_such_file", name=path.name)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("definitions.lint.not_utf8", name=path.name) from error
    except OSError as error:
        raise Refusal("services.cannot_read", name=path.name) from error


def _kind(text: str) -> type | None:
    plain = _plain(text)
    return KINDS.get(str(plain.get("schema"))) or next((kind for key, kind in TELLING.items() if key in plain), None)


def _plain(text: str) -> dict[str, Any]:
    """Empty for what is no TOML; reading the file properly says so."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


Read: TypeAlias = tuple[T | None, frozenset[str], Findings]
"""As ``codec.read_draft`` answers."""
Look: TypeAlias = Callable[[str], Form | None]
"""Finds a form by its key."""
Compiled: TypeAlias = CompiledForm | CompiledRubric | CompiledConditions | CompiledPolicy


@dataclass(frozen=True, slots=True)
class Linted:
    """Everything wrong or suspicious in a definition, and what reads of it; nothing where too much is wrong."""

    findings: Findings
    compiled: Compiled | None = None


def lint_document(plain: Mapping[str, Any], kind: type, name: str, look: Look) -> Linted:
    """A definition looked through that is no file: the same findings as of the file that would say the same."""
    if kind is Form:
        return _form(read_draft_plain(plain, Form, name), name)
    if kind is Conditions:
        return _conditions(read_draft_plain(plain, Conditions, name), name, look)
    if kind is Policy:
        return _policy(read_draft_plain(plain, Policy, name), name, look)
    return _rubric(read_draft_plain(plain, Rubric, name), name, look)


def _form(read: Read[Form], name: str) -> Linted:
    form, gone, shape = read
    if form is None:
        return Linted(shape)
    draft, findings = draft_form(form, name)
    return Linted(_together(shape, findings, gone, lint_form(draft, name, fold)), draft)


def _rubric(read: Read[Rubric], name: str, look: Look) -> Linted:
    rubric, gone, shape = read
    if rubric is None:
        return Linted(shape)
    form = look(rubric.form)
    if form is None:
        return Linted(_together(shape, (_no_form(rubric.form, name),), gone, lint_formless(rubric, name)))
    draft, findings = draft_rubric(rubric, form, name)
    examples = () if findings else _examples(draft, name)
    return Linted(_together(shape, findings, gone, lint_rubric(draft, name) + examples), draft)


def _conditions(read: Read[Conditions], name: str, look: Look) -> Linted:
    conditions, gone, shape = read
    if conditions is None:
        return Linted(shape)
    form = look(conditions.form)
    if form is None:
        return Linted((*shape, _no_form(conditions.form, name)))
    draft, findings = draft_conditions(conditions, form, name)
    return Linted(_together(shape, findings, gone, lint_conditions(draft, name)), draft)


def _policy(read: Read[Policy], name: str, look: Look) -> Linted:
    policy, gone, shape = read
    if policy is None:
        return Linted(shape)
    form = look(policy.form)
    if form is None:
        return Linted((*shape, _no_form(policy.form, name)))
    draft, findings = draft_policy(policy, form, name)
    return Linted(_together(shape, findings, gone, lint_policy(draft, name)), draft)


NOT_FOUND = ("definitions.unknown_reference", "definitions.expression.unknown_name")


def _together(shape: Findings, compiling: Findings, gone: frozenset[str], lint: Findings) -> Findings:
    """All of one file, without echoes: a reference to an entry that was left out for its shape is none of its mistakes,
    what a misspelt reference meant is not unused, and nothing is added up or counted where entries are left out.
    """
    compiling = tuple(one for one in compiling if one.code not in NOT_FOUND or one.facts["seen"] not in gone)
    meant = set(_meant(compiling))
    told = tuple(one for one in lint if not one.code.endswith("_unused") or one.facts["seen"] not in meant)
    return shape + compiling + (() if gone else told)


def _meant(findings: Findings) -> Iterator[object]:
    """The names that misspelt references come nearest to."""
    for one in findings:
        match one.facts.get("hint"):
            case Said(code="definitions.hint.nearest", facts=facts):
                yield facts["name"]


# The form -------------------------------------------------------------------------------------------------------------


def form_of(key: str, path: Path) -> Form | None:
    """The first form of that key that reads without a mistake: beside a file, then among ours."""
    found = form_text_of(key, path)
    return None if found is None else read_toml(found[0], Form, found[1])[0]


def form_text_of(key: str, path: Path) -> tuple[str, str] | None:
    """Text and file name of the first form of that key that reads without a mistake: beside a file, then among ours."""
    for text, name in _form_texts(path):
        if _plain(text).get("key") == key and _kind(text) is Form:
            form, _, _ = read_toml(text, Form, name)
            if form is not None and not draft_form(form, name)[1]:
                return text, name
    return None


def _form_texts(path: Path) -> Iterator[tuple[str, str]]:
    for beside in sorted(path.parent.glob("*.toml")):
        if beside != path and beside.is_file():
            with suppress(OSError):  # a neighbour we may not read is not the form we look for
                yield beside.read_bytes().decode("utf-8-sig", errors="replace"), beside.name
    for shipped in sorted(files("resources").joinpath("forms").iterdir(), key=lambda one: one.name):
        if shipped.name.endswith(".toml"):
            yield shipped.read_text("utf-8"), shipped.name


def _no_form(key: str, document: str) -> Finding:
    return Finding("definitions.lint.form_not_found", Level.STOP, (Place(document, key="form"),), {"seen": key})


# Worked examples ------------------------------------------------------------------------------------------------------


def _examples(rubric: CompiledRubric, document: str) -> Findings:
    """Single points and grade cases that do not hold; worked carriers need rows and are run elsewhere."""
    cases = run_grade_cases(rubric, _parameters(rubric.rubric.version)) if rubric.rubric.grades else ()
    return tuple(
        Finding(code, Level.ERROR, (Place(document, key=one.key),), _facts(one))
        for code, found in (
            ("definitions.lint.example_fails", run_examples(rubric)),
            ("definitions.lint.grade_case_fails", cases),
        )
        for one in found
    )


def _facts(one: Disagreement) -> dict[str, object]:
    return {"subject": one.subject, "what": one.what, "expected": one.expected, "found": one.found}


def _parameters(version: str) -> Parameters:
    """A rubric of 2026 assesses 2025's data; where the version names no year, any year does."""
    year = int(version[:4]) - 1 if version[:4].isdigit() else 2025
    return {"Y": year, "cutoff": year * 10_000 + 1231}
