"""A child's own file and who is looked for: its steps, what was written into it, tracings and the people they led to.

Comes in: what actions checked. Goes out: rows, which only child protection reads; what they say is sealed with the key of whom they are
about. Entries and steps are only added to.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.child_files import ChildStep, Entry
from homeward.pathway.facts.tracing import LeadFound, SoughtBy, TracingStep

_STEPS = [(one.value, one.value) for one in ChildStep]
_TRACING = [(one.value, one.value) for one in TracingStep]


class ChildFile(models.Model):
    """A child's file. A child has one that is open; `version` goes up with every step."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    child = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=24, choices=_STEPS, default=ChildStep.REGISTERED)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    opened_by = models.UUIDField()
    opened_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="childfile_open_once", fields=["child"], condition=Q(closed_at__isnull=True)),
            models.CheckConstraint(
                name="childfile_closed_at_its_end",
                condition=Q(step=ChildStep.CLOSED, closed_at__isnull=False)
                | ~Q(step=ChildStep.CLOSED) & Q(closed_at__isnull=True),
            ),
        ]


class ChildMove(models.Model):
    """A step of a child's file. `number` is the file's version that it made."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="file__child__site_id", person="file__child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(ChildFile, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=24, choices=_STEPS)
    words = models.BinaryField(default=b"")
    taken_by = models.UUIDField()
    taken_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="childmove_once", fields=["file", "number"])]


class ChildEntry(models.Model):
    """Something written into a child's file. `due`: when it is looked at again; the next entry of its kind and subject takes its place."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="file__child__site_id", person="file__child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(ChildFile, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Entry])
    code = models.CharField(max_length=24, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    due = models.DateField(null=True)
    subject = models.UUIDField(null=True)
    said = models.BinaryField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="childentry_says_something", condition=~Q(said=b""))]
        indexes = [models.Index(name="childentry_latest", fields=["file", "kind", "made_at"])]


class Tracing(models.Model):
    """That somebody looks for somebody: `person` is the registered one who looks. `version` goes up with every step."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    sought_by = models.CharField(max_length=16, choices=[(one.value, one.value) for one in SoughtBy])
    step = models.CharField(max_length=24, choices=_TRACING, default=TracingStep.SEARCHING)
    version = models.PositiveIntegerField(default=1)
    said = models.BinaryField()
    due = models.DateField(null=True)
    opened_by = models.UUIDField()
    opened_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class TracingMove(models.Model):
    """A step of a tracing, with how the relation was verified or what each side wants, sealed."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="tracing__person__site_id", person="tracing__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tracing = models.ForeignKey(Tracing, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=24, choices=_TRACING)
    said = models.BinaryField()
    taken_by = models.UUIDField()
    taken_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="tracingmove_once", fields=["tracing", "number"])]


class Lead(models.Model):
    """Somebody who could be the one looked for: a registered person or an entry of a tracing list, until a specialist says."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="tracing__person__site_id", person="tracing__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tracing = models.ForeignKey(Tracing, on_delete=models.PROTECT, related_name="leads")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    list_id = models.CharField(max_length=64, blank=True)
    entry_id = models.CharField(max_length=128, blank=True)
    noted_by = models.UUIDField()
    noted_name = models.CharField(max_length=150)
    noted_at = models.DateTimeField()
    found = models.CharField(max_length=24, blank=True, choices=[(one.value, one.value) for one in LeadFound])
    words = models.BinaryField(default=b"")
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lead_is_a_person_or_an_entry",
                condition=Q(person__isnull=False, entry_id="") | Q(person__isnull=True) & ~Q(entry_id=""),
            ),
            models.CheckConstraint(
                name="lead_decided_whole",
                condition=Q(found="", decided_by__isnull=True)
                | ~Q(found="") & ~Q(words=b"") & Q(decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="lead_person_once", fields=["tracing", "person"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                name="lead_entry_once", fields=["tracing", "list_id", "entry_id"], condition=~Q(entry_id="")
            ),
        ]
