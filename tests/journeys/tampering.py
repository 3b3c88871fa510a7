"""Breaks a workspace as somebody with another program would: raw sqlite3, the protecting triggers out of the way and back again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

Tamper = Callable[[sqlite3.Connection], None]


@contextmanager
def without_triggers(path: Path) -> Iterator[sqlite3.Connection]:
    """The file's own triggers stand again afterwards, or their absence alone would be what is found."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, sql in triggers:
            raw.execute(sql)


def once(raw: sqlite3.Connection, sql: str, *parameters: object) -> None:
    """A change of exactly one row."""
    assert raw.execute(sql, parameters).rowcount == 1, sql


def _raised(raw: sqlite3.Connection) -> tuple[bytes, str]:
    """The results with one total raised, packed, and the hash of the new text."""
    [(packed,)] = raw.execute("SELECT results_zlib FROM run").fetchall()
    text = zlib.decompress(packed).decode()
    raised = text.replace('"total":"34.63"', '"total":"60.00"')
    assert raised != text
    return zlib.compress(raised.encode()), sha256(raised.encode()).hexdigest()


def results(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE run SET results_zlib = ?", _raised(raw)[0])


def results_with_their_hash(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE run SET results_zlib = ?, results_sha256 = ?", *_raised(raw))


def receipt(raw: sqlite3.Connection) -> None:
    once(raw, 'UPDATE run SET receipt = replace(receipt, \'"engine":"1"\', \'"engine":"7"\')')


def paper(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE paper SET bytes = CAST(replace(bytes, '%%EOF', '%%EOG') AS BLOB) WHERE no = 3")


def paper_gone(raw: sqlite3.Connection) -> None:
    once(raw, "DELETE FROM paper WHERE no = 3")


def effective_row(raw: sqlite3.Connection) -> None:
    [(table,)] = raw.execute("SELECT name FROM sqlite_master WHERE name LIKE 'eff_%_tenants'").fetchall()
    once(raw, f"UPDATE {table} SET revenue = revenue + 1 WHERE {_first(raw, table)}")


def _first(raw: sqlite3.Connection, table: str) -> str:
    """The tables have no rowid: their first row by its key."""
    keys = [name for _, name, _, _, _, key in raw.execute(f"PRAGMA table_info({table})") if key]
    values = raw.execute(f"SELECT {', '.join(keys)} FROM {table} LIMIT 1").fetchone()
    return " AND ".join(f"{key} = {value}" for key, value in zip(keys, values, strict=True))


def journal(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE journal SET actor = '别人' WHERE sequence = 14")


def journal_payload(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE journal_payload SET text = replace(text, '核', '改') WHERE sequence = 14")


def journal_tail(raw: sqlite3.Connection) -> None:
    """The last entries cut off, together with the papers they issued."""
    raw.execute("DELETE FROM paper")
    raw.execute("DELETE FROM journal_payload WHERE sequence > 30")
    raw.execute("DELETE FROM journal WHERE sequence > 30")


def return_table(raw: sqlite3.Connection) -> None:
    sql = "SELECT rowid, zlib FROM return_table WHERE table_key = 'tenants' LIMIT 1"
    [(row, packed)] = raw.execute(sql).fetchall()
    text = zlib.decompress(packed).decode().replace("1960500000", "9960500000")
    once(raw, "UPDATE return_table SET zlib = ? WHERE rowid = ?", zlib.compress(text.encode()), row)


def workbook(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE file SET bytes = CAST(substr(bytes, 1, size - 1) || x'21' AS BLOB) WHERE rowid = 1")


def amendment(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE amendment SET reason = '无' WHERE no = 1")


def definition(raw: sqlite3.Connection) -> None:
    once(raw, "UPDATE definition SET text = replace(text, '\"at_least\":60', '\"at_least\":34') WHERE kind = 'rubric'")


EVERYTHING: dict[str, tuple[Tamper, str]] = {
    "results": (results, "hash"),
    "results with their hash": (results_with_their_hash, "not_as_journalled"),
    "receipt": (receipt, "hash"),
    "paper": (paper, "hash"),
    "paper gone": (paper_gone, "not_as_journalled"),
    "effective row": (effective_row, "effective"),
    "journal": (journal, "journal_hash"),
    "journal payload": (journal_payload, "journal_payload"),
    "journal tail": (journal_tail, "not_as_journalled"),
    "return": (return_table, "hash"),
    "workbook": (workbook, "hash"),
    "amendment": (amendment, "not_as_journalled"),
    "definition": (definition, "hash"),
}
"""What is tampered with, how, and the finding of the doctor (``store.doctor.*``) that tells it."""
