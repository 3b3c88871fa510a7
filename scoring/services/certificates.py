"""Certificates (证书): who may get one, issuing one or all, re-issuing, withdrawing. What they say rests on the sealed run's outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeAlias

from scoring.definitions.grading import certified
from scoring.errors import Bug, Cancelled, Refusal, Said
from scoring.exchange.certificate_code import CertificateFacts, decode, encode, plain
from scoring.exchange.signing import SigningKey
from scoring.messages import LANGUAGES, say
from scoring.papers.certificate import certificate_pdf
from scoring.papers.writing import write_whole
from scoring.progress import SILENT, Progress
from scoring.services import keys, naming
from scoring.services.certificate_papers import grade_of, paper_of
from scoring.services.certificate_terms import Numbers, Terms, document, proposed
from scoring.services.days import CHINA
from scoring.services.folders import made
from scoring.services.outcome import Outcome, outcomes
from scoring.services.press import ONE_PRESS
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.services.sealed import sealed_rubric
from scoring.store import certificates, papers, runs
from scoring.store.certificates import Certificate
from scoring.store.connection import Store
from scoring.store.papers import Paper
from scoring.store.runs import Run

KIND = "certificate"
FactsFor: TypeAlias = Callable[[str], CertificateFacts]
"""What a certificate says under a number."""


class Why(StrEnum):
    """Why a certificate is re-issued: 补发 (lost, the same facts) or 换发 (corrected, the facts as they stand now)."""

    LOSS = "loss"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A carrier of the run. ``said`` is why it gets no certificate now; None where it may. ``certificate``: the one that holds."""

    uscc: str
    name: str
    points: str
    grade: str
    grade_en: str
    certificate: Certificate | None
    said: Said | None


def candidates(opened: OpenRound, run: Run, language: str = "zh") -> tuple[Candidate, ...]:
    """Everybody in the run, in its order; the grade is the one that stands."""
    holding = {one.uscc: one for one in certificates.of_round(opened.store, opened.round.id) if one.holds}
    rubric = sealed_rubric(opened, run).rubric
    earning = certified(rubric.grades)
    named = [level.name.zh for level in earning]
    line = earning[-1].name[language] if earning else ""
    found = []
    for zh, en in zip(outcomes(opened, run, "zh"), outcomes(opened, run, "en"), strict=True):
        one, own = zh.result, holding.get(zh.result.uscc)
        shown = zh.grade if language == "zh" else en.grade
        said = None
        if not zh.grade:
            said = Said("certificates.no_grade")
        elif zh.grade not in named:
            said = Said("certificates.below_line", {"grade": shown, "line": line}) if line else Said("certificates.none_earns")
        elif own is not None:
            said = Said("certificates.has_one", {"number": own.number})
        else:
            said = _undecided(zh)
        found.append(Candidate(one.uscc, one.name, one.points, zh.grade, en.grade, own, said))
    return tuple(found)


def waiting(opened: OpenRound, run: Run) -> int:
    """How many may be issued a certificate and have none that holds: a count for lists, from the lines beside the run."""
    holding = {one.uscc for one in certificates.of_round(opened.store, opened.round.id) if one.holds}
    earning = {level.name.zh for level in certified(sealed_rubric(opened, run).rubric.grades)}
    return sum(
        one.grade in earning and one.uscc not in holding and _undecided(one) is None
        for one in (outcomes(opened, run, listed=True) if earning else ())
    )


def _undecided(one: Outcome) -> Said | None:
    """What is still to be decided of the grade: nobody signs what may be another one tomorrow."""
    if one.open_objections:
        return Said("certificates.objection_open")
    if one.proposed is not None:
        return Said("certificates.override_open")
    return Said("certificates.override_lapsed") if one.lapsed is not None else None


def latest_run(opened: OpenRound) -> Run:
    """The youngest sealed run. Raises Refusal where there is none."""
    known = runs.of_round(opened.store, opened.round.id)
    if not known:
        raise Refusal("services.no_run", round=opened.round.title)
    return known[-1]


# Issuing --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A certificate that was issued and its files."""

    certificate: Certificate
    carrier: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """How far a batch came. ``said`` is why it stopped, None where it is done; what is done stays."""

    written: tuple[Written, ...]
    left: int
    said: Said | None = None
    failed: bool = False

    def told(self, folder: Path) -> Said:
        """What came of it, in a sentence."""
        return self.said or Said("certificates.issued", {"done": len(self.written), "folder": folder.name})


