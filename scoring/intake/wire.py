"""How the child and its guard speak: one JSON document a line, never pickle. Both sides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.errors import Bug, Refusal, Said
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook

LONGEST_LINE = 64 * 1_048_576
"""Characters; a piece is far shorter. A longer line is not ours."""

_KINDS = {kind.value: kind for kind in Kind}


def line(document: Mapping[str, object]) -> bytes:
    """One document as its line. Pure ASCII, so that no half character can stand at the end of a pipe's buffer."""
    return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


def document(raw: bytes) -> dict[str, object]:
    """The inverse of ``line``. Raises ValueError for anything else."""
    found = json.loads(raw)
    if not isinstance(found, dict):
        raise ValueError("not a document")
    return found


def request(path: Path, seconds: int) -> dict[str, object]:
    """Ask for the evidence of one file, in so many seconds of processor time."""
    return {"read": str(path), "seconds": seconds}


def unpacking(path: Path, folder: Path, seconds: int) -> dict[str, object]:
    """Ask for the workbooks of a ZIP, unpacked into a folder of ours."""
    return {"unpack": str(path), "into": str(folder), "seconds": seconds}


def marking(path: Path, target: Path, slip: Path, seconds: int) -> dict[str, object]:
    """Ask for the marked copy of a workbook, written to a file of ours; ``slip`` holds what to say, as JSON."""
    return {"mark": str(path), "into": str(target), "slip": str(slip), "seconds": seconds}


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A workbook of a ZIP: its name there, the file it was unpacked to, or why it was not."""

    name: str
    file: Path | None
    refusal: Refusal | None = None


def entry(found: Unpacked) -> dict[str, object]:
    """An unpacked workbook as it travels."""
    why = refused(found.refusal) if found.refusal is not None else None
    return {"name": found.name, "file": str(found.file) if found.file is not None else "", "why": why}


def unpacked(document: Mapping[str, Any]) -> tuple[Unpacked, ...] | None:
    """The answer to ``unpacking``; None where the ZIP is itself a workbook."""
    if document["entries"] is None:
        return None
    return tuple(
        Unpacked(one["name"], Path(one["file"]) if one["file"] else None, refusal(one["why"]) if one["why"] else None)
        for one in document["entries"]
    )


def refused(refusal: Refusal) -> dict[str, object]:
    """A refusal as it travels; a sentence among its facts keeps its code."""
    facts = {name: {"say": fact.code} if isinstance(fact, Said) else fact for name, fact in refusal.said.facts.items()}
    return {"refused": refusal.said.code, "facts": facts}


def refusal(document: Mapping[str, object]) -> Refusal:
    """The inverse of ``refused``."""
    facts = document["facts"]
    assert isinstance(facts, Mapping)
    said = {str(name): Said(fact["say"]) if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
    return Refusal(str(document["refused"]), **said)


class Assembly:
    """Puts the pieces of one workbook together as they come.

    Attributes:
        workbook: the whole, once the last piece has come.
    """

    def __init__(self) -> None:
        self.workbook: Workbook | None = None
        self._sheets: list[Sheet] = []
        self._name = ""
        self._visible = True
        self._cells: list[Cell] = []

    def add(self, piece: Mapping[str, Any]) -> None:
        """Take one piece (see ``counting.Piece``). Raises Bug for anything else."""
        if "sheet" in piece:
            self._name, self._visible, self._cells = piece["sheet"], piece["visible"], []
        elif "cells" in piece:
            self._cells += [
                Cell(row, column, _KINDS[kind], text, formula, style)
                for row, column, kind, text, formula, style in piece["cells"]
            ]
        elif "merged" in piece:
            merged = tuple(Merged(*corners) for corners in piece["merged"])
            rows, columns = frozenset(piece["hidden"]), frozenset(piece["hidden_columns"])
            self._sheets.append(Sheet(self._name, self._visible, tuple(self._cells), rows, columns, merged))
        elif "end" in piece:
            self.workbook = Workbook(tuple(self._sheets), piece["date1904"], piece["unproven"])
        else:
            raise Bug(f"no piece of a workbook: {sorted(piece)}")


def assembled(pieces: Iterable[Mapping[str, object]]) -> Workbook:
    """All pieces at once. Raises Bug if the last is missing."""
    assembly = Assembly()
    for piece in pieces:
        assembly.add(piece)
    if assembly.workbook is None:
        raise Bug("the last piece of a workbook is missing")
    return assembly.workbook
