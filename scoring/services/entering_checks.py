"""What an entry comes to while it is typed: one cell at once, and the whole as intake will find it once it is finished."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Field, Form, Table
from scoring.definitions.records import Nothing
from scoring.definitions.showing import show_datum
from scoring.findings import Finding, Level
from scoring.intake.cells import Workbook
from scoring.intake.checks import CheckPlan, check_return, plan_checks
from scoring.intake.clipboard import cleaned
from scoring.intake.entered import Column, Spot, Typesetter
from scoring.intake.records import identity, read_return
from scoring.intake.template import write_template
from scoring.intake.wire import assembled
from scoring.intake.workbook import evidence
from scoring.messages import sentence
from scoring.places import Place
from scoring.services.entering import Entry
from scoring.services.entering_start import document_name
from scoring.services.returns import whose_findings
from scoring.services.rounds import OpenRound

__all__ = ["CellCheck", "EntryChecked", "EntryFinding", "Spot", "address", "check_cell", "check_entry", "typesetter_of"]

GRAVITY = (Level.WARNING, Level.ERROR, Level.STOP)
NO_FILE = Sha256("0" * 64)
"""In place of the hash of a workbook that is not written yet."""


@dataclass(frozen=True, slots=True)
class CellCheck:
    """What the reader says of one text: ``value`` is what it reads as, in words, empty where it is none.

    ``problems``: how grave and in words; a required cell without an answer is one.
    """

    value: str
    problems: tuple[tuple[Level, str], ...] = ()

    @property
    def level(self) -> Level | None:
        return max((level for level, _ in self.problems), key=GRAVITY.index, default=None)


@dataclass(frozen=True, slots=True)
class EntryFinding:
    """A finding with its cells on the screen; its places are those of the workbook to be written, in the same order."""

    finding: Finding
    spots: tuple[Spot, ...]

    @property
    def level(self) -> Level:
        return self.finding.level


@dataclass(frozen=True, slots=True)
class EntryChecked:
    """The whole entry. ``cells``: cell → how grave the gravest finding at it is; rows and tables stand among them as spots
    without a field or a row. ``number``: of the edit it was checked after.
    """

    number: int
    findings: tuple[EntryFinding, ...]
    cells: Mapping[Spot, Level]

    def count(self, level: Level) -> int:
        return sum(one.level is level for one in self.findings)

    @property
    def stopped(self) -> tuple[EntryFinding, ...]:
        """What keeps it from being finished."""
        return tuple(one for one in self.findings if one.level is Level.STOP)

    def at(self, spot: Spot) -> tuple[EntryFinding, ...]:
        """The findings that point at a cell."""
        return tuple(one for one in self.findings if spot in one.spots)


def check_cell(opened: OpenRound, table_key: str, field_key: str, text: str, language: str = "zh") -> CellCheck:
    """One cell, at once: no other cell is looked at. Raises Refusal for a text that no cell holds."""
    return check_text(opened.form.form, table_key, field_key, text, language)


def check_text(form: Form, table_key: str, field_key: str, text: str, language: str = "zh") -> CellCheck:
    """The same of a form alone."""
    table = form.table(table_key)
    field = table.field(field_key)
    reading = Column(form, field).reading(cleaned(text))
    problems = [(one.level, _told(table, field, one.code, one.level, one.facts, language)) for one in reading.problems]
    if field.required and reading.datum in (Nothing.EMPTY, Nothing.NOT_APPLICABLE):
        code = "intake.required" if reading.datum is Nothing.EMPTY else "intake.required_stroke"
        problems.append((Level.ERROR, _told(table, field, code, Level.ERROR, {"text": reading.raw}, language)))
    value = "" if isinstance(reading.datum, Nothing) else show_datum(form, field, reading.datum, language)
    return CellCheck(value, tuple(problems))


def _told(table: Table, field: Field, code: str, level: Level, facts: Mapping[str, str], language: str) -> str:
    """As the finding of the whole entry says it, of one cell."""
    quoted = {name: (fact,) for name, fact in facts.items()}
    about = {"table": table.label[language], "field": field.label[language], "count": 1}
    return sentence(Finding(code, level, (), about | quoted), language)


def check_entry(opened: OpenRound, entry: Entry) -> EntryChecked:
    """Everything that reading and checking would find in the workbook of this entry, were it finished now."""
    typesetter = typesetter_of(opened)
    document = document_name(opened, entry.carrier)
    found = [_located(typesetter, one) for one in _findings(opened, typesetter, entry, document)]
    cells: dict[Spot, Level] = {}
    for one in found:
        for spot in one.spots:
            cells[spot] = max(cells.get(spot, one.level), one.level, key=GRAVITY.index)
    return EntryChecked(entry.number, tuple(found), cells)


def _findings(opened: OpenRound, typesetter: Typesetter, entry: Entry, document: str) -> tuple[Finding, ...]:
    """In the order in which an import finds them; then whether it is the carrier's own."""
    form = opened.form.form
    book = typesetter.evidence(entry.tables)
    body, findings = read_return(form, opened.round.form, book, document=document, file=NO_FILE)
    if body is None:
        return findings
    name, uscc = identity(form, body)
    checked = check_return(_made_ready(opened).plan, body)
    found = (*findings, *checked, *whose_findings(opened, document, body, name, uscc, enrolling=False))
    return (*found, *other_carrier(opened, entry, document, uscc))


