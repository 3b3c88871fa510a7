"""A new draft: of which kind, and which version it begins as a copy of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.widgets.text import label
from scoring.messages import say
from scoring.services.drafts import DefinitionChoice, Kind, definition_choices, definition_file

SIZE = (660, 420)
KINDS = (Kind.RUBRIC, Kind.FORM, Kind.CONDITIONS, Kind.POLICY)


class BeginDialog(QDialog):
    """Signals: ``wanted`` with the version somebody wants a copy of."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, kind: Kind = Kind.RUBRIC, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("begin_draft")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New draft"))
        self.resize(*SIZE)
        self.kinds = QComboBox()
        self.kinds.setObjectName("draft_kind")
        self.kinds.setAccessibleName(self.tr("Kind of definition"))
        for one in KINDS:
            named = say(f"logbook.definition.{one.value}", {}, desk.language)
            self.kinds.addItem(named[:1].upper() + named[1:])
        self.kinds.setCurrentIndex(KINDS.index(kind))
        self.kinds.currentIndexChanged.connect(lambda _: self._ask())
        self.versions = QListWidget()
        self.versions.setObjectName("draft_versions")
        self.versions.setAccessibleName(self.tr("Versions to copy"))
        self.versions.setWordWrap(True)
        self.versions.setResizeMode(QListView.ResizeMode.Adjust)
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.versions.itemActivated.connect(lambda _: self._take())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.file = buttons.addButton(self.tr("From a file…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.file.setAutoDefault(False)
        self.file.clicked.connect(self._choose_file)
        self.yes = buttons.addButton(self.tr("Copy to a draft"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setObjectName("begin")
        self.yes.setProperty("primary", True)
        self.yes.setDefault(True)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(self.tr("A draft begins as a copy. The version it is copied from stays as it is."), wrap=True))
        column.addWidget(self.kinds)
        column.addWidget(self.versions, 1)
        column.addWidget(buttons)
        self._ask()

    def _ask(self) -> None:
        kind, language, sort = self._desk.kind, self._desk.language, KINDS[self.kinds.currentIndex()]
        self._desk.read(lambda place, _: definition_choices(place.opened(kind), sort, language), self._show, owner=self)

    def _show(self, found: tuple[DefinitionChoice, ...]) -> None:
        self.versions.clear()
        for one in found:
            item = QListWidgetItem(one.label)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.versions.addItem(item)
        self.versions.setCurrentRow(0)
        self.yes.setEnabled(bool(found))

    def _choose_file(self) -> None:
        folder = self._desk.settings.folder("rubric")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Copy a file to a draft"), folder, self.tr("Definitions (*.toml)"))
        if name:
            self._desk.settings.put_folder("rubric", Path(name).parent)
            language = self._desk.language
            self._desk.read(lambda _, __: definition_file(Path(name), language), self._give, owner=self)

    def _take(self) -> None:
        item = self.versions.currentItem()
        if item is not None:
            self._give(item.data(Qt.ItemDataRole.UserRole))

    def _give(self, choice: DefinitionChoice) -> None:
        self.wanted.emit(choice)
        self.accept()
