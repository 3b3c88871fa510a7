"""A rubric with every kind of measure, scale, branch and missing value of the language, and carriers that meet them all.

In memory, through the engine itself: it is the formulas of the workbook that are tried here, not the store.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Minimum, Quota, QuotaBy, QuotaRounding, Veto
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import EffectiveRow, judge
from scoring.definitions.rubric import (
    Branch,
    Caps,
    Combine,
    Indicator,
    LogBase,
    Measure,
    MeasureKind,
    Missing,
    MissingRule,
    RankBy,
    Role,
    Rounding,
    RoundingMode,
    RowSet,
    Rubric,
)
from scoring.definitions.scales import (
    CategoryScale,
    LinearScale,
    MinMaxScale,
    PercentileScale,
    RankScale,
    Scale,
    SegmentScale,
    StepScale,
    ThresholdScale,
    Ties,
    UnitScale,
    ValueScale,
    most_points,
)
from scoring.engine.aggregates import figure, figures_of_rows
from scoring.engine.grade import candidate, figures_row, grade_round
from scoring.engine.measure import plan_rubric, results, set_size
from scoring.engine.peers import peers_of
from scoring.engine.score import score_carrier
from scoring.papers.workbook_facts import BookFacts, Unit, UnitMark

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
D = Decimal


def _field(key: str, kind: FieldType, **more: object) -> Field:
    return Field(key=key, label=Words(key), type=kind, **more)  # type: ignore[arg-type]  # a table of fields says the rest


FORM = Form(
    schema="", key="kinds", version="1", title=Words("各种口径"), status=Words("示例"), source="", record="unit",
    carrier_name="name", carrier_id="name",
    choice_lists=(
        ChoiceList(key="level", choices=(Choice("市级"), Choice("区级"), Choice("其他"))),
        ChoiceList(key="trade", choices=(Choice("材料"), Choice("医药"), Choice("信息"))),
    ),
    tables=(
        Table(
            key="unit", label=Words("载体"), kind=TableKind.RECORD, named_by="name",
            fields=(
                _field("name", FieldType.TEXT), _field("area", FieldType.DECIMAL, decimals=2), _field("level", FieldType.CHOICE, choices="level"),
                _field("certified", FieldType.BOOL), _field("bad", FieldType.BOOL), _field("capped", FieldType.BOOL),
                _field("lifted", FieldType.BOOL), _field("base", FieldType.INT), _field("since", FieldType.DATE), _field("remark", FieldType.TEXT),
            ),
        ),
        Table(
            key="firms", label=Words("企业"), kind=TableKind.ROWS, named_by="name",
            fields=(
                _field("name", FieldType.TEXT), _field("revenue", FieldType.MONEY, unit="万元", decimals=6),
                _field("prior", FieldType.MONEY, unit="万元", decimals=6), _field("staff", FieldType.INT),
                _field("floor", FieldType.DECIMAL, decimals=2), _field("trade", FieldType.CHOICE, choices="trade"),
                _field("inside", FieldType.BOOL), _field("founded", FieldType.DATE),
            ),
        ),
    ),
)  # fmt: skip


def _measure(key: str, kind: MeasureKind, over: str = "", **more: object) -> Measure:
    return Measure(key=key, label=Words(f"口径 {key}"), kind=kind, over=over, **more)  # type: ignore[arg-type]  # as above


K = MeasureKind
MEASURES = (
    _measure("young", K.COUNT, "W", where="months(founded, cutoff) <= 36"),
    _measure("many", K.COUNT, "W", min_rows=3),
    _measure("material", K.SHARE, "W", where="trade = '材料'"),
    _measure("income", K.SUM, "W", value="revenue"),
    _measure("space", K.SUM, "W", value="floor"),
    _measure("product", K.SUM, "W", value="revenue * staff / 1万元"),
    _measure("huge", K.RATIO, "W", numerator="revenue * revenue", denominator="prior * prior"),
    _measure("income_each", K.DENSITY, "W", value="min(revenue, 300万元)"),
    _measure("floor_mean", K.MEAN, "W", value="floor"),
    _measure("per_head", K.MEAN, "W", value="revenue / staff"),
    _measure("income_median", K.MEDIAN, "W", value="revenue"),
    _measure("head_median", K.MEDIAN, "V", value="revenue / staff", min_rows=2),
    _measure("floor_each", K.RATIO, "W", numerator="floor", denominator="staff"),
    _measure("earned", K.RATIO, "V", numerator="revenue", denominator="prior", min_rows=2),
    _measure("growth", K.GROWTH, "W", numerator="revenue", denominator="prior", min_rows=2),
    _measure("floor_growth", K.GROWTH, "W", numerator="floor", denominator="staff"),
    _measure("even", K.EVENNESS, "W", by="trade"),
    _measure("largest", K.LARGEST_SHARE, "V", by="trade", min_rows=1),
    _measure("insiders", K.LARGEST_SHARE, "A", by="inside"),
    _measure("area", K.VALUE, value="area / 2"),
    _measure("level", K.CATEGORY, by="level"),
    _measure("certified", K.CATEGORY, by="certified"),
    _measure("base", K.VALUE, value="base"),
    _measure("formula", K.FORMULA, formula="(0.3 * young + 0.7 * many) / (base - 4) - (1 - material) * 0.1"),
    _measure("extremes", K.FORMULA, formula="max(-material, min(floor_each, 0.25)) / (even / 2)", round_to=3),
    _measure("log", K.LOGARITHM, of="growth"),
    _measure("log_ten", K.LOGARITHM, of="income_each", base=LogBase.TEN, round_to=4, round_mode=RoundingMode.DOWN),
    _measure("log_two", K.LOGARITHM, of="many", base=LogBase.TWO, round_to=1, round_mode=RoundingMode.HALF_EVEN),
    _measure("cut", K.VALUE, value="area / 3", round_to=1, round_mode=RoundingMode.DOWN),
    _measure("marks", K.MARKS, min_rows=2, drop_from=4),
    _measure("raw_marks", K.MARKS),
)  # fmt: skip

ZERO = Missing(rule=MissingRule.ZERO)


def _leaf(code: str, parent: str, measure: str, scale: Scale, missing: Missing = ZERO, weight: str = "1") -> Indicator:
    return Indicator(
        code=code, title=Words(f"指标 {code}"), parent=parent, maximum=most_points(scale), measure=measure, scale=scale,
        missing=missing, basis="示例", weight=D(weight),
    )  # fmt: skip


def _steps(*pairs: tuple[str, str], below: str = "0", falling: bool = False) -> StepScale:
    return StepScale(kind="steps", steps=tuple((at, D(points)) for at, points in pairs), below=D(below), falling=falling)


def _line(*pairs: tuple[str, str]) -> LinearScale:
    return LinearScale(kind="linear", nodes=tuple((at, D(points)) for at, points in pairs))


def _min_max(**more: object) -> MinMaxScale:
    return MinMaxScale(kind="min_max", points=D(4), **more)  # type: ignore[arg-type]  # as above


def _rank(ties: Ties, *, falling: bool = False) -> RankScale:
    return RankScale(kind="rank", steps=(("1", D(5)), ("2.5", D(3)), ("6", D("1.25"))), below=D(0), ties=ties, falling=falling)


def _percentile(ties: Ties, *, falling: bool = False) -> PercentileScale:
    return PercentileScale(kind="percentile", nodes=(("0%", D(0)), ("50%", D(1)), ("100%", D(5))), ties=ties, falling=falling)


LEFT_OUT, STOP, PEERS = (Missing(rule=rule) for rule in (MissingRule.LEAVE_OUT, MissingRule.STOP, MissingRule.PEER_MEAN))
INDICATORS = (
    _leaf("S1", "S", "young", UnitScale(kind="per_unit", points=D("0.5"), cap=D(3))),
    _leaf("S2", "S", "material", _steps(("60%", "5"), ("30%", "3.335"), ("0%", "1"))),
    _leaf("S3", "S", "growth", _line(("-10%", "0"), ("0%", "1"), ("30%", "6")), Missing(rule=MissingRule.LEAVE_OUT, to=("S1", "S4"))),
    _leaf("S4", "S", "head_median", _steps(("1万元", "4"), ("20万元", "2"), below="1", falling=True), Missing(rule=MissingRule.LEAVE_OUT, to=("S1", "S2"))),
    _leaf("S5", "S", "earned", _line(("0%", "0"), ("100%", "2"), ("200%", "5")), Missing(rule=MissingRule.ZERO, numerator_positive=D("2.5"))),
    _leaf("S6", "S", "huge", _steps(("100%", "2"))),
    _leaf("S7", "S", "base", ThresholdScale(kind="threshold", start="3", base=D(1), points=D("0.75"), cap=D(4), per="2", whole=True)),
    _leaf("S8", "S", "floor_growth", ThresholdScale(kind="threshold", start="5%", base=D("0.5"), points=D("0.1"), cap=D(3), per="7%")),
    _leaf("S9", "S", "area", UnitScale(kind="per_unit", points=D("0.3"), cap=D(4), per="12.5", whole=True)),
    _leaf("M1", "M", "even", _line(("0", "0"), ("1", "10")), LEFT_OUT, "2"),
    _leaf("M2", "M", "cut", SegmentScale(kind="segments", segments=(("0", "9.9", D(0), D(2)), ("10", "19.9", D(3), D(5)), ("20", "50", D(6), D(9)))), LEFT_OUT, "1.5"),
    _leaf("M3", "M", "largest", _percentile(Ties.MEAN), LEFT_OUT, "0.25"),
    _leaf("G1", "G", "insiders", _line(("0", "0"), ("1", "1"))),
    _leaf("G2", "G", "floor_mean", _line(("0", "0.01"), ("400", "1")), LEFT_OUT, "3"),
    _leaf("G3", "G", "space", _line(("0", "0"), ("3000", "1")), LEFT_OUT),
    _leaf("H1", "H", "level", CategoryScale(kind="categories", points=(("市级", D(5)), ("区级", D(3))), otherwise=D("0.5"))),
    _leaf("H2", "H", "certified", CategoryScale(kind="categories", points=(("是", D(4)),), otherwise=D(1)), LEFT_OUT),
    _leaf("P1", "P", "income", _min_max()),
    _leaf("P2", "P", "formula", _min_max(falling=True, lowest="-1", highest="2")),
    _leaf("P3", "P", "income_each", _min_max(highest="200万元", falling=True)),
    _leaf("P4", "P", "many", _rank(Ties.BEST)),
    _leaf("P5", "P", "many", _rank(Ties.WORST, falling=True), PEERS),
    _leaf("P6", "P", "base", _rank(Ties.MEAN)),
    _leaf("P7", "P", "base", _percentile(Ties.BEST)),
    _leaf("P8", "P", "young", _percentile(Ties.WORST, falling=True)),
    _leaf("P9", "P", "floor_each", _line(("0", "0"), ("40", "5")), PEERS),
    _leaf("L1", "L", "log", _line(("-3", "0"), ("0", "2"), ("2", "3"))),
    _leaf("L2", "L", "log_ten", _line(("4", "0"), ("9", "3"))),
    _leaf("L3", "L", "log_two", ValueScale(kind="as_is", cap=D(3))),
    _leaf("L4", "L", "extremes", _line(("-2", "0"), ("2", "4"))),
    _leaf("J1", "J", "marks", ValueScale(kind="as_is", cap=D(2)), STOP),
    _leaf("J2", "J", "raw_marks", ValueScale(kind="as_is", cap=D(2))),
    _leaf("J3", "J", "per_head", _line(("0万元", "0"), ("100万元", "3"))),
    _leaf("D1", "D", "income_median", _steps(("50万元", "1"), ("10万元", "0.5"))),
    _leaf("D2", "D", "product", _line(("0", "0"), ("90000", "2"))),
)  # fmt: skip


def _branch(code: str, **more: object) -> Branch:
    return Branch(code=code, title=Words(f"维度 {code}"), **more)  # type: ignore[arg-type]  # as above


BRANCHES = (
    _branch("T"), _branch("S", parent="T", cap=D(30)), _branch("M", parent="T", combine=Combine.MEAN, needs=2, decimals=3),
    _branch("G", parent="T", combine=Combine.GEOMETRIC, decimals=4), _branch("H", parent="T", combine=Combine.GREATEST),
    _branch("P", parent="T", decimals=1), _branch("L", parent="T"), _branch("J", role=Role.BONUS, cap=D("4.5")), _branch("D", role=Role.DEDUCTION),
)  # fmt: skip
GRADES = tuple(
    GradeLevel(name=Words(name), at_least=D(bound)) for name, bound in (("优", "45"), ("良", "40"), ("中", "34"), ("差", "0"))
)


def rubric(rounding: Rounding) -> CompiledRubric:
    document = Rubric(
        schema="", key="kinds", version="1", form="kinds", title=Words("各种口径（示例）"), status=Words("示例"), source="",
        scored_only_with="A", takes_part="since <= date(Y, 6, 30) or known(remark)", takes_part_label=Words("上半年以前运营"),
        peers_by="level", total_floor=D(5), total_cap=D(60), rounding=rounding,
        sets=(
            RowSet(key="A", label=Words("全部企业"), table="firms"),
            RowSet(key="W", label=Words("在园企业"), table="firms", where="inside"),
            RowSet(key="V", label=Words("在园老企业"), of="W", where="founded < date(Y - 1, 1, 1)"),
        ),
        measures=MEASURES, branches=BRANCHES, indicators=INDICATORS, grades=GRADES,
        vetoes=(Veto(key="bad", label=Words("失信"), when="bad", grade="差"), Veto(key="empty", label=Words("太少"), when="many < 2", grade="中")),
        limits=(Limit(key="capped", label=Words("受限"), when="capped or T < 30", best="良"), Limit(key="low", label=Words("偏低"), when="total < 25 and not known(remark)", best="中")),
        quotas=(Quota(grade="优", share="15%", at_least=1), Quota(grade="良", share="35%", at_least=2, rounding=QuotaRounding.HALF_UP), Quota(grade="中", share="85%", rounding=QuotaRounding.UP)),
        lifts=(Lift(key="lifted", label=Words("获奖"), when="lifted", grade="良"),), ties=("P", "M"),
    )  # fmt: skip
    compiled, findings = compile_rubric(document, FORM, "kinds.toml")
    assert compiled is not None, findings
    return compiled


def grouped(rounding: Rounding) -> CompiledRubric:
    """The same with everything the grade rule can: groups for quotas, ranks beside places, a minimum, a border."""
    whole = rubric(rounding).rubric
    best, good, fair = whole.quotas
    document = replace(
        whole,
        quotas=(best, replace(good, by=QuotaBy.RANKS), fair), quotas_by="level", border_within=D("1.5"),
        minimums=(Minimum(key="weak", label=Words("维度 P 不足"), branch="P", at_least=D(18), best="中", basis="示例"),),
    )  # fmt: skip
    compiled, findings = compile_rubric(document, FORM, "kinds.toml")
    assert compiled is not None, findings
    return compiled


def beside(rounding: Rounding) -> CompiledRubric:
    """The same with grades that no points reach: one above all, one below the best, each given by rules alone."""
    whole = grouped(rounding).rubric
    best, *others = whole.grades
    extra = GradeLevel(name=Words("特优")), GradeLevel(name=Words("另评"))
    bad, capped = whole.vetoes[0], whole.limits[0]
    document = replace(
        whole,
        border_within=D(4),
        grades=(extra[0], best, extra[1], *others),
        vetoes=(*whole.vetoes, replace(bad, key="apart", when="base >= 8", grade="另评")),
        limits=(replace(capped, best="另评"), *whole.limits[1:]),
        lifts=(
            *(replace(one, grade="另评") for one in whole.lifts),
            replace(whole.lifts[0], key="first", when="base = 2", grade="特优"),
        ),
    )  # fmt: skip
    compiled, findings = compile_rubric(document, FORM, "kinds.toml")
    assert compiled is not None, findings
    return compiled


def exempting(rounding: Rounding) -> CompiledRubric:
    """With lifts that take carriers out of the counting: to a better grade, to a worse one, under vetoes and limits."""
    whole = grouped(rounding).rubric
    lifted = whole.lifts[0]
    document = replace(
        whole,
        lifts=(
            replace(lifted, exempt=True),
            replace(lifted, key="apart", when="base = 2 or total >= 44", grade="中", exempt=True),
            replace(lifted, key="first", when="base = 2", grade="优"),
        ),
    )
    compiled, findings = compile_rubric(document, FORM, "kinds.toml")
    assert compiled is not None, findings
    return compiled


PRINTED = Rounding(mode=RoundingMode.HALF_EVEN, indicator_decimals=2)
EXACT = Rounding(mode=RoundingMode.DOWN, total_decimals=1, rank_by=RankBy.EXACT, rank_decimals=5, caps=Caps.BEFORE)


Returned: TypeAlias = tuple[str, Mapping[str, Sequence[EffectiveRow]], tuple[UnitMark, ...]]
"""A carrier's name, its rows by table, and its marks."""

