"""Runs of the screening, what each was made of, and against what each person was screened last.

Comes in: what tasks worked out. Goes out: rows of ids, counts and hashes; never a name. A run keeps what a replay needs: the editions, the
versions of engine, weights and reference, the people and the moment whose claims were read.
"""

from __future__ import annotations

from django.db import models

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7


class Run(models.Model):
    """One run. `scope` is what was asked: everyone, site, person, changed (people or entries), planted."""

    reach = Reach(read=Capability.CANDIDATE_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scope = models.CharField(max_length=16)
    desk = models.CharField(max_length=16)
    site_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
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
    unreadable = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    asked_anew = models.PositiveIntegerField(default=0)
    asked_again = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

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
    """Who was screened in a run: 16 bytes for each person, a part of a few thousand to a row, in the order of the run."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="people")
    part = models.PositiveIntegerField()
    ids = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="run_part_once", fields=["run", "part"])]


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
    """On which state a person was screened last, and against what: whoever has none, or another state now, is screened next."""

    reach = Reach(read=Capability.CANDIDATE_READ, site="person__site_id", person="person_id")

    person = models.OneToOneField("registry.Person", primary_key=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    mark = models.BinaryField(max_length=16)
    cover = models.ForeignKey(Cover, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
