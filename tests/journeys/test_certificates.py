"""Certificates from a sealed round to a verdict on the paper alone: issued, copied, lost, corrected, withdrawn, altered, forged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from scoring.errors import Cancelled, Refusal
from scoring.exchange.certificate_code import decode, encode
from scoring.exchange.signing import unlock
from scoring.papers.certificate import certificate_pdf
from scoring.services import certificate_acts, certificates, keys
from scoring.services.certificate_papers import paper_of
from scoring.services.certificate_register import export_withdrawals, register
from scoring.services.certificate_terms import Terms, proposed
from scoring.services.certificates import Batch, Why, issue_certificates, latest_run
from scoring.services.doctoring import examine_workspace
from scoring.services.locking import lock_round, locked
from scoring.services.objecting import Party, raise_objection
from scoring.services.overriding import confirm_override, propose_override
from scoring.services.rounds import OpenRound, open_workspace
from scoring.services.scoring import stale
from scoring.services.steps import step_states
from scoring.services.verifying_papers import Check, Verdict, check_bytes, check_file, check_text, trust
from scoring.store import papers, signing_keys
from tests.journeys.driving import CARRIERS, NAMES, WORKSPACE, fuping, pdf_words

PASSPHRASE = "一句足够长的示例口令，别处不用"
ACTOR = "李评估"
AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def certified(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo with a signing key in it. Nobody writes into it."""
    folder = Path(shutil.copytree(demo, tmp_path_factory.mktemp("certified") / "own"))
    with opened(folder) as one:
        keys.make(one.store, PASSPHRASE, actor=ACTOR, now=AT)
    return folder


@pytest.fixture
def desk(certified: Path, tmp_path: Path) -> Path:
    """A copy of that, to be changed."""
    return Path(shutil.copytree(certified, tmp_path / "own"))


@contextmanager
def opened(folder: Path) -> Iterator[OpenRound]:
    one = open_workspace(folder / WORKSPACE)
    with one.store:
        yield one


def terms(one: OpenRound, **changes: Any) -> Terms:
    settled = proposed(one, TODAY)
    facts = {name: getattr(settled, name) for name in Terms.__slots__}
    return Terms(**{**facts, "valid_to": date(2028, 11, 30), **changes})


def issue(one: OpenRound, folder: Path, *wanted: str, **changes: Any) -> Batch:
    settled = changes.pop("terms", None) or terms(one)
    secret = {"passphrase": PASSPHRASE, "actor": ACTOR, "now": AT} | changes
    return issue_certificates(one, latest_run(one), wanted, folder, terms=settled, **secret)


