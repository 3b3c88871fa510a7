"""Inquiries (否决事项征询): which department was asked about which rules and carriers, and what it answered.

A reply is one letter: it may answer for many carriers and rules at once, and a later one replaces it where it speaks of the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from scoring.definitions.grading import Limit, Veto
from scoring.definitions.tree import Tree, names
from scoring.errors import Refusal
from scoring.services.deeds import Known, matters, needed, one_matter, short, write
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier
from scoring.store.decisions import Act, Matter

ASKED, REPLIED = "asked", "replied"


class Answer(StrEnum):
    """无; 有."""

    NONE = "none"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A veto or limit as it was called when the department was asked."""

    key: str
    zh: str
    en: str

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Reply:
    """What a department said of one carrier and rule. ``day`` and ``document``: of its letter; ``by`` registered it."""

    answer: Answer
    text: str
    day: str
    document: str
    by: str
    at: datetime
    act: str


@dataclass(frozen=True)
class Inquiry:
    """``replies``: (统一社会信用代码, rule's key) → what was answered last; what is not among them is still unanswered."""

    id: str
    department: str
    day: str
    document: str
    rules: tuple[AskedRule, ...]
    carriers: tuple[str, ...]
    replies: Mapping[tuple[str, str], Reply]
    by: str
    at: datetime
    acts: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return short(self.id)

    @cached_property
    def unanswered(self) -> tuple[tuple[str, str], ...]:
        """(统一社会信用代码, rule's key) of what the department still owes."""
        wanted = ((uscc, rule.key) for uscc in self.carriers for rule in self.rules)
        return tuple(one for one in wanted if one not in self.replies)

    @cached_property
    def found(self) -> tuple[tuple[str, str], ...]:
        """Where the answer was 有."""
        return tuple(one for one, reply in self.replies.items() if reply.answer is Answer.FOUND)

    def rule(self, key: str) -> AskedRule:
        return next(one for one in self.rules if one.key == key)


def askable(opened: OpenRound) -> tuple[Veto | Limit, ...]:
    """The vetoes and limits of the rubric that look at the carrier's record: of points no department knows."""
    grading = opened.rubric.grading
    rules: list[tuple[Veto | Limit, Tree]] = [*grading.vetoes, *grading.limits]
    return tuple(rule for rule, tree in rules if set(names(tree)) - grading.figures.keys())


def inquiries(opened: OpenRound, known: Known = None) -> tuple[Inquiry, ...]:
    """Every inquiry of the round, the oldest first."""
    return tuple(_inquiry(acts) for acts in matters(opened, Matter.INQUIRY, known))


def _inquiry(acts: Sequence[Act]) -> Inquiry:
    first, content = acts[0], acts[0].content
    rules = tuple(AskedRule(one["key"], one["zh"], one["en"]) for one in content["rules"])
    replies = {place: reply for one in acts[1:] for place, reply in _replies(one)}
    return Inquiry(
        id=first.id,
        department=content["department"],
        day=content["day"],
        document=content["document"],
        rules=rules,
        carriers=tuple(content["carriers"]),
        replies=replies,
        by=first.actor,
        at=first.at,
        acts=tuple(one.id for one in acts),
    )


def _replies(act: Act) -> Iterator[tuple[tuple[str, str], Reply]]:
    said = act.content
    reply = Reply(Answer(said["answer"]), said["text"], said["day"], said["document"], act.actor, act.at, act.id)
    for uscc, key in said["about"]:
        yield (uscc, key), reply


# The verbs ------------------------------------------------------------------------------------------------------------


def ask(
    opened: OpenRound,
    *,
    department: str,
    day: date,
    document: str = "",
    rules: Sequence[str] = (),
    carriers: Sequence[Carrier] = (),
    actor: str,
    now: datetime,
) -> Act:
    """Register an inquiry: about these rules (none named: all that can be asked), these carriers (none named: everybody).

    Raises Refusal: no department, no such rule, nothing to ask about, nobody on the list.
    """
    with opened.store.writing():
        known = askable(opened)
        if not known:
            raise Refusal("decide.nothing_to_ask", rubric=opened.rubric.rubric.title["zh"])
        wanted = [_rule(known, one) for one in dict.fromkeys(rules)] or list(known)
        whom = [one.uscc for one in carriers or opened.participants()]
        if not whom:
            raise Refusal("decide.nobody_to_ask")
        content = {
            "department": needed("decide.department_needed", department),
            "day": day,
            "document": document.strip(),
            "rules": [{"key": one.key, "zh": one.label.zh, "en": one.label["en"]} for one in wanted],
            "carriers": list(dict.fromkeys(whom)),
        }
        return write(opened, Matter.INQUIRY, ASKED, content, actor=actor, now=now)


def _rule(known: Sequence[Veto | Limit], wanted: str) -> Veto | Limit:
    """By its key or label, or a part of the label that only one has."""
    text = wanted.strip()
    found = [one for one in known if text in (one.key, one.label.zh, one.label["en"])]
    found = found or [one for one in known if text and (text in one.label.zh or text.casefold() in one.label["en"].casefold())]
    if len(found) != 1:
        raise Refusal("decide.no_such_rule", wanted=wanted, known=[{"zh": one.label.zh, "en": one.label["en"]} for one in known])
    return found[0]


def reply(
    opened: OpenRound,
    wanted: str,
    *,
    answer: Answer,
    text: str = "",
    day: date,
    document: str = "",
    rules: Sequence[str] = (),
    carriers: Sequence[Carrier] = (),
    actor: str,
    now: datetime,
) -> Act:
    """Register what a department answered. No rule named: all of the inquiry; no carrier named: all that are unanswered.

    有 is said of carriers by name and with the department's words. Raises Refusal: no such inquiry, rule or carrier in it.
    """
    with opened.store.writing():
        inquiry = _inquiry(one_matter(opened, Matter.INQUIRY, wanted))
        keys = [rule_in(inquiry, one) for one in dict.fromkeys(rules)] or [one.key for one in inquiry.rules]
        if answer is Answer.FOUND and not carriers:
            raise Refusal("decide.found_of_whom")
        for one in carriers:
            if one.uscc not in inquiry.carriers:
                raise Refusal("decide.not_asked_about", carrier=one.name, number=inquiry.number)
        whom = [one.uscc for one in carriers]
        about = [[uscc, key] for uscc in whom for key in keys] or [list(one) for one in inquiry.unanswered if one[1] in keys]
        if not about:
            raise Refusal("decide.all_answered", number=inquiry.number)
        words = needed("decide.found_needs_words", text) if answer is Answer.FOUND else text.strip()
        content = {"answer": answer.value, "about": about, "text": words, "day": day, "document": document.strip()}
        return write(opened, Matter.INQUIRY, REPLIED, content, about=inquiry.id, actor=actor, now=now)


def rule_in(inquiry: Inquiry, wanted: str) -> str:
    """The key of a rule asked about, by its key or name, or a part of the name that only one has. Raises Refusal."""
    text = wanted.strip()
    found = [one for one in inquiry.rules if text in (one.key, one.zh, one.en)]
    found = found or [one for one in inquiry.rules if text and (text in one.zh or text.casefold() in one.en.casefold())]
    if len(found) != 1:
        raise Refusal("decide.no_such_rule", wanted=wanted, known=[{"zh": one.zh, "en": one.en} for one in inquiry.rules])
    return found[0].key
