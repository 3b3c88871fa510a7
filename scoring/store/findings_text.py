"""Findings as the canonical text a return keeps of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from scoring.definitions.canonical import canonical
from scoring.findings import Finding, from_document, to_document


def findings_text(findings: Sequence[Finding]) -> str:
    """Canonical JSON, in the order they were found."""
    return canonical([to_document(finding) for finding in findings])


def findings_of(text: str) -> tuple[Finding, ...]:
    """The inverse of ``findings_text``; a Decimal or a date comes back as its text, which reads the same in a sentence."""
    return tuple(from_document(document) for document in json.loads(text))
