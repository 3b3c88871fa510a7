"""A policy shown: every clause in words, and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.definitions.compiled_amounts import CompiledAmount, Value
from scoring.definitions.compiled_figures import CompiledFigure
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy
from scoring.definitions.periods import Period
from scoring.definitions.policy import OpenFigure, OverlapGroup
from scoring.definitions.tree import Number
from scoring.engine.clause_words import (
    amount_words,
    asked_words,
    award_words,
    clause_lines,
    date_words,
    figure_words,
    head_words,
    how_often_words,
    overlap_words,
    period_words,
    requirement_words,
    territory_words,
    value_words,
    who_words,
)
from scoring.messages import say
from scoring.services.policies import PolicyFile


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A policy in words of one language: its head, each clause as named lines, and what is open."""

    file: PolicyFile
    language: str

    @property
    def title(self) -> dict[str, str]:
        document = self.file.compiled.document
        head = head_words(document, self.language)
        return {"title": document.title[self.language], "status": document.status[self.language], "head": head}

    def head(self) -> Iterator[tuple[str, str]]:
        """(name of the line, text) of what holds for all clauses."""
        compiled, language = self.file.compiled, self.language
        document = compiled.document
        lines = {
            "period": period_words(compiled.period, document.in_force_note, language),
            "where": territory_words(compiled, language),
            "superseded": document.superseded_by[language],
            "left_out": document.left_out[language],
            "basis": document.source[language],
        }
        for name, text in lines.items():
            if text:
                yield say(f"policies.line.{name}", {}, language), text

    def clauses(self) -> Iterator[tuple[CompiledClause, list[tuple[str, str]]]]:
        """Each clause with its lines."""
        for one in self.file.compiled.clauses:
            yield one, list(clause_lines(one, self.file.compiled, self.language))

    def figures(self) -> Iterator[tuple[OpenFigure, str]]:
        """Each open figure in words."""
        for figure in self.file.compiled.document.figures:
            yield figure, figure_words(figure, self.file.compiled, self.language)

    def document(self) -> dict[str, object]:
        """Of the answer of ``fuping policy show --json``: money as [numerator, denominator] in 分 beside the words."""
        compiled, language = self.file.compiled, self.language
        head = compiled.document
        return {
            "file": self.file.name,
            "sha256": self.file.hash,
            "key": head.key,
            "version": head.version,
            "form": head.form,
            "title": head.title[language],
            "status": head.status[language],
            "number": head.number[language] or None,
            "issuer": head.issuer[language],
            "issued": head.issued,
            "in_force": _period(compiled.period) | {"note": head.in_force_note[language] or None},
            "superseded_by": head.superseded_by[language] or None,
            "territory": territory_words(compiled, language),
            "left_out": head.left_out[language] or None,
            "source": head.source[language],
            "figures": [_figure(one, compiled, language) for one in compiled.figures.values()],
            "overlaps": [_overlap(one, language) for one in head.overlaps],
            "clauses": [_clause(one, compiled, language) for one in compiled.clauses],
        }


# For --json -------------------------------------------------------------------------------------------------------------


def _period(period: Period) -> dict[str, object]:
    return {"from": period.first.isoformat(), "until": period.last.isoformat() if period.last else None}


def _pair(number: Number | None) -> list[int] | None:
    return None if number is None else [number.numerator, number.denominator]


def _figure(one: CompiledFigure, compiled: CompiledPolicy, language: str) -> dict[str, object]:
    figure = one.figure
    return {
        "key": figure.key,
        "label": figure.label[language],
        "type": figure.type.value,
        "asked": figure.asked.value,
        "unit": figure.unit[language] or None,
        "basis": figure.basis[language],
        "at_least": _pair(one.at_least),
        "at_most": _pair(one.at_most),
        "value": _pair(one.value),
        "shown": value_words(figure, compiled, language),
        "note": figure.note[language] or None,
    }


def _overlap(group: OverlapGroup, language: str) -> dict[str, object]:
    return {
        "key": group.key,
        "label": group.label[language],
        "rule": group.rule.value,
        "reaches": group.reaches.value,
        "basis": group.basis[language],
        "note": group.note[language] or None,
        "shown": overlap_words(group, language),
    }


def _clause(one: CompiledClause, compiled: CompiledPolicy, language: str) -> dict[str, object]:
    clause = one.clause
    grade = clause.grade
    asked = asked_words(one, compiled, language)
    return {
        "key": clause.key,
        "label": clause.label[language],
        "basis": clause.basis[language],
        "text": clause.text[language],
        "quoted": clause.quoted and language == "zh",
        "beneficiary": clause.beneficiary.value,
        "beneficiaries": clause.beneficiaries[language],
        "who": who_words(one, language),
        "decides": {"day": clause.decides.value, "stated": bool(clause.decides_basis.zh), "shown": date_words(one, language)},
        "in_force": _period(one.period),
        "grade": {"field": grade.field or None, "mapping": grade.mapping, "shown": asked} if grade else None,
        "required": [
            {
                "key": each.requirement.key,
                "figure": each.requirement.figure or None,
                "shown": requirement_words(each, language),
            }
            for each in one.required
        ],
        "amount": _amount(one, compiled, language),
        "ceiling": clause.ceiling,
        "cap": _value(one.cap, compiled, language),
        "award": award_words(one, compiled, language) or None,
        "how_often": {"kind": clause.how_often.value, "years": clause.years or None, "shown": how_often_words(one, language)},
        "overlap": clause.overlap or None,
        "shares": [{"payer": share.payer[language], **(_value(value, compiled, language) or {})} for share, value in one.shares],
        "coefficient": clause.coefficient or None,
        "note": clause.note[language] or None,
    }


def _amount(one: CompiledClause, compiled: CompiledPolicy, language: str) -> dict[str, object]:
    amount = one.amount
    return {
        "kind": amount.rule.kind,
        "shown": amount_words(one, compiled, language),
        "value": _value(amount.value, compiled, language),
        "of": _base(amount),
        "rows": [{"bound": bound, "amount": _value(given, compiled, language)} for bound, given in _rows(amount)],
    }


def _rows(amount: CompiledAmount) -> Iterator[tuple[object, Value]]:
    yield from amount.by_grade.items()
    yield from ((_pair(bound), given) for bound, given in amount.steps)


def _base(amount: CompiledAmount) -> dict[str, str] | None:
    if amount.of is None:
        return None
    if isinstance(amount.of, OpenFigure):
        return {"figure": amount.of.key}
    return {"measure": amount.of.measure.key}


def _value(value: Value | None, compiled: CompiledPolicy, language: str) -> dict[str, object] | None:
    if value is None:
        return None
    exact = value if isinstance(value, Number) else None
    figure = value.key if isinstance(value, OpenFigure) else None
    return {"exact": _pair(exact), "figure": figure, "shown": value_words(value, compiled, language)}
