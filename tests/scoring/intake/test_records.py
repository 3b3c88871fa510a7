"""From located cells to a return: tables found wherever they stand, one cause one finding."""

from __future__ import annotations

import dataclasses

from scoring.definitions.records import Nothing, Return, TableRecords
from scoring.findings import Finding, Level
from scoring.intake.cells import Cell, Kind, Merged, Sheet, Workbook
from scoring.intake.records import identity, read_return
from scoring.messages import LANGUAGES, sentence
from scoring.places import Place
from tests.scoring.intake.builders import (
    CARRIER_ROWS,
    FILE,
    GRADUATES,
    HASH,
    TENANT_HEADINGS,
    a_sheet,
    a_workbook,
    small_form,
    tenant,
    text,
)

FORM = small_form()
Row = tuple[str | int | Cell | None, ...]


def read(workbook: Workbook) -> tuple[Return, tuple[Finding, ...]]:
    ret, findings = read_return(FORM, HASH, workbook, document="回.xlsx", file=FILE)
    assert ret is not None
    for finding in findings:
        assert all(sentence(finding, language) for language in LANGUAGES)
    return ret, findings


def clean(workbook: Workbook) -> Return:
    ret, findings = read(workbook)
    assert findings == ()
    return ret


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, list[str]]]:
    """(code, level, field, addresses): what a test asks of a finding."""
    return [
        (
            one.code.removeprefix("intake."),
            one.level.value,
            str(one.facts.get("field", "")),
            [place.address for place in one.places],
        )
        for one in findings
    ]


def tenants(
    *rows: Row, headings: tuple[str, ...] = TENANT_HEADINGS
) -> tuple[TableRecords, list[tuple[str, str, str, list[str]]]]:
    ret, findings = read(a_workbook(*rows, headings=headings))
    return ret.table("tenants"), told(findings)


def with_tenants(sheet: Sheet) -> Workbook:
    return Workbook((a_sheet("载体", *CARRIER_ROWS), sheet, GRADUATES))


def test_a_clean_workbook_has_no_findings_and_every_value_its_cell() -> None:
    ret = clean(a_workbook(tenant(1), tenant(2, entered="2024年5月6日")))
    assert identity(FORM, ret) == ("云岬一号孵化器", "91310113YFP9000018")
    assert (ret.form, ret.file, ret.document) == (HASH, FILE, "回.xlsx")
    carrier, firms = ret.table("carrier"), ret.table("tenants")
    assert carrier.rows[0].data == ("云岬一号孵化器", "91310113YFP9000018", 1_200_000, 500_000_000, True, Nothing.EMPTY)
    assert carrier.cells == ((2, 2), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2))
    assert firms.fields == tuple(field.key for field in FORM.table("tenants").asked)
    assert firms.rows[1].data == (
        "云岬第2科技有限公司",
        "91310113YFP0000037",
        "2024-05-06",
        "在孵",
        "无",
        100_000_000,
        80_000_000,
        12,
        True,
        "无",
    )
    assert firms.place("回.xlsx", 2, "entered") == Place("回.xlsx", "在孵企业", 3, 3)
    assert firms.rows[1].raw == (("entered", "2024年5月6日"),)


def test_tables_are_found_wherever_they_stand() -> None:
    """Title rows, shifted and extra columns, another order, sheets renamed and reordered."""
    order = [3, 0, 1, 2, 9, 8, 7, 6, 5, 4]
    headings: Row = (None, "序号", *(TENANT_HEADINGS[column] for column in order), "我们自己的备注栏")
    row = tenant(1)
    shifted: Row = (None, 1, *(row[column] for column in order), "随便写的")
    sheet = a_sheet("Sheet7", ("在孵企业名单",), (None, "单位：万元"), headings, shifted, first_row=5)
    moved = clean(Workbook((GRADUATES, sheet, a_sheet("首页", *CARRIER_ROWS)))).table("tenants")
    plain = clean(a_workbook(row)).table("tenants")
    assert moved.rows[0].data == plain.rows[0].data
    assert moved.rows[0].sheet_row == 8
    assert moved.cell(1, "status") == (8, 3)


def test_headings_merged_over_two_rows() -> None:
    top: Row = (*TENANT_HEADINGS[:5], "收入情况", None, *TENANT_HEADINGS[7:])
    below: Row = (None,) * 5 + TENANT_HEADINGS[5:7]
    merged = (Merged(1, 6, 1, 7), *(Merged(1, column, 2, column) for column in (1, 2, 3, 4, 5, 8, 9, 10)))
    ret = clean(with_tenants(a_sheet("在孵企业", top, below, tenant(1), merged=merged)))
    assert ret.table("tenants").rows[0].data == clean(a_workbook(tenant(1))).table("tenants").rows[0].data


