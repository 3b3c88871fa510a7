"""``fuping days``: the last day of a window of working days (公示期、异议期), and why each day in it counts or does not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import Session, speaking
from scoring.messages import say

if TYPE_CHECKING:
    from scoring.engine.working_days import Period


@click.command("days")
@click.argument("first", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("count", type=click.IntRange(1, 250))
@click.option("--calendar", "file", type=click.Path(path_type=Path), help="工作日历文件 / the calendar with the days off")
@click.option(
    "--weekends-only", type=click.IntRange(1990, 2100), multiple=True, help="声明某年度只按周末计算 / a year of weekends alone"
)
@speaking
def days(
    first: datetime, count: int, file: Path | None, weekends_only: tuple[int, ...], lang: str, as_json: bool, actor: str
) -> None:
    """推算工作日期限的最后一日，首日是工作日的计入 / the last of so many working days, the first day included."""
    from scoring.services.working_days import period, read_calendar, shipped_calendar

    session = Session(lang, actor, as_json)
    calendar = read_calendar(file) if file else shipped_calendar()
    found = period(first.date(), count, calendar, weekends_only=weekends_only)
    session.say("days_last", first=first.date(), count=count, last=found.last)
    session.say("days_counted", days=tuple(map(str, found.days)))
    if found.passed:
        session.say("days_passed", days=tuple(f"{day} {say(f'cli.day.{kind.value}', {}, lang)}" for day, kind in found.passed))
    sources = [one.source for one in calendar.years if one.year in found.years]
    for source in sources:
        session.say("days_source", source=source)
    if found.unlisted:
        session.say("days_weekends_only", years=tuple(map(str, found.unlisted)))
    session.show("days", _document(first.date(), found, sources))


def _document(first: date, found: Period, sources: list[str]) -> dict[str, object]:
    return {
        "first": first,
        "last": found.last,
        "days": found.days,
        "passed": [{"day": day, "kind": kind.value} for day, kind in found.passed],
        "sources": sources,
        "weekends_only": found.unlisted,
    }
