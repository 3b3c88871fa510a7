"""Which points hang on a field: from every measure's expressions back to the columns they read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.tree import Tree, names

WHOLE = ""
"""In place of a field: every row of a table, what makes it count at all."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """``indicators``: (table, field) → the codes of the indicators whose points read it, in the order of the rubric.

    ``rules``: the fields of the record that the grade rule's own conditions read.
    """

    indicators: Mapping[tuple[str, str], tuple[str, ...]]
    rules: frozenset[tuple[str, str]]

    def of(self, fields: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The codes of all indicators that read any of these."""
        return frozenset(code for field in fields for code in self.indicators.get(field, ()))


def dependence(rubric: CompiledRubric) -> Dependence:
    """Worked out once for a rubric: it reads no data."""
    reads: dict[str, frozenset[tuple[str, str]]] = {}
    for key, compiled in rubric.measures.items():  # a formula stands behind what it names
        reads[key] = frozenset(_columns(compiled, reads))
    found: dict[tuple[str, str], list[str]] = {}
    for indicator in rubric.rubric.indicators:
        for field in reads[indicator.measure]:
            found.setdefault(field, []).append(indicator.code)
    return Dependence({field: tuple(codes) for field, codes in found.items()}, frozenset(_ruled(rubric)))


def _columns(compiled: CompiledMeasure, known: Mapping[str, Collection[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    if compiled.over is not None:
        table = compiled.over.table.key
        yield (table, WHOLE)
        for tree in (compiled.over.condition, compiled.where, compiled.upper, compiled.lower):
            yield from ((table, key) for key in _names(tree))
        if compiled.by is not None:
            yield (table, compiled.by.key)
    operands = _names(compiled.formula) + ((compiled.operand.key,) if compiled.operand else ())
    for key in operands:
        yield from known[key]


def _ruled(rubric: CompiledRubric) -> Iterator[tuple[str, str]]:
    record = rubric.form.table(rubric.form.record)
    fields = {field.key for field in record.fields}
    for tree in (*(tree for _, tree in rubric.grading.rules), rubric.takes_part):
        yield from ((record.key, key) for key in _names(tree) if key in fields)
    if rubric.rubric.quotas_by:
        yield record.key, rubric.rubric.quotas_by


def _names(tree: Tree | None) -> tuple[str, ...]:
    return names(tree) if tree is not None else ()
