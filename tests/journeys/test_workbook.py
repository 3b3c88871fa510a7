"""The live-formula workbook computes what the engine computes: recalculated by LibreOffice here, and the last time, everywhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any, get_args, get_type_hints

import openpyxl
import pytest
import xlsxwriter

from scoring.definitions.amounts import Amount
from scoring.definitions.rubric import RoundingMode
from scoring.engine.award import Source
from scoring.engine.capitals import capitals
from scoring.engine.exact import Ratio, rounded
from scoring.engine.overlap import State
from scoring.engine.sharing import SharingRule
from scoring.engine.support import Eligibility, Why
from scoring.errors import Refusal
from scoring.papers.workbook import workbook_bytes
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_figures import rounding
from scoring.services.receipts import receipt_number
from scoring.services.rounds import open_workspace
from scoring.services.scoring import latest_run
from scoring.services.workbooks import book_facts, write_workbook
from tests.journeys.districts import NOW, district
from tests.journeys.driving import WORKSPACE
from tests.journeys.workbook_evidence import (
    CARRIERS,
    CASES,
    EVIDENCE,
    ask,
    cells,
    disagreements,
    fingerprint,
    of_engine,
    of_workbook,
    same,
    spoilt,
)
from tests.recalculation import office, recalculated

AGAIN = "the formulas changed: ask LibreOffice again (python -m tests.journeys.workbook_evidence)"
WITHOUT = "LibreOffice (soffice) is not installed; the kept answers are tested all the same"
every_case = pytest.mark.parametrize("name", sorted(CASES))

AMOUNTS = {str(get_args(get_type_hints(one)["kind"])[0]) for one in get_args(Amount)}
NUMBER = re.compile(r"-?[0-9.]+(?:[eE][-+]?[0-9]+)?")
FUNCTIONS = {
    "ABS", "AND", "COUNT", "COUNTIFS", "EXACT", "EXP", "FIND", "IF", "INDEX", "INT", "ISBLANK", "ISNUMBER", "LEFT", "LN", "LOG", "LOG10", "MATCH",
    "MAX", "MEDIAN", "MID", "MIN", "MOD", "NOT", "OR", "RIGHT", "ROUND", "SIGN", "SUM", "SUMIFS", "SUMPRODUCT", "SUMSQ", "TEXT", "TRUNC",
}  # fmt: skip
"""All of them in Excel 2010. COUNTIFS, SUMIFS and MATCH are for integers only."""


@pytest.fixture(scope="module")
def facts() -> Mapping[str, BookFacts]:
    return {name: make() for name, make in CASES.items()}


@pytest.fixture(scope="module")
def books(facts: Mapping[str, BookFacts]) -> Mapping[str, bytes]:
    return {name: workbook_bytes(one) for name, one in facts.items()}


@pytest.fixture(scope="module")
def answered(books: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """What LibreOffice makes of them here."""
    if office() is None:
        pytest.skip(WITHOUT)
    return ask(books, tmp_path_factory.mktemp("recalculated"))


@pytest.fixture(scope="module")
def kept() -> Any:
    return json.loads(EVIDENCE.read_text("utf-8"))


# Recalculated here ----------------------------------------------------------------------------------------------------------


@every_case
def test_every_formula_comes_to_the_value_written_beside_it(
    facts: Mapping[str, BookFacts], books: Mapping[str, bytes], answered: Mapping[str, Path], name: str
) -> None:
    """LibreOffice starts from spoilt values; then every figure is the engine's, and every formula of a small round its cache."""
    assert disagreements(of_engine(facts[name]), of_workbook(answered[name], facts[name])) == []
    if len(facts[name].units) < CARRIERS:
        assert _apart(books[name], answered[name]) == []


