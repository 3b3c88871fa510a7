"""Small forms and rubrics for the engine's tests, and effective rows in a real SQLite table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal

from scoring.definitions.compiled_rubric import CompiledRubric, compile_rubric
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.grading import GradeLevel
from scoring.definitions.layout import Stored, column_type
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
from scoring.definitions.scales import LinearScale, Scale
from scoring.engine.aggregates import Query

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
FIRMS = Table(
    key="firms",
    label=Words("企业"),
    kind=TableKind.ROWS,
    counter="家",
    named_by="name",
    fields=(
        Field(key="name", label=Words("名称"), type=FieldType.TEXT),
        Field(key="revenue", label=Words("收入"), type=FieldType.MONEY, unit="万元", decimals=6, digits=18),
        Field(key="prior", label=Words("上年收入"), type=FieldType.MONEY, unit="万元", decimals=6),
        Field(key="staff", label=Words("人员"), type=FieldType.INT, unit="人"),
        Field(key="hnte", label=Words("高企"), type=FieldType.BOOL),
        Field(key="status", label=Words("状态"), type=FieldType.CHOICE, choices="status"),
    ),
)
FORM = Form(
    schema="", key="small", version="1", title=Words("小表"), status=Words("示例"), source="", record="firms",
    carrier_name="name", carrier_id="name", tables=(FIRMS,),
    choice_lists=(ChoiceList(key="status", choices=(Choice("在孵"), Choice("退出"))),),
)  # fmt: skip
HALF_AWAY = Rounding(indicator_decimals=2, mode=RoundingMode.HALF_AWAY)
TENANTS = RowSet(key="T", label=Words("在孵企业"), table="firms", where="status = '在孵'")
LINE = LinearScale(kind="linear", nodes=(("0%", Decimal(0)), ("50%", Decimal(5))))


def measure(key: str = "share", kind: MeasureKind = MeasureKind.SHARE, **more: object) -> Measure:
    given = {"where": "hnte"} if kind is MeasureKind.SHARE and "where" not in more else {}
    return Measure(key=key, label=Words(key), kind=kind, over="T", **(given | more))  # type: ignore[arg-type]


def indicator(code: str, *, maximum: str = "5", scale: Scale = LINE, missing: Missing | None = None, **more: str) -> Indicator:
    return Indicator(
        code=code,
        title=Words(code),
        parent=more.get("parent", "A"),
        maximum=Decimal(maximum),
        measure=more.get("measure", "share"),
        scale=scale,
        missing=missing or Missing(rule=MissingRule.ZERO),
        basis="示例",
    )


def rubric(
    indicators: Sequence[Indicator],
    measures: Sequence[Measure] = (measure(),),
    *,
    branches: Sequence[Branch] = (Branch(code="A", title=Words("A")),),
    rounding: Rounding = HALF_AWAY,
) -> CompiledRubric:
    document = Rubric(
        schema="", key="r", version="1", form="small", title=Words("细则"), status=Words("示例"), source="", scored_only_with="T",
        rounding=rounding, sets=(TENANTS,), measures=tuple(measures), branches=tuple(branches), indicators=tuple(indicators),
        grades=(GradeLevel(name=Words("合格"), at_least=Decimal(3)), GradeLevel(name=Words("不合格"), at_least=Decimal(0))),
    )  # fmt: skip
    compiled, findings = compile_rubric(document, FORM, "r.toml")
    assert compiled is not None, findings
    return compiled


def firm(**values: Stored) -> dict[str, Stored]:
    """An effective row: 在孵 unless said otherwise, everything else unknown."""
    return {field.key: None for field in FIRMS.fields} | {"name": "示例", "status": 1} | values


@contextmanager
def database(carriers: Mapping[int, Iterable[Mapping[str, Stored]]]) -> Iterator[Query]:
    """A real clustered STRICT table of effective rows, as a query."""
    with closing(sqlite3.connect(":memory:")) as connection:
        yield _filled(connection, carriers)


def _filled(connection: sqlite3.Connection, carriers: Mapping[int, Iterable[Mapping[str, Stored]]]) -> Query:
    columns = ", ".join(f'"{field.key}" {column_type(field)}' for field in FIRMS.fields)
    connection.execute(
        f"CREATE TABLE firms (round_no INTEGER, carrier_no INTEGER, row_no INTEGER, {columns}, "
        "PRIMARY KEY (round_no, carrier_no, row_no)) STRICT, WITHOUT ROWID"
    )
    for carrier_no, rows in carriers.items():
        for number, row in enumerate(rows, start=1):
            values = (1, carrier_no, number, *(row[field.key] for field in FIRMS.fields))
            connection.execute(f"INSERT INTO firms VALUES ({', '.join('?' * len(values))})", values)

    def query(sql: str, parameters: Sequence[int | str]) -> list[tuple[Stored, ...]]:
        return connection.execute(sql, parameters).fetchall()

    return query
