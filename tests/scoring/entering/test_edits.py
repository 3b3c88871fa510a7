"""Edits, and taking them back: whole, by name, in order, across restarts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.district import NOW
from scoring.errors import Refusal
from scoring.intake.clipboard import as_text
from scoring.messages import say
from scoring.services import entering, entering_edits
from scoring.services.entering import Origin
from scoring.services.entering_checks import Spot
from scoring.services.entering_paste import Selection
from scoring.services.journalling import JournalFilter, journal_page
from scoring.services.rounds import OpenRound, open_workspace
from scoring.store import doctor, entries
from tests.scoring.entering.conftest import WHO, Typist, block_of

ROOT = Path(__file__).parents[3]


def refused(code: str, call: object) -> None:
    with pytest.raises(Refusal) as refusal:
        call()  # type: ignore[operator]  # a lambda of each test
    assert refusal.value.said.code == code
    for language in ("zh", "en"):
        assert say(code, refusal.value.said.facts, language)


def test_an_entry_from_nothing_says_whose_it_is(opened: OpenRound, typist: Typist) -> None:
    carrier = opened.participants()[0]
    assert typist.text("carrier", 0, "carrier_name") == carrier.name
    assert typist.text("carrier", 0, "operator_uscc") == carrier.uscc
    assert (typist.rows("tenants"), typist.entry.number, typist.entry.undo) == ((), 0, None)
    assert [one.carrier for one in entering.open_entries(opened)] == [carrier]


def test_a_carrier_has_one_open_entry(opened: OpenRound, typist: Typist) -> None:
    first, second = opened.participants()
    refused("entering.open_already", lambda: entering.begin(opened, first, actor=WHO, now=NOW))
    assert entering.begin(opened, second, actor=WHO, now=NOW).carrier == second
    entering.drop(opened, typist.entry.id, actor=WHO, now=NOW)
    refused("entering.dropped_already", lambda: typist.set("tenants", 0, "firm_name", "甲"))
    assert entering.open_entry(opened, first) is None
    assert entering.begin(opened, first, actor=WHO, now=NOW).number == 0


def test_without_a_return_there_is_nothing_else_to_begin_with(opened: OpenRound) -> None:
    carrier = opened.participants()[1]
    for origin in (Origin.CURRENT, Origin.LAST_YEAR):
        refused(f"entering.no_{origin.value}", lambda origin=origin: entering.begin(opened, carrier, origin, actor=WHO, now=NOW))


def test_a_pasted_block_is_one_edit_and_one_undo_takes_it_back_whole(typist: Typist) -> None:
    done = typist.paste("tenants", block_of(typist.opened, "tenants", 40))
    assert (done.rows, done.columns, done.by_headings, done.left_out) == (40, 31, True, ())
    assert typist.entry.number == 1
    assert typist.entry.undo is not None
    assert say(typist.entry.undo.title.code, typist.entry.undo.title.facts) == "粘贴到在孵企业（40 行 × 31 栏）"
    typist.undo()
    assert (typist.rows("tenants"), typist.entry.undo) == ((), None)
    typist.redo()
    assert len(typist.rows("tenants")) == 40
    assert typist.again() == typist.entry


def test_undo_goes_back_edit_by_edit_and_a_new_edit_ends_what_could_be_redone(typist: Typist) -> None:
    for number, text in enumerate(("甲", "乙", "丙"), start=1):
        typist.set("tenants", 0, "firm_name", text)
        assert typist.entry.number == number
    typist.undo()
    typist.undo()
    assert typist.text("tenants", 0, "firm_name") == "甲"
    refused("entering.changed_since", lambda: typist.undo(2))
    typist.redo(2)
    assert typist.text("tenants", 0, "firm_name") == "乙"
    typist.set("tenants", 0, "firm_name", "丁")
    refused("entering.nothing_to_redo", typist.redo)
    for text in ("乙", "甲"):
        typist.undo()
        assert typist.text("tenants", 0, "firm_name") == text
    typist.undo()
    assert typist.rows("tenants") == ()
    refused("entering.nothing_to_undo", typist.undo)
    assert typist.again() == typist.entry


def test_what_changes_nothing_is_no_edit(typist: Typist) -> None:
    typist.set("tenants", 0, "firm_name", "甲")
    before = typist.entry
    typist.set("tenants", 0, "firm_name", "甲")
    assert typist.entry is before


def test_an_edit_of_an_entry_that_was_edited_meanwhile_is_refused(typist: Typist) -> None:
    other = Typist(typist.opened, typist.entry)
    typist.set("tenants", 0, "firm_name", "甲")
    refused("entering.changed_since", lambda: other.set("tenants", 0, "firm_name", "乙"))
    assert typist.again().tables == typist.entry.tables


def test_rows_are_inserted_deleted_moved_filled_and_cleared(typist: Typist) -> None:
    opened, know = typist.opened, {"actor": WHO, "now": NOW}

    def names() -> str:
        return "".join(row[0] or "_" for row in typist.rows("tenants"))

    typist.paste("tenants", "甲\n乙\n丙\n丁\n")
    assert names() == "甲乙丙丁"
    typist.entry = entering_edits.insert_rows(opened, typist.entry, "tenants", 1, 2, **know)  # type: ignore[arg-type]
    assert names() == "甲__乙丙丁"
    typist.entry = entering_edits.delete_rows(opened, typist.entry, "tenants", [1, 2, 4], **know)  # type: ignore[arg-type]
    assert names() == "甲乙丁"
    for rows, to, due in (
        (range(1), 3, "乙丁甲"),
        (range(1, 3), 0, "丁甲乙"),
        (range(2), 3, "乙丁甲"),
        (range(1, 2), 2, "乙丁甲"),
    ):
        typist.entry = entering_edits.move_rows(opened, typist.entry, "tenants", rows, to, **know)  # type: ignore[arg-type]
        assert names() == due
    typist.set("tenants", 0, "status", "在孵")
    typist.entry = entering_edits.fill_down(opened, typist.entry, "tenants", range(3), ["status"], **know)  # type: ignore[arg-type]
    assert [typist.text("tenants", row, "status") for row in range(3)] == ["在孵"] * 3
    typist.entry = entering_edits.clear(opened, typist.entry, "tenants", range(1, 3), ["status"], **know)  # type: ignore[arg-type]
    assert [typist.text("tenants", row, "status") for row in range(3)] == ["在孵", "", ""]
    typist.entry = entering_edits.clear(opened, typist.entry, "tenants", [0], **know)  # type: ignore[arg-type]
    assert names() == "_丁甲"
    text = entering_edits.copied(opened, typist.entry, "tenants", range(1, 3), ["firm_name", "status"])
    assert text == "丁\t\r\n甲\t\r\n"
    refused("entering.no_such_row", lambda: entering_edits.delete_rows(opened, typist.entry, "tenants", [3], **know))  # type: ignore[arg-type]
    refused("entering.only_one_row", lambda: entering_edits.insert_rows(opened, typist.entry, "carrier", 1, **know))  # type: ignore[arg-type]
    refused("entering.too_many_rows", lambda: typist.set("tenants", 10_000, "firm_name", "甲"))
    while typist.entry.undo is not None:
        typist.undo()
    assert typist.rows("tenants") == ()
    assert doctor.examine(opened.store) == ()


TEXT = st.sampled_from(["", "甲", "12", "是", "2025/3/1", "a\nb", '"q"', "1,234"])
STEP = st.one_of(
    st.tuples(
        st.just("paste"),
        st.integers(0, 6),
        st.integers(0, 30),
        st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=4),
    ),
    st.tuples(st.just("set"), st.integers(0, 6), st.integers(0, 30), TEXT),
    st.tuples(st.just("delete"), st.integers(0, 6), st.integers(1, 3), st.none()),
    st.tuples(st.just("insert"), st.integers(0, 6), st.integers(1, 3), st.none()),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_undoing_everything_and_doing_it_again_comes_to_the_same(
    typist: Typist, steps: list[tuple[str, int, int, object]]
) -> None:
    keys = [one.key for one in typist.opened.form.form.table("tenants").asked]
    while typist.entry.undo is not None:
        typist.undo()
    states = [typist.entry.tables]
    for what, row, number, more in steps:
        before = typist.entry.number
        there = len(typist.rows("tenants"))
        if what == "paste":
            assert isinstance(more, list)
            typist.paste("tenants", as_text(tuple(map(tuple, more))), Selection(row, min(number, 29)))
        elif what == "set":
            typist.set("tenants", row, keys[number], str(more))
        elif what == "insert":
            at = min(row, there)
            typist.entry = entering_edits.insert_rows(typist.opened, typist.entry, "tenants", at, number, actor=WHO, now=NOW)
        elif row < there:
            rows = range(row, min(row + number, there))
            typist.entry = entering_edits.delete_rows(typist.opened, typist.entry, "tenants", rows, actor=WHO, now=NOW)
        if typist.entry.number > before:
            states.append(typist.entry.tables)
    for state in reversed(states[:-1]):
        typist.undo()
        assert typist.entry.tables == state
    for state in states[1:]:
        typist.redo()
        assert typist.entry.tables == state
    assert typist.again().tables == states[-1]


def test_everything_stands_in_the_journal_by_name(typist: Typist) -> None:
    typist.paste("tenants", "甲\n乙\n")
    typist.undo()
    typist.redo()
    typist.set("carrier", 0, "legal_person", "是")
    entering.drop(typist.opened, typist.entry.id, actor=WHO, now=NOW)
    told = [one.sentence for one in journal_page(typist.opened.store, JournalFilter(), "zh").entries[:6]]
    name = typist.entry.carrier.name
    assert told == [
        f"放弃{name}的屏幕录入",
        f"{name}的屏幕录入第 4 次改动：录入载体“运营主体是否独立法人”",
        f"{name}的屏幕录入第 3 次改动：重做第 1 次（粘贴到在孵企业（2 行 × 1 栏））",
        f"{name}的屏幕录入第 2 次改动：撤销第 1 次（粘贴到在孵企业（2 行 × 1 栏））",
        f"{name}的屏幕录入第 1 次改动：粘贴到在孵企业（2 行 × 1 栏）",
        f"开始{name}的屏幕录入（从空白开始）",
    ]
    assert all("甲" not in (one.payload or "") for one in journal_page(typist.opened.store, JournalFilter()).entries[:6])


KILLED = """
import sys
from pathlib import Path
from benchmarks.district import NOW
from scoring.services import entering, entering_edits
from scoring.services.entering_checks import Spot
from scoring.services.rounds import open_workspace
opened = open_workspace(Path(sys.argv[1]))
entry = entering.open_entry(opened, opened.participants()[0])
for number in range(100_000):
    entry = entering_edits.set_cells(opened, entry, {Spot("tenants", 0, "firm_name"): str(number)}, actor="x", now=NOW)
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_an_edit_that_was_acknowledged_is_there_after_a_kill(typist: Typist) -> None:
    path = typist.opened.store.path
    typist.opened.store.close()
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        seen = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        seen += [int(line) for line in child.stdout.read().split()]
        child.wait()
        child.stdout.close()
        again = open_workspace(path)
        with again.store:
            entry = entering.open_entry(again, again.participants()[0])
            assert entry is not None
            assert int(entry.tables["tenants"][0][0]) in (seen[-1], seen[-1] + 1)
            assert doctor.examine(again.store) == ()


def test_the_doctor_sees_an_edit_that_was_tampered_with(typist: Typist) -> None:
    typist.set("tenants", 0, "firm_name", "甲")
    store = typist.opened.store
    with store.writing() as db:
        db.execute("DROP TRIGGER entry_edit_no_update")
        db.execute("UPDATE entry_edit SET title = replace(title, 'cell', 'move')")
    codes = {one.code for one in doctor.examine(store)}
    assert {"store.doctor.not_as_journalled", "store.doctor.schema"} <= codes
    assert entries.content(store, typist.entry.id)["tenants"][0][0] == "甲"
    assert Spot("tenants", 0, "firm_name")
