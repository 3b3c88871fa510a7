"""Every question the Excel reader is asked, put into one workbook, and what LibreOffice answered.

The last answers are kept in ``tests/data/recalculated/expressions.json``, so that the reader is tested where there is no
LibreOffice as well. ``python -m tests.scoring.definitions.excel_evidence`` asks again: after a change of the reader, of the
lowering, of the conformance table, or of the random expressions.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TypeAlias

import openpyxl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from scoring.definitions.excel_reader import Unwritable, excel_condition, excel_integer
from scoring.definitions.expression import read_condition, read_number
from scoring.definitions.lowered import Quantity, Verdict
from scoring.definitions.lowering import lower_condition, lower_number
from scoring.definitions.tree import Tree
from scoring.places import Place, column_letters
from tests.recalculation import made_by, recalculated
from tests.scoring.definitions.conformance_table import CASES
from tests.scoring.definitions.random_expressions import PARAMETERS, SCOPE, Writer, oracle, random_row

EVIDENCE = Path(__file__).parents[2] / "data" / "recalculated" / "expressions.json"
SHEETS = ("first", "second")
SEED, ROWS, CONDITIONS, NUMBERS, ROWS_PER_NUMBER = 2026, 60, 320, 30, 20

Row: TypeAlias = Mapping[str, int | str | None]
Pair: TypeAlias = tuple[object, object]
"""What the two formulas of a question said of one row: surely true and surely false, or numerator and denominator."""

WORDS: Mapping[Pair, str] = {(True, False): "+", (False, True): "-", (False, False): "?"}
"""How the evidence writes the answers to a condition."""


@dataclass(frozen=True, slots=True)
class Question:
    """An expression asked of some of the rows (counted from 0); ``name`` is the case of the conformance table."""

    text: str
    rows: range
    name: str = ""
    number: bool = False

    @property
    def tree(self) -> Tree:
        if not self.number:
            tree, findings = read_condition(self.text, SCOPE, Place())
            assert tree is not None, findings
            return tree
        typed, findings = read_number(self.text, SCOPE, Place())
        assert typed is not None, findings
        return typed[0]

    @property
    def lowered(self) -> Verdict | Quantity:
        return lower_number(self.tree, PARAMETERS) if self.number else lower_condition(self.tree, PARAMETERS)


def formulas(lowered: Verdict | Quantity, row: int) -> tuple[str, str]:
    """The two formulas on a row. Raises Unwritable."""
    cells = {key: f"${column_letters(column)}{row + 1}" for column, key in enumerate(SCOPE, 1)}
    if isinstance(lowered, Verdict):
        return excel_condition(lowered.true, cells), excel_condition(lowered.false, cells)
    return excel_integer(lowered.numerator, cells), excel_integer(lowered.denominator, cells)


def fingerprint(question: Question) -> str:
    """Changes whenever the formulas do."""
    return hashlib.sha256("\n".join(formulas(question.lowered, question.rows[0])).encode()).hexdigest()[:12]


# What is asked ----------------------------------------------------------------------------------------------------------


def ask() -> tuple[list[Row], list[Question]]:
    """The rows and every question a live formula can hold: random ones first, then the conformance table, a row to a case."""
    chance = random.Random(SEED)
    rows: list[Row] = [random_row(chance) for _ in range(ROWS)]
    writer = Writer(chance)
    questions = _writable(CONDITIONS, lambda: Question(writer.condition(depth=3), range(ROWS)))
    questions += _writable(NUMBERS, lambda: Question(writer.number(depth=3), range(ROWS_PER_NUMBER), number=True))
    for number, case in enumerate(CASES, len(rows)):
        question = Question(case.text, range(number, number + 1), case.name)
        rows.append(case.row)
        if can_be_written(question):
            questions.append(question)
    return rows, questions


def _writable(count: int, make: Callable[[], Question]) -> list[Question]:
    found: dict[str, Question] = {}
    while len(found) < count:
        question = make()
        if can_be_written(question):
            found[question.text] = question
    return list(found.values())


def can_be_written(question: Question) -> bool:
    try:
        formulas(question.lowered, question.rows[0])
    except Unwritable:
        return False
    return True


# The workbook -----------------------------------------------------------------------------------------------------------


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter brings no types
    """XlsxWriter looks for thirty functions newer than Excel 2010's in every formula: half the time here, and ours name none."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def write(path: Path, rows: Sequence[Row], questions: Sequence[Question]) -> None:
    """Two sheets, for the first and the second formula of each question: the rows, and beside them a column to a question.

    Every formula brings a cached value that is wrong: the opposite of the truth, or a number one off.
    """
    with xlsxwriter.Workbook(path) as book:
        sheets = [book.add_worksheet(name, _Sheet) for name in SHEETS]
        for sheet, (number, row) in product(sheets, enumerate(rows)):
            for column, value in enumerate(row.values()):
                if value is not None:
                    sheet.write(number, column, value)
        for column, question in enumerate(questions, len(SCOPE)):
            tree, texts = question.tree, formulas(question.lowered, question.rows[0])
            for number in question.rows:
                poisons = poisoned(question, oracle(tree, rows[number]))
                for sheet, text, poison in zip(sheets, texts, poisons, strict=True):
                    sheet.write_formula(number, column, f"={filled_down(text, number)}", None, poison)


