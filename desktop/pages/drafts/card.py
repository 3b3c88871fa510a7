"""The card of one entry: its slots one beneath the other, what each is called at the left and how it is filled in below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.pages.drafts.slots import PART, Said, SlotWidget, shape_of, widget_of
from desktop.widgets.text import label
from scoring.definitions.locations import Path
from scoring.services.draft_slots import NodeCard, Slot

NAMES, INNER = 132, 84
"""Pixels of what a slot is called, on the card and in a table within it."""


class SlotForm(QWidget):
    """Slots with their names at the left."""

    def __init__(
        self, slots: Sequence[Slot], said: Said, *, may: bool, names: int = NAMES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.widgets = [widget_of(slot, said, may=may) for slot in slots]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, names)
        grid.setColumnStretch(1, 1)
        for row, widget in enumerate(self.widgets):
            slot = widget.slot
            name = label(f"{slot.label}\N{NO-BREAK SPACE}*" if slot.required and not slot.inner else slot.label, wrap=True)
            name.setFixedWidth(names)
            name.setToolTip(slot.help)
            name.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            widget.setToolTip(slot.help)
            grid.addWidget(widget, row, 1)
        parts = [part for widget in self.widgets for part in widget.findChildren(QLabel, PART)]
        widest = max((part.sizeHint().width() for part in parts), default=0)
        for part in parts:  # so that the lines of all texts begin below each other
            part.setMinimumWidth(widest)

    def show_slots(self, slots: Sequence[Slot]) -> None:
        """Others of the same shapes."""
        for widget, slot in zip(self.widgets, slots, strict=True):
            widget.show_slot(slot)

    def editor_at(self, path: Path) -> QWidget | None:
        return next((found for widget in self.widgets if (found := widget.editor_at(path)) is not None), None)

    def all_widgets(self) -> Sequence[SlotWidget]:
        return self.widgets


class CardView(QScrollArea):
    """Signals: ``measure_wanted`` when somebody wants to build the measure whose card this is."""

    measure_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draft_card")
        self.setAccessibleName(self.tr("The entry"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.said = Said(self)
        self.may_edit = True
        self.form: SlotForm | None = None
        self._shown: NodeCard | None = None
        self.sort = label("", "faint")
        self.title = label("", "heading", wrap=True)
        self.wrong = label("", "error", wrap=True)
        self.build = QPushButton(self.tr("Build this measure…"))
        self.build.setObjectName("build_measure")
        self.build.clicked.connect(self.measure_wanted)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 8, 10, 12)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.sort)
        head.addWidget(self.build)
        self._column.addLayout(head)
        self._column.addWidget(self.wrong)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_card(self, card: NodeCard, *, is_measure: bool) -> None:
        """In place where only texts differ, so that whoever types goes on typing where they were."""
        before = self._shown
        self._shown = card
        self.sort.setText(card.sort_label)
        self.title.setText(" ".join(dict.fromkeys(filter(None, (card.key, card.label)))) or card.sort_label)
        self.wrong.setText("\n".join(one.sentence for one in card.findings))
        self.wrong.setVisible(bool(card.findings))
        self.build.setVisible(is_measure and self.may_edit)
        same = before is not None and [shape_of(one) for one in before.slots] == [shape_of(one) for one in card.slots]
        if same and self.form is not None and before is not None and before.sort == card.sort:
            self.form.show_slots(card.slots)
            if before.path != card.path:
                self.verticalScrollBar().setValue(0)
        else:
            self._build_anew(card, keep=before is not None and before.path == card.path)

    @property
    def shown_path(self) -> Path | None:
        """Of the entry whose card this is."""
        return self._shown.path if self._shown is not None else None

    def _build_anew(self, card: NodeCard, *, keep: bool) -> None:
        """Another form; the place in it is kept where it is the same entry."""
        place = self.verticalScrollBar().value()
        at = self._focused() if keep else None
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = SlotForm(card.slots, self.said, may=self.may_edit)
        self._column.insertWidget(2, self.form)
        self.verticalScrollBar().setValue(place if keep else 0)
        if at is not None:
            self.go_to(at)

    def go_to(self, path: Path) -> None:
        """The keyboard to a slot of the card, brought into view."""
        found = self.form.editor_at(path) if self.form is not None else None
        if found is not None:
            found.setFocus()
            self.ensureWidgetVisible(found)

    def _focused(self) -> Path | None:
        """The slot that has the keyboard."""
        widget: QWidget | None = self.focusWidget()
        while widget is not None and not isinstance(widget, SlotWidget):
            widget = widget.parentWidget()
        return widget.slot.path if isinstance(widget, SlotWidget) else None
