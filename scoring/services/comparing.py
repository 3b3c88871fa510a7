"""A run's carriers beside each other: worked out once, asked for each report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.aggregates import record_rows
from scoring.engine.comparison import Compared, Shares, compare, members_of, shares_of
from scoring.engine.members import Members
from scoring.engine.peers import Group
from scoring.services.live import Scored
from scoring.services.past import Past
from scoring.services.rounds import OpenRound
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Among:
    """Everybody who takes part (scored, not only watched and not exempt), by the number of the carrier and by peer group."""

    groups: Mapping[int, Group]
    shares: Mapping[int, Shares]
    members: Mapping[Group, Mapping[str, Members]]
    ranking: Mapping[Group, tuple[Scored, ...]]
    """The members of a group, the best rank first; carriers without a grade stand by their total."""
    least: int

    def takes_part(self, scored: Scored) -> bool:
        return scored.carrier.no in self.shares

    def size(self, scored: Scored) -> int:
        """Members of the carrier's group, itself among them."""
        return len(self.peers(scored))

    def peers(self, scored: Scored) -> tuple[Scored, ...]:
        return self.ranking.get(self.groups[scored.carrier.no], ()) if self.takes_part(scored) else ()

    def compared(self, scored: Scored) -> Mapping[str, Compared]:
        """Code → the carrier beside its group; nothing for who does not take part."""
        if not self.takes_part(scored):
            return {}
        number = scored.carrier.no
        return compare(self.shares[number], self.members[self.groups[number]], self.least)


def among(then: Past) -> Among:
    """The comparison of a whole run."""
    return among_all(then.opened, then.source, then.scored)


def among_all(opened: OpenRound, source: Store, scored: Sequence[Scored]) -> Among:
    """The comparison of these carriers; ``source`` has their effective rows."""
    rubric = opened.rubric.rubric
    taking = {
        one.carrier.no: one for one in scored if one.score.scored and not one.watched and not (one.grade and one.grade.exempt)
    }
    groups: dict[int, Group] = dict.fromkeys(taking)
    if by := rubric.peers_by:
        record = opened.tables[opened.form.form.record]
        rows = record_rows(source.query, record, [by], round_no=opened.round.no)
        groups = {number: rows[number][by] for number in taking}
    shares = {number: shares_of(rubric, one.score) for number, one in taking.items()}
    ranking: dict[Group, list[Scored]] = {}
    for one in sorted(taking.values(), key=_by_rank):
        ranking.setdefault(groups[one.carrier.no], []).append(one)
    ordered = {group: tuple(members) for group, members in ranking.items()}
    return Among(groups, shares, members_of(shares, groups), ordered, rubric.peers_least)


def _by_rank(one: Scored) -> tuple[int, object, str]:
    return (one.grade.rank if one.grade else None) or 0, -one.score.total, one.carrier.uscc
