"""Verifying a certificate without a network: is it as the commission signed it, and does it still hold?

What is proved are the facts in the signed text. Of a PDF the printed page is held against them too, and its bytes against
the register. Without the register, or a signed list of what holds no longer, withdrawals are unknown, and that is said.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from scoring.definitions.canonical import sha256
from scoring.errors import Refusal, Said
from scoring.exchange.certificate_code import HEAD, CertificateFacts, Signed, decode
from scoring.exchange.signing import PublicKey
from scoring.messages import LANGUAGES, say
from scoring.papers.certificate import CertificatePaper, printed
from scoring.papers.rendering import Seen, seen
from scoring.services.certificate_papers import grade_of, paper_of
from scoring.services.certificate_register import WithdrawalList, read_withdrawals
from scoring.services.keys import known_keys, read_key
from scoring.store import certificates
from scoring.store.certificates import Certificate
from scoring.store.connection import Store

MOST_BYTES = 20 * 1024 * 1024
"""Of a file that is looked at."""
PDF = b"%PDF-"
NOWHERE = "—"
ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""A file's property, which is not looked at."""


class Verdict(StrEnum):
    """真实; 被改动; 已失效; 密钥未知; 读不出."""

    GENUINE = "genuine"
    ALTERED = "altered"
    WITHDRAWN = "withdrawn"
    UNKNOWN_KEY = "unknown_key"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key to verify with. ``reason`` why it is no longer trusted; empty where it is."""

    key: PublicKey
    holder: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known here: keys by their ids, a register if there is one, a list of what holds no longer if there is one."""

    keys: Mapping[str, TrustedKey]
    register: Store | None = None
    withdrawals: WithdrawalList | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """``facts`` as the paper claims them; proved where their signature holds, whatever is printed beside. ``notes``: what else to know."""

    verdict: Verdict
    reason: Said
    facts: CertificateFacts | None = None
    holder: str = ""
    notes: tuple[Said, ...] = ()
    page_altered: bool = False
    """The signature holds; the page around it says something else."""

    @property
    def proved(self) -> bool:
        return self.page_altered or self.verdict in (Verdict.GENUINE, Verdict.WITHDRAWN)

    def lines(self, language: str) -> tuple[tuple[str, str], ...]:
        """The facts with their labels, as they are shown."""
        facts = self.facts
        if facts is None:
            return ()
        told = (
            ("number", facts.number), ("carrier", facts.carrier), ("uscc", facts.uscc), ("year", facts.year),
            ("grade", grade_of(facts, language)), ("period", f"{facts.period_from} – {facts.period_to}"),
            ("validity", f"{facts.valid_from} – {facts.valid_to}"), ("issuer", (language == "en" and facts.issuer_en) or facts.issuer),
            ("issued_on", str(facts.issued_on)), ("status", (language == "en" and facts.status_en) or facts.status), ("replaces", facts.replaces),
            ("run", facts.run), ("key", f"{facts.key} {self.holder}".strip()),
        )  # fmt: skip
        return tuple((say(f"certificates.column.{name}", {}, language), text) for name, text in told if text)

    def document(self, language: str) -> dict[str, object]:
        """Of the answer under ``--json``."""
        facts = self.facts
        told = None
        if facts is not None:
            told = {name: getattr(facts, name) for name in CertificateFacts.__slots__}
        said = {"verdict": self.verdict.value, "words": verdict_words(self.verdict, language)}
        notes = [say(note.code, note.facts, language) for note in self.notes]
        reason = say(self.reason.code, self.reason.facts, language)
        return {**said, "reason": reason, "notes": notes, "facts": told, "holder": self.holder or None}


def verdict_words(verdict: Verdict, language: str) -> str:
    return say(f"verifying.verdict.{verdict.value}", {}, language)


def trust(*, store: Store | None = None, key_files: Sequence[Path] = (), withdrawals: Path | None = None) -> Trust:
    """What a check goes by: the keys of a workspace and its register, keys from files, a signed list. Raises Refusal."""
    known: dict[str, TrustedKey] = {}
    for one in known_keys(store) if store is not None else ():
        known[one.key.id] = TrustedKey(one.key, one.holder, "" if one.trusted else one.reason)
    for path in key_files:
        read = read_key(path)
        known[read.key.id] = TrustedKey(read.key, read.holder or path.stem)
    if not known:
        raise Refusal("verifying.no_keys")
    good = {key: one.key for key, one in known.items() if not one.reason}
    listed = read_withdrawals(withdrawals, good) if withdrawals is not None else None
    return Trust(known, store, listed)


