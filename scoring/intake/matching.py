"""Which of several forms a workbook shows: by the stamp of its template, else by the headings found in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.definitions.form import Form
from scoring.intake.cells import Workbook
from scoring.intake.locate import locate
from scoring.intake.stamp import stamped_keys


def form_shown(forms: Sequence[Form], workbook: Workbook) -> Form | None:
    """The only form there is, or the one whose stamp it bears, else the one most of whose labels stand in it.

    None where it shows none of several, or as much of two.
    """
    if len(forms) == 1:
        return forms[0]
    keys = stamped_keys(workbook)
    by_stamp = [form for form in forms if form.key in keys]
    if len(by_stamp) == 1:
        return by_stamp[0]
    found = [_labels_found(form, workbook) for form in forms]
    most = max(found)
    return forms[found.index(most)] if found.count(most) == 1 and most[1] else None


def _labels_found(form: Form, workbook: Workbook) -> tuple[bool, int]:
    """Whether the record is there, which says whose the return is; and how many labels of the form."""
    found = locate(form, workbook)
    return form.record in found, sum(len(place.headings) for place in found.values())
