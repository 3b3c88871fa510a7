"""Conditions and measures built by choosing, with the keyboard alone; the expression beside the rows, and what a measure gives."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.widgets.builder.choosing import PlainBox, SearchBox
from desktop.widgets.builder.condition_builder import ConditionBuilder
from desktop.widgets.builder.group import GroupBox
from desktop.widgets.builder.live_values import LiveValues
from desktop.widgets.builder.measure_builder import MeasureBuilder
from desktop.widgets.builder.row import ConditionRow
from scoring.definitions.building import Join, Operator, tree_of
from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_rubric import CompiledRubric, draft_rubric
from scoring.definitions.form import Form
from scoring.definitions.mistakes import Slot
from scoring.definitions.offers import TermKind, term_kind_words
from scoring.definitions.rubric import Rubric
from scoring.services.building import bench
from tests.desktop.screens import Window, texts

RESOURCES = Path(__file__).parents[2] / "resources"
TEXT = (RESOURCES / "rubrics" / "quality_mix.toml").read_text("utf-8")
PLAIN = {one["key"]: one for one in tomllib.loads(TEXT, parse_float=Decimal)["measures"]}
SLOTS: dict[str, Slot] = {}


def _draft() -> CompiledRubric:
    form, _, _ = read_toml((RESOURCES / "forms" / "incubator_annual.toml").read_text("utf-8"), Form, "form")
    rubric, _, _ = read_toml(TEXT, Rubric, "rubric")
    assert form is not None
    assert rubric is not None
    return draft_rubric(rubric, form, "rubric", SLOTS)[0]


DRAFT = _draft()
SLOT = SLOTS["measures[hnte_share].where"]


class Hands:
    """A person at the keyboard: types into whatever has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    @property
    def at(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> Hands:
        """Chinese comes by an input method: as one text, not by keys."""
        if text.isascii():
            self.qtbot.keyClicks(self.at, text)
        else:
            assert isinstance(self.at, QLineEdit), self.at
            self.at.insert(text)
            self.at.textEdited.emit(self.at.text())
        return self

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Hands:
        self.qtbot.keyClick(self.at, key, modifiers)
        return self

    def pick(self, words: str) -> Hands:
        """In a box to search: a part of what is wanted, and Enter."""
        assert isinstance(self.at, QLineEdit | SearchBox), self.at
        line = self.at.line if isinstance(self.at, SearchBox) else self.at
        line.selectAll()
        self.type(words) if self.at is line else self._into(line, words)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        return self

    def _into(self, line: QLineEdit, words: str) -> None:
        line.setText(words)
        line.textEdited.emit(words)

    def select(self, words: str) -> Hands:
        """In a plain box: down until it says so."""
        box = self.at
        assert isinstance(box, PlainBox), box
        self.press(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if words in box.currentText():
                return self
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"{words} is not in {[box.itemText(row) for row in range(box.count())]}")

    def tab(self) -> Hands:
        return self.press(Qt.Key.Key_Tab)


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


def shown(widget: QWidget, qtbot: QtBot) -> None:
    """As a window of its own that has the focus."""
    widget.resize(900, 700)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)


@pytest.fixture
def builder(qtbot: QtBot) -> ConditionBuilder:
    """Nothing built yet, for a condition on tenants."""
    made = ConditionBuilder("条件", "zh")
    made.show_expression("", SLOT)
    shown(made, qtbot)
    return made


def rows(builder: ConditionBuilder) -> list[ConditionRow]:
    return [one for one in builder.root.parts if isinstance(one, ConditionRow)]


