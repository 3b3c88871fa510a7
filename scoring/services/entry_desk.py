"""An entry as its page shows it: the form, what has been typed, the ways to begin, and what checking finds, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.definitions.form import Form
from scoring.findings import Level
from scoring.intake.clipboard import as_text
from scoring.messages import say, sentence
from scoring.services.entering import Carrier, EditLine, Entry, Origin, open_entry
from scoring.services.entering_checks import GRAVITY, CellCheck, EntryChecked, Spot, address, check_text
from scoring.services.entering_form import EntryForm, entry_form
from scoring.services.entering_start import starts
from scoring.services.form_names import in_both
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class CellChecker:
    """Checks one cell at once, on any thread: it reads no file."""

    form: Form
    language: str

    def check(self, table: str, field: str, text: str) -> CellCheck:
        """Raises Refusal for a text that no cell holds."""
        return check_text(self.form, table, field, text, self.language)


@dataclass(frozen=True, slots=True)
class ShownStart:
    """A way to begin, in words."""

    origin: Origin
    title: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """``entry`` is None as long as none is open: then ``starts`` are the ways to begin one."""

    carrier: Carrier
    form: EntryForm
    entry: Entry | None
    starts: tuple[ShownStart, ...]
    checker: CellChecker


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding of an entry; ``spot`` is its first cell on the screen, None where it has none."""

    level: Level
    level_words: str
    where: str
    sentence: str
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class ShownChecks:
    """What checking found: ``checked`` for the cells, ``rows`` for the list, the gravest first, ``told`` a cell's sentences."""

    checked: EntryChecked
    rows: tuple[ShownFinding, ...]
    told: Mapping[Spot, str]


def entry_shown(opened: OpenRound, uscc: str, language: str = "zh") -> EntryShown:
    """A carrier's open entry, or the ways to begin one. Raises Refusal where it is not on the list."""
    carrier = opened.carrier(uscc)
    entry = open_entry(opened, carrier)
    ways = () if entry else tuple(_start(one.origin, one.document, one.year, language) for one in starts(opened, carrier))
    return EntryShown(carrier, entry_form(opened, language), entry, ways, CellChecker(opened.form.form, language))


def _start(origin: Origin, document: str, year: int, language: str) -> ShownStart:
    return ShownStart(origin, say(f"entering.start.{origin.value}", {"document": document, "year": year}, language))


def findings_shown(opened: OpenRound, checked: EntryChecked, language: str = "zh") -> ShownChecks:
    """The findings in words, with the cells of the workbook to be written."""
    rows: list[ShownFinding] = []
    told: dict[Spot, list[str]] = {}
    for one in sorted(checked.findings, key=lambda one: -GRAVITY.index(one.level)):
        said = sentence(replace(one.finding, facts=in_both(opened.form.form, one.finding.facts)), language)
        level = say(f"levels.{one.level.value}", {}, language)
        rows.append(
            ShownFinding(one.level, level, _where(opened, one.spots, language), said, one.spots[0] if one.spots else None)
        )
        for spot in one.spots:
            told.setdefault(spot, []).append(said)
    return ShownChecks(checked, tuple(rows), {spot: "\n".join(sentences) for spot, sentences in told.items()})


MOST_PLACES = 3
"""So many cells of a finding are named in its line."""


def _where(opened: OpenRound, spots: Sequence[Spot], language: str) -> str:
    named = [_cell(opened, spot, language) for spot in spots[: MOST_PLACES + 1]]
    return ("、" if language == "zh" else ", ").join([*named[:MOST_PLACES], *(["…"] if len(named) > MOST_PLACES else [])])


def _cell(opened: OpenRound, spot: Spot, language: str) -> str:
    """Its address, the table called as its tab is."""
    place = address(opened, spot)
    return str(place if language == "zh" else replace(place, sheet=opened.form.form.table(spot.table).label[language]))


def edit_words(line: EditLine, language: str) -> str:
    """What menus call an edit."""
    return say(line.title.code, line.title.facts, language)


def block_text(rows: Sequence[tuple[str, ...]]) -> str:
    """A block as the clipboard takes it, for Excel and WPS."""
    return as_text(tuple(rows))
