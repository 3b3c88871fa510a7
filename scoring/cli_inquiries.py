"""The verbs of inquiries to departments about vetoes and limits (否决事项征询), and of their replies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scoring.cli_decisions import DAY, told
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_round, speaking


@click.group()
def inquiry() -> None:
    """否决事项征询：向部门发出征询、登记答复 / inquiries to departments about vetoes and limits, and their replies."""


@inquiry.command("ask")
@WORKSPACE
@click.argument("department")
@click.option("--day", type=DAY, required=True, help="发出日期 / day it was sent")
@click.option("--number", "document", default="", help="文号 / its number")
@click.option("--rule", "rules", multiple=True, help="只征询这些否决或限制事项，默认全部 / only these rules, all unless named")
@click.option("--carrier", "carriers", multiple=True, help="只涉及这些载体，默认全部 / only these carriers, all unless named")
@KIND
@speaking
def ask_(
    workspace: Path,
    department: str,
    day: datetime,
    document: str,
    rules: tuple[str, ...],
    carriers: tuple[str, ...],
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记一次征询 / register an inquiry."""
    from scoring.services.inquiring import ask

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        whom = [opened.carrier(one) for one in carriers]
        made = ask(
            opened,
            department=department,
            day=day.date(),
            document=document,
            rules=rules,
            carriers=whom,
            actor=actor,
            now=now(),
        )
        told(session, opened, made)


@inquiry.command("reply")
@WORKSPACE
@click.argument("number")
@click.argument("answer", type=click.Choice(["none", "found"]))
@click.option("--day", type=DAY, required=True, help="答复日期 / day of the reply")
@click.option("--document", default="", help="复函文号 / number of the reply")
@click.option("--text", default="", help="答复内容 / what it says")
@click.option("--rule", "rules", multiple=True, help="只答复这些事项 / only these rules")
@click.option("--carrier", "carriers", multiple=True, help="只答复这些载体；答“无”时默认其余全部 / only these carriers")
@KIND
@speaking
def reply_(
    workspace: Path,
    number: str,
    answer: str,
    day: datetime,
    document: str,
    text: str,
    rules: tuple[str, ...],
    carriers: tuple[str, ...],
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记答复：none 为无，found 为有 / register a reply: none, or found."""
    from scoring.services.inquiring import Answer, reply

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        whom = [opened.carrier(one) for one in carriers]
        made = reply(
            opened,
            number,
            answer=Answer(answer),
            day=day.date(),
            document=document,
            text=text,
            rules=rules,
            carriers=whom,
            actor=actor,
            now=now(),
        )
        told(session, opened, made)


@inquiry.command("apply")
@WORKSPACE
@click.argument("number")
@click.argument("carrier")
@click.argument("rule")
@click.option("--field", default="", help="要核定的项目，规则涉及几项时写明 / the field, where the rule looks at several")
@click.option("--value", default="", help="核定值，没有选项的项目须写明 / the value, where the field has no list of answers")
@KIND
@speaking
def apply_(
    workspace: Path,
    number: str,
    carrier: str,
    rule: str,
    field: str,
    value: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """把“有”的答复落实为核定值，否决由评分得出 / amend the record by a reply, so that the rule takes effect by itself."""
    from scoring.definitions.showing import show_datum
    from scoring.services.replied import apply_reply

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        made = apply_reply(opened, number, whose, rule, field=field, value=value, actor=actor, now=now())
        form = opened.form.form
        for one in made:
            asked = form.table(one.table).field(one.field)
            shown = show_datum(form, asked, one.new, lang)
            session.say("reply_applied", name=whose.name, field=asked.label[lang], value=shown)
        amended = [{"table": one.table, "field": one.field, "reason": one.reason, "id": one.id} for one in made]
        session.show("inquiry-apply", {"carrier": whose.name, "uscc": whose.uscc, "amended": amended})


@inquiry.command("show")
@WORKSPACE
@KIND
@speaking
def show_inquiries(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出征询、答复和未答复的事项 / the inquiries, the replies, and what is unanswered."""
    from scoring.services.decision_lists import inquiries_document
    from scoring.services.inquiring import inquiries

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        names = {one.uscc: one.name for one in opened.participants()}
        for one in inquiries(opened):
            facts = {"number": one.number, "department": one.department, "day": one.day, "document": one.document}
            code = "inquiry_listed_numbered" if one.document else "inquiry_listed"
            session.say(code, replied=len(one.replies), unanswered=len(one.unanswered), **facts)
            for uscc, key in one.found:
                text = one.replies[uscc, key].text
                session.say("inquiry_found", name=names.get(uscc, uscc), rule=one.rule(key).label(lang), text=text)
            for rule in one.rules:
                owed = [names.get(uscc, uscc) for uscc, key in one.unanswered if key == rule.key]
                if owed:
                    session.say("inquiry_owed", rule=rule.label(lang), count=len(owed), names=owed)
        session.show("inquiry-show", {"inquiries": inquiries_document(opened)})
