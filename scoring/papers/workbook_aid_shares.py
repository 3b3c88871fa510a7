"""Who bears an award (分担): to the 分, everyone's whole part, and what is left goes to the largest remainders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from scoring.papers.workbook_aid_figures import part
from scoring.papers.workbook_aid_sheet import ClauseSheet
from scoring.papers.workbook_aid_steps import StepColumns, times
from scoring.papers.workbook_sheet import Value


class ShareColumns(StepColumns):
    """Nothing where the clause names nobody."""

    def __init__(self, sheet: ClauseSheet) -> None:
        super().__init__(sheet)
        self._shares()

    def _shares(self) -> None:
        """To the 分: everyone's whole part, and what is left goes to the largest remainders, equal ones by key."""
        shares = self._sheet.parts.shares
        if not shares:
            return
        factors = {figure.factor for _, figure in shares}
        factor = max(factors)
        for share, figure in shares:
            self._figure(f"part {share.key}", self._word("part", payer=share.payer[self._sheet.language]), figure)
        ordered = sorted(share.key for share, _ in shares)
        exact = all(figure.exact for _, figure in shares)
        scale = {share.key: factor // figure.factor for share, figure in shares}

        def part_cell(key: str, line: int) -> str:
            return times(self._here(f"part {key}", line), scale[key])

        def splits(line: int) -> str:
            cells = [self._here(f"part {key}", line) for key in ordered]
            summed = "+".join(part_cell(key, line) for key in ordered)
            known = f"COUNT({','.join([self._here('award_fen', line), *cells])})={len(cells) + 1}"
            return f"IF({known},IF({summed}={factor},1,0),0)"

        def split(line: int) -> bool:
            one = self._sheet.results[line]
            return one.award is not None and one.award.amount is not None and not one.shares_lacking

        self._plain("splits", self._word("splits"), lambda line: int(split(line)), splits)
        for key in ordered:
            self._whole_and_rest(key, factor, part_cell, split, exact=exact)
        for share, _ in shares:
            self._borne(share.key, ordered)

    def _whole_and_rest(
        self, key: str, factor: int, cell: Callable[[str, int], str], split: Callable[[int], bool], *, exact: bool
    ) -> None:
        payer = next(share.payer[self._sheet.language] for share, _ in self._sheet.parts.shares if share.key == key)

        def product(line: int) -> Fraction:
            one = self._sheet.results[line]
            assert one.award is not None
            assert one.award.amount is not None
            ratio = next(each.part for each in one.borne if each.share.key == key)
            assert ratio is not None
            return Fraction(ratio.numerator, ratio.denominator) * one.award.amount

        def whole_value(line: int) -> Value:
            return product(line).__floor__() if split(line) else ""

        def rest_value(line: int) -> Value:
            return int((product(line) - product(line).__floor__()) * factor) if split(line) else ""

        def whole_formula(line: int) -> str:
            return f'IF({self._here("splits", line)}=1,{part(self._here("award_fen", line), cell(key, line), factor)},"")'

        def rest_formula(line: int) -> str:
            """The product less its whole part: of the last digits alone, so that it stays small."""
            amount, by = self._here("award_fen", line), cell(key, line)
            last = f"({amount}-INT({amount}/{factor})*{factor})*{by}"
            return f'IF({self._here("splits", line)}=1,{last}-INT({last}/{factor})*{factor},"")'

        self._plain(f"whole {key}", self._word("whole", payer=payer), whole_value, whole_formula if exact else None)
        self._plain(f"rest {key}", self._word("rest", payer=payer, factor=factor), rest_value, rest_formula if exact else None)

    def _borne(self, key: str, ordered: Sequence[str]) -> None:
        payer = next(share.payer[self._sheet.language] for share, _ in self._sheet.parts.shares if share.key == key)
        at = next(number for number, (share, _) in enumerate(self._sheet.parts.shares) if share.key == key)

        def value(line: int) -> Value:
            borne = self._sheet.results[line].borne
            return self._open if not borne or borne[at].amount is None else borne[at].amount

        def formula(line: int) -> str:
            mine = self._here(f"rest {key}", line)
            ahead = [
                f"({self._here(f'rest {other}', line)}{'>=' if ordered.index(other) < ordered.index(key) else '>'}{mine})"
                for other in ordered
                if other != key
            ]
            rank = "+".join(["1", *ahead])
            wholes = ",".join(self._here(f"whole {other}", line) for other in ordered)
            left = f"{self._here('award_fen', line)}-SUM({wholes})"
            whole_ = self._here(f"whole {key}", line)
            return f"IF({self._here('splits', line)}=1,{whole_}+IF({rank}<={left},1,0),{self._quote})"

        self._plain(f"borne_fen {key}", self._word("borne", payer=payer), value, formula)
