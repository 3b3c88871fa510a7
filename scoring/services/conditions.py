"""How far a carrier is from a level or title: its effective rows held against the recognition conditions (认定条件)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.codec import read_canonical, read_toml
from scoring.definitions.compiled_conditions import CompiledConditions, compile_conditions, draft_conditions
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Form
from scoring.definitions.mistakes import holes_of
from scoring.engine.aggregates import measure_carriers
from scoring.engine.condition_words import (
    asked_words,
    condition_words,
    found_words,
    gap_words,
    group_words,
    outcome_words,
    relief_words,
    title_words,
    why_words,
)
from scoring.engine.conditions import JudgedCondition, JudgedConditions, JudgedGroup, Outcome, judge_conditions, plan_conditions
from scoring.engine.exact import Ratio
from scoring.engine.gap import Gap
from scoring.engine.wording import value_words
from scoring.errors import Refusal, Said
from scoring.findings import Finding
from scoring.services.amending import current_return
from scoring.services.rounds import OpenRound
from scoring.store import definitions
from scoring.store.carriers import Carrier

FOLDER = "conditions"


@dataclass(frozen=True, slots=True)
class ConditionsFile:
    """Conditions that read without a mistake, with the text that is adopted."""

    name: str
    text: str
    hash: Sha256
    compiled: CompiledConditions


def conditions_file(toml: str, name: str, form: Form) -> tuple[ConditionsFile | None, tuple[Finding, ...]]:
    """Conditions from the text of their file, or everything that is wrong with them."""
    document, text, findings = read_toml(toml, Conditions, name)
    if document is None:
        return None, findings
    compiled, findings = compile_conditions(document, form, name)
    return (ConditionsFile(name, text, sha256(text), compiled), ()) if compiled else (None, findings)


@lru_cache(maxsize=8)
def shipped_conditions(form: Form) -> tuple[ConditionsFile, ...]:
    """Every document of ours, by file name. Raises Refusal where one does not fit an older or newer version of the form."""
    folder = files("resources").joinpath(FOLDER)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = []
    for name in names:
        found, findings = conditions_file(folder.joinpath(name).read_text("utf-8"), name, form)
        if found is None:
            first = findings[0]
            why = (*map(str, first.places), Said(first.code, first.facts))
            raise Refusal("conditions.does_not_fit", name=name, form=f"{form.key} {form.version}", first=why)
        read.append(found)
    return tuple(read)


def conditions_for(opened: OpenRound) -> tuple[ConditionsFile, ...]:
    """What carriers of the round are held against: ours, in their place the latest adopted of the same key, and others adopted.

    Raises Refusal where a document of ours does not fit the round's form.
    """
    adopted = {one.compiled.document.key: one for one in adopted_conditions_of(opened)}
    ours = shipped_conditions(opened.form.form) if not adopted else fitting_conditions(opened.form.form)
    taken = [adopted.pop(one.compiled.document.key, one) for one in ours]
    return (*taken, *adopted.values())


def adopted_conditions_of(opened: OpenRound) -> tuple[ConditionsFile, ...]:
    """The latest adopted version of each document that reads with the round's form."""
    latest = {one.key: one for one in definitions.adopted(opened.store) if one.kind is definitions.Kind.CONDITIONS}
    form = opened.form.form
    read = ((one, draft_conditions(read_canonical(one.text, Conditions), form, one.source)) for one in latest.values())
    return tuple(
        ConditionsFile(one.source, one.text, one.hash, compiled) for one, (compiled, findings) in read if not holes_of(findings)
    )


def fitting_conditions(form: Form) -> tuple[ConditionsFile, ...]:
    """Ours that read with a form: where the district has adopted others, it is no matter that one does not."""
    folder = files("resources").joinpath(FOLDER)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = (conditions_file(folder.joinpath(name).read_text("utf-8"), name, form)[0] for name in names)
    return tuple(one for one in read if one is not None)


@dataclass(frozen=True, slots=True)
class CarrierConditions:
    """A carrier held against every document; the words are made in ``language``."""

    carrier: Carrier
    workbook: str
    workbook_hash: Sha256
    """Of the return that counts."""
    files: tuple[ConditionsFile, ...]
    judged: tuple[JudgedConditions, ...]
    """One for each file."""
    language: str

    def document(self) -> dict[str, object]:
        """The answer of ``fuping conditions --json``: exact figures as [numerator, denominator] beside the words."""
        return {
            "carrier": self.carrier.name,
            "uscc": self.carrier.uscc,
            "workbook": {"name": self.workbook, "sha256": self.workbook_hash},
            "conditions": [
                {"file": file.name, "sha256": file.hash, **_document(one, self.language)}
                for file, one in zip(self.files, self.judged, strict=True)
            ],
        }

    def lines(self) -> Iterator[str]:
        """The answer in words, line by line; what is not meant for the carrier is one line."""
        for judged in self.judged:
            yield title_words(judged, self.language)
            if judged.applies is not Outcome.NOT_MET:
                for group in judged.groups:
                    yield f"  {group_words(group, self.language)}"
                    for condition in group.conditions:
                        yield from _condition_lines(condition, judged.compiled, self.language, "    ")


