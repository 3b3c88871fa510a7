"""Making, opening, refusing, upgrading; what a copy of the file holds."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from scoring.errors import Bug, Refusal
from scoring.messages import LANGUAGES, catalogue, tell
from scoring.store import carriers, doctor, journal, opening, returns, rounds
from scoring.store.migrations import APPLICATION_ID, migrations
from tests.scoring.store.builders import ACTOR, NOW, Desk, new_desk
from tests.scoring.store.conftest import given_up


def refused(code: str, call: object) -> None:
    with pytest.raises(Refusal) as refusal:
        call()  # type: ignore[operator]  # a lambda of each test
    assert refusal.value.said.code == code
    for language in LANGUAGES:
        assert tell(refusal.value.said, language)


def test_the_settings_of_every_connection(desk: Desk) -> None:
    def setting(name: str) -> object:
        return desk.store.db.execute(f"PRAGMA {name}").fetchone()[0]

    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "cache_spill", "secure_delete", "query_only")
    assert [setting(name) for name in names] == ["delete", 3, 1, 1, 0, 1, 1]


def test_a_name_that_is_taken_is_refused(desk: Desk, path: Path) -> None:
    before = path.read_bytes()
    refused("store.exists", lambda: opening.create(path, title="", actor=ACTOR, now=NOW))
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused("store.cannot_open", lambda: opening.create(tmp_path / "no" / "x.fuping", title="", actor=ACTOR, now=NOW))


def test_a_creation_that_fails_leaves_nothing(path: Path) -> None:
    with pytest.raises(Bug):
        opening.create(path, title="", actor=ACTOR, now=NOW.replace(tzinfo=None))
    assert list(path.parent.iterdir()) == []


def test_strangers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.fuping"
    refused("store.missing", lambda: opening.open_store(path))
    path.write_bytes(b"")
    refused("store.not_a_workspace", lambda: opening.open_store(path))
    path.write_bytes(b"PK\x03\x04 this is a workbook" * 100)
    refused("store.not_a_workspace", lambda: opening.open_store(path))
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE t (a)")
    refused("store.not_a_workspace", lambda: opening.open_store(path))


def spoil(path: Path, first_page: int, last_page: int) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * first_page : 4096 * last_page] = b"\xff" * (4096 * (last_page - first_page))
    path.write_bytes(content)


def test_a_damaged_file_is_refused_where_it_cannot_be_read_and_else_found(desk: Desk, path: Path) -> None:
    desk.save(tenants=300)
    desk.store.close()
    pages = path.stat().st_size // 4096
    spoil(path, pages - 4, pages)
    with opening.open_store(path, read_only=True) as store:
        assert {finding.code for finding in doctor.examine(store)} & {"store.doctor.pages", "store.doctor.unreadable"}
    spoil(path, 1, pages)
    refused("store.damaged", lambda: opening.open_store(path, read_only=True))


def test_a_newer_file_is_refused(desk: Desk, path: Path) -> None:
    desk.store.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fuping', 'm9999_later', '')")
        raw.commit()
    before = path.read_bytes()
    refused("store.newer", lambda: opening.open_store(path))
    refused("store.newer", lambda: opening.open_store(path, read_only=True))
    assert path.read_bytes() == before


def older_workspace(path: Path) -> None:
    """A workspace as an earlier program would have left it: the last migration was not known yet."""
    with closing(Database(sqlite3.connect(path), execute_plugins=False)) as db:
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrations.apply(db, stop_before="m0006_marks")
        db.execute("INSERT INTO replica VALUES ('r', NULL, 'm', 'p', '2025', 'x')")
        db.execute("INSERT INTO workspace VALUES (1, 'w', 't', '2025', 'x', 'r', 'm', 'p')")


def test_an_older_file_is_backed_up_then_upgraded(path: Path) -> None:
    older_workspace(path)
    refused("store.older", lambda: opening.open_store(path, read_only=True))
    with opening.open_store(path) as store:
        assert not migrations.pending(store.db)
        assert doctor.examine(store) == ()
    (backup,) = path.parent.glob("*.before-upgrade-5-1.fuping")
    with closing(Database(sqlite3.connect(backup), execute_plugins=False)) as old:
        names = ["m0006_marks", "m0007_versions_of_papers", "m0008_explanations_and_handling", "m0009_kinds"]
        names += ["m0010_due_day", "m0011_reviewers_and_recusals", "m0012_run_lines", "m0013_drafts"]
        names += ["m0014_entries", "m0015_abandoned_rounds", "m0016_contacts", "m0017_settlements"]
        names += ["m0018_earlier_results", "m0019_decisions_and_calendar", "m0020_decisions_on_papers", "m0021_signing_keys"]
        names += ["m0022_certificates", "m0023_pots_and_support_results", "m0024_paper_words"]
        assert [migration.name for migration in migrations.pending(old)] == names
        assert old.execute("SELECT id FROM workspace").fetchone() == ("w",)
    with opening.open_store(path):
        assert len(list(path.parent.iterdir())) == 2, "opened again, nothing is upgraded and nothing backed up"


def test_a_round_of_an_older_file_has_no_name_of_its_kind(path: Path) -> None:
    older_workspace(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=off")
        raw.execute(
            "INSERT INTO round VALUES (1, 'x', '2025 年度考评', 2025, 2024, '2024-12-31', 'f', 'r', '2025-01-02T00:00:00Z', 'x')"
        )
        raw.commit()
    with opening.open_store(path) as store:
        [kept] = rounds.of_youngest_year(store)
        assert (kept.id, kept.title, kept.kind, kept.rubric) == ("x", "2025 年度考评", "", "r")


def test_a_backup_is_whole_and_never_overwrites(desk: Desk, path: Path) -> None:
    saved = desk.save()
    target = path.with_name("backup.fuping")
    opening.back_up(desk.store, target)
    refused("store.exists", lambda: opening.back_up(desk.store, target))
    with opening.open_store(target, read_only=True) as copy:
        assert returns.load(copy, saved.id).current
        assert doctor.examine(copy) == ()


def test_a_copy_made_while_open_and_while_writing_is_one_complete_file(desk: Desk, path: Path, tmp_path: Path) -> None:
    first = desk.save(0)
    beside = tmp_path / "stick"
    beside.mkdir()
    with desk.store.writing():
        second = desk.save(1, seed=1, tenants=2000)
        shutil.copy(path, beside / "during.fuping")
    shutil.copy(path, beside / "after.fuping")
    for name, there in (("during.fuping", [first.id]), ("after.fuping", [first.id, second.id])):
        with opening.open_store(beside / name, read_only=True) as copy:
            assert [found.id for found in returns.current(copy, desk.round_id)] == there
            assert doctor.examine(copy) == ()


def test_a_reader_reads_on_while_a_large_writing_is_under_way(desk: Desk, path: Path) -> None:
    desk.save(0)
    with opening.open_store(path, read_only=True, patience=0) as reader:
        with desk.store.writing():
            desk.save(1, seed=1, tenants=5000)
            assert len(returns.current(reader, desk.round_id)) == 1
        assert len(returns.current(reader, desk.round_id)) == 2


def test_a_second_writer_is_told_the_file_is_in_use(desk: Desk, path: Path) -> None:
    with opening.open_store(path, patience=0) as other, desk.store.writing():
        refused("store.busy", lambda: carriers.register(other, uscc="X", name="x", actor=ACTOR, now=NOW))
    with opening.open_store(path, patience=0) as other:
        carriers.register(other, uscc="X", name="x", actor=ACTOR, now=NOW)


def test_nothing_is_written_to_a_file_opened_for_reading(desk: Desk, path: Path) -> None:
    before = path.read_bytes()
    with opening.open_store(path, read_only=True) as store:
        refused("store.read_only", lambda: carriers.register(store, uscc="X", name="x", actor=ACTOR, now=NOW))
    assert path.read_bytes() == before


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write anywhere, so root steps back for a moment."""
    for language in LANGUAGES:
        catalogue(language)  # nothing may be loaded later: an interpreter in root's home cannot be read by others
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are protected otherwise on Windows")
def test_a_read_only_folder_opens_and_says_so_when_written() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "x.fuping"
        desk = new_desk(path)
        saved = desk.save()
        desk.store.close()
        path.chmod(0o444)
        folder.chmod(0o555)
        with ordinary_user():
            for read_only in (True, False):
                with opening.open_store(path, read_only=read_only) as store:
                    assert returns.load(store, saved.id).current
                    assert doctor.examine(store) == ()
                    refused(
                        "store.read_only", lambda store=store: carriers.register(store, uscc="X", name="x", actor=ACTOR, now=NOW)
                    )
            refused("store.cannot_open", lambda: opening.create(folder / "y.fuping", title="", actor=ACTOR, now=NOW))
        folder.chmod(0o755)


