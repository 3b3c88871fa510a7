"""Official papers (公文) of the youngest sealed run: 公示, 通知, 告知书, 整改通知书, from a template, the result, and the district's words.

Nothing that is missing is made up: it is printed as a visible blank and told. What is issued is kept with its bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from scoring.definitions.calendars import day_in
from scoring.definitions.documents import AnnexFile, DocumentFile, DocumentKind, Paragraph, TableName, WordType
from scoring.definitions.form import Words
from scoring.errors import Refusal
from scoring.findings import Finding, Level
from scoring.messages import say
from scoring.papers.faces import OFFICIAL, FaceFile, Role
from scoring.papers.letters import Annex, Column, Letter, Para, Part, Stand, Table, flat
from scoring.papers.office import office_faces, substituted
from scoring.papers.official import letter_pdf
from scoring.services.days import CHINA
from scoring.services.document_facts import NOTHING, RunFacts, Standing, run_facts
from scoring.services.holidays import calendar
from scoring.services.paper_lending import Lent, lent
from scoring.services.paper_templates import Template, template
from scoring.services.paper_words import blank, both, day_words, fields, shown_word
from scoring.services.press import ONE_PRESS
from scoring.services.quiet import quiet_collector
from scoring.services.rounds import OpenRound
from scoring.services.telling_words import feedback_findings
from scoring.services.working_days import period
from scoring.store.runs import Run


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper ready to print, and what is still missing or must be known before it goes out."""

    letter: Letter
    findings: tuple[Finding, ...]


@dataclass
class _Filling:
    """The places of a template being filled; what is missing is noted in the order of the paper."""

    document: DocumentFile
    values: Mapping[str, str]
    language: str
    missing: dict[str, Finding] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Places the paper has."""

    def text(self, words: Words) -> str:
        return words[self.language].format_map(_Places(self)) if words else ""

    def place(self, name: str) -> str:
        self.named.add(name)
        value = self.values.get(name, "")
        if value:
            return value
        word = self.document.asked_for(name)
        if word is not None:
            return self.hole(name)
        if name == "last_day":
            self.missing.setdefault(name, Finding("documents.last_day_missing", Level.WARNING))
            return say("documents.blank_day", {}, self.language)
        return NOTHING

    def hole(self, name: str) -> str:
        """The blank of a word, told once."""
        word = self.document.asked_for(name)
        if word is None:
            return ""
        self.missing.setdefault(name, Finding("documents.missing", Level.WARNING, (), {"label": both(word.label), "key": name}))
        return blank(word, self.language)

    def asked(self, name: str) -> str:
        """A word the page itself wants, where the template has it; a required one leaves a gap."""
        word = self.document.asked_for(name)
        if word is None:
            return ""
        return self.values.get(name, "") or (self.hole(name) if word.required else "")


class _Places(dict[str, str]):
    """For ``format_map``."""

    def __init__(self, filling: _Filling) -> None:
        super().__init__()
        self._filling = filling

    def __missing__(self, name: str) -> str:
        return self._filling.place(name)


def compose(facts: RunFacts, found: Template, one: Standing | None = None) -> Composed:
    """One paper; ``one`` for a paper to a carrier."""
    document, language = found.document, facts.language
    uscc = one.uscc if one else ""
    values = _values(facts, document, uscc)
    given = lent(facts.now, document.kind, uscc, facts.run)
    values |= _resolved(given, language) | facts.of_round() | (facts.of_carrier(one) if one else {})
    last, noted = _lent_last_day(given, language) if given.last_day else _last_day(facts, values, language)
    values |= {"last_day": last}
    filling = _Filling(document, values, language)
    letter = _letter(facts, filling, one)
    if "last_day" not in filling.named:
        noted = []  # the window is no matter of this paper
    heard = feedback_findings(facts.now, facts.run) if document.kind is DocumentKind.PUBLIC_LIST else ()
    findings = [*_status(facts, found), *noted, *heard, *filling.missing.values()]
    if not last and noted:
        findings = [one for one in findings if one.code != "documents.last_day_missing"]
    return Composed(letter, tuple(findings))


def _values(facts: RunFacts, document: DocumentFile, uscc: str) -> dict[str, str]:
    """The district's words as the paper prints them."""
    known = {one.key: one.used for one in fields(facts.now, document, uscc, facts.language)}
    shown = {word.key: shown_word(word, known[word.key], facts.language) for word in document.words}
    return {key: value for key, value in shown.items() if value} | {
        f"{word.key}!": known[word.key] for word in document.words if known[word.key]
    }


def _resolved(given: Lent, language: str) -> dict[str, str]:
    """The resolution as the paper prints it."""
    found = dict(given.resolved)
    day = day_in(found.get("resolved_on", ""))
    return found | {"resolved_on": day_words(day, language)} if day else found


