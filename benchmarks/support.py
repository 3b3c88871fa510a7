"""Support for a whole nation of carriers, against the same amounts from one bare scan and a formula written by hand.

.venv/bin/python -m benchmarks.support [--carriers 16000] [--firms 4] [--runs 5] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.district import ACTOR, NOW, fill, workspace
from benchmarks.timing import Contender, closing_words, race, show
from scoring.services.announcing import announce
from scoring.services.policies import adopt_policy
from scoring.services.pots import Wanted, put_pot
from scoring.services.rounds import OpenRound, open_workspace
from scoring.services.scoring import seal
from scoring.services.settling import settle, settle_each
from scoring.services.support import RoundSupport, round_support, support_on
from scoring.services.support_ground import Inputs, inputs_now

HAND = "one scan and a formula by hand, same amounts"
NATION = "support.fuping"
POLICY = "dalinghaowan-2024-7"
FILE = Path(__file__).parents[1] / "resources" / "policies" / "dalinghaowan_2024_7.toml"
SHARES = {"优秀": 90, "优良": 80, "合格": 60, "不合格": 20}
"""Invented coefficients by grade, per cent."""
HALF, CAP = 2, 2_000_000_00
"""50 % of the expenditure, and no more than so many 分: what the document prints."""
WHEN = NOW + timedelta(days=1)


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.support")
    asked.add_argument("--carriers", type=int, default=16_000)
    asked.add_argument("--firms", type=int, default=4, help="tenants of each carrier: no amount of this policy depends on them")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--keep", type=Path, help="a folder whose workspace is used again, or made and left there")
    given = asked.parse_args(words)
    with TemporaryDirectory() as spare:
        path = (given.keep or Path(spare)) / NATION
        if not path.exists():
            _made(path, given.carriers, given.firms, Path(spare))
        opened = open_workspace(path, read_only=True)
        with opened.store:
            compare(opened, given.carriers, given.runs)
    closing_words(given.runs)


def _made(path: Path, carriers: int, firms: int, spare: Path) -> None:
    """Carriers with returns, sealed; the policy without its territory, everything it leaves open settled, a budget put."""
    opened = workspace(path, carriers)
    with opened.store:
        fill(opened, carriers, firms)
        copy = spare / FILE.name
        lines = FILE.read_text("utf-8").splitlines()
        copy.write_text("\n".join(line for line in lines if not line.startswith("territory")), "utf-8")
        adopt_policy(opened, copy, actor=ACTOR, now=NOW)
        seal(opened, actor=ACTOR, now=NOW)
        announce(opened, day=NOW.date(), document="benchmark", actor=ACTOR, now=NOW)
        facts: dict[str, Any] = {"policy": POLICY, "matter": "figure", "basis": "benchmark", "actor": ACTOR, "now": NOW}
        settle(opened, None, key="service_grades", value="、".join(SHARES), **facts)
        by_grade = "、".join(f"{grade}={share}%" for grade, share in SHARES.items())
        settle(opened, None, key="service_coefficient", value=by_grade, **facts)
        everybody = [one.uscc for one in opened.participants()]
        settle_each(opened, everybody, key="founded_together", value="否", **facts)
        amount = f"{carriers * 50}万元"
        put_pot(opened, Wanted(name="年度预算", amount=amount, basis="benchmark", rule="pro_rata"), actor=ACTOR, now=NOW)


def compare(opened: OpenRound, carriers: int, runs: int) -> None:
    inputs = inputs_now(opened, now=WHEN)
    with closing(sqlite3.connect(opened.store.path)) as plain:

        def hand() -> Mapping[str, int]:
            return by_hand(plain, opened, inputs)

        must_agree(support_on(opened, inputs), hand())
        contenders = (
            Contender(HAND, hand),
            Contender("every clause with its checks, overlaps and the budget", lambda: support_on(opened, inputs)),
            Contender("… with the sealed results and all settlements read", lambda: round_support(opened, now=WHEN)),
        )
        results = race(contenders, runs)
    show(f"{carriers:,} carriers, {_clauses(inputs)} clauses", results, units=carriers, unit="carrier", yardstick=HAND)
    print(f"\nThe whole: {', '.join(f'{one.name} {one.seconds:.2f} s' for one in results)}.")


def _clauses(inputs: Inputs) -> int:
    return sum(len(one.compiled.clauses) for one in inputs.policies)


def by_hand(plain: sqlite3.Connection, opened: OpenRound, inputs: Inputs) -> Mapping[str, int]:
    """The award of each carrier as somebody would write it down once for this one clause."""
    table = opened.tables[opened.form.form.record]
    spent = dict(plain.execute(f"SELECT carrier_no, operating_expenditure FROM {table} WHERE round_no = ?", (opened.round.no,)))
    return {
        one.carrier.uscc: min(spent[one.carrier.no] // HALF, CAP) * SHARES[one.grade] // 100
        for one in inputs.entitled
        if one.grade
    }


def must_agree(engine: RoundSupport, hand: Mapping[str, int]) -> None:
    """A race between different amounts would prove nothing; and the budget is shared to the last 分."""
    assert {one.carrier.uscc: one.support.total for one in engine.carriers if one.grade} == hand
    [pot] = engine.pots
    assert pot.sharing is not None
    assert sum(one.after or 0 for one in engine.carriers) == pot.sharing.given


if __name__ == "__main__":
    main()
