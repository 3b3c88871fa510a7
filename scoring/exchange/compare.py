"""Two copies of a workspace, journal against journal: the union of entries is what a merge would hold."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.errors import Refusal
from scoring.findings import Finding, Level
from scoring.places import Place
from scoring.store import journal
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many journal entries both have, and each alone. ``findings`` names chains that forked under one replica."""

    shared: int
    ours: int
    theirs: int
    findings: tuple[Finding, ...]


def compare(ours: Store, theirs: Store) -> Comparison:
    """Raises Refusal where the two have no entry in common: they are not copies of one workspace."""
    mine, other = _links(ours), _links(theirs)
    shared = [key for key in mine if mine[key] == other.get(key)]
    if not shared:
        raise Refusal("exchange.other_workspace", ours=ours.path.name, theirs=theirs.path.name)
    forked = sorted(key for key in mine.keys() & other.keys() if mine[key] != other[key])
    firsts = dict(reversed(forked))
    findings = tuple(
        Finding("exchange.forked", Level.ERROR, (Place(theirs.path.name),), {"replica": replica, "sequence": sequence})
        for replica, sequence in firsts.items()
    )
    return Comparison(len(shared), len(mine.keys() - other.keys()), len(other.keys() - mine.keys()), findings)


def _links(store: Store) -> dict[tuple[str, int], str]:
    return {(entry.replica, entry.sequence): entry.hash for entry in journal.entries(store)}
