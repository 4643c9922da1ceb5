"""Runs of the screening, what each was made of, and against what each person was screened last.

Comes in: what tasks worked out. Goes out: rows of ids, counts and hashes; never a name. A run keeps what a replay needs: the editions, the
versions of engine, weights and reference, the people and the moment whose claims were read.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.lists.facts.lists import Desk
from homeward.review.facts.runs import Scope


class Run(models.Model):
    """One run. `scope` is what was asked (`facts.runs.Scope`), `as_of` the moment whose claims were read, by whoever goes on with it too.

    `whom`: the people of a list that was handed over, packed; `words`: what that list is called. `passed_over` counts people who were left
    to a newer run, which knew them better.
    """

    reach = Reach(read=Capability.CANDIDATE_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scope = models.CharField(max_length=16, choices=[(scope.value, scope.value) for scope in Scope])
    desk = models.CharField(max_length=16, choices=[(desk.value, desk.value) for desk in Desk])
    site_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    whom = models.BinaryField(default=b"")
    words = models.CharField(max_length=120, blank=True)
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    as_of = models.DateTimeField(null=True)
    job_id = models.UUIDField(null=True)
    compared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    engine = models.JSONField(default=dict)
    reference = models.CharField(max_length=64, blank=True)
    least = models.IntegerField(default=0)
    top = models.PositiveSmallIntegerField(default=10)
    persons = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    on_ground = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    asked_anew = models.PositiveIntegerField(default=0)
    asked_again = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="run_latest", fields=["-asked_at"])]


class RunEdition(models.Model):
    """That a run compared with an edition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="editions")
    edition = models.ForeignKey("lists.Edition", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="run_edition_once", fields=["run", "edition"])]


class RunPeople(models.Model):
    """Who was looked at in a run, a part of a thousand to a row, in the order of the run: for each 16 bytes of the id and 4 of the version.

    `read` is written once they were read (`review.packing`): how each was taken, and the mark of what was compared.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="people")
    part = models.PositiveIntegerField()
    ids = models.BinaryField()
    versions = models.BinaryField()
    read = models.BinaryField(default=b"")
    planted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="run_part_once", fields=["run", "part"])]


class RunFound(models.Model):
    """What a run found for one part of its people in one edition: places in the part, entries, evidence. Kept for a replay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows")
    part = models.PositiveIntegerField()
    edition = models.ForeignKey("lists.Edition", on_delete=models.PROTECT, related_name="+")
    rows = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="run_found_once", fields=["run", "part", "edition"])]


class Cover(models.Model):
    """A set of editions against which people were screened together; `hash` stands for the set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hash = models.CharField(max_length=64, unique=True)


class CoverEdition(models.Model):
    """That an edition belongs to a set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cover = models.ForeignKey(Cover, on_delete=models.CASCADE, related_name="editions")
    edition = models.ForeignKey("lists.Edition", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="cover_edition_once", fields=["cover", "edition"])]


class Screened(models.Model):
    """On which state a person was screened last for a desk, and against what: whoever has none, or another state now, is screened next.

    `withheld`: they were not compared (a child, without a ground); `again_on` is the day on which that is looked at anew.
    """

    reach = Reach(read=Capability.CANDIDATE_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=16, choices=[(desk.value, desk.value) for desk in Desk])
    version = models.PositiveIntegerField()
    mark = models.BinaryField(max_length=16)
    cover = models.ForeignKey(Cover, on_delete=models.PROTECT, related_name="+")
    withheld = models.BooleanField(default=False)
    again_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="screened_once", fields=["person", "desk"])]
        indexes = [models.Index(name="screened_again", fields=["again_on"], condition=Q(again_on__isnull=False))]
