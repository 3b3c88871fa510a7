"""What is asked in dialogs: the value of an open matter, which grades meet a document's words, budgets and how they are shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.decide.announcing import ask_announcement
from desktop.pages.support.edits import withdrawing
from desktop.pages.support.pot_dialog import BasisDialog, PotDialog, RuleDialog
from desktop.pages.support.settle_dialog import Asked, SettleDialog
from scoring.services.grade_mapping import GradeMapping
from scoring.services.pot_words import ShownPot
from scoring.services.support_desk import SettledLine, SupportPage, SupportRow
from scoring.services.support_open import FIGURE, OpenItem


class Asking(QObject):
    """``shown`` and ``current`` of the page: all of it, and the carrier in view."""

    def __init__(
        self, desk: Desk, page: QWidget, shown: Callable[[], SupportPage], current: Callable[[], SupportRow | None]
    ) -> None:
        super().__init__(page)
        self._desk, self._page, self._shown, self._current = desk, page, shown, current

    def settle(self, item: OpenItem) -> None:
        """Ask for the value of an open matter; the day the result was announced is a fact of the round."""
        if item.is_announcement:
            if (known := self._shown().announcing) is not None:
                ask_announcement(self._desk, known, self._page)
            return
        mapping = self._mapping(item.policy, item.key) if item.about_grades else None
        asked = Asked(
            policy=item.policy,
            title=item.title,
            matter=item.matter.value,
            key=item.key,
            label=item.label,
            hint=item.hint,
            whose=tuple(self._whose(item)),
            mapping=mapping,
            clauses=item.clauses,
        )
        SettleDialog(self._desk, asked, self._page).open()

    def _whose(self, item: OpenItem) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For whom it may be settled; the carrier in view first where it is one of them."""
        current = self._current()
        here = current.uscc if current else ""
        one_by_one = [(name, (uscc,)) for uscc, name in sorted(item.carriers, key=lambda one: one[0] != here)]
        if not item.each:
            yield item.whose, ()
            if item.may_be_one:
                yield from ((self.tr("Only {0}").format(name), codes) for name, codes in one_by_one)
            return
        yield from one_by_one
        if len(one_by_one) > 1:
            yield (
                self.tr("All {0} carriers for whom it is open").format(len(one_by_one)),
                tuple(uscc for uscc, _ in item.carriers),
            )

    def settle_again(self, line: SettledLine) -> None:
        """Another value in the place of one that was settled."""
        mapping = self._mapping(line.policy, line.key) if line.matter.value == FIGURE else None
        whose = ((line.whose, (line.uscc,) if line.uscc else ()),)
        asked = Asked(line.policy, line.title, line.matter.value, line.key, line.label, "", whose, line.value, mapping)
        SettleDialog(self._desk, asked, self._page).open()

    def confirm(self, one: GradeMapping) -> None:
        """Which grades meet a document's words."""
        value = one.settled.value if one.settled else ""
        asked = Asked(one.policy, one.title, FIGURE, one.figure, one.label, "", (("", ()),), value, one)
        SettleDialog(self._desk, asked, self._page).open()

    def _mapping(self, policy: str, figure: str) -> GradeMapping | None:
        return next((one for one in self._shown().mappings if (one.policy, one.figure) == (policy, figure)), None)

    def ask_pot(self, known: ShownPot | None) -> None:
        """A new budget, or a change of one."""
        PotDialog(self._desk, self._shown(), known, self._page).open()

    def ask_rule(self, one: ShownPot) -> None:
        """How a budget is shared."""
        RuleDialog(self._desk, one, self._page).open()

    def ask_withdrawal(self, one: ShownPot) -> None:
        """Why a budget is taken back."""
        name = one.pot.name
        title = self.tr("Withdraw the budget {0}").format(name)
        told = self.tr("Amounts are then what they were without it. It stays on record.")
        dialog = BasisDialog(self._desk, "withdraw_dialog", title, told, self.tr("Withdraw"), self._page)

        def agreed() -> None:
            if basis := dialog.given():
                self._desk.do(withdrawing(self.tr("withdrawing the budget {0}").format(name), self._desk.kind, name, basis))
                dialog.accept()

        dialog.agreed.connect(agreed)
        dialog.open()
