"""The terminal's verbs about the expert review: the panel, recusals, marking sheets out and marking sheets in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, YEAR, Session, now, opened_for, opened_kinds, opened_round, speaking
from scoring.errors import Refusal
from scoring.findings import Finding, to_document
from scoring.messages import say, sentence

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.services.reading_sheets import JudgedLine, JudgedSheet
    from scoring.services.reviewing import Review
    from scoring.services.rounds import OpenRound

FINDINGS = 1
"""The exit code for errors that stand, as in ``cli_edge``."""


@click.command()
@WORKSPACE
@click.option("--add", "added", multiple=True, help="加入一位评审专家 / put a reviewer on the panel")
@click.option("--remove", "removed", multiple=True, help="移出没有评分的专家 / take one without marks off it")
@KIND
@speaking
def reviewers(
    workspace: Path, added: tuple[str, ...], removed: tuple[str, ...], kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """列出评审专家、各人的进度和回避，或加入、移出专家 / the panel: progress and recusals; adds and removes."""
    from scoring.services.reviewers import add_reviewer, remove_reviewer
    from scoring.services.reviewing import review

    session = Session(lang, actor, as_json)
    if added or removed:
        with opened_round(workspace, kind) as opened, opened.store.writing():
            for name in added:
                add_reviewer(opened, name, actor=actor, now=now())
            for name in removed:
                remove_reviewer(opened, name, actor=actor, now=now())
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        found = [(opened, review(opened, lang)) for opened in kinds]
    for opened, one in found:
        _print_panel(session, opened, one, named=len(found) > 1)
    session.show("reviewers", {"kinds": [_panel_document(opened, one, lang) for opened, one in found]})


def _print_panel(session: Session, opened: OpenRound, found: Review, *, named: bool) -> None:
    from scoring.services.reviewing import signed_per_cent

    if named:
        session.say("kind", name=opened.kind(session.language))
    if not found.items:
        session.say("plain", text=say("reviews.nothing_to_mark", {"kind": opened.kind(session.language)}, session.language))
        return
    for one in found.reviewers:
        session.say("reviewer", name=one.name, given=one.given, due=one.due)
        if one.aside:
            session.say("reviewer_aside", count=one.aside)
        if one.lean is not None:
            session.say("reviewer_lean", lean=signed_per_cent(one.lean), count=one.beside)
        for name, _, relation in one.barred:
            session.say("reviewer_barred", carrier=name, relation=relation)
    session.say("marks_lacking", count=found.lacking)


def _panel_document(opened: OpenRound, found: Review, language: str) -> dict[str, object]:
    people = [
        {
            "reviewer": one.name,
            "given": one.given,
            "due": one.due,
            "not_counting": one.aside,
            "leaning_per_cent": None if one.lean is None else str(one.lean),
            "beside_others": one.beside,
            "recusals": [{"carrier": name, "uscc": uscc, "relation": relation} for name, uscc, relation in one.barred],
        }
        for one in found.reviewers
    ]
    items = [{"code": one.code, "title": one.title} for one in found.items]
    return {"kind": opened.kind(language), "items": items, "reviewers": people, "lacking": found.lacking}


@click.command()
@WORKSPACE
@click.argument("carrier")
@click.argument("reviewer")
@click.option("--relation", default="", help="专家与载体的关系 / what binds the two")
@click.option("--undo", is_flag=True, help="撤销回避 / withdraw the recusal")
@KIND
@speaking
def recuse(
    workspace: Path, carrier: str, reviewer: str, relation: str, undo: bool, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记一位专家对一家载体的回避；已有的评分保留而不计 / a reviewer may not judge a carrier; marks given stand, not counting."""
    from scoring.services.reviewers import recuse as do_recuse
    from scoring.services.reviewers import withdraw_recusal

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        if undo:
            changed = withdraw_recusal(opened, whose, reviewer, actor=actor, now=now())
        else:
            changed = do_recuse(opened, whose, reviewer, relation, actor=actor, now=now())
    code = "recusal_unchanged" if not changed else "recusal_withdrawn" if undo else "recused"
    session.say(code, reviewer=reviewer, carrier=whose.name, relation=relation)
    document = {"carrier": whose.uscc, "reviewer": reviewer, "relation": None if undo else relation, "recused": not undo}
    session.show("recuse", document | {"changed": changed})


