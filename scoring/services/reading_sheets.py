"""Marking sheets that came back: read, judged line by line in one pass, and stored only once somebody has seen what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.definitions.canonical import Sha256, sha256
from scoring.engine.wording import plain
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.intake.child import WorkbookReader
from scoring.intake.marking_reader import MarkLine, ReadSheet, read_sheet
from scoring.places import Place
from scoring.progress import SILENT, Progress
from scoring.services.handing import Handed, handed_in
from scoring.services.returns import read_workbook
from scoring.services.review_items import ReviewItem, review_items
from scoring.services.rounds import OpenRound
from scoring.store import files, marks, recusals
from scoring.store.carriers import Carrier


class LineState(Enum):
    """未填, 新评分, 改评, 与已有的相同, 不能存入."""

    EMPTY = "empty"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line of a sheet. ``before`` is the mark that stands; ``place`` the cell of the new one."""

    carrier: str
    uscc: str
    item: str
    measure: str
    value: Decimal | None
    comment: str
    before: Decimal | None
    state: LineState
    place: Place
    findings: tuple[Finding, ...]

    @property
    def is_to_store(self) -> bool:
        return self.state in (LineState.NEW, LineState.CHANGED)

    @property
    def has_errors(self) -> bool:
        return any(one.level is not Level.WARNING for one in self.findings)


@dataclass(frozen=True, slots=True)
class JudgedSheet:
    """A workbook that was handed in. ``findings`` are those of the whole sheet; with a 拒收 there are no lines."""

    document: str
    reviewer: str
    kind: str
    round_id: str
    findings: tuple[Finding, ...]
    lines: tuple[JudgedLine, ...]
    file: Sha256
    content: bytes = field(repr=False, default=b"")

    @property
    def has_errors(self) -> bool:
        """Whether somebody has to say which lines are to be stored all the same."""
        return any(one.level is not Level.WARNING for one in self.every_finding)

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        return (*self.findings, *(one for line in self.lines for one in line.findings))

    @property
    def to_store(self) -> tuple[JudgedLine, ...]:
        return tuple(line for line in self.lines if line.is_to_store)


def read_sheets(kinds: Sequence[OpenRound], paths: Iterable[Path], progress: Progress = SILENT) -> tuple[JudgedSheet, ...]:
    """Read and judge the marking sheets among files, folders and ZIPs; nothing is stored.

    What cannot be read stands there with its refusal. Raises Refusal for a path that is not there, or where there is nothing.
    """
    found: list[JudgedSheet] = []
    with WorkbookReader() as reader, TemporaryDirectory() as folder:
        handed = handed_in(reader, paths, Path(folder))
        for number, one in enumerate(handed):
            progress.step(number, len(handed), one.document)
            found.append(_judged(reader, kinds, one))
        progress.step(len(handed), len(handed))
    return tuple(_once_each(found))


def _judged(reader: WorkbookReader, kinds: Sequence[OpenRound], handed: Handed) -> JudgedSheet:
    if handed.refusal is not None:
        return _stopped(handed.document, handed.refusal)
    try:
        content, book = read_workbook(reader, handed.path, handed.document)
    except Refusal as refusal:
        return _stopped(handed.document, refusal.said)
    return judge(kinds, read_sheet(book, handed.document), handed.document, content)


def _stopped(document: str, said: Said, place: Place | None = None) -> JudgedSheet:
    finding = Finding(said.code, Level.STOP, (place or Place(document),), said.facts)
    return JudgedSheet(document, "", "", "", (finding,), (), Sha256(""))


def judge(kinds: Sequence[OpenRound], sheet: ReadSheet, document: str, content: bytes) -> JudgedSheet:
    """Against the round whose stamp it has."""
    stamp = sheet.stamp
    if stamp is None:
        return _stopped(document, Said("reviews.no_stamp", {"name": document}))
    if not sheet.reviewer or not stamp.holds(sheet.reviewer):
        return _stopped(document, Said("reviews.stamp_changed", {"reviewer": sheet.reviewer or "—"}), sheet.stamp_place)
    opened = next((one for one in kinds if one.round.id == stamp.round_id), None)
    if opened is None:
        known = [f"{one.round.title} {one.kind()}" for one in kinds]
        return _stopped(document, Said("reviews.other_round", {"known": known}), sheet.stamp_place)
    findings: tuple[Finding, ...] = ()
    if not opened.round.rubric.startswith(stamp.rubric):
        findings = (Finding("reviews.other_rubric", Level.ERROR, (sheet.stamp_place,), {"title": opened.rubric.rubric.title.zh}),)
    file = sha256(content)
    lines = _Judge(opened, sheet.reviewer, file).lines(sheet.lines)
    return JudgedSheet(document, sheet.reviewer, opened.kind(), opened.round.id, findings, lines, file, content)


