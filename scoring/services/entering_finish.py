"""Finish an entry (录入完成): its texts become a workbook, and the workbook comes in as any other, as the carrier's next return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.definitions.canonical import Sha256
from scoring.errors import Bug, Refusal, Said
from scoring.intake.template import write_template
from scoring.services.entering import Entry
from scoring.services.entering_checks import check_entry, typesetter_of
from scoring.services.entering_start import document_name
from scoring.services.returns import Imported, Outcome, import_workbooks
from scoring.services.rounds import OpenRound
from scoring.store import entries

PROPERTY = "fuping.entry"
"""The workbook's own property that names the entry: two entries of the same texts are two files."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The return that an entry became, and what the import says of it."""

    return_id: Sha256
    imported: Imported


def finish(opened: OpenRound, entry: Entry, *, actor: str, now: datetime) -> Finished:
    """Raises Refusal: something stops it (``entry.stopped`` says what), or it was edited or ended meanwhile."""
    stopped = check_entry(opened, entry).stopped
    if stopped:
        first = stopped[0].finding
        raise Refusal("entering.stopped", carrier=entry.carrier.name, first=Said(first.code, first.facts))
    with TemporaryDirectory(prefix="fuping-") as folder:
        path = Path(folder) / document_name(opened, entry.carrier)
        write_entry(opened, entry, path)
        with opened.store.writing():
            if entries.must_be_open(opened.store, entry.id).edits != entry.number:
                raise Refusal("entering.changed_since")
            (imported,) = import_workbooks(opened, [path], enrolling=False, actor=actor, now=now)
            if imported.outcome is not Outcome.STORED:
                raise Bug(f"{imported.document}: {imported.outcome} {imported.refusal} {imported.findings}")
            made = Sha256(imported.return_id)
            entries.end(opened.store, entry.id, entries.Outcome.FINISHED, return_id=made, actor=actor, now=now)
    return Finished(made, imported)


def write_entry(opened: OpenRound, entry: Entry, path: Path) -> None:
    """The entry's workbook, by our template writer: numbers and dates where the texts surely are some, else the texts."""
    write_template(
        opened.form.form,
        path,
        form_hash=opened.round.form,
        round_words=opened.round.title,
        prefill=typesetter_of(opened).prefill(entry.tables),
        properties={PROPERTY: entry.id},
    )
