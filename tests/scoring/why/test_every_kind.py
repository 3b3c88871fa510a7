"""What would lift a carrier, for every kind of measure: a step that is tried is worth what the engine gives for the changed data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scoring.definitions.form import FilledBy
from scoring.definitions.rubric import MeasureKind
from scoring.engine.steps import START, Move, State
from scoring.engine.stuck import Stuck
from scoring.services.lifting import Lifter, Lifting
from scoring.services.lifting_words import lifting_told
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score
from tests.scoring.why.every_kind import KINDS
from tests.scoring.why.test_lifting import kept, liftings, with_change

MARKED = "service_cases"


@pytest.fixture(scope="module")
def found(every_kind: OpenRound) -> tuple[Lifting, ...]:
    return tuple(liftings(every_kind))


def test_the_rubric_has_every_kind_of_measure(every_kind: OpenRound) -> None:
    assert {one.measure.kind for one in every_kind.rubric.measures.values()} == set(MeasureKind)


def test_every_kind_has_its_steps(every_kind: OpenRound) -> None:
    """Of what is made of other measures the steps are theirs."""
    steps, _ = Lifter(every_kind, live_score(every_kind))._tried(1)
    moves = {code: {one.move for one in steps.families() if f"I-{code}" in one.codes} for code, *_ in KINDS}
    assert moves == {
        "C1": {Move.ROWS},
        "C2": {Move.ADD},
        "C3": {Move.ADD},
        "C4": {Move.ADD},
        "S1": {Move.ROWS},
        "U1": {Move.AMOUNT},
        "U2": {Move.AMOUNT},
        "U3": {Move.AMOUNT},
        "U4": {Move.AMOUNT},
        "M1": {Move.AMOUNT},
        "M2": {Move.AMOUNT},
        "R1": {Move.AMOUNT},
        "R2": {Move.AMOUNT},
        "E1": {Move.ADD},
        "L1": {Move.ADD},
        "L2": {Move.ADD},
        "V1": {Move.AMOUNT},
        "V2": {Move.AMOUNT},
        "V3": set(),
        "K1": {Move.ANSWER},
        "K2": set(),
        "F1": {Move.ROWS, Move.ADD},
        "F2": {Move.AMOUNT},
        "G1": {Move.AMOUNT},
        MARKED: {Move.MARK},
    }


@pytest.mark.parametrize("number", [1, 4, 9])
def test_every_step_is_worth_what_the_engine_gives_for_the_changed_data(every_kind: OpenRound, number: int) -> None:
    """By SQL over the changed and added rows, once and three times the step."""
    board = live_score(every_kind)
    scored = next(one for one in board.results() if one.carrier.no == number)
    steps, tried = Lifter(every_kind, board)._tried(number)
    moved = set()
    for family in steps.families():
        if family.move is Move.MARK:
            continue
        for state in states(steps.taken(family, START), lambda state, one=family: steps.taken(one, state)):
            with with_change(every_kind, number, state) as source:
                board.changed(scored.carrier, scored.return_id, source)
                came = board.of(number)
            board.changed(scored.carrier, scored.return_id)
            trial = tried(state)
            assert came is not None
            assert (came.score.total, came.score.indicators) == (trial.score.total, trial.score.indicators), family
            before, after = scored.measured[family.measure].value, trial.measured[family.measure].value
            if before is not None and after is not None and before.compare(after):
                moved.add(every_kind.rubric.measures[family.measure].measure.kind)
    assert moved >= {MeasureKind.EVENNESS, MeasureKind.LARGEST_SHARE, MeasureKind.MEDIAN, MeasureKind.COUNT, MeasureKind.MEAN}


def states(first: State | None, after: Callable[[State], State | None]) -> list[State]:
    """After one step and after three."""
    found = [first] if first is not None else []
    while found and len(found) < 3:
        more = after(found[-1])
        if more is None:
            break
        found.append(more)
    return [found[at] for at in dict.fromkeys((0, len(found) - 1))] if found else []


def test_what_lifts_a_carrier_gains_what_is_said(every_kind: OpenRound, found: tuple[Lifting, ...]) -> None:
    _, kinds = kept(every_kind, found)
    assert {move for move, _ in kinds} >= {Move.ROWS, Move.ADD, Move.AMOUNT}


def test_no_step_lowers_what_a_firm_reports_or_rewrites_what_is_said_once_for_all(
    every_kind: OpenRound, found: tuple[Lifting, ...]
) -> None:
    form = every_kind.form.form
    looked = 0
    for one in found:
        if one.steps is None or one.rows is None:
            continue
        for family in one.steps.families():
            state = one.steps.taken(family, START)
            for (table, number, key), after in state.changes.items() if state else ():
                before = dict(one.rows[table])[number][key]
                field = form.table(table).field(key)
                assert field.filled_by is FilledBy.CARRIER
                assert not (field.lasting and before is not None)
                if field.is_number and isinstance(before, int) and isinstance(after, int) and table != form.record:
                    assert after >= before
                looked += 1
    assert looked > 50


def test_an_evenness_is_raised_by_the_scarcest_kind(every_kind: OpenRound) -> None:
    """No other answer of one more firm would bring more."""
    steps, tried = Lifter(every_kind, live_score(every_kind))._tried(1)
    (scarcest,) = (one for one in steps.families() if one.measure == "E1" and one.size > 0)
    state = steps.taken(scarcest, START)
    assert state is not None
    best = tried(state).measured["E1"].value
    by = every_kind.rubric.measures["E1"].by
    assert best is not None
    assert by is not None
    for number in by.choices.values():
        newcomer = state.added[0]
        other = type(newcomer)(newcomer.table, {**newcomer.row, "industry": number}, newcomer.kind)
        value = tried(State(added=(other,))).measured["E1"].value
        assert value is not None
        assert value.compare(best) <= 0


def test_who_has_no_step_is_told_why(every_kind: OpenRound, found: tuple[Lifting, ...]) -> None:
    """Every indicator with points left has a step that gains, or a reason."""
    reasons: set[Stuck] = set()
    for one in found:
        if one.found is None or one.steps is None:
            continue
        told = [code for codes in one.found.stuck.values() for code in codes]
        assert len(told) == len(set(told))
        reasons |= set(one.found.stuck)
        for zh, en in zip(*(lifting_told(every_kind, one, language).tail for language in ("zh", "en")), strict=True):
            assert zh
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in en)
        tail = " ".join(lifting_told(every_kind, one, "zh").tail)
        assert all(code in tail for code in told)
    assert reasons >= {Stuck.DISTRICT, Stuck.NO_RESULT, Stuck.LESS, Stuck.BEYOND, Stuck.NO_GAIN, Stuck.NOTHING}
    assert all("I-V3" in one.found.stuck[Stuck.DISTRICT] for one in found if one.found)


def test_nobody_without_a_result_is_told_to_be_at_the_best_level(lacked: OpenRound) -> None:
    """The best peer's level is somebody's; where a step gives a result it is a step like any other."""
    reasons: dict[str, set[Stuck | None]] = {"I-M1": set(), "I-M2": set(), "I-F1": set()}
    measures = {one.code: one.measure for one in lacked.rubric.rubric.indicators}
    board = live_score(lacked)
    for one in liftings(lacked):
        if one.found is None:
            continue
        others = [each for each in board.results() if each.carrier.no != one.scored.carrier.no]
        told = {code: reason for reason, codes in one.found.stuck.items() for code in codes}
        for code, reason in told.items():
            if reason is Stuck.BEYOND:
                assert any(each.measured[measures[code]].value is not None for each in others), code
        for code, known in reasons.items():
            if code == "I-M1" and one.scored.score.indicator(code).value is not None:
                assert told[code] is Stuck.NO_PEER
            if code == "I-F1":
                assert code not in told, "it has all its points, or a first graduate gives them"
            known.add(told.get(code))
    assert reasons["I-M2"] == {Stuck.NO_RESULT}
    assert Stuck.NO_PEER in reasons["I-M1"]


def test_a_step_that_gives_a_result_keeps_its_promise(lacked: OpenRound) -> None:
    """Also to whom an indicator was left out."""
    found = tuple(liftings(lacked))
    tried, _ = kept(lacked, found)
    assert tried >= 5
    codes = {
        code
        for one in found
        for change in (one.found.changes if one.found else ())
        for step in change.steps
        for code in step.family.codes
        if one.scored.score.indicator(code).value is None and change.trial.score.indicator(code).value is not None
    }
    assert "I-F1" in codes


def test_the_words_of_a_new_firm_say_which_kind(every_kind: OpenRound, found: tuple[Lifting, ...]) -> None:
    lifted = [(one, lifting_told(every_kind, one, "zh"), lifting_told(every_kind, one, "en")) for one in found]
    added = [
        (zh, en) for _, told, other in lifted for zh, en in zip(told.suggestions, other.suggestions, strict=True) if zh.added
    ]
    assert added
    for zh, en in added:
        assert "再增加" in zh.words
        assert "more join" in en.words
        assert all(dict(row.values) for row in zh.added)