def test_a_record_laid_out_in_pairs_with_merged_labels_and_a_unit_column() -> None:
    sheet = a_sheet(
        "载体",
        ("基本情况",),
        ("载体名称", None, "云岬一号孵化器", "运营主体统一社会信用代码", "91310113YFP9000018"),
        ("可自主支配孵化场地面积", None, "平方米", 12000),
        ("孵化资金规模（万元）", None, 500, "孵化服务收入是否单独核算", "否"),
        ("其他说明", None, "无"),
        ("载体名称（盖章）：", None, "另一处"),
        merged=tuple(Merged(row, 1, row, 2) for row in range(2, 7)),
    )
    ret = clean(Workbook((sheet, *a_workbook().sheets[1:])))
    assert ret.table("carrier").rows[0].data == (
        "云岬一号孵化器",
        "91310113YFP9000018",
        1_200_000,
        500_000_000,
        False,
        Nothing.NOT_APPLICABLE,
    )


def test_a_workbook_with_none_of_the_tables_is_one_finding() -> None:
    other = Workbook((a_sheet("Sheet1", ("姓名", "电话"), ("张三", "123")), a_sheet("Sheet2")))
    ret, findings = read_return(FORM, HASH, other, document="x.xlsx", file=FILE)
    assert ret is None
    assert [(one.code, one.level) for one in findings] == [("intake.no_return", Level.STOP)]
    assert findings[0].places == (Place("x.xlsx"),)


def test_without_the_record_nobody_knows_whose_return_it_is() -> None:
    ret, findings = read_return(FORM, HASH, Workbook(a_workbook().sheets[1:]), document="x.xlsx", file=FILE)
    assert ret is None
    assert [(one.code, one.level) for one in findings] == [("intake.no_record", Level.STOP)]


def test_a_missing_table_is_one_finding_and_stays_in_the_return_without_rows() -> None:
    ret, findings = read(Workbook(a_workbook().sheets[:2]))
    assert told(findings) == [("no_table", "error", "", [""])]
    assert ret.table("graduates").rows == ()
    assert ret.table("graduates").cells == ((0, 0),) * 3


def test_a_misspelt_heading_is_one_finding_and_its_column_is_unknown() -> None:
    headings = ("企业名称", "统一社会信用代码", "入住日期", *TENANT_HEADINGS[3:])
    firms, findings = tenants(tenant(1), tenant(2), headings=headings)
    assert findings == [("label_near", "error", "入驻日期", ["C1"])]
    assert firms.value(1, "entered") is Nothing.EMPTY
    assert firms.cell(1, "entered") == (0, 0)


def test_words_in_brackets_that_change_the_question_are_no_label() -> None:
    headings = (*TENANT_HEADINGS[:5], "本年度营业收入（含税）", *TENANT_HEADINGS[6:])
    assert tenants(tenant(1), headings=headings)[1] == [("label_near", "error", "本年度营业收入", ["F1"])]


def test_another_unit_in_the_heading_is_not_converted() -> None:
    headings = (*TENANT_HEADINGS[:5], "本年度营业收入（元）", *TENANT_HEADINGS[6:])
    firms, findings = tenants(tenant(1), headings=headings)
    assert findings == [("foreign_unit", "error", "本年度营业收入", ["F1"])]
    assert firms.value(1, "revenue") is Nothing.EMPTY


def test_a_missing_column_is_one_finding_and_no_required_ones() -> None:
    rows = [tuple(list(tenant(number))[:7] + list(tenant(number))[8:]) for number in (1, 2, 3)]
    firms, findings = tenants(*rows, headings=(*TENANT_HEADINGS[:7], *TENANT_HEADINGS[8:]))
    assert findings == [("label_missing", "error", "年末从业人员", ["1"])]
    assert firms.value(3, "hnte") is True


def test_a_heading_that_stands_twice_is_not_chosen_from() -> None:
    firms, findings = tenants((*tenant(1), 13), headings=(*TENANT_HEADINGS, "年末从业人员（人）"))
    assert findings == [("label_twice", "error", "年末从业人员", ["H1", "K1"])]
    assert firms.value(1, "people") is Nothing.EMPTY


def test_one_cause_in_one_column_is_one_finding_with_all_its_places() -> None:
    rows = [tenant(number, revenue=f"约{number}00") for number in range(1, 101)]
    ret, findings = read(a_workbook(*rows))
    (finding,) = findings
    assert finding.code == "intake.not_a_number"
    assert [place.address for place in finding.places] == [f"F{row}" for row in range(2, 102)]
    assert finding.facts["count"] == 100
    assert finding.facts["text"] == ("约100", "约200", "约300")
    assert ret.table("tenants").value(1, "revenue") is Nothing.UNREADABLE
    assert ret.table("tenants").rows[0].raw == (("revenue", "约100"),)


