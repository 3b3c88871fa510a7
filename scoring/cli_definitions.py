"""The verbs about definitions and what is worked out by them: ``fuping rubric``, ``conditions``, ``mark``, ``workbook``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_kinds, opened_round, speaking, year_asked
from scoring.errors import Refusal
from scoring.findings import Level, to_document
from scoring.messages import say, sentence

if TYPE_CHECKING:
    from scoring.engine.worked import Disagreement

FINDINGS = 1
FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def rubric() -> None:
    """评分细则：查看、对比、检查、验算 / a rubric: show, compare, lint, test."""


@rubric.command("show")
@FILE
@click.option("--pdf", type=click.Path(path_type=Path), help="另存为可以印的细则手册 / write it as a rule book to print")
@KIND
@speaking
def show_(file: Path, pdf: Path | None, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """用文字列出评分细则（TOML 文件，或工作区所用的）/ a rubric in words, of a file or of a workspace."""
    from scoring.services.rubric_show import show
    from scoring.services.rubrics import rubric_at
    from scoring.services.rule_book import rule_book, write_rule_book

    session = Session(lang, actor, as_json)
    found = rubric_at(file, kind, year_asked())
    shown = show(found.compiled, lang, found.parameters)
    if pdf is not None:
        write_rule_book(pdf, rule_book(found, lang, now()))
        session.say("rule_book_written", name=pdf.name)
        session.show("rubric-show", shown.document() | {"file": str(pdf)})
        return
    for line in shown.lines():
        session.say("plain", text=line)
    session.show("rubric-show", shown.document())


@rubric.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@KIND
@speaking
def compare_(old: Path, new: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """逐项对比两份评分细则（TOML 文件，或工作区所用的）/ two rubrics piece by piece, of files or workspaces."""
    from scoring.services.rubric_compare import compare_rubrics
    from scoring.services.rubrics import rubric_at

    session = Session(lang, actor, as_json)
    first, second = (rubric_at(one, kind, year_asked()).compiled for one in (old, new))
    found = compare_rubrics(first, second, lang)
    for line in found.lines():
        session.say("plain", text=line)
    session.show("rubric-compare", found.document())


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
@KIND
@speaking
def adopt_(workspace: Path, file: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """改用另一份评分细则；已封存的评分结果不变 / score the round by another rubric."""
    from scoring.services.rubrics import adopt_rubric

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
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
@KIND
@speaking
def conditions(workspace: Path, carrier: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """对照认定条件：符合、不符合、未知，差距多少 / how far a carrier is from recognition conditions."""
    from scoring.services.conditions import conditions_of

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind, read_only=True) as (opened, asked):
        told = conditions_of(opened, asked, lang)
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
@KIND
@speaking
def mark(
    workspace: Path,
    carrier: str,
    measure: str,
    reviewer: str,
    value: str,
    comment: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记一位评审专家的评分；值为 - 表示撤回 / a reviewer's mark; - withdraws it."""
    from scoring.services.marking import give_mark

    session = Session(lang, actor, as_json)
    try:
        worth = None if value == "-" else Decimal(value)
    except InvalidOperation as error:
        raise Refusal("services.no_mark", value=value) from error
    with opened_for(workspace, carrier, kind) as (opened, whose):
        given = give_mark(opened, whose, measure=measure, reviewer=reviewer, value=worth, comment=comment, actor=actor, now=now())
    session.say("marked", carrier=whose.name, measure=measure, reviewer=reviewer, value=value)
    session.show("mark", {"mark": given.id, "value": None if given.value is None else str(given.value)})


@click.command()
@WORKSPACE
@click.argument("file", type=click.Path(path_type=Path))
@KIND
@speaking
def workbook(workspace: Path, file: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """写出公式核算表：全部口径、得分、名次、等级、扶持金额都是可以重算的公式 / the round as a workbook of live formulas.

    有几个类型时，每个类型一份，文件名后加类型的名称。With several kinds each gets a file of its own, named after it.
    """
    from scoring.services.workbooks import file_of_kind, write_workbook

    session = Session(lang, actor, as_json)
    made: list[dict[str, str | None]] = []
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        for opened in kinds:
            path = file if len(kinds) == 1 else file_of_kind(file, opened)
            run = write_workbook(opened, path, language=lang, now=now(), progress=session.progress)
            session.say("workbook_of_run" if run else "workbook_live", name=path.name, run=run.id if run else "")
            made.append({"kind": opened.kind(lang), "file": str(path), "run": run.id if run else None})
    only = made[0] if len(made) == 1 else {"file": None, "run": None}
    session.show("workbook", {"file": only["file"], "run": only["run"], "files": made})
