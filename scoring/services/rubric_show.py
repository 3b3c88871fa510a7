"""A rubric as a commission reads it: everything that decides about points and grades, in words. ``fuping rubric show``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.lowering import Parameters
from scoring.definitions.spoken_reader import TONGUES
from scoring.definitions.tree import PARAMETERS, names
from scoring.engine import grade_words, rubric_words
from scoring.engine.grade import Step
from scoring.engine.wording import plain, reading_words, rule_words
from scoring.messages import say


@dataclass(frozen=True, slots=True)
class Named:
    """Something the rubric names, in words."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownBranch:
    """A branch: how it is made of what hangs on it."""

    code: str
    title: str
    parent: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator: what is measured, by which rule it earns points, and what happens without a result."""

    code: str
    title: str
    parent: str
    maximum: str
    measure: str
    rule: str
    missing: str
    basis: str
    anchors: tuple[tuple[str, str], ...] = ()
    """Of reviewers' marks: the mark and what it means."""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A veto, limit or lift: what it does, and ``when`` in words."""

    kind: Step
    key: str
    words: str
    when: str
    basis: str


@dataclass(frozen=True, slots=True)
class ShownYears:
    """A rule over years (优胜劣汰)."""

    key: str
    label: str
    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class ShownRubric:
    """A rubric in words, of one language.

    ``others`` are the measures that no indicator tells whole; ``grades`` pairs of name and bound (empty where no points
    reach it) with their ``levels`` in words. ``scope``, ``rounding`` and ``grading`` are sentences by what they are about.
    """

    language: str
    key: str
    version: str
    form: str
    title: str
    status: str
    source: str
    scope: Mapping[str, str]
    parameters: tuple[Named, ...]
    sets: tuple[Named, ...]
    measures: tuple[Named, ...]
    others: tuple[Named, ...]
    branches: tuple[ShownBranch, ...]
    indicators: tuple[ShownIndicator, ...]
    total: str
    rounding: Mapping[str, str]
    grades: tuple[tuple[str, str], ...]
    certificates: tuple[bool | None, ...]
    """Of each grade, whether it earns one; None where the rubric leaves it to the rule."""
    levels: tuple[str, ...]
    rules: tuple[ShownRule, ...]
    quotas: tuple[tuple[str, str], ...]
    """In words, and their basis."""
    years: tuple[ShownYears, ...]
    grading: Mapping[str, str]
    examples: Mapping[str, int]

    def document(self) -> dict[str, object]:
        """The answer of ``fuping rubric show --json``."""
        head = ("key", "version", "form", "title", "status", "source", "total")
        return {name: getattr(self, name) for name in head} | {
            "scope": dict(self.scope),
            "parameters": [asdict(one) for one in self.parameters],
            "sets": [asdict(one) for one in self.sets],
            "measures": [asdict(one) for one in self.measures],
            "branches": [asdict(one) for one in self.branches],
            "indicators": [asdict(one) | {"anchors": _anchor_documents(one)} for one in self.indicators],
            "rounding": dict(self.rounding),
            "grades": [
                {"name": name} | ({"at_least": bound} if bound else {}) | ({} if earns is None else {"certificate": earns})
                for (name, bound), earns in zip(self.grades, self.certificates, strict=True)
            ],
            "rules": [asdict(one) | {"kind": one.kind.value} for one in self.rules],
            "quotas": [{"words": words, "basis": basis} for words, basis in self.quotas],
            "over_years": [asdict(one) for one in self.years],
            "grading": dict(self.grading),
            "examples": dict(self.examples),
        }

    def lines(self) -> Iterator[str]:
        """The answer of ``fuping rubric show``, line by line."""
        yield self._word("title", title=self.title, status=self.status)
        yield self._word("identity", key=self.key, version=self.version, form=self.form)
        yield self.source
        yield from self._section("who", self._sentences(self.scope))
        yield from self._section("parameters", map(self._named, self.parameters))
        yield from self._section("sets", map(self._named, self.sets))
        yield from self._section("measures", map(self._named, self.others))
        yield from self._section("tree", self._tree())
        yield from self._section("total", iter([self.total]))
        yield from self._section("rounding", self._sentences(self.rounding))
        yield from self._section("grades", self._grades())
        yield from self._section("examples", iter([self._word("counted", **self.examples)]))

    def _section(self, name: str, lines: Iterator[str]) -> Iterator[str]:
        inside = [f"  {line}" for line in lines]
        if inside:
            yield self._word(name)
            yield from inside

    def _sentences(self, sentences: Mapping[str, str]) -> Iterator[str]:
        return (self._line(name, words) for name, words in sentences.items())

    def _tree(self, parent: str = "") -> Iterator[str]:
        """The branches of a parent, each with what hangs on it."""
        for branch in self.branches:
            if branch.parent == parent:
                yield self._word("branch", code=branch.code, title=branch.title, words=branch.words)
                yield from (f"  {line}" for line in (*self._leaves(branch.code), *self._tree(branch.code)))

    def _leaves(self, parent: str) -> Iterator[str]:
        for one in self.indicators:
            if one.parent == parent:
                yield self._word("indicator", code=one.code, title=one.title, maximum=one.maximum)
                for name in ("measure", "rule", "missing", "basis"):
                    yield "  " + self._line(name, getattr(one, name))
                for mark, words in one.anchors:
                    yield "  " + self._word("anchor", mark=mark, words=words)

    def _grades(self) -> Iterator[str]:
        yield from self.levels
        for rule in self.rules:
            yield self._word("line", name=grade_words.step_label(rule.kind, self.language), words=rule.words)
            yield "  " + self._line("when", rule.when)
            yield from self._basis(rule.basis)
        for words, basis in self.quotas:
            yield self._line("quota", words)
            yield from self._basis(basis)
        for one in self.years:
            yield self._line("years", self._word("line", name=one.label, words=one.words))
            yield from self._basis(one.basis)
        yield from self._sentences(self.grading)

    def _basis(self, basis: str) -> Iterator[str]:
        if basis:
            yield "  " + self._line("basis", basis)

    def _named(self, one: Named) -> str:
        return self._word("named", key=one.key, label=one.label, words=one.words)

    def _line(self, name: str, words: str) -> str:
        return self._word("line", name=self._word(name), words=words)

    def _word(self, code: str, /, **facts: object) -> str:
        return say(f"services.rubric.{code}", facts, self.language)


