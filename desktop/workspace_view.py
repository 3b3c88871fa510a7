"""One open workspace in a window: the rail at the left, the pages beside it, notices above and progress below."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.opening import Opened
from desktop.pages.house import BELOW, PAGES, place_of
from desktop.pages.page import Page
from desktop.sources import forget_sources
from desktop.tasks import Asked
from desktop.theme import add_rare_faces
from desktop.widgets.actor import ActorStrip
from desktop.widgets.guide import Guide
from desktop.widgets.notice import Notice
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.rail import Rail, RailHead, Step
from scoring.errors import Said
from scoring.messages import tell
from scoring.services.changes import Change, Changes
from scoring.services.quiet import set_aside
from scoring.services.steps import StepState, step_states
from scoring.services.workplace import Workplace

LOOK_AGAIN = 10_000
"""Milliseconds after which the window looks whether the file is still its own, or what another one wrote into it."""

STATES_LATER = 1_000
"""Milliseconds that the first page has to itself, once it has its answer, before the states of all steps are worked out."""


class WorkspaceView(QWidget):
    """Rail, pages, notices and progress. Signals: ``kinds_changed`` when other rounds or kinds can be chosen; ``wants_actor``."""

    kinds_changed = Signal()
    wants_actor = Signal()

    def __init__(self, opened: Opened, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        add_rare_faces()
        self.desk = desk
        self.notice = Notice()
        self.locked = Notice(can_close=False)
        self.locked.setObjectName("locked")
        self.progress = ProgressStrip()
        self.guide = Guide(desk.settings)
        self.actor = ActorStrip(desk.settings)
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._version = 0
        self._is_shown = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(STATES_LATER)
        self._later.timeout.connect(self._ask_states)
        self.rail = Rail(tuple(Step(page.key, page.name(), page.icon, page.counts) for page in PAGES))
        self.head = RailHead(opened.district, self.rail.width())
        self.kinds = self.head.kinds
        self.earlier = Notice(can_close=False)
        self.earlier.setObjectName("earlier")
        self._lay_out()
        self._connect()
        self._show_rounds()

    def prepare(self) -> None:
        """Make the page to begin with; whoever shows it does so in an event of its own."""
        self._make(self._first())

    def begin(self) -> None:
        """Go to the page that was last in view. To be called once, before anything else."""
        self.rail.go(self._first())
        self.rail.setFocus()

    def _first(self) -> str:
        known = [page.key for page in PAGES]
        last = self.desk.settings.text("window/page")
        return last if last in known else known[0]

    @property
    def current(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page(self, key: str) -> Page:
        """Made when it is first wanted: the window opens with one page, not with all."""
        made = self._make(key)
        if self._stack.indexOf(made) < 0:
            self._stack.addWidget(made)
        return made

    def _make(self, key: str) -> Page:
        if key not in self._pages:
            made = place_of(key).load()(self.desk)
            made.answered.connect(self._begin_the_rest)
            made.answered.connect(lambda *_: QTimer.singleShot(0, set_aside))  # in an event of its own
            self._pages[key] = made
        return self._pages[key]

    def actor_changed(self) -> None:
        self.actor.refresh()
        self.head.show_actor(self.desk.settings.actor)

    def _connect(self) -> None:
        desk = self.desk
        self.rail.went.connect(self._show_page)
        self.rail.chosen.connect(self._turn_to_page)
        self.kinds.currentTextChanged.connect(desk.look_at)
        self.head.rounds.activated.connect(lambda row: desk.turn_to(desk.years[row].year))
        self.earlier.acted.connect(lambda: desk.turn_to(desk.years[0].year))
        self.head.actor.clicked.connect(self.wants_actor)
        self.actor.kept.connect(self.actor_changed)
        self.guide.went.connect(self.rail.go)
        desk.visited.connect(self._visit)
        desk.refused.connect(lambda said: self.notice.tell(tell(said, desk.language)))
        desk.said.connect(lambda text: self.notice.tell(text, level="good"))
        desk.working.connect(self.progress.follow)
        desk.changed.connect(self._changed)
        desk.kind_changed.connect(self._kind_changed)
        desk.years_changed.connect(self._show_rounds)
        desk.locked.connect(self._show_lock)
        self._show_lock(desk.why_read_only)
        self.actor_changed()
        again = QTimer(self)
        again.setInterval(LOOK_AGAIN)
        again.timeout.connect(self._look_again)
        again.start()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.head)
        left.addWidget(self.rail, 1)
        left.addWidget(self.head.actor)
        right = QVBoxLayout()
        right.setContentsMargins(16, 12, 16, 10)
        right.setSpacing(8)
        for one in (self.locked, self.earlier, self.actor, self.guide, self.notice):
            right.addWidget(one)
        right.addWidget(self._stack, 1)
        right.addWidget(self.progress)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    # --- what is shown

    def _show_page(self, key: str) -> None:
        page = self.page(key)
        self.desk.carrier_page = key if page.shows_carrier else ""
        self._stack.setCurrentWidget(page)

    def _turn_to_page(self, key: str) -> None:
        """A page nobody has opened yet is made in this event of the window, dressed and shown in the next: either is short.

        What was said of an act on the page before is behind the person who turns to another.
        """
        self.notice.hide()
        if key in self._pages:
            self._show_page(key)
            return
        self._make(key)
        QTimer.singleShot(0, self, lambda: self._show_page(key) if self.rail.current == key else None)

    def _visit(self, visit: Visit) -> None:
        if visit.page in BELOW:
            self.rail.mark(BELOW[visit.page])
            self._show_page(visit.page)
        else:
            self.rail.go(visit.page)
        self.page(visit.page).arrive(visit)

    def _show_lock(self, why: Said | None) -> None:
        if why is not None:
            self.locked.tell(tell(why, self.desk.language), level="lock")

    def _changed(self, changes: Changes) -> None:
        self._ask_states()
        if changes.touch(frozenset({Change.DEFINITIONS})):
            self.desk.ask_years()

    def _show_rounds(self) -> None:
        """Which rounds there are, which is looked at, and its kinds."""
        desk = self.desk
        here = next(one for one in desk.years if one.year == desk.year)
        newest = desk.years[0]
        self.head.show_rounds(tuple(one.title for one in desk.years), here.title)
        self.head.show_kinds(here.kinds, desk.kind)
        if here is newest:
            self.earlier.hide()
        else:
            said = self.tr("This is an earlier round: {0}. Whatever is entered here belongs to it.").format(here.title)
            self.earlier.tell(said, level="warning", button=self.tr("Go to {0}").format(newest.title))
        self.kinds_changed.emit()

    def _kind_changed(self, _: str) -> None:
        self._show_rounds()
        self._ask_states()

    def _begin_the_rest(self) -> None:
        """Somebody sees the first page: from now on what nobody waits for."""
        if not self._is_shown:
            self._is_shown = True
            self.desk.read(_load_the_rest, lambda _: None, owner=self)
            self._later.start()

    def _ask_states(self) -> None:
        self._later.stop()
        kind = self.desk.kind
        self.desk.reckon_idly(lambda place, asked: _states(place, kind, asked), self._tell_states, owner=self)

    def _tell_states(self, states: tuple[StepState, ...]) -> None:
        for state in states:
            if any(page.key == state.key for page in PAGES):
                self.rail.tell(state.key, tell(state.said, self.desk.language), state.left)

    # --- others at the same file

    def _look_again(self) -> None:
        if self.desk.read_only:
            self.desk.read(lambda place, _: place.version(), self._versioned, owner=self)
        else:
            self.desk.check_holding()

    def _versioned(self, version: int) -> None:
        """Whoever holds the file has written: everything is asked anew."""
        if self._version and version != self._version:
            self.desk.announce(Changes(frozenset(Change)))
        self._version = version


def _load_the_rest(_: Workplace, asked: Asked) -> None:
    """The modules of pages nobody has opened yet, once the first one is shown: going there then costs the window nothing."""
    import desktop.widgets.palette

    assert desktop.widgets.palette
    for number, page in enumerate(PAGES):
        asked.step(number, len(PAGES))
        page.load()
        forget_sources()


def _states(place: Workplace, kind: str, asked: Asked) -> tuple[StepState, ...]:
    """Whether the result still holds is told by the live score that is kept."""
    opened = place.opened(kind)
    return step_states(opened, asked, lambda run: place.differs(opened, run, asked), now=place.now, memory=place.support(opened))
