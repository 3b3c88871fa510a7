"""Replay a run from its receipt: the same figures from the truth as it stood then, and the same bytes of every issued paper."""

from __future__ import annotations

import json
from dataclasses import dataclass

from scoring.definitions.canonical import canonical, sha256
from scoring.engine import ENGINE_VERSION
from scoring.progress import SILENT, Progress
from scoring.services.certificates import KIND as CERTIFICATE
from scoring.services.certificates import redrawn_paper
from scoring.services.comparing import among
from scoring.services.deciding import Decided
from scoring.services.past import past
from scoring.services.report_facts import Beside
from scoring.services.report_why import WhysOfRun
from scoring.services.reporting import KIND, report_bytes, version_of
from scoring.services.scoring import results_document
from scoring.store import papers, runs
from scoring.store.connection import Store
from scoring.store.papers import Paper
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found. ``figures`` and every paper must be equal; ``engine`` tells whether it was the same engine."""

    run: Run
    figures: bool
    same_engine: bool
    papers: tuple[tuple[Paper, bool], ...]

    @property
    def equal(self) -> bool:
        return self.figures and all(same for _, same in self.papers)


def replay(store: Store, run: Run, progress: Progress = SILENT) -> Replayed:
    """Work a run out again and hold it against what was sealed and issued."""
    with past(store, run) as then:
        again = canonical(results_document(then.scored))
        same = again == runs.results(store, run.id) and sha256(again) == run.results_hash
        beside = among(then)
        issued = [paper for paper in papers.of_run(store, run.id) if paper.kind in (KIND, CERTIFICATE)]
        compared: list[tuple[Paper, bool]] = []
        shared: dict[frozenset[str], tuple[Decided, Beside]] = {}
        whys = WhysOfRun(then, beside)
        for done, paper in enumerate(issued):
            progress.step(done, len(issued), paper.uscc)
            if paper.kind == CERTIFICATE:
                again_made = redrawn_paper(store, paper)
            else:
                if paper.decisions not in shared:
                    decided = Decided(then.opened, run, paper.decisions)
                    shared[paper.decisions] = decided, Beside(then, beside, decided, whys)
                again_made = report_bytes(then, beside, paper.uscc, paper.language, version_of(paper), *shared[paper.decisions])
            compared.append((paper, papers.content(store, paper.hash) == again_made))
        progress.step(len(issued), len(issued))
    return Replayed(run, same, json.loads(run.receipt)["engine"] == ENGINE_VERSION, tuple(compared))
