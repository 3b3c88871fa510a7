"""Makes the returned workbooks of ``workbooks/`` with LibreOffice, so that our reader meets what another program wrote.

Writes flat ODS text and lets ``soffice --headless --convert-to`` make .xlsx, .xls and .ods of it. The results are kept in
the repository, because LibreOffice is not on every machine; run ``python -m tests.data.make_workbooks`` after a change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from stdnum.cn.uscc import calc_check_digit

from scoring.places import column_letters
from tests.data.flat_ods import AsNumber, Grid, Heading, Value, Wide, convert, convert_text

HERE = Path(__file__).parent
FORM = HERE.parent.parent / "resources" / "forms" / "incubator_annual.toml"
YEAR = 2025


# ------------------------------------------------------------------------------------------ what the carriers say

TENANTS = """
firm_name|founded_on|entered_on|status|left_on|industry|area_used|revenue|revenue_prior|rd_expense|rd_expense_prior|employees|rd_staff|ip_valid|ip_invention_valid|tech_sme|hnte_issued_on|hnte_event|srdi_level|srdi_year|equity_year|fund_paid|share_for_service
云岬{0}潮新材料有限公司|2022-02-21|2022-05-16|在孵||新材料|320.5|1286.35|=980.4+25.6|96.2|71.8|33|12|11|3|是|2024-12-04|无|创新型中小企业|2023|600|150|先租后股
云岬{0}弦机器人有限公司|2022-09-05|2022-11-14|在孵||机器人及智能制造|210|742.08|655.3|58.4|49|22|8|7|2|是|2025-12-04|首次认定|创新型中小企业|2025|0|0|无
云岬{0}芽生物科技有限公司|2022-11-18|2023-01-09|在孵||生物医药及合成生物|186.75|=120+95.5|143.2|88.6|61.25|15|9|4|1|是||无|无||300|0|先服务后股
云岬{0}序信息技术有限公司|2023-03-27|2023-05-22|在孵||新一代信息技术|96|388.9|301.7|41.3|33.6|14|6|5|0|是||无|无||0|0|无
云岬{0}焰节能科技有限公司|2023-06-15|2023-08-07|在孵||绿色低碳|150|264|212.5|22|18|11|3|3|1|是||无|无||0|0|无
云岬{0}帆数据科技有限公司|2023-09-08|2023-11-20|在孵||新一代信息技术|72.25|198.6|160|19.75|15.2|9|4|2|0|是||无|无||0|0|无
云岬{0}隅智能装备有限公司|2024-01-22|2024-03-18|在孵||机器人及智能制造|130|152.4|61|16.8|9.5|8|3|1|0|否||无|无||200|50|无
云岬{0}岫量子科技有限公司|2024-05-30|2024-08-12|在孵||前沿产业|64|35.2|4.8|27.5|6.2|6|4|1|1|否||无|无||500|0|无
云岬{0}渡邮轮服务有限公司|2025-01-16|2025-03-10|在孵||邮轮旅游|48|22.6||0||5|0|0|0|否||无|无||0|0|无
云岬{0}粒新材料有限公司|2025-02-24|2025-04-21|在孵||新材料|55.5|18||7.4||4|2|0|0|否||无|无||0|0|无
云岬{0}桴软件有限公司|2025-04-11|2025-06-16|在孵||新一代信息技术|36|9.75||5.1||3|2|0|0|否||无|无||0|0|无
云岬{0}埠商务咨询有限公司|2023-04-17|2023-06-05|退出|2025-09-30|其他|0|26.4|58|0|0|4|0|0|0|否||无|无||0|0|无
"""

GRADUATES = """
firm_name|entered_on|graduated_on|graduation_basis|hnte_at_graduation|equity_at_graduation|revenue_two_years|exit_event|exit_on|hnte|hnte_event|srdi_level|srdi_year|equity_total|current_status|location|revenue|revenue_prior
云岬{0}衡智能科技有限公司|2021-11-08|2025-06-30|高新技术企业|是|400|=820.5+1010.3|无||是|首次认定|创新型中小企业|2025|400|存续|本区|1180.2|1010.3
云岬{0}源医疗器械有限公司|2022-01-17|2025-10-31|累计融资超500万元|否|1500|310|无||否|无|无||1500|存续|本区|240.75|162
云岬{0}石复合材料有限公司|2020-12-14|2024-09-30|连续2年营收超1000万元|否|0|1320|无||是|无|专精特新中小企业|2024|0|存续|本市其他区|905.6|788.4
云岬{0}澈传感技术有限公司|2020-08-24|2024-04-26|并购或挂牌上市|是|800|960|被并购|2024-03-29|是|无|无||800|被并购|本区||
云岬{0}苇文化传播有限公司|2020-03-09|2023-08-31|连续2年营收超1000万元|否|0|1045|无||否|无|无||0|注销吊销|外省市||
"""

CARRIER: dict[str, Value] = {
    "carrier_kind": "综合孵化器",
    "operating_since": date(2018, 9, 3),
    "legal_person": "是",
    "tech_platform": "否",
    "area_total": 5200,
    "area_tenants": 3100,
    "area_public": Decimal("1020.5"),
    "staff_total": 12,
    "staff_professional": 10,
    "mentors": 9,
    "fund_size": 500,
    "fund_cases": 3,
    "tenants_last_year_end": 11,
    "tenants_entered": 3,
    "tenants_graduated": 2,
    "tenants_left": 1,
    "tenants_year_end": "=[.{tenants_last_year_end}]+[.{tenants_entered}]-[.{tenants_graduated}]-[.{tenants_left}]",
    "graduates_total": 17,
    "income_total": "=SUM([.{income_service}:.{income_other}])",
    "income_service": Decimal("210.17"),
    "income_property": Decimal("301.29"),
    "income_investment": Decimal("-4.35"),
    "income_other": Decimal("20.6"),
    "service_income_separate": "是",
    "operating_expenditure": Decimal("468.9"),
    "prepared_by": "温如月",
    "head_name": "江行舟",
    "prepared_on": date(2026, 1, 12),
    "commitment": "是",
}
"""What both carriers say alike. The five incomes add up in doubles only but for the last bits, as they do in real life."""

SECTIONS = {
    "carrier_name": "一、基本情况",
    "area_total": "二、场地、人员和资金",
    "tenants_last_year_end": "三、企业数",
    "income_total": "四、收入和支出",
    "prepared_by": "五、填报",
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """Three sheets, and where each field of each table stands: for a row table the heading's cell."""

    sheets: dict[str, Grid]
    at: dict[str, dict[str, tuple[int, int]]]


