"""Files at rest: they come back whole, never appear by half, and open for their own row and subject alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from homeward.access.errors import Damaged, NotFound
from homeward.access.sealing.files import file_open, file_remove, file_store
from homeward.access.sealing.vault import DataKey, vault
from homeward.kernel.errors import BadInput

PIECE = 64 * 1024
LIMIT = 5_000_000


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMEWARD_HOME = tmp_path
    return tmp_path


@pytest.fixture
def key(home: Path) -> DataKey:
    return vault().make(uuid4())[0]


def stored(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    size=st.sampled_from([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE]) | st.integers(0, 5 * PIECE),
    cut=st.integers(1, 2 * PIECE),
)
def test_a_file_comes_back_however_it_arrives(key: DataKey, size: int, cut: int) -> None:
    content, row = bytes(i % 251 for i in range(size)), uuid4()
    kept = file_store(key, row, (content[i : i + cut] for i in range(0, size, cut)), limit=LIMIT)
    assert b"".join(file_open(key, row)) == content
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(content).digest())


def test_nothing_of_a_file_lies_readable_on_the_disk(home: Path, key: DataKey) -> None:
    file_store(key, uuid4(), [b"a scan of an invented paper " * 4000], limit=LIMIT)
    (path,) = stored(home)
    assert b"invented" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(home: Path, key: DataKey) -> None:
    with pytest.raises(BadInput, match="larger than 1 MB"):
        file_store(key, uuid4(), (bytes(PIECE) for _ in range(1000)), limit=1_000_000)
    assert stored(home) == []


def test_a_file_whose_arrival_breaks_off_leaves_what_was_there(home: Path, key: DataKey) -> None:
    def broken() -> Iterator[bytes]:
        yield b"second"
        raise ConnectionError

    row = uuid4()
    file_store(key, row, [b"first"], limit=LIMIT)
    with pytest.raises(ConnectionError):
        file_store(key, row, broken(), limit=LIMIT)
    assert b"".join(file_open(key, row)) == b"first"
    assert len(stored(home)) == 1


def change_a_bit(content: bytearray) -> None:
    content[len(content) // 2] ^= 1


def cut_the_last_piece(content: bytearray) -> None:
    del content[-(PIECE // 2) :]


def cut_at_a_piece(content: bytearray) -> None:
    del content[64 + 2 * (PIECE + 16) :]


def exchange_two_pieces(content: bytearray) -> None:
    first, second = slice(64, 64 + PIECE + 16), slice(64 + PIECE + 16, 64 + 2 * (PIECE + 16))
    content[first], content[second] = content[second], content[first]


def add_a_piece(content: bytearray) -> None:
    content += content[64 : 64 + PIECE + 16]


def take_the_head(content: bytearray) -> None:
    content[:4] = b"%PDF"


@pytest.mark.parametrize(
    "harm", [change_a_bit, cut_the_last_piece, cut_at_a_piece, exchange_two_pieces, add_a_piece, take_the_head]
)
def test_a_file_that_was_changed_does_not_open(home: Path, key: DataKey, harm: Any) -> None:
    row = uuid4()
    file_store(key, row, [bytes(2 * PIECE + PIECE // 2)], limit=LIMIT)
    (path,) = stored(home)
    content = bytearray(path.read_bytes())
    harm(content)
    path.write_bytes(content)
    with pytest.raises(Damaged):
        list(file_open(key, row))


def test_a_file_opens_for_its_own_row_and_subject_alone(home: Path, key: DataKey) -> None:
    row, other = uuid4(), uuid4()
    file_store(key, row, [b"x"], limit=LIMIT)
    with pytest.raises(Damaged):
        list(file_open(vault().make(uuid4())[0], row))
    (path,) = stored(home)
    moved = home / "files" / other.hex[-2:] / other.hex
    moved.parent.mkdir(exist_ok=True)
    path.rename(moved)
    with pytest.raises(Damaged):
        list(file_open(key, other))


def test_a_file_that_is_not_there_says_so(key: DataKey) -> None:
    with pytest.raises(NotFound):
        list(file_open(key, UUID(int=1)))


def test_a_file_is_taken_away_once(home: Path, key: DataKey) -> None:
    row = uuid4()
    file_store(key, row, [b"x"], limit=LIMIT)
    assert file_remove(row)
    assert not file_remove(row)
    assert stored(home) == []
