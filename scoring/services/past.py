"""A round as it stood when a run was sealed: what reports are printed from and what a replay works out again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from scoring.definitions.canonical import Sha256, sha256
from scoring.errors import Refusal
from scoring.services.live import Scored
from scoring.services.rounds import OpenRound, open_round
from scoring.services.scoring import as_told, score_carriers
from scoring.store import effective, returns, rounds
from scoring.store.connection import Store
from scoring.store.journal import Head
from scoring.store.runs import Run
from scoring.store.truth import Until


@dataclass(frozen=True, slots=True)
class Past:
    """A run's round as it stood: ``opened`` has the receipt's definitions, ``source`` the effective rows of its heads."""

    run: Run
    opened: OpenRound
    source: Store
    heads: tuple[Head, ...]
    scored: tuple[Scored, ...]


@contextmanager
def past(store: Store, run: Run) -> Iterator[Past]:
    """The round as the receipt has it, worked out anew. Raises Refusal where the receipt is not the run's."""
    opened, heads = as_it_was(store, run)
    receipt = json.loads(run.receipt)
    known = [returns.load(store, Sha256(one["return"])) for one in receipt["returns"]]
    whose = {one.carrier.no: (one.carrier, one.id) for one in known}
    with effective.as_of(store, heads) as source:
        yield Past(run, opened, source, heads, as_told(run, score_carriers(opened, source, whose, Until(heads))))


def as_it_was(store: Store, run: Run) -> tuple[OpenRound, tuple[Head, ...]]:
    """The round with the receipt's definitions, and the heads it was sealed at. Raises Refusal where the receipt is not the run's."""
    receipt = json.loads(run.receipt)
    if sha256(run.receipt) != run.receipt_hash:
        raise Refusal("store.damaged", name=store.path.name)
    now = rounds.find(store, receipt["round"]["id"])
    then = replace(now, form=Sha256(receipt["form"]), rubric=Sha256(receipt["rubric"]))
    return open_round(store, then), tuple(Head(**head) for head in receipt["heads"])