def refused(code: str, call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.said.code == code, refusal.value
    return refusal.value


def left(one: OpenRound) -> int:
    """What the rail counts on the step 证书: those of whom the list says nothing against one."""
    found = next(state.left for state in step_states(one, now=AT) if state.key == "certify")
    assert found == (0 if locked(one) else sum(each.said is None for each in certificates.candidates(one, latest_run(one))))
    return found


def in_workspace(one: OpenRound, content: bytes, today: date = TODAY) -> Check:
    return check_bytes(content, trust(store=one.store), today)


# Who gets one -------------------------------------------------------------------------------------------------------------


def test_everybody_above_the_line_and_nobody_below(desk: Path) -> None:
    with opened(desk) as one:
        assert left(one) == 2
        batch = issue(one, desk / "out")
        assert left(one) == 0
        assert [each.carrier for each in batch.written] == [NAMES["甲"], NAMES["乙"]]
        told = {each.name: each.said for each in certificates.candidates(one, latest_run(one))}
        below = told[NAMES["丙"]]
        assert below is not None
        assert (below.code, below.facts["grade"], below.facts["line"]) == ("certificates.below_line", "不合格", "合格")
        having = told[NAMES["甲"]]
        assert having is not None
        assert having.code == "certificates.has_one"
        said = refused("certificates.gets_none", lambda: issue(one, desk / "out", CARRIERS["丙"]))
        assert said.said.facts["carrier"] == NAMES["丙"]
        refused("certificates.gets_none", lambda: issue(one, desk / "out", CARRIERS["甲"]))
        refused("certificates.nobody", lambda: issue(one, desk / "out"))
        assert [line.number for line in register(one, today=TODAY)] == ["2026-001", "2026-002"]
    assert [path.name for path in sorted((desk / "out").iterdir())] == [
        f"2026-001_{NAMES['甲']}.pdf", f"2026-002_{NAMES['乙']}.pdf",
    ]  # fmt: skip
    words = pdf_words(desk / "out" / f"2026-001_{NAMES['甲']}.pdf")
    for due in (
        "证书编号：2026-001",
        NAMES["甲"],
        CARRIERS["甲"],
        "优秀",
        "有效期：2026年12月1日至2028年11月30日",
        "示例区科学技术委员会",
    ):
        assert due in words


def test_nothing_is_issued_where_something_is_missing(desk: Path, demo: Path, tmp_path: Path) -> None:
    with opened(desk) as one:
        for code, changes in {
            "signing.wrong_passphrase": {"passphrase": "另一句足够长的口令，但不对"},
            "certificates.validity_needed": {"terms": terms(one, valid_to=None)},
            "certificates.validity_backwards": {"terms": terms(one, valid_to=date(2026, 11, 30))},
            "certificates.text_needed": {"terms": terms(one, issuer=" ")},
            "certificates.number_needed": {"terms": terms(one, pattern="{year}")},
            "certificates.no_pattern": {"terms": terms(one, pattern="{jahr}-{number}")},
            "naming.unknown_field": {"names": "{版本}"},
        }.items():
            refused(code, lambda changes=changes: issue(one, desk / "out", **changes))
        assert register(one, today=TODAY) == ()
    without = Path(shutil.copytree(demo, tmp_path / "without"))
    with opened(without) as one:
        refused("keys.none", lambda: issue(one, without / "out"))


def test_numbers_run_on_within_a_year_and_are_never_given_twice(desk: Path) -> None:
    with opened(desk) as one:
        odd = terms(one, pattern="云科孵证〔{年度}〕{序号:04}号")
        first = issue(one, desk / "out", CARRIERS["甲"], terms=odd)
        assert first.written[0].certificate.number == "云科孵证〔2026〕0001号"
        assert proposed(one, TODAY).pattern == odd.pattern, "as it was settled last"
        second = issue(one, desk / "out", CARRIERS["乙"], terms=proposed(one, TODAY))
        assert second.written[0].certificate.number == "云科孵证〔2026〕0002号"
        old = certificate_acts.withdraw(one, "云科孵证〔2026〕0002号", reason="查实不符", actor=ACTOR, now=AT)
        again = issue(one, desk / "out", CARRIERS["乙"], terms=terms(one, pattern="云科孵证〔2026〕{number:04}号"))
        assert again.written[0].certificate.number == "云科孵证〔2026〕0003号", "another pattern, the same words: no number twice"
        assert old.withdrawal is not None


def test_a_batch_that_is_stopped_keeps_what_is_done(desk: Path) -> None:
    class Stop:
        def step(self, done: int, _total: int, _label: str = "") -> None:
            if done == 1:
                raise Cancelled

    with opened(desk) as one:
        batch = issue(one, desk / "out", progress=Stop())
        assert (len(batch.written), batch.left, batch.failed) == (1, 1, False)
        assert batch.told(desk).code == "certificates.left_after_cancel"
        assert len(register(one, today=TODAY)) == 1
        assert [each.certificate.number for each in issue(one, desk / "out").written] == ["2026-002"]


def test_a_file_that_cannot_be_written_leaves_the_certificate_in_the_register(desk: Path) -> None:
    (desk / "out" / f"2026-001_{NAMES['甲']}.pdf").mkdir(parents=True)
    with opened(desk) as one:
        batch = issue(one, desk / "out", CARRIERS["甲"])
        assert batch.failed
        assert batch.said is not None
        assert (batch.said.code, batch.said.facts["number"]) == ("certificates.not_written", "2026-001")
        path = certificate_acts.save_again(one, "2026-001", desk / "elsewhere", actor=ACTOR, now=AT)
        assert in_workspace(one, path.read_bytes()).verdict is Verdict.GENUINE


def test_issuing_moves_no_figure_and_the_file_stays_sound(desk: Path) -> None:
    with opened(desk) as one:
        issue(one, desk / "out", languages=("zh", "en"))
        certificate_acts.withdraw(one, "2026-002", reason="查实不符", actor=ACTOR, now=AT)
        certificate_acts.reissue(
            one, "2026-001", desk / "out", why=Why.LOSS, reason="遗失", passphrase=PASSPHRASE, actor=ACTOR, now=AT
        )
        assert not stale(one, latest_run(one))
    assert examine_workspace(desk / WORKSPACE) == ()
    assert fuping("replay", desk / WORKSPACE).code == 0, "certificates are drawn again from the register, without the key"
    raw = (desk / WORKSPACE).read_bytes()
    assert PASSPHRASE.encode() not in raw
    answer = fuping("journal", desk / WORKSPACE, "--action=撤销证书")
    assert "撤销云岬听澜创新工场的证书 2026-002，自 2026-12-01 起（查实不符）" in answer.out


# What was decided -------------------------------------------------------------------------------------------------------


def test_the_grade_is_the_one_that_stands_and_nothing_is_signed_before_it_does(desk: Path) -> None:
    act = {"now": AT}
    with opened(desk) as one:
        run, carrier = latest_run(one), one.carrier(NAMES["乙"])
        found = {"reason": "已补充审计报告", "basis": "云科委纪要〔2026〕5号"}
        proposed_override = propose_override(one, run, carrier, "优良", **found, actor="沈", **act)
        assert left(one) == 1, "nobody signs what waits for its second person"
        said = refused("certificates.gets_none", lambda: issue(one, desk / "out", carrier.uscc)).said
        assert said.facts["reason"].code == "certificates.override_open"  # type: ignore[attr-defined]  # a sentence
        confirm_override(one, proposed_override.id, actor="李", **act)
        assert left(one) == 2
        (written,) = issue(one, desk / "out", carrier.uscc).written
        assert certificates.facts_of(written.certificate).grade == "优良"
        party = {"party": Party.UNIT, "who": "云岬某公司", "asked": "核对企业数", "day": TODAY}
        first = one.carrier(NAMES["甲"])
        raise_objection(one, run, **party, carrier=first, actor="沈", **act)  # type: ignore[arg-type]  # mixed facts
        assert left(one) == 0
        said = refused("certificates.gets_none", lambda: issue(one, desk / "out", first.uscc)).said
        assert said.facts["reason"].code == "certificates.objection_open"  # type: ignore[attr-defined]  # a sentence


def test_a_grade_that_changes_afterwards_is_pointed_out_in_the_register(desk: Path) -> None:
    with opened(desk) as one:
        issue(one, desk / "out")
        run, carrier = latest_run(one), one.carrier(NAMES["乙"])
        made = propose_override(one, run, carrier, "优良", reason="补充", basis="纪要", actor="沈", now=AT)
        confirm_override(one, made.id, actor="李", now=AT)
        (line,) = [line for line in register(one, today=TODAY) if line.differs]
        assert (line.number, line.differs) == ("2026-002", "优良")
        assert "请撤销或换发" in line.remark("zh")
        act = {"reason": "等级调整", "passphrase": PASSPHRASE, "actor": ACTOR, "now": AT}
        new = certificate_acts.reissue(one, "2026-002", desk / "out", why=Why.CORRECTION, **act)
        assert certificates.facts_of(new.certificate).grade == "优良"
        assert not any(line.differs for line in register(one, today=TODAY))


def test_in_a_locked_round_certificates_are_withdrawn_and_none_is_issued(desk: Path) -> None:
    """Fraud comes to light years later; a new certificate takes an unlocked round, with its reason in the journal."""
    with opened(desk) as one:
        issue(one, desk / "out", CARRIERS["甲"])
        assert left(one) == 1
        lock_round(one, actor=ACTOR, now=AT)
        assert left(one) == 0, "nobody is asked to do what is refused"
        batch = issue(one, desk / "out", CARRIERS["乙"])
        assert (batch.failed, batch.said and batch.said.code) == (True, "store.round_locked")
        act = {"passphrase": PASSPHRASE, "actor": ACTOR, "now": AT}
        lost = {"why": Why.LOSS, "reason": "遗失"}
        refused("store.round_locked", lambda: certificate_acts.reissue(one, "2026-001", desk / "out", **lost, **act))
        gone = certificate_acts.withdraw(one, "2026-001", reason="查实不符", actor=ACTOR, now=AT)
        assert gone.withdrawal is not None
    assert examine_workspace(desk / WORKSPACE) == ()


# Both languages, and copies -----------------------------------------------------------------------------------------------


def test_both_languages_are_one_certificate(desk: Path) -> None:
    with opened(desk) as one:
        (written,) = issue(one, desk / "out", CARRIERS["甲"], languages=("zh", "en")).written
        zh, en = (path.read_bytes() for path in written.paths)
        assert zh != en
        for content in (zh, en):
            found = in_workspace(one, content)
            assert found.verdict is Verdict.GENUINE
            assert found.notes[0].code == "verifying.issued_bytes"
        (line,) = register(one, today=TODAY)
        assert set(line.certificate.papers) == {"zh", "en"}


def test_another_language_can_be_printed_later_without_the_key(desk: Path) -> None:
    with opened(desk) as one:
        (written,) = issue(one, desk / "out", CARRIERS["甲"]).written
        first = written.paths[0].read_bytes()
        english = certificate_acts.save_again(
            one, "2026-001", desk / "en", language="en", actor=ACTOR, now=AT + timedelta(days=9)
        )
        again = certificate_acts.save_again(one, "2026-001", desk / "again", actor=ACTOR, now=AT + timedelta(days=9))
        assert again.read_bytes() == first
        assert "excellent" in pdf_words(english)
        assert in_workspace(one, english.read_bytes()).notes[0].code == "verifying.issued_bytes"
        assert english.read_bytes() == certificates.redrawn(certificate_acts.find(one, "2026-001"), "en")


# What becomes of one ------------------------------------------------------------------------------------------------------


def test_a_lost_one_is_replaced_with_the_same_facts_under_a_new_number(desk: Path) -> None:
    later = AT + timedelta(days=100)
    with opened(desk) as one:
        (old,) = issue(one, desk / "out", CARRIERS["甲"]).written
        act = {"why": Why.LOSS, "passphrase": PASSPHRASE, "actor": ACTOR, "now": later}
        refused("certificates.reason_needed", lambda: certificate_acts.reissue(one, "2026-001", desk / "out", reason=" ", **act))
        new = certificate_acts.reissue(one, "2026-001", desk / "out", reason="原件遗失", **act)
        before, after = (certificates.facts_of(each.certificate) for each in (old, new))
        kept = ("uscc", "carrier", "grade", "valid_from", "valid_to", "issuer", "run", "period_from")
        assert {name: getattr(before, name) for name in kept} == {name: getattr(after, name) for name in kept}
        assert (after.number, after.replaces, str(after.issued_on)) == ("2026-002", "2026-001", "2027-03-11")
        assert "本证书替换编号2026-001的证书" in pdf_words(new.paths[0])
        gone = in_workspace(one, old.paths[0].read_bytes())
        assert (gone.verdict, gone.reason.code, gone.reason.facts["number"]) == (
            Verdict.WITHDRAWN,
            "verifying.superseded",
            "2026-002",
        )
        assert in_workspace(one, new.paths[0].read_bytes()).verdict is Verdict.GENUINE
        lines = register(one, today=TODAY)
        assert [line.state.value for line in lines] == ["superseded", "valid"]
        assert lines[1].remark("zh") == "替换 2026-001（原件遗失）"
        refused("certificates.holds_no_more", lambda: certificate_acts.reissue(one, "2026-001", desk / "out", reason="又", **act))
        gone_already = {"reason": "又", "actor": ACTOR, "now": later}
        refused("certificates.holds_no_more", lambda: certificate_acts.withdraw(one, "2026-001", **gone_already))
        refused("certificates.no_such_number", lambda: certificate_acts.withdraw(one, "2026-009", **gone_already))


def test_a_corrected_one_takes_what_stands_now(desk: Path) -> None:
    with opened(desk) as one:
        issue(one, desk / "out", CARRIERS["甲"])
        changed = terms(one, valid_to=date(2027, 11, 30), issuer="示例区科委")
        act = {"reason": "机关更名", "passphrase": PASSPHRASE, "actor": ACTOR, "now": AT}
        new = certificate_acts.reissue(one, "2026-001", desk / "out", why=Why.CORRECTION, terms=changed, **act)
        said = certificates.facts_of(new.certificate)
        assert (said.issuer, said.valid_to, said.replaces) == ("示例区科委", date(2027, 11, 30), "2026-001")


def test_withdrawing_needs_a_reason_and_no_day_to_come(desk: Path) -> None:
    with opened(desk) as one:
        issue(one, desk / "out")
        act = {"actor": ACTOR, "now": AT}
        refused("certificates.reason_needed", lambda: certificate_acts.withdraw(one, "2026-001", reason="", **act))
        tomorrow = TODAY + timedelta(days=1)
        refused("certificates.day_to_come", lambda: certificate_acts.withdraw(one, "2026-001", reason="x", day=tomorrow, **act))
        before = TODAY - timedelta(days=1)
        refused(
            "certificates.day_before_issue", lambda: certificate_acts.withdraw(one, "2026-001", reason="x", day=before, **act)
        )
        content = (desk / "out" / f"2026-001_{NAMES['甲']}.pdf").read_bytes()
        certificate_acts.withdraw(one, "2026-001", reason="提供虚假材料", day=TODAY, **act)
        found = in_workspace(one, content)
        assert (found.verdict, found.reason.code) == (Verdict.WITHDRAWN, "verifying.withdrawn")
        assert found.reason.facts == {"day": TODAY, "reason": "提供虚假材料"}
        assert found.facts is not None
        assert papers.content(one.store, register(one, today=TODAY)[0].certificate.papers["zh"]) == content, (
            "it stays in the register"
        )


def test_time_runs_out_by_itself(desk: Path) -> None:
    with opened(desk) as one:
        (written,) = issue(one, desk / "out", CARRIERS["甲"], terms=terms(one, valid_from=date(2027, 1, 1))).written
        content = written.paths[0].read_bytes()
        assert [note.code for note in in_workspace(one, content).notes] == [
            "verifying.issued_bytes", "verifying.example", "verifying.not_yet",
        ]  # fmt: skip
        late = in_workspace(one, content, date(2028, 12, 1))
        assert late.verdict is Verdict.GENUINE
        assert late.notes[-1].code == "verifying.expired"
        assert register(one, today=date(2028, 12, 1))[0].state.value == "expired"


# Verifying elsewhere ------------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(desk: Path, tmp_path: Path) -> Iterator[tuple[OpenRound, Path, Path]]:
    """The round, a certificate of 甲 and the public key, as somebody has them who has no workspace."""
    with opened(desk) as one:
        (written,) = issue(one, desk / "out", CARRIERS["甲"]).written
        keys.export(one.store, tmp_path / "key.pem")
        yield one, written.paths[0], tmp_path / "key.pem"


def test_with_the_key_alone_withdrawals_are_unknown_and_that_is_said(elsewhere: tuple[OpenRound, Path, Path]) -> None:
    _, paper, public = elsewhere
    found = check_file(paper, trust(key_files=[public]), TODAY)
    assert (found.verdict, found.reason.code) == (Verdict.GENUINE, "verifying.as_far_as_key")
    assert found.notes[0].code == "verifying.page_agrees"
    refused("verifying.no_keys", trust)


def test_a_signed_list_tells_of_withdrawals(elsewhere: tuple[OpenRound, Path, Path], tmp_path: Path) -> None:
    one, paper, public = elsewhere
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    assert export_withdrawals(one, before, passphrase=PASSPHRASE, now=AT) == 0
    certificate_acts.withdraw(one, "2026-001", reason="查实不符", actor=ACTOR, now=AT)
    assert export_withdrawals(one, after, passphrase=PASSPHRASE, now=AT) == 1
    assert check_file(paper, trust(key_files=[public], withdrawals=before), TODAY).reason.code == "verifying.not_on_list"
    found = check_file(paper, trust(key_files=[public], withdrawals=after), TODAY)
    assert (found.verdict, found.reason.code) == (Verdict.WITHDRAWN, "verifying.withdrawn")
    cleared = after.read_text("utf-8").replace("2026-001", "2026-999")
    (tmp_path / "cleared.json").write_text(cleared, "utf-8")
    refused("certificates.list_altered", lambda: trust(key_files=[public], withdrawals=tmp_path / "cleared.json"))
    for text in ("", "[]", "{}", '{"list": {"key": 1}, "signature": "zz"}', "[" * 100_000):
        (tmp_path / "none.json").write_text(text, "utf-8")
        refused("certificates.no_list", lambda: trust(key_files=[public], withdrawals=tmp_path / "none.json"))


def test_a_list_of_another_body_says_nothing_of_our_certificates(
    elsewhere: tuple[OpenRound, Path, Path], demo: Path, tmp_path: Path
) -> None:
    """Two districts may both have a 2026-001, and nobody withdraws another's."""
    one, paper, public = elsewhere
    theirs = Path(shutil.copytree(demo, tmp_path / "theirs"))
    with opened(theirs) as other:
        keys.make(other.store, PASSPHRASE, holder="邻区科委", actor=ACTOR, now=AT)
        issue(other, theirs / "out", CARRIERS["甲"])
        certificate_acts.withdraw(other, "2026-001", reason="邻区的事", actor=ACTOR, now=AT)
        export_withdrawals(other, tmp_path / "list.json", passphrase=PASSPHRASE, now=AT)
        keys.export(other.store, tmp_path / "theirs.pem")
    found = check_file(paper, trust(key_files=[public, tmp_path / "theirs.pem"], withdrawals=tmp_path / "list.json"), TODAY)
    assert (found.verdict, found.reason.code) == (Verdict.GENUINE, "verifying.as_far_as_key")
    refused("certificates.list_of_unknown_key", lambda: trust(key_files=[public], withdrawals=tmp_path / "list.json"))
    keys.trust(one.store, tmp_path / "theirs.pem", actor=ACTOR, now=AT)
    alien = check_file(theirs / "out" / f"2026-001_{NAMES['甲']}.pdf", trust(store=one.store), TODAY)
    assert alien.verdict is Verdict.GENUINE
    assert "verifying.not_registered" in [note.code for note in alien.notes], "our 2026-001 is another certificate"


def test_an_unknown_key_proves_nothing(
    elsewhere: tuple[OpenRound, Path, Path], certified: Path, demo: Path, tmp_path: Path
) -> None:
    _, paper, _ = elsewhere
    other = Path(shutil.copytree(demo, tmp_path / "other"))
    with opened(other) as one:
        keys.make(one.store, PASSPHRASE, actor=ACTOR, now=AT)
        found = check_file(paper, trust(store=one.store), TODAY)
    assert found.verdict is Verdict.UNKNOWN_KEY
    assert not found.proved
    assert found.facts is not None, "what it says of itself is shown, as unproved"
    assert certified.is_dir()


def test_a_key_that_is_no_longer_trusted_proves_nothing_and_says_why(elsewhere: tuple[OpenRound, Path, Path]) -> None:
    one, paper, _ = elsewhere
    own = keys.known_keys(one.store)[0]
    refused("keys.reason_needed", lambda: keys.distrust(one.store, own.key.id, reason="", actor=ACTOR, now=AT))
    keys.distrust(one.store, own.key.id, reason="口令泄露", actor=ACTOR, now=AT)
    found = check_file(paper, trust(store=one.store), TODAY)
    assert (found.verdict, found.reason.facts["reason"]) == (Verdict.UNKNOWN_KEY, "口令泄露")
    refused("keys.none", lambda: issue(one, paper.parent, CARRIERS["乙"]))


def test_a_changed_key_leaves_what_it_signed_provable(elsewhere: tuple[OpenRound, Path, Path]) -> None:
    one, paper, _ = elsewhere
    before = keys.known_keys(one.store)[0]
    refused("keys.there_is_one", lambda: keys.make(one.store, PASSPHRASE, actor=ACTOR, now=AT))
    other = "换了密钥以后的另一句口令"
    now = keys.make(one.store, other, replace=True, actor=ACTOR, now=AT)
    assert [known.signs for known in keys.known_keys(one.store)] == [True, False]
    assert now.key != before.key
    refused("signing.wrong_passphrase", lambda: issue(one, paper.parent, CARRIERS["乙"]))
    (second,) = issue(one, paper.parent, CARRIERS["乙"], passphrase=other).written
    trusted = trust(store=one.store)
    both = [check_file(path, trusted, TODAY) for path in (paper, second.paths[0])]
    assert [found.verdict for found in both] == [Verdict.GENUINE] * 2
    assert [found.facts.key for found in both if found.facts] == [before.key.id, now.key.id]


# Forgeries ----------------------------------------------------------------------------------------------------------------


def test_a_page_with_another_grade_is_told_from_the_signed_one(elsewhere: tuple[OpenRound, Path, Path]) -> None:
    """The visible grade was edited and the code kept: 优秀 drawn where 优秀 was not earned."""
    one, paper, public = elsewhere
    signed = decode(shown_text(paper))
    assert signed is not None
    for change, said in {
        "grade": {"grade": "卓越"},
        "carrier": {"carrier": "云岬另一家孵化器"},
        "validity": {"valid_to": date(2038, 11, 30)},
        "number": {"number": "2026-100"},
        "title": {"title": "国家级科技企业孵化器证书"},
    }.items():
        code = shown_text(paper)
        facts = signed.facts
        forged = type(facts)(**{name: getattr(facts, name) for name in type(facts).__slots__} | said)
        pdf = certificate_pdf(paper_of(forged, code, language="zh", created=AT))
        found = check_bytes(pdf, trust(key_files=[public]), TODAY)
        assert (found.verdict, found.reason.code) == (Verdict.ALTERED, "verifying.page_differs"), change
        assert [each.code for each in found.reason.facts["what"]] == [f"certificates.column.{change}"]  # type: ignore[attr-defined]  # a list of sentences
        assert found.facts == facts, "what was signed is what is shown"
        assert found.proved, "and it is the page that is not"
        assert in_workspace(one, pdf).verdict is Verdict.ALTERED


def shown_text(paper: Path) -> str:
    with pdfium.PdfDocument(paper) as document:
        return str(document.get_metadata_dict()["Keywords"])


def test_words_put_over_the_page_are_told(elsewhere: tuple[OpenRound, Path, Path], tmp_path: Path) -> None:
    """What was there is still in the file, painted over; what was put on top is one text too many."""
    _, paper, public = elsewhere
    with pdfium.PdfDocument(paper) as document:
        page = document[0]
        text = pdfium.raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 30.0)
        letters = "EXTRA\0".encode("utf-16-le")
        pdfium.raw.FPDFText_SetText(text, (pdfium.raw.FPDF_WCHAR * 6).from_buffer_copy(letters))
        pdfium.raw.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
        document.save(tmp_path / "over.pdf")
    found = check_file(tmp_path / "over.pdf", trust(key_files=[public]), TODAY)
    assert (found.verdict, found.reason.code) == (Verdict.ALTERED, "verifying.page_has_more")
    assert found.reason.facts["text"] == "EXTRA"


