"""Everything that an installation needs is looked at, and each thing that is wrong shows with what to do about it."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django import Settings

from homeward.access.guards import put_up, take_down
from homeward.access.models import Event
from homeward.access.sealer import seal_pending
from homeward.cli import needs
from homeward.work.models import Job, Worker


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home folder as the settings make it."""
    settings.HOMEWARD_HOME = tmp_path / "home"
    (tmp_path / "home/keys").mkdir(mode=0o700, parents=True)
    (tmp_path / "home").chmod(0o700)
    (tmp_path / "home/keys/wrap-1.key").touch(0o600)
    return settings.HOMEWARD_HOME


def test_a_home_is_its_owners_alone(home: Path) -> None:
    assert needs.home("").state == "fine"
    home.chmod(0o750)
    assert needs.home("").state == "do"


def test_keys_are_their_owners_alone(home: Path) -> None:
    assert needs.keys("").state == "fine"
    (home / "keys/wrap-1.key").chmod(0o640)
    found = needs.keys("")
    assert (found.state, "wrap-1.key" in found.sentence) == ("do", True)
    (home / "keys/wrap-1.key").unlink()
    assert needs.keys("").state == "look"


def test_debugging_is_off(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    assert needs.debugging("").state == "fine"
    monkeypatch.setenv("HOMEWARD_TRACEBACK", "1")
    assert needs.debugging("").state == "do"
    monkeypatch.delenv("HOMEWARD_TRACEBACK")
    settings.DEBUG = True
    assert needs.debugging("").state == "do"


@pytest.mark.parametrize(
    ("hosts", "secure", "expected"),
    [
        (["localhost", "127.0.0.1"], False, ("look", "look")),
        (["camp.example"], False, ("fine", "do")),
        (["camp.example"], True, ("fine", "fine")),
        (["*"], True, ("do", "fine")),
    ],
)
def test_pages_for_others_need_names_and_encryption(
    settings: Settings, hosts: list[str], secure: bool, expected: tuple[str, str]
) -> None:
    settings.ALLOWED_HOSTS, settings.HOMEWARD_SECURE = hosts, secure
    assert (needs.hosts("").state, needs.encryption("").state) == expected


def test_guards_that_were_taken_down_show(db: None) -> None:
    assert needs.database("").state == "fine"
    take_down(connection)
    assert needs.database("").state == "do"
    put_up(connection)
    assert needs.database("").state == "fine"


def test_tables_of_an_older_version_show(db: None) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="work").delete()
    assert [need("").state for need in (needs.database, needs.worker, needs.trail)] == ["do"] * 3
    assert "homeward migrate" in needs.database("").sentence


def test_a_database_that_does_not_answer_shows(db: None) -> None:
    def away(*given: object) -> None:
        raise DatabaseError("postgres://me:secret@host")

    with connection.execute_wrapper(away):
        found = [need("") for need in (needs.database, needs.worker, needs.trail)]
    assert [one.state for one in found] == ["do"] * 3
    assert not any("secret" in one.sentence for one in found)


def test_a_worker_that_is_silent_shows(db: None) -> None:
    assert needs.worker("").state == "do"
    now = timezone.now()
    Worker.objects.create(name="one", started_at=now, beat_at=now)
    assert needs.worker("").state == "fine"
    Worker.objects.update(beat_at=now - timedelta(minutes=5))
    assert needs.worker("").state == "do"


@pytest.mark.parametrize(
    "job",
    [
        {"due_at": timezone.now() - timedelta(hours=1)},
        {"due_at": timezone.now(), "state": "failed", "error": "It failed.", "ended_at": timezone.now()},
    ],
)
def test_jobs_that_wait_long_or_failed_show(db: None, job: dict[str, object]) -> None:
    now = timezone.now()
    Worker.objects.create(name="one", started_at=now, beat_at=now)
    Job.objects.create(kind="x", asked_by="0" * 32, purpose="audit", asked_at=now, **job)
    assert needs.worker("").state == "look"


def test_a_trail_that_nobody_seals_shows(db: None) -> None:
    assert needs.trail("").state == "fine"
    Event.objects.create(at=timezone.now() - timedelta(minutes=5), username="x", kind="read", what="x")
    found = needs.trail("")
    assert (found.state, "5 minutes" in found.sentence) == ("do", True)
    seal_pending()
    assert needs.trail("").state == "fine"


def test_backups_that_are_old_or_missing_show(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert needs.backed_up("").state == "look"
    assert needs.backed_up(str(folder)).state == "do"
    folder.mkdir()
    assert needs.backed_up(str(folder)).state == "do"
    (folder / "monday").touch()
    assert needs.backed_up(str(folder)).state == "fine"
    days_ago = time.time() - 3 * needs.DAY
    os.utime(folder / "monday", (days_ago, days_ago))
    assert "3 days" in needs.backed_up(str(folder)).sentence


def test_letters_need_a_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "FONTS", (tmp_path,))
    assert needs.fonts("").state == "do"
    (tmp_path / "NotoNaskhArabic-Regular.ttf").touch()
    assert needs.fonts("").state == "fine"


def test_there_must_be_room(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert needs.room("").state == "fine"
    monkeypatch.setattr(needs, "LITTLE_ROOM", 2**80)
    assert needs.room("").state == "do"
