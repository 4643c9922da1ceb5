"""`homeward camp` makes an installation that people can look around in, says the passwords once, and survives being killed."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable

import pytest

from installations import Installation, wait_for

PEOPLE = "SELECT count(*) FROM registry_person"
SHOWN = "SELECT count(*) FROM registry_batch WHERE shown"
SIGN_IN = """
from django.contrib.auth import authenticate
from django.test import RequestFactory
import os
for name, password in (line.split() for line in os.environ['ACCOUNTS'].splitlines()):
    print(name, authenticate(RequestFactory().post('/'), username=name, password=password) is not None)
"""


def made(installation: Installation, people: int = 300) -> dict[str, object]:
    done = installation.run("camp", "--people", str(people), "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_small_camp_from_nothing_to_signing_in(make_installation: Callable[..., Installation]) -> None:
    installation = make_installation(empty=True)
    first = made(installation)
    assert (first["people"], first["before"]) == (300, False)
    assert installation.ask(PEOPLE) == [(300,)]
    users = first["users"]
    assert isinstance(users, list)
    assert len({one["password"] for one in users}) == len(users) == 26
    accounts = "\n".join(f"{one['username']} {one['password']}" for one in users[:3])
    assert installation.python(SIGN_IN, ACCOUNTS=accounts).split()[1::2] == ["True"] * 3
    assert installation.run("audit", "verify").returncode == 0
    waiting = installation.ask("SELECT kind FROM work_job WHERE state = 'queued' ORDER BY asked_at")
    assert waiting == [
        ("lists.index",),
        ("lists.index",),
        ("review.screen",),
        ("review.trace",),
        ("identity.duplicates",),
    ]
    assert installation.ask("SELECT state, count(*) FROM lists_edition GROUP BY state") == [("current", 2)]

    again = made(installation)
    assert (again["people"], again["before"]) == (300, True)
    assert {one["password"] for one in again["users"]} == {""}  # type: ignore[attr-defined]
    assert installation.ask(PEOPLE) == [(300,)]
    assert installation.ask("SELECT count(*) FROM review_run") == [(2,)]
    said = installation.run("camp", "--people", "300", "--no-serve")
    assert "stands already" in said.stdout
    assert "homeward users password" in said.stdout


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_what_is_killed_in_the_middle_is_gone_on_with(installation: Installation, number: signal.Signals) -> None:
    process = installation.start("camp", "--people", "4000", "--no-serve")
    wait_for(lambda: installation.ask(PEOPLE)[0][0] > 0)
    process.send_signal(number)
    assert process.wait(60) != 0
    assert installation.ask(SHOWN) == [(0,)]
    assert 0 < installation.ask(PEOPLE)[0][0] < 4000
    found = made(installation, 4000)
    assert (found["people"], found["before"]) == (4000, False)
    assert installation.ask(PEOPLE) == [(4000,)]
    assert installation.ask(SHOWN) == [(1,)]
    assert installation.run("worker", "--once").returncode == 0
    assert installation.ask("SELECT count(*) FROM identity_pair")[0][0] > 0


def test_an_installation_of_somebody_else_is_refused(installation: Installation) -> None:
    installation.python(
        "from homeward.access.actions import service_actor; from homeward.access.facts import Purpose\n"
        "from homeward.places.actions.sites import site_create; from homeward.places.facts import SiteDraft, SiteKind\n"
        "keeper = service_actor('operator', purpose=Purpose.ADMINISTRATION)\n"
        "site_create(keeper, draft=SiteDraft(code='R1', name='Real', kind=SiteKind.CAMP, country='sy', time_zone='UTC'))"
    )
    done = installation.run("camp", "--people", "300", "--no-serve")
    assert done.returncode == 2
    assert "HOMEWARD_HOME" in done.stderr
    assert installation.ask(PEOPLE) == [(0,)]


@pytest.mark.slow
def test_a_password_stands_on_one_line_however_narrow_the_terminal(installation: Installation) -> None:
    said = installation.run("camp", "--people", "300", "--no-serve", COLUMNS="60").stdout
    passwords = re.findall(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", said)
    assert len(set(passwords)) == 26
    assert "printed this once" in said
