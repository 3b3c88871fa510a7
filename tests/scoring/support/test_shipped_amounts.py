"""The three policies we ship, applied to invented carriers; every amount worked out by hand beside it."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.definitions.policy import Beneficiary, DecidingDate
from scoring.engine.award import Lacking, Missing, Source
from scoring.engine.budget import still_open, taken
from scoring.engine.conditions import Outcome
from scoring.engine.overlap import Contender, State, choose
from scoring.engine.support import Asking, ClauseResult, Eligibility, Why, combine
from tests.scoring.support.builders import ALL_DAYS, WAN, YUAN, applied, awarded, clause_of, record, shipped, worked

YANGPU = record(
    district="杨浦区",
    zone="无",
    carrier_level="市级",
    high_quality="否",
    municipal_grade="优良",
    municipal_support=60 * WAN,
)
BAY = record(district="闵行区", zone="大零号湾", carrier_level="市级", operating_expenditure=300 * WAN)
BAOSHAN = record(district="宝山区", zone="无", carrier_level="市级")


GRADED = "6_graded_incubator"


def check(one: ClauseResult, asking: Asking) -> tuple[Outcome, Why | None]:
    [found] = [each for each in one.checks if each.asking is asking]
    return found.outcome, found.why


# 杨浦 -------------------------------------------------------------------------------------------------------------------


def graded(**figures: str) -> ClauseResult:
    return clause_of(applied(shipped("yangpu"), YANGPU, **figures), "6_graded_incubator")


def test_matching_up_to_one_to_one_is_a_ceiling_and_no_award() -> None:
    one = graded(b_or_above="优秀、优良")
    assert one.outcome is Eligibility.ELIGIBLE
    # 1 × 600,000 yuan
    assert (awarded(one).ceiling, awarded(one).amount, awarded(one).source) == (600_000 * YUAN, None, Source.OPEN)
    assert one.sure is None


def test_what_b_or_above_means_is_asked_before_anything_is_said() -> None:
    one = graded()
    assert (one.outcome, check(one, Asking.GRADE)) == (Eligibility.UNKNOWN, (Outcome.UNKNOWN, Why.MAPPING_OPEN))
    assert awarded(one).ceiling == 600_000 * YUAN


def test_a_grade_that_does_not_meet_it_gets_nothing_and_is_told_why() -> None:
    one = graded(b_or_above="优秀")
    assert (one.outcome, one.award) == (Eligibility.NOT_ELIGIBLE, None)
    [grade] = [each for each in one.checks if each.asking is Asking.GRADE]
    assert (grade.outcome, grade.seen, grade.key) == (Outcome.NOT_MET, "优良", "b_or_above")


def test_a_decision_makes_the_award_and_never_exceeds_the_ceiling() -> None:
    for decided, amount, held in ((450_000, 450_000, False), (600_000, 600_000, False), (600_001, 600_000, True)):
        result = applied(shipped("yangpu"), YANGPU, decided={"6_graded_incubator": decided * YUAN}, b_or_above="优良")
        given = awarded(clause_of(result, "6_graded_incubator"))
        assert (given.amount, given.held, given.source) == (amount * YUAN, held, Source.DECISION)


def test_what_was_decided_is_open_while_nobody_knows_the_ceiling() -> None:
    decided = {"6_graded_incubator": 9_000_000 * YUAN}
    one = clause_of(applied(shipped("yangpu"), YANGPU | {"municipal_support": None}, decided=decided, b_or_above="优良"), GRADED)
    assert one.outcome is Eligibility.ELIGIBLE
    # The city has not said what it gave: 1 : 1 of an unknown amount, without a cap in the text
    assert (awarded(one).ceiling, awarded(one).amount, awarded(one).source) == (None, None, Source.DECISION)
    assert (awarded(one).decided, awarded(one).held) == (9_000_000 * YUAN, False)
    assert awarded(one).lacking == (Lacking(Missing.MEASURE, "city_support"),)
    assert (one.sure, one.most) == (None, 9_000_000 * YUAN)
    known = awarded(clause_of(applied(shipped("yangpu"), YANGPU, decided=decided, b_or_above="优良"), GRADED))
    assert (known.amount, known.held, known.decided) == (600_000 * YUAN, True, None)


def test_a_decision_of_before_counts_as_it_did() -> None:
    row, decided = YANGPU | {"municipal_support": None}, {"6_graded_incubator": 9_000_000 * YUAN}
    one = clause_of(applied(shipped("yangpu"), row, decided=decided, b_or_above="优良", bounded=False), GRADED)
    assert (awarded(one).amount, awarded(one).held, one.sure) == (9_000_000 * YUAN, False, 9_000_000 * YUAN)


def test_a_district_carrier_is_not_on_the_citys_record() -> None:
    row = YANGPU | {"carrier_level": record(carrier_level="区级")["carrier_level"]}
    one = clause_of(applied(shipped("yangpu"), row, b_or_above="优良"), "6_graded_incubator")
    assert (one.outcome, check(one, Asking.REQUIREMENT)) == (Eligibility.NOT_ELIGIBLE, (Outcome.NOT_MET, None))


def test_support_the_city_has_not_paid_yet_is_unknown_and_not_nothing() -> None:
    one = clause_of(applied(shipped("yangpu"), YANGPU | {"municipal_support": None}, b_or_above="优良"), "6_graded_incubator")
    assert (one.outcome, awarded(one).ceiling) == (Eligibility.ELIGIBLE, None)
    assert worked(one).lacking == (Lacking(Missing.MEASURE, "city_support"),)


def test_another_district_is_outside_the_territory() -> None:
    result = applied(shipped("yangpu"), BAOSHAN, b_or_above="优良")
    assert {one.outcome for one in result.clauses} == {Eligibility.NOT_ELIGIBLE}
    assert {check(one, Asking.TERRITORY)[0] for one in result.clauses} == {Outcome.NOT_MET}


def test_the_ratio_for_high_quality_incubators_is_the_districts_to_settle() -> None:
    row = YANGPU | {"high_quality": record(high_quality="高质量孵化器")["high_quality"]}
    one = clause_of(applied(shipped("yangpu"), row, high_quality_support="500万元"), "5_high_quality")
    assert worked(one).lacking == (Lacking(Missing.FIGURE, "high_quality_ratio"),)
    one = clause_of(applied(shipped("yangpu"), row, high_quality_support="500万元", high_quality_ratio="0.5"), "5_high_quality")
    # 0.5 × 5,000,000 yuan, no ceiling: the award itself
    assert (one.outcome, awarded(one).ceiling, awarded(one).amount) == (Eligibility.ELIGIBLE, None, 2_500_000 * YUAN)


@pytest.mark.parametrize(
    ("revenue", "bound", "amount"),
    [
        ("3000万元", None, 0),  # 超过: the bound itself is not beyond it
        ("3000.01万元", "3000万元", 500_000),
        ("5000万元", "3000万元", 500_000),
        ("9999万元", "5000万元", 700_000),
        ("1.2亿元", "1亿元", 1_000_000),
    ],
)
def test_a_firm_that_first_passes_a_bound(revenue: str, bound: str | None, amount: int) -> None:
    result = applied(
        shipped("yangpu"),
        YANGPU,
        beneficiary=Beneficiary.FIRM,
        given={"8_growth": frozenset()},
        research_and_growth="是",
        revenue_first_passed=revenue,
        step_30m="50万元",
        step_50m="70万元",
        step_100m="100万元",
    )
    one = clause_of(result, "8_growth")
    assert one.outcome is Eligibility.ELIGIBLE
    assert (worked(one).bound.text if worked(one).bound else None) == bound  # type: ignore[union-attr]
    assert awarded(one).amount == amount * YUAN


def test_thirty_per_cent_of_the_investment_under_the_cap() -> None:
    for investment, capped, ceiling in (("500万元", False, 1_500_000), ("700万元", True, 2_000_000)):
        result = applied(
            shipped("yangpu"),
            YANGPU,
            beneficiary=Beneficiary.OTHER,
            consortium_recognised="是",
            consortium_investment=investment,
        )
        one = clause_of(result, "1_consortium")
        # 30 % of 5,000,000 = 1,500,000; 30 % of 7,000,000 = 2,100,000, above 2,000,000
        assert (awarded(one).ceiling, worked(one).capped) == (ceiling * YUAN, capped)


# 大零号湾 ---------------------------------------------------------------------------------------------------------------


def service(expenditure: int, **figures: str) -> ClauseResult:
    row = BAY | {"operating_expenditure": expenditure}
    return clause_of(applied(shipped("dalinghaowan"), row, service_grades="A、B", **figures), "6_1_service")


def test_half_of_the_expenditure_by_the_grades_coefficient() -> None:
    one = service(300 * WAN, service_coefficient="A=100%、B=80%")
    # 50 % of 3,000,000 = 1,500,000 (ceiling); 80 % of it = 1,200,000
    assert (awarded(one).ceiling, awarded(one).amount) == (1_500_000 * YUAN, 1_200_000 * YUAN)
    assert (awarded(one).source, worked(one).capped) == (Source.COEFFICIENT, False)


def test_half_of_a_large_expenditure_stops_at_the_cap() -> None:
    one = service(450 * WAN, service_coefficient="A=100%、B=80%")
    # 50 % of 4,500,000 = 2,250,000, capped at 2,000,000; 80 % = 1,600,000
    assert (awarded(one).ceiling, awarded(one).amount, worked(one).capped) == (2_000_000 * YUAN, 1_600_000 * YUAN, True)


def test_what_does_not_end_at_a_fen_is_cut_off_below() -> None:
    one = service(333, service_coefficient="B=80%")
    # 50 % of 3.33 yuan = 1.665 → 1.66; 80 % of that = 1.328 → 1.32
    assert (awarded(one).ceiling, awarded(one).amount) == (166, 132)


def test_without_coefficients_the_award_is_open_and_says_what_it_waits_for() -> None:
    one = service(300 * WAN)
    assert (awarded(one).ceiling, awarded(one).amount) == (1_500_000 * YUAN, None)
    assert awarded(one).lacking == (Lacking(Missing.FIGURE, "service_coefficient"),)
    one = service(300 * WAN, service_coefficient="A=100%")
    assert awarded(one).lacking == (Lacking(Missing.GRADE_VALUE, "service_coefficient"),)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (frozenset(), Outcome.MET),
        (frozenset({2025}), Outcome.MET),
        (frozenset({2024, 2025}), Outcome.MET),
        (frozenset({2023, 2024, 2025}), Outcome.NOT_MET),
        (frozenset({2023}), Outcome.NOT_MET),
        (frozenset({2024}), Outcome.UNKNOWN),
        (None, Outcome.UNKNOWN),
    ],
)
def test_three_consecutive_years(given: frozenset[int] | None, outcome: Outcome) -> None:
    result = applied(shipped("dalinghaowan"), BAY, given={} if given is None else {"6_2_operating": given}, founded_together="是")
    assert check(clause_of(result, "6_2_operating"), Asking.YEARS)[0] is outcome


@pytest.mark.parametrize(
    ("decided", "held", "most"), [(8_000_000, True, 2_000_000), (2_000_000, False, 2_000_000), (500_000, False, 500_000)]
)
def test_the_printed_cap_holds_where_the_expenditure_is_unknown(decided: int, held: bool, most: int) -> None:
    figures = {"service_grades": "A、B", "founded_together": "否"}
    row = BAY | {"operating_expenditure": None}
    result = applied(shipped("dalinghaowan"), row, decided={"6_1_service": decided * YUAN}, **figures)
    one = clause_of(result, "6_1_service")
    assert (awarded(one).ceiling, awarded(one).amount, awarded(one).held) == (None, None, held)
    assert (one.outcome, one.sure, one.most) == (Eligibility.ELIGIBLE, None, most * YUAN)
    support = combine([result])
    [operation] = [each for each in support.choices if each.key == "carrier_operation"]
    assert (support.total, support.open, operation.taken, operation.award) == (0, True, (), 0)
    assert "6_1_service" in [each.clause for each in operation.open]
    assert [name for name in still_open(support) if name[1] == "6_1_service"]
    assert not taken(support), "no pot shares it"


def test_an_award_under_an_unknown_ceiling_beats_nothing_and_what_it_cannot_beat_stands() -> None:
    """A known award of more than it can ever be is taken for sure; of less is taken for now."""
    figures = {"service_grades": "A、B", "service_coefficient": "B=80%", "founded_together": "是"}
    row = BAY | {"operating_expenditure": None}
    for decided, state in ((50, State.SETTLED), (90, State.OPEN)):
        both = [
            clause_of(applied(shipped("yangpu"), YANGPU, decided={GRADED: 70 * WAN}, b_or_above="优良"), GRADED),
            clause_of(applied(shipped("dalinghaowan"), row, decided={"6_1_service": decided * WAN}, **figures), "6_1_service"),
        ]
        group = both[1].compiled.overlap
        assert group is not None
        [choice] = choose([Contender("p", one.key, group, one.sure, one.most) for one in both])
        assert ([one.clause for one in choice.taken], choice.award, choice.state) == ([GRADED], 60 * WAN, state)


def test_the_best_of_the_operating_clauses_alone() -> None:
    figures = {"service_grades": "A、B", "service_coefficient": "B=80%", "founded_together": "是"}
    result = applied(
        shipped("dalinghaowan"),
        BAY,
        given={"6_2_operating": frozenset({2025})},
        decided={"6_2_operating": 900_000 * YUAN, "6_2_building": 3_000_000 * YUAN},
        **figures,
    )
    support = combine([result])
    operation, building = sorted(support.choices, key=lambda one: one.key, reverse=True)
    assert [one.clause for one in operation.taken] == ["6_1_service"]  # 1,200,000 against 900,000
    [left] = operation.left
    assert (left.name, left.award, left.behind) == (
        ("dalinghaowan-2024-7", "6_2_operating"),
        900_000 * YUAN,
        ("dalinghaowan-2024-7", "6_1_service"),
    )
    assert left.rule.basis.zh == "第（二十）条"
    assert [one.clause for one in building.taken] == ["6_2_building"]
    assert (support.total, support.open) == (4_200_000 * YUAN, False)


def test_firms_of_teachers_and_students_by_the_head() -> None:
    result = applied(shipped("dalinghaowan"), BAY, beneficiary=Beneficiary.FIRM, campus_firms="7")
    one = clause_of(result, "6_3_campus_firm")
    # 7 × 100,000
    assert (awarded(one).amount, one.outcome) == (700_000 * YUAN, Eligibility.ELIGIBLE)
    one = clause_of(applied(shipped("dalinghaowan"), BAY, campus_firms="7"), "6_3_campus_firm")
    assert check(one, Asking.BENEFICIARY)[0] is Outcome.NOT_MET


def test_a_first_gazelle_once() -> None:
    for given, outcome in ((frozenset[int](), Eligibility.ELIGIBLE), (frozenset({2025}), Eligibility.NOT_ELIGIBLE)):
        result = applied(
            shipped("dalinghaowan"), BAY, beneficiary=Beneficiary.FIRM, given={"8_gazelle": given}, first_gazelle="是"
        )
        one = clause_of(result, "8_gazelle")
        assert (one.outcome, one.sure) == (outcome, 2_000_000 * YUAN if not given else None)


def test_a_service_body_beside_the_carriers() -> None:
    result = applied(
        shipped("dalinghaowan"), record(zone="大零号湾"), beneficiary=Beneficiary.OTHER, service_body_expenditure="1200万元"
    )
    # 50 % of 12,000,000 = 6,000,000, capped at 5,000,000
    assert awarded(clause_of(result, "5_2_service_body")).ceiling == 5_000_000 * YUAN


# 宝山 -------------------------------------------------------------------------------------------------------------------


def test_what_the_document_leaves_open_stays_open_until_the_district_settles_it() -> None:
    one = clause_of(applied(shipped("baoshan"), BAOSHAN), "27_quality")
    assert one.outcome is Eligibility.UNKNOWN
    assert (awarded(one).amount, worked(one).lacking) == (None, (Lacking(Missing.FIGURE, "quality_amount"),))
    assert [each.amount for each in one.borne] == [None, None]


def test_a_fixed_amount_by_grade_borne_by_district_and_town_to_the_last_fen() -> None:
    one = clause_of(
        applied(
            shipped("baoshan"),
            BAOSHAN,
            quality_grades="A、B",
            quality_outstanding="是",
            quality_amount="A=50万元、B=333333.33元",
            district_share="70%",
            town_share="30%",
        ),
        "27_quality",
    )
    assert (one.outcome, awarded(one).amount) == (Eligibility.ELIGIBLE, 33_333_333)
    # 70 % of 333,333.33 = 233,333.331; 30 % = 99,999.999: the last 分 goes to the larger remainder, the town's
    assert {each.share.key: each.amount for each in one.borne} == {"district": 23_333_333, "town": 10_000_000}


def test_shares_that_do_not_come_to_the_whole_are_said_so() -> None:
    one = clause_of(
        applied(shipped("baoshan"), BAOSHAN, quality_amount="B=30万元", district_share="70%", town_share="40%"), "27_quality"
    )
    assert one.shares_lacking == (Lacking(Missing.SHARES),)
    assert [each.amount for each in one.borne] == [None, None]


def test_projects_validated_each() -> None:
    result = applied(
        shipped("baoshan"),
        BAOSHAN,
        beneficiary=Beneficiary.OTHER,
        validated_project_amount="5万元",
        validated_projects="13",
    )
    assert awarded(clause_of(result, "4_project")).amount == 650_000 * YUAN


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2025, 1, 26), Outcome.NOT_MET),
        (date(2025, 1, 27), Outcome.MET),
        (date(2026, 12, 31), Outcome.MET),
        (date(2027, 1, 1), Outcome.NOT_MET),
        (None, Outcome.UNKNOWN),
    ],
)
def test_outside_its_dates_a_clause_never_applies(day: date | None, outcome: Outcome) -> None:
    days = {each: known for each, known in ALL_DAYS.items() if each is not DecidingDate.RESULT}
    if day is not None:
        days[DecidingDate.RESULT] = day
    figures = {"quality_grades": "B", "quality_outstanding": "是", "quality_amount": "B=30万元"}
    one = clause_of(applied(shipped("baoshan"), BAOSHAN, days=days, **figures), "27_quality")
    assert check(one, Asking.DATES)[0] is outcome
    assert one.sure == (300_000 * YUAN if outcome is Outcome.MET else None)


def test_a_clause_that_ends_soon_is_flagged() -> None:
    last = date(2026, 12, 31)
    for today, soon, ends in (
        (date(2026, 12, 1), 30, last),
        (date(2026, 12, 1), 29, None),
        (last, 0, last),
        (date(2027, 1, 1), 90, None),
    ):
        one = clause_of(applied(shipped("baoshan"), BAOSHAN, today=today, soon=soon), "27_quality")
        assert one.ends == ends
