"""The day a result was announced: entered by people, never taken for the day of sealing, and unknown until then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scoring.definitions.canonical import canonical
from scoring.definitions.periods import Period
from scoring.engine.conditions import Outcome
from scoring.engine.support import Check, Why
from scoring.errors import Refusal
from scoring.services.announcing import Announced, announce, announcement, offered
from scoring.services.deciding import take_back
from scoring.services.document_issue import PaperKind, PaperOrder, PaperPress, save_papers
from scoring.services.documents import Format
from scoring.services.locking import lock_round
from scoring.services.policies import adopt_policy
from scoring.services.rounds import OpenRound
from scoring.services.scoring import seal
from scoring.services.settling import settle
from scoring.services.support import round_support, support_on
from scoring.services.support_ground import by_sealing, inputs_document, inputs_now
from scoring.services.support_kept import changed_since, decide_support, replay_support, support_document
from scoring.services.support_open import open_matters_of
from scoring.services.windows import objection_window, set_window
from scoring.store import decisions, runs, support_results
from tests.journeys.districts import district
from tests.journeys.driving import ROOT, WORKSPACE, ask, fuping

SEALED = datetime(2026, 5, 20, 2, tzinfo=UTC)
LATER = SEALED + timedelta(days=30)
AFTER = datetime(2027, 1, 12, 2, tzinfo=UTC)
"""Baoshan's policy has ended by then."""
DAY = date(2026, 6, 10)
FACTS = {"actor": "测", "now": LATER}
BASIS = "纪要〔2026〕3号"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    """A sealed round under Baoshan's policy, of which everything is settled but the day of the announcement."""
    made = district(tmp_path / "own.fuping", 3)
    with made.store:
        text = (ROOT / "resources" / "policies" / "baoshan_2024_4.toml").read_text("utf-8")
        copy = tmp_path / "baoshan.toml"
        copy.write_text(text.replace('names = [{ zh = "宝山区"', 'names = [{ zh = "云岬dist001有限公司"'), "utf-8")
        adopt_policy(made, copy, actor="测", now=SEALED)
        seal(made, actor="测", now=SEALED)
        for key, value in (
            ("quality_grades", "优秀、优良、合格、不合格"),
            ("quality_amount", "优秀=9万元、优良=8万元、合格=7万元、不合格=6万元"),
        ):
            settle(made, None, policy="baoshan", matter="figure", key=key, value=value, basis=BASIS, actor="测", now=SEALED)
        for one in made.participants():
            settle(
                made, one, policy="baoshan", matter="figure", key="quality_outstanding", value="是", basis=BASIS,
                actor="测", now=SEALED,
            )  # fmt: skip
        yield made


def dates(opened: OpenRound, now: datetime = LATER) -> Check:
    """What the clause about quality says of its day, for the first carrier."""
    found = round_support(opened, now=now).carriers[0]
    [clause] = [one for policy in found.support.policies for one in policy.clauses if one.key == "27_quality"]
    return clause.checks[1]


def total(opened: OpenRound, now: datetime = LATER) -> int:
    return sum(one.support.total for one in round_support(opened, now=now).carriers)


def test_until_it_is_entered_it_is_unknown_and_the_clause_says_what_to_enter(opened: OpenRound) -> None:
    assert (dates(opened).outcome, dates(opened).why, dates(opened).day) == (Outcome.UNKNOWN, Why.NOT_ANNOUNCED, None)
    assert total(opened) == 0
    whole = round_support(opened, now=LATER)
    [clause] = [one for policy in whole.carriers[0].support.policies for one in policy.clauses if one.key == "27_quality"]
    said = dict(whole.carriers[0].lines(clause, whole.carriers[0].support.policies[0]))
    assert "本次结果的公布之日还没有登记" in "；".join(said.values())
    assert "首次封存于 2026-05-20" in whole.announced_words()
    [item] = [one for one in open_matters_of(opened, now=LATER) if one.is_announcement]
    assert len(item.carriers) == 3
    announce(opened, day=DAY, document="结果通知〔2026〕8号", **FACTS)
    assert (dates(opened).outcome, dates(opened).day) == (Outcome.MET, DAY)
    assert total(opened) > 0
    assert not any(one.is_announcement for one in open_matters_of(opened, now=LATER))


def test_sealing_again_after_an_objection_does_not_move_it(opened: OpenRound) -> None:
    """The finding of January puts nobody out of a policy that was in force when the result was announced."""
    announce(opened, day=DAY, document="结果通知〔2026〕8号", **FACTS)
    before = total(opened)
    seal(opened, actor="测", now=AFTER)
    assert (dates(opened, AFTER).outcome, dates(opened, AFTER).day) == (Outcome.MET, DAY)
    assert total(opened, AFTER) == before > 0


def test_where_every_day_from_the_first_sealing_on_says_the_same_it_is_told(opened: OpenRound) -> None:
    period = Period(date(2025, 1, 27), date(2026, 12, 31))
    assert period.holds_from(date(2027, 1, 1)) is False
    assert period.holds_from(date(2026, 12, 31)) is None
    assert period.holds_from(date(2024, 1, 1)) is None
    assert Period(date(2025, 1, 27), None).holds_from(date(2025, 1, 27)) is True
    assert Period(date(2025, 1, 27), None).holds_from(date(2025, 1, 26)) is None
    inputs = inputs_now(opened, now=AFTER)
    found = support_on(opened, replace(inputs, announced=Announced(since=date(2027, 1, 5)))).carriers[0]
    [clause] = [one for policy in found.support.policies for one in policy.clauses if one.key == "27_quality"]
    assert (clause.checks[1].outcome, clause.checks[1].why) == (Outcome.NOT_MET, Why.WHENEVER)
    [said] = [text for _, text in found.lines(clause, found.support.policies[0])]
    assert "不会早于首次封存之日 2027-01-05，哪天公布都不在有效期内" in said


