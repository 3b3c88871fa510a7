"""写明待定项: a value and what it rests on, for all, for one carrier or for each that lacks it; of grades, with a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.support.edits import Written, settling
from desktop.pages.verify.dialog import ActDialog
from desktop.widgets.text import label
from scoring.services.grade_mapping import JOIN, GradeMapping
from scoring.services.settling import judge
from scoring.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be settled. ``whose``: (words, codes) of those it may be settled for, the proposed one first."""

    policy: str
    title: str
    matter: str
    key: str
    label: str
    hint: str
    whose: tuple[tuple[str, tuple[str, ...]], ...]
    value: str = ""
    mapping: GradeMapping | None = None
    clauses: tuple[str, ...] = ()


class SettleDialog(ActDialog):
    """Writes and closes; a value that does not read is said here and the dialog stays."""

    def __init__(self, desk: Desk, asked: Asked, parent: QWidget) -> None:
        super().__init__(desk, "settle_dialog", asked.label, "", parent)
        self.ok.setText(self.tr("Write down"))
        self._asked = asked
        self.value = QLineEdit(asked.value)
        self.value.setObjectName("value")
        self.value.setAccessibleName(self.tr("Value"))
        self.basis = QLineEdit()
        self.basis.setObjectName("basis")
        self.basis.setPlaceholderText(self.tr("For example the number of the minutes"))
        self.basis.setAccessibleName(self.tr("Basis"))
        self.whose = QComboBox()
        self.whose.setObjectName("whose")
        self.whose.setAccessibleName(self.tr("For whom"))
        for words, codes in asked.whose:
            self.whose.addItem(words, codes)
        self.ticks: tuple[QCheckBox, ...] = ()
        self._lay_out(asked)
        self.agreed.connect(self._write)
        (self.ticks[0] if self.ticks else self.value).setFocus()

    def _lay_out(self, asked: Asked) -> None:
        self.body.addWidget(label(asked.title, "faint", wrap=True))
        if asked.clauses:
            self.body.addWidget(label(self.tr("Needed for: {0}").format("；".join(asked.clauses)), "faint", wrap=True))
        fields = QFormLayout()
        if asked.mapping is not None:
            self._propose(asked.mapping, fields)
        else:
            fields.addRow(self.tr("Value"), self.value)
            fields.addRow("", label(asked.hint, "faint", wrap=True))
        fields.addRow(self.tr("Basis"), self.basis)
        if self.whose.count() > 1:
            fields.addRow(self.tr("For whom"), self.whose)
        self.body.addLayout(fields)

    def _propose(self, mapping: GradeMapping, fields: QFormLayout) -> None:
        """The grades to tick, none ticked beforehand; the proposal only on demand."""
        row = QHBoxLayout()
        row.setSpacing(16)
        ticks = []
        for number, (grade, called) in enumerate(zip(mapping.grades, mapping.called, strict=True)):
            tick = QCheckBox(called)
            tick.setObjectName(f"grade_{number}")
            tick.setProperty("grade", grade)
            tick.setChecked(grade in mapping.settled_grades)
            row.addWidget(tick)
            ticks.append(tick)
        row.addStretch(1)
        self.ticks = tuple(ticks)
        if mapping.words:
            fields.addRow(self.tr("The document says"), label(f"{mapping.issuer}　{mapping.words}", wrap=True))
        fields.addRow(self.tr("Grades that meet it"), row)
        self.use = QPushButton(self.tr("Use the proposal"))
        self.use.setObjectName("use_proposal")
        self.use.setEnabled(bool(mapping.proposal))
        self.use.clicked.connect(lambda: self._tick(mapping.proposal))
        fields.addRow(self.tr("Proposal"), label(mapping.reason, "faint", wrap=True))
        beside = QHBoxLayout()
        beside.addWidget(self.use)
        beside.addStretch(1)
        fields.addRow("", beside)

    def _tick(self, grades: Sequence[str]) -> None:
        for tick in self.ticks:
            tick.setChecked(tick.property("grade") in grades)

    @property
    def written(self) -> str:
        """What is to be written down."""
        if self._asked.mapping is not None:
            return JOIN.join(tick.property("grade") for tick in self.ticks if tick.isChecked())
        return self.value.text().strip()

    def _write(self) -> None:
        basis, value = self.basis.text().strip(), self.written
        if not value:
            self.notice.tell(self.tr("Nothing is written down yet: give a value."))
        elif not basis:
            self.notice.tell(self.tr("Say what it rests on: it stands beside the value for good."))
        else:
            asked = self._asked
            written = Written(asked.policy, asked.matter, asked.key, value, basis)
            codes = self.whose.currentData() or ()
            kind, title = self.desk.kind, self.tr("settling {0}").format(asked.label)
            self.desk.read(
                lambda place, _: _judge(place, kind, written, codes),
                lambda _: self._do(settling(title, kind, codes, written)),
                self.failed,
                owner=self,
            )

    def _do(self, edit: Edit) -> None:
        self.desk.do(edit)
        self.accept()


def _judge(place: Workplace, kind: str, written: Written, codes: Sequence[str]) -> None:
    opened = place.opened(kind)
    carrier = opened.carrier(codes[0]) if codes else None
    judge(opened, carrier, policy=written.policy, matter=written.matter, key=written.key, value=written.value)
