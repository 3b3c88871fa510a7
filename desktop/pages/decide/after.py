"""整改, the days everything is counted by, and the list of every act with a way to take the last one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.models.rows import RIGHT, Column
from desktop.pages.decide.announcing import ask_announcement
from desktop.pages.decide.deeds import DECIDED, deed
from desktop.pages.decide.forms import Answers, Ask, Deed, Kind
from desktop.pages.decide.section import Section
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.messages import tell
from scoring.services.decide_lines import ActLine, DecideView, RectificationLine
from scoring.services.deciding import take_back
from scoring.services.holidays import (
    EnteredYear,
    Replaced,
    days_in,
    enter_year,
    import_years,
    put_back,
    remove_year,
    replacing,
    year_in,
)
from scoring.services.rectifying import order_rectification, recheck
from scoring.services.rounds import OpenRound
from scoring.services.windows import WindowNow, set_window
from scoring.services.workplace import Workplace

T = TypeVar("T")

USUAL = 20
"""Working days proposed for a rectification."""
WINDOW = 5
"""Working days proposed for a window of publication."""


class RectificationsTab(Section[RectificationLine]):
    """One line for what a carrier has to put right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "good",
            self.tr("Nothing to put right"),
            self.tr(
                "Order a carrier to put something right until a day or within so many working days, and register the re-checks."
            ),
            self.tr("Order a rectification…"),
        )
        empty.wanted.connect(self._order)
        self._start = empty.button
        super().__init__(desk, "rectifications", self.tr("What has to be put right"), self._columns(), empty, parent)
        self.ordering = self.act("order", self.tr("Order a rectification…"), self._order, primary=True)
        self.checking = self.act("check", self.tr("Register a re-check…"), self._check)
        self.shown = self.sift(((self.tr("All"), None), (self.tr("Open"), lambda one: one.is_open)), self.tr("Which are shown"))

    def rows(self, view: DecideView) -> Sequence[RectificationLine]:
        return view.rectifications

    def key(self, row: RectificationLine) -> object:
        return row.number

    def enable(self) -> None:
        super().enable()
        self._start.setEnabled(not self.blocked())

    def why_not(self, act: str, row: RectificationLine | None) -> str:
        if act == "check":
            if row is None:
                return self.tr("Order a rectification first")
            return "" if row.is_open else self.tr("The re-check was passed already")
        return "" if self.view is not None and self.view.participants else self.tr("Nobody takes part yet")

    def _order(self) -> None:
        view = self.view
        assert view is not None
        asks = (
            Ask("carrier", self.tr("Carrier"), Kind.CHOICE, "", view.participants),
            Ask("matters", self.tr("To be put right"), Kind.TEXT, help=self.tr("One matter a line.")),
            Ask("first", self.tr("First day"), Kind.DAY, view.today),
            Ask(
                "by",
                self.tr("Deadline"),
                Kind.CHOICE,
                "days",
                (("days", self.tr("Within working days")), ("day", self.tr("Until a day"))),
            ),
            Ask("days", self.tr("Working days"), Kind.NUMBER, USUAL, only=("by", "days")),
            Ask("deadline", self.tr("Last day"), Kind.DAY, view.today, only=("by", "day")),
        )

        def made(answers: Answers) -> Deed:
            by_days = answers["by"] == "days"
            wanted = answers["matters"].splitlines()
            until: dict[str, Any] = {"days": answers["days"]} if by_days else {"deadline": answers["deadline"]}

            def verb(opened: OpenRound, **facts: Any) -> object:
                whose = opened.carrier(answers["carrier"])
                return order_rectification(opened, whose, wanted, first=answers["first"], **until, **facts)

            return deed(self.tr("ordering a rectification"), self.desk.kind, verb)

        self.ask("rectify_dialog", self.tr("Rectification"), self.tr("Order"), asks, made)

    def _check(self) -> None:
        view, row = self.view, self.current()
        assert view is not None
        if row is None:
            return
        asks = (
            Ask(
                "result",
                self.tr("Result"),
                Kind.CHOICE,
                "passed",
                (("passed", self.tr("Passed")), ("failed", self.tr("Failed"))),
            ),
            Ask("day", self.tr("Day of the re-check"), Kind.DAY, view.today),
            Ask("note", self.tr("What was seen"), Kind.TEXT),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, result: str, **facts: Any) -> object:
                return recheck(opened, row.number, passed=result == "passed", **facts)

            return deed(self.tr("registering a re-check of {0}").format(row.carrier), self.desk.kind, verb, **answers)

        title = self.tr("Re-check of {0}").format(row.carrier)
        self.ask("check_dialog", title, self.tr("Register"), asks, made, advice=row.matters)

    def _columns(self) -> tuple[Column[RectificationLine], ...]:
        def picture(one: RectificationLine) -> QIcon:
            return icon("stop", "error") if one.overdue else icon(*(("due", "warning") if one.is_open else ("good", "good")))

        return (
            Column(self.tr("Carrier"), lambda one: one.carrier, width=15, least=8),
            Column(self.tr("To be put right"), lambda one: one.matters, width=18, least=8),
            Column(self.tr("Deadline"), lambda one: one.deadline, width=6),
            Column(self.tr("State"), lambda one: one.state, width=7, icon=picture),
            Column(self.tr("Re-checks"), lambda one: one.checks, width=18, least=6),
        )


