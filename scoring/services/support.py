"""Support for the carriers of a round under the adopted policies: what each may get, on which ground, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from scoring.engine.budget import Budget, CarrierBudget, Claimant, PotOutcome, budget
from scoring.engine.capitals import capitals
from scoring.engine.overlap import Choice, Name
from scoring.engine.support import Check, ClauseResult, PolicyResult, Support
from scoring.engine.support_words import (
    award_words,
    borne_words,
    ceiling_words,
    check_words,
    choice_words,
    clause_lines,
    left_words,
    money_words,
    outcome_words,
    worked_words,
)
from scoring.errors import Refusal
from scoring.messages import say
from scoring.progress import SILENT, Progress
from scoring.services.days import day_of
from scoring.services.pots import pot_rules
from scoring.services.quiet import quietly
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.services.support_ground import SOON_DAYS, Entitled, Ground, Inputs, announced_document, ground_on, inputs_now
from scoring.services.support_memory import SupportMemory
from scoring.store.carriers import Carrier


@dataclass(frozen=True, slots=True)
class CarrierSupport:
    """One carrier's support; words are made in ``language``."""

    carrier: Carrier
    grade: str | None
    support: Support
    language: str
    spoken: Mapping[str, str]
    """Answers and grades of the form and the rubric in the language."""
    entitled: Entitled
    budget: CarrierBudget
    """After the budget pots; without a pot as before."""
    spelt: bool = True
    """Whether every clause's amounts are in 大写 too; decisions of before are printed as they were."""

    @property
    def names(self) -> dict[Name, str]:
        """(Policy, clause) → how it is called."""
        return {
            (policy.key, one.key): one.compiled.clause.label[self.language]
            for policy in self.support.policies
            for one in policy.clauses
        }

    def policies(self) -> Iterator[tuple[PolicyResult, str, str]]:
        """Each policy with its title and status."""
        for one in self.support.policies:
            document = one.compiled.document
            yield one, document.title[self.language], document.status[self.language]

    def outcome(self, one: ClauseResult) -> str:
        """可以享受, 不能享受, 尚不能确定."""
        return outcome_words(one.outcome, self.language)

    def lines(self, one: ClauseResult, policy: PolicyResult) -> Iterator[tuple[str, str]]:
        """What there is to say of a clause."""
        yield from clause_lines(one, policy.compiled, self.language, self.spoken, spelt=self.spelt)

    def choices(self) -> Iterator[tuple[str, str, list[str]]]:
        """Of each matter its name, what is taken, and what stood back."""
        names, labels = self.names, self._labels()
        for choice in self.support.choices:
            left = [left_words(each, names, self._titles(), self.language) for each in choice.left]
            yield labels[choice.key], choice_words(choice, names, self.language, spelt=self.spelt), left

    def _titles(self) -> dict[str, str]:
        return {each.compiled.document.key: each.compiled.document.title[self.language] for each in self.support.policies}

    def _labels(self) -> dict[str, str]:
        return {key: one.label[self.language] for each in self.support.policies for key, one in each.compiled.overlaps.items()}

    @property
    def total(self) -> str:
        return money_words(self.support.total, self.language)

    @property
    def capitals(self) -> str:
        """The total in 大写, as papers carry it beside the figures."""
        return capitals(self.support.total)

    @property
    def after(self) -> int | None:
        """The total after the budget pots (分); None: 待定, a pot is not shared yet."""
        return self.budget.after

    @property
    def after_words(self) -> str:
        return money_words(self.after, self.language) if self.after is not None else say("aid.open", {}, self.language)

    @property
    def after_capitals(self) -> str:
        """In 大写; 待定 where it is."""
        return capitals(self.after) if self.after is not None else say("aid.open", {}, self.language)

    @property
    def cut(self) -> bool:
        """Whether a pot took something away, or may."""
        return self.after != self.support.total

    def document(self) -> dict[str, object]:
        """Of the answer of ``fuping support --json``: money in whole 分 beside the words."""
        names, labels = self.names, self._labels()
        return {
            "carrier": self.carrier.name,
            "uscc": self.carrier.uscc,
            "grade": self.grade,
            "total": self.support.total,
            "shown": self.total,
            "capitals": self.capitals,
            "open": self.support.open,
            "after_budget": {
                "amount": self.after,
                "shown": self.after_words,
                "capitals": self.after_capitals,
                "clauses": [
                    {
                        "clause": list(one.name),
                        "before": one.before,
                        "after": one.after,
                        "capitals": _capitals(one.after),
                        "pots": list(one.pots),
                        "borne": [_borne(payer, amount) for payer, amount in one.borne.items()],
                    }
                    for one in self.budget.clauses
                ],
            },
            "policies": [self._policy(*one) for one in self.policies()],
            "choices": [self._choice(one, names, labels[one.key]) for one in self.support.choices],
        }

    def _policy(self, one: PolicyResult, title: str, status: str) -> dict[str, object]:
        return {"key": one.key, "title": title, "status": status, "clauses": [self._clause(each, one) for each in one.clauses]}

    def _clause(self, one: ClauseResult, policy: PolicyResult) -> dict[str, object]:
        clause, given, language = one.compiled.clause, one.award, self.language
        return {
            "key": clause.key,
            "label": clause.label[language],
            "basis": clause.basis[language],
            "outcome": one.outcome.value,
            "checks": [
                {
                    "asks": check.asking.value,
                    "key": check.key or None,
                    "outcome": check.outcome.value,
                    "why": check.why.value if check.why else None,
                    "years": [_year(year, check, language) for year in check.years],
                    "shown": check_words(check, one, policy.compiled, language, self.spoken) or None,
                }
                for check in one.checks
            ],
            "ends": one.ends.isoformat() if one.ends else None,
            "worked": worked_words(one, policy.compiled, language, self.spoken) or None,
            "ceiling": {
                "amount": given.ceiling if given else None,
                "capitals": _capitals(given.ceiling if given else None),
                "shown": ceiling_words(one, language) or None,
            },
            "award": {
                "amount": given.amount if given else None,
                "capitals": _capitals(given.amount if given else None),
                "from": given.source.value if given else None,
                "pending": given.decided if given else None,
                "shown": award_words(one, policy.compiled, language) or None,
            },
            "shares": {
                "borne": [_borne(each.share.key, each.amount) for each in one.borne],
                "shown": borne_words(one, policy.compiled, language) or None,
            },
        }

    def _choice(self, one: Choice, names: dict[Name, str], label: str) -> dict[str, object]:
        return {
            "key": one.key,
            "label": label,
            "state": one.state.value,
            "taken": [list(each.name) for each in one.taken],
            "open": [list(each.name) for each in one.open],
            "award": one.award,
            "capitals": capitals(one.award),
            "tied": one.tied,
            "not_cumulated": [
                {
                    "clause": list(each.name),
                    "award": each.award,
                    "behind": list(each.behind),
                    "by": each.by,
                    "shown": left_words(each, names, self._titles(), self.language),
                }
                for each in one.left
            ],
            "shown": choice_words(one, names, self.language),
        }


