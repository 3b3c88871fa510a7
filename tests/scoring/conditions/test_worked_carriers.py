"""甲, 乙 and 丙 in a real workspace, held against what is shipped; expectations worked out by hand from the sample's data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scoring.definitions.canonical import sha256
from scoring.definitions.records import Return, Row, TableRecords
from scoring.engine.aggregates import carrier_rows, figures_of_rows
from scoring.engine.condition_words import gap_words
from scoring.engine.conditions import JudgedConditions, Outcome, judge_conditions, plan_conditions
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.amending import amend, datum_of
from scoring.services.conditions import CarrierConditions, conditions_file, conditions_of, shipped_conditions
from scoring.services.rounds import OpenRound, enrol, new_workspace
from scoring.services.sample import SampleCarrier, worked_carriers
from scoring.store import returns
from scoring.store.amendments import Change
from tests.scoring.conditions.builders import condition, toml

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
GENERAL, SPECIAL, MINISTRY = "national-2018-300", "national-2018-300-specialised", "ministry-standard-2025-131"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    path = tmp_path_factory.mktemp("conditions") / "district.fuping"
    opened = new_workspace(path, district="示例区", assessment_year=2026, data_year=2025, actor="沈评审", now=NOW)
    with opened.store:
        for sample in worked_carriers(opened.form.form):
            _hand_in(opened, sample)
        enrol(opened, name="云岬无表载体", uscc="91310113YFP900009X", actor="沈评审", now=NOW)
        yield opened


def _hand_in(opened: OpenRound, sample: SampleCarrier) -> None:
    """The carrier's return as intake would have read it, and what the district adds."""
    carrier = enrol(opened, name=sample.name, uscc=sample.uscc, actor="沈评审", now=NOW)
    content = sample.name.encode()
    tables = []
    for table in opened.form.form.tables:
        rows = tuple(Row(0, tuple(datum_of(field, row[field.key]) for field in table.asked)) for row in sample.records[table.key])
        keys = tuple(field.key for field in table.asked)
        tables.append(TableRecords(table.key, table.label.zh, keys, tuple((0, 0) for _ in keys), rows))
    body = Return(opened.round.form, sha256(content), f"{sample.name}.xlsx", tuple(tables))
    with opened.store.writing():
        returns.save(opened.store, body, round_id=opened.round.id, uscc=sample.uscc, content=content, actor="沈评审", now=NOW)
    form = opened.form.form
    changes = [
        Change(fact.table, fact.row, fact.field, datum_of(form.table(fact.table).field(fact.field), fact.value), fact.reason)
        for fact in sample.district
    ]
    amend(opened, carrier, changes, actor="沈评审", now=NOW)


@pytest.fixture(scope="module")
def found(district: OpenRound) -> Mapping[str, CarrierConditions]:
    names = {"甲": "云岬启川", "乙": "云岬听澜", "丙": "云岬沐野"}
    return {key: conditions_of(district, district.carrier(name)) for key, name in names.items()}


def of(found: CarrierConditions, key: str) -> JudgedConditions:
    return next(one for one in found.judged if one.compiled.document.key == key)


def gaps(judged: JudgedConditions) -> dict[str, str]:
    """Condition or alternative → how much is missing, in words."""
    measures = judged.compiled.measures
    return {
        one.condition.key: gap_words(one.gap, measures[one.condition.measure], "zh") for one in judged.all_conditions() if one.gap
    }


def not_met(judged: JudgedConditions) -> set[str]:
    return {one.condition.key for group in judged.groups for one in group.conditions if one.outcome is Outcome.NOT_MET}


def unknown(judged: JudgedConditions) -> set[str]:
    return {one.condition.key for group in judged.groups for one in group.conditions if one.outcome is Outcome.UNKNOWN}


def test_jia_lacks_ten_firms_of_2018(found: Mapping[str, CarrierConditions]) -> None:
    """40 firms (one struck, two left); 9,500 of 12,000 ㎡; 7 of 40 financed; 19 of 22 staff; 22 of 40 with patents."""
    judged = of(found["甲"], GENERAL)
    assert (judged.applies, judged.outcome) == (Outcome.MET, Outcome.NOT_MET)
    assert (not_met(judged), unknown(judged)) == ({"tenants"}, set())
    assert gaps(judged) == {"tenants": "还差 10 家"}
    assert of(found["甲"], SPECIAL).applies is Outcome.NOT_MET


