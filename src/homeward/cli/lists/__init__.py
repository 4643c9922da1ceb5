"""`homeward lists`: what a published list holds, and what changed between two editions of it.

Comes in: files as their publisher released them. Goes out: counts, oddities and refusals, for a person or as JSON.
Each verb stands in a file of its name. Looking at a list must start at once, so `inspect` and `diff` import neither the
engine nor numpy.
"""

from __future__ import annotations

import typer

from homeward.cli.lists.diff import diff
from homeward.cli.lists.inspect import inspect

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("inspect")(inspect)
app.command("diff")(diff)
