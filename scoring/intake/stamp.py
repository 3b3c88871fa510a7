"""The stamp of a template (表式 key/version/hash): which form it was made from. Returns made elsewhere have none."""

from __future__ import annotations

import re

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form
from scoring.findings import Finding, Level
from scoring.intake.cells import Kind, Sheet, Workbook
from scoring.places import Place

HASH_DIGITS = 12
SEARCHED_CELLS = 500
"""The stamp stands on the cover, near the top; no more of a sheet is searched."""

_STAMP = re.compile(r"表式\s+(\S+)/(\S+)/([0-9a-f]{8,64})")


def stamp_text(form: Form, form_hash: Sha256) -> str:
    """``表式 incubator-annual/2025/0123456789ab``."""
    return f"表式 {form.key}/{form.version}/{form_hash[:HASH_DIGITS]}"


def stamp_findings(form: Form, form_hash: Sha256, workbook: Workbook, document: str) -> tuple[Finding, ...]:
    """A warning where the stamp names another form, or another version of this one."""
    for sheet in workbook.sheets:
        for key, version, digits, place in _stamps(sheet, document):
            if key == form.key and form_hash.startswith(digits):
                return ()
            facts = {"found": f"{key}/{version}", "expected": f"{form.key}/{form.version}"}
            return (Finding("intake.other_form" if key != form.key else "intake.other_version", Level.WARNING, (place,), facts),)
    return ()


def stamped_keys(workbook: Workbook) -> frozenset[str]:
    """The keys of the forms that stamps name."""
    return frozenset(key for sheet in workbook.sheets for key, *_ in _stamps(sheet, ""))


def _stamps(sheet: Sheet, document: str) -> list[tuple[str, str, str, Place]]:
    return [
        (found[1], found[2], found[3], Place(document, sheet.name, cell.row, cell.column))
        for cell in sheet.cells[:SEARCHED_CELLS]
        if cell.kind is Kind.TEXT and (found := _STAMP.search(cell.text))
    ]
