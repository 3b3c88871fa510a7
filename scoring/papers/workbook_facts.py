"""What the live-formula workbook is made of: a round's definitions, every carrier's effective rows, and what the engine found.

The engine's figures are written beside every formula as its cached value, so that the file shows them without a calculation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.lowering import Parameters
from scoring.definitions.python_reader import EffectiveRow
from scoring.engine.grade import Grade
from scoring.engine.measure import Measured
from scoring.engine.score import CarrierScore
from scoring.papers.workbook_aid_facts import AidFacts, Decided


@dataclass(frozen=True, slots=True)
class UnitMark:
    """One reviewer's mark that counts."""

    measure: str
    reviewer: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """One carrier. ``rows``: table → effective rows in the order of the return. Its number in the workbook is its place in
    ``BookFacts.units``, from 1: nothing local to the workspace file leaves it.
    """

    name: str
    uscc: str
    rows: Mapping[str, Sequence[EffectiveRow]]
    marks: tuple[UnitMark, ...]
    measured: Mapping[str, Measured]
    score: CarrierScore
    grade: Grade | None
    watched: bool

    @property
    def provisional(self) -> bool:
        """暂定: points an unknown cell could change, or a grade that an unknown veto or limit could."""
        return self.score.provisional or (self.grade is not None and bool(self.grade.unsettled))

    def lines(self, table: str) -> Sequence[EffectiveRow]:
        return self.rows.get(table, ())


@dataclass(frozen=True, slots=True)
class BookFacts:
    """A round for the workbook. ``receipt`` is the number of the sealed run, empty for the live score."""

    language: str
    district: str
    title: str
    assessment_year: int
    data_year: int
    cutoff: date
    receipt: str
    moment: str
    """When the run was sealed; empty for the live score."""
    engine: str
    form_hash: str
    rubric_hash: str
    rubric: CompiledRubric
    parameters: Parameters
    units: tuple[Unit, ...]
    amended: int = 0
    """Cells whose verified value (核定值) is not the declared one (申报值)."""
    struck: int = 0
    """Firms the district does not count."""
    decided: Mapping[int, Decided] = field(default_factory=dict)
    """Place in ``units`` → the grade that stands although the rubric gave another."""
    aid: AidFacts | None = None
    """Support under the adopted policies; None: no policy was adopted."""

    @property
    def firms(self) -> int:
        """Rows of all tables but the record."""
        record = self.rubric.form.record
        return sum(len(rows) for unit in self.units for table, rows in unit.rows.items() if table != record)
