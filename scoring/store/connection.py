"""The open workspace: one connection, on one thread, that can only write inside ``writing()``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from scoring.definitions.layout import Stored
from scoring.errors import Bug, Refusal
from scoring.store.failures import translated
from scoring.store.holder import Holder
from scoring.store.ids import IdSource

SETTINGS = (
    "foreign_keys=on",
    "recursive_triggers=on",  # or INSERT OR REPLACE would slip past the triggers that forbid deleting
    "trusted_schema=off",  # the file may come from a stranger's stick
    "cell_size_check=on",
    "synchronous=EXTRA",
    "cache_spill=off",  # an open writing touches no page of the file before it commits: readers read on, a copy is whole
    "secure_delete=on",  # what is blanked is gone from the file as well
)


class Store:
    """A workspace file, open. Made by ``opening``; belongs to the thread that opened it."""

    def __init__(self, db: Database, path: Path, *, read_only: bool, ids: IdSource, holder: Holder) -> None:
        self.db = db
        self.path = path
        self.read_only = read_only
        self.ids = ids
        self.holder = holder
        """Where the file lies now; ``journal`` compares it with the last place before the first entry."""
        self._writing = False

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, all or nothing; a nested one is a savepoint of the outer.

        It begins IMMEDIATE, unlike ``Database.atomic``: a second writer waits at the door instead of failing halfway.
        Raises Refusal where the file cannot be written.
        """
        with translated(self.path):
            if self._writing:
                with self.db.atomic():
                    yield self.db
            else:
                with self._outermost():
                    yield self.db

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        if self.read_only:
            raise Refusal("store.read_only", name=self.path.name)
        if self.db.conn.in_transaction:
            raise Bug("writing() inside reading()")
        self._writing = True
        try:
            self.db.execute("PRAGMA query_only=off")
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise
        finally:
            self._writing = False
            self.db.execute("PRAGMA query_only=on")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads of one and the same state, whatever another process writes meanwhile."""
        with translated(self.path), self.db.atomic():
            yield

    def query(self, sql: str, parameters: Sequence[Stored] = ()) -> Iterator[tuple[Stored, ...]]:
        """Rows of a generated SELECT, as they are fetched. A statement that would write is refused by SQLite itself."""
        return self.rows(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """``query`` for the room itself, whose rows also hold bytes."""
        with translated(self.path):
            if self._writing:
                return iter(self._read_whole(sql, parameters))
            cursor = self.db.execute(sql, parameters)
        return self._fetched(cursor)

    def row(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(self.rows(sql, parameters), None)

    def _read_whole(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """All rows at once, inside a writing: setting the pragma expires every statement that is still under way, and one
        that then opens another cursor (a correlated subquery's) ends in "abort due to ROLLBACK".
        """
        self.db.execute("PRAGMA query_only=on")
        try:
            return self.db.execute(sql, parameters).fetchall()
        finally:
            self.db.execute("PRAGMA query_only=off")

    def _fetched(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
        with translated(self.path):
            for row in cursor:  # noqa: UP028 # `yield from` closes a cursor left halfway, perhaps after its store was closed
                yield row

    @property
    def title(self) -> str:
        """The name the workspace was given: the district's."""
        row = self.row("SELECT title FROM workspace")
        return str(row[0]) if row else ""

    def wait(self, seconds: float) -> None:
        """Wait so long for others at the file before saying that it is in use."""
        self.db.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")

    def close(self) -> None:
        """Closing twice is harmless."""
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def connect(path: Path, *, read_only: bool, patience: float) -> Database:
    """A connection with the house's settings, still able to write. The file must exist; ``patience`` in seconds."""
    with translated(path):
        raw = sqlite3.connect(address(path, "ro" if read_only else "rw"), uri=True, timeout=patience)
        try:
            db = Database(raw, execute_plugins=False)
            for setting in SETTINGS:
                db.execute(f"PRAGMA {setting}")
            if not read_only:
                db.execute("PRAGMA journal_mode=DELETE")
        except BaseException:
            raw.close()
            raise
    return db


def address(path: Path, mode: str) -> str:
    """The file as SQLite's URI, drives and network shares included; ``rw`` never creates it."""
    plain = path.resolve().as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote(plain, safe='/:')}?mode={mode}"


def marks(columns: str) -> str:
    """A question mark for every name of a comma-separated list."""
    return ", ".join("?" for _ in columns.split(","))
