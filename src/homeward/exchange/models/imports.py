"""Imports: the file, its rows in waiting, and which reference of a source became which person.

Comes in: what actions checked. Goes out: rows. The file's name, its cells and what they were understood as are sealed with a key of the
import's own; references and numbers are keyed hashes. The database itself sees to it that a reference becomes one person.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.exchange.facts.imports import ImportState, Outcome
from homeward.exchange.facts.tables import FileKind
from homeward.kernel.ids import uuid7

_DECIDED = (ImportState.MERGED, ImportState.REFUSED, ImportState.WITHDRAWN)


class Import(models.Model):
    """A file on its way in. `batch_id` is the registry's batch that its people are saved in."""

    reach = Reach(read=Capability.IMPORT_STAGE, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField()
    kind = models.CharField(max_length=16, blank=True, choices=[(k.value, k.value) for k in FileKind])
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in ImportState])
    version = models.PositiveIntegerField(default=1)
    size = models.PositiveBigIntegerField()
    sha256 = models.BinaryField()
    files = models.PositiveSmallIntegerField(default=1)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    batch_id = models.UUIDField(null=True)
    leave_faulty = models.BooleanField(default=False)
    record_changed = models.BooleanField(default=False)
    staged_by = models.UUIDField()
    staged_at = models.DateTimeField()
    previewed_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_decided_by_somebody",
                condition=~Q(state__in=[s.value for s in _DECIDED])
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="import_turned_down_with_reason",
                condition=~Q(state__in=[ImportState.REFUSED.value, ImportState.WITHDRAWN.value]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="import_merged_into_batch",
                condition=~Q(state=ImportState.MERGED.value) | Q(batch_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="import_latest", fields=["site", "-staged_at"]),
            models.Index(name="import_same_file", fields=["sha256"]),
        ]


class StagedRow(models.Model):
    """A row in waiting. `number` counts the records of the file; `family_row` is the number of the first row of its family."""

    reach = Reach(read=Capability.IMPORT_STAGE, site="imported__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="staged")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    cells = models.BinaryField()
    entry = models.BinaryField(default=b"")
    outcome = models.CharField(
        max_length=16, default=Outcome.UNCHECKED.value, choices=[(o.value, o.value) for o in Outcome]
    )
    problems = models.JSONField(default=list)
    doubles = models.JSONField(default=list)
    site_id = models.UUIDField(null=True)
    reference = models.BinaryField(default=b"")
    digest = models.BinaryField(default=b"")
    family = models.BinaryField(default=b"")
    family_row = models.PositiveIntegerField(default=0)
    head = models.BooleanField(default=False)
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="staged_row_once", fields=["imported", "number"]),
            models.CheckConstraint(
                name="staged_row_merged_has_person",
                condition=~Q(outcome=Outcome.MERGED.value) | Q(person_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="staged_row_family", fields=["imported", "family_row", "number"]),
            models.Index(name="staged_row_of_family", fields=["imported", "family"]),
            models.Index(name="staged_row_reference", fields=["imported", "reference"]),
            models.Index(name="staged_row_outcome", fields=["imported", "outcome", "number"]),
        ]


class StagedKey(models.Model):
    """That a row in waiting holds a number with this keyed hash: two rows with one are shown to each other."""

    id = models.BigAutoField(primary_key=True)
    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="keys")
    code = models.BinaryField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(name="staged_key_code", fields=["imported", "code"])]


class SourceReference(models.Model):
    """That a reference of a source became a person, by which import: the same reference never becomes another one."""

    code = models.BinaryField(primary_key=True, max_length=16)
    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="references")
    number = models.PositiveIntegerField()
    person_id = models.UUIDField()
    household_id = models.UUIDField(null=True)
    family = models.BinaryField(default=b"")
    digest = models.BinaryField()
    head = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(name="reference_family", fields=["family"]),
            models.Index(name="reference_import", fields=["imported"]),
        ]


class SavedMapping(models.Model):
    """A mapping under a name."""

    reach = Reach(read=Capability.IMPORT_STAGE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, unique=True)
    mapping = models.JSONField()
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()
