"""One cell to one datum of a field. Tolerates what clerks type as long as it can mean only one thing; never guesses."""

from __future__ import annotations

import difflib
import unicodedata
from decimal import Decimal
from functools import lru_cache

from scoring.definitions.form import Choice, Field, FieldType
from scoring.definitions.records import Nothing
from scoring.findings import Level
from scoring.intake.cells import Cell, Kind
from scoring.intake.codes import Verdict, judged
from scoring.intake.dates import read_date, serial_day
from scoring.intake.folding import fold, is_stroke, plain, trimmed
from scoring.intake.numbers import EXACT, double, read_number
from scoring.intake.reading import EMPTY, Problem, Reading, odd, unreadable

NONE_WORD = "无"
DITTO = frozenset({"同上", "同前", "同上行", "同上栏", "同左", "同右", "〃", "々", "″", '"', "''"})
"""Folded. Which cell is meant is nobody's to guess: rows are sorted, struck and copied."""
WORDY = frozenset({FieldType.TEXT, FieldType.DATE, FieldType.USCC})
SAFE_DIGITS = 15
"""A longer code stored as a number has lost its last digits for good."""

YES = frozenset({"是", "y", "yes", "true", "√", "✓", "✔", "☑", "对", "1"})
NO = frozenset({"否", "n", "no", "false", "×", "✗", "✘", "☒", "错", "0"})


class ColumnReader:
    """``read_value`` of one field, cell after cell. A column says 是 and 0 a hundred times: what is known is not read again."""

    def __init__(self, field: Field, choices: tuple[Choice, ...], *, date1904: bool) -> None:
        self._field, self._choices, self._date1904 = field, choices, date1904
        self._known: dict[tuple[str, str], tuple[Kind, Reading]] = {}

    def read(self, cell: Cell | None) -> Reading:
        if cell is None:
            return EMPTY
        shows = (cell.text, cell.number_format)
        known = self._known.get(shows)
        if known is not None and known[0] is cell.kind:
            return known[1]
        reading = read_value(self._field, self._choices, cell, date1904=self._date1904)
        self._known[shows] = (cell.kind, reading)
        return reading


def read_value(field: Field, choices: tuple[Choice, ...], cell: Cell | None, *, date1904: bool = False) -> Reading:
    """The datum of a cell. An empty required field is no matter of this station; ``choices`` are those of the form."""
    if cell is None or cell.is_blank:
        return EMPTY
    if cell.kind is Kind.NOT_CALCULATED:
        return Reading(Nothing.NOT_CALCULATED, "", (Problem("intake.not_calculated", Level.ERROR),))
    if cell.kind is Kind.ERROR:
        return unreadable("intake.error_value", cell.text)
    if cell.kind is Kind.TEXT and fold(cell.text) in DITTO:
        return unreadable("intake.ditto", cell.text.strip())
    if cell.kind is Kind.TEXT and _says_not_applicable(field, choices, cell.text):
        return Reading(Nothing.NOT_APPLICABLE, cell.text.strip())
    return _typed(field, choices, cell, date1904=date1904)


def _says_not_applicable(field: Field, choices: tuple[Choice, ...], text: str) -> bool:
    """A stroke is no answer to the question, unless the list has 无. In a text, a date or a code 无 says the same."""
    if field.type is FieldType.CHOICE:
        return is_stroke(text) and not any(fold(choice.code) in (NONE_WORD, fold(text)) for choice in choices)
    return is_stroke(text) or (field.type in WORDY and fold(text) == NONE_WORD)


def _typed(field: Field, choices: tuple[Choice, ...], cell: Cell, *, date1904: bool) -> Reading:
    match field.type:
        case FieldType.INT | FieldType.DECIMAL | FieldType.MONEY:
            return read_number(field, cell)
        case FieldType.DATE:
            return read_date(cell, date1904=date1904)
        case FieldType.BOOL:
            return _read_bool(cell)
        case FieldType.CHOICE:
            return _read_choice(choices, cell)
        case FieldType.USCC:
            return _read_code(cell)
        case FieldType.TEXT:
            return _read_text(cell, date1904=date1904)


def _read_bool(cell: Cell) -> Reading:
    if cell.kind is Kind.BOOL:
        return Reading(cell.text == "1")
    text = cell.text.strip()
    folded = fold(text)
    if folded in YES or folded in NO:
        return Reading(folded in YES, "" if text in ("是", "否") else text)
    return unreadable("intake.not_yes_or_no", text)


def _read_choice(choices: tuple[Choice, ...], cell: Cell) -> Reading:
    text = cell.text.strip()
    by_word = _words(choices)
    code = by_word.get(fold(text)) or (by_word.get(NONE_WORD) if is_stroke(text) else None)
    if code is not None:
        return Reading(code, "" if text == code else text)
    allowed = "；".join(choice.code for choice in choices)
    near = difflib.get_close_matches(fold(text), by_word, n=1, cutoff=0.5)
    if near:
        return unreadable("intake.unknown_choice_near", text, allowed=allowed, near=by_word[near[0]])
    return unreadable("intake.unknown_choice", text, allowed=allowed)


@lru_cache(maxsize=64)
def _words(choices: tuple[Choice, ...]) -> dict[str, str]:
    """Folded word → code."""
    return {fold(word): choice.code for choice in choices for word in (choice.en, choice.code) if word}


def _read_code(cell: Cell) -> Reading:
    """统一社会信用代码: upper-cased first; an impossible form is no code, a failed check digit is a slip to look at."""
    text = cell.text.strip()
    if cell.kind is not Kind.TEXT or _is_exponent(text):
        return unreadable("intake.code_as_number", text)
    code = "".join(plain(text).split()).replace("-", "").upper()
    match judged(code):
        case Verdict.NO_CODE:
            return unreadable("intake.not_a_code", text)
        case Verdict.NO_AUTHORITY:
            return unreadable("intake.code_authority", text)
        case Verdict.CHECK_DIGIT:
            return odd(code, "intake.code_check_digit", text)
        case Verdict.SOUND:
            return Reading(code, "" if text == code else text)


def _is_exponent(text: str) -> bool:
    """9.13101E+17: a code that was a number before it became text."""
    return "E+" in text.upper() and double(text) is not None


def _read_text(cell: Cell, *, date1904: bool) -> Reading:
    match cell.kind:
        case Kind.BOOL:
            return Reading("TRUE" if cell.text == "1" else "FALSE")
        case Kind.NUMBER:
            return _number_as_text(cell, date1904=date1904)
        case _:
            text = unicodedata.normalize("NFC", trimmed(cell.text.replace("\r\n", "\n").replace("\r", "\n")))
            return Reading(text, "" if text == cell.text else cell.text) if text else EMPTY


def _number_as_text(cell: Cell, *, date1904: bool) -> Reading:
    """A telephone number is a number to Excel and loses nothing; a long one has lost digits, and 3-1 has become a date."""
    value = double(cell.text)
    if value is None or (value and value.adjusted() >= SAFE_DIGITS):
        return unreadable("intake.digits_lost", cell.text)
    if cell.is_date and (day := serial_day(int(value), date1904=date1904)):
        return odd(day.isoformat(), "intake.text_as_date", cell.text, became=day.isoformat())
    return Reading(_digits(value))


def _digits(value: Decimal) -> str:
    return f"{value.normalize(EXACT):f}"