class DaysTab(Section[EnteredYear]):
    """The window of publication, and the district's table of holidays, a line a year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "due",
            self.tr("No table of holidays yet"),
            self.tr(
                "Working days go by weekends alone as long as the year's table is not entered. "
                "Enter it from the State Council's notice of the year, or import a list in Excel."
            ),
            self.tr("Enter a year…"),
        )
        empty.wanted.connect(self._enter)
        self._start = empty.button
        super().__init__(desk, "holidays", self.tr("Tables of holidays"), self._columns(), empty, parent)
        self.setting = self.act("window", self.tr("Set the window of publication…"), self._window, primary=True)
        self.announcing = self.act("announced", self.tr("Day of the announcement…"), self._announced)
        self.entering = self.act("enter", self.tr("Enter a year…"), self._enter)
        self.importing = self.act("import", self.tr("Import a list…"), self._choose)
        self.removing = self.act("remove", self.tr("Remove the year"), self._remove)
        self.told = label("", "faint", wrap=True)
        self.told.setObjectName("window_told")
        self.told_announced = label("", "faint", wrap=True)
        self.told_announced.setObjectName("announced_told")
        self.column.insertWidget(1, self.told)
        self.column.insertWidget(2, self.told_announced)

    def rows(self, view: DecideView) -> Sequence[EnteredYear]:
        return view.years

    def key(self, row: EnteredYear) -> object:
        return row.year

    def blocked(self) -> str:
        """The table is the district's: a locked round does not hold it."""
        return self.tr("Read only: the workspace is open elsewhere") if self.desk.read_only else ""

    def enable(self) -> None:
        super().enable()
        self._start.setEnabled(not self.blocked())

    def why_not(self, act: str, row: EnteredYear | None) -> str:
        if act in ("window", "announced") and self.view is not None and self.view.locked is not None:
            return self.tr("The round is locked")
        if act == "announced" and self.view is not None and not self.view.announcing.sealed:
            return self.tr("Seal the results first")
        return self.tr("Choose a year first") if act == "remove" and row is None else ""

    def show_view(self, view: DecideView) -> None:
        super().show_view(view)
        self.told.setText(self._window_words(view.window))
        self.told.setProperty("role", "warning" if view.window is not None and view.window.moved else "faint")
        self.told.style().polish(self.told)
        self.told_announced.setText(self._announced_words(view))

    def _announced_words(self, view: DecideView) -> str:
        entered, offer = view.announcing.entered, view.announcing.offer
        if entered is not None:
            return self.tr("The result was announced on {0} ({1}).").format(entered.day, entered.document)
        words = self.tr("The day the result was announced is not entered.")
        return f"{words} {tell(offer.why, self.desk.language)}" if offer is not None else words

    def _window_words(self, now: WindowNow | None) -> str:
        if now is None:
            return self.tr("No window of publication is set.")
        window, words = now.window, self.tr("Window of publication: {0} to {1}, {2} working days.")
        text = words.format(window.first, window.last, window.working_days)
        if now.moved:
            moved = self.tr(
                " By the table of holidays as it is now it ends on {0}. What was announced stays until the window is set again."
            )
            text += moved.format(now.last)
        if now.weekends_only:
            years = "、".join(map(str, now.weekends_only))
            text += self.tr(" No table of holidays for {0}: counted by weekends alone.").format(years)
        return text

    def _announced(self) -> None:
        assert self.view is not None
        ask_announcement(self.desk, self.view.announcing, self)

    def _window(self) -> None:
        view = self.view
        assert view is not None
        stands = view.window.window if view.window is not None and view.window.moved else None
        asks = (
            Ask("first", self.tr("First day"), Kind.DAY, stands.first if stands else view.today),
            Ask("days", self.tr("Working days"), Kind.NUMBER, stands.working_days if stands else WINDOW),
        )
        known = [str(one.year) for one in view.years]
        listed = "、".join(known) if known else self.tr("none")
        advice = self.tr("Tables of holidays entered: {0}. Other years count by weekends alone, and that is said.")

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, **facts: Any) -> object:
                return set_window(opened, **facts)

            return deed(self.tr("setting the window of publication"), self.desk.kind, verb, **answers)

        title = self.tr("Window of publication")
        self.ask("window_dialog", title, self.tr("Set"), asks, made, advice=advice.format(listed))

    def _enter(self) -> None:
        """A new year, or the one in view once more."""
        view, row = self.view, self.current()
        assert view is not None
        asks = (
            Ask("year", self.tr("Year"), value=str(row.year if row else view.today.year)),
            Ask("source", self.tr("Source"), value=row.source if row else "", help=self.tr("The notice and its number.")),
            Ask("off", self.tr("Days off"), Kind.TEXT, "\n".join(row.days_off) if row else ""),
            Ask(
                "worked",
                self.tr("Worked weekends"),
                Kind.TEXT,
                "\n".join(row.workdays) if row else "",
                help=self.tr("One day a line, as 2026-05-01; 2026-05-01~2026-05-05 is every day from one to the other."),
            ),
        )

        def made(answers: Answers) -> Deed:
            def enter(place: Workplace) -> object:
                return enter_year(
                    place.store,
                    year_in(answers["year"]),
                    source=answers["source"],
                    days_off=days_in(answers["off"]),
                    workdays=days_in(answers["worked"]),
                    actor=place.actor,
                    now=place.now,
                )

            def do(place: Workplace) -> Replaced:
                return replacing(place.store, lambda: enter(place))[1]

            return Deed(self.tr("entering a table of holidays"), do, DECIDED, _put_back)

        self.ask("holidays_dialog", self.tr("Table of holidays"), self.tr("Enter"), asks, made)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Import a table of holidays"),
            self.desk.settings.folder("holidays"),
            self.tr("Lists and calendar files (*.xlsx *.xls *.et *.ods *.toml)"),
        )
        if not name:
            return
        self.desk.settings.put_folder("holidays", Path(name).parent)
        if name.lower().endswith(".toml"):
            self.take_list(Path(name), "")
            return
        source, agreed = QInputDialog.getText(
            self, self.tr("Table of holidays"), self.tr("The notice it is from, and its number")
        )
        if agreed:
            self.take_list(Path(name), source)

    def take_list(self, path: Path, source: str) -> None:
        """Read it and enter every year in it."""

        def work(place: Workplace) -> tuple[int, ...]:
            return import_years(place.store, path, source=source, actor=place.actor, now=place.now)

        def done(years: tuple[int, ...]) -> None:
            self.desk.said.emit(self.tr("Tables of holidays entered: {0}").format("、".join(map(str, years))))

        self._do(self.tr("importing a table of holidays"), work, done)

    def _remove(self) -> None:
        row = self.current()
        if row is not None:
            title = self.tr("removing the table of holidays of {0}").format(row.year)
            self._do(title, lambda place: remove_year(place.store, row.year, actor=place.actor, now=place.now), lambda _: None)

    def _do(self, title: str, act: Callable[[Workplace], T], done: Callable[[T], None]) -> None:
        """An edit that is undone by entering again what stood before."""
        kept: list[tuple[T, Replaced]] = []

        def do(place: Workplace) -> None:
            kept.append(replacing(place.store, lambda: act(place)))

        self.desk.do(Edit(title, do, lambda place: _put_back(place, kept[-1][1]), DECIDED), lambda _: done(kept[-1][0]))

    def _columns(self) -> tuple[Column[EnteredYear], ...]:
        return (
            Column(self.tr("Year"), lambda one: str(one.year), key=lambda one: one.year, width=5),
            Column(self.tr("Days off"), lambda one: str(len(one.days_off)), align=RIGHT, width=5, hint=_off),
            Column(self.tr("Worked weekends"), lambda one: str(len(one.workdays)), align=RIGHT, width=5, hint=_worked),
            Column(self.tr("Source"), lambda one: one.source, width=26, least=10),
            Column(self.tr("Entered by"), lambda one: one.actor, width=6),
        )


