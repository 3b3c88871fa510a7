"""Five bad files among thirty good: the thirty are stored, each bad one is named, and what was stored before keeps its bytes."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.district import workbooks, workspace
from scoring.definitions.canonical import Sha256
from scoring.services.returns import Imported, Outcome, import_workbooks
from scoring.services.rounds import OpenRound
from scoring.store.returns import content
from tests.scoring.intake.builders import OLE_ENCRYPTED, forge, sheet_xml
from tests.scoring.intake.forging import biff, biff_number, compound, packed

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
GOOD, EARLIER = 30, 5
Rows = dict[str, set[tuple[object, ...]]]


@pytest.fixture
def opened(tmp_path: Path) -> OpenRound:
    made = workspace(tmp_path / "district.fuping", GOOD)
    with made.store:
        yield made


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good ones, written once."""
    folder = tmp_path_factory.mktemp("written")
    made = workspace(tmp_path_factory.mktemp("issuing") / "district.fuping", 0)
    with made.store:
        workbooks(folder, made, GOOD, 3)
    return folder


@pytest.fixture
def returns(written: Path, tmp_path: Path) -> tuple[Path, ...]:
    folder = Path(shutil.copytree(written, tmp_path / "收"))
    return tuple(sorted(folder.iterdir()))


def bad_files(folder: Path, good: Path) -> dict[str, str]:
    """Put among the good ones. File → code of its refusal."""
    (folder / "return_0003a.xlsx").write_bytes(good.read_bytes()[:5000])
    (folder / "return_0008a.xlsx").write_bytes(OLE_ENCRYPTED)
    (folder / "return_0012a.xlsx").write_bytes(b"%PDF-1.7\n")
    (folder / "return_0020a.xls").write_bytes(compound(biff(biff_number(0, 0), biff_number(65_535, 255))))
    forge(folder / "return_0029a.xlsx", '<!DOCTYPE a [<!ENTITY e "e">]>' + sheet_xml(""))
    codes = ("corrupt", "encrypted", "other_kind", "too_large", "corrupt")
    return dict(zip(sorted(path.name for path in folder.iterdir() if "a." in path.name), codes, strict=True))


def taken(opened: OpenRound, paths: list[Path]) -> tuple[Imported, ...]:
    return import_workbooks(opened, paths, enrolling=False, actor="甲", now=NOW)


def stored(path: Path) -> Rows:
    """Every row of every table, as another program sees them."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: set(db.execute(f'select * from "{name}"')) for name in tables}


def test_the_thirty_are_imported_and_nothing_before_is_touched(
    opened: OpenRound, returns: tuple[Path, ...], tmp_path: Path
) -> None:
    taken(opened, list(returns[:EARLIER]))
    before = stored(opened.store.path)
    assert len(before["return"]) == EARLIER
    bad = bad_files(returns[0].parent, returns[0])
    done = taken(opened, [returns[0].parent])
    assert Counter(one.outcome for one in done) == {Outcome.STORED: GOOD - EARLIER, Outcome.ALREADY: EARLIER, Outcome.REFUSED: 5}
    refused = {one.document: one.refusal.code for one in done if one.refusal is not None}
    assert refused == {name: f"workbook.{code}" for name, code in bad.items()}
    after = stored(opened.store.path)
    for table, rows in before.items():
        assert rows <= after[table], table


def test_bad_files_alone_leave_every_byte_as_it_was(opened: OpenRound, returns: tuple[Path, ...], tmp_path: Path) -> None:
    taken(opened, list(returns[:EARLIER]))
    bytes_before = opened.store.path.read_bytes()
    bad = bad_files(returns[0].parent, returns[0])
    done = taken(opened, [returns[0].parent / name for name in bad])
    assert {one.outcome for one in done} == {Outcome.REFUSED}
    assert opened.store.path.read_bytes() == bytes_before


def test_the_same_batch_in_a_zip(opened: OpenRound, returns: tuple[Path, ...], tmp_path: Path) -> None:
    bad = bad_files(returns[0].parent, returns[0])
    entries = [(f"收表/{path.name}", path.read_bytes()) for path in sorted(returns[0].parent.iterdir())]
    done = taken(opened, [packed(tmp_path / "收表.zip", entries, gbk=True)])
    assert Counter(one.outcome for one in done) == {Outcome.STORED: GOOD, Outcome.REFUSED: 5}
    assert {one.document for one in done if one.refusal} == {f"收表.zip/收表/{name}" for name in bad}
    findings = [finding for one in done for finding in one.findings]
    assert {place.document for finding in findings for place in finding.places} <= {one.document for one in done}
    assert Counter(one.outcome for one in taken(opened, list(returns))) == {Outcome.ALREADY: GOOD}


def test_old_formats_are_stored_like_the_new_one(tmp_path: Path) -> None:
    """The same return in three formats: three originals kept, one carrier, one set of figures."""
    paths = [
        Path(__file__).parents[1] / "data" / "workbooks" / f"clean_libreoffice{suffix}" for suffix in (".xlsx", ".xls", ".ods")
    ]
    opened = workspace(tmp_path / "district.fuping", 0)
    with opened.store:
        done = import_workbooks(opened, paths, enrolling=True, actor="甲", now=NOW)
        assert [one.outcome for one in done] == [Outcome.STORED] * 3
        assert [[finding.code for finding in one.findings] for one in done] == [[], ["intake.unproven"], []]
        bodies = [returns_of(opened, one) for one in done]
        assert len({one.uscc for one in done}) == 1
        assert bodies[0] == bodies[1] == bodies[2]


def returns_of(opened: OpenRound, one: Imported) -> list[tuple[str, list[tuple[object, ...]]]]:
    body = content(opened.store, Sha256(one.return_id))
    return [(table.table, [row.data for row in table.rows]) for table in body.tables]
