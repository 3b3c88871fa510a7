"""The register of certificates (证书登记簿): every certificate ever issued with what became of it, as lines, as Excel, and the
signed list of those that hold no longer, for whoever verifies elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from scoring.definitions.canonical import canonical
from scoring.errors import Refusal
from scoring.exchange.certificate_code import CertificateFacts
from scoring.exchange.signing import PublicKey
from scoring.messages import say
from scoring.papers.listing import ListColumn, listing_bytes
from scoring.papers.writing import write_whole
from scoring.services import keys
from scoring.services.certificate_papers import grade_of
from scoring.services.certificates import facts_of
from scoring.services.days import CHINA, day_of, minute_of
from scoring.services.outcome import outcomes
from scoring.services.rounds import OpenRound
from scoring.store import certificates, runs
from scoring.store.certificates import Certificate

LIST_TAG = "FUPING WITHDRAWALS 1"
"""Signed with it: no other text of the key can pass for a list."""
MOST_BYTES = 16 * 1024 * 1024


class State(StrEnum):
    """有效; 有效期已过; 已被替换; 已撤销."""

    VALID = "valid"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A line of the register. ``differs``: the grade that stands now, where it is another than the certificate's."""

    certificate: Certificate
    facts: CertificateFacts
    state: State
    differs: str

    @property
    def number(self) -> str:
        return self.facts.number

    def state_words(self, language: str) -> str:
        return say(f"certificates.state.{self.state.value}", {}, language)

    def remark(self, language: str) -> str:
        """What became of it and why, in a sentence or two; empty for one that simply holds."""
        one, told = self.certificate, []
        if one.replaces:
            told.append(say("certificates.remark.replaces", {"number": one.replaces, "reason": one.reason}, language))
        if one.withdrawal:
            facts = {"day": one.withdrawal.day, "reason": one.withdrawal.reason, "by": one.withdrawal.actor}
            told.append(say("certificates.remark.withdrawn", facts, language))
        if one.superseded_by:
            told.append(say("certificates.remark.superseded", {"number": one.superseded_by}, language))
        if self.differs:
            told.append(say("certificates.remark.differs", {"grade": self.differs}, language))
        return ("；" if language == "zh" else "; ").join(told)

    def document(self, language: str) -> dict[str, object]:
        """Of the answer under ``--json``."""
        facts, one = self.facts, self.certificate
        return {
            "number": facts.number, "carrier": facts.carrier, "uscc": facts.uscc, "year": int(facts.year),
            "grade": grade_of(facts, language), "issued_on": facts.issued_on, "valid_from": facts.valid_from,
            "valid_to": facts.valid_to, "issuer": facts.issuer, "state": self.state.value, "remark": self.remark(language),
            "replaces": one.replaces or None, "superseded_by": one.superseded_by or None, "key": facts.key,
            "run": one.run_id, "papers": dict(one.papers), "code": one.code,
        }  # fmt: skip


def register(opened: OpenRound, *, today: date, language: str = "zh", whole: bool = False) -> tuple[CertificateLine, ...]:
    """The certificates of the round, of the workspace where ``whole``, in the order of issue."""
    store = opened.store
    found = certificates.all_certificates(store) if whole else certificates.of_round(store, opened.round.id)
    standing = _standing(opened, language)
    return tuple(_line(one, standing if one.round_id == opened.round.id else {}, today, language) for one in found)


