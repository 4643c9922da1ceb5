"""Migrations: no table lacks its own, and every one of them is taken back and taken again, and leaves the tables as they were."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from installations import Installation

# In a process of its own, so that no other test meets tables that are not there. What it prints is what differs.
BACK_AND_AGAIN = """
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from homeward.access import guards

def tables():
    with connection.cursor() as cursor:
        about = connection.introspection
        return {
            table: (
                [(one.name, one.type_code, one.null_ok) for one in about.get_table_description(cursor, table)],
                sorted(map(str, about.get_constraints(cursor, table))),
            )
            for table in about.table_names(cursor)
        }

before = tables()
rooms = [config.label for config in apps.get_app_configs() if config.name.startswith("homeward.")]
first = [node for node in MigrationExecutor(connection).loader.graph.nodes if node[0] in rooms and node[1].startswith("0001")]
guards.take_down(connection)
for node in first:
    executor = MigrationExecutor(connection)
    if node in executor.loader.applied_migrations:
        executor.migrate([node])
assert tables() != before
call_command("migrate", verbosity=0)
after = tables()
print(*sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))
"""


@pytest.mark.django_db
def test_no_table_lacks_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_each_is_taken_back_and_taken_again(installation: Installation) -> None:
    assert installation.python(BACK_AND_AGAIN).strip() == ""
