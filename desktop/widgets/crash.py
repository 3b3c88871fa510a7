"""A bug has come to light: what happened to the data (nothing), and a file for the developers if the person wants to send one."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget
from shiboken6 import isValid

from desktop.errors import diagnostics, messages
from desktop.theme import dress
from desktop.widgets.developers import DevelopersDialog
from desktop.widgets.text import label

SIZE = (640, 460)
MOST = 20
"""So many bugs are kept of those that come while the dialog stands: a fault in painting comes sixty times a second."""


class CrashDialog(DevelopersDialog):
    """The person sees every line of the file before it is saved; the messages of errors, which may name a firm, only if ticked."""

    _standing: ClassVar[CrashDialog | None] = None

    @classmethod
    def report(cls, error: BaseException, parent: QWidget | None) -> CrashDialog:
        """Show it; while one dialog stands, what breaks meanwhile is added to that one."""
        there = cls._standing
        if there is not None and isValid(there) and there.isVisible():
            there.add(error)
            return there
        cls._standing = dialog = cls(error, parent)
        dialog.open()
        return dialog

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("crash", self.tr("Something went wrong"), SIZE, parent)
        self.errors = [error]
        self.with_message = QCheckBox(self.tr("Include the error's own message (it may contain names or figures)"))
        self.with_message.toggled.connect(self._fill)
        self.more = label("", "faint")
        self.save = self.add_button(self.tr("Save diagnostics…"), self.ask_where)
        said = self.tr("The program made a mistake. Your data are as they were before the last action.")
        helps = self.tr("You can go on working. The file below helps the developers; it holds no data of carriers or firms.")
        self.lay_out((label(said, "heading", wrap=True), label(helps, wrap=True)), (self.more, self.with_message))
        self._fill()
        if parent is None:
            dress(self)

    def add(self, error: BaseException) -> None:
        """One more, while this one stands."""
        if len(self.errors) < MOST:
            self.errors.append(error)
            self._fill()

    def _fill(self) -> None:
        told = [diagnostics(error) + (messages(error) + "\n" if self.with_message.isChecked() else "") for error in self.errors]
        self.text.setPlainText("\n".join(told))
        self.more.setText(self.tr("Mistakes so far: {0}").format(len(self.errors)))
        self.more.setVisible(len(self.errors) > 1)
