"""`homeward migrate` makes the tables of an installation, puts up the guards of the trail, and says what it did."""

from __future__ import annotations

import json
from collections.abc import Callable

from installations import Installation


def test_a_migrated_installation_has_nothing_left_to_do(installation: Installation) -> None:
    done = installation.run("migrate")
    assert (done.returncode, done.stdout[:14]) == (0, "Nothing to do;")
    found = json.loads(installation.run("migrate", "--json").stdout)
    assert found["steps"] == []
    assert found["guards"] >= 2


def test_guards_that_were_taken_down_are_put_up_again(installation: Installation) -> None:
    script = "from django.db import connection; from homeward.access.guards import take_down; take_down(connection)"
    before = json.loads(installation.run("migrate", "--json").stdout)["guards"]
    installation.python(script)
    assert json.loads(installation.run("migrate", "--json").stdout)["guards"] == before


def test_two_installations_share_nothing(make_installation: Callable[[], Installation]) -> None:
    one, two = make_installation(), make_installation()
    one.python("from homeward.access.models import User; User.objects.create(username='clerk')")
    assert one.ask("SELECT count(*) FROM access_user") == [(1,)]
    assert two.ask("SELECT count(*) FROM access_user") == [(0,)]
