"""`homeward migrate`: bring the tables of this installation to the present version, and put up the database's own guards.

Comes in: nothing but the settings. Goes out: what was done. Never undoes a step: restore a backup for that.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import typer
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from homeward.access import guards
from homeward.cli.render import count, show, show_json

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def migrate(
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Make and change this installation's tables as this version needs them. Make a backup first: `homeward backup`."""
    steps = pending()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:  # a step that failed leaves no table unguarded
        guards.put_up(connection)
    standing = len(guards.names(connection))
    if as_json:
        show_json({"steps": steps, "guards": standing})
        return
    show(f"{count(len(steps), 'step')} done; {count(standing, 'guard')} stand." if steps else
         f"Nothing to do; {count(standing, 'guard')} stand.")  # fmt: skip


def pending() -> list[str]:
    """The steps that this version has and the database has not, as `room.step`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]
