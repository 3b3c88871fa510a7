"""The terminal's verbs of entry on screen (屏幕录入): the same entries as the window's, edit by edit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, YEAR, Session, now, opened_for, opened_kinds, speaking
from scoring.errors import Refusal
from scoring.findings import Level, to_document
from scoring.messages import say, sentence

if TYPE_CHECKING:
    from scoring.services.entering import Begun, Carrier, EditLine, Entry
    from scoring.services.entering_checks import EntryChecked
    from scoring.services.rounds import OpenRound

FINDINGS = 1
"""The exit code for errors that stand, as in ``cli_edge``."""
MOST_FINDINGS = 20
CARRIER = click.argument("carrier")
TABLE = click.argument("table")
ROW = click.IntRange(1, 10_000)
LONGEST = 20_000_000
"""Characters read of what is pasted."""


@click.group()
def enter() -> None:
    """屏幕录入：替没有报来可用工作簿的载体录入填报表 / enter a return where a carrier sent no usable workbook."""


@enter.command()
@WORKSPACE
@CARRIER
@click.option(
    "--from",
    "origin",
    type=click.Choice(["nothing", "current", "last_year"]),
    default="nothing",
    show_default=True,
    help="从空白、本轮填报表或上一年度的填报表开始 / what to begin with",
)
@YEAR
@speaking
def begin(workspace: Path, carrier: str, origin: str, lang: str, as_json: bool, actor: str) -> None:
    """开始一份录入 / begin an entry."""
    from scoring.services.entering import Origin
    from scoring.services.entering import begin as do_begin

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        entry = do_begin(opened, whose, Origin(origin), actor=actor, now=now())
        session.say("enter.begun", carrier=whose.name, tables=_counted(opened, entry, lang))
        session.show("enter-begin", _entry_document(opened, entry))


@enter.command("list")
@WORKSPACE
@KIND
@speaking
def list_(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出没有完成的录入 / the entries that are not finished."""
    from scoring.services.entering import open_entries

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        found = [(opened, one) for opened in kinds for one in open_entries(opened)]
        for _, one in found:
            session.say("enter.listed", carrier=one.carrier.name, by=one.edited_by, at=_moment(one), edits=one.edits)
        if not found:
            session.say("enter.none")
        session.show("enter-list", {"entries": [_line_document(one) | {"kind": opened.kind(lang)} for opened, one in found]})


@enter.command()
@WORKSPACE
@CARRIER
@click.option("--table", default="", help="只列这张表 / only this table")
@YEAR
@speaking
def show(workspace: Path, carrier: str, table: str, lang: str, as_json: bool, actor: str) -> None:
    """列出已录入的内容，可直接粘贴到 Excel / what has been entered, ready to be pasted into Excel."""
    from scoring.services.amending import named_table
    from scoring.services.entering_edits import copied
    from scoring.services.entering_form import entry_form

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, read_only=True) as (opened, whose):
        entry = _open(opened, whose)
        form = entry_form(opened, lang)
        wanted = [named_table(opened.form.form, table).key] if table else [one.key for one in form.tables]
        for key in wanted:
            shown = form.table(key)
            session.say("enter.table", table=shown.label, rows=len(entry.tables[key]))
            if shown.is_record:
                for field in shown.fields:
                    session.say("enter.field", field=field.label, text=entry.tables[key][0][field.number])
            else:
                fields = [field.key for field in shown.fields]
                session.say("enter.rows", rows="\t".join(field.label for field in shown.fields))
                text = copied(opened, entry, key, range(len(entry.tables[key])), fields)
                if text:
                    session.say("enter.rows", rows=text.replace("\r\n", "\n").rstrip("\n"))
        session.show("enter-show", _entry_document(opened, entry, wanted))


@enter.command("set")
@WORKSPACE
@CARRIER
@TABLE
@click.argument("row", type=ROW)
@click.argument("field")
@click.argument("value")
@YEAR
@speaking
def set_(
    workspace: Path, carrier: str, table: str, row: int, field: str, value: str, lang: str, as_json: bool, actor: str
) -> None:
    """录入一格；载体表的行写 1 / enter one cell; of the record, row 1."""
    from scoring.services.amending import named_field, named_table
    from scoring.services.entering_checks import Spot, check_cell
    from scoring.services.entering_edits import set_cells

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        where = named_table(opened.form.form, table)
        what = named_field(where, field, asked_only=True)
        entry = set_cells(opened, _open(opened, whose), {Spot(where.key, row - 1, what.key): value}, actor=actor, now=now())
        said = check_cell(opened, where.key, what.key, value, lang)
        session.say("enter.reads", field=what.label[lang], value=said.value or "—")
        for level, words in said.problems:
            session.say("finding_nowhere", level=say(f"levels.{level.value}", {}, lang), sentence=words)
        problems = [{"level": level.value, "sentence": words} for level, words in said.problems]
        session.show("enter-set", {"carrier": whose.uscc, "edit": entry.number, "value": said.value, "problems": problems})


