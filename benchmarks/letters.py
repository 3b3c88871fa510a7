"""A thousand papers of a round: letters of result (告知书), and grade reports, against the same lines put bare on as many pages.

.venv/bin/python -m benchmarks.letters [--carriers 1000] [--firms 40] [--runs 3] [--reports 20]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.district import ACTOR, NOW, fill, uscc, workspace
from benchmarks.papers import BARE, bare, lines_of
from benchmarks.timing import Contender, closing_words, processor_seconds, race, show
from scoring.papers.letters_docx import letter_docx
from scoring.papers.official import letter_pdf
from scoring.services.document_issue import PaperKind, PaperPress, issue_papers, paper_orders, save_papers
from scoring.services.documents import DocumentPress
from scoring.services.reporting import print_reports
from scoring.services.rounds import OpenRound
from scoring.services.scoring import seal
from scoring.store.runs import Run


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.letters")
    asked.add_argument("--carriers", type=int, default=1000)
    asked.add_argument("--firms", type=int, default=40, help="tenants of each carrier")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--reports", type=int, default=20, help="grade reports printed; a thousand take as long in proportion")
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        opened = workspace(Path(folder) / "district.fuping", given.carriers)
        with opened.store:
            fill(opened, given.carriers, given.firms)
            run, _ = seal(opened, actor=ACTOR, now=NOW)
            one_letter(opened, run, given.runs)
            whole_batches(opened, run, Path(folder), given.reports)
    closing_words(given.runs)


def one_letter(opened: OpenRound, run: Run, runs: int) -> None:
    """What one letter costs, part by part."""
    kind = PaperKind.LETTER.document
    assert kind is not None
    with DocumentPress(opened, run, kind) as press:
        composed = press.compose(uscc(1))
        pdf = letter_pdf(composed.letter, press.faces)
        pages = lines_of(pdf)
        contenders = (
            Contender(BARE, lambda: bare(pages)),
            Contender("composed: facts, words, tables", lambda: press.compose(uscc(1))),
            Contender("typeset: letter to PDF", lambda: letter_pdf(composed.letter, press.faces)),
            Contender("written as .docx", lambda: letter_docx(composed.letter)),
        )
        title = f"A letter of result: {len(pages)} pages, {len(pdf) / 1000:.0f} kB"
        show(title, race(contenders, runs), units=1, unit="letter", yardstick=BARE)


def whole_batches(opened: OpenRound, run: Run, folder: Path, reports: int) -> None:
    """Everything: made, issued with journal entries, kept and written."""
    orders = paper_orders(opened, run, PaperKind.LETTER)
    summary = paper_orders(opened, run, PaperKind.SUMMARY)
    wanted = [uscc(number) for number in range(1, reports + 1)]

    def letters() -> None:
        with PaperPress(opened, run, PaperKind.LETTER) as press:
            save_papers(opened, run, press, folder / "letters", orders, actor=ACTOR, now=NOW)

    def round_summary() -> None:
        with PaperPress(opened, run, PaperKind.SUMMARY) as press:
            list(issue_papers(opened, run, press, summary, actor=ACTOR, now=NOW))

    print("\n| batch, issued and kept | papers | processor s | s by the clock | ms a paper |")
    print("|---|--:|--:|--:|--:|")
    told("letters of result", len(orders), letters)
    told("grade reports", reports, lambda: print_reports(opened, run, folder / "reports", only=wanted, actor=ACTOR, now=NOW))
    told("round summary", 1, round_summary)


def told(name: str, count: int, work: Callable[[], object]) -> None:
    clock, begun = time.monotonic(), processor_seconds()
    work()
    used = processor_seconds() - begun
    print(f"| {name} | {count} | {used:.1f} | {time.monotonic() - clock:.1f} | {1000 * used / count:.0f} |")


if __name__ == "__main__":
    main()
