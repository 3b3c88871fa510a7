"""Everything the page about support shows of a round, worked out at once: carriers, what is open, what was settled, budgets, decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.engine.budget import still_open, taken
from scoring.errors import Refusal, Said
from scoring.messages import say, tell
from scoring.papers.listing import ListColumn, listing_bytes
from scoring.progress import SILENT, Progress
from scoring.services.announcing import Announcing, announcing
from scoring.services.days import minute_of
from scoring.services.grade_mapping import GradeMapping, mappings
from scoring.services.pot_words import ShownPot, capital_words, fen_words, shown_pots
from scoring.services.quiet import quietly
from scoring.services.rounds import OpenRound
from scoring.services.settling import later_policies, policies_of
from scoring.services.support import CarrierSupport, RoundSupport, round_support
from scoring.services.support_kept import Decided, decided_support
from scoring.services.support_memory import SupportMemory
from scoring.services.support_open import OpenItem, matter_words, open_items
from scoring.store.settlements import Matter


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One carrier in the list. ``ceiling`` of what is taken; ``open`` the clauses that are 待定."""

    uscc: str
    name: str
    grade: str
    rank: int | None
    ceiling: int
    award: int
    after: int | None
    open: tuple[str, ...]
    whole: CarrierSupport

    @property
    def known(self) -> int | None:
        """The award; None where nothing is sure yet and something is open: unknown is not zero."""
        return None if self.open and not self.award else self.award

    @property
    def known_ceiling(self) -> int | None:
        """The same of the ceiling."""
        return self.ceiling if self.known is not None else None

    @property
    def known_after(self) -> int | None:
        """The same after the budget."""
        return self.after if self.known is not None else None

    @property
    def cut(self) -> bool:
        """Whether a budget took something away, or may."""
        return self.after != self.award


@dataclass(frozen=True, slots=True)
class SettledLine:
    """What holds of a matter: by whom, on which basis."""

    policy: str
    title: str
    matter: Matter
    key: str
    label: str
    uscc: str
    whose: str
    value: str
    basis: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class SupportPage:
    """``refusal``: why there is nothing to show, and what to do. ``may_decide``: why not, None where it may be."""

    rests_on: str = ""
    sealed: bool = False
    rows: tuple[SupportRow, ...] = ()
    open: tuple[OpenItem, ...] = ()
    settled: tuple[SettledLine, ...] = ()
    pots: tuple[ShownPot, ...] = ()
    mappings: tuple[GradeMapping, ...] = ()
    decided: Decided | None = None
    decided_words: str = ""
    covers: tuple[tuple[str, str], ...] = ()
    """What a pot may be for: its name, and words."""
    payers: tuple[tuple[str, str], ...] = ()
    announcing: Announcing | None = None
    announced_words: str = ""
    later_policies: Said | None = None
    """Of a locked round: those adopted since, which are not for it."""
    refusal: Said | None = None

    @property
    def total(self) -> int:
        return sum(one.award for one in self.rows)

    @property
    def waiting(self) -> int:
        """Carriers whose amount may still grow or change, because something is 待定."""
        return sum(bool(one.open) for one in self.rows)

    @property
    def after(self) -> int | None:
        """None: a budget is not shared yet."""
        known = [one.after for one in self.rows if one.after is not None]
        return sum(known) if len(known) == len(self.rows) else None


def nothing_to_support(opened: OpenRound) -> Said | None:
    """Why there is nothing to show, and what to do: no policy is adopted. Read at once."""
    try:
        policies_of(opened)
    except Refusal as refusal:
        return refusal.said
    return None


def support_page(
    opened: OpenRound,
    language: str = "zh",
    *,
    now: datetime,
    progress: Progress = SILENT,
    memory: SupportMemory | None = None,
) -> SupportPage:
    """The whole page. Without an adopted policy only the reason."""
    try:
        policies = policies_of(opened)
    except Refusal as refusal:
        return SupportPage(refusal=refusal.said)
    with quietly(len(opened.participants())):
        found = round_support(opened, language=language, now=now, listed=True, progress=progress, memory=memory)
        return _page(opened, found, policies, now)


def _page(opened: OpenRound, found: RoundSupport, policies: tuple[CompiledPolicy, ...], now: datetime) -> SupportPage:
    language = found.language
    decided = decided_support(opened, now=now, inputs=found.inputs if found.inputs.run is not None else None)
    return SupportPage(
        rests_on=found.rests_on(),
        sealed=found.inputs.run is not None,
        rows=tuple(map(_row, found.carriers)),
        open=open_items(found),
        settled=_settled(found, policies),
        pots=shown_pots(found),
        mappings=mappings(opened, language),
        decided=decided,
        decided_words=decided_words(decided, language),
        covers=_covers(policies, language),
        payers=_payers(policies, language),
        announcing=announcing(opened, now=now),
        announced_words=found.announced_words(),
        later_policies=later.said() if (later := later_policies(opened)) is not None else None,
    )


