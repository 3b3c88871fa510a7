"""What is asked before something is signed or changed: terms, passphrases, reasons. A refusal is said in the dialog, which stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from desktop.desk import Desk
from desktop.pages.verify.dialog import ActDialog
from desktop.tasks import Asked
from desktop.widgets.text import label
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.certifying import (
    LEAST_OF_A_PASSPHRASE,
    CertificateLine,
    KnownKey,
    Terms,
    check_withdrawn_on,
    day_of_text,
    number_like,
    unlocks,
)

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

REASON_HEIGHT = 84
DAY = "2026-12-01"


def line(name: str, words: str, text: str = "", hint: str = "") -> QLineEdit:
    """A field with its name for tests and for screen readers."""
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setPlaceholderText(hint)
    return made


def secret(name: str, words: str) -> QLineEdit:
    """A field for a passphrase: dots, and nothing of it is offered again."""
    made = line(name, words)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class TermsDialog(ActDialog):
    """Number, titles, issuing body, days. Signals: ``settled`` with the terms."""

    settled = Signal(object)

    def __init__(self, desk: Desk, terms: Terms, parent: QWidget) -> None:
        super().__init__(desk, "terms_dialog", "", "", parent)
        self.setWindowTitle(self.tr("Certificates of this round"))
        self.heading.setText(self.tr("Certificates of this round"))
        self.ok.setText(self.tr("Use these"))
        self._terms = terms
        self.pattern = line("terms_pattern", self.tr("Pattern of numbers"), terms.pattern)
        self.title = line("terms_title", self.tr("Title"), terms.title)
        self.title_en = line("terms_title_en", self.tr("Title in English"), terms.title_en)
        self.issuer = line("terms_issuer", self.tr("Issuing body"), terms.issuer)
        self.issuer_en = line("terms_issuer_en", self.tr("Issuing body in English"), terms.issuer_en)
        self.day = line("terms_day", self.tr("Day of issue"), str(terms.issued_on), DAY)
        self.first = line("terms_from", self.tr("Valid from"), str(terms.valid_from), DAY)
        self.last = line("terms_to", self.tr("Valid until"), str(terms.valid_to or ""), DAY)
        self.example = label("", "faint")
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("Pattern of numbers"), self.pattern)
        form.addRow("", self.example)
        for one in (self.title, self.title_en, self.issuer, self.issuer_en, self.day, self.first, self.last):
            form.addRow(one.accessibleName(), one)
        self.body.addLayout(form)
        said = self.tr(
            "How long a certificate holds is the district's to say. These are kept with every certificate and proposed for the next."
        )
        self.body.addWidget(label(said, "faint", wrap=True))
        self.pattern.textChanged.connect(self._tell)
        self.agreed.connect(self._take)
        self._tell()
        (self.last if terms.valid_to is None else self.pattern).setFocus()

    def _tell(self) -> None:
        try:
            words = self.tr("For example: {0}").format(
                number_like(self.pattern.text(), self.desk.year or self._terms.issued_on.year)
            )
        except Refusal as refusal:
            words = tell(refusal.said, self.desk.language)
        self.example.setText(words)

    def _take(self) -> None:
        try:
            found = replace(
                self._terms,
                pattern=self.pattern.text().strip(),
                title=self.title.text(),
                title_en=self.title_en.text(),
                issuer=self.issuer.text(),
                issuer_en=self.issuer_en.text(),
                issued_on=day_of_text(self.day.text()),
                valid_from=day_of_text(self.first.text()),
                valid_to=day_of_text(self.last.text()) if self.last.text().strip() else None,
            ).checked()
        except Refusal as refusal:
            self.failed(refusal)
            return
        self.settled.emit(found)
        self.accept()


class SigningDialog(ActDialog):
    """Asks for the passphrase and proves it before anything is begun. ``words`` say what will be signed."""

    def __init__(
        self, desk: Desk, words: str, ok: str, then: Callable[[str], None], parent: QWidget, name: str = "signing_dialog"
    ) -> None:
        super().__init__(desk, name, words, ok, parent)
        self._then = then
        self.passphrase = secret("passphrase", self.tr("Passphrase of the signing key"))
        self.body.addWidget(label(self.passphrase.accessibleName(), "faint"))
        self.body.addWidget(self.passphrase)
        self.agreed.connect(self.prove)
        self.passphrase.setFocus()

    def prove(self) -> None:
        """On the reading thread: a third of a second."""
        typed = self.passphrase.text()
        self.ok.setEnabled(False)

        def work(place: Workplace, _: Asked) -> None:
            unlocks(place.store, typed)

        self.desk.read(work, lambda _: self._proved(typed), self._wrong, owner=self)

    def _proved(self, typed: str) -> None:
        self.passphrase.clear()
        self.accept()
        self._then(typed)

    def _wrong(self, error: BaseException) -> None:
        self.ok.setEnabled(True)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        self.failed(error)


class ReissueDialog(SigningDialog):
    """补发, 换发: why, and with which facts. ``corrected`` and ``reason`` as a person left them."""

    def __init__(self, desk: Desk, one: CertificateLine, then: Callable[[str, bool, str], None], parent: QWidget) -> None:
        super().__init__(desk, "", "", lambda typed: then(typed, self.is_corrected, self.words), parent, "reissue_dialog")
        self.setWindowTitle(self.tr("Re-issue a certificate"))
        self.heading.setText(f"{one.number}　{one.facts.carrier}")
        self.ok.setText(self.tr("Re-issue"))
        self.lost = QRadioButton(self.tr("Lost or spoilt: the same facts under a new number"))
        self.lost.setObjectName("reissue_lost")
        self.lost.setChecked(not one.differs)
        self.corrected = QRadioButton(self.tr("Corrected: grade, name and settings as they stand now"))
        self.corrected.setObjectName("reissue_corrected")
        self.corrected.setChecked(bool(one.differs))
        self.reason = line("reissue_reason", self.tr("Reason"))
        for at, widget in enumerate((self.lost, self.corrected, label(self.tr("Reason"), "faint"), self.reason)):
            self.body.insertWidget(at, widget)
        self.body.addWidget(
            label(self.tr("The old certificate then holds no longer; it stays in the register."), "faint", wrap=True)
        )
        self.reason.setFocus()

    @property
    def is_corrected(self) -> bool:
        return self.corrected.isChecked()

    @property
    def words(self) -> str:
        return self.reason.text().strip()

    def prove(self) -> None:
        if self.words:
            super().prove()
        else:
            self.failed(Refusal("certificates.reason_needed"))


class WithdrawDialog(ActDialog):
    """撤销: the reason, and from which day on. Signals: ``settled`` with both, as they were typed."""

    settled = Signal(str, str)

    def __init__(self, desk: Desk, one: CertificateLine, today: str, parent: QWidget) -> None:
        super().__init__(desk, "withdraw_dialog", "", "", parent)
        self._one, self._today = one, today
        self.setWindowTitle(self.tr("Withdraw a certificate"))
        self.heading.setText(f"{one.number}　{one.facts.carrier}")
        self.ok.setText(self.tr("Withdraw"))
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("withdraw_reason")
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(REASON_HEIGHT)
        self.day = line("withdraw_day", self.tr("Holds no longer from"), today, DAY)
        for widget in (label(self.tr("Reason"), "faint"), self.reason, label(self.day.accessibleName(), "faint"), self.day):
            self.body.addWidget(widget)
        said = self.tr(
            "This cannot be undone: a new certificate can be issued instead. Whoever verifies it here is told at once, others by the list of withdrawals."
        )
        self.body.addWidget(label(said, "faint", wrap=True))
        self.agreed.connect(self._take)
        self.reason.setFocus()

    def _take(self) -> None:
        if not self.reason.toPlainText().strip():
            self.failed(Refusal("certificates.reason_needed"))
            return
        try:
            check_withdrawn_on(self._one.certificate, day_of_text(self.day.text()), day_of_text(self._today))
        except Refusal as refusal:
            self.failed(refusal)
            return
        self.settled.emit(self.reason.toPlainText().strip(), self.day.text())


class MakeKeyDialog(ActDialog):
    """A new key: whose, and the passphrase twice. Signals: ``settled`` with holder, passphrase, and whether one is replaced."""

    settled = Signal(str, str, bool)

    def __init__(self, desk: Desk, holder: str, there: KnownKey | None, parent: QWidget) -> None:
        super().__init__(desk, "make_key_dialog", "", "", parent)
        self.setWindowTitle(self.tr("Make a signing key"))
        self.heading.setText(self.tr("Make a signing key"))
        self.ok.setText(self.tr("Make"))
        self.holder = line("key_holder", self.tr("Whose key"), holder)
        self.first = secret("key_passphrase", self.tr("Passphrase"))
        self.second = secret("key_passphrase_again", self.tr("Once more"))
        self.replace = QCheckBox(
            self.tr("In place of {0}, which stays as what signed before").format(there.key.id if there else "")
        )
        self.replace.setObjectName("key_replace")
        self.replace.setVisible(there is not None)
        form = QFormLayout()
        form.setSpacing(8)
        for one in (self.holder, self.first, self.second):
            form.addRow(one.accessibleName(), one)
        self.body.addLayout(form)
        self.body.addWidget(self.replace)
        said = self.tr("At least {0} characters. It is kept nowhere: who forgets it must make a new key.").format(
            LEAST_OF_A_PASSPHRASE
        )
        self.body.addWidget(label(said, "faint", wrap=True))
        self.agreed.connect(self._take)
        self.first.setFocus()

    def _take(self) -> None:
        if self.first.text() != self.second.text():
            self.failed(Refusal("keys.not_the_same"))
            return
        self.ok.setEnabled(False)
        self.settled.emit(self.holder.text(), self.first.text(), self.replace.isChecked())

    def failed(self, error: BaseException) -> None:
        self.ok.setEnabled(True)
        super().failed(error)


class AskDialog(ActDialog):
    """One question, one line. Signals: ``settled`` with the answer."""

    settled = Signal(str)

    def __init__(self, desk: Desk, name: str, title: str, ok: str, words: str, text: str, parent: QWidget) -> None:
        super().__init__(desk, name, title, ok, parent)
        self.line = line("answer", words, text)
        self.body.addWidget(label(words, "faint", wrap=True))
        self.body.addWidget(self.line)
        self.agreed.connect(lambda: self.settled.emit(self.line.text().strip()))
        self.line.setFocus()
