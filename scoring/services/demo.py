"""The demo: the three worked carriers from blank template to printed report, reviewers included, every step with the real mechanism."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.intake.template import write_template
from scoring.messages import say
from scoring.progress import SILENT, Progress
from scoring.services.amending import amend, datum_of
from scoring.services.folders import made
from scoring.services.live import Scored
from scoring.services.marking import give_mark
from scoring.services.past import past
from scoring.services.replaying import Replayed, replay
from scoring.services.reporting import FORBIDDEN, Printed, print_reports
from scoring.services.returns import Imported, import_workbooks
from scoring.services.rounds import OpenRound, enrol, new_workspace, open_workspace
from scoring.services.sample import SampleCarrier, worked_carriers
from scoring.services.scoring import latest_run, seal
from scoring.store.amendments import Change
from scoring.store.runs import Run

DATA_YEAR = 2025
WORKSPACE = "district.fuping"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo left behind, and what each step said."""

    workspace: Path
    opened: OpenRound
    """For its definitions; its file is closed."""
    imported: tuple[Imported, ...]
    run: Run
    scored: tuple[Scored, ...]
    printed: tuple[Printed, ...]
    replayed: Replayed


def build_demo(
    folder: Path,
    *,
    actor: str,
    clock: Callable[[], datetime],
    language: str = "zh",
    progress: Progress = SILENT,
) -> Demo:
    """Leaves ``returns/*.xlsx``, ``district.fuping`` and ``reports/*.pdf`` in the folder.

    Where the demo stands already nothing is built or written: its latest run is worked out again and shown.
    """
    if (folder / WORKSPACE).exists():
        return _again(folder)
    returns = made(folder / "returns")
    district = say("services.demo.district", {}, "zh")
    opened = new_workspace(
        folder / WORKSPACE, district=district, assessment_year=DATA_YEAR + 1, data_year=DATA_YEAR, actor=actor, now=clock()
    )
    with opened.store:
        carriers = worked_carriers(opened.form.form)
        written = [_issue(opened, carrier, returns, actor=actor, now=clock()) for carrier in carriers]
        imported = import_workbooks(opened, written, enrolling=False, actor=actor, now=clock(), progress=progress)
        for carrier in carriers:
            _verify(opened, carrier, actor=actor, now=clock())
            _review(opened, carrier, actor=actor, now=clock())
        run, scored = seal(opened, actor=actor, now=clock())
        printed = print_reports(opened, run, folder / "reports", language=language, actor=actor, now=clock(), progress=progress)
        return Demo(folder / WORKSPACE, opened, imported, run, scored, printed, replay(opened.store, run))


def _again(folder: Path) -> Demo:
    opened = open_workspace(folder / WORKSPACE, read_only=True)
    with opened.store:
        run = latest_run(opened)
        with past(opened.store, run) as then:
            return Demo(folder / WORKSPACE, opened, (), run, then.scored, (), replay(opened.store, run))


def _issue(opened: OpenRound, carrier: SampleCarrier, folder: Path, *, actor: str, now: datetime) -> Path:
    """The carrier on the list, and its workbook filled in from our template."""
    enrol(opened, name=carrier.name, uscc=carrier.uscc, actor=actor, now=now)
    path = folder / f"{carrier.name.translate(FORBIDDEN)}_{opened.round.assessment_year}.xlsx"
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title, prefill=carrier.records)
    return path


def _verify(opened: OpenRound, carrier: SampleCarrier, *, actor: str, now: datetime) -> None:
    """The district's own findings, strikes included."""
    changes = []
    for fact in carrier.district:
        field = opened.form.form.table(fact.table).field(fact.field)
        changes.append(Change(fact.table, fact.row, fact.field, datum_of(field, fact.value), fact.reason))
    amend(opened, opened.carrier(carrier.uscc), changes, actor=actor, now=now)


def _review(opened: OpenRound, carrier: SampleCarrier, *, actor: str, now: datetime) -> None:
    """The reviewers' marks, one reviewer after the other."""
    for item, given in carrier.marks.items():
        for number, value in enumerate(given, start=1):
            give_mark(
                opened,
                opened.carrier(carrier.uscc),
                measure=item,
                reviewer=say("services.demo.reviewer", {"number": number}, "zh"),
                value=value,
                comment="",
                actor=actor,
                now=now,
            )
