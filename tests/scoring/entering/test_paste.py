"""Where a pasted block goes."""

from __future__ import annotations

import pytest

from scoring.errors import Refusal
from scoring.intake.clipboard import block
from scoring.services.entering_paste import Selection, laid
from scoring.services.shipped import shipped_form
from tests.data.resave_returns import WORKBOOKS

FORM = shipped_form().compiled.form
TENANTS, CARRIER = FORM.table("tenants"), FORM.table("carrier")
KEYS = [one.key for one in TENANTS.asked]


def test_a_block_goes_where_the_cell_is() -> None:
    assert laid(TENANTS, block("甲\t乙\n丙\t丁\n"), Selection(3, 1), 0).cells == {
        (3, 1): "甲",
        (3, 2): "乙",
        (4, 1): "丙",
        (4, 2): "丁",
    }


def test_one_cell_over_a_selection_fills_it_and_a_block_repeats_itself() -> None:
    assert laid(TENANTS, block("是\n"), Selection(0, 6, 3, 2), 9).cells == {
        (row, column): "是" for row in range(3) for column in (6, 7)
    }
    cells = laid(TENANTS, block("甲\n乙\n"), Selection(0, 0, 4, 1), 9).cells
    assert [cells[row, 0] for row in range(4)] == ["甲", "乙", "甲", "乙"]
    assert len(laid(TENANTS, block("甲\n乙\n"), Selection(0, 0, 3, 1), 9).cells) == 2


def test_what_lies_beyond_the_last_column_is_told() -> None:
    found = laid(TENANTS, block("甲\t乙\n"), Selection(0, len(KEYS) - 1), 0)
    assert (found.cells, found.left_out) == ({(0, len(KEYS) - 1): "甲"}, ("乙",))
    with pytest.raises(Refusal):
        laid(TENANTS, block("甲\n"), Selection(0, len(KEYS)), 0)


def test_headings_say_where_columns_go_wherever_it_is_pasted() -> None:
    text = "序号\t本年度营业收入\n（万元） *\t企业名称\t备注一栏\n1\t12.5\t甲\t随便\n2\t7\t乙\t\n".replace(
        "本年度营业收入\n（万元） *", '"本年度营业收入\n（万元） *"'
    )
    found = laid(TENANTS, block(text), Selection(5, 9), 2)
    name, revenue = KEYS.index("firm_name"), KEYS.index("revenue")
    assert found.cells == {(2, name): "甲", (2, revenue): "12.5", (3, name): "乙", (3, revenue): "7"}
    assert (found.by_headings, found.left_out) == (True, ("备注一栏",))


def test_titles_above_the_headings_are_passed_over() -> None:
    heads = "\t".join(field.label.zh for field in TENANTS.asked)
    found = laid(TENANTS, block(f"孵化器年度填报表　在孵企业\n示例\n{heads}\n甲\n"), Selection(), 0)
    assert found.cells[0, 0] == "甲"
    assert {row for row, _ in found.cells} == {0}


def test_a_column_in_another_unit_of_money_is_not_taken() -> None:
    found = laid(TENANTS, block("企业名称\t本年度营业收入（元）\n甲\t125000\n"), Selection(), 0)
    assert found.cells == {(0, 0): "甲"}
    assert found.left_out == ("本年度营业收入（元）",)


def test_a_single_row_of_words_is_no_heading() -> None:
    assert not laid(TENANTS, block("企业名称\n"), Selection(), 0).by_headings


def test_the_record_takes_labels_with_values_values_alone_and_headings_with_values_below() -> None:
    keys = [one.key for one in CARRIER.asked]
    by_label = laid(CARRIER, block("机构总人数（人） *\t12\n创业导师\t人\t3\n不认识的\t9\n"), Selection(), 1)
    due = {(0, keys.index("staff_total")): "12", (0, keys.index("mentors")): "3"}
    assert (by_label.cells, by_label.left_out) == (due, ("不认识的",))
    start = keys.index("staff_total")
    assert laid(CARRIER, block("12\n5\n3\n"), Selection(start), 1).cells == {
        (0, start): "12",
        (0, start + 1): "5",
        (0, start + 2): "3",
    }
    across = laid(
        CARRIER, block("\t".join(one.label.zh for one in CARRIER.asked) + "\n" + "\t".join(keys) + "\n"), Selection(), 1
    )
    assert across.cells == {(0, number): key for number, key in enumerate(keys)}


@pytest.mark.parametrize(("key", "rows"), [("载体", 1), ("在孵企业", 28), ("毕业企业", 2)])
def test_a_sheet_of_libreoffice_lands_whole(key: str, rows: int) -> None:
    table = next(one for one in FORM.tables if one.label.zh == key)
    found = laid(table, block((WORKBOOKS / f"shown_libreoffice_{key}.tsv").read_text("utf-16")), Selection(), 0)
    assert found.by_headings
    assert not [one for one in found.left_out if one]
    assert {column for _, column in found.cells} == set(range(len(table.asked)))
    assert len({row for row, _ in found.cells}) == rows
