"""Numbers: a cell to an integer scaled by the field's decimals. No float on the way."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from scoring.definitions.form import Field, FieldType
from scoring.findings import Level
from scoring.intake.cells import Cell, Kind
from scoring.intake.folding import fold, plain
from scoring.intake.reading import Problem, Reading, odd, unreadable

EXCEL_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel keeps 15 significant digits; the double in the file has 17, whose tail is noise (0.1 + 0.2 = 0.30000000000000004)."""
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""ROUND_HALF_UP is half away from zero."""
MOST_EXPONENT = 40

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)((?:\.[0-9]+)?)", re.ASCII)
_PLAIN = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,14}))?", re.ASCII)
_MINUS = str.maketrans("−–", "--")


def read_number(field: Field, cell: Cell) -> Reading:
    """INT, DECIMAL or MONEY. A percentage counts times one hundred in a field whose unit is %, nowhere else."""
    if cell.kind is Kind.BOOL:
        return unreadable("intake.bool_in_number", _bool_word(cell))
    if cell.kind is Kind.TEXT:
        return _from_text(field, cell.text)
    if cell.is_date:
        return unreadable("intake.date_in_number", cell.text)
    if not cell.is_percent and (scaled := _plain(field, cell.text)) is not None:
        return Reading(scaled)
    value = double(cell.text)
    if value is None:
        return unreadable("intake.not_a_number", cell.text)
    if cell.is_percent:
        value = EXACT.multiply(value, Decimal(100))
        if field.unit != "%":
            return unreadable("intake.percent_in_number", f"{value.normalize(EXACT):f}%", unit=field.unit)
    return _fitted(field, value, f"{value:f}")


def _plain(field: Field, text: str) -> int | None:
    """The short way for what nearly all cells hold: digits within Excel's fifteen, the field's decimals and its range. None: look closely."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    whole, fraction = found[1], found[2] or ""
    if len(fraction) > field.decimals or len(whole) + len(fraction) > EXCEL_DIGITS.prec or _is_bounded_above_zero(field):
        return None
    scaled = int(whole + fraction.ljust(field.decimals, "0"))
    return scaled if scaled < 10**field.most_digits else None


def _is_bounded_above_zero(field: Field) -> bool:
    return (field.at_least is not None and field.at_least > 0) or (field.more_than is not None and field.more_than >= 0)


def double(text: str) -> Decimal | None:
    """The number in a cell's XML at Excel's own 15 digits. None for NaN, infinity, and what is none or out of all bounds."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() > MOST_EXPONENT:
        return None
    return EXCEL_DIGITS.plus(value) if value.adjusted() >= -MOST_EXPONENT else Decimal(0)


def _from_text(field: Field, text: str) -> Reading:
    """A number written as text: exact, with signs and separators as clerks type them; a unit only if it is the field's own."""
    bare = plain(text).translate(_MINUS)
    unit = plain(field.unit)
    with_unit = bool(unit) and fold(bare).endswith(fold(unit)) and bare != unit
    if with_unit:
        bare = bare[: len(bare) - len(unit)].rstrip()
    found = _NUMBER.fullmatch(bare)
    if not found or not (found[2] or found[3]):
        return unreadable("intake.not_a_number", text.strip())
    sign, whole, fraction = found.groups()
    if len(whole) + len(fraction) > MOST_EXPONENT:
        return unreadable("intake.too_many_digits", text.strip())
    reading = _fitted(field, Decimal(f"{sign}{whole.replace(',', '') or '0'}{fraction}"), text.strip())
    if with_unit and not reading.problems:
        return odd(reading.datum, "intake.unit_in_cell", text.strip(), unit=field.unit)
    return reading


def _fitted(field: Field, value: Decimal, text: str) -> Reading:
    """The value at the field's decimals, its digits and its range looked at."""
    exact = value.scaleb(field.decimals, EXACT)
    rounded = exact.quantize(Decimal(1), context=EXACT)
    if field.type is FieldType.INT and exact != rounded:
        return unreadable("intake.fraction_in_int", text)
    scaled = int(rounded)
    if len(str(abs(scaled))) > field.most_digits:
        return unreadable("intake.too_many_digits", text)
    problems = _range(field, rounded.scaleb(-field.decimals, EXACT), text)
    if exact != rounded:
        became = shown(scaled, field.decimals)
        problems += (Problem("intake.rounded", Level.WARNING, {"text": text, "became": became, "decimals": str(field.decimals)}),)
    same = exact == rounded and plain(text).replace(",", "") == text and _same(text, value)
    return Reading(scaled, "" if same else text, problems)


def _same(text: str, value: Decimal) -> bool:
    try:
        return Decimal(text) == value
    except InvalidOperation:
        return False


def _range(field: Field, value: Decimal, text: str) -> tuple[Problem, ...]:
    if field.at_least is not None and value < field.at_least:
        return (Problem("intake.below", Level.ERROR, {"text": text, "least": f"{field.at_least:f}", "unit": field.unit}),)
    if field.more_than is not None and value <= field.more_than:
        return (Problem("intake.not_above", Level.ERROR, {"text": text, "least": f"{field.more_than:f}", "unit": field.unit}),)
    return ()


def shown(scaled: int, decimals: int) -> str:
    """A scaled integer as its number, trailing zeros dropped: (1234500, 6) → 1.2345."""
    value = Decimal(scaled).scaleb(-decimals, EXACT).normalize(EXACT)
    return f"{value:f}"


def _bool_word(cell: Cell) -> str:
    return "TRUE" if cell.text == "1" else "FALSE"
