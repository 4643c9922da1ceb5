"""Where somebody was, from when to when: episodes at sites, and the shelters within them.

Comes in: what actions checked. Goes out: rows. A movement or an absence is a fact about a day, never a flag about a person.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.models.persons import Batch, Person


class CustodyEpisode(models.Model):
    """A stay at a site: how it began (arrival, transfer in, birth) and how it ended."""

    reach = Reach(read=Capability.PERSON_READ, site="site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="episodes")
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    began = models.CharField(max_length=16)
    from_day = models.DateField(null=True)
    ended = models.CharField(max_length=16, blank=True)
    to_day = models.DateField(null=True)
    to_site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="episode_one_open", fields=["person"], condition=Q(ended="")),
            models.CheckConstraint(
                name="episode_in_order",
                condition=Q(from_day__isnull=True) | Q(to_day__isnull=True) | Q(from_day__lte=F("to_day")),
            ),
        ]
        indexes = [
            models.Index(name="episode_in", fields=["site", "from_day"]),
            models.Index(name="episode_out", fields=["site", "to_day"]),
        ]


class Shelter(models.Model):
    """A section and tent within a stay, from when to when."""

    reach = Reach(read=Capability.PERSON_READ, site="episode__site_id", person="episode__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    episode = models.ForeignKey(CustodyEpisode, on_delete=models.PROTECT, related_name="shelters")
    section = models.CharField(max_length=32, blank=True)
    tent = models.CharField(max_length=32, blank=True)
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")
