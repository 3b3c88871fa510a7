"""What a person settles before certificates are issued: numbers, title, issuing body, validity. Kept with every certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter
from typing import Any

from scoring.errors import Refusal
from scoring.exchange.certificate_code import plain
from scoring.messages import LANGUAGES, say
from scoring.services.rounds import OpenRound
from scoring.store import certificates

MOST = 60
"""Characters of a number."""
MOST_OF_A_TEXT = 120
MOST_DIGITS = 9
WORDS = ("title", "title_en", "issuer", "issuer_en")
DAYS = ("issued_on", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Terms:
    """``pattern``: {year} and {number}, as 宝科孵〔{year}〕{number:03}号. ``valid_to`` None until a person has settled it."""

    pattern: str
    title: str
    title_en: str
    issuer: str
    issuer_en: str
    issued_on: date
    valid_from: date
    valid_to: date | None

    def checked(self) -> Terms:
        """Texts as they are printed. Raises Refusal where something is missing or does not go together."""
        Numbers(self.pattern)
        told: dict[str, Any] = {name: plain(getattr(self, name)) for name in WORDS}
        if not told["title"] or not told["issuer"]:
            raise Refusal("certificates.text_needed")
        if long := next((text for text in told.values() if len(text) > MOST_OF_A_TEXT), ""):
            raise Refusal("certificates.text_too_long", text=long, most=MOST_OF_A_TEXT)
        if self.valid_to is None:
            raise Refusal("certificates.validity_needed")
        if self.valid_to < self.valid_from:
            raise Refusal("certificates.validity_backwards", first=self.valid_from, last=self.valid_to)
        return replace(self, **told)


def proposed(opened: OpenRound, today: date) -> Terms:
    """As they were settled for the certificate issued last in the round, else in the workspace; validity only of the same round.

    Nothing is invented: how long a certificate holds is the district's to say.
    """
    known = certificates.all_certificates(opened.store)
    of_round = [one for one in known if one.round_id == opened.round.id]
    if of_round:
        return replace(read(of_round[-1].terms), issued_on=today)
    fresh = Terms(
        pattern=say("certificates.pattern"),
        title=say("certificates.title", {}, "zh"),
        title_en=say("certificates.title", {}, "en"),
        issuer=opened.district,
        issuer_en="",
        issued_on=today,
        valid_from=today,
        valid_to=None,
    )
    if not known:
        return fresh
    return replace(fresh, **_words(known[-1].terms))


def document(terms: Terms) -> dict[str, Any]:
    """As it is kept with a certificate."""
    return {name: getattr(terms, name) for name in ("pattern", *WORDS)} | {name: str(getattr(terms, name) or "") for name in DAYS}


def _words(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(kept[name]) for name in ("pattern", *WORDS)}


def read(kept: Mapping[str, Any]) -> Terms:
    """The inverse of ``document``."""
    days: dict[str, Any] = {name: date.fromisoformat(kept[name]) for name in DAYS}
    return Terms(**_words(kept), **days)


class Numbers:
    """A pattern of numbers, read. Fields are named in either language: {year} or {年度}, {number:03} or {序号:03}."""

    def __init__(self, pattern: str) -> None:
        """Raises Refusal where it is no pattern, or would give every certificate the same number."""
        self._parts = list(_parts(plain(pattern)))
        if sum(part[0] == "number" for part in self._parts) != 1:
            raise Refusal("certificates.number_needed", pattern=pattern)

    def series(self, year: int) -> str:
        """What numbers run within: the pattern with everything but the number filled in."""
        return "".join("{}" if name == "number" else _filled(name, text, year) for name, text in self._parts)

    def number(self, year: int, running: int) -> str:
        """Raises Refusal where it is too long."""
        told = "".join(
            f"{running:0{int(text or 1)}}" if name == "number" else _filled(name, text, year) for name, text in self._parts
        )
        if len(told) > MOST:
            raise Refusal("certificates.text_too_long", text=told, most=MOST)
        return told


def _filled(name: str, text: str, year: int) -> str:
    return str(year) if name == "year" else text


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    """("", words), ("year", "") and ("number", digits)."""
    known = {say(f"certificates.field.{name}", {}, language): name for name in ("year", "number") for language in LANGUAGES}
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError:
        raise Refusal("certificates.no_pattern", pattern=pattern) from None
    for words, name, digits, conversion in pieces:
        if words:
            yield "", words
        if name is None:
            continue
        field = known.get(name.strip())
        plain_digits = digits is None or re.fullmatch(rf"(0?[1-{MOST_DIGITS}])?", digits)
        if field is None or conversion or not plain_digits or (field == "year" and digits):
            raise Refusal("certificates.no_pattern", pattern=pattern)
        yield field, digits or ""


def day_of_text(text: str) -> date:
    """2026-12-01, also with full stops or slashes, or 年月日. Raises Refusal."""
    found = re.fullmatch(r"\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*", text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("certificates.no_day", text=text) from None
