"""How the width of a table is shared out, and heads that go on in a second line."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.settings import Settings
from desktop.widgets.heads import in_lines, in_two_lines, narrowest
from desktop.widgets.sharing import Want, share_out
from desktop.widgets.table import Table

NAME = Want(least=60, usual=100, mostly=300, whole=300, easy=300, gives=True)
FIGURE = Want(least=40, usual=40, mostly=50, whole=50, easy=90)
LONG = "Quality of incubated firms"


def test_with_room_the_contents_are_whole_and_then_the_heads_in_one_line() -> None:
    assert share_out([NAME, FIGURE, FIGURE], 1000) == [300, 90, 90]
    assert share_out([NAME, FIGURE, FIGURE], 430) == [300, 80, 50]


def test_without_room_names_give_way_before_figures_and_nothing_goes_below_its_least() -> None:
    assert share_out([NAME, FIGURE, FIGURE], 300) == [200, 50, 50]
    assert share_out([NAME, FIGURE, FIGURE], 170) == [70, 50, 50]
    assert share_out([NAME, FIGURE, FIGURE], 150) == [60, 45, 45]
    assert share_out([NAME, FIGURE, FIGURE], 10) == [60, 40, 40]


def test_of_those_that_give_way_the_longest_does_first() -> None:
    note = Want(least=60, usual=100, mostly=100, whole=700, easy=700, gives=True)
    name = Want(least=60, usual=100, mostly=150, whole=180, easy=180, gives=True)
    assert share_out([name, note], 500) == [180, 320], "one that lacks little is seen whole"
    assert share_out([name, note], 260) == [155, 105]
    assert share_out([name, note], 230) == [130, 100]
    assert share_out([name, note], 150) == [75, 75]


def test_the_few_uncommonly_long_ones_are_cut_before_anything_else_gives_way() -> None:
    odd = Want(least=50, usual=60, mostly=60, whole=200, easy=200)
    assert share_out([NAME, odd], 500) == [300, 200]
    assert share_out([NAME, odd], 400) == [300, 100], "though it is a name that gives way first"
    assert share_out([NAME, odd], 340) == [280, 60]


def test_a_head_is_broken_at_a_blank_and_cut_only_in_its_second_line(qapp: object) -> None:
    font = QFont()
    metrics = QFontMetrics(font)
    assert in_two_lines(LONG, font, metrics.horizontalAdvance(LONG)) == LONG
    assert in_two_lines(LONG, font, narrowest(LONG, metrics) + 2) in (
        "Quality of\nincubated firms",
        "Quality of incubated\nfirms",
    )
    first, second = in_two_lines(LONG, font, metrics.horizontalAdvance("incubated")).split("\n")
    assert first == "Quality of"
    assert second.endswith("…")
    unit = "本年度营业收入（万元）"
    assert in_two_lines(unit, font, metrics.horizontalAdvance("本年度营业收入（万")) == "本年度营业收入\n（万元）"
    assert narrowest(unit, metrics) == metrics.horizontalAdvance("本年度营业收入")
    assert in_two_lines("在孵企业质量", font, metrics.horizontalAdvance("在孵企业")) == "在孵企业\n质量"


def test_a_long_heading_takes_the_lines_it_may_and_ends_in_dots_only_where_they_do_not_do(qapp: object) -> None:
    font = QFont()
    room = QFontMetrics(font).horizontalAdvance("注册地及主要研发") + 2
    heading = "注册地及主要研发办公场所是否均在本载体"
    assert in_lines(heading, font, room, 3) == ["注册地及主要研发", "办公场所是否均在", "本载体"]
    first, last = in_lines(heading, font, room, 2)
    assert first == "注册地及主要研发"
    assert last.endswith("…")
    assert in_lines(LONG, font, QFontMetrics(font).horizontalAdvance("Quality of in"), 4)[0] == "Quality of"
    assert in_lines("", font, room, 3) == []


def test_the_heads_of_a_narrow_table_take_two_lines_of_a_wide_one_one(qtbot: QtBot, settings: Settings) -> None:
    columns = (Column("载体", str, width=14, least=5), Column(LONG, lambda _: "1.00", align=RIGHT, width=4))
    table = Table(RowsModel(columns), settings, name="heads", label="名单")
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    table.rows.show(["云岬启川科技企业孵化器"])
    one_line = table.heads.height()
    assert table.heads.folded(1) == LONG
    table.resize(200, 200)
    assert table.heads.folded(1).count("\n") == 1
    assert "…" not in table.heads.folded(1)
    assert table.heads.height() > one_line


def test_a_column_is_as_wide_as_what_is_in_it_wherever_there_is_room(qtbot: QtBot, settings: Settings) -> None:
    name = "云岬区栈桥湾人工智能与机器人及高端装备"
    table = Table(
        RowsModel((Column("载体", str, width=8, least=5), Column("备注", lambda _: "")), None),
        settings,
        name="wide",
        label="名单",
    )
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    before = table.columnWidth(0)
    table.rows.show([name])
    assert table.columnWidth(0) > max(before, table.fontMetrics().horizontalAdvance(name))
    assert settings.state("columns/wide").isEmpty()


def test_hiding_a_column_is_nobodys_wish_about_widths(qtbot: QtBot, settings: Settings) -> None:
    columns = (Column("载体", str, width=14, least=5), Column("总分", str, width=4), Column("说明", lambda _: "", width=6))
    table = Table(RowsModel(columns), settings, name="hiding", label="名单")
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()
    for column, hide in ((1, True), (2, True), (1, False)):
        table.setColumnHidden(column, hide)
        assert settings.state("columns/hiding").isEmpty(), (column, hide)
    wide = table.columnWidth(0)
    table.resize(220, 200)
    assert table.columnWidth(0) < wide


def test_a_column_has_room_for_words_that_are_few_but_broad(qtbot: QtBot, settings: Settings) -> None:
    model: RowsModel[str] = RowsModel((Column("平均", str, align=RIGHT), Column("状态", str)))
    table = Table(model, settings, name="broad", label="评审")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    model.show(["未评审", *(f"{number / 100:.2f}" for number in range(120, 140))])
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance("未评审") + 16
    codes = [f"91310113YFP92{number:04}1" for number in range(20)]
    model.show([*codes, "91310113YFP92WWWWW"])
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance("91310113YFP92WWWWW") + 16


def test_a_table_tells_when_all_its_rows_are_filtered_out(qtbot: QtBot, settings: Settings) -> None:
    model: RowsModel[str] = RowsModel((Column("载体", str),))
    table = Table(model, settings, name="filtered", label="名单")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    bare = table.viewport().grab().toImage()
    model.show(["甲"])
    model.find("乙")
    assert table.viewport().grab().toImage() != bare
    model.find("")
    model.show([])
    assert table.viewport().grab().toImage() == bare
