"""The conformance table, through all readers: SQLite, Python, Excel, the Chinese read back, and the oracle.

What one reader cannot express is not in the language. Excel is here what LibreOffice said the last time.
"""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache
from importlib.resources import files

import pytest
from lark import Token

from scoring.definitions import expression, parsing
from scoring.definitions.expression import read_condition
from scoring.definitions.form import MONEY_DECIMALS
from scoring.definitions.lowered import HOLDS, Verdict, fits
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import judge
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.definitions.sqlite_reader import sql_condition
from scoring.definitions.tree import PARAMETERS as LENT
from scoring.definitions.tree import Tree
from scoring.places import Place
from tests.scoring.definitions.chinese_back import flat, read_back
from tests.scoring.definitions.conformance_table import CASES, Case
from tests.scoring.definitions.excel_evidence import Question, can_be_written, kept, verdict
from tests.scoring.definitions.random_expressions import PARAMETERS, SCOPE, database, oracle

BEYOND_EXCEL = {"beyond 2^53", "beyond 2^63", "year of a date built from a wide number"}
"""What could reach 10^15, or is too wide for MOD: the workbook gets a value there, not a formula."""

BEYOND_SQLITE = {"beyond 2^63"}
"""The Python reader judges it."""


def tree_of(case: Case) -> Tree:
    tree, findings = read_condition(case.text, SCOPE, Place())
    assert tree is not None, findings
    return tree


def lowered(case: Case) -> Verdict:
    return lower_condition(tree_of(case), PARAMETERS)


every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@every_case
def test_the_oracle_says_so(case: Case) -> None:
    assert oracle(tree_of(case), case.row) is case.expected


@every_case
def test_python_says_so(case: Case) -> None:
    assert judge(lowered(case), case.row) is case.expected


@every_case
def test_sqlite_says_so(case: Case) -> None:
    both = lowered(case)
    if not fits(both.true, both.false):
        assert case.name in BEYOND_SQLITE
        return
    with closing(database([case.row])) as connection:
        ((true, false),) = connection.execute(f"SELECT {sql_condition(both.true)}, {sql_condition(both.false)} FROM rows")
    assert (True if true else False if false else None) is case.expected


@every_case
def test_the_chinese_says_so(case: Case) -> None:
    again = read_back(read(tree_of(case)), SCOPE)
    assert again == flat(tree_of(case))
    assert oracle(again, case.row) is case.expected
    assert all(read(tree_of(case), tongue) for tongue in TONGUES.values())


@cache
def recalculated_cases() -> dict[tuple[str, str], tuple[object, object]]:
    """What LibreOffice said of the case of this name and text: the row it was asked of, the verdict."""
    last = kept()
    return {
        (one.name, one.text): (last.rows[one.rows[0]], verdict(pairs[0]))
        for one, pairs in zip(last.questions, last.answers, strict=True)
        if one.name
    }


@every_case
def test_excel_says_so(case: Case) -> None:
    """That the formulas are still those LibreOffice calculated is tested beside (test_excel_agrees)."""
    if not can_be_written(Question(case.text, range(1))):
        assert case.name in BEYOND_EXCEL
        return
    again = "a new case: ask LibreOffice (python -m tests.scoring.definitions.excel_evidence)"
    assert recalculated_cases().get((case.name, case.text)) == (case.row, case.expected), again


# That the table is whole ------------------------------------------------------------------------------------------------


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.name for case in CASES} >= BEYOND_EXCEL | BEYOND_SQLITE


def test_the_table_holds_every_construct_of_the_grammar() -> None:
    parsed = [parsing.parse(case.text) for case in CASES]
    seen = {node.data for tree in parsed for node in tree.iter_subtrees()}
    constructs = {str(rule.alias or rule.origin.name) for rule in parsing._grammar().rules}
    passed_on = {name for name in constructs if name.startswith("_") or f"?{name}:" in _grammar_text()}
    assert constructs - seen - passed_on == set()
    assert {"some", "every"} <= seen


def test_the_table_holds_every_operator_function_unit_and_parameter() -> None:
    tokens = {
        str(token) for case in CASES for token in parsing.parse(case.text).scan_values(lambda value: isinstance(value, Token))
    }
    numbers = [re.fullmatch(r"[\d.]+(\D*)", token) for token in tokens]
    assert {found[1] for found in numbers if found} == {"", "%", *MONEY_DECIMALS}
    assert tokens >= {*HOLDS, "+", "-", "*", "/", *expression.FUNCTIONS, *LENT}


@pytest.mark.parametrize("joined", ["and", "or"])
def test_the_table_holds_the_whole_truth_table(joined: str) -> None:
    asked = [case for case in CASES if case.text == f"hnte {joined} sme"]
    assert len({(case.row["hnte"], case.row["sme"]) for case in asked}) == 9


def _grammar_text() -> str:
    return (files("scoring.definitions") / "expression.lark").read_text("utf-8")
