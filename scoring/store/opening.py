"""Making and opening a workspace file (*.fuping): ours, not from the future, backed up before it is upgraded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from scoring.errors import Refusal
from scoring.store import journal, moments
from scoring.store.connection import Store, connect
from scoring.store.failures import translated
from scoring.store.holder import holder_of
from scoring.store.ids import IdSource, fresh_ids
from scoring.store.migrations import APPLICATION_ID, known, migrations

PATIENCE = 5.0
"""Seconds a writer waits for another program before it says so."""


def create(path: Path, *, title: str, actor: str, now: datetime, ids: IdSource = fresh_ids, machine: str = "") -> Store:
    """A new workspace, open for writing. Raises Refusal where a file of that name stands or none can be made."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError as error:
        raise Refusal("store.exists", name=path.name) from error
    except OSError as error:
        raise Refusal("store.cannot_open", name=path.name) from error
    try:
        store = _store(path, read_only=False, ids=ids, machine=machine, patience=PATIENCE)
        try:
            _furnish(store, title=title, actor=actor, now=now)
        except BaseException:
            store.close()
            raise
    except BaseException:
        path.unlink()
        raise
    return store


def _furnish(store: Store, *, title: str, actor: str, now: datetime) -> None:
    """All of it in one transaction: a workspace file is whole or empty."""
    at, replica, workspace, here = moments.written(now), store.ids(now), store.ids(now), store.holder
    with store.writing() as db:
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrations.apply(db)
        db.execute("INSERT INTO replica VALUES (?, NULL, ?, ?, ?, ?)", (replica, here.machine, here.place, at, actor))
        row = (workspace, title, at, actor, replica, here.machine, here.place)
        db.execute("INSERT INTO workspace VALUES (1, ?, ?, ?, ?, ?, ?, ?)", row)
        journal.append(store, "workspace.created", {"workspace": workspace, "title": title}, actor=actor, now=now)


def open_store(
    path: Path, *, read_only: bool = False, ids: IdSource = fresh_ids, machine: str = "", patience: float = PATIENCE
) -> Store:
    """An existing workspace. Raises Refusal: missing, not a workspace, made by a newer program, in use, not readable.

    Opening for writing upgrades an older file, after a backup beside it. Opening writes nothing else: a copy takes its
    new replica id with its first journal entry.
    """
    if not path.is_file():
        raise Refusal("store.missing", name=path.name)
    store = _store(path, read_only=read_only, ids=ids, machine=machine, patience=patience)
    try:
        with translated(path):
            _recognise(store.db, path)
            if migrations.pending(store.db):
                _upgrade(store)
    except BaseException:
        store.close()
        raise
    return store


def _store(path: Path, *, read_only: bool, ids: IdSource, machine: str, patience: float) -> Store:
    db = connect(path, read_only=read_only, patience=patience)
    db.execute("PRAGMA query_only=on")
    return Store(db, path, read_only=read_only, ids=ids, holder=holder_of(path, machine=machine))


def _recognise(db: Database, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Refusal("store.not_a_workspace", name=path.name)
    ours = known()
    if any(migration.name not in ours for migration in migrations.applied(db)):
        raise Refusal("store.newer", name=path.name)


def _upgrade(store: Store) -> None:
    """One transaction for all steps. Another program may have been quicker: then nothing is left to do."""
    if store.read_only:
        raise Refusal("store.older", name=store.path.name)
    _back_up(store)
    with store.writing() as db:
        migrations.apply(db)


def _back_up(store: Store) -> Path:
    """By SQLite's own backup, to a name that is free; never over an older backup."""
    step = len(migrations.applied(store.db))
    target = next(
        name
        for number in range(1, 1000)
        if not (name := store.path.with_name(f"{store.path.stem}.before-upgrade-{step}-{number}{store.path.suffix}")).exists()
    )
    back_up(store, target)
    return target


def back_up(store: Store, target: Path) -> None:
    """The whole workspace into another file, consistent whatever is being written. Raises Refusal where it cannot be made."""
    if target.exists():
        raise Refusal("store.exists", name=target.name)
    with translated(target), closing(sqlite3.connect(target)) as copy:
        store.db.conn.backup(copy)