def _put_back(place: Workplace, done: Replaced) -> None:
    put_back(place.store, done, actor=place.actor, now=place.now)


def _off(one: EnteredYear) -> str:
    return "\n".join(one.days_off)


def _worked(one: EnteredYear) -> str:
    return "\n".join(one.workdays)


class RecordsTab(Section[ActLine]):
    """Every act of the round, the youngest first; the last of a matter can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "journal", self.tr("Nothing is registered yet"), self.tr("Whatever is decided about the round stands here.")
        )
        super().__init__(desk, "decision_records", self.tr("Everything registered"), self._columns(), empty, parent)
        self.taking_back = self.act("take_back", self.tr("Take back…"), self._take_back)

    def rows(self, view: DecideView) -> Sequence[ActLine]:
        return tuple(reversed(view.acts))

    def key(self, row: ActLine) -> object:
        return row.id

    def why_not(self, act: str, row: ActLine | None) -> str:
        if row is None:
            return self.tr("Nothing is registered yet")
        if not row.stands:
            return self.tr("It is taken back already")
        return "" if row.undoable else self.tr("Signatures, locks and what something followed from stay as they are")

    def _take_back(self) -> None:
        row = self.current()
        if row is None:
            return

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, **facts: Any) -> object:
                return take_back(opened, row.id, **facts)

            return deed(self.tr("taking back: {0}").format(row.kind), self.desk.kind, verb, final=True, **answers)

        asks = (Ask("reason", self.tr("Reason"), Kind.TEXT),)
        advice = self.tr("{0} Both entries stay in the journal.").format(row.sentence)
        self.ask("take_back_dialog", self.tr("Take back an entry"), self.tr("Take back"), asks, made, advice=advice)

    def _columns(self) -> tuple[Column[ActLine], ...]:
        def kind(one: ActLine) -> str:
            return one.kind if one.stands else self.tr("{0} (taken back)").format(one.kind)

        return (
            Column(self.tr("When"), lambda one: one.at, width=9),
            Column(self.tr("Who"), lambda one: one.actor, width=5),
            Column(self.tr("Act"), kind, width=9),
            Column(self.tr("Number"), lambda one: one.number, width=6),
            Column(self.tr("What"), lambda one: one.sentence, width=40, least=12),
        )
