"""What is done with certificates after they were issued: re-issued, withdrawn, saved again, looked at; and previews of those to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from scoring.errors import Refusal
from scoring.exchange.certificate_code import CertificateFacts, encode, plain
from scoring.exchange.signing import SIGNATURE_BYTES
from scoring.messages import LANGUAGES, say
from scoring.papers.certificate import certificate_pdf
from scoring.papers.writing import write_whole
from scoring.services import keys
from scoring.services.certificate_papers import paper_of
from scoring.services.certificate_terms import Numbers, Terms, proposed, read
from scoring.services.certificates import (
    Candidate,
    IssueDesk,
    Why,
    Written,
    candidates,
    facts_for,
    facts_of,
    file_name,
    free_number,
    issue_one,
    keep_paper,
    latest_run,
    names_read,
    redrawn,
)
from scoring.services.days import CHINA
from scoring.services.folders import made
from scoring.services.press import ONE_PRESS
from scoring.services.rounds import OpenRound
from scoring.store import certificates, papers, runs
from scoring.store.certificates import Certificate
from scoring.store.runs import Run


def find(opened: OpenRound, number: str) -> Certificate:
    """A certificate of the workspace by its number. Raises Refusal."""
    found = certificates.find(opened.store, number.strip())
    if found is None:
        known = [one.number for one in certificates.all_certificates(opened.store)][-8:]
        raise Refusal("certificates.no_such_number" if known else "certificates.none_issued", number=number, known=known)
    return found


def reissue(
    opened: OpenRound,
    number: str,
    folder: Path,
    *,
    why: Why,
    reason: str,
    passphrase: str,
    terms: Terms | None = None,
    languages: Sequence[str] = (),
    names: str = "",
    actor: str,
    now: datetime,
) -> Written:
    """A new certificate under a new number in place of one that then no longer holds.

    Lost: the facts stay. Corrected: grade, name and terms are taken as they stand now. Raises Refusal.
    """
    old = find(opened, number)
    if not old.holds:
        raise Refusal("certificates.holds_no_more", number=old.number)
    if not reason.strip():
        raise Refusal("certificates.reason_needed")
    if old.round_id != opened.round.id:
        raise Refusal("certificates.of_another_round", number=old.number)
    today, spoken = now.astimezone(CHINA).date(), tuple(languages) or tuple(one for one in LANGUAGES if one in old.papers)
    before = facts_of(old)
    settled = (terms or proposed(opened, today)).checked() if why is Why.CORRECTION else _as_before(before, old, today)
    run = latest_run(opened) if why is Why.CORRECTION else runs.load(opened.store, old.run_id)
    pattern = names_read(names, spoken[0])
    made(folder)
    signer = keys.unlocked(opened.store, passphrase)
    desk = IssueDesk(opened, run, settled, signer, spoken, pattern, folder, actor, now)
    told = reason.strip()
    if why is Why.LOSS:
        same = replace(before, issued_on=today, key=signer.public.id)
        return issue_one(desk, before.carrier, lambda new: replace(same, number=new), replaces=old, reason=told)
    one = _entitled(opened, run, old)
    return issue_one(desk, one.name, partial(facts_for, *desk.shared, one), replaces=old, reason=told)


def _as_before(before: CertificateFacts, old: Certificate, today: date) -> Terms:
    return replace(read(old.terms), issued_on=today, valid_from=before.valid_from, valid_to=before.valid_to)


def _entitled(opened: OpenRound, run: Run, old: Certificate) -> Candidate:
    one = next((each for each in candidates(opened, run) if each.uscc == old.uscc), None)
    if one is None:
        raise Refusal("certificates.not_in_run", uscc=old.uscc)
    if one.said is not None and one.said.code != "certificates.has_one":
        raise Refusal("certificates.gets_none", carrier=one.name, reason=one.said)
    return one


def check_withdrawn_on(found: Certificate, day: date, today: date) -> None:
    """A certificate holds no longer from a day on which it had been issued. Raises Refusal for one before that, or still to come."""
    if day > today:
        raise Refusal("certificates.day_to_come", day=day)
    issued = facts_of(found).issued_on
    if day < issued:
        raise Refusal("certificates.day_before_issue", day=day, issued=issued)


def withdraw(opened: OpenRound, number: str, *, reason: str, day: date | None = None, actor: str, now: datetime) -> Certificate:
    """A certificate holds no longer, from this day on. It stays in the register. Raises Refusal."""
    found = find(opened, number)
    today = now.astimezone(CHINA).date()
    if not reason.strip():
        raise Refusal("certificates.reason_needed")
    check_withdrawn_on(found, day or today, today)
    return certificates.withdraw(opened.store, found.number, day=day or today, reason=plain(reason), actor=actor, now=now)


def save_again(
    opened: OpenRound, number: str, folder: Path, *, language: str = "", names: str = "", actor: str, now: datetime
) -> Path:
    """Write an issued certificate's own bytes anew; in a language it was not printed in yet, print it. Raises Refusal."""
    found = find(opened, number)
    spoken = language or next(one for one in LANGUAGES if one in found.papers)
    content = content_of(opened, found, spoken)
    if spoken not in found.papers:
        with opened.store.writing():
            keep_paper(opened, found, spoken, content, actor=actor, now=now)
    path = made(folder) / file_name(names_read(names, spoken), facts_of(found), spoken)
    write_whole(path, content)
    return path


def content_of(opened: OpenRound, certificate: Certificate, language: str) -> bytes:
    """The bytes that went out, else those that would in this language. Raises Refusal where the file is damaged."""
    kept = certificate.papers.get(language)
    return papers.content(opened.store, kept) if kept else redrawn(certificate, language)


def preview(opened: OpenRound, run: Run, uscc: str, terms: Terms, language: str, now: datetime) -> bytes:
    """The very certificate where there is one; else what it would look like, marked as a preview and without a signature.

    Raises Refusal where the carrier gets none or something cannot be drawn.
    """
    one = next((each for each in candidates(opened, run) if each.uscc == uscc), None)
    if one is None:
        raise Refusal("certificates.not_in_run", uscc=uscc)
    if one.certificate is not None:
        return content_of(opened, one.certificate, language)
    if one.said is not None:
        raise Refusal("certificates.gets_none", carrier=one.name, reason=one.said)
    settled, numbers = terms.checked(), Numbers(terms.pattern)
    known = keys.known_keys(opened.store)
    key = next((each.key.id for each in known if each.signs), "0" * 16)
    series = numbers.series(opened.round.assessment_year)
    _, number = free_number(opened, numbers, series)
    facts = facts_for(opened, run, settled, key, one, number)
    unsigned = encode(facts, lambda _: bytes(SIGNATURE_BYTES))
    paper = paper_of(facts, unsigned, language=language, created=now)
    with ONE_PRESS:
        return certificate_pdf(replace(paper, status=say("certificates.preview", {}, language)))
