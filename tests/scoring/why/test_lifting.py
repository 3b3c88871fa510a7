"""What would lift a carrier: every promise is kept by the engine once the change is made, and nothing cheaper would have done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import combinations

import pytest

from scoring.definitions.form import Field, FieldType, Form
from scoring.definitions.layout import Stored, ordinals
from scoring.definitions.records import Datum, Nothing
from scoring.definitions.rubric import MeasureKind
from scoring.engine.exact import Ratio, from_decimal
from scoring.engine.lifting import Change as Lift
from scoring.engine.lifting import Found, Search, reached_by
from scoring.engine.members import Members
from scoring.engine.steps import START, Move, State
from scoring.services.amending import amend
from scoring.services.lifting import Lifter, Lifting, Way
from scoring.services.lifting_words import lifting_told
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score
from scoring.store import effective, marks
from scoring.store.amendments import Change
from scoring.store.connection import Store

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def datum(form: Form, field: Field, stored: Stored) -> Datum:
    """What a person would have to enter."""
    if stored is None:
        return Nothing.EMPTY
    match field.type:
        case FieldType.BOOL:
            return bool(stored)
        case FieldType.CHOICE:
            return next(code for code, number in ordinals(form, field).items() if number == stored)
        case FieldType.DATE:
            day = int(stored)
            return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
        case _:
            return stored


def cells(opened: OpenRound, state: State) -> dict[tuple[str, int, str], Datum]:
    form = opened.form.form
    return {
        (table, row, key): datum(form, form.table(table).field(key), value) for (table, row, key), value in state.changes.items()
    }


def liftings(opened: OpenRound) -> Iterator[Lifting]:
    board = live_score(opened)
    lifter = Lifter(opened, board)
    yield from (lifter.of(one.carrier.no) for one in board.results())


@pytest.fixture(scope="module")
def found(made: OpenRound) -> tuple[Lifting, ...]:
    return tuple(liftings(made))


def lifted(found: tuple[Lifting, ...]) -> Iterator[tuple[Lifting, Found, Lift]]:
    for one in found:
        if one.found is not None:
            yield from ((one, one.found, change) for change in one.found.changes)


@contextmanager
def with_change(opened: OpenRound, number: int, state: State) -> Iterator[Store]:
    """The carrier's effective rows with the changes in them, and the new rows behind those that are there."""
    with effective.as_if(opened.store, opened.round.no, number, cells(opened, state)) as source:
        source.db.execute("PRAGMA query_only=off")
        for at, newcomer in enumerate(state.added, start=10_001):
            values = (opened.round.no, number, at, *newcomer.row.values())
            places = ", ".join("?" * len(values))
            source.db.conn.execute(f"INSERT INTO {opened.tables[newcomer.table]} VALUES ({places})", values)
        yield source


# Promises -----------------------------------------------------------------------------------------------------------------


def test_the_district_has_every_kind_of_answer(found: tuple[Lifting, ...]) -> None:
    assert {one.way for one in found} >= {Way.BEST, Way.LIFTED}
    moves = {step.family.move for _, _, change in lifted(found) for step in change.steps}
    assert Move.ROWS in moves
    assert any(len(change.steps) > 1 for _, _, change in lifted(found))


def kept(opened: OpenRound, found: tuple[Lifting, ...]) -> tuple[int, set[tuple[Move, MeasureKind]]]:
    """Every change made in the data and scored by the ordinary way of rows to points: SQL, not the walk that the search takes.

    Answers how many there were, and the kinds of step that kept their promise.
    """
    board = live_score(opened)
    tried, kinds = 0, set()
    for one, _, change in lifted(found):
        number = one.scored.carrier.no
        if change.trial.state.marks:
            continue
        with with_change(opened, number, change.trial.state) as source:
            board.changed(one.scored.carrier, one.scored.return_id, source)
            came = board.of(number)
        board.changed(one.scored.carrier, one.scored.return_id)
        assert came is not None
        assert came.grade is not None
        assert (came.score.total, came.grade.level, came.grade.rank) == (
            change.trial.score.total,
            change.grade.level,
            change.grade.rank,
        )
        assert came.score.indicators == change.trial.score.indicators
        tried += 1
        kinds |= {(step.family.move, opened.rubric.measures[step.family.measure].measure.kind) for step in change.steps}
    return tried, kinds


