"""`homeward lists`: what a published list holds, what changed between two editions of it, and the lists of an installation.

Comes in: files as their publisher released them. Goes out: counts, oddities and refusals, for a person or as JSON.
Each verb stands in a file of its name. Looking at a list must start at once, so `inspect` and `diff` import neither the
engine nor numpy; `index`, which needs both, and `add`, `fetch` and `status`, which need the platform, are imported when they are called.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from homeward.cli.lists.diff import diff
from homeward.cli.lists.inspect import inspect
from homeward.cli.main import lazy


class Lists(TyperGroup):
    """The verbs about lists, of which some are not imported before they are called."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for verb in ("index", "add", "fetch", "status"):
            self.add_command(lazy(f"lists {verb}"))


app = typer.Typer(cls=Lists, add_completion=False, no_args_is_help=True, rich_markup_mode=None)
app.command("inspect")(inspect)
app.command("diff")(diff)
