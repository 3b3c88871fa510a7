"""证书: what can be issued and how it will look, the register, the keys, and verifying."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.certify.acts import PURPOSE, Acts
from desktop.pages.certify.candidates import Candidates
from desktop.pages.certify.dialogs import TermsDialog
from desktop.pages.certify.keys_panel import KeysPanel
from desktop.pages.certify.looking import Looking
from desktop.pages.certify.register import Register
from desktop.pages.certify.verify_panel import VerifyPanel
from desktop.pages.page import Page, Question
from desktop.pages.publish.preview import Preview
from desktop.tasks import Asked
from desktop.widgets.buttons import pictured
from desktop.widgets.empty import Empty
from desktop.widgets.notice import Notice
from desktop.widgets.search import search_line
from desktop.widgets.text import label
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.certifying import (
    CertificateLine,
    Certifying,
    KnownKey,
    Seen,
    Terms,
    certifying,
    check_words,
    see_file,
    stale_words,
)
from scoring.services.changes import Change
from scoring.services.names import learn

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

PATIENCE = 150
"""Milliseconds a row is current before its certificate is made: who runs down the list sees the last."""
ISSUE, REGISTER, KEYS, VERIFY = range(4)
"""The tabs."""


class CertifyPage(Page):
    """Built as every page: widgets, models, signals, operations."""

    key: ClassVar[str] = "certify"
    shows = frozenset({Change.RUNS, Change.PAPERS, Change.DECISIONS, Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Certifying | None = None
        self.settled: Terms | None = None
        self.list: Path | None = None
        self._target = ""
        self._build()
        self._lay_out()
        self._connect()
        self._enable()

    # --- what a page overrides

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language

        def work(place: Workplace, _: Asked) -> Certifying:
            found = certifying(place.opened(kind), language, place.now)
            learn(row.name for row in found.rows)
            return found

        return work

    def show_answer(self, answer: Certifying) -> None:
        self.shown = answer
        said = answer.said
        self.sealed.setText(tell(said, self.desk.language) if said else "")
        self.candidates.show_rows(answer.rows)
        self.register.show_rows(answer.lines)
        self.keys.show_rows(answer.keys)
        self._tell_basis(answer)
        self._ask_key(answer)
        self.tabs.setTabText(REGISTER, f"{self.tr('Register')} ({len(answer.lines)})" if answer.lines else self.tr("Register"))
        if self._target:
            self.candidates.go_to(self._target)
            self._target = ""
        self._turn()
        self._enable()
        self._look()

    def arrive(self, visit: Visit) -> None:
        if visit.carrier and self.is_fresh:
            self.candidates.go_to(visit.carrier)
        self._target = "" if self.is_fresh else visit.carrier

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    # --- building

    def _build(self) -> None:
        settings = self.desk.settings
        self.acts = Acts(self.desk, self)
        self.sealed = label("", "faint")
        self.search = search_line(self.tr("Find by name, pinyin, initials, code or number"))
        self.notice = Notice()
        self.candidates, self.register = Candidates(settings), Register(settings)
        self.keys, self.verify = KeysPanel(settings), VerifyPanel(self.desk)
        self.preview = Preview(self.desk)
        self.looking = Looking(self.desk, self.preview, self)
        self.empty = Empty(
            "score",
            self.tr("There is no sealed result yet"),
            self.tr("Certificates rest on the grades of a sealed result. Score the round and seal it first."),
            self.tr("To scores and grades"),
        )
        self.language = QComboBox()
        self.language.setObjectName("certificate_language")
        self.language.setAccessibleName(self.tr("Language of the certificates"))
        for words, data in ((self.tr("Chinese"), "zh"), (self.tr("English"), "en"), (self.tr("Both languages"), "both")):
            self.language.addItem(words, data)
        self.terms = pictured("terms", "amend", self.tr("Settings…"), self.tr("Numbers, title, issuing body, validity"))
        self.issue = QPushButton(self.tr("Issue…"))
        self.issue.setObjectName("issue")
        self.issue.setToolTip(self.tr("What is ticked, else what is selected (Ctrl+S)"))
        self.issue.setProperty("primary", True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Certificates"), "title"))
        head.addWidget(self.sealed)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        verbs = QHBoxLayout()
        verbs.setSpacing(6)
        verbs.addWidget(self.candidates.all)
        verbs.addStretch(1)
        for widget in (self.language, self.terms, self.issue):
            verbs.addWidget(widget)
        self.issuing = QWidget()
        column = QVBoxLayout(self.issuing)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.candidates, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(verbs)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("certify_tabs")
        self.tabs.tabBar().setAccessibleName(self.tr("Issuing, register, keys, verifying"))
        self.tabs.addTab(self.issuing, self.tr("Issue"))
        for panel, words in (
            (self.register, self.tr("Register")),
            (self.keys, self.tr("Keys")),
            (self.verify, self.tr("Verify")),
        ):
            self.tabs.addTab(_padded(panel), words)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.tabs)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([600, 440])
        self.split.restoreState(self.desk.settings.state("certify/split"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.candidates.model.find)
        self.search.textChanged.connect(self.register.model.find)
        self.empty.wanted.connect(lambda: self.desk.visit("score"))
        self.notice.acted.connect(self._go_on)
        self.candidates.chosen.connect(lambda _: self._later.start())
        self.candidates.ticked.connect(self._enable)
        self.candidates.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.register.chosen.connect(lambda _: self._chosen())
        self.keys.table.chosen.connect(lambda _: self._enable())
        self.language.currentIndexChanged.connect(lambda _: self._look())
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self._later.timeout.connect(self._look)
        self.terms.clicked.connect(self.ask_terms)
        self.issue.clicked.connect(self.issue_wanted)
        self.register.again.clicked.connect(lambda: self._on_line(lambda one: self.acts.reissue(one, self.now_settled())))
        self.register.gone.clicked.connect(lambda: self._on_line(self.acts.withdraw))
        self.register.save.clicked.connect(lambda: self._on_line(lambda one: self.acts.save(one, self._one_language())))
        self.register.excel.clicked.connect(self.acts.excel)
        self.register.listed.clicked.connect(self.acts.withdrawals)
        self.keys.make.clicked.connect(self.make_key)
        self.keys.empty.wanted.connect(self.make_key)
        self.keys.export.clicked.connect(lambda: self._on_key(self.acts.export_key))
        self.keys.trust.clicked.connect(self.acts.trust_key)
        self.keys.distrust.clicked.connect(lambda: self._on_key(self.acts.distrust_key))
        self.verify.scanned.connect(self.check_text)
        self.verify.brought.connect(self.check_file)
        self.verify.file.clicked.connect(self._ask_file)
        self.verify.lists.clicked.connect(self._ask_list)
        self.split.splitterMoved.connect(lambda *_: self.desk.settings.put_state("certify/split", self.split.saveState()))

    def _enable(self) -> None:
        shown, rows = self.shown, self.candidates.wanted()
        may_write = not self.desk.read_only
        has_key = shown is not None and shown.signs is not None
        self.issue.setEnabled(may_write and bool(rows))
        self.issue.setText(f"{self.tr('Issue…')} ({len(rows)})" if len(rows) > 1 else self.tr("Issue…"))
        self.issue.setShortcut("Ctrl+S")  # which a new text takes away
        line: CertificateLine | None = self.register.table.current_row()
        holds = line is not None and line.certificate.holds
        self.register.again.setEnabled(may_write and holds and has_key)
        self.register.gone.setEnabled(may_write and holds)
        self.register.save.setEnabled(may_write and line is not None)
        self.register.excel.setEnabled(bool(shown and shown.lines))
        self.register.listed.setEnabled(has_key)
        key = self.keys.current()
        self.keys.make.setEnabled(may_write)
        self.keys.trust.setEnabled(may_write)
        self.keys.export.setEnabled(key is not None)
        self.keys.distrust.setEnabled(may_write and key is not None and key.trusted)

    def _turn(self) -> None:
        """Another tab: the preview stands beside what has a paper to show."""
        tab = self.tabs.currentIndex()
        if self._lacks_key and not self.notice.isHidden():
            self._tell_of_keys()
        sealed = self.shown is None or self.shown.run is not None
        self.candidates.setVisible(sealed)
        self.empty.setVisible(not sealed)
        self.preview.setVisible((tab == ISSUE and sealed) or (tab == REGISTER and bool(self.shown and self.shown.lines)))
        if tab == VERIFY:
            self.verify.line.setFocus()
        self._later.start()

    @property
    def _lacks_key(self) -> bool:
        return self.shown is not None and self.shown.signs is None and self.shown.run is not None

    def _tell_of_keys(self) -> None:
        """Nobody is sent where he is."""
        words = self.tr("There is no signing key yet: nothing can be issued before one is made.")
        self.notice.tell(words, level="warning", button="" if self.tabs.currentIndex() == KEYS else self.tr("To the keys"))

    def _ask_key(self, shown: Certifying) -> None:
        if self._lacks_key:
            self._tell_of_keys()
            return
        self.notice.hide()
        run, kind = shown.run, self.desk.kind
        if run is not None:  # apart from the rest: it is worked out from all data and takes longer
            self.desk.read(lambda place, _: stale_words(place.opened(kind), run), self._tell_stale, owner=self)

    def _tell_stale(self, said: Said | None) -> None:
        if said is not None:
            words = tell(said, self.desk.language)
            self.notice.tell(words, level="warning", button=self.tr("To scores and grades"))

    def _go_on(self) -> None:
        """Where the notice points."""
        if self.shown is not None and self.shown.signs is None:
            self.tabs.setCurrentIndex(KEYS)
        else:
            self.desk.visit("score")

    def _tell_basis(self, shown: Certifying) -> None:
        trusted = [one.holder for one in shown.keys if one.trusted]
        if not trusted:
            self.verify.show_basis(self.tr("No key is known here yet. Trust the issuing body's public key first."))
            return
        names = "、".join(dict.fromkeys(trusted)) if self.desk.language == "zh" else ", ".join(dict.fromkeys(trusted))
        listed = self.tr("; list of withdrawals: {0}").format(self.list.name) if self.list else ""
        self.verify.show_basis(self.tr("Checked by the keys of {0} and by the register of this workspace").format(names) + listed)

    # --- the preview

    def _one_language(self) -> str:
        asked = str(self.language.currentData())
        return self.desk.language if asked == "both" else asked

    def _chosen(self) -> None:
        self._enable()
        self._later.start()

    def _look(self) -> None:
        """Show what is current."""
        self._later.stop()
        if self.shown is None or self.shown.run is None:
            return
        if self.tabs.currentIndex() == REGISTER:
            self.looking.at_line(self.register.table.current_row(), self._one_language())
        elif self.tabs.currentIndex() == ISSUE:
            row = self.candidates.table.current_row()
            self.looking.at_carrier(row, self.shown.run, self.now_settled(), self._one_language())

    # --- terms and issuing

    def now_settled(self) -> Terms:
        """As they were settled on this page, else as proposed."""
        assert self.shown is not None
        return self.settled or self.shown.terms

    def ask_terms(self) -> None:
        if self.shown is None:
            return
        dialog = TermsDialog(self.desk, self.now_settled(), self)
        dialog.settled.connect(self._settle)
        dialog.open()

    def _settle(self, terms: Terms) -> None:
        self.settled = terms
        self._look()

    def issue_wanted(self) -> None:
        """What lacks is asked for first: a key, until when they are valid."""
        shown, rows = self.shown, self.candidates.wanted()
        if shown is None or shown.run is None or not rows:
            return
        if shown.signs is None:
            self.tabs.setCurrentIndex(KEYS)
            self.make_key()
        elif self.now_settled().valid_to is None:
            self.ask_terms()
        else:
            asked = str(self.language.currentData())
            languages = ("zh", "en") if asked == "both" else (asked,)
            self.acts.issue(shown.run, tuple(row.uscc for row in rows), self.now_settled(), languages)

    def make_key(self) -> None:
        if self.shown is not None:
            self.acts.make_key(self.shown.terms.issuer, self.shown.signs)

    def _on_line(self, act: Callable[[CertificateLine], None]) -> None:
        one = self.register.table.current_row()
        if one is not None:
            act(one)

    def _on_key(self, act: Callable[[KnownKey], None]) -> None:
        one = self.keys.current()
        if one is not None:
            act(one)

    # --- verifying

    def check_text(self, text: str) -> None:
        listed = self.list
        self.desk.read(
            lambda place, _: check_words(place.store, text, listed, place.now), self._checked, self._not_checked, owner=self
        )

    def check_file(self, path: Path) -> None:
        listed = self.list
        self.desk.read(
            lambda place, _: see_file(place.store, path, listed, place.now), self._checked, self._not_checked, owner=self
        )

    def _checked(self, seen: Seen) -> None:
        self.verify.show_seen(seen)
        self.preview.setVisible(bool(seen.pdf))
        if seen.pdf:
            self.looking.at_paper(seen.name, self.verify.verdict.text(), lambda _: seen.pdf, seen.pdf)

    def _not_checked(self, error: BaseException) -> None:
        self.verify.show_nothing()
        self.desk.failed(error)

    def _ask_file(self) -> None:
        path = self.acts.file(PURPOSE, self.tr("Certificate"), self.tr("Certificates (*.pdf *.txt);;All files (*)"))
        if path is not None:
            self.check_file(path)

    def _ask_list(self) -> None:
        self.list = self.acts.file(PURPOSE, self.tr("List of withdrawals"), self.tr("Lists (*.json);;All files (*)"))
        if self.shown is not None:
            self._tell_basis(self.shown)


def _padded(panel: QWidget) -> QWidget:
    """As far from the tabs as the other pages have it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(panel)
    return made
