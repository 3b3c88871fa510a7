"""Values as people read them: money in the form's unit, 是/否, dates, choices in either language."""

from __future__ import annotations

from scoring.definitions.form import Field, FieldType, Form
from scoring.definitions.layout import Stored
from scoring.definitions.records import Datum, Nothing
from scoring.messages import say

YEAR = "年"


def show(form: Form, field: Field, stored: Stored, language: str = "zh") -> str:
    """An effective value with the field's decimals, without its unit; 未知 for NULL."""
    if stored is None:
        return say("values.unknown", {}, language)
    match field.type:
        case FieldType.BOOL:
            return say("values.yes" if stored else "values.no", {}, language)
        case FieldType.DATE:
            day = int(stored)
            return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
        case FieldType.CHOICE:
            return _choice(form, field, form.choices(field)[int(stored) - 1].code, language)
        case FieldType.TEXT | FieldType.USCC:
            return str(stored)
        case _:
            return number_words(int(stored), field)


def show_datum(form: Form, field: Field, datum: Datum, language: str = "zh") -> str:
    """A declared or amended value; each kind of nothing in its own word."""
    if isinstance(datum, Nothing):
        return say(f"values.{datum.value}", {}, language)
    if isinstance(datum, bool):
        return say("values.yes" if datum else "values.no", {}, language)
    if field.type is FieldType.CHOICE:
        return _choice(form, field, str(datum), language)
    return number_words(datum, field) if isinstance(datum, int) else datum


def number_words(scaled: int, field: Field) -> str:
    """At least the decimals the field shows, more where the value has more, thousands apart: 13,357.70. A year is no quantity."""
    whole, rest = divmod(abs(scaled), 10**field.decimals)
    decimals = f"{rest:0{field.decimals}d}".rstrip("0").ljust(field.shown_decimals, "0")
    return f"{'-' if scaled < 0 else ''}{whole if field.unit == YEAR else f'{whole:,}'}{'.' if decimals else ''}{decimals}"


def label_with_unit(field: Field, language: str = "zh") -> str:
    """本年度营业收入（万元）"""
    return in_unit(field.label[language], field.measured_in.many(language), language)


def in_unit(label: str, unit: str, language: str) -> str:
    """计入（万元）; the label alone without a unit."""
    if not unit:
        return label
    return f"{label}（{unit}）" if language == "zh" else f"{label} ({unit})"


def _choice(form: Form, field: Field, code: str, language: str) -> str:
    if language != "en":
        return code
    return next((choice.en or code for choice in form.choices(field) if choice.code == code), code)
