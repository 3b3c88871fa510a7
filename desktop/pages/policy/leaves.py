"""What a policy says, as a leaf: its dates, its clauses with their articles, and the figures it leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.widgets import leaf
from scoring.services.policy_book import PolicyCard, ShownClause


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which clauses somebody wants to see."""

    words: tuple[str, ...] = ()
    beneficiary: str = ""
    only_open: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return not (self.words or self.beneficiary or self.only_open)

    def holds(self, one: ShownClause) -> bool:
        """Whether it lets a clause through."""
        wanted = not self.beneficiary or one.beneficiary == self.beneficiary
        return wanted and (one.is_open or not self.only_open) and one.holds(self.words)


@dataclass(frozen=True, slots=True)
class PolicyLeaves:
    """One policy; its clauses through a sieve."""

    card: PolicyCard
    sieve: Sieve

    def parts(self) -> Iterator[str]:
        """From the head to the open figures."""
        card = self.card
        yield leaf.heading(card.title)
        yield leaf.paragraph(f"{card.head}　{card.status}", faint=True)
        for words in card.warnings:
            yield leaf.paragraph(words, shade="warning")
        adopted = QCoreApplication.translate("PolicyLeaves", "Adopted {0} by {1}, from {2}")
        ours = QCoreApplication.translate("PolicyLeaves", "Comes with the program ({2}); not adopted yet")
        said = (adopted if card.is_adopted else ours).format(card.adopted_on, card.adopted_by, card.name)
        yield leaf.paragraph(f"{said}　SHA-256 {card.hash}", faint=True)
        yield leaf.lines((name, leaf.plain(text)) for name, text in card.lines)
        for one in card.clauses:
            if self.sieve.holds(one):
                yield from self._clause(one)
        if card.figures and not self.sieve.words:
            yield from self._figures()

    def _clause(self, one: ShownClause) -> Iterator[str]:
        yield leaf.heading(one.label, 3)
        yield leaf.paragraph(f"{one.basis}　{self._marks(one)}", faint=True)
        yield leaf.lines((name, leaf.plain(text)) for name, text in one.lines)

    def _marks(self, one: ShownClause) -> str:
        open_ = QCoreApplication.translate("PolicyLeaves", "with open figures")
        return "　".join((one.text_is, *([open_] if one.is_open else ())))

    def _figures(self) -> Iterator[str]:
        titles = (
            QCoreApplication.translate("PolicyLeaves", "Open figure"),
            QCoreApplication.translate("PolicyLeaves", "Basis"),
        )
        yield leaf.heading(QCoreApplication.translate("PolicyLeaves", "Open figures"), 3)
        yield leaf.paragraph(
            QCoreApplication.translate(
                "PolicyLeaves", "The text names no number here, or leaves it to the district. Nothing is filled in."
            ),
            faint=True,
        )
        yield leaf.cells(titles, [(leaf.plain(one.words), leaf.plain(one.basis)) for one in self.card.figures], (70, 30))
