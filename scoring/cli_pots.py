"""The verbs about what becomes of support: ``fuping support pot``, ``share``, ``decide`` and ``decided``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_round, speaking
from scoring.errors import Refusal
from scoring.messages import say, tell

if TYPE_CHECKING:
    from scoring.services.pot_words import ShownPot
    from scoring.services.support_kept import Decided

RULES = ("pro_rata", "by_rank", "by_score")
UNITS = ("分", "元", "百元", "千元", "万元")
TIES = ("rank", "points", "amount")
BASIS = click.option("--basis", default="", help="依据，例如批复或会议纪要文号 / what it rests on")


@click.command("pot")
@WORKSPACE
@click.argument("name")
@click.argument("amount", default="")
@click.option(
    "--covers",
    multiple=True,
    help="政策、政策/条款或 @事项，可写多个；不写为全部 / policy, policy/clause or @matter; all unless given",
)
@click.option("--payer", default="", help="只含这一方负担的部分 / holds only what this payer bears")
@click.option("--rule", type=click.Choice(RULES), default=None, help="不够时怎么分 / how it is shared where it does not suffice")
@click.option(
    "--unit", type=click.Choice(UNITS), default=UNITS[1], show_default=True, help="取整单位 / shares are whole numbers of it"
)
@click.option(
    "--tie", "ties", type=click.Choice(TIES), multiple=True, help="余数相同时先看什么 / who comes first of equal remainders"
)
@BASIS
@click.option("--undo", is_flag=True, help="撤回这笔预算 / withdraw it")
@KIND
@speaking
def pot_(
    workspace: Path,
    name: str,
    amount: str,
    covers: tuple[str, ...],
    payer: str,
    rule: str | None,
    unit: str,
    ties: tuple[str, ...],
    basis: str,
    undo: bool,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """设一笔扶持预算，或选定它的分配办法 / a budget for support, or how it is shared."""
    from scoring.services.pots import Wanted, choose_rule, put_pot, withdraw_pot

    session = Session(lang, actor, as_json)
    if undo == bool(amount or rule):
        raise Refusal("pots.amount_rule_or_undo")
    with opened_round(workspace, kind) as opened:
        if undo:
            made = withdraw_pot(opened, name, basis=basis, actor=actor, now=now())
        elif not amount:
            made = choose_rule(opened, name, rule or "", basis=basis, actor=actor, now=now())
        else:
            wanted = Wanted(
                name=name,
                amount=amount,
                basis=basis,
                covers=covers,
                payer=payer,
                rule=rule or "",
                unit=unit,
                ties=ties or TIES,
            )
            made = put_pot(opened, wanted, actor=actor, now=now())
    facts = made.facts
    session.say("pot_withdrawn" if undo else "pot_put", name=made.name, rule=say(f"pots.rule.{facts.rule or 'open'}", {}, lang))
    document = {"name": made.name, "amount": facts.amount, "covers": list(facts.covers), "payer": facts.payer or None}
    more = {"rule": facts.rule or None, "unit": facts.unit, "ties": list(facts.ties), "basis": facts.basis, "stands": made.stands}
    session.show("support-pot", document | more)


@click.command("share")
@WORKSPACE
@click.argument("name", default="")
@click.option("--compare", is_flag=True, help="并列三种分配办法 / the three rules side by side")
@click.option("--live", "look", is_flag=True, help="按当前得分试算 / by the live score, to look")
@KIND
@speaking
def share_(workspace: Path, name: str, compare: bool, look: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """预算怎样分到各载体，逐家写明算法 / how the budgets are shared, carrier by carrier with the arithmetic."""
    from scoring.services.pot_words import pot_document, shown_pots
    from scoring.services.pots import pot_named
    from scoring.services.support import round_support

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        wanted = pot_named(opened, name).name if name else ""
        found = round_support(opened, language=lang, now=now(), look=look)
        shown = [one for one in shown_pots(found) if one.pot.name == wanted or not wanted]
        if not shown:
            pot_named(opened, name)
    session.say("plain", text=found.rests_on())
    for one in shown:
        _tell_pot(session, one, compare=compare)
    session.show("support-share", {"rests_on": found.rests_on(), "pots": [pot_document(one) for one in shown]})


def _tell_pot(session: Session, one: ShownPot, *, compare: bool) -> None:
    amount = {"amount": one.amount, "capitals": one.capitals}
    session.say("pot_head", name=one.pot.name, **amount, covers=one.covers, payer=one.payer, basis=one.pot.facts.basis)
    for text in one.summary:
        session.say("pot_line", text=text)
    for line in one.lines:
        session.say("pot_share", name=line.name, amount=line.shown, capitals=line.capitals, how=line.how)
    for waiting in one.open:
        session.say("pot_open", name=waiting.name, clauses=list(waiting.clauses))
    if compare:
        _tell_compared(session, one)


def _tell_compared(session: Session, one: ShownPot) -> None:
    from scoring.services.pot_words import fen_words

    for line in one.compared:
        amounts = [
            f"{say(f'pots.rule_short.{rule.value}', {}, session.language)} {fen_words(amount, session.language)}"
            for rule, amount in line.amounts.items()
        ]
        session.say("pot_compared", name=line.name, amounts=amounts)


@click.command("decide")
@WORKSPACE
@BASIS
@KIND
@speaking
def decide_(workspace: Path, basis: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """审定扶持金额：连同依据留存，可重算核对 / decide: the amounts are kept with all they rest on, and can be worked out again."""
    from scoring.services.support_kept import decide_support

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        decided = decide_support(opened, basis=basis, actor=actor, now=now(), progress=session.progress)
    _tell_decided(session, decided)
    session.show("support-decide", _document(decided))


@click.command("decided")
@WORKSPACE
@click.option("--replay", is_flag=True, help="重算一遍并逐字节核对 / work it out again and compare every byte")
@KIND
@speaking
def decided_(workspace: Path, replay: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """已审定的扶持金额，审定以后有什么变动 / what was decided, and what changed since."""
    from scoring.services.support_kept import decided_support, replay_support

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        decided = decided_support(opened, now=now())
        if decided is None:
            raise Refusal("aid.nothing_decided", round=opened.round.title)
        same = replay_support(opened, decided.result) if replay else None
    _tell_decided(session, decided)
    for change in decided.changed:
        session.say("support_changed", change=tell(change, lang))
    if same is not None:
        session.say("support_same" if same else "support_not_same")
    told = {"changed": [one.code for one in decided.changed], "same": same}
    session.show("support-decided", _document(decided) | told)
    if same is False:
        raise SystemExit(1)


def _tell_decided(session: Session, decided: Decided) -> None:
    from scoring.services.pot_words import capital_words, fen_words
    from scoring.services.support_kept import amounts_of

    for name, before, after in amounts_of(decided):
        facts = {"before": fen_words(before, session.language), "after": fen_words(after, session.language)}
        spelt = {"before_capitals": capital_words(before, session.language), "capitals": capital_words(after, session.language)}
        session.say("support_kept", name=name, **facts, **spelt)
    result = decided.result
    session.say("support_decided", basis=result.basis, actor=result.actor, hash=result.hash)


def _document(decided: Decided) -> dict[str, object]:
    from scoring.engine.capitals import capitals
    from scoring.services.support_kept import amounts_of

    result = decided.result
    return {
        "id": result.id,
        "run": result.run_id,
        "sha256": result.hash,
        "basis": result.basis,
        "at": result.at,
        "carriers": [
            {"carrier": name, "before": before, "after": after, "capitals": capitals(after)}
            for name, before, after in amounts_of(decided)
        ],
    }
