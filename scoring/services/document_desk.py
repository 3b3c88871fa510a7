"""公文 as the window works with them: what a paper asks for, whom it may go to, what has gone out, and how it would look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.services.days import minute_of
from scoring.services.document_issue import Made, PaperKind, PaperPress
from scoring.services.documents import Format
from scoring.services.paper_templates import save_template, template
from scoring.services.paper_words import Field, fields, put_words
from scoring.services.rounds import OpenRound
from scoring.services.sealed import sealed_results
from scoring.store import papers
from scoring.store.papers import Paper
from scoring.store.runs import Run


@dataclass(frozen=True, slots=True)
class Recipient:
    """A carrier a paper may go to; ``issued``: how many of this kind went to it from this result."""

    uscc: str
    name: str
    grade: str
    issued: int


@dataclass(frozen=True, slots=True)
class PaperView:
    """``template`` is empty for a paper that has none; ``issued``: how many went out of this result, ``last`` when and by whom."""

    kind: PaperKind
    uscc: str
    template: str
    own: bool
    fields: tuple[Field, ...]
    recipients: tuple[Recipient, ...]
    issued: int
    last: str


def paper_view(opened: OpenRound, run: Run, kind: PaperKind, uscc: str = "", language: str = "zh") -> PaperView:
    """Everything beside the paper itself; of a paper to one carrier, that of the first where no other is named.

    Raises Refusal for a template with mistakes.
    """
    gone = [paper for paper in papers.of_run(opened.store, run.id) if paper.kind == kind.value]
    found = template(opened.store.path, kind.document) if kind.document else None
    recipients = _recipients(opened, run, gone, language) if kind.to_one else ()
    if uscc not in {one.uscc for one in recipients}:
        uscc = recipients[0].uscc if recipients else ""
    return PaperView(
        kind=kind,
        uscc=uscc,
        template=found.name if found else "",
        own=bool(found and found.own),
        fields=fields(opened, found.document, uscc, language) if found else (),
        recipients=recipients,
        issued=len(gone),
        last=f"{minute_of(gone[-1].issued_at)} {gone[-1].issued_by}" if gone else "",
    )


def _recipients(opened: OpenRound, run: Run, gone: list[Paper], language: str) -> tuple[Recipient, ...]:
    counts = Counter(paper.uscc for paper in gone)
    results = sorted(sealed_results(opened, run, language), key=lambda one: (one.rank is None, one.rank or 0))
    return tuple(Recipient(one.uscc, one.name, one.grade, counts[one.uscc]) for one in results)


def put_word(opened: OpenRound, kind: PaperKind, key: str, value: str, *, uscc: str = "", actor: str, now: datetime) -> bool:
    """Write one word of a paper, or withdraw it; whether it is another one now. Raises Refusal as ``put_words``."""
    if kind.document is None:
        return False
    document = template(opened.store.path, kind.document).document
    return bool(put_words(opened, document, {key: value}, uscc=uscc, actor=actor, now=now))


def paper_leaf(opened: OpenRound, run: Run, kind: PaperKind, uscc: str = "", language: str = "zh") -> Made:
    """The PDF as it would go out, not issued, and what is missing in it. Raises Refusal."""
    with PaperPress(opened, run, kind, language, Format.PDF) as press:
        return press.make(uscc)


def keep_template(opened: OpenRound, kind: PaperKind, path: Path) -> Path:
    """The template in use as a file to edit. Raises Refusal where it cannot be written."""
    if kind.document is not None:
        save_template(opened.store.path, kind.document, path)
    return path
