"""The generator of the sample district: its data is whole, its figures hang together, and it says the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scoring.definitions.records import Nothing
from scoring.services.samples.district import INCUBATOR, SPACE, DistrictCarrier, district_data, everybody
from scoring.services.shipped import shipped_form

ROOT = Path(__file__).parents[3]
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REAL = (
    "漕河泾", "张江", "杨浦", "莘闵", "创智天地", "飞马旅", "起点创业", "苏河汇", "智慧湾", "上海大学", "复旦", "交大", "同济", "紫竹", "慧谷",
    "宝山", "大零号湾", "零号湾", "聚能湾", "启迪", "腾讯", "微软", "优客工场", "氪空间", "太库", "莫干山", "金桥", "临港", "康桥", "枫林",
    "上海", "国盛", "科创慧谷", "长江软件园", "动漫衍生", "复城国际", "李子园", "财瑞", "乐业天地", "南洋", "吴淞口", "环上大", "新显示",
)  # fmt: skip
"""Parts of names of real carriers in Shanghai and thereabouts."""


@pytest.fixture(scope="module")
def data() -> Any:
    return district_data()


@pytest.fixture(scope="module")
def carriers(data: Any) -> tuple[DistrictCarrier, ...]:
    return everybody(data)


def rows(carriers: tuple[DistrictCarrier, ...], table: str, year: int = 2025) -> list[Any]:
    return [row for one in carriers if year in one.returns for row in one.returns[year].get(table, ())]


def test_the_scale_is_that_of_the_facts(carriers: tuple[DistrictCarrier, ...]) -> None:
    assert Counter(one.form for one in carriers) == {INCUBATOR: 26, SPACE: 10}
    levels = Counter(
        fact.value for one in carriers if one.form == INCUBATOR for fact in one.facts[2025] if fact.field == "carrier_level"
    )
    assert set(levels) == {"部级卓越级", "部级标准级", "原国家级", "市级", "区级"}
    assert levels["部级卓越级"] + levels["部级标准级"] + levels["原国家级"] == 9
    sizes = {one.name: len(one.returns[2025]["tenants"]) for one in carriers if one.form == INCUBATOR}
    assert {name for name, size in sizes.items() if not 20 <= size <= 122} == {"云岬旧渡口创业街"}
    assert sum(2024 in one.returns for one in carriers) >= 32


def test_names_are_invented_long_and_rare_and_codes_are_valid(carriers: tuple[DistrictCarrier, ...]) -> None:
    firms = [(row["firm_name"], row["uscc"]) for table in ("tenants", "graduates") for row in rows(carriers, table)]
    everyone = [(one.name, one.uscc) for one in carriers] + firms
    names = [name for name, _ in everyone]
    assert [name for name in names if any(part in name for part in REAL)] == []
    assert max(len(one.name) for one in carriers) == 40
    assert {"𠮷", "䶮", "㛃", "垚", "犇", "骉"} <= set("".join(names))
    for name, code in everyone:
        weighed = sum(LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
        assert LETTERS[-weighed % 31] == code[17], name
    assert len({code for _, code in everyone}) == len(everyone)


def test_what_carriers_may_answer_is_what_the_forms_ask(carriers: tuple[DistrictCarrier, ...]) -> None:
    forms = {INCUBATOR: shipped_form().compiled.form, SPACE: shipped_form("maker_space.toml").compiled.form}
    for one in carriers:
        form = forms[one.form]
        for records in one.returns.values():
            for table in form.tables:
                for row in records[table.key]:
                    assert set(row) == {field.key for field in table.asked}, (one.name, table.key)
                    for field in table.asked:
                        allowed = {choice.code for choice in form.choices(field)}
                        value = row[field.key]
                        assert not allowed or value is None or isinstance(value, Nothing) or value in allowed, (field.key, value)


def test_last_year_agrees_with_last_years_return(carriers: tuple[DistrictCarrier, ...]) -> None:
    compared = 0
    for one in carriers:
        if one.form != INCUBATOR or 2024 not in one.returns:
            continue
        before = {row["uscc"]: row for row in one.returns[2024]["tenants"]}
        for row in one.returns[2025]["tenants"]:
            if past := before.get(row["uscc"]):
                assert (row["revenue_prior"], row["rd_expense_prior"]) == (past["revenue"], past["rd_expense"])
                assert (row["founded_on"], row["entered_on"]) == (past["founded_on"], past["entered_on"])
                compared += 1
        [now], [then] = one.returns[2025]["carrier"], one.returns[2024]["carrier"]
        assert now["tenants_last_year_end"] == then["tenants_year_end"], one.name
    assert compared > 500


def test_figures_are_those_of_real_firms(carriers: tuple[DistrictCarrier, ...]) -> None:
    tenants = [row for row in rows(carriers, "tenants") if row["status"] == "在孵"]
    revenue = sorted(row["revenue"] for row in tenants if row["revenue"] is not None)
    top = sum(revenue[-len(revenue) // 10 :])
    assert top > sum(revenue) * 4 / 10, "a tenth of the firms has more than four tenths of the revenue"
    assert 0 < sum(not one for one in revenue) < len(revenue) / 6, "some earn nothing yet"
    assert any(row["revenue_prior"] is None for row in tenants), "the youngest have no year before"
    research = [row["rd_staff"] * 100 // row["employees"] for row in tenants if row["employees"] and row["rd_staff"] is not None]
    assert len(set(research)) > 30
    routes = Counter(row["graduation_basis"] for row in rows(carriers, "graduates"))
    assert set(routes) == {"高新技术企业", "累计融资超500万元", "连续2年营收超1000万元", "并购或挂牌上市"}
    assert {row["current_status"] for row in rows(carriers, "graduates")} == {"存续", "被并购", "注销吊销", "失联"}
    assert {row["location"] for row in rows(carriers, "graduates")} == {"本区", "本市其他区", "外省市", "境外"}


DIGEST = """
from hashlib import sha256
from scoring.services.samples.district import district_data, everybody
print(sha256(repr(everybody(district_data())).encode()).hexdigest())
"""


def test_it_is_the_same_every_time() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
