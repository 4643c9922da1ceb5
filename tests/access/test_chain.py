"""The link between two events: every field, the place and the one before count, and its form never changes unnoticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from homeward.access.chain import FIELDS, START, link
from homeward.access.models import Event

KEY = bytes(range(32))
EVENT: tuple[Any, ...] = (
    UUID(int=0x019A_0000_0000_7000_8000_0000_0000_0001),
    datetime(2026, 2, 27, 9, 30, 0, 120, UTC),
    UUID(int=2),
    "clerk",
    "registration",
    "read",
    "person.read",
    UUID(int=3),
    "",
    None,
    "request 1",
    {"rows": 3, "form": "كشف"},
)


def changed(place: int) -> tuple[Any, ...]:
    value = EVENT[place]
    if value is None or isinstance(value, UUID):
        value = UUID(int=9)
    elif isinstance(value, datetime):
        value += timedelta(microseconds=1)
    elif isinstance(value, dict):
        value = {**value, "rows": 4}
    else:
        value += "x"
    return (*EVENT[:place], value, *EVENT[place + 1 :])


def test_every_column_of_the_table_is_sealed() -> None:
    assert set(FIELDS) == {field.attname for field in Event._meta.concrete_fields}


def test_the_form_of_a_link_is_fixed() -> None:
    assert link(KEY, 1, START, EVENT).hex() == "02f547a10c7ce876f3fbdb0e15ddd5ccd8b8444e9cfc7d45eeb6f7d5ad0de1c1"


@pytest.mark.parametrize("place", range(len(FIELDS)), ids=FIELDS)
def test_a_change_of_any_field_changes_the_link(place: int) -> None:
    assert link(KEY, 1, START, changed(place)) != link(KEY, 1, START, EVENT)


def test_the_place_the_key_and_the_one_before_count() -> None:
    plain = link(KEY, 1, START, EVENT)
    assert plain != link(KEY, 2, START, EVENT)
    assert plain != link(KEY, 1, b"\1" + START[1:], EVENT)
    assert plain != link(bytes(32), 1, START, EVENT)


def test_the_order_of_details_does_not_count() -> None:
    other = (*EVENT[:-1], dict(reversed(EVENT[-1].items())))
    assert link(KEY, 1, START, other) == link(KEY, 1, START, EVENT)
