"""反馈核对 and 异议: what carriers and others say of the result, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.models.rows import Column
from desktop.pages.decide.deeds import carrier_of, deed
from desktop.pages.decide.forms import Answers, Ask, Deed, Kind
from desktop.pages.decide.section import Section
from desktop.theme import icon
from desktop.widgets.empty import Empty
from scoring.services.decide_lines import DecideView, FeedbackLine, ObjectionLine
from scoring.services.objecting import Party, Verdict, find_on_objection, raise_objection
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run
from scoring.services.telling import Heard, hear_answer, tell_results

STATES = {
    "untold": ("minus", "faint"),
    "retell": ("due", "error"),
    "silent": ("due", "warning"),
    "confirmed": ("good", "good"),
    "disputed": ("warning", "error"),
}


class FeedbackTab(Section[FeedbackLine]):
    """One line a carrier of the result."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "score",
            self.tr("No result is sealed yet"),
            self.tr("The sealed result is told to each carrier before it is published. Seal one first."),
            self.tr("To scores and grades"),
        )
        empty.wanted.connect(lambda: desk.visit("score"))
        super().__init__(desk, "feedback", self.tr("Results told, and the answers"), self._columns(), empty, parent)
        self.tell = self.act("tell", self.tr("Told…"), self._tell_them, primary=True)
        self.hear = self.act("hear", self.tr("Register an answer…"), self._hear)
        self.shown = self.sift(
            (
                (self.tr("All carriers"), None),
                (self.tr("Not told"), lambda one: one.state in ("untold", "retell")),
                (self.tr("No answer"), lambda one: one.state == "silent"),
                (self.tr("Disputed"), lambda one: one.state == "disputed"),
            ),
            self.tr("Which carriers are shown"),
        )

    def rows(self, view: DecideView) -> Sequence[FeedbackLine]:
        return view.feedback

    def key(self, row: FeedbackLine) -> object:
        return row.uscc

    def why_not(self, act: str, row: FeedbackLine | None) -> str:
        if row is None:
            return self.tr("No result is sealed yet")
        untold = act == "hear" and row.state in ("untold", "retell")
        return self.tr("Tell the carrier its result first") if untold else ""

    def _tell_them(self) -> None:
        """Several selected lines are ticked; with one line alone nobody is: then it is everybody who was not told."""
        view, rows = self.view, self.table.selected_rows()
        assert view is not None
        ticked = [one.uscc for one in rows] if len(rows) > 1 else []
        listed = [(one.uscc, f"{one.carrier}　{one.grade or '—'}") for one in view.feedback]
        everybody = self.tr("None ticked: all who were not told yet, or have to be told anew.")
        asks = (
            Ask("carriers", self.tr("Carriers"), Kind.TICKS, ticked, listed, help=everybody),
            Ask("day", self.tr("Day"), Kind.DAY, view.today),
            Ask("how", self.tr("In what way")),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, carriers: list[str], **facts: Any) -> object:
                whom = [opened.carrier(one) for one in carriers]
                return tell_results(opened, latest_run(opened), whom, **facts)

            return deed(self.tr("registering results told"), self.desk.kind, verb, **answers)

        self.ask("tell_dialog", self.tr("Result told to carriers"), self.tr("Register"), asks, made)

    def _hear(self) -> None:
        view, row = self.view, self.current()
        assert view is not None
        if row is None:
            return
        asks = (
            Ask(
                "answer",
                self.tr("Answer"),
                Kind.CHOICE,
                "confirmed",
                (("confirmed", self.tr("Confirms")), ("disputed", self.tr("Disputes"))),
            ),
            Ask("text", self.tr("What it says"), Kind.TEXT),
            Ask("day", self.tr("Day"), Kind.DAY, view.today),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, answer: str, **facts: Any) -> object:
                whose = opened.carrier(row.uscc)
                return hear_answer(opened, latest_run(opened), whose, Heard(answer), **facts)

            return deed(self.tr("registering the answer of {0}").format(row.carrier), self.desk.kind, verb, **answers)

        title = self.tr("Answer of {0}").format(row.carrier)
        advice = self.tr("What it disputes is registered as an objection as well, where it has to be looked into.")
        self.ask("hear_dialog", title, self.tr("Register"), asks, made, advice=advice)

    def _columns(self) -> tuple[Column[FeedbackLine], ...]:
        return (
            Column(self.tr("Carrier"), lambda one: one.carrier, width=16, least=10),
            Column(self.tr("Grade"), lambda one: one.grade or "—", width=6),
            Column(self.tr("Told on"), lambda one: one.told, width=6),
            Column(self.tr("In what way"), lambda one: one.how, width=8, least=4),
            Column(
                self.tr("Answer"),
                lambda one: one.state_words,
                width=7,
                icon=lambda one: icon(*STATES[one.state]),
                hint=lambda one: one.note,
            ),
            Column(self.tr("Answered on"), lambda one: one.answered, width=6),
            Column(self.tr("What it says"), lambda one: one.text, width=16, least=6),
            Column(self.tr("Earlier results"), lambda one: one.note, width=16, least=6, hint=lambda one: one.note),
        )