def filled_down(formula: str, row: int) -> str:
    """The formula as Excel itself would carry it on to another row."""
    return re.sub(r"(?<=\$[A-Z])\d+", str(row + 1), formula)


def poisoned(question: Question, truth: object) -> Pair:
    if not question.number:
        return truth is not True, truth is not False
    return (truth.numerator + truth.denominator, truth.denominator) if isinstance(truth, Fraction) else (-777, 0)


def read(path: Path, questions: Sequence[Question]) -> list[list[Pair]]:
    """The cached values: for each question a pair for each of its rows."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    try:
        first, second = ([list(line) for line in book[name].iter_rows(values_only=True)] for name in SHEETS)
    finally:
        book.close()
    columns = enumerate(questions, len(SCOPE))
    return [[(first[row][column], second[row][column]) for row in asked.rows] for column, asked in columns]


def verdict(pair: Pair) -> object:
    """True, False, None for unknown; anything else (an error, a number, two truths) as it stands."""
    match pair:
        case (bool(true), bool(false)) if not (true and false):
            return True if true else False if false else None
    return pair


def ratio(pair: Pair) -> object:
    match pair:
        case (int(numerator), int(denominator)) if denominator:
            return Fraction(numerator, denominator)
    return pair


def disagreements(rows: Sequence[Row], questions: Sequence[Question], answers: Sequence[Sequence[Pair]]) -> list[str]:
    """Every answer that is not the oracle's. A number that is not known may be any integer, but no error."""
    wrong = []
    for question, pairs in zip(questions, answers, strict=True):
        tree = question.tree
        for row, pair in zip(question.rows, pairs, strict=True):
            truth = oracle(tree, rows[row])
            told = ratio(pair) if question.number else verdict(pair)
            if question.number and truth is None:
                told = None if all(type(part) is int for part in pair) else pair
            if told != truth:
                wrong.append(f"{question.name or question.text} on row {row}: {told}, not {truth}")
    return wrong


# The evidence kept ------------------------------------------------------------------------------------------------------


def recalculate(folder: Path) -> Path:
    """Asks LibreOffice everything there is to ask."""
    write(folder / "asked.xlsx", *ask())
    return recalculated(folder / "asked.xlsx", folder / "answered.xlsx")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What LibreOffice said the last time."""

    version: str
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    fingerprints: tuple[str, ...]
    answers: tuple[tuple[Pair, ...], ...]


def keep(rows: Sequence[Row], questions: Sequence[Question], answers: Sequence[Sequence[Pair]], version: str) -> None:
    """Writes the evidence, a line to a row and to a question."""
    lines = [json.dumps(list(row.values()), ensure_ascii=False) for row in rows]
    asked = [json.dumps(_kept(*one), ensure_ascii=False) for one in zip(questions, answers, strict=True)]
    listed = [f'"{name}": [\n{joined}\n]' for name, joined in (("rows", ",\n".join(lines)), ("questions", ",\n".join(asked)))]
    EVIDENCE.write_text("{\n" + ",\n".join([f'"libreoffice": "{version}"', *listed]) + "\n}\n", "utf-8")


def _kept(question: Question, pairs: Sequence[Pair]) -> dict[str, object]:
    answers = [list(pair) for pair in pairs] if question.number else "".join(WORDS[pair] for pair in pairs)
    return {
        "text": question.text,
        "name": question.name,
        "rows": [question.rows.start, question.rows.stop],
        "formulas": fingerprint(question),
        "answers": answers,
    }


def kept() -> Evidence:
    held = json.loads(EVIDENCE.read_text("utf-8"))
    told = {word: pair for pair, word in WORDS.items()}
    asked = held["questions"]
    return Evidence(
        held["libreoffice"],
        tuple(dict(zip(SCOPE, row, strict=True)) for row in held["rows"]),
        tuple(Question(one["text"], range(*one["rows"]), one["name"], isinstance(one["answers"], list)) for one in asked),
        tuple(one["formulas"] for one in asked),
        tuple(tuple(told[each] if isinstance(each, str) else tuple(each) for each in one["answers"]) for one in asked),
    )


def renew() -> None:
    """Raises AssertionError rather than keep an answer that is wrong."""
    rows, questions = ask()
    with tempfile.TemporaryDirectory() as name:
        answered = recalculate(Path(name))
        answers, version = read(answered, questions), made_by(answered)
    wrong = disagreements(rows, questions, answers)
    assert not wrong, "\n".join(wrong)
    keep(rows, questions, answers, version)


if __name__ == "__main__":
    renew()
