"""Support in words: what was checked and found, how the amount came about, what it waits for, and what stood back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scoring.definitions.amounts import ByGrade, Fixed, Matching, PerUnit, Rate, Stepped, TopUp, Unspecified
from scoring.definitions.compiled_amounts import is_money
from scoring.definitions.compiled_policy import CompiledPolicy
from scoring.definitions.form import NO_UNIT, NO_WORDS, Unit
from scoring.definitions.policy import Asked, Beneficiary, OpenFigure
from scoring.definitions.rubric import RoundingMode
from scoring.definitions.spoken_reader import TONGUES, literal, read
from scoring.engine.award import Lacking, Missing, Source
from scoring.engine.capitals import capitals
from scoring.engine.clause_words import amount_words, period_words, requirement_words
from scoring.engine.conditions import Outcome
from scoring.engine.exact import Ratio, from_decimal, rounded
from scoring.engine.given import Cited
from scoring.engine.overlap import Choice, Name, NotCumulated
from scoring.engine.support import Asking, Check, ClauseResult, Eligibility, Why
from scoring.engine.wording import DEEP, amount, plain
from scoring.messages import say

AS_WRITTEN: Mapping[str, str] = {}
"""Answer or grade → how it is called in the language; what is not in it is called as it is written."""


def money_words(value: Ratio | int, language: str) -> str:
    """1,600,000.00 元; more decimals where a 分 is not the end of it."""
    fen = Ratio(value, 1) if isinstance(value, int) else value
    yuan = fen.times(Ratio(1, 100))
    cents = rounded(yuan, 2, RoundingMode.HALF_AWAY)
    exact = from_decimal(cents).compare(yuan) == 0
    number = cents if exact else Decimal(plain(rounded(yuan, DEEP, RoundingMode.HALF_AWAY)))
    return say("aid.money", {"amount": f"{number:,}"}, language)


def spelt_words(words: str, fen: int, language: str) -> str:
    """Words about an amount with the amount in 大写 behind them."""
    return say("aid.spelt", {"words": words, "capitals": capitals(fen)}, language)


def outcome_words(outcome: Eligibility, language: str) -> str:
    """可以享受, 不符合, 待核实."""
    return say(f"aid.outcome.{outcome.value}", {}, language)


def check_words(
    check: Check, one: ClauseResult, compiled: CompiledPolicy, language: str, spoken: Mapping[str, str] = AS_WRITTEN
) -> str:
    """One thing asked and what was found; empty for what goes without saying."""
    if check.asking is Asking.BENEFICIARY and check.outcome is Outcome.MET:
        return ""
    verdict = check.why.value if check.why is not None else check.outcome.value
    if check.why is Why.WHENEVER:
        verdict = f"{verdict}_{check.outcome.value}"
    if check.asking is Asking.YEARS and check.outcome is Outcome.MET and not check.years:
        verdict = "first"
    words = say(f"aid.check.{check.asking.value}_{verdict}", _facts(check, one, compiled, language, spoken), language)
    if not check.cited:
        return words
    return say(
        "aid.check.years_cited", {"words": words, "cited": [cited_words(each, language) for each in check.cited]}, language
    )


def cited_words(cited: Cited, language: str) -> str:
    """Which earlier round gave it, when, and on what ground."""
    facts = {"year": cited.year, "round": cited.round[language], "day": cited.day, "basis": cited.basis}
    return say("aid.check.years_decided", facts, language)


def _facts(
    check: Check, one: ClauseResult, compiled: CompiledPolicy, language: str, spoken: Mapping[str, str]
) -> dict[str, object]:
    seen = spoken.get(check.seen, check.seen)
    clause = one.compiled.clause
    match check.asking:
        case Asking.BENEFICIARY:
            return {"whom": clause.beneficiaries[language]}
        case Asking.DATES:
            name = say(f"policies.day.{clause.decides.value}", {}, language)
            period = period_words(one.compiled.period, NO_WORDS, language)
            return {"name": name, "day": check.day or "", "since": check.since or "", "period": period}
        case Asking.TERRITORY:
            field = compiled.form.table(compiled.form.record).field(check.key)
            [territory] = [each for each in compiled.document.territory if each.field == check.key]
            names = [name[language] for name in territory.names]
            return {"field": field.label[language], "seen": seen, "names": names}
        case Asking.WHO:
            return {"condition": read(one.compiled.who, TONGUES[language]) if one.compiled.who is not None else ""}
        case Asking.GRADE:
            assert clause.grade is not None
            assert one.compiled.mapping is not None
            words, figure = clause.grade.words[language], one.compiled.mapping.label[language]
            return {"issuer": clause.grade.issuer[language], "words": words, "grade": seen, "figure": figure}
        case Asking.REQUIREMENT:
            [asked] = [each for each in one.compiled.required if each.requirement.key == check.key]
            words = requirement_words(asked, language) if asked.holds is not None else asked.requirement.label[language]
            return {"label": words}
        case Asking.YEARS:
            never = say("aid.check.years_never", {}, language)
            return {"years": list(check.years), "written": list(check.written) or never, "most": clause.years or 1}


def worked_words(one: ClauseResult, compiled: CompiledPolicy, language: str, spoken: Mapping[str, str] = AS_WRITTEN) -> str:
    """运营总支出 3,000,000.00 元 × 50% = 1,500,000.00 元; the rule alone where something is open."""
    worked, rule = one.worked, one.compiled.amount.rule
    if worked is None:
        return ""
    if worked.product is None:
        return amount_words(one.compiled, compiled, language)
    facts: dict[str, object] = {
        "base": _base(one, language),
        "value": _value(one, language),
        "product": money_words(worked.product, language),
        "grade": spoken.get(worked.grade, worked.grade),
        "bound": literal(worked.bound.text, TONGUES[language]) if worked.bound is not None else "",
    }
    code = ""
    match rule:
        case Rate() | Matching() | PerUnit():
            code = "times"
        case TopUp():
            code = "top_up"
        case Stepped():
            code = "step" if worked.bound is not None else "no_step"
        case ByGrade():
            code = "by_grade"
        case Unspecified() | Fixed():
            code = "by_grade" if worked.grade else "as_it_stands"
    words = say(f"aid.worked.{code}", facts, language)
    if worked.capped and worked.cap is not None:
        words = say("aid.worked.capped", {"amount": words, "cap": money_words(worked.cap, language)}, language)
    return say("aid.worked.provisional", {"amount": words}, language) if worked.provisional else words


def _base(one: ClauseResult, language: str) -> str:
    base, worked = one.compiled.amount.of, one.worked
    if base is None or worked is None or worked.base is None:
        return ""
    label = base.label[language] if isinstance(base, OpenFigure) else base.measure.label[language]
    if is_money(base):
        return say("aid.worked.base", {"label": label, "amount": money_words(worked.base, language)}, language)
    unit: Unit = NO_UNIT if isinstance(base, OpenFigure) else base.measure.unit
    number = amount(worked.base, unit, language)
    return say("aid.worked.base", {"label": label, "amount": number}, language)


def _value(one: ClauseResult, language: str) -> str:
    worked, rule = one.worked, one.compiled.amount.rule
    if worked is None or worked.value is None:
        return ""
    if isinstance(rule, Rate):
        return f"{plain(rounded(worked.value.times(Ratio(100, 1)), DEEP, RoundingMode.HALF_AWAY))}%"
    if isinstance(rule, Matching):
        return plain(rounded(worked.value, DEEP, RoundingMode.HALF_AWAY))
    return money_words(worked.value, language)


def lacking_words(lacking: Sequence[Lacking], compiled: CompiledPolicy, language: str) -> str:
    """What is still waited for, by the names of the document; empty where nothing is."""
    return _listed([_lack(one, compiled, language) for one in lacking], language)


def _lack(one: Lacking, compiled: CompiledPolicy, language: str) -> str:
    label = ""
    match one.what:
        case Missing.MEASURE:
            label = compiled.measures[one.key].measure.label[language]
        case Missing.FIGURE | Missing.GRADE_VALUE:
            label = compiled.figures[one.key].figure.label[language]
        case Missing.GRADE | Missing.SHARES:
            pass
    return say(f"aid.lacking.{one.what.value}", {"label": label}, language)


def ceiling_words(one: ClauseResult, language: str) -> str:
    """扶持上限; empty for what is no ceiling."""
    given = one.award
    if given is None or not one.compiled.clause.ceiling:
        return ""
    return money_words(given.ceiling, language) if given.ceiling is not None else say("aid.open", {}, language)


def award_words(one: ClauseResult, compiled: CompiledPolicy, language: str) -> str:
    """拟扶持金额 and where it comes from; 待定 with what it waits for."""
    given = one.award
    if given is None:
        return ""
    if given.decided is not None:
        return _pending_words(one, given.decided, compiled, language)
    if given.amount is None:
        lacking = lacking_words(given.lacking, compiled, language) or say("aid.source.open", {}, language)
        return say("aid.award_open", {"lacking": lacking}, language)
    facts: dict[str, object] = {"amount": money_words(given.amount, language), "coefficient": ""}
    if given.coefficient is not None:
        share = rounded(given.coefficient.times(Ratio(100, 1)), DEEP, RoundingMode.HALF_AWAY)
        facts["coefficient"] = f"{plain(share)}%"
    code = "held" if given.held else given.source.value
    return money_words(given.amount, language) if code == Source.RULE.value else say(f"aid.source.{code}", facts, language)


def _pending_words(one: ClauseResult, decided: int, compiled: CompiledPolicy, language: str) -> str:
    """What was decided while nobody knows the ceiling: 待定; beyond the cap it is said so."""
    assert one.award is not None
    assert one.worked is not None
    facts = {"amount": money_words(decided, language), "lacking": lacking_words(one.award.lacking, compiled, language)}
    if one.award.held and one.worked.cap is not None:
        return say("aid.source.pending_held", facts | {"cap": money_words(one.worked.cap, language)}, language)
    return say("aid.source.pending", facts, language)


def borne_words(one: ClauseResult, compiled: CompiledPolicy, language: str, *, spelt: bool = False) -> str:
    """Who bears how much, ``spelt`` in 大写 too; what is lacking where nobody can say. Empty where no payer is named."""
    if one.award is None or not one.borne:
        return ""
    if one.shares_lacking:
        return say("aid.award_open", {"lacking": lacking_words(one.shares_lacking, compiled, language)}, language)
    amounts = []
    for each in one.borne:
        if each.amount is not None:
            facts = {"payer": each.share.payer[language], "amount": money_words(each.amount, language)}
            words = say("aid.borne", facts, language)
            amounts.append(spelt_words(words, each.amount, language) if spelt else words)
    return _listed(amounts, language)


def clause_lines(
    one: ClauseResult,
    compiled: CompiledPolicy,
    language: str,
    spoken: Mapping[str, str] = AS_WRITTEN,
    *,
    spelt: bool = True,
) -> Iterator[tuple[str, str]]:
    """(Name of the line, text) of what was found about a clause; of one that is surely not for it only why not.

    ``spelt``: ceiling, award and what each payer bears in 大写 too.
    """
    refused = one.outcome is Eligibility.NOT_ELIGIBLE
    for check in one.checks:
        if refused and check.outcome is not Outcome.NOT_MET:
            continue
        if words := check_words(check, one, compiled, language, spoken):
            yield say(f"aid.line.{check.asking.value}", {}, language), words
    lines = {
        "firms": firm_words(one, compiled, language) if refused else "",
        "ends": say("aid.ends", {"day": one.ends}, language) if one.ends is not None and not refused else "",
        "amount": worked_words(one, compiled, language, spoken),
        "ceiling": ceiling_words(one, language),
        "award": award_words(one, compiled, language),
        "shares": borne_words(one, compiled, language, spelt=spelt),
    }
    known = {"ceiling": one.award.ceiling, "award": one.award.amount} if spelt and one.award is not None else {}
    for name, words in lines.items():
        if words:
            fen = known.get(name)
            yield say(f"aid.line.{name}", {}, language), words if fen is None else spelt_words(words, fen, language)


def firm_words(one: ClauseResult, compiled: CompiledPolicy, language: str) -> str:
    """Of a clause for firms, which no carrier's return decides: what the district must know of each firm; the document's note."""
    clause = one.compiled.clause
    if clause.beneficiary is not Beneficiary.FIRM:
        return ""
    named = dict.fromkeys(name for name in clause.names() if name in compiled.figures)
    asked = [compiled.figures[name].figure for name in named if compiled.figures[name].figure.asked is Asked.BENEFICIARY]
    facts: dict[str, object] = {"needed": [figure.label[language] for figure in asked], "note": clause.note[language]}
    code = "needed" if asked else "by_firm"
    words = say(f"aid.firm.{code}", facts, language)
    return say("aid.firm.noted", facts | {"words": words}, language) if facts["note"] else words


def choice_words(choice: Choice, names: dict[Name, str], language: str, *, spelt: bool = False) -> str:
    """What is taken of one matter, its sum ``spelt`` in 大写 too, and how sure that is."""
    sum_ = money_words(choice.award, language)
    facts: dict[str, object] = {
        "taken": [names[one.name] for one in choice.taken],
        "open": [names[one.name] for one in choice.open],
        "amount": spelt_words(sum_, choice.award, language) if spelt else sum_,
    }
    code = choice.state.value if choice.taken or choice.state.value != "open" else "nothing_yet"
    words = say(f"aid.choice.{code}", facts, language)
    return say("aid.choice.tied", {"words": words}, language) if choice.tied else words


def left_words(left: NotCumulated, names: dict[Name, str], titles: Mapping[str, str], language: str) -> str:
    """What was not cumulated, behind what, by whose article. ``titles`` of policies by their key."""
    given = money_words(left.award, language) if left.award is not None else say("aid.open", {}, language)
    facts = {"name": names[left.name], "award": given, "behind": names[left.behind], "by": titles[left.by]}
    rule = say(f"policies.rule.{left.rule.rule.value}", {}, language)
    return say("aid.left", facts | {"basis": left.rule.basis[language], "rule": rule}, language)


def _listed(parts: Sequence[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(parts)