# The check ------------------------------------------------------------------------------------------------------------


def check_text(text: str, trusted: Trust, today: date) -> Check:
    """A text as it was scanned, pasted or typed."""
    signed = decode(text)
    if signed is None:
        return Check(Verdict.UNREADABLE, Said("verifying.broken_text" if _has_head(text) else "verifying.no_text"))
    return _check(signed, trusted, today)


def check_file(path: Path, trusted: Trust, today: date) -> Check:
    """A PDF, or a text file with what was scanned. Raises Refusal where the file cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return Check(Verdict.UNREADABLE, Said("verifying.too_large", {"name": path.name}))
        content = path.read_bytes()
    except OSError as error:
        raise Refusal("keys.cannot_read", name=path.name, reason=error.strerror or str(error)) from error
    return check_bytes(content, trusted, today)


def check_bytes(content: bytes, trusted: Trust, today: date) -> Check:
    """The bytes of a PDF, or of a text."""
    if PDF not in content[:1024]:
        return check_text(content.decode("utf-8-sig", "replace"), trusted, today)
    shown = seen(content)
    signed = decode(shown.keywords) if shown else None
    if shown is None or signed is None:
        return Check(Verdict.UNREADABLE, Said("verifying.pdf_without_text" if shown else "verifying.broken_pdf"))
    found = _check(signed, trusted, today)
    if not found.proved:
        return found
    kept = certificates.of_paper(trusted.register, sha256(content)) if trusted.register else None
    if kept is not None:
        return replace(found, notes=(Said("verifying.issued_bytes"), *found.notes))
    return _against_page(found, signed.facts, shown, registered=trusted.register is not None)


def _has_head(text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text).upper()
    return HEAD in "".join(letter for letter in folded if letter.isalnum())


def _check(signed: Signed, trusted: Trust, today: date) -> Check:
    facts = signed.facts
    known = trusted.keys.get(facts.key)
    if known is None:
        return Check(Verdict.UNKNOWN_KEY, Said("verifying.unknown_key", {"key": facts.key}), facts)
    if known.reason:
        said = Said("verifying.distrusted_key", {"key": facts.key, "reason": known.reason})
        return Check(Verdict.UNKNOWN_KEY, said, facts, known.holder)
    if not known.key.signed(signed.message, signed.signature):
        return Check(Verdict.ALTERED, Said("verifying.signature_fails"), facts, known.holder)
    own = _registered(signed, trusted)
    notes = tuple(_notes(facts, own, known, trusted, today))
    gone = _gone_in_register(own) or _gone_in_list(facts, known, trusted)
    if gone is not None:
        return Check(Verdict.WITHDRAWN, gone, facts, known.holder, notes)
    return Check(Verdict.GENUINE, _genuine(own, known, trusted), facts, known.holder, notes)


def _registered(signed: Signed, trusted: Trust) -> Certificate | None:
    """The very certificate in the register: another one may have its number, of another district or of a copy of this file."""
    kept = certificates.find(trusted.register, signed.facts.number) if trusted.register else None
    return kept if kept is not None and _same(kept, signed) else None


def _same(kept: Certificate, signed: Signed) -> bool:
    known = decode(kept.code)
    return known is not None and known.message == signed.message


def _gone_in_register(own: Certificate | None) -> Said | None:
    if own is None or own.holds:
        return None
    if own.withdrawal is not None:
        return Said("verifying.withdrawn", {"day": own.withdrawal.day, "reason": own.withdrawal.reason})
    return Said("verifying.superseded", {"number": own.superseded_by})


def _gone_in_list(facts: CertificateFacts, known: TrustedKey, trusted: Trust) -> Said | None:
    gone = _listed(known, trusted).gone.get((facts.number, facts.key)) if _speaks(known, trusted) else None
    if gone is None:
        return None
    if gone.by:
        return Said("verifying.superseded", {"number": gone.by})
    return Said("verifying.withdrawn", {"day": gone.day, "reason": gone.reason or NOWHERE})


def _speaks(known: TrustedKey, trusted: Trust) -> bool:
    """A list speaks of the certificates of its own holder: the key itself, or another of the same body's."""
    listed = trusted.withdrawals
    if listed is None:
        return False
    signer = trusted.keys[listed.signer.id]
    return signer.key == known.key or signer.holder == known.holder


