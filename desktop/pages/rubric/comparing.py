"""Two versions side by side: in use, adopted before, shipped or in a file; only the words that differ are marked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.theme import icon
from desktop.widgets import leaf
from desktop.widgets.text import label
from scoring.services.rounds import OpenRound
from scoring.services.rubric_compare import Difference, RubricComparison, change_words, compare_rubrics, part_words
from scoring.services.rubric_versions import Origin, RubricChoice, choice_rubric, file_choice

WIDTHS = (22, 14, 32, 32)


class ComparePanel(QWidget):
    """Signals: ``adoption_wanted`` with the newer version, where it is another than that in use."""

    adoption_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choices: tuple[RubricChoice, ...] = ()
        self._files: tuple[RubricChoice, ...] = ()
        self.old, self.new = self._box("old_version", self.tr("Old")), self._box("new_version", self.tr("New"))
        self.summary = label("", wrap=True)
        self.summary.setObjectName("comparison_summary")
        self.leaf = leaf.Leaf(self.tr("What differs"))
        self.leaf.setObjectName("comparison")
        self.leaf.setPlaceholderText(self.tr("Being compared…"))
        self._lay_out()

    def offer(self, choices: tuple[RubricChoice, ...]) -> None:
        """The versions there are now; files that were chosen stay."""
        self._choices = choices
        self._fill(self._named(self.old, 0), self._named(self.new, 1))

    def choose_file(self) -> None:
        """A version from a file becomes the new one."""
        folder = self._desk.settings.folder("rubric")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Compare with a file"), folder, self.tr("Rubrics (*.toml)"))
        if name:
            self._desk.settings.put_folder("rubric", Path(name).parent)
            kind, language = self._desk.kind, self._desk.language
            self._desk.read(lambda place, _: file_choice(Path(name), place.opened(kind), language), self._take_file, owner=self)

    def _take_file(self, choice: RubricChoice) -> None:
        self._files = (*(one for one in self._files if one.name != choice.name), choice)
        self._fill(self._named(self.old, 0), choice.hash)

    def _fill(self, old: str, new: str) -> None:
        everything = (*self._choices, *self._files)
        for box, wanted in ((self.old, old), (self.new, new)):
            with QSignalBlocker(box):
                box.clear()
                for one in everything:
                    box.addItem(one.label, one)
                known = [one.hash for one in everything]
                box.setCurrentIndex(known.index(wanted) if wanted in known else 0)
        self._compare()

    def _named(self, box: QComboBox, otherwise: int) -> str:
        """The hash that is chosen; else that of the first or second version."""
        chosen = box.currentData()
        if isinstance(chosen, RubricChoice):
            return chosen.hash
        return self._choices[min(otherwise, len(self._choices) - 1)].hash

    def _compare(self) -> None:
        old, new = self.old.currentData(), self.new.currentData()
        self.adopt.setEnabled(new is not None and new.origin is not Origin.CURRENT and not self._desk.read_only)
        if old is None or new is None:
            return
        kind, language = self._desk.kind, self._desk.language
        self.summary.clear()
        self.leaf.clear()

        def work(opened: OpenRound) -> RubricComparison:
            return compare_rubrics(choice_rubric(opened, old), choice_rubric(opened, new), language)

        self._desk.read(lambda place, _: work(place.opened(kind)), lambda found: self._show((old, new), found), owner=self)

    def _show(self, asked: tuple[RubricChoice, RubricChoice], found: RubricComparison) -> None:
        if asked == (self.old.currentData(), self.new.currentData()):
            self.summary.setText(found.summary)
            self.leaf.show_parts(difference_parts(found))

    def _box(self, name: str, what: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(what)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        box.currentIndexChanged.connect(lambda _: self._compare())
        return box

    def _lay_out(self) -> None:
        file = QPushButton(icon("open"), self.tr("File…"))
        file.setObjectName("compare_file")
        file.clicked.connect(self.choose_file)
        self.adopt = QPushButton(icon("good"), self.tr("Use this one…"))
        self.adopt.setObjectName("use_version")
        self.adopt.clicked.connect(lambda: self.adoption_wanted.emit(self.new.currentData()))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self.tr("Old"), "faint"), 0, 0)
        grid.addWidget(self.old, 0, 1)
        grid.addWidget(label(self.tr("New"), "faint"), 1, 0)
        grid.addWidget(self.new, 1, 1)
        grid.addWidget(file, 0, 2)
        grid.addWidget(self.adopt, 1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addLayout(grid)
        whole.addWidget(self.summary)
        whole.addWidget(self.leaf, 1)


def difference_parts(found: RubricComparison) -> Iterator[str]:
    """A comparison as a leaf: part by part, old beside new."""
    titles = (
        QCoreApplication.translate("ComparePanel", "What"),
        QCoreApplication.translate("ComparePanel", "Change"),
        QCoreApplication.translate("ComparePanel", "Old"),
        QCoreApplication.translate("ComparePanel", "New"),
    )
    if not found.differences:
        yield leaf.paragraph(found.summary, shade="good")
    for part, differences in groupby(found.differences, key=lambda one: one.part):
        yield leaf.heading(part_words(part, found.language), 3)
        yield leaf.cells(titles, [_row(one, found.language) for one in differences], WIDTHS)


def _row(one: Difference, language: str) -> tuple[str, ...]:
    title = leaf.plain(one.title) if one.title else ""
    aspect = leaf.plain(one.aspect_label)
    before, after = one.pieces
    sides = (
        leaf.marked(((each.text, each.differs) for each in pieces), gone=gone)
        for pieces, gone in ((before, True), (after, False))
    )
    return ("<br>".join(part for part in (title, aspect) if part), leaf.plain(change_words(one.change, language)), *sides)
