"""Live formulas say what the oracle says: recalculated by LibreOffice here, where it is installed, and the last time, everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.recalculation import office
from tests.scoring.definitions.excel_evidence import (
    Evidence,
    Pair,
    Question,
    Row,
    ask,
    disagreements,
    fingerprint,
    kept,
    read,
    recalculate,
    verdict,
    write,
)

AGAIN = "the formulas changed: ask LibreOffice again (python -m tests.scoring.definitions.excel_evidence)"


@pytest.fixture(scope="module")
def last() -> Evidence:
    return kept()


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], list[Question], list[list[Pair]]]:
    """Everything asked, and what LibreOffice answers now; the order itself proves that it calculates."""
    if office() is None:
        pytest.skip("LibreOffice (soffice) is not installed; the kept answers are tested all the same")
    rows, questions = ask()
    return rows, questions, read(recalculate(tmp_path_factory.mktemp("excel")), questions)


def test_libreoffice_agrees_with_the_oracle(now: tuple[list[Row], list[Question], list[list[Pair]]]) -> None:
    """320 conditions on 60 rows, 30 numbers on 20, and the conformance table; an error cell disagrees with everything."""
    assert disagreements(*now) == []


def test_the_last_recalculation_agrees_with_the_oracle(last: Evidence) -> None:
    assert disagreements(last.rows, last.questions, last.answers) == []


def test_the_formulas_are_the_ones_recalculated(last: Evidence) -> None:
    changed = [one.text for one, was in zip(last.questions, last.fingerprints, strict=True) if fingerprint(one) != was]
    assert changed == [], AGAIN


def test_enough_was_asked(last: Evidence) -> None:
    conditions = [(one, pairs) for one, pairs in zip(last.questions, last.answers, strict=True) if not one.number]
    assert sum(len(one.rows) == 60 for one, _ in conditions) >= 300
    assert sum(one.number for one in last.questions) >= 30
    said = Counter(verdict(pair) for _, pairs in conditions for pair in pairs)
    assert min(said[True], said[False], said[None]) > 2_000, said
    assert last.version


def test_what_nobody_calculated_is_noticed(tmp_path: Path) -> None:
    """The yardstick can fail: every cached value we write is wrong, but for numbers that are not known."""
    rows, questions = ask()
    some = [one for one in questions if one.name or one.number] + questions[:10]
    write(tmp_path / "asked.xlsx", rows, some)
    wrong = disagreements(rows, some, read(tmp_path / "asked.xlsx", some))
    assert len(wrong) >= sum(len(one.rows) for one in some if not one.number) + 100


@pytest.mark.parametrize("error", ["#VALUE!", None, 1])
def test_what_is_no_answer_is_noticed(last: Evidence, error: object) -> None:
    """An error, a blank and a number instead of TRUE or FALSE."""
    question, pairs = last.questions[0], last.answers[0]
    spoilt = [(error, pairs[0][1]), *pairs[1:]]
    assert len(disagreements(last.rows, [question], [spoilt])) == 1
