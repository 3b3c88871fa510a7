"""Check returned workbooks without a workspace: nothing is stored, and the form is told by the workbook itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level, by_cause
from scoring.intake.cells import Workbook
from scoring.intake.checks import CheckPlan, plan_checks
from scoring.intake.child import WorkbookReader
from scoring.intake.matching import form_shown
from scoring.intake.records import identity
from scoring.places import Place
from scoring.progress import SILENT, Progress
from scoring.services.definitions import text_of
from scoring.services.handing import Handed, handed_in
from scoring.services.returns import check_read, read_workbook
from scoring.services.rounds import parameters_of
from scoring.services.shipped import FormFile, form_file, shipped_form

LEVELS = (Level.STOP, Level.ERROR, Level.WARNING)


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to put right, wherever it shows: ``count`` cases at ``places``, the first case's first."""

    code: str
    level: Level
    sentence: Said
    places: tuple[Place, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is to be said of one workbook. ``form`` is None where no form fits or it could not be read (``refusal`` says why)."""

    path: Path
    document: str
    form: FormFile | None = None
    data_year: int = 0
    carrier: str = ""
    uscc: str = ""
    findings: tuple[Finding, ...] = ()
    refusal: Said | None = None

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The findings grouped by what is to be put right, the gravest first."""
        return causes_of(self.findings)

    @property
    def faulty(self) -> bool:
        """Whether anything is more than a warning."""
        return any(finding.level is not Level.WARNING for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A form made ready for many returns."""

    form: FormFile
    data_year: int
    plan: CheckPlan


def check_files(
    paths: Iterable[Path], *, form: Path | None = None, data_year: int | None = None, progress: Progress = SILENT
) -> Iterator[CheckedFile]:
    """Check files, folders and ZIPs one after the other, each by the form its stamp or its headings tell, or by ``form``.

    ``data_year`` is the forms' own unless given. Raises Refusal for a path that is not there, and for a form that has mistakes.
    """
    ready = [_ready(one, data_year) for one in ([_given(form)] if form is not None else shipped_forms())]
    with WorkbookReader() as reader, TemporaryDirectory(prefix="fuping-") as folder:
        handed = handed_in(reader, paths, Path(folder))
        for number, one in enumerate(handed):
            progress.step(number, len(handed), one.document)
            yield _checked(reader, one, ready)
        progress.step(len(handed), len(handed))


def causes_of(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """A check that fails in many rows is one cause; everything else that reading finds is gathered by cause already."""
    found = [_cause(group) for group in by_cause(findings, lambda finding: finding)]
    return tuple(sorted(found, key=lambda cause: LEVELS.index(cause.level)))


def _cause(group: Sequence[Finding]) -> Cause:
    first = group[0]
    if len(group) == 1:
        count = first.facts.get("count", 1)
        return Cause(first.code, first.level, Said(first.code, first.facts), first.places, count if isinstance(count, int) else 1)
    places = tuple(finding.places[0] for finding in group if finding.places)
    return Cause(first.code, first.level, Said("form.check", first.facts), places, len(group))


def shipped_forms() -> tuple[FormFile, ...]:
    """All forms that come with the program, by file name."""
    names = sorted(one.name for one in files("resources").joinpath("forms").iterdir() if one.name.endswith(".toml"))
    return tuple(map(shipped_form, names))


def _given(path: Path) -> FormFile:
    form, findings = form_file(text_of(path), path.name)
    if form is None:
        first = findings[0]
        said = (*map(str, first.places), Said(first.code, first.facts))
        raise Refusal("services.form_has_mistakes", name=path.name, count=len(findings), first=said)
    return form


def _ready(form: FormFile, data_year: int | None) -> _Ready:
    version = form.compiled.form.version
    year = data_year or (int(version[:4]) if version[:4].isdigit() else 0)
    if not year:
        raise Refusal("services.data_year_needed", form=form.name, version=version)
    parameters = parameters_of(data_year=year, cutoff=date(year, 12, 31))
    return _Ready(form, year, plan_checks(form.compiled, parameters))


def _checked(reader: WorkbookReader, handed: Handed, ready: Sequence[_Ready]) -> CheckedFile:
    unread = CheckedFile(handed.given, handed.document, refusal=handed.refusal)
    if handed.refusal is not None:
        return unread
    try:
        content, book = read_workbook(reader, handed.path, handed.document)
    except Refusal as refusal:
        return replace(unread, refusal=refusal.said)
    shown = form_shown([one.form.compiled.form for one in ready], book)
    if shown is None:
        return replace(unread, findings=(_no_form(ready, book, handed.document),))
    told = next(one for one in ready if one.form.compiled.form == shown)
    checked = check_read(content, book, told.plan, told.form.hash, handed.document)
    name, uscc = identity(told.form.compiled.form, checked.body) if checked.body else ("", "")
    return replace(unread, form=told.form, data_year=told.data_year, carrier=name, uscc=uscc, findings=checked.findings)


def _no_form(ready: Sequence[_Ready], book: Workbook, document: str) -> Finding:
    titles = [{language: one.form.compiled.form.title[language] for language in ("zh", "en")} for one in ready]
    facts = {"forms": tuple(titles), "sheets": tuple(sheet.name for sheet in book.sheets[:5])}
    return Finding("services.no_form_told", Level.STOP, (Place(document),), facts)
