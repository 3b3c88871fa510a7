"""Policies in words: every clause whole in either language, every figure as the document has it, 待定 where it has none."""

from __future__ import annotations

import re

import pytest

from scoring.definitions.canonical import sha256
from scoring.definitions.compiled_policy import CompiledClause
from scoring.definitions.spoken_reader import TONGUES, literal
from scoring.definitions.tree import Number
from scoring.engine.clause_words import amount_words, clause_lines, head_words, overlap_words, period_words, shares_words
from scoring.messages import LANGUAGES
from scoring.services.policies import PolicyFile, shipped_policies
from scoring.services.shipped import shipped_form
from scoring.services.showing_policies import ShownPolicy
from tests.scoring.policies.builders import BORNE, clause, compiled, toml

CHINESE = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def shipped() -> tuple[PolicyFile, ...]:
    return shipped_policies(shipped_form().compiled.form)


def whole(file: PolicyFile, language: str) -> list[str]:
    """Everything that is shown of a policy."""
    shown = ShownPolicy(file, language)
    lines = [*shown.title.values(), *(f"{name} {text}" for name, text in shown.head())]
    for one, said in shown.clauses():
        lines += [one.clause.label[language], one.clause.basis[language], *(f"{name} {text}" for name, text in said)]
    return [*lines, *(f"{words} {figure.basis[language]}" for figure, words in shown.figures())]


def test_nothing_in_english_is_chinese(shipped: tuple[PolicyFile, ...]) -> None:
    said = [line for one in shipped for line in whole(one, "en")]
    assert len(said) > 200
    assert [line for line in said if CHINESE.search(line)] == []


def test_nothing_in_chinese_has_a_hole(shipped: tuple[PolicyFile, ...]) -> None:
    said = [line for one in shipped for line in whole(one, "zh")]
    assert [line for line in said if "{" in line or not CHINESE.search(line) or line != line.strip()] == []


