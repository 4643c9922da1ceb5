"""Sealed values: what is sealed opens, where it belongs and nowhere else; keyed hashes find equal values and differ by kind."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.access.errors import Damaged
from homeward.access.sealing.vault import SEALED_OVERHEAD, DataKey, Vault, vault

COLUMN = "registry_nameclaim.sealed"
values = st.binary(max_size=200)


@pytest.fixture(scope="module")
def safe() -> Vault:
    return vault()


@pytest.fixture(scope="module")
def key(safe: Vault) -> DataKey:
    return safe.make(uuid4())[0]


@given(text=values, row=st.uuids())
def test_what_is_sealed_opens(safe: Vault, key: DataKey, text: bytes, row: UUID) -> None:
    sealed = safe.seal(key, COLUMN, row, text)
    assert safe.open(key, COLUMN, row, sealed) == text
    assert len(sealed) == len(text) + SEALED_OVERHEAD


@given(text=values)
def test_sealing_twice_gives_different_bytes(safe: Vault, key: DataKey, text: bytes) -> None:
    row = uuid4()
    assert safe.seal(key, COLUMN, row, text) != safe.seal(key, COLUMN, row, text)


@given(text=values, row=st.uuids(), other=st.uuids())
def test_a_value_moved_to_another_row_or_column_does_not_open(
    safe: Vault, key: DataKey, text: bytes, row: UUID, other: UUID
) -> None:
    sealed = safe.seal(key, COLUMN, row, text)
    if other != row:
        with pytest.raises(Damaged):
            safe.open(key, COLUMN, other, sealed)
    with pytest.raises(Damaged):
        safe.open(key, "registry_birthclaim.sealed", row, sealed)


@given(text=values, place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_value_with_one_bit_changed_does_not_open(
    safe: Vault, key: DataKey, text: bytes, place: int, bit: int
) -> None:
    row = uuid4()
    sealed = bytearray(safe.seal(key, COLUMN, row, text))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(Damaged):
        safe.open(key, COLUMN, row, bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(27)])
def test_what_is_too_short_is_damaged(safe: Vault, key: DataKey, sealed: bytes) -> None:
    with pytest.raises(Damaged):
        safe.open(key, COLUMN, uuid4(), sealed)


def test_the_key_of_one_subject_opens_nothing_of_another(safe: Vault, key: DataKey) -> None:
    row = uuid4()
    other, _ = safe.make(uuid4())
    with pytest.raises(Damaged):
        safe.open(other, COLUMN, row, safe.seal(key, COLUMN, row, b"x"))


def test_an_error_holds_nothing_of_the_value(safe: Vault, key: DataKey) -> None:
    row = uuid4()
    sealed = safe.seal(key, COLUMN, row, b"invented words")
    with pytest.raises(Damaged) as caught:
        safe.open(key, COLUMN, uuid4(), sealed)
    assert "invented" not in str(caught.value) + repr(caught.value.data)


def test_a_wrapped_key_opens_only_as_its_own_subject(safe: Vault) -> None:
    subject = uuid4()
    key, wrapped = safe.make(subject)
    row = uuid4()
    assert safe.open(safe.unwrap(wrapped), COLUMN, row, safe.seal(key, COLUMN, row, b"x")) == b"x"
    with pytest.raises(Damaged):
        safe.unwrap(type(wrapped)(uuid4(), wrapped.number, wrapped.sealed))


@given(text=st.text(max_size=40))
def test_keyed_hashes_are_steady_and_differ_by_kind(safe: Vault, text: str) -> None:
    assert safe.blind("document", text) == safe.blind("document", text)
    assert safe.blind("document", text) != safe.blind("phone", text)
    assert len(safe.blind("document", text)) == 16
    assert -(2**63) <= safe.code("sound", text) < 2**63
    assert safe.code("sound", text) != safe.code("prefix", text)


@given(left=st.text(max_size=20), right=st.text(max_size=20))
def test_a_kind_never_runs_into_its_text(safe: Vault, left: str, right: str) -> None:
    if left and "\0" not in left:
        assert safe.blind("a" + left, right) != safe.blind("a", left + right)
