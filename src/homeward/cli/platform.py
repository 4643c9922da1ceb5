"""Sets the web framework up for the verbs that need it, and ends them properly: a refusal leaves its trace in the trail.

Comes in: nothing; importing this module sets up, so a verb imports it first, above `# isort: split`, and the rooms below that line.
Goes out: `Verbs`, the kind of group that a platform verb's application is made of.
Never imported by an engine verb: those start without the web framework.
"""

from __future__ import annotations

import os
from typing import Any

import django
import typer
from django.apps import apps
from typer.core import TyperGroup

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.config.settings")
if not apps.ready:
    django.setup()

# isort: split
from homeward.access.actions import denied
from homeward.access.errors import Refused


class Verbs(TyperGroup):
    """Platform verbs: what was refused within a transaction is written to the trail after its end."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            denied(refusal)
            raise


def verbs(purpose: str) -> typer.Typer:
    """The application of a group of platform verbs, still empty, with the line that its help shows."""
    app = typer.Typer(cls=Verbs, add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=purpose)
    app.callback()(lambda: None)  # a group even where it holds one verb
    return app