def test_a_file_that_was_only_saved_anew_stays_genuine_and_that_is_said(
    elsewhere: tuple[OpenRound, Path, Path], tmp_path: Path
) -> None:
    one, paper, _ = elsewhere
    with pdfium.PdfDocument(paper) as document:
        document.save(tmp_path / "anew.pdf")
    found = check_file(tmp_path / "anew.pdf", trust(store=one.store), TODAY)
    assert found.verdict is Verdict.GENUINE
    assert [note.code for note in found.notes[:2]] == ["verifying.page_agrees", "verifying.other_bytes"]


def test_facts_signed_by_nobody_are_altered(elsewhere: tuple[OpenRound, Path, Path]) -> None:
    one, paper, public = elsewhere
    signed = decode(shown_text(paper))
    assert signed is not None
    better = type(signed.facts)(
        **{name: getattr(signed.facts, name) for name in type(signed.facts).__slots__} | {"grade": "卓越"}
    )
    text = encode(better, lambda _: signed.signature)
    assert check_text(text, trust(key_files=[public]), TODAY).verdict is Verdict.ALTERED
    previewed = certificate_acts.preview(one, latest_run(one), CARRIERS["乙"], terms(one), "zh", AT)
    assert check_bytes(previewed, trust(store=one.store), TODAY).verdict is Verdict.ALTERED, "a preview passes for nothing"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"\x00" * 4096, "没有证书".encode(), b"FUPING1AAAA"])
