"""What the page asks a person before it begins: where to, over what is there, on which printer. Tests answer in its stead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from scoring.services.naming import Existing

FINEST = 600
"""Dots per inch; no eye sees more, and it costs memory of the printer."""


class Asking:
    """Every answer may be None: the person thought better of it."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def folder(self, last: str) -> Path | None:
        title = QCoreApplication.translate("Asking", "Folder for the reports")
        found = QFileDialog.getExistingDirectory(self._parent, title, last)
        return Path(found) if found else None

    def file(self, last: str, name: str, kinds: str = "PDF (*.pdf)") -> Path | None:
        """One file of the name's kind; the dialog itself asks before it overwrites."""
        title = QCoreApplication.translate("Asking", "Save the report")
        found, _ = QFileDialog.getSaveFileName(self._parent, title, str(Path(last) / name), kinds)
        return Path(found).with_suffix(Path(name).suffix) if found else None

    def existing(self, names: tuple[str, ...]) -> Existing | None:
        """Once for all of them."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(QCoreApplication.translate("Asking", "Files are there already"))
        box.setText(QCoreApplication.translate("Asking", "Reports of that name in the folder: {0}").format(len(names)))
        box.setInformativeText("\n".join([*names[:5], *(["…"] if len(names) > 5 else [])]))
        answers: dict[QPushButton, Existing] = {}
        for words, answer in (
            (QCoreApplication.translate("Asking", "Overwrite"), Existing.OVERWRITE),
            (QCoreApplication.translate("Asking", "Keep both"), Existing.KEEP_BOTH),
            (QCoreApplication.translate("Asking", "Skip"), Existing.SKIP),
        ):
            answers[box.addButton(words, QMessageBox.ButtonRole.AcceptRole)] = answer
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return next((answer for button, answer in answers.items() if button is box.clickedButton()), None)

    def knowing(self, cautions: tuple[str, ...]) -> bool:
        """Whether a paper to everybody goes out although these things stand."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(QCoreApplication.translate("Asking", "Before it goes out"))
        box.setText(QCoreApplication.translate("Asking", "The paper itself says nothing of this:"))
        box.setInformativeText("\n\n".join(cautions))
        go_on = box.addButton(QCoreApplication.translate("Asking", "Make it all the same"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is go_on

    def printer(self, title: str, *, one: bool) -> QPrinter | None:
        """The system's own dialog. ``one``: a single report, of which some pages may be wanted."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        set_up(printer)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, one)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, False)
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def set_up(printer: QPrinter) -> None:
    """A4 to its edges: the papers bring margins of their own."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), FINEST))
