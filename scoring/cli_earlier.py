"""The verbs about years and cuts: ``fuping earlier`` (往年结果, 优胜劣汰) and ``fuping border`` (临界名单)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_edge import FINDINGS
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_kinds, opened_round, speaking
from scoring.errors import Refusal
from scoring.findings import Level, to_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.services.earlier import EarlierGrade

CARRIER = click.argument("carrier")


@click.group()
def earlier() -> None:
    """往年结果：导入、查看、单个登记，按优胜劣汰规则提出建议 / results of earlier years, and what they propose."""


@earlier.command("import")
@WORKSPACE
@click.argument("path", type=click.Path(path_type=Path))
@KIND
@speaking
def import_(workspace: Path, path: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """导入往年结果：另一个 .fuping 工作区，或有载体名称、统一社会信用代码、年度、等级几列的 Excel、CSV 表 / from a workspace or a table."""
    from scoring.services.earlier_import import keep_earlier, read_earlier

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        read = read_earlier(opened, path)
        for finding in read.findings:
            session.tell(finding, document=read.document)
        kept = len(keep_earlier(opened, read, actor=actor, now=now()))
    same = len(read.lines) - len(read.new)
    session.say("earlier_imported", name=path.name, kept=kept, same=same, told=len(read.findings))
    document = {"file": path.name, "kept": kept, "same": same, "findings": [to_document(one) for one in read.findings]}
    session.show("earlier-import", document)
    if any(one.level is not Level.WARNING for one in read.findings):
        raise SystemExit(FINDINGS)


@earlier.command()
@WORKSPACE
@click.argument("carrier", default="")
@KIND
@speaking
def show(workspace: Path, carrier: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """各载体往年的等级和出处 / the grades of earlier years, and where they are from."""
    from scoring.services.earlier import all_earlier
    from scoring.services.kinds import whose

    session = Session(lang, actor, as_json)
    shown = []
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        asked = [whose(kinds, carrier)] if carrier else [(opened, one) for opened in kinds for one in opened.participants()]
        known = {opened.round.id: all_earlier(opened) for opened in kinds}
        for opened, one in asked:
            years = known[opened.round.id].get(one.uscc, {})
            _tell(session, one.name, years)
            shown.append({"uscc": one.uscc, "name": one.name, "kind": opened.kind(lang), "years": _years(years)})
    session.show("earlier-show", {"carriers": shown})


def _years(years: Mapping[int, EarlierGrade]) -> list[dict[str, object]]:
    return [
        {
            "year": one.year,
            "standing": one.standing.value,
            "grade": one.grade or None,
            "source": one.source,
            "sealed": one.sealed,
            "actor": one.actor,
            "at": one.at.isoformat(),
        }
        for one in years.values()
    ]


def _tell(session: Session, name: str, years: Mapping[int, EarlierGrade]) -> None:
    if not years:
        session.say("earlier_none", name=name)
    for one in years.values():
        session.say("earlier_line", name=name, year=one.year, words=one.words(session.language), source=one.source)


@earlier.command("set")
@WORKSPACE
@CARRIER
@click.argument("of_year", metavar="YEAR", type=int)
@click.argument("grade", default="")
@click.option("--absent", is_flag=True, help="该年度未参评 / it did not take part")
@click.option("--basis", default="", help="依据，例如公布结果的文号 / what it rests on")
@click.option("--undo", is_flag=True, help="撤回已写的，该年度仍为未知 / withdraw it: unknown again")
@KIND
@speaking
def set_(
    workspace: Path,
    carrier: str,
    of_year: int,
    grade: str,
    absent: bool,
    basis: str,
    undo: bool,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记一家载体某一年度的等级 / one year of one carrier."""
    from scoring.services.earlier import set_earlier

    session = Session(lang, actor, as_json)
    if undo == bool(grade.strip() or absent):
        raise Refusal("earlier.grade_or_undo")
    with opened_for(workspace, carrier, kind) as (opened, one):
        made = set_earlier(opened, one, of_year, grade=grade, absent=absent, basis=basis, actor=actor, now=now())
    code = "earlier_same" if made is None else "earlier_undone" if undo else "earlier_set"
    session.say(code, name=one.name, year=of_year)
    session.show("earlier-set", {"uscc": one.uscc, "name": one.name, "year": of_year, "changed": made is not None})


@earlier.command()
@WORKSPACE
@click.option("--all", "everything", is_flag=True, help="不符合的也列出 / those not met as well")
@KIND
@speaking
def proposals(workspace: Path, everything: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """按细则的优胜劣汰规则，封存的结果连同往年等级建议什么 / what the rules over years propose, from the youngest sealed run."""
    from scoring.services.kinds import latest_runs
    from scoring.services.standing_years import Met
    from scoring.services.standing_years import proposals as proposed

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        found = [one for opened, run in latest_runs(kinds) for one in proposed(opened, run, lang)]
    shown = [one for one in found if everything or one.met is not Met.NOT_MET]
    for one in shown:
        session.say("proposal", name=one.name, rule=one.rule, words=one.words, history=one.history)
        if one.basis:
            session.say("proposal_basis", basis=one.basis)
    if not shown:
        session.say("no_proposals")
    session.show("earlier-proposals", {"proposals": [one.document() for one in shown]})


@click.command()
@WORKSPACE
@click.option(
    "--sealed", is_flag=True, help="按最近一次封存的评分结果，默认按当前数据 / of the youngest sealed result, not the live score"
)
@KIND
@speaking
def border(workspace: Path, sealed: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """临界名单：与分数线或名额末位相差不多的，和名额处并列的 / who is close to a cut, or tied at the edge of a quota."""
    from scoring.services.border import border_list, sealed_border_list
    from scoring.services.kinds import latest_runs
    from scoring.services.lines import sealed_lines
    from scoring.services.scoring import live

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        if sealed:
            runs = [sealed_lines(opened.store, run) for opened, run in latest_runs(kinds)]
            found = [one for run in runs for one in sealed_border_list(run, lang)]
        else:
            found = [one for opened in kinds for one in border_list(opened, live(opened), lang)]
    for one in found:
        reasons = ("；" if lang == "zh" else "; ").join(one.reasons)
        session.say("border_line", rank=one.rank, name=one.name, total=one.total, grade=one.grade, reasons=reasons)
    if not found:
        session.say("border_none")
    session.show("border", {"border": [one.document() for one in found]})
