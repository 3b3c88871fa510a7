"""The rule book: what ``rubric show`` says, as a paper for the meeting and the file; behind it every check of the form's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form
from scoring.engine import grade_words
from scoring.messages import say
from scoring.papers.rule_book import Chapter, RuleBookFacts, RuleEntry, RuleLine, rule_book_pdf
from scoring.papers.writing import write_whole
from scoring.services.days import CHINA
from scoring.services.naming import FORBIDDEN
from scoring.services.paper_type import figures_apart
from scoring.services.press import ONE_PRESS
from scoring.services.rounds import OpenRound
from scoring.services.rubric_show import Named, ShownRubric, show
from scoring.services.rubrics import Found, found_in

IN_NAMES = str.maketrans(dict.fromkeys(FORBIDDEN, "_"))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The paper, and what its file is called."""

    title: str
    name: str
    pdf: bytes


def rule_book_of(opened: OpenRound, language: str, now: datetime) -> RuleBook:
    """Of the rubric a round is scored by. Raises Refusal for a missing glyph."""
    return rule_book(found_in(opened), language, now)


def rule_book(found: Found, language: str, now: datetime) -> RuleBook:
    """The same bytes for the same words and moment. Raises Refusal for a missing glyph."""
    shown = show(found.compiled, language, found.parameters)
    whose = say("papers.rule_book.whose", found.whose, language) if found.whose else ""
    with ONE_PRESS:
        pdf = rule_book_pdf(_facts(shown, found.compiled.form, found.hash, now, whose))
    name = say("papers.rule_book.file", {"title": shown.title, "version": shown.version}, language)
    return RuleBook(shown.title, name.translate(IN_NAMES), pdf)


def write_rule_book(path: Path, book: RuleBook) -> None:
    """Raises Refusal where it cannot be written."""
    write_whole(path, book.pdf)


def _facts(shown: ShownRubric, form: Form, rubric: Sha256, now: datetime, whose: str) -> RuleBookFacts:
    language = shown.language
    made = now.astimezone(CHINA)
    return RuleBookFacts(
        language=language,
        title=shown.title,
        status=shown.status,
        identity=say("services.rubric.identity", {"key": shown.key, "version": shown.version, "form": shown.form}, language),
        whose=whose,
        source=figures_apart(shown.source),
        hash=rubric,
        created=made,
        particulars=(
            (say("papers.rule_book.version", {}, language), shown.version),
            (say("papers.rule_book.form", {}, language), shown.form),
            (say("papers.rule_book.made_on", {}, language), f"{made:%Y-%m-%d}"),
            (say("papers.rule_book.hash", {}, language), rubric),
        ),
        chapters=tuple(one for one in _chapters(shown, form) if one.lines or one.entries),
    )


def _chapters(shown: ShownRubric, form: Form) -> Iterator[Chapter]:
    """In the order of ``rubric show``."""
    yield Chapter(_word(shown, "who"), _sentences(shown, shown.scope))
    for name, known in (("parameters", shown.parameters), ("sets", shown.sets), ("measures", shown.others)):
        yield Chapter(_word(shown, name), tuple(_named(one) for one in known))
    yield Chapter(_word(shown, "tree"), entries=tuple(_tree(shown)))
    yield Chapter(_word(shown, "total"), (RuleLine("", _set(shown.total)),))
    yield Chapter(_word(shown, "rounding"), _sentences(shown, shown.rounding))
    yield Chapter(_word(shown, "grades"), tuple(_grades(shown)))
    yield _checks(shown, form)


def _word(shown: ShownRubric, name: str, **facts: object) -> str:
    return say(f"services.rubric.{name}", facts, shown.language)


def _set(words: str) -> str:
    """As figures are set on paper."""
    return figures_apart(words)


def _sentences(shown: ShownRubric, sentences: Mapping[str, str]) -> tuple[RuleLine, ...]:
    return tuple(RuleLine(_word(shown, name), _set(words)) for name, words in sentences.items())


def _named(one: Named) -> RuleLine:
    return RuleLine(_set(one.label), _set(one.words), one.key)


def _tree(shown: ShownRubric, parent: str = "") -> Iterator[RuleEntry]:
    for branch in shown.branches:
        if branch.parent == parent:
            yield RuleEntry(branch.code, _set(branch.title), _set(branch.words), group=True)
            yield from _leaves(shown, branch.code)
            yield from _tree(shown, branch.code)


def _leaves(shown: ShownRubric, parent: str) -> Iterator[RuleEntry]:
    for one in shown.indicators:
        if one.parent == parent:
            lines = [
                RuleLine(_word(shown, name), _set(getattr(one, name)), quiet=name == "basis")
                for name in ("measure", "rule", "missing", "basis")
            ]
            anchors = (
                RuleLine(say("papers.rule_book.anchor", {"mark": mark}, shown.language), _set(words))
                for mark, words in one.anchors
            )
            points = say("papers.rule_book.points", {"maximum": one.maximum}, shown.language)
            yield RuleEntry(one.code, _set(one.title), points, (*lines, *anchors))


def _grades(shown: ShownRubric) -> Iterator[RuleLine]:
    for words in shown.levels:
        yield RuleLine("", _set(words))
    for rule in shown.rules:
        yield RuleLine(grade_words.step_label(rule.kind, shown.language), _set(rule.words))
        yield RuleLine(_word(shown, "when"), _set(rule.when), under=True)
        yield from _basis(shown, rule.basis)
    for words, basis in shown.quotas:
        yield RuleLine(_word(shown, "quota"), _set(words))
        yield from _basis(shown, basis)
    for one in shown.years:
        yield RuleLine(one.label, _set(one.words))
        yield from _basis(shown, one.basis)
    yield from _sentences(shown, shown.grading)


def _basis(shown: ShownRubric, basis: str) -> Iterator[RuleLine]:
    if basis:
        yield RuleLine(_word(shown, "basis"), _set(basis), quiet=True, under=True)


def _checks(shown: ShownRubric, form: Form) -> Chapter:
    """Every check of what carriers fill in, with the words they are told."""
    language = shown.language
    lines: list[RuleLine] = []
    for table in form.tables:
        for one in form.checks:
            if one.table == table.key:
                lines.append(
                    RuleLine(
                        say(f"levels.{one.level.value}", {}, language),
                        _set(f"{table.label[language]}\u3000{one.message[language]}"),
                    )
                )
                if one.source:
                    lines.append(RuleLine(_word(shown, "basis"), _set(one.source), quiet=True, under=True))
    title = say("papers.rule_book.checks", {}, language)
    return Chapter(title, tuple(lines), about=say("papers.rule_book.checks_about", {"form": form.title[language]}, language))
