"""The catalogue of sentences: how one is made, that every code spoken has one, and that none is spoken by nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from scoring.definitions.amounts import Amount
from scoring.definitions.building import COMPARISONS, Join, Operator
from scoring.definitions.conditions import Bound
from scoring.definitions.documents import Scope
from scoring.definitions.expression import FUNCTIONS
from scoring.definitions.form import FieldType, FilledBy, TableKind, Unit, Words
from scoring.definitions.grading import Proposes, QuotaRounding
from scoring.definitions.offers import TermKind
from scoring.definitions.policy import Asked, Beneficiary, DecidingDate, FigureType, HowOften, Overlap, Reach
from scoring.definitions.records import Nothing
from scoring.definitions.rubric import Caps, Combine, Measure, MeasureKind, MissingRule, RankBy, Role, RoundingMode
from scoring.definitions.scales import Scale, Ties
from scoring.definitions.shapes import Sort, attributes
from scoring.definitions.tree import KEYWORDS, Kind
from scoring.engine.award import Missing
from scoring.engine.conditions import Outcome as Verdict
from scoring.engine.conditions import Why
from scoring.engine.grade import QuotaEnd, Step
from scoring.engine.measure import Lack
from scoring.engine.overlap import State as ChoiceState
from scoring.engine.sharing import SharingRule, SharingUnit, TieBreak
from scoring.engine.stuck import Stuck
from scoring.engine.support import Asking, Eligibility
from scoring.engine.support import Why as WhyOpen
from scoring.engine.trace import Part
from scoring.engine.worked import Example
from scoring.engine.working_days import DayKind
from scoring.errors import Bug, Said
from scoring.findings import Finding, Level
from scoring.messages import LANGUAGES, catalogue, place_words, placeholders, say, sentence, tell
from scoring.papers.facts import Version
from scoring.papers.workbook_aid_facts import Entered
from scoring.papers.workbook_look import Ink
from scoring.places import Place
from scoring.services.certificate_register import COLUMNS as REGISTER_COLUMNS
from scoring.services.certificate_register import State as CertificateState
from scoring.services.certificates import KIND as CERTIFICATE_KIND
from scoring.services.deciding import OpenMatters
from scoring.services.document_issue import PaperKind
from scoring.services.documents import Format
from scoring.services.draft_reading import TYPES
from scoring.services.draft_slots import columns_of
from scoring.services.draft_words import all_types
from scoring.services.journal_words import known_kinds, known_sentences
from scoring.services.journalling import COLUMNS as JOURNAL_COLUMNS
from scoring.services.objecting import Party
from scoring.services.objecting import Verdict as Decided
from scoring.services.overriding import OverrideState
from scoring.services.policy_book import Standing
from scoring.services.reporting import KIND as PAPER_KIND
from scoring.services.returns import Outcome
from scoring.services.rubric_compare import Changed
from scoring.services.rubric_compare import Part as RubricPart
from scoring.services.rubric_versions import Origin
from scoring.services.status import CarrierState
from scoring.services.support_desk import COLUMNS as SUPPORT_COLUMNS
from scoring.services.telling import State as HeardState
from scoring.services.verifying_papers import CHECKED
from scoring.services.verifying_papers import Verdict as PaperVerdict
from scoring.store.decisions import Matter
from scoring.store.definitions import Kind as DefinitionKind
from scoring.store.drafts import State
from scoring.store.earlier import Standing as EarlierStanding
from scoring.store.entries import Origin as Begins
from scoring.store.settlements import Matter as Settling

ROOT = Path(__file__).parents[2]

# Sentences ----------------------------------------------------------------------------------------------------------------


def test_a_fact_may_be_a_word_a_list_a_sentence_or_words_in_both_languages() -> None:
    reference: dict[str, object] = {"seen": "x", "hint": Said("definitions.hint.among", {"names": ("a", ["b", 3])})}
    assert say("definitions.unknown_reference", reference) == "“x”没有定义；可以用的有：a、b、3"
    assert say("definitions.unknown_reference", reference, "en") == '"x" is not defined; there are: a, b, 3'
    rule = {"rule": {"zh": "规则", "en": "the rule"}}
    assert (say("form.check", rule), say("form.check", rule, "en")) == ("规则", "the rule")
    assert say("form.check", {"rule": {"zh": "规则", "en": ""}}, "en") == "规则"


def test_said_and_findings_speak_alike() -> None:
    facts = {"seen": "x"}
    expected = say("definitions.twice", facts, "en")
    assert tell(Said("definitions.twice", facts), "en") == expected
    assert sentence(Finding("definitions.twice", Level.STOP, (), facts), "en") == expected


def test_braces_of_a_user_stay_what_they_are() -> None:
    assert say("definitions.twice", {"seen": "{0} {seen} {"}) == "“{0} {seen} {”定义了两次"


@pytest.mark.parametrize(
    ("code", "facts", "missing"),
    [
        ("definitions.no_such_code", {}, "no_such_code"),
        ("definitions.twice", {}, "seen"),
        ("form.check", {"rule": {"en": ""}}, "zh"),
        ("form.check", {"rule": Said("nowhere", {})}, "nowhere"),
    ],
)
def test_a_sentence_without_its_words_is_a_bug_that_names_them(code: str, facts: Mapping[str, object], missing: str) -> None:
    with pytest.raises(Bug, match=missing):
        say(code, facts)


def test_many_places_are_cut_short() -> None:
    places = tuple(Place("甲.xlsx", "表", row, 1) for row in range(1, 8))
    assert place_words(places[:2]) == "甲.xlsx › 表!A1、甲.xlsx › 表!A2"
    assert place_words(places, most=1) == "甲.xlsx › 表!A1 等，另有 6 处"
    assert place_words(places[:2], "en", most=1) == "甲.xlsx › 表!A1 and 1 more"
    assert place_words(places[:5]).count("A") == 5
    assert place_words(()) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_ask_for_facts_by_plain_names(language: str) -> None:
    """Facts are texts by the time they are filled in: {n:02d}, {a.b} or {0} would break only when somebody hears it."""
    for code, template in catalogue(language).items():
        for _, name, form, conversion in Formatter().parse(template):
            assert name is None or (re.fullmatch("[a-z][a-z0-9_]*", name) and not form and not conversion), code
        assert placeholders(template) == {name for _, name, _, _ in Formatter().parse(template) if name}


# Codes --------------------------------------------------------------------------------------------------------------------

MEASURES = (*(kind.value for kind in MeasureKind), "count_all")
SCALES = tuple(str(get_args(get_type_hints(one)["kind"])[0]) for one in get_args(Scale))
AMOUNTS = tuple(str(get_args(get_type_hints(one)["kind"])[0]) for one in get_args(Amount))
RULED = (Step.VETO, Step.LIMIT, Step.MINIMUM, Step.LIFT)
LISTS = ("strengths", "weaknesses")
PARTS = ("per_unit_parts", "per_unit_whole", "threshold_parts", "threshold_whole")
FALLING = ("steps_falling", "min_max_falling", "rank_falling", "percentile_falling")

ASPECTS = (
    *("title", "version", "status", "source", "form", "scored", "takes_part", "peers", "label", "words", "parent", "maximum"),
    *("measure", "rule", "missing", "basis", "total", "values", "points", "branches", "ranking", "at_least", "when", "quota"),
    *("ties", "lowest", "order", "digits", "places", "border", "given", "grade", "type", "decimals", "choices"),
    *("group", "near", "minimums"),
)

DEFINED = tuple(dict.fromkeys([*(one for kind in TYPES.values() for one in all_types(kind)), Words, Unit]))
"""Every type of a definition: its keys, its sorts, its answers."""


def keys_of(prefix: str) -> tuple[str, ...]:
    """The codes of what keys are called: a type's own word, else that of all keys of the name."""
    pairs = [(one.__name__, name) for one in DEFINED for name in attributes(one)]
    own = {f"{kind}.{name}" for kind, name in pairs if f"{prefix}{kind}.{name}" in catalogue("zh")}
    return tuple(sorted({code if (code := f"{kind}.{name}") in own else f"any.{name}" for kind, name in pairs}))


