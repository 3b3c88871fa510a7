"""Marking sheets that came back, before anything is stored: what is new, what is wrong and in which cell, and what to store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.settings import Settings
from desktop.theme import icon
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.findings import Finding, Level
from scoring.messages import place_words, sentence
from scoring.services.reading_sheets import JudgedLine, JudgedSheet, LineState

SIZE = (860, 480)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a sheet that has something to say, or (``line`` None) a finding of the whole sheet."""

    number: int
    sheet: JudgedSheet
    line: JudgedLine | None
    findings: tuple[Finding, ...]


class EntryModel(RowsModel[Entry]):
    """Signals: ``ticked`` when another line is to be stored, or one less."""

    ticked = Signal()

    def __init__(self, columns: Sequence[Column[Entry]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent=parent)
        self.chosen: set[int] = set()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and _can_be_stored(self.row_at(index)):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            one = self.row_at(index)
            if not _can_be_stored(one):
                return None
            return Qt.CheckState.Checked if one.number in self.chosen else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not _can_be_stored(self.row_at(index)):
            return False
        number = self.row_at(index).number
        (self.chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.chosen.discard)(number)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True


class ImportDialog(QDialog):
    """``answer`` is what to store of each sheet once it is accepted."""

    def __init__(self, sheets: Sequence[JudgedSheet], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Marking sheets"))
        self.resize(*SIZE)
        self._sheets = tuple(sheets)
        self._language = settings.language
        self.model = EntryModel(self._columns(), self)
        self.table = Table(self.model, settings, name="import_marks", label=self.tr("Lines of the marking sheets"))
        self.table.when_empty = self.tr("The sheets have no line with a new mark or anything to find fault with.")
        self.told = label(wrap=True)
        self.advice = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setObjectName("store_marks")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        for one in (self.told, self.advice):
            whole.addWidget(one)
        whole.addWidget(self.table, 1)
        whole.addWidget(buttons)
        entries = tuple(_entries(self._sheets))
        self.model.chosen = {one.number for one in entries if one.line and one.line.is_to_store and not one.sheet.has_errors}
        self.model.show(entries)
        self.model.ticked.connect(self._enable)
        self.table.fit()
        self.table.go_to(self.model.index(0, 0))
        self._tell()
        self._enable()

    def answer(self) -> tuple[tuple[JudgedSheet, tuple[JudgedLine, ...]], ...]:
        """Each sheet with the lines that are ticked."""
        picked: dict[int, list[JudgedLine]] = {}
        for one in self.model.rows:
            if one.line is not None and one.number in self.model.chosen:
                picked.setdefault(id(one.sheet), []).append(one.line)
        return tuple((sheet, tuple(picked[id(sheet)])) for sheet in self._sheets if id(sheet) in picked)

    def _tell(self) -> None:
        lines = [line for sheet in self._sheets for line in sheet.lines]
        count = {state: sum(line.state is state for line in lines) for state in LineState}
        self.told.setText(
            self.tr("Sheets: {0}. New marks: {1}, changed: {2}, as they are: {3}, left blank: {4}.").format(
                len(self._sheets), count[LineState.NEW], count[LineState.CHANGED], count[LineState.SAME], count[LineState.EMPTY]
            )
        )
        wrong = sum(sheet.has_errors for sheet in self._sheets)
        self.advice.setVisible(bool(wrong))
        self.advice.setText(
            self.tr("Sheets with errors: {0}. Nothing of them is stored unless you tick the lines one by one.").format(wrong)
        )

    def _enable(self) -> None:
        count = len(self.model.chosen)
        self.ok.setText(self.tr("Store marks: {0}").format(count))
        self.ok.setEnabled(bool(count))
        self.ok.setToolTip("" if count else self.tr("There is nothing to store"))

    def _columns(self) -> tuple[Column[Entry], ...]:
        return (
            Column(self.tr("Carrier"), lambda one: one.line.carrier if one.line else one.sheet.document, icon=_icon, width=14),
            Column(self.tr("Reviewer"), lambda one: one.sheet.reviewer),
            Column(self.tr("Cell"), _cell),
            Column(self.tr("Indicator"), lambda one: one.line.item if one.line else ""),
            Column(self.tr("Mark"), _mark, align=RIGHT),
            Column(self.tr("Remarks"), self._words),
        )

    def _words(self, one: Entry) -> str:
        words = [sentence(finding, self._language) for finding in one.findings]
        if one.line is not None and one.line.state is LineState.CHANGED:
            words.append(self.tr("changed, was {0}").format(f"{one.line.before:f}"))
        if one.line is not None and one.line.comment:
            words.append(one.line.comment)
        return "　".join(words)


def _entries(sheets: Sequence[JudgedSheet]) -> list[Entry]:
    found: list[Entry] = []
    for sheet in sheets:
        if sheet.findings:
            found.append(Entry(len(found), sheet, None, sheet.findings))
        found += [
            Entry(len(found) + at, sheet, line, line.findings)
            for at, line in enumerate(one for one in sheet.lines if one.is_to_store or one.findings)
        ]
    return sorted(found, key=lambda one: not _is_wrong(one))


def _can_be_stored(one: Entry) -> bool:
    return one.line is not None and one.line.is_to_store


def _is_wrong(one: Entry) -> bool:
    return any(finding.level is not Level.WARNING for finding in one.findings)


def _icon(one: Entry) -> QIcon | None:
    if not one.findings:
        return None
    return icon("error", "error") if _is_wrong(one) else icon("warning", "warning")


def _cell(one: Entry) -> str:
    if one.line is not None:
        return f"{one.line.place.sheet}!{one.line.place.address}"
    places = tuple(place for finding in one.findings for place in finding.places if place.sheet)
    return place_words(places[:1]).partition(" › ")[2]


def _mark(one: Entry) -> str:
    return "" if one.line is None or one.line.value is None else f"{one.line.value:f}"