def _anchor_documents(one: ShownIndicator) -> list[dict[str, str]]:
    return [{"mark": mark, "words": words} for mark, words in one.anchors]


def show(compiled: CompiledRubric, language: str = "zh", parameters: Parameters | None = None) -> ShownRubric:
    """A rubric in words. ``parameters`` are those of the round that is scored by it, if there is one."""
    rubric, form = compiled.rubric, compiled.form
    measures = tuple(
        Named(key, one.measure.label[language], reading_words(one, language)) for key, one in compiled.measures.items()
    )
    wanted = _not_told(compiled)
    return ShownRubric(
        language=language,
        key=rubric.key,
        version=rubric.version,
        form=form.title[language],
        title=rubric.title[language],
        status=rubric.status[language],
        source=rubric.source,
        scope={
            "scored": rubric_words.scored_words(compiled, language),
            "takes_part": rubric_words.takes_part_words(compiled, language),
            "peers": rubric_words.peers_words(compiled, language),
        },
        parameters=tuple(
            Named(key, TONGUES[language].parameters[key], rubric_words.parameter_words(key, parameters, language))
            for key in PARAMETERS
        ),
        sets=tuple(
            Named(key, one.row_set.label[language], rubric_words.set_words(one, language)) for key, one in compiled.sets.items()
        ),
        measures=measures,
        others=tuple(one for one in measures if one.key in wanted),
        branches=_branches(compiled, language),
        indicators=_indicators(compiled, language),
        total=rubric_words.total_words(rubric, language),
        rounding={
            "values": rubric_words.measures_rounding_words(language),
            "points": rubric_words.indicators_rounding_words(rubric, language),
            "branches": rubric_words.branches_rounding_words(rubric, language),
            "total": rubric_words.total_rounding_words(rubric, language),
            "ranking": rubric_words.rank_by_words(rubric, language),
        },
        grades=tuple((grade.name[language], "" if grade.at_least is None else plain(grade.at_least)) for grade in rubric.grades),
        certificates=tuple(grade.certificate for grade in rubric.grades),
        levels=tuple(grade_words.level_words(grade, language) for grade in rubric.grades),
        rules=_rules(compiled, language),
        quotas=tuple((grade_words.quota_words(rubric, one, language), one.basis) for one in rubric.quotas),
        years=tuple(
            ShownYears(one.key, one.label[language], grade_words.years_words(one, language), one.basis)
            for one in rubric.over_years
        ),
        grading=_grading(compiled, language),
        examples={
            "points": len(rubric.examples) + len(rubric.branch_examples),
            "grade_cases": len(rubric.grade_cases),
            "worked": len(rubric.worked),
        },
    )


