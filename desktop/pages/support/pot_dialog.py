"""预算: a budget put or changed, and how it is shared chosen with the three ways side by side in view."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.pages.support.edits import choosing, putting
from desktop.pages.verify.dialog import ActDialog
from desktop.widgets.text import label
from scoring.engine.sharing import SharingRule, SharingUnit
from scoring.engine.sharing_words import rule_words, unit_words
from scoring.services.pot_words import ShownPot
from scoring.services.pots import UNITS, Wanted, judge_pot
from scoring.services.support_desk import SupportPage
from scoring.services.workplace import Workplace


def basis_line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName("basis")
    made.setAccessibleName(name)
    return made


class PotDialog(ActDialog):
    """A new budget, or the one that is changed."""

    def __init__(self, desk: Desk, page: SupportPage, known: ShownPot | None, parent: QWidget) -> None:
        super().__init__(desk, "pot_dialog", "", "", parent)
        title = self.tr("Change the budget") if known else self.tr("Budget for support")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.ok.setText(self.tr("Write down"))
        self._known = known
        self.name = QLineEdit(known.pot.name if known else "")
        self.name.setObjectName("pot_name")
        self.name.setReadOnly(known is not None)
        self.amount = QLineEdit(_yuan(known.pot.facts.amount) if known else "")
        self.amount.setObjectName("pot_amount")
        self.amount.setPlaceholderText(self.tr("For example 2,000,000 元"))
        self.covers, self.payer, self.unit, self.rule = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._fill(page, known)
        self.basis = basis_line(self.tr("Basis"))
        self.basis.setPlaceholderText(self.tr("For example the number of the budget approval"))
        fields = QFormLayout()
        for words, field, key in (
            (self.tr("Name"), self.name, ""),
            (self.tr("Amount"), self.amount, ""),
            (self.tr("What it is for"), self.covers, "pot_covers"),
            (self.tr("Which part"), self.payer, "pot_payer"),
            (self.tr("Shares are whole"), self.unit, "pot_unit"),
            (self.tr("If it does not suffice"), self.rule, "pot_rule"),
            (self.tr("Basis"), self.basis, ""),
        ):
            if key:
                field.setObjectName(key)
            field.setAccessibleName(words)
            fields.addRow(words, field)
        told = self.tr(
            "Only what is proposed is shared, never the ceiling. The way of sharing may be chosen later, with the three side by side."
        )
        self.body.addWidget(label(told, "faint", wrap=True))
        self.body.addLayout(fields)
        self.agreed.connect(self._write)
        (self.amount if known else self.name).setFocus()

    def _fill(self, page: SupportPage, known: ShownPot | None) -> None:
        language = self.desk.language
        facts = known.pot.facts if known else None
        self.covers.addItem(self.tr("All support"), ())
        for key, words in page.covers:
            self.covers.addItem(words, (key,))
        if facts is not None and len(facts.covers) > 1 and known is not None:
            self.covers.addItem(known.covers, facts.covers)
        self.payer.addItem(self.tr("Whole amounts"), "")
        for key, words in page.payers:
            self.payer.addItem(self.tr("Only what {0} bears").format(words), key)
        for key, unit in UNITS.items():
            self.unit.addItem(unit_words(unit, language), key)
        self.rule.addItem(rule_words(None, language), "")
        for rule in SharingRule:
            self.rule.addItem(rule_words(rule, language), rule.value)
        for box in (self.covers, self.payer, self.rule):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        units = {unit: key for key, unit in UNITS.items()}
        chosen = units[SharingUnit(facts.unit) if facts else SharingUnit.YUAN]
        self.unit.setCurrentIndex(self.unit.findData(chosen))
        if facts is not None:
            rows = [self.covers.itemData(row) for row in range(self.covers.count())]
            self.covers.setCurrentIndex(max(rows.index(facts.covers) if facts.covers in rows else 0, 0))
            self.payer.setCurrentIndex(max(self.payer.findData(facts.payer), 0))
            self.rule.setCurrentIndex(max(self.rule.findData(facts.rule), 0))

    def _write(self) -> None:
        if not self.basis.text().strip():
            self.notice.tell(self.tr("Say what it rests on: it stands beside the budget for good."))
            return
        wanted = Wanted(
            name=self.name.text(),
            amount=self.amount.text(),
            basis=self.basis.text(),
            covers=tuple(self.covers.currentData()),
            payer=str(self.payer.currentData()),
            rule=str(self.rule.currentData()),
            unit=str(self.unit.currentData()),
            **({"ties": self._known.pot.facts.ties} if self._known else {}),
        )
        kind, title = self.desk.kind, self.tr("budget {0}").format(wanted.name.strip())

        def look(place: Workplace, _: object) -> object:
            return judge_pot(place.opened(kind), wanted)

        self.desk.read(look, lambda _: self._do(putting(title, kind, wanted)), self.failed, owner=self)

    def _do(self, edit: Edit) -> None:
        self.desk.do(edit)
        self.accept()


class RuleDialog(ActDialog):
    """Choose how a budget is shared; what each way gives stands behind the dialog."""

    def __init__(self, desk: Desk, one: ShownPot, parent: QWidget) -> None:
        super().__init__(desk, "rule_dialog", "", "", parent)
        title = self.tr("How {0} is shared").format(one.pot.name)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.ok.setText(self.tr("Choose"))
        self._one = one
        self.rule = QComboBox()
        self.rule.setObjectName("rule")
        self.rule.setAccessibleName(self.tr("Way of sharing"))
        for rule in SharingRule:
            if rule not in one.unserved:
                self.rule.addItem(rule_words(rule, desk.language), rule.value)
        self.rule.setCurrentIndex(max(self.rule.findData(one.pot.facts.rule), 0))
        self.basis = basis_line(self.tr("Basis"))
        fields = QFormLayout()
        fields.addRow(self.tr("Way of sharing"), self.rule)
        fields.addRow(self.tr("Basis"), self.basis)
        self.body.addLayout(fields)
        for rule, names in one.unserved.items():
            words = self.tr("{0}: not possible, no rank or points for {1}").format(
                rule_words(rule, desk.language), "、".join(names)
            )
            self.body.addWidget(label(words, "faint", wrap=True))
        self.agreed.connect(self._write)

    def _write(self) -> None:
        basis = self.basis.text().strip()
        if not basis:
            self.notice.tell(self.tr("Say what it rests on: it stands beside the budget for good."))
            return
        name = self._one.pot.name
        self.desk.do(
            choosing(self.tr("way of sharing {0}").format(name), self.desk.kind, name, str(self.rule.currentData()), basis)
        )
        self.accept()


class BasisDialog(ActDialog):
    """Asks for nothing but what an act rests on."""

    def __init__(self, desk: Desk, name: str, title: str, consequence: str, ok: str, parent: QWidget) -> None:
        super().__init__(desk, name, title, ok, parent)
        self.basis = basis_line(self.tr("Basis"))
        fields = QFormLayout()
        fields.addRow(self.tr("Basis"), self.basis)
        self.body.addWidget(label(consequence, "faint", wrap=True))
        self.body.addLayout(fields)
        self.basis.setFocus()

    def given(self) -> str:
        """The basis; without one it is asked for here."""
        basis = self.basis.text().strip()
        if not basis:
            self.notice.tell(self.tr("Say what it rests on: it is kept for good."))
        return basis


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}元" if fen % 100 else f"{fen // 100}元"
