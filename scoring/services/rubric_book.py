"""The rubric as a book to leaf through: its tree, for each measure what it is made of and who uses it, its text, and its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.definitions.compiled_measures import CompiledMeasure, CompiledSet
from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.rubric import Measure
from scoring.definitions.tree import Tree, names
from scoring.engine.wording import reading_words
from scoring.services.rounds import OpenRound
from scoring.services.rubric_show import ShownRubric, show
from scoring.services.rubric_versions import DefinitionText, RubricChoice, rubric_choices, rubric_text

EXPRESSIONS = (
    "kind",
    "over",
    "where",
    "value",
    "numerator",
    "denominator",
    "by",
    "formula",
    "of",
    "base",
    "min_rows",
    "drop_from",
    "round_to",
)
"""What of a measure stands in its file, beside its names."""


@dataclass(frozen=True, slots=True)
class FieldLink:
    """A field of the form that a measure reads."""

    table: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure with everything around it.

    ``expressions`` are lines of the file as (key, text); ``measures`` are those it is worked out of, ``sets`` those it runs
    over, as (key, label); ``used_by`` indicators as (code, title).
    """

    key: str
    label: str
    words: str
    expressions: tuple[tuple[str, str], ...]
    fields: tuple[FieldLink, ...]
    measures: tuple[tuple[str, str], ...]
    sets: tuple[tuple[str, str], ...]
    used_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RubricBook:
    """Everything a page shows of the round's rubric. ``cards`` by the measure's key, ``measures`` indicator → that key."""

    shown: ShownRubric
    cards: Mapping[str, MeasureCard]
    measures: Mapping[str, str]
    definition: DefinitionText
    choices: tuple[RubricChoice, ...]

    def find(self, wanted: str) -> frozenset[str]:
        """Codes of the branches and indicators in whose words every one of these stands."""
        words = wanted.casefold().split()
        return frozenset(code for code, text in self._haystacks() if all(word in text for word in words))

    def _haystacks(self) -> Iterator[tuple[str, str]]:
        for branch in self.shown.branches:
            yield branch.code, f"{branch.code} {branch.title} {branch.words}".casefold()
        for one in self.shown.indicators:
            card = self.cards[self.measures[one.code]]
            fields = " ".join(f"{each.label} {each.key}" for each in card.fields)
            raw = " ".join(text for _, text in card.expressions)
            words = (one.code, one.title, one.maximum, one.measure, one.rule, one.missing, one.basis, card.key, card.label)
            yield one.code, " ".join((*words, fields, raw)).casefold()


def rubric_book(opened: OpenRound, language: str = "zh") -> RubricBook:
    """The rubric the round is scored by."""
    compiled = opened.rubric
    return RubricBook(
        shown=show(compiled, language, opened.parameters),
        cards={key: _card(compiled, one, language) for key, one in compiled.measures.items()},
        measures={one.code: one.measure for one in compiled.rubric.indicators},
        definition=rubric_text(opened),
        choices=rubric_choices(opened, language),
    )


# Measures -------------------------------------------------------------------------------------------------------------


def _card(compiled: CompiledRubric, one: CompiledMeasure, language: str) -> MeasureCard:
    measure = one.measure
    named = tuple(dict.fromkeys((*_names(one.formula), *([one.operand.key] if one.operand else ()))))
    chain = tuple(_chain(compiled, one.over))
    return MeasureCard(
        key=measure.key,
        label=measure.label[language],
        words=reading_words(one, language),
        expressions=(*_raw(measure), *((f"sets.{each.row_set.key}", each.row_set.where or each.row_set.table) for each in chain)),
        fields=_fields(one, language),
        measures=tuple((key, compiled.measures[key].measure.label[language]) for key in named),
        sets=tuple((each.row_set.key, each.row_set.label[language]) for each in chain),
        used_by=tuple((each.code, each.title[language]) for each in compiled.rubric.indicators if each.measure == measure.key),
    )


def _raw(measure: Measure) -> Iterator[tuple[str, str]]:
    """As the file says it; what is not given is left out."""
    for name in EXPRESSIONS:
        value = getattr(measure, name)
        if value not in ("", 0, None) and (name != "base" or measure.of):
            yield name, str(value)


def _chain(compiled: CompiledRubric, over: CompiledSet | None) -> Iterator[CompiledSet]:
    """The set a measure runs over, the one that is made of, and so on."""
    while over is not None and over.row_set.key in compiled.sets:
        yield over
        over = compiled.sets.get(over.row_set.of)


def _fields(one: CompiledMeasure, language: str) -> tuple[FieldLink, ...]:
    if one.over is None:
        return ()
    trees = (one.upper, one.lower, one.where, one.over.condition)
    keys = [*([one.by.key] if one.by else ()), *(key for tree in trees for key in _names(tree))]
    table = one.over.table
    known = {field.key: field for field in table.fields}
    return tuple(FieldLink(table.key, key, known[key].label[language]) for key in dict.fromkeys(keys) if key in known)


def _names(tree: Tree | None) -> tuple[str, ...]:
    return names(tree) if tree is not None else ()
