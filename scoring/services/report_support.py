"""The support page of a report: what was decided for the carrier, worked out again from what the decision rests on."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.support import Eligibility
from scoring.messages import say
from scoring.papers.facts import ClauseFacts, SupportFacts
from scoring.services.days import CHINA
from scoring.services.deciding import Decided
from scoring.services.rounds import OpenRound
from scoring.services.support import CarrierSupport
from scoring.services.support_kept import support_as_decided
from scoring.store.support_results import SupportResult


class SupportPages:
    """The support pages of a run: the decision is worked out again once for each language."""

    def __init__(self, opened: OpenRound, decided: Decided) -> None:
        self._opened, self._kept = opened, decided.support
        self._known: dict[str, Mapping[str, CarrierSupport]] = {}

    def of(self, uscc: str, language: str) -> SupportFacts | None:
        """One carrier's; None where nothing was decided, or nothing about this one.

        Raises Refusal where the decision does not come out the same again.
        """
        if self._kept is None:
            return None
        if language not in self._known:
            found = support_as_decided(self._opened, self._kept, language)
            self._known[language] = {one.carrier.uscc: one for one in found.carriers}
        own = self._known[language].get(uscc)
        return support_facts(own, self._kept, language) if own is not None else None


def support_facts(one: CarrierSupport, kept: SupportResult, language: str) -> SupportFacts:
    """One carrier's page."""

    def line(code: str, /, **facts: object) -> str:
        return say(f"aid.page.{code}", facts, language)

    amounts = [(line("total"), line("money", figure=one.total, capitals=one.capitals))]
    if one.cut:
        amounts.append((line("after"), line("money", figure=one.after_words, capitals=one.after_capitals)))
    if one.support.open:
        amounts.append((line("pending"), line("pending_words")))
    clauses, refused = [], []
    for policy, title, status in one.policies():
        for clause in policy.clauses:
            label = clause.compiled.clause.label[language]
            if clause.outcome is Eligibility.NOT_ELIGIBLE:
                refused.append(label)
                continue
            of = line("policy", title=title, status=status, basis=clause.compiled.clause.basis[language])
            lines = tuple(one.lines(clause, policy))
            clauses.append(ClauseFacts(policy=of, label=label, outcome=one.outcome(clause), lines=lines))
    choices: list[str] = []
    for label, words, left in one.choices():
        choices += [line("choice", label=label, words=words), *left]
    return SupportFacts(
        basis=line("basis", day=kept.at.astimezone(CHINA).date(), basis=kept.basis),
        amounts=tuple(amounts),
        clauses=tuple(clauses),
        choices=tuple(choices),
        refused=line("refused", clauses=refused) if refused else "",
    )
