"""Where a record came from can be found again, and a hash is of exactly what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.sources import HASH_BLOCK, Position, file_hash, text_hash


def test_a_position_is_told_as_a_person_would_look_for_it() -> None:
    assert str(Position("people.csv", 3)) == "people.csv, line 3"
    assert str(Position("list.xml", 12, "record")) == "list.xml, record 12"


def test_a_position_does_not_change() -> None:
    with pytest.raises(AttributeError):
        Position("people.csv", 3).number = 4  # type: ignore[misc]


@pytest.mark.parametrize("size", [0, 1, HASH_BLOCK - 1, HASH_BLOCK, HASH_BLOCK + 1, 3 * HASH_BLOCK + 7])
def test_the_hash_of_a_file_of_any_size(tmp_path: Path, size: int) -> None:
    content = bytes(i % 251 for i in range(min(size, 1000))) + b"x" * max(0, size - 1000)
    (tmp_path / "list").write_bytes(content)
    assert file_hash(tmp_path / "list") == hashlib.sha256(content).hexdigest()


TEXTS = st.lists(st.text(max_size=8), max_size=4)


@given(TEXTS, TEXTS)
def test_texts_have_one_hash_exactly_where_they_are_the_same(one: list[str], other: list[str]) -> None:
    assert (text_hash(*one) == text_hash(*other)) is (one == other)


def test_where_a_text_ends_matters() -> None:
    assert len({text_hash("ab", "c"), text_hash("a", "bc"), text_hash("abc"), text_hash("abc", ""), text_hash()}) == 5


def test_a_hash_is_short_and_the_same_every_day() -> None:
    assert text_hash("Homeward") == "55b21592b2c9e307", "what cites a hash cites it for years"
    assert len(text_hash("Homeward", "")) == 16


def test_half_a_character_has_a_hash_too() -> None:
    assert text_hash("\ud800") != text_hash("\ud801")
