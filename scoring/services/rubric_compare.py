"""Two rubrics side by side: what was added, taken away or changed, in the words of ``rubric show``, which leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.form import Field, Form
from scoring.definitions.rubric import Rubric
from scoring.definitions.showing import label_with_unit
from scoring.engine.grade_words import certificate_words, no_bound_words, step_label
from scoring.messages import say
from scoring.services.rubric_show import ShownRubric, show

WORD = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[A-Za-z_][\w'-]*|\s+|.", re.DOTALL)
"""What is marked as different goes by figures and words; Chinese by the character."""


class Changed(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Part(Enum):
    """What of a rubric; in the order in which it is told."""

    HEAD = "head"
    WHO = "who"
    SETS = "sets"
    MEASURES = "measures"
    BRANCHES = "branches"
    INDICATORS = "indicators"
    TOTAL = "total"
    ROUNDING = "rounding"
    GRADES = "grades"
    RULES = "rules"
    QUOTAS = "quotas"
    YEARS = "years"
    GRADING = "grading"
    EXAMPLES = "examples"
    FIELDS = "fields"
    """Of the forms the two are read against: a field of one key that no longer means the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other text has them too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same. ``aspect`` says what of it, empty where all of it came or went.

    ``key`` is its key in the file, ``title`` what it is called; ``old`` and ``new`` are empty where there is none.
    """

    part: Part
    key: str
    title: str
    aspect: str
    aspect_label: str
    change: Changed
    old: str
    new: str

    @property
    def pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both texts, the words marked that differ."""
        return marked(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Compared:
    """Which rubric was compared."""

    key: str
    version: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class RubricComparison:
    old: Compared
    new: Compared
    differences: tuple[Difference, ...]
    language: str

    def count(self, change: Changed) -> int:
        return sum(one.change is change for one in self.differences)

    @property
    def summary(self) -> str:
        """How much is not the same."""
        if not self.differences:
            return say("comparison.same", {}, self.language)
        return say("comparison.summary", {one.value: self.count(one) for one in Changed}, self.language)

    def document(self) -> dict[str, object]:
        """The answer of ``fuping rubric compare --json``."""
        listed = [asdict(one) | {"part": one.part.value, "change": one.change.value} for one in self.differences]
        return {"old": asdict(self.old), "new": asdict(self.new), "differences": listed}

    def lines(self) -> Iterator[str]:
        """The answer of ``fuping rubric compare``."""
        heads = {name: _head(one, self.language) for name, one in (("old", self.old), ("new", self.new))}
        yield say("comparison.heads", heads, self.language)
        yield self.summary
        part = None
        for one in self.differences:
            if one.part is not part:
                part = one.part
                yield part_words(part, self.language)
            yield f"  {_line(one, self.language)}"


def part_words(part: Part, language: str) -> str:
    """指标"""
    return say(f"comparison.part.{part.value}", {}, language)


def change_words(change: Changed, language: str) -> str:
    """新增"""
    return say(f"comparison.change.{change.value}", {}, language)


def _head(one: Compared, language: str) -> str:
    return say("comparison.head", {"title": one.title, "version": one.version}, language)


def _line(one: Difference, language: str) -> str:
    name = "　".join(word for word in (one.title, one.aspect_label) if word)
    facts = {"name": name, "old": one.old, "new": one.new}
    return say(f"comparison.line.{one.change.value}", facts, language)


# What is compared -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """What one rubric says of one thing: aspect → text, in order."""

    title: str
    aspects: Mapping[str, str]


Told: TypeAlias = dict[tuple[Part, str], _Told]


def compare_rubrics(old: CompiledRubric, new: CompiledRubric, language: str = "zh") -> RubricComparison:
    """Piece by piece, by key. Nothing that decides about points and grades is left out."""
    ours, theirs = show(old, language), show(new, language)
    others = {one.key for one in (*ours.others, *theirs.others)}
    before, after = _told(old, ours, others), _told(new, theirs, others)
    keys = sorted(dict.fromkeys((*before, *after)), key=lambda key: list(Part).index(key[0]))
    found = [one for key in keys for one in _differences(key, before.get(key), after.get(key), language)]
    return RubricComparison(_compared(ours), _compared(theirs), (*found, *_fields(old.form, new.form, language)), language)


def _compared(shown: ShownRubric) -> Compared:
    return Compared(shown.key, shown.version, shown.title, shown.status)


def _differences(key: tuple[Part, str], old: _Told | None, new: _Told | None, language: str) -> Iterator[Difference]:
    part, name = key
    if old is None or new is None:
        there = old or new
        assert there is not None
        change = Changed.ADDED if old is None else Changed.REMOVED
        text = _whole(there, language)
        both = ("", text) if old is None else (text, "")
        yield Difference(part, name, there.title, "", "", change, *both)
        return
    for aspect in dict.fromkeys((*old.aspects, *new.aspects)):
        before, after = old.aspects.get(aspect, ""), new.aspects.get(aspect, "")
        if before != after:
            yield Difference(part, name, new.title, aspect, _aspect(aspect, language), Changed.CHANGED, before, after)


def _aspect(aspect: str, language: str) -> str:
    return say(f"comparison.aspect.{aspect}", {}, language)


def _whole(told: _Told, language: str) -> str:
    """Everything that is said of it, in one text."""
    said = [(_aspect(name, language), text) for name, text in told.aspects.items() if text]
    lines = [say("comparison.said", {"name": name, "text": text}, language) for name, text in said]
    return ("；" if language == "zh" else "; ").join(lines)


def _told(compiled: CompiledRubric, shown: ShownRubric, others: set[str]) -> Told:
    told: Told = {(Part.HEAD, ""): _Told(shown.title, {name: getattr(shown, name) for name in HEAD})}
    told |= {(Part.WHO, name): _single("", name, words) for name, words in shown.scope.items()}
    told |= {(Part.SETS, one.key): _Told(one.label, {"label": one.label, "words": one.words}) for one in shown.sets}
    measures = (one for one in shown.measures if one.key in others)
    told |= {(Part.MEASURES, one.key): _Told(one.label, {"label": one.label, "words": one.words}) for one in measures}
    for branch in shown.branches:
        aspects = {name: getattr(branch, name) for name in ("title", "parent", "words")}
        told[Part.BRANCHES, branch.code] = _Told(f"{branch.code} {branch.title}", aspects)
    for one in shown.indicators:
        aspects = {name: getattr(one, name) for name in INDICATOR} | {"anchors": _pairs(dict(one.anchors))}
        told[Part.INDICATORS, one.code] = _Told(f"{one.code} {one.title}", aspects)
    told[Part.TOTAL, ""] = _single("", "total", shown.total)
    told |= {(Part.ROUNDING, name): _single("", name, words) for name, words in shown.rounding.items()}
    for (name, bound), earns in zip(shown.grades, shown.certificates, strict=True):
        begins = bound or no_bound_words(shown.language)
        told[Part.GRADES, name] = _Told(name, {"at_least": begins, "words": certificate_words(name, earns, shown.language)})
    return told | _grading(compiled, shown)


def _grading(compiled: CompiledRubric, shown: ShownRubric) -> Told:
    told: Told = {}
    for rule in shown.rules:
        title = step_label(rule.kind, shown.language)
        told[Part.RULES, rule.key] = _Told(title, {"rule": rule.words, "when": rule.when, "basis": rule.basis})
    for (words, basis), quota in zip(shown.quotas, compiled.rubric.quotas, strict=True):
        told[Part.QUOTAS, quota.grade] = _Told("", {"quota": words, "basis": basis})
    for years in shown.years:
        told[Part.YEARS, years.key] = _Told(years.label, {"label": years.label, "words": years.words, "basis": years.basis})
    told |= {(Part.GRADING, name): _single("", name, words) for name, words in shown.grading.items()}
    return told | _examples(compiled.rubric)


def _examples(rubric: Rubric) -> Told:
    """Every worked example by what it is an example of."""
    told: Told = {}
    for point in rubric.examples:
        name = f"{point.indicator} {point.value}"
        told[Part.EXAMPLES, name] = _Told(name, {"points": f"{point.points}"})
    for one in rubric.branch_examples:
        name = f"{one.branch} {_pairs(one.of)}"
        told[Part.EXAMPLES, name] = _Told(name, {"points": f"{one.points}"})
    for case in rubric.grade_cases:
        told[Part.EXAMPLES, case.carrier] = _Told(case.carrier, {"given": _pairs(case.given), "grade": case.grade})
    for carrier in rubric.worked:
        marks = _pairs({code: " ".join(map(str, given)) for code, given in carrier.marks.items()})
        given = {"given": marks, "points": _pairs(carrier.points), "total": f"{carrier.total}", "grade": carrier.grade}
        told[Part.EXAMPLES, carrier.sample] = _Told(carrier.sample, given)
    return told


def _pairs(given: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in given.items())


def _single(title: str, aspect: str, text: str) -> _Told:
    return _Told(title, {aspect: text})


HEAD = ("title", "version", "status", "source", "form")
INDICATOR = ("title", "parent", "maximum", "measure", "rule", "missing", "basis")


# Fields ---------------------------------------------------------------------------------------------------------------


def _fields(old: Form, new: Form, language: str) -> Iterator[Difference]:
    """Fields of one key in both forms that do not say the same; those that only one has are the business of its measures."""
    known = {(table.key, field.key): field for table, field in old.all_fields()}
    for table, field in new.all_fields():
        before = known.get((table.key, field.key))
        if before is not None:
            said = [_Told(field.label[language], _field(form, one, language)) for form, one in ((old, before), (new, field))]
            yield from _differences((Part.FIELDS, f"{table.key}.{field.key}"), said[0], said[1], language)


def _field(form: Form, field: Field, language: str) -> dict[str, str]:
    answers = ("、" if language == "zh" else ", ").join(one[language] for one in form.choices(field))
    kind = say(f"form_book.type.{field.type.value}", {}, language)
    return {"label": label_with_unit(field, language), "type": kind, "decimals": str(field.decimals), "choices": answers}


# Words that differ ----------------------------------------------------------------------------------------------------


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; what differs is marked in each."""
    before, after = WORD.findall(old), WORD.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        _put(left, before[first:last], differs=what != "equal")
        _put(right, after[start:end], differs=what != "equal")
    return tuple(left), tuple(right)


def _put(pieces: list[Piece], words: Sequence[str], *, differs: bool) -> None:
    if words:
        pieces.append(Piece("".join(words), differs))
