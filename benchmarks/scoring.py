"""Scores of a whole nation of carriers, against one bare scan of the same table for the same figures.

.venv/bin/python -m benchmarks.scoring [--carriers 2000] [--firms 60] [--runs 5] [--rubric FILE] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.beside import Handmade, beside
from benchmarks.by_hand import FIGURES, RUBRIC
from benchmarks.district import fill, uscc, workspace
from benchmarks.timing import Contender, closing_words, race, show
from scoring.definitions.layout import Stored
from scoring.engine.aggregates import Aggregate, Figures, measure_carriers
from scoring.engine.measure import MeasurePlan, plan_rubric, set_size
from scoring.services.amending import current_return
from scoring.services.live import LiveScore
from scoring.services.rounds import OpenRound, open_workspace
from scoring.services.scoring import live
from scoring.services.shipped import shipped_rubric
from scoring.store import returns

HAND = "hand-written scan, same figures"
BARE = "the engine's own statements, bare"
NATION = "nation.fuping"

Statement = tuple[str, tuple[int | str, ...]]


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.scoring")
    asked.add_argument("--carriers", type=int, default=2000)
    asked.add_argument("--firms", type=int, default=60, help="tenants of each carrier")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--rubric", default=RUBRIC, help="one of ours; only the default has a scan written by hand")
    asked.add_argument("--keep", type=Path, help="a folder whose workspace is used again, or made and left there")
    given = asked.parse_args(words)
    with TemporaryDirectory() as spare:
        folder = given.keep or Path(spare)
        stored = None if (folder / NATION).exists() else _stored(folder / NATION, given.carriers, given.firms)
        opened = open_workspace(folder / NATION, read_only=True)
        with opened.store:
            opened = replace(opened, rubric=shipped_rubric(opened.form.form, given.rubric).compiled)
            with_hand = FIGURES if given.rubric == RUBRIC else {}
            compare(opened, given.carriers, given.firms, given.runs, with_hand, Path(spare))
    told = f"Storing the returns one by one beforehand: {1000 * stored / given.carriers:.1f} ms a carrier." if stored else ""
    closing_words(given.runs, [told] if told else [])


def _stored(path: Path, carriers: int, firms: int) -> float:
    """A workspace with so many returns; gives back the processor time of storing them."""
    opened = workspace(path, carriers)
    with opened.store:
        begun = process_time()
        fill(opened, carriers, firms)
        return process_time() - begun


def compare(opened: OpenRound, carriers: int, firms: int, runs: int, by_hand: Mapping[tuple[str, str], str], spare: Path) -> None:
    plans = plan_rubric(opened.rubric, opened.parameters)
    needed = set_size(opened.rubric.sets[opened.rubric.rubric.scored_only_with], opened.parameters)
    aggregates = tuple(dict.fromkeys([needed, *(one for plan in plans.values() for one in plan.aggregates)]))
    # The plain connection has the store's cache and nothing of its guards.
    with closing(sqlite3.connect(opened.store.path)) as plain:
        others = _others(opened, plain, by_hand, spare)
        figures, statements = _recorded(opened, aggregates)
        for other in others.values():
            must_agree(plans, aggregates, figures, other())
        contenders = (
            *(Contender(name, other) for name, other in others.items()),
            Contender(BARE, lambda: [plain.execute(*one).fetchall() for one in statements]),
            Contender("engine, aggregates", lambda: engine_figures(opened, aggregates)),
            Contender("engine, whole live score", lambda: live(opened)),
        )
        results = race(contenders, runs)
    rows = carriers * firms
    title = f"{carriers:,} carriers × {firms} tenants = {rows:,} rows, {len(aggregates)} aggregates"
    show(title, results, units=carriers, unit="carrier", yardstick=HAND if by_hand else BARE)
    print(f"\nThe whole: {', '.join(f'{one.name} {one.seconds:.2f} s' for one in results)}.")
    amended(opened, runs)


def amended(opened: OpenRound, runs: int) -> None:
    """The live score kept, after one value of one carrier changed."""
    carrier = opened.carrier(uscc(1))
    made = current_return(opened, carrier).id
    current = returns.current(opened.store, opened.round.id)
    kept = LiveScore(opened, opened.store, {one.carrier.no: (one.carrier, one.id) for one in current})

    def after_one_amendment() -> None:
        kept.changed(carrier, made)
        kept.results()

    single = race((Contender("after one amendment", after_one_amendment),), runs)[0]
    print(f"The live score kept, after one amended value: {1000 * single.seconds:.1f} ms.")


def _others(
    opened: OpenRound, plain: sqlite3.Connection, by_hand: Mapping[tuple[str, str], str], spare: Path
) -> Mapping[str, Callable[[], Handmade]]:
    """Whoever works out the same figures without the engine: SQLite by hand, DuckDB, polars."""
    if not by_hand:
        return {}
    table = opened.tables["tenants"]
    sql = f"SELECT carrier_no, {', '.join(by_hand.values())} FROM {table} WHERE round_no = ? GROUP BY carrier_no"

    def hand() -> Handmade:
        return {row[0]: row[1:] for row in plain.execute(sql, (opened.round.no,))}

    return {HAND: hand, **beside(plain, table, by_hand, spare)}


def _recorded(opened: OpenRound, aggregates: Sequence[Aggregate]) -> tuple[Mapping[int, Figures], list[Statement]]:
    """The engine's figures, and every statement it asked SQLite."""
    statements: list[Statement] = []

    def query(sql: str, parameters: Sequence[int | str]) -> Iterator[tuple[Stored, ...]]:
        statements.append((sql, tuple(parameters)))
        return opened.store.query(sql, parameters)

    return measure_carriers(query, opened.tables, aggregates, round_no=opened.round.no), statements


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