def test_jia_lacks_one_investment_of_the_ministrys(found: Mapping[str, CarrierConditions]) -> None:
    """3 of 40 with the own fund (4 needed), 7 of 40 financed (8 needed), 17 of 40 growing, 787.68 of 1,386.42 other income."""
    judged = of(found["甲"], MINISTRY)
    assert judged.outcome is Outcome.NOT_MET
    assert not_met(judged) == {"investment"}
    assert gaps(judged) == {"investment_own": "还差 1 家", "investment_any": "还差 1 家"}
    growing = judged.condition("growing").measured
    assert growing is not None
    assert (growing.upper.numerator, growing.lower.numerator) == (17, 40)
    assert len(unknown(judged)) == 9


def test_yi_stands_on_three_edges(found: Mapping[str, CarrierConditions]) -> None:
    """Exactly 10 % financed, 3 cases and 50 % with patents are enough; 8,000 ㎡, 11 of 14 staff and 40 firms are not."""
    judged = of(found["乙"], GENERAL)
    assert gaps(judged) == {"area": "还差 2000 ㎡", "staff_share": "还差 1.428571 个百分点（约）", "tenants": "还差 10 家"}
    assert (not_met(judged), unknown(judged)) == ({"area", "staff_share", "tenants"}, set())
    for key, value in (("financed", (1, 10)), ("fund_cases", (3, 1)), ("ip_patents", (1, 2))):
        measured = judged.condition(key).measured
        assert measured is not None
        assert measured.value is not None
        assert tuple(measured.value.simplest()) == value


def test_yis_firm_without_rd_figures_does_not_make_the_growth_unknown(found: Mapping[str, CarrierConditions]) -> None:
    """21 of 40 grew for sure, 12 would do."""
    growing = of(found["乙"], MINISTRY).condition("growing")
    assert growing.measured is not None
    assert (growing.measured.upper.numerator, growing.measured.unknown, growing.outcome) == (21, 1, Outcome.MET)


def test_bing_is_judged_as_a_specialised_one(found: Mapping[str, CarrierConditions]) -> None:
    judged = of(found["丙"], SPECIAL)
    assert of(found["丙"], GENERAL).applies is Outcome.NOT_MET
    assert (judged.applies, judged.outcome) == (Outcome.MET, Outcome.NOT_MET)
    assert unknown(judged) == {"torch_two_years"}
    assert gaps(judged) == {
        "area": "还差 5800 ㎡",
        "fund": "还差 400 万元",
        "financed": "还差 2 家",
        "fund_cases": "还差 2 例",
        "staff_share": "还差 22.857143 个百分点（约）",
        "ip_patents": "还差 4 家",
        "tenants": "还差 5 家",
        "graduates": "还差 10 家",
    }
    assert judged.condition("ip").outcome is Outcome.MET
    assert judged.condition("one_industry").outcome is Outcome.MET


def test_bing_misses_both_halves_of_the_income_condition(found: Mapping[str, CarrierConditions]) -> None:
    """36.65 of 223.05 is 16.43 %; a loss on investments is in both."""
    judged = of(found["丙"], MINISTRY)
    assert not_met(judged) == {"investment", "service_booked", "other_income"}
    assert gaps(judged) == {
        "investment_own": "还差 3 家",
        "investment_any": "还差 4 家",
        "other_income": "还差 13.568707 个百分点（约）",
    }


def test_the_rows_in_memory_give_the_same_verdicts(district: OpenRound, found: Mapping[str, CarrierConditions]) -> None:
    for one in found.values():
        rows = {
            table.key: [
                row
                for _, row in carrier_rows(
                    district.store.query,
                    district.tables[table.key],
                    [field.key for field in table.fields],
                    round_no=district.round.no,
                    carrier_no=one.carrier.no,
                )
            ]
            for table in district.form.form.tables
        }
        for file, judged in zip(shipped_conditions(district.form.form), one.judged, strict=True):
            plan = plan_conditions(file.compiled, district.parameters)
            again = judge_conditions(plan, figures_of_rows(plan.aggregates, rows))
            assert (again.outcome, gaps(again), unknown(again)) == (judged.outcome, gaps(judged), unknown(judged))


# What the terminal gets -------------------------------------------------------------------------------------------------


