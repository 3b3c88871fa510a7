"""The arrows of the house. Reads the sources and imports nothing of ours."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ALPHABET = {"scoring.china", "scoring.errors", "scoring.places", "scoring.findings", "scoring.progress", "scoring.messages"}
PURE = ALPHABET | {"scoring.definitions", "scoring.engine"}
SCORING = PURE | {"scoring.intake", "scoring.store", "scoring.papers", "scoring.exchange", "scoring.services"}

MAY_IMPORT = {
    "scoring.china": set(),
    "scoring.errors": set(),
    "scoring.places": set(),
    "scoring.findings": {"scoring.errors", "scoring.places"},
    "scoring.progress": set(),
    "scoring.messages": ALPHABET,
    "scoring.definitions": ALPHABET | {"scoring.definitions", "lark"},
    "scoring.definitions.codec": ALPHABET | {"scoring.definitions", "pydantic", "pydantic_core"},
    "scoring.engine": PURE,
    "scoring.intake": ALPHABET | {"scoring.definitions", "scoring.intake", "stdnum"},
    "scoring.intake.workbook": ALPHABET | {"scoring.intake"},
    "scoring.intake.legacy": ALPHABET | {"scoring.intake", "python_calamine"},
    "scoring.intake.template": ALPHABET | {"scoring.definitions", "scoring.intake", "xlsxwriter"},
    "scoring.intake.marking_sheet": ALPHABET | {"scoring.definitions", "scoring.intake", "xlsxwriter"},
    "scoring.intake.marking_reader": ALPHABET | {"scoring.intake"},
    "scoring.intake.mark": ALPHABET | {"scoring.definitions", "scoring.intake", "openpyxl"},
    "scoring.store": PURE | {"scoring.store", "sqlite_utils"},
    "scoring.papers": PURE | {"scoring.papers", "reportlab", "uharfbuzz", "justmytype", "justmytype_intl_cjk", "pypdfium2"},
    **{  # the live-formula workbook: XlsxWriter's alone, and nothing of reportlab's
        f"scoring.papers.{module}": PURE | {"scoring.papers"}
        for module in (
            "workbook",
            "workbook_aid",
            "workbook_aid_amounts",
            "workbook_aid_assumptions",
            "workbook_aid_choice",
            "workbook_aid_clause",
            "workbook_aid_facts",
            "workbook_aid_figures",
            "workbook_aid_sheet",
            "workbook_aid_totals",
            "workbook_aid_units",
            "workbook_columns",
            "workbook_conditions",
            "workbook_cover",
            "workbook_division",
            "workbook_facts",
            "workbook_figures",
            "workbook_grades",
            "workbook_levels",
            "workbook_look",
            "workbook_marks",
            "workbook_measures",
            "workbook_places",
            "workbook_points",
            "workbook_results",
            "workbook_rows",
            "workbook_rubric",
            "workbook_scales",
            "workbook_standing",
            "workbook_totals",
        )
    },
    "scoring.papers.letters_docx": PURE | {"scoring.papers", "docx"},  # python-docx: editable papers, nowhere else
    "scoring.papers.listing": PURE | {"scoring.papers", "xlsxwriter"},
    "scoring.papers.workbook_sheet": PURE | {"scoring.papers", "xlsxwriter"},
    "scoring.exchange": PURE | {"scoring.store", "scoring.exchange"},
    "scoring.exchange.signing": PURE | {"scoring.exchange", "cryptography"},
    "scoring.services": SCORING | {"pypinyin"},
    "scoring.services.definition_files": SCORING | {"tomli_w"},
    "scoring.cli": PURE
    | {
        "scoring.services",
        "scoring.cli_certificates",
        "scoring.cli_check",
        "scoring.cli_days",
        "scoring.cli_decisions",
        "scoring.cli_definitions",
        "scoring.cli_documents",
        "scoring.cli_drafts",
        "scoring.cli_edge",
        "scoring.cli_entry",
        "scoring.cli_holidays",
        "scoring.cli_inquiries",
        "scoring.cli_objections",
        "scoring.cli_journal",
        "scoring.cli_keys",
        "scoring.cli_kinds",
        "scoring.cli_policies",
        "scoring.cli_returns",
        "scoring.cli_reviews",
        "scoring.cli_roster",
        "scoring.cli_rounds",
        "scoring.cli_session",
        "scoring.cli_support",
        "scoring.cli_verify",
        "scoring.cli_earlier",
        "scoring.cli_why",
        "click",
    },
    "scoring.cli_certificates": PURE | {"scoring.services", "scoring.cli_passphrase", "scoring.cli_session", "click"},
    "scoring.cli_check": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_days": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_definitions": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_decisions": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_holidays": PURE | {"scoring.services", "scoring.cli_decisions", "scoring.cli_session", "click"},
    "scoring.cli_inquiries": PURE | {"scoring.services", "scoring.cli_decisions", "scoring.cli_session", "click"},
    "scoring.cli_objections": PURE | {"scoring.services", "scoring.cli_decisions", "scoring.cli_session", "click"},
    "scoring.cli_documents": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_entry": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_drafts": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_journal": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_keys": PURE | {"scoring.services", "scoring.cli_passphrase", "scoring.cli_session", "click"},
    "scoring.cli_kinds": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_passphrase": ALPHABET | {"click"},
    "scoring.cli_policies": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_returns": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_reviews": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_roster": PURE | {"scoring.services", "scoring.cli_kinds", "scoring.cli_session", "click"},
    "scoring.cli_rounds": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_earlier": PURE | {"scoring.services", "scoring.cli_session", "scoring.cli_edge", "click"},
    "scoring.cli_support": PURE | {"scoring.services", "scoring.cli_pots", "scoring.cli_session", "click"},
    "scoring.cli_verify": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_pots": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_why": PURE | {"scoring.services", "scoring.cli_session", "click"},
    "scoring.cli_edge": ALPHABET | {"scoring.cli_session", "click"},
    "scoring.cli_session": ALPHABET | {"scoring.services", "click"},
    "desktop.__main__": {"desktop", "scoring.intake.reader"},  # a frozen build starts its reader through here, before Qt
    "desktop": PURE | {"scoring.services", "desktop", "PySide6", "shiboken6"},
}
"""Room → what its modules may import besides the standard library. The longest matching room counts."""

IMPURE = {"sqlite3", "time", "random", "socket", "subprocess", "urllib", "http", "math", "threading", "uuid", "secrets", "os"}
PURE_ROOMS = ("scoring.definitions", "scoring.engine")


def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in ("scoring", "desktop")
        for path in (ROOT / package).rglob("*.py")
    )


def source(module: str) -> Path:
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


@cache
def read(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """What it imports, and every plain name in it: each rule of the house asks."""
    found: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(ast.parse(source(module).read_text("utf-8"))):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: absolute imports only"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found), frozenset(names)


def imports(module: str) -> frozenset[str]:
    return read(module)[0]


def allowed(module: str) -> set[str]:
    rooms = [room for room in MAY_IMPORT if f"{module}.".startswith(f"{room}.")]
    assert rooms, f"{module} has no arrows: give its room a line in MAY_IMPORT"
    return MAY_IMPORT[max(rooms, key=len)]


@pytest.mark.parametrize("module", [m for m in modules() if m != "scoring"])
def test_module_keeps_to_its_arrows(module: str) -> None:
    strays = {
        name
        for name in imports(module)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(f"{name}.".startswith(f"{room}.") for room in allowed(module))
    }
    assert not strays, f"{module} may not import {sorted(strays)}"


@pytest.mark.parametrize("module", [m for m in modules() if m.startswith(PURE_ROOMS)])
def test_pure_rooms_have_no_clock_no_chance_and_no_float_library(module: str) -> None:
    strays = {name for name in imports(module) if name.partition(".")[0] in IMPURE}
    assert not strays, f"{module} must stay pure: {sorted(strays)}"


@pytest.mark.parametrize("module", modules())
def test_no_import_escapes_the_reading(module: str) -> None:
    assert not read(module)[1] & {"__import__", "eval", "exec"}, module
    assert not any(name.startswith("importlib.import_module") for name in imports(module)), module


def test_only_the_store_and_its_readers_see_sqlite() -> None:
    """Raw sqlite3 is the store's; ``with db.conn:`` does not roll back sqlite-utils writes and is banned everywhere."""
    for module in modules():
        text = source(module).read_text("utf-8")
        if not module.startswith("scoring.store"):
            assert not any(name.partition(".")[0] == "sqlite3" for name in imports(module)), module
        assert "with db.conn:" not in text, module


def test_every_room_stands() -> None:
    """The layout of the house: no room is missing and none has come unnoticed."""
    rooms = {path.name for path in (ROOT / "scoring").iterdir() if (path / "__init__.py").exists()}
    assert rooms == {"definitions", "engine", "intake", "store", "papers", "exchange", "services"}