def _capitals(fen: int | None) -> str | None:
    return None if fen is None else capitals(fen)


def _borne(payer: str, fen: int | None) -> dict[str, object]:
    return {"payer": payer, "amount": fen, "capitals": _capitals(fen)}


def _year(year: int, check: Check, language: str) -> dict[str, object]:
    """A year in which it was given before, and the decision of an earlier round that says so; null: it was written down."""
    cited = next((one for one in check.cited if one.year == year), None)
    decided = {"round": cited.round[language], "day": cited.day.isoformat(), "basis": cited.basis} if cited else None
    return {"year": year, "decided": decided}


@dataclass(frozen=True, slots=True)
class RoundSupport:
    """Everybody's support, with the pots shared among all of them."""

    ground: Ground
    carriers: tuple[CarrierSupport, ...]
    budget: Budget
    language: str

    @property
    def inputs(self) -> Inputs:
        return self.ground.inputs

    @property
    def pots(self) -> tuple[PotOutcome, ...]:
        return self.budget.pots

    @property
    def names(self) -> dict[str, str]:
        """统一社会信用代码 → name."""
        return {one.carrier.uscc: one.carrier.name for one in self.carriers}

    def rests_on(self) -> str:
        """Which figures these are: the sealed run by its number and day, or the live score."""
        run = self.inputs.run
        if run is None:
            return say("aid.rests_on_live", {}, self.language)
        number = receipt_number(run.receipt_hash, self.ground.opened.round.assessment_year)
        return say("aid.rests_on_run", {"number": number, "day": day_of(run.sealed_at)}, self.language)

    def announced_words(self) -> str:
        """When the result was announced, or that nobody has entered it; empty where no policy goes by that day."""
        told = announced_document(self.inputs)
        if not told:
            return ""
        day, since = self.inputs.announced.day, self.inputs.announced.since
        code = "announced" if day else "not_announced" if since else "not_announced_nor_sealed"
        return say(f"aid.rests_on_{code}", {"day": day, "since": since}, self.language)

    def of(self, carriers: Sequence[Carrier]) -> tuple[CarrierSupport, ...]:
        """Those asked for, in their order. Raises Refusal where one has no result."""
        known = {one.carrier.no: one for one in self.carriers}
        for carrier in carriers:
            if carrier.no not in known:
                run = self.inputs.run
                raise Refusal("aid.not_in_run" if run else "services.no_return", carrier=carrier.name)
        return tuple(known[carrier.no] for carrier in carriers)


