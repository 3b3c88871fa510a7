"""Policies in words: whom a clause is for, what it asks, the amount and its cap, how often, from when to when, and beside what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scoring.definitions.amounts import ByGrade, Fixed, Matching, PerUnit, Rate, Stepped, TopUp, Unspecified
from scoring.definitions.compiled_amounts import Base, CompiledAmount, Value
from scoring.definitions.compiled_policy import CompiledClause, CompiledPolicy, CompiledRequirement
from scoring.definitions.form import NO_WORDS, Form, Words
from scoring.definitions.grading import GradeLevel
from scoring.definitions.periods import Period
from scoring.definitions.policy import OpenFigure, OverlapGroup, Policy
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.definitions.tree import Number
from scoring.messages import say


def head_words(document: Policy, language: str) -> str:
    """杨府发〔2024〕1号　上海市杨浦区人民政府 2024-02-27 印发"""
    facts = {"number": document.number[language], "issuer": document.issuer[language], "issued": document.issued}
    return say("policies.head" if document.number.zh else "policies.head_without_number", facts, language)


def period_words(period: Period, note: Words, language: str) -> str:
    """From when to when, and how that was worked out."""
    code = "in_force" if period.last else "in_force_without_end"
    dates = say(f"policies.{code}", {"first": period.first, "last": period.last}, language)
    return say("policies.in_force_noted", {"dates": dates, "note": note[language]}, language) if note.zh else dates


def territory_words(compiled: CompiledPolicy, language: str) -> str:
    """所属区为杨浦区"""
    record = compiled.form.table(compiled.form.record)
    parts = [
        say(
            "policies.territory",
            {"field": record.field(one.field).label[language], "names": [name[language] for name in one.names]},
            language,
        )
        for one in compiled.document.territory
    ]
    return _listed(parts, language) or say("policies.anywhere", {}, language)


def value_words(value: Value, compiled: CompiledPolicy, language: str) -> str:
    """A literal as the document has it; 待定 with its label, and with what the document does print of it."""
    if isinstance(value, Number):
        return literal(value.text, TONGUES[language])
    printed = compiled.figures[value.key]
    known = {"first": printed.at_least, "last": printed.at_most, "value": printed.value}
    facts = {name: literal(number.text, TONGUES[language]) for name, number in known.items() if number is not None}
    code = "open_with_value" if printed.value else "open_between" if len(facts) == 2 else "open_figure"
    if code == "open_figure" and facts:
        code = "open_from" if printed.at_least else "open_to"
    return say(f"policies.{code}", {**facts, "label": value.label[language]}, language)


def amount_words(one: CompiledClause, compiled: CompiledPolicy, language: str) -> str:
    """The rule with its figures; 最高 before a ceiling, and the cap behind it."""
    words = rule_words(one.amount, compiled, language, ceiling=one.clause.ceiling)
    if one.cap is None:
        return words
    return say("policies.capped", {"amount": words, "cap": value_words(one.cap, compiled, language)}, language)


def rule_words(amount: CompiledAmount, compiled: CompiledPolicy, language: str, *, ceiling: bool) -> str:
    """The amount rule alone."""

    def bounded(words: str) -> str:
        return say("policies.at_most", {"amount": words}, language) if ceiling else words

    value = value_words(amount.value, compiled, language) if amount.value is not None else ""
    facts: dict[str, object] = {"value": value, "of": base_words(amount.of, language)}
    match amount.rule:
        case ByGrade():
            facts["rows"] = _rows("row", list(amount.by_grade.items()), compiled, language)
        case Stepped(beyond=beyond):
            steps = [(value_words(bound, compiled, language), given) for bound, given in amount.steps]
            facts["rows"] = _rows("step_beyond" if beyond else "step", steps, compiled, language)
        case Matching(authority=authority):
            ratio = bounded(f"1:{value}" if isinstance(amount.value, Number) else value)
            return say("policies.amount.matching", facts | {"authority": authority[language], "value": ratio}, language)
        case PerUnit():
            facts["unit"] = _unit(amount.of, language) or say("policies.amount.one", {}, language)
        case Unspecified() | Fixed() | Rate() | TopUp():
            pass
    return bounded(say(f"policies.amount.{amount.rule.kind}", facts, language))


def base_words(base: Base | None, language: str) -> str:
    """What an amount is worked out of; 待定 where nobody has said yet."""
    if base is None:
        return ""
    if isinstance(base, OpenFigure):
        return say("policies.open_figure", {"label": base.label[language]}, language)
    return TONGUES[language].label.format(base.measure.label[language])


def _unit(base: Base | None, language: str) -> str:
    words = base.unit if isinstance(base, OpenFigure) else base.measure.unit if base is not None else NO_WORDS
    return words[language]


def _rows(code: str, rows: Sequence[tuple[str, Value]], compiled: CompiledPolicy, language: str) -> str:
    said = [
        say(f"policies.amount.{code}", {"bound": bound, "amount": value_words(given, compiled, language)}, language)
        for bound, given in rows
    ]
    return _listed(said, language)


def who_words(one: CompiledClause, language: str) -> str:
    """Whom it is for, in the document's words and by our form."""
    clause = one.clause
    whom = f"{clause.beneficiaries[language]} — {say(f'policies.beneficiary.{clause.beneficiary.value}', {}, language)}"
    if one.who is None:
        return whom
    return say("policies.who", {"whom": whom, "who": read(one.who, TONGUES[language])}, language)