def other_carrier(opened: OpenRound, entry: Entry, document: str, uscc: str) -> tuple[Finding, ...]:
    """An entry begun for one carrier must not become another's return."""
    if uscc in ("", entry.carrier.uscc):
        return ()
    form = opened.form.form
    place = typesetter_of(opened).place(document, Spot(form.record, 0, form.carrier_id))
    facts = {"name": entry.carrier.name, "uscc": entry.carrier.uscc, "found": uscc}
    return (Finding("entering.other_carrier", Level.STOP, (place,), facts),)


def _located(typesetter: Typesetter, finding: Finding) -> EntryFinding:
    spots = (typesetter.spot(place) for place in finding.places)
    return EntryFinding(finding, tuple(dict.fromkeys(spot for spot in spots if spot is not None)))


def address(opened: OpenRound, spot: Spot) -> Place:
    """Where a cell of the entry will stand in its workbook: sheet, row and column, without the document."""
    return typesetter_of(opened).place("", spot)


# What is made ready once ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ready:
    """What every check of a round's entries needs: the workbook's shape, and the form's checks."""

    typesetter: Typesetter
    plan: CheckPlan


_ready: OrderedDict[tuple[object, ...], _Ready] = OrderedDict()
_lock = Lock()
"""The window checks on one thread and finishes on another."""
MOST_READY = 8


def typesetter_of(opened: OpenRound) -> Typesetter:
    """How the round's form lies in the workbook our template writer makes of it."""
    return _made_ready(opened).typesetter


def _made_ready(opened: OpenRound) -> _Ready:
    """By hash: to compare whole forms would take longer than to check."""
    key = (opened.round.form, opened.round.title, *sorted(opened.parameters.items()))
    known = _ready.get(key)
    if known is None:
        typesetter = Typesetter(opened.form.form, _blank(opened))
        known = _Ready(typesetter, plan_checks(opened.form, opened.parameters))
        with _lock:
            _ready[key] = known
            while len(_ready) > MOST_READY:
                _ready.popitem(last=False)
    return known


def _blank(opened: OpenRound) -> Workbook:
    """The evidence of the form's blank workbook. Our own file, made a moment ago: it needs no guard."""
    with TemporaryDirectory(prefix="fuping-") as folder:
        path = Path(folder) / "blank.xlsx"
        write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title)
        return assembled(evidence(path))