def _apart(due: bytes, answered: Path) -> list[str]:
    """Formulas whose value is not the one we wrote."""
    book = openpyxl.load_workbook(answered, data_only=True)
    sheets = list(book.worksheets)
    book.close()
    wrong = []
    for part, cell, formula, cached in cells(due):
        sheet = sheets[int(re.sub(r"\D", "", part.rpartition("/")[2])) - 1]
        told = sheet[cell].value
        mine = float(cached) if isinstance(told, int | float) and NUMBER.fullmatch(cached) else cached
        if not same(mine, "" if told is None else told):
            wrong.append(f"{sheet.title} {cell}: {told!r}, not {cached!r}: {formula[:200]}")
    return wrong


@pytest.mark.skipif(office() is None, reason=WITHOUT)
def test_ties_are_rounded_as_the_engine_rounds_them(tmp_path: Path) -> None:
    """x.xx5 and its neighbours, of both signs, out of arithmetic that leaves noise behind, in every mode."""
    around = [thousandths * 20 + off for thousandths in range(5, 30_000, 47) for off in (-1, 0, 1)]
    values = [Ratio(sign * value, 20_000) for value in around for sign in (1, -1)]
    with xlsxwriter.Workbook(tmp_path / "ties.xlsx") as book:
        sheet = book.add_worksheet()
        for (row, value), (column, mode) in product(enumerate(values), enumerate(RoundingMode)):
            noisy = f"({value.numerator}/3/20000+{value.numerator}/60000*2)"
            sheet.write_formula(row, column, f"={rounding(noisy, 2, mode)}", None, -777)
    told = openpyxl.load_workbook(recalculated(tmp_path / "ties.xlsx", tmp_path / "told.xlsx"), data_only=True).worksheets[0]
    due = [[float(rounded(value, 2, mode)) for mode in RoundingMode] for value in values]
    assert [list(row) for row in told.iter_rows(values_only=True)] == due


# The last time --------------------------------------------------------------------------------------------------------------


@every_case
def test_the_last_recalculation_agrees_with_the_engine(facts: Mapping[str, BookFacts], kept: Any, name: str) -> None:
    assert disagreements(of_engine(facts[name]), kept[name]["figures"]) == []


@every_case
def test_the_formulas_are_the_ones_recalculated(books: Mapping[str, bytes], kept: Any, name: str) -> None:
    assert fingerprint(books[name]) == kept[name]["formulas"], AGAIN
    assert kept["libreoffice"]


@every_case
def test_a_program_that_does_not_calculate_shows_the_right_figures(
    facts: Mapping[str, BookFacts], books: Mapping[str, bytes], name: str, tmp_path: Path
) -> None:
    (tmp_path / "book.xlsx").write_bytes(books[name])
    assert disagreements(of_engine(facts[name]), of_workbook(tmp_path / "book.xlsx", facts[name])) == []


def test_a_spoilt_value_is_noticed(facts: Mapping[str, BookFacts], books: Mapping[str, bytes], tmp_path: Path) -> None:
    """The yardstick can fail: in the workbook that is asked, every figure is wrong, and every other cell that is worked out."""
    name = "every kind, printed points rank"
    one, asked = facts[name], spoilt(books[name])
    (tmp_path / "asked.xlsx").write_bytes(asked)
    assert {cached for *_, cached in cells(asked)} == {"-777.25"}
    due = of_engine(one)
    assert len(disagreements(due, of_workbook(tmp_path / "asked.xlsx", one))) == sum(len(figures) for figures in due.values())


def test_every_step_of_the_grade_rule_and_every_lack_was_tried(facts: Mapping[str, BookFacts]) -> None:
    units = [unit for name in CASES for unit in facts[name].units]
    steps = Counter(step.step.value for unit in units if unit.grade for step in unit.grade.steps)
    lacks = Counter(one.lack.value for unit in units for one in unit.measured.values() if one.lack)
    assert min(steps[step] for step in ("points", "veto", "limit", "quota", "tie", "lift")) > 0, steps
    assert (
        min(lacks[lack] for lack in ("zero_denominator", "no_positive_base", "too_few", "unknown", "operand", "not_positive")) > 0
    ), lacks
    assert any(unit.grade.border for unit in units if unit.grade)
    assert any(indicator.received for unit in units for indicator in unit.score.indicators)
    assert any(indicator.imputed for unit in units for indicator in unit.score.indicators)
    assert {unit.watched for unit in units} == {unit.score.scored for unit in units} == {True, False}


