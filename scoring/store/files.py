"""Files as they came in, by their SHA-256. Workbooks are ZIP archives already: the bytes are kept as they are."""

from __future__ import annotations

from scoring.definitions.canonical import Sha256, sha256
from scoring.errors import Bug, Refusal
from scoring.store.connection import Store


def keep(store: Store, content: bytes) -> Sha256:
    """Keep a file for good; the same bytes again change nothing. The verb that brings it writes the journal."""
    key = sha256(content)
    with store.writing() as db:
        if store.row("SELECT 1 FROM file WHERE sha256 = ?", (key,)) is None:
            db.execute("INSERT INTO file VALUES (?, ?, ?)", (key, len(content), content))
    return key


def content(store: Store, key: Sha256) -> bytes:
    """The bytes. Raises Refusal where they no longer equal their hash."""
    row = store.row("SELECT bytes FROM file WHERE sha256 = ?", (key,))
    if row is None:
        raise Bug(f"no file {key}")
    if sha256(row[0]) != key:
        raise Refusal("store.damaged", name=store.path.name)
    return bytes(row[0])
