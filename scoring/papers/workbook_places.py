"""The sheet of places (名额): carriers in the order of their rank, placed one after the other as the quotas allow.

A line is decided by what stands above it: how many have a place for each grade and better, and the best grade still open.
Carriers of one rank and one grade are placed together (a block) or not at all; who misses a place by that is on the border
list. Levels count from 1, the best; nobody falls to one that only rules give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from scoring.definitions.grading import QuotaBy, beside_points
from scoring.engine.places import Capacity
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_sheet import Book, Cell, Column, TablePage, Value


@dataclass(slots=True)
class Seat:
    """One line as the engine's rule works it out: what the formulas must come to. ``rank`` is that within its ``group``."""

    unit: int
    rank: int
    level: int
    group: int = 0
    members: int = 0
    same: bool = False
    taken: list[int] = field(default_factory=list)
    open: int = 1
    room: list[int] = field(default_factory=list)
    opened: int = 0
    """The first level with room, be it one nobody falls to."""
    reached: int = 0
    border: bool = False


def seated(
    order: list[Seat], capacity: Mapping[int, Mapping[int, Capacity]], levels: int, beside: Set[int] = frozenset()
) -> list[Seat]:
    """Fills in what follows from the order of the seats (by group, rank, level, number). ``capacity``: group → level → places;
    ``beside``: levels that only rules give.
    """
    for at, seat in enumerate(order):
        before = order[at - 1] if at and order[at - 1].group == seat.group else None
        seat.members = sum(_block(one) == _block(seat) for one in order)
        seat.same = before is not None and _block(before) == _block(seat)
        if before is None:
            seat.taken = [0] * levels
        elif seat.same:
            seat.taken, seat.open = before.taken, before.open
        else:
            seat.taken = [
                taken + (before.members if level >= before.reached else 0) for level, taken in enumerate(before.taken, 1)
            ]
            seat.open = max(before.open, before.opened) if before.reached > before.level else before.open
        places = capacity.get(seat.group, {})
        left = {limit: one.places - (seat.rank - 1 if _by_rank(one) else seat.taken[limit - 1]) for limit, one in places.items()}
        seat.room = [
            min((room for limit, room in left.items() if limit >= level), default=seat.members) for level in range(1, levels + 1)
        ]
        start = max(seat.level, seat.open)
        enough = [level for level in range(start, levels + 1) if seat.room[level - 1] >= seat.members]
        seat.opened = enough[0] if enough else levels
        seat.reached = next((level for level in enough if level == seat.level or level not in beside), levels)
        passed = [level for level in range(start, seat.reached + 1) if seat.room[level - 1] < seat.members]
        tight = seat.members > 1 and any(seat.room[level - 1] > 0 for level in passed)
        seat.border = tight and seat.reached != seat.level
    return order


def _block(seat: Seat) -> tuple[int, int, int]:
    return seat.group, seat.rank, seat.level


def _by_rank(one: Capacity) -> bool:
    return one.by is QuotaBy.RANKS


