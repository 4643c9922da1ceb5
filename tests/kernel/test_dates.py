"""A date says no more than its source did: a table of how people and publishers write, and laws for any date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.dates import CIRCA_YEARS, PartialDate, between, from_parts, parse

D = date
READ = [
    ("1986", D(1986, 1, 1), D(1986, 12, 31), "year"),
    ("1986-03", D(1986, 3, 1), D(1986, 3, 31), "month"),
    ("1984-02", D(1984, 2, 1), D(1984, 2, 29), "month"),
    ("1986-03-04", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986/03/04", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986.3.4", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986-03-04T00:00:00Z", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986-03-04 00:00:00", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986-03-04Z", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("1986/03/00", D(1986, 3, 1), D(1986, 3, 31), "month"),  # INTERPOL writes zeros for what is not known
    ("1986/00/00", D(1986, 1, 1), D(1986, 12, 31), "year"),
    ("04/03/1986", D(1986, 3, 4), D(1986, 3, 4), "day"),  # day first
    ("04.03.1986", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("03/14/1986", D(1986, 3, 14), D(1986, 3, 14), "day"),  # only one reading names a day
    ("03/1986", D(1986, 3, 1), D(1986, 3, 31), "month"),
    ("4 Mar 1986", D(1986, 3, 4), D(1986, 3, 4), "day"),  # OFAC
    ("04 March 1986", D(1986, 3, 4), D(1986, 3, 4), "day"),
    ("Mar 1986", D(1986, 3, 1), D(1986, 3, 31), "month"),
    ("Sept. 1986", D(1986, 9, 1), D(1986, 9, 30), "month"),
    ("  1986 ", D(1986, 1, 1), D(1986, 12, 31), "year"),
    ("١٩٨٦", D(1986, 1, 1), D(1986, 12, 31), "year"),  # Arabic digits
    ("۱۹۸۶-۰۳-۰۴", D(1986, 3, 4), D(1986, 3, 4), "day"),  # Persian digits
    ("~1986", D(1984, 1, 1), D(1988, 12, 31), "range"),
    ("circa 1986", D(1984, 1, 1), D(1988, 12, 31), "range"),
    ("ca 1986", D(1984, 1, 1), D(1988, 12, 31), "range"),
    ("c. 1986", D(1984, 1, 1), D(1988, 12, 31), "range"),
    ("Approximately 1986", D(1984, 1, 1), D(1988, 12, 31), "range"),  # Australia
    ("approx. 4 Mar 1986", D(1984, 1, 1), D(1988, 12, 31), "range"),
    ("1984 to 1986", D(1984, 1, 1), D(1986, 12, 31), "range"),
    ("1984-1986", D(1984, 1, 1), D(1986, 12, 31), "range"),
    ("1984 – 1986", D(1984, 1, 1), D(1986, 12, 31), "range"),
    ("between 1984 and 1986", D(1984, 1, 1), D(1986, 12, 31), "range"),
    ("4 Mar 1984 to 5 Apr 1986", D(1984, 3, 4), D(1986, 4, 5), "range"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "precision"), READ, ids=[text for text, *_ in READ])
def test_how_dates_are_written(text: str, first: date, last: date, precision: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.first, found.last, found.precision) == (first, last, precision)
    assert found.raw == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", " ", "unknown", "na", "0000-00-00", "1986-13-01", "1986-02-30", "32/01/1986", "31/13/1986", "99", "986", "19866", "1986-1986-1986",
     "4 Foo 1986", "1986 to", "1986 to 1984", "~", "~unknown", "Hijri", "😀", "4 Mar", "03-04-86", "0986", "3000"],
)  # fmt: skip
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert parse(text) is None


HIJRI = [
    ("24/06/1402 (Hijri)", D(1982, 4, 18), D(1982, 4, 18), "day"),
    ("1402 AH", D(1981, 10, 28), D(1982, 10, 17), "year"),
    ("1402 هـ", D(1981, 10, 28), D(1982, 10, 17), "year"),
    ("1402", D(1981, 10, 28), D(1982, 10, 17), "year"),  # no living person was born in the year 1402 of ours
    ("1402-06", D(1982, 3, 26), D(1982, 4, 23), "month"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "precision"), HIJRI, ids=[text for text, *_ in HIJRI])
def test_a_hijri_date_covers_days_of_ours(text: str, first: date, last: date, precision: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.calendar == "hijri"
    assert found.precision == precision
    assert abs(found.first - first) <= timedelta(1), "the calendar of a country may lie a day beside Umm al-Qura's"
    assert abs(found.last - last) <= timedelta(1)


@pytest.mark.parametrize(
    ("text", "convention"),
    [("1986-01-01", True), ("1986-07-01", True), ("1986-01-02", False), ("1986-01", False), ("1986", False), ("1986-07-31", False)],
)  # fmt: skip
def test_first_of_january_and_july_keep_the_mark_of_a_convention(text: str, convention: bool) -> None:
    found = parse(text)
    assert found is not None
    assert found.convention is convention


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("1986", "1986"), ("March 1986", "1986-03"), ("4.3.1986", "1986-03-04"), ("circa 1986", "~1986"), ("1984 to 1986", "1984..1986"),
        ("4 Mar 1984 to 1986", "1984-03-04..1986"),
    ],
)  # fmt: skip
def test_the_shortest_text_that_says_the_same(text: str, shortest: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.iso() == shortest


DAYS = st.dates(date(1500, 1, 1), date(2999, 12, 31))


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0:%Y/%m/%d}"]))
def test_a_day_is_read_back(day: date, form: str) -> None:
    found = parse(form.format(day))
    assert found is not None
    assert found.first == found.last == day


@given(DAYS, st.sampled_from(["day", "month", "year"]), st.booleans())
def test_what_iso_says_is_read_back(day: date, precision: str, circa: bool) -> None:
    month, number = (0, 0) if precision == "year" else (day.month, 0 if precision == "month" else day.day)
    found = from_parts(day.year, month, number, circa=circa)
    assert found is not None
    again = parse(found.iso())
    assert again is not None
    assert (again.first, again.last, again.circa) == (found.first, found.last, circa)
    assert found.first <= day <= found.last


@given(st.integers(-100, 4000), st.integers(-3, 20), st.integers(0, 40))
def test_numbers_that_name_no_day_make_no_date(year: int, month: int, day: int) -> None:
    found = from_parts(year, month, day)
    if found is not None:
        assert (found.first.year, found.last.year) == (year, year)
        assert month == 0 or found.first.month == found.last.month == month


@given(st.integers(1000, 2990))
def test_an_approximate_year_reaches_as_far_as_is_said(year: int) -> None:
    found = from_parts(year, circa=True)
    assert found is not None
    assert (found.first.year, found.last.year) == (year - CIRCA_YEARS, year + CIRCA_YEARS)


@given(DAYS, DAYS)
def test_an_interval_holds_both_its_ends_or_is_none(one: date, other: date) -> None:
    first, last = (PartialDate(day, day, "day") for day in (one, other))
    found = between(first, last)
    if one > other:
        assert found is None
    else:
        assert found is not None
        assert (found.first, found.last, found.precision) == (one, other, "range")


@given(st.text(max_size=40) | st.text("0123456789-/. ~to", max_size=24))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or (found.first <= found.last and found.raw == text.strip())
