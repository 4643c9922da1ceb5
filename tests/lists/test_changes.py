"""Two editions beside each other: who was added, amended in which fields, and removed; names in their scripts, a page at a time."""

from __future__ import annotations

from typing import Any

import pytest

from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists.facts.changes import Change
from homeward.lists.selectors.changes import changed_entries, changes_of, edition_before
from shelves import a_list, new_edition

FIRST = [
    ("X-1", "Kasimov, Invented Timur", "1986"),
    ("X-2", "مخترع الأنصاري", "1990-03-04"),
    ("X-3", "Neverborn, Adam"),
    *((f"Y-{n:02}", f"Invented Number{n}") for n in range(30)),
]


def test_what_changed(analyst: Actor) -> None:
    old = a_list(analyst, FIRST).current
    second = [
        ("X-1", "Kasimov, Invented Timur", "1987", "sy"),
        ("X-2", "مخترع الأنصاري", "1990-03-04", "", "Mukhtara Al-Ansari"),
        *FIRST[3:],
        ("X-9", "Newly, Invented", "1999"),
    ]
    new = new_edition(analyst, "test-list", second).edition
    assert old
    assert new
    changes = changes_of(analyst, old.id, new.id)
    assert (changes.added, changes.amended, changes.removed, changes.unchanged) == (
        ("X-9",), ("X-1", "X-2"), ("X-3",), 30,
    )  # fmt: skip
    first, other = changed_entries(changes, Change.AMENDED)
    assert set(first.fields) == {"births", "nationalities"}
    assert first.compared
    assert set(other.names) == {"مخترع الأنصاري", "Mukhtara Al-Ansari"}
    assert [one.names for one in changed_entries(changes, Change.REMOVED)] == [("Neverborn, Adam",)]
    assert changed_entries(changes, Change.AMENDED, limit=1, offset=1) == (other,)
    before = edition_before(analyst, new.id)
    assert before
    assert before.id == old.id
    assert edition_before(analyst, old.id) is None


def test_only_editions_of_one_list(analyst: Actor, men: Any) -> None:
    one, other = a_list(analyst, men).current, a_list(analyst, men, list_id="other").current
    assert one
    assert other
    with pytest.raises(BadInput, match="one list"):
        changes_of(analyst, one.id, other.id)