class PlacesPage:
    """``source``: the columns of the sheet of grades it reads: position, name, rank, level, and group where quotas have groups."""

    def __init__(
        self,
        book: Book,
        facts: BookFacts,
        seats: list[Seat],
        capacity: Mapping[int, str],
        due: Mapping[int, Mapping[int, Capacity]],
        source: Mapping[str, str],
    ) -> None:
        self._book, self._facts, self._seats, self._source = book, facts, seats, source
        self._capacity = capacity
        self._by_ranks = {
            level
            for level in capacity
            for quota in facts.rubric.rubric.quotas
            if quota.by is QuotaBy.RANKS and facts.rubric.rubric.grades[level - 1].name.zh == quota.grade
        }
        self._grouped = "group" in source
        self._due = due
        self._levels = len(facts.rubric.rubric.grades)
        self._beside = {at + 1 for at in beside_points(facts.rubric.rubric.grades)}
        self._names = [grade.name[facts.language] for grade in facts.rubric.rubric.grades]
        self.page = TablePage(book, book.word("sheet.places"), len(facts.units), frozen=3)
        self._at: dict[str, str] = {}
        self._columns()

    @property
    def reached(self) -> str:
        return self.page.span(self._at["reached"])

    @property
    def border(self) -> str:
        return self.page.span(self._at["border"])

    def _columns(self) -> None:
        here, source, units = self._here, self._source, self._facts.units
        self._put("position", lambda at: str(at + 1), None, always=True)
        self._put("line", lambda at: f"MATCH({here('position', at)},{source['position']},0)", lambda seat: seat.unit + 1)
        self._put("unit", lambda at: f"INDEX({source['name']},{here('line', at)})", lambda seat: units[seat.unit].name)
        if self._grouped:
            self._put("group", lambda at: f"INDEX({source['group']},{here('line', at)})", lambda seat: seat.group)
        self._put("rank", lambda at: f"INDEX({source['rank']},{here('line', at)})", lambda seat: seat.rank)
        self._put("level", lambda at: f"INDEX({source['level']},{here('line', at)})", lambda seat: seat.level)
        if self._grouped:
            for level in sorted(self._capacity):
                self._put(f"cap{level}", self._cap(level), self._due_of(level))
        self._put("members", self._members, lambda seat: seat.members)
        self._put("same", self._same, lambda seat: int(seat.same))
        for level in range(1, self._levels + 1):
            self._put(f"taken{level}", self._taken(level), self._of_level("taken", level))
        self._put("open", self._open, lambda seat: seat.open)
        for level in range(1, self._levels + 1):
            self._put(f"room{level}", self._room(level), self._of_level("room", level))
        if self._beside:
            self._put("opened", self._first, lambda seat: seat.opened)
        self._put("reached", lambda at: self._first(at, but=self._beside), lambda seat: seat.reached, ink=Ink.RESULT)
        self._put("border", self._border, lambda seat: int(seat.border))

    def _of_level(self, name: str, level: int) -> Callable[[Seat], Value]:
        return lambda seat: (seat.taken if name == "taken" else seat.room)[level - 1]

    def _here(self, name: str, line: int) -> str:
        return self.page.here(self._at[name], line)

    def _put(
        self,
        name: str,
        formula: Callable[[int], str],
        value: Callable[[Seat], Value] | None,
        *,
        always: bool = False,
        ink: Ink = Ink.FORMULA,
    ) -> None:
        """Lines beyond the last who takes part show nothing."""
        seats, word = self._seats, self._book.word
        stem, level = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
        title = word(f"places_column.{stem}", grade=self._names[int(level) - 1] if level else "")

        def cell(line: int) -> Cell:
            if always or value is None:
                return Cell(line + 1)
            shown = value(seats[line]) if line < len(seats) else ""
            if name == "line":
                return Cell(shown, f'IF({self._here("position", line)}>MAX({self._source["position"]}),"",{formula(line)})')
            return Cell(shown, f'IF({self._here("line", line)}="","",{formula(line)})')

        self._at[name] = self.page.add(
            Column(
                title=title,
                note=word(f"places_note.{stem}"),
                ink=Ink.LABEL if always else ink,
                number=CODE,
                cell=cell,
                width=28 if name == "unit" else 9,
            )
        )

    def _cap(self, level: int) -> Callable[[int], str]:
        """Who belongs to no group has no place."""

        def formula(line: int) -> str:
            group = self._here("group", line)
            return f"IF({group}=0,0,INDEX({self._capacity[level]},{group}))"

        return formula

    def _due_of(self, level: int) -> Callable[[Seat], Value]:
        return lambda seat: self._due[seat.group][level].places

    @property
    def _blocks(self) -> tuple[str, ...]:
        """What those placed together have in common."""
        return ("group", "rank", "level") if self._grouped else ("rank", "level")

    def _within(self, line: int, formula: str, first: str) -> str:
        """A group begins anew."""
        if not self._grouped:
            return formula
        return f"IF({self._here('group', line)}<>{self._here('group', line - 1)},{first},{formula})"

    def _members(self, line: int) -> str:
        pairs = [f"{self.page.own_span(self._at[name])},{self._here(name, line)}" for name in self._blocks]
        return f"COUNTIFS({','.join(pairs)})"

    def _same(self, line: int) -> str:
        if not line:
            return "0"
        tests = [f"{self._here(name, line)}={self._here(name, line - 1)}" for name in self._blocks]
        return f"IF(AND({','.join(tests)}),1,0)"

    def _taken(self, level: int) -> Callable[[int], str]:
        def formula(line: int) -> str:
            if not line:
                return "0"
            before = self._here(f"taken{level}", line - 1)
            more = f"IF({self._here('reached', line - 1)}<={level},{self._here('members', line - 1)},0)"
            return self._within(line, f"IF({self._here('same', line)}=1,{before},{before}+{more})", "0")

        return formula

    def _open(self, line: int) -> str:
        if not line:
            return "1"
        before, reached = self._here("open", line - 1), self._here("reached", line - 1)
        opened = self._here("opened", line - 1) if self._beside else reached
        lower = f"IF({reached}>{self._here('level', line - 1)},MAX({before},{opened}),{before})"
        return self._within(line, f"IF({self._here('same', line)}=1,{before},{lower})", "1")

    def _room(self, level: int) -> Callable[[int], str]:
        """For a grade: the least of what is left for it and for every wider bound below."""

        def formula(line: int) -> str:
            left = [self._left(limit, line) for limit in sorted(self._capacity) if limit >= level]
            return f"MIN({','.join(left)})" if left else self._here("members", line)

        return formula

    def _left(self, limit: int, line: int) -> str:
        """Of one quota: places not taken, or ranks not passed."""
        cell = self._here(f"cap{limit}", line) if self._grouped else self._capacity[limit]
        gone = f"({self._here('rank', line)}-1)" if limit in self._by_ranks else self._here(f"taken{limit}", line)
        return f"{cell}-{gone}"

    def _start(self, line: int) -> str:
        return f"MAX({self._here('level', line)},{self._here('open', line)})"

    def _first(self, line: int, but: Set[int] = frozenset()) -> str:
        """The first level with room for all; one of ``but`` only for who stands there already."""
        formula = str(self._levels)
        for level in reversed(range(1, self._levels)):
            tests = f"{self._start(line)}<={level},{self._here(f'room{level}', line)}>={self._here('members', line)}"
            if level in but:
                tests += f",{self._here('level', line)}={level}"
            formula = f"IF(AND({tests}),{level},{formula})"
        return formula

    def _border(self, line: int) -> str:
        """Some, but not all, of a block found room above the grade they came to."""
        members, reached = self._here("members", line), self._here("reached", line)
        tight = []
        for level in range(1, self._levels + 1):
            room = self._here(f"room{level}", line)
            within = f"{self._start(line)}<={level},{reached}>={level}"
            tight.append(f"AND({within},{room}<{members},{room}>0)")
        return f"IF(AND({members}>1,{reached}<>{self._here('level', line)},OR({','.join(tight)})),1,0)"
