"""Dates and numbers in four languages and two calendars: what was known, never more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from homeward.kernel.dates import between, from_parts, parse
from homeward.web import calendars

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "25 November 2026"),
        ("ar", "25 تشرين الثاني 2026"),
        ("ckb", "25 تشرینی دووەم 2026"),
        ("kmr", "25 mijdar 2026"),
        (None, "25 November 2026"),
    ],
)
def test_a_day_in_each_language(language: str | None, text: str) -> None:
    assert calendars.day(DAY, "gregorian", language) == text


def test_a_day_in_the_hijri_calendar() -> None:
    with translation.override("en"):
        assert calendars.day(date(2024, 3, 11), "hijri", "en") == "1 Ramadan 1445 AH"
    with translation.override("ar"):
        assert calendars.day(date(2024, 3, 11), "hijri", "ar") == "1 رمضان 1445 هـ"


def test_a_day_before_the_hijri_tables_stays_gregorian() -> None:
    assert calendars.day(date(1920, 5, 1), "hijri", "en") == "1 May 1920"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (from_parts(1986), "1986"),
        (from_parts(1986, 3), "March 1986"),
        (from_parts(1986, 3, 4), "4 March 1986"),
        (from_parts(1986, 1, 1), "1 January 1986 (a convention)"),
        (from_parts(1986, circa=True), "about 1986"),
        (between(from_parts(1984), from_parts(1986)), "between 1 January 1984 and 31 December 1986"),
        (parse("1984-1986"), "between 1 January 1984 and 31 December 1986"),
    ],
)
def test_a_partial_date_is_written_as_exactly_as_it_is_known(value, text: str) -> None:
    with translation.override("en"):
        assert calendars.partial(value, "gregorian", "en") == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(seconds=-90), "now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(days=1, hours=23), "1 day ago"),
        (timedelta(days=40), "40 days ago"),
    ],
)
def test_how_long_ago(ago: timedelta, text: str) -> None:
    now = timezone.now()
    with translation.override("en"):
        assert calendars.since(now - ago, now) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "55,000"), ("ar", "55,000"), ("ckb", "55,000"), ("kmr", "55.000")]
)
def test_numbers_keep_their_digits(language: str, text: str) -> None:
    assert calendars.number(55_000, language) == text


def written(template: str, **given: object) -> str:
    request = RequestFactory().get("/", headers={"cookie": "calendar=hijri"})
    with translation.override("en"):
        return Template("{% load written %}" + template).render(Context({"request": request} | given))


def test_the_tags_keep_iso_beside_what_they_write() -> None:
    assert written("{% day value %}", value=date(2024, 3, 11)) == (
        '<time datetime="2024-03-11" title="2024-03-11">1 Ramadan 1445 AH</time>'
    )
    assert 'title="1986"' in written("{% day value %}", value=from_parts(1986))
    assert "unknown" in written("{% day value %}", value=None)
    moment = datetime(2024, 3, 11, 9, 41, tzinfo=UTC)
    assert '<time datetime="2024-03-11T09:41+00:00"' in written("{% moment value %}", value=moment)


def test_a_name_cannot_leave_its_place() -> None:
    text = written('{% person_name name "ar" other %}', name="<b>\u202eخلف", other='"x" onload=1')
    assert "<b>" not in text and 'onload=1"' not in text
    assert text.count("<bdi") == 2
    assert "no name recorded" in written('{% person_name "" %}')
