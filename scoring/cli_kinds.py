"""The kinds of carriers (类型) a workspace assesses: add one, and head what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import WORKSPACE, YEAR, Session, now, opened_kinds, speaking

if TYPE_CHECKING:
    from scoring.services.rounds import OpenRound


def head(session: Session, opened: OpenRound, kinds: Sequence[OpenRound]) -> None:
    """The kind's name above what is said of it, where there are several."""
    if len(kinds) > 1:
        session.say("kind", name=opened.kind(session.language))


@click.group()
def kind() -> None:
    """载体类型：每个类型有自己的填报表式和评分细则 / kinds of carriers, each with its form and rubric."""


@kind.command("add")
@WORKSPACE
@click.argument("rubric", type=click.Path(path_type=Path))
@click.option("--name", default="", help="类型的名称，默认用填报表式的名称 / what it is called")
@click.option(
    "--year", type=click.IntRange(1990, 2100), help="考评年度，默认为最近的年度；更晚的年度开始新的一年 / assessment year"
)
@click.option("--data-year", type=click.IntRange(1990, 2100), help="新一年的数据年度，默认为考评年度的上一年 / year of the data")
@speaking
def add(
    workspace: Path, rubric: Path, name: str, year: int | None, data_year: int | None, lang: str, as_json: bool, actor: str
) -> None:
    """增加一个类型：给出它的评分细则，填报表式按细则里的名称去找 / assess one more kind, by its rubric and the form it names."""
    from scoring.services.choosing import chosen
    from scoring.services.kinds import add_kind
    from scoring.services.scoring import scored_by

    session = Session(lang, actor, as_json)
    wanted = chosen(rubric)
    with opened_kinds(workspace) as kinds:
        store = kinds[0].store
        made = add_kind(store, wanted, name=name, assessment_year=year, data_year=data_year, actor=actor, now=now())
        words = {"name": made.kind(lang), "round": made.round.title, "form": made.form.form.title[lang]}
        session.say("kind_added", rubric=made.rubric.rubric.title[lang], **words)
        document = {"kind": made.kind(lang), "round": made.round.id, "form": made.round.form, "rubric": made.round.rubric}
        session.show("kind-add", document | {"scored_by": scored_by(made, lang)})


@kind.command("list")
@WORKSPACE
@YEAR
@speaking
def list_(workspace: Path, lang: str, as_json: bool, actor: str) -> None:
    """列出一个年度的各个类型，默认最近年度 / the kinds of a year, the youngest unless one is named."""
    from scoring.services.scoring import scored_by

    session = Session(lang, actor, as_json)
    listed: list[dict[str, object]] = []
    with opened_kinds(workspace, read_only=True) as kinds:
        for opened in kinds:
            count = len(opened.participants())
            session.say("kind_listed", name=opened.kind(lang), count=count, form=opened.form.form.title[lang])
            session.say("scored_by", **scored_by(opened, lang))
            listed.append({"kind": opened.kind(lang), "participants": count, "scored_by": scored_by(opened, lang)})
        session.show("kind-list", {"round": kinds[0].round.title, "kinds": listed})