# Carriers -------------------------------------------------------------------------------------------------------------------


def facts(
    rounding: Rounding,
    *,
    units: int = 30,
    seed: int = 5,
    language: str = "zh",
    made: Callable[[Rounding], CompiledRubric] = rubric,
) -> BookFacts:
    """Every third carrier is the twin of the one before: ties wherever a place is lacking."""
    chance = random.Random(seed)
    rows: list[Returned] = []
    for number in range(units):
        same = rows[-1] if number % 3 == 2 else _carrier(chance, number)
        rows.append((f"载体{number:02}", same[1], same[2]))
    return book(made(rounding), rows, language)


def _carrier(chance: random.Random, number: int) -> Returned:
    def some(value: int | str, odds: float = 0.9) -> int | str | None:
        return value if chance.random() < odds else None

    record: EffectiveRow = {
        "name": f"载体{number:02}", "area": some(chance.randrange(0, 12_000)), "level": some(chance.randint(1, 3)),
        "certified": some(chance.randint(0, 1)), "bad": some(int(chance.random() < 0.1)), "capped": some(int(chance.random() < 0.2)),
        "lifted": some(int(chance.random() < 0.25)), "base": some(chance.randint(0, 9)), "since": some(20250101 + chance.choice((0, 0, 0, 900))),
        "remark": some("有说明", 0.3),
    }  # fmt: skip
    firms: list[EffectiveRow] = [
        {
            "name": f"企业{at}", "revenue": some(chance.choice((0, chance.randrange(10**8), 50_000_000))),
            "prior": some(chance.choice((0, chance.randrange(1, 10**8)))), "staff": some(chance.choice((0, 3, 8, chance.randint(1, 40)))),
            "floor": some(chance.randrange(1, 90_000)), "trade": some(chance.randint(1, 3)), "inside": some(int(chance.random() < 0.8)),
            "founded": some(chance.randint(2021, 2025) * 10_000 + chance.randint(1, 12) * 100 + chance.randint(1, 28)),
        }
        for at in range(chance.choice((0, 1, 2, 3, 6, 9, 14)))
    ]  # fmt: skip
    given = tuple(
        UnitMark(measure, f"专家{at}", D(chance.randrange(0, 21)) / 10)
        for measure, fewest in (("marks", 1), ("raw_marks", 0))
        for at in range(chance.randint(fewest, 6))
    )
    return "", {"unit": [record], "firms": firms}, given


