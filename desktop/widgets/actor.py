"""Who is at the desk: asked once, in a strip that keeps nobody from working, and changed in a small dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.widgets.picture import Picture
from desktop.widgets.text import label


class ActorStrip(QFrame):
    """Shown until a person has said who they are. Signals: ``kept``."""

    kept = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actor_strip")
        self.setProperty("role", "bar")
        self._settings = settings
        self.name = QLineEdit(settings.actor)
        self.name.setObjectName("actor")
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMaximumWidth(200)
        self.keep = QPushButton(self.tr("That is me"))
        self.keep.setObjectName("keep_actor")
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(Picture("person", "accent"))
        row.addWidget(label(self.tr("Who is at the desk? The journal names you beside everything you settle."), wrap=True), 1)
        row.addWidget(self.name)
        row.addWidget(self.keep)
        self.refresh()

    def refresh(self) -> None:
        self.name.setText(self._settings.actor)
        self.setVisible(not self._settings.knows_actor)

    def _keep(self) -> None:
        if self.name.text().strip():
            self._settings.actor = self.name.text()
            self.refresh()
            self.kept.emit()


class ActorDialog(QDialog):
    """Another person sits down. What is written from now on is theirs."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actor_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Who is at the desk"))
        self._settings = settings
        self.name = QLineEdit(settings.actor)
        self.name.setObjectName("actor")
        self.name.selectAll()
        said = label(
            self.tr("This name stands in the journal beside everything that is settled from now on."), "faint", wrap=True
        )
        said.setMinimumWidth(360)
        heading = label(self.tr("&Name"))
        heading.setBuddy(self.name)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._enable)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for one in (heading, self.name, said, self.buttons):
            column.addWidget(one)

    def _enable(self, text: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(text.strip()))

    def _keep(self) -> None:
        self._settings.actor = self.name.text()
        self.accept()
