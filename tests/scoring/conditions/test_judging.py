"""符合, 不符合 and 未知: every kind of condition at its edge, relief, unknown cells, groups in three values, exact gaps."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.condition_words import condition_words, group_words, title_words
from scoring.engine.conditions import Outcome, Why, at_least
from scoring.engine.exact import Ratio
from scoring.engine.gap import Gap
from scoring.engine.measure import Lack
from tests.scoring.conditions.builders import WAN, alternative, compiled, condition, firm, firms, judged, only, toml

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
RELIEF = 'relief = { when = "hardship", factor = "80%" }'


def asks(measure: str, bound: str, *more: str) -> str:
    """``asks("share", "at_least 30%")``: a document with one measured condition."""
    kind, _, number = bound.partition(" ")
    return toml(condition(f'measure = "{measure}"', f'{kind} = "{number}"', *more))


def rows_gap(rows: int, **more: bool) -> Gap:
    return Gap(Ratio(rows, 1), rows=True, **more)


def amount_gap(numerator: int, denominator: int = 1, **more: bool) -> Gap:
    return Gap(Ratio(numerator, denominator), **more)


# Edges ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "counted", "others", "outcome", "gap"),
    [
        ("at_least 30%", 12, 28, MET, None),
        ("at_least 30%", 11, 29, NOT_MET, rows_gap(1)),
        ("at_least 30%", 0, 40, NOT_MET, rows_gap(12)),
        ("at_least 30%", 2, 9, NOT_MET, rows_gap(2)),  # 3.3 firms of 11: four are needed
        ("more_than 30%", 12, 28, NOT_MET, rows_gap(1)),
        ("more_than 30%", 13, 27, MET, None),
        ("at_most 30%", 12, 28, MET, None),
        ("at_most 30%", 14, 26, NOT_MET, rows_gap(2, too_much=True)),
        ("at_least 100%", 39, 1, NOT_MET, rows_gap(1)),
        ("more_than 100%", 40, 0, NOT_MET, amount_gap(0, strict=True)),
    ],
)
def test_a_share(bound: str, counted: int, others: int, outcome: Outcome, gap: Gap | None) -> None:
    found = only(asks("share", bound), firms(counted, others))
    assert (found.outcome, found.gap) == (outcome, gap)


@pytest.mark.parametrize(
    ("bound", "counted", "outcome", "gap"),
    [
        ("at_least 5", 5, MET, None),
        ("at_least 5", 4, NOT_MET, rows_gap(1)),
        ("at_least 4.5", 4, NOT_MET, rows_gap(1)),
        ("more_than 5", 5, NOT_MET, rows_gap(1)),
        ("more_than 4.5", 4, NOT_MET, rows_gap(1)),
        ("at_most 5", 5, MET, None),
        ("at_most 5", 7, NOT_MET, rows_gap(2, too_much=True)),
        ("at_most 4.5", 5, NOT_MET, rows_gap(1, too_much=True)),
    ],
)
def test_a_count(bound: str, counted: int, outcome: Outcome, gap: Gap | None) -> None:
    found = only(asks("hntes", bound), firms(counted, 3))
    assert (found.outcome, found.gap) == (outcome, gap)


@pytest.mark.parametrize(
    ("measure", "bound", "record", "outcome", "gap"),
    [
        ("area", "at_least 10000", {"area": 1_000_000}, MET, None),
        ("area", "at_least 10000", {"area": 999_999}, NOT_MET, amount_gap(1, 100)),
        ("area", "more_than 10000", {"area": 1_000_000}, NOT_MET, amount_gap(0, strict=True)),
        ("area", "at_most 10000", {"area": 1_000_050}, NOT_MET, amount_gap(1, 2, too_much=True)),
        ("mentors", "at_least 2.5", {"mentors": 2}, NOT_MET, amount_gap(1)),
        ("mentors", "more_than 3", {"mentors": 3}, NOT_MET, amount_gap(1)),
        ("fund", "at_least 500万元", {"fund": 500 * WAN}, MET, None),
        ("fund", "at_least 500万元", {"fund": 500 * WAN - 1}, NOT_MET, amount_gap(1)),
        ("other_income", "at_least 30%", {"income": 10 * WAN, "rent": 7 * WAN}, MET, None),
        ("other_income", "at_least 30%", {"income": 9 * WAN, "rent": 7 * WAN}, NOT_MET, amount_gap(7, 90)),
    ],
)
def test_a_value_of_the_record(measure: str, bound: str, record: dict[str, int], outcome: Outcome, gap: Gap | None) -> None:
    found = only(asks(measure, bound), **record)
    assert (found.outcome, found.gap) == (outcome, gap)


def test_sums_means_and_formulas() -> None:
    rows = firms(3, 1, staff=5)
    assert only(asks("staff", "at_least 16"), rows).gap == amount_gap(1)
    assert only(asks("mean_staff", "at_least 4"), rows).gap == amount_gap(1, 4)
    dense = asks("density", "at_least 3")
    assert only(dense, firms(3, 0), area=100_000).outcome is MET
    assert only(dense, firms(2, 0), area=120_000).gap == amount_gap(4, 3)


def test_a_statement() -> None:
    text = toml(condition('holds = "legal and area >= 100"'))
    found = {(legal, area): only(text, legal=legal, area=area) for legal in (1, 0, None) for area in (10_000, 9_999, None)}
    assert {given: one.outcome for given, one in found.items()} == {
        (1, 10_000): MET, (1, 9_999): NOT_MET, (1, None): UNKNOWN,
        (0, 10_000): NOT_MET, (0, 9_999): NOT_MET, (0, None): NOT_MET,
        (None, 10_000): UNKNOWN, (None, 9_999): NOT_MET, (None, None): UNKNOWN,
    }  # fmt: skip
    assert found[1, None].why is Why.NOT_SAID


# Largest share ----------------------------------------------------------------------------------------------------------


def in_fields(*numbers: int | None) -> list[dict[str, int | str | None]]:
    return [firm(industry=number) for number in numbers]


def test_the_commonest_answer() -> None:
    text = asks("largest", "at_least 75%")
    found = only(text, in_fields(2, 2, 2, 1))
    assert found.outcome is MET
    assert found.measured is not None
    assert (found.measured.upper, found.measured.lower, found.measured.commonest) == (Ratio(3, 1), Ratio(4, 1), (2,))
    below = only(text, in_fields(2, 2, 2, 1, 3))
    assert (below.outcome, below.gap) == (NOT_MET, rows_gap(1))


def test_equally_common_answers_are_all_named() -> None:
    text = asks("largest", "at_least 75%")
    found = only(text, in_fields(3, 1, 3, 1))
    assert found.measured is not None
    assert (found.measured.upper, found.measured.commonest) == (Ratio(2, 1), (1, 3))
    assert "「领域」最多的是 医药、信息：2 家 ÷ 在孵企业 4 家 ＝ 50.00%" in condition_words(found, compiled(text), "zh")


def test_who_did_not_answer_stays_in_the_base_and_may_still_decide() -> None:
    text = asks("largest", "at_least 75%")
    sure = only(text, in_fields(1, 1, 1, None))
    assert (sure.outcome, sure.gap) == (MET, None)
    open_ = only(text, in_fields(1, 1, None, 2))
    assert (open_.outcome, open_.why, open_.gap) == (UNKNOWN, Why.OPEN_CELLS, rows_gap(1))
    assert only(text, in_fields(1, 2, 3, None)).outcome is NOT_MET
    assert only(text, in_fields(None)).outcome is UNKNOWN


def test_too_much_of_one_kind_is_told_in_points_not_in_firms() -> None:
    """Taking firms from the commonest answer may leave another one as common."""
    found = only(asks("largest", "at_most 30%"), in_fields(1, 1, 2, 2))
    assert (found.outcome, found.gap) == (NOT_MET, amount_gap(1, 5, too_much=True))


# Unknown ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "rows", "outcome"),
    [
        ("at_least 30%", [*firms(3, 6), firm()], MET),  # 3 or 4 of 10
        ("at_least 30%", [*firms(2, 7), firm()], UNKNOWN),
        ("at_least 30%", [*firms(1, 8), firm()], NOT_MET),
        ("at_most 30%", [*firms(3, 6), firm()], UNKNOWN),
        ("at_most 30%", [*firms(2, 7), firm()], MET),
        ("at_least 30%", [*firms(3, 7), firm(status=None, hnte=1)], UNKNOWN),  # 3 of 11 if it belongs and does not count
        ("at_least 30%", [*firms(4, 6), firm(status=None)], MET),
        ("at_least 30%", [*firms(3, 7), firm(status=2)], MET),
    ],
)
def test_unknown_cells_make_a_share_unknown_only_where_they_decide(
    bound: str, rows: Sequence[dict[str, int | str | None]], outcome: Outcome
) -> None:
    found = only(asks("share", bound), rows)
    assert found.outcome is outcome
    assert found.why is (Why.OPEN_CELLS if outcome is UNKNOWN else None)
    assert not found.provisional


@given(
    st.lists(st.sampled_from([0, 1, None]), min_size=1, max_size=9), st.integers(0, 20), st.sampled_from(["at_least", "at_most"])
)
def test_a_sure_verdict_on_a_share_stands_whatever_the_unknown_cells_say(
    answers: list[int | None], twentieths: int, kind: str
) -> None:
    text = asks("share", f"{kind} {5 * twentieths}%")
    found = only(text, [firm(hnte=answer) for answer in answers]).outcome
    filled = {only(text, [firm(hnte=other if answer is None else answer) for answer in answers]).outcome for other in (0, 1)}
    assert filled == {found} if found is not UNKNOWN else filled == {MET, NOT_MET}


@given(st.integers(0, 12), st.integers(1, 12), st.integers(0, 20), st.sampled_from(["at_least", "more_than"]))
def test_the_gap_of_a_share_is_just_enough(counted: int, others: int, twentieths: int, kind: str) -> None:
    text = asks("share", f"{kind} {5 * twentieths}%")
    gap = only(text, firms(counted, others)).gap
    if gap is not None and gap.rows:
        rows = gap.amount.numerator
        assert only(text, firms(counted + rows, others - rows)).outcome is MET
        assert only(text, firms(counted + rows - 1, others - rows + 1)).outcome is NOT_MET


def test_a_count_with_unknown_rows() -> None:
    rows = [*firms(4, 2), firm()]
    assert only(asks("hntes", "at_least 4"), rows).outcome is MET
    assert only(asks("hntes", "at_least 5"), rows).outcome is UNKNOWN
    assert only(asks("hntes", "at_least 6"), rows).outcome is NOT_MET
    assert only(asks("hntes", "at_most 4"), rows).outcome is UNKNOWN


def test_other_measures_leave_unknown_rows_out_and_say_that_the_verdict_is_provisional() -> None:
    found = only(asks("mean_staff", "at_least 4"), [*firms(2, 0, staff=5), firm()])
    assert (found.outcome, found.provisional) == (MET, True)


@pytest.mark.parametrize(
    ("measure", "bound", "record", "lack"),
    [
        ("area", "at_least 1", {}, Lack.UNKNOWN),
        ("other_income", "at_least 30%", {"income": 0, "rent": 0}, Lack.UNKNOWN),
        ("share", "at_least 30%", {}, Lack.ZERO_DENOMINATOR),
        ("largest", "at_least 30%", {}, Lack.ZERO_DENOMINATOR),
        ("density", "at_least 3", {}, Lack.OPERAND),
        ("density", "at_least 3", {"area": 0}, Lack.ZERO_DENOMINATOR),
    ],
)
def test_without_a_result_it_is_unknown(measure: str, bound: str, record: dict[str, int], lack: Lack) -> None:
    found = only(asks(measure, bound), **record)
    assert (found.outcome, found.why, found.gap) == (UNKNOWN, Why.NO_RESULT, None)
    assert found.measured is not None
    assert found.measured.lack is lack


def test_a_count_of_nothing_is_zero_and_not_unknown() -> None:
    assert only(asks("n", "at_least 1")).outcome is NOT_MET


def test_a_condition_whose_number_nobody_knows_shows_what_there_is() -> None:
    bare = only(toml(condition("unknown = true")))
    assert (bare.outcome, bare.why, bare.measured) == (UNKNOWN, Why.NO_THRESHOLD, None)
    text = toml(condition("unknown = true", 'measure = "area"'))
    words = condition_words(only(text, area=1_200_000), compiled(text), "zh")
    assert words == "未知　c：「面积」 ＝ 12000 ㎡；要求的数值本程序尚未掌握，请以文件正文为准；依据：示例第一条"


# Relief -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hardship", "area", "outcome", "threshold", "gap"),
    [
        (0, 1_000_000, MET, 10_000, None),
        (0, 900_000, NOT_MET, 10_000, amount_gap(1000)),
        (1, 800_000, MET, 8_000, None),
        (1, 799_999, NOT_MET, 8_000, amount_gap(1, 100)),
        (None, 1_000_000, MET, 10_000, None),
        (None, 900_000, UNKNOWN, 10_000, amount_gap(1000)),
        (None, 700_000, NOT_MET, 10_000, amount_gap(3000)),
    ],
)
def test_relief_lowers_the_threshold(hardship: int | None, area: int, outcome: Outcome, threshold: int, gap: Gap | None) -> None:
    found = only(asks("area", "at_least 10000", RELIEF), hardship=hardship, area=area)
    assert (found.outcome, found.threshold, found.gap) == (outcome, Ratio(threshold, 1), gap)
    assert found.why is (Why.RELIEF if outcome is UNKNOWN else None)
    assert found.relieved is (None if hardship is None else bool(hardship))


def test_relief_of_a_share_and_of_a_count_is_exact() -> None:
    share = asks("share", "at_least 30%", RELIEF)
    assert only(share, firms(6, 19), hardship=1).outcome is MET  # 24 % of 25 firms are 6
    assert only(share, firms(5, 20), hardship=1).gap == rows_gap(1)
    count = asks("hntes", "at_least 9", RELIEF)
    assert only(count, firms(7, 0), hardship=1).gap == rows_gap(1)  # 7.2: eight are needed


# Alternatives, groups and the whole -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "needed", "expected"),
    [
        ([MET, MET], 2, MET),
        ([MET, NOT_MET], 2, NOT_MET),
        ([MET, UNKNOWN], 2, UNKNOWN),
        ([NOT_MET, UNKNOWN], 2, NOT_MET),
        ([MET, UNKNOWN, NOT_MET], 1, MET),
        ([NOT_MET, UNKNOWN, NOT_MET], 1, UNKNOWN),
        ([MET, UNKNOWN, NOT_MET], 2, UNKNOWN),
        ([MET, UNKNOWN, NOT_MET, NOT_MET], 3, NOT_MET),
        ([MET, MET, UNKNOWN, NOT_MET], 2, MET),
    ],
)
def test_so_many_of_so_many_in_three_values(outcomes: list[Outcome], needed: int, expected: Outcome) -> None:
    assert at_least(outcomes, needed) is expected


@pytest.mark.parametrize(
    ("needs", "legal", "outcome"),
    [(0, 1, UNKNOWN), (0, 0, NOT_MET), (1, 1, MET), (1, 0, UNKNOWN), (2, 1, UNKNOWN), (2, 0, NOT_MET)],
)
def test_a_group_of_two_needs_all_or_so_many(needs: int, legal: int, outcome: Outcome) -> None:
    found = judged(toml(condition('holds = "legal"'), condition("unknown = true", key="d"), needs=needs), legal=legal)
    assert (found.groups[0].outcome, found.outcome) == (outcome, outcome)


def test_the_whole_needs_every_group() -> None:
    second = '[[groups]]\nkey = "h"\nlabel = { zh = "二组" }\n' + condition('holds = "hardship"', key="d")
    text = toml(condition('holds = "legal"')) + second
    assert judged(text, legal=1, hardship=1).outcome is MET
    assert judged(text, legal=1).outcome is UNKNOWN
    assert judged(text, hardship=0).outcome is NOT_MET


EITHER = toml(
    condition(),
    alternative('measure = "share"', 'at_least = "50%"', key="first"),
    alternative('measure = "hntes"', 'at_least = "3"', key="second"),
)


@pytest.mark.parametrize(
    ("rows", "outcome", "gaps"),
    [
        (firms(2, 2), MET, [None, rows_gap(1)]),
        (firms(3, 9), MET, [rows_gap(3), None]),
        (firms(2, 9), NOT_MET, [rows_gap(4), rows_gap(1)]),
        ([*firms(2, 9), firm()], UNKNOWN, [rows_gap(4), rows_gap(1)]),
    ],
)
def test_one_of_the_alternatives_is_enough_and_each_says_its_gap(
    rows: Sequence[dict[str, int | str | None]], outcome: Outcome, gaps: list[Gap | None]
) -> None:
    found = only(EITHER, rows)
    assert (found.outcome, [one.gap for one in found.alternatives]) == (outcome, gaps)


def test_for_whom_a_document_is_meant() -> None:
    text = toml(condition('holds = "legal"'), top="applies = \"kind = '专业'\"\n")
    assert [judged(text, legal=1, kind=kind).applies for kind in (2, 1, None)] == [MET, NOT_MET, UNKNOWN]
    assert judged(toml(condition('holds = "legal"'))).applies is MET
    titles = [title_words(judged(text, legal=1, kind=kind), "zh") for kind in (2, 1, None)]
    assert titles[:2] == ["小条件（示例）：符合", "小条件（示例）：不适用于这类载体"]
    assert titles[2] == "小条件（示例）：符合；是否适用于这家载体，填报表没有说明"


# Words ------------------------------------------------------------------------------------------------------------------


def words(text: str, rows: Sequence[dict[str, int | str | None]] = (), language: str = "zh", **record: int) -> str:
    return condition_words(only(text, rows, **record), compiled(text), language)


def test_a_share_in_words() -> None:
    text, rows = asks("share", "at_least 30%", RELIEF, 'note = { zh = "按截止日", en = "at the cut-off day" }'), firms(2, 9)
    zh = "在孵企业中「高企」为是的 2 家 ÷ 在孵企业 11 家 ＝ 18.18%；要求不低于 30.00%；还差 2 家；口径说明：按截止日；依据：示例第一条"
    assert words(text, rows, hardship=0) == f"不符合　c：{zh}"
    en = words(text, rows, "en", hardship=1)
    assert "asked: at least 24.00%; bound taken at 80% (full: at least 30.00%); 1 firms missing" in en
    assert "是否可按 80% 降低门槛，填报表没有说明" in words(text, rows)


@pytest.mark.parametrize(
    ("measure", "bound", "record", "said"),
    [
        ("area", "at_least 10000", {"area": 999_999}, "还差 0.01 ㎡"),
        ("fund", "at_least 500万元", {"fund": 480 * WAN}, "「资金」 ＝ 480 万元；要求不低于 500 万元；还差 20 万元"),
        ("fund", "at_most 0.05亿元", {"fund": 501 * WAN}, "要求不超过 500 万元；超出 1 万元"),
        ("other_income", "at_least 30%", {"income": 9, "rent": 7}, "还差 7.777778 个百分点（约）"),
        ("other_income", "at_least 30%", {"income": 8, "rent": 6}, "还差 5 个百分点"),
        ("area", "more_than 10000", {"area": 1_000_000}, "要求超过 10000 ㎡；正好等于，而要求超过"),
        ("area", "more_than 10000", {"area": 999_950}, "还差 0.5 ㎡，且必须超过、不能正好相等"),
        ("area", "at_least 1", {}, "无结果；要求不低于 1 ㎡；填报表没有给出这一数值"),
    ],
)
def test_gaps_in_words(measure: str, bound: str, record: dict[str, int], said: str) -> None:
    assert said in words(asks(measure, bound), **record)


def test_a_group_in_words() -> None:
    two = (condition('holds = "legal"'), condition("unknown = true", key="d"))
    group = judged(toml(*two, needs=1), legal=1).groups[0]
    assert group_words(group, "zh") == "一组（2 项中至少符合 1 项）：符合；符合 1 项，不符合 0 项，未知 1 项"
    all_ = judged(toml(*two), legal=0).groups[0]
    assert group_words(all_, "en") == "a group (all must be met): not met; met 0, not met 1, unknown 1"
