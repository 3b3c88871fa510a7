"""What a finding says of the form, in both languages: it keeps the names as they stand in the workbook, which is Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.definitions.form import Form


def in_both(form: Form, facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts with the table and the field named in both languages."""
    named = dict(facts)
    tables = [one for one in form.tables if one.label.zh == facts.get("table")]
    fields = [one for table in tables for one in table.fields if one.label.zh == facts.get("field")]
    for name, found in (("table", tables), ("field", fields)):
        if found:
            named[name] = {"zh": found[0].label.zh, "en": found[0].label["en"]}
    return named