def _standing(opened: OpenRound, language: str) -> Mapping[str, tuple[str, str]]:
    """Carrier → the grade that stands now, in Chinese and as it is shown."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        return {}
    both = zip(outcomes(opened, known[-1], "zh"), outcomes(opened, known[-1], language), strict=True)
    return {zh.result.uscc: (zh.grade, shown.grade) for zh, shown in both}


def _line(one: Certificate, standing: Mapping[str, tuple[str, str]], today: date, language: str) -> CertificateLine:
    facts = facts_of(one)
    state = state_of(one, facts, today)
    zh, shown = standing.get(one.uscc, (facts.grade, ""))
    differs = (shown or say("certificates.without_grade", {}, language)) if one.holds and zh != facts.grade else ""
    return CertificateLine(one, facts, state, differs)


def state_of(one: Certificate, facts: CertificateFacts, today: date) -> State:
    if one.withdrawal is not None:
        return State.WITHDRAWN
    if one.superseded_by:
        return State.SUPERSEDED
    return State.EXPIRED if today > facts.valid_to else State.VALID


# As Excel -------------------------------------------------------------------------------------------------------------

COLUMNS = (
    ("number", 18, False), ("carrier", 40, True), ("uscc", 21, False), ("year", 8, False), ("grade", 10, False),
    ("issued_on", 12, False), ("valid_from", 12, False), ("valid_to", 12, False), ("state", 10, False), ("remark", 50, True),
    ("issuer", 30, True), ("run", 20, False), ("key", 19, False), ("actor", 12, False), ("at", 17, False), ("paper", 68, False),
)  # fmt: skip


def export_register(opened: OpenRound, path: Path, *, today: date, language: str = "zh", whole: bool = False) -> int:
    """The register as .xlsx; how many lines. Raises Refusal where the file is there already or cannot be written."""
    if path.suffix.lower() != ".xlsx":
        raise Refusal("certificates.not_excel", name=path.name)
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    lines = register(opened, today=today, language=language, whole=whole)
    columns = [ListColumn(say(f"certificates.column.{name}", {}, language), width, wraps) for name, width, wraps in COLUMNS]
    title = say("certificates.register", {"district": opened.district}, language)
    sheet = say("certificates.sheet", {}, language)
    write_whole(path, listing_bytes(sheet, columns, (_row(one, language) for one in lines), title=title))
    return len(lines)


def _row(line: CertificateLine, language: str) -> tuple[str, ...]:
    facts, one = line.facts, line.certificate
    days = (str(day) for day in (facts.issued_on, facts.valid_from, facts.valid_to))
    papers = " ".join(one.papers.values())
    own = (line.state_words(language), line.remark(language), facts.issuer, facts.run, facts.key)
    head = (facts.number, facts.carrier, facts.uscc, facts.year, grade_of(facts, language))
    return (*head, *days, *own, one.actor, minute_of(one.at), papers)


# The list of those that hold no longer --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gone:
    """A certificate that holds no longer; ``by`` the number that replaced it."""

    number: str
    day: str
    state: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class WithdrawalList:
    """As a key's holder said it on a day. ``gone``: by number and key of the certificate."""

    holder: str
    as_of: str
    signer: PublicKey
    gone: Mapping[tuple[str, str], Gone]


def export_withdrawals(opened: OpenRound, path: Path, *, passphrase: str, now: datetime) -> int:
    """The signed list for those who verify without the register; how many are on it. Raises Refusal."""
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    signer = keys.unlocked(opened.store, passphrase)
    by_number = {one.number: one for one in certificates.all_certificates(opened.store)}
    entries = [_entry(one, by_number) for one in by_number.values() if not one.holds]
    holder = keys.find(opened.store, signer.public.fingerprint).holder
    body = {"tag": LIST_TAG, "holder": holder, "key": signer.public.id, "as_of": f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}"}
    said = canonical({**body, "gone": entries})
    whole = {"list": json.loads(said), "signature": signer.sign(said.encode()).hex()}
    write_whole(path, f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())
    return len(entries)


def _entry(one: Certificate, by_number: Mapping[str, Certificate]) -> dict[str, str]:
    facts = facts_of(one)
    gone = one.withdrawal
    day = str(gone.day) if gone else day_of(by_number[one.superseded_by].at)
    state = State.WITHDRAWN if gone else State.SUPERSEDED
    reason = gone.reason if gone else ""
    named = {"number": facts.number, "key": facts.key, "by": one.superseded_by}
    return named | {"day": day, "state": state.value, "reason": reason}


def read_withdrawals(path: Path, trusted: Mapping[str, PublicKey]) -> WithdrawalList:
    """A list whose signature is a trusted key's (``trusted``: by their ids). Raises Refusal."""
    try:
        whole = json.loads(path.read_bytes()[:MOST_BYTES])
        said, signature = whole["list"], bytes.fromhex(whole["signature"])
        signer = trusted.get(str(said["key"]))
        gone = [_gone(one) for one in said["gone"]]
        as_of, holder, tag = str(said["as_of"]), str(said["holder"]), said["tag"]
    except OSError as error:
        raise Refusal("keys.cannot_read", name=path.name, reason=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal("certificates.no_list", name=path.name) from None
    if tag != LIST_TAG:
        raise Refusal("certificates.no_list", name=path.name)
    if signer is None:
        raise Refusal("certificates.list_of_unknown_key", name=path.name, key=said["key"])
    if not _signed(signer, said, signature):
        raise Refusal("certificates.list_altered", name=path.name)
    return WithdrawalList(holder, as_of, signer, dict(gone))


def _signed(signer: PublicKey, said: Any, signature: bytes) -> bool:
    try:
        return signer.signed(canonical(said).encode(), signature)
    except TypeError:
        return False


def _gone(one: Mapping[str, object]) -> tuple[tuple[str, str], Gone]:
    number, key = str(one["number"]), str(one["key"])
    return (number, key), Gone(number, str(one["day"]), str(one["state"]), str(one["reason"]), str(one["by"]))
