"""Lists for other programs: which are in order, their editions, what changed; a restricted one is not there for another role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from homeward.access.actions import token_make
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.kernel.errors import BadInput
from shelves import a_list, bring, new_edition

V1 = "/api/v1"
MEN = [("X-1", "Kasimov, Invented Timur", "1986"), ("X-2", "مخترع الأنصاري", "1990-03-04"), ("X-3", "Neverborn, Adam")]


@pytest.fixture
def analyst(actor: Any) -> Actor:
    return actor(Role.SCREENING_ANALYST)


def client_of(holder: Actor, role: Role) -> Client:
    """A program of somebody who holds a role."""
    asked = Assignment(role, None, Purpose.SCREENING, timezone.now() + timedelta(days=1))
    token = token_make(holder, user_id=holder.user_id, name="a test", assignment=asked)
    return Client(headers={"Authorization": f"Bearer {token.bearer}"})


@pytest.fixture
def program(analyst: Actor) -> Client:
    return client_of(analyst, Role.SCREENING_ANALYST)


def test_lists_editions_and_changes(program: Client, analyst: Actor) -> None:
    a_list(analyst, MEN, caveat="Ask first.")
    new = new_edition(
        analyst, "test-list", [("X-1", "Kasimov, Invented Timur", "1987"), *MEN[1:], ("X-9", "Newly, Invented")]
    ).edition
    assert new
    (one,) = program.get(f"{V1}/lists").json()
    assert (one["in_order"], one["ailments"], one["caveat"], one["current"]["individuals"]) == (
        True,
        [],
        "Ask first.",
        4,
    )
    assert program.get(f"{V1}/lists/test-list").json() == one
    editions = program.get(f"{V1}/lists/test-list/editions").json()
    assert [edition["state"] for edition in editions] == ["current", "past"]
    changes = program.get(f"{V1}/editions/{new.id}/changes", {"change": "amended"}).json()
    assert (changes["added"], changes["amended"], changes["removed"], changes["unchanged"]) == (1, 1, 0, 2)
    assert changes["items"] == [
        {
            "entry_id": "X-1",
            "change": "amended",
            "names": ["Kasimov, Invented Timur"],
            "fields": ["births"],
            "compared": True,
        }
    ]
    first = editions[1]["id"]
    assert program.get(f"{V1}/editions/{first}/changes").status_code == 404
    back = program.get(f"{V1}/editions/{first}/changes", {"against": str(new.id), "change": "removed"}).json()
    assert [item["entry_id"] for item in back["items"]] == ["X-9"]


def test_a_list_that_is_not_in_order_says_so(program: Client, analyst: Actor) -> None:
    a_list(analyst, MEN)
    with pytest.raises(BadInput):
        bring(analyst, "test-list", b"<!DOCTYPE html><html></html>")
    one = program.get(f"{V1}/lists/test-list").json()
    assert (one["in_order"], one["ailments"]) == (False, ["last_attempt_failed"])
    assert "web page" in one["last_failure"]
    assert one["current"]["individuals"] == 3


def test_a_restricted_list_is_not_there_for_another_role(analyst: Actor, actor: Any) -> None:
    shelf = a_list(analyst, MEN, restricted=True, roles=frozenset({Role.SCREENING_ANALYST}))
    assert shelf.current
    other = client_of(actor(Role.SECOND_REVIEWER), Role.SECOND_REVIEWER)
    assert other.get(f"{V1}/lists").json() == []
    for address in ("lists/test-list", "lists/test-list/editions", f"editions/{shelf.current.id}/changes"):
        assert other.get(f"{V1}/{address}").status_code == 404
