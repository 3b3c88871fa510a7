"""The truth as it is stored, read for those who build on it: tables of returns, amendments, and which return counts."""

from __future__ import annotations

import hashlib
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.definitions.canonical import Sha256, sha256
from scoring.definitions.records import Datum, TableRecords, from_text
from scoring.errors import Refusal
from scoring.store.applied import Cell
from scoring.store.connection import Store
from scoring.store.datums import datum_of
from scoring.store.journal import Head

PIECE = 1 << 18
"""So many bytes of a long text are unpacked at a time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The return that counts for a carrier in a round."""

    round_no: int
    carrier_no: int
    return_id: Sha256
    form: Sha256


class Until:
    """A state of the past: what each replica had written up to its head. Without heads: everything."""

    def __init__(self, heads: tuple[Head, ...] | None = None) -> None:
        self._last = None if heads is None else {head.replica: head.sequence for head in heads}

    def includes(self, replica: str, sequence: int) -> bool:
        return self._last is None or sequence <= self._last.get(replica, 0)


NOW = Until()


def standing(store: Store, until: Until = NOW) -> tuple[Standing, ...]:
    """The latest return of every carrier in every round."""
    sql = "SELECT round_no, carrier_no, id, form_hash, replica, sequence FROM return ORDER BY no"
    latest = {row[:2]: Standing(*row[:4]) for row in store.rows(sql) if until.includes(*row[4:])}
    return tuple(latest[key] for key in sorted(latest))


def standing_of(store: Store, round_no: int, carrier_no: int, until: Until = NOW) -> Standing | None:
    """The latest return of one carrier, up to a state of the past."""
    sql = """
        SELECT round_no, carrier_no, id, form_hash, replica, sequence FROM return
        WHERE round_no = ? AND carrier_no = ? ORDER BY no DESC"""
    rows = store.rows(sql, (round_no, carrier_no))
    return next((Standing(*row) for *row, replica, sequence in rows if until.includes(replica, sequence)), None)


def tables(store: Store, return_id: Sha256) -> tuple[TableRecords, ...]:
    """The tables of a return as they came in, in the order they were read. Raises Refusal where bytes no longer equal their hash."""
    sql = "SELECT zlib, sha256 FROM return_table WHERE return_id = ? ORDER BY rowid"
    return tuple(from_text(unpacked(store, *row)) for row in store.rows(sql, (return_id,)))


def packed(text: str) -> bytes:
    return zlib.compress(text.encode(), 6)


@dataclass(frozen=True, slots=True)
class Packed:
    """A text that was too long to be held whole: its bytes as ``packed`` makes them, and the hash of the text."""

    bytes: bytes
    hash: Sha256


def packed_in_pieces(pieces: Iterable[str]) -> Packed:
    """The same for a text that comes in pieces: no single step is long, and the whole is never there."""
    squeezing, proof, found = zlib.compressobj(6), hashlib.sha256(), []
    for piece in pieces:
        raw = piece.encode()
        proof.update(raw)
        found.append(squeezing.compress(raw))
    found.append(squeezing.flush())
    return Packed(b"".join(found), Sha256(proof.hexdigest()))


def hash_in_pieces(pieces: Iterable[str]) -> Sha256:
    """``sha256`` of a text that comes in pieces."""
    proof = hashlib.sha256()
    for piece in pieces:
        proof.update(piece.encode())
    return Sha256(proof.hexdigest())


def unpacked_in_pieces(store: Store, blob: bytes, due: Sha256) -> Iterator[str]:
    """``unpacked`` piece by piece. Raises Refusal at the end of a text that is not the one that was hashed."""
    opening, proof, decoder = zlib.decompressobj(), hashlib.sha256(), getincrementaldecoder("utf-8")()
    rest = blob
    try:
        while rest:
            raw = opening.decompress(rest, PIECE)
            rest = opening.unconsumed_tail
            proof.update(raw)
            yield decoder.decode(raw)
        yield decoder.decode(opening.flush(), final=True)
    except (zlib.error, UnicodeDecodeError) as error:
        raise Refusal("store.damaged", name=store.path.name) from error
    if not opening.eof or proof.hexdigest() != due:
        raise Refusal("store.damaged", name=store.path.name)


def unpacked(store: Store, blob: bytes, due: Sha256) -> str:
    """The inverse of ``packed``, proved by its hash."""
    text = plain(blob)
    if text is None or sha256(text) != due:
        raise Refusal("store.damaged", name=store.path.name)
    return text


def plain(blob: bytes) -> str | None:
    """None where the bytes are not what ``packed`` makes."""
    try:
        return zlib.decompress(blob).decode()
    except (zlib.error, UnicodeDecodeError):
        return None


def amended(store: Store, return_id: Sha256, until: Until = NOW) -> Mapping[Cell, Datum]:
    """The amendment that counts of each cell: the latest."""
    sql = "SELECT table_key, row_number, field, new, replica, sequence FROM amendment WHERE return_id = ? ORDER BY no"
    rows = store.rows(sql, (return_id,))
    return {(table, number, field): datum_of(new) for table, number, field, new, *at in rows if until.includes(*at)}
