"""What both versions of the report say of why and what next, and the support page: what was decided, the same bytes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.engine.capitals import capitals
from scoring.papers.facts import Version
from scoring.services.comparing import among
from scoring.services.deciding import Decided
from scoring.services.lifting import Lifter, Way
from scoring.services.lifting_words import lifting_told
from scoring.services.overriding import confirm_override, propose_override
from scoring.services.past import Past, past
from scoring.services.policies import adopt_policy
from scoring.services.replaying import replay
from scoring.services.report_facts import Beside
from scoring.services.report_why import WhysOfRun
from scoring.services.reporting import print_reports, report_bytes
from scoring.services.robustness import DRAWS
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live_score, seal
from scoring.services.settling import settle
from scoring.services.support_kept import decide_support, support_as_decided
from scoring.services.why import why
from scoring.store import papers
from scoring.store.runs import Run
from tests.journeys.districts import district
from tests.journeys.driving import ROOT
from tests.scoring.papers.reading import pages, squeezed

NOW, LATER = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 5, 20, tzinfo=UTC)
INTERNAL = ("稳健性", "怎样升到上一等级", "同类载体名次")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenRound, Run]]:
    opened = district(tmp_path_factory.mktemp("why") / "district.fuping", 8)
    with opened.store:
        run, _ = seal(opened, actor="测", now=NOW)
        yield opened, run


@pytest.fixture(scope="module")
def then(sealed: tuple[OpenRound, Run]) -> Iterator[Past]:
    opened, run = sealed
    with past(opened.store, run) as found:
        yield found


def text_of(pdf: bytes) -> str:
    return squeezed("".join(pages(pdf)))


def test_the_commission_reads_what_would_lift_the_carrier_and_the_carrier_does_not(
    sealed: tuple[OpenRound, Run], then: Past
) -> None:
    """Word for word what the search says of the data as they were sealed."""
    opened, run = sealed
    lifter, compared = Lifter(opened, live_score(opened)), among(then)
    one = next(one for one in then.scored if lifter.of(one.carrier.no).way is Way.LIFTED)
    told = lifting_told(opened, lifter.of(one.carrier.no), "zh")
    beside = Beside(then, compared, Decided(opened, run))
    own = {version: text_of(report_bytes(then, compared, one.carrier.uscc, "zh", version, None, beside)) for version in Version}
    for title in INTERNAL:
        assert title in own[Version.INTERNAL]
        assert title not in own[Version.FEEDBACK]
    assert told.suggestions
    for each in told.suggestions:
        gain = squeezed(f"+{each.gain} 分，总分 {each.total} → {each.grade}")
        assert gain in own[Version.INTERNAL]
        assert gain not in own[Version.FEEDBACK]
    for version in Version:
        assert "突出的方面" in own[version]
        assert "扶持金额合计" not in own[version]


def test_the_paper_is_as_sure_of_a_grade_as_the_terminal(sealed: tuple[OpenRound, Run], then: Past) -> None:
    """As many draws, by the same seed; the next report of the run has them already."""
    opened, _ = sealed
    one = next(one for one in then.scored if one.grade)
    first, second = (WhysOfRun(then, among(then)).of(one.carrier.no, "zh") for _ in range(2))
    assert first.steady == second.steady == why(opened, one.carrier, "zh").steady
    assert first.steadiness is not None
    assert first.steadiness.spread.count == DRAWS


def test_what_was_not_worked_out_is_not_called_out_of_reach(sealed: tuple[OpenRound, Run], then: Past) -> None:
    opened, _ = sealed
    lifter = Lifter(opened, live_score(opened))
    found = [lifter.of(one.carrier.no) for one in then.scored]
    one = next(one for one in found if one.way is Way.OUT_OF_REACH and one.found)
    assert one.found is not None
    told = {
        stopped: lifting_told(opened, replace(one, found=replace(one.found, stopped=stopped)), "zh") for stopped in (False, True)
    }
    assert "达不到" in told[False].tail[0]
    assert "已复算的组合中没有达到" in told[True].tail[0]
    assert "达不到" not in told[True].tail[0]


def test_after_people_gave_another_grade_the_paper_does_not_argue_with_it(tmp_path: Path) -> None:
    opened = district(tmp_path / "own.fuping", 8)
    with opened.store:
        run, scored = seal(opened, actor="测", now=NOW)
        lifter = Lifter(opened, live_score(opened))
        whose = next(one for one in scored if one.grade and lifter.of(one.carrier.no).way is Way.LIFTED)
        assert whose.grade is not None
        names = [level.name.zh for level in opened.rubric.rubric.grades]
        computed, given = whose.grade.level.name.zh, names[names.index(whose.grade.level.name.zh) - 1]
        by = {"actor": "测", "now": LATER}
        proposed = propose_override(opened, run, whose.carrier, given, reason="会议决定", basis="纪要", **by)
        confirm_override(opened, proposed.id, actor="测二", now=LATER)
        made = print_reports(opened, run, tmp_path / "out", only=[whose.carrier.uscc], versions=tuple(Version), **by)
        texts = [text_of(one.path.read_bytes()) for one in made]
        for text in texts:
            assert squeezed(f"按评分细则为{computed}，经研究决定为{given}") in text
            assert "距上一等级" not in text
        (internal,) = [text for text in texts if INTERNAL[0] in text]
        assert internal.count(squeezed(f"按评分细则计算为{computed}，经调整为{given}")) == 2, (
            "before what would lift it, and how firm it is"
        )
        assert squeezed(f"经调整为{given}") in internal
        assert "表中等级按评分细则计算" in internal
        assert why(opened, whose.carrier, "en").lifting.head[0].startswith("By the rubric:")
        assert all(same for _, same in replay(opened.store, run).papers)


def test_branches_that_stand_out_are_told_in_both_versions(then: Past) -> None:
    compared = among(then)
    whys = WhysOfRun(then, compared)
    one = next(one for one in then.scored if compared.takes_part(one))
    found = whys.of(one.carrier.no, "en").standouts
    assert found.strong or found.weak
    for version in Version:
        text = text_of(report_bytes(then, compared, one.carrier.uscc, "en", version))
        for each in (*found.strong, *found.weak):
            assert squeezed(each.words) in text


def test_the_support_that_was_decided_is_printed_for_its_carrier_and_again_the_same(tmp_path: Path) -> None:
    """Reports from before the decision stay what they were; those after it have the page; another decision makes another paper."""
    opened = district(tmp_path / "own.fuping", 6)
    with opened.store:
        for path in sorted((ROOT / "resources" / "policies").glob("*.toml")):
            text = path.read_text("utf-8")
            for theirs in ("杨浦区", "宝山区"):
                text = text.replace(f'names = [{{ zh = "{theirs}"', 'names = [{ zh = "云岬区"')
            copy = tmp_path / path.name
            copy.write_text(text, "utf-8")
            adopt_policy(opened, copy, actor="测", now=NOW)
        run, scored = seal(opened, actor="测", now=NOW)
        carrier = next(one.carrier for one in scored if one.grade)
        before = print_reports(
            opened, run, tmp_path / "before", only=[carrier.uscc], versions=tuple(Version), actor="测", now=NOW
        )
        decide_support(opened, basis="第3次办公会纪要", actor="测", now=LATER)
        made = print_reports(opened, run, tmp_path / "after", only=[carrier.uscc], versions=tuple(Version), actor="测", now=LATER)
        kept = Decided(opened, run).support
        assert kept is not None
        (own,) = support_as_decided(opened, kept).of([carrier])
        assert {one.paper.hash for one in before}.isdisjoint(one.paper.hash for one in made)
        for one in made:
            text = text_of(one.path.read_bytes())
            assert "第3次办公会纪要" in text
            assert squeezed(f"{own.total}（大写：{capitals(own.support.total)}）") in text
            open_ = [line for policy, *_ in own.policies() for clause in policy.clauses for line in own.lines(clause, policy)]
            assert open_
        for one in before:
            assert "扶持金额合计" not in text_of(one.path.read_bytes())
        assert all(same for _, same in replay(opened.store, run).papers)
        settle(
            opened, carrier, policy="yangpu", matter="award", key="6_graded_incubator", value="100万元", basis="纪要",
            actor="测", now=LATER,
        )  # fmt: skip
        decide_support(opened, basis="第4次办公会纪要", actor="测", now=LATER)
        again = print_reports(opened, run, tmp_path / "again", only=[carrier.uscc], actor="测", now=LATER)
        assert "第4次办公会纪要" in text_of(again[0].path.read_bytes())
        found = replay(opened.store, run)
        assert len(found.papers) == len(papers.of_run(opened.store, run.id)) == 5
        assert all(same for _, same in found.papers)
