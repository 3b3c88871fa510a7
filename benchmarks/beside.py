"""DuckDB and polars beside SQLite, for honesty: the hand-written figures through column stores, where they are installed.

Neither is a dependency of the project. Both are given the table as their own, loaded beforehand and not timed; both take all cores.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from scoring.definitions.layout import Stored

Handmade = dict[int, tuple[Stored, ...]]
"""Carrier → figures in the order of ``by_hand.FIGURES``."""

COLUMN = re.compile(r"\b[a-z_]{4,}\b")
FILTER = re.compile(r"(COUNT|SUM)\(([a-z_*]+)\) FILTER \(WHERE (.*)\)$")


def beside(
    plain: sqlite3.Connection, table: str, figures: Mapping[tuple[str, str], str], folder: Path
) -> Mapping[str, Callable[[], Handmade]]:
    """Name → the figures of every carrier, for each of the two that is installed. ``folder`` takes a copy of the table."""
    installed = [name for name in ("duckdb", "polars") if find_spec(name)]
    if not installed:
        return {}
    copied = _copied(plain, table, figures, folder)
    ways = {"duckdb": _duckdb, "polars": _polars}
    return {f"{name}, same figures": ways[name](copied, figures) for name in installed}


def _copied(plain: sqlite3.Connection, table: str, figures: Mapping[tuple[str, str], str], folder: Path) -> Path:
    """The columns that the figures read, as CSV: both load it."""
    words = {word for figure in figures.values() for word in COLUMN.findall(figure)}
    known = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
    names = ["carrier_no", *(name for name in known if name in words)]
    path = folder / "copied.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(names)
        out.writerows(plain.execute(f"SELECT {', '.join(names)} FROM {table}"))
    return path


def _duckdb(copied: Path, figures: Mapping[tuple[str, str], str]) -> Callable[[], Handmade]:
    import duckdb

    database = duckdb.connect()
    database.execute(f"CREATE TABLE copied AS SELECT * FROM read_csv('{copied}', all_varchar = false)")
    sql = f"SELECT carrier_no, {', '.join(figures.values())} FROM copied GROUP BY carrier_no"
    return lambda: {row[0]: row[1:] for row in database.execute(sql).fetchall()}


def _polars(copied: Path, figures: Mapping[tuple[str, str], str]) -> Callable[[], Handmade]:
    import polars

    context = polars.SQLContext(copied=polars.read_csv(copied), eager=True)
    listed = ", ".join(f"{_without_filter(figure)} AS f{number}" for number, figure in enumerate(figures.values()))
    sql = f"SELECT carrier_no, {listed} FROM copied GROUP BY carrier_no"
    return lambda: {row[0]: row[1:] for row in context.execute(sql).rows()}


def _without_filter(figure: str) -> str:
    """FILTER is not in every release's SQL."""
    found = FILTER.fullmatch(figure.replace("\n", " "))
    if found is None:
        return figure
    what, of, where = found.groups()
    return f"SUM(CASE WHEN {where} THEN {'1' if what == 'COUNT' else of} ELSE 0 END)"
