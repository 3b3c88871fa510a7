"""The chain: what it covers, what is found when somebody changes it, and how copies go on."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from scoring.definitions.canonical import canonical, sha256
from scoring.errors import Bug
from scoring.store import carriers, doctor, journal, opening
from scoring.store.connection import Store
from scoring.store.ids import seeded_ids
from scoring.store.journal import Broken
from tests.scoring.store.builders import ACTOR, NOW, Desk
from tests.scoring.store.conftest import given_up, tamper


def write(store: Store, number: int) -> None:
    carriers.register(store, uscc=f"W{number}", name=f"w{number}", actor=ACTOR, now=NOW + timedelta(minutes=number))


def test_entries_are_chained_from_the_first(desk: Desk) -> None:
    entries = list(journal.entries(desk.store))
    assert [entry.verb for entry in entries] == [
        "workspace.created", "definition.adopted", "definition.adopted", "round.started", "carrier.registered",
        "carrier.registered", "round.enrolled",
    ]  # fmt: skip
    assert [entry.sequence for entry in entries] == list(range(1, 8))
    assert [entry.previous for entry in entries] == ["", *(entry.hash for entry in entries[:-1])]
    assert journal.heads(desk.store) == (journal.current_head(desk.store),)
    assert journal.current_head(desk.store).hash == entries[-1].hash
    assert journal.verify(desk.store) == []


def test_the_hash_can_be_worked_out_by_hand(desk: Desk) -> None:
    last = list(journal.entries(desk.store))[-1]
    text = journal.payload(desk.store, last.replica, last.sequence)
    assert text == canonical({"round": desk.round_id, "carriers": desk.usccs})
    fields = {
        "replica": last.replica, "sequence": 7, "at": "2026-03-01T08:30:00.000000+00:00", "actor": ACTOR,
        "verb": "round.enrolled", "payload_hash": sha256(text), "heads": "[]", "previous": last.previous,
    }  # fmt: skip
    assert last.hash == sha256(canonical(fields))


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE journal SET actor = '别人' WHERE sequence = 3", {(3, "hash")}),
        ("UPDATE journal SET at = 'yesterday' WHERE sequence = 3", {(3, "hash")}),
        ("UPDATE journal SET heads = 'no json' WHERE sequence = 3", {(3, "hash")}),
        ("UPDATE journal SET hash = 'x' WHERE sequence = 3", {(3, "hash"), (4, "link")}),
        ("UPDATE journal SET previous = 'x' WHERE sequence = 3", {(3, "hash"), (3, "link")}),
        ("UPDATE journal_payload SET text = '{}' WHERE sequence = 3", {(3, "payload")}),
        ("DELETE FROM journal_payload WHERE sequence = 3", {(3, "payload")}),
        ("DELETE FROM journal WHERE sequence = 3", {(4, "gap")}),
    ],
)
def test_what_somebody_changed_is_found(desk: Desk, path: Path, statement: str, what: set[tuple[int, str]]) -> None:
    desk.store.close()
    tamper(path, statement)
    with opening.open_store(path) as store:
        assert {(broken.sequence, broken.what) for broken in journal.verify(store)} == what
        assert {finding.code for finding in doctor.examine(store)} >= {f"store.doctor.journal_{kind}" for _, kind in what}


def test_a_payload_can_be_blanked_and_the_chain_holds(desk: Desk, path: Path) -> None:
    first = journal.current_head(desk.store)
    carriers.register(desk.store, uscc="X", name="张某某个人", actor=ACTOR, now=NOW)
    journal.blank(desk.store, first.replica, first.sequence + 1, reason="个人信息", actor=ACTOR, now=NOW)
    assert journal.payload(desk.store, first.replica, first.sequence + 1) == ""
    carriers.register(desk.store, uscc="X", name="无名", actor=ACTOR, now=NOW)
    journal.blank(desk.store, first.replica, first.sequence + 3, reason="个人信息", actor=ACTOR, now=NOW)
    assert doctor.examine(desk.store) == ()
    assert "张某某个人".encode() not in path.read_bytes()
    with pytest.raises(Bug):
        journal.blank(desk.store, first.replica, 99, reason="", actor=ACTOR, now=NOW)


def test_a_verb_that_fails_leaves_no_entry(desk: Desk) -> None:
    before = list(journal.entries(desk.store))
    with pytest.raises(ZeroDivisionError):
        given_up(desk.store, lambda: write(desk.store, 1))
    assert list(journal.entries(desk.store)) == before


def test_the_same_file_goes_on_with_its_own_chain(desk: Desk, path: Path) -> None:
    desk.store.close()
    with opening.open_store(path) as store:
        write(store, 1)
        assert len(journal.heads(store)) == 1


@pytest.mark.parametrize("how", ["copied", "moved to another machine"])
def test_a_copy_takes_a_new_replica_with_its_first_entry_and_names_where_it_began(
    desk: Desk, path: Path, tmp_path: Path, how: str
) -> None:
    began = journal.current_head(desk.store)
    desk.store.close()
    other = Path(shutil.copy(path, tmp_path / "copy.fuping")) if how == "copied" else path
    machine = "" if how == "copied" else "another laptop"
    before = other.read_bytes()
    with opening.open_store(other, machine=machine) as copy:
        assert journal.heads(copy) == (began,)
    assert other.read_bytes() == before, "opening alone writes nothing"
    with opening.open_store(other, ids=seeded_ids("other"), machine=machine) as copy:
        write(copy, 1)
        write(copy, 2)
        old, new = sorted(journal.heads(copy), key=lambda head: head.replica != began.replica)
        assert (old, new.sequence) == (began, 3)
        first = next(entry for entry in journal.entries(copy) if entry.replica == new.replica)
        assert (first.verb, first.heads) == ("replica.began", (began,))
        assert doctor.examine(copy) == ()
    with opening.open_store(other, machine=machine) as copy:
        write(copy, 3)
        assert len(journal.heads(copy)) == 2, "the copy is at home now"


def test_a_backup_put_back_in_the_files_place_is_a_copy_too(desk: Desk, path: Path, tmp_path: Path) -> None:
    backup = Path(shutil.copy(path, tmp_path / "backup.fuping"))
    write(desk.store, 1)
    desk.store.close()
    backup.replace(path)
    with opening.open_store(path, ids=seeded_ids("other")) as store:
        write(store, 2)
        assert [head.sequence for head in sorted(journal.heads(store), key=lambda head: -head.sequence)] == [7, 2]


def test_two_copies_never_write_the_same_entry(desk: Desk, path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "copy.fuping"))
    write(desk.store, 1)
    with opening.open_store(other, ids=seeded_ids("other")) as copy:
        write(copy, 2)
        keys = [{(entry.replica, entry.sequence): entry.hash for entry in journal.entries(each)} for each in (desk.store, copy)]
    shared = keys[0].keys() & keys[1].keys()
    assert len(shared) == 7
    assert all(keys[0][key] == keys[1][key] for key in shared)


def test_a_new_replica_that_is_rolled_back_begins_again(desk: Desk, path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "copy.fuping"))
    with opening.open_store(other) as copy:
        with pytest.raises(ZeroDivisionError):
            given_up(copy, lambda: write(copy, 1))
        assert len(journal.heads(copy)) == 1
        write(copy, 2)
        assert [head.sequence for head in journal.heads(copy) if head.replica != journal.current_head(desk.store).replica] == [2]
        assert journal.verify(copy) == []


def test_an_end_cut_off_another_chain_is_found_by_the_entry_that_names_it(desk: Desk, path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "copy.fuping"))
    with opening.open_store(other, ids=seeded_ids("other")) as copy:
        write(copy, 1)
        replica = journal.current_head(copy).replica
    tamper(other, "DELETE FROM journal_payload WHERE sequence = 7", "DELETE FROM journal WHERE sequence = 7")
    with opening.open_store(other) as copy:
        assert journal.verify(copy) == [Broken(replica, 1, "head")]


def test_a_merge_can_name_the_heads_it_joins(desk: Desk) -> None:
    other = journal.Head("elsewhere", 4, "abc")
    entry = journal.append(desk.store, "workspace.merged", {}, actor=ACTOR, now=NOW, heads=(other,))
    assert entry.heads == (other,)
    assert journal.verify(desk.store) == [Broken(entry.replica, entry.sequence, "head")], "that chain is not here"
