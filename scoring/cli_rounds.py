"""The rounds (考评轮次) of a workspace, year by year: list them, begin the next one from the last, take one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import WORKSPACE, Session, now, opened_kinds, speaking
from scoring.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.services.next_year import KindBefore, TakenOver

YEAR = click.IntRange(1990, 2100)


@click.group("round")
def rounds() -> None:
    """考评轮次：一个工作区可以有许多年度 / rounds, one a year."""


@rounds.command("list")
@WORKSPACE
@speaking
def list_(workspace: Path, lang: str, as_json: bool, actor: str) -> None:
    """列出各年度的轮次，最近的在前 / every year's round, the youngest first."""
    from scoring.services.overview import years_seen

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, read_only=True) as kinds:
        years = years_seen(kinds[0].store, lang)
    for one in years:
        session.say("round_listed", round=one.title, kinds=one.kinds)
    session.show("round-list", {"rounds": [{"year": one.year, "round": one.title, "kinds": one.kinds} for one in years]})


@rounds.command("next")
@WORKSPACE
@click.option("--year", type=YEAR, help="考评年度，默认为最近年度的下一年 / assessment year")
@click.option("--data-year", type=YEAR, help="数据年度，默认为考评年度的上一年 / year of the data")
@click.option("--kind", "wanted", multiple=True, metavar="类型", help="只延续这些类型，默认全部 / only these kinds go on")
@click.option("--no-roster", is_flag=True, help="不带上一年的参评名单 / begin with empty lists")
@click.option(
    "--rubric",
    "rubrics",
    nargs=2,
    multiple=True,
    metavar="类型 文件",
    help="这一类型换用另一份细则，默认沿用 / another rubric for a kind",
)
@speaking
def next_(
    workspace: Path,
    year: int | None,
    data_year: int | None,
    wanted: tuple[str, ...],
    no_roster: bool,
    rubrics: tuple[tuple[str, str], ...],
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """在同一工作区开始下一年度：沿用类型、表式、细则、名单 / begin the next year, taken over from the last."""
    from scoring.services.next_year import NextYear, begin_next, round_before

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace) as kinds:
        store = kinds[0].store
        before = round_before(store, lang)
        asked = year or before.assessment_year + 1
        taken = _taken_over(before.kinds, wanted, {name: Path(file) for name, file in rubrics}, roster=not no_roster)
        made = begin_next(store, NextYear(asked, data_year or asked - 1, taken), actor=actor, now=now())
        session.say("round_begun", round=made[0].round.title, data_year=made[0].round.data_year)
        compared = {one.name for one in before.kinds if one.sealed}
        for one in made:
            facts = {"name": one.kind(lang), "rubric": one.rubric.rubric.title[lang], "count": len(one.participants())}
            session.say("round_kind" if one.kind(lang) in compared else "round_kind_alone", **facts)
        document = [
            {"kind": one.kind(lang), "round": one.round.id, "participants": len(one.participants()), "rubric": one.round.rubric}
            for one in made
        ]
        session.show("round-next", {"year": asked, "data_year": made[0].round.data_year, "kinds": document})


def _taken_over(
    known: Sequence[KindBefore], wanted: tuple[str, ...], rubrics: dict[str, Path], *, roster: bool
) -> tuple[TakenOver, ...]:
    from scoring.services.next_year import TakenOver

    names = [one.name for one in known]
    for name in (*wanted, *rubrics):
        if name not in names:
            raise Refusal("services.no_such_kind", wanted=name, known=names)
    return tuple(TakenOver(one.round_id, roster, rubrics.get(one.name)) for one in known if not wanted or one.name in wanted)


@rounds.command("take-back")
@WORKSPACE
@click.argument("year", type=YEAR)
@speaking
def take_back(workspace: Path, year: int, lang: str, as_json: bool, actor: str) -> None:
    """撤回误开的年度：只在还没有任何填报表、评分、结果时 / take back a year in which nothing has come in yet."""
    from scoring.services.next_year import take_back as take_year_back
    from scoring.services.rounds import open_year

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace) as kinds:
        store = kinds[0].store
        gone = open_year(store, year)
        take_year_back(store, [one.round.id for one in gone], actor=actor, now=now())
    session.say("round_taken_back", round=gone[0].round.title)
    session.show("round-take-back", {"year": year, "kinds": [one.kind(lang) for one in gone]})