# What the formulas are made of ----------------------------------------------------------------------------------------------


@every_case
def test_only_functions_of_excel_2010_on_integers(books: Mapping[str, bytes], name: str) -> None:
    used: set[str] = set()
    for sheet, cell, formula, cached in cells(books[name]):
        bare = re.sub(r"'[^']*'!|\"[^\"]*\"", "", formula)
        used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare))
        assert len(formula) < 8_192, (sheet, cell)
        assert not cached.startswith("#"), (sheet, cell, cached)
        assert not re.search(r"(COUNTIFS|SUMIFS|MATCH)\([^()]*\"", formula), (sheet, cell, formula)
    assert used <= FUNCTIONS, used - FUNCTIONS


def test_values_instead_of_formulas_are_few_and_told(
    facts: Mapping[str, BookFacts], books: Mapping[str, bytes], tmp_path: Path
) -> None:
    """The example rubric is live but for the mark 暂定; what Excel cannot hold exactly is a value and the cover says so."""
    (tmp_path / "worked.xlsx").write_bytes(books["worked"])
    (tmp_path / "kinds.xlsx").write_bytes(books["every kind, printed points rank"])
    assert _by_value(tmp_path / "worked.xlsx") == {("总分", "暂定")}
    found = _by_value(tmp_path / "kinds.xlsx")
    assert {sheet for sheet, _ in found} == {"企业", "总分"}
    cover = openpyxl.load_workbook(tmp_path / "kinds.xlsx", read_only=True)["说明"]
    told = " ".join(str(value) for row in cover.iter_rows(values_only=True) for value in row if value)
    assert "口径 huge 计入值" in told


def test_of_support_only_what_no_formula_holds_is_a_value(
    facts: Mapping[str, BookFacts], books: Mapping[str, bytes], tmp_path: Path
) -> None:
    """An amount for each unit of a mean has no whole last decimal: its product is a value, and the cover says so."""
    (tmp_path / "three.xlsx").write_bytes(books["support, three policies"])
    (tmp_path / "random.xlsx").write_bytes(books["support, every rule"])
    assert _by_value(tmp_path / "three.xlsx") == {("总分", "暂定")}
    found = {(sheet.partition(" ")[0], title) for sheet, title in _by_value(tmp_path / "random.xlsx") if sheet.startswith("扶持")}
    assert found == {("扶持", "按规则")}
    told = openpyxl.load_workbook(tmp_path / "three.xlsx", read_only=True, data_only=True)["扶持合计"]
    last = [row for row in told.iter_rows(values_only=True) if row[1] == "合计"]
    aid = facts["support, three policies"].aid
    assert aid is not None
    assert capitals(sum(one.total for one in aid.found)) in last[0]


def test_every_rule_of_support_was_tried(facts: Mapping[str, BookFacts]) -> None:
    """Every amount rule, outcome, source of an award and state of a choice; something left, tied to a decided grade, and split."""
    supports = [one for name in CASES for aid in [facts[name].aid] if aid is not None for one in aid.found]
    clauses = [one for support in supports for policy in support.policies for one in policy.clauses]
    worked = [one for one in clauses if one.worked is not None and one.worked.total is not None]
    assert {one.compiled.amount.rule.kind for one in worked} == AMOUNTS
    assert {one.outcome for one in clauses} == set(Eligibility)
    assert {one.award.source for one in clauses if one.award} == set(Source)
    assert {choice.state for support in supports for choice in support.choices} == set(State)
    assert any(choice.left for support in supports for choice in support.choices)
    assert any(one.worked.capped for one in worked if one.worked)
    assert any(one.award.held for one in clauses if one.award)
    assert any(each.amount is not None for one in clauses for each in one.borne)
    assert {check.why for one in clauses for check in one.checks} >= {None, *Why} - {Why.NOT_ON_RECORD}
    shared = [pot.outcome.sharing for name in CASES for aid in [facts[name].aid] if aid is not None for pot in aid.pots]
    steps = [(one.rule, each.steps) for one in shared if one is not None for each in one.shares if each.steps is not None]
    assert {rule for rule, _ in steps} == set(SharingRule)
    assert any(each.reached for _, each in steps)
    assert any(each.extra for _, each in steps)
    assert None in shared, "a budget that nobody has chosen a rule for"
    changed = [
        (unit.grade, one.decided[at].grade) for one in facts.values() for at, unit in enumerate(one.units) if at in one.decided
    ]
    assert any(grade is not None and grade.level.name.zh != decided for grade, decided in changed)