class ObjectionsTab(Section[ObjectionLine]):
    """One line an objection."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "good",
            self.tr("No objection"),
            self.tr(
                "Register objections as they come in: who, what about, and on which day. "
                "Whether one is in time follows from the window of publication."
            ),
            self.tr("Register an objection…"),
        )
        empty.wanted.connect(self._raise)
        self._start = empty.button
        super().__init__(desk, "objections", self.tr("Objections"), self._columns(), empty, parent)
        self.raising = self.act("raise", self.tr("Register an objection…"), self._raise, primary=True)
        self.finding = self.act("find", self.tr("Register what was found…"), self._find)

    def rows(self, view: DecideView) -> Sequence[ObjectionLine]:
        return view.objections

    def key(self, row: ObjectionLine) -> object:
        return row.number

    def enable(self) -> None:
        super().enable()
        sealed = self.view is not None and bool(self.view.run)
        self._start.setEnabled(not self.blocked() and sealed)

    def why_not(self, act: str, row: ObjectionLine | None) -> str:
        if self.view is None or not self.view.run:
            return self.tr("No result is sealed yet")
        if act == "find":
            if row is None:
                return self.tr("Register an objection first")
            return "" if row.is_open else self.tr("It is settled already")
        return ""

    def _raise(self) -> None:
        view = self.view
        assert view is not None
        asks = (
            Ask(
                "party",
                self.tr("Raised by"),
                Kind.CHOICE,
                "carrier",
                (
                    ("carrier", self.tr("The carrier")),
                    ("unit", self.tr("Another organisation")),
                    ("person", self.tr("A person")),
                ),
            ),
            Ask("who", self.tr("Name")),
            Ask("contact", self.tr("Contact")),
            Ask("carrier", self.tr("About"), Kind.CHOICE, "", (("", self.tr("The whole list")), *view.participants)),
            Ask("day", self.tr("Received on"), Kind.DAY, view.today),
            Ask("asked", self.tr("What it asks for"), Kind.TEXT),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, party: str, carrier: str, **facts: Any) -> object:
                about = carrier_of(opened, carrier)
                return raise_objection(opened, latest_run(opened), party=Party(party), carrier=about, **facts)

            return deed(self.tr("registering an objection of {0}").format(answers["who"]), self.desk.kind, verb, **answers)

        self.ask("objection_dialog", self.tr("Objection"), self.tr("Register"), asks, made)

    def _find(self) -> None:
        view, row = self.view, self.current()
        assert view is not None
        if row is None:
            return
        followed = [("", self.tr("Nothing")), ("run", self.tr("A new sealed result"))]
        followed += [(number, words) for number, uscc, words in view.overrides if uscc == row.uscc]
        asks = (
            Ask(
                "verdict",
                self.tr("Verdict"),
                Kind.CHOICE,
                "upheld",
                (
                    ("upheld", self.tr("Upheld")),
                    ("partly", self.tr("Upheld in part")),
                    ("rejected", self.tr("Rejected")),
                    ("withdrawn", self.tr("Withdrawn")),
                ),
            ),
            Ask("text", self.tr("What was found"), Kind.TEXT),
            Ask("followed", self.tr("What followed"), Kind.CHOICE, "", followed),
            Ask("day", self.tr("Day"), Kind.DAY, view.today),
        )

        def made(answers: Answers) -> Deed:
            what = answers["followed"]

            def verb(opened: OpenRound, **facts: Any) -> object:
                run, override = (latest_run(opened), "") if what == "run" else (None, what)
                found = {"text": answers["text"], "day": answers["day"], "run": run, "override": override}
                return find_on_objection(opened, row.number, Verdict(answers["verdict"]), **found, **facts)

            return deed(self.tr("settling the objection of {0}").format(row.who), self.desk.kind, verb)

        advice = self.tr(
            "{0}. An objection that is upheld names what followed: amend the data and seal a new result, or have an override "
            "confirmed. The old and the new result both stay."
        )
        title = self.tr("Objection of {0}").format(row.who)
        self.ask("find_dialog", title, self.tr("Register"), asks, made, advice=advice.format(row.asked))

    def _columns(self) -> tuple[Column[ObjectionLine], ...]:
        def picture(one: ObjectionLine) -> QIcon:
            return icon("due", "warning") if one.is_open else icon("good", "good")

        return (
            Column(self.tr("Received on"), lambda one: one.day, width=6, hint=lambda one: one.number),
            Column(self.tr("Raised by"), lambda one: one.who, width=8, least=5, hint=lambda one: f"{one.party} {one.contact}"),
            Column(self.tr("About"), lambda one: one.about, width=14, least=8),
            Column(self.tr("In time"), lambda one: one.within, width=6, hint=lambda one: one.within),
            Column(self.tr("What it asks for"), lambda one: one.asked, width=14, least=6),
            Column(self.tr("Verdict"), lambda one: one.verdict, width=6, icon=picture),
            Column(self.tr("Result"), lambda one: one.change, width=13, least=8, hint=lambda one: one.change),
            Column(self.tr("What was found"), lambda one: one.found, width=14, least=6),
        )
