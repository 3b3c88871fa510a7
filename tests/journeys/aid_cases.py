"""Support for the live-formula workbook: the shipped policies in a district, and policies with every rule of the language.

Seeded: open figures settled or not, earlier years, own days, awards under and above the ceiling, grades decided otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_policy import CompiledPolicy, compile_policy
from scoring.definitions.policy import Asked, Beneficiary, DecidingDate, FigureType, Policy
from scoring.definitions.settled import Settled, read_settled
from scoring.engine.aggregates import figures_of_rows
from scoring.engine.budget import Claimant, PotRule, budget
from scoring.engine.given import DecidedBefore
from scoring.engine.sharing import SharingRule, SharingUnit, TieBreak
from scoring.engine.support import Case, SupportPlan, apply_policy, combine, plan_support
from scoring.errors import Refusal
from scoring.papers.workbook_aid_facts import AidFacts, Common, Decided, PotFacts
from scoring.papers.workbook_facts import BookFacts
from scoring.services.announcing import announce
from scoring.services.outcome import outcomes
from scoring.services.overriding import confirm_override, overrides, propose_override
from scoring.services.policies import adopt_policy
from scoring.services.pots import Wanted, put_pot
from scoring.services.rounds import OpenRound
from scoring.services.scoring import seal
from scoring.services.settling import settle
from scoring.services.workbook_support import claimant
from scoring.services.workbooks import book_facts
from scoring.store.rounds import participants
from scoring.store.runs import Run
from tests.journeys import kinds
from tests.journeys.districts import district

POLICIES = Path(__file__).parents[2] / "resources" / "policies"
TODAY = date(2026, 6, 1)
HEAD = """
schema = "fuping/policy/1"
key = "{key}"
version = "1"
form = "kinds"
title = {{ zh = "{title}" }}
status = {{ zh = "示例" }}
source = {{ zh = "示例" }}
issuer = {{ zh = "云岬区" }}
issued = "2025-01-01"
in_force_from = "2025-02-01"
in_force_until = "2026-12-31"
"""
END, ENDLESS = 'in_force_until = "2026-12-31"\n', "p1"
"""One of the policies names no last day."""
OVERLAP = """
[[overlaps]]
key = "{key}"
label = {{ zh = "事项{key}" }}
rule = "{rule}"
reaches = "{reaches}"
basis = {{ zh = "第九条" }}
"""
FIGURE = """
[[figures]]
key = "{key}"
label = {{ zh = "待定项 {key}" }}
type = "{kind}"
asked = "{asked}"
basis = {{ zh = "第八条" }}
"""
CLAUSE = """
[[clauses]]
key = "{key}"
label = {{ zh = "{label}" }}
basis = {{ zh = "第{number}条" }}
text = {{ zh = "给予支持。" }}
beneficiary = "{whom}"
beneficiaries = {{ zh = "载体" }}
decides = "{decides}"
how_often = "{often}"
amount = {amount}
"""
MEASURES = """
[[sets]]
key = "W"
label = { zh = "在园企业" }
table = "firms"
where = "inside"
[[measures]]
key = "young"
label = { zh = "新企业" }
kind = "count"
over = "W"
where = "months(founded, cutoff) <= 36"
unit = { zh = "家" }
[[measures]]
key = "income"
label = { zh = "营业收入" }
kind = "sum"
over = "W"
value = "revenue"
unit = { zh = "万元" }
[[measures]]
key = "floor_mean"
label = { zh = "平均面积" }
kind = "mean"
over = "W"
value = "floor"
[[measures]]
key = "area"
label = { zh = "面积" }
kind = "value"
value = "area"
"""
FIGURES = {
    "amount_all": ("money", "district"), "amount_own": ("money", "beneficiary"), "graded": ("money_by_grade", "district"),
    "rate": ("share", "district"), "ratio": ("number", "district"), "number_own": ("number", "beneficiary"),
    "granted": ("money", "beneficiary"), "good": ("grades", "district"), "approved": ("yes_no", "beneficiary"),
    "coefficients": ("share_by_grade", "district"), "cap_open": ("money", "district"), "d": ("share", "district"), "t": ("share", "district"),
}  # fmt: skip
AMOUNTS = (
    '{ kind = "unspecified", figure = "graded" }',
    '{ kind = "unspecified", figure = "amount_own" }',
    '{ kind = "fixed", amount = "20万元" }',
    '{ kind = "by_grade", amounts = [["优", "30万元"], ["良", "amount_all"], ["中", "0.333万元"]] }',
    '{ kind = "rate", rate = "33.33%", of = "income" }',
    '{ kind = "rate", rate = "rate", of = "granted" }',
    '{ kind = "matching", up_to = "ratio", of = "granted", authority = { zh = "市" } }',
    '{ kind = "per_unit", amount = "1.2345万元", of = "young" }',
    '{ kind = "per_unit", amount = "1万元", of = "number_own" }',
    '{ kind = "per_unit", amount = "100元", of = "area" }',
    '{ kind = "per_unit", amount = "10元", of = "floor_mean" }',
    '{ kind = "steps", of = "young", steps = [["4", "30万元"], ["2", "amount_all"], ["1", "5万元"]] }',
    '{ kind = "steps", of = "floor_mean", steps = [["500", "30万元"], ["400", "15万元"]], beyond = true }',
    '{ kind = "steps", of = "income", steps = [["200万元", "30万元"], ["0.5万元", "15万元"]] }',
    '{ kind = "top_up", level = "100万元", of = "income" }',
    '{ kind = "top_up", level = "amount_all", of = "granted" }',
)
GRADE = 'grade = { issuer = { zh = "区" }, words = { zh = "良以上" }, mapping = "good"%s }'
SHARED = (
    'shares = [{ key = "b", payer = { zh = "区" }, share = "66.67%" }, { key = "a", payer = { zh = "镇" }, share = "33.33%" }]',
    'shares = [{ key = "d", payer = { zh = "区" }, share = "d" }, { key = "t", payer = { zh = "镇" }, share = "t" }]',
)
RULES = ("best_one", "none_stated", "one_by_one")


def documents(chance: random.Random, policies: int) -> list[str]:
    """Policies whose clauses meet in matters of every rule; every amount rule at least once."""
    amounts = list(AMOUNTS)
    chance.shuffle(amounts)
    shared = [amounts[at::policies] for at in range(policies)]
    return [_document(chance, f"p{at}", own) for at, own in enumerate(shared)]


def _document(chance: random.Random, key: str, amounts: Sequence[str]) -> str:
    matters = [f"m{at}" for at in range(3)]
    text = (HEAD if key != ENDLESS else HEAD.replace(END, "")).format(
        key=key, title=f"政策 {key}"
    ) + 'territory = [{ field = "level", names = [{ zh = "市级" }, { zh = "区级" }] }]\n' * (chance.random() < 0.5)
    if chance.random() < 0.5:
        text += f"{chance.choice(SHARED)}\n"
    text += MEASURES
    text += "".join(FIGURE.format(key=name, kind=kind, asked=asked) for name, (kind, asked) in FIGURES.items())
    for matter in matters:
        odds = chance.choice((RULES, RULES[:2], RULES[:1]))
        reaches = chance.choice(("own_clauses", "other_policies"))
        text += OVERLAP.format(key=matter, rule=chance.choice(odds), reaches=reaches)
    for at, amount in enumerate(amounts):
        text += _clause(chance, f"{key} 第{at + 1}款", f"c{at}", at + 1, amount, matters)
    return text + CLAUSE.format(
        key="firm",
        label="企业",
        number=99,
        whom="firm",
        decides="occurred",
        often="once",
        amount='{ kind = "fixed", amount = "1万元" }',
    )


def _clause(chance: random.Random, label: str, key: str, number: int, amount: str, matters: Sequence[str]) -> str:
    often = chance.choice(("once", "yearly", "not_stated"))
    decides = chance.choice([one.value for one in DecidingDate])
    text = CLAUSE.format(key=key, label=label, number=number, whom="carrier", decides=decides, often=often, amount=amount)
    if often == "yearly" and chance.random() < 0.6:
        text += "years = 3\n"
    if chance.random() < 0.8:
        text += f'overlap = "{chance.choice(matters)}"\n'
    if '"fixed"' not in amount and chance.random() < 0.6:
        text += 'cap = "{}"\n'.format(chance.choice(("15万元", "cap_open", "99.99元")))
    if chance.random() < 0.5:
        text += "ceiling = true\n"
        if chance.random() < 0.6:
            text += 'coefficient = "coefficients"\n'
    if chance.random() < 0.4:
        text += f"{chance.choice(SHARED)}\n"
    if chance.random() < 0.3:
        text += GRADE % "" + "\n"
    if chance.random() < 0.3:
        text += "who = \"level = '市级' or young >= 2\"\n"
    if chance.random() < 0.4:
        text += 'required = [{ key = "a", label = { zh = "经认定" }, figure = "approved" }, '
        text += '{ key = "n", label = { zh = "有新企业" }, holds = "young >= 1 and not bad" }]\n'
    if chance.random() < 0.2:
        text += 'in_force_until = "2026-05-31"\n'
    return text


def _compiled(text: str) -> CompiledPolicy:
    document, _, findings = read_toml(text, Policy, "p.toml")
    assert document is not None, findings
    found, findings = compile_policy(document, kinds.FORM, "p.toml")
    assert found is not None, (findings, text)
    return found


WRITTEN = {
    FigureType.MONEY: ("12万元", "333333.33元", "0.01元", "40万元"), FigureType.SHARE: ("50%", "33.3333%", "7.5%"),
    FigureType.NUMBER: ("1", "0.75", "3"), FigureType.GRADES: ("优", "优、良", "良、中"), FigureType.YES_NO: ("是", "是", "否"),
    FigureType.MONEY_BY_GRADE: ("优=12.34万元、良=0.07元", "良=9万元、中=3万元、差=1万元"),
    FigureType.SHARE_BY_GRADE: ("优=100%、良=66.66%、中=10%、差=0%", "优=90%、良=33.333%"),
}  # fmt: skip
DISTRICT_SHARES = ({"d": "60%", "t": "40%"}, {"d": "33.3333%", "t": "66.6667%"}, {"d": "60%", "t": "30%"})


def _settled(chance: random.Random, compiled: CompiledPolicy, asked: Asked, odds: float) -> dict[str, Settled]:
    texts: dict[str, str] = {}
    for key, one in compiled.figures.items():
        if one.figure.asked is asked and chance.random() < odds and key not in ("d", "t"):
            texts[key] = chance.choice(WRITTEN[one.figure.type])
    if asked is Asked.DISTRICT and chance.random() < 0.8:
        texts |= chance.choice(DISTRICT_SHARES)
    found = {}
    for key, text in texts.items():
        value, findings = read_settled(compiled.figures[key], text, ())
        assert value is not None, (findings, text)
        found[key] = value
    return found


def random_policies(
    seed: int, units: int = 24, policies: int = 3, rules: Sequence[SharingRule | None] = (*SharingRule, None)
) -> BookFacts:
    """Random policies over the carriers of ``kinds``, with a budget for each of the rules."""
    chance = random.Random(seed)
    book = kinds.facts(kinds.PRINTED, units=units, seed=seed)
    codes = chance.sample(range(1000), units)
    book = replace(book, units=tuple(replace(one, uscc=f"{code:018}") for one, code in zip(book.units, codes, strict=True)))
    plans = tuple(plan_support(_compiled(text), kinds.PARAMETERS) for text in documents(chance, policies))
    days = random.Random(seed + 1000)
    common = {plan.compiled.document.key: _unannounced(days, plan, _common(chance, plan)) for plan in plans}
    names = [level.name.zh for level in book.rubric.rubric.grades]
    decided = {
        at: Decided(chance.choice(names), f"纪要〔2026〕{at}号")
        for at, unit in enumerate(book.units)
        if unit.grade is not None and chance.random() < 0.2
    }
    cases = []
    for at, unit in enumerate(book.units):
        grade = decided[at].grade if at in decided else unit.grade.level.name.zh if unit.grade else None
        record = unit.lines("unit")[0]
        cases.append(
            {
                plan.compiled.document.key: _case(
                    chance, plan, common[plan.compiled.document.key], record, dict(unit.rows), grade
                )
                for plan in plans
            }
        )
    found = tuple(combine([apply_policy(plan, case[plan.compiled.document.key]) for plan in plans]) for case in cases)
    claimants = [claimant(unit, one) for unit, one in zip(book.units, found, strict=True)]
    shared = budget(_pots(chance, plans, claimants, rules), claimants)
    pots = tuple(PotFacts(one, "范围", "全额", "办法", "余数") for one in shared.pots)
    after = tuple(shared.carriers[unit.uscc].after for unit in book.units)
    aid = AidFacts(plans, TODAY, 2026, common, tuple(cases), found, pots=pots, after=after)
    return replace(book, decided=decided, aid=aid)


def _pots(
    chance: random.Random, plans: Sequence[SupportPlan], claimants: Sequence[Claimant], wished: Sequence[SharingRule | None]
) -> list[PotRule]:
    """Each for what no other is for; they reach from a tenth of what is claimed to all of it."""
    names = [(plan.compiled.document.key, one.clause.key) for plan in plans for one in plan.compiled.clauses]
    chance.shuffle(names)
    rules = list(wished)
    chance.shuffle(rules)
    found = []
    for at, rule in enumerate(rules):
        ties = list(TieBreak)
        chance.shuffle(ties)
        bare = PotRule(
            key=f"池{at}",
            covers=frozenset(names[at :: len(rules)]),
            payer=chance.choice(("", "", "a", "d")) if len(rules) > 1 else "",
            amount=0,
            rule=rule,
            unit=chance.choice(list(SharingUnit)),
            ties=tuple(ties[: chance.randrange(4)]),
        )
        found.append(bare)
    wanted = {one.pot.key: one.wanted for one in budget(found, claimants).pots}
    return [replace(one, amount=int(wanted[one.key] * chance.choice((0.1, 0.35, 0.6, 0.8, 0.95, 1)))) for one in found]


def _common(chance: random.Random, plan: SupportPlan) -> Common:
    days: dict[str, date] = {DecidingDate.DECIDED: TODAY}
    for one in DecidingDate:
        if chance.random() < 0.9:
            days[one] = TODAY
    for clause in plan.compiled.clauses:
        if chance.random() < 0.1:
            days[clause.clause.key] = chance.choice((date(2025, 1, 31), date(2025, 2, 1), date(2026, 12, 31), date(2027, 1, 1)))
    return Common(_settled(chance, plan.compiled, Asked.DISTRICT, 0.8), days)


SINCE = (None, date(2026, 1, 31), date(2026, 6, 1), date(2027, 1, 1))
"""The first days on which results that nobody entered can have been announced: within the dates, and after."""


def _unannounced(chance: random.Random, plan: SupportPlan, common: Common) -> Common:
    """For half of the policies nobody has entered when the result was announced."""
    if chance.random() < 0.5:
        return common
    clauses = [one.clause.key for one in plan.compiled.clauses if one.clause.decides is DecidingDate.RESULT]
    days = {key: day for key, day in common.days.items() if key != DecidingDate.RESULT}
    return replace(common, days=days, unannounced={key: chance.choice(SINCE) for key in clauses})


def _case(
    chance: random.Random,
    plan: SupportPlan,
    common: Common,
    record: Mapping[str, object],
    rows: dict[str, object],
    grade: str | None,
) -> Case:
    clauses = [one.clause for one in plan.compiled.clauses if one.clause.beneficiary is Beneficiary.CARRIER]
    given = (frozenset[int](), frozenset({2025}), frozenset({2024, 2025}), frozenset({2023, 2025}), frozenset({2023, 2024, 2025}))
    return Case(
        row=record,  # type: ignore[arg-type]  # rows of the case, as they are
        measured=plan.measured(figures_of_rows(plan.aggregates, rows)),  # type: ignore[arg-type]
        grade=grade,
        settled={**common.settled, **_settled(chance, plan.compiled, Asked.BENEFICIARY, 0.75)},
        days={**common.days, **{one.key: date(2026, 5, 31) for one in clauses if chance.random() < 0.05}},
        unannounced=common.unannounced,
        today=TODAY,
        year=2026,
        decided={one.key: chance.choice((1, 12_345_67, 99_999_999)) for one in clauses if one.ceiling and chance.random() < 0.4},
        given={one.key: chance.choice(given) for one in clauses if chance.random() < 0.8},
        before={one.key: chance.choice(BEFORE) for one in clauses if chance.random() < 0.5},
    )


BEFORE = (
    DecidedBefore(),
    DecidedBefore(given=frozenset({2025}), until=2025),
    DecidedBefore(given=frozenset({2025})),
    DecidedBefore(given=frozenset({2023})),
    DecidedBefore(denied=frozenset({2025}), until=2025),
    DecidedBefore(denied=frozenset({2025})),
    DecidedBefore(given=frozenset({2024}), until=2024),
)
"""What earlier rounds decided: all is known, or some; it agrees with what was written down, or does not."""


# The policies we ship, in a district of our own -----------------------------------------------------------------------------

NOW = datetime(2026, 5, 20, 2, tzinfo=UTC)
HERE = (("杨浦区", "云岬dist001有限公司"), ("宝山区", "云岬dist001有限公司"))
"""The districts of the documents, and what the carriers of ``districts`` returned as theirs."""
BASIS = "区科委办公会纪要〔2026〕3号"
FOR_ALL = (
    ("dalinghaowan", "service_grades", "优秀、优良、合格"), ("dalinghaowan", "service_coefficient", "优秀=90%、优良=66.67%、合格=33.33%"),
    ("yangpu", "b_or_above", "优秀、优良"), ("yangpu", "high_quality_ratio", "0.5"), ("baoshan", "quality_grades", "优秀、优良、合格"),
    ("baoshan", "quality_amount", "优秀=333333.33元、优良=20万元"), ("baoshan", "district_share", "66.6%"), ("baoshan", "town_share", "33.4%"),
)  # fmt: skip


POTS = (
    Wanted(name="运营", amount="300.07万元", basis=BASIS, covers=("dalinghaowan",), rule="pro_rata", unit="百元"),
    Wanted(name="区级部分", amount="40万元", basis=BASIS, covers=("baoshan",), payer="district", rule="by_score", unit="元"),
    Wanted(name="分级", amount="120万元", basis=BASIS, covers=("yangpu",), rule="by_rank", unit="万元"),
)


def district_with_support(folder: Path, carriers: int, language: str = "zh") -> BookFacts:
    """A sealed round under the three shipped policies, open figures settled for some, one grade decided by two persons."""
    chance = random.Random(7)
    opened = district(folder / "district.fuping", carriers)
    with opened.store:
        for path in sorted(POLICIES.glob("*.toml")):
            text = path.read_text("utf-8")
            for theirs, ours in HERE:
                text = text.replace(f'names = [{{ zh = "{theirs}"', f'names = [{{ zh = "{ours}"')
            copy = folder / path.name
            copy.write_text(text, "utf-8")
            adopt_policy(opened, copy, actor="测", now=NOW)
        run, _ = seal(opened, actor="测", now=NOW)
        announce(opened, day=NOW.date(), document="结果通知（示例）", actor="测", now=NOW)
        for policy, key, value in FOR_ALL:
            settle(opened, None, policy=policy, matter="figure", key=key, value=value, basis=BASIS, actor="测", now=NOW)
        settle(
            opened,
            None,
            policy="yangpu",
            matter="day",
            key="6_graded_incubator",
            value="2026-05-10",
            basis=BASIS,
            actor="测",
            now=NOW,
        )
        for carrier in participants(opened.store, opened.round.id):
            for policy, matter, key, value in _own(chance):
                settle(opened, carrier, policy=policy, matter=matter, key=key, value=value, basis=BASIS, actor="测", now=NOW)
        for pot in POTS:
            put_pot(opened, pot, actor="测", now=NOW)
        _override(opened, run)
        return book_facts(opened, run, language, now=NOW)


def _own(chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    wanted = (
        ("dalinghaowan", "figure", "founded_together", ("是", "否")),
        ("dalinghaowan", "given", "6_2_operating", ("无", "2025", "2023、2024、2025", "2024")),
        ("dalinghaowan", "award", "6_2_operating", ("120万元", "600万元")),
        ("dalinghaowan", "award", "6_2_building", ("800万元",)),
        ("baoshan", "figure", "quality_outstanding", ("是", "是", "否")),
        ("yangpu", "award", "6_graded_incubator", ("100万元", "30.55万元")),
        ("yangpu", "figure", "high_quality_support", ("150万元", "80.01万元")),
    )
    for policy, matter, key, values in wanted:
        if chance.random() < 0.7:
            yield policy, matter, key, chance.choice(values)


def _override(opened: OpenRound, run: Run) -> None:
    """The first whose grade can be moved."""
    for one in outcomes(opened, run):
        if one.grade and one.grade != "优秀":
            carrier = next(each for each in participants(opened.store, opened.round.id) if each.uscc == one.uscc)
            try:
                propose_override(opened, run, carrier, "优秀", reason="评审会复议", basis=BASIS, actor="测", now=NOW)
            except Refusal:
                continue
            confirm_override(opened, overrides(opened, run)[-1].number, actor="复", now=NOW)
            return
    raise AssertionError("nobody could be moved")