def _lent_last_day(given: Lent, language: str) -> tuple[str, list[Finding]]:
    """Of the window that was set; told where a year has no table of holidays, or the table gives another day by now."""
    day = day_in(given.last_day)
    noted = list(_by_weekends(given.weekends_only))
    if given.counted != given.last_day:
        facts = {"last": given.last_day, "now": given.counted}
        noted.append(Finding("documents.window_moved", Level.WARNING, (), facts))
    return (day_words(day, language) if day else ""), noted


def _by_weekends(years: Collection[int]) -> Iterator[Finding]:
    """Whoever prints a last day knows what it was counted by; the paper itself says nothing of it."""
    if years:
        yield Finding("documents.window_by_weekends", Level.WARNING, (), {"years": tuple(map(str, years))})


def _last_day(facts: RunFacts, values: Mapping[str, str], language: str) -> tuple[str, list[Finding]]:
    """The last day of the window in working days; where it cannot be told, why."""
    first, count = day_in(values.get("first_day!", "")), values.get("days!", "")
    if first is None or not count:
        return "", []
    years = [int(values["weekends_only!"])] if values.get("weekends_only!") else []
    try:
        found = period(first, int(count), calendar(facts.now.store), weekends_only=years)
    except Refusal as refusal:
        return "", [Finding("documents.last_day_unknown", Level.WARNING, (), {"reason": refusal.said})]
    noted = list(_by_weekends(found.unlisted))
    if found.days[0] != first:
        noted.append(Finding("documents.first_day_off", Level.WARNING, (), {"day": first}))
    return day_words(found.last, language), noted


def _status(facts: RunFacts, found: Template) -> Iterator[Finding]:
    if found.document.status.zh:
        yield Finding("documents.example", Level.WARNING, (), {"name": found.name, "status": both(found.document.status)})
    if (status := facts.then.opened.rubric.rubric.status).zh:
        yield Finding("documents.rubric_status", Level.WARNING, (), {"status": both(status)})


def _letter(facts: RunFacts, filling: _Filling, one: Standing | None) -> Letter:
    document, language = filling.document, filling.language
    title = filling.text(document.title)
    addressee = filling.text(document.addressee)
    parts = tuple(_parts(facts, filling, document.paragraphs, one))
    annexes = tuple(_annexes(facts, filling, one))
    status = facts.then.opened.rubric.rubric.status[language]
    return Letter(
        language=language,
        name=facts.phrase("file_of_one", title=flat(title), carrier=one.name) if one else flat(title),
        title=title,
        parts=parts,
        created=facts.run.sealed_at.astimezone(CHINA),
        issuer=filling.asked("issuer"),
        date=filling.asked("date"),
        result=facts.phrase("brief.foot", receipt=facts.of_round()["receipt"]),
        mark=facts.phrase("mark", status=status) if status else "",
        head=filling.asked("head") if document.head else "",
        number=filling.asked("number"),
        addressee=addressee,
        annexes=annexes,
        note=filling.text(document.note),
        sealed=document.sealed,
        copy_to=filling.asked("copy_to"),
        printed_by=filling.asked("printed_by"),
        printed_on=_printed_on(facts, filling),
        annex_word=facts.phrase("annex"),
        colon=facts.phrase("colon"),
        copy_word=facts.phrase("copy_to"),
    )


def _printed_on(facts: RunFacts, filling: _Filling) -> str:
    day = filling.asked("printed_on")
    return facts.phrase("printed_on", day=day) if day else ""


def _annexes(facts: RunFacts, filling: _Filling, one: Standing | None) -> Iterator[Annex]:
    for annex in filling.document.annexes:
        if _wanted(annex, filling):
            yield Annex(filling.text(annex.title), tuple(_parts(facts, filling, annex.paragraphs, one)))


def _wanted(part: AnnexFile | Paragraph, filling: _Filling) -> bool:
    if part.when and not filling.values.get(part.when):
        return False
    return not (isinstance(part, Paragraph) and part.unless and filling.values.get(part.unless))


def _parts(facts: RunFacts, filling: _Filling, paragraphs: Sequence[Paragraph], one: Standing | None) -> Iterator[Part]:
    for paragraph in paragraphs:
        if not _wanted(paragraph, filling):
            continue
        stand = Stand(paragraph.level.value)
        if paragraph.text.zh:
            yield Para(filling.text(paragraph.text), stand)
        if paragraph.items:
            yield from _items(filling, paragraph.items, stand)
        if paragraph.table is not None:
            yield _table(facts, filling, paragraph.table, one)


