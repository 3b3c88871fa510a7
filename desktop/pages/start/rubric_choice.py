"""Which rubric a kind of carriers is assessed by: one that comes with the program, by its title, or a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.widgets.text import label

if TYPE_CHECKING:
    from scoring.services.starting import RubricChoice

HINT = Qt.ItemDataRole.UserRole + 1


class RubricPicker(QWidget):
    """Signals: ``chosen`` with the title of the form that its carriers fill in (empty for a file of one's own)."""

    chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._last = 0
        self.box = QComboBox()
        self.box.setObjectName("rubric")
        self.box.setAccessibleName(self.tr("Rubric"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(24)
        self.about = label("", "faint", wrap=True)
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.about)
        self.box.activated.connect(self._activated)
        self.box.currentIndexChanged.connect(self._tell)

    def show_choices(self, choices: tuple[RubricChoice, ...], before: str = "") -> None:
        """``before``: the title of the rubric that stays if no other is chosen."""
        language = self._settings.language
        self.box.clear()
        if before:
            self.box.addItem(self.tr("As before: {0}").format(before))
        for one in choices:
            form, status = one.form[language], one.status[language]
            self.box.addItem(one.title[language], one.path)
            self.box.setItemData(self.box.count() - 1, self.tr("{0} · form: {1}").format(status, form), HINT)
            self.box.setItemData(self.box.count() - 1, form, HINT + 1)
        self.box.addItem(self.tr("A file of my own…"))
        self._tell()

    @property
    def rubric(self) -> Path | None:
        """The file; None before there is anything to choose, and for the one that stays."""
        found = self.box.currentData()
        return Path(found) if found is not None else None

    def take(self, path: Path) -> None:
        """A file of one's own, above the line that asks for one."""
        self.box.insertItem(self.box.count() - 1, path.name, path)
        self.box.setItemData(self.box.count() - 2, str(path), HINT)
        self.box.setCurrentIndex(self.box.count() - 2)
        self._last = self.box.currentIndex()

    def _activated(self, row: int) -> None:
        if row != self.box.count() - 1:
            self._last = row
            return
        folder = self._settings.folder("rubric")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a rubric"), folder, self.tr("Rubrics (*.toml)"))
        if name:
            self._settings.put_folder("rubric", Path(name).parent)
            self.take(Path(name))
        else:
            self.box.setCurrentIndex(self._last)

    def _tell(self, *_: int) -> None:
        self.about.setText(str(self.box.currentData(HINT) or ""))
        self.about.setVisible(bool(self.about.text()))
        self.chosen.emit(str(self.box.currentData(HINT + 1) or ""))
