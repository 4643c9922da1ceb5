"""The person's row, which holds only what is current and can be rebuilt from the claims, and the keys by which it is found.

Comes in: what actions worked out. Goes out: rows. Names, exact days and numbers are sealed; sex, months of birth and
nationalities stay legible so that a site can be counted (docs/decisions/0007-sealing-and-search.md).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.persons import HouseholdRole, Standing
from homeward.registry.facts.values import Sex


class Serial(models.Model):
    """The last of a kind of whole numbers given out: short keys of rows that many others point to."""

    kind = models.CharField(primary_key=True, max_length=16)
    last = models.BigIntegerField(default=0)


class Batch(models.Model):
    """Rows that came in together: nobody sees them until `shown` flips, and they leave together when it flips back.

    One that was `given_up` before anybody saw it is thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    shown = models.BooleanField(default=False)
    given_up = models.BooleanField(default=False)


class Person(models.Model):
    """A registered person."""

    reach = Reach(read=Capability.PERSON_READ, site="site_id", person="id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    serial = models.BigIntegerField(unique=True)
    number = models.CharField(max_length=16, unique=True)
    key = models.ForeignKey("access.SubjectKey", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    summary = models.BinaryField()
    sex = models.CharField(max_length=8, blank=True, choices=[(sex.value, sex.value) for sex in Sex])
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    nationalities = models.CharField(max_length=64, blank=True)
    standing = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Standing])
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=32, blank=True)
    tent = models.CharField(max_length=32, blank=True)
    household = models.ForeignKey("registry.Household", null=True, on_delete=models.PROTECT, related_name="persons")
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in HouseholdRole])
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="persons")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_merged_says_into_whom",
                condition=(Q(standing=Standing.MERGED) & Q(merged_into__isnull=False))
                | (~Q(standing=Standing.MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="person_born_in_order",
                condition=Q(born_from__isnull=True, born_to__isnull=True) | Q(born_from__lte=models.F("born_to")),
            ),
        ]
        indexes = [
            models.Index(name="person_place", fields=["site", "standing", "section", "tent"]),
            models.Index(name="person_latest", fields=["site", "-registered_at"]),
            models.Index(name="person_counted", fields=["id", "sex", "born_from", "born_to"]),
            models.Index(name="person_tent", fields=["tent"]),
            models.Index(name="person_section", fields=["section"]),
            models.Index(name="person_absorbed", fields=["id"], condition=Q(merged_into__isnull=False)),
        ]


class NameKey(models.Model):
    """That a person's names hold a part with this keyed number: the postings of the name search."""

    pk = models.CompositePrimaryKey("code", "serial")
    code = models.BigIntegerField()
    serial = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(name="namekey_of", fields=["serial", "code"])
        ]  # whether somebody has a part, without the row


class BlindKey(models.Model):
    """That a person holds an exact value with this keyed hash: a document's number, a telephone number, a date of birth."""

    pk = models.CompositePrimaryKey("code", "serial")
    code = models.BinaryField(max_length=16)
    serial = models.BigIntegerField(db_index=True)
