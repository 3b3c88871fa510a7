"""Lint of reviewers' marks: anchors that no reviewer can give, twice the same, out of order, or none at all."""

from __future__ import annotations

from decimal import Decimal

from scoring.definitions.lint_notes import Notes
from scoring.definitions.rubric import Measure, MeasureKind, Rubric


def lint_anchors(rubric: Rubric, notes: Notes) -> None:
    """Every measure of marks that an indicator uses."""
    for measure in rubric.measures:
        used = [one.maximum for one in rubric.indicators if one.measure == measure.key]
        if measure.kind is not MeasureKind.MARKS or not used:
            continue
        key = f"measures[{measure.key}]"
        if not measure.anchors:
            notes.warn("anchors_missing", f"{key}.anchors", seen=measure.key)
        _anchors(measure, max(used), key, notes)


def _anchors(measure: Measure, most: Decimal, key: str, notes: Notes) -> None:
    marks = [anchor.mark for anchor in measure.anchors]
    for number, mark in enumerate(marks, start=1):
        at = f"{key}.anchors[{number}].mark"
        if not 0 <= mark <= most:
            notes.error("anchor_out_of_reach", at, seen=mark, most=most)
        elif measure.step and mark % measure.step:
            notes.error("anchor_off_step", at, seen=mark, step=measure.step)
    if marks != sorted(set(marks)):
        notes.error("anchors_out_of_order", f"{key}.anchors", seen=[f"{mark:f}" for mark in marks])
