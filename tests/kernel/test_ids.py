"""Identifiers: in order, of the right version, and said aloud without being misread."""

from __future__ import annotations

import time
from uuid import RFC_4122

import pytest

from homeward.kernel.ids import read_spoken, spoken, spoken_of, uuid7


def test_ids_are_of_version_7_and_say_when_they_were_made() -> None:
    before = time.time_ns() // 1_000_000
    one = uuid7()
    after = time.time_ns() // 1_000_000
    assert (one.version, one.variant) == (7, RFC_4122)
    assert before <= one.int >> 80 <= after + 1


def test_a_later_id_is_greater_also_within_one_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    ids = [uuid7() for _ in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_a_clock_that_trembles_makes_no_earlier_id_and_one_set_back_is_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    one = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_699_999_999_500_000_000)
    assert uuid7() > one
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000_000_000_000)
    assert uuid7().int >> 80 == 1_600_000_000_000


def test_a_spoken_number_is_read_as_it_may_be_written() -> None:
    number = spoken("P")
    kind, body, check = number.split("-")
    assert read_spoken(f" {kind.lower()}{body.lower()} {check.lower()} ", "P") == number
    assert read_spoken(number, "H") is None


def test_a_row_without_a_number_is_always_shown_with_the_same_one() -> None:
    one, other = uuid7(), uuid7()
    assert spoken_of("P", one) == spoken_of("P", one) != spoken_of("P", other)
    assert read_spoken(spoken_of("P", one), "P") == spoken_of("P", one)
