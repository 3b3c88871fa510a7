"""The columns of the sheet of one clause: written in 分, nothing for who is surely without the clause, 待定 where it is open."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.engine.support import ClauseResult, Eligibility
from scoring.papers.workbook_aid_figures import Figure
from scoring.papers.workbook_aid_sheet import ClauseSheet
from scoring.papers.workbook_columns import Formulas, Values
from scoring.papers.workbook_look import WHOLE, Ink
from scoring.papers.workbook_sheet import Value


class StepColumns:
    """What the columns of amounts and of who bears them have in common."""

    def __init__(self, sheet: ClauseSheet) -> None:
        self._sheet = sheet
        self._open = sheet.word("aid_text.open")
        self._group = sheet.word("aid_text.worked")

    @property
    def _quote(self) -> str:
        return f'"{self._open}"'

    def _figure(self, name: str, title: str, figure: Figure) -> None:
        def value(line: int) -> Value:
            found = figure.value(line)
            return self._open if found is None else found

        def formula(line: int) -> str:
            return f"IF({figure.known(line)},{figure.scaled(line)},{self._quote})"

        note = self._sheet.word("aid_text.scaled_note", factor=figure.factor) if figure.factor > 1 else ""
        self._plain(name, title, value, formula, note=note)

    def _word(self, name: str, **facts: object) -> str:
        return self._sheet.word(f"aid_step.{name}", **facts)

    def _here(self, name: str, line: int) -> str:
        return self._sheet.here(name, line)

    def _plain(
        self, name: str, title: str, value: Values, formula: Formulas | None, *, note: str = "", shown: str = WHOLE
    ) -> None:
        """A column that shows nothing for who is not eligible."""
        results: Sequence[ClauseResult] = self._sheet.results

        def shown_value(line: int) -> Value:
            return "" if results[line].outcome is Eligibility.NOT_ELIGIBLE else value(line)

        def guarded(line: int) -> str:
            assert formula is not None
            return f'IF({self._here("code", line)}=0,"",{formula(line)})'

        self._sheet.columns.put(
            name,
            shown_value,
            guarded if formula else None,
            title=title,
            group=self._group,
            note=note if formula else self._sheet.word("as_value"),
            shown=shown,
            ink=Ink.FORMULA if formula else Ink.VALUE,
            width=15,
        )


def times(cell: str, factor: int) -> str:
    return cell if factor == 1 else f"{cell}*{factor}"