def test_required_answers_that_are_blank_or_a_stroke() -> None:
    _, findings = tenants(tenant(1, people=None), tenant(2, people="—", prior=None), tenant(3, entered="　", people=None))
    assert findings == [
        ("required", "error", "入驻日期", ["C4"]),
        ("required", "error", "年末从业人员", ["H2", "H4"]),
        ("required_stroke", "error", "年末从业人员", ["H3"]),
    ]


def test_an_unreadable_or_uncalculated_answer_is_not_missing_as_well() -> None:
    never = Cell(1, 1, Kind.NOT_CALCULATED, "", formula=True)
    firms, findings = tenants(tenant(1, people=never), tenant(2, people="十二"))
    assert findings == [("not_calculated", "error", "年末从业人员", ["H2"]), ("not_a_number", "error", "年末从业人员", ["H3"])]
    assert [firms.value(number, "people") for number in (1, 2)] == [Nothing.NOT_CALCULATED, Nothing.UNREADABLE]


def test_blank_rows_in_the_middle_keep_the_sheet_rows() -> None:
    firms, findings = tenants(tenant(1), (), (None, " "), tenant(2))
    assert findings == []
    assert [row.sheet_row for row in firms.rows] == [2, 5]


def test_numbered_but_empty_rows_and_formulas_dragged_down_are_blank() -> None:
    headings = ("序号", *TENANT_HEADINGS)
    dragged = Cell(1, 1, Kind.NUMBER, "0", formula=True)
    firms, findings = tenants((1, *tenant(1)), (2,), (3, None, None, None, None, None, dragged), headings=headings)
    assert findings == []
    assert len(firms.rows) == 1


def test_totals_notes_and_examples_are_left_out_with_a_warning_each() -> None:
    rows: list[Row] = [
        tenant(1, firm="示例科技有限公司"),
        tenant(2),
        ("合 计", None, None, None, None, 300),
        ("合计：1家",),
        ("注：金额保留两位小数",),
        ("填表人：某某",),
    ]
    firms, findings = tenants(*rows)
    assert findings == [
        ("example_row", "warning", "", ["2"]),
        ("total_row", "warning", "", ["4", "5"]),
        ("note_row", "warning", "", ["6", "7"]),
    ]
    assert [row.sheet_row for row in firms.rows] == [3]


def test_a_total_whose_word_stands_in_a_column_of_its_own() -> None:
    headings = ("序号", *TENANT_HEADINGS)
    firms, findings = tenants((1, *tenant(1)), ("总计", None, None, None, None, None, 100), headings=headings)
    assert findings == [("total_row", "warning", "", ["3"])]
    assert len(firms.rows) == 1


def test_totals_however_they_are_called_and_wherever_the_word_stands() -> None:
    words = ("本表合计", "在孵企业小计", "共2家", "共 2 家企业", "总计：2家")
    totals = [(f"{number}", *tenant(1, firm=word)) for number, word in enumerate(words, start=3)]
    headings = ("序号", *TENANT_HEADINGS)
    rows = [("1", *tenant(1)), ("2", *tenant(2, firm="云岬合计软件有限公司")), *totals]
    firms, findings = tenants(*rows, headings=headings)
    assert findings == [("total_row", "warning", "", ["4", "5", "6", "7", "8"])]
    assert len(firms.rows) == 2


def test_a_total_that_nobody_called_one_is_told_by_its_sums() -> None:
    def numbers(revenue: int | str, prior: int, people: int) -> Row:
        return (None, None, None, None, None, Cell(1, 1, Kind.NUMBER, str(revenue)), prior, people)

    firms, findings = tenants(tenant(1), tenant(2), numbers("200.00000000000003", 160, 24))
    assert findings == [("total_row", "warning", "", ["4"])]
    assert len(firms.rows) == 2
    for other in (numbers(201, 160, 24), (*numbers(200, 160, 24), "是"), ("云岬", *numbers(200, 160, 24)[1:])):
        firms, findings = tenants(tenant(1), tenant(2), other)
        assert "total_row" not in {code for code, *_ in findings}
        assert len(firms.rows) == 3


def test_an_example_told_by_its_number() -> None:
    headings = ("序号", *TENANT_HEADINGS)
    firms, findings = tenants(
        ("例", *tenant(1)), ("示例", *tenant(1)), (1, *tenant(2, firm="例外科技有限公司")), headings=headings
    )
    assert findings == [("example_row", "warning", "", ["2", "3"])]
    assert [row.sheet_row for row in firms.rows] == [4]


