from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.core.dates import WorkingCalendar, calendars, iso_week, parse_day, week_of
from headway.core.errors import Refusal


@pytest.mark.parametrize(
    ("day", "first_weekday", "first"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 16)),
        (date(2026, 11, 22), 0, date(2026, 11, 16)),
        (date(2026, 11, 22), 6, date(2026, 11, 22)),
        (date(2026, 11, 21), 5, date(2026, 11, 21)),
    ],
)
def test_a_week_begins_on_its_first_day(day: date, first_weekday: int, first: date) -> None:
    assert week_of(day, first_weekday) == (first, first + timedelta(days=6))


@given(st.dates(), st.integers(0, 6))
def test_every_day_lies_in_its_week(day: date, first_weekday: int) -> None:
    first, last = week_of(day, first_weekday)
    assert first <= day <= last
    assert (last - first).days <= 6


def test_an_iso_week_belongs_to_the_year_of_its_thursday() -> None:
    assert [iso_week(date(2026, 1, 1)), iso_week(date(2027, 1, 1))] == ["2026-W01", "2026-W53"]


@pytest.mark.parametrize(
    "typed", ["2026-03-31", "2026/3/31", "2026.3.31", " 2026年3月31日 ", "２０２６-０３-３１", "2026−03−31"]
)
def test_a_day_is_read_year_first(typed: str) -> None:
    assert parse_day(typed) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "day_missing"),
        ("31.3.2026", "day_unreadable"),
        ("tomorrow", "day_unreadable"),
        ("2026-3/1", "day_unreadable"),
        ("2026-02-30", "day_impossible"),
        ("0000-01-01", "day_impossible"),
    ],
)
def test_what_is_no_day_is_refused_by_name(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_day(typed, field="ends")
    assert (refused.value.code, refused.value.field) == (code, "ends")
    assert refused.value.message()


@given(st.text())
def test_reading_a_day_raises_nothing_but_refusals(typed: str) -> None:
    try:
        assert isinstance(parse_day(typed), date)
    except Refusal as refusal:
        assert refusal.message()


def test_a_make_up_saturday_is_worked_in_china_and_the_holiday_is_not() -> None:
    china = WorkingCalendar("CN")
    assert china.is_working(date(2026, 2, 14))
    assert not china.is_working(date(2026, 2, 17))
    assert china.working_days(date(2026, 10, 1), date(2026, 10, 11)) == 3
    assert china.next_working(date(2026, 10, 1)) == date(2026, 10, 8)
    assert china.holiday(date(2026, 2, 17), "zh-hans") == "春节"
    assert china.holiday(date(2026, 2, 17), "en") == "Chinese New Year (Spring Festival)"


def test_without_a_country_only_weekends_are_free() -> None:
    nowhere = WorkingCalendar()
    assert nowhere.working_days(date(2026, 1, 1), date(2026, 12, 31)) == 261
    assert nowhere.holiday(date(2026, 1, 1)) is None


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    epiphany = date(2026, 1, 6)
    assert [WorkingCalendar(code).is_working(epiphany) for code in ("DE", "DE-BY")] == [True, False]


@pytest.mark.parametrize("country", ["XX", "DE-ZZ", "cn", "<script>" * 20])
def test_an_unknown_calendar_is_refused(country: str) -> None:
    with pytest.raises(Refusal) as refused:
        WorkingCalendar(country)
    assert (refused.value.code, refused.value.field) == ("calendar_unknown", "country")


def test_calendars_to_choose_from_are_all_known() -> None:
    assert {"CN", "DE", "US"} <= set(calendars())


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-3, 400), st.sampled_from(["", "CN", "IL"])
)
def test_working_days_are_counted_one_by_one(first: date, length: int, country: str) -> None:
    calendar = WorkingCalendar(country)
    last = first + timedelta(days=length)
    days = [first + timedelta(days=ahead) for ahead in range(length + 1)]
    assert calendar.working_days(first, last) == sum(calendar.is_working(day) for day in days)