def scored(compiled: CompiledRubric, rows: Sequence[Returned], parameters: Mapping[str, int] = PARAMETERS) -> tuple[Unit, ...]:
    """The engine itself, over rows in memory."""
    plans, document = plan_rubric(compiled, parameters), compiled.rubric
    needed = document.scored_only_with
    sizes = [set_size(compiled.sets[needed], parameters)] if needed else []
    aggregates = [*sizes, *(one for plan in plans.values() for one in plan.aggregates)]
    figures = [figures_of_rows(aggregates, tables) for _, tables, _ in rows]
    measured = {
        at: results(plans, figures[at], {key: [one.value for one in given if one.measure == key] for key in plans})
        for at, (_, _, given) in enumerate(rows)
    }
    records = [tables[compiled.form.record][0] for _, tables, _ in rows]
    groups = {at: record[document.peers_by] if document.peers_by else None for at, record in enumerate(records)}
    peers = peers_of(compiled, measured, groups)
    scores = [
        score_carrier(
            compiled, measured[at], has_rows=all(figure(figures[at], size).numerator for size in sizes), peers=peers[groups[at]]
        )
        for at in range(len(rows))
    ]
    taking = lower_condition(compiled.takes_part, parameters) if compiled.takes_part else None
    watched = [taking is not None and judge(taking, record) is False for record in records]
    candidates = [
        candidate(compiled, at, score, figures_row(compiled, score, measured[at], records[at]))
        for at, score in enumerate(scores)
        if score.scored and not watched[at]
    ]
    grades = grade_round(compiled, candidates, parameters)
    return tuple(
        Unit(name, "", tables, given, measured[at], scores[at], grades.get(at), watched[at])
        for at, (name, tables, given) in enumerate(rows)
    )


def book(compiled: CompiledRubric, rows: Sequence[Returned], language: str = "zh") -> BookFacts:
    """The live score of a round that exists in memory only."""
    return BookFacts(
        language=language, district="云岬区", title="2026 年度考评", assessment_year=2026, data_year=2025, cutoff=date(2025, 12, 31),
        receipt="", moment="", engine="1", form_hash="f" * 64, rubric_hash="e" * 64, rubric=compiled, parameters=PARAMETERS,
        units=scored(compiled, rows),
    )  # fmt: skip
