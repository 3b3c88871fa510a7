"""What the page of certificates sets going: issuing, re-issuing, withdrawing, saving, keys. Questions are asked before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.certify.dialogs import AskDialog, MakeKeyDialog, ReissueDialog, SigningDialog, WithdrawDialog
from desktop.tasks import Asked
from desktop.widgets.files import ask_files, ask_folder, ask_target
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services import keys
from scoring.services.certifying import (
    Batch,
    CertificateLine,
    KeyFile,
    KnownKey,
    Run,
    Terms,
    Why,
    Written,
    day_of_text,
    export_register,
    export_withdrawals,
    issue_certificates,
    reissue,
    save_again,
    today_of,
    withdraw,
)
from scoring.services.changes import Change, Changes, changes

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

PURPOSE, KEYS = "certificates", "keys"
"""What folders are remembered for."""
NOTHING_SHOWN = Changes(frozenset())
PAPERS = changes(Change.PAPERS)


class Acts(QObject):
    """``page`` is what dialogs belong to. Who asks for files may be replaced by a test: ``folder``, ``target``, ``file``."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    # --- files

    def folder(self) -> Path | None:
        return ask_folder(self._page, self._desk.settings, PURPOSE, self.tr("Folder for the certificates"))

    def target(self, title: str, name: str, kinds: str) -> Path | None:
        return ask_target(self._page, self._desk.settings, PURPOSE, title, name, kinds)

    def file(self, purpose: str, title: str, kinds: str) -> Path | None:
        found = ask_files(self._page, self._desk.settings, purpose, title, kinds)
        return found[0] if found else None

    # --- certificates

    def issue(self, run: Run, wanted: tuple[str, ...], terms: Terms, languages: tuple[str, ...]) -> None:
        """Folder, passphrase, then one after the other."""
        folder, kind = self.folder(), self._desk.kind
        if folder is None:
            return

        def issue_with(typed: str) -> None:
            def work(place: Workplace, asked: Asked) -> Batch:
                return issue_certificates(
                    place.opened(kind), run, wanted, folder, passphrase=typed, terms=terms, languages=languages,
                    actor=place.actor, now=place.now, progress=asked,
                )  # fmt: skip

            self._desk.write(
                self.tr("Issuing certificates"),
                work,
                changes(Change.PAPERS, carriers=wanted),
                lambda done: self._issued(folder, done),
            )

        words = self.tr("Sign and issue certificates: {0}").format(len(wanted))
        SigningDialog(self._desk, words, self.tr("Issue"), issue_with, self._page).open()

    def _issued(self, folder: Path, done: Batch) -> None:
        said = done.told(folder)
        if done.failed:
            self._desk.refused.emit(said)
        else:
            self._desk.said.emit(tell(said, self._desk.language))

    def reissue(self, one: CertificateLine, terms: Terms) -> None:
        """In place of one that was lost or is wrong."""
        kind = self._desk.kind

        def reissue_with(typed: str, corrected: bool, reason: str) -> None:
            folder = self.folder()
            if folder is None:
                return
            why = Why.CORRECTION if corrected else Why.LOSS

            def work(place: Workplace, _: Asked) -> Written:
                return reissue(
                    place.opened(kind), one.number, folder, why=why, reason=reason, passphrase=typed,
                    terms=terms if corrected else None, actor=place.actor, now=place.now,
                )  # fmt: skip

            said = self.tr("{0} now stands in place of {1}")
            self._desk.write(
                self.tr("Re-issuing {0}").format(one.number),
                work,
                PAPERS,
                lambda made: self._desk.said.emit(said.format(made.certificate.number, one.number)),
            )

        ReissueDialog(self._desk, one, reissue_with, self._page).open()

    def withdraw(self, one: CertificateLine) -> None:
        kind, desk = self._desk.kind, self._desk

        def ask(today: str) -> None:
            dialog = WithdrawDialog(desk, one, today, self._page)
            dialog.settled.connect(lambda reason, day: act(dialog, reason, day))
            dialog.open()

        def act(dialog: WithdrawDialog, reason: str, day: str) -> None:
            desk.write(
                self.tr("Withdrawing {0}").format(one.number),
                lambda place, _: withdraw(
                    place.opened(kind), one.number, reason=reason, day=day_of_text(day), actor=place.actor, now=place.now
                ),
                PAPERS,
                lambda _: desk.said.emit(self.tr("{0} holds no longer").format(one.number)),
            )
            dialog.accept()

        desk.read(lambda place, _: str(today_of(place.now)), ask, owner=self._page)

    def save(self, one: CertificateLine, language: str) -> None:
        """Its own bytes, or in a language that was not printed yet, printed and kept."""
        folder, kind = self.folder(), self._desk.kind
        if folder is None:
            return
        self._desk.write(
            self.tr("Saving {0}").format(one.number),
            lambda place, _: save_again(
                place.opened(kind), one.number, folder, language=language, actor=place.actor, now=place.now
            ),
            PAPERS,
            lambda path: self._desk.said.emit(self.tr("Saved as {0}").format(path.name)),
        )

    def excel(self) -> None:
        kind, language = self._desk.kind, self._desk.language
        path = self.target(self.tr("Register of certificates"), self.tr("register.xlsx"), "Excel (*.xlsx)")
        if path is not None:
            self._desk.read(
                lambda place, _: export_register(place.opened(kind), path, today=today_of(place.now), language=language),
                lambda _: self._desk.said.emit(self.tr("Saved as {0}").format(path.name)),
                owner=self._page,
            )

    def withdrawals(self) -> None:
        """The signed list: a passphrase first."""
        path = self.target(self.tr("List of withdrawals"), self.tr("withdrawals.json"), "JSON (*.json)")
        if path is None:
            return

        def write(typed: str) -> None:
            self._desk.read(
                lambda place, _: export_withdrawals(place.opened(), path, passphrase=typed, now=place.now),
                lambda _: self._desk.said.emit(self.tr("Saved as {0}").format(path.name)),
                owner=self._page,
            )

        SigningDialog(self._desk, self.tr("Sign the list of withdrawals?"), self.tr("Sign"), write, self._page).open()

    # --- keys

    def make_key(self, holder: str, there: KnownKey | None) -> None:
        dialog = MakeKeyDialog(self._desk, holder, there, self._page)
        dialog.settled.connect(lambda *told: self._make(dialog, *told))
        dialog.open()

    def _make(self, dialog: MakeKeyDialog, holder: str, typed: str, replace: bool) -> None:
        """Told beforehand what the verb would refuse, so that the dialog stays."""
        if len(typed) < keys.LEAST_OF_A_PASSPHRASE:
            dialog.failed(Refusal("signing.passphrase_short", least=keys.LEAST_OF_A_PASSPHRASE))
            return
        if dialog.replace.isVisible() and not replace:
            dialog.failed(Refusal("keys.replace_meant"))
            return

        def work(place: Workplace, _: Asked) -> KnownKey:
            return keys.make(place.store, typed, holder=holder, replace=replace, actor=place.actor, now=place.now)

        self._desk.write(
            self.tr("Making a signing key"),
            work,
            PAPERS,
            lambda made: self._desk.said.emit(self.tr("Key {0} signs from now on").format(made.key.id)),
        )
        dialog.first.clear()
        dialog.second.clear()
        dialog.accept()

    def export_key(self, one: KnownKey) -> None:
        path = self.target(self.tr("Public key"), self.tr("public key {0}.pem").format(one.key.id), "PEM (*.pem)")
        if path is not None:
            self._desk.read(
                lambda place, _: keys.export(place.store, path, one.key.fingerprint),
                lambda _: self._desk.said.emit(self.tr("Saved as {0}").format(path.name)),
                owner=self._page,
            )

    def trust_key(self) -> None:
        """The file is read and its fingerprint shown before anything is trusted."""
        path = self.file(KEYS, self.tr("Public key"), self.tr("Public keys (*.pem);;All files (*)"))
        if path is not None:
            self._desk.read(lambda *_: keys.read_key(path), lambda read: self._ask_trust(path, read), owner=self._page)

    def _ask_trust(self, path: Path, read: KeyFile) -> None:
        words = self.tr("Fingerprint {0}\nCompare it with the holder by telephone. Whose key is it?").format(read.key.fingerprint)
        title, ok = self.tr("Trust this public key?"), self.tr("Trust")
        dialog = AskDialog(self._desk, "trust_dialog", title, ok, words, read.holder, self._page)

        def trust(holder: str) -> None:
            if not holder:
                dialog.failed(Refusal("keys.holder_needed"))
                return
            self._desk.write(
                self.tr("Trusting a public key"),
                lambda place, _: keys.trust(place.store, path, holder=holder, actor=place.actor, now=place.now),
                PAPERS,
            )
            dialog.accept()

        dialog.settled.connect(trust)
        dialog.open()

    def distrust_key(self, one: KnownKey) -> None:
        words = self.tr("Certificates signed with it will no longer be taken for genuine here. Why?")
        title, ok = self.tr("Trust {0} no longer?").format(one.key.id), self.tr("Trust no longer")
        dialog = AskDialog(self._desk, "distrust_dialog", title, ok, words, "", self._page)

        def distrust(reason: str) -> None:
            if not reason:
                dialog.failed(Refusal("keys.reason_needed"))
                return
            self._desk.write(
                self.tr("Trusting a key no longer"),
                lambda place, _: keys.distrust(place.store, one.key.fingerprint, reason=reason, actor=place.actor, now=place.now),
                PAPERS,
            )
            dialog.accept()

        dialog.settled.connect(distrust)
        dialog.open()
