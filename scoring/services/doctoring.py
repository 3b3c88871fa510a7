"""Examine a workspace: chain, hashes, whole returns, and effective rows that equal the truth."""

from __future__ import annotations

from pathlib import Path

from scoring.exchange.compare import Comparison, compare
from scoring.findings import Finding
from scoring.services.reading import open_to_read
from scoring.store.doctor import examine


def examine_workspace(path: Path) -> tuple[Finding, ...]:
    """Every fault found; none = sound. Changes nothing. Raises Refusal where the file cannot be opened at all."""
    with open_to_read(path) as store:
        return examine(store)


def compare_workspaces(ours: Path, theirs: Path) -> Comparison:
    """Two copies of a workspace, journal against journal. Changes nothing. Raises Refusal where they are not copies of one."""
    with open_to_read(ours) as mine, open_to_read(theirs) as other:
        return compare(mine, other)
