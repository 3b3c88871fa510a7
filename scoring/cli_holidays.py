"""The verbs about days: the district's table of holidays, the window of publication counted by it, the day a result was announced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_decisions import DAY, told
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_kinds, opened_round, speaking

if TYPE_CHECKING:
    from scoring.services.holidays import Store
    from scoring.services.rounds import OpenRound

YEAR = click.IntRange(1990, 2100)


@contextmanager
def opened_store(workspace: Path, *, read_only: bool = False) -> Iterator[Store]:
    """The workspace itself, whichever kinds it has: the table is the district's."""
    with opened_kinds(workspace, read_only=read_only) as kinds:
        yield kinds[0].store


def _tell_moved(session: Session, workspace: Path) -> None:
    """Which windows of publication the table now counts otherwise than they were announced."""
    from scoring.services.windows import window_now

    with opened_kinds(workspace, read_only=True) as kinds:
        for one in kinds:
            counted = window_now(one)
            if counted is not None and counted.moved:
                window = counted.window
                facts = {"first": window.first, "days": window.working_days, "last": window.last, "now": counted.last}
                session.say("window_moved", kind=one.kind(session.language), **facts)


@click.group()
def holidays() -> None:
    """节假日表：按国务院办公厅当年通知录入，存在工作区里 / the district's table of holidays, kept in the workspace."""


@holidays.command("show")
@WORKSPACE
@speaking
def show_(workspace: Path, lang: str, as_json: bool, actor: str) -> None:
    """列出已录入的年度 / the years that are entered."""
    from scoring.services.holidays import entered

    session = Session(lang, actor, as_json)
    with opened_store(workspace, read_only=True) as store:
        known = entered(store)
        if not known:
            session.say("holidays_none")
        for one in known:
            session.say("holidays_year", year=one.year, source=one.source, off=len(one.days_off), worked=len(one.workdays))
            session.say("holidays_days", off=list(one.days_off), worked=list(one.workdays) or "—")
        years = [{"year": one.year, "source": one.source, "days_off": one.days_off, "workdays": one.workdays} for one in known]
        session.show("holidays-show", {"years": years})


@holidays.command("enter")
@WORKSPACE
@click.argument("year", type=YEAR)
@click.option("--source", required=True, help="来源：通知的名称和文号 / the notice it is from")
@click.option("--off", multiple=True, help="放假的一天，可多次 / a day off, may be repeated")
@click.option("--worked", multiple=True, help="调休上班的周末，可多次 / a weekend that is worked, may be repeated")
@speaking
def enter_(
    workspace: Path,
    year: int,
    source: str,
    off: tuple[str, ...],
    worked: tuple[str, ...],
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """录入一个年度，后录入的取代先录入的 / enter a year's table; a later one replaces it."""
    from scoring.services.holidays import enter_year

    session = Session(lang, actor, as_json)
    with opened_store(workspace) as store:
        made = enter_year(store, year, source=source, days_off=off, workdays=worked, actor=actor, now=now())
        session.say("holidays_entered", years=[str(year)])
        session.show("holidays-enter", {"years": [year], "id": made.id if made else None})
    _tell_moved(session, workspace)


@holidays.command("import")
@WORKSPACE
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="来源，Excel 列表须写明 / the notice it is from, needed for a list in Excel")
@speaking
def import_(workspace: Path, file: Path, source: str, lang: str, as_json: bool, actor: str) -> None:
    """从日历文件（TOML）或 Excel 列表录入 / enter a calendar file, or a list in Excel."""
    from scoring.services.holidays import import_years

    session = Session(lang, actor, as_json)
    with opened_store(workspace) as store:
        years = import_years(store, file, source=source, actor=actor, now=now())
        session.say("holidays_entered", years=[str(one) for one in years])
        session.show("holidays-import", {"years": years})
    _tell_moved(session, workspace)


@holidays.command("remove")
@WORKSPACE
@click.argument("year", type=YEAR)
@speaking
def remove_(workspace: Path, year: int, lang: str, as_json: bool, actor: str) -> None:
    """删去一个年度，此后按周末计算 / take a year's table away: it counts by weekends alone."""
    from scoring.services.holidays import remove_year

    session = Session(lang, actor, as_json)
    with opened_store(workspace) as store:
        remove_year(store, year, actor=actor, now=now())
        session.say("holidays_removed", year=year)
        session.show("holidays-remove", {"year": year})
    _tell_moved(session, workspace)


@click.command("window")
@WORKSPACE
@click.argument("first", type=DAY)
@click.argument("days", type=click.IntRange(1, 250))
@KIND
@speaking
def window(workspace: Path, first: datetime, days: int, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """设定公示期：从哪天起多少个工作日 / set the window of publication: so many working days from a day on."""
    from scoring.services.windows import set_window

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        told(session, opened, set_window(opened, first=first.date(), days=days, actor=actor, now=now()))


@click.command("announced")
@WORKSPACE
@click.argument("day", type=DAY, required=False)
@click.option("--by", "document", default="", help="公布用的通知（文号）或网页 / the notice or page it was announced by")
@KIND
@speaking
def announced(workspace: Path, day: datetime | None, document: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """登记本次考评结果哪天公布，扶持条款以此为准；不写日期就显示 / the day the result was announced, which clauses go by; without a day shows it."""
    from scoring.services.announcing import announce

    session = Session(lang, actor, as_json)
    if day is None:
        with opened_round(workspace, kind, read_only=True) as opened:
            _show_announced(session, opened)
        return
    with opened_round(workspace, kind) as opened:
        told(session, opened, announce(opened, day=day.date(), document=document, actor=actor, now=now()))


def _show_announced(session: Session, opened: OpenRound) -> None:
    """As it was entered; else that it was not, and which day is known that it may be."""
    from scoring.services.announcing import announcement, offered
    from scoring.services.decision_lists import announcement_document, offer_document

    known = announcement(opened)
    offer = offered(opened) if known is None else None
    if known is not None:
        session.say("announced", day=known.day, document=known.document, by=known.by)
    else:
        session.say("announced_none")
        if offer is not None:
            session.say("announced_offer", why=offer.why, day=offer.day)
    facts = {"kind": opened.kind(session.language), "announced": announcement_document(known), "offer": offer_document(offer)}
    session.show("announced-show", facts)