def test_what_is_no_certificate_is_unreadable(certified: Path, content: bytes) -> None:
    with opened(certified) as one:
        assert in_workspace(one, content).verdict is Verdict.UNREADABLE


def test_a_report_is_no_certificate(certified: Path) -> None:
    report = next((certified / "reports").glob("*.pdf"))
    with opened(certified) as one:
        found = check_file(report, trust(store=one.store), TODAY)
    assert (found.verdict, found.reason.code) == (Verdict.UNREADABLE, "verifying.pdf_without_text")


def test_one_signed_here_that_the_register_does_not_know_is_pointed_out(certified: Path, tmp_path: Path) -> None:
    """Two copies of the workspace issue the same numbers: each is genuine, and each register lacks the other's."""
    first, second = (Path(shutil.copytree(certified, tmp_path / name)) for name in ("first", "second"))
    with opened(first) as one:
        (written,) = issue(one, first / "out", CARRIERS["甲"]).written
    with opened(second) as one:
        found = check_file(written.paths[0], trust(store=one.store), TODAY)
        assert found.verdict is Verdict.GENUINE
        assert "verifying.own_not_registered" in [note.code for note in found.notes]
        issue(one, second / "out", CARRIERS["乙"])
        other = check_file(written.paths[0], trust(store=one.store), TODAY)
        assert "verifying.number_of_another" in [note.code for note in other.notes]