@enter.command()
@WORKSPACE
@CARRIER
@TABLE
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--row", type=ROW, default=1, show_default=True, help="从第几行起 / from which row on")
@click.option("--field", default="", help="从哪一栏起；带表头的按表头对应 / from which column on, unless the block has headings")
@YEAR
@speaking
def paste(
    workspace: Path, carrier: str, table: str, file: Path, row: int, field: str, lang: str, as_json: bool, actor: str
) -> None:
    """粘贴从 Excel 复制出的一块（制表符分隔的文本文件，- 为标准输入） / paste a block copied from Excel."""
    from scoring.services.amending import named_field, named_table
    from scoring.services.entering_edits import paste as do_paste
    from scoring.services.entering_paste import Selection

    session = Session(lang, actor, as_json)
    text = _text_of(file)
    with opened_for(workspace, carrier) as (opened, whose):
        where = named_table(opened.form.form, table)
        column = where.asked.index(named_field(where, field, asked_only=True)) if field else 0
        record = where.key == opened.form.form.record
        at = Selection(column, 0) if record else Selection(row - 1, column)
        done = do_paste(opened, _open(opened, whose), where.key, text, at, actor=actor, now=now())
        session.say("enter.pasted", table=where.label[lang], rows=done.rows, columns=done.columns)
        if done.left_out:
            session.say("enter.left_out", left_out=list(done.left_out[:8]), count=len(done.left_out))
        more = {"by_headings": done.by_headings, "left_out": list(done.left_out)}
        session.show(
            "enter-paste", {"carrier": whose.uscc, "edit": done.entry.number, "rows": done.rows, "columns": done.columns} | more
        )


@enter.command()
@WORKSPACE
@CARRIER
@TABLE
@click.argument("first", type=ROW)
@click.option("--last", type=ROW, help="删到第几行，默认只删一行 / the last of several")
@YEAR
@speaking
def delete(workspace: Path, carrier: str, table: str, first: int, last: int | None, lang: str, as_json: bool, actor: str) -> None:
    """删除一行或几行 / delete rows."""
    from scoring.services.amending import named_table
    from scoring.services.entering_edits import delete_rows

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        where = named_table(opened.form.form, table)
        rows = range(first - 1, last or first)
        entry = delete_rows(opened, _open(opened, whose), where.key, rows, actor=actor, now=now())
        session.say("enter.counted", tables=_counted(opened, entry, lang))
        session.show("enter-delete", {"carrier": whose.uscc, "edit": entry.number, "rows": len(entry.tables[where.key])})


