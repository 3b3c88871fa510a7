"""A small form, documents of conditions as TOML, and a carrier judged through SQLite and Python alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_conditions import CompiledConditions, compile_conditions
from scoring.definitions.conditions import Conditions
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, Form, Table, TableKind, Words
from scoring.definitions.layout import Stored, column_type
from scoring.engine.aggregates import figures_of_rows, measure_carriers
from scoring.engine.conditions import JudgedCondition, JudgedConditions, judge_conditions, plan_conditions
from scoring.findings import Finding

PARAMETERS = {"Y": 2025, "cutoff": 20251231}
WAN = 10**6
"""分 of one 万元."""

CARRIER = Table(
    key="carrier",
    label=Words("载体", "carrier"),
    kind=TableKind.RECORD,
    named_by="name",
    fields=(
        Field(key="name", label=Words("载体名称"), type=FieldType.TEXT),
        Field(key="kind", label=Words("载体类型"), type=FieldType.CHOICE, choices="kind"),
        Field(key="legal", label=Words("独立法人"), type=FieldType.BOOL),
        Field(key="hardship", label=Words("艰苦边远地区"), type=FieldType.BOOL),
        Field(key="area", label=Words("面积"), type=FieldType.DECIMAL, unit="㎡", decimals=2),
        Field(key="mentors", label=Words("导师"), type=FieldType.INT, unit="人"),
        Field(key="fund", label=Words("资金"), type=FieldType.MONEY, unit="万元", decimals=6),
        Field(key="income", label=Words("总收入"), type=FieldType.MONEY, unit="万元", decimals=6),
        Field(key="rent", label=Words("房租"), type=FieldType.MONEY, unit="万元", decimals=6),
    ),
)
FIRMS = Table(
    key="firms",
    label=Words("企业", "firms"),
    kind=TableKind.ROWS,
    counter="家",
    counter_en="firms",
    named_by="name",
    fields=(
        Field(key="name", label=Words("名称"), type=FieldType.TEXT),
        Field(key="status", label=Words("状态"), type=FieldType.CHOICE, choices="status"),
        Field(key="hnte", label=Words("高企"), type=FieldType.BOOL),
        Field(key="industry", label=Words("领域", "field"), type=FieldType.CHOICE, choices="industry"),
        Field(key="staff", label=Words("人员"), type=FieldType.INT, unit="人"),
    ),
)
FORM = Form(
    schema="", key="small", version="1", title=Words("小表"), status=Words("示例"), source="", record="carrier",
    carrier_name="name", carrier_id="name", tables=(CARRIER, FIRMS),
    choice_lists=(
        ChoiceList(key="kind", choices=(Choice("综合"), Choice("专业"))),
        ChoiceList(key="status", choices=(Choice("在孵"), Choice("退出"))),
        ChoiceList(key="industry", choices=(Choice("医药"), Choice("材料"), Choice("信息"))),
    ),
)  # fmt: skip

HEAD = """
schema = "fuping/conditions/1"
key = "small"
version = "1"
form = "small"
title = { zh = "小条件", en = "small conditions" }
status = { zh = "示例", en = "example" }
source = "示例"
"""
MEASURES = """
[[sets]]
key = "T"
label = { zh = "在孵企业", en = "tenants" }
table = "firms"
where = "status = '在孵'"
[[measures]]
key = "n"
label = { zh = "企业数" }
kind = "count"
over = "T"
unit = { zh = "家", en = "firms" }
[[measures]]
key = "hntes"
label = { zh = "高企数" }
kind = "count"
over = "T"
where = "hnte"
unit = { zh = "家", en = "firms" }
[[measures]]
key = "share"
label = { zh = "高企占比" }
kind = "share"
over = "T"
where = "hnte"
unit = { zh = "%" }
[[measures]]
key = "largest"
label = { zh = "同一领域占比" }
kind = "largest_share"
over = "T"
by = "industry"
unit = { zh = "%" }
[[measures]]
key = "area"
label = { zh = "面积" }
kind = "value"
value = "area"
unit = { zh = "㎡" }
[[measures]]
key = "mentors"
label = { zh = "导师" }
kind = "value"
value = "mentors"
unit = { zh = "人", en = "people" }
[[measures]]
key = "fund"
label = { zh = "资金" }
kind = "value"
value = "fund"
unit = { zh = "万元", en = "wan CNY" }
[[measures]]
key = "other_income"
label = { zh = "其他收入占比" }
kind = "value"
value = "(income - rent) / income"
unit = { zh = "%" }
[[measures]]
key = "staff"
label = { zh = "人员" }
kind = "sum"
over = "T"
value = "staff"
unit = { zh = "人", en = "people" }
[[measures]]
key = "mean_staff"
label = { zh = "平均人员" }
kind = "mean"
over = "T"
value = "staff"
unit = { zh = "人", en = "people" }
[[measures]]
key = "density"
label = { zh = "密度" }
kind = "formula"
formula = "n * 1000 / area"
unit = { zh = "家/千㎡", en = "firms per 1,000 ㎡" }
[[measures]]
key = "which_kind"
label = { zh = "类型" }
kind = "category"
by = "kind"
"""
GROUP = """
[[groups]]
key = "g"
label = { zh = "一组", en = "a group" }
"""


def condition(*lines: str, key: str = "c", basis: str = "示例第一条", of: str = "groups.conditions") -> str:
    """A condition of the last group; ``of`` nests it into the last condition."""
    return "\n".join((f"[[{of}]]", f'key = "{key}"', f'label = {{ zh = "{key}" }}', f'basis = "{basis}"', *lines, ""))


def alternative(*lines: str, key: str) -> str:
    return condition(*lines, key=key, basis="", of="groups.conditions.any_of")


def toml(*conditions: str, top: str = "", needs: int = 0) -> str:
    """A document with one group."""
    return HEAD + top + MEASURES + GROUP + f"needs = {needs}\n" + "\n".join(conditions)


def read(text: str) -> tuple[CompiledConditions | None, tuple[Finding, ...]]:
    document, _, findings = read_toml(text, Conditions, "c.toml")
    return compile_conditions(document, FORM, "c.toml") if document is not None else (None, findings)


def compiled(text: str) -> CompiledConditions:
    found, findings = read(text)
    assert found is not None, findings
    return found


def firm(**values: Stored) -> dict[str, Stored]:
    """在孵 unless said otherwise, everything else unknown."""
    return {field.key: None for field in FIRMS.fields} | {"name": "示例", "status": 1} | values


def firms(counted: int, others: int, **counting: Stored) -> list[dict[str, Stored]]:
    """So many firms that count (高企 unless said otherwise), and so many that do not."""
    given = counting or {"hnte": 1}
    return [firm(**given)] * counted + [firm(**dict.fromkeys(given, 0))] * others


def judged(text: str, rows: Sequence[Mapping[str, Stored]] = (), **record: Stored) -> JudgedConditions:
    """The verdict on a carrier with this record and these firms, from figures that SQLite and Python agree on."""
    plan = plan_conditions(compiled(text), PARAMETERS)
    whole = {field.key: None for field in CARRIER.fields} | record
    tables: dict[str, Sequence[Mapping[str, Stored]]] = {"carrier": [whole], "firms": rows}
    by_python = figures_of_rows(plan.aggregates, tables)
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in FORM.tables:
            _fill(connection, table, tables[table.key])

        def query(sql: str, parameters: Sequence[int | str]) -> list[tuple[Stored, ...]]:
            return connection.execute(sql, parameters).fetchall()

        names = {table.key: table.key for table in FORM.tables}
        by_sql = measure_carriers(query, names, plan.aggregates, round_no=1, carrier_no=7).get(7, {})
    for aggregate in plan.aggregates:
        found = by_sql.get(aggregate)
        assert by_python[aggregate].numerator == 0 if found is None else by_python[aggregate].compare(found) == 0, aggregate
    return judge_conditions(plan, by_sql)


def _fill(connection: sqlite3.Connection, table: Table, rows: Sequence[Mapping[str, Stored]]) -> None:
    columns = ", ".join(f'"{field.key}" {column_type(field)}' for field in table.fields)
    connection.execute(
        f"CREATE TABLE {table.key} (round_no INTEGER, carrier_no INTEGER, row_no INTEGER, {columns}, "
        "PRIMARY KEY (round_no, carrier_no, row_no)) STRICT, WITHOUT ROWID"
    )
    for number, row in enumerate(rows, start=1):
        values = (1, 7, number, *(row[field.key] for field in table.fields))
        connection.execute(f"INSERT INTO {table.key} VALUES ({', '.join('?' * len(values))})", values)


def only(text: str, rows: Sequence[Mapping[str, Stored]] = (), **record: Stored) -> JudgedCondition:
    """The one condition of the one group."""
    return judged(text, rows, **record).condition("c")
