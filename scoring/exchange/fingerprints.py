"""How keys are named: for everybody who shows one and signs nothing. The keys themselves are in ``signing``."""

from __future__ import annotations

from scoring.definitions.canonical import sha256


def fingerprint(public: str) -> str:
    """SHA-256 of the 32 bytes (given in hexadecimal) in groups of four: what two people read to each other over the telephone."""
    digest = sha256(bytes.fromhex(public)).upper()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def key_id(public: str) -> str:
    """The first sixteen digits of the fingerprint: how a certificate names the key it is signed with."""
    return sha256(bytes.fromhex(public))[:16].upper()
