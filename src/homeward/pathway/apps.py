"""How the web framework knows this room.

Comes in: nothing. Goes out: the room's name, and the guards of its steps among those that stand after every migration.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from homeward.access.guards import declare
from homeward.pathway.assessed_guards import GUARDS as ASSESSED_GUARDS
from homeward.pathway.children_guards import GUARDS as CHILDREN_GUARDS
from homeward.pathway.convoy_guards import GUARDS as CONVOY_GUARDS
from homeward.pathway.guards import GUARDS
from homeward.pathway.instrument_guards import GUARDS as INSTRUMENT_GUARDS
from homeward.pathway.justice_guards import GUARDS as JUSTICE_GUARDS
from homeward.pathway.milestone_guards import GUARDS as MILESTONE_GUARDS
from homeward.pathway.shipped import load_shipped
from homeward.pathway.shipped_instruments import load_shipped as load_instruments


class PathwayConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.pathway"
    label = "pathway"

    def ready(self) -> None:
        """Hand over the guards; the trail's own are put up with them."""
        declare(GUARDS)
        declare(ASSESSED_GUARDS)
        declare(CHILDREN_GUARDS)
        declare(CONVOY_GUARDS)
        declare(INSTRUMENT_GUARDS)
        declare(MILESTONE_GUARDS)
        declare(JUSTICE_GUARDS)
        post_migrate.connect(load_shipped, sender=self, dispatch_uid="pathway.packs")
        post_migrate.connect(load_instruments, sender=self, dispatch_uid="pathway.instruments")
