"""定级审定: from the sealed result to the grade that stands, and everything people and departments say about it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.decide.after import DaysTab, RecordsTab, RectificationsTab
from desktop.pages.decide.answers import FeedbackTab, ObjectionsTab
from desktop.pages.decide.carriers import CarriersTab
from desktop.pages.decide.deeds import deed
from desktop.pages.decide.forms import Answers, Ask, Deed, FormDialog, Kind
from desktop.pages.decide.inquiries import InquiriesTab
from desktop.pages.decide.section import Section
from desktop.pages.page import Page, Question
from desktop.widgets.buttons import allow, button
from desktop.widgets.notice import Notice
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.changes import SCORES, Change
from scoring.services.decide_desk import decide_view
from scoring.services.decide_lines import DecideView
from scoring.services.locking import lock_round, unlock_round
from scoring.services.rounds import OpenRound


class DecidePage(Page):
    """Tabs over one answer: whatever is registered in one of them shows in all."""

    key: ClassVar[str] = "decide"
    shows_carrier: ClassVar[bool] = True
    shows = frozenset({Change.RUNS, Change.DECISIONS}) | SCORES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: DecideView | None = None
        self._wanted = ""
        self.said = label("", "faint", wrap=True)
        self.said.setObjectName("decide_said")
        self.open = label("", "warning")
        self.open.setObjectName("decide_open")
        self.locked = Notice(can_close=False)
        self.locked.setObjectName("round_locked")
        self.lock = button(self.tr("Lock the round…"), "lock_round", self._lock, icon_name="lock")
        self.carriers = CarriersTab(desk)
        self.inquiries = InquiriesTab(desk)
        self.feedback = FeedbackTab(desk)
        self.objections = ObjectionsTab(desk)
        self.rectifications = RectificationsTab(desk)
        self.days = DaysTab(desk)
        self.records = RecordsTab(desk)
        self._waiting: list[Section[Any]] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._show_next)
        self._lay_out()

    @property
    def sections(self) -> tuple[Section[Any], ...]:
        """The tabs, from the left."""
        return (
            self.carriers,
            self.inquiries,
            self.feedback,
            self.objections,
            self.rectifications,
            self.days,
            self.records,
        )

    # --- the question

    def question(self) -> Question:
        kind, language = self.desk.kind, self.desk.language
        return lambda place, _: decide_view(place.opened(kind), language, now=place.now)

    def show_answer(self, answer: DecideView) -> None:
        self.view = answer
        language = self.desk.language
        self.said.setText("　".join(tell(one, language) for one in answer.said))
        self.said.setVisible(bool(answer.said))
        self.open.setText(" · ".join(tell(one, language) for one in answer.open.said()))
        if answer.locked is not None:
            note = f"（{answer.lock_note}）" if answer.lock_note else ""
            self.locked.tell(tell(answer.locked, language) + note, level="lock")
        else:
            self.locked.hide()
        self.lock.setText(self.tr("Unlock the round…") if answer.locked else self.tr("Lock the round…"))
        allow(self.lock, not self._why_no_lock(), self._why_no_lock())
        self._waiting = [one for one in self.sections if one is not self.tabs.currentWidget()]
        self._section().show_view(answer)
        self._next.start()
        self._name_tabs(answer)
        self._go()

    def _section(self) -> Section[Any]:
        """The tab in view."""
        return self.sections[self.tabs.currentIndex()]

    def _show_next(self) -> None:
        """The tabs behind, each in an event of its own: all of a nation at once would hold the window."""
        if self.view is not None and self._waiting:
            self._waiting.pop(0).show_view(self.view)
        if self._waiting:
            self._next.start()

    def _bring(self, one: Section[Any]) -> None:
        """A tab that is looked at does not wait."""
        if self.view is not None and one in self._waiting:
            self._waiting.remove(one)
            one.show_view(self.view)

    def arrive(self, visit: Visit) -> None:
        """``target`` is the object name of a tab's table."""
        self._wanted = visit.carrier
        if isinstance(visit.target, str):
            for index, one in enumerate(self.sections):
                if one.table.objectName() == visit.target:
                    self.tabs.setCurrentIndex(index)
        if self.is_fresh:
            self._go()

    def _go(self) -> None:
        if self._wanted:
            wanted = self._wanted
            self._bring(self.carriers)
            self.carriers.table.go_to(self.carriers.model.index_of(lambda one: one.uscc == wanted))
            self._wanted = ""

    def _why_no_lock(self) -> str:
        if self.desk.read_only:
            return self.tr("Read only: the workspace is open elsewhere")
        return "" if self.view is not None and self.view.run else self.tr("No result is sealed yet")

    def _name_tabs(self, view: DecideView) -> None:
        """With how much is open in each."""
        found = view.open
        counts = (
            found.waiting + found.lapsed,
            found.unanswered,
            found.disputed + found.untold + found.retell + found.silent,
            found.objections,
            found.rectifications,
            found.window,
            0,
        )
        for index, (name, count) in enumerate(zip(self._names, counts, strict=True)):
            self.tabs.setTabText(index, f"{name} {count}" if count else name)

    # --- the lock

    def _lock(self) -> None:
        view = self.view
        if view is None:
            return
        asks: tuple[Ask, ...]
        if view.locked is not None:
            title, ok, name = self.tr("Unlock the round"), self.tr("Unlock"), "unlock_dialog"
            advice = self.tr("Changes are possible again from now on. The reason stands in the journal.")
            asks = (Ask("reason", self.tr("Reason"), Kind.TEXT),)
            did = self.tr("unlocking the round")
        else:
            title, ok, name = self.tr("Lock the round"), self.tr("Lock"), "lock_dialog"
            advice = self.tr(
                "Data, reviews, decisions and papers of this round cannot be changed any more until somebody unlocks it with a "
                "reason. Issued papers can still be saved again."
            )
            if view.open.count:
                left = " · ".join(tell(one, self.desk.language) for one in view.open.said())
                advice += "\n" + self.tr("Still open: {0}.").format(left)
            asks = (Ask("note", self.tr("Note"), Kind.TEXT),)
            did = self.tr("locking the round")

        def made(answers: Answers) -> Deed:
            def run(opened: OpenRound, **facts: Any) -> object:
                return unlock_round(opened, **facts) if view.locked is not None else lock_round(opened, **facts)

            return deed(did, self.desk.kind, run, final=True, **answers)

        FormDialog(self.desk, name, title, ok, asks, made, self, advice=advice).open()

    # --- widgets

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Decisions"), "title"))
        head.addSpacing(8)
        head.addWidget(self.open)
        head.addStretch(1)
        head.addWidget(self.lock)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("decide_tabs")
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(self.tr("What is decided"))
        self._names = (
            self.tr("Grades and overrides"),
            self.tr("Inquiries"),
            self.tr("Feedback"),
            self.tr("Objections"),
            self.tr("Rectifications"),
            self.tr("Window and holidays"),
            self.tr("Records"),
        )
        for one, name in zip(self.sections, self._names, strict=True):
            self.tabs.addTab(one, name)
        self.tabs.currentChanged.connect(lambda _: self._bring(self._section()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.said)
        whole.addWidget(self.locked)
        whole.addWidget(self.tabs, 1)
