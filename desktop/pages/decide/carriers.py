"""审定与调整: every carrier with the grade the rubric gave and the one that stands; overrides by two persons."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column
from desktop.pages.decide.deeds import deed
from desktop.pages.decide.forms import Answers, Ask, Deed, Kind
from desktop.pages.decide.section import Section
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.leaf import Leaf, heading, paragraph
from scoring.services.decide_lines import CarrierLine, DecideView
from scoring.services.overriding import confirm_override, propose_override, refuse_override, withdraw_override
from scoring.services.resolving import resolve
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run

LEAF = 150
"""Pixels of what stands below the table, at first."""


class CarriersTab(Section[CarrierLine]):
    """One line a carrier; what was decided about the one in view stands below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        empty = Empty(
            "score",
            self.tr("No result is sealed yet"),
            self.tr("Decisions are about a sealed result. Seal one first, under scores and grades."),
            self.tr("To scores and grades"),
        )
        empty.wanted.connect(lambda: desk.visit("score"))
        super().__init__(desk, "decided_carriers", self.tr("Carriers and their grades"), self._columns(), empty, parent)
        self.resolve = self.act("resolve", self.tr("Register resolution…"), self._resolve)
        self.propose = self.act("propose", self.tr("Propose override…"), self._propose, primary=True)
        self.confirm = self.act("confirm", self.tr("Confirm or refuse…"), self._confirm)
        self.withdraw = self.act("withdraw", self.tr("Withdraw…"), self._withdraw)
        self.shown = self.sift(
            (
                (self.tr("All carriers"), None),
                (self.tr("Something open"), lambda one: one.is_open),
                (self.tr("Other grade than computed"), lambda one: one.changed),
            ),
            self.tr("Which carriers are shown"),
        )
        self.leaf = Leaf(self.tr("What was decided about the carrier"))
        self.leaf.setObjectName("decided_leaf")
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        self.column.removeWidget(self.stack)
        both.addWidget(self.stack)
        both.addWidget(self.leaf)
        both.setSizes([3 * LEAF, LEAF])
        self.column.addWidget(both, 1)
        self.table.chosen.connect(self._tell)

    def rows(self, view: DecideView) -> Sequence[CarrierLine]:
        return view.carriers

    def key(self, row: CarrierLine) -> object:
        return row.uscc

    def show_view(self, view: DecideView) -> None:
        super().show_view(view)
        self.leaf.setVisible(bool(view.carriers))
        self._tell(self.current())

    def why_not(self, act: str, row: CarrierLine | None) -> str:
        if self.view is None or not self.view.run:
            return self.tr("No result is sealed yet")
        if act == "resolve":
            return ""
        if row is None:
            return self.tr("Choose a carrier first")
        if act == "propose":
            if not row.grade:
                return self.tr("This carrier has no grade in the result")
            return self.tr("A proposal is waiting already") if row.waits else ""
        return "" if row.waits else self.tr("Nothing is proposed for this carrier")

    def _tell(self, row: CarrierLine | None) -> None:
        """Every act about the carrier; the leaf says so where there is none."""
        if row is None or self.view is None:
            self.leaf.clear()
            return
        parts = [heading(row.name, 3)]
        if row.changed:
            words = self.tr("Grade {0}; the rubric works out {1}.").format(row.grade, row.computed)
            parts.append(paragraph(words))
        parts += [paragraph(words) for words in row.proposals]
        acts = self.view.about(row.uscc)
        parts += [
            paragraph(f"{one.at}　{one.actor}　{one.sentence}", faint=not one.stands)
            if one.stands
            else paragraph(self.tr("{0}  {1}  {2} (taken back)").format(one.at, one.actor, one.sentence), faint=True)
            for one in acts
        ]
        if not acts:
            parts.append(paragraph(self.tr("Nothing was registered about this carrier."), faint=True))
        self.leaf.show_parts(parts)

    # --- acts

    def _resolve(self) -> None:
        view = self.view
        assert view is not None
        asks = (
            Ask("body", self.tr("Deciding body")),
            Ask("day", self.tr("Day of the meeting"), Kind.DAY, view.today),
            Ask("document", self.tr("Number of the minutes")),
            Ask("note", self.tr("Note"), Kind.TEXT),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, **facts: Any) -> object:
                return resolve(opened, latest_run(opened), **facts)

            return deed(self.tr("registering a resolution"), self.desk.kind, verb, **answers)

        advice = self.tr("On the youngest sealed result. Several may follow one another: the latest stands.")
        self.ask("resolve_dialog", self.tr("Resolution"), self.tr("Register"), asks, made, advice=advice)

    def _propose(self) -> None:
        view, row = self.view, self.current()
        assert view is not None
        if row is None:
            return
        levels = [(zh, words) for zh, words in view.grades if zh != row.grade_zh]
        asks = (
            Ask("after", self.tr("New grade"), Kind.CHOICE, levels[0][0] if levels else "", levels),
            Ask("reason", self.tr("Reason"), Kind.TEXT),
            Ask("basis", self.tr("Basis"), help=self.tr("The number of the minutes, or the article it rests on.")),
        )

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, *, after: str, **facts: Any) -> object:
                return propose_override(opened, latest_run(opened), opened.carrier(row.uscc), after, **facts)

            return deed(self.tr("proposing an override for {0}").format(row.name), self.desk.kind, verb, **answers)

        advice = self.tr(
            "Grade now: {0}. The override counts only when a second person has confirmed it; above a veto there is none."
        )
        title = self.tr("Override for {0}").format(row.name)
        self.ask("propose_dialog", title, self.tr("Propose"), asks, made, advice=advice.format(row.grade))

    def _confirm(self) -> None:
        row = self.current()
        if row is None or not row.waits:
            return
        own = self.desk.settings.actor
        asks = (
            Ask("second", self.tr("Second person"), value="" if own == row.proposed_by else own),
            Ask(
                "verdict",
                self.tr("Verdict"),
                Kind.CHOICE,
                "confirm",
                (("confirm", self.tr("Confirm")), ("refuse", self.tr("Refuse"))),
            ),
            Ask("note", self.tr("Note"), Kind.TEXT, help=self.tr("Whoever refuses says why.")),
        )

        def made(answers: Answers) -> Deed:
            confirms = answers["verdict"] == "confirm"

            def verb(opened: OpenRound, *, actor: str, now: object) -> object:
                signed = {"note": answers["note"], "actor": answers["second"] or actor, "now": now}
                act = confirm_override if confirms else refuse_override
                return act(opened, row.waits, **signed)

            title = self.tr("confirming an override for {0}") if confirms else self.tr("refusing an override for {0}")
            told = self.tr("{0}: confirmed") if confirms else self.tr("{0}: refused")
            said = told.format(f"{row.name} {row.proposed}")
            return deed(title.format(row.name), self.desk.kind, verb, final=True, said=said)

        advice = self.tr("{0} proposed {1}. Somebody else confirms it, under their own name; this cannot be undone.")
        title = self.tr("Second signature: {0}").format(row.name)
        self.ask("confirm_dialog", title, self.tr("Sign"), asks, made, advice=advice.format(row.proposed_by, row.proposed))

    def _withdraw(self) -> None:
        row = self.current()
        if row is None or not row.waits:
            return

        def made(answers: Answers) -> Deed:
            def verb(opened: OpenRound, **facts: Any) -> object:
                return withdraw_override(opened, row.waits, **facts)

            return deed(self.tr("withdrawing a proposal for {0}").format(row.name), self.desk.kind, verb, **answers)

        asks = (Ask("note", self.tr("Reason"), Kind.TEXT),)
        title = self.tr("Withdraw the proposal for {0}").format(row.name)
        self.ask("withdraw_dialog", title, self.tr("Withdraw"), asks, made, advice=row.proposed)

    def _columns(self) -> tuple[Column[CarrierLine], ...]:
        def marks(one: CarrierLine) -> str:
            return "　".join(one.marks)

        return (
            Column(self.tr("Rank"), lambda one: str(one.rank or "—"), key=lambda one: one.rank, align=RIGHT, width=4),
            Column(self.tr("Carrier"), lambda one: one.name, width=16, least=10),
            Column(self.tr("Points"), lambda one: one.points or "—", key=_points, align=RIGHT, width=5),
            Column(self.tr("Computed"), lambda one: one.computed or "—", width=6),
            Column(
                self.tr("Stands"),
                lambda one: one.grade or "—",
                width=6,
                bold=lambda one: one.changed,
                icon=lambda one: icon("amend", "accent") if one.changed else None,
            ),
            Column(
                self.tr("To be noted"),
                marks,
                width=18,
                least=8,
                icon=lambda one: icon("due", "warning") if one.is_open else None,
            ),
        )


def _points(one: CarrierLine) -> object:
    """As a number where there are points."""
    return Decimal(one.points) if one.points else None
