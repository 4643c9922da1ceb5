"""A pattern is made again when anything changes that has a say in it, and its copies are alike: nothing of one test reaches the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from homeward.places.models import AdminArea
from patterns import Pattern, server, state

ON_REAL_TRANSACTIONS = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("changed", "another"),
    [
        ("registry/migrations/0002_next.py", True),
        ("registry/guards.py", True),
        ("resources/packs/one.yaml", True),
        ("config/settings.py", True),
        ("web/pages/one.py", False),
        ("registry/guards.pyc", False),
    ],
)
def test_a_change_makes_another_pattern_where_it_has_a_say(changed: str, another: bool, tmp_path: Path) -> None:
    (tmp_path / "registry/migrations").mkdir(parents=True)
    (tmp_path / "registry/migrations/0001_initial.py").write_text("first")
    before = state(tmp_path)
    (tmp_path / changed).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / changed).write_text("changed")
    assert (state(tmp_path) != before) is another
    assert state(tmp_path) == state(tmp_path)


def test_other_pins_make_another_pattern(tmp_path: Path) -> None:
    pins = tmp_path / "pins.txt"
    pins.write_text("Django==5.2.1")
    before = state(tmp_path, pins)
    pins.write_text("Django==5.2.2")
    assert state(tmp_path, pins) != before


@ON_REAL_TRANSACTIONS
def test_a_test_on_real_transactions_can_take_away_what_lay_there() -> None:
    assert AdminArea.objects.exists()
    AdminArea.objects.all().delete()


@ON_REAL_TRANSACTIONS
def test_and_the_next_one_finds_it_again() -> None:
    assert AdminArea.objects.exists()


@ON_REAL_TRANSACTIONS
def test_the_tests_see_a_copy_and_never_the_pattern(pattern: Pattern) -> None:
    kept = pattern.database or str(pattern.home / "db.sqlite3")
    assert str(connection.settings_dict["NAME"]) != kept
    assert bool(pattern.database) is bool(server())
