"""The facts of a certificate as one signed text: in its QR, in the PDF's keywords, and typed in by a hand scanner.

``FUPING1`` and then Base32 of the facts, the signature and a checksum. Base32 has capital letters and digits only, so the
QR keeps to its alphanumeric mode, and what a keyboard, a Chinese input method or a letter's line ends do to it can be undone:
Base45 would be 6 % shorter, but it needs a blank and eight marks that input methods turn into their own. A wrong checksum
says that it was read wrongly; a right one with a wrong signature, that somebody changed it.
"""

from __future__ import annotations

import unicodedata
import zlib
from base64 import b32decode, b32encode
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from scoring.errors import Bug
from scoring.exchange.signing import SIGNATURE_BYTES

HEAD = "FUPING1"
SEPARATOR = "\n"
CHECK_BYTES = 4
DAYS = frozenset({"period_from", "period_to", "valid_from", "valid_to", "issued_on"})
LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""Base32 has no 0, 1 and 8: whoever types them has misread a letter."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What is signed: all that is printed. ``status`` 示例 where the rubric is one, ``replaces`` the number it stands for.

    The order is that of the signed text: it never changes, a new one gets a new head.
    """

    number: str
    uscc: str
    carrier: str
    year: str
    grade: str
    grade_en: str
    period_from: date
    period_to: date
    valid_from: date
    valid_to: date
    issuer: str
    issuer_en: str
    issued_on: date
    title: str
    title_en: str
    status: str
    status_en: str
    replaces: str
    run: str
    """The number of the run it rests on (year and first digits of its receipt's hash)."""
    key: str
    """``PublicKey.id`` of the key it is signed with."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Facts as they were read, with what was signed of them."""

    facts: CertificateFacts
    message: bytes
    signature: bytes


def message_of(facts: CertificateFacts) -> bytes:
    """The bytes that are signed; they begin with the head, so that no other text of this key can pass for them."""
    parts = [HEAD, *(part.strftime("%Y%m%d") if isinstance(part, date) else plain(part) for part in astuple(facts))]
    return SEPARATOR.join(parts).encode("utf-8")


def plain(text: str) -> str:
    """One line without control characters, as it stands in the signed text and on paper."""
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return " ".join(kept.split())


def encode(facts: CertificateFacts, sign: Callable[[bytes], bytes]) -> str:
    """The text of QR and keywords: ``A–Z`` and ``2–7`` after the head."""
    message = message_of(facts)
    signature = sign(message)
    if len(signature) != SIGNATURE_BYTES:
        raise Bug("not a signature of Ed25519")
    body = message[len(HEAD) + 1 :] + signature
    check = zlib.crc32(body).to_bytes(CHECK_BYTES, "big")
    return HEAD + b32encode(body + check).decode("ascii").rstrip("=")


def decode(text: str) -> Signed | None:
    """What a text says; None where it is no certificate's, or was not read whole."""
    pieces = _letters(text).split(HEAD)[1:]  # 1 is no letter of Base32: the head never stands inside
    return next((found for found in map(_read, pieces) if found), None)


def _read(letters: str) -> Signed | None:
    coded = letters.translate(LOOKALIKES)
    try:
        content = b32decode(coded + "=" * (-len(coded) % 8))
    except ValueError:
        return None
    body, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:]
    if len(body) <= SIGNATURE_BYTES or zlib.crc32(body).to_bytes(CHECK_BYTES, "big") != check:
        return None
    said, signature = body[:-SIGNATURE_BYTES], body[-SIGNATURE_BYTES:]
    facts = _facts(said)
    return Signed(facts, f"{HEAD}{SEPARATOR}".encode() + said, signature) if facts else None


def _letters(text: str) -> str:
    """What a scanner, a keyboard and an input method may have made of capital letters and digits, made into them again."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())


def _facts(said: bytes) -> CertificateFacts | None:
    try:
        parts = said.decode("utf-8").split(SEPARATOR)
        names = [one.name for one in fields(CertificateFacts)]
        read: dict[str, Any] = {name: _day(part) if name in DAYS else part for name, part in zip(names, parts, strict=True)}
    except ValueError:
        return None
    return CertificateFacts(**read)


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
