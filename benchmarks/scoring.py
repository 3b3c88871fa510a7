"""Scores of a whole nation of carriers, against one hand-written scan of the same table for the same figures.

.venv/bin/python -m benchmarks.scoring [--carriers 2000] [--firms 60] [--runs 5]
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.district import fill, uscc, workspace
from benchmarks.timing import Contender, closing_words, race, show
from scoring.definitions.layout import Stored
from scoring.engine.aggregates import Aggregate, Figures, measure_carriers
from scoring.engine.measure import MeasurePlan, plan_rubric, set_size
from scoring.services.amending import current_return
from scoring.services.live import LiveScore
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live
from scoring.services.shipped import shipped_rubric
from scoring.store import returns

HAND = "hand-written scan, same figures"

Handmade = dict[int, tuple[Stored, ...]]
"""Carrier → figures in the order of ``FIGURES``."""


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.scoring")
    asked.add_argument("--carriers", type=int, default=2000)
    asked.add_argument("--firms", type=int, default=60, help="tenants of each carrier")
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args(words)
    with TemporaryDirectory() as folder:
        opened = with_our_rubric(workspace(Path(folder) / "nation.fuping", given.carriers))
        with opened.store:
            begun = process_time()
            fill(opened, given.carriers, given.firms)
            filled = process_time() - begun
            compare(opened, given.carriers, given.firms, given.runs)
    also = [f"Storing the returns one by one beforehand: {1000 * filled / given.carriers:.1f} ms a carrier."]
    closing_words(given.runs, also)


def with_our_rubric(opened: OpenRound) -> OpenRound:
    """The hand-written scan is written for one rubric, whatever a new round begins with."""
    return replace(opened, rubric=shipped_rubric(opened.form.form, RUBRIC).compiled)


def compare(opened: OpenRound, carriers: int, firms: int, runs: int) -> None:
    plans = plan_rubric(opened.rubric, opened.parameters)
    needed = set_size(opened.rubric.sets[opened.rubric.rubric.scored_only_with], opened.parameters)
    aggregates = tuple(dict.fromkeys([needed, *(one for plan in plans.values() for one in plan.aggregates)]))
    # The plain connection has the store's cache and nothing of its guards.
    with closing(sqlite3.connect(opened.store.path)) as plain:
        must_agree(plans, aggregates, engine_figures(opened, aggregates), by_hand(opened, plain))
        contenders = (
            Contender(HAND, lambda: by_hand(opened, plain)),
            Contender("engine, aggregates", lambda: engine_figures(opened, aggregates)),
            Contender("engine, whole live score", lambda: live(opened)),
        )
        results = race(contenders, runs)
    rows = carriers * firms
    title = f"{carriers:,} carriers × {firms} tenants = {rows:,} rows, {len(aggregates)} aggregates"
    show(title, results, units=carriers, unit="carrier", yardstick=HAND)
    carrier = opened.carrier(uscc(1))
    made = current_return(opened, carrier).id
    current = returns.current(opened.store, opened.round.id)
    kept = LiveScore(opened, opened.store, {one.carrier.no: (one.carrier, one.id) for one in current})

    def after_one_amendment() -> None:
        kept.changed(carrier, made)
        kept.results()

    single = race((Contender("after one amendment", after_one_amendment),), runs)[0]
    whole = ", ".join(f"{one.name} {one.seconds:.2f} s" for one in results)
    print(f"\nThe whole: {whole}.\nThe live score kept, after one amended value: {1000 * single.seconds:.1f} ms.")


def by_hand(opened: OpenRound, plain: sqlite3.Connection) -> Handmade:
    table = opened.tables["tenants"]
    sql = f"SELECT carrier_no, {', '.join(FIGURES.values())} FROM {table} WHERE round_no = ? GROUP BY carrier_no"
    return {row[0]: row[1:] for row in plain.execute(sql, (opened.round.no,))}


def engine_figures(opened: OpenRound, aggregates: Sequence[Aggregate]) -> Mapping[int, Figures]:
    return measure_carriers(opened.store.query, opened.tables, aggregates, round_no=opened.round.no)


def must_agree(
    plans: Mapping[str, MeasurePlan],
    aggregates: Sequence[Aggregate],
    engine: Mapping[int, Figures],
    hand: Handmade,
) -> None:
    """A race between different figures would prove nothing."""
    named = {key: getattr(plans[key[0]], key[1]) for key in FIGURES}
    assert set(named.values()) == set(aggregates), "the rubric asks for other figures than the hand-written scan"
    assert engine.keys() == hand.keys()
    for carrier, figures in engine.items():
        for (key, aggregate), written in zip(named.items(), hand[carrier], strict=True):
            assert figures[aggregate].numerator == (written or 0), (carrier, key)  # SUM over no rows is NULL


if __name__ == "__main__":
    main()