def literals(one: CompiledClause) -> list[Number]:
    amount = one.amount
    values = [amount.value, one.cap, *amount.by_grade.values(), *(part for step in amount.steps for part in step)]
    return [value for value in values if isinstance(value, Number)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_clause_is_in_its_amount(shipped: tuple[PolicyFile, ...], language: str) -> None:
    looked_at = 0
    for file in shipped:
        for one in file.compiled.clauses:
            words = amount_words(one, file.compiled, language)
            for number in literals(one):
                assert literal(number.text, TONGUES[language]) in words
                looked_at += 1
    assert looked_at == 20


def said(policy: str, language: str = "zh") -> list[str]:
    read = compiled(policy)
    return [amount_words(one, read, language) for one in read.clauses]


def amounts(*rules: str, lines: str = "") -> str:
    return toml(*(clause(lines, amount=f"amount = {rule}", key=f"k{number}") for number, rule in enumerate(rules)))


RULES = (
    '{ kind = "unspecified", figure = "sum_open" }',
    '{ kind = "by_grade", amounts = [["优秀", "50万元"], ["合格", "sum_open"]] }',
    '{ kind = "rate", rate = "50%", of = "fund" }',
    '{ kind = "matching", up_to = "1", of = "income", authority = { zh = "市级", en = "the city" } }',
    '{ kind = "per_unit", amount = "1万元", of = "hntes" }',
    '{ kind = "steps", of = "fund", steps = [["1亿元", "100万元"], ["3000万元", "50万元"]], beyond = true }',
    '{ kind = "steps", of = "n", steps = [["20", "5万元"]] }',
    '{ kind = "top_up", level = "100万元", of = "fund" }',
)


def test_each_kind_of_amount_in_chinese() -> None:
    measures = 'value = "income"\nunit = { zh = "万元" }'
    text = amounts(*RULES).replace('[[measures]]\nkey = "mentors"', f'[[measures]]\nkey = "income"\nlabel = {{ zh = "收入", en = "income" }}\nkind = "value"\n{measures}\n[[measures]]\nkey = "mentors"')  # fmt: skip
    assert said(text) == [
        "给予相应支持，金额待定（金额未定，50万元 至 100万元）",
        "按等级：优秀：50万元；合格：待定（金额未定，50万元 至 100万元）",
        "「资金」的 50%",
        "按市级扶持额配套，比例 1:1，以「收入」为基数",
        "每家 1万元，按「高企数」计",
        "按「资金」分档：超过 1亿元：100万元；超过 3000万元：50万元",
        "按「企业数」分档：达到 20：5万元",
        "补足到 100万元，扣除「资金」",
    ]


def test_a_ceiling_says_so_and_a_cap_stands_behind_it() -> None:
    rule = '{ kind = "rate", rate = "50%", of = "fund" }'
    assert said(amounts(rule, lines='ceiling = true\ncap = "200万元"')) == ["最高 「资金」的 50%，封顶 200万元"]
    assert said(amounts(rule, lines='ceiling = true\ncap = "200万元"'), "en") == ['up to 50% of "资金", capped at 200 wan CNY']
    matching = '{ kind = "matching", up_to = "0.5", of = "fund", authority = { zh = "市级" } }'
    assert said(amounts(matching, lines="ceiling = true")) == ["按市级扶持额配套，比例 最高 1:0.5，以「资金」为基数"]


def test_what_a_document_prints_of_an_open_figure_is_shown() -> None:
    def shown(*lines: str) -> str:
        text = amounts('{ kind = "fixed", amount = "sum_open" }').replace(
            'at_least = "50万元"\nat_most = "100万元"', "\n".join(lines)
        )
        return said(text)[0]

    assert shown() == "待定（金额未定）"
    assert shown('at_least = "50万元"') == "待定（金额未定，不低于 50万元）"
    assert shown('at_most = "100万元"') == "待定（金额未定，不超过 100万元）"
    assert shown('value = "80万元"') == "80万元（金额未定，区里可另定）"


def test_a_whole_clause_line_by_line() -> None:
    read = compiled(
        toml(
            clause(
                "who = \"kind = '专业'\"",
                'grade = { issuer = { zh = "市科委" }, words = { zh = "B级以上" }, mapping = "which_grades", field = "kind" }',
                'required = [{ key = "r", label = { zh = "经认定" }, figure = "settled" }, '
                '{ key = "l", label = { zh = "法人" }, holds = "legal", note = { zh = "按填报表" } }]',
                "years = 3",
                "ceiling = true",
                'overlap = "best"',
                'in_force_until = "2025-12-31"',
                'decides_basis = { zh = "第三条" }',
                'coefficient = "coefficients"',
                'note = { zh = "注" }',
                often="yearly",
            ),
            top=BORNE,
        )
    )
    assert list(clause_lines(read.clauses[0], read, "zh")) == [
        ("对象", "载体 — 参评载体；「载体类型」为 “专业”"),
        ("等级", "市科委：B级以上；「载体类型」中哪些等级符合，待定（哪些等级）"),
        ("要求", "经认定（待定，由区里认定）；法人（「独立法人」为是）〔按填报表〕"),
        ("金额", "最高 10万元"),
        ("拟扶持", "扶持上限乘以 待定（等级系数） 得拟扶持金额"),
        ("次数", "连续 3 年，每年"),
        ("时间", "以申报之日为准（第三条）"),
        ("有效期", "2025-01-27 至 2025-12-31"),
        ("重复", "运营：从优从高不重复，只取最有利的一项；其他政策也算在内"),
        ("负担", "区 60%；镇 40%"),
        ("大意", "给予支持。"),
        ("说明", "注"),
    ]
    assert shares_words(read.clauses[0], read, "en") == "district 60%; town 40%"
    assert overlap_words(None, "zh") == ""
    assert period_words(read.period, read.document.in_force_note, "en") == "2025-01-27 to 2026-12-31"
    assert head_words(read.document, "zh") == "云岬区 2024-12-27 印发"


def test_the_document_for_programs_has_pairs_and_keys() -> None:
    text = toml(
        clause(amount=f"amount = {RULES[1]}", key="g"),
        clause('cap = "sum_open"', amount=f"amount = {RULES[6]}", key="s"),
        clause(amount='amount = { kind = "per_unit", amount = "1.5万元", of = "number_open" }', key="u"),
        top=BORNE,
    )
    document = ShownPolicy(PolicyFile("p.toml", text, sha256(text), compiled(text)), "zh").document()
    clauses = document["clauses"]
    assert isinstance(clauses, list)
    grades, steps, units = (one["amount"] for one in clauses)
    assert [(row["bound"], row["amount"]["exact"], row["amount"]["figure"]) for row in grades["rows"]] == [
        ("优秀", [500_000_00, 1], None),
        ("合格", None, "sum_open"),
    ]
    assert [(row["bound"], row["amount"]["exact"]) for row in steps["rows"]] == [([20, 1], [50_000_00, 1])]
    assert (steps["of"], units["of"]) == ({"measure": "n"}, {"figure": "number_open"})
    assert units["value"] == {"exact": [15_000_00, 1], "figure": None, "shown": "1.5万元"}
    assert clauses[1]["cap"]["figure"] == "sum_open"
    assert [(one["payer"], one["exact"]) for one in clauses[0]["shares"]] == [("区", [3, 5]), ("镇", [2, 5])]
