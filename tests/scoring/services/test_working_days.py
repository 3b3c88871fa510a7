"""Working days: two years as the State Council's notices had them, the years nobody entered, and what holds for every calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions.calendars import years_of
from scoring.engine.working_days import Calendar, DayKind, YearDays, counted
from scoring.errors import Refusal
from scoring.messages import tell
from scoring.services.working_days import calendar_in, last_day, period, read_calendar, shipped_calendar

ONE_DAY = timedelta(days=1)


def run(first: date, last: date) -> set[date]:
    return {first + ONE_DAY * step for step in range((last - first).days + 1)}


def quoted(days: set[date]) -> str:
    return ", ".join(f'"{day}"' for day in sorted(days))


def year(number: int, off: set[date], worked: set[date]) -> str:
    source = f"国务院办公厅关于{number}年部分节假日安排的通知"
    return f'[[years]]\nyear = {number}\nsource = "{source}"\ndays_off = [{quoted(off)}]\nworkdays = [{quoted(worked)}]\n'


HEAD = 'schema = "fuping/calendar/1"\n'
YEAR_2014 = year(  # as its notice has them
    2014,
    {date(2014, 1, 1), date(2014, 4, 5), date(2014, 4, 7), date(2014, 6, 2), date(2014, 9, 8)}
    | run(date(2014, 1, 31), date(2014, 2, 6))
    | run(date(2014, 5, 1), date(2014, 5, 3))
    | run(date(2014, 10, 1), date(2014, 10, 7)),
    {date(2014, 1, 26), date(2014, 2, 8), date(2014, 5, 4), date(2014, 9, 28), date(2014, 10, 11)},
)
YEAR_2017 = year(  # as its notice has them
    2017,
    {date(2017, 1, 1), date(2017, 1, 2), date(2017, 5, 1)}
    | run(date(2017, 1, 27), date(2017, 2, 2))
    | run(date(2017, 4, 2), date(2017, 4, 4))
    | run(date(2017, 5, 28), date(2017, 5, 30))
    | run(date(2017, 10, 1), date(2017, 10, 8)),
    {date(2017, 1, 22), date(2017, 2, 4), date(2017, 4, 1), date(2017, 5, 27), date(2017, 9, 30)},
)


@pytest.fixture(scope="module")
def entered() -> Calendar:
    return calendar_in(HEAD + YEAR_2014 + YEAR_2017, "days_off.toml")


@pytest.mark.parametrize(("of", "weekdays"), [(2014, 261), (2017, 260)])
def test_year_has_eleven_working_days_less_than_weekdays(entered: Calendar, of: int, weekdays: int) -> None:
    """A weekend worked takes back a weekday off: the eleven statutory holidays of those years are what is missing."""
    days = run(date(of, 1, 1), date(of, 12, 31))
    assert len([day for day in days if day.weekday() < 5]) == weekdays
    assert len([day for day in days if entered.kind(day).counts]) == weekdays - 11


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2017, 3, 6), 5, date(2017, 3, 10)),  # Monday to Friday
        (date(2017, 3, 8), 5, date(2017, 3, 14)),  # over a weekend
        (date(2017, 3, 11), 1, date(2017, 3, 13)),  # from a Saturday: Monday is the first day
        (date(2017, 3, 30), 5, date(2017, 4, 6)),  # 1 April is a Saturday worked, 2 to 4 April are off
        (date(2017, 9, 28), 5, date(2017, 10, 10)),  # 30 September worked, eight days off
        (date(2017, 1, 20), 7, date(2017, 2, 3)),  # Sunday 22 January worked, the Spring Festival off
        (date(2014, 9, 26), 10, date(2014, 10, 14)),  # Sunday 28 September and Saturday 11 October worked
        (date(2017, 5, 1), 1, date(2017, 5, 2)),
    ],
)
def test_last_day_of_a_window(entered: Calendar, first: date, days: int, last: date) -> None:
    assert last_day(first, days, entered) == last


def test_days_passed_over_say_what_they_are(entered: Calendar) -> None:
    found = period(date(2017, 3, 30), 5, entered)
    assert found.days == (date(2017, 3, 30), date(2017, 3, 31), date(2017, 4, 1), date(2017, 4, 5), date(2017, 4, 6))
    assert found.passed == tuple((date(2017, 4, day), DayKind.DAY_OFF) for day in (2, 3, 4))
    assert entered.kind(date(2017, 4, 1)) is DayKind.WORKED_WEEKEND
    assert entered.kind(date(2017, 3, 26)) is DayKind.WEEKEND


# Years nobody entered -----------------------------------------------------------------------------------------------------


def test_shipped_calendar_knows_no_year_and_says_so() -> None:
    calendar = shipped_calendar()
    assert calendar == Calendar()
    with pytest.raises(Refusal) as refused:
        last_day(date(2026, 3, 2), 5, calendar)
    assert tell(refused.value.said, "zh").startswith("未录入该年度放假安排（2026），不能推算工作日。")
    assert "(2026)" in tell(refused.value.said, "en")


def test_weekends_alone_count_where_the_user_has_said_so() -> None:
    assert last_day(date(2026, 3, 5), 5, shipped_calendar(), weekends_only={2026}) == date(2026, 3, 11)
    with pytest.raises(Refusal):
        last_day(date(2027, 3, 4), 5, shipped_calendar(), weekends_only={2026})


@pytest.mark.parametrize(
    ("first", "days", "unknown"),
    [
        (date(2017, 12, 22), 1, []),
        (date(2017, 12, 22), 2, ["2018"]),  # 25 December: the next year's arrangement may speak of it
        (date(2017, 12, 1), 30, ["2018"]),
        (date(2016, 12, 20), 2, ["2016"]),
        (date(2016, 12, 20), 12, ["2016"]),  # 2017 is entered
        (date(2018, 12, 20), 12, ["2018", "2019"]),
        (date(2016, 12, 31), 1, ["2016"]),  # a Saturday that might have been worked, were 2016 known
    ],
)
def test_every_year_that_may_speak_of_a_day_must_be_known(entered: Calendar, first: date, days: int, unknown: list[str]) -> None:
    if not unknown:
        assert period(first, days, entered).unlisted == ()
        return
    with pytest.raises(Refusal) as refused:
        period(first, days, entered)
    assert refused.value.said.code == "services.days_off_unknown"
    assert refused.value.said.facts["years"] == unknown
    assert period(first, days, entered, weekends_only=[int(one) for one in unknown]).last >= first


def test_arrangement_of_the_next_year_reaches_back_into_december() -> None:
    """As that for 2019 (国办发明电〔2018〕15号): Saturday 29 December 2018 worked, Monday the 31st off."""
    off = {date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1)}
    text = HEAD + year(2018, set(), set()) + year(2019, off, {date(2018, 12, 29)})
    calendar = calendar_in(text, "days_off.toml")
    assert last_day(date(2018, 12, 28), 3, calendar) == date(2019, 1, 2)
    assert calendar.kind(date(2018, 12, 29)) is DayKind.WORKED_WEEKEND


# Files --------------------------------------------------------------------------------------------------------------------

ENTRY = {"year": "2017", "source": '"通知"', "days_off": '["2017-05-01"]', "workdays": "[]"}


def entry(**changed: str | None) -> str:
    keys: Mapping[str, str | None] = ENTRY | changed
    return "[[years]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value is not None)


@pytest.mark.parametrize(
    ("text", "count", "words"),
    [
        (HEAD + "[[years]\n", 1, "不是有效的 TOML：第 2 行"),
        ("", 1, "缺少这一项"),
        ('schema = "fuping/form/1"\n', 1, "schema 应为“fuping/calendar/1”，这里是“fuping/form/1”"),
        (HEAD + entry(source=None), 1, "缺少这一项"),
        (HEAD + entry(source='" "'), 1, "2017 年度的放假安排没有写来源"),
        (HEAD + entry(days_of="[]"), 1, "没有“days_of”这一项"),
        (HEAD + entry(days_off=None), 1, "缺少这一项"),
        (HEAD + entry(year='"2017"'), 1, "这里应写整数"),
        (HEAD + entry(days_off="[2017-05-01]"), 1, "years[1].days_off[1]、这里应写带引号的文字，写的是 2017-05-01"),
        (HEAD + entry(days_off='["5月1日", "20170501", "2017-02-29"]'), 3, "“5月1日”不是日期"),
        (HEAD + entry(days_off='["2016-05-01"]'), 1, "2016-05-01 不属于 2017 年度"),
        (HEAD + entry(days_off='["2016-12-24"]'), 1, "2016-12-24 不属于 2017 年度"),
        (HEAD + entry(days_off='["2018-01-01"]'), 1, "2018-01-01 不属于 2017 年度"),
        (HEAD + entry(days_off='["2017-04-01"]', workdays='["2017-04-01"]'), 1, "2017-04-01 既写成放假，又写成上班"),
        (HEAD + entry(workdays='["2017-04-07"]'), 1, "2017-04-07 不是周六、周日"),
        (HEAD + entry() + entry(), 1, "“2017”定义了两次"),
        (
            HEAD + entry(days_off='["2017-12-30"]') + entry(year="2018", days_off="[]", workdays='["2017-12-30"]'),
            *(1, "2017-12-30 既写成放假"),
        ),
    ],
)
def test_mistake_in_a_calendar_is_refused_in_words(text: str, count: int, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        calendar_in(text, "历.toml")
    said = tell(refused.value.said, "zh")
    assert f"工作日历文件“历.toml”有 {count} 处错误" in said
    assert words in said
    assert "历.toml" in tell(refused.value.said, "en")


def test_calendar_of_the_user_is_read_from_his_file(tmp_path: Path, entered: Calendar) -> None:
    path = tmp_path / "days_off.toml"
    path.write_text(f"\ufeff{HEAD}{YEAR_2014}{YEAR_2017}", "utf-8")
    assert read_calendar(path) == entered
    assert [one.source for one in entered.years] == [f"国务院办公厅关于{of}年部分节假日安排的通知" for of in (2014, 2017)]
    with pytest.raises(Refusal):
        read_calendar(tmp_path / "none.toml")


# For every calendar -------------------------------------------------------------------------------------------------------

starts = st.dates(date(2015, 1, 1), date(2015, 12, 31))
near = st.dates(date(2015, 1, 1), date(2016, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    off = draw(st.frozensets(near, max_size=40))
    worked = draw(st.frozensets(near.filter(lambda day: day.weekday() >= 5), max_size=20)) - off
    return Calendar((YearDays(2015, "甲", off, worked), YearDays(2016, "乙", frozenset(), frozenset())))


@given(starts, st.integers(1, 60), calendars())
def test_period_has_so_many_days_and_leaves_none_out(first: date, days: int, calendar: Calendar) -> None:
    found = counted(first, days, calendar)
    whole = run(first, found.last)
    off, worked = calendar.years[0].days_off, calendar.years[0].workdays
    working = {day for day in whole if day not in off and (day.weekday() < 5 or day in worked)}
    assert set(found.days) == working
    assert len(found.days) == days
    assert list(found.days) == sorted(found.days)
    assert {day for day, _ in found.passed} == whole - working
    assert all(calendar.kind(day) is kind and not kind.counts for day, kind in found.passed)


@given(starts, st.integers(1, 30), st.integers(1, 30), calendars())
def test_one_period_after_another_is_one_period(first: date, days: int, more: int, calendar: Calendar) -> None:
    half = counted(first, days, calendar).last
    assert counted(half + ONE_DAY, more, calendar).last == counted(first, days + more, calendar).last


@given(starts, st.integers(1, 60), calendars(), near)
def test_one_more_day_off_never_ends_a_window_earlier(first: date, days: int, calendar: Calendar, more: date) -> None:
    one, other = calendar.years
    fewer = Calendar((YearDays(one.year, one.source, one.days_off | {more}, one.workdays - {more}), other))
    assert counted(first, days, fewer).last >= counted(first, days, calendar).last


@given(starts, st.integers(1, 60), st.sets(st.integers(2014, 2018)))
def test_unlisted_years_are_all_that_may_speak_of_its_days(first: date, days: int, known: set[int]) -> None:
    calendar = Calendar(tuple(YearDays(one, "甲", frozenset(), frozenset()) for one in known))
    found = counted(first, days, calendar)
    may = {one for day in run(first, found.last) for one in years_of(day)}
    assert (found.years, found.unlisted) == (tuple(sorted(may)), tuple(sorted(may - known)))


@pytest.mark.parametrize("days", [0, -1])
def test_period_without_a_day_is_none(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        counted(date(2017, 3, 1), days, Calendar())
