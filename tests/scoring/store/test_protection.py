"""What is kept stays: the triggers, what slips past them, and what the doctor says when they are gone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.errors import Bug, Said
from scoring.store import (
    amendments,
    calendar_years,
    certificates,
    decisions,
    doctor,
    drafts,
    earlier,
    entries,
    explanations,
    handling,
    marks,
    migrations,
    paper_words,
    papers,
    pots,
    recusals,
    reviewers,
    runs,
    settlements,
    signing_keys,
    support_results,
)
from scoring.store.amendments import Change
from scoring.store.definitions import Kind
from scoring.store.handling import State
from scoring.store.splices import Splice
from tests.scoring.store.builders import ACTOR, NOW, Desk

APPEND_ONLY = (
    *(
        "amendment",
        "calendar_year",
        "decision",
        "certificate",
        "certificate_paper",
        "certificate_withdrawal",
        "definition",
        "draft",
        "draft_edit",
        "draft_state",
        "entry",
        "entry_edit",
        "entry_end",
        "explanation",
        "file",
        "handling",
        "journal",
    ),
    *("mark", "paper", "recusal", "replica", "return", "return_table", "reviewer", "run", "settlement", "signing_key"),
    *("mark", "paper", "recusal", "replica", "return", "return_table", "reviewer", "run", "settlement", "earlier_result"),
    *("mark", "paper", "paper_word", "recusal", "replica", "return", "return_table", "reviewer", "run", "settlement"),
    *("mark", "paper", "pot", "recusal", "replica", "return", "return_table", "reviewer", "run", "settlement", "support_result"),
)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """At least one row in every protected table."""
    saved = desk.save()
    amendments.amend(desk.store, saved.id, [Change("tenants", 1, "excluded", True, "搬走")], actor=ACTOR, now=NOW)
    explanations.explain(desk.store, saved.id, {"finding": "已核对"}, actor=ACTOR, now=NOW)
    handling.handle(desk.store, saved.id, State.RETURNED, reason="请补填", actor=ACTOR, now=NOW)
    mark = {"measure": "cases", "reviewer": "甲", "value": Decimal("1.5"), "comment": "两个案例"}
    marks.mark(desk.store, round_id=desk.round_id, uscc=desk.usccs[0], **mark, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    reviewers.put(desk.store, round_id=desk.round_id, reviewer="甲", present=True, actor=ACTOR, now=NOW)
    barred = {"reviewer": "乙", "relation": "曾任该载体顾问"}
    recusals.recuse(desk.store, round_id=desk.round_id, uscc=desk.usccs[0], **barred, actor=ACTOR, now=NOW)
    about = settlements.About("yunjia", settlements.Matter.FIGURE, "amount", desk.usccs[0])
    settlements.settle(desk.store, round_id=desk.round_id, about=about, value="30万元", basis="会议纪要", actor=ACTOR, now=NOW)
    word = paper_words.Where("phone", desk.round_id, "letter", desk.usccs[0])
    paper_words.put(desk.store, word, "021-55550123", actor=ACTOR, now=NOW)
    entered = {"round_id": desk.round_id, "uscc": desk.usccs[0], "origin": entries.Origin.NOTHING, "source": None}
    made = entries.begin(desk.store, **entered, tables={"graduates": ()}, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    typed = Splice("graduates", 0, (), (("甲",),))
    entries.edit(desk.store, made, (typed,), number=1, title=Said("entering.edit.insert"), actor=ACTOR, now=NOW)
    entries.end(desk.store, made, entries.Outcome.DROPPED, return_id=None, actor=ACTOR, now=NOW)
    resolved = {"run": "x", "body": "区科委办公会", "day": "2026-04-15", "document": "〔2026〕6号", "note": ""}
    passed = {"matter": decisions.Matter.RESOLUTION, "act": "passed", "content": resolved}
    decisions.write(desk.store, round_id=desk.round_id, **passed, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    calendar_years.enter(desk.store, year=2026, source="通知", days_off=["2026-01-01"], workdays=[], actor=ACTOR, now=NOW)
    draft = drafts.begin(desk.store, kind=Kind.POLICY, text="{}", source="x.toml", actor=ACTOR, now=NOW)
    drafts.keep(desk.store, draft.id, changes=[], words={"said": "x", "facts": {}}, undoes=0, actor=ACTOR, now=NOW)
    drafts.settle(desk.store, draft.id, drafts.State.DROPPED, actor=ACTOR, now=NOW)
    stated = earlier.Stated(desk.usccs[0], 2025, earlier.Standing.GRADED, "优秀", "会议纪要")
    earlier.record(desk.store, round_id=desk.round_id, rows=[stated], actor=ACTOR, now=NOW)
    run = runs.seal(desk.store, round_id=desk.round_id, receipt="{}", results="[]", actor=ACTOR, now=NOW)
    facts = {"kind": "report", "language": "zh", "content": b"%PDF"}
    paper = papers.issue(desk.store, run_id=run.id, uscc=desk.usccs[0], **facts, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    locked = {"act": signing_keys.Act.MADE, "holder": "区科委", "locked": "{}"}
    signing_keys.record(desk.store, public="ab" * 32, **locked, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    certified = {"number": "1", "series": "{}", "running": 1, "round_id": desk.round_id, "uscc": desk.usccs[0], "run_id": run.id}
    signed = {"code": "FUPING1", "public": "ab" * 32, "terms": {}}
    issued = certificates.issue(desk.store, **certified, **signed, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    certificates.add_paper(desk.store, issued, "zh", paper.hash)
    certificates.withdraw(desk.store, "1", day=NOW.date(), reason="不实", actor=ACTOR, now=NOW)
    pot = {"covers": (), "payer": "", "amount": 100, "rule": "pro_rata", "unit": 100, "ties": (), "basis": "批复"}
    pots.put(desk.store, round_id=desk.round_id, name="预算", facts=pots.PotFacts(**pot), actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    support_results.keep(desk.store, round_id=desk.round_id, run_id=run.id, text="{}", basis="纪要", actor=ACTOR, now=NOW)
    papers.issue(desk.store, run_id=run.id, uscc=desk.usccs[0], **facts, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # mixed facts
    return desk


def test_every_trigger_is_there(desk: Desk) -> None:
    found = {row[0] for row in desk.store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert found == {f"{table}_no_{verb}" for table in (*APPEND_ONLY, "journal_payload") for verb in ("update", "delete")}


@pytest.mark.parametrize("table", [*APPEND_ONLY, "journal_payload"])
@pytest.mark.parametrize("verb", ["update", "delete", "insert or replace"])
def test_what_is_kept_can_be_neither_changed_nor_deleted_nor_replaced(full: Desk, table: str, verb: str) -> None:
    column = full.store.row(f"SELECT name FROM pragma_table_info('{table}') WHERE type = 'TEXT' LIMIT 1")
    assert column
    before = list(full.store.rows(f"SELECT * FROM {table}"))
    sql = {
        "update": f"UPDATE {table} SET {column[0]} = {column[0]} || 'x'",
        "delete": f"DELETE FROM {table}",
        "insert or replace": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[verb]
    with pytest.raises(Bug, match=r"append-only|only be blanked"), full.store.writing() as db:
        db.execute(sql)
    assert before
    assert list(full.store.rows(f"SELECT * FROM {table}")) == before


def test_transform_loses_triggers_and_the_doctor_notices(full: Desk) -> None:
    """The trap of TECH.md: should sqlite-utils ever keep them, this fails and migrations may become simpler."""
    with full.store.writing() as db:
        db.table("definition").transform(types={"source": str})
    codes = {(finding.code, finding.facts.get("name")) for finding in doctor.examine(full.store)}
    assert {("store.doctor.schema", f"definition_no_{verb}") for verb in ("update", "delete")} <= codes


def test_upgraded_step_by_step_is_the_same_schema_as_made_at_once(desk: Desk) -> None:
    assert migrations.schema(desk.store.db) == migrations.due_schema()


def test_permanent_tables_are_strict(desk: Desk) -> None:
    loose = desk.store.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    assert {row[0] for row in loose} <= {"_sqlite_migrations", "sqlite_schema", "sqlite_sequence"}
