"""The worked carriers: the figures of the worked example, whole returns around them, and the same every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from stdnum.cn import uscc
from uharfbuzz import Blob, Face

from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.form import FieldType, FilledBy, Form
from scoring.errors import Bug
from scoring.services.sample import SampleCarrier, Values, with_check_character, worked_carriers
from tests.scoring.samples.judging import faults, gaps

ROOT = Path(__file__).parent.parent.parent.parent


def firms(carrier: SampleCarrier) -> list[Values]:
    return [*carrier.records["tenants"], *carrier.records["graduates"]]


def total(rows: Iterable[Values], key: str) -> Decimal:
    return sum((Decimal(str(row[key])) for row in rows if row[key] is not None), Decimal(0))


def counted(carrier: SampleCarrier) -> list[Values]:
    """T of the rubric: incubated at year end and not struck by the district."""
    struck = {fact.row for fact in carrier.district if (fact.table, fact.field, fact.value) == ("tenants", "excluded", True)}
    rows = enumerate(carrier.records["tenants"], start=1)
    return [row for number, row in rows if row["status"] == "在孵" and number not in struck]


@pytest.mark.parametrize(("key", "tenants", "graduates"), [("甲", 43, 13), ("乙", 40, 8), ("丙", 25, 5)])
def test_the_lists_are_as_long_as_in_the_example(
    carriers: dict[str, SampleCarrier], key: str, tenants: int, graduates: int
) -> None:
    assert {table: len(rows) for table, rows in carriers[key].records.items()} == {
        "carrier": 1,
        "tenants": tenants,
        "graduates": graduates,
    }


@pytest.mark.parametrize(
    ("key", "firms", "rd", "revenue", "staff", "employees", "with_ip", "inventions", "equity"),
    [
        ("甲", 40, "1231.2", "13357.7", 156, 459, 22, 22, 3200),
        ("乙", 40, "551.9", "7334.4", 95, 345, 20, 15, 1400),
        ("丙", 25, "68.8", "1200", 20, 133, 9, 2, 200),
    ],
)
def test_the_sums_are_those_of_the_example(
    carriers: dict[str, SampleCarrier],
    key: str,
    firms: int,
    rd: str,
    revenue: str,
    staff: int,
    employees: int,
    with_ip: int,
    inventions: int,
    equity: int,
) -> None:
    rows = counted(carriers[key])
    known = [row for row in rows if row["rd_expense"] is not None]
    assert (total(known, "rd_expense"), total(known, "revenue")) == (Decimal(rd), Decimal(revenue))
    assert (total(known, "rd_staff"), total(known, "employees")) == (Decimal(staff), Decimal(employees))
    assert (len(rows), sum(1 for row in rows if row["ip_valid"])) == (firms, with_ip)
    assert total(rows, "ip_invention_valid") == inventions
    assert sum(min(Decimal(str(row["equity_year"])), Decimal(1000)) for row in rows) == equity


def test_the_graduates_grew_as_in_the_example(carriers: dict[str, SampleCarrier]) -> None:
    def before(carrier: SampleCarrier) -> list[Values]:
        rows = carrier.records["graduates"]
        return [row for row in rows if row["current_status"] == "存续" and date(2023, 1, 1) <= _day(row) < date(2025, 1, 1)]

    grown = {key: tuple(int(total(before(c), field)) for field in ("revenue", "revenue_prior")) for key, c in carriers.items()}
    assert grown == {"甲": (7824, 6770), "乙": (2954, 2790), "丙": (935, 930)}


def _day(row: Values) -> date:
    graduated_on = row["graduated_on"]
    assert isinstance(graduated_on, date)
    return graduated_on


def test_the_carriers_owe_no_answer_but_the_one_the_example_leaves_out(
    compiled: CompiledForm, carriers: dict[str, SampleCarrier]
) -> None:
    owed = {key: gaps(compiled, carrier.records) for key, carrier in carriers.items()}
    unknown = [("tenants", 20, field) for field in ("rd_expense", "rd_expense_prior", "rd_staff")]
    assert owed == {"甲": [], "乙": unknown, "丙": []}


def test_the_checks_find_what_the_example_means_them_to_find(compiled: CompiledForm, carriers: dict[str, SampleCarrier]) -> None:
    assert {key: faults(compiled, carrier.records) for key, carrier in carriers.items()} == {
        "甲": [("tenant_incubated_48_months", 41), ("graduate_within_three_years", 12), ("graduate_within_three_years", 13)],
        "乙": [],
        "丙": [("graduate_basis_revenue", 2)],
    }


def test_the_carrier_fills_in_only_what_it_is_asked(form: Form, carriers: dict[str, SampleCarrier]) -> None:
    for carrier in carriers.values():
        for table in form.tables:
            asked = [field.key for field in table.asked]
            assert all(list(row) == asked for row in carrier.records[table.key]), (carrier.key, table.key)


def test_values_are_in_the_terms_of_the_form(form: Form, carriers: dict[str, SampleCarrier]) -> None:
    kinds: dict[FieldType, type] = {
        FieldType.INT: int,
        FieldType.DECIMAL: Decimal,
        FieldType.MONEY: Decimal,
        FieldType.BOOL: bool,
        FieldType.DATE: date,
    }
    for carrier in carriers.values():
        for table, field in form.all_fields():
            held = [row[field.key] for row in carrier.records[table.key]] if field.filled_by is FilledBy.CARRIER else []
            held += [fact.value for fact in carrier.district if (fact.table, fact.field) == (table.key, field.key)]
            answers = [value for value in held if value is not None]
            assert {type(value) for value in answers} <= {kinds.get(field.type, str)}, (carrier.key, field.key)
            if field.type is FieldType.CHOICE:
                assert set(answers) <= {choice.code for choice in form.choices(field)}, (carrier.key, field.key)


def test_the_district_says_everything_it_must_each_with_a_reason(form: Form, carriers: dict[str, SampleCarrier]) -> None:
    due = {field.key for field in form.table("carrier").fields if field.filled_by is FilledBy.DISTRICT and field.required}
    for carrier in carriers.values():
        assert due <= {fact.field for fact in carrier.district if fact.table == "carrier"}
        assert all(fact.reason and "{" not in fact.reason for fact in carrier.district)
        assert all(1 <= fact.row <= len(carrier.records[fact.table]) for fact in carrier.district)


def test_one_firm_of_jia_is_struck_and_two_have_left(carriers: dict[str, SampleCarrier]) -> None:
    struck = [
        (key, fact.row, fact.value) for key, carrier in carriers.items() for fact in carrier.district if fact.field == "excluded"
    ]
    assert struck == [("甲", 41, True)]
    assert carriers["甲"].records["tenants"][40]["founded_on"] == date(2019, 1, 7)
    assert Counter(row["status"] for row in carriers["甲"].records["tenants"]) == {"在孵": 41, "退出": 2}


def test_the_marks_of_the_reviewers_are_kept(carriers: dict[str, SampleCarrier]) -> None:
    marks = {key: tuple(map(str, carrier.marks["J3"])) for key, carrier in carriers.items()}
    assert marks == {"甲": ("1.5", "2", "1.5", "1", "2"), "乙": ("0.5", "0.5", "1", "0.5"), "丙": ("0.5", "0", "0.5")}


def test_late_days_and_errors_are_the_examples(carriers: dict[str, SampleCarrier]) -> None:
    def said(carrier: SampleCarrier, field: str) -> object:
        return next(fact.value for fact in carrier.district if fact.field == field)

    fields = ("late_days", "major_errors", "municipal_grade")
    assert {key: tuple(said(carrier, field) for field in fields) for key, carrier in carriers.items()} == {
        "甲": (0, 0, "优良"),
        "乙": (0, 1, "合格"),
        "丙": (5, 2, "合格"),
    }


def test_every_code_is_valid_and_stands_once(carriers: dict[str, SampleCarrier]) -> None:
    codes = [str(row["uscc"]) for carrier in carriers.values() for row in firms(carrier)]
    codes += [carrier.uscc for carrier in carriers.values()]
    assert [code for code in codes if not uscc.is_valid(code)] == []
    assert {code[:8] for code in codes} == {"91310113"}
    assert len(codes) == len(set(codes)) == 43 + 13 + 40 + 8 + 25 + 5 + 3


@pytest.mark.parametrize("stem", ["91310113YFP000001", "91310113900300005", "12100000400010275"])
def test_the_check_character_is_the_librarys(stem: str) -> None:
    assert with_check_character(stem) == stem + uscc.calc_check_digit(stem)


def test_names_are_invented_each_once_one_long_and_one_rare(carriers: dict[str, SampleCarrier]) -> None:
    names = [str(row["firm_name"]) for carrier in carriers.values() for row in firms(carrier)]
    assert len(names) == len(set(names))
    assert all(name.startswith("云岬") for name in [*names, *(carrier.name for carrier in carriers.values())])
    assert max(map(len, names)) == 40
    assert any("䶮㛃" in name for name in names)


def test_the_font_of_the_papers_has_every_character(carriers: dict[str, SampleCarrier]) -> None:
    path = next(Path(str(files("justmytype_intl_cjk"))).rglob("NotoSansSC*.ttf"))
    known = {chr(code) for code in Face(Blob.from_file_path(str(path))).unicodes}
    written = {letter for carrier in carriers.values() for row in firms(carrier) for letter in str(row["firm_name"])}
    assert written - known == set()


def test_certificates_and_registrations_look_like_what_they_are(carriers: dict[str, SampleCarrier]) -> None:
    for carrier in carriers.values():
        for row in carrier.records["tenants"]:
            issued = row["hnte_issued_on"]
            assert (issued is not None) is row["hnte"]
            if isinstance(issued, date):
                assert str(row["hnte_no"]).startswith(f"GR{issued.year}31")
            assert (len(str(row["tech_sme_no"])) == 18) is row["tech_sme"]


DIGEST = (
    "from importlib.resources import files; from hashlib import sha256\n"
    "from scoring.definitions.codec import read_toml; from scoring.definitions.form import Form\n"
    "from scoring.services.sample import worked_carriers\n"
    "form = read_toml(files('resources').joinpath('forms', 'incubator_annual.toml').read_text('utf-8'), Form, '')[0]\n"
    "print(sha256(repr(worked_carriers(form)).encode()).hexdigest())\n"
)


def test_another_process_makes_the_same(form: Form) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"}
    order = [sys.executable, "-c", DIGEST]
    run = subprocess.run(order, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == hashlib.sha256(repr(worked_carriers(form)).encode()).hexdigest()


def test_a_form_without_a_field_of_the_data_is_a_bug(form: Form) -> None:
    tenants = replace(form.tables[1], fields=tuple(field for field in form.tables[1].fields if field.key != "equity_year"))
    with pytest.raises(Bug, match="equity_year"):
        worked_carriers(replace(form, tables=(form.tables[0], tenants, form.tables[2])))
