"""The verbs of what comes back after the result: feedback to carriers and their answers, objections, rectifications."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scoring.cli_decisions import DAY, told
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_for, opened_round, speaking
from scoring.messages import say


@click.group()
def feedback() -> None:
    """结果反馈核对：公示前告知载体，登记它的回复 / the result told to carriers before publication, and their answers."""


@feedback.command("tell")
@WORKSPACE
@click.argument("carriers", nargs=-1)
@click.option("--day", type=DAY, required=True, help="告知日期 / day it was told")
@click.option("--how", default="", help="告知方式，如书面送达 / in what way")
@KIND
@speaking
def tell_(
    workspace: Path, carriers: tuple[str, ...], day: datetime, how: str, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记已告知结果，默认全部还没有告知的载体 / register that the result was told, to all not told yet unless named."""
    from scoring.services.decision_lists import act_document
    from scoring.services.scoring import latest_run
    from scoring.services.telling import tell_results

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        run = latest_run(opened)
        made = tell_results(
            opened, run, [opened.carrier(one) for one in carriers], day=day.date(), how=how, actor=actor, now=now()
        )
        session.say("feedback_told", count=len(made), day=day.date())
        session.show("feedback-tell", {"told": [act_document(one) for one in made]})


@feedback.command("answer")
@WORKSPACE
@click.argument("carrier")
@click.argument("answer", type=click.Choice(["confirmed", "disputed"]))
@click.option("--day", type=DAY, required=True, help="回复日期 / day of the answer")
@click.option("--text", default="", help="回复内容 / what it says")
@KIND
@speaking
def answer_(
    workspace: Path, carrier: str, answer: str, day: datetime, text: str, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记载体的回复：confirmed 为确认，disputed 为有异议 / register a carrier's answer."""
    from scoring.services.scoring import latest_run
    from scoring.services.telling import Heard, hear_answer

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        run = latest_run(opened)
        made = hear_answer(opened, run, whose, Heard(answer), text=text, day=day.date(), actor=actor, now=now())
        told(session, opened, made)


@feedback.command("show")
@WORKSPACE
@KIND
@speaking
def show_feedback(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """逐家列出告知和回复 / who was told and what each answered."""
    from scoring.services.decision_lists import feedback_document
    from scoring.services.scoring import latest_run
    from scoring.services.telling import Feedback, standing_now
    from scoring.services.telling import feedback as heard
    from scoring.services.telling_words import FeedbackWords

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        run = latest_run(opened)
        stand = standing_now(opened, run)
        answers, document = heard(opened, run, stand=stand), feedback_document(opened, run)
        words = FeedbackWords(opened, run, stand, lang)
        for one in document:
            found = answers.get(str(one["uscc"]), Feedback(str(one["uscc"])))
            session.say("feedback_listed", name=one["name"], state=words.state(found), day=found.told_day or "—", text=found.text)
            if note := words.note(found):
                session.say("feedback_note", note=note)
        session.show("feedback-show", {"run": run.id, "feedback": document})


@click.group()
def objection() -> None:
    """异议：登记、处理，前后结果都保留 / objections: registered, dealt with, both results kept."""


@objection.command("raise")
@WORKSPACE
@click.argument("who")
@click.argument("asked")
@click.option("--day", type=DAY, required=True, help="收到日期 / day it was received")
@click.option("--carrier", default="", help="针对哪家载体，默认针对名单 / about which carrier, the list unless named")
@click.option(
    "--party",
    type=click.Choice(["carrier", "unit", "person"]),
    default="carrier",
    show_default=True,
    help="提出方：载体、单位或个人 / who objects",
)
@click.option("--contact", default="", help="联系方式 / how to reach them")
@KIND
@speaking
def raise_(
    workspace: Path,
    who: str,
    asked: str,
    day: datetime,
    carrier: str,
    party: str,
    contact: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记一件异议 / register an objection."""
    from scoring.services.objecting import Party, raise_objection
    from scoring.services.scoring import latest_run

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        whose = opened.carrier(carrier) if carrier else None
        made = raise_objection(
            opened,
            latest_run(opened),
            party=Party(party),
            who=who,
            asked=asked,
            day=day.date(),
            carrier=whose,
            contact=contact,
            actor=actor,
            now=now(),
        )
        told(session, opened, made)


@objection.command("find")
@WORKSPACE
@click.argument("number")
@click.argument("verdict", type=click.Choice(["upheld", "partly", "rejected", "withdrawn"]))
@click.argument("text")
@click.option("--day", type=DAY, required=True, help="结论日期 / day of the finding")
@click.option("--override", default="", help="随之作出的调整的编号 / number of the override that followed")
@click.option("--new-run", is_flag=True, help="随之重新封存了评分结果 / a new result was sealed")
@KIND
@speaking
def find_(
    workspace: Path,
    number: str,
    verdict: str,
    text: str,
    day: datetime,
    override: str,
    new_run: bool,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """登记结论：upheld 成立、partly 部分成立、rejected 不成立、withdrawn 撤回 / register what was found."""
    from scoring.services.objecting import Verdict, find_on_objection
    from scoring.services.scoring import latest_run

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        run = latest_run(opened) if new_run else None
        made = find_on_objection(
            opened,
            number,
            Verdict(verdict),
            text=text,
            day=day.date(),
            run=run,
            override=override,
            actor=actor,
            now=now(),
        )
        told(session, opened, made)


@objection.command("show")
@WORKSPACE
@KIND
@speaking
def show_objections(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出异议和结论 / the objections and what was found."""
    from scoring.services.decision_lists import objections_document
    from scoring.services.objecting import changes, in_time, objections

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        names = {one.uscc: one.name for one in opened.participants()}
        found = objections(opened)
        moved = changes(opened, found, lang)
        for one in found:
            verdict = say(f"decide.verdict.{one.verdict.value if one.verdict else 'open'}", {}, lang)
            late = in_time(one, lang)
            about = names.get(one.uscc, say("decide.whole_list", {}, lang))
            session.say("objection_listed", number=one.number, who=one.who, about=about, day=one.day, late=late, asked=one.asked)
            session.say("objection_verdict", verdict=verdict, text=one.found or "—")
            if one.id in moved:
                session.say("objection_change", change=moved[one.id].words)
        session.show("objection-show", {"objections": objections_document(opened)})


@click.group()
def rectify() -> None:
    """整改：事项、期限和复查 / rectification: what, until when, and the re-checks."""


@rectify.command("order")
@WORKSPACE
@click.argument("carrier")
@click.argument("matters", nargs=-1, required=True)
@click.option("--from", "first", type=DAY, required=True, help="起始日期 / first day")
@click.option("--until", type=DAY, help="期限 / the deadline")
@click.option("--days", type=click.IntRange(0, 250), default=0, help="或者多少个工作日 / or within so many working days")
@KIND
@speaking
def order_(
    workspace: Path,
    carrier: str,
    matters: tuple[str, ...],
    first: datetime,
    until: datetime | None,
    days: int,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """要求一家载体整改 / order a carrier to put something right."""
    from scoring.services.rectifying import order_rectification

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        made = order_rectification(
            opened,
            whose,
            matters,
            first=first.date(),
            deadline=until.date() if until else None,
            days=days,
            actor=actor,
            now=now(),
        )
        told(session, opened, made)


@rectify.command("check")
@WORKSPACE
@click.argument("number")
@click.argument("result", type=click.Choice(["passed", "failed"]))
@click.option("--day", type=DAY, required=True, help="复查日期 / day of the re-check")
@click.option("--note", default="", help="复查情况 / what was seen")
@KIND
@speaking
def check_(
    workspace: Path, number: str, result: str, day: datetime, note: str, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """登记复查：passed 合格，failed 不合格 / register a re-check."""
    from scoring.services.rectifying import recheck

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = recheck(opened, number, passed=result == "passed", day=day.date(), note=note, actor=actor, now=now())
        told(session, opened, made)


@rectify.command("show")
@WORKSPACE
@KIND
@speaking
def show_rectifications(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出整改事项，未通过的在前 / what has to be put right, the open ones first."""
    from scoring.services.decision_lists import rectifications_document
    from scoring.services.rectifying import rectifications

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        names = {one.uscc: one.name for one in opened.participants()}
        for one in sorted(rectifications(opened), key=lambda one: not one.open):
            state = say("decide.rectified.open" if one.open else "decide.rectified.passed", {}, lang)
            facts = {"number": one.number, "name": names.get(one.uscc, one.uscc), "deadline": one.deadline}
            session.say("rectification_listed", state=state, matters=list(one.matters), **facts)
        session.show("rectify-show", {"rectifications": rectifications_document(opened)})
