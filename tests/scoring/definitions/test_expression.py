"""What the expression language takes and what it refuses: every finding with its column, and what it says."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping

import pytest

from scoring.definitions.expression import read_condition, read_literal, read_number
from scoring.definitions.form import Words
from scoring.definitions.lowered import SQLITE_DEPTH, depth, fits
from scoring.definitions.lowering import lower_condition
from scoring.definitions.parsing import DEEPEST, MOST_CHARACTERS
from scoring.definitions.python_reader import judge
from scoring.definitions.spoken_reader import ENGLISH, read
from scoring.definitions.sqlite_reader import column, sql_condition
from scoring.definitions.tree import Binding, Every, Kind, Name, Some, Tree, Type, names
from scoring.findings import Finding, Level
from scoring.messages import LANGUAGES, catalogue, sentence
from scoring.places import Place


def bound(key: str, kind: Kind, *, money: int = 0, whole: bool = False, choices: Mapping[str, int] | None = None) -> Binding:
    return Binding(key, Words(key), Type(kind, money, whole), choices=choices or {}, digits=1 if whole else 12)


SCOPE = {
    binding.key: binding
    for binding in (
        bound("staff", Kind.NUMBER, whole=True),
        bound("area", Kind.NUMBER),
        bound("revenue", Kind.NUMBER, money=1),
        bound("hnte", Kind.CONDITION),
        bound("sme", Kind.CONDITION),
        bound("status", Kind.CHOICE, choices={"在孵": 1, "退出": 2}),
        bound("name", Kind.TEXT),
        bound("founded", Kind.DATE),
        bound("order", Kind.CONDITION),
        bound("android", Kind.CONDITION),
        bound("not_yet", Kind.CONDITION),
        bound("inn", Kind.NUMBER, whole=True),
        bound("min", Kind.NUMBER, whole=True),
    )
}
WHERE = Place("r.toml", key="measures[x].where")
PARAMETERS = {"Y": 2025, "cutoff": 20251231}


def condition(text: str) -> Tree:
    tree, findings = read_condition(text, SCOPE, WHERE)
    assert tree is not None, findings
    return tree


def judged(text: str, **row: int | None) -> bool | None:
    return judge(lower_condition(condition(text), PARAMETERS), dict.fromkeys(SCOPE) | row)


def fault(text: str) -> Finding:
    tree, (finding,) = read_condition(text, SCOPE, WHERE)
    assert tree is None
    assert finding.level is Level.STOP
    assert (finding.places[0].document, finding.places[0].key) == ("r.toml", "measures[x].where")
    assert finding.facts["text"] == text
    assert all(sentence(finding, language) for language in LANGUAGES)
    return finding


REFUSED = [
    ("staff >> 3", "unexpected", 8),
    ("staff = 3 staff", "unexpected", 11),
    ("staff ＞ 3", "unexpected", 7),
    ("revenue > 2000 万", "unexpected", 16),
    ("a = 1; drop table x", "unexpected", 6),
    ("status = '在孵", "unexpected", 10),
    ("hnte and\n  staff >\n  = 3", "unexpected", 22),
    ("hnte and", "ends_early", 9),
    ("", "ends_early", 1),
    ("(hnte", "ends_early", 6),
    ("hnte and stafff > 3", "unknown_name", 10),
    ("hnte\n and stafff > 3", "unknown_name", 11),
    ("median(staff) > 3", "unknown_function", 1),
    ("hnte and min(staff) > 3", "argument_count", 10),
    ("founded > 2025-02-29", "no_such_day", 11),
    ("'在孵' = status", "text_alone", 1),
    ("hnte and '是'", "text_alone", 10),
    ("name = 'x'", "text_needs_choice", 1),
    ("hnte = '是'", "text_needs_choice", 1),
    ("staff in ('1', '2')", "text_needs_choice", 1),
    ("staff + 1 = '2'", "text_needs_choice", 1),
    ("status > '在孵'", "text_has_no_order", 10),
    ("status = '在'", "unknown_choice", 10),
    ("status in ('在孵', '毕业')", "unknown_choice", 18),
    ("hnte = sme", "cannot_compare", 1),
    ("sme and status = status", "cannot_compare", 9),
    ("name = name", "cannot_compare", 1),
    ("founded > 3", "wrong_kind", 11),
    ("hnte and staff", "wrong_kind", 10),
    ("not revenue", "wrong_kind", 5),
    ("staff", "wrong_kind", 1),
    ("hnte + 1 > 2", "wrong_kind", 1),
    ("year(staff) = 2025", "wrong_kind", 6),
    ("revenue > 2000", "money_without_unit", 11),
    ("revenue + 5 > 2元", "money_without_unit", 11),
    ("2000 < revenue", "money_without_unit", 1),
    ("revenue > staff", "money_mixed", 11),
    ("revenue * revenue > 2元", "money_mixed", 21),
    ("date(Y, 2, 29) > founded", "date_parts", 12),
    ("date(Y, 13, 1) > founded", "date_parts", 9),
    ("date(Y, staff, 1) > founded", "date_parts", 9),
    ("date(area, 1, 1) > founded", "date_parts", 6),
    ("known(staff + 1)", "known_needs_name", 7),
    ("known(Y)", "known_needs_name", 7),
    ("hnte or " * 300 + "hnte", "too_long", MOST_CHARACTERS + 1),
    ("not " * 100 + "hnte", "too_deep", 241),
    ("min(staff, " * 6 + "1" + ")" * 6 + " > 3", "too_heavy", 1),
]


@pytest.mark.parametrize(("text", "code", "column"), REFUSED, ids=[text[:24] for text, _, _ in REFUSED])
def test_a_mistake_is_located_at_its_character(text: str, code: str, column: int) -> None:
    """The column counts over all lines of the text, as an editor's offset does."""
    finding = fault(text)
    assert (finding.code, finding.places[0].column) == (f"definitions.expression.{code}", column)