# ------------------------------------------------------------------------------------------ rows in the form's fields


def code(stem: str) -> str:
    return f"{stem}{calc_check_digit(stem)}"


def certificate(year: int, serial: int) -> str:
    """A 高新技术企业 certificate number: GR, year, province, six digits (invented ones begin with 9)."""
    return f"GR{year}319{serial // 100_000}{serial % 10_000:04}"


def all_digits(serial: int) -> str:
    """A code without a letter, so that it can be mistaken for a number."""
    return next(digits for number in count(serial) if (digits := code(f"91310113900{number:06}")).isdigit())


def lines(block: str, brand: str) -> Iterator[dict[str, Value]]:
    heading, *firms = block.strip().splitlines()
    for firm in firms:
        yield dict(zip(heading.split("|"), map(value, firm.format(brand).split("|")), strict=True))


def value(text: str) -> Value:
    """A word of a line as its cell holds it: a date, a number, a text, a formula; nothing for an empty one."""
    if not text:
        return None
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    return Decimal(text) if text.replace(".", "", 1).isdigit() else text


def tenant(row: dict[str, Value], serial: int) -> dict[str, Value]:
    """The row with what every firm has: codes, numbers, answers that follow from others."""
    issued = row["hnte_issued_on"]
    return {
        **row,
        "uscc": code(f"91310113YFP{serial:06}"),
        "registered_inside": "是",
        "long_cycle_field": "生物医药" if str(row["industry"]).startswith("生物医药") else "无",
        "patent_applied": "是" if row["ip_valid"] else "否",
        "tech_sme_no": f"2025310113{serial:08}" if row["tech_sme"] == "是" else None,
        "hnte": "是" if issued else "否",
        "hnte_no": certificate(issued.year, serial) if isinstance(issued, date) else None,
        "evidence_ref": f"附件{serial % 100:02}",
    }


def graduate(row: dict[str, Value], serial: int) -> dict[str, Value]:
    year = YEAR if row["hnte_event"] != "无" else YEAR - 2
    return {
        **row,
        "uscc": code(f"91310113YFP{serial:06}"),
        "hnte_no": certificate(year, serial) if row["hnte"] == "是" else None,
        "evidence_ref": f"附件{serial % 100:02}",
    }


# ------------------------------------------------------------------------------------------ sheets


def asked(table: str, before_unit: str = "") -> dict[str, str]:
    """Field → heading of what a carrier fills in, in the form's order: label, unit, and a star behind what must be filled in."""
    form = tomllib.loads(FORM.read_text("utf-8"))
    fields = next(each["fields"] for each in form["tables"] if each["key"] == table)
    return {
        field["key"]: field["label"]["zh"]
        + (f"{before_unit}（{field['unit']}）" if "unit" in field else "")
        + ("*" if field.get("required", True) else "")
        for field in fields
        if "filled_by" not in field
    }