def child(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = [one for one in parent.findChildren(kind, name) if one.isVisibleTo(parent)]
    assert found, name
    return found[0]


# Rows -----------------------------------------------------------------------------------------------------------------


def test_a_condition_is_built_from_nothing_by_keyboard(builder: ConditionBuilder, hands: Hands, qtbot: QtBot) -> None:
    """在孵企业中 高新技术企业证书有效 为是 且 本年度营业收入 ≥ 2000万元"""
    told: list[str] = []
    builder.changed.connect(told.append)
    builder.by_rows.setFocus()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.pick("证书有效")
    assert builder.expression() == "hnte"
    assert builder.reading.text() == "「截止日高新技术企业证书有效」为是"
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "1" in builder.said.text()
    hands.pick("本年度营业收入")
    assert builder.expression() == "hnte"
    hands.tab().select("不低于")
    hands.tab()
    assert hands.at.objectName() == "right_kind"
    hands.tab().type("2000")
    assert builder.expression() == "hnte and revenue >= 2000万元"
    assert builder.reading.text() == "「截止日高新技术企业证书有效」为是 且 「本年度营业收入」 不低于 2000万元"
    assert not builder.said.isVisible()
    qtbot.waitUntil(lambda: bool(told) and told[-1] == "hnte and revenue >= 2000万元")
    assert "revenue >= 2万元" not in " ".join(told)


def test_an_existing_one_is_edited_and_what_is_not_touched_stays(builder: ConditionBuilder, hands: Hands) -> None:
    text = "hnte and (revenue >= 2000万元 or status in ('在孵', '退出')) and not known(hnte_no)"
    builder.show_expression(text, SLOT)
    assert builder.expression() == text
    first, group, last = builder.root.parts
    assert isinstance(first, ConditionRow)
    assert isinstance(group, GroupBox)
    assert isinstance(last, ConditionRow)
    assert group.join.value() is Join.ANY
    group.parts[0].subject.setFocus()  # type: ignore[union-attr]
    hands.pick("employees")
    assert builder.expression() == text  # 2000万元 no longer fits: the row has a hole, and nothing is let go unseen
    number = child(group.parts[0], QLineEdit, "number")
    number.setFocus()
    hands.type("30")
    assert builder.expression() == text.replace("revenue >= 2000万元", "employees >= 30")
    chip = child(group.parts[1], QToolButton, "code_退出")
    chip.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert "status = '在孵'" in builder.expression()
    hands.pick("注销")
    assert "status in ('在孵', '注销')" in builder.expression()
    last.operator.setFocus()
    hands.select("已填")
    assert builder.expression() == "hnte and (employees >= 30 or status in ('在孵', '注销')) and known(hnte_no)"


def test_rows_are_added_grouped_moved_and_removed_by_keyboard(builder: ConditionBuilder, hands: Hands) -> None:
    control, both = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    builder.show_expression("hnte and tech_sme", SLOT)
    rows(builder)[0].subject.setFocus()
    hands.press(Qt.Key.Key_Return, both)
    hands.pick("excluded")
    hands.press(Qt.Key.Key_Return, control)
    hands.pick("uscc")
    assert builder.expression() == "hnte and (excluded or known(uscc)) and tech_sme"
    group = builder.root.parts[1]
    assert isinstance(group, GroupBox)
    group.join.setFocus()
    hands.select("一项也不")
    assert builder.expression() == "hnte and not (excluded or known(uscc)) and tech_sme"
    hands.press(Qt.Key.Key_Up, both)
    assert builder.expression() == "not (excluded or known(uscc)) and hnte and tech_sme"
    group.parts[0].subject.setFocus()  # type: ignore[union-attr]
    hands.press(Qt.Key.Key_Delete, both)
    assert builder.expression() == "not known(uscc) and hnte and tech_sme"
    hands.press(Qt.Key.Key_Delete, both)
    assert builder.expression() == "hnte and tech_sme"
    assert len(builder.root.parts) == 2
    for _ in range(2):
        rows(builder)[0].subject.setFocus()
        hands.press(Qt.Key.Key_Delete, both)
    assert (builder.expression(), hands.at.objectName()) == ("", "add_condition")


def test_tab_goes_downwards_whatever_was_put_between(builder: ConditionBuilder, hands: Hands) -> None:
    builder.show_expression("hnte and revenue >= 2000万元 and tech_sme", SLOT)
    rows(builder)[0].subject.setFocus()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.pick("年末状态")
    hands.tab().tab().pick("在孵")
    assert builder.expression() == "hnte and status = '在孵' and revenue >= 2000万元 and tech_sme"
    rows(builder)[0].subject.setFocus()
    seen = []
    for _ in range(20):
        seen.append(hands.at.objectName())
        if seen[-1] == "add_group":
            break
        hands.tab()
    assert seen == [
        *("subject", "operator", "remove"),
        *("subject", "operator", "code_在孵", "codes", "remove"),
        *("subject", "operator", "right_kind", "number", "unit", "remove"),
        *("subject", "operator", "remove", "add_condition", "add_group"),
    ]


@pytest.mark.parametrize(
    ("field", "operator", "kind", "name", "keys", "text"),
    [
        ("founded_on", "＜", TermKind.DAY, "day", [Qt.Key.Key_Up], "founded_on < {year}-01-01"),
        ("founded_on", "不晚于", TermKind.YEAR_DAY, "years_later", [Qt.Key.Key_Down], "founded_on <= date(Y - 1, 1, 1)"),
        ("founded_on", "不早于", TermKind.CUTOFF, "", [], "founded_on >= cutoff"),
        ("srdi_year", "等于", TermKind.YEAR, "years_later", [Qt.Key.Key_Down, Qt.Key.Key_Down], "srdi_year = Y - 2"),
    ],
)
def test_every_way_to_say_a_value(
    builder: ConditionBuilder, hands: Hands, field: str, operator: str, kind: TermKind, name: str, keys: list[Qt.Key], text: str
) -> None:
    builder.root.add_one.click()
    hands.pick(field)
    hands.tab().select(operator)
    row = rows(builder)[0]
    row.kind.setFocus()
    hands.select(term_kind_words(kind, "zh"))
    if name:
        child(row, QSpinBox if name == "years_later" else QDateEdit, name).setFocus()
    for key in keys:
        hands.press(key)
    assert builder.expression() == text.replace("{year}", str(QDate.currentDate().year() if keys == [Qt.Key.Key_Up] else 0))


def test_functions_and_formulas_stand_on_the_left(builder: ConditionBuilder, hands: Hands) -> None:
    builder.root.add_one.click()
    hands.pick("整月数")
    row = rows(builder)[0]
    start = child(row, SearchBox, "months_from")
    start.setFocus()
    hands.pick("入驻")
    row.operator.setFocus()
    hands.select("不超过")
    child(row, QLineEdit, "number").setFocus()
    hands.type("24")
    assert builder.expression() == "months(entered_on, cutoff) <= 24"
    row.subject.setFocus()
    hands.pick("算式")
    formula = child(row, QLineEdit, "formula")
    formula.setFocus()
    hands.type("revenue / employees")
    row.operator.setFocus()
    hands.select("大于")
    child(row, QLineEdit, "number").setFocus()
    hands.type("5")
    assert builder.expression() == "revenue / employees > 5万元"


def test_what_is_typed_and_means_nothing_does_not_stay(builder: ConditionBuilder, hands: Hands) -> None:
    builder.show_expression("hnte", SLOT)
    row = rows(builder)[0]
    row.subject.setFocus()
    row.subject.line.selectAll()
    hands.type("zzzz").tab()
    assert (row.subject.value(), builder.expression()) == ("hnte", "hnte")
    assert row.subject.currentText() == "截止日高新技术企业证书有效"


def test_a_wheel_over_a_box_changes_nothing(builder: ConditionBuilder) -> None:
    builder.show_expression("hnte", SLOT)
    box = rows(builder)[0].operator
    box.setFocus()
    at = QPointF(5, 5)
    turn = QWheelEvent(
        at, box.mapToGlobal(at), at.toPoint(), QPointF(0, -120).toPoint(), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert (box.value(), builder.expression()) == (Operator.YES, "hnte")


def test_everything_says_what_it_is(builder: ConditionBuilder) -> None:
    builder.show_expression("hnte and (status = '在孵' or months(founded_on, cutoff) <= 24) and founded_on < date(Y, 1, 1)", SLOT)
    for kind in (QComboBox, QAbstractButton, QSpinBox, QDateEdit, QPlainTextEdit):
        for one in builder.findChildren(kind):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(builder):
                assert one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()), one
    assert "1" in rows(builder)[0].subject.accessibleName()


def test_every_shipped_condition_is_shown_as_it_is(builder: ConditionBuilder, qtbot: QtBot) -> None:
    """Showing and leaving changes nothing, and the rows say what the expression says."""
    told: list[str] = []
    builder.changed.connect(told.append)
    count = 0
    for key, plain in PLAIN.items():
        if where := plain.get("where"):
            slot = SLOTS[f"measures[{key}].where"]
            builder.show_expression(where, slot)
            assert builder.expression() == where
            assert builder.root.node() == tree_of(where, slot.scope)
            builder.settle()
            count += 1
    assert count > 10
    assert told == []


# The expression -------------------------------------------------------------------------------------------------------


def test_the_expression_is_typed_with_what_fits_offered(builder: ConditionBuilder, hands: Hands, qtbot: QtBot) -> None:
    builder.by_text.click()
    builder.begin()
    assert hands.at is builder.text
    hands.type("hnte and reve")
    view = QApplication.activePopupWidget()
    assert isinstance(view, QAbstractItemView)
    assert view.model().index(0, 0).data().startswith("revenue")
    hands.press(Qt.Key.Key_Return)
    assert builder.text.toPlainText() == "hnte and revenue"
    hands.type(" >= 2000")
    assert builder.judged().mistake is not None
    assert "2000万元" in builder.said.text()
    assert not builder.by_rows.isEnabled()
    assert builder.by_rows.toolTip()
    builder.text.insertPlainText("万元")
    assert builder.reading.text().endswith("不低于 2000万元")
    assert builder.by_rows.isEnabled()
    builder.turn()
    assert len(rows(builder)) == 2
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert builder.by_text.isChecked()


def test_a_mistake_is_underlined_where_it_is(builder: ConditionBuilder) -> None:
    builder.show_expression("hnte and revenue >= 2000", SLOT)
    assert builder.by_text.isChecked()
    block = builder.text.document().firstBlock()
    (wave,) = block.layout().formats()
    assert builder.text.toPlainText()[wave.start : wave.start + wave.length] == "2000"
    builder.show_expression("hnte", SLOT)
    assert builder.text.document().firstBlock().layout().formats() == []


def test_tab_leaves_the_expression(builder: ConditionBuilder, hands: Hands) -> None:
    builder.by_text.click()
    builder.begin()
    hands.tab()
    assert builder.text.toPlainText() == ""
    assert hands.at is not builder.text


# Measures ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def measures(qtbot: QtBot) -> MeasureBuilder:
    made = MeasureBuilder("zh")
    shown(made, qtbot)
    return made


def test_a_measure_is_built_from_its_kind_onwards(measures: MeasureBuilder, hands: Hands, qtbot: QtBot) -> None:
    told: list[dict[str, object]] = []
    measures.changed.connect(told.append)
    names = {"key": "rich", "label": {"zh": "大企业占比", "en": "large firms"}}
    measures.show_measure({**names, "kind": "count"}, bench(DRAFT))
    assert not measures.where.isVisible()
    assert "在哪个集合里" in measures.said.text()
    measures.begin()
    hands.pick("占比")
    measures.choices["over"].setFocus()
    hands.pick("在孵企业")
    assert measures.where.isVisible()
    measures.where.root.add_one.click()
    hands.pick("本年度营业收入")
    hands.tab().select("不低于")
    hands.tab().tab().type("2000")
    assert measures.reading.text() == "在孵企业中「本年度营业收入」 不低于 2000万元的数目 ÷ 在孵企业的数目"
    whole = {**names, "kind": "share", "over": "T", "where": "revenue >= 2000万元"}
    assert measures.measure() == whole
    qtbot.waitUntil(lambda: bool(told) and told[-1] == whole)
    child(measures, QSpinBox, "min_rows").setValue(5)
    assert told[-1] == {**whole, "min_rows": 5}
    assert "5 家" in measures.reading.text()


def test_another_kind_shows_other_parts(measures: MeasureBuilder, hands: Hands) -> None:
    plain = PLAIN["revenue_growth"]
    measures.show_measure(plain, bench(DRAFT, "revenue_growth"))
    assert [key for key, one in measures.numbers.items() if one.isVisible()] == ["numerator", "denominator"]
    assert measures.numbers["numerator"].box.currentText() == "本年度营业收入"
    assert measures.numbers["numerator"].title.text().startswith("本年")
    assert measures.measure() == plain
    measures.kind.setFocus()
    hands.pick("median")
    assert [key for key, one in measures.numbers.items() if one.isVisible()] == ["value"]
    assert measures.measure()["value"] == "revenue"
    assert "中位数" in measures.reading.text()


def test_a_number_is_a_field_or_a_formula(measures: MeasureBuilder, hands: Hands) -> None:
    measures.show_measure({**PLAIN["inventions_per_firm"]}, bench(DRAFT, "inventions_per_firm"))
    value = measures.numbers["value"]
    assert not value.text.isVisible()
    value.box.setFocus()
    hands.pick("算式")
    assert value.text.isVisible()
    value.text.selectAll()
    value.text.insertPlainText("ip_invention_valid * 2")
    assert measures.measure()["value"] == "ip_invention_valid * 2"
    assert "× 2" in measures.reading.text()
    value.text.insertPlainText(" +")
    assert measures.reading.text() == ""
    assert value.said.text()
    assert "does not read" in measures.said.text() or "读不通" in measures.said.text()


def test_what_was_typed_last_stays_with_the_measure_it_was_typed_for(measures: MeasureBuilder, hands: Hands) -> None:
    told: list[dict[str, object]] = []
    measures.changed.connect(told.append)
    measures.show_measure(PLAIN["hnte_share"], bench(DRAFT, "hnte_share"))
    measures.where.turn()
    measures.where.text.insertPlainText("tech_sme and ")
    assert told == []
    measures.show_measure(PLAIN["revenue_growth"], bench(DRAFT, "revenue_growth"))
    assert told == [{**PLAIN["hnte_share"], "where": "tech_sme and hnte"}]
    assert measures.measure() == PLAIN["revenue_growth"]
    measures.numbers["numerator"].box.setFocus()
    hands.pick("revenue_prior")
    measures.kind.choose("count")
    measures.kind.chosen.emit("count")
    assert "numerator" not in measures.measure()
    measures.settle()
    assert told[-1] == {
        name: one for name, one in PLAIN["revenue_growth"].items() if name not in ("numerator", "denominator")
    } | {"kind": "count"}


def test_every_shipped_measure_is_shown_and_left_as_it_is(measures: MeasureBuilder) -> None:
    told: list[object] = []
    measures.changed.connect(told.append)
    for key, plain in PLAIN.items():
        measures.show_measure(plain, bench(DRAFT, key))
        measures.settle()
        assert measures.measure() == plain
        assert measures.said.text() == ""
    assert told == []


# What it gives -----------------------------------------------------------------------------------------------------------


def test_what_a_measure_gives_is_worked_out_beside_it(window: Window, qtbot: QtBot) -> None:
    live = LiveValues(window.desk)
    shown(live, qtbot)
    live.show_measure(PLAIN["hnte_share"])
    window.wait(live.summary.text)
    found = texts(live.table)
    assert len(found) == 3
    assert all(value.endswith("%") and upper.endswith("家") and lower.endswith("家") for _, value, upper, lower, _ in found)
    assert "3" in live.summary.text()
    live.table.go_to(live.model.index(0, 0))
    assert found[0][1] in live.told.text()
    live.show_measure({**PLAIN["hnte_share"], "where": "hnte and"})
    window.wait(lambda: "没有写完" in live.summary.text())
    assert texts(live.table) == []
    live.show_measure(PLAIN["hnte_share"])
    live.forget("why")
    assert live.summary.text() == "why"