def test_every_sentence_about_expressions_is_provoked_above() -> None:
    due = {code.removeprefix("definitions.expression.") for code in catalogue("zh") if code.startswith("definitions.expression.")}
    assert due == {code for _, code, _ in REFUSED} | {"not_a_literal"}


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("stafff > 3", "“stafff”不是这张表的字段，是不是“staff”？", '"stafff" is no field of this table; is it "staff"?'),
        (
            "status = '毕业'",
            "“毕业”不是该字段的选项；可以用的有：在孵、退出",
            '"毕业" is no choice of this field; there are: 在孵, 退出',
        ),
        ("not revenue", "这里要条件，写的是数", "a condition is needed here, this is a number"),
        ("revenue > 2000", "金额不能与没有单位的 2000 比较或相加，请写成 2000万元 之类", None),
    ],
)
def test_what_is_said(text: str, zh: str, en: str | None) -> None:
    assert sentence(fault(text), "zh") == zh
    assert en is None or sentence(fault(text), "en") == en


def test_many_names_are_not_all_listed() -> None:
    scope = {f"field_{number}": bound(f"field_{number}", Kind.CONDITION) for number in range(50)}
    _, (finding,) = read_condition("zzz", scope, WHERE)
    assert sentence(finding).endswith("field_11 等 52 个")


# What is taken ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("hnte or sme and order", {"hnte": 1, "sme": 0, "order": 0}, True),
        ("(hnte or sme) and order", {"hnte": 1, "sme": 0, "order": 0}, False),
        ("not hnte and sme", {"hnte": 0, "sme": 0}, False),
        ("not (hnte and sme)", {"hnte": 0, "sme": 0}, True),
        ("not staff = 3", {"staff": 4}, True),
        ("2 + 3 * staff = 14", {"staff": 4}, True),
        ("(2 + 3) * staff = 20", {"staff": 4}, True),
        ("10 - 3 - 2 = 5", {}, True),
        ("12 / 3 / 2 = 2", {}, True),
        ("12 / 3 * 2 = 8", {}, True),
        ("-staff - 1 = -5", {"staff": 4}, True),
        ("- -staff = 4", {"staff": 4}, True),
        ("-staff * 2 = -8", {"staff": 4}, True),
        ("staff - 30% = 3.7", {"staff": 4}, True),
        ("min(staff, 3) + max(staff, 3) = 7", {"staff": 4}, True),
        ("order and android and not not_yet", {"order": 1, "android": 1, "not_yet": 0}, True),
        ("inn = 2", {"inn": 2}, True),
        ("status in('在孵')and hnte", {"status": 1, "hnte": 1}, True),
        ("min = min(min, 9)", {"min": 4}, True),
        ("2025 - 01 - 01 = 2023", {}, True),
        ("cutoff = 2025-12-31", {}, True),
        ("hnte\n\tand\r\n sme", {"hnte": 1, "sme": 1}, True),
        ("revenue >= 2000万元", {"revenue": 2_000_000_000}, True),
        ("revenue >= 2000万元", {"revenue": 1_999_999_999}, False),
        ("1亿元 = 10000万元 and 1万元 = 10千元 and 1千元 = 1000元 and 0.01元 > 0元", {}, True),
        ("revenue / 100元 = staff", {"revenue": 40_000, "staff": 4}, True),
        ("status <> '在孵'", {"status": 2}, True),
        ("status <> '在孵'", {"status": None}, None),
        ("status in ('在孵', '在孵', '退出')", {"status": 2}, True),
        ("known(name)", {"name": None}, False),
        ("(((((hnte)))))", {"hnte": 1}, True),
    ],
)  # fmt: skip
def test_what_an_expression_means(text: str, row: dict[str, int | None], expected: bool | None) -> None:
    assert judged(text, **row) is expected


def test_chains_of_and_and_or_stay_flat() -> None:
    assert isinstance(condition("hnte and sme and order"), Every)
    assert len(condition("hnte and sme and order").parts) == 3  # type: ignore[union-attr]  # it is an Every, as just said
    nested = condition("hnte or (sme or order)")
    assert isinstance(nested, Some)
    assert [type(part) for part in nested.parts] == [Name, Some]


