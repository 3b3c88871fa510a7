"""The verbs about definitions and what is worked out by them: ``fuping rubric``, ``conditions``, ``mark``, ``workbook``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import WORKSPACE, Session, now, opened_round, speaking
from scoring.errors import Refusal
from scoring.findings import Level, to_document
from scoring.messages import say, sentence

if TYPE_CHECKING:
    from scoring.engine.worked import Disagreement

FINDINGS = 1
FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def rubric() -> None:
    """评分细则：查看、检查、验算 / a rubric: show, lint, test."""


@rubric.command("show")
@FILE
@speaking
def show_(file: Path, lang: str, as_json: bool, actor: str) -> None:
    """用文字列出评分细则（TOML 文件，或工作区所用的）/ a rubric in words, of a file or of a workspace."""
    from scoring.services.rubric_show import show
    from scoring.services.rubrics import rubric_at

    session = Session(lang, actor, as_json)
    found = rubric_at(file)
    shown = show(found.compiled, lang, found.parameters)
    for line in shown.lines():
        session.say("plain", text=line)
    session.show("rubric-show", shown.document())


@rubric.command("lint")
@FILE
@speaking
def lint_(file: Path, lang: str, as_json: bool, actor: str) -> None:
    """检查一个定义文件（填报表式、评分细则、认定条件、扶持政策）/ look a definition file through."""
    from scoring.services.definitions import lint_file

    session = Session(lang, actor, as_json)
    kind, findings = lint_file(file)
    for finding in findings:
        level = Level.ERROR if finding.level is Level.STOP else finding.level  # 拒收 is said of returns
        session.tell(replace(finding, level=level), document=file.name)
    errors = sum(finding.level is not Level.WARNING for finding in findings)
    stops = sum(finding.level is Level.STOP for finding in findings)
    counts = {"errors": errors, "stops": stops, "warnings": len(findings) - errors}
    session.say("linted_not_to_be_adopted" if stops else "linted", name=file.name, **counts)
    listed = [to_document(one) | {"sentence": sentence(one, lang)} for one in findings]
    session.show("rubric-lint", {"file": str(file), "kind": kind, "findings": listed})
    if errors:
        raise SystemExit(FINDINGS)


@rubric.command("adopt")
@WORKSPACE
@FILE
@speaking
def adopt_(workspace: Path, file: Path, lang: str, as_json: bool, actor: str) -> None:
    """改用另一份评分细则；已封存的评分结果不变 / score the round by another rubric."""
    from scoring.services.rubrics import adopt_rubric

    session = Session(lang, actor, as_json)
    with opened_round(workspace) as opened:
        compiled = adopt_rubric(opened, file, actor=actor, now=now())
    document = compiled.rubric
    told = {"version": document.version, "title": document.title[lang], "status": document.status[lang]}
    session.say("adopted", **told)
    session.show("rubric-adopt", {"key": document.key, **told})


@rubric.command("test")
@FILE
@click.option("--data-year", type=int, default=2025, show_default=True, help="算例的数据年度 / data year of the examples")
@speaking
def test_(file: Path, data_year: int, lang: str, as_json: bool, actor: str) -> None:
    """用评分细则自带的算例验算 / run a rubric's own worked examples."""
    from scoring.services.rubrics import rubric_at, test_rubric

    session = Session(lang, actor, as_json)
    tested = test_rubric(rubric_at(file).compiled, data_year=data_year)
    for one in tested.disagreements:
        session.say("disagrees", **_facts(one, lang))
    counts = {"examples": tested.examples, "grade_cases": tested.grade_cases, "worked": tested.worked}
    session.say("tested_wrong" if tested.disagreements else "tested", name=file.name, wrong=len(tested.disagreements), **counts)
    session.show("rubric-test", counts | {"disagreements": [_facts(one, lang) for one in tested.disagreements]})
    if tested.disagreements:
        raise SystemExit(FINDINGS)


def _facts(one: Disagreement, language: str) -> dict[str, object]:
    found = one.found or say("cli.nothing_found", {}, language)
    return {"key": one.key, "subject": one.subject, "what": one.what, "expected": one.expected, "found": found}


@click.command()
@WORKSPACE
@click.argument("carrier")
@speaking
def conditions(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """对照认定条件：符合、不符合、未知，差距多少 / how far a carrier is from recognition conditions."""
    from scoring.services.conditions import conditions_of

    session = Session(lang, actor, as_json)
    with opened_round(workspace, read_only=True) as opened:
        told = conditions_of(opened, opened.carrier(carrier), lang)
    session.say("from_workbook", document=told.workbook, sha256=told.workbook_hash)
    for line in told.lines():
        session.say("plain", text=line)
    session.show("conditions", told.document())


@click.command(context_settings={"ignore_unknown_options": True})
@WORKSPACE
@click.argument("carrier")
@click.argument("measure")
@click.argument("reviewer")
@click.argument("value")
@click.option("--comment", default="", help="评语 / comment")
@speaking
def mark(
    workspace: Path, carrier: str, measure: str, reviewer: str, value: str, comment: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记一位评审专家的评分；值为 - 表示撤回 / a reviewer's mark; - withdraws it."""
    from scoring.services.marking import give_mark

    session = Session(lang, actor, as_json)
    try:
        worth = None if value == "-" else Decimal(value)
    except InvalidOperation as error:
        raise Refusal("services.no_mark", value=value) from error
    with opened_round(workspace) as opened:
        whose = opened.carrier(carrier)
        given = give_mark(opened, whose, measure=measure, reviewer=reviewer, value=worth, comment=comment, actor=actor, now=now())
    session.say("marked", carrier=whose.name, measure=measure, reviewer=reviewer, value=value)
    session.show("mark", {"mark": given.id, "value": None if given.value is None else str(given.value)})


@click.command()
@WORKSPACE
@click.argument("file", type=click.Path(path_type=Path))
@speaking
def workbook(workspace: Path, file: Path, lang: str, as_json: bool, actor: str) -> None:
    """写出公式核算表：全部口径、得分、名次、等级都是可以重算的公式 / the round as a workbook of live formulas."""
    from scoring.services.workbooks import write_workbook

    session = Session(lang, actor, as_json)
    with opened_round(workspace, read_only=True) as opened:
        run = write_workbook(opened, file, language=lang, progress=session.progress)
    session.say("workbook_of_run" if run else "workbook_live", name=file.name, run=run.id if run else "")
    session.show("workbook", {"file": str(file), "run": run.id if run else None})