def _by_value(path: Path) -> set[tuple[str, str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    return {
        (sheet.title, str(title))
        for sheet in book.worksheets
        for rows in [list(sheet.iter_rows(min_row=4, max_row=5, values_only=True))]
        if len(rows) > 1
        for title, ink in zip(rows[0], rows[1], strict=True)
        if ink == "值"
    }


def test_a_workbook_in_english(tmp_path: Path) -> None:
    from tests.journeys import kinds

    (tmp_path / "book.xlsx").write_bytes(workbook_bytes(kinds.facts(kinds.PRINTED, units=6, language="en")))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True)
    assert book.sheetnames == [
        "About",
        "Rubric",
        "Marks",
        "载体",
        "企业",
        "Measures",
        "Points",
        "Totals",
        "Grades",
        "Places",
        "Decided grade",
        "Legend",
    ]


# The verb -------------------------------------------------------------------------------------------------------------------


def test_the_verb_writes_the_latest_run(demo: Path, tmp_path: Path) -> None:
    opened = open_workspace(demo / WORKSPACE, read_only=True)
    with opened.store:
        run = write_workbook(opened, tmp_path / "book.xlsx", now=NOW)
        assert run == latest_run(opened)
        facts = book_facts(opened, run, "zh", now=NOW)
        with pytest.raises(Refusal, match=r"services\.file_exists"):
            write_workbook(opened, tmp_path / "book.xlsx", now=NOW)
    assert disagreements(of_engine(facts), of_workbook(tmp_path / "book.xlsx", facts)) == []
    cover = openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True)["说明"]
    told = " ".join(str(value) for row in cover.iter_rows(values_only=True) for value in row if value)
    assert receipt_number(run.receipt_hash, 2026) in told
    assert run.sealed_by not in told
    assert all(text in told for text in (opened.round.form, opened.round.rubric, "【示例】", facts.units[0].rows and "2026"))


def test_without_a_run_the_live_score_is_written(tmp_path: Path) -> None:
    with district(tmp_path / "d.fuping", 3).store:
        pass
    opened = open_workspace(tmp_path / "d.fuping", read_only=True)
    with opened.store:
        assert write_workbook(opened, tmp_path / "book.xlsx", now=NOW) is None
        facts = book_facts(opened, None, "zh", now=NOW)
    assert disagreements(of_engine(facts), of_workbook(tmp_path / "book.xlsx", facts)) == []
    cover = openpyxl.load_workbook(tmp_path / "book.xlsx", read_only=True)["说明"]
    assert any("尚未封存" in str(value) for row in cover.iter_rows(values_only=True) for value in row)


def test_nobody_to_score_and_too_many_are_refused(facts: Mapping[str, BookFacts]) -> None:
    from dataclasses import replace

    one = facts["worked"]
    with pytest.raises(Refusal, match=r"live_workbook\.nothing"):
        workbook_bytes(replace(one, units=()))
    with pytest.raises(Refusal, match=r"live_workbook\.too_large"):
        workbook_bytes(replace(one, units=one.units * 101))
    firms = {**one.units[0].rows, "tenants": one.units[0].rows["tenants"] * 1_300}
    with pytest.raises(Refusal, match=r"live_workbook\.too_large"):
        workbook_bytes(replace(one, units=(replace(one.units[0], rows=firms),)))
