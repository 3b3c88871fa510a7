"""Collect returns: read each workbook in the guarded child, check it, keep it whole, and go on with the next whatever it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.records import Return
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level, stops
from scoring.intake.cells import Workbook
from scoring.intake.checks import CheckPlan, check_return, plan_checks
from scoring.intake.child import WorkbookReader
from scoring.intake.container import MEGABYTE, MOST_FILE_BYTES, too_large
from scoring.intake.matching import form_shown
from scoring.intake.records import identity, read_return
from scoring.places import Place
from scoring.progress import SILENT, Progress
from scoring.services.carrying import NOTHING, Carried, carry_over
from scoring.services.handing import Handed, handed_in
from scoring.services.rounds import OpenRound, enrol
from scoring.store import returns, rounds


class Outcome(Enum):
    """What became of a workbook."""

    STORED = "stored"
    ALREADY = "already"
    """This very workbook was there: nothing changed."""
    STOPPED = "stopped"
    """拒收: it is no return of this form, or of nobody on the list."""
    REFUSED = "refused"
    """It could not be read at all."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One workbook's fate. ``carrier`` and ``uscc`` as the return gives them, empty where it does not.

    ``path`` as it was told, ``document`` the name in findings: one in a ZIP has both names.
    """

    path: Path
    document: str
    outcome: Outcome
    carrier: str = ""
    uscc: str = ""
    return_id: str = ""
    findings: tuple[Finding, ...] = ()
    refusal: Said | None = None
    carried: Carried = NOTHING
    """What a corrected return took over of the district's findings on the one before it."""
    kind: str = ""
    """What the carriers of the form it was read as are called."""
    superseded_by: str = ""
    """ALREADY: the workbook that counts instead, where this one was superseded."""
    supersedes: str = ""
    """STORED: the workbook of the carrier that counted before it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook read and checked, not stored. ``body`` is None where it is no return."""

    content: bytes
    body: Return | None
    findings: tuple[Finding, ...]


def check_workbook(reader: WorkbookReader, path: Path, plan: CheckPlan, form_hash: Sha256, document: str = "") -> Checked:
    """Read and check one workbook, called ``document``. Raises Refusal where it cannot be read, or was replaced meanwhile."""
    document = document or path.name
    content, book = read_workbook(reader, path, document)
    return check_read(content, book, plan, form_hash, document)


def read_workbook(reader: WorkbookReader, path: Path, document: str) -> tuple[bytes, Workbook]:
    """Its bytes and its evidence. The child opens the file by itself: what it read must be what is kept."""
    content = _bytes(path, document)
    book = reader.read(path, document)
    if _bytes(path, document) != content:
        raise Refusal("services.changed_meanwhile", name=document)
    return content, book


def check_read(content: bytes, book: Workbook, plan: CheckPlan, form_hash: Sha256, document: str) -> Checked:
    """The return that the evidence makes, and everything that reading and checking find in it."""
    body, findings = read_return(plan.form, form_hash, book, document=document, file=sha256(content))
    if body is not None:
        findings = (*findings, *check_return(plan, body))
    return Checked(content, body, findings)


def import_workbooks(
    opened: OpenRound,
    paths: Iterable[Path],
    *,
    enrolling: bool,
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
    each: Callable[[Imported], None] = lambda _: None,
) -> tuple[Imported, ...]:
    """Import files, folders and ZIPs into the round: see ``import_by_kind``."""
    return import_by_kind((opened,), paths, enrolling=enrolling, actor=actor, now=now, progress=progress, each=each)


def import_by_kind(
    kinds: Sequence[OpenRound],
    paths: Iterable[Path],
    *,
    enrolling: bool,
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
    each: Callable[[Imported], None] = lambda _: None,
) -> tuple[Imported, ...]:
    """Import files, folders and ZIPs, each workbook into the round of the kind whose form it shows.

    One transaction per return, so that what is acknowledged is there; in a caller's transaction a savepoint of it.

    A carrier that is not on the list of participants is stopped, or put on it where ``enrolling``. ``each`` is told of
    every workbook as soon as its fate is settled. Raises Cancelled between two workbooks; those before stay. Raises
    Refusal where there is no workbook to import.
    """
    done: list[Imported] = []
    plans = {opened.round.id: plan_checks(opened.form, opened.parameters) for opened in kinds}
    with WorkbookReader() as reader, TemporaryDirectory(prefix="fuping-") as folder:
        files = handed_in(reader, paths, Path(folder))
        for number, handed in enumerate(files):
            progress.step(number, len(files), handed.document)
            done.append(_import(kinds, reader, handed, plans, enrolling=enrolling, actor=actor, now=now))
            each(done[-1])
        progress.step(len(files), len(files))
    return tuple(done)


