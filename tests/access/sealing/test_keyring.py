"""Keys are files that their owner alone reads, made once, never overwritten, and seen at once where another process adds one."""

from __future__ import annotations

from pathlib import Path
from stat import S_IMODE
from uuid import uuid4

import pytest

from homeward.access.errors import Sealed
from homeward.access.sealing.keyring import USES, add_key, key_file, read_keyring
from homeward.access.sealing.vault import vault


def test_the_first_key_of_each_use_is_made_once(tmp_path: Path) -> None:
    first = read_keyring(tmp_path / "keys")
    assert {use for use, _ in first.keys} == set(USES)
    assert read_keyring(tmp_path / "keys") == first
    assert len(set(first.keys.values())) == len(USES)


def test_only_the_owner_reads_keys(tmp_path: Path) -> None:
    read_keyring(tmp_path / "keys")
    assert S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    before = read_keyring(tmp_path).key("wrap", 1)
    add_key(tmp_path, "wrap", 1)
    assert read_keyring(tmp_path).key("wrap", 1) == before


def test_the_newest_number_seals_and_the_older_opens(tmp_path: Path) -> None:
    read_keyring(tmp_path)
    for number in (2, 10):
        add_key(tmp_path, "wrap", number)
    ring = read_keyring(tmp_path)
    assert ring.newest("wrap") == 10
    assert ring.newest("trail") == 1
    assert len(ring.key("wrap", 1)) == len(ring.key("wrap", 2)) == 32


def test_a_missing_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Sealed, match="wrap-7"):
        read_keyring(tmp_path).key("wrap", 7)


def test_a_file_that_is_no_key_stops_everything(tmp_path: Path) -> None:
    key_file(tmp_path, "wrap", 1).write_bytes(b"half a key")
    with pytest.raises(Sealed, match=r"wrap-1\.key"):
        read_keyring(tmp_path)


def test_a_key_added_by_another_process_is_seen(tmp_path: Path, settings: object) -> None:
    settings.HOMEWARD_HOME = tmp_path  # type: ignore[attr-defined]
    vault()
    before = vault()
    assert vault() is before
    add_key(tmp_path / "keys", "wrap", 2)
    _, wrapped = vault().make(uuid4())
    assert wrapped.number == 2


def test_a_keyring_shown_in_an_error_shows_no_key(tmp_path: Path) -> None:
    ring = read_keyring(tmp_path)
    assert ring.key("wrap", 1).hex() not in repr(ring)
    assert repr(ring.key("wrap", 1)) not in repr(ring)
