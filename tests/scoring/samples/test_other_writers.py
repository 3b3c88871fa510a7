"""A return is the same return, whichever program saved it last."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from scoring.definitions.records import Datum, Return
from scoring.findings import Finding
from scoring.intake.checks import plan_checks
from scoring.intake.child import WorkbookReader
from scoring.services.returns import check_workbook
from scoring.services.rounds import parameters_of
from scoring.services.shipped import shipped_form
from tests.data.resave_returns import WORKBOOKS, carrier, ours

FORM = shipped_form()


def read(path: Path) -> tuple[Return, tuple[Finding, ...]]:
    plan = plan_checks(FORM.compiled, parameters_of(data_year=2025, cutoff=date(2025, 12, 31)))
    with WorkbookReader() as reader:
        found = check_workbook(reader, path, plan, FORM.hash)
    assert found.body is not None
    return found.body, found.findings


def values(body: Return) -> dict[str, list[dict[str, Datum]]]:
    """Every value by table, row and field; where it stood is the writer's affair."""
    return {one.table: [dict(zip(one.fields, row.data, strict=True)) for row in one.rows] for one in body.tables}


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory) -> tuple[Return, tuple[Finding, ...]]:
    return read(ours(tmp_path_factory.mktemp("ours") / "ours.xlsx"))


@pytest.mark.parametrize("name", ["resaved_libreoffice.xlsx", "written_openpyxl.xlsx"])
def test_another_writer_changes_no_value_and_no_finding(due: tuple[Return, tuple[Finding, ...]], name: str) -> None:
    body, findings = read(WORKBOOKS / name)
    assert values(body) == values(due[0])
    assert sorted(one.code for one in findings) == sorted(one.code for one in due[1])
    assert len(values(body)["tenants"]) == len(carrier().returns[2025]["tenants"])
    assert len(values(body)["graduates"]) == len(carrier().returns[2025]["graduates"])


@pytest.mark.parametrize(("name", "sign"), [("resaved_libreoffice.xlsx", "LibreOffice"), ("written_openpyxl.xlsx", "openpyxl")])
def test_the_files_were_really_written_by_others(name: str, sign: str) -> None:
    with zipfile.ZipFile(WORKBOOKS / name) as book:
        properties = "".join(book.read(part).decode() for part in book.namelist() if part.startswith("docProps"))
    assert sign in properties
    assert (WORKBOOKS / name).stat().st_size < 100_000
