"""What communities said about receiving people: sessions held, concerns, agreements, and whether a place is ready.

Comes in: what actions checked. Goes out: rows, only ever added to. About a place, with its source and its day. There is no column here
for a person, a household or a case, and no words are sealed, since none may be about anybody.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.readiness import NoteKind, Outlook


class PlaceNote(models.Model):
    """Something said or agreed about a place. `settles` is the concern that an agreement answers; `outlook` a judgement's."""

    reach = Reach(read=Capability.SERVICE_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in NoteKind])
    outlook = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in Outlook])
    with_whom = models.JSONField(default=list)
    attended = models.PositiveIntegerField(null=True)
    words = models.TextField()
    source = models.CharField(max_length=200)
    day = models.DateField()
    until = models.DateField(null=True)
    settles = models.ForeignKey("pathway.PlaceNote", null=True, on_delete=models.PROTECT, related_name="settled_by")
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="placenote_is_somewhere", condition=Q(site__isnull=False) | ~Q(area_code="")),
            models.CheckConstraint(name="placenote_has_source", condition=~Q(source="") & ~Q(words="")),
            models.CheckConstraint(
                name="placenote_judgement_ends",
                condition=Q(kind=NoteKind.JUDGEMENT, until__isnull=False) & ~Q(outlook="")
                | ~Q(kind=NoteKind.JUDGEMENT) & Q(outlook=""),
            ),
        ]
        indexes = [models.Index(name="placenote_of", fields=["site", "kind", "day"])]
