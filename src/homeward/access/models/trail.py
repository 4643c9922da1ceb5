"""The trail: every read, search, write, denial and disclosure, inserted only; and the seal that makes a change visible.

Comes in: events from `access.trail`. Goes out: rows. Never a personal name: ids, counts and codes only.
The database itself refuses to change or delete a row: see `access.guards`.
"""

from __future__ import annotations

from django.db import models

from homeward.access.facts import Capability, EventKind, Purpose, Reach
from homeward.kernel.ids import uuid7


class Event(models.Model):
    """One thing that somebody did, read or was refused. Its id sorts by time, so every list of events goes by it."""

    reach = Reach(read=Capability.TRAIL_READ, site="site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    user_id = models.UUIDField(null=True)
    username = models.CharField(max_length=150)
    purpose = models.CharField(max_length=32, choices=[(p.value, p.value) for p in Purpose], blank=True)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in EventKind])
    what = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=128, blank=True)
    site_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "id"], name="event_person"),
            models.Index(fields=["user_id", "id"], name="event_user"),
            models.Index(fields=["kind", "id"], name="event_kind"),
            models.Index(fields=["purpose", "id"], name="event_purpose"),
        ]


class Seal(models.Model):
    """The link of one event into the chain: `mac` covers the event and the mac before it."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    key_number = models.PositiveSmallIntegerField()
    mac = models.BinaryField()
