"""Lists, their editions, and attempts to get a newer one.

Comes in: what actions checked. Goes out: rows. The bytes of an edition lie under `HOMEWARD_HOME/lists/<sha256>`, sealed where the list is
restricted; its index under `HOMEWARD_HOME/indexes/<sha256>`. A list has one current edition, and the database refuses a second.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.lists.facts.lists import Desk, EditionState, ListKind, Outcome, Way


class WatchList(models.Model):
    """A list that this installation keeps. `roles` are those that may see a restricted one; empty: nobody."""

    reach = Reach(read=Capability.LIST_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list_id = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    desk = models.CharField(max_length=16, choices=[(d.value, d.value) for d in Desk])
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in ListKind])
    restricted = models.BooleanField(default=False)
    roles = models.JSONField(default=list)
    originator = models.CharField(max_length=200, blank=True)
    caveat = models.TextField(blank=True)
    stale_after_days = models.PositiveIntegerField(default=60)
    known = models.CharField(max_length=32, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=64, blank=True)
    column_map = models.JSONField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="list_has_id", condition=~Q(list_id=""))]


class Edition(models.Model):
    """One edition of a list, as received."""

    reach = Reach(read=Capability.LIST_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    watch_list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="editions")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    format = models.CharField(max_length=16)
    published_on = models.CharField(max_length=32, blank=True)
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    received_name = models.CharField(max_length=150)
    way = models.CharField(max_length=16, choices=[(w.value, w.value) for w in Way])
    individuals = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    kinds = models.JSONField(default=dict)
    column_map = models.JSONField(null=True)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in EditionState])
    problems = models.JSONField(default=list)
    words = models.TextField(blank=True)
    accepted_by = models.UUIDField(null=True)
    accepted_name = models.CharField(max_length=150, blank=True)
    accepted_why = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True)
    indexed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="edition_once", fields=["watch_list", "sha256"]),
            models.UniqueConstraint(name="edition_current_once", fields=["watch_list"], condition=Q(state="current")),
            models.CheckConstraint(
                name="edition_current_is_indexed", condition=~Q(state="current") | Q(indexed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="edition_accepted_with_words", condition=Q(accepted_by__isnull=True) | ~Q(accepted_why="")
            ),
        ]


class Attempt(models.Model):
    """An attempt to get an edition, and what came of it: nothing new, an edition, or why it failed."""

    reach = Reach(read=Capability.LIST_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    watch_list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    way = models.CharField(max_length=16, choices=[(w.value, w.value) for w in Way])
    by = models.UUIDField()
    by_name = models.CharField(max_length=150)
    outcome = models.CharField(max_length=16, choices=[(o.value, o.value) for o in Outcome])
    words = models.TextField(blank=True)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
