"""The secret that signs cookies: made once, kept, its owner's alone, different everywhere."""

from __future__ import annotations

from pathlib import Path

from homeward.config.secret import secret_key


def test_it_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "home/keys"
    made = secret_key(folder)
    assert len(made) >= 50
    assert secret_key(folder) == made
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "web-secret").stat().st_mode & 0o077 == 0


def test_every_installation_has_its_own(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")
