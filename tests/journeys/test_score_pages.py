"""What the page of scores shows, without a window: lines equal results, runs in pieces, a year before, sealing that is cancelled."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.definitions.canonical import canonical
from scoring.errors import Cancelled, Refusal
from scoring.services.carrier_scores import carrier_shown, peers_shown
from scoring.services.changes import Change, changes
from scoring.services.lines import Line, base_tops, documents, keep_lines, line_of_document, sealed_lines, share_words
from scoring.services.names import name_book
from scoring.services.returns import import_workbooks
from scoring.services.rounds import OpenRound, open_round
from scoring.services.score_looks import first_look, live_look, staleness
from scoring.services.scoring import in_pieces, live, results_document, seal, stale
from scoring.services.showing_scores import ranking
from scoring.services.workplace import Workplace
from scoring.services.years import same_measure, year_before
from scoring.store import rounds, runs, truth
from tests.desktop.workspaces import worked_returns
from tests.journeys.driving import WORKSPACE

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(district: Path) -> Iterator[Workplace]:
    with Workplace(district / WORKSPACE, actor="甲", read_only=True) as place:
        yield place


@pytest.fixture
def writable(demo: Path, tmp_path: Path) -> Iterator[Workplace]:
    shutil.copy(demo / WORKSPACE, tmp_path / WORKSPACE)
    with Workplace(tmp_path / WORKSPACE, actor="甲") as place:
        seal(place.opened(), actor="甲", now=NOW)
        yield place


def everything(desk: Workplace) -> Iterator[OpenRound]:
    return (open_round(desk.store, one) for one in rounds.all_rounds(desk.store))


def test_kept_lines_are_those_of_the_text_and_of_the_live_score(desk: Workplace) -> None:
    for opened in everything(desk):
        run = runs.of_round(desk.store, opened.round.id)[-1]
        kept = sealed_lines(desk.store, run)
        rubric = kept.opened.rubric.rubric
        assert kept.kept
        assert kept.lines == tuple(line_of_document(rubric, document) for _, document in documents(desk.store, run))
    for opened in desk.kinds:
        run = runs.of_round(desk.store, opened.round.id)[-1]
        scores = desk.scores(opened)
        assert scores.lines() == sealed_lines(desk.store, run).lines
        assert scores.differing(run, sealed_lines(desk.store, run).hashes) == frozenset()


def test_a_text_in_pieces_is_the_same_text(desk: Workplace) -> None:
    opened = desk.opened()
    run = runs.of_round(desk.store, opened.round.id)[-1]
    whole = runs.results(desk.store, run.id)
    assert "".join(runs.results_in_pieces(desk.store, run.id)) == whole
    assert [text for text, _ in documents(desk.store, run)] == [canonical(one) for one in results_document(live(opened))]
    assert "".join(in_pieces(canonical(one) for one in results_document(live(opened)))) == whole
    assert "".join(in_pieces(())) == canonical([])
    assert not stale(opened, run)
    assert not desk.differs(opened, run)
    assert not stale(opened, run, lambda: True), "nothing was written since that could move a figure"


def test_a_damaged_text_is_refused_at_its_end(writable: Workplace) -> None:
    packed = truth.packed_in_pieces(["[1,", "2]"])
    assert "".join(truth.unpacked_in_pieces(writable.store, packed.bytes, packed.hash)) == "[1,2]"
    other = truth.packed_in_pieces(["[1,3]"])
    for blob, due in ((packed.bytes, other.hash), (packed.bytes[:-4], packed.hash), (b"\0\0", packed.hash)):
        with pytest.raises(Refusal):
            list(truth.unpacked_in_pieces(writable.store, blob, due))


def test_every_step_of_the_grade_rule_has_its_words_in_the_ranking(desk: Workplace) -> None:
    opened = desk.opened()
    shown = live_look(desk, opened.kind(), None, "zh")
    rows = {row.name: row for row in shown.rows}
    assert [row.rank for row in shown.rows[:4]] == [1, 2, 3, 4]
    assert rows["云岬启川科技企业孵化器"].grade == "优秀"
    assert rows["云岬听潮软件孵化器"].next == "分数已达优秀：比例限制"
    assert rows["云岬新浦大学生创业基地"].next == "分数已达优良：一票否决"
    assert rows["云岬启杭孵化器"].next == "直接定级"
    assert rows["云岬引航创新港"].next == "距优良 0.30 分"
    assert rows["云岬明渚孵化器（东园）"].grade == "合格（名额临界）"
    assert (rows["云岬小满智谷孵化器"].grade, rows["云岬小满智谷孵化器"].rank) == ("监测", None)
    assert (rows["云岬旧渡口创业街"].grade, rows["云岬旧渡口创业街"].total) == ("不具备考评条件", "—")
    assert {group.key: group.count for group in shown.groups} == {
        "优秀": 4,
        "优良": 6,
        "合格": 8,
        "不合格": 6,
        "watched": 1,
        "unscored": 1,
    }
    assert shown.rows[-1].x is None


def test_the_cuts_lie_where_both_dimensions_come_to_the_grade(desk: Workplace) -> None:
    shown = live_look(desk, desk.opened().kind(), None, "zh")
    assert [cut.words for cut in shown.cuts] == ["优秀 80", "优良 70", "合格 60"]
    wide, high = (int(axis.maximum) for axis in shown.axes)
    for cut, bound in zip(shown.cuts, (80, 70, 60), strict=True):
        for across, up in (cut.start, cut.end):
            assert abs(across * wide + up * high - bound * 10_000) <= wide


def test_a_carrier_is_held_against_its_own_year_before(desk: Workplace) -> None:
    opened = desk.opened()
    scored = next(one for one in desk.scores(opened).results() if one.carrier.name == "云岬栈桥国际科技企业孵化器")
    past = year_before(opened, scored, "zh")
    assert past.words == "与 2025 年度封存的结果比较，两年细则相同。"
    before = open_round(desk.store, next(one for one in rounds.all_rounds(desk.store) if one.kind == opened.round.kind))
    lines = {line.uscc: line for line in sealed_lines(desk.store, runs.of_round(desk.store, before.round.id)[-1]).lines}
    then = lines[scored.carrier.uscc]
    assert past.then == f"{then.total} {then.grade}"
    place = [one.code for one in opened.rubric.rubric.indicators].index("A1-4")
    row = past.rows[place]
    assert (row.code, row.now, row.then) == ("A1-4", str(scored.score.indicator("A1-4").points), str(then.points[place]))
    assert row.change_key == scored.score.indicator("A1-4").points - then.points[place]  # type: ignore[operator]  # both are there
    assert row.value_then
    newcomer = next(one for one in desk.scores(opened).results() if one.carrier.name == "云岬启川科技企业孵化器")
    assert year_before(opened, newcomer, "zh").rows == ()


def test_an_indicator_is_compared_only_where_it_measures_the_same(desk: Workplace) -> None:
    now = desk.opened().rubric
    codes = [one.code for one in now.rubric.indicators]
    assert all(same_measure(now, now, code) for code in codes)
    sets = tuple(
        replace(one, where=f"({one.where}) and months(entered_on, cutoff) >= 6") if one.key == "T" else one
        for one in now.rubric.sets
    )
    then = replace(now, rubric=replace(now.rubric, sets=sets))
    assert not same_measure(now, then, "A3-2")
    assert same_measure(now, then, "J3")
    money = now.measures["equity_per_firm"]
    number = replace(money, type=replace(money.type, money=0))
    then = replace(now, measures={**now.measures, "equity_per_firm": number})
    assert not same_measure(now, then, "A5-3"), "a form that kept a bare number there kept no 分"
    assert same_measure(now, then, "A3-2")


def test_the_page_of_a_carrier_adds_up(desk: Workplace) -> None:
    opened = desk.opened()
    scores = desk.scores(opened)
    for line in scores.lines()[::5]:
        shown = carrier_shown(scores, line.uscc, "zh")
        tops = [node for node in shown.nodes if not node.parent]
        assert [node.points.replace("−", "") for node in tops] == [
            str(line.branches[at]) for at, one in enumerate(opened.rubric.rubric.branches) if not one.parent
        ]
        assert len(shown.nodes) == len(opened.rubric.rubric.branches) + len(opened.rubric.rubric.indicators)
        assert (peers_shown(scores, line.uscc, "zh").rows == ()) == (line.watched or not line.scored)


def test_what_differs_from_the_run_is_counted_and_told(writable: Workplace) -> None:
    opened = writable.opened()
    look = first_look(opened, "", "zh")
    assert look.sealed is not None
    assert staleness(writable, opened.kind(), look.sealed, "zh").words == "与封存的结果一致"
    uscc = look.sealed.lines[0].uscc
    hashes = {**look.sealed.hashes, uscc: look.sealed.run.results_hash}
    told = staleness(writable, opened.kind(), replace(look.sealed, hashes=hashes), "zh")
    assert (told.differing, told.words) == (frozenset({uscc}), "数据已变：1 家的结果与封存的不同")
    assert told.moved == {uscc}


def test_a_return_with_the_same_figures_is_named_too(writable: Workplace, tmp_path: Path) -> None:
    opened = writable.opened()
    look = first_look(opened, "", "zh")
    assert look.sealed is not None
    source = next(path for path in worked_returns().iterdir() if "启川" in path.name)
    book = load_workbook(source)
    book.properties.title = "重报"
    book.save(tmp_path / source.name)
    import_workbooks(opened, [tmp_path / source.name], enrolling=False, actor="甲", now=writable.now)
    writable.heard(changes(Change.RETURNS))
    told = staleness(writable, opened.kind(), look.sealed, "zh")
    assert (told.stale, told.differing, told.words) == (True, frozenset(), "数据或细则已变，各家的结果与封存的相同")
    assert told.moved == {opened.carrier("启川").uscc}


def test_a_sealing_that_is_cancelled_leaves_no_run_behind(writable: Workplace) -> None:
    class Impatient:
        def __init__(self, patience: int) -> None:
            self.seen: list[tuple[int, int]] = []
            self.patience = patience

        def step(self, done: int, total: int, label: str = "") -> None:
            self.seen.append((done, total))
            if len(self.seen) > self.patience:
                raise Cancelled

    opened = writable.opened()
    whole = Impatient(1_000)
    seal(opened, actor="甲", now=NOW, progress=whole)
    assert whole.seen == sorted(whole.seen)
    assert whole.seen[-1] < (whole.seen[-1][1], 10**9)
    before = runs.of_round(writable.store, opened.round.id)
    for patience in range(len(whole.seen)):
        with pytest.raises(Cancelled):
            seal(opened, actor="甲", now=NOW, progress=Impatient(patience))
    assert runs.of_round(writable.store, opened.round.id) == before
    assert writable.store.row("SELECT count(*) FROM run_line") == (3 * len(before),)


def test_lines_of_an_older_run_are_made_once(writable: Workplace) -> None:
    run = runs.of_round(writable.store, writable.opened().round.id)[-1]
    due = sealed_lines(writable.store, run)
    with sqlite3.connect(writable.store.path) as plain:
        plain.execute("DELETE FROM run_line")
    plain.close()
    made = sealed_lines(writable.store, run)
    assert (made.lines, made.hashes, made.kept) == (due.lines, due.hashes, False)
    keep_lines(writable.store, run)
    keep_lines(writable.store, run)
    assert sealed_lines(writable.store, run) == replace(due, opened=sealed_lines(writable.store, run).opened)


def test_a_rubric_without_grades_ranks_nobody_and_says_so(writable: Workplace) -> None:
    opened = writable.opened()
    lines: tuple[Line, ...] = tuple(replace(line, grade="", rank=0, of=0, steps=()) for line in writable.scores(opened).lines())
    bare = replace(opened, rubric=replace(opened.rubric, rubric=replace(opened.rubric.rubric, grades=())))
    shown = ranking(bare, lines, "zh")
    assert [row.total for row in shown.rows] == ["91.92", "66.05", "34.63"]
    assert {row.grade for row in shown.rows} == {"不分等级", "不分等级（暂定）"}
    assert shown.cuts == ()
    assert len(base_tops(bare.rubric.rubric)) == 2


def test_names_are_put_in_a_book_by_pinyin() -> None:
    book = name_book({"9X": "云岬启川", "8Y": "北渡"})
    assert book.places == {"8Y": 0, "9X": 1}
    assert "yjqc" in book.words["9X"]
    assert "9x" in book.words["9X"]
    assert share_words(8665) == "86.65%"
    assert share_words(10_000) == "100.00%"
