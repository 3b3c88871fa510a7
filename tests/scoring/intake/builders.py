"""A small form, and workbooks made by hand: forged where no honest writer would do."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

from scoring.definitions.canonical import sha256
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, FilledBy, Form, Table, TableKind, Words
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook

HASH = sha256("the small form")
FILE = sha256("a file")


def a_field(key: str, label: str, type_: FieldType = FieldType.TEXT, **more: object) -> Field:
    return Field(key=key, label=Words(label), type=type_, **more)  # type: ignore[arg-type] # a builder passes on what it is given


def small_form() -> Form:
    """A record and two row tables that share two labels."""
    carrier = Table(
        key="carrier",
        label=Words("载体", "Carrier"),
        kind=TableKind.RECORD,
        fields=(
            a_field("name", "载体名称"),
            a_field("code", "运营主体统一社会信用代码", FieldType.USCC),
            a_field("area", "可自主支配孵化场地面积", FieldType.DECIMAL, unit="㎡", decimals=2, more_than=Decimal(0)),
            a_field("fund", "孵化资金规模", FieldType.MONEY, unit="万元", decimals=6, shown=2, at_least=Decimal(0)),
            a_field("separate", "孵化服务收入是否单独核算", FieldType.BOOL),
            a_field("remark", "其他说明", required=False),
            a_field("grade", "市级等级", FieldType.CHOICE, choices="status", filled_by=FilledBy.DISTRICT),
        ),
    )
    tenants = Table(
        key="tenants",
        label=Words("在孵企业", "Tenants"),
        kind=TableKind.ROWS,
        noun=Words("企业", "firm"),
        named_by="firm",
        fields=(
            a_field("firm", "企业名称"),
            a_field("uscc", "统一社会信用代码", FieldType.USCC),
            a_field("entered", "入驻日期", FieldType.DATE),
            a_field("status", "年末状态", FieldType.CHOICE, choices="status"),
            a_field("long_cycle", "特殊孵化领域", FieldType.CHOICE, choices="long_cycle"),
            a_field("revenue", "本年度营业收入", FieldType.MONEY, unit="万元", decimals=6, shown=2, at_least=Decimal(0)),
            a_field(
                "prior",
                "上年度营业收入",
                FieldType.MONEY,
                unit="万元",
                decimals=6,
                required=False,
                required_when="known(revenue)",
            ),
            a_field("people", "年末从业人员", FieldType.INT, unit="人", at_least=Decimal(0)),
            a_field("hnte", "是否高新技术企业", FieldType.BOOL),
            a_field("level", "专精特新梯度（最高一级）", FieldType.CHOICE, choices="level"),
            a_field("excluded", "核定不计入", FieldType.BOOL, filled_by=FilledBy.DISTRICT),
        ),
    )
    graduates = Table(
        key="graduates",
        label=Words("毕业企业", "Graduates"),
        kind=TableKind.ROWS,
        named_by="firm",
        fields=(
            a_field("firm", "企业名称"),
            a_field("uscc", "统一社会信用代码", FieldType.USCC),
            a_field("left", "毕业日期", FieldType.DATE),
        ),
    )
    return Form(
        schema="fuping/form/1",
        key="small",
        version="2025",
        title=Words("小填报表"),
        status=Words("示例"),
        source="",
        record="carrier",
        carrier_name="name",
        carrier_id="code",
        choice_lists=(
            choice_list("status", "在孵", "退出", "注销"),
            choice_list("long_cycle", "无", "生物医药", "集成电路"),
            choice_list("level", "无", "高质量孵化器（培育）", "专精特新“小巨人”企业"),
        ),
        tables=(carrier, tenants, graduates),
    )


def choice_list(key: str, *codes: str) -> ChoiceList:
    return ChoiceList(key=key, choices=tuple(Choice(code) for code in codes))


def text(value: str, row: int = 1, column: int = 1) -> Cell:
    return Cell(row, column, Kind.TEXT, value)


def number(value: str, number_format: str = "") -> Cell:
    return Cell(1, 1, Kind.NUMBER, value, number_format=number_format)


def a_sheet(name: str, *rows: tuple[str | int | Cell | None, ...], merged: tuple[Merged, ...] = (), first_row: int = 1) -> Sheet:
    """Rows of texts and whole numbers; None leaves a cell out, a Cell is moved to its place."""
    cells: list[Cell] = []
    for row, values in enumerate(rows, start=first_row):
        for column, value in enumerate(values, start=1):
            match value:
                case None:
                    continue
                case Cell():
                    cells.append(Cell(row, column, value.kind, value.text, value.formula, value.number_format))
                case int():
                    cells.append(Cell(row, column, Kind.NUMBER, str(value)))
                case str():
                    cells.append(Cell(row, column, Kind.TEXT, value))
    return Sheet(name, visible=True, cells=tuple(cells), merged=merged)


CARRIER_ROWS: tuple[tuple[str | int | Cell | None, ...], ...] = (
    ("孵化器年度填报表",),
    ("载体名称", "云岬一号孵化器"),
    ("运营主体统一社会信用代码 *", "91310113YFP9000018"),
    ("可自主支配孵化场地面积（平方米）", 12000),
    ("孵化资金规模（万元）", 500),
    ("孵化服务收入是否单独核算：", "是"),
    ("其他说明", None),
)

TENANT_HEADINGS: tuple[str, ...] = (
    "企业名称 *",
    "统一社会信用代码",
    "入驻日期",
    "年末状态",
    "特殊孵化领域",
    "本年度\n营业收入（万元）*",
    "上年度营业收入（单位：万元）",
    "年末从业人员（人）",
    "是否高新技术企业",
    "专精特新梯度(最高一级)",
)
CODES = ("91310113YFP0000011", "91310113YFP0000024", "91310113YFP0000037", "91310113YFP0000112")


def tenant(number_: int, **other: str | int | Cell | None) -> tuple[str | int | Cell | None, ...]:
    """A clean row in the order of ``TENANT_HEADINGS``, but for what is said otherwise by field key."""
    values: dict[str, str | int | Cell | None] = {
        "firm": f"云岬第{number_}科技有限公司",
        "uscc": CODES[number_ % len(CODES)],
        "entered": "2024-03-01",
        "status": "在孵",
        "long_cycle": "无",
        "revenue": 100,
        "prior": 80,
        "people": 12,
        "hnte": "是",
        "level": "无",
    }
    return tuple((values | other).values())


GRADUATES = a_sheet("毕业企业", ("企业名称", "统一社会信用代码", "毕业日期"), ("云岬毕业科技有限公司", CODES[0], "2025-06-30"))


def a_workbook(*tenants: tuple[str | int | Cell | None, ...], headings: tuple[str, ...] = TENANT_HEADINGS) -> Workbook:
    rows = tenants or (tenant(1),)
    return Workbook((a_sheet("载体", *CARRIER_ROWS), a_sheet("在孵企业", headings, *rows), GRADUATES))


CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'


def forge(
    path: Path, sheet: str | bytes, *, strings: str = "", styles: str = "", book: str = "", more: dict[str, bytes] | None = None
) -> Path:
    """A workbook of one sheet whose XML is given, down to the byte."""
    related = [RELATION.format("r1", "worksheet", "worksheets/sheet1.xml")]
    related += [RELATION.format("r2", "sharedStrings", "sharedStrings.xml")] if strings else []
    related += [RELATION.format("r3", "styles", "styles.xml")] if styles else []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(RELATION.format("r0", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book or workbook_xml(),
        "xl/_rels/workbook.xml.rels": RELATIONS.format("".join(related)),
        "xl/worksheets/sheet1.xml": sheet,
    }
    parts |= {"xl/sharedStrings.xml": strings} if strings else {}
    parts |= {"xl/styles.xml": styles} if styles else {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | (more or {})).items():
            archive.writestr(name, content)
    return path


def workbook_xml(properties: str = "", sheets: str = '<sheet name="甲" sheetId="1" r:id="r1"/>') -> str:
    return f'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{properties}<sheets>{sheets}</sheets></workbook>'


def sheet_xml(rows: str, after: str = "") -> str:
    return f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"


OLE_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage\0".encode("utf-16-le") + bytes(512)
OLE_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook\0".encode("utf-16-le") + bytes(512)
