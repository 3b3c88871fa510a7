"""Definitions chosen for a round: ours, or a person's own files. Only what reads without a mistake is adopted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.definitions.codec import read_toml
from scoring.definitions.form import Form
from scoring.definitions.rubric import Rubric
from scoring.errors import Refusal, Said
from scoring.findings import Finding
from scoring.services.definitions import form_of, form_text_of, text_of
from scoring.services.shipped import FormFile, RubricFile, form_file, rubric_file, shipped_form, shipped_rubric


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rubric and the form it measures, ready to be adopted together."""

    form: FormFile
    rubric: RubricFile


def chosen(rubric: Path | None) -> Chosen:
    """The rubric of a file with its form (looked up by key beside the file, then among ours); without one, ours.

    Raises Refusal where a file cannot be read or has mistakes: the first is named, ``fuping rubric lint`` tells them all.
    """
    if rubric is None:
        form = shipped_form()
        return Chosen(form, shipped_rubric(form.compiled.form))
    text = text_of(rubric)
    document, _, findings = read_toml(text, Rubric, rubric.name)
    if document is None:
        raise _mistakes(rubric.name, findings)
    found = form_text_of(document.form, rubric)
    if found is None:
        raise Refusal("services.no_form_for", name=rubric.name, form=document.form)
    theirs, findings = form_file(*found)
    if theirs is None:
        raise _mistakes(found[1], findings)
    return Chosen(theirs, rubric_for(rubric, theirs.compiled.form))


def shipped_choice(form: str, rubric: str) -> Chosen:
    """A form and a rubric of ours, by the names of their files."""
    found = shipped_form(form)
    return Chosen(found, shipped_rubric(found.compiled.form, rubric))


def rubric_for(path: Path, form: Form) -> RubricFile:
    """A rubric file that fits a form. Raises Refusal where it is for another one, or has mistakes."""
    found, findings = rubric_file(text_of(path), path.name, form)
    if any(finding.code == "definitions.other_form" for finding in findings):
        theirs = form_of(str(findings[0].facts["seen"]), path)
        named = _named(theirs) if theirs else findings[0].facts["seen"]
        raise Refusal("services.rubric_of_other_form", name=path.name, theirs=named, ours=_named(form))
    if found is None:
        raise _mistakes(path.name, findings)
    return found


def _named(form: Form) -> dict[str, str]:
    """孵化器年度填报表（incubator-annual）"""
    return {"zh": f"{form.title['zh']}（{form.key}）", "en": f"{form.title['en']} ({form.key})"}


def _mistakes(name: str, findings: tuple[Finding, ...]) -> Refusal:
    first = findings[0]
    said = (*map(str, first.places), Said(first.code, first.facts))
    return Refusal("services.rubric_has_mistakes", name=name, count=len(findings), first=said)