def conditions_of(
    opened: OpenRound, carrier: Carrier, language: str = "zh", wanted: Sequence[ConditionsFile] | None = None
) -> CarrierConditions:
    """The carrier's current return, as it stands after amendments, against the round's documents or those given.

    Raises Refusal: no return yet, or a document of ours that does not fit the round's form.
    """
    current = current_return(opened, carrier)
    documents = conditions_for(opened) if wanted is None else tuple(wanted)
    plans = [plan_conditions(one.compiled, opened.parameters) for one in documents]
    aggregates = tuple(dict.fromkeys(aggregate for plan in plans for aggregate in plan.aggregates))
    with opened.store.reading():
        figures = measure_carriers(
            opened.store.query, opened.tables, aggregates, round_no=opened.round.no, carrier_no=carrier.no
        ).get(carrier.no, {})
    judged = tuple(judge_conditions(plan, figures) for plan in plans)
    return CarrierConditions(carrier, current.document, current.file, documents, judged, language)


def _condition_lines(judged: JudgedCondition, compiled: CompiledConditions, language: str, indent: str) -> Iterator[str]:
    yield f"{indent}{condition_words(judged, compiled, language)}"
    for alternative in judged.alternatives:
        yield from _condition_lines(alternative, compiled, language, f"{indent}  ")


# For --json -----------------------------------------------------------------------------------------------------------


def _document(judged: JudgedConditions, language: str) -> dict[str, object]:
    document = judged.compiled.document
    return {
        "key": document.key,
        "version": document.version,
        "title": document.title[language],
        "status": document.status[language],
        "superseded_by": document.superseded_by[language] or None,
        "source": document.source,
        "applies": judged.applies.value,
        "outcome": judged.outcome.value,
        "groups": [_group(group, judged.compiled, language) for group in judged.groups],
    }


def _group(judged: JudgedGroup, compiled: CompiledConditions, language: str) -> dict[str, object]:
    return {
        "key": judged.group.key,
        "label": judged.group.label[language],
        "needs": judged.group.needed,
        "outcome": judged.outcome.value,
        **{outcome.value: judged.count(outcome) for outcome in Outcome},
        "conditions": [_condition(one, compiled, language) for one in judged.conditions],
    }


def _condition(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> dict[str, object]:
    condition = judged.condition
    return {
        "key": condition.key,
        "label": condition.label[language],
        "basis": condition.basis,
        "note": condition.note[language] or None,
        "outcome": judged.outcome.value,
        "shown": outcome_words(judged.outcome, language),
        "why": why_words(judged, compiled, language) or None,
        "found": found_words(judged, compiled, language) or None,
        "asked": asked_words(judged, compiled, language) or None,
        "value": _value(judged, compiled, language),
        "threshold": _threshold(judged, compiled, language),
        "gap": _gap(judged.gap, compiled, condition.measure, language),
        "provisional": judged.provisional,
        "alternatives": [_condition(one, compiled, language) for one in judged.alternatives],
    }


def _value(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> dict[str, object] | None:
    if judged.measured is None:
        return None
    shown = value_words(compiled.measures[judged.condition.measure], judged.measured, language)
    return {"exact": _pair(judged.measured.value), "shown": shown, "unknown_rows": judged.measured.unknown}


def _threshold(judged: JudgedCondition, compiled: CompiledConditions, language: str) -> dict[str, object] | None:
    if judged.threshold is None:
        return None
    return {
        "bound": compiled.thresholds[judged.condition.key].bound.value,
        "exact": _pair(judged.threshold),
        "relieved": judged.relieved,
        "relief": relief_words(judged, compiled, language) or None,
    }


def _gap(gap: Gap | None, compiled: CompiledConditions, measure: str, language: str) -> dict[str, object] | None:
    if gap is None:
        return None
    return {
        "exact": _pair(gap.amount),
        "shown": gap_words(gap, compiled.measures[measure], language),
        "rows": gap.rows,
        "too_much": gap.too_much,
        "strict": gap.strict,
    }


def _pair(value: Ratio | None) -> list[int] | None:
    return None if value is None else list(value.simplest())
