"""The verbs about what a result rests on: ``fuping why WORKSPACE CARRIER`` and ``fuping robust WORKSPACE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, opened_for, opened_kinds, speaking
from scoring.messages import say

if TYPE_CHECKING:
    from scoring.services.lifting_words import Suggestion
    from scoring.services.robustness import Robustness
    from scoring.services.rounds import OpenRound
    from scoring.services.why import Why

MOST_DRAWS = 100_000
DRAWS = click.option(
    "--draws", type=click.IntRange(0, MOST_DRAWS), default=1_000, show_default=True, help="权重抽样次数 / draws of weights"
)
SEED = click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="随机种子，同一种子结果相同 / seed")


@click.command()
@WORKSPACE
@click.argument("carrier")
@DRAWS
@SEED
@KIND
@speaking
def why(workspace: Path, carrier: str, draws: int, seed: int, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """一家载体的优势和短板、怎样升到上一等级、结果稳不稳 / strengths, what would lift a carrier, how firm its grade is."""
    from scoring.services import why as whys

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind, read_only=True) as (opened, whose):
        told = whys.why(opened, whose, lang, draws=draws, seed=seed, progress=session.progress)
        document = whys.why_document(opened, told, lang)
    session.progress.clear()
    session.say("why_head", name=told.scored.carrier.name, title=say("why.title", {}, lang))
    _tell_standouts(session, told)
    for words in told.lifting.head:
        session.say("why_line", words=words)
    for number, one in enumerate(told.lifting.suggestions, start=1):
        _tell_change(session, number, one)
    for words in told.lifting.tail:
        session.say("why_line", words=words)
    for words in told.steady:
        session.say("why_robust", words=words)
    session.show("why", document)


def _tell_standouts(session: Session, told: Why) -> None:
    found = told.standouts
    for one in found.strong:
        session.say("why_strong", words=one.words)
    if not found.strong:
        session.say("why_strong", words=found.none_strong)
    for one in found.weak:
        session.say("why_weak", words=one.words)
    if not found.weak:
        session.say("why_weak", words=found.none_weak)


def _tell_change(session: Session, number: int, one: Suggestion) -> None:
    reached = say("why.reached", {"count": one.reached}, session.language)
    session.say("why_change", number=number, words=one.words, reached=reached)
    for cell in one.cells:
        session.say("why_cell", subject=cell.subject, label=cell.label, before=cell.before, after=cell.after)


@click.command()
@WORKSPACE
@DRAWS
@SEED
@KIND
@speaking
def robust(workspace: Path, draws: int, seed: int, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """等级和名次稳不稳：权重变动、按申报值计、去掉一位专家 / how firmly grades and ranks stand."""
    from scoring.services.robustness import robustness
    from scoring.services.why import steadiness_document

    session = Session(lang, actor, as_json)
    told: list[dict[str, object]] = []
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        for opened in kinds:
            found = robustness(opened, draws, seed, session.progress)
            session.progress.clear()
            _tell_robust(session, opened, found)
            told.append({"kind": opened.round.kind, "carriers": [steadiness_document(one) for one in found.carriers]})
    session.show("robust", {"draws": draws, "seed": seed, "kinds": told})


def _tell_robust(session: Session, opened: OpenRound, found: Robustness) -> None:
    from scoring.engine.robustness import MOST
    from scoring.services.robustness_words import grade_names, steadiness_lines

    rubric, language = opened.rubric.rubric, session.language
    facts = {"draws": found.draws, "seed": found.seed, "percent": MOST // 100}
    session.say("robust_head", title=rubric.title[language], **facts)
    if not found.carriers:
        session.say("robust_ungraded")
    names = grade_names(rubric, language)
    for one in found.carriers:
        first, *others = steadiness_lines(rubric, one, language)
        session.say("robust_line", rank=one.rank, name=one.scored.carrier.name, grade=names[one.grade], words=first)
        for words in others:
            session.say("robust_more", words=words)