def address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def carrier_sheet(record: dict[str, Value], title: str) -> tuple[Grid, dict[str, tuple[int, int]]]:
    """Number, label, value: one under the other, in sections with a merged heading each."""
    grid: Grid = {(1, 1): Wide(title, 3), (2, 1): Wide(f"数据年度：{YEAR}年　金额单位：万元", 3)}
    at: dict[str, tuple[int, int]] = {}
    row = 2
    for number, (key, label) in enumerate(asked("carrier").items(), start=1):
        if key in SECTIONS:
            row += 1
            grid[row, 1] = Wide(SECTIONS[key], 3)
        row += 1
        grid |= {(row, 1): number, (row, 2): Heading(label), (row, 3): record.get(key)}
        at[key] = (row, 3)
    places = {key: address(*cell) for key, cell in at.items()}
    return {cell: held.format(**places) if isinstance(held, str) and held[:1] == "=" else held for cell, held in grid.items()}, at


def list_sheet(
    table: str, rows: Sequence[dict[str, Value]], *, title: str, first: tuple[int, int], before_unit: str = ""
) -> tuple[Grid, dict[str, tuple[int, int]]]:
    """A merged title, then headings at ``first`` and the firms below, numbered."""
    top, left = first
    fields = asked(table, before_unit)
    grid: Grid = {(1, left): Wide(title, len(fields) + 1), (top, left): Heading("序号")}
    at = {key: (top, left + offset) for offset, key in enumerate(fields, start=1)}
    grid |= {at[key]: Heading(label) for key, label in fields.items()}
    for number, row in enumerate(rows, start=1):
        grid[top + number, left] = number
        grid |= {(top + number, at[key][1]): row.get(key) for key in fields}
    return grid, at


def carrier(brand: str, name: str, serial: int) -> Workbook:
    """A whole return. ``serial`` begins the numbers of its firms, so that no two carriers claim the same."""
    record: dict[str, Value] = {
        "carrier_name": name,
        "operator_name": f"云岬{brand}洲创业服务有限公司",
        "operator_uscc": code(f"91310113YFP{serial:06}"),
        "site_address": "云岬区听潮路77号",
        "prepared_phone": f"021-00{serial:06}",
        **CARRIER,
    }
    tenants = [tenant(row, serial + number) for number, row in enumerate(lines(TENANTS, brand), start=1)]
    tenants[4]["uscc"] = all_digits(serial)
    graduates = [graduate(row, serial + number) for number, row in enumerate(lines(GRADUATES, brand), start=51)]
    graduated, graduates_at = list_sheet("graduates", graduates, title=f"{name}毕业企业名单", first=(4, 2), before_unit="\n")
    listed, tenants_at = list_sheet("tenants", tenants, title=f"{name}在孵企业名单", first=(3, 1))
    said, carrier_at = carrier_sheet(record, "孵化器年度填报表（示例）")
    return Workbook(
        {"毕业企业": graduated, "在孵企业": listed, "载体": said},
        {"graduates": graduates_at, "tenants": tenants_at, "carrier": carrier_at},
    )


def spoil(book: Workbook) -> None:
    """The six illnesses, each once. ``workbooks/README.md`` names them with their cells."""
    tenants, columns = book.sheets["在孵企业"], {key: column for key, (_, column) in book.at["tenants"].items()}
    heading, _ = book.at["tenants"]["firm_name"]
    tenants[heading, columns["area_used"]] = Heading("占用孵化厂地面积（㎡）*")
    tenants[heading + 4, columns["revenue"]] = "约500"
    tenants[heading + 5, columns["uscc"]] = AsNumber(str(tenants[heading + 5, columns["uscc"]]))
    tenants[heading + 7, columns["rd_staff"]] = 11
    tenants[heading + 13, columns["firm_name"]] = "合计"
    for key in ("revenue", "rd_expense", "employees"):
        top, bottom = (address(heading + step, columns[key]) for step in (1, 12))
        tenants[heading + 13, columns[key]] = f"=SUM([.{top}:.{bottom}])"
    heading, column = book.at["graduates"]["revenue_prior"]
    book.sheets["毕业企业"][heading + 2, column] = "=324/0"


def main() -> None:
    convert(carrier("汀", "云岬汀洲创业苗圃", 200_000).sheets, *in_formats("clean_libreoffice"))
    sloppy = carrier("岸", "云岬岸洲创业苗圃", 300_000)
    spoil(sloppy)
    convert(sloppy.sheets, *in_formats("dirty_six_ways"))
    convert_text((HERE / "shapes.fods").read_text("utf-8"), *in_formats("shapes"))


def in_formats(name: str) -> list[Path]:
    return [HERE / "workbooks" / f"{name}.{suffix}" for suffix in ("xlsx", "xls", "ods")]


if __name__ == "__main__":
    main()
