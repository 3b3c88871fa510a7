"""What is at stake with a finding: the indicators that read its fields, their points, and whether the grade could turn on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.rubric import Role
from scoring.engine.exact import ZERO
from scoring.errors import Said
from scoring.findings import Finding
from scoring.services.depending import WHOLE, dependence
from scoring.services.finding_keys import Spots
from scoring.services.live import LiveScore
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier


@dataclass(frozen=True, slots=True)
class Stake:
    """``codes`` in the order of the rubric, ``points`` what these indicators may give together.

    ``grades``: what the grade would be were they to give nothing or all, where that is not the grade of now. ``ruled``: the grade
    rule itself reads one of the fields.
    """

    codes: tuple[str, ...] = ()
    points: Decimal = Decimal(0)
    grades: tuple[dict[str, str], ...] = ()
    ruled: bool = False

    @property
    def weight(self) -> tuple[bool, bool, Decimal]:
        """What orders by effect: what may turn the grade first, then by points."""
        return (bool(self.grades), self.ruled, self.points)

    @property
    def said(self) -> Said:
        """影响 A1-1、B2-1（共 9 分），可能改变等级."""
        if not self.codes:
            return Said("verify.stake_rule" if self.ruled else "verify.stake_none")
        code = "verify.stake_grade" if self.grades or self.ruled else "verify.stake"
        return Said(code, {"codes": self.codes, "points": format(self.points.normalize(), "f")})


NO_STAKE = Stake()


class Stakes:
    """Weighs the findings of one carrier after the other. ``board`` is only looked at."""

    def __init__(self, opened: OpenRound, board: LiveScore) -> None:
        self._opened, self._board = opened, board
        self._depends = dependence(opened.rubric)
        self._known: dict[tuple[int, frozenset[str]], tuple[dict[str, str], ...]] = {}

    def of(self, carrier: Carrier, finding: Finding, spots: Spots) -> Stake:
        """The same for a finding alone and for all findings of its cause."""
        fields = frozenset(_fields(self._opened.form, finding, spots))
        codes = self._depends.of(fields)
        indicators = [one for one in self._opened.rubric.rubric.indicators if one.code in codes]
        points = sum((one.maximum for one in indicators), Decimal(0))
        return Stake(
            tuple(one.code for one in indicators), points, self._grades(carrier.no, codes), bool(fields & self._depends.rules)
        )

    def _grades(self, number: int, codes: frozenset[str]) -> tuple[dict[str, str], ...]:
        if (number, codes) not in self._known:
            self._known[number, codes] = tuple(self._turns(number, codes)) if codes else ()
        return self._known[number, codes]

    def _turns(self, number: int, codes: frozenset[str]) -> Iterator[dict[str, str]]:
        own = self._board.of(number)
        if own is None or own.grade is None:
            return
        rubric = self._opened.rubric.rubric
        full = {one.code: one.maximum for one in own.score.indicators if one.code in codes}
        lost = {one.code for one in rubric.indicators if rubric.role(one) is Role.DEDUCTION}
        for best in (False, True):
            points = {code: most if best != (code in lost) else ZERO for code, most in full.items()}
            _, grade = self._board.imagined(number, points)
            if grade is not None and grade.level != own.grade.level:
                yield {"zh": grade.level.name.zh, "en": grade.level.name["en"]}


def _fields(form: CompiledForm, finding: Finding, spots: Spots) -> Iterator[tuple[str, str]]:
    """The fields of a finding's cells; where a row might not belong there at all, its whole table."""
    rule = next((one for one in form.form.checks if one.key == finding.facts.get("check")), None)
    whole = rule is not None and bool(rule.unique or rule.apart_from)
    for place in finding.places:
        spot = spots.spot(place)
        if spot.table:
            yield (spot.table, WHOLE if whole or not spot.field else spot.field)
