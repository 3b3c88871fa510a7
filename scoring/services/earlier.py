"""Earlier results (往年结果): what this workspace sealed in years before, what was brought from elsewhere, what was entered.

A year nobody knows of is unknown, never taken for good or bad.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound, open_round
from scoring.services.years import is_same_kind
from scoring.store import earlier, rounds, runs
from scoring.store.carriers import Carrier
from scoring.store.earlier import EarlierResult, Standing, Stated

OLDEST = 1990

Written: TypeAlias = tuple[EarlierResult, ...]
"""What was written down together."""


@dataclass(frozen=True, slots=True)
class EarlierGrade:
    """What one year came to. ``grade`` in the words of then, empty where there is none; ``sealed``: by this workspace itself.

    ``source`` says where it is from, ``actor`` and ``at`` who put it here and when.
    """

    year: int
    standing: Standing
    grade: str
    sealed: bool
    source: str
    actor: str
    at: datetime

    def words(self, language: str) -> str:
        """优秀; 未参评; 无等级."""
        return self.grade or say(f"earlier.standing.{self.standing.value}", {}, language)


def earlier_results(opened: OpenRound, uscc: str) -> Mapping[int, EarlierGrade]:
    """Year → what the carrier came to, the youngest first. What this workspace sealed goes before what was written down."""
    return all_earlier(opened).get(uscc, {})


def all_earlier(opened: OpenRound) -> Mapping[str, Mapping[int, EarlierGrade]]:
    """统一社会信用代码 → year → result, of all carriers that anything is known of."""
    found: dict[str, dict[int, EarlierGrade]] = {}
    for (uscc, year), one in _stated(opened).items():
        if one.stated.standing is not Standing.UNKNOWN and year < opened.round.assessment_year:
            found.setdefault(uscc, {})[year] = _shown(one)
    for before in _sealed_before(opened):
        for uscc, own in sealed_results_of(before).items():
            found.setdefault(uscc, {})[own.year] = own
    return {uscc: dict(sorted(years.items(), reverse=True)) for uscc, years in found.items()}


def _shown(one: EarlierResult) -> EarlierGrade:
    said = one.stated
    return EarlierGrade(
        year=said.year,
        standing=said.standing,
        grade=said.grade,
        sealed=False,
        source=said.source,
        actor=one.actor,
        at=one.at,
    )


def _stated(opened: OpenRound) -> Mapping[tuple[str, int], EarlierResult]:
    return earlier.latest(opened.store, (opened.round.id, *_beside(opened)))


def _beside(opened: OpenRound) -> tuple[str, ...]:
    """The other rounds of the kind: what was written down in one counts in all."""
    return tuple(one.id for one in rounds.all_rounds(opened.store) if one.id != opened.round.id and is_same_kind(opened, one))


def _sealed_before(opened: OpenRound) -> Iterable[OpenRound]:
    """This workspace's rounds of the kind in earlier years, as they were opened then."""
    year = opened.round.assessment_year
    for one in rounds.all_rounds(opened.store):
        if one.assessment_year < year and is_same_kind(opened, one):
            yield open_round(opened.store, one)


def sealed_results_of(opened: OpenRound) -> Mapping[str, EarlierGrade]:
    """What a round's youngest sealed run came to, by carrier, as it stands after decisions; nothing where none was sealed.

    Who was on the list and handed nothing in did not take part.
    """
    sealed = runs.of_round(opened.store, opened.round.id)
    if not sealed:
        return {}
    run = sealed[-1]
    source = say("earlier.sealed", {"name": opened.store.path.name, "day": f"{run.sealed_at:%Y-%m-%d}"}, "zh")

    def result(standing: Standing, grade: str = "") -> EarlierGrade:
        return EarlierGrade(
            year=opened.round.assessment_year,
            standing=standing,
            grade=grade,
            sealed=True,
            source=source,
            actor=run.sealed_by,
            at=run.sealed_at,
        )

    found = {one.uscc: result(Standing.ABSENT) for one in opened.participants()}
    for one in outcomes(opened, run):
        found[one.result.uscc] = result(Standing.GRADED if one.grade else Standing.UNGRADED, one.grade)
    return found


def set_earlier(
    opened: OpenRound,
    carrier: Carrier,
    year: int,
    *,
    grade: str = "",
    absent: bool = False,
    basis: str = "",
    actor: str,
    now: datetime,
) -> EarlierResult | None:
    """Write down one year of a carrier; neither grade nor ``absent``: what was written down is withdrawn. None: nothing new.

    Raises Refusal: a year that is not before the round's, both at once, no basis, or a year this workspace sealed itself.
    """
    grade, basis = grade.strip(), basis.strip()
    check_year(opened, year)
    if grade and absent:
        raise Refusal("earlier.grade_or_absent")
    known = earlier_results(opened, carrier.uscc).get(year)
    if known is not None and known.sealed:
        raise Refusal("earlier.sealed_here", carrier=carrier.name, year=year, grade=known.words("zh"))
    if (grade or absent) and not basis:
        raise Refusal("earlier.basis_needed")
    standing = Standing.GRADED if grade else Standing.ABSENT if absent else Standing.UNKNOWN
    made = write_down(opened, [Stated(carrier.uscc, year, standing, grade, basis)], actor=actor, now=now)
    return made[0] if made else None


def check_year(opened: OpenRound, year: int) -> None:
    """Raises Refusal for a year that is none, or not before the round's."""
    if not OLDEST <= year < opened.round.assessment_year:
        raise Refusal("earlier.year_not_before", year=year, own=opened.round.assessment_year)


def write_down(opened: OpenRound, rows: Sequence[Stated], *, actor: str, now: datetime) -> Written:
    """What is new of it. Raises Refusal for a carrier that is not on the list."""
    return earlier.record(opened.store, round_id=opened.round.id, rows=rows, beside=_beside(opened), actor=actor, now=now)


def put_earlier_back(opened: OpenRound, written: Written, *, actor: str, now: datetime) -> None:
    """Every year is again what it was before ``written``, by an entry of its own. Raises Refusal where one is another since."""
    with opened.store.writing():
        last = _stated(opened)
        back = []
        for one in written:
            said = one.stated
            if last[said.uscc, said.year].stated != said:  # what was taken back before stands anew under another id
                raise Refusal("earlier.changed_since", carrier=opened.carrier(said.uscc).name, year=said.year)
            before = earlier.by_id(opened.store, one.supersedes) if one.supersedes else None
            back.append(before.stated if before else Stated(said.uscc, said.year, Standing.UNKNOWN, "", ""))
        write_down(opened, back, actor=actor, now=now)


def rounds_with_results(opened: OpenRound, other: Iterable[OpenRound]) -> tuple[OpenRound, ...]:
    """Of another file's rounds those of the same kind in years before, the oldest first."""
    found = (one for one in other if one.round.assessment_year < opened.round.assessment_year and _alike(opened, one))
    return tuple(sorted(found, key=lambda one: one.round.assessment_year))


def _alike(opened: OpenRound, other: OpenRound) -> bool:
    """As ``years.is_same_kind``, of a round in another file."""
    ours, theirs = opened.round.kind, other.round.kind
    return ours == theirs if ours and theirs else opened.form.form.key == other.form.form.key