def cut_off_writing(path: Path, folder: Path) -> Path:
    """A copy of the file, half overwritten by a writing that never ended, with the rollback journal that can undo it."""
    folder.mkdir()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN")
        raw.execute("UPDATE carrier SET name = 'half'")
        raw.executemany("INSERT INTO person VALUES (?, ?, zeroblob(3000))", [(str(number), str(number)) for number in range(300)])
        for name in (path.name, f"{path.name}-journal"):
            shutil.copy(path.with_name(name), folder / name)
    return folder / path.name


def test_a_writing_that_was_cut_off_is_undone_by_the_next_writer_and_said_to_a_reader(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    saved = desk.save()
    desk.store.close()
    hot = cut_off_writing(path, tmp_path / "hot")
    assert hot.read_bytes() != path.read_bytes()
    refused("store.interrupted", lambda: opening.open_store(hot, read_only=True))
    with opening.open_store(hot) as store:
        assert returns.load(store, saved.id).current
        assert carriers.find(store, desk.usccs[0]) == carriers.Carrier(
            1, carriers.everyone(store)[0].id, desk.usccs[0], "示例孵化器0"
        )
        assert doctor.examine(store) == ()
    assert [each.name for each in hot.parent.iterdir()] == [hot.name]


def test_a_nested_writing_is_a_savepoint_and_the_outer_decides(desk: Desk) -> None:
    def register(uscc: str) -> object:
        return carriers.register(desk.store, uscc=uscc, name=uscc, actor=ACTOR, now=NOW)

    with pytest.raises(ZeroDivisionError):
        given_up(desk.store, lambda: register("A"))
    assert carriers.find(desk.store, "A") is None
    with desk.store.writing():
        register("B")
        with pytest.raises(ZeroDivisionError):
            given_up(desk.store, lambda: register("C"))
    assert carriers.find(desk.store, "B")
    assert carriers.find(desk.store, "C") is None
    assert journal.verify(desk.store) == []


def test_query_reads_and_never_writes_even_inside_a_writing(desk: Desk) -> None:
    insert = "WITH x AS (SELECT 1) INSERT INTO carrier (id, uscc, name) SELECT 'i', 'u', 'n' FROM x"
    refused("store.read_only", lambda: desk.store.query(insert))
    with desk.store.writing():
        refused("store.read_only", lambda: desk.store.query(insert))
        carriers.register(desk.store, uscc="B", name="b", actor=ACTOR, now=NOW)
        rows = desk.store.query("SELECT uscc FROM carrier WHERE name = ?", ("b",))
        carriers.register(desk.store, uscc="D", name="d", actor=ACTOR, now=NOW)
        assert list(rows) == [("B",)]
    assert carriers.find(desk.store, "u") is None


def test_what_sqlite_refuses_for_our_own_mistakes_is_a_bug(desk: Desk) -> None:
    with pytest.raises(Bug, match="FOREIGN KEY"), desk.store.writing() as db:
        db.execute("INSERT INTO participant VALUES (99, 99)")
    with pytest.raises(Bug, match="64 bits"), desk.store.writing() as db:
        db.execute("INSERT INTO participant VALUES (?, 1)", (2**63,))
    with pytest.raises(Bug, match="no such table"):
        desk.store.query("SELECT 1 FROM nowhere")
    desk.store.close()
    with pytest.raises(Bug, match="closed"):
        desk.store.query("SELECT 1")