def _not_told(compiled: CompiledRubric) -> frozenset[str]:
    """The measures that no indicator tells whole: those of no indicator, and those that conditions, formulas and logarithms
    name, where their label is all that is said of them.
    """
    conditions = [when for _, _, when in grade_words.rules(compiled)]
    formulas = [one.formula for one in compiled.measures.values() if one.formula is not None]
    operands = {one.operand.key for one in compiled.measures.values() if one.operand is not None}
    named = {name for tree in (*conditions, *formulas) for name in names(tree)}
    told = {indicator.measure for indicator in compiled.rubric.indicators}
    return frozenset(named | operands | (compiled.measures.keys() - told))


def _branches(compiled: CompiledRubric, language: str) -> tuple[ShownBranch, ...]:
    rubric = compiled.rubric
    return tuple(
        ShownBranch(one.code, one.title[language], one.parent, rubric_words.branch_words(rubric, one, language))
        for one in rubric.branches
    )


def _indicators(compiled: CompiledRubric, language: str) -> tuple[ShownIndicator, ...]:
    return tuple(
        ShownIndicator(
            code=one.code,
            title=one.title[language],
            parent=one.parent,
            maximum=plain(one.maximum),
            measure=reading_words(compiled.measures[one.measure], language),
            rule=rule_words(compiled, one, language),
            missing=rubric_words.missing_words(compiled.rubric, one, language),
            basis=one.basis,
            anchors=tuple((plain(each.mark), each.words[language]) for each in compiled.measures[one.measure].measure.anchors),
        )
        for one in compiled.rubric.indicators
    )


def _rules(compiled: CompiledRubric, language: str) -> tuple[ShownRule, ...]:
    return tuple(
        ShownRule(
            kind,
            rule.key,
            grade_words.rule_effect_words(compiled.rubric, kind, rule, language),
            grade_words.condition_words(when, language),
            rule.basis,
        )
        for kind, rule, when in grade_words.rules(compiled)
    )


def _grading(compiled: CompiledRubric, language: str) -> dict[str, str]:
    """What holds of the grade rule as a whole; nothing of a rubric without grades."""
    rubric = compiled.rubric
    if not rubric.grades:
        return {}
    found = {"ties": grade_words.ties_words(rubric, language)}
    found |= {"lowest": grade_words.lowest_words(rubric, language), "order": grade_words.order_words(language)}
    if rubric.minimums:
        found["minimums"] = grade_words.minimums_words(language)
    if compiled.grading.rules:
        found["digits"] = grade_words.conditions_digits_words(compiled, language)
    if rubric.quotas:
        found |= {"places": grade_words.places_words(language), "border": grade_words.border_words(language)}
        if rubric.quotas_by:
            found["group"] = grade_words.groups_words(compiled, language)
    if rubric.border_within is not None:
        found["near"] = grade_words.near_words(rubric, language)
    return found
