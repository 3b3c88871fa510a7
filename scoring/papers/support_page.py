"""扶持 in a grade report: what was decided for the carrier, clause by clause, in figures and in 大写."""

from __future__ import annotations

from reportlab.platypus import Flowable

from scoring.papers.desk import Desk, cell, shares
from scoring.papers.facts import ClauseFacts, ReportFacts
from scoring.papers.grid import Row, RowKind
from scoring.papers.look import BODY, CELL, CELL_QUIET, CELL_STRONG, MM
from scoring.papers.setting import Text


def support_page(facts: ReportFacts, desk: Desk) -> list[Flowable]:
    """Nothing where no amount was decided."""
    found = facts.support
    if found is None:
        return []
    amounts = [
        Row((cell((name, CELL_STRONG)), cell((words, CELL))), RowKind.TOTAL if not number else RowKind.DENSE)
        for number, (name, words) in enumerate(found.amounts)
    ]
    parts: list[Flowable] = [desk.block([Text(found.basis, BODY)], after=1 * MM), desk.grid([], amounts, shares(38, 132))]
    if found.clauses:
        heads = desk.heads("clause", "clause_outcome", "clause_how")
        rows = [_clause_row(one) for one in found.clauses]
        parts += desk.kept(desk.block([], before=2 * MM), desk.grid(heads, rows, shares(48, 24, 98)))
    notes = [*found.choices, *([found.refused] if found.refused else [])]
    if notes:
        parts.append(desk.block([Text(note, CELL_QUIET) for note in notes], before=1 * MM))
    return desk.section("support", *parts)


def _clause_row(one: ClauseFacts) -> Row:
    how = tuple((f"{name}\u3000{words}", CELL) for name, words in one.lines)
    return Row((cell((one.label, CELL_STRONG), (one.policy, CELL_QUIET)), cell((one.outcome, CELL)), cell(*how)))
