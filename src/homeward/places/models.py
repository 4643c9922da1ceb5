"""The tables of places: sites, their other names, successions, capacity claims, sections; administrative areas.

Comes in: what `places.actions` checked. Goes out: rows. No persons. A site is closed, never deleted; claims are added, never changed.
A partial date is two days and the words it was given in: see `rules.said`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.places.facts import AliasKind, Moved, SiteKind, SiteStatus, Unit
from homeward.places.rules import LONGEST

_NAME = LONGEST


class AdminArea(models.Model):
    """An administrative area by its P-code; `parent` is the code of the area it lies in."""

    code = models.CharField(primary_key=True, max_length=20)
    country = models.CharField(max_length=2)
    level = models.PositiveSmallIntegerField()
    parent = models.CharField(max_length=20, blank=True)
    names = models.JSONField(default=dict)

    reach = Reach(read=Capability.SITE_READ)


class Site(models.Model):
    """A place where people are, were or will be."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in SiteKind])
    name = models.CharField(max_length=_NAME)
    names = models.JSONField(default=dict)
    country = models.CharField(max_length=2)
    area_code = models.CharField(max_length=20, blank=True)
    time_zone = models.CharField(max_length=64)
    opened_first = models.DateField(null=True)
    opened_last = models.DateField(null=True)
    opened_said = models.CharField(max_length=_NAME, blank=True)
    closed_first = models.DateField(null=True)
    closed_last = models.DateField(null=True)
    closed_said = models.CharField(max_length=_NAME, blank=True)
    status = models.CharField(max_length=8, choices=[(status.value, status.value) for status in SiteStatus])
    version = models.PositiveIntegerField(default=1)

    reach = Reach(read=Capability.SITE_READ, site="id")

    class Meta:
        constraints = [
            models.CheckConstraint(name="site_kind_known", condition=Q(kind__in=[kind.value for kind in SiteKind])),
            models.CheckConstraint(
                name="site_status_known", condition=Q(status__in=[status.value for status in SiteStatus])
            ),
            models.CheckConstraint(
                name="site_closed_has_its_day",
                condition=Q(status=SiteStatus.CLOSED.value, closed_first__isnull=False, closed_last__isnull=False)
                | (~Q(status=SiteStatus.CLOSED.value) & Q(closed_first__isnull=True, closed_last__isnull=True)),
            ),
            models.CheckConstraint(
                name="site_closes_after_it_opened",
                condition=Q(opened_first__isnull=True)
                | Q(closed_last__isnull=True)
                | Q(closed_last__gte=F("opened_first")),
            ),
            models.CheckConstraint(name="site_has_name", condition=~Q(name="") & ~Q(code="")),
        ]


class SiteStep(models.Model):
    """A step of a site's life, who recorded it, and why: closed and opened again are told apart for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=8, choices=[(status.value, status.value) for status in SiteStatus])
    after = models.CharField(max_length=8, choices=[(status.value, status.value) for status in SiteStatus])
    reason = models.TextField(blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    reach = Reach(read=Capability.SITE_READ, site="site_id")

    class Meta:
        constraints = [
            models.CheckConstraint(name="step_goes_somewhere", condition=~Q(before=F("after"))),
            models.CheckConstraint(
                name="step_of_closing_has_reason",
                condition=~Q(reason="") | (~Q(before=SiteStatus.CLOSED.value) & ~Q(after=SiteStatus.CLOSED.value)),
            ),
        ]


class SiteAlias(models.Model):
    """Another spelling, a former or a short name of a site, and who writes it so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=_NAME)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in AliasKind])
    language = models.CharField(max_length=8, blank=True)
    script = models.CharField(max_length=5)
    source = models.CharField(max_length=_NAME)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    reach = Reach(read=Capability.SITE_READ, site="site_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="alias_once", fields=["site", "text"]),
            models.CheckConstraint(name="alias_says_something", condition=~Q(text="") & ~Q(source="")),
        ]


class SiteSuccession(models.Model):
    """That a site followed another, since when, and what it took over. Read by whoever reads sites: it lies between two."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    predecessor = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="origins")
    since_first = models.DateField()
    since_last = models.DateField()
    since_said = models.CharField(max_length=_NAME)
    moved = models.CharField(max_length=16, choices=[(moved.value, moved.value) for moved in Moved])
    words = models.TextField(blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    reach = Reach(read=Capability.SITE_READ)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="succession_once", fields=["predecessor", "successor", "moved"]),
            models.CheckConstraint(name="succession_of_two", condition=~Q(predecessor=F("successor"))),
        ]


class SiteCapacity(models.Model):
    """How many a site can hold, as of a day, according to a source. Claims stand beside each other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="capacities")
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=10, choices=[(unit.value, unit.value) for unit in Unit])
    as_of_first = models.DateField()
    as_of_last = models.DateField()
    as_of_said = models.CharField(max_length=_NAME)
    source = models.CharField(max_length=_NAME)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    reach = Reach(read=Capability.SITE_READ, site="site_id")

    class Meta:
        constraints = [
            models.CheckConstraint(name="capacity_is_a_number", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="capacity_has_source", condition=~Q(source="")),
        ]


class Section(models.Model):
    """A part of a site, by the code that is painted on its sign; its names by language."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=16)
    names = models.JSONField(default=dict)

    reach = Reach(read=Capability.SITE_READ, site="site_id")

    class Meta:
        constraints = [models.UniqueConstraint(name="section_once", fields=["site", "code"])]
