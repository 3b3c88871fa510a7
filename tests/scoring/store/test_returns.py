"""What comes in is kept whole, once, and a corrected return stands before the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from scoring.definitions.canonical import sha256
from scoring.errors import Bug, Refusal, Said
from scoring.findings import Finding, Level
from scoring.places import Place
from scoring.store import effective, files, journal, returns, rounds
from scoring.store.carriers import everyone, register
from scoring.store.findings_text import findings_of, findings_text
from tests.scoring.store.builders import ACTOR, NOW, WARNING, Desk, answer


def content_of(seed: int) -> bytes:
    return f"workbook {seed}".encode() * 50


def test_a_return_comes_back_as_it_was_saved(desk: Desk) -> None:
    saved = desk.save(0, seed=7, tenants=40)
    found = returns.load(desk.store, saved.id)
    assert (found.carrier.uscc, found.round_id, found.form) == (desk.usccs[0], desk.round_id, desk.form)
    assert (found.received_at, found.received_by, found.supersedes, found.current) == (NOW, ACTOR, None, True)
    assert found.findings == (WARNING,)
    assert returns.content(desk.store, saved.id) == answer(desk.form, content_of(7), uscc=desk.usccs[0], tenants=40, seed=7)
    assert files.content(desk.store, found.file) == content_of(7)


def test_its_id_is_made_of_its_contents_alone(desk: Desk) -> None:
    saved = desk.save(1, seed=3)
    due = returns.return_id(round_id=desk.round_id, uscc=desk.usccs[1], file=sha256(content_of(3)), form=desk.form)
    assert saved == returns.Saved(due, fresh=True, current=True)


def test_a_second_import_changes_nothing(desk: Desk) -> None:
    first = desk.save(0, seed=1)
    before = desk.store.path.read_bytes()
    again = desk.save(0, seed=1, now=NOW + timedelta(days=1))
    assert again == returns.Saved(first.id, fresh=False, current=True)
    assert desk.store.path.read_bytes() == before


def test_a_corrected_return_supersedes_the_first_and_keeps_it(desk: Desk) -> None:
    first, other = desk.save(0, seed=1), desk.save(1, seed=2)
    second = desk.save(0, seed=3, tenants=5)
    assert [
        (found.id, found.supersedes, found.current) for found in returns.history(desk.store, desk.round_id, desk.usccs[0])
    ] == [
        (first.id, None, False),
        (second.id, first.id, True),
    ]
    assert [found.id for found in returns.current(desk.store, desk.round_id)] == [second.id, other.id]
    current = returns.current_of(desk.store, desk.round_id, desk.usccs[0])
    assert current
    assert current.id == second.id
    assert returns.content(desk.store, first.id).file == sha256(content_of(1))
    rows = effective.rows_of(desk.store, form=desk.form, table="tenants", round_no=1, carrier_no=1)
    assert len(rows) == 5


def test_the_first_again_stays_superseded(desk: Desk) -> None:
    first, _ = desk.save(0, seed=1), desk.save(0, seed=2)
    assert desk.save(0, seed=1) == returns.Saved(first.id, fresh=False, current=False)


def test_the_same_file_in_another_round_is_another_return(desk: Desk) -> None:
    first = desk.save(0, seed=1)
    old = rounds.find(desk.store, desk.round_id)
    later = rounds.start(
        desk.store, title="2027", assessment_year=2027, data_year=2026, cutoff=old.cutoff, form=old.form, rubric=old.rubric,
        actor=ACTOR, now=NOW,
    )  # fmt: skip
    rounds.enrol(desk.store, later.id, everyone(desk.store), actor=ACTOR, now=NOW)
    second = replace(desk, round_id=later.id).save(0, seed=1)
    assert (second.fresh, second.id != first.id) == (True, True)
    assert [round_.title for round_ in rounds.all_rounds(desk.store)] == ["2026年度考评", "2027"]


def test_who_does_not_take_part_is_refused_and_nothing_stays(desk: Desk) -> None:
    register(desk.store, uscc="OUTSIDER", name="外来孵化器", actor=ACTOR, now=NOW)
    before = desk.store.path.read_bytes()
    made = answer(desk.form, b"x", uscc="OUTSIDER")
    with pytest.raises(Refusal) as refusal:
        returns.save(desk.store, made, round_id=desk.round_id, uscc="OUTSIDER", content=b"x", actor=ACTOR, now=NOW)
    assert refusal.value.said == Said("store.not_a_participant", {"uscc": "OUTSIDER", "round": "2026年度考评"})
    assert desk.store.path.read_bytes() == before


@pytest.mark.parametrize("fault", ["bytes", "table", "twice", "stop", "choice"])
def test_what_is_not_whole_is_a_bug_and_nothing_stays(desk: Desk, fault: str) -> None:
    made = answer(desk.form, b"x", uscc=desk.usccs[0])
    rows = replace(made.table("tenants").rows[0], data=("企业", 1, 1, True, "2025-01-01", "不明"))
    spoilt = {
        "bytes": made,
        "table": replace(made, tables=made.tables[:2]),
        "twice": replace(made, tables=(*made.tables, made.tables[2])),
        "stop": made,
        "choice": replace(made, tables=(made.tables[0], replace(made.tables[1], rows=(rows,)), made.tables[2])),
    }[fault]
    findings = (replace(WARNING, level=Level.STOP),) if fault == "stop" else ()
    content = b"y" if fault == "bytes" else b"x"
    before = desk.store.path.read_bytes()
    with pytest.raises(Bug):
        returns.save(
            desk.store,
            spoilt,
            round_id=desk.round_id,
            uscc=desk.usccs[0],
            content=content,
            findings=findings,
            actor=ACTOR,
            now=NOW,
        )
    assert desk.store.path.read_bytes() == before


def test_every_saving_has_its_journal_entry_and_no_import_goes_unnoticed(desk: Desk) -> None:
    count = len(list(journal.entries(desk.store)))
    desk.save(0, seed=1)
    desk.save(0, seed=1)
    entries = list(journal.entries(desk.store))[count:]
    assert [(entry.verb, entry.actor, entry.at) for entry in entries] == [("return.saved", ACTOR, NOW)]


def test_findings_keep_their_facts(desk: Desk) -> None:
    finding = Finding(
        "a.b",
        Level.ERROR,
        (Place("x.xlsx", "表", 3, 4), Place("r.toml", key="a.b", column=7)),
        {"text": "约500", "count": 3, "yes": True, "parts": ("a", Said("c", {"n": 1})), "amount": Decimal("0.10"), "none": None},
    )
    (back,) = findings_of(findings_text([finding]))
    assert back == replace(finding, facts={**finding.facts, "amount": "0.10"})
    with pytest.raises(TypeError):
        findings_text([replace(finding, facts={"share": 0.1})])


def test_carriers_and_participants_are_registered_once(desk: Desk) -> None:
    before = list(journal.entries(desk.store))
    first = everyone(desk.store)[0]
    assert register(desk.store, uscc=first.uscc, name=first.name, actor=ACTOR, now=NOW) == first
    assert rounds.enrol(desk.store, desk.round_id, everyone(desk.store), actor=ACTOR, now=NOW) == ()
    assert list(journal.entries(desk.store)) == before
    renamed = register(desk.store, uscc=first.uscc, name="新名孵化器", actor=ACTOR, now=NOW)
    assert (renamed.no, renamed.id, renamed.name) == (first.no, first.id, "新名孵化器")
    assert [carrier.name for carrier in rounds.participants(desk.store, desk.round_id)] == ["新名孵化器", "示例孵化器1"]


def test_a_history_can_be_read_inside_a_writing(desk: Desk) -> None:
    """Its statement opens a cursor per row: it must not be left under way while the connection is made writable again."""
    for seed in range(3):
        desk.save(seed=seed)
    with desk.store.writing():
        found = returns.history(desk.store, desk.round_id, desk.usccs[0])
    assert [each.current for each in found] == [False, False, True]