def _import(
    kinds: Sequence[OpenRound],
    reader: WorkbookReader,
    handed: Handed,
    plans: Mapping[str, CheckPlan],
    *,
    enrolling: bool,
    actor: str,
    now: datetime,
) -> Imported:
    path, document = handed.given, handed.document
    if handed.refusal is not None:
        return Imported(path, document, Outcome.REFUSED, refusal=handed.refusal)
    try:
        content, book = read_workbook(reader, handed.path, document)
    except Refusal as refusal:
        return Imported(path, document, Outcome.REFUSED, refusal=refusal.said)
    opened = _kind_of(kinds, book, document, sha256(content))
    checked = check_read(content, book, plans[opened.round.id], opened.round.form, document)
    body, findings = checked.body, checked.findings
    name, uscc = identity(opened.form.form, body) if body else ("", "")
    findings += whose_findings(opened, document, body, name, uscc, enrolling=enrolling)
    kind = opened.kind()
    if body is None or stops(findings):
        return Imported(path, document, Outcome.STOPPED, name, uscc, findings=findings, kind=kind)
    with opened.store.writing():
        if enrolling and not _listed(opened, uscc):
            enrol(opened, name=name, uscc=uscc, actor=actor, now=now)
        before = returns.current_of(opened.store, opened.round.id, uscc)
        saved = returns.save(
            opened.store,
            body,
            round_id=opened.round.id,
            uscc=uscc,
            content=checked.content,
            findings=findings,
            actor=actor,
            now=now,
        )
        carried = carry_over(opened, before, saved.id, actor=actor, now=now) if before and saved.fresh else NOTHING
    outcome = Outcome.STORED if saved.fresh else Outcome.ALREADY
    superseded = None if saved.fresh or saved.current or before is None else before.document
    return Imported(
        path,
        document,
        outcome,
        name,
        uscc,
        saved.id,
        findings,
        carried=carried,
        superseded_by=superseded or "",
        supersedes=before.document if before and saved.fresh else "",
        kind=kind,
    )


def _kind_of(kinds: Sequence[OpenRound], book: Workbook, document: str, file: Sha256) -> OpenRound:
    """The kind whose form a workbook shows; of two kinds with one form, that on whose list its carrier is."""
    if len(kinds) == 1:
        return kinds[0]
    forms = list(dict.fromkeys(opened.form.form for opened in kinds))
    shown = form_shown(forms, book) or forms[0]
    same = [opened for opened in kinds if opened.form.form == shown]
    if len(same) > 1:
        body, _ = read_return(shown, same[0].round.form, book, document=document, file=file)
        uscc = identity(shown, body)[1] if body else ""
        same.sort(key=lambda opened: not _listed(opened, uscc))
    return same[0]


def whose_findings(
    opened: OpenRound, document: str, body: Return | None, name: str, uscc: str, *, enrolling: bool
) -> tuple[Finding, ...]:
    """A return must say whose it is, and be of somebody on the list."""
    if body is None:
        return ()
    form = opened.form.form
    place = body.table(form.record).place(document, 1, form.carrier_id) if body.table(form.record).rows else Place(document)
    if not uscc:
        return (
            Finding(
                "services.nobodys_return",
                Level.STOP,
                (place,),
                {"field": form.table(form.record).field(form.carrier_id).label.zh},
            ),
        )
    if enrolling or _listed(opened, uscc):
        return ()
    return (Finding("services.not_on_the_list", Level.STOP, (place,), {"name": name, "uscc": uscc}),)


def _listed(opened: OpenRound, uscc: str) -> bool:
    return rounds.participant(opened.store, opened.round.id, uscc) is not None


def _bytes(path: Path, document: str) -> bytes:
    """Raises Refusal where they cannot be read, or are more than anybody should hold in memory."""
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise too_large(document, "file_megabytes", MOST_FILE_BYTES // MEGABYTE)
        return path.read_bytes()
    except OSError as error:
        raise Refusal("services.cannot_read", name=document) from error
