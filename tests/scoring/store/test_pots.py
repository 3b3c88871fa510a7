"""Budget pots and decided support: a later entry replaces an earlier one, which stays; the doctor sees a changed one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.errors import Refusal
from scoring.store import doctor, journal, pots, runs, support_results
from scoring.store.pots import Pot, PotFacts
from scoring.store.truth import Until
from tests.scoring.store.builders import ACTOR, NOW, Desk

FACTS = PotFacts(
    covers=("yangpu", "@operation"),
    payer="district",
    amount=250_000_00,
    rule="",
    unit=100,
    ties=("points", "rank"),
    basis="区财预〔2026〕1号",
)


def put(desk: Desk, facts: PotFacts = FACTS, name: str = "运营") -> Pot:
    return pots.put(desk.store, round_id=desk.round_id, name=name, facts=facts, actor=ACTOR, now=NOW)


def standing(desk: Desk, until: Until | None = None) -> list[tuple[str, PotFacts]]:
    return [(one.name, one.facts) for one in pots.of_round(desk.store, desk.round_id, *([until] if until else []))]


def test_a_later_pot_of_the_name_replaces_the_earlier_one_which_stays(desk: Desk) -> None:
    first = put(desk)
    assert put(desk) == first, "the same again changes nothing"
    then = Until(journal.heads(desk.store))
    chosen = put(desk, replace(FACTS, rule="by_rank"))
    other = put(desk, replace(FACTS, amount=0, covers=()), "建设")
    assert (first.supersedes, chosen.supersedes, other.supersedes) == (None, first.id, None)
    assert standing(desk) == [("建设", replace(FACTS, amount=0, covers=())), ("运营", replace(FACTS, rule="by_rank"))]
    assert standing(desk, then) == [("运营", FACTS)]
    assert [one.facts.rule for one in pots.history(desk.store, desk.round_id, "运营")] == ["by_rank", ""]
    assert pots.with_ids(desk.store, desk.round_id, [first.id, other.id]) == (other, first)
    assert doctor.examine(desk.store) == ()


def test_a_withdrawn_pot_is_gone_and_can_be_put_again(desk: Desk) -> None:
    def withdraw() -> Pot | None:
        return pots.withdraw(desk.store, round_id=desk.round_id, name="运营", basis="预算调整", actor=ACTOR, now=NOW)

    assert withdraw() is None, "there was none"
    put(desk)
    gone = withdraw()
    assert gone is not None
    assert (gone.stands, gone.facts.basis, gone.facts.amount) == (False, "预算调整", FACTS.amount)
    assert standing(desk) == []
    assert withdraw() is None
    again = put(desk)
    assert again.supersedes == gone.id
    assert standing(desk) == [("运营", FACTS)]
    assert doctor.examine(desk.store) == ()


def test_a_pot_changed_behind_the_journal_is_found(desk: Desk) -> None:
    put(desk)
    with desk.store.writing() as db:
        db.execute("DROP TRIGGER pot_no_update")
        db.execute("UPDATE pot SET amount = amount + 1")
        db.execute("CREATE TRIGGER pot_no_update BEFORE UPDATE ON pot BEGIN SELECT RAISE(ABORT, 'pot is append-only'); END")
    assert [finding.code for finding in doctor.examine(desk.store)] == ["store.doctor.not_as_journalled"]


def test_decided_support_is_kept_beside_what_was_decided_before(desk: Desk) -> None:
    run = runs.seal(desk.store, round_id=desk.round_id, receipt="{}", results="[]", actor=ACTOR, now=NOW)

    def keep(text: str, basis: str = "纪要") -> support_results.SupportResult:
        return support_results.keep(
            desk.store, round_id=desk.round_id, run_id=run.id, text=text, basis=basis, actor=ACTOR, now=NOW
        )

    assert support_results.latest(desk.store, desk.round_id) is None
    first = keep('{"total":1}')
    assert keep('{"total":1}') == first, "the same again changes nothing"
    second = keep('{"total":2}')
    third = keep('{"total":2}', "常务会议纪要")
    assert [one.supersedes for one in (first, second, third)] == [None, first.id, second.id]
    assert support_results.of_round(desk.store, desk.round_id) == (first, second, third)
    assert support_results.text_of(desk.store, first.id) == '{"total":1}'
    assert doctor.examine(desk.store) == ()


def test_a_text_that_is_no_longer_its_hash_is_refused_and_found(desk: Desk) -> None:
    run = runs.seal(desk.store, round_id=desk.round_id, receipt="{}", results="[]", actor=ACTOR, now=NOW)
    kept = support_results.keep(desk.store, round_id=desk.round_id, run_id=run.id, text="{}", basis="纪要", actor=ACTOR, now=NOW)
    with desk.store.writing() as db:
        db.execute("DROP TRIGGER support_result_no_update")
        db.execute("UPDATE support_result SET zlib = ?", (b"x",))
        db.execute(
            "CREATE TRIGGER support_result_no_update BEFORE UPDATE ON support_result "
            "BEGIN SELECT RAISE(ABORT, 'support_result is append-only'); END"
        )
    with pytest.raises(Refusal) as refused:
        support_results.text_of(desk.store, kept.id)
    assert refused.value.said.code == "store.damaged"
    assert [finding.code for finding in doctor.examine(desk.store)] == ["store.doctor.hash"]
