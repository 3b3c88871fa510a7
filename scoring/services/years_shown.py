"""Earlier results as the window shows them: each carrier's grades year by year, where they are from, and what they propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.services.earlier import EarlierGrade, all_earlier
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound
from scoring.services.standing_years import Met, Proposal, proposals
from scoring.store import runs
from scoring.store.runs import Run

ORDER = (Met.PROPOSED, Met.UNKNOWN, Met.NOT_MET)
"""What is proposed stands first, then what is unknown."""
SHOWN = 3
"""So many years before stand there even where nobody knows anything of them."""


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of one carrier; empty where it is unknown. ``hint`` says where it is from; ``sealed``: not to be written over."""

    words: str
    hint: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One carrier. ``now``: the grade of the youngest sealed run; ``years`` as ``YearsShown.years``; ``met``: of the strongest proposal."""

    uscc: str
    name: str
    now: str
    years: tuple[YearCell, ...]
    proposed: str
    hint: str
    met: Met


@dataclass(frozen=True, slots=True)
class YearsShown:
    """``year`` of the round, ``years`` before it, the youngest first; ``grades`` of the rubric to choose from: word as stored, as shown."""

    year: int
    years: tuple[int, ...]
    grades: tuple[tuple[str, str], ...]
    rows: tuple[YearsRow, ...]
    is_sealed: bool
    has_rules: bool


def years_shown(opened: OpenRound, language: str) -> YearsShown:
    """Everybody on the list, those with a proposal first."""
    known = all_earlier(opened)
    own = opened.round.assessment_year
    found = {year for years in known.values() for year in years}
    years = tuple(sorted(found | set(range(own - SHOWN, own)), reverse=True))
    sealed = runs.of_round(opened.store, opened.round.id)
    run = sealed[-1] if sealed else None
    now = {one.result.uscc: one.grade for one in outcomes(opened, run, language)} if run else {}
    proposed = _by_carrier(opened, run, language)
    names = {level.name.zh: level.name[language] for level in opened.rubric.rubric.grades}
    rows = [
        _row(
            one.uscc,
            one.name,
            now.get(one.uscc, ""),
            tuple(_cell(known.get(one.uscc, {}).get(year), names, language) for year in years),
            proposed.get(one.uscc, ()),
            language,
        )
        for one in opened.participants()
    ]
    return YearsShown(
        year=own,
        years=years,
        grades=tuple(names.items()),
        rows=tuple(sorted(rows, key=lambda row: ORDER.index(row.met))),
        is_sealed=run is not None,
        has_rules=bool(opened.rubric.rubric.over_years),
    )


def _by_carrier(opened: OpenRound, run: Run | None, language: str) -> Mapping[str, Sequence[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for one in proposals(opened, run, language) if run else ():
        found.setdefault(one.uscc, []).append(one)
    return found


def _row(uscc: str, name: str, now: str, years: tuple[YearCell, ...], proposed: Sequence[Proposal], language: str) -> YearsRow:
    told = sorted((one for one in proposed if one.met is not Met.NOT_MET), key=lambda one: ORDER.index(one.met))
    return YearsRow(
        uscc=uscc,
        name=name,
        now=now,
        years=years,
        proposed=("；" if language == "zh" else "; ").join(one.words for one in told),
        hint="\n".join(f"{one.rule}\n{one.history}\n{one.basis}".rstrip() for one in told),
        met=told[0].met if told else Met.NOT_MET,
    )


def _cell(one: EarlierGrade | None, names: Mapping[str, str], language: str) -> YearCell:
    if one is None:
        return YearCell("", "")
    return YearCell(names.get(one.grade, one.words(language)), one.source, one.sealed)
