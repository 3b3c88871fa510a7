"""What SQLite complains of, translated once: into a refusal where the user can do something, else into a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scoring.errors import Bug, Refusal

REFUSALS: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.cannot_open",
    sqlite3.SQLITE_AUTH: "store.cannot_open",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not_a_workspace",
}
"""Primary result code → message. A constraint is missing on purpose: it guards against us, not against the user."""

INTERRUPTED = frozenset({sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY, sqlite3.SQLITE_READONLY_CANTLOCK})
"""A writing was cut off and its journal lies beside the file, but we may not write and so cannot roll it back."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Everything between us and SQLite runs inside this. Nests: what is translated already passes."""
    try:
        yield
    except sqlite3.Error as error:
        raise translation(error, path) from error
    except OverflowError as error:
        raise Bug(f"a number beyond 64 bits reached the store: {error}") from error


def translation(error: sqlite3.Error, path: Path) -> Refusal | Bug:
    """Errors of the driver itself (a closed store, another thread) carry no code and are bugs."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in INTERRUPTED:
        return Refusal("store.interrupted", name=path.name)
    if refusal := REFUSALS.get(code & 0xFF):
        return Refusal(refusal, name=path.name)
    return Bug(f"{path.name}: {error}")
