"""The permanent tables, form-agnostic. Numbered; one that was released is never edited, a change is a new one.

``Table.transform`` drops triggers silently: a migration that must rebuild a table makes its triggers anew, and a test
lists them all. Triggers guard against our own mistakes, not against somebody with another program; the journal does.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x46555049
"""FUPI: how ``file`` and we ourselves recognise a workspace."""

migrations = Migrations("fuping")


def append_only(db: Database, *tables: str) -> None:
    """What stands in these tables stays. Part of released migrations: never edited."""
    for table in tables:
        for verb in ("update", "delete"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


@migrations()
def m0001_workspace(db: Database) -> None:
    db.execute("""
        CREATE TABLE replica (
            id TEXT NOT NULL PRIMARY KEY, follows TEXT REFERENCES replica(id), machine TEXT NOT NULL, place TEXT NOT NULL,
            began_at TEXT NOT NULL, began_by TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE workspace (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, title TEXT NOT NULL,
            created_at TEXT NOT NULL, created_by TEXT NOT NULL,
            replica TEXT NOT NULL REFERENCES replica(id), machine TEXT NOT NULL, place TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE journal (
            replica TEXT NOT NULL REFERENCES replica(id), sequence INTEGER NOT NULL CHECK (sequence > 0),
            at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, payload_hash TEXT NOT NULL,
            heads TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
            PRIMARY KEY (replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE journal_payload (
            replica TEXT NOT NULL, sequence INTEGER NOT NULL, text TEXT,
            PRIMARY KEY (replica, sequence), FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE person (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, public_key BLOB) STRICT""")
    append_only(db, "replica", "journal")
    db.execute("""
        CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload
        WHEN NEW.text IS NOT NULL OR NEW.replica IS NOT OLD.replica OR NEW.sequence IS NOT OLD.sequence
        BEGIN SELECT RAISE(ABORT, 'a payload can only be blanked'); END""")
    db.execute("""
        CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload
        BEGIN SELECT RAISE(ABORT, 'a payload can only be blanked'); END""")


@migrations()
def m0002_definitions_and_files(db: Database) -> None:
    db.execute("""
        CREATE TABLE definition (
            hash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('form', 'rubric', 'conditions', 'policy')),
            key TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE file (
            sha256 TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL CHECK (size = length(bytes)), bytes BLOB NOT NULL
        ) STRICT""")
    append_only(db, "definition", "file")


@migrations()
def m0003_rounds_and_carriers(db: Database) -> None:
    db.execute("""
        CREATE TABLE carrier (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, uscc TEXT NOT NULL UNIQUE, name TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE round (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            assessment_year INTEGER NOT NULL, data_year INTEGER NOT NULL, cutoff TEXT NOT NULL,
            form_hash TEXT NOT NULL REFERENCES definition(hash), rubric_hash TEXT NOT NULL REFERENCES definition(hash),
            opened_at TEXT NOT NULL, opened_by TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE participant (
            round_no INTEGER NOT NULL REFERENCES round(no), carrier_no INTEGER NOT NULL REFERENCES carrier(no),
            PRIMARY KEY (round_no, carrier_no)
        ) STRICT, WITHOUT ROWID""")


@migrations()
def m0004_returns(db: Database) -> None:
    db.execute("""
        CREATE TABLE return (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL, carrier_no INTEGER NOT NULL,
            file TEXT NOT NULL REFERENCES file(sha256), form_hash TEXT NOT NULL REFERENCES definition(hash),
            document TEXT NOT NULL, received_at TEXT NOT NULL, received_by TEXT NOT NULL,
            supersedes TEXT REFERENCES return(id), findings TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX return_by_carrier ON return (round_no, carrier_no, no)")
    db.execute("""
        CREATE TABLE return_table (
            return_id TEXT NOT NULL REFERENCES return(id), table_key TEXT NOT NULL, sha256 TEXT NOT NULL,
            zlib BLOB NOT NULL, PRIMARY KEY (return_id, table_key)
        ) STRICT""")
    db.execute("""
        CREATE TABLE amendment (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            return_id TEXT NOT NULL REFERENCES return(id), table_key TEXT NOT NULL,
            row_number INTEGER NOT NULL CHECK (row_number > 0), field TEXT NOT NULL,
            old TEXT NOT NULL, new TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            supersedes TEXT REFERENCES amendment(id), replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX amendment_by_cell ON amendment (return_id, table_key, row_number, field, no)")
    append_only(db, "return", "return_table", "amendment")


@migrations()
def m0005_runs_and_papers(db: Database) -> None:
    db.execute("""
        CREATE TABLE run (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_no INTEGER NOT NULL REFERENCES round(no),
            receipt TEXT NOT NULL, receipt_sha256 TEXT NOT NULL, results_zlib BLOB NOT NULL, results_sha256 TEXT NOT NULL,
            sealed_at TEXT NOT NULL, sealed_by TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE paper (
            no INTEGER NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES run(id),
            carrier_no INTEGER REFERENCES carrier(no), kind TEXT NOT NULL, language TEXT NOT NULL,
            bytes BLOB NOT NULL, issued_at TEXT NOT NULL, issued_by TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "run", "paper")


@migrations()
def m0006_marks(db: Database) -> None:
    db.execute("""
        CREATE TABLE mark (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL, carrier_no INTEGER NOT NULL, measure TEXT NOT NULL, reviewer TEXT NOT NULL,
            value TEXT, comment TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES mark(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX mark_by_carrier ON mark (round_no, carrier_no, measure, reviewer, no)")
    append_only(db, "mark")


@migrations()
def m0007_versions_of_papers(db: Database) -> None:
    db.execute("ALTER TABLE paper ADD COLUMN version TEXT NOT NULL DEFAULT ''")


@migrations()
def m0008_explanations_and_handling(db: Database) -> None:
    db.execute("""
        CREATE TABLE explanation (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            return_id TEXT NOT NULL REFERENCES return(id), finding TEXT NOT NULL, text TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES explanation(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX explanation_by_return ON explanation (return_id, no)")
    db.execute("""
        CREATE TABLE handling (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            return_id TEXT NOT NULL REFERENCES return(id),
            state TEXT NOT NULL CHECK (state IN ('received', 'returned', 'accepted')), reason TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES handling(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX handling_by_return ON handling (return_id, no)")
    append_only(db, "explanation", "handling")


@migrations()
def m0009_kinds(db: Database) -> None:
    db.execute("ALTER TABLE round ADD COLUMN kind TEXT NOT NULL DEFAULT ''")


@migrations()
def m0010_due_day(db: Database) -> None:
    db.execute("ALTER TABLE round ADD COLUMN due TEXT NOT NULL DEFAULT ''")


@migrations()
def m0011_reviewers_and_recusals(db: Database) -> None:
    db.execute("""
        CREATE TABLE reviewer (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_no INTEGER NOT NULL REFERENCES round(no),
            reviewer TEXT NOT NULL, present INTEGER NOT NULL CHECK (present IN (0, 1)), actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX reviewer_by_round ON reviewer (round_no, no)")
    db.execute("""
        CREATE TABLE recusal (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL, carrier_no INTEGER NOT NULL, reviewer TEXT NOT NULL, relation TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES recusal(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX recusal_by_round ON recusal (round_no, no)")
    append_only(db, "reviewer", "recusal")
    db.execute("ALTER TABLE mark ADD COLUMN file TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE mark ADD COLUMN place TEXT NOT NULL DEFAULT ''")


@migrations()
def m0012_run_lines(db: Database) -> None:
    db.execute("""
        CREATE TABLE run_line (
            run_no INTEGER NOT NULL REFERENCES run(no), number INTEGER NOT NULL CHECK (number > 0),
            uscc TEXT NOT NULL, name TEXT NOT NULL, figures TEXT NOT NULL, sha256 TEXT NOT NULL,
            PRIMARY KEY (run_no, number)
        ) STRICT, WITHOUT ROWID""")


@migrations()
def m0013_drafts(db: Database) -> None:
    db.execute("""
        CREATE TABLE draft (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('form', 'rubric', 'conditions', 'policy')),
            base TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE draft_edit (
            draft TEXT NOT NULL REFERENCES draft(id), number INTEGER NOT NULL CHECK (number > 0),
            changes TEXT NOT NULL, words TEXT NOT NULL, undoes INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            PRIMARY KEY (draft, number), FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE draft_state (
            no INTEGER NOT NULL PRIMARY KEY, draft TEXT NOT NULL REFERENCES draft(id),
            state TEXT NOT NULL CHECK (state IN ('standing', 'dropped', 'adopted')), definition TEXT REFERENCES definition(hash),
            actor TEXT NOT NULL, at TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "draft", "draft_edit", "draft_state")


@migrations()
def m0014_entries(db: Database) -> None:
    db.execute("""
        CREATE TABLE entry (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL REFERENCES round(no), carrier_no INTEGER NOT NULL REFERENCES carrier(no),
            form_hash TEXT NOT NULL REFERENCES definition(hash),
            origin TEXT NOT NULL CHECK (origin IN ('nothing', 'current', 'last_year')), source TEXT REFERENCES return(id),
            zlib BLOB NOT NULL, sha256 TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE entry_edit (
            entry_id TEXT NOT NULL REFERENCES entry(id), number INTEGER NOT NULL CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')), about INTEGER NOT NULL CHECK (about <= number),
            title TEXT NOT NULL, zlib BLOB NOT NULL, sha256 TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (entry_id, number),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE entry_end (
            entry_id TEXT NOT NULL PRIMARY KEY REFERENCES entry(id),
            outcome TEXT NOT NULL CHECK (outcome IN ('finished', 'dropped')), return_id TEXT UNIQUE REFERENCES return(id),
            actor TEXT NOT NULL, at TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "entry", "entry_edit", "entry_end")


@migrations()
def m0015_abandoned_rounds(db: Database) -> None:
    db.execute("ALTER TABLE round ADD COLUMN abandoned_at TEXT NOT NULL DEFAULT ''")


@migrations()
def m0016_contacts(db: Database) -> None:
    db.execute("""
        CREATE TABLE contact (
            carrier_no INTEGER NOT NULL PRIMARY KEY REFERENCES carrier(no), name TEXT NOT NULL, phone TEXT NOT NULL
        ) STRICT""")


@migrations()
def m0017_settlements(db: Database) -> None:
    db.execute("""
        CREATE TABLE settlement (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL REFERENCES round(no), carrier_no INTEGER,
            policy TEXT NOT NULL, matter TEXT NOT NULL CHECK (matter IN ('figure', 'award', 'given', 'day')), about TEXT NOT NULL,
            value TEXT NOT NULL, basis TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            supersedes TEXT REFERENCES settlement(id), replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX settlement_by_round ON settlement (round_no, no)")
    append_only(db, "settlement")


@migrations()
def m0018_earlier_results(db: Database) -> None:
    db.execute("""
        CREATE TABLE earlier_result (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL REFERENCES round(no), carrier_no INTEGER NOT NULL REFERENCES carrier(no),
            year INTEGER NOT NULL, standing TEXT NOT NULL CHECK (standing IN ('graded', 'ungraded', 'absent', 'unknown')),
            grade TEXT NOT NULL CHECK ((grade <> '') = (standing = 'graded')), source TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES earlier_result(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX earlier_result_by_round ON earlier_result (round_no, no)")
    append_only(db, "earlier_result")


@migrations()
def m0019_decisions_and_calendar(db: Database) -> None:
    db.execute("""
        CREATE TABLE decision (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER NOT NULL REFERENCES round(no), carrier_no INTEGER,
            matter TEXT NOT NULL CHECK (matter IN ('inquiry', 'feedback', 'resolution', 'override', 'objection',
                'rectification', 'window', 'round')),
            act TEXT NOT NULL, about TEXT NOT NULL REFERENCES decision(id), content TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX decision_by_round ON decision (round_no, matter, no)")
    db.execute("""
        CREATE TABLE calendar_year (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, year INTEGER NOT NULL,
            source TEXT NOT NULL, days_off TEXT NOT NULL, workdays TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            supersedes TEXT REFERENCES calendar_year(id), replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "decision", "calendar_year")


@migrations()
def m0020_decisions_on_papers(db: Database) -> None:
    db.execute("ALTER TABLE paper ADD COLUMN decided TEXT NOT NULL DEFAULT ''")


@migrations()
def m0021_signing_keys(db: Database) -> None:
    db.execute("""
        CREATE TABLE signing_key (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, public TEXT NOT NULL CHECK (length(public) = 64),
            act TEXT NOT NULL CHECK (act IN ('made', 'trusted', 'distrusted')), holder TEXT NOT NULL, locked TEXT NOT NULL,
            reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            CHECK ((act = 'made') = (locked <> '')),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "signing_key")


@migrations()
def m0022_certificates(db: Database) -> None:
    db.execute("""
        CREATE TABLE certificate (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
            series TEXT NOT NULL, running INTEGER NOT NULL CHECK (running > 0),
            round_no INTEGER NOT NULL, carrier_no INTEGER NOT NULL, run_id TEXT NOT NULL REFERENCES run(id),
            code TEXT NOT NULL, public TEXT NOT NULL, terms TEXT NOT NULL,
            replaces TEXT UNIQUE REFERENCES certificate(id), reason TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            replica TEXT NOT NULL, sequence INTEGER NOT NULL, UNIQUE (series, running),
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("""
        CREATE TABLE certificate_paper (
            certificate TEXT NOT NULL REFERENCES certificate(id), language TEXT NOT NULL,
            paper TEXT NOT NULL UNIQUE REFERENCES paper(sha256), PRIMARY KEY (certificate, language)
        ) STRICT""")
    db.execute("""
        CREATE TABLE certificate_withdrawal (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            certificate TEXT NOT NULL UNIQUE REFERENCES certificate(id), day TEXT NOT NULL, reason TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "certificate", "certificate_paper", "certificate_withdrawal")


@migrations()
def m0023_pots_and_support_results(db: Database) -> None:
    db.execute("""
        CREATE TABLE pot (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_no INTEGER NOT NULL REFERENCES round(no),
            name TEXT NOT NULL, covers TEXT NOT NULL, payer TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount >= 0),
            rule TEXT NOT NULL CHECK (rule IN ('', 'pro_rata', 'by_rank', 'by_score')), unit INTEGER NOT NULL CHECK (unit > 0),
            ties TEXT NOT NULL, basis TEXT NOT NULL, stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES pot(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX pot_by_round ON pot (round_no, no)")
    db.execute("""
        CREATE TABLE support_result (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_no INTEGER NOT NULL REFERENCES round(no),
            run_id TEXT NOT NULL REFERENCES run(id), zlib BLOB NOT NULL, sha256 TEXT NOT NULL, basis TEXT NOT NULL,
            actor TEXT NOT NULL, at TEXT NOT NULL, supersedes TEXT REFERENCES support_result(id),
            replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    db.execute("CREATE INDEX support_result_by_round ON support_result (round_no, no)")
    db.execute("CREATE INDEX settlement_by_matter ON settlement (round_no, policy, matter, about, carrier_no, no)")
    append_only(db, "pot", "support_result")


@migrations()
def m0024_paper_words(db: Database) -> None:
    db.execute("""
        CREATE TABLE paper_word (
            no INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            round_no INTEGER REFERENCES round(no), carrier_no INTEGER REFERENCES carrier(no),
            paper TEXT NOT NULL, word TEXT NOT NULL, value TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            supersedes TEXT REFERENCES paper_word(id), replica TEXT NOT NULL, sequence INTEGER NOT NULL,
            FOREIGN KEY (round_no, carrier_no) REFERENCES participant(round_no, carrier_no),
            FOREIGN KEY (replica, sequence) REFERENCES journal(replica, sequence)
        ) STRICT""")
    append_only(db, "paper_word")


def known() -> frozenset[str]:
    """The names of all migrations of this program."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        return frozenset(migration.name for migration in migrations.pending(empty))


def schema(db: Database) -> Mapping[str, str]:
    """Name → statement of every permanent table, index and trigger; not the effective tables nor the library's own."""
    sql = """
        SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'
        AND substr(tbl_name, 1, 8) <> '_sqlite_' AND NOT (type = 'table' AND substr(name, 1, 4) = 'eff_')"""
    return dict(db.execute(sql).fetchall())


def due_schema() -> Mapping[str, str]:
    """What ``schema`` says of a workspace made by this program."""
    with closing(Database(memory=True, execute_plugins=False)) as fresh:
        migrations.apply(fresh)
        return schema(fresh)
