"""Certificates in a batch: drawn, signed, registered and written, against a bare canvas with the same words and the same QR.

.venv/bin/python -m benchmarks.certificates [--carriers 1000] [--runs 3]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.district import ACTOR, NOW, fill, workspace
from benchmarks.papers import BARE_FONT
from benchmarks.timing import Contender, Result, closing_words, race, show, turn
from scoring.papers.certificate import CertificatePaper, printed
from scoring.services import keys
from scoring.services.certificate_papers import paper_of
from scoring.services.certificate_register import register
from scoring.services.certificate_terms import Terms, proposed
from scoring.services.certificates import facts_of, issue_certificates, latest_run, redrawn
from scoring.services.rounds import OpenRound
from scoring.services.scoring import seal
from scoring.services.verifying_papers import Trust, Verdict, check_bytes, trust
from scoring.store.certificates import Certificate

BARE = "the same words and QR, bare canvas"
PASSPHRASE = "a passphrase for the benchmark only"
FIRMS = 45
"""Tenants of every carrier: as many as the grade asks for."""
UNTIL = date(2028, 12, 31)
SAMPLE = 100
"""Certificates that are drawn again and verified, in turns with the yardstick."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.certificates")
    asked.add_argument("--carriers", type=int, default=1000)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        compare(Path(folder), given.carriers, given.runs)
    closing_words(given.runs)


def compare(folder: Path, carriers: int, runs: int) -> None:
    opened = workspace(folder / "district.fuping", carriers)
    with opened.store:
        fill(opened, carriers, FIRMS)
        seal(opened, actor=ACTOR, now=NOW)
        keys.make(opened.store, PASSPHRASE, actor=ACTOR, now=NOW)
        batch = turn(Contender("", lambda: issue(opened, folder / "out")))
        kept = tuple(line.certificate for line in register(opened, today=NOW.date()))
        results = race_of_papers(opened, kept[:SAMPLE], runs)
    bare_one = next(one.seconds for one in results if one.name == BARE) / min(SAMPLE, len(kept))
    each = batch / len(kept)
    print(
        f"\nThe whole batch of {len(kept)}, numbered, signed, drawn, registered and written: {batch:.0f} s of processor time, "
        f"{1000 * each:.0f} ms each, {each / bare_one:.2f} × the bare canvas."
    )


def race_of_papers(opened: OpenRound, kept: Sequence[Certificate], runs: int) -> tuple[Result, ...]:
    papers = tuple(paper_of(facts_of(one), one.code, language="zh", created=one.at) for one in kept)
    pdfs = tuple(redrawn(one, "zh") for one in kept)
    trusted = trust(store=opened.store)
    contenders = (
        Contender(BARE, lambda: [bare(paper) for paper in papers]),
        Contender("typesetting: facts to PDF", lambda: [redrawn(one, "zh") for one in kept]),
        Contender("verified from the PDF", lambda: [verified(pdf, trusted) for pdf in pdfs]),
    )
    results = race(contenders, runs)
    title = f"{len(kept)} certificates, {sum(map(len, pdfs)) / len(pdfs) / 1000:.0f} kB each"
    show(title, results, units=len(kept), unit="certificate", yardstick=BARE)
    return results


def terms(opened: OpenRound) -> Terms:
    return replace(proposed(opened, NOW.date()), pattern="{year}-{number:04}", issuer="示例区科学技术委员会", valid_to=UNTIL)


def issue(opened: OpenRound, folder: Path) -> int:
    settled = terms(opened)
    done = issue_certificates(opened, latest_run(opened), (), folder, passphrase=PASSPHRASE, terms=settled, actor=ACTOR, now=NOW)
    assert done.said is None, done.said
    return len(done.written)


def verified(pdf: bytes, trusted: Trust) -> None:
    assert check_bytes(pdf, trusted, NOW.date()).verdict is Verdict.GENUINE


def bare(paper: CertificatePaper) -> bytes:
    """The least that anybody would have to do: no measuring, no fitting, no font of ours, the library's own QR."""
    if BARE_FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(BARE_FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), pageCompression=1)
    canvas.setKeywords(paper.code)
    canvas.setFont(BARE_FONT, 14)
    for number, words in enumerate(printed(paper)):
        canvas.drawCentredString(420, 540 - 30 * number, words)
    drawing = Drawing(105, 105)
    drawing.add(QrCodeWidget(paper.code, barLevel="M", barWidth=105, barHeight=105))
    drawing.drawOn(canvas, 60, 70)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    main()
