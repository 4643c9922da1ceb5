"""What may be a site, which steps its life may take, and that no site follows itself."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.places import rules
from homeward.places.facts import CapacityDraft, SiteDraft, SiteKind, SiteStatus, Unit

GOOD = {"code": "NS-1", "kind": SiteKind.CAMP, "name": "Nahr al-Safa", "country": "sy", "time_zone": "Asia/Damascus"}
DAY = parse("2021-03-04")
DATES = [
    "1986", "1986-03", "1986-03-04", "~1986", "between 1984 and 1986", "2019 to 2021", "24/06/1402 (Hijri)", "1 July 2020",
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "ns"), ("code", ""), ("code", "N" * 17), ("code", "-NS"), ("name", " "), ("name", "x" * 201),
        ("name", "Safa\u202e"), ("name", "a\nb"), ("country", "SY"), ("country", "qq"), ("country", ""),
        ("time_zone", "Mars/Base"), ("time_zone", ""), ("time_zone", "../etc"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_field(field: str, value: str) -> None:
    rules.check_draft(SiteDraft(**GOOD))  # type: ignore[arg-type]
    with pytest.raises(BadInput) as told:
        rules.check_draft(SiteDraft(**(GOOD | {field: value})))  # type: ignore[arg-type]
    assert told.value.data["field"] == field


def test_a_fault_in_a_name_says_in_which_language() -> None:
    with pytest.raises(BadInput) as told:
        rules.check_draft(SiteDraft(**GOOD, names={"ar": "نهر", "ckb": ""}))  # type: ignore[arg-type]
    assert told.value.data["field"] == "names.ckb"


@pytest.mark.parametrize(("old", "new"), list(product(SiteStatus, SiteStatus)))
def test_only_the_steps_of_the_table_are_taken(old: SiteStatus, new: SiteStatus) -> None:
    if old is new or new in rules.STEPS[old]:
        rules.check_step(old, new, "a reason")
    else:
        with pytest.raises(Inconsistent):
            rules.check_step(old, new, "a reason")


def test_closing_and_opening_again_need_a_reason() -> None:
    for old, new in ((SiteStatus.OPEN, SiteStatus.CLOSED), (SiteStatus.CLOSED, SiteStatus.OPEN)):
        with pytest.raises(BadInput):
            rules.check_step(old, new, "  ")
    rules.check_step(SiteStatus.OPEN, SiteStatus.CLOSING, "")


def test_a_closing_lies_between_the_opening_and_today() -> None:
    assert DAY is not None
    today = date(2022, 1, 1)
    rules.check_closing(parse("2021"), DAY, today)
    rules.check_closing(None, DAY, today)
    for opened, closed in ((parse("2021-04"), DAY), (None, parse("2022-01-02"))):
        with pytest.raises(Inconsistent):
            assert closed is not None
            rules.check_closing(opened, closed, today)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=10, unique=True))
def test_no_chain_of_sites_bites_its_tail(order: list[int]) -> None:
    sites = [UUID(int=number) for number in order]
    chain = list(pairwise(sites))
    rules.check_succession(sites[0], uuid4(), chain)
    rules.check_succession(sites[0], sites[-1], chain)
    with pytest.raises(Inconsistent):
        rules.check_succession(sites[-1], sites[0], chain)
    with pytest.raises(Inconsistent):
        rules.check_succession(sites[0], sites[0], [])


@pytest.mark.parametrize(("amount", "source"), [(0, "the manager"), (-1, "the manager"), (1_000_001, "x"), (5, " ")])
def test_a_capacity_is_a_number_with_a_source(amount: int, source: str) -> None:
    assert DAY is not None
    with pytest.raises(BadInput):
        rules.check_capacity(CapacityDraft(amount, Unit.PERSONS, DAY, source))


@pytest.mark.parametrize("code", ["", " ", "a\x00", "x" * 17, " 1"])
def test_a_section_needs_a_code_that_can_be_painted(code: str) -> None:
    with pytest.raises(BadInput):
        rules.check_section(code)
    rules.check_section("P-2")


@pytest.mark.parametrize("text", DATES)
def test_a_date_comes_back_as_it_was_said(text: str) -> None:
    day = parse(text)
    assert day is not None
    assert rules.dated(day.first, day.last, rules.said(day)) == day


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.integers(0, 800))
def test_days_stand_whatever_their_words(first: date, more: int) -> None:
    last = date.fromordinal(min(first.toordinal() + more, date(2999, 12, 31).toordinal()))
    for day in (PartialDate(first, last, "range"), PartialDate(first, last, "range", raw="in those years")):
        kept = rules.dated(day.first, day.last, rules.said(day))
        assert kept is not None and (kept.first, kept.last) == (first, last)
    assert rules.dated(None, None, "") is None
