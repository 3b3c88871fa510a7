"""Policies (扶持政策) as a book: those the workspace has adopted and those that come with the program, clause by clause in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from importlib.resources import files
from pathlib import Path

from scoring.definitions.codec import read_toml
from scoring.definitions.periods import Period
from scoring.definitions.policy import Clause, Policy
from scoring.errors import Said
from scoring.messages import say, tell
from scoring.services.days import day_of, minute_of
from scoring.services.policies import FOLDER, PolicyFile, adopt_policy, adopted_policies, kind_for_policy, policy_file
from scoring.services.rounds import OpenRound
from scoring.services.settling import later_policies
from scoring.services.showing_policies import ShownPolicy
from scoring.store import definitions

SOON = 90
"""Days before its end a policy is said to end soon."""


class Standing(Enum):
    """Where a day lies to the days a policy is in force."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ShownClause:
    """``text_is`` says whether the wording is the document's own or a summary; ``is_open`` that something of it is 待定."""

    key: str
    label: str
    basis: str
    beneficiary: str
    text_is: str
    is_open: bool
    lines: tuple[tuple[str, str], ...]

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every one of these stands in it."""
        text = "\n".join((self.label, self.basis, *(text for _, text in self.lines))).casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """An open figure (待定)."""

    key: str
    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """A policy in words. ``warnings`` are sentences about its dates; ``adopted_by`` and ``adopted_on`` are empty for one of ours
    that nobody adopted. ``name`` is that of its file.
    """

    hash: str
    key: str
    version: str
    name: str
    title: str
    status: str
    number: str
    head: str
    period: str
    standing: Standing
    standing_words: str
    warnings: tuple[str, ...]
    is_adopted: bool
    adopted_by: str
    adopted_on: str
    lines: tuple[tuple[str, str], ...]
    clauses: tuple[ShownClause, ...]
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """``beneficiaries`` are those clauses can be filtered by, as (value, words)."""

    policies: tuple[PolicyCard, ...]
    beneficiaries: tuple[tuple[str, str], ...]


def policy_book(kinds: Sequence[OpenRound], *, today: date, language: str = "zh") -> PolicyBook:
    """Adopted ones first, then ours that read a form of the workspace. ``kinds``: the rounds of a year, which end on one day."""
    store, cutoff = kinds[0].store, kinds[0].round.cutoff
    dates = definitions.adoptions(store)
    adopted = adopted_policies(store)
    known = {one.hash for one in adopted}
    late = _late(kinds)
    cards = [_card(one, cutoff, today, language, *dates[one.hash], late=late.get(one.hash, ())) for one in adopted]
    cards += [_card(one, cutoff, today, language) for one in _shipped(kinds) if one.hash not in known]
    found = {each.clause.beneficiary.value for one in (*adopted, *_shipped(kinds)) for each in one.compiled.clauses}
    named = tuple((value, say(f"policies.beneficiary.{value}", {}, language)) for value in sorted(found))
    return PolicyBook(tuple(cards), named)


def _late(kinds: Iterable[OpenRound]) -> dict[str, tuple[Said, ...]]:
    """Policy → the locked rounds it is not for, because it was adopted later."""
    found: dict[str, tuple[Said, ...]] = {}
    for opened in kinds:
        if later := later_policies(opened):
            said = Said("policy_book.after_lock", {"kind": opened.kind(), "day": minute_of(later.locked)})
            for one in later.policies:
                found[one.hash] = (*found.get(one.hash, ()), said)
    return found


def _shipped(kinds: Iterable[OpenRound]) -> tuple[PolicyFile, ...]:
    """Each once, with the form of the workspace it reads."""
    forms = {opened.form.form.key: opened.form.form for opened in kinds}
    folder = files("resources").joinpath(FOLDER)
    found = []
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        text = folder.joinpath(name).read_text("utf-8")
        document, _, _ = read_toml(text, Policy, name)
        if document is not None and document.form in forms:
            file, _ = policy_file(text, name, forms[document.form])
            if file is not None:  # else it reads a newer version of the form
                found.append(file)
    return tuple(found)


def adopt_shipped(kinds: Sequence[OpenRound], name: str, *, actor: str, now: datetime) -> PolicyFile:
    """Adopt one of ours by the name of its file. Raises Refusal where another text has its key and version."""
    return adopt_for(kinds, Path(str(files("resources").joinpath(FOLDER, name))), actor=actor, now=now)


def adopt_for(kinds: Sequence[OpenRound], path: Path, *, actor: str, now: datetime) -> PolicyFile:
    """Adopt a file with the kind whose form it reads. Raises Refusal where it does not fit or has mistakes."""
    return adopt_policy(kind_for_policy(kinds, path), path, actor=actor, now=now)[0]


# Words ----------------------------------------------------------------------------------------------------------------


def _card(
    file: PolicyFile,
    cutoff: date,
    today: date,
    language: str,
    by: str = "",
    at: datetime | None = None,
    *,
    late: Sequence[Said] = (),
) -> PolicyCard:
    shown = ShownPolicy(file, language)
    document, period = file.compiled.document, file.compiled.period
    title = shown.title
    open_keys = {figure.key for figure in document.figures}
    return PolicyCard(
        hash=file.hash,
        key=document.key,
        version=document.version,
        name=file.name,
        title=title["title"],
        status=title["status"],
        number=document.number[language],
        head=title["head"],
        period=_period(period, language),
        standing=standing_on(period, today),
        standing_words=tell(standing_said(period, today), language),
        warnings=tuple(tell(one, language) for one in (*late, *_warnings(period, cutoff, today))),
        is_adopted=at is not None,
        adopted_by=by,
        adopted_on=day_of(at) if at else "",
        lines=tuple(shown.head()),
        clauses=tuple(_clause(one.clause, tuple(lines), open_keys, language) for one, lines in shown.clauses()),
        figures=tuple(ShownFigure(figure.key, words, figure.basis[language]) for figure, words in shown.figures()),
    )


def _clause(clause: Clause, lines: tuple[tuple[str, str], ...], open_keys: set[str], language: str) -> ShownClause:
    quoted = clause.quoted and language == "zh"
    return ShownClause(
        key=clause.key,
        label=clause.label[language],
        basis=clause.basis[language],
        beneficiary=clause.beneficiary.value,
        text_is=say("policies.line.text" if quoted else "policies.line.summary", {}, language),
        is_open=bool(open_keys.intersection(clause.names())),
        lines=lines,
    )


def _period(period: Period, language: str) -> str:
    code = "in_force" if period.last else "in_force_without_end"
    return say(f"policies.{code}", {"first": period.first, "last": period.last}, language)


def standing_on(period: Period, day: date) -> Standing:
    """Whether a policy is in force on a day; the last day is one of its own."""
    if day < period.first:
        return Standing.NOT_YET
    if period.last is None or (period.last - day).days > SOON:
        return Standing.IN_FORCE
    return Standing.ENDS_SOON if day <= period.last else Standing.ENDED


def standing_said(period: Period, day: date) -> Said:
    """The same in words, with the days left where it ends soon."""
    left = (period.last - day).days if period.last else 0
    standing = standing_on(period, day)
    return Said(f"policy_book.standing.{standing.value}", {"first": period.first, "last": period.last, "left": left})


def _warnings(period: Period, cutoff: date, today: date) -> list[Said]:
    """What a person must know before relying on it: at the end of the round's data, and today."""
    found = []
    if not period.holds(cutoff):
        code = "not_yet_at_cutoff" if cutoff < period.first else "ended_at_cutoff"
        found.append(Said(f"policy_book.{code}", {"cutoff": cutoff, "first": period.first, "last": period.last}))
    if standing_on(period, today) is not Standing.IN_FORCE:
        found.append(standing_said(period, today))
    return found
