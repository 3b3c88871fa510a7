"""A furnished workspace, and a raw door for those who break things."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scoring.store.connection import Store
from tests.scoring.store.builders import Desk, new_desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "示例 区#1.fuping"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = new_desk(path)
    yield made
    made.store.close()


def given_up(store: Store, work: Callable[[], object]) -> None:
    """A writing that fails after its work was done."""
    with store.writing():
        work()
        raise ZeroDivisionError


def tamper(path: Path, *statements: str) -> None:
    """What another program could do to the file: triggers of the table named first are lifted and put back."""
    with closing(sqlite3.connect(path)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in triggers:
            raw.execute(sql)
        raw.commit()