@click.command("marking-sheet")
@WORKSPACE
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--reviewer", "only", multiple=True, help="只写这些专家的，默认全部专家 / only these reviewers")
@KIND
@speaking
def marking_sheet(workspace: Path, folder: Path, only: tuple[str, ...], kind: str, lang: str, as_json: bool, actor: str) -> None:
    """给每位专家写出一份评分表：要评的载体和指标、锚点；应回避的不列 / a marking sheet for each reviewer."""
    from scoring.services.marking_sheets import write_sheets
    from scoring.services.review_items import review_items

    session = Session(lang, actor, as_json)
    made: list[dict[str, str]] = []
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        asked = [one for one in kinds if review_items(one)] or kinds
        for opened in asked:
            for path in write_sheets(opened, folder, only=only, progress=session.progress):
                session.say("sheet_written", name=path.name)
                made.append({"kind": opened.kind(lang), "file": str(path)})
    session.show("marking-sheet", {"files": made})


@click.command()
@WORKSPACE
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--take", "taken", multiple=True, metavar="F5", help="有错误时仍存入这一行（评分的单元格）/ store this line all the same"
)
@YEAR
@speaking
def marks(workspace: Path, files: tuple[Path, ...], taken: tuple[str, ...], lang: str, as_json: bool, actor: str) -> None:
    """读入专家交回的评分表；有错误的不存入，除非逐行写明 / read marking sheets that came back.

    FILES 可以是文件、文件夹或 ZIP。留空的评分就是没有评分；改评的与原来的并存，以后一次为准。
    """
    from scoring.services.reading_sheets import read_sheets, store_sheet

    session = Session(lang, actor, as_json)
    documents: list[dict[str, object]] = []
    with opened_kinds(workspace) as kinds:
        sheets = read_sheets(kinds, files, session.progress)
        if taken and len(sheets) != 1:
            raise Refusal("cli.take_of_one")
        for sheet in sheets:
            chosen = [line for line in sheet.lines if line.place.address in taken] if taken else None
            refused = chosen is None and sheet.has_errors
            stored = 0 if refused else store_sheet(kinds, sheet, chosen, actor=actor, now=now())
            _print_sheet(session, sheet, stored)
            documents.append(_sheet_document(sheet, stored, lang))
    session.show("marks", {"sheets": documents})
    if any(sheet.has_errors for sheet in sheets):
        raise SystemExit(FINDINGS)


def _print_sheet(session: Session, sheet: JudgedSheet, stored: int) -> None:
    same = sum(line.state.value == "same" for line in sheet.lines)
    empty = sum(line.state.value == "empty" for line in sheet.lines)
    facts = {"name": sheet.document, "reviewer": sheet.reviewer or "—"}
    session.say("sheet_read", stored=stored, same=same, empty=empty, left=len(sheet.to_store) - stored, **facts)
    for finding in sheet.every_finding:
        session.tell(finding, document=sheet.document)


def _sheet_document(sheet: JudgedSheet, stored: int, language: str) -> dict[str, object]:
    return {
        "file": sheet.document,
        "reviewer": sheet.reviewer or None,
        "kind": sheet.kind or None,
        "stored": stored,
        "findings": [_finding(one, language) for one in sheet.findings],
        "lines": [_line(one, language) for one in sheet.lines],
    }


def _line(one: JudgedLine, language: str) -> dict[str, object]:
    return {
        "carrier": one.carrier,
        "uscc": one.uscc,
        "item": one.item,
        "at": f"{one.place.sheet}!{one.place.address}",
        "value": _number(one.value),
        "comment": one.comment,
        "before": _number(one.before),
        "state": one.state.value,
        "findings": [_finding(each, language) for each in one.findings],
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _finding(one: Finding, language: str) -> dict[str, object]:
    return to_document(one) | {"sentence": sentence(one, language)}


VERBS = (reviewers, recuse, marking_sheet, marks)
