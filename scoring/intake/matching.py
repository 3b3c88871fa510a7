"""Which of several forms a workbook shows: by the stamp of its template, else by the headings found in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.definitions.form import Form
from scoring.intake.cells import Workbook
from scoring.intake.locate import locate
from scoring.intake.stamp import stamped


def form_shown(forms: Sequence[Form], workbook: Workbook) -> Form:
    """The form whose stamp it bears, else the one most of whose labels stand in it; the first where it shows none."""
    key = stamped(workbook)
    by_stamp = [form for form in forms if form.key == key]
    return by_stamp[0] if by_stamp else max(forms, key=lambda form: _labels_found(form, workbook))


def _labels_found(form: Form, workbook: Workbook) -> tuple[bool, int]:
    """Whether the record is there, which says whose the return is; and how many labels of the form."""
    found = locate(form, workbook)
    return form.record in found, sum(len(place.headings) for place in found.values())
