"""The formulas themselves: readable, of Excel 2010, and never beyond what Excel computes exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.excel_reader import EXCEL_BITS, Unwritable, excel_condition, excel_integer
from scoring.definitions.expression import read_condition
from scoring.definitions.lowered import Among, Any, Column, Constant, Either, Integer, Part, Present, Product, Sign, Sum, fits
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import integer
from scoring.errors import Bug
from scoring.places import Place
from tests.scoring.definitions.excel_evidence import formulas, kept
from tests.scoring.definitions.random_expressions import PARAMETERS, SCOPE

CELLS = {key: f"${letter}5" for key, letter in zip(SCOPE, "ABCDEFGHIJKL", strict=True)}
FUNCTIONS = {"IF", "AND", "OR", "NOT", "ISBLANK", "INT", "MOD"}


def true_of(text: str) -> str:
    tree, findings = read_condition(text, SCOPE, Place())
    assert tree is not None, findings
    return excel_condition(lower_condition(tree, PARAMETERS).true, CELLS)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("hnte and revenue >= 2000万元",
         "IF(AND(NOT(ISBLANK($G5)),NOT(ISBLANK($A5))),AND($G5=1,$A5>=2000000000),FALSE)"),
        ("revenue > 1.2 * revenue_prior", "IF(AND(NOT(ISBLANK($A5)),NOT(ISBLANK($B5))),$A5*5>6*$B5,FALSE)"),
        ("event in ('首次认定', '重新认定')", "IF(NOT(ISBLANK($I5)),OR($I5=2,$I5=3),FALSE)"),
        ("not event = '无'", "IF(NOT(ISBLANK($I5)),$I5<>1,FALSE)"),
        ("not known(staff) or staff - 3 < -balance",
         "OR(ISBLANK($D5),IF(AND(NOT(ISBLANK($D5)),NOT(ISBLANK($E5))),$D5-3<-$E5,FALSE))"),
        ("year(founded) = Y", "IF(NOT(ISBLANK($J5)),INT($J5/10000)=2025,FALSE)"),
        ("known(number)", "NOT(ISBLANK($L5))"),
        ("1 > 2", "FALSE"),
    ],
)  # fmt: skip
def test_a_formula_reads_like_the_rule(text: str, formula: str) -> None:
    assert true_of(text) == formula


def test_formulas_name_excel_2010_functions_and_short_numbers_only() -> None:
    """Excel reads a number in a formula by 15 digits, LibreOffice by all: no recalculation here would show it."""
    for question in kept().questions:
        for formula in formulas(question.lowered, 0):
            assert set(re.findall(r"[A-Z]+(?=\()", formula)) <= FUNCTIONS
            assert all(len(digits) <= 15 for digits in re.findall(r"\d+", formula))
            assert '"' not in formula


# Brackets ---------------------------------------------------------------------------------------------------------------

LEAVES = st.one_of(st.integers(-20, 20).map(Constant), st.sampled_from("abc").map(lambda key: Column(key, 5)))
TREES = st.recursive(LEAVES, lambda of: st.builds(Sum, of, of) | st.builds(Product, of, of), max_leaves=8)


@given(TREES, st.tuples(*[st.integers(-30, 30)] * 3))
def test_the_brackets_left_out_change_nothing(tree: Integer, values: tuple[int, int, int]) -> None:
    """Python's + - * bind as Excel's do."""
    row = dict(zip("abc", values, strict=True))
    formula = excel_integer(tree, {"a": "A1", "b": "B1", "c": "C1"})
    assert eval(formula, {f"{key.upper()}1": value for key, value in row.items()}) == integer(tree, row)
    assert not re.search(r"[-+*]{2}", formula), "a minus beside an operator reads like a slip"


# What cannot be a live formula ------------------------------------------------------------------------------------------


def test_15_digits_are_the_limit() -> None:
    """Not 2^53: Excel compares two numbers by 15 digits."""
    assert 2 ** (EXCEL_BITS - 1) < 10**15 < 2**EXCEL_BITS
    assert excel_integer(Constant(2**49 - 1), {}) == "562949953421311"
    wide = Product(Column("a", 25), Column("b", 25))
    assert fits(wide, limit=53)
    with pytest.raises(Unwritable) as refused:
        excel_condition(Sign("<", wide, Constant(0)), {"a": "A1", "b": "B1"})
    assert refused.value.reason == "size"


def test_mod_is_asked_of_dates_only() -> None:
    """Excels before 2010 give #NUM! from 2^27 × divisor on."""
    assert excel_integer(Part(Column("a", 33), 100, 100), {"a": "A1"}) == "MOD(INT(A1/100),100)"
    with pytest.raises(Unwritable) as refused:
        excel_integer(Part(Column("a", 34), 100, 100), {"a": "A1"})
    assert refused.value.reason == "size"


def test_a_formula_that_would_be_too_long_is_refused() -> None:
    signs = tuple(Sign("=", Column("a", 40), Constant(10**11 + number)) for number in range(255))
    assert len(excel_condition(Any(signs), {"a": "A1"})) < 5_000
    with pytest.raises(Unwritable) as refused:
        excel_condition(Any(signs), {"a": "'企业名单'!$A$100"})
    assert refused.value.reason == "length"


def test_a_formula_nested_too_deep_is_refused() -> None:
    def nested(depth: int) -> Integer:
        return Either(Sign("=", Column("a", 5), Constant(depth)), Constant(1), nested(depth - 1)) if depth else Constant(0)

    assert excel_integer(nested(60), {"a": "A1"}).count("(") == 60
    with pytest.raises(Unwritable) as refused:
        excel_integer(nested(61), {"a": "A1"})
    assert refused.value.reason == "depth"


def test_more_arguments_than_a_function_takes_are_refused() -> None:
    with pytest.raises(Unwritable) as refused:
        excel_condition(Among("a", tuple(range(256)), negated=True), {"a": "A1"})
    assert refused.value.reason == "arguments"


# Cells ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["C5", "$C5", "$XFD$1048576", "data!$C5", "在孵企业!C5", "'a (b) ((((''s'!$C5"])
def test_cells_of_any_sheet(cell: str) -> None:
    """Brackets in the name of a sheet are no nesting."""
    assert excel_condition(Present("a"), {"a": cell}) == f"NOT(ISBLANK({cell}))"


@pytest.mark.parametrize("cell", ["", "5", "C0", "C5:C9", "C5)", "'a'b'!C5", "'a!C5", "1+C5", "HYPERLINK(A1)"])
def test_what_is_no_cell_is_a_bug(cell: str) -> None:
    with pytest.raises(Bug):
        excel_condition(Present("a"), {"a": cell})


def test_a_column_without_a_cell_is_a_bug() -> None:
    with pytest.raises(Bug):
        excel_integer(Column("a", 5), {})