def answers_of() -> Iterator[str]:
    for kind in DEFINED:
        for one in attributes(kind).values():
            if (one.shape.sort in (Sort.ANSWER, Sort.UNION) and one.name != "kind") or one.shape.type in (TableKind, MeasureKind):
                name = "kind" if one.shape.sort is Sort.UNION else one.shape.type.__name__
                yield from (f"{name}.{answer}" for answer in one.shape.answers)


ENUMERATED: Mapping[str, tuple[str, ...]] = {
    "entering.no_": ("current", "last_year"),
    "entering.origin.": tuple(origin.value for origin in Begins),
    "entering.start.": tuple(origin.value for origin in Begins),
    "cli.day.": tuple(kind.value for kind in DayKind if not kind.counts),
    "cli.enter.": ("undo", "redo"),
    "cli.draft_": (State.DROPPED.value, State.STANDING.value),
    "definitions.answer.": tuple(dict.fromkeys(answers_of())),
    "definitions.column.": tuple(code for one in DEFINED for code in columns_of(one)),
    "definitions.help.": keys_of("definitions.help."),
    "definitions.key.": keys_of("definitions.key."),
    "definitions.sort.": tuple(one.__name__ for one in DEFINED if one not in (Words, Unit)),
    "on_terminal.": tuple(code.removeprefix("on_terminal.") for code in catalogue("zh") if code.startswith("on_terminal.")),
    "why.stuck.": tuple(reason.value for reason in Stuck),
    "levels.": tuple(level.value for level in Level),
    "values.": tuple(nothing.value for nothing in Nothing),
    "definitions.kind.": tuple(kind.value for kind in Kind),
    "engine.measure.": (*MEASURES, "marks_dropped", "marks_too_few"),
    "engine.reading.": MEASURES,
    "engine.scale.": (*SCALES, *FALLING, *PARTS),
    "engine.lack.": tuple(lack.value for lack in Lack),
    "engine.rounding.": tuple(mode.value for mode in RoundingMode),
    "engine.ties.": tuple(tie.value for tie in Ties),
    "builder.kind.": tuple(kind.value for kind in MeasureKind),
    "builder.kind_help.": tuple(kind.value for kind in MeasureKind),
    "builder.key.": (
        *(one.name for one in fields(Measure)),
        *("growth_numerator", "growth_denominator"),
    ),
    "builder.operator.": tuple(one.value for one in Operator if one not in COMPARISONS),
    "builder.join.": tuple(join.value for join in Join),
    "builder.term.": tuple(kind.value for kind in TermKind),
    "builder.function.": tuple(FUNCTIONS),
    "builder.keyword.": tuple(KEYWORDS),
    "conditions.": ("title", "title_not_for_it", "title_perhaps_for_it"),
    "conditions.outcome.": tuple(outcome.value for outcome in Verdict),
    "conditions.bound.": tuple(bound.value for bound in Bound),
    "conditions.gap.": ("exceeding", "lacking", "lacking_strictly"),
    "conditions.why.": tuple(why.value for why in Why),
    "comparison.aspect.": ASPECTS,
    "comparison.change.": tuple(change.value for change in Changed),
    "comparison.line.": tuple(change.value for change in Changed),
    "comparison.part.": tuple(part.value for part in RubricPart),
    "form_book.": ("record", "rows", "required", "required_when", "optional", "at_least", "more_than", "decimals"),
    "form_book.filled_by.": tuple(who.value for who in FilledBy),
    "form_book.type.": tuple(kind.value for kind in FieldType),
    "policy_book.": ("not_yet_at_cutoff", "ended_at_cutoff"),
    "policy_book.standing.": tuple(standing.value for standing in Standing),
    "rubric_book.choice.": tuple(origin.value for origin in Origin),
    "rubric_book.example.": tuple(example.value for example in Example),
    "rubric_book.figure.": ("grade", "total"),
    "decide.heard.": tuple(one.value for one in HeardState),
    "decide.holiday_words.": ("off", "worked"),
    "decide.line.": (
        *("resolution", "override", "override_back", "objection", "objection_changed", "objection_same"),
        *("rectification", "recheck_passed", "recheck_failed"),
    ),
    "decide.": (
        *("inquiry_words", "whole_list", "check_passed", "check_failed"),
        *(f"mark.{one}" for one in ("border", "waiting", "lapsed", "objection", "disputed", "rectification")),
    ),
    "decide.no_such_": tuple(one.value for one in (Matter.INQUIRY, Matter.OVERRIDE, Matter.OBJECTION, Matter.RECTIFICATION)),
    "decide.open.": tuple(one.name for one in fields(OpenMatters)),
    "decide.open_short.": tuple(one.name for one in fields(OpenMatters)),
    "decide.party.": tuple(one.value for one in Party),
    "decide.answer.": ("none", "found", "owed"),
    "decide.rectified.": ("open", "overdue", "passed"),
    "decide.state.": (*(one.value for one in OverrideState), "lapsed"),
    "decide.verdict.": (*(one.value for one in Decided), "open"),
    "decide.within.": ("inside", "outside", "unknown"),
    "aid.check.": (
        *("beneficiary_not_met", "dates_met", "dates_not_met", "dates_no_day", "dates_not_announced"),
        *("dates_whenever_met", "dates_whenever_not_met"),
        *("grade_met", "grade_not_met", "grade_no_grade", "grade_mapping_open"),
        *(f"{what}_{end}" for what in ("territory", "who", "requirement") for end in ("met", "not_met", "not_on_record")),
        *("requirement_figure_open", *(f"years_{end}" for end in ("first", "met", "not_met", "interrupted"))),
        *(f"years_{why.value}" for why in (WhyOpen.EARLIER_OPEN, WhyOpen.EARLIER_PART, WhyOpen.EARLIER_DISPUTED)),
    ),
    "aid.choice.": (*(state.value for state in ChoiceState), "nothing_yet"),
    "aid.lacking.": tuple(missing.value for missing in Missing),
    "aid.line.": (*(asking.value for asking in Asking), "firms", "ends", "amount", "ceiling", "award", "shares"),
    "aid.outcome.": tuple(outcome.value for outcome in Eligibility),
    "aid.source.": ("coefficient", "decision", "held"),
    "aid.firm.": ("needed", "by_firm"),
    "aid.matter.": tuple(one.value for one in Settling if one is not Settling.FIGURE),
    "aid.hint.": (*(kind.value for kind in FigureType), *(one.value for one in Settling if one is not Settling.FIGURE)),
    "aid.column.": tuple(key for key, _ in SUPPORT_COLUMNS),
    "aid.rests_on_": ("announced", "not_announced", "not_announced_nor_sealed"),
    "aid.changed.": ("run", "policies", "settlements", "pots", "carriers", "data"),
    "pots.rule.": ("open", *(rule.value for rule in SharingRule)),
    "pots.rule_short.": tuple(rule.value for rule in SharingRule),
    "pots.share.": ("in_full", "nothing_left"),
    "pots.tie.": tuple(tie.value for tie in TieBreak),
    "pots.unit.": tuple(unit.name.lower() for unit in SharingUnit),
    "aid.worked.": ("times", "top_up", "step", "no_step", "by_grade", "as_it_stands"),
    "definitions.figure.": tuple(kind.value for kind in FigureType),
    "policies.": (
        "in_force",
        "in_force_without_end",
        *(f"open_{what}" for what in ("between", "figure", "from", "to", "with_value")),
    ),
    "policies.amount.": (*AMOUNTS, "row", "step", "step_beyond"),
    "policies.asked.": tuple(whom.value for whom in Asked),
    "policies.beneficiary.": tuple(whom.value for whom in Beneficiary),
    "policies.day.": tuple(day.value for day in DecidingDate),
    "policies.how_often.": tuple(often.value for often in HowOften),
    "policies.line.": (
        *("who", "grade", "required", "amount", "award", "how_often", "when", "period", "overlap", "shares", "text", "summary"),
        *("note", "where", "superseded", "left_out", "basis"),
    ),
    "policies.reaches.": tuple(reach.value for reach in Reach),
    "policies.rule.": tuple(rule.value for rule in Overlap),
    "intake.template.kind_": tuple(kind.value for kind in FieldType),
    "roster.column.": ("name", "uscc", "state", "person", "phone"),
    "roster.heads.": ("person", "phone"),
    "collect.column.": ("name", "uscc", "state", "late", "reason", "person", "phone"),
    "cli.outcome.": tuple(outcome.value for outcome in Outcome),
    "cli.state.": tuple(state.value for state in CarrierState),
    "cli.part.": tuple(part.value for part in Part),
    "services.report.": (
        *(part.value for part in Part),
        *("tie_equal", "tie_apart", *(f"near{places}_{side}" for places in ("", "_places") for side in ("below", "above"))),
    ),
    "engine.step.": tuple(step.value for step in Step),
    "engine.step_words.": tuple(step.value for step in Step if step not in (Step.QUOTA, Step.TIE)),
    "engine.amount.": ("only", "upper", "lower"),
    "services.report.quota_": tuple(end.value for end in QuotaEnd),
    "services.report.took_": tuple(step.value for step in RULED),
    "services.report.turn_": (*(step.value for step in (Step.POINTS, *RULED)), *(end.value for end in QuotaEnd)),
    "papers.report.no_": LISTS,
    "papers.report.": tuple(f"{name}_first" for name in LISTS),
    "engine.combine.": tuple(combine.value for combine in Combine),
    "engine.missing.": (*(rule.value for rule in MissingRule), "leave_out_of_all", "leave_out_of_mean"),
    "engine.years.": (*(one.value for one in Proposes), "grades", "or_absent", "absent", "this_year", "on_end", "within"),
    "engine.quota_rounding.": tuple(rule.value for rule in QuotaRounding),
    "engine.rank_by.": (*(way.value for way in RankBy), "exact_at"),
    "engine.branches.": tuple(caps.value for caps in Caps),
    "engine.total.": tuple(caps.value for caps in Caps),
    "engine.role.": tuple(role.value for role in Role if role is not Role.BASE),
    "engine.rubric.indicators_": ("exact", "rounded"),
    "live_workbook.aid_amount.": AMOUNTS,
    "live_workbook.aid_entered.": tuple(what.value for what in Entered),
    "live_workbook.aid_state.": tuple(state.value for state in ChoiceState),
    "live_workbook.aid_step.value_": ("rate", "matching", "per_unit", "top_up"),
    "live_workbook.how_head.": tuple(str(number) for number in range(1, 11)),
    "live_workbook.how_text.": tuple(str(number) for number in range(1, 11)),
    "live_workbook.ink.": tuple(ink.value for ink in Ink),
    "live_workbook.ink_note.": tuple(ink.value for ink in Ink),
    "live_workbook.lack_words.": tuple(lack.value for lack in Lack),
    "live_workbook.marks_": ("max", "min"),
    "live_workbook.type.": tuple(kind.value for kind in FieldType),
    "logbook.earlier.": tuple(one.value for one in EarlierStanding),
    "earlier.standing.": ("absent", "ungraded", "unknown"),
    "earlier.words.": ("absent", "ungraded", "unknown"),
    "earlier.heads.": ("name", "uscc", "year", "grade"),
    "standing.": tuple(one.value for one in Proposes),
    "logbook.amended.": (
        *(f"{what}{how}{again}" for what in ("record", "row") for how in ("", "_found") for again in ("", "_again")),
        "struck",
        "counted",
    ),
    "logbook.column.": tuple(name for name, _, _ in JOURNAL_COLUMNS),
    "logbook.definition.": tuple(kind.value for kind in DefinitionKind),
    "logbook.kind.": known_kinds(),
    "documents.window_": ("by_weekends", "moved"),
    "documents.feedback_": tuple(one.value for one in HeardState if one is not HeardState.CONFIRMED),
    "documents.kind.": tuple(kind.value.replace("-", "_") for kind in PaperKind),
    "documents.scope.": tuple(scope.value for scope in Scope),
    "logbook.paper.": (PAPER_KIND.replace("-", "_"), CERTIFICATE_KIND, *(kind.value.replace("-", "_") for kind in PaperKind)),
    "logbook.paper_version.": (*(version.value for version in Version), Format.DOCX.value),
    "logbook.said.": known_sentences(),
    "certificates.column.": (*(name for name, _, _ in REGISTER_COLUMNS), *CHECKED),
    "certificates.field.": ("year", "number"),
    "certificates.state.": tuple(state.value for state in CertificateState),
    "verifying.verdict.": tuple(verdict.value for verdict in PaperVerdict),
    "cli.key_": ("signs", "signed", "trusted", "distrusted"),
    "store.doctor.journal_": ("gap", "hash", "head", "link", "payload"),
    "reviews.sheet.": ("carrier", "code", "item", "item_title", "standing", "mark", "comment"),
    "intake.template.how_": tuple(str(number) for number in range(1, 9)),
}
"""Codes made of a prefix and a value that is known here."""

CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")

LOOSE: Mapping[str, str] = {
    "cli.": "cli",
    "live_workbook.aid_text.": "live_workbook",
    "live_workbook.aid_budget.": "live_workbook",
    "live_workbook.aid_budget_note.": "live_workbook",
    "live_workbook.aid_choice.": "live_workbook",
    "live_workbook.aid_choice_note.": "live_workbook",
    "live_workbook.aid_column.": "live_workbook",
    "live_workbook.aid_pot.": "live_workbook",
    "live_workbook.aid_pot_group.": "live_workbook",
    "live_workbook.aid_pot_note.": "live_workbook",
    "live_workbook.aid_step.": "live_workbook",
    "live_workbook.column.": "live_workbook",
    "live_workbook.grades_column.": "live_workbook",
    "live_workbook.grades_note.": "live_workbook",
    "live_workbook.legend_column.": "live_workbook",
    "live_workbook.places_column.": "live_workbook",
    "live_workbook.places_note.": "live_workbook",
    "live_workbook.stands.": "live_workbook",
    "live_workbook.stands_note.": "live_workbook",
    "live_workbook.totals.": "live_workbook",
    "live_workbook.totals_note.": "live_workbook",
}
"""Prefixes met by words that stand somewhere else in the room."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A function or method of a room that puts a prefix before the code it is given."""

    room: str
    name: str
    argument: int
    prefix: str


