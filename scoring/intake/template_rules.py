"""What Excel lets a carrier type: drop-downs, date and number rules, and the hint that shows when a cell is chosen.

Help for honest clerks only. The reader relies on none of it: pasting goes round every rule.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from scoring.definitions.form import Choice, Field, FieldType, Form
from scoring.messages import say

LONGEST_LIST = 255
"""Characters of a drop-down written out in the rule; longer lists stand on a hidden sheet."""
LONGEST_HINT = 255
LONGEST_HINT_TITLE = 32
EARLIEST, LATEST = date(1949, 10, 1), date(2100, 12, 31)


class ChoiceRanges:
    """The long choice lists, on a hidden sheet of their own that is made only if there is one."""

    def __init__(self, book: Any, form: Form) -> None:
        self._sources: dict[str, object] = {}
        sheet_name = say("intake.template.choices")
        sheet = None
        used = {field.choices for table in form.tables for field in table.asked if field.choices}
        for choice_list in form.choice_lists:
            codes = [choice.code for choice in choice_list.choices]
            if choice_list.key not in used or not too_long(codes):
                continue
            if sheet is None:
                sheet = book.add_worksheet(sheet_name)
                sheet.hide()
            column = len(self._sources)
            sheet.write_column(0, column, codes)
            letter = chr(ord("A") + column)
            self._sources[choice_list.key] = f"='{sheet_name}'!${letter}$1:${letter}${len(codes)}"

    def source(self, field: Field, choices: tuple[Choice, ...]) -> object:
        """What the drop-down's rule names: a range, or the words themselves."""
        return self._sources.get(field.choices) or [choice.code for choice in choices]


def too_long(codes: list[str]) -> bool:
    """Whether a list cannot be written out in the rule: too long, or a comma in it."""
    return len(",".join(codes)) > LONGEST_LIST or any("," in code for code in codes)


def rule(field: Field, choices: tuple[Choice, ...], ranges: ChoiceRanges) -> dict[str, object]:
    """The options of XlsxWriter's ``data_validation``. Lists stop; the others warn, since a stroke (—) is an answer too."""
    hint = {"input_title": field.label.zh[:LONGEST_HINT_TITLE], "input_message": _hint(field)[:LONGEST_HINT]}
    wrong = {"error_title": field.label.zh[:LONGEST_HINT_TITLE], "error_message": _kind(field)}
    match field.type:
        case FieldType.CHOICE:
            return {"validate": "list", "source": ranges.source(field, choices), **hint, **wrong}
        case FieldType.BOOL:
            return {"validate": "list", "source": ["是", "否"], **hint, **wrong}
        case FieldType.DATE:
            limits = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
            return {"validate": "date", **limits, "error_type": "warning", **hint, **wrong}
        case FieldType.INT:
            return {"validate": "integer", **_limits(field), "error_type": "warning", **hint, **wrong}
        case FieldType.DECIMAL | FieldType.MONEY:
            return {"validate": "decimal", **_limits(field), "error_type": "warning", **hint, **wrong}
        case FieldType.USCC:
            return {"validate": "length", "criteria": "==", "value": 18, "error_type": "warning", **hint, **wrong}
        case FieldType.TEXT:
            return {"validate": "any", **hint}


def _limits(field: Field) -> dict[str, object]:
    if field.more_than is not None:
        return {"criteria": ">", "value": _cell_number(field.more_than)}
    if field.at_least is not None:
        return {"criteria": ">=", "value": _cell_number(field.at_least)}
    most = 10**field.most_digits
    return {"criteria": "between", "minimum": -most, "maximum": most}


def _cell_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _kind(field: Field) -> str:
    return say(f"intake.template.kind_{field.type.value}", {"unit": field.unit})


def _hint(field: Field) -> str:
    if field.required:
        need = say("intake.template.required")
    else:
        need = say("intake.template.required_when" if field.required_when else "intake.template.optional")
    return "\n".join(text for text in (need, _kind(field), field.help.zh) if text)