def test_each_change_made_in_the_data_gives_the_promised_points_and_grade(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    tried, kinds = kept(made, found)
    assert tried >= 10
    assert {move for move, _ in kinds} >= {Move.ROWS, Move.ADD}


def test_a_change_entered_by_a_person_keeps_the_promise_too(own: OpenRound) -> None:
    """With amendments and a reviewer's mark that are journalled, not only imagined."""
    one, change = next(
        (one, change)
        for one in liftings(own)
        for change in (one.found.changes if one.found else ())
        if not change.trial.state.marks and len(change.steps) > 1
    )
    asked = [Change(table, row, key, value, "测算") for (table, row, key), value in cells(own, change.trial.state).items()]
    amend(own, one.scored.carrier, asked, actor="沈评审", now=NOW)
    came = live_score(own).of(one.scored.carrier.no)
    assert came is not None
    assert came.grade is not None
    assert (came.score.total, came.grade.level) == (change.trial.score.total, change.grade.level)


def test_a_mark_that_is_raised_gives_what_the_step_says(own: OpenRound) -> None:
    """The reviewer's mark given anew, in the store."""
    board = live_score(own)
    lifter = Lifter(own, board)
    given = [mark for mark in marks.of_round(own.store, own.round.id) if mark.value is not None]
    number = next(
        one.carrier.no for one in board.results() if one.grade and sum(each.carrier_no == one.carrier.no for each in given) >= 3
    )
    steps, tried = lifter._tried(number)
    (family,) = (one for one in steps.families() if one.move is Move.MARK)
    state = steps.taken(family, START)
    assert state is not None
    least = min((mark for mark in given if mark.carrier_no == number), key=lambda mark: mark.value or 0)
    raised = state.marks[family.measure][0]
    assert least.value is not None
    assert raised - least.value == own.rubric.measures[family.measure].measure.step
    with own.store.writing():
        marks.mark(
            own.store, round_id=own.round.id, uscc=least.uscc, measure=family.measure, reviewer=least.reviewer,
            value=raised, actor="沈评审", now=NOW,
        )  # fmt: skip
    came = live_score(own).of(number)
    assert came is not None
    assert came.score.indicators == tried(state).score.indicators


def test_nothing_is_written(own: OpenRound) -> None:
    before = own.store.path.read_bytes()
    assert next(one for one in liftings(own) if one.found)
    assert own.store.path.read_bytes() == before


# Bounds -------------------------------------------------------------------------------------------------------------------


def test_no_change_goes_beyond_the_best_peer_or_touches_what_the_district_finds(
    made: OpenRound, found: tuple[Lifting, ...]
) -> None:
    results = live_score(made).results()
    rubric = made.rubric.rubric
    for one, _, change in lifted(found):
        peers = [each for each in results if each.carrier.no != one.scored.carrier.no and each.grade]
        for step in change.steps:
            for key in {step.family.measure, *(rubric.indicator(code).measure for code in step.family.codes)}:
                now, then = one.scored.measured[key].value, change.trial.measured[key].value
                values = Members(value for each in peers if (value := each.measured[key].value) is not None)
                assert reached_by(values, now, then) > 0
        for table, row, key in change.trial.state.changes:
            assert row > 0
            assert made.form.form.table(table).field(key).filled_by.value == "carrier"


def test_known_days_stay_and_the_base_of_a_share_stays(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    for one, _, change in lifted(found):
        assert one.steps is not None
        for (table, _, key), row in one.steps.cells(change.trial.state):
            field = made.form.form.table(table).field(key)
            assert field.type is not FieldType.DATE or row[key] is None
        for step in change.steps:
            if step.family.move is Move.ROWS:
                measure = step.family.measure
                assert change.trial.measured[measure].base == one.scored.measured[measure].base


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [("1", "2", 2), ("1", "3", 1), ("1", "4", 0), ("2", "1", 1), ("2", "0.5", 0), ("2", "2", 3), (None, "3", 1)],
)
def test_a_peer_is_there_already_or_the_step_is_too_far(now: str | None, then: str, expected: int) -> None:
    from decimal import Decimal

    def ratio(text: str | None) -> Ratio | None:
        return None if text is None else from_decimal(Decimal(text))

    peers = Members([Ratio(1, 1), Ratio(2, 1), Ratio(3, 1)])
    assert reached_by(peers, ratio(now), ratio(then)) == expected


# The least ----------------------------------------------------------------------------------------------------------------


def test_nothing_cheaper_would_have_done(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    """Against trying everything: every kind and every pair with fewer steps, without any bound on what is passed over."""
    board = live_score(made)
    lifter = Lifter(made, board)
    levels = [level.name.zh for level in made.rubric.rubric.grades]
    looked = 0
    for one in found:
        if one.found is None or one.steps is None or one.aim is None or not one.found.changes or looked:
            continue
        number, cheapest = one.scored.carrier.no, min(change.cost for change in one.found.changes)
        if cheapest < 2:
            continue
        looked += 1
        steps, tried = lifter._tried(number)
        search = Search(
            made.rubric.rubric, tried=tried, graded=lambda trial, at=number: lifter._graded(at, trial), take=steps.taken,
            peers=lifter._values(number),
        )  # fmt: skip
        aim = levels.index(one.aim.name.zh)
        kinds = [family for family in steps.families() if search._climbed(family) is not None]
        for pair in combinations(kinds, 2):
            for first in range(cheapest):
                state: State | None = START
                for family, times in zip(pair, (first, cheapest - 1 - first), strict=True):
                    for _ in range(times):
                        state = steps.taken(family, state) if state is not None else None
                if state is None or (not state.changes and not state.marks):
                    continue
                trial = tried(state)
                grade = lifter._graded(number, trial)
                within = all(search._reached(family, trial) for family in pair)
                assert not within or grade is None or levels.index(grade.level.name.zh) > aim
    assert looked


def test_the_points_needed_are_the_least_that_the_whole_rule_accepts(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    """Held against a walk through the totals, a hundredth at a time."""
    board = live_score(made)
    levels = [level.name.zh for level in made.rubric.rubric.grades]
    walked = 0
    for one in found:
        if one.needed is None or one.aim is None:
            continue
        aim = levels.index(one.aim.name.zh)
        hundredths = one.scored.score.ranking.numerator * 100 // one.scored.score.ranking.denominator
        while True:
            grade = board.grade_at(one.scored.carrier.no, Ratio(hundredths, 100))
            assert grade is not None
            if levels.index(grade.level.name.zh) <= aim:
                break
            hundredths += 1
        assert one.needed.compare(Ratio(hundredths, 100)) == 0
        walked += 1
    assert walked >= 3


def test_the_same_question_has_the_same_answer(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    board = live_score(made)
    first = next(one for one in found if one.way is Way.LIFTED)
    second = Lifter(made, board).of(first.scored.carrier.no)
    assert lifting_told(made, first, "zh") == lifting_told(made, second, "zh")


# Words --------------------------------------------------------------------------------------------------------------------


def test_a_veto_is_named_and_no_change_is_offered(own: OpenRound) -> None:
    one = next(one for one in liftings(own) if one.way is Way.LIFTED)
    amend(own, one.scored.carrier, [Change("carrier", 1, "false_data", True, "查实")], actor="沈评审", now=NOW)
    told = lifting_told(own, Lifter(own, live_score(own)).of(one.scored.carrier.no), "zh")
    assert told.way is Way.BARRED
    assert not told.suggestions
    assert any("查实提供虚假数据" in line for line in told.head)


def test_every_change_is_told_in_both_languages(made: OpenRound, found: tuple[Lifting, ...]) -> None:
    one = next(one for one in found if one.way is Way.LIFTED)
    zh, en = (lifting_told(made, one, language) for language in ("zh", "en"))
    assert len(zh.suggestions) == len(en.suggestions) > 0
    first = zh.suggestions[0]
    assert f"+{first.gain} 分" in first.words
    assert first.grade in first.words
    assert not any("\u4e00" <= sign <= "\u9fff" for line in (*en.head, *en.tail) for sign in line)