@dataclass(frozen=True, slots=True)
class IssueDesk:
    """What every certificate of a batch shares."""

    opened: OpenRound
    run: Run
    terms: Terms
    signer: SigningKey
    languages: Sequence[str]
    names: naming.Pattern
    folder: Path
    actor: str
    now: datetime

    @property
    def shared(self) -> tuple[OpenRound, Run, Terms, str]:
        return self.opened, self.run, self.terms, self.signer.public.id


def issue_certificates(
    opened: OpenRound,
    run: Run,
    wanted: Sequence[str],
    folder: Path,
    *,
    passphrase: str,
    terms: Terms | None = None,
    languages: Sequence[str] = ("zh",),
    names: str = "",
    actor: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Batch:
    """Issue certificates to carriers (统一社会信用代码; none: all that may get one), each in a transaction of its own.

    Raises Refusal before anything is issued: no key, a wrong passphrase, terms that do not hold, a carrier that gets none.
    """
    settled = (terms or proposed(opened, now.astimezone(CHINA).date())).checked()
    chosen = _chosen(opened, run, wanted)
    pattern = names_read(names, languages[0])
    made(folder)
    signer = keys.unlocked(opened.store, passphrase)
    desk = IssueDesk(opened, run, settled, signer, tuple(languages), pattern, folder, actor, now)
    return _batch(desk, chosen, progress)


def names_read(names: str, language: str) -> naming.Pattern:
    """The pattern of file names; ours where it is empty. Raises Refusal."""
    return naming.read_pattern(names, language, naming.CERTIFICATE_WORDS, say("naming.certificate_pattern", {}, language))


def _chosen(opened: OpenRound, run: Run, wanted: Sequence[str]) -> list[Candidate]:
    known = candidates(opened, run)
    if not wanted:
        found = [one for one in known if one.said is None]
        if not found:
            raise Refusal("certificates.nobody")
        return found
    by_uscc = {one.uscc: one for one in known}
    found = []
    for uscc in dict.fromkeys(wanted):
        if (one := by_uscc.get(uscc)) is None:
            raise Refusal("certificates.not_in_run", uscc=uscc)
        if one.said is not None:
            raise Refusal("certificates.gets_none", carrier=one.name, reason=one.said)
        found.append(one)
    return found


def _batch(desk: IssueDesk, chosen: Sequence[Candidate], progress: Progress) -> Batch:
    done: list[Written] = []
    said, failed = None, False
    try:
        for number, one in enumerate(chosen):
            progress.step(number, len(chosen), one.name)
            done.append(issue_one(desk, one.name, partial(facts_for, *desk.shared, one)))
        progress.step(len(chosen), len(chosen))
    except Cancelled:
        last = {"done": len(done), "left": len(chosen) - len(done)}
        said = Said("certificates.left_after_cancel" if done else "certificates.left_before_any", last)
    except Refusal as refusal:
        failed = True
        facts = {"reason": refusal.said, "done": len(done), "left": len(chosen) - len(done)}
        said = Said("certificates.failed_after", facts) if done else refusal.said
    return Batch(tuple(done), len(chosen) - len(done), said, failed)


def facts_for(opened: OpenRound, run: Run, terms: Terms, key: str, one: Candidate, number: str) -> CertificateFacts:
    round_ = opened.round
    if terms.valid_to is None:
        raise Bug("terms that were not checked")
    status = status_of(opened, run)
    return CertificateFacts(
        number=number,
        uscc=one.uscc,
        carrier=plain(one.name),
        year=str(round_.assessment_year),
        grade=one.grade,
        grade_en=one.grade_en,
        period_from=date(round_.data_year, 1, 1),
        period_to=date(round_.data_year, 12, 31),
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        issuer=terms.issuer,
        issuer_en=terms.issuer_en,
        issued_on=terms.issued_on,
        title=terms.title,
        title_en=terms.title_en,
        status=status.get("zh", ""),
        status_en=status.get("en", ""),
        replaces="",
        run=receipt_number(run.receipt_hash, round_.assessment_year),
        key=key,
    )


def status_of(opened: OpenRound, run: Run) -> Mapping[str, str]:
    """What an unofficial rubric is, in each language; empty for an official one."""
    status = sealed_rubric(opened, run).rubric.status
    official = status.zh.strip() in say("certificates.official").split()
    return {} if official else {language: status[language] for language in LANGUAGES}


def issue_one(
    desk: IssueDesk, carrier: str, facts_for: FactsFor, *, replaces: Certificate | None = None, reason: str = ""
) -> Written:
    """One certificate: numbered, signed, drawn, kept, and written to its files."""
    store, year = desk.opened.store, desk.opened.round.assessment_year
    numbers = Numbers(desk.terms.pattern)
    series = numbers.series(year)
    terms = document(desk.terms)
    while True:
        running, number = free_number(desk.opened, numbers, series)
        facts = replace(facts_for(number), replaces=replaces.number if replaces else "")
        code = encode(facts, desk.signer.sign)
        drawn = {language: drawn_pdf(facts, code, language, desk.now) for language in desk.languages}
        paths = _paths(desk, facts)
        with store.writing():
            if certificates.next_running(store, series) > running or certificates.taken(store, number):
                continue  # another window took the number meanwhile
            issued = certificates.issue(
                store, number=number, series=series, running=running, round_id=desk.opened.round.id, uscc=facts.uscc,
                run_id=desk.run.id, code=code, public=desk.signer.public.hex, terms=terms,
                replaces=replaces.number if replaces else "", reason=reason, actor=desk.actor, now=desk.now,
            )  # fmt: skip
            for language, content in drawn.items():
                keep_paper(desk.opened, issued, language, content, actor=desk.actor, now=desk.now)
        for language, path in paths.items():
            _write(path, drawn[language], number)
        return Written(certificates.load(store, number), carrier, tuple(paths.values()))


def _write(path: Path, content: bytes, number: str) -> None:
    """The certificate is in the register by now, whatever becomes of its file, and that is said."""
    try:
        write_whole(path, content)
    except Refusal as refusal:
        raise Refusal("certificates.not_written", number=number, reason=refusal.said) from refusal


def free_number(opened: OpenRound, numbers: Numbers, series: str) -> tuple[int, str]:
    store, year = opened.store, opened.round.assessment_year
    running = certificates.next_running(store, series)
    while certificates.taken(store, number := numbers.number(year, running)):
        running += 1  # another pattern has made the same number
    return running, number


def drawn_pdf(facts: CertificateFacts, code: str, language: str, created: datetime) -> bytes:
    """The paper; the same bytes every time in one build. Raises Refusal for a missing glyph or a name without end."""
    with ONE_PRESS:
        return certificate_pdf(paper_of(facts, code, language=language, created=created))


def redrawn(certificate: Certificate, language: str) -> bytes:
    """The paper of a certificate made anew from the register. Raises Bug where its text does not read."""
    return drawn_pdf(facts_of(certificate), certificate.code, language, certificate.at)


def redrawn_paper(store: Store, paper: Paper) -> bytes:
    """An issued paper of the register made anew, without the key: the signed text is kept. Raises Bug where it is none."""
    if (found := certificates.of_paper(store, paper.hash)) is None:
        raise Bug(f"no certificate has the paper {paper.hash}")
    return redrawn(found, paper.language)


def facts_of(certificate: Certificate) -> CertificateFacts:
    """What a certificate of the register says."""
    if (signed := decode(certificate.code)) is None:
        raise Bug(f"the text of certificate {certificate.number} does not read")
    return signed.facts


def keep_paper(opened: OpenRound, issued: Certificate, language: str, content: bytes, *, actor: str, now: datetime) -> None:
    about = {"run_id": issued.run_id, "uscc": issued.uscc, "kind": KIND, "version": issued.number, "language": language}
    paper = papers.issue(opened.store, **about, content=content, actor=actor, now=now)
    certificates.add_paper(opened.store, issued, language, paper.hash)


def _paths(desk: IssueDesk, facts: CertificateFacts) -> dict[str, Path]:
    return {language: desk.folder / file_name(desk.names, facts, language) for language in desk.languages}


def file_name(names: naming.Pattern, facts: CertificateFacts, language: str) -> str:
    """The English one has its language behind the name: the two never meet. Raises Refusal where it cannot be."""
    told = names.fill(
        {
            naming.Field.CARRIER: facts.carrier[: naming.MOST_OF_A_NAME],
            naming.Field.USCC: facts.uscc,
            naming.Field.YEAR: facts.year,
            naming.Field.GRADE: grade_of(facts, language),
            naming.Field.NUMBER: facts.number,
        }
    )
    return told if language == LANGUAGES[0] else f"{told.removesuffix(naming.SUFFIX)}_{language}{naming.SUFFIX}"
