"""Tables of firms: what their columns get, and what is printed beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoring.papers.columns import firm_columns, share_out
from scoring.papers.desk import Desk, cell
from scoring.papers.facts import ColumnFacts, CountedFacts
from scoring.papers.fonts import type_cases
from scoring.papers.grid import PAD_X, Row, RowKind
from scoring.papers.look import BODY_WIDTH, CELL, CELL_HEAD, CELL_LABEL
from scoring.papers.report import report_pdf
from scoring.papers.setting import Text, natural_width, set_lines
from tests.scoring.papers.builders import firm, indicator, report
from tests.scoring.papers.reading import words

NAME = "云岬隽桥信息技术有限公司"


def laid_out(labels: Sequence[str], values: Sequence[str], place: str, rows: int) -> tuple[list[list[str]], list[int]]:
    """Lines of each heading, and of each cell of a row."""
    columns = [ColumnFacts(label=label, is_number=value[0].isdigit()) for label, value in zip(labels, values, strict=True)]
    with type_cases([*labels, *values, place, NAME, "序号企业名称出处0123456789"]) as cases:
        desk = Desk("zh", cases)
        heads = [Text(label, CELL_HEAD) for label in ("序号", "企业名称", *labels, "出处")]
        row = Row((*(cell((text, CELL)) for text in ("1", NAME, *values)), cell((place, CELL_LABEL))), RowKind.DENSE)
        widths = firm_columns(heads, [row] * rows, columns, desk)
        assert abs(sum(widths) - BODY_WIDTH) < 0.01
        inner = [width - 2 * PAD_X for width in widths]
        headings = [[line.words for line in set_lines([head], width, cases)] for head, width in zip(heads, inner, strict=True)]
        cells = [len(set_lines(texts, width, cases)) for texts, width in zip(row.cells, inner, strict=True)]
        for text, width in zip((text for texts in row.cells for text in texts), inner, strict=True):
            assert not text.words[0].isdigit() or natural_width(text, cases) <= width, "a figure is torn"
    return headings, cells


def test_a_heading_stands_on_one_line_where_there_is_room() -> None:
    headings, cells = laid_out(["截止日高新技术企业证书有效", "本年度科技型中小企业入库"], ["是", "否"], "A4、K4", 30)
    assert [len(lines) for lines in headings] == [1] * 5
    assert cells == [1] * 5


WIDE = ["毕业时是否高新技术企业", "毕业时累计天使或风险投资额（万元）", "毕业前连续2年营业收入累计（万元）", "资本市场事件", "资本市场事件日期", "毕业日期"]  # fmt: skip
VALUES = ["是", "1,200.00", "2,100.00", "被并购", "2025-11-20", "2025-11-28"]


def test_nine_columns_leave_no_lone_character_and_the_name_its_line() -> None:
    headings, cells = laid_out(WIDE, VALUES, "A20、D20、F20:J20", 20)
    assert [lines for lines in headings if any(len(line) < 2 for line in lines)] == []
    assert cells[1] == 1, "the name"
    assert max(len(lines) for lines in headings) <= 5


def test_few_rows_rather_break_their_cells_than_carry_a_tower() -> None:
    headings, _ = laid_out(WIDE, VALUES, "A20、D20、F20:J20", 2)
    assert max(len(lines) for lines in headings) <= 4


def test_words_give_way_before_figures() -> None:
    assert share_out([40, 60], 80, [True, False]) == [40, 40]
    assert share_out([40, 60], 60, [True, False]) == [24, 36], "unless the words would have next to nothing"


def test_a_list_of_the_same_firms_under_another_title_is_named_by_both() -> None:
    firms = tuple(firm(n, values=()) for n in range(1, 3))
    one = CountedFacts(title="当年合格毕业企业数——计入的毕业企业 2 家", firms=firms)
    made = (indicator("B1-1", counted=(one,)), indicator("B1-2", counted=(replace(one, title="计入的毕业企业 2 家"),)))
    text = words(report_pdf(report(indicators=made)))
    assert text.count("示例甲001科技有限公司") == 1
    assert "B1-2计入的毕业企业2家名单与B1-1中“当年合格毕业企业数——计入的毕业企业2家”的相同" in text