@enter.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def undo(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """撤销上一次改动 / take back the last change."""
    from scoring.services.entering_edits import undo as do_undo

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        before = _open(opened, whose)
        entry = do_undo(opened, before.id, actor=actor, now=now())
        _tell_taken(session, "undo", whose, before.undo, entry)


@enter.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def redo(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """重做撤销的改动 / do again what was taken back."""
    from scoring.services.entering_edits import redo as do_redo

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        before = _open(opened, whose)
        entry = do_redo(opened, before.id, actor=actor, now=now())
        _tell_taken(session, "redo", whose, before.redo, entry)


def _tell_taken(session: Session, verb: str, whose: Carrier, line: EditLine | None, entry: Entry) -> None:
    title = say(line.title.code, line.title.facts, session.language) if line else ""
    session.say(f"enter.{verb}", title=title)
    session.show(f"enter-{verb}", {"carrier": whose.uscc, "edit": entry.number, "of": line.number if line else None})


@enter.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def check(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """核验已录入的内容：完成后会有哪些问题 / what would be found, were the entry finished now."""
    from scoring.services.entering_checks import check_entry

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, read_only=True) as (opened, whose):
        entry = _open(opened, whose)
        found = check_entry(opened, entry)
        for one in found.findings[:MOST_FINDINGS]:
            session.tell(one.finding, document=one.finding.places[0].document if one.finding.places else "")
        if len(found.findings) > MOST_FINDINGS:
            session.say("enter.more", count=len(found.findings) - MOST_FINDINGS)
        session.say("enter.checked", errors=_errors(found), warnings=found.count(Level.WARNING))
        session.show("enter-check", {"carrier": whose.uscc, "edit": entry.number, "findings": _findings(found, lang)})
    if _errors(found):
        raise SystemExit(FINDINGS)


@enter.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def finish(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """录入完成：写成工作簿，作为该载体的填报表收入 / finish: the entry becomes the carrier's return."""
    from scoring.services.entering_finish import finish as do_finish

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        done = do_finish(opened, _open(opened, whose), actor=actor, now=now()).imported
    errors = sum(one.level is not Level.WARNING for one in done.findings)
    session.say("enter.finished", carrier=whose.name, document=done.document)
    session.say("enter.checked", errors=errors, warnings=len(done.findings) - errors)
    told = [to_document(one) | {"sentence": sentence(one, lang)} for one in done.findings]
    answer = {"carrier": whose.uscc, "return": done.return_id, "document": done.document, "supersedes": done.supersedes or None}
    session.show("enter-finish", answer | {"findings": told})
    if errors:
        raise SystemExit(FINDINGS)


@enter.command()
@WORKSPACE
@CARRIER
@YEAR
@speaking
def drop(workspace: Path, carrier: str, lang: str, as_json: bool, actor: str) -> None:
    """放弃录入；已录入的内容留存，但不计入 / give the entry up."""
    from scoring.services.entering import drop as do_drop

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier) as (opened, whose):
        entry = _open(opened, whose)
        do_drop(opened, entry.id, actor=actor, now=now())
    session.say("enter.dropped", carrier=whose.name)
    session.show("enter-drop", {"carrier": whose.uscc, "entry": entry.id})


def _open(opened: OpenRound, whose: Carrier) -> Entry:
    from scoring.services.entering import open_entry

    found = open_entry(opened, whose)
    if found is None:
        raise Refusal("entering.no_open", carrier=whose.name)
    return found


def _text_of(file: Path) -> str:
    """What stands in the file: UTF-8, or UTF-16 as Excel's own "Unicode text"."""
    try:
        raw = sys.stdin.buffer.read(LONGEST) if str(file) == "-" else file.read_bytes()[:LONGEST]
        return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("services.cannot_read", name=file.name) from error


def _counted(opened: OpenRound, entry: Entry, language: str) -> str:
    """在孵企业 40、毕业企业 3"""
    rows = [(table, entry.tables[table.key]) for table in opened.form.form.tables if table.key != opened.form.form.record]
    joint = "、" if language == "zh" else ", "
    return joint.join(f"{table.label[language]} {len(there)}" for table, there in rows)


def _moment(one: Begun) -> str:
    from scoring.services.days import CHINA

    return f"{one.edited_at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _line_document(one: Begun) -> dict[str, object]:
    return {
        "entry": one.id,
        "carrier": one.carrier.name,
        "uscc": one.carrier.uscc,
        "from": one.origin.value,
        "begun_at": one.begun_at.isoformat(),
        "begun_by": one.begun_by,
        "edits": one.edits,
        "edited_at": one.edited_at.isoformat(),
        "edited_by": one.edited_by,
    }


def _entry_document(opened: OpenRound, entry: Entry, tables: list[str] | None = None) -> dict[str, object]:
    """The texts by the keys of tables and fields."""
    form = opened.form.form
    wanted = [form.table(key) for key in tables] if tables is not None else form.tables
    texts: Mapping[str, object] = {
        table.key: [
            {field.key: text for field, text in zip(table.asked, row, strict=True) if text} for row in entry.tables[table.key]
        ]
        for table in wanted
    }
    return _line_document(entry.begun) | {"texts": texts}


def _errors(found: EntryChecked) -> int:
    return len(found.findings) - found.count(Level.WARNING)


def _findings(found: EntryChecked, language: str) -> list[dict[str, object]]:
    """As of an import, and the cells of the entry: rows from 1, 0 for the whole table."""
    return [
        to_document(one.finding)
        | {"sentence": sentence(one.finding, language)}
        | {
            "cells": [
                {"table": spot.table, "row": 0 if spot.row is None else spot.row + 1, "field": spot.field} for spot in one.spots
            ]
        }
        for one in found.findings
    ]
