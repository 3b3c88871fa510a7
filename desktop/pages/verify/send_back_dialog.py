"""退回补正: what the carrier has to correct, and a marked copy of its workbook for it to work in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.desk import Desk
from desktop.pages.verify.dialog import ActDialog
from desktop.pages.verify.edits import Whose, sending_back
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.changes import Changes
from scoring.services.marked_copies import copy_words, mark_copy

TEXT_HEIGHT = 180
PURPOSE = "marked"


class SendBackDialog(ActDialog):
    """``words`` is what is open on the return, one line a cause; the person edits it."""

    def __init__(self, desk: Desk, whose: Whose, name: str, words: str, parent: QWidget) -> None:
        super().__init__(desk, "send_back_dialog", "", "", parent)
        self.setWindowTitle(self.tr("Send back"))
        self.heading.setText(name)
        self.ok.setText(self.tr("Send back"))
        self._whose, self._name = whose, name
        self.text = QPlainTextEdit(words)
        self.text.setObjectName("reason")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(TEXT_HEIGHT)
        self.text.setAccessibleName(self.tr("What is to be corrected"))
        self.marked = QCheckBox(self.tr("Save a marked copy of the workbook for the carrier"))
        self.marked.setObjectName("marked")
        self.marked.setChecked(True)
        self.folder = QLineEdit(desk.settings.folder(PURPOSE) or str(desk.path.parent))
        self.folder.setObjectName("folder")
        self.folder.setAccessibleName(self.tr("Folder for the marked copy"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        self.marked.toggled.connect(self.folder.setEnabled)
        self.marked.toggled.connect(choose.setEnabled)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.body.addWidget(label(self.tr("What is to be corrected"), "faint"))
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.marked)
        self.body.addLayout(row)
        self.agreed.connect(self._write)
        self.text.setFocus()

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for the marked copy"), self.folder.text())
        if found:
            self.folder.setText(found)

    def _write(self) -> None:
        reason = self.text.toPlainText().strip()
        if not reason:
            self.notice.tell(self.tr("Write down what the carrier has to correct."))
            return
        desk, whose, folder = self.desk, self._whose, Path(self.folder.text()) if self.marked.isChecked() else None
        copying = self.tr("Marked copy for {0}").format(self._name)
        edit = sending_back(self.tr("sending {0} back").format(self._name), whose, reason)
        desk.do(edit, lambda _: save_copy(desk, whose, copying, folder, reason) if folder else None)
        self.accept()


def save_copy(desk: Desk, whose: Whose, title: str, folder: Path, reason: str = "") -> None:
    """Written on the working thread, because it takes a second or two; nothing of the workspace changes."""
    desk.settings.put_folder(PURPOSE, folder)
    desk.write(
        title,
        lambda place, _: mark_copy(whose.opened(place), whose.opened(place).carrier(whose.uscc), folder, reason, language="zh"),
        Changes(frozenset()),
        lambda copy: desk.said.emit(tell(copy_words(copy), desk.language)),
    )
