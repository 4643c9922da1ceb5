"""A photograph of a person, where the installation keeps any: that there is one, its size, and until when.

Comes in: what actions checked. Goes out: rows; the picture itself is a sealed file under the row's id. Nothing is ever worked out of a
picture: there is no column for a face, a template or a likeness, and a test keeps it so.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.models.persons import Person


class Photograph(models.Model):
    """One photograph of a person; another takes its place, and then the file is gone."""

    reach = Reach(read=Capability.DOCUMENT_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="photographs")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="photograph_one_of_each", fields=["person"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="photograph_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
