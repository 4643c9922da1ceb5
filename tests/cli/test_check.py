"""`homeward check` says of everything that an installation needs whether it is fine, and each thing that is wrong shows."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installations import Installation, wait_for

Look = Callable[..., dict[str, str]]


@pytest.fixture
def look(installation: Installation) -> Look:
    """The state of each line, by what it is about."""

    def look(*arguments: str, **environment: str) -> dict[str, str]:
        done = installation.run("check", "--json", *arguments, **environment)
        found = json.loads(done.stdout)
        assert done.returncode == (3 if any(one["state"] == "do" for one in found) else 0)
        return {one["what"]: one["state"] for one in found}

    return look


def test_a_new_installation_is_fine_but_for_its_worker(look: Look, installation: Installation) -> None:
    found = look()
    assert [what for what, state in found.items() if state == "do"] == ["worker"]
    assert (found["database"], found["trail"], found["home folder"], found["debugging"]) == ("fine",) * 4
    installation.start("worker")
    wait_for(lambda: look()["worker"] == "fine")


def test_the_list_for_people_says_what_to_do(installation: Installation) -> None:
    done = installation.run("check")
    assert done.returncode == 3
    assert "do    worker" in done.stdout
    assert "1 thing to do before people work here." in done.stdout


def test_keys_that_others_can_read(look: Look, installation: Installation) -> None:
    (installation.home / "keys/web-secret").chmod(0o644)
    assert look()["keys"] == "do"


def test_a_home_that_others_can_read(look: Look, installation: Installation) -> None:
    installation.home.chmod(0o755)
    assert look()["home folder"] == "do"


def test_debugging_left_on(look: Look) -> None:
    assert look(HOMEWARD_TRACEBACK="1")["debugging"] == "do"


def test_pages_for_others_without_encryption(look: Look) -> None:
    found = look(HOMEWARD_HOSTS="camp.example")
    assert (found["host names"], found["TLS"]) == ("fine", "do")
    assert look(HOMEWARD_HOSTS="camp.example", HOMEWARD_SECURE="1")["TLS"] == "fine"
    assert look(HOMEWARD_HOSTS="*")["host names"] == "do"


def test_guards_taken_down_and_steps_missing(look: Look, installation: Installation) -> None:
    installation.python(
        "from django.db import connection; from homeward.access.guards import take_down; take_down(connection)"
    )
    assert look()["database"] == "do"
    installation.run("migrate")
    assert look()["database"] == "fine"
    installation.python("from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection; "
                        "R(connection).migration_qs.filter(app='work').delete()")  # fmt: skip
    found = look()
    assert (found["database"], found["worker"], found["trail"]) == ("do",) * 3


def test_a_database_that_does_not_answer(look: Look) -> None:
    found = look(HOMEWARD_DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert (found["database"], found["worker"], found["trail"]) == ("do",) * 3


def test_a_trail_that_nobody_seals(look: Look, installation: Installation) -> None:
    installation.python("from datetime import timedelta; from django.utils import timezone; from homeward.access.models import Event; "
                        "Event.objects.create(at=timezone.now() - timedelta(minutes=5), username='x', kind='read', what='x')")  # fmt: skip
    assert look()["trail"] == "do"


def test_a_worker_that_died(look: Look, installation: Installation) -> None:
    installation.python("from datetime import timedelta; from django.utils import timezone; from homeward.work.models import Worker; "
                        "then = timezone.now() - timedelta(minutes=5); "
                        "Worker.objects.create(name='dead', started_at=then, beat_at=then)")  # fmt: skip
    assert look()["worker"] == "do"


def test_backups(look: Look, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert look("--backups", str(folder))["backups"] == "do"
    folder.mkdir()
    assert look("--backups", str(folder))["backups"] == "do"
    (folder / "monday").write_text("")
    assert look("--backups", str(folder))["backups"] == "fine"
    days_ago = time.time() - 3 * 86_400
    os.utime(folder / "monday", (days_ago, days_ago))
    assert look("--backups", str(folder))["backups"] == "do"
