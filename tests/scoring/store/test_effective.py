"""Effective rows are what the truth makes of them: after every verb, rebuilt, compared, and at any moment of the past."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from scoring.definitions.canonical import sha256
from scoring.definitions.layout import KEY_COLUMNS, effective_table
from scoring.store import amendments, definitions, effective, effective_tables, journal, returns
from scoring.store.amendments import Change
from scoring.store.definitions import Kind
from tests.scoring.store.builders import ACTOR, NOW, STATUS, Desk, form_text, new_desk, small_form


def table_name(desk: Desk, key: str) -> str:
    form = definitions.form(desk.store, desk.form)
    return effective_table(form, desk.form, form.table(key))


def contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    names = effective_tables.names(desk.store.db)
    return {name: list(desk.store.rows(f'SELECT * FROM "{name}" ORDER BY 1, 2, 3')) for name in names}


def test_adopting_a_form_makes_typed_clustered_tables(desk: Desk) -> None:
    name = table_name(desk, "tenants")
    columns = effective_tables.columns(desk.store.db, name)
    assert [column for column, _ in columns[:3]] == list(KEY_COLUMNS)
    assert columns[3:7] == (("name", "TEXT"), ("revenue", "INTEGER"), ("staff", "INTEGER"), ("hnte", "INTEGER"))
    assert desk.store.row("SELECT wr, strict FROM pragma_table_list WHERE name = ?", (name,)) == (1, 1)
    assert [name for name in contents(desk) if "graduates" in name]


def test_values_are_stored_as_the_layout_says(desk: Desk) -> None:
    saved = desk.save(tenants=2)
    change = Change("tenants", 1, "founded_on", "2025-03-01", "x")
    amendments.amend(desk.store, saved.id, [change, replace(change, field="status", new="毕业")], actor=ACTOR, now=NOW)
    first = effective.rows_of(desk.store, form=desk.form, table="tenants", round_no=1, carrier_no=1)[0]
    assert (first[0], first[4], first[5]) == ("示例企业1号", 20250301, 3)


def test_a_corrected_return_on_another_form_leaves_no_rows_behind(desk: Desk) -> None:
    desk.save(seed=1)
    text = form_text(small_form("2026"))
    newer = definitions.adopt(
        desk.store, kind=Kind.FORM, key="small-form", version="2026", text=text, source="x", actor=ACTOR, now=NOW
    )
    replace(desk, form=newer).save(seed=2)
    assert contents(desk)[table_name(desk, "tenants")] == []
    assert len(contents(desk)[table_name(replace(desk, form=newer), "tenants")]) == 3
    assert effective.differences(desk.store) == []


def test_rows_that_differ_are_named_and_a_rebuild_heals_them(desk: Desk) -> None:
    desk.save(0, seed=1)
    desk.save(1, seed=2)
    sound = contents(desk)
    name = table_name(desk, "tenants")
    with desk.store.writing() as db:
        db.execute(f'UPDATE "{name}" SET staff = 999 WHERE carrier_no = 1 AND row_no = 2')
        db.execute(f'DELETE FROM "{name}" WHERE carrier_no = 2 AND row_no = 3')
        db.execute(f'INSERT INTO "{name}" (round_no, carrier_no, row_no) VALUES (7, 1, 1)')
        db.execute(f'ALTER TABLE "{table_name(desk, "graduates")}" ADD COLUMN more TEXT')
        db.execute("CREATE TABLE eff_stray (a)")
    found = effective.differences(desk.store)
    assert {(each.table, each.round_no, each.carrier_no, each.row_no) for each in found} == {
        (name, 1, 1, 2),
        (name, 1, 2, 3),
        (name, 7, 1, 1),
        (table_name(desk, "graduates"), 0, 0, 0),
        ("eff_stray", 0, 0, 0),
    }
    assert len(effective.differences(desk.store, most=2)) == 2
    effective.rebuild(desk.store)
    assert effective.differences(desk.store) == []
    assert contents(desk) == sound


def test_any_moment_of_the_past_can_be_queried_again(desk: Desk) -> None:
    name = table_name(desk, "tenants")
    sql = f'SELECT row_no, staff, excluded FROM "{name}" WHERE carrier_no = 1 ORDER BY row_no'
    moments = []
    first = desk.save(0, seed=1)
    moments.append((journal.heads(desk.store), list(desk.store.query(sql))))
    amendments.amend(desk.store, first.id, [Change("tenants", 1, "excluded", True, "x")], actor=ACTOR, now=NOW)
    moments.append((journal.heads(desk.store), list(desk.store.query(sql))))
    desk.save(0, seed=2, tenants=4)
    assert len({str(rows) for _, rows in moments}) == 2
    for heads, rows in moments:
        with effective.as_of(desk.store, heads) as past:
            assert list(past.query(sql)) == rows
    with effective.as_of(desk.store, ()) as past:
        assert list(past.query(sql)) == []


class Year(RuleBasedStateMachine):
    """Returns, corrections, amendments, another form, in any order: the rows always equal a rebuild."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk = new_desk(Path(self.folder.name) / "x.fuping", participants=2)

    @rule(carrier=st.integers(0, 1), seed=st.integers(0, 6), tenants=st.integers(0, 4))
    def save(self, carrier: int, seed: int, tenants: int) -> None:
        self.desk.save(carrier, seed=seed * 10 + tenants, tenants=tenants)

    @rule(version=st.sampled_from(["2025", "2026"]))
    def change_form(self, version: str) -> None:
        text = form_text(small_form(version))
        definitions.adopt(
            self.desk.store, kind=Kind.FORM, key="small-form", version=version, text=text, source="x", actor=ACTOR, now=NOW
        )
        self.desk = replace(self.desk, form=sha256(text))

    @rule(
        carrier=st.integers(0, 1),
        row=st.integers(1, 4),
        cell=st.one_of(
            st.tuples(st.just("staff"), st.integers(0, 9)),
            st.tuples(st.just("excluded"), st.booleans()),
            st.tuples(st.sampled_from(["status", "verified"]), st.sampled_from(STATUS)),
            st.tuples(st.just("remark"), st.text(max_size=3)),
        ),
    )
    def amend(self, carrier: int, row: int, cell: tuple[str, int | bool | str]) -> None:
        current = returns.current_of(self.desk.store, self.desk.round_id, self.desk.usccs[carrier])
        if current and row <= len(returns.content(self.desk.store, current.id).table("tenants").rows):
            change = Change("tenants", row, *cell, "x")
            amendments.amend(self.desk.store, current.id, [change], actor=ACTOR, now=NOW)

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def equals_a_rebuild(self) -> None:
        assert effective.differences(self.desk.store) == []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            found = contents(self.desk)
            effective.rebuild(self.desk.store)
            assert contents(self.desk) == found
            self.desk.store.close()
            self.folder.cleanup()


TestYear = Year.TestCase
TestYear.settings = settings(max_examples=15, stateful_step_count=12)