def _listed(known: TrustedKey, trusted: Trust) -> WithdrawalList:
    listed = trusted.withdrawals
    assert listed is not None, known
    return listed


def _genuine(own: Certificate | None, known: TrustedKey, trusted: Trust) -> Said:
    """How much is known: the register says that it holds, a list does not name it, or nobody here knows of withdrawals."""
    if own is not None:
        return Said("verifying.holds")
    if _speaks(known, trusted):
        return Said("verifying.not_on_list", {"day": _listed(known, trusted).as_of})
    return Said("verifying.as_far_as_key", {"holder": known.holder})


def _notes(facts: CertificateFacts, own: Certificate | None, known: TrustedKey, trusted: Trust, today: date) -> Iterator[Said]:
    if facts.status:
        yield Said("verifying.example", {"status": {"zh": facts.status, "en": facts.status_en}})
    if today > facts.valid_to:
        yield Said("verifying.expired", {"day": facts.valid_to})
    elif today < facts.valid_from:
        yield Said("verifying.not_yet", {"day": facts.valid_from})
    if trusted.register is not None and own is None:
        yield Said(_why_not_registered(facts, known, trusted.register), {"number": facts.number})


def _why_not_registered(facts: CertificateFacts, known: TrustedKey, register: Store) -> str:
    if not any(one.own for one in known_keys(register) if one.key == known.key):
        return "verifying.not_registered"
    taken = certificates.find(register, facts.number) is not None
    return "verifying.number_of_another" if taken else "verifying.own_not_registered"


# The printed page -----------------------------------------------------------------------------------------------------


def _against_page(found: Check, facts: CertificateFacts, shown: Seen, *, registered: bool) -> Check:
    """Whether what the page shows is what was signed: every text of it, nothing else, on one page."""
    text = "".join(shown.pages)
    papers = [paper_of(facts, "", language=language, created=ANY_DAY) for language in LANGUAGES]
    paper = max(papers, key=lambda one: _share(one, text))
    missing = tuple(_missing(paper, text))
    others = _others(paper, text)
    if missing:
        labels = [Said(f"certificates.column.{name}") for name in missing]
        return replace(found, verdict=Verdict.ALTERED, reason=Said("verifying.page_differs", {"what": labels}), page_altered=True)
    if others or len(shown.pages) > 1:
        more = Said("verifying.page_has_more", {"text": others or NOWHERE})
        return replace(found, verdict=Verdict.ALTERED, reason=more, page_altered=True)
    notes = [Said("verifying.page_agrees")]
    if registered:
        notes.append(Said("verifying.other_bytes"))
    if shown.pictures or shown.notes:
        notes.append(Said("verifying.pictures", {"count": shown.pictures + shown.notes}))
    return replace(found, notes=(*notes, *found.notes))


def _squeezed(text: str) -> str:
    """Letters alone: a page's text comes with line ends and blanks of its own."""
    return "".join(unicodedata.normalize("NFKC", text).split())


PROVED = ("title", "number", "carrier", "uscc", "sentence", "grade", "validity", "issuer", "day", "status")
"""Attributes of the paper that come from signed facts."""
CALLED = {"sentence": "year", "day": "issued_on"}
CHECKED = ("title", "period", "validity", "status", "replaces", "run", "key")
"""Facts that are shown by names of their own, beside those of the register."""


def _share(paper: CertificatePaper, text: str) -> int:
    whole = _squeezed(text)
    return sum(_squeezed(words) in whole for words in printed(paper))


def _missing(paper: CertificatePaper, text: str) -> Iterator[str]:
    """Facts whose words the page does not show, or shows fewer times than they must stand there."""
    whole = _squeezed(text)
    wanted = [(name, _squeezed(getattr(paper, name))) for name in PROVED]
    for name, words in wanted:
        if words and words not in whole:
            yield CALLED.get(name, name)


def _others(paper: CertificatePaper, text: str) -> str:
    """Letters of the page that none of its due texts accounts for."""
    due = Counter(_squeezed("".join(printed(paper))))
    left = []
    for letter in _squeezed(text):
        if due[letter]:
            due[letter] -= 1
        else:
            left.append(letter)
    return "".join(left)
