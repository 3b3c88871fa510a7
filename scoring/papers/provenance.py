"""Where the figures come from and what was done to them: amendments, struck firms, findings, sources, receipt."""

from __future__ import annotations

from reportlab.platypus import Flowable

from scoring.papers.desk import Desk, cell, shares
from scoring.papers.facts import AmendmentFacts, FindingFacts, ReportFacts, StruckFacts
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import BODY, CELL, CELL_CODE, CELL_LABEL, CELL_QUIET, CELL_STRONG, MM
from scoring.papers.setting import Text


def district_facts(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """What the district settled by itself, a line each."""
    if not facts.district_facts:
        return []
    heads = desk.heads("field", "value", "ground", "by")
    rows = [
        Row(
            (
                cell((one.field, CELL), (one.subject, CELL_QUIET)),
                cell((one.value, CELL_STRONG)),
                cell((one.reason, CELL)),
                cell((f"{one.person} {one.date}", CELL_LABEL)),
            ),
            RowKind.DENSE,
        )
        for one in facts.district_facts
    ]
    return desk.section("district_facts", desk.grid(heads, rows, shares(62, 24, 50, 34)))


def amendments(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """申报值 → 核定值 and the firms that do not count; said as well where there are none."""
    parts: list[Flowable] = []
    if facts.amendments:
        heads = desk.heads("subject", "field", "declared", "verified", "by", figures=("declared", "verified"))
        rows = [row for amendment in facts.amendments for row in _amendment_rows(amendment, desk)]
        parts.append(desk.grid(heads, rows, shares(52, 32, 31, 33, 22)))
    if facts.struck:
        heads = desk.heads("struck", "table", "by")
        rows = [row for struck in facts.struck for row in _struck_rows(struck, desk)]
        parts.append(desk.grid(heads, rows, shares(90, 58, 22)))
    told = [desk.block([Text(facts.superseded, BODY)], after=1 * MM)] if facts.superseded else []
    return desk.section("amendments", *told, *(parts or [desk.said("no_amendments")]))


def _amendment_rows(amendment: AmendmentFacts, desk: Desk) -> list[Row]:
    row = Row(
        (
            cell((amendment.subject, CELL), (amendment.place, CELL_QUIET)),
            cell((amendment.field, CELL)),
            cell((amendment.declared, CELL.right())),
            cell((desk.word("became", value=amendment.verified), CELL_STRONG.right())),
            cell((amendment.person, CELL), (amendment.date, CELL_QUIET)),
        )
    )
    return [row, *_reason_rows(amendment.reason, desk)]


def _struck_rows(struck: StruckFacts, desk: Desk) -> list[Row]:
    row = Row(
        (
            cell((struck.firm, CELL), (struck.place, CELL_QUIET)),
            cell((struck.table, CELL)),
            cell((struck.person, CELL), (struck.date, CELL_QUIET)),
        )
    )
    effect = [Row((cell((struck.effect, CELL)),), RowKind.NOTE)] if struck.effect else []
    return [row, *_reason_rows(struck.reason, desk), *effect]


def _reason_rows(reason: str, desk: Desk) -> list[Row]:
    """A reason has the whole breadth to itself: people write much or little."""
    return [Row((cell((desk.word("because", reason=reason), CELL)),), RowKind.NOTE)] if reason else []


def findings(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """The findings that stand, with their places and explanations."""
    if not facts.findings:
        return desk.section("findings", desk.said("no_findings"))
    heads = desk.heads("severity", "finding", "places")
    rows = [_finding_row(finding, desk) for finding in facts.findings]
    return desk.section("findings", desk.grid(heads, rows, shares(16, 112, 42)))


def _finding_row(finding: FindingFacts, desk: Desk) -> Row:
    explained = desk.word("explained", words=finding.explanation) if finding.explanation else desk.word("unexplained")
    places = tuple((place, CELL_QUIET) for place in finding.places)
    told = cell((finding.sentence, CELL), (explained, CELL_QUIET), (finding.explained, CELL_LABEL))
    return Row((cell((finding.level, CELL_STRONG)), told, cell(*places)))


def sources(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Workbooks, definitions and the receipt: what a replay of the result needs, and what proves it is the same."""
    receipt = facts.receipt
    rows = [
        *(_hashed(desk.word("workbook"), source.name, source.note, source.sha256) for source in facts.sources),
        *(_hashed(one.kind, one.title, desk.word("version", version=one.version), one.sha256) for one in facts.definitions),
    ]
    proofs = (
        ("receipt", receipt.number, CELL_STRONG),
        ("run_at", receipt.run_at, CELL),
        ("engine", receipt.engine, CELL),
        ("data_hash", receipt.data_sha256, CELL_CODE),
        ("journal_head", receipt.journal_head, CELL_CODE),
    )
    proved = [
        Row((cell((desk.word(name), CELL_LABEL)), cell((words, style))), RowKind.LISTED) for name, words, style in proofs if words
    ]
    return desk.section("sources", *(desk.grid([], part, shares(30, 140)) for part in (rows, proved) if part), whole=True)


def _hashed(kind: str, name: str, note: str, sha256: str) -> Row:
    return Row((cell((kind, CELL_LABEL)), cell((name, CELL), (note, CELL_QUIET), (sha256 and f"SHA-256 {sha256}", CELL_CODE))))
