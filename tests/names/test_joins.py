"""Parts that a clerk glued, broke apart or broke in the wrong place meet as one; ordinary names are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Compare = Callable[..., object]

GLUED = [
    ("حسن ظاهرعويس", "حسن ظاهر عويس", "the father and his father glued"),
    ("Hasan Zahiruwais", "Hasan Zahir Uwais", "the same in Latin"),
    ("Hasan Zahir Uwais", "Hasan Zahiruwais", "on the list's side"),
    ("محمدعلي خلف", "محمد علي خلف", "the given name with the father"),
    ("Muhammadali Khalaf", "Muhammad Ali Khalaf", "the same in Latin"),
    ("Mohamed Ali Khalaf", "محمدعلي خلف", "across scripts"),
    ("Khalaf Shah Jahan", "Khalaf Shahjahan", "a Persian double name"),
    ("خلف شاه جهان", "Khalaf Shahjahan", "across scripts"),
    ("Gul Rahman Wardak", "Gulrahman Wardak", "a Pashto double name"),
    ("Moon Jaein", "Moon Jae-in", "two short syllables"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), GLUED, ids=[reason for *_, reason in GLUED])
def test_what_was_glued_or_broken_meets(meet: Compare, one: str, other: str, reason: str) -> None:
    for found in (meet(one, other), meet(other, one)):
        assert {"added", "missing", "chain_conflict", "family_conflict", "given_conflict"}.isdisjoint(found.counted), (
            reason
        )
        assert sum(found.evidence) == found.bits


APART = [
    ("Salim Khalaf", "Salim Khalid"), ("Salim Khalaf Qahtan", "Salim Yunus Zubayr"), ("Hasan Zahir", "Hasan Awad Zubayr"), 
    ("Ali Khan", "Alikhan Omar"), ("Moon Jaein", "Moon Jo-in"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_are_not_one_written_apart_keep_their_conflict(meet: Compare, one: str, other: str) -> None:
    assert {"added", "missing", "chain_conflict", "family_conflict", "given_conflict"} & meet(one, other).counted.keys()


def test_a_kunya_is_never_joined(meet: Compare) -> None:
    assert "given_agrees" not in meet("Abu Yahya", "Yahya").counted
    assert meet("Salim Abu Yahya", "Salimyahya").pairs == {}


PARTS = st.sampled_from(["Salim", "Khalaf", "Qahtan", "Zubayr", "Farhad", "Mithqal", "Yunus", "Ghaylan"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, min_size=3, max_size=6, unique=True), st.data())
def test_gluing_two_neighbours_says_less_than_the_name_and_more_than_without_them(
    meet: Compare, parts: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(parts) - 2))
    glued = [*parts[:at], parts[at] + parts[at + 1].lower(), *parts[at + 2 :]]
    whole = " ".join(parts)
    with_join, strangers = meet(" ".join(glued), whole), meet(" ".join([*parts[:at], "Wxyzw", *parts[at + 2 :]]), whole)
    assert strangers.bits < with_join.bits <= meet(whole, whole).bits
