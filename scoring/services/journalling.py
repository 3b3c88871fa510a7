"""The journal (日志) as people read it: entries in words, filtered, a page at a time; its chains proved; what is filtered as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from scoring.errors import Refusal, Said
from scoring.messages import say
from scoring.papers.listing import ListColumn, listing_bytes
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services.days import CHINA
from scoring.services.journal_names import Names
from scoring.services.journal_words import entry_words, kind_words
from scoring.services.names import sort_key
from scoring.store import carriers, journal, journal_pages
from scoring.store.connection import Store
from scoring.store.journal_pages import Position, Wanted, Word, Written

PAGE = 200
"""Entries that are read at once for a screen."""
WHOLE = 5000
"""Entries that are read at once for a file."""
SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}
FORMULA = ("=", "+", "-", "@")
"""Excel takes a cell of a CSV that begins so for a formula."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What somebody wants to see; what is left empty does not matter.

    ``kind`` is one of ``known_kinds``, ``carrier`` a 统一社会信用代码; both days are included, as China counts days.
    """

    person: str = ""
    kind: str = ""
    carrier: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry in words. ``kind_label`` names ``kind``; ``carriers`` are those it names, as (code, name)."""

    at: str
    actor: str
    kind: str
    kind_label: str
    sentence: str
    carriers: tuple[tuple[str, str], ...]
    replica: str
    sequence: int
    hash: str
    previous: str
    payload_hash: str
    payload: str | None
    """As it is kept; None where it was blanked."""
    position: Position

    def document(self) -> dict[str, object]:
        """Of the answer of ``fuping journal --json``; the moment as it is kept."""
        kept = ("actor", "sentence", "replica", "sequence", "hash", "previous", "payload_hash")
        return {
            "at": self.position[0],
            "action": self.kind,
            "action_label": self.kind_label,
            **{name: getattr(self, name) for name in kept},
            "carriers": [{"uscc": uscc, "name": name} for uscc, name in self.carriers],
            "blanked": self.payload is None,
        }


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Some entries, the newest first, of ``total`` that were asked for; ``more`` where others follow."""

    entries: tuple[ShownEntry, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class JournalChoices:
    """What can be filtered by: persons, kinds of actions (kind, label) and carriers (code, name), in the order people look for them."""

    persons: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    carriers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether the chains hold: ``broken`` says where they do not."""

    chains: int
    entries: int
    broken: tuple[Said, ...]

    @property
    def said(self) -> Said:
        """日志链完整, or that it is not."""
        facts = {"chains": self.chains, "entries": self.entries, "places": len(self.broken)}
        return Said("logbook.chain_broken" if self.broken else "logbook.chain_whole", facts)


def journal_page(
    store: Store, asked: JournalFilter, language: str = "zh", *, after: Position | None = None, most: int = PAGE
) -> JournalPage:
    """The newest entries, or those behind the one at ``after``."""
    with store.reading():
        return _page(Names(store, language), asked, after, most)


def _page(names: Names, asked: JournalFilter, after: Position | None, most: int) -> JournalPage:
    wanted = _wanted(names, asked)
    found = journal_pages.page(names.store, wanted, after=after, most=most + 1)
    total = journal_pages.count(names.store, wanted) if after is None else 0
    return JournalPage(tuple(_shown(names, one) for one in found[:most]), total, len(found) > most)


def journal_choices(store: Store, language: str = "zh") -> JournalChoices:
    """Only what is there to be found."""
    kinds = sorted(((kind, kind_words(kind, language)) for kind in journal_pages.verbs(store)), key=lambda one: sort_key(one[1]))
    known = sorted(carriers.everyone(store), key=lambda one: sort_key(one.name))
    persons = sorted(journal_pages.actors(store), key=sort_key)
    return JournalChoices(tuple(persons), tuple(kinds), tuple((one.uscc, one.name) for one in known))


