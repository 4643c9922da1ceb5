"""A backup is made while others write, and brings everything back: proved by restoring it, whole and damaged."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from installations import Installation

SEAL = """
from uuid import UUID
from homeward.access.models import SubjectKey, User
from homeward.access.sealing.vault import vault
User.objects.create(username="clerk")
row = UUID(int=7)
key, wrapped = vault().make(row)
SubjectKey.objects.create(id=row, number=wrapped.number, wrapped=wrapped.sealed)
print(vault().seal(key, "test.text", row, "نور".encode()).hex())
"""
MADE_AT_START = {"keys", "static", "locale", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"}
OPEN = """
import sys
from uuid import UUID
from homeward.access.models import SubjectKey
from homeward.access.sealing.vault import Wrapped, vault
found = SubjectKey.objects.get()
key = vault().unwrap(Wrapped(found.id, found.number, bytes(found.wrapped)))
sys.stdout.buffer.write(vault().open(key, "test.text", UUID(int=7), bytes.fromhex("{}")))
"""
MakeInstallation = Callable[..., Installation]


@pytest.fixture
def sealed(installation: Installation) -> str:
    """An installation with a user, a sealed text and two files; the sealed text."""
    for name in ("files/ab/one", "lists/two"):
        path = installation.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 1000)
    return installation.python(SEAL).strip()


@pytest.fixture
def kept(installation: Installation, sealed: str, tmp_path: Path) -> Path:
    file = tmp_path / "kept.backup"
    done = installation.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "The keys are not in it" in done.stdout
    return file


def test_everything_comes_back(
    installation: Installation, sealed: str, kept: Path, make_installation: MakeInstallation
) -> None:
    again = make_installation(empty=True)
    done = again.run("restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert "put their files back" in done.stdout
    assert again.ask("SELECT username FROM access_user") == [("clerk",)]
    for name in ("files/ab/one", "lists/two"):
        assert (again.home / name).read_bytes() == (installation.home / name).read_bytes()
    shutil.copytree(installation.home / "keys", again.home / "keys", dirs_exist_ok=True)
    assert again.python(OPEN.format(sealed)) == "نور"
    guards = json.loads(again.run("migrate", "--json").stdout)
    assert guards["steps"] == []


def test_without_the_keys_nothing_opens(sealed: str, kept: Path, make_installation: MakeInstallation) -> None:
    with tarfile.open(kept) as tar:
        assert [name for name in tar.getnames() if name.startswith("keys")] == []
    assert "نور".encode() not in kept.read_bytes()
    again = make_installation(empty=True)
    again.run("restore", str(kept))
    with pytest.raises(AssertionError, match="Damaged"):
        again.python(OPEN.format(sealed))


def test_with_the_keys_everything_opens(
    installation: Installation, sealed: str, tmp_path: Path, make_installation: MakeInstallation
) -> None:
    file = tmp_path / "all.backup"
    assert "whoever has it" in installation.run("backup", str(file), "--with-keys").stdout
    assert file.stat().st_mode & 0o077 == 0
    again = make_installation(empty=True)
    assert again.run("restore", str(file)).returncode == 0
    assert again.python(OPEN.format(sealed)) == "نور"


def test_it_is_whole_while_others_write(
    installation: Installation, tmp_path: Path, make_installation: MakeInstallation
) -> None:
    """Rows are written in pairs, each pair in one transaction: a backup never holds half a pair."""
    script = (
        "import django; django.setup()\nfrom itertools import count\nfrom django.db import transaction\n"
        "from homeward.access.models import User\n"
        "for n in count():\n  with transaction.atomic():\n"
        "    User.objects.create(username=f'a{n}'); User.objects.create(username=f'b{n}')\n"
    )
    writer = installation.start_python(script)
    try:
        for number in range(3):
            file = tmp_path / f"{number}.backup"
            assert installation.run("backup", str(file)).returncode == 0
        assert writer.poll() is None
    finally:
        writer.kill()
    again = make_installation(empty=True)
    assert again.run("restore", str(file)).returncode == 0
    (total,) = again.ask("SELECT count(*) FROM access_user")[0]
    assert total > 0
    assert total % 2 == 0


def test_nothing_is_written_over(installation: Installation, kept: Path) -> None:
    before = kept.read_bytes()
    assert installation.run("backup", str(kept)).returncode == 2
    assert kept.read_bytes() == before
    done = installation.run("restore", str(kept))
    assert done.returncode == 2
    assert "nothing is written over" in done.stderr


def test_files_that_are_there_are_not_written_over(kept: Path, make_installation: MakeInstallation) -> None:
    again = make_installation(empty=True)
    (again.home / "lists").mkdir(parents=True)
    (again.home / "lists/two").write_text("mine")
    done = again.run("restore", str(kept))
    assert done.returncode == 2
    assert (again.home / "lists/two").read_text() == "mine"


def test_a_damaged_backup_restores_nothing(kept: Path, make_installation: MakeInstallation) -> None:
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0xFF
    kept.write_bytes(content)
    assert_restores_nothing(kept, make_installation(empty=True))


def test_what_is_no_backup_is_said(tmp_path: Path, make_installation: MakeInstallation) -> None:
    (tmp_path / "letter").write_text("Dear Sir")
    assert_restores_nothing(tmp_path / "letter", make_installation(empty=True))


def test_a_backup_of_nothing_is_refused(tmp_path: Path, make_installation: MakeInstallation) -> None:
    done = make_installation(empty=True).run("backup", str(tmp_path / "nothing"))
    assert done.returncode == 2
    assert not (tmp_path / "nothing").exists()


def assert_restores_nothing(file: Path, again: Installation) -> None:
    done = again.run("restore", str(file))
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name for path in again.home.iterdir()} <= MADE_AT_START
    assert again.run("backup", str(again.home / "none")).returncode == 2  # there is still nothing to keep
