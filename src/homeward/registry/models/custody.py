"""Where somebody was, from when to when: stays at sites, and the shelters within them.

Comes in: what actions checked. Goes out: rows. A movement or an absence is a fact about a day, never a flag about a person.
A wrong entry is never deleted: a correction says why, and what took its place if anything did.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Beginning, Ending
from homeward.registry.models.persons import Batch, Person

_SOURCES = [(source.value, source.value) for source in Source]


class CustodyEpisode(models.Model):
    """A stay at a site: how it began and how it ended.

    `counts_from` and `counts_to` are the days by which it is counted: the day itself, or the one on which it was recorded where
    the day is not known. `corrected_at` set: the entry was wrong; `corrected_by` is the stay that took its place, if one did.
    """

    reach = Reach(read=Capability.PERSON_READ, site="site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="episodes")
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    began = models.CharField(max_length=16, choices=[(began.value, began.value) for began in Beginning])
    from_day = models.DateField(null=True)
    counts_from = models.DateField()
    source = models.CharField(max_length=20, choices=_SOURCES, default=Source.CLERK)
    ended = models.CharField(max_length=20, blank=True, choices=[(ended.value, ended.value) for ended in Ending])
    to_day = models.DateField(null=True)
    counts_to = models.DateField(null=True)
    to_site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    end_source = models.CharField(max_length=20, blank=True, choices=_SOURCES)
    end_recorded_by = models.UUIDField(null=True)
    end_recorded_at = models.DateTimeField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrects")
    correction = models.BinaryField(default=b"")
    correction_recorded_by = models.UUIDField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="episode_one_open", fields=["person"], condition=Q(ended="", corrected_at__isnull=True)
            ),
            models.CheckConstraint(
                name="episode_in_order",
                condition=Q(from_day__isnull=True) | Q(to_day__isnull=True) | Q(from_day__lte=F("to_day")),
            ),
            models.CheckConstraint(
                name="episode_ended_counts_to",
                condition=Q(ended="", counts_to__isnull=True, to_day__isnull=True)
                | (~Q(ended="") & Q(counts_to__isnull=False, counts_to__gte=F("counts_from"))),
            ),
            models.CheckConstraint(
                name="episode_corrected_says_why",
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True, correction=b"")
                | (Q(corrected_at__isnull=False, correction_recorded_by__isnull=False) & ~Q(correction=b"")),
            ),
        ]
        indexes = [
            # Each holds all that a count asks for, so that 55,000 stays are added up without opening one.
            models.Index(
                name="episode_in",
                fields=["site", "counts_from", "counts_to", "person", "corrected_at", "batch", "began", "from_day"],
            ),
            models.Index(
                name="episode_stock", fields=["site", "person", "counts_from", "counts_to", "corrected_at", "batch"]
            ),
            models.Index(
                name="episode_out", fields=["site", "counts_to", "person", "corrected_at", "batch", "ended", "to_day"]
            ),
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
    open = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="shelter_one_open", fields=["episode"], condition=Q(open=True)),
            models.CheckConstraint(
                name="shelter_in_order",
                condition=Q(from_day__isnull=True) | Q(to_day__isnull=True) | Q(from_day__lte=F("to_day")),
            ),
        ]