class _Judge:
    """What one reviewer's lines are judged by, read once."""

    def __init__(self, opened: OpenRound, reviewer: str, file: Sha256) -> None:
        store, round_id = opened.store, opened.round.id
        self._items: Mapping[str, ReviewItem] = {one.code: one for one in review_items(opened)}
        with store.reading():
            self._carriers: Mapping[str, Carrier] = {one.uscc: one for one in opened.participants()}
            barred = recusals.of_round(store, round_id)
            self._barred = {number: one.relation for (number, name), one in barred.items() if name == reviewer}
            mine = [one for one in marks.latest_of_round(store, round_id) if one.reviewer == reviewer]
            self._before = {(one.carrier_no, one.measure): one for one in mine}
            self._known = {(one.carrier_no, one.measure, one.value, one.comment) for one in marks.of_file(store, round_id, file)}
        self._reviewer = reviewer
        self._seen: dict[tuple[str, str], Place] = {}

    def lines(self, lines: Iterable[MarkLine]) -> tuple[JudgedLine, ...]:
        """Every line with everything that is wrong with it."""
        return tuple(self._line(one) for one in lines)

    def _line(self, one: MarkLine) -> JudgedLine:
        carrier, item = self._carriers.get(one.uscc), self._items.get(one.item)
        findings = (*one.findings, *(self._wrong(one, carrier, item) if one.value is not None or one.findings else ()))
        known = self._before.get((carrier.no, item.measure)) if carrier and item else None
        before = known.value if known else None
        made = JudgedLine(
            carrier=carrier.name if carrier else one.carrier or one.uscc,
            uscc=one.uscc,
            item=one.item,
            measure=item.measure if item else "",
            value=one.value,
            comment=one.comment,
            before=before,
            state=LineState.EMPTY,
            place=one.place,
            findings=findings,
        )
        if made.has_errors:
            return replace(made, state=LineState.UNUSABLE)
        if one.value is None or carrier is None or item is None:
            return made
        stands = known is not None and (known.value, known.comment) == (one.value, one.comment)
        if stands or (carrier.no, item.measure, one.value, one.comment) in self._known:
            return replace(made, state=LineState.SAME)
        return replace(made, state=LineState.NEW if before is None else LineState.CHANGED)

    def _wrong(self, one: MarkLine, carrier: Carrier | None, item: ReviewItem | None) -> tuple[Finding, ...]:
        found: list[Said] = []
        if carrier is None:
            found.append(Said("reviews.unknown_carrier", {"carrier": one.carrier or "—", "uscc": one.uscc or "—"}))
        elif carrier.no in self._barred:
            found.append(Said("reviews.recused", {"reviewer": self._reviewer, "relation": self._barred[carrier.no]}))
        if item is None:
            found.append(Said("reviews.unknown_item", {"seen": one.item or "—", "known": tuple(self._items)}))
        elif one.value is not None and (wrong := item.wrong(one.value)) is not None:
            found.append(Said(wrong.code, {**wrong.facts, "value": plain(one.value)}))
        places = (one.place,)
        findings = [Finding(said.code, Level.ERROR, places, said.facts) for said in found]
        first = self._seen.setdefault((one.uscc, one.item), one.place)
        if first != one.place:
            findings.append(Finding("reviews.line_twice", Level.ERROR, (one.place, first), {}))
        return tuple(findings)


def _once_each(found: Iterable[JudgedSheet]) -> Iterable[JudgedSheet]:
    """Two sheets of one reviewer in one go: nobody knows which of them is meant, unless they say the same."""
    seen: dict[tuple[str, str], JudgedSheet] = {}
    for one in found:
        if one.round_id:
            first = seen.setdefault((one.round_id, one.reviewer), one)
            if first is not one and first.file != one.file:
                twice = Finding(
                    "reviews.sheet_twice", Level.ERROR, (Place(one.document), Place(first.document)), {"reviewer": one.reviewer}
                )
                one = replace(one, findings=(*one.findings, twice))
        yield one


def store_sheet(
    kinds: Sequence[OpenRound], sheet: JudgedSheet, lines: Collection[JudgedLine] | None = None, *, actor: str, now: datetime
) -> int:
    """Store the marks of a sheet, all or none; how many were. A re-mark stands beside the first; the workbook itself is kept.

    ``lines``: those a person chose; without them every one, and then a sheet with an error is refused. Raises Refusal also where
    a reviewer has been recused since, or the mark that stood is another by now.
    """
    opened = next((one for one in kinds if one.round.id == sheet.round_id), None)
    if opened is None or (lines is None and sheet.has_errors):
        raise Refusal("reviews.sheet_has_errors", name=sheet.document)
    wanted = [line for line in sheet.to_store if lines is None or line in lines]
    if not wanted:
        return 0
    with opened.store.writing():
        files.keep(opened.store, sheet.content)
        for line in wanted:
            _unchanged(opened, sheet, line)
            marks.mark(
                opened.store,
                round_id=sheet.round_id,
                uscc=line.uscc,
                measure=line.measure,
                reviewer=sheet.reviewer,
                value=line.value,
                comment=line.comment,
                file=sheet.file,
                place=str(line.place),
                actor=actor,
                now=now,
            )
    return len(wanted)


def store_sheets(
    kinds: Sequence[OpenRound], chosen: Iterable[tuple[JudgedSheet, Collection[JudgedLine]]], *, actor: str, now: datetime
) -> int:
    """What a person chose of several sheets, all or none; how many marks. Raises Refusal as ``store_sheet`` does."""
    with kinds[0].store.writing():
        return sum(store_sheet(kinds, sheet, lines, actor=actor, now=now) for sheet, lines in chosen)


def _unchanged(opened: OpenRound, sheet: JudgedSheet, line: JudgedLine) -> None:
    carrier = opened.carrier(line.uscc)
    known = marks.history(opened.store, sheet.round_id, carrier.no, line.measure, sheet.reviewer)
    if (known[0].value if known else None) != line.before:
        raise Refusal("reviews.changed_meanwhile", reviewer=sheet.reviewer, carrier=carrier.name)
