"""Sets the web framework up for the verbs that need it, and ends them properly: a refusal leaves its trace in the trail.

Comes in: nothing; importing this module sets up, so a verb imports it first, above `# isort: split`, and the rooms below that line.
Goes out: `verbs`, the application that a platform verb's commands are added to; `operator`, who acts at the machine.
Never imported by an engine verb: those start without the web framework.
"""

from __future__ import annotations

import getpass
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
from django.db import OperationalError, ProgrammingError

from homeward.access.actions import denied, service_actor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Purpose
from homeward.kernel.errors import BadInput


class Verbs(TyperGroup):
    """Platform verbs: what was refused within a transaction is written to the trail after its end."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            denied(refusal)
            raise
        except (OperationalError, ProgrammingError) as error:
            if os.environ.get("HOMEWARD_TRACEBACK"):
                raise
            raise BadInput(
                "The database does not answer, or lacks tables of this version. Start it, run `homeward migrate`, and try again."
            ) from error


def verbs(purpose: str) -> typer.Typer:
    """The application of a group of platform verbs, still empty, with the line that its help shows."""
    app = typer.Typer(cls=Verbs, add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=purpose)
    app.callback()(lambda: None)  # a group even where it holds one verb
    return app


def operator(verb: str) -> Actor:
    """Whoever is at the machine: the installation's own administrator, with the system's account name in the trail."""
    return service_actor("operator", purpose=Purpose.ADMINISTRATION, channel=f"command:{verb}:{account()}"[:64])


def account() -> str:
    """The system's account name, for the trail."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in some containers
        return str(os.getuid())
