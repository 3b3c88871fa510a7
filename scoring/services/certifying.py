"""What the page of certificates shows, asked at once: candidates of the youngest run, the register, the keys, the terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scoring.errors import Said
from scoring.exchange.signing import KeyFile
from scoring.services import keys
from scoring.services.certificate_acts import check_withdrawn_on, content_of, preview, reissue, save_again, withdraw
from scoring.services.certificate_register import CertificateLine, State, export_register, export_withdrawals, register
from scoring.services.certificate_terms import Numbers, Terms, day_of_text, proposed
from scoring.services.certificates import Batch, Candidate, Why, Written, candidates, issue_certificates, names_read
from scoring.services.days import CHINA, day_of
from scoring.services.keys import LEAST_OF_A_PASSPHRASE, KnownKey
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.verifying_papers import Check, Verdict, check_text, trust, verdict_words
from scoring.store import runs
from scoring.store.connection import Store
from scoring.store.runs import Run

__all__ = [
    "LEAST_OF_A_PASSPHRASE",
    "Batch",
    "Candidate",
    "CertificateLine",
    "Certifying",
    "Check",
    "KeyFile",
    "KnownKey",
    "Run",
    "Seen",
    "State",
    "Terms",
    "Verdict",
    "Why",
    "Written",
    "certifying",
    "check_withdrawn_on",
    "check_words",
    "content_of",
    "day_of_text",
    "export_register",
    "export_withdrawals",
    "issue_certificates",
    "names_read",
    "number_like",
    "preview",
    "reissue",
    "save_again",
    "see_file",
    "stale_words",
    "today_of",
    "unlocks",
    "verdict_words",
    "withdraw",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certifying:
    """``run`` is the youngest sealed one, None before there is one; ``terms`` as they would hold for the next certificate."""

    run: Run | None
    rows: tuple[Candidate, ...]
    lines: tuple[CertificateLine, ...]
    keys: tuple[KnownKey, ...]
    terms: Terms

    @property
    def signs(self) -> KnownKey | None:
        """The key that signs."""
        return next((one for one in self.keys if one.signs), None)

    @property
    def said(self) -> Said | None:
        """Which result certificates rest on here."""
        if self.run is None:
            return None
        facts = {"day": day_of(self.run.sealed_at), "by": self.run.sealed_by, "count": len(self.rows)}
        return Said("publishing.sealed", facts)


def today_of(now: datetime) -> date:
    """The day in China."""
    return now.astimezone(CHINA).date()


def certifying(opened: OpenRound, language: str, now: datetime) -> Certifying:
    """Of one kind of carriers. Raises Refusal where the file is damaged."""
    today = today_of(now)
    known = runs.of_round(opened.store, opened.round.id)
    run = known[-1] if known else None
    rows = candidates(opened, run, language) if run else ()
    lines = register(opened, today=today, language=language)
    return Certifying(run, rows, lines, keys.known_keys(opened.store), proposed(opened, today))


def stale_words(opened: OpenRound, run: Run) -> Said | None:
    """What to know where data or rubric changed since the run was sealed; None where they have not."""
    return Said("certificates.stale", {"day": day_of(run.sealed_at)}) if stale(opened, run) else None


def unlocks(store: Store, passphrase: str) -> None:
    """Raises Refusal where the passphrase is not the signing key's: asked before anything is begun."""
    keys.unlocked(store, passphrase)


def number_like(pattern: str, year: int) -> str:
    """What the pattern makes of the first certificate of a year. Raises Refusal."""
    return Numbers(pattern).number(year, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A check, and the PDF it was of where it was one."""

    check: Check
    pdf: bytes
    name: str


def see_file(store: Store, path: Path, withdrawals: Path | None, now: datetime) -> Seen:
    """Check a file by the keys and the register of the workspace. Raises Refusal where it cannot be read."""
    from scoring.services.verifying_papers import MOST_BYTES, PDF, check_file

    trusted = trust(store=store, withdrawals=withdrawals)
    found = check_file(path, trusted, today_of(now))
    content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    is_pdf = PDF in content[:1024] and found.reason.code != "verifying.broken_pdf"
    return Seen(found, content if is_pdf else b"", path.name)


def check_words(store: Store, text: str, withdrawals: Path | None, now: datetime) -> Seen:
    """The same of a text that was typed, pasted or scanned."""
    return Seen(check_text(text, trust(store=store, withdrawals=withdrawals), today_of(now)), b"", "")
