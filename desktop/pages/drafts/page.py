"""规则草稿: a rubric, form, conditions or policy copied to a draft, edited with its mistakes in sight, tried out, adopted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Visit
from desktop.pages.drafts.acts import DraftActs
from desktop.pages.drafts.adopting import AdoptDraftDialog
from desktop.pages.drafts.beginning import BeginDialog
from desktop.pages.drafts.building import ExpressionDialog, MeasureDialog
from desktop.pages.drafts.card import CardView
from desktop.pages.drafts.edits import Verb, carry_out
from desktop.pages.drafts.outline import Outline
from desktop.pages.drafts.trying import Trying
from desktop.pages.page import Page, Question
from desktop.tasks import Asked
from desktop.widgets.buttons import allow, button
from desktop.widgets.elided_box import ElidedBox
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.definitions.locations import Path as Where
from scoring.errors import Refusal
from scoring.services.changes import Change
from scoring.services.definition_compare import VersionComparison, compare_versions
from scoring.services.draft_building import Workbench, workbench
from scoring.services.draft_desk import DraftDesk, draft_card, draft_desk
from scoring.services.draft_slots import NodeCard, Slot
from scoring.services.drafts import (
    DraftHead,
    Edited,
    Kind,
    add_entry,
    choose_kind,
    copy_entry,
    definition_choices,
    draft_heads,
    give,
    move_entry,
    open_draft,
    put_values,
    remove_entry,
    set_names,
    take_away,
    type_text,
)
from scoring.services.rounds import OpenRound
from scoring.services.workplace import Workplace

MEASURE = "Measure"


@dataclass(frozen=True, slots=True)
class _Answer:
    """The drafts there are, the one that is looked at, and the card of one of its entries."""

    heads: tuple[DraftHead, ...]
    desk: DraftDesk | None
    card: NodeCard | None


class DraftsPage(Page):
    """One draft at a time. ``draft`` is its id, ``at`` the path of the entry whose card is shown."""

    key: ClassVar[str] = "drafts"
    shows = frozenset({Change.DRAFTS, Change.DEFINITIONS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.draft = ""
        self.at: Where = ()
        self.shown: DraftDesk | None = None
        self._follows = False
        self._slot: Where | None = None
        self.dialog: BeginDialog | AdoptDraftDialog | ExpressionDialog | MeasureDialog | None = None
        self.heads = ElidedBox()
        self.heads.setObjectName("drafts_list")
        self.heads.setAccessibleName(self.tr("Drafts"))
        self.heads.setSizeAdjustPolicy(ElidedBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.heads.setMinimumContentsLength(12)
        self.heads.setSizePolicy(_kept_room(self.heads))
        self.state = label("", "faint", wrap=True)
        self.state.setObjectName("draft_state")
        self.outline = Outline()
        self.card = CardView()
        self.trying = Trying(desk)
        self.outline.may_edit = self.card.may_edit = not desk.read_only
        self.empty = Empty(
            "amend",
            self.tr("No draft is being worked at"),
            self.tr(
                "Next year's rubric, form, conditions or policy begins as a copy of a version there is. "
                "Change it, see who would move, run its examples, then adopt it."
            ),
            self.tr("New draft…"),
        )
        self.acts = DraftActs(desk, self)
        self._build_buttons()
        self._lay_out()
        self._connect()

    # --- what it shows

    def question(self) -> Question:
        kind, language, wanted, at = self.desk.kind, self.desk.language, self.draft, self.at

        def ask(place: Workplace, _: Asked) -> _Answer:
            opened = place.opened(kind)
            heads = draft_heads(opened, language)
            chosen = next((one.id for one in heads if one.id == wanted), heads[0].id if heads else "")
            if not chosen:
                return _Answer(heads, None, None)
            return _Answer(
                heads, draft_desk(opened, chosen, language), _card(opened, chosen, at if chosen == wanted else (), language)
            )

        return ask

    def show_answer(self, answer: _Answer) -> None:
        self._name_drafts(answer)
        self.shown = answer.desk
        for one in (self.adopt, self.more):
            one.setEnabled(answer.desk is not None)
        if answer.desk is None or answer.card is None:
            self.draft, self.at = "", ()
            self.stack.setCurrentWidget(self.empty)
            return
        head = answer.desk.head
        self.draft = self.trying.draft = head.id
        self.at = answer.card.path
        self._tell_state(answer.desk)
        self.outline.show_outline(answer.desk.outline, self.at)
        self.card.show_card(answer.card, is_measure=answer.card.sort == MEASURE)
        self.trying.show_findings(answer.desk.findings, is_rubric=head.kind is Kind.RUBRIC)
        self.stack.setCurrentWidget(self.desk_area)
        if self._slot is not None:
            self.card.go_to(self._slot)
            self._slot = None

    def arrive(self, visit: Visit) -> None:
        """``target`` a kind of definition: a draft of it is to be begun."""
        if isinstance(visit.target, Kind):
            self.acts.begin(visit.target)

    def _name_drafts(self, answer: _Answer) -> None:
        blocked = QSignalBlocker(self.heads)
        self.heads.clear()
        for one in answer.heads:
            named = self.tr("{0}: {1}, version {2}").format(
                one.kind_label[:1].upper() + one.kind_label[1:], one.title, one.version
            )
            self.heads.addItem(named, one.id)
        if answer.desk is not None:
            self.heads.setCurrentIndex(max(self.heads.findData(answer.desk.head.id), 0))
        self.heads.setVisible(bool(answer.heads))
        blocked.unblock()

    def _tell_state(self, shown: DraftDesk) -> None:
        counted = self.tr("Edits: {0}; errors: {1}, warnings: {2}").format(shown.head.edits, shown.errors, shown.warnings)
        self.state.setText(f"{shown.head.begun_from}　{counted}")
        reason = self.tr("This window only reads the workspace.") if self.desk.read_only else self.tr("Errors stand in the way.")
        allow(self.adopt, shown.adoptable and not self.desk.read_only, reason)

    # --- going from entry to entry

    def _choose_draft(self) -> None:
        self.draft, self.at = str(self.heads.currentData() or ""), ()
        self.ask_again()

    def _go(self, path: Where) -> None:
        """Another entry of the same draft: its card alone."""
        if path == self.at or not self.draft:
            return
        self.at = path
        kind, language, draft = self.desk.kind, self.desk.language, self.draft

        def show(card: NodeCard) -> None:
            if card.path == self.at:
                self.card.show_card(card, is_measure=card.sort == MEASURE)
                if self._slot is not None:
                    self.card.go_to(self._slot)
                    self._slot = None

        self.desk.read(lambda place, _: _card(place.opened(kind), draft, path, language), show, owner=self)

    def _go_to_finding(self, path: Where) -> None:
        self._slot = path
        before = self.at
        self.outline.go_to(path)
        if self.at == before:  # the card is there already
            self.card.go_to(path)
            self._slot = None

    # --- edits

    def _do(self, verb: Verb, *given: object) -> None:
        if self.draft:
            carry_out(self.desk, self.draft, verb, *given, done=self._edited)

    def _edited(self, edited: Edited) -> None:
        """An entry that is new, or stands elsewhere now, is gone to."""
        if self._follows:
            self._follows = False
            self.at = edited.path
            self.ask_again()

    def _add(self, adding: object) -> None:
        self._follows = True
        self._do(add_entry, adding)

    def _copy(self, path: Where) -> None:
        self._follows = True
        self._do(copy_entry, path)

    def _move(self, path: Where, by: int) -> None:
        self._follows = True
        self._do(move_entry, path, by)

    def _build_expression(self, slot: Slot) -> None:
        def show(found: Workbench) -> None:
            if slot.path not in found.slots:
                self.desk.refuse("drafts.cannot_build")
                return
            dialog = ExpressionDialog(slot.label, slot.text, found.slots[slot.path], self.desk.language, self)
            dialog.built.connect(lambda text: self._do(type_text, slot.path, text))
            self._open(dialog)

        self._ask_workbench(show)

    def build_measure(self) -> None:
        """The measure whose card is shown, in the builder."""
        path = self.at

        def show(found: Workbench) -> None:
            if found.bench is None or found.plain is None:
                self.desk.refuse("drafts.cannot_build")
                return
            before = dict(found.plain)
            dialog = MeasureDialog(self.card.title.text(), found, self.desk, self)
            dialog.built.connect(lambda plain: self._do(put_values, path, _differing(before, plain)))
            self._open(dialog)

        self._ask_workbench(show)

    def _ask_workbench(self, show: Callable[[Workbench], None]) -> None:
        kind, draft, path = self.desk.kind, self.draft, self.at
        self.desk.read(lambda place, _: workbench(place.opened(kind), draft, path), show, owner=self)

    # --- the draft as a whole

    def _begun(self, made: str) -> None:
        self.draft, self.at = made, ()
        self.ask_again()

    def ask_adoption(self) -> None:
        """Under which name, version and day."""
        if self.shown is not None:
            self.acts.ask_adoption(self.shown)

    def _ask_file(self) -> None:
        if self.shown is not None:
            self.acts.ask_file(self.shown)

    def _compare(self) -> None:
        """With the version the draft was begun from."""
        kind, language, draft = self.desk.kind, self.desk.language, self.draft
        if draft:
            self.desk.read(
                lambda place, _: _compared(place.opened(kind), draft, language),
                lambda found: self.trying.show_comparison(found) if found is not None else None,
                owner=self,
            )

    def _open(self, dialog: BeginDialog | AdoptDraftDialog | ExpressionDialog | MeasureDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    # --- widgets

    def _build_buttons(self) -> None:
        reads = self.tr("This window only reads the workspace.")
        self.new = button(self.tr("New draft…"), "draft_new", self.acts.begin, icon_name="new")
        self.adopt = button(self.tr("Adopt…"), "draft_adopt", self.ask_adoption, icon_name="good", primary=True)
        self.more = button(self.tr("More"), "draft_more", lambda: None)
        menu = QMenu(self.more)
        menu.addAction(self.tr("Save as a file…"), self._ask_file)
        self.drop_action = menu.addAction(self.tr("Drop this draft"), lambda: self.acts.drop(self.draft))
        self.more.setMenu(menu)
        allow(self.new, not self.desk.read_only, reads)
        self.drop_action.setEnabled(not self.desk.read_only)
        self.empty.button.setEnabled(not self.desk.read_only)

    def _connect(self) -> None:
        said, outline = self.card.said, self.outline
        self.heads.currentIndexChanged.connect(lambda _: self._choose_draft())
        self.empty.wanted.connect(self.acts.begin)
        self.acts.begun.connect(self._begun)
        self.acts.asks.connect(self._open)
        outline.chosen.connect(self._go)
        outline.adding.connect(self._add)
        outline.copied.connect(self._copy)
        outline.moved.connect(self._move)
        outline.removed.connect(partial(self._do, remove_entry))
        said.typed.connect(partial(self._do, type_text))
        said.named.connect(partial(self._do, set_names))
        said.given.connect(partial(self._do, give))
        said.taken.connect(partial(self._do, take_away))
        said.removed.connect(partial(self._do, remove_entry))
        said.kind.connect(partial(self._do, choose_kind))
        said.added.connect(partial(self._do, add_entry))
        said.build.connect(self._build_expression)
        self.card.measure_wanted.connect(self.build_measure)
        self.trying.finding_wanted.connect(self._go_to_finding)
        self.trying.carrier_wanted.connect(lambda uscc: self.desk.visit("score", uscc))
        self.trying.comparison_wanted.connect(self._compare)
        self.desk.refused.connect(lambda _: self.ask_again())  # what was typed and not kept must not go on standing there

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Drafts"), "title"))
        head.addSpacing(12)
        head.addWidget(self.heads, 1)
        for one in (self.new, self.more, self.adopt):
            head.addWidget(one)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.card)
        right.addWidget(self.trying)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        right.setSizes([440, 200])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.outline)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 7)
        split.setSizes([330, 710])
        self.desk_area = QWidget()
        column = QVBoxLayout(self.desk_area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.state)
        column.addWidget(split, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.desk_area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)


def _kept_room(box: QWidget) -> QSizePolicy:
    """As before, and its room stays its own while it is hidden: the buttons beside it keep their places."""
    policy = box.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    return policy


def _card(opened: OpenRound, draft: str, path: Where, language: str) -> NodeCard:
    """The entry at a path, or the nearest above it that has a card."""
    for end in range(len(path), 0, -1):
        try:
            return draft_card(opened, draft, path[:end], language)
        except Refusal:
            continue
    return draft_card(opened, draft, (), language)


def _compared(opened: OpenRound, draft: str, language: str) -> VersionComparison | None:
    one = open_draft(opened, draft)
    base = next((each for each in definition_choices(opened, one.sort, language) if each.hash == one.draft.base), None)
    return compare_versions(opened, base, draft, language) if base is not None else None


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """What the builder changed; None takes a key away."""
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    return changed | {name: None for name in before if name not in after}