def asked_words(one: CompiledClause, compiled: CompiledPolicy, language: str) -> str:
    """The grade asked for and what is open about it; empty where none is."""
    grade = one.clause.grade
    if grade is None or one.mapping is None:
        return ""
    facts = {
        "issuer": grade.issuer[language],
        "words": grade.words[language],
        "mapping": value_words(one.mapping, compiled, language),
    }
    if not grade.field:
        return say("policies.grade_own", facts, language)
    field = compiled.form.table(compiled.form.record).field(grade.field)
    return say("policies.grade", facts | {"field": TONGUES[language].label.format(field.label[language])}, language)


def grade_names(form: Form, levels: Iterable[GradeLevel], field: str, language: str) -> dict[str, str]:
    """The grades a clause looks at, each in Chinese and as shown: the answers of a field of the record, of no field the rubric's."""
    if field:
        return {one.code: one[language] for one in form.choices(form.table(form.record).field(field))}
    return {one.name.zh: one.name[language] for one in levels}


def requirement_words(one: CompiledRequirement, language: str) -> str:
    """What is asked, and how our form or the district decides it."""
    facts: dict[str, object] = {"label": one.requirement.label[language]}
    if one.holds is not None:
        words = say("policies.holds", facts | {"condition": read(one.holds, TONGUES[language])}, language)
    else:
        words = say("policies.settled", facts, language)
    note = one.requirement.note
    return say("policies.noted", {"words": words, "note": note[language]}, language) if note.zh else words


def award_words(one: CompiledClause, compiled: CompiledPolicy, language: str) -> str:
    """How a ceiling becomes an award; empty for what is no ceiling."""
    if not one.clause.ceiling:
        return ""
    if one.coefficient is None:
        return say("policies.award_decided", {}, language)
    return say("policies.award", {"coefficient": value_words(one.coefficient, compiled, language)}, language)


def how_often_words(one: CompiledClause, language: str) -> str:
    """每年; 连续 3 年，每年; 一次."""
    if one.clause.years:
        return say("policies.years", {"years": one.clause.years}, language)
    return say(f"policies.how_often.{one.clause.how_often.value}", {}, language)


def date_words(one: CompiledClause, language: str) -> str:
    """Which day decides, and whether the document says so."""
    facts = {
        "day": say(f"policies.day.{one.clause.decides.value}", {}, language),
        "basis": one.clause.decides_basis[language],
    }
    return say("policies.decides" if one.clause.decides_basis.zh else "policies.decides_unstated", facts, language)


def overlap_words(group: OverlapGroup | None, language: str) -> str:
    """The group, its rule and how far it reaches; empty where there is none."""
    if group is None:
        return ""
    facts = {
        "label": group.label[language],
        "rule": say(f"policies.rule.{group.rule.value}", {}, language),
        "reaches": say(f"policies.reaches.{group.reaches.value}", {}, language),
    }
    words = say("policies.overlap", facts, language)
    return say("policies.noted", {"words": words, "note": group.note[language]}, language) if group.note.zh else words


def shares_words(one: CompiledClause, compiled: CompiledPolicy, language: str) -> str:
    """Who bears what; empty where nobody is named."""
    said = [
        say("policies.share", {"payer": share.payer[language], "share": value_words(value, compiled, language)}, language)
        for share, value in one.shares
    ]
    return _listed(said, language)


def figure_words(figure: OpenFigure, compiled: CompiledPolicy, language: str) -> str:
    """An open figure in a list of them."""
    facts = {
        "label": value_words(figure, compiled, language),
        "type": say(f"definitions.figure.{figure.type.value}", {}, language),
        "asked": say(f"policies.asked.{figure.asked.value}", {}, language),
    }
    words = say("policies.figure", facts, language)
    return say("policies.noted", {"words": words, "note": figure.note[language]}, language) if figure.note.zh else words


def clause_lines(one: CompiledClause, compiled: CompiledPolicy, language: str) -> Iterator[tuple[str, str]]:
    """Everything there is to say about a clause, as (name of the line, text)."""
    clause = one.clause
    narrowed = clause.in_force_from or clause.in_force_until
    required = [requirement_words(each, language) for each in one.required]
    lines = {
        "who": who_words(one, language),
        "grade": asked_words(one, compiled, language),
        "required": _listed(required, language),
        "amount": amount_words(one, compiled, language),
        "award": award_words(one, compiled, language),
        "how_often": how_often_words(one, language),
        "when": date_words(one, language),
        "period": period_words(one.period, NO_WORDS, language) if narrowed else "",
        "overlap": overlap_words(one.overlap, language),
        "shares": shares_words(one, compiled, language),
        "text" if clause.quoted and language == "zh" else "summary": clause.text[language],
        "note": clause.note[language],
    }
    for name, text in lines.items():
        if text:
            yield say(f"policies.line.{name}", {}, language), text


def _listed(parts: Sequence[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(parts)