def _row(one: CarrierSupport) -> SupportRow:
    ceiling = 0
    for clause in taken(one.support).values():
        given = clause.award
        known = given.ceiling if given is not None and given.ceiling is not None else clause.sure
        ceiling += known or 0
    names = one.names
    return SupportRow(
        uscc=one.carrier.uscc,
        name=one.carrier.name,
        grade=one.grade or "",
        rank=one.entitled.rank,
        ceiling=ceiling,
        award=one.support.total,
        after=one.after,
        open=tuple(names[name] for name in still_open(one.support)),
        whole=one,
    )


def _settled(found: RoundSupport, policies: tuple[CompiledPolicy, ...]) -> tuple[SettledLine, ...]:
    known = {one.document.key: one for one in policies}
    names, language = found.names, found.language
    lines = [
        SettledLine(
            policy=about.policy,
            title=known[about.policy].document.title[language],
            matter=about.matter,
            key=about.key,
            label=matter_words(known[about.policy], about.matter, about.key, language),
            uscc=about.uscc,
            whose=names.get(about.uscc, about.uscc) if about.uscc else say("aid.for_all", {}, language),
            value=one.value,
            basis=one.basis,
            actor=one.actor,
            at=minute_of(one.at),
        )
        for about, one in found.inputs.settled.items()
        if about.policy in known
    ]
    return tuple(sorted(lines, key=lambda line: (bool(line.uscc), line.policy, line.matter, line.key, line.uscc)))


def decided_words(decided: Decided | None, language: str) -> str:
    """Since when it is decided and on which basis, and what changed since; that nothing is decided yet."""
    if decided is None:
        return say("aid.not_decided", {}, language)
    result = decided.result
    facts: dict[str, object] = {"day": minute_of(result.at), "actor": result.actor, "basis": result.basis}
    if not decided.changed:
        return say("aid.decided", facts, language)
    return say("aid.decided_changed", facts | {"changes": [tell(one, language) for one in decided.changed]}, language)


def _covers(policies: tuple[CompiledPolicy, ...], language: str) -> tuple[tuple[str, str], ...]:
    matters = {key: one.label[language] for policy in policies for key, one in policy.overlaps.items()}
    found = [(f"@{key}", say("pots.cover_matter", {"matter": words}, language)) for key, words in sorted(matters.items())]
    for policy in policies:
        title = policy.document.title[language]
        found.append((policy.document.key, say("pots.cover_policy", {"title": title}, language)))
        for one in policy.clauses:
            facts = {"title": title, "clause": one.clause.label[language]}
            if one.clause.beneficiary.value == "carrier":
                found.append((f"{policy.document.key}/{one.clause.key}", say("pots.cover_clause", facts, language)))
    return tuple(found)


def _payers(policies: tuple[CompiledPolicy, ...], language: str) -> tuple[tuple[str, str], ...]:
    found = {share.key: share.payer[language] for policy in policies for one in policy.clauses for share, _ in one.shares}
    return tuple(sorted(found.items()))


# The list as a workbook -----------------------------------------------------------------------------------------------------

COLUMNS = (
    *(("name", 30), ("uscc", 22), ("grade", 8), ("rank", 6), ("points", 8), ("ceiling", 18), ("ceiling_capitals", 34)),
    *(("award", 18), ("award_capitals", 34), ("after", 18), ("after_capitals", 34), ("taken", 44), ("left", 60), ("open", 44)),
)


def support_listing(
    opened: OpenRound,
    language: str = "zh",
    *,
    now: datetime,
    progress: Progress = SILENT,
    memory: SupportMemory | None = None,
) -> bytes:
    """Every carrier with its amounts in figures and in 大写, what is taken, what stood back and why, and what is open."""
    found = round_support(opened, language=language, now=now, progress=progress, memory=memory)
    columns = [ListColumn(say(f"aid.column.{key}", {}, language), width, wraps=width > 40) for key, width in COLUMNS]
    title = say("aid.listing", {"kind": opened.kind(language), "rests_on": found.rests_on()}, language)
    return listing_bytes(say("aid.sheet", {}, language), columns, map(_listed, map(_row, found.carriers)), title=title)


def _listed(row: SupportRow) -> tuple[str, ...]:
    one = row.whole
    language, names = one.language, one.names
    points = one.entitled.points
    joined = "；" if language == "zh" else "; "
    return (
        *(row.name, row.uscc, row.grade, str(row.rank or ""), "" if points is None else str(points)),
        *(fen_words(row.known_ceiling, language), capital_words(row.known_ceiling, language)),
        *(fen_words(row.known, language), capital_words(row.known, language)),
        *(fen_words(row.known_after, language), capital_words(row.known_after, language)),
        joined.join(names[name] for name in sorted(taken(one.support))),
        joined.join(text for _, _, left in one.choices() for text in left),
        joined.join(row.open),
    )
