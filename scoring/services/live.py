"""The live score (volatile): kept while data changes, so that one amended value costs what depends on it and no more.

After a carrier's rows changed, that carrier is measured and scored anew; others only where they look at it and it shows. Grades
are everybody's matter (quotas, ranks) and are settled for the whole round each time, which is cheap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from scoring.definitions.canonical import Sha256
from scoring.definitions.layout import Stored
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import EffectiveRow, Judge, judging
from scoring.definitions.rubric import MissingRule
from scoring.engine.aggregates import Aggregate, figure, measure_carriers, record_rows
from scoring.engine.exact import Ratio
from scoring.engine.grade import Candidate, Grade, GradeRule, candidate, figures_row
from scoring.engine.measure import Measured, plan_rubric, results, set_size
from scoring.engine.peers import peers_of
from scoring.engine.scale import needs_peers
from scoring.engine.score import CarrierScore, Peers, score_carrier, with_points
from scoring.progress import SILENT, Progress
from scoring.services.rounds import OpenRound
from scoring.store import marks
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.truth import NOW, Until

NO_RECORDS: Mapping[int, EffectiveRow] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scored:
    """One carrier's result.

    ``grade`` is None where it is not scored (不具备考评条件), only watched (监测: the condition for taking part is not met),
    or where the rubric has no grades. ``measured`` has every measured value by key.
    """

    carrier: Carrier
    return_id: Sha256
    score: CarrierScore
    measured: Mapping[str, Measured]
    grade: Grade | None
    watched: bool

    @property
    def provisional(self) -> bool:
        """暂定: an unknown cell could still change the points, or a veto or limit that nobody can settle the grade."""
        return self.score.provisional or (self.grade is not None and bool(self.grade.unsettled))

    @property
    def ranked(self) -> bool:
        """Whether it has a grade and a rank among the others: not where a lift exempts it."""
        return self.grade is not None and not self.grade.exempt


class LiveScore:
    """The scores of a round, of the carriers in ``whose`` (carrier → its return that counts).

    ``source`` has the effective rows (the store itself, or the rows of a moment in the past), ``until`` bounds the marks.
    """

    def __init__(
        self,
        opened: OpenRound,
        source: Store,
        whose: Mapping[int, tuple[Carrier, Sha256]],
        until: Until = NOW,
        progress: Progress = SILENT,
    ) -> None:
        rubric = opened.rubric
        self._opened, self._source, self._until = opened, source, until
        self._whose = dict(whose)
        self._plans = plan_rubric(rubric, opened.parameters)
        needed = rubric.rubric.scored_only_with
        self._needed = set_size(rubric.sets[needed], opened.parameters) if needed else None
        wanted = [*([self._needed] if self._needed else []), *(one for plan in self._plans.values() for one in plan.aggregates)]
        self._aggregates = tuple(dict.fromkeys(wanted))
        self._rule = GradeRule(rubric, opened.parameters)
        takes_part = rubric.takes_part
        self._takes_part: Judge | None = judging(lower_condition(takes_part, opened.parameters)) if takes_part else None
        self._seen_by_peers = tuple(
            one.measure for one in rubric.rubric.indicators if needs_peers(one) or one.missing.rule is MissingRule.PEER_MEAN
        )
        self._measured: dict[int, Mapping[str, Measured]] = {}
        self._has_rows: dict[int, bool] = {}
        self._records: dict[int, EffectiveRow] = {}
        self._scores: dict[int, CarrierScore] = {}
        self._candidates: dict[int, Candidate] = {}
        self._watched: set[int] = set()
        self._measure()
        self._peers = self._found_peers()
        self.version = 0
        """Grows with every change: what was made of an older one is out of date."""
        self._score(self._whose, progress)

    def changed(self, carrier: Carrier, return_id: Sha256, source: Store | None = None) -> None:
        """A carrier's rows, marks or return changed (or are others in ``source``): work out what depends on them."""
        self.version += 1
        before = self._shown_to_peers(carrier.no)
        self._whose[carrier.no] = (carrier, return_id)
        self._measure(carrier.no, source)
        now = self._shown_to_peers(carrier.no)
        if before == now or not self._seen_by_peers:
            self._score([carrier.no])
            return
        self._peers = self._found_peers()
        touched = {shown[0] for shown in (before, now) if shown is not None}
        self._score([number for number in self._whose if self.group(number) in touched])

    def results(self) -> tuple[Scored, ...]:
        """Everybody's result, graded among each other."""
        grades = self._rule.grades(list(self._candidates.values()))
        return tuple(
            Scored(carrier, return_id, self._scores[number], self._measured[number], grades.get(number), number in self._watched)
            for number, (carrier, return_id) in self._whose.items()
        )

    def imagined(self, number: int, points: Mapping[str, Ratio]) -> tuple[CarrierScore, Grade | None]:
        """A carrier's result if these indicators came out otherwise, everybody else as they are; nothing kept is touched."""
        rubric = self._opened.rubric
        score = with_points(rubric, self._scores[number], points)
        if number not in self._candidates:
            return score, None
        row = figures_row(rubric, score, self._measured[number], self._records[number])
        grades = self._rule.grades(list((self._candidates | {number: candidate(rubric, number, score, row)}).values()))
        return score, grades.get(number)

    def supposed(self, number: int, measured: Mapping[str, Measured]) -> CarrierScore:
        """A carrier's points if it were measured so, everybody else as they are; nothing kept is touched."""
        peers = self._peers_if({number: measured}).get(self.group(number))
        known = self._scores.get(number)
        return score_carrier(self._opened.rubric, measured, has_rows=self._has_rows[number], peers=peers, known=known)

    def supposed_grades(
        self, measured: Mapping[int, Mapping[str, Measured]], records: Mapping[int, EffectiveRow] = NO_RECORDS
    ) -> Mapping[int, tuple[CarrierScore, Grade | None]]:
        """Everybody's result if these carriers were measured so, graded among each other; nothing kept is touched.

        The data of the others are as they are; their points follow where a scale looks at its peers.
        """
        rubric, peers = self._opened.rubric, self._peers_if(measured)
        everybody = {**self._measured, **measured}
        again = set(measured)
        if self._seen_by_peers:
            touched = {self.group(number) for number in measured}
            again |= {number for number in self._whose if self.group(number) in touched}
        scores, candidates = dict(self._scores), dict(self._candidates)
        for number in again:
            found = score_carrier(rubric, everybody[number], has_rows=self._has_rows[number], peers=peers.get(self.group(number)))
            scores[number] = found
            if number in candidates:
                row = figures_row(rubric, found, everybody[number], records.get(number, self._records[number]))
                candidates[number] = candidate(rubric, number, found, row)
        grades = self._rule.grades(list(candidates.values()))
        return {number: (scores[number], grades.get(number)) for number in self._whose}

    def graded(self, scores: Mapping[int, CarrierScore]) -> Mapping[int, Grade]:
        """The grades if those who take part had these scores, with what was measured of them as it is."""
        rubric = self._opened.rubric
        candidates = [
            candidate(rubric, number, one, figures_row(rubric, one, self._measured[number], self._records[number]))
            for number, one in scores.items()
            if number in self._candidates
        ]
        return self._rule.grades(candidates)

    def read(self, number: int, source: Store) -> tuple[Mapping[str, Measured], EffectiveRow]:
        """What a carrier would measure with its rows in ``source``, and its record there; nothing kept is touched."""
        figures, records = self._figures(source, number)
        given = marks.by_carrier(marks.of_carrier(self._opened.store, self._opened.round.id, number, self._until))
        return results(self._plans, figures.get(number, {}), given.get(number, {})), records[number]

    def grade_at(self, number: int, total: Ratio) -> Grade | None:
        """The grade with another total and nothing else changed: what points alone would do."""
        own = self._candidates.get(number)
        if own is None:
            return None
        return self._rule.grades(list((self._candidates | {number: replace(own, total=total)}).values())).get(number)

    def record(self, number: int) -> EffectiveRow:
        """The carrier's record as it is scored."""
        return self._records[number]

    def among_peers(self, number: int) -> tuple[int, ...]:
        """The others of its peer group that are graded or scored with it."""
        group = self.group(number)
        return tuple(one for one in self._candidates if one != number and self.group(one) == group)

    def _peers_if(self, measured: Mapping[int, Mapping[str, Measured]]) -> Mapping[Stored, Peers]:
        return self._found_peers({**self._measured, **measured}) if self._seen_by_peers else self._peers

    def of(self, number: int) -> Scored | None:
        """One carrier's result; None where it has no return."""
        return next((one for one in self.results() if one.carrier.no == number), None)

    def _shown_to_peers(self, number: int) -> tuple[Stored, tuple[Ratio | None, ...]] | None:
        """A carrier's peer group and what the others of it look at; None for one that was not there."""
        if number not in self._measured:
            return None
        measured = self._measured[number]
        return self.group(number), tuple(measured[key].value for key in self._seen_by_peers)

    def _measure(self, carrier_no: int | None = None, source: Store | None = None) -> None:
        """Read the figures, the records and the marks of all carriers, or of one."""
        opened = self._opened
        figures, records = self._figures(source or self._source, carrier_no)
        self._records |= records
        if carrier_no is None:
            given = marks.by_carrier(marks.of_round(opened.store, opened.round.id, self._until))
        else:
            given = marks.by_carrier(marks.of_carrier(opened.store, opened.round.id, carrier_no, self._until))
        for carrier in self._whose if carrier_no is None else [carrier_no]:
            own = figures.get(carrier, {})
            self._measured[carrier] = results(self._plans, own, given.get(carrier, {}))
            self._has_rows[carrier] = self._needed is None or figure(own, self._needed).numerator > 0

    def _figures(
        self, source: Store, carrier_no: int | None
    ) -> tuple[Mapping[int, Mapping[Aggregate, Ratio]], Mapping[int, EffectiveRow]]:
        """The sums and the records of all carriers, or of one."""
        opened, number = self._opened, self._opened.round.no
        record = opened.form.form.table(opened.form.form.record)
        keys = [field.key for field in record.fields]
        with source.reading():
            return (
                measure_carriers(source.query, opened.tables, self._aggregates, round_no=number, carrier_no=carrier_no),
                record_rows(source.query, opened.tables[record.key], keys, round_no=number, carrier_no=carrier_no),
            )

    def _score(self, numbers: Collection[int], progress: Progress = SILENT) -> None:
        rubric = self._opened.rubric
        for done, number in enumerate(numbers):
            progress.step(done, len(numbers), self._whose[number][0].name)
            peers = self._peers.get(self.group(number))
            score = score_carrier(rubric, self._measured[number], has_rows=self._has_rows[number], peers=peers)
            self._scores[number] = score
            self._candidates.pop(number, None)
            self._watched.discard(number)
            if self._only_watched(number):
                self._watched.add(number)
            elif score.scored:
                row = figures_row(rubric, score, self._measured[number], self._records[number])
                self._candidates[number] = candidate(rubric, number, score, row)

    def _found_peers(self, measured: Mapping[int, Mapping[str, Measured]] | None = None) -> Mapping[Stored, Peers]:
        """Nothing where no indicator looks at its peers."""
        if not self._seen_by_peers:
            return {}
        known = self._measured if measured is None else measured
        return peers_of(self._opened.rubric, known, {number: self.group(number) for number in self._whose})

    def group(self, number: int) -> Stored:
        """The answer that makes its peer group; None where all are one."""
        by = self._opened.rubric.rubric.peers_by
        return self._records[number][by] if by else None

    def _only_watched(self, number: int) -> bool:
        """Whether the record surely fails the condition for taking part."""
        return self._takes_part is not None and self._takes_part(self._records[number]) is False