def test_names_come_in_order_and_once() -> None:
    assert names(condition("sme and staff > Y and (hnte or sme) and known(name) and months(founded, cutoff) > 3")) == (
        "sme",
        "staff",
        "hnte",
        "name",
        "founded",
    )


@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "money"),
    [("30%", 3, 10, 0), ("-0.5", -1, 2, 0), ("12", 12, 1, 0), ("500万元", 500_000_000, 1, 1), ("-1.5元", -150, 1, 1), (" 7 ", 7, 1, 0),
     ("0.001元", 1, 10, 1), ("2亿元", 20_000_000_000, 1, 1)],
)  # fmt: skip
def test_literals_are_exact(text: str, numerator: int, denominator: int, money: int) -> None:
    number, findings = read_literal(text, WHERE)
    assert number is not None, findings
    assert (number.numerator, number.denominator, number.money) == (numerator, denominator, money)


@pytest.mark.parametrize("text", ["1 + 1", "hnte", "2025-01-01", "--1", "'x'", "", "1.", ".5", "1e5", "Y", "9" * 3000])
def test_what_is_no_literal(text: str) -> None:
    number, findings = read_literal(text, WHERE)
    assert number is None
    assert len(findings) == 1
    assert (findings[0].code == "definitions.expression.not_a_literal") is (text in {"1 + 1", "2025-01-01", "--1", "Y"})


def test_numbers_know_their_money() -> None:
    for text, money, whole in (
        ("revenue / staff", 1, False),
        ("revenue / 1元", 0, False),
        ("staff * 2", 0, True),
        ("-revenue", 1, False),
    ):
        read_as, findings = read_number(text, SCOPE, WHERE)
        assert read_as is not None, findings
        assert (read_as[1].money, read_as[1].whole) == (money, whole)
    assert read_number("hnte", SCOPE, WHERE)[1][0].code == "definitions.expression.wrong_kind"


# Bounds -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "staff" + " + staff" * 5000 + " > 3",
        "(" * 5000 + "hnte" + ")" * 5000,
        "not " * 450 + "hnte",
        "-" * 1900 + "staff > 3",
        "staff" + " + inn" * 200 + " > 3",
        "hnte and (sme or (" * 100 + "hnte" + "))" * 100,
        "known(" * 300 + "hnte" + ")" * 300,
        "max(staff, min(inn, " * 20 + "3" + "))" * 20 + " > 3",
    ],
)
def test_nothing_too_long_or_too_deep_comes_through(text: str) -> None:
    assert fault(text).code.rpartition(".")[2] in {"too_long", "too_deep", "too_heavy"}


DEEP = [
    "(" * 900 + "hnte" + ")" * 900,
    "staff" + " + staff" * (DEEPEST - 2) + " > 3",
    "staff + (" * (DEEPEST - 3) + "staff" + ")" * (DEEPEST - 3) + " > 3",
    "staff / (" * 40 + "inn" + ")" * 40 + " > 3",
    "not " * (DEEPEST - 1) + "hnte",
    "hnte and (sme or (" * ((DEEPEST - 1) // 2) + "order" + "))" * ((DEEPEST - 1) // 2),
    "min(staff / inn, min(inn / area, max(area / staff, 1))) > 1",
    "min(staff, min(inn, min(min, max(inn, staff)))) > 3",
    "hnte or " * 245 + "sme",
]


@pytest.mark.parametrize("text", DEEP, ids=[text[:20] for text in DEEP])
def test_what_comes_through_can_be_read_by_every_reader(text: str) -> None:
    """A third of the usual stack is enough; what SQLite takes, it parses, and it answers as Python does."""
    row = dict.fromkeys(SCOPE) | {"staff": 3, "inn": 2, "min": 1, "area": 5, "hnte": 1, "sme": 0, "order": 1}
    usual = sys.getrecursionlimit()
    frames = 0
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]  # None ends the loop
        frames += 1
    sys.setrecursionlimit(frames + 350)
    try:
        tree = condition(text)
        verdict = lower_condition(tree, PARAMETERS)
        answer = judge(verdict, row)
        reading, english, fitting = read(tree), read(tree, ENGLISH), fits(verdict.true, verdict.false)
        sql = sql_condition(verdict.true)
    finally:
        sys.setrecursionlimit(usual)
    assert reading
    assert english
    assert len(sql) < 100_000
    if fitting:
        values = ", ".join(f"{value if value is not None else 'NULL'} AS {column(key)}" for key, value in row.items())
        with sqlite3.connect(":memory:") as connection:
            ((held,),) = connection.execute(f"SELECT sum(CASE WHEN {sql} THEN 1 ELSE 0 END) FROM (SELECT {values})")
        connection.close()
        assert bool(held) is (answer is True)


def test_what_would_choke_sqlites_parser_is_left_to_python() -> None:
    """Digits so few that no sum outgrows 63 bits: only the depth tells."""
    text = "inn + (" * 40 + "inn" + ")" * 40 + " > 3"
    verdict = lower_condition(condition(text), PARAMETERS)
    assert depth(verdict.true) > SQLITE_DEPTH
    assert not fits(verdict.true)
    assert fits(verdict.true, deepest=1000)
