"""One carrier's support as a leaf: the amounts, the clauses policy by policy, what was not cumulated and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.widgets import leaf
from scoring.engine.support import ClauseResult, Eligibility, PolicyResult
from scoring.services.pot_words import capital_words, fen_words
from scoring.services.support_desk import SupportRow

SHADES = {Eligibility.ELIGIBLE: "good", Eligibility.UNKNOWN: "warning", Eligibility.NOT_ELIGIBLE: "faint"}


@dataclass(frozen=True, slots=True)
class SupportLeaves:
    """``all_clauses``: those that are surely not for it too."""

    row: SupportRow
    all_clauses: bool

    def parts(self) -> Iterator[str]:
        """From the amounts to the clauses."""
        one = self.row.whole
        yield leaf.heading(self.row.name)
        yield leaf.lines(self._amounts())
        for label, words, left in one.choices():
            yield leaf.heading(label, 3)
            yield leaf.paragraph(words)
            for text in left:
                yield leaf.paragraph(text, faint=True)
        for policy, title, status in one.policies():
            yield leaf.heading(f"{title}【{status}】" if one.language == "zh" else f"{title} ({status})", 3)
            yield from self._policy(policy)

    def _amounts(self) -> Iterator[tuple[str, str]]:
        one = self.row.whole
        yield QCoreApplication.translate("SupportLeaves", "Grade"), leaf.plain(self.row.grade or "—")
        known = self.row.known
        award = leaf.strong(fen_words(known, one.language))
        if known is not None:
            award += leaf.plain(f"　{one.capitals}")
        yield QCoreApplication.translate("SupportLeaves", "Award"), award
        if one.cut:
            after = leaf.strong(one.after_words)
            if one.after is not None:
                after += leaf.plain(f"　{one.after_capitals}")
            yield QCoreApplication.translate("SupportLeaves", "After the budget"), after
        between = "、" if one.language == "zh" else ", "
        for each in one.budget.clauses:
            if one.cut and each.pots:
                amounts = f"{fen_words(each.before, one.language)} → {fen_words(each.after, one.language)}"
                spelt = capital_words(each.after, one.language)
                yield one.names[each.name], leaf.plain(f"{amounts}　{spelt}　{between.join(each.pots)}")
        if self.row.open:
            yield (
                QCoreApplication.translate("SupportLeaves", "Open"),
                leaf.plain(("；" if one.language == "zh" else "; ").join(self.row.open)),
            )

    def _policy(self, policy: PolicyResult) -> Iterator[str]:
        hidden = 0
        for clause in policy.clauses:
            if clause.outcome is Eligibility.NOT_ELIGIBLE and not self.all_clauses:
                hidden += 1
            else:
                yield from self._clause(clause, policy)
        if hidden:
            words = QCoreApplication.translate("SupportLeaves", "Not for this carrier: {0}").format(hidden)
            yield leaf.paragraph(words, faint=True)

    def _clause(self, clause: ClauseResult, policy: PolicyResult) -> Iterator[str]:
        one, said = self.row.whole, clause.compiled.clause
        yield leaf.paragraph(f"{one.outcome(clause)}　{said.label[one.language]}", shade=SHADES[clause.outcome])
        basis = ((QCoreApplication.translate("SupportLeaves", "Article"), leaf.plain(said.basis[one.language])),)
        yield leaf.lines((*basis, *((name, leaf.plain(text)) for name, text in one.lines(clause, policy))))
