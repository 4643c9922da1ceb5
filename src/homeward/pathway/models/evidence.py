"""The register of evidence: items, whose hands they were in, and under which conditions they may be passed on.

Comes in: what actions checked. Goes out: rows. Each item has a key of its own, since it may tell of several people; words are sealed with
it, its file too. Everything here is only ever added to, and a chain has no gaps: the database refuses both (pathway.justice_guards).
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.evidence import ItemKind, Keeping, Moved, Obtained

_OF_ITEM: Final = Reach(read=Capability.EVIDENCE, site="item__site_id")


class EvidenceItem(models.Model):
    """One item: `digest` is the SHA-256 of the thing itself, here or elsewhere. It is never changed; what is learned of it is added."""

    reach = Reach(read=Capability.EVIDENCE, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    key = models.ForeignKey("access.SubjectKey", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in ItemKind])
    keeping = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Keeping])
    digest = models.BinaryField()
    size = models.BigIntegerField(default=0)
    description = models.BinaryField()
    source = models.BinaryField()
    collected_by = models.BinaryField()
    collected_where = models.BinaryField()
    collected_first = models.DateField()
    collected_last = models.DateField()
    collected_said = models.CharField(max_length=200)
    reference = models.BinaryField(default=b"")
    file_name = models.BinaryField(default=b"")
    registered_by = models.UUIDField()
    registered_name = models.CharField(max_length=150)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_says_what_and_whence",
                condition=~Q(description=b"") & ~Q(source=b"") & ~Q(collected_by=b"") & ~Q(digest=b""),
            )
        ]
        indexes = [models.Index(name="evidence_latest", fields=["site", "-registered_at"])]


class ObtainedAnswer(models.Model):
    """What was answered to how an item was obtained. The latest stands; none is changed."""

    reach = _OF_ITEM

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="obtained")
    answer = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Obtained])
    words = models.BinaryField()
    source = models.BinaryField()
    answered_by = models.UUIDField()
    answered_name = models.CharField(max_length=150)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="obtained_has_words", condition=~Q(words=b""))]


class CustodyLink(models.Model):
    """One link of an item's chain of custody; its hash covers the one before. Only ever added to, without gaps."""

    reach = _OF_ITEM

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="links")
    seq = models.PositiveIntegerField()
    what = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Moved])
    previous = models.BinaryField()
    digest = models.BinaryField()
    document = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="custody_link_once", fields=["item", "seq"])]


class EvidenceCaveat(models.Model):
    """What an originator said about passing an item on: carried along with it, and asked at every handover."""

    reach = _OF_ITEM

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="caveats")
    originator = models.CharField(max_length=200)
    words = models.CharField(max_length=1000)
    recipients = models.JSONField(null=True)
    purposes = models.JSONField(null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()


class EvidenceHandover(models.Model):
    """A package of evidence that left under an agreement. `manifest` is the SHA-256 that the recipient compares with what they are told."""

    reach = Reach(read=Capability.EVIDENCE, site="site_id")
    goes_with = {"referral_id": "pathway.CourtReferral"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey("access.SubjectKey", on_delete=models.PROTECT, related_name="+")
    referral_id = models.UUIDField()
    disclosure_id = models.UUIDField()
    recipient = models.CharField(max_length=200)
    items = models.PositiveIntegerField()
    manifest = models.BinaryField()
    size = models.BigIntegerField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
