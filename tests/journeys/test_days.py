"""The last day of a window on a terminal: with the days off of a year entered, and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.driving import fuping

SOURCE = "国务院办公厅关于2017年部分节假日安排的通知"
CALENDAR = f"""
schema = "fuping/calendar/1"
[[years]]
year = 2017
source = "{SOURCE}"
days_off = ["2017-04-02", "2017-04-03", "2017-04-04"]
workdays = ["2017-04-01"]
"""


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "工作日历.toml"
    path.write_text(CALENDAR, "utf-8")
    return path


def test_window_over_a_holiday_tells_each_day_and_the_source(calendar: Path) -> None:
    answer = fuping("days", "2017-03-31", "4", "--calendar", calendar)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "自 2017-03-31 起 4 个工作日，最后一日是 2017-04-06",
        "  计入：2017-03-31、2017-04-01、2017-04-05、2017-04-06",
        "  不计：2017-04-02 放假、2017-04-03 放假、2017-04-04 放假",
        f"  依据：{SOURCE}",
    ]
    document = fuping("days", "2017-03-31", "4", "--calendar", calendar, "--json").json
    assert (document["last"], document["sources"], document["weekends_only"]) == ("2017-04-06", [SOURCE], [])
    assert document["passed"][0] == {"day": "2017-04-02", "kind": "day_off"}


def test_year_that_was_not_entered_is_refused_and_says_what_to_do(calendar: Path) -> None:
    for words in (("2026-03-02",), ("2018-03-02", "--calendar", str(calendar)), ("2017-12-27", "--calendar", str(calendar))):
        answer = fuping("days", words[0], "3", *words[1:])
        assert (answer.code, answer.out) == (2, "")
        assert "未录入该年度放假安排（20" in answer.err
        assert "--weekends-only" in answer.err


def test_mistaken_calendar_is_refused_with_its_place(calendar: Path) -> None:
    calendar.write_text(CALENDAR.replace('"2017-04-02"', "2017-04-02"), "utf-8")
    answer = fuping("days", "2017-03-31", "4", "--calendar", calendar)
    assert (answer.code, answer.out) == (2, "")
    assert "years[1].days_off[1]" in answer.err
