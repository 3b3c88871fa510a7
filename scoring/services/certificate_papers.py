"""The words of a certificate: from its signed facts to what is printed, in either language."""

from __future__ import annotations

from datetime import date, datetime

from scoring.exchange.certificate_code import CertificateFacts
from scoring.messages import say
from scoring.papers.certificate import CertificatePaper
from scoring.services.days import CHINA


def paper_of(facts: CertificateFacts, code: str, *, language: str, created: datetime) -> CertificatePaper:
    """Everything printed comes from what is signed, or from sentences that belong to the head of the signed text for good."""
    words = _Words(language)
    english = language == "en"
    issuer = (english and facts.issuer_en) or facts.issuer
    return CertificatePaper(
        language=language,
        title=(english and facts.title_en) or facts.title,
        number=words.said("number", number=facts.number),
        carrier=facts.carrier,
        uscc=words.said("uscc", uscc=facts.uscc),
        sentence=words.said("sentence", year=facts.year, first=words.day(facts.period_from), last=words.day(facts.period_to)),
        grade=grade_of(facts, language),
        validity=words.said("validity", first=words.day(facts.valid_from), last=words.day(facts.valid_to)),
        issuer=issuer,
        day=words.day(facts.issued_on),
        status=(english and facts.status_en) or facts.status,
        notes=tuple(_notes(facts, words)),
        code=code,
        author=issuer,
        created=created.astimezone(CHINA),
    )


def grade_of(facts: CertificateFacts, language: str) -> str:
    return (language == "en" and facts.grade_en) or facts.grade


def _notes(facts: CertificateFacts, words: _Words) -> list[str]:
    notes = [words.said("replaces", number=facts.replaces)] if facts.replaces else []
    if facts.status:
        notes.append(words.said("example"))
    return [*notes, words.said("run", run=facts.run), words.said("how_to_verify", key=facts.key)]


class _Words:
    def __init__(self, language: str) -> None:
        self._language = language

    def said(self, code: str, /, **facts: object) -> str:
        return say(f"certificates.paper.{code}", facts, self._language)

    def day(self, day: date) -> str:
        """2026年12月1日; 1 December 2026."""
        month = self.said("months").split()[day.month - 1]
        return self.said("day", year=day.year, month=month, day=day.day)