# The register -------------------------------------------------------------------------------------------------------------


def test_the_register_as_excel_has_every_line(desk: Path) -> None:
    with opened(desk) as one:
        issue(one, desk / "out")
        certificate_acts.withdraw(one, "2026-002", reason="查实不符", actor=ACTOR, now=AT)
    answer = fuping("certificate", "register", desk / WORKSPACE, "--excel", desk / "register.xlsx", "--json")
    assert [line["state"] for line in answer.json["certificates"]] == ["valid", "withdrawn"]
    sheet = load_workbook(desk / "register.xlsx")["证书登记簿"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "示例区科学技术委员会证书登记簿"
    assert rows[1][:3] == ("编号", "载体", "统一社会信用代码")
    assert rows[2][:5] == ("2026-001", NAMES["甲"], CARRIERS["甲"], "2026", "优秀")
    assert "撤销：查实不符" in str(rows[3][9])
    assert fuping("certificate", "register", desk / WORKSPACE, "--excel", desk / "register.xlsx").code == 2, "never overwritten"


# The terminal -------------------------------------------------------------------------------------------------------------


def test_the_whole_way_on_a_terminal(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, to = desk / WORKSPACE, tmp_path / "out"
    monkeypatch.setenv("FUPING_PASSPHRASE", PASSPHRASE)
    issued = fuping("certificate", "issue", workspace, "启川", "--valid-to=2028-11-30", f"--to={to}", "--json")
    assert issued.code == 0, issued
    assert PASSPHRASE not in issued.out
    assert issued.json["issued"][0]["number"] == "2026-001"
    paper = issued.json["issued"][0]["files"][0]
    assert fuping("key", "export", workspace, tmp_path / "key.pem").code == 0
    genuine = fuping("verify", paper, "--key", tmp_path / "key.pem")
    assert (genuine.code, genuine.out.partition("：")[0]) == (0, "真实")
    assert fuping("certificate", "withdraw", workspace, "2026-001", "--reason=查实不符").code == 0
    gone = fuping("verify", paper, "--workspace", workspace, "--json")
    assert (gone.code, gone.json["checks"][0]["verdict"]) == (1, "withdrawn")
    text = shown_text(Path(paper)).lower()
    typed = fuping("verify", text, "--key", tmp_path / "key.pem", "--lang=en")
    assert typed.out.startswith("Genuine: ")
    assert fuping("verify", tmp_path / "missing.pdf", "--key", tmp_path / "key.pem").code == 2


def test_a_wrong_passphrase_is_a_kind_sentence(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPING_PASSPHRASE", "不是这一句，也足够长了")
    answer = fuping("certificate", "issue", desk / WORKSPACE, "--valid-to=2028-11-30", f"--to={tmp_path}")
    assert answer.code == 2
    assert answer.err.startswith("口令不对")
    monkeypatch.delenv("FUPING_PASSPHRASE")
    nobody = fuping("certificate", "issue", desk / WORKSPACE, "--valid-to=2028-11-30", f"--to={tmp_path}")
    assert (nobody.code, "--passphrase-file" in nobody.err) == (2, True)


def test_the_kept_key_is_locked_at_the_full_cost(certified: Path) -> None:
    with opened(certified) as one:
        kept = signing_keys.own(one.store)
        assert kept is not None
        assert json.loads(kept.locked)["log2n"] == 17
        assert unlock(kept.locked, PASSPHRASE).public.hex == kept.public