@cache
def sources() -> Mapping[str, ast.Module]:
    """Of the core, and of the window: it says a few of the core's sentences without asking a verb."""
    rooms = (path for top in ("scoring", "desktop") for path in (ROOT / top).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in rooms}


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """Millions of nodes: with them in memory every later search for garbage would take its time."""
    yield
    sources.cache_clear()


def room(name: str) -> str:
    """scoring/definitions/codec.py → definitions, scoring/cli_edge.py → cli; the live workbook speaks for itself."""
    if name.startswith("scoring/papers/workbook"):
        return "live_workbook"
    return name.split("/")[1].partition(".")[0].partition("_")[0]


@cache
def tables() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(sorted({code.partition('.')[0] for code in catalogue('zh')}))})\\.")


def prefixed(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """(prefix, what follows) of every f-string that begins like a code."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), ast.FormattedValue(value=value)]) if tables().match(
                prefix
            ):
                yield prefix, value


@cache
def speakers() -> tuple[Speaker, ...]:
    found = []
    for name, tree in sources().items():
        owners = {child: node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for child in node.body}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                called = owners[node] if node.name == "__init__" else node.name
                arguments = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg != "self"]
                for prefix, value in prefixed(node):
                    if isinstance(value, ast.Name) and value.id in arguments:
                        found.append(Speaker(room(name), called, arguments.index(value.id), prefix))
    return tuple(dict.fromkeys((*found, *handing_on(found))))


def handing_on(known: Sequence[Speaker]) -> Iterator[Speaker]:
    """Functions of a room that hand the code they are given on to a speaker: ``notes.warn`` to ``notes._note``."""
    for name, tree in sources().items():
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            arguments = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg != "self"]
            for one, value in given(known, {name: node}):
                if isinstance(value, ast.Name) and value.id in arguments:
                    yield Speaker(one.room, node.name, arguments.index(value.id), one.prefix)


def is_code(text: str) -> bool:
    """roster.xlsx is the name of a file."""
    return bool(CODE.fullmatch(text) and tables().match(text)) and text not in ENUMERATED and not text.endswith(".xlsx")


@cache
def spoken() -> Mapping[str, str]:
    """Code → where: written out, given to a speaker of the room, or enumerated."""
    found = {f"{prefix}{value}": "enumerated" for prefix, values in ENUMERATED.items() for value in values}
    for name, tree in sources().items():
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)) if is_code(text):
                    found[text] = f"{name}:{node.lineno}"
    for one, argument in given(speakers(), sources()):
        found |= {f"{one.prefix}{text}": f"{one.room}: {one.name}" for text in texts(argument) if not tables().match(text)}
    return found


def given(known: Sequence[Speaker], trees: Mapping[str, ast.AST]) -> Iterator[tuple[Speaker, ast.expr]]:
    """What each speaker is given as its code."""
    named: dict[tuple[str, str], list[Speaker]] = {}
    for one in known:
        named.setdefault((one.room, one.name), []).append(one)
    for name, tree in trees.items():
        here = room(name)
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args):
                    for one in named.get((here, called), ()):
                        if len(args) > one.argument:
                            yield one, args[one.argument]


def beginnings(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(begun)), *_]) if not tables().match(begun):
            yield begun


def texts(node: ast.expr) -> Iterator[str]:
    """A text, or either of two."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*texts(body), *texts(orelse))


def test_every_code_that_is_spoken_has_a_sentence() -> None:
    speechless = {code: where for code, where in spoken().items() if code not in catalogue("zh")}
    assert speechless == {}


def test_every_sentence_is_spoken_somewhere() -> None:
    words: dict[str, set[str]] = {}
    for name, tree in sources().items():
        constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        words.setdefault(room(name), set()).update(constants)
    used = set(spoken())
    for one in speakers():  # what reaches a speaker by a table or a loop
        used |= {f"{one.prefix}{word}" for word in words[one.room]}
    for prefix, speaking in LOOSE.items():
        used |= {f"{prefix}{word}" for word in words[speaking]}
    assert sorted(set(catalogue("zh")) - used) == []


def test_every_prefix_is_a_speakers_or_enumerated() -> None:
    """A code put together in a new way must be listed above, or nobody would notice that its sentence is missing."""
    known = {*ENUMERATED, *LOOSE, *(one.prefix for one in speakers())}
    assert {prefix for tree in sources().values() for prefix, _ in prefixed(tree)} <= known
    assert {f"{one.prefix}{begun}" for one, argument in given(speakers(), sources()) for begun in beginnings(argument)} <= known
    assert {one.prefix for one in speakers()} >= {
        "definitions.",
        "definitions.expression.",
        "cli.",
        "papers.report.",
        "store.doctor.",
    }


def test_what_people_read_in_the_window_names_no_command() -> None:
    """A terminal adds the command itself, to sentences that there are."""
    for language in LANGUAGES:
        known = catalogue(language)
        of_a_terminal = [code for code in known if code.startswith("on_terminal.")]
        assert of_a_terminal
        assert all(code.removeprefix("on_terminal.") in known for code in of_a_terminal)
        named = [code for code, text in known.items() if re.search(r"(?<![.\w])fuping [a-z]|命令行|[Tt]erminal", text)]
        of_it = ("on_terminal.", "cli.", "keys.passphrase_needed")  # the last is asked for where nobody can type
        assert [code for code in named if not code.startswith(of_it)] == []


def test_the_search_finds_what_it_is_for() -> None:
    found = spoken()
    assert {"definitions.twice", "definitions.expression.too_deep", "store.doctor.pages", "values.empty", "form.required"} <= set(
        found
    )
    assert len(found) > len(catalogue("zh")) * 0.8
