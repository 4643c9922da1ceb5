"""How the web framework knows this room.

Comes in: nothing. Goes out: the room's name, and the guards of the trail after every migration.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from homeward.access.guards import put_up_after_migration, take_down_before_migration


class AccessConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.access"
    label = "access"

    def ready(self) -> None:
        """Have no guard in the way of a migration, and all of them put up after it."""
        pre_migrate.connect(take_down_before_migration, sender=self, dispatch_uid="access.guards")
        post_migrate.connect(put_up_after_migration, sender=self, dispatch_uid="access.guards")
