"""What a grade report says, ready to print: every figure decided, rounded and worded. Strings and tuples, nothing else.

Empty strings and empty tuples mean "there is none"; the paper then leaves the line out or says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast


class Version(StrEnum):
    """反馈版: for the carrier, naming no other; 内部版: for the commission, with the peers by name."""

    FEEDBACK = "feedback"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """The round (考评轮次): three different dates, e.g. 2026, 2025-01-01 至 2025-12-31, 2025-12-31."""

    year: str
    period: str
    cutoff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierFacts:
    """``particulars`` are (label, words) pairs the form wants at the head of papers: operator, code, kind, level."""

    name: str
    particulars: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """Grade and points; ``mark`` is 暂定 or empty, ``rank`` such as 第 3 名（共 10 家）, ``notes`` what the reader must know first."""

    grade: str
    points: str
    maximum: str
    rank: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()
    sum: str = ""
    """总分 ＝ A 56.77 ＋ B 31.48 …; empty where the total is no such sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionFacts:
    """A node of the rubric above the indicators, in the rubric's order; ``depth`` from 0. Bonus and deductions are nodes too."""

    code: str
    label: str
    points: str
    maximum: str
    depth: int = 0
    note: str = ""
    """What must be known of its points: that a cap took some away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFacts:
    """A column of the firms' table; figures stand to the right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFacts:
    """A firm that counted: values in the order of the columns, and where they stand (``cell``: ``C14`` or ``C14、F14``)."""

    name: str
    values: tuple[str, ...] = ()
    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFacts:
    """Some firms that counted, under a title such as 计入分子的企业 12 家. ``named`` heads their names if 企业名称 does not."""

    title: str
    columns: tuple[ColumnFacts, ...] = ()
    firms: tuple[FirmFacts, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """One indicator. ``parent`` is the code of the dimension it is printed under; ``measure`` the measure in words.

    ``numerator`` and ``denominator`` are empty where the value is no quotient; ``value`` is ready with its sign of
    approximation and unit. ``mark`` is 暂定, 不适用 or empty; ``notes`` say why, and where the points went.
    """

    code: str
    label: str
    parent: str
    measure: str
    value: str
    rule: str
    points: str
    maximum: str
    what: str = ""
    """The measure in the rubric's short words, for the table; the annex has it in full."""
    numerator: str = ""
    denominator: str = ""
    less: str = ""
    """What is taken off the quotient: － 1 of a growth rate."""
    basis: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """What each expert gave: a re-mark beside the first."""
    next_step: str = ""
    """What would have given the next step of points."""
    counted: tuple[CountedFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeStep:
    """One step of the grading (一票否决, 比例限制 …) and what came of it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentFacts:
    """A declared value (申报值) and the district's (核定值). ``subject`` is the firm, or the carrier itself."""

    subject: str
    field: str
    declared: str
    verified: str
    reason: str
    person: str
    date: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictFacts:
    """What only the district finds out (区填): no declared value stands against it. ``subject`` is a firm, or empty."""

    field: str
    value: str
    reason: str
    person: str
    date: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckFacts:
    """A firm that does not count (核减); ``table`` is the list it stands in."""

    firm: str
    table: str
    reason: str
    person: str
    date: str
    place: str = ""
    effect: str = ""
    """The score with and without the firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """A finding that stands; ``explanation`` is the carrier's or the district's, ``explained`` by whom and when."""

    level: str
    sentence: str
    places: tuple[str, ...] = ()
    explanation: str = ""
    explained: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A returned workbook; ``note`` such as 第 2 次报送，2026-02-11 收到."""

    name: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionFacts:
    """A definition the result rests on; ``kind`` is 填报表式, 评分细则 …"""

    kind: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """Receipt of the run (评分结果). ``created`` (with its time zone) becomes the date of the document."""

    number: str
    engine: str
    created: datetime
    run_at: str
    """``created`` as it is printed."""
    data_sha256: str = ""
    journal_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterFacts:
    """A share of a maximum beside the peers' median. ``own`` and ``median`` in tenths of a per cent, for the drawing only.

    ``median`` is None and its words are empty where nobody is compared; ``lead`` such as +12.5.
    """

    code: str
    label: str
    own: int
    own_words: str
    median: int | None = None
    median_words: str = ""
    lead: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandoutFacts:
    """A strength or weakness: ``place`` such as 1 or 并列 2, ``words`` with the figures."""

    place: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFacts:
    """Beside the peers, nobody named. ``basis`` says with whom and how, or why with nobody.

    ``axes`` are the branches of the radar, ``meters`` dimensions and indicators in the rubric's order.
    """

    basis: str
    axes: tuple[MeterFacts, ...] = ()
    strengths: tuple[StandoutFacts, ...] = ()
    weaknesses: tuple[StandoutFacts, ...] = ()
    strong: int = 0
    """How many strengths there are; those listed are the first."""
    weak: int = 0
    branches: tuple[tuple[str, str], ...] = ()
    """(优势 or 短板, the sentence) of the branches that stand out."""
    meters: tuple[MeterFacts, ...] = ()
    is_compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerFacts:
    """A carrier of the peer group by name; ``is_own`` is the one the report is about, ``mark`` 暂定, 临界 or empty."""

    rank: str
    name: str
    points: str
    grade: str
    mark: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortFacts:
    """A next step: what it asks and what it gives."""

    code: str
    label: str
    asks: str
    aim: str
    gains: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFacts:
    """A change that would lift the carrier: what it is and gives, ``reached`` by how many peers, and the ``cells`` it stands for."""

    words: str
    reached: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFacts:
    """A clause of a policy that is for the carrier, or may be: ``lines`` are (name, words)."""

    policy: str
    label: str
    outcome: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFacts:
    """扶持 as it was decided. ``basis``: by whom, when and on what; ``amounts`` are (name, words), figures and 大写;
    ``refused`` the clauses that are not for the carrier, ``choices`` what was taken of clauses for one matter.
    """

    basis: str
    amounts: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseFacts, ...] = ()
    choices: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalFacts:
    """What only the commission sees. ``unsettled``: (what, why); ``border``: carriers the commission decides on.

    ``lifting``: where it stands to the next grade; ``lifts`` what would lead there; ``lifting_notes`` bounds and assumptions;
    ``steady``: how firmly rank and grade stand.
    """

    peers: tuple[PeerFacts, ...] = ()
    peers_note: str = ""
    unsettled: tuple[tuple[str, str], ...] = ()
    border: tuple[PeerFacts, ...] = ()
    efforts: tuple[EffortFacts, ...] = ()
    efforts_note: str = ""
    lifting: tuple[str, ...] = ()
    lifts: tuple[LiftFacts, ...] = ()
    lifting_notes: tuple[str, ...] = ()
    steady: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """``language`` is zh or en; ``status`` marks what is not official (示例, 草案) and is empty on an official paper.

    ``internal`` is None in the 反馈版.
    """

    language: str
    district: str
    round: RoundFacts
    carrier: CarrierFacts
    result: ResultFacts
    receipt: ReceiptFacts
    version: Version = Version.FEEDBACK
    status: str = ""
    comparison: ComparisonFacts | None = None
    internal: InternalFacts | None = None
    support: SupportFacts | None = None
    """None where no amount was decided on the run."""
    dimensions: tuple[DimensionFacts, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    grading: tuple[GradeStep, ...] = ()
    decisions: tuple[str, ...] = ()
    """What was decided about the carrier, dated, a line each."""
    district_facts: tuple[DistrictFacts, ...] = ()
    superseded: str = ""
    """Which of several returns counts."""
    amendments: tuple[AmendmentFacts, ...] = ()
    struck: tuple[StruckFacts, ...] = ()
    findings: tuple[FindingFacts, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    definitions: tuple[DefinitionFacts, ...] = ()


def texts(facts: object) -> Iterator[str]:
    """Every string in the facts, whatever their depth."""
    if isinstance(facts, Version):  # a key; the papers say it in words of the catalogue
        return
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, tuple):
        for part in facts:
            yield from texts(part)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from texts(cast("object", getattr(facts, field.name)))
