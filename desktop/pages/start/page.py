"""The start page: recent workspaces, a new round, the sample district."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.theme import icon
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

WIDTH = 620


class StartPage(QWidget):
    """Signals: ``chosen`` with the workspace to open."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_start")
        self._settings = settings
        self.notice = Notice()
        self.actor = QLineEdit(settings.actor)
        self.actor.setObjectName("actor")
        self.recent = QListWidget()
        self.recent.setObjectName("recent")
        self.recent.setIconSize(QSize(20, 20))
        self.recent.setAccessibleName(self.tr("Recent workspaces"))
        self.recent.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """The recent workspaces as they are now."""
        self.recent.clear()
        for path in self._settings.recent:
            item = QListWidgetItem(icon("collect", "accent"), f"{path.stem}\n{path.parent}", self.recent)
            item.setData(Qt.ItemDataRole.UserRole, path)

    def refuse(self, text: str) -> None:
        self.notice.tell(text)

    def new_round(self) -> None:
        """Ask what a round needs, make it, open it."""

    def choose(self) -> None:
        """Ask which workspace."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a workspace"), self._settings.folder("workspace"), self.tr("Workspaces (*.fuping)")
        )
        if name:
            self._settings.put_folder("workspace", Path(name).parent)
            self.chosen.emit(Path(name))

    def open_sample(self) -> None:
        """Make the sample district, or open the one that was made."""

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(14)
        middle.addStretch(1)
        middle.addWidget(label(self.tr("Fuping"), "title"))
        middle.addWidget(label(self.tr("The assessment desk for incubators and other innovation carriers"), "faint"))
        middle.addWidget(self.notice)
        buttons = QHBoxLayout()
        for text, name, run in (
            (self.tr("New round …"), "new", self.new_round),
            (self.tr("Open …"), "open", self.choose),
            (self.tr("Sample district"), "sample", self.open_sample),
        ):
            button = QPushButton(icon(name), text)
            button.setObjectName(f"start_{name}")
            button.clicked.connect(run)
            buttons.addWidget(button)
        buttons.addStretch(1)
        middle.addLayout(buttons)
        middle.addWidget(label(self.tr("Recent workspaces"), "heading"))
        middle.addWidget(self.recent, 3)
        middle.addStretch(1)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        inner.setLayout(middle)
        whole.addWidget(inner)
        whole.addStretch(1)
