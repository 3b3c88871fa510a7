"""Grade reports a second, counted in pages, against the same lines put bare on as many pages by reportlab.

.venv/bin/python -m benchmarks.papers [--firms 40 200] [--runs 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.district import ACTOR, NOW, fill, uscc, workspace
from benchmarks.timing import Contender, closing_words, race, show
from scoring.papers.facts import ReportFacts
from scoring.papers.report import report_pdf
from scoring.services.comparing import among
from scoring.services.explaining import source_of
from scoring.services.past import Past, past
from scoring.services.report_facts import report_facts
from scoring.services.reporting import amendments_of, report_bytes
from scoring.services.scoring import seal

BARE = "the same lines, bare canvas"
BARE_FONT = "STSong-Light"
"""One of the fonts every viewer brings: nothing is embedded, cut or broken into lines."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.papers")
    asked.add_argument("--firms", type=int, nargs="+", default=[40, 200], help="tenants of the carrier")
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args(words)
    for firms in given.firms:
        with TemporaryDirectory() as folder:
            compare(Path(folder), firms, given.runs)
    closing_words(given.runs)


def compare(folder: Path, firms: int, runs: int) -> None:
    opened = workspace(folder / "district.fuping", 1)
    with opened.store:
        fill(opened, 1, firms)
        run, _ = seal(opened, actor=ACTOR, now=NOW)
        with past(opened.store, run) as then:
            race_of_papers(then, firms, runs)


def race_of_papers(then: Past, firms: int, runs: int) -> None:
    pdf = report_bytes(then, among(then), uscc(1), "zh")
    pages, facts = lines_of(pdf), facts_of(then)
    contenders = (
        Contender(BARE, lambda: bare(pages)),
        Contender("facts: traced, cited, worded", lambda: facts_of(then)),
        Contender("typesetting: facts to PDF", lambda: report_pdf(facts)),
        Contender("whole report", lambda: report_bytes(then, among(then), uscc(1), "zh")),
    )
    title = f"Report of a carrier with {firms} tenants: {len(pages)} pages, {len(pdf) / 1000:.0f} kB"
    show(title, race(contenders, runs), units=len(pages), unit="page", yardstick=BARE)


def facts_of(then: Past) -> ReportFacts:
    """All that is decided, rounded and worded before anything is typeset."""
    (scored,) = then.scored
    known = amendments_of(then, scored)
    return report_facts(then, scored, source_of(then.opened, then.source, scored, known), known, among(then), "zh")


def lines_of(pdf: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of every page, as they can be copied out of it."""
    with pdfium.PdfDocument(pdf) as document:
        return tuple(tuple(page.get_textpage().get_text_bounded().splitlines()) for page in document)


def bare(pages: Sequence[Sequence[str]]) -> bytes:
    """The least that anybody would have to do: no measuring, no breaking, no font of ours, no frames."""
    if BARE_FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(BARE_FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    for lines in pages:
        canvas.setFont(BARE_FONT, 9)
        for number, line in enumerate(lines):
            canvas.drawString(50, A4[1] - 50 - 7 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    main()
