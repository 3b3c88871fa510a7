"""The typed tables of effective rows: one per table of every adopted form, disposable, clustered by round and carrier."""

from __future__ import annotations

from sqlite_utils import Database

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form, Table
from scoring.definitions.layout import KEY_COLUMNS, column_type, effective_table


def make(db: Database, form: Form, form_hash: Sha256) -> None:
    """Make those that are missing."""
    for table in form.tables:
        keys = ", ".join(f"{column} INTEGER NOT NULL" for column in KEY_COLUMNS)
        columns = ", ".join(f"{quoted(field.key)} {column_type(field)}" for field in table.fields)
        db.execute(
            f"CREATE TABLE IF NOT EXISTS {quoted(effective_table(form, form_hash, table))} "
            f"({keys}, {columns}, PRIMARY KEY ({', '.join(KEY_COLUMNS)})) STRICT, WITHOUT ROWID"
        )


def drop_all(db: Database) -> None:
    for name in names(db):
        db.execute(f"DROP TABLE {quoted(name)}")


def names(db: Database) -> tuple[str, ...]:
    """All effective tables in a database."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) = 'eff_' ORDER BY name"
    return tuple(row[0] for row in db.execute(sql).fetchall())


def columns(db: Database, name: str) -> tuple[tuple[str, str], ...]:
    """(name, type) of the columns of a table."""
    return tuple((row[1], row[2]) for row in db.execute(f"PRAGMA table_info({quoted(name)})").fetchall())


def insert_into(form: Form, form_hash: Sha256, table: Table) -> str:
    """The statement that takes the key columns and then the fields in the order of the form."""
    marks = ", ".join("?" * (len(KEY_COLUMNS) + len(table.fields)))
    return f"INSERT INTO {quoted(effective_table(form, form_hash, table))} VALUES ({marks})"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