def test_it_is_offered_from_the_notice_and_never_taken(opened: OpenRound, tmp_path: Path) -> None:
    assert offered(opened) is None
    run = runs.of_round(opened.store, opened.round.id)[-1]
    with PaperPress(opened, run, PaperKind.NOTICE, format_=Format.DOCX) as press:
        save_papers(opened, run, press, tmp_path, [PaperOrder("", "", "通知.docx")], **FACTS)
    offer = offered(opened)
    assert offer is not None
    assert (offer.day, offer.why.code) == (LATER.date(), "decide.announced_offer_issued")
    assert announcement(opened) is None
    assert dates(opened).outcome is Outcome.UNKNOWN


def test_it_is_replaced_taken_back_journalled_and_the_window_stays(opened: OpenRound) -> None:
    set_window(opened, first=date(2026, 5, 25), days=5, **FACTS)
    window = objection_window(opened)
    announce(opened, day=date(2026, 6, 9), document="网站", **FACTS)
    made = announce(opened, day=DAY, document="通知", **FACTS)
    told = announcement(opened)
    assert told is not None
    assert (told.day, told.document) == (DAY, "通知")
    assert objection_window(opened) == window
    take_back(opened, made.id, reason="日期有误", **FACTS)
    told = announcement(opened)
    assert told is not None
    assert told.day == date(2026, 6, 9)
    assert len(decisions.every(opened.store, opened.round.id, decisions.Matter.WINDOW)) == 4


@pytest.mark.parametrize(
    ("day", "document", "code"),
    [
        (date(2026, 6, 20), "通知", "decide.announced_to_come"),
        (DAY, "  ", "decide.announced_by_needed"),
    ],
)
def test_what_cannot_be_is_refused(opened: OpenRound, day: date, document: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        announce(opened, day=day, document=document, **FACTS)
    assert refused.value.said.code == code
    assert announcement(opened) is None


def test_without_a_sealed_result_there_is_nothing_to_announce_and_a_locked_round_takes_nothing(tmp_path: Path) -> None:
    made = district(tmp_path / "bare.fuping", 2)
    with made.store:
        with pytest.raises(Refusal) as refused:
            announce(made, day=DAY, document="通知", **FACTS)
        assert refused.value.said.code == "services.no_run"
        seal(made, **FACTS)
        lock_round(made, **FACTS)
        with pytest.raises(Refusal) as refused:
            announce(made, day=DAY, document="通知", **FACTS)
        assert refused.value.said.code == "store.round_locked"


def test_a_decision_says_when_the_day_was_entered_otherwise_since(opened: OpenRound) -> None:
    announce(opened, day=DAY, document="通知", **FACTS)
    decided = decide_support(opened, basis=BASIS, **FACTS)
    rests_on = decided.document["rests_on"]
    assert isinstance(rests_on, dict)
    assert rests_on["announced"] == {"day": "2026-06-10", "since": None}
    assert replay_support(opened, decided.result)
    announce(opened, day=date(2026, 6, 11), document="通知", **FACTS)
    assert [one.code for one in changed_since(opened, decided.document, now=LATER)] == ["aid.changed.announced"]
    assert replay_support(opened, decided.result)


def test_support_decided_before_the_day_could_be_entered_keeps_what_it_had(opened: OpenRound) -> None:
    """Its document has no word of it: the day of sealing stood for it, and comes out again byte by byte."""
    inputs = inputs_now(opened, now=LATER)
    assert inputs.run is not None
    old = support_on(opened, replace(inputs, announced=by_sealing(inputs.run)))
    document = support_document(old)
    assert "announced" not in inputs_document(old.inputs)
    kept = support_results.keep(
        opened.store, round_id=opened.round.id, run_id=inputs.run.id, text=canonical(document), basis=BASIS, **FACTS
    )
    announce(opened, day=DAY, document="通知", **FACTS)
    assert replay_support(opened, kept)
    again = json.loads(canonical(document))
    assert [one.code for one in changed_since(opened, again, now=LATER)] == ["aid.changed.by_sealing"]
    announce(opened, day=date(2026, 5, 20), document="通知", **FACTS)
    assert changed_since(opened, again, now=LATER) == ()


def test_in_the_terminal(own: Path) -> None:
    path = own / WORKSPACE
    assert "结果公布之日还没有登记" in fuping("announced", path).out
    refused = fuping("announced", path, "2026-06-30")
    assert (refused.code, "请写明结果是用哪份通知" in refused.err) == (2, True)
    told = fuping("announced", path, "2026-06-30", "--by", "结果通知〔2026〕8号")
    assert "的考评结果于 2026-06-30 公布（结果通知〔2026〕8号）" in told.out
    assert "结果公布之日 2026-06-30（结果通知〔2026〕8号" in fuping("announced", path).out
    assert ask("decisions", path)["announced"]["day"] == "2026-06-30"
    assert "announced on 2026-06-30" in fuping("announced", path, "--lang", "en").out
    assert "登记公布之日" in fuping("journal", path).out
    assert fuping("take-back", path, "--reason", "日期有误").code == 0
    assert ask("announced", path) == {
        "schema": "fuping/cli-announced-show/1",
        "kind": "孵化器",
        "announced": None,
        "offer": None,
    }
    assert ask("doctor", path)["sound"] is True
