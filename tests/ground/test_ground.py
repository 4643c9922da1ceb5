"""The ground of the tests itself: engine folders run without Django, the rest in a home of its own, on the database asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from actors import MakeActor, MakeClient
from ground import ROOT, without_django
from homeward.access.facts import Capability, Purpose, Role
from homeward.access.selectors import may


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["tests/names"], True),
        (["tests/names/test_parts.py::test_x", "tests/kernel"], True),
        (["tests/names", "tests/access"], False),
        (["tests"], False),
        ([], False),
    ],
)
def test_only_folders_of_the_engine_run_without_the_web_framework(paths: list[str], expected: bool) -> None:
    assert without_django(paths, ROOT) is expected


def test_no_test_keeps_compiled_code_that_would_hide_a_change() -> None:
    kept = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if re.search(r"^@compiled|cache=True[,)]", path.read_text("utf-8"), re.M)
    ]
    assert kept == []


def test_an_engine_folder_does_not_import_the_web_framework() -> None:
    code = "import sys, pytest; pytest.main(sys.argv[1:]); sys.exit('django.conf' in sys.modules)"
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "HOMEWARD_TEST_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code, "--collect-only", "-p", "no:xdist", "tests/kernel"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_tests_have_a_home_of_their_own() -> None:
    """Each worker of a parallel run has one in the run's."""
    run = Path(os.environ["HOMEWARD_TEST_HOME"], os.environ.get("PYTEST_XDIST_WORKER", ""))
    assert str(settings.HOMEWARD_HOME) == str(run.resolve())
    assert not settings.HOMEWARD_HOME.is_relative_to(ROOT)


def test_the_tests_run_on_the_database_asked_for(db: None) -> None:
    asked = os.environ.get("HOMEWARD_DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if asked.startswith("postgres") else "sqlite")


def test_an_actor_holds_what_its_role_grants_and_no_more(actor: MakeActor) -> None:
    clerk = actor(Role.REGISTRATION_CLERK)
    assert clerk.purpose is Purpose.REGISTRATION
    assert may(clerk, Capability.PERSON_WRITE)
    assert not may(clerk, Capability.ERASE)


def test_two_actors_are_two_people(actor: MakeActor) -> None:
    assert actor("auditor").user_id != actor("auditor").user_id


def test_a_client_is_signed_in_with_its_purpose(signed_in: MakeClient) -> None:
    client = signed_in(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)
    assert client.session["purpose"] == "identity"
    assert "_auth_user_id" in client.session
