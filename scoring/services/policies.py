"""Support policies (扶持政策): found, read, and adopted into a workspace, several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.codec import read_canonical, read_toml
from scoring.definitions.compiled_policy import CompiledPolicy, adopted_policy, compile_policy
from scoring.definitions.form import Form
from scoring.definitions.policy import Policy
from scoring.errors import Bug, Refusal, Said
from scoring.findings import Finding
from scoring.services.definitions import form_text_of, text_of
from scoring.services.reading import open_to_read
from scoring.services.rounds import OpenRound
from scoring.services.shipped import form_file
from scoring.store import definitions
from scoring.store.connection import Store
from scoring.store.truth import NOW, Until

FOLDER = "policies"


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy that reads without a mistake, with the text that is adopted."""

    name: str
    text: str
    hash: Sha256
    compiled: CompiledPolicy


def policy_file(toml: str, name: str, form: Form) -> tuple[PolicyFile | None, tuple[Finding, ...]]:
    """A policy from the text of its file, or everything that is wrong with it."""
    document, text, findings = read_toml(toml, Policy, name)
    if document is None:
        return None, findings
    compiled, findings = compile_policy(document, form, name)
    return (PolicyFile(name, text, sha256(text), compiled), ()) if compiled else (None, findings)


@lru_cache(maxsize=8)
def shipped_policies(form: Form) -> tuple[PolicyFile, ...]:
    """Every policy of ours, by file name. Raises Refusal where one does not fit an older or newer version of the form."""
    folder = files("resources").joinpath(FOLDER)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(_fitting(*policy_file(folder.joinpath(name).read_text("utf-8"), name, form), name, form) for name in names)


def _fitting(found: PolicyFile | None, findings: tuple[Finding, ...], name: str, form: Form) -> PolicyFile:
    if found is None:
        raise Refusal("policies.does_not_fit", name=name, form=f"{form.key} {form.version}", first=_first(findings))
    return found


def _first(findings: tuple[Finding, ...]) -> tuple[object, ...]:
    first = findings[0]
    return (*map(str, first.places), Said(first.code, first.facts))


def policy_for(path: Path, form: Form) -> PolicyFile:
    """A policy file that fits a form. Raises Refusal: it does not, it cannot be read, or it has mistakes (the first is named)."""
    found, findings = policy_file(text_of(path), path.name, form)
    if found is None:
        raise Refusal("policies.has_mistakes", name=path.name, count=len(findings), first=_first(findings))
    return found


def policies_at(path: Path) -> tuple[PolicyFile, ...]:
    """The policy of a TOML file, its form looked up by key beside it and then among ours; or those a workspace has adopted.

    Raises Refusal: no such file, no policy, no form for it, or one with mistakes.
    """
    if path.suffix == ".fuping":
        with open_to_read(path) as store:
            return adopted_policies(store)
    document, _, findings = read_toml(text_of(path), Policy, path.name)
    if document is None:
        raise Refusal("policies.has_mistakes", name=path.name, count=len(findings), first=_first(findings))
    form = form_text_of(document.form, path)
    read = form_file(*form)[0] if form is not None else None
    if read is None:
        raise Refusal("policies.no_form_for", name=path.name, form=document.form)
    return (policy_for(path, read.compiled.form),)


def adopted_policies(store: Store, until: Until = NOW) -> tuple[PolicyFile, ...]:
    """The latest adopted version of each policy, in the order the policies came; ``until``: as it was then.

    Each is read with the youngest adopted form it fits. Raises Refusal for a text that no longer equals its hash.
    """
    latest = {one.key: one for one in definitions.adopted(store, until) if one.kind is definitions.Kind.POLICY}
    forms = [form for _, form in reversed(definitions.forms(store))]
    return tuple(_adopted(one, forms, store.path.name) for one in latest.values())


def _adopted(one: definitions.Definition, forms: list[Form], workspace: str) -> PolicyFile:
    if sha256(one.text) != one.hash:
        raise Refusal("store.damaged", name=workspace)
    wanted = read_canonical(one.text, Policy).form
    fitting = (adopted_policy(one.text, form) for form in forms if form.key == wanted)
    compiled = next((found for found in fitting if found is not None), None)
    if compiled is None:  # it fitted when it was adopted, and nothing is ever taken away
        raise Bug(f"the adopted policy {one.key} fits no adopted form")
    return PolicyFile(one.source, one.text, one.hash, compiled)


def kind_for_policy(kinds: Sequence[OpenRound], path: Path) -> OpenRound:
    """The round whose form a policy is written for; the first where none is. Raises Refusal where the file cannot be read."""
    document, _, _ = read_toml(text_of(path), Policy, path.name)
    wanted = document.form if document else ""
    return next((opened for opened in kinds if opened.form.form.key == wanted), kinds[0])


def adopt_policy(opened: OpenRound, path: Path, *, actor: str, now: datetime) -> tuple[PolicyFile, int]:
    """Keep a policy for good, beside those that are there; and how many there are now. The same text again changes nothing.

    Raises Refusal: it does not fit the round's form, has mistakes, or another text has its key and version.
    """
    file = policy_for(path, opened.form.form)
    document = file.compiled.document
    with opened.store.writing():
        definitions.adopt(
            opened.store,
            kind=definitions.Kind.POLICY,
            key=document.key,
            version=document.version,
            text=file.text,
            source=file.name,
            actor=actor,
            now=now,
        )
        return file, len(adopted_policies(opened.store))
