"""The directory of services: what there is, where, by whom, for whom, and until when.

Comes in: what actions checked. Goes out: rows. About places and organisations; never a person.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.services import ForWhom, ServiceKind


class Service(models.Model):
    """A service at a site, in an area, or both. `capacity`: how many it can have at a time; none where nobody said."""

    reach = Reach(read=Capability.SERVICE_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in ServiceKind])
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=40, blank=True)
    whom = models.CharField(max_length=16, choices=[(one.value, one.value) for one in ForWhom])
    languages = models.JSONField(default=list)
    capacity = models.PositiveIntegerField(null=True)
    open_from = models.DateField(null=True)
    open_until = models.DateField(null=True)
    contact = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="service_is_somewhere", condition=Q(site__isnull=False) | ~Q(area_code="")),
            models.CheckConstraint(
                name="service_opens_before_it_ends",
                condition=Q(open_from__isnull=True) | Q(open_until__isnull=True) | Q(open_until__gte=F("open_from")),
            ),
        ]
        indexes = [models.Index(name="service_at", fields=["site", "kind"], condition=Q(ended_at__isnull=True))]
