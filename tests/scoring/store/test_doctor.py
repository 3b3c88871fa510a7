"""Whatever another program does to the file, the doctor names it; and it names nothing in a sound one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.definitions.layout import effective_table
from scoring.messages import LANGUAGES, catalogue, placeholders, sentence
from scoring.store import amendments, doctor, effective, explanations, handling, marks, opening, papers, people, runs
from scoring.store.amendments import Change
from scoring.store.handling import State
from scoring.store.ids import seeded_ids, uuid7
from tests.scoring.store.builders import ACTOR, NOW, Desk, small_form
from tests.scoring.store.conftest import tamper


@pytest.fixture
def full(desk: Desk) -> Desk:
    saved = desk.save(0, seed=1, tenants=20)
    desk.save(0, seed=2)
    desk.save(1, seed=3)
    people.register(desk.store, name=ACTOR, actor=ACTOR, now=NOW)
    current = desk.save(0, seed=4)
    assert saved.id != current.id
    changes = [Change("tenants", 1, "excluded", True, "搬走"), Change("tenants", 2, "staff", 7, "社保清单")]
    amendments.amend(desk.store, current.id, changes, actor=ACTOR, now=NOW)
    explanations.explain(desk.store, current.id, {"one": "已核对", "two": "另有批文"}, actor=ACTOR, now=NOW)
    handling.handle(desk.store, current.id, State.RETURNED, reason="请补填", actor=ACTOR, now=NOW)
    mark = {"measure": "cases", "reviewer": "甲", "value": Decimal("1.5"), "comment": "两个案例"}
    marks.mark(desk.store, round_id=desk.round_id, uscc=desk.usccs[0], **mark, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    run = runs.seal(desk.store, round_id=desk.round_id, receipt='{"a":1}', results='[{"b":2}]', actor=ACTOR, now=NOW)
    for uscc in (*desk.usccs, ""):
        content = f"%PDF {uscc}".encode()
        papers.issue(desk.store, run_id=run.id, uscc=uscc, kind="report", language="zh", content=content, actor=ACTOR, now=NOW)
    return desk


def test_a_sound_workspace_has_no_findings(full: Desk) -> None:
    before = full.store.path.read_bytes()
    assert doctor.examine(full.store) == ()
    assert full.store.path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("hash", "UPDATE definition SET text = text || ' '"),
        ("hash", "UPDATE file SET bytes = zeroblob(size)"),
        ("hash", "UPDATE return_table SET zlib = x'00'"),
        ("hash", "UPDATE return_table SET zlib = (SELECT zlib FROM return_table WHERE table_key = 'carrier')"),
        ("hash", "UPDATE run SET receipt = '{}'"),
        ("hash", "UPDATE run SET results_zlib = x'00'"),
        ("hash", "UPDATE paper SET bytes = x'00' WHERE no = 2"),
        ("not_as_journalled", "DELETE FROM return_table WHERE table_key = 'graduates' AND rowid < 8"),
        ("reference", "DELETE FROM file WHERE rowid = 1"),
        ("not_as_journalled", "UPDATE return SET document = '别的.xlsx' WHERE no = 1"),
        ("not_as_journalled", "UPDATE return SET findings = '[]' WHERE no = 1"),
        ("not_as_journalled", "UPDATE return SET id = 'x' || id WHERE no = 2"),
        ("not_as_journalled", "UPDATE amendment SET new = '8' WHERE field = 'staff'"),
        ("not_as_journalled", "DELETE FROM amendment WHERE field = 'staff'"),
        ("not_as_journalled", "UPDATE explanation SET text = '别的' WHERE finding = 'two'"),
        ("not_as_journalled", "DELETE FROM explanation WHERE finding = 'one'"),
        ("not_as_journalled", "UPDATE handling SET state = 'accepted'"),
        ("not_as_journalled", "DELETE FROM handling"),
        ("not_as_journalled", "UPDATE definition SET version = '2024'"),
        ("not_as_journalled", "UPDATE paper SET kind = 'certificate'"),
        ("not_as_journalled", "UPDATE paper SET carrier_no = 2 WHERE no = 1"),
        ("not_as_journalled", "DELETE FROM paper WHERE no = 3"),
        ("not_as_journalled", "UPDATE run SET round_no = 2"),
        ("schema", "CREATE TRIGGER more AFTER INSERT ON carrier BEGIN DELETE FROM carrier; END"),
        ("schema", "CREATE VIEW more AS SELECT 1"),
        ("schema", "DROP INDEX amendment_by_cell"),
        ("effective", "UPDATE EFF SET excluded = 0 WHERE row_no = 1 AND carrier_no = 1"),
        ("effective", "DROP TABLE EFF"),
    ],
)
def test_what_is_amiss_is_named(full: Desk, path: Path, code: str, statement: str) -> None:
    form = small_form()
    full.store.close()
    tamper(path, statement.replace("EFF", effective_table(form, full.form, form.table("tenants"))))
    with opening.open_store(path, read_only=True) as store:
        findings = doctor.examine(store)
    assert f"store.doctor.{code}" in {finding.code for finding in findings}
    assert all(sentence(finding, language) for finding in findings for language in LANGUAGES)


def test_a_trigger_that_is_gone_is_named(full: Desk, path: Path) -> None:
    with full.store.writing() as db:
        db.execute("DROP TRIGGER run_no_update")
    assert [finding.facts for finding in doctor.examine(full.store)] == [{"name": "run_no_update"}]


def test_a_half_return_and_a_false_address_are_named(full: Desk, path: Path) -> None:
    """Asked alone: in a whole examination the journal is heard first."""
    full.store.close()
    tamper(
        path,
        "DELETE FROM return_table WHERE table_key = 'tenants' AND return_id = (SELECT id FROM return WHERE no = 2)",
        "UPDATE return SET file = (SELECT file FROM return WHERE no = 1) WHERE no = 3",
    )
    with opening.open_store(path, read_only=True) as store:
        ids = [str(row[0]) for row in store.rows("SELECT id FROM return ORDER BY no")]
        found = [(finding.code, finding.facts["key"]) for finding in doctor.whole_returns(store)]
    assert found == [("store.doctor.half_return", ids[1]), ("store.doctor.address", ids[2])]


def test_effective_rows_are_healed_by_a_rebuild(full: Desk, path: Path) -> None:
    form = small_form()
    name = effective_table(form, full.form, form.table("tenants"))
    with full.store.writing() as db:
        db.execute(f'DELETE FROM "{name}"')
    assert [finding.code for finding in doctor.examine(full.store)] == ["store.doctor.effective"]
    effective.rebuild(full.store)
    assert doctor.examine(full.store) == ()


def test_every_sentence_of_the_room_asks_for_the_same_facts_in_both_languages() -> None:
    chinese, english = (catalogue(language) for language in LANGUAGES)
    codes = {code for code in chinese if code.startswith("store.")}
    assert codes == {code for code in english if code.startswith("store.")}
    assert all(placeholders(chinese[code]) == placeholders(english[code]) for code in codes)


def test_runs_and_papers_come_back(full: Desk) -> None:
    (run,) = runs.of_round(full.store, full.round_id)
    assert (run, runs.results(full.store, run.id)) == (runs.load(full.store, run.id), '[{"b":2}]')
    issued = papers.of_run(full.store, run.id)
    assert [paper.uscc for paper in issued] == [*full.usccs, ""]
    assert papers.content(full.store, issued[2].hash) == b"%PDF "
    before = full.store.path.read_bytes()
    facts = {"run_id": run.id, "kind": "report", "language": "zh", "content": b"%PDF ", "actor": "别人", "now": NOW}
    assert papers.issue(full.store, **facts) == issued[2]  # type: ignore[arg-type]  # mixed facts
    assert full.store.path.read_bytes() == before
    assert [person.name for person in people.everybody(full.store)] == [ACTOR]


def test_ids_carry_their_time_and_are_the_same_for_the_same_seed() -> None:
    made = uuid7(NOW, b"\xff" * 10)
    assert made == "019ca884-c740-7fff-bfff-ffffffffffff"
    first, second = seeded_ids("a"), seeded_ids("a")
    assert [first(NOW), first(NOW)] == [second(NOW), second(NOW)]
    assert seeded_ids("b")(NOW) != seeded_ids("a")(NOW)
    assert first(NOW) < first(NOW.replace(year=2027))
