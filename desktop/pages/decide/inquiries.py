"""征询: what departments were asked about vetoes and limits, what they answered, and what they still owe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.models.rows import Column
from desktop.pages.decide.deeds import deed
from desktop.pages.decide.forms import Answers, Ask, Deed, Kind
from desktop.pages.decide.section import Section
from desktop.theme import icon
from desktop.widgets.empty import Empty
from scoring.services.changes import Change, changes
from scoring.services.decide_lines import AskedLine, DecideView
from scoring.services.inquiring import Answer, ask, reply
from scoring.services.replied import apply_reply
from scoring.services.reversing import take_back_amendments
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace

ICONS = {"": ("due", "warning"), "none": ("good", "good"), "found": ("stop", "error")}


class InquiriesTab(Section[AskedLine]):
    """One line for every carrier and rule that was asked about."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "decide",
            self.tr("Nobody was asked yet"),
            self.tr(
                "Ask the departments about vetoes and limits before the grades are decided, and register what they answer. "
                "What is unanswered stands here."
            ),
            self.tr("Register an inquiry…"),
        )
        empty.wanted.connect(self._ask)
        self._start = empty.button
        super().__init__(desk, "inquiries", self.tr("Inquiries and replies"), self._columns(), empty, parent)
        self.asking = self.act("ask", self.tr("Register an inquiry…"), self._ask, primary=True)
        self.replying = self.act("reply", self.tr("Register a reply…"), self._reply)
        self.applying = self.act("apply", self.tr("Amend by the reply…"), self._apply)
        self.shown = self.sift(
            (
                (self.tr("Everything asked"), None),
                (self.tr("Unanswered"), lambda one: not one.answer),
                (self.tr("Found"), lambda one: one.answer == "found"),
            ),
            self.tr("Which answers are shown"),
        )

    def rows(self, view: DecideView) -> Sequence[AskedLine]:
        return view.asked

    def key(self, row: AskedLine) -> object:
        return row.inquiry, row.uscc, row.rule

    def enable(self) -> None:
        super().enable()
        self._start.setEnabled(not self.blocked())

    def why_not(self, act: str, row: AskedLine | None) -> str:
        if act == "ask":
            none = self.view is not None and not self.view.rules
            return self.tr("The rubric has no veto or limit that looks at the record") if none else ""
        if row is None:
            return self.tr("Register an inquiry first")
        if act == "apply":
            if row.answer != "found":
                return self.tr("Only where the reply is that something was found")
            return self.tr("The record says so already: the rule takes effect") if row.holds else ""
        return ""

    # --- acts

    def _ask(self) -> None:
        view = self.view
        assert view is not None
        asks = (
            Ask("department", self.tr("Department")),
            Ask("day", self.tr("Day"), Kind.DAY, view.today),
            Ask("document", self.tr("Number of the letter")),
            Ask("rules", self.tr("Rules"), Kind.TICKS, (), view.rules, help=self.tr("None ticked: all of them.")),
            Ask("carriers", self.tr("Carriers"), Kind.TICKS, (), view.participants, help=self.tr("None ticked: all of them.")),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, carriers: list[str], **facts: Any) -> object:
                return ask(opened, carriers=[opened.carrier(one) for one in carriers], **facts)

            title = self.tr("registering an inquiry to {0}").format(answers["department"])
            return deed(title, self.desk.kind, verb, **answers)

        self.ask("inquiry_dialog", self.tr("Inquiry to a department"), self.tr("Register"), asks, made)

    def _reply(self) -> None:
        view, row = self.view, self.current()
        assert view is not None
        if row is None:
            return
        here = [one for one in view.asked if one.inquiry == row.inquiry]
        rules = list(dict.fromkeys((one.rule, one.rule_label) for one in here))
        carriers = list(dict.fromkeys((one.uscc, one.carrier) for one in here))
        asks = (
            Ask(
                "answer",
                self.tr("Answer"),
                Kind.CHOICE,
                "none",
                (("none", self.tr("Nothing")), ("found", self.tr("Found"))),
            ),
            Ask("carriers", self.tr("Of carriers"), Kind.TICKS, [row.uscc], carriers),
            Ask("rules", self.tr("Rules"), Kind.TICKS, [row.rule], rules),
            Ask("text", self.tr("What it says"), Kind.TEXT),
            Ask("day", self.tr("Day of the reply"), Kind.DAY, view.today),
            Ask("document", self.tr("Number of the reply")),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, answer: str, carriers: list[str], **facts: Any) -> object:
                whom = [opened.carrier(one) for one in carriers]
                return reply(opened, row.inquiry, answer=Answer(answer), carriers=whom, **facts)

            title = self.tr("registering a reply of {0}").format(row.department)
            return deed(title, self.desk.kind, verb, **answers)

        advice = self.tr("{0}, asked on {1}. Nothing for all that are unanswered: tick no carrier.")
        title = self.tr("Reply of {0}").format(row.department)
        self.ask("reply_dialog", title, self.tr("Register"), asks, made, advice=advice.format(row.department, row.asked))

    def _apply(self) -> None:
        row = self.current()
        if row is None:
            return
        offers = [(one.field, f"{one.label}　{one.shown}".rstrip()) for one in row.offers]
        asks = (
            Ask("field", self.tr("Field"), Kind.CHOICE, offers[0][0] if offers else "", offers),
            Ask("value", self.tr("Value"), help=self.tr("Only for a field without a list of answers.")),
        )

        def made(answers: Answers) -> Deed:
            return self._amending(row, answers)

        advice = self.tr(
            "The record is amended with the reply as the reason. The rule takes effect by itself when a new result is sealed."
        )
        title = self.tr("{0}: {1}").format(row.carrier, row.rule_label)
        self.ask("apply_dialog", title, self.tr("Amend"), asks, made, advice=advice)

    def _amending(self, row: AskedLine, answers: Answers) -> Deed:
        """An ordinary amendment, taken back as one."""
        kind = self.desk.kind

        def do(place: Workplace) -> object:
            opened = place.opened(kind)
            facts = {"field": answers["field"] or "", "value": answers["value"]}
            whose = opened.carrier(row.uscc)
            return apply_reply(opened, row.inquiry, whose, row.rule, **facts, actor=place.actor, now=place.now)

        def undo(place: Workplace, found: Any) -> object:
            opened = place.opened(kind)
            return take_back_amendments(opened, opened.carrier(row.uscc), found, actor=place.actor, now=place.now)

        changed = changes(Change.VALUES, Change.FINDINGS, Change.DECISIONS, carriers=(row.uscc,))
        return Deed(self.tr("amending {0} by a reply").format(row.carrier), do, changed, undo)

    def _columns(self) -> tuple[Column[AskedLine], ...]:
        def effect(one: AskedLine) -> str:
            if one.answer != "found":
                return ""
            return self.tr("takes effect") if one.holds else self.tr("to be amended")

        return (
            Column(self.tr("Department"), lambda one: one.department, width=8, least=5),
            Column(self.tr("Asked on"), lambda one: one.asked, width=6),
            Column(self.tr("Rule"), lambda one: one.rule_label, width=14, least=8),
            Column(self.tr("Carrier"), lambda one: one.carrier, width=14, least=8),
            Column(self.tr("Answer"), lambda one: one.answer_words, width=6, icon=lambda one: icon(*ICONS[one.answer])),
            Column(self.tr("Effect"), effect, width=6),
            Column(self.tr("What it says"), lambda one: one.text, width=14, least=6),
            Column(self.tr("Replied"), lambda one: one.replied, width=10, least=6, hint=lambda one: f"{one.replied} {one.by}"),
        )
