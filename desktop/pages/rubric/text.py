"""The rubric's text as it is kept, with its hash: to read, to copy, to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.theme import icon
from desktop.widgets.text import label
from scoring.services.rubric_versions import DefinitionText, save_text


class TextPanel(QWidget):
    """Read only."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: DefinitionText | None = None
        self.about = label("", "faint", wrap=True)
        self.about.setObjectName("text_about")
        self.text = QPlainTextEdit()
        self.text.setObjectName("rubric_text")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the rubric"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        families = [*QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families(), *self.font().families()]
        font = self.text.font()
        font.setFamilies(families)
        self.text.setFont(font)
        self._lay_out()

    def show_text(self, shown: DefinitionText) -> None:
        """Another text."""
        self._shown = shown
        kept = self.tr("the file {0}, with its comments") if shown.is_file else self.tr("the text that was adopted from {0}")
        facts = self.tr("Version {0}, {1}. SHA-256 {2}")
        self.about.setText(facts.format(shown.version, kept.format(shown.source), shown.hash))
        self.text.setPlainText(shown.text)

    def save(self) -> None:
        """Ask where, and write it."""
        if self._shown is None:
            return
        name = Path(self._shown.source).with_suffix(".toml" if self._shown.is_file else ".json").name
        folder = Path(self._desk.settings.folder("rubric") or ".")
        target, _ = QFileDialog.getSaveFileName(self, self.tr("Save the text"), str(folder / name))
        if target:
            self._desk.settings.put_folder("rubric", Path(target).parent)
            text = self._shown.text
            self._desk.read(
                lambda *_: save_text(Path(target), text),
                lambda _: self._desk.said.emit(self.tr("{0} is written").format(Path(target).name)),
                owner=self,
            )

    def _lay_out(self) -> None:
        save = QPushButton(icon("save"), self.tr("Save as…"))
        save.setObjectName("save_text")
        save.clicked.connect(self.save)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.text, 1)