def _items(filling: _Filling, name: str, stand: Stand) -> Iterator[Para]:
    """A numbered paragraph for each line."""
    word = filling.document.asked_for(name)
    lines = (filling.values.get(name, "") or filling.hole(name)).splitlines()
    if word is None or word.type is not WordType.LINES or len(lines) < 2:
        yield from (Para(line, stand) for line in lines)
        return
    yield from (Para(f"{number}. {line}", stand) for number, line in enumerate(lines, 1))


# Tables ---------------------------------------------------------------------------------------------------------------


def _table(facts: RunFacts, filling: _Filling, name: TableName, one: Standing | None) -> Table:
    """A table without rows says so with a stroke."""
    columns = tuple(Column(facts.phrase(code), share, centred=centred) for code, share, centred in COLUMNS[name])
    rows = tuple(_rows(facts, filling, name, one))
    return Table(columns, rows or (tuple(NOTHING for _ in columns),))


COLUMNS: Mapping[TableName, tuple[tuple[str, int, bool], ...]] = {
    TableName.GRADES: (("no", 10, True), ("carrier_name", 62, False), ("result", 28, True)),
    TableName.ABSENT: (("no", 10, True), ("carrier_name", 52, False), ("reason", 38, False)),
    TableName.DIMENSIONS: (("code", 12, True), ("dimension", 52, False), ("points", 18, True), ("full", 18, True)),
    TableName.GRADING: (("step", 26, True), ("outcome", 74, False)),
}
"""Heading, share of the breadth, whether it stands in the middle."""


def _rows(facts: RunFacts, filling: _Filling, name: TableName, one: Standing | None) -> Iterator[tuple[str, ...]]:
    match name:
        case TableName.GRADES:
            for no, each in enumerate(facts.graded(filling.document.order), 1):
                yield str(no), each.name, each.outcome.grade
        case TableName.ABSENT:
            for no, (carrier, why) in enumerate(facts.absent(), 1):
                yield str(no), carrier.name, why
        case TableName.DIMENSIONS:
            yield from _dimension_rows(facts, one)
        case TableName.GRADING:
            yield from ((step.label, step.words) for step in facts.steps(one)) if one else ()


def _dimension_rows(facts: RunFacts, one: Standing | None) -> tuple[tuple[str, ...], ...]:
    if one is None:
        return ()
    rows = [(node.code, "\u3000" * node.depth + node.label, node.points, node.maximum) for node in facts.dimensions(one.scored)]
    own = facts.of_carrier(one)
    return (*rows, ("", facts.phrase("total"), own["points"], own["maximum"]))


# Bytes ----------------------------------------------------------------------------------------------------------------


def _by_role(chosen: Mapping[str, Path]) -> dict[Role, Path]:
    known = {role.value: role for role in OFFICIAL}
    for name in chosen:
        if name not in known:
            raise Refusal("documents.unknown_role", seen=name, known=tuple(known))
    return {known[name]: path for name, path in chosen.items()}


class DocumentPress:
    """Papers of one kind of a run, made one after the other; the run is read when the first is asked for. A context manager."""

    def __init__(
        self,
        opened: OpenRound,
        run: Run,
        kind: DocumentKind,
        language: str = "zh",
        *,
        file: Path | None = None,
        chosen: Mapping[str, Path] | None = None,
    ) -> None:
        """Raises Refusal for a template with mistakes, or a font file nothing can be set with."""
        self._opened, self._run, self._language = opened, run, language
        self.template = template(opened.store.path, kind, file)
        self.faces: Mapping[Role, tuple[FaceFile, ...]] = office_faces(_by_role(chosen or {}))
        self._facts: RunFacts | None = None
        self._open = ExitStack()

    @property
    def facts(self) -> RunFacts:
        if self._facts is None:
            self._open.enter_context(quiet_collector())
            self._facts = self._open.enter_context(run_facts(self._opened, self._run, self._language))
        return self._facts

    def compose(self, uscc: str = "") -> Composed:
        """The paper and what is missing, with the faces that were not found. Raises Refusal for a carrier that is not in the run."""
        one = self.facts.standing(uscc) if uscc else None
        if uscc and one is None:
            raise Refusal("documents.not_in_run", carrier=uscc)
        made = compose(self.facts, self.template, one)
        names = substituted(self.faces)
        fonts = (Finding("documents.fonts", Level.WARNING, (), {"fonts": names}),) if names else ()
        return Composed(made.letter, (*made.findings, *fonts))

    def content(self, composed: Composed, format_: Format) -> bytes:
        """The file, not issued. Raises Refusal for a missing glyph."""
        if format_ is Format.DOCX:
            from scoring.papers.letters_docx import letter_docx

            return letter_docx(composed.letter)
        with ONE_PRESS:
            return letter_pdf(composed.letter, self.faces)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()