def test_the_lines_say_it_all(found: Mapping[str, CarrierConditions]) -> None:
    lines = list(found["甲"].lines())
    assert "国家级科技企业孵化器认定条件（2018年办法，综合孵化器）（历史文件、已被2025年办法替代，供参考）：不符合" in lines
    assert (
        "国家级科技企业孵化器认定条件（2018年办法，专业孵化器）（历史文件、已被2025年办法替代，供参考）：不适用于这类载体"
        in lines
    )
    (firms,) = [line for line in lines if line.startswith("    不符合　在孵企业数")]
    assert "在孵企业 40 家；要求不低于 50 家；还差 10 家；依据：国科发区〔2018〕300号" in firms
    assert any("不符合　孵化投资与在孵企业融资：要求符合其中一项即可；" in line for line in lines)
    assert any("符合　孵化服务收入单独核算：要求「孵化服务收入是否单独核算」为是；" in line for line in lines)
    assert any(line.startswith("      不符合　上年度获得融资的在孵企业占比：在孵企业中「本年度股权融资到账额") for line in lines)
    (area,) = [line for line in lines if line.startswith("    未知　孵化场地面积")]
    assert "12000 ㎡；要求的数值本程序尚未掌握" in area


def test_english_lines_hold_no_chinese_of_ours(district: OpenRound) -> None:
    lines = list(conditions_of(district, district.carrier("云岬启川"), "en").lines())
    assert any(
        line.startswith("    not met  Tenants: tenants: 40 firms; asked: at least 50 firms; 10 firms missing") for line in lines
    )
    assert not any(word in line for line in lines for word in ("符合", "未知", "还差", "要求"))


def test_the_json_is_plain_and_exact(found: Mapping[str, CarrierConditions]) -> None:
    document = json.loads(json.dumps(found["乙"].document(), ensure_ascii=False))
    assert document == found["乙"].document()
    general = next(one for one in document["conditions"] if one["key"] == GENERAL)
    staff = next(one for group in general["groups"] for one in group["conditions"] if one["key"] == "staff_share")
    assert staff["value"]["exact"] == [11, 14]
    assert staff["threshold"] == {
        "bound": "at_least",
        "exact": [4, 5],
        "relieved": False,
        "relief": None,
    }
    assert staff["asked"] == "不低于 80.00%"
    assert (staff["gap"]["exact"], staff["gap"]["rows"]) == ([1, 70], False)


def test_without_a_return_nothing_is_judged(district: OpenRound) -> None:
    with pytest.raises(Refusal) as refused:
        conditions_of(district, district.carrier("云岬无表载体"))
    assert refused.value.said.code == "services.no_return"


def test_a_document_of_the_users_own(district: OpenRound) -> None:
    """Whose set forgets the struck firm: 41."""
    text = (
        toml(condition('measure = "n"', 'at_least = "42"'))
        .replace('form = "small"', 'form = "incubator-annual"')
        .replace('table = "firms"', 'table = "tenants"')
    )
    start, end = text.index('[[measures]]\nkey = "hntes"'), text.index("[[groups]]")
    own, findings = conditions_file(text[:start] + text[end:], "own.toml", district.form.form)
    assert own is not None, findings
    judged = conditions_of(district, district.carrier("云岬启川"), wanted=[own]).judged
    assert [(one.compiled.document.key, gaps(one)) for one in judged] == [("small", {"c": "还差 1 家"})]


def test_a_form_that_lacks_a_field_of_ours_is_refused_with_the_place(district: OpenRound) -> None:
    form = district.form.form
    record = form.table("carrier")
    other = replace(
        form, tables=(replace(record, fields=tuple(f for f in record.fields if f.key != "mentors")), *form.tables[1:])
    )
    with pytest.raises(Refusal) as refused:
        shipped_conditions(other)
    assert refused.value.said.code == "conditions.does_not_fit"
    assert "measures[mentors].value" in tell(refused.value.said)


def test_the_cutoff_counts_whole_months(found: Mapping[str, CarrierConditions]) -> None:
    """1 June 2022 to 31 December 2025: 42 whole months."""
    measured = of(found["丙"], SPECIAL).condition("three_years").measured
    assert measured is not None
    assert measured.value is not None
    assert tuple(measured.value.simplest()) == (12 * (date(2025, 12, 31).year - 2022) + 6, 1)
