"""The matrix: means as the rubric has them, spread, who is far from the others, what is missing, and what a recusal does to all that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.errors import Refusal
from scoring.services.marking import Given, change_mark, standing
from scoring.services.reviewers import panel as panel_of
from scoring.services.reviewers import recuse, remove_reviewer, withdraw_recusal
from scoring.services.reviewing import MarkState, ReviewCell, history, lacking, review
from scoring.services.steps import step_states
from scoring.store import doctor
from tests.scoring.reviews.conftest import ACTOR, ITEM, NAMES, NOW, Panel

WHY = "曾任该载体顾问"


def cell(panel: Panel, carrier: int = 0, wide: Decimal | None = None) -> ReviewCell:
    return review(panel.opened, wide=wide).carriers[carrier].cells[0]


def test_the_item_has_its_anchors_bounds_and_marks(panel: Panel) -> None:
    (item,) = review(panel.opened).items
    assert (item.code, item.measure, item.most, item.least) == (ITEM, "service_cases", 2, 3)
    assert item.choices == tuple(Decimal(text) for text in ("0", "0.5", "1", "1.5", "2"))
    assert [mark for mark, _ in item.anchors] == list(item.choices)
    assert item.anchors[2][1] == "有一个有佐证的案例"


def test_no_mark_is_no_zero_and_too_few_are_no_result(panel: Panel) -> None:
    assert (cell(panel).mean, cell(panel).counted, cell(panel).missing) == (None, 0, ("李专家", "张专家", "陈专家"))
    panel.give("李专家", "0")
    panel.give("张专家", "2")
    found = cell(panel)
    assert (found.mean, found.counted, found.expected, found.least, found.missing) == (None, 2, 3, 3, ("陈专家",))
    panel.give("陈专家", "1.5")
    assert cell(panel).mean == Decimal("1.17")


def test_of_five_marks_the_highest_and_the_lowest_are_dropped(panel: Panel) -> None:
    panel.join("赵专家", "钱专家")
    for name, mark in zip(panel_of(panel.opened), ("0", "1", "1", "1.5", "2"), strict=True):
        panel.give(name, mark)
    found = cell(panel)
    assert (found.mean, found.dropped, found.spread) == (Decimal("1.17"), True, 2)


def test_a_wide_spread_and_who_is_far_by_the_rubrics_bound_or_ones_own(panel: Panel) -> None:
    for name, mark in (("李专家", "0"), ("张专家", "1.5"), ("陈专家", "1.5")):
        panel.give(name, mark)
    found = cell(panel)
    assert (found.spread, found.wide) == (Decimal("1.5"), True)
    assert [one.reviewer for one in found.marks if one.far] == ["李专家"]
    assert not cell(panel, wide=Decimal("1.5")).wide, "the bound itself is not over it"
    assert [one.far for one in cell(panel, wide=Decimal("0.5")).marks] == [True, True, True]
    assert not cell(panel, carrier=1).wide


def test_of_one_mark_there_is_no_spread_and_nobody_is_far(panel: Panel) -> None:
    panel.give("李专家", "2")
    found = cell(panel, wide=Decimal("0.5"))
    assert (found.spread, found.wide, found.marks[0].far) == (None, False, False)


def test_who_is_strict_and_who_lenient_beside_the_others(panel: Panel) -> None:
    for carrier, given in enumerate((("0", "1.5", "1.5"), ("0.5", "1", "2"))):
        for name, mark in zip(("李专家", "张专家", "陈专家"), given, strict=True):
            panel.give(name, mark, carrier=carrier)
    panel.give("李专家", "2", carrier=2)
    found = {one.name: (one.lean, one.beside) for one in review(panel.opened).reviewers}
    # of 2 points: (0 − 1.5, 0.5 − 1.5), (1.5 − 0.75, 1 − 1.25), (1.5 − 0.75, 2 − 0.75); the third carrier has one mark alone
    assert found == {"李专家": (Decimal("-62.5"), 2), "张专家": (Decimal("12.5"), 2), "陈专家": (Decimal("50.0"), 2)}


def test_alone_nobody_is_strict(panel: Panel) -> None:
    panel.give("李专家", "2")
    assert {(one.lean, one.beside) for one in review(panel.opened).reviewers} == {(None, 0)}


def test_a_recused_reviewer_is_not_asked_and_what_he_gave_is_told_as_not_counting(panel: Panel) -> None:
    for name, mark in (("李专家", "2"), ("张专家", "1"), ("陈专家", "1")):
        panel.give(name, mark, carrier=0)
    whom = panel.opened.carrier(NAMES[0])
    assert recuse(panel.opened, whom, "李专家", WHY, actor=ACTOR, now=NOW)
    assert not recuse(panel.opened, whom, "李专家", WHY, actor=ACTOR, now=NOW), "the same again changes nothing"
    found = cell(panel)
    assert (found.counted, found.expected, found.mean, found.missing) == (2, 2, None, ())
    assert found.recused == (("李专家", WHY),)
    assert [one.state for one in found.marks] == [MarkState.RECUSED, MarkState.COUNTS, MarkState.COUNTS]
    assert found.lacking == 1, "a third mark is needed all the same"
    (li, *_) = review(panel.opened).reviewers
    assert (li.due, li.given, li.aside, li.barred) == (3, 0, 1, ((whom.name, whom.uscc, WHY),))
    with pytest.raises(Refusal, match="recused"):
        panel.give("李专家", "1")
    assert withdraw_recusal(panel.opened, whom, "李专家", actor=ACTOR, now=NOW)
    assert cell(panel).mean == Decimal("1.33")
    assert doctor.examine(panel.opened.store) == ()


def test_a_recusal_wants_a_relation_and_a_name(panel: Panel) -> None:
    whom = panel.opened.carrier(NAMES[0])
    for reviewer, relation in (("李专家", " "), (" ", WHY)):
        with pytest.raises(Refusal):
            recuse(panel.opened, whom, reviewer, relation, actor=ACTOR, now=NOW)


def test_progress_and_what_is_lacking(panel: Panel) -> None:
    assert lacking(panel.opened) == review(panel.opened).lacking == 12
    panel.give("李专家", "1")
    panel.give("生人", "1", carrier=1)
    recuse(panel.opened, panel.opened.carrier(NAMES[2]), "张专家", WHY, actor=ACTOR, now=NOW)
    found = review(panel.opened)
    assert {one.name: (one.given, one.due) for one in found.reviewers} == {
        "李专家": (1, 4), "张专家": (0, 3), "陈专家": (0, 4), "生人": (1, 4),
    }  # fmt: skip
    assert lacking(panel.opened) == found.lacking == 13
    state = next(one for one in step_states(panel.opened, now=NOW) if one.key == "review")
    assert (state.said.code, state.left) == ("steps.review", 13)


def test_without_a_panel_as_many_marks_lack_as_a_result_needs(panel: Panel) -> None:
    for name in ("李专家", "张专家", "陈专家"):
        assert remove_reviewer(panel.opened, name, actor=ACTOR, now=NOW)
    assert lacking(panel.opened) == review(panel.opened).lacking == 4 * 3


def test_who_has_marked_cannot_be_taken_off_until_the_marks_are_withdrawn(panel: Panel) -> None:
    panel.give("李专家", "1")
    with pytest.raises(Refusal, match="has_marks"):
        remove_reviewer(panel.opened, "李专家", actor=ACTOR, now=NOW)
    panel.give("李专家", None)
    assert remove_reviewer(panel.opened, "李专家", actor=ACTOR, now=NOW)
    assert "李专家" not in panel_of(panel.opened)


@pytest.mark.parametrize(("value", "code"), [("2.5", "mark_out_of_bounds"), ("-1", "mark_out_of_bounds"), ("1.25", "off_step")])
def test_a_mark_that_cannot_be_given_is_refused(panel: Panel, value: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        panel.give("李专家", value)


def test_a_change_is_made_and_taken_back_only_where_all_is_as_it_was(panel: Panel) -> None:
    whom = panel.opened.carrier(NAMES[0])
    first, second = Given(Decimal(1), "一个案例"), Given(Decimal("1.5"), "又见一个")

    def change(before: Given, after: Given) -> None:
        facts = {"measure": ITEM, "reviewer": "李专家", "before": before, "after": after}
        change_mark(panel.opened, whom, **facts, actor=ACTOR, now=NOW)  # type: ignore[arg-type] # mixed facts

    change(Given(), first)
    change(first, second)
    change(second, first)
    change(first, Given())
    assert standing(panel.opened, whom, "service_cases", "李专家") == Given()
    assert [one.value for one in history(panel.opened, whom.uscc, "service_cases", "李专家")] == [None, 1, Decimal("1.5"), 1]
    with pytest.raises(Refusal, match="changed_meanwhile"):
        change(first, second)