def test_ditto_is_one_finding_and_never_the_row_above() -> None:
    firms, findings = tenants(tenant(1), tenant(2, entered="同上"), tenant(3, entered="〃", firm="同上"))
    assert findings == [("ditto", "error", "企业名称", ["A4"]), ("ditto", "error", "入驻日期", ["C3", "C4"])]
    assert [firms.value(number, "entered") for number in (2, 3)] == [Nothing.UNREADABLE] * 2


def test_hidden_columns_are_read_and_named_once() -> None:
    carrier, firms, graduates = a_workbook(tenant(1), tenant(2)).sheets
    hidden = dataclasses.replace(firms, hidden_columns=frozenset({6, 7, 40}))
    ret, findings = read(Workbook((carrier, hidden, graduates)))
    assert [(one.code, one.facts["field"], [place.address for place in one.places]) for one in findings] == [
        ("intake.hidden_column", ("本年度营业收入", "上年度营业收入"), ["F", "G"])
    ]
    assert ret.table("tenants").value(1, "revenue") == 100_000_000


def test_an_old_formats_formulas_are_one_finding_for_the_file() -> None:
    findings = read(dataclasses.replace(a_workbook(), unproven=12))[1]
    assert [(one.code, one.level, one.places, one.facts["count"]) for one in findings] == [
        ("intake.unproven", Level.WARNING, (Place("回.xlsx"),), 12)
    ]


def test_headings_repeated_on_every_page_are_no_row() -> None:
    firms, findings = tenants(tenant(1), TENANT_HEADINGS, tenant(2))
    assert findings == []
    assert [row.sheet_row for row in firms.rows] == [2, 4]


def test_two_tables_on_one_sheet() -> None:
    sheet = a_sheet(
        "全部",
        TENANT_HEADINGS,
        tenant(1),
        (),
        ("企业名称", "统一社会信用代码", "毕业日期"),
        ("云岬毕业科技有限公司", "91310113YFP0000011", "2025-6-30"),
    )
    ret = clean(Workbook((a_sheet("载体", *CARRIER_ROWS), sheet)))
    assert [len(ret.table(key).rows) for key in ("tenants", "graduates")] == [1, 1]


def test_hidden_rows_are_read_and_named_and_a_hidden_sheet_only_if_it_must_be() -> None:
    carrier, firms, graduates = a_workbook(tenant(1), tenant(2)).sheets
    hidden_row = dataclasses.replace(firms, hidden_rows=frozenset({3}))
    assert told(read(Workbook((carrier, hidden_row, graduates)))[1]) == [("hidden_row", "warning", "", ["3"])]
    last_year = dataclasses.replace(a_workbook(tenant(3)).sheets[1], name="去年", visible=False)
    assert len(clean(Workbook((carrier, last_year, firms, graduates))).table("tenants").rows) == 2
    only = dataclasses.replace(firms, visible=False)
    assert told(read(Workbook((carrier, only, graduates)))[1]) == [("hidden_sheet", "warning", "", [""])]


def test_the_stamp_of_another_form_or_version_is_a_warning() -> None:
    for stamp, code in (
        (f"表式 small/2025/{HASH[:12]}", []),
        ("表式 small/2024/0123456789ab", ["intake.other_version"]),
        (f"表式 park/2025/{HASH[:12]}", ["intake.other_form"]),
    ):
        cover = Sheet("填表说明", visible=True, cells=(text(stamp, 30, 2),))
        assert [one.code for one in read(Workbook((cover, *a_workbook().sheets)))[1]] == code


def test_a_choice_that_is_not_in_the_list_names_the_nearest() -> None:
    _, findings = read(a_workbook(tenant(1, level="专精特新小巨人企业"), tenant(2, status="已毕业")))
    by_code = {one.code: one for one in findings}
    assert by_code["intake.unknown_choice_near"].facts["near"] == ("专精特新“小巨人”企业",)
    assert by_code["intake.unknown_choice"].facts["allowed"] == ("在孵；退出；注销",)


def test_only_so_many_strange_headings_are_compared_with_what_is_missing() -> None:
    """16,000 of them would hold up the window; a misspelt heading behind so many is merely missing."""
    strange = (*(f"第{number}个莫名其妙的表头" for number in range(16_000)), "入住日期")
    for headings, code in (((*TENANT_HEADINGS, "入住日期"), "label_near"), ((*TENANT_HEADINGS, *strange), "label_missing")):
        without = tuple("补充" if heading == "入驻日期" else heading for heading in headings)
        assert [one[0] for one in tenants(tenant(1), headings=without)[1]] == [code]