def prove_journal(store: Store, progress: Progress = SILENT) -> ChainVerdict:
    """Every chain from its first entry. Raises Cancelled where the user asked to stop."""
    broken = journal.verify(store, progress)
    said = (Said(f"store.doctor.journal_{one.what}", {"replica": one.replica, "sequence": one.sequence}) for one in broken)
    return ChainVerdict(len(journal.heads(store)), journal_pages.count(store, Wanted()), tuple(said))


def _wanted(names: Names, asked: JournalFilter) -> Wanted:
    whose = names.carriers.get(asked.carrier)
    return Wanted(
        actors=(asked.person,) if asked.person else (),
        verbs=(asked.kind,) if asked.kind else (),
        names=names.tokens([whose]) if whose else frozenset({asked.carrier} if asked.carrier else ()),
        since=_midnight(asked.first) if asked.first else None,
        until=_midnight(asked.last + timedelta(days=1)) if asked.last else None,
        words=tuple(_word(names, word) for word in asked.words.casefold().split()),
    )


def _word(names: Names, word: str) -> Word:
    known = journal_pages.verbs(names.store)
    kinds = tuple(kind for kind in known if word in kind_words(kind, names.language).casefold())
    return Word(word, names.tokens(names.called(word)), names.keys_called(word), kinds)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _shown(names: Names, written: Written) -> ShownEntry:
    entry = written.entry
    return ShownEntry(
        at=f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        actor=entry.actor,
        kind=entry.verb,
        kind_label=kind_words(entry.verb, names.language),
        sentence=entry_words(names, entry.verb, written.payload),
        carriers=tuple((one.uscc, one.name) for one in names.named(written.payload or "")),
        replica=entry.replica,
        sequence=entry.sequence,
        hash=entry.hash,
        previous=entry.previous,
        payload_hash=entry.payload_hash,
        payload=written.payload,
        position=written.position,
    )


# As a file ------------------------------------------------------------------------------------------------------------

COLUMNS = (
    ("at", 19, False),
    ("actor", 12, False),
    ("kind", 16, False),
    ("sentence", 80, True),
    ("carriers", 30, True),
    ("sequence", 8, False),
    ("replica", 38, False),
    ("hash", 68, False),
)


def export_journal(store: Store, asked: JournalFilter, path: Path, language: str = "zh", progress: Progress = SILENT) -> int:
    """What is filtered as .xlsx, .csv or .tsv, the newest first; how many entries that are.

    Raises Refusal where the file cannot be written or has another ending, Cancelled where the user asked to stop.
    """
    suffix = path.suffix.lower()
    if suffix != ".xlsx" and suffix not in SEPARATORS:
        raise Refusal("logbook.no_such_format", name=path.name)
    columns = [ListColumn(say(f"logbook.column.{name}", {}, language), width, wraps) for name, width, wraps in COLUMNS]
    rows = [_row(one, language) for one in _everything(store, asked, language, progress)]
    title = say("logbook.title", {}, language)
    write_whole(path, listing_bytes(title, columns, rows) if suffix == ".xlsx" else _plain(columns, rows, SEPARATORS[suffix]))
    return len(rows)


def _everything(store: Store, asked: JournalFilter, language: str, progress: Progress) -> Iterator[ShownEntry]:
    """Page by page, so that nobody who writes has to wait for the whole."""
    names = Names(store, language)
    after, done, total = None, 0, 0
    while True:
        with store.reading():
            found = _page(names, asked, after, WHOLE)
        total = total or found.total
        for one in found.entries:
            progress.step(done, total)
            done += 1
            yield one
        if not found.more:
            return
        after = found.entries[-1].position


def _row(one: ShownEntry, language: str) -> tuple[str, ...]:
    names = ("、" if language == "zh" else ", ").join(name for _, name in one.carriers)
    return (one.at, one.actor, one.kind_label, one.sentence, names, str(one.sequence), one.replica, one.hash)


def _plain(columns: list[ListColumn], rows: list[tuple[str, ...]], separator: str) -> bytes:
    """UTF-8 with the mark that Excel and WPS ask for."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([one.title for one in columns])
    writer.writerows([[f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")
