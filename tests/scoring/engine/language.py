"""A small form with a record and firms, and short ways to put one construct of the rubric language through the engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from fractions import Fraction

from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.grading import GradeLevel, Lift, Limit, Minimum, Quota, Veto
from scoring.definitions.layout import KEY_COLUMNS, Stored, column_type
from scoring.definitions.rubric import (
    Branch,
    Indicator,
    Measure,
    MeasureKind,
    Missing,
    MissingRule,
    Rounding,
    RoundingMode,
    RowSet,
    Rubric,
)
from scoring.definitions.scales import CategoryScale, Scale, ValueScale, most_points
from scoring.engine.aggregates import Aggregate, figures_of_rows, measure_carriers
from scoring.engine.exact import Ratio
from scoring.engine.measure import Marks, Measured, plan_rubric, results

UNIT = Table(
    key="unit",
    label=Words("载体"),
    kind=TableKind.RECORD,
    fields=(
        Field(key="name", label=Words("名称"), type=FieldType.TEXT),
        Field(key="area", label=Words("面积"), type=FieldType.DECIMAL, decimals=2),
        Field(key="level", label=Words("级别"), type=FieldType.CHOICE, choices="level"),
        Field(key="certified", label=Words("认定"), type=FieldType.BOOL),
    ),
)
FIRMS = Table(
    key="firms",
    label=Words("企业"),
    kind=TableKind.ROWS,
    fields=(
        Field(key="revenue", label=Words("收入"), type=FieldType.MONEY, unit="万元", decimals=6),
        Field(key="staff", label=Words("人员"), type=FieldType.INT),
        Field(key="trade", label=Words("行业"), type=FieldType.CHOICE, choices="trade"),
        Field(key="inside", label=Words("在园"), type=FieldType.BOOL),
    ),
)
FORM = Form(
    schema="", key="f", version="1", title=Words("表"), status=Words("示例"), source="", record="unit",
    carrier_name="name", carrier_id="name", tables=(UNIT, FIRMS),
    choice_lists=(
        ChoiceList(key="level", choices=(Choice("市级"), Choice("区级"), Choice("其他"))),
        ChoiceList(key="trade", choices=(Choice("材料"), Choice("医药"), Choice("信息"))),
    ),
)  # fmt: skip
WITHIN = RowSet(key="W", label=Words("在园企业"), table="firms", where="inside")
WAN = 10**6
"""分 of one 万元."""
Row = Mapping[str, Stored]


def firm(**values: Stored) -> Row:
    """A firm inside; what is not said is unknown."""
    return {field.key: None for field in FIRMS.fields} | {"inside": 1} | values


def unit(**values: Stored) -> Row:
    return {field.key: None for field in UNIT.fields} | {"name": "示例"} | values


def measure(key: str, kind: MeasureKind, **more: object) -> Measure:
    return Measure(key=key, label=Words(key), kind=kind, **more)  # type: ignore[arg-type]  # a table of cases says the rest


def figure(key: str, formula: str) -> Measure:
    """A measure that has this value everywhere: ``1 / 0`` has none."""
    return measure(key, MeasureKind.FORMULA, formula=formula)


def leaf(
    code: str, *, scale: Scale, parent: str = "A", missing: Missing | None = None, weight: str = "1", of: str = ""
) -> Indicator:
    return Indicator(
        code=code, title=Words(code), parent=parent, maximum=most_points(scale), measure=of or f"m_{code}", scale=scale,
        missing=missing or Missing(rule=MissingRule.ZERO), basis="", weight=Decimal(weight),
    )  # fmt: skip


AS_IS = ValueScale(kind="as_is", cap=Decimal(100))
EXACT = Rounding(mode=RoundingMode.HALF_AWAY)


def rubric(
    measures: Sequence[Measure],
    indicators: Sequence[Indicator] = (),
    *,
    branches: Sequence[Branch] = (Branch(code="A", title=Words("A")),),
    rounding: Rounding = EXACT,
    floor: Decimal | None = Decimal(0),
    cap: Decimal | None = None,
    grades: Sequence[GradeLevel] = (),
    vetoes: Sequence[Veto] = (),
    limits: Sequence[Limit] = (),
    quotas: Sequence[Quota] = (),
    lifts: Sequence[Lift] = (),
    ties: Sequence[str] = (),
    minimums: Sequence[Minimum] = (),
    quotas_by: str = "",
    border_within: Decimal | None = None,
) -> CompiledRubric:
    document = Rubric(
        schema="", key="r", version="1", form="f", title=Words("细则"), status=Words("示例"), source="", rounding=rounding,
        total_floor=floor, total_cap=cap, sets=(WITHIN,), measures=tuple(measures), branches=tuple(branches),
        indicators=tuple(indicators), grades=tuple(grades), vetoes=tuple(vetoes), limits=tuple(limits), quotas=tuple(quotas),
        lifts=tuple(lifts), ties=tuple(ties), minimums=tuple(minimums), quotas_by=quotas_by, border_within=border_within,
    )  # fmt: skip
    compiled, findings = compile_rubric(document, FORM, "r.toml")
    assert compiled is not None, findings
    return compiled


def measured(
    compiled: CompiledRubric, firms: Sequence[Row] = (), record: Row | None = None, marks: Marks | None = None
) -> dict[str, Measured]:
    """Every measure through SQLite, held against the same through Python."""
    rows = {"unit": [record or unit()], "firms": list(firms)}
    plans = plan_rubric(compiled, {})
    aggregates = [aggregate for plan in plans.values() for aggregate in plan.aggregates]
    by_python = figures_of_rows(aggregates, rows)
    by_sql = _through_sqlite(aggregates, rows)
    assert all(by_sql.get(one, Ratio(0, 1)).compare(by_python[one]) == 0 for one in aggregates)
    return results(plans, by_sql, marks or {})


def _through_sqlite(aggregates: Sequence[Aggregate], rows: Mapping[str, Sequence[Row]]) -> Mapping[Aggregate, Ratio]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in FORM.tables:
            keys = ", ".join(f"{key} INTEGER" for key in KEY_COLUMNS)
            columns = ", ".join(f'"{field.key}" {column_type(field)}' for field in table.fields)
            connection.execute(
                f"CREATE TABLE {table.key} ({keys}, {columns}, PRIMARY KEY ({', '.join(KEY_COLUMNS)})) STRICT, WITHOUT ROWID"
            )
            for number, one in enumerate(rows[table.key], start=1):
                values = (1, 1, number, *(one[field.key] for field in table.fields))
                connection.execute(f"INSERT INTO {table.key} VALUES ({', '.join('?' * len(values))})", values)

        def query(sql: str, parameters: Sequence[int | str]) -> list[tuple[Stored, ...]]:
            return connection.execute(sql, parameters).fetchall()

        return measure_carriers(query, {"unit": "unit", "firms": "firms"}, aggregates, round_no=1).get(1, {})


def fraction(value: Ratio | None) -> Fraction | None:
    return None if value is None else Fraction(*value)


def ratio_of(value: Fraction | int | str) -> Ratio:
    return Ratio(*Fraction(value).as_integer_ratio())


def a_measure_for(scale: Scale) -> Measure:
    """Something the scale can stand on."""
    if isinstance(scale, CategoryScale):
        return measure("m_x", MeasureKind.CATEGORY, by="level")
    return figure("m_x", "1")
