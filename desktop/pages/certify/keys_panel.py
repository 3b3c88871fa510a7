"""密钥: the key that signs, those that signed before, and others' public keys that are taken for true."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.rows import Column, RowsModel
from desktop.settings import Settings
from desktop.theme import figures_font, icon
from desktop.widgets.buttons import pictured
from desktop.widgets.empty import Empty
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.services.certifying import KnownKey


class KeysPanel(QWidget):
    """A table, the fingerprint of the key that is chosen in large letters, and the acts."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel[KnownKey](self._columns(), parent=self)
        self.table = Table(self.model, settings, name="keys", label=self.tr("Keys"))
        self.table.setFont(figures_font(self.table.font()))
        self.empty = Empty(
            "key",
            self.tr("There is no signing key yet"),
            self.tr("Certificates are signed with the key of the commission. It is made here and locked with a passphrase."),
            self.tr("Make a key…"),
        )
        self.fingerprint = label("", "heading", wrap=True)
        self.fingerprint.setObjectName("fingerprint")
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.make = pictured("make_key", "new", self.tr("Make a key…"))
        self.export = pictured("export_key", "save", self.tr("Export public key…"))
        self.trust = pictured("trust_key", "open", self.tr("Trust a public key…"))
        self.distrust = pictured("distrust_key", "strike", self.tr("Trust no longer…"))
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self._choose(None)

    def show_rows(self, keys: tuple[KnownKey, ...]) -> None:
        current = self.table.current_row()
        self.model.show(keys)
        self.table.fit()
        self.stack.setCurrentWidget(self._whole if keys else self.empty)
        found = self.model.index_of(lambda one: current is not None and one.key == current.key)
        self.table.go_to(found if found.isValid() else self.model.index(0, 0))
        self._choose(self.table.current_row())

    def current(self) -> KnownKey | None:
        found: KnownKey | None = self.table.current_row()
        return found

    def _choose(self, one: KnownKey | None) -> None:
        words = self.tr("Fingerprint of {0}\n{1}").format(one.holder, one.key.fingerprint) if one else ""
        self.fingerprint.setText(words)
        self.fingerprint.setAccessibleName(words or self.tr("Fingerprint"))

    def use_word(self, one: KnownKey) -> str:
        if not one.trusted:
            return self.tr("not trusted")
        if one.signs:
            return self.tr("in use")
        return self.tr("used before") if one.own else self.tr("trusted")

    def _columns(self) -> tuple[Column[KnownKey], ...]:
        return (
            Column(self.tr("Key"), lambda one: one.key.id, width=10),
            Column(self.tr("Holder"), lambda one: one.holder, width=16, least=8),
            Column(self.tr("Use"), self.use_word, icon=_picture, width=6),
            Column(self.tr("Since"), lambda one: one.since, width=6),
            Column(self.tr("By"), lambda one: one.by, width=5),
            Column(self.tr("Reason"), lambda one: one.reason, least=6),
        )

    def _lay_out(self) -> None:
        self._whole = QWidget()
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.fingerprint)
        said = self.tr(
            "Two people compare fingerprints by telephone before one trusts the other's key. The passphrase is kept nowhere."
        )
        inner.addWidget(label(said, "faint", wrap=True))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._whole)
        self.stack.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.make, self.export, self.trust, self.distrust):
            row.addWidget(button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.stack, 1)
        whole.addLayout(row)


def _picture(one: KnownKey) -> QIcon:
    if not one.trusted:
        return icon("strike", "warning")
    return icon("key", "accent") if one.signs else icon("key", "faint") if one.own else icon("good", "good")