def support_round(
    opened: OpenRound,
    carriers: Sequence[Carrier] | None = None,
    *,
    language: str = "zh",
    now: datetime,
    soon: int = SOON_DAYS,
    look: bool = False,
) -> tuple[CarrierSupport, ...]:
    """Every carrier that has a result, or those given, by the youngest sealed run; by the live score to ``look``, or where there is none.

    Raises Refusal: no policy for the round, or a carrier without a result.
    """
    found = round_support(opened, language=language, now=now, soon=soon, look=look)
    return found.of(carriers) if carriers is not None else found.carriers


def round_support(
    opened: OpenRound,
    *,
    language: str = "zh",
    now: datetime,
    soon: int = SOON_DAYS,
    look: bool = False,
    listed: bool = False,
    progress: Progress = SILENT,
    memory: SupportMemory | None = None,
) -> RoundSupport:
    """Everybody's support and what the budget pots leave of it; ``listed``: as of ``inputs_now``.

    Raises Refusal where no policy was adopted for the round's form.
    """
    scored = partial(memory.scored, progress) if memory is not None and memory.scored is not None else None
    inputs = inputs_now(opened, now=now, soon=soon, look=look, listed=listed, scored=scored)
    return support_on(opened, inputs, language, progress, memory)


def support_on(
    opened: OpenRound,
    inputs: Inputs,
    language: str = "zh",
    progress: Progress = SILENT,
    memory: SupportMemory | None = None,
) -> RoundSupport:
    """The same from everything it rests on; ``memory``: what was worked out before on the same facts is taken from it."""
    with quietly(len(inputs.entitled)):
        return _support_on(opened, inputs, language, progress, memory or SupportMemory())


def _support_on(opened: OpenRound, inputs: Inputs, language: str, progress: Progress, memory: SupportMemory) -> RoundSupport:
    ground = ground_on(opened, inputs, memory.plans(opened, inputs.policies))
    found: list[tuple[Entitled, Support]] = []
    for done, one in enumerate(inputs.entitled):
        progress.step(done, len(inputs.entitled), one.carrier.name)
        found.append((one, memory.support(one.carrier.no, ground.cases(one))))
    claimants = [Claimant(one.carrier.uscc, support, one.rank, one.points) for one, support in found]
    shared = budget(pot_rules([plan.compiled for plan in ground.plans], inputs.pots), claimants)
    words = spoken(opened, language)
    carriers = tuple(
        CarrierSupport(
            carrier=one.carrier,
            grade=words.get(one.grade, one.grade) if one.grade else None,
            support=support,
            language=language,
            spoken=words,
            entitled=one,
            budget=shared.carriers[one.carrier.uscc],
            spelt=inputs.edition > 1,
        )
        for one, support in found
    )
    progress.step(len(found), len(found))
    return RoundSupport(ground, carriers, shared, language)


def spoken(opened: OpenRound, language: str) -> dict[str, str]:
    """Answer or grade → its words."""
    form = opened.form.form
    choices = (choice for field in form.table(form.record).fields for choice in form.choices(field))
    answers = {choice.code: choice.en for choice in choices if choice.en} if language == "en" else {}
    return answers | {level.name.zh: level.name[language] for level in opened.rubric.rubric.grades}
