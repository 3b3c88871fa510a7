"""The marked copy (标注本) of a carrier's return, written to a folder for whoever sends it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.errors import Refusal, Said
from scoring.findings import Level
from scoring.intake.child import WorkbookReader
from scoring.intake.mark_slip import Correction, Slip
from scoring.messages import say, tell
from scoring.papers.writing import write_whole
from scoring.services.amending import current_return
from scoring.services.folders import made
from scoring.services.rounds import OpenRound
from scoring.services.standing import judged
from scoring.services.verifying import ShownCause, causes_of, to_correct
from scoring.store import files, returns
from scoring.store.carriers import Carrier

SECONDS = 60.0
"""Of processor time: the whole workbook is written anew."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """``kept``: it is the carrier's own workbook, not a list beside it; ``lost``: what of the original it may lack."""

    path: Path
    kept: bool
    lost: tuple[str, ...]


def open_causes(opened: OpenRound, carrier: Carrier, language: str = "zh") -> tuple[ShownCause, ...]:
    """What the carrier is asked to put right, errors first. Raises Refusal without a return."""
    current = current_return(opened, carrier)
    return to_correct(causes_of(opened, current, judged(opened, carrier), None, language, samples=False))


def mark_copy(opened: OpenRound, carrier: Carrier, folder: Path, reason: str = "", *, language: str = "zh") -> MarkedCopy:
    """Write the copy beside whatever the folder holds; nothing is overwritten.

    ``reason`` stands at its head. Raises Refusal: no return, nothing to mark, a workbook that cannot be read, a folder that
    cannot be written to.
    """
    current = current_return(opened, carrier)
    causes = open_causes(opened, carrier, language)
    if not causes and not reason.strip():
        raise Refusal("verify.nothing_to_mark", carrier=carrier.name)
    slip = _slip(opened, carrier, current.document, causes, reason, language)
    with TemporaryDirectory(prefix="fuping-") as place, WorkbookReader(deadline=SECONDS) as reader:
        original, target, said = (Path(place) / name for name in ("original", "copy", "slip.json"))
        original.write_bytes(files.content(opened.store, current.file))
        said.write_text(json.dumps(slip.document(), ensure_ascii=False), "utf-8")
        told = reader.mark(original, target, said, current.document)
        content = target.read_bytes()
    version = returns.counts(opened.store, opened.round.id)[carrier.no]
    suffix = ".xlsm" if told["macros"] else ".xlsx"
    path = _free(made(folder), say("verify.marked_name", {"stem": _stem(current.document), "version": version}), suffix)
    write_whole(path, content)
    lost = told["lost"]
    assert isinstance(lost, list | tuple)
    return MarkedCopy(path, bool(told["kept"]), tuple(map(str, lost)))


def copy_words(copy: MarkedCopy) -> Said:
    """Where it is, and what it may lack."""
    code = "verify.marked_list" if not copy.kept else "verify.marked_lost" if copy.lost else "verify.marked"
    return Said(code, {"path": str(copy.path)})


def _stem(document: str) -> str:
    """Of a workbook in a ZIP the name it has there."""
    return Path(document.replace("\\", "/").split("/")[-1].split(" › ")[-1]).stem


def _free(folder: Path, stem: str, suffix: str) -> Path:
    names = (stem, *(f"{stem} ({number})" for number in range(2, 1_000)))
    return next(path for name in names if not (path := folder / f"{name}{suffix}").exists())


def _slip(opened: OpenRound, carrier: Carrier, document: str, causes: tuple[ShownCause, ...], reason: str, language: str) -> Slip:
    words = ("verify.slip.number", "verify.slip.level", "verify.slip.what", "verify.slip.where", "verify.slip.todo")
    head = say("verify.slip.about", {"carrier": carrier.name, "round": opened.round.title, "document": document}, language)
    return Slip(
        sheet=say("verify.slip.sheet", {}, language),
        title=say("verify.slip.title", {}, language),
        lines=(head, say("verify.slip.how", {"district": opened.district}, language), *reason.strip().splitlines()),
        heads=tuple(say(word, {}, language) for word in words),
        corrections=tuple(_correction(cause, language) for cause in causes),
        lost=say("verify.slip.lost", {}, language),
        more=say("verify.slip.more", {"count": "{count}"}, language),
    )


def _correction(cause: ShownCause, language: str) -> Correction:
    todo = "verify.slip.explain" if cause.level is Level.WARNING else "verify.slip.correct"
    return Correction(
        level=cause.level.value,
        word=say(f"levels.{cause.level.value}", {}, language),
        sentence=tell(cause.said, language),
        todo=say(todo, {}, language),
        cells=tuple((place.sheet, place.row, place.column) for place in cause.places if place.sheet),
    )
