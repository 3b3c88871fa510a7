"""预算: what each budget is for, the three ways of sharing side by side, and everybody's share with its arithmetic."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.widgets.buttons import button
from desktop.widgets.empty import Empty
from desktop.widgets.leaf import Leaf, heading, paragraph
from desktop.widgets.table import Table
from scoring.engine.sharing import SharingRule
from scoring.messages import say
from scoring.services.names import sort_key
from scoring.services.pot_words import RuleLine, ShareLine, ShownPot, both_words, yuan_words


class _Row:
    """One carrier's share, and what it would be the other ways."""

    __slots__ = ("compared", "share")

    def __init__(self, share: ShareLine, compared: RuleLine) -> None:
        self.share, self.compared = share, compared


class PotsPanel(QWidget):
    """Signals: ``wants_pot`` with the one to change (None: a new one), ``wants_rule`` and ``wants_withdrawal`` with the one in view."""

    wants_pot = Signal(object)
    wants_rule = Signal(object)
    wants_withdrawal = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pots: tuple[ShownPot, ...] = ()
        self.choice = QComboBox()
        self.choice.setObjectName("pots")
        self.choice.setAccessibleName(self.tr("Budget"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.new = button(self.tr("New budget…"), "new_pot", lambda: self.wants_pot.emit(None))
        self.change = button(self.tr("Change…"), "change_pot", lambda: self.wants_pot.emit(self.current))
        self.rule = button(self.tr("Choose the way of sharing…"), "choose_rule", lambda: self.wants_rule.emit(self.current))
        self.withdraw = button(self.tr("Withdraw…"), "withdraw_pot", lambda: self.wants_withdrawal.emit(self.current))
        self.model = RowsModel(self._columns(), parent=self)
        self.table = Table(self.model, desk.settings, name="support_shares", label=self.tr("Shares, the three ways side by side"))
        self.table.when_empty = self.tr("Nobody claims anything of this budget.")
        self.leaf = Leaf(self.tr("How this budget is shared"))
        self.leaf.setObjectName("pot_leaf")
        self.none = Empty(
            "support",
            self.tr("No budget"),
            self.tr(
                "Without one everybody gets what is proposed. With one that does not suffice, shares are worked out here in the open."
            ),
            self.tr("New budget…"),
        )
        self.none.button.setObjectName("first_pot")
        self.none.wanted.connect(lambda: self.wants_pot.emit(None))
        self._lay_out()
        self.choice.currentIndexChanged.connect(lambda _: self._show())
        self.table.chosen.connect(lambda _: self._tell())

    @property
    def current(self) -> ShownPot | None:
        """The budget in view."""
        row = self.choice.currentIndex()
        return self._pots[row] if 0 <= row < len(self._pots) else None

    def show_pots(self, pots: tuple[ShownPot, ...]) -> None:
        name = self.choice.currentText()
        self._pots = ()
        self.choice.clear()
        self._pots = pots
        self.choice.addItems([one.pot.name for one in pots])
        self.choice.setCurrentIndex(max(self.choice.findText(name), 0) if pots else -1)
        self.stack.setCurrentWidget(self.full if pots else self.none)
        read_only = self.tr("Read only: the workspace is open elsewhere") if self._desk.read_only else ""
        for one in (self.new, self.change, self.rule, self.withdraw, self.none.button):
            one.setEnabled(not read_only)
            one.setToolTip(read_only)
        self._show()

    def _show(self) -> None:
        one = self.current
        before = self.table.current_row()
        key = before.share.uscc if isinstance(before, _Row) else ""
        rows = [_Row(*both) for both in zip(one.lines, one.compared, strict=True)] if one else []
        self.model.show(rows)
        self.table.fit()
        index = self.model.index_of(lambda row: row.share.uscc == key)
        self.table.go_to(index if index.isValid() else self.model.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        one, row = self.current, self.table.current_row()
        if one is None:
            self.leaf.clear()
            return
        parts = [paragraph(f"{one.covers}　{one.payer}"), paragraph(f"{one.amount}　{one.capitals}")]
        parts += [
            paragraph(text, shade="warning" if number == len(one.summary) - 1 and one.provisional else "")
            for number, text in enumerate(one.summary)
        ]
        parts.append(paragraph(self.tr("Basis: {0}").format(one.pot.facts.basis), faint=True))
        if isinstance(row, _Row):
            parts.append(heading(row.share.name, 3))
            parts.append(paragraph(f"{row.share.shown}　{row.share.capitals}"))
            if row.share.how:
                parts.append(paragraph(row.share.how))
        for waiting in one.open:
            parts.append(paragraph(self.tr("Open: {0} ({1})").format(waiting.name, "、".join(waiting.clauses)), faint=True))
        self.leaf.show_parts(parts)

    def _columns(self) -> tuple[Column[_Row], ...]:
        language = self._desk.language

        def under(rule: SharingRule) -> Column[_Row]:
            def chosen(_: _Row) -> bool:
                one = self.current
                return one is not None and one.pot.facts.rule == rule.value

            def words(row: _Row) -> str:
                amount = row.compared.amounts[rule]
                return "—" if amount is None else yuan_words(amount, language)

            return Column(
                say(f"pots.rule_short.{rule.value}", {}, language),
                words,
                key=lambda row: row.compared.amounts[rule],
                align=RIGHT,
                bold=chosen,
                hint=lambda row: both_words(row.compared.amounts[rule], language),
            )

        return (
            Column(self.tr("Carrier"), lambda row: row.share.name, key=lambda row: sort_key(row.share.name), width=10, least=6),
            Column(self.tr("Rank"), lambda row: str(row.share.rank or ""), key=lambda row: row.share.rank, align=RIGHT),
            Column(
                self.tr("Award (CNY)"),
                lambda row: yuan_words(row.share.wanted, language),
                key=lambda row: row.share.wanted,
                align=RIGHT,
                hint=lambda row: both_words(row.share.wanted, language),
            ),
            *map(under, SharingRule),
        )

    def _lay_out(self) -> None:
        self.full = QWidget()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.choice, 1)
        first.addWidget(self.new)
        for one in (self.rule, self.change, self.withdraw):
            second.addWidget(one)
        second.addStretch(1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.leaf)
        both.setChildrenCollapsible(False)
        both.setSizes([260, 280])
        column = QVBoxLayout(self.full)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(both, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.full)
        self.stack.addWidget(self.none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
