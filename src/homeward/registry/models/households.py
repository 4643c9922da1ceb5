"""Households, who belongs to one from when to when, how people are related, and who cares for a child.

Comes in: what actions checked. Goes out: rows. A relation says how two people are related and nothing more: nothing about one of
them is ever carried over to the other.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.models.persons import Batch, Person

_ROLES = [(role.value, role.value) for role in HouseholdRole]


class Household(models.Model):
    """People who live together and are registered together."""

    reach = Reach(read=Capability.PERSON_READ, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    version = models.PositiveIntegerField(default=1)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=32, blank=True)
    tent = models.CharField(max_length=32, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="households")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Membership(models.Model):
    """That a person belongs to a household, as what, from when to when."""

    reach = Reach(read=Capability.PERSON_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=_ROLES)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    recorded_by = models.UUIDField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_one_at_a_time", fields=["person"], condition=Q(until__isnull=True)
            ),
            models.UniqueConstraint(
                name="household_one_head",
                fields=["household"],
                condition=Q(until__isnull=True, role=HouseholdRole.HEAD),
            ),
        ]


class Relation(models.Model):
    """That one person is something to another: `of` is the one it is said about."""

    reach = Reach(read=Capability.PERSON_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="related")
    kind = models.CharField(max_length=24)
    source = models.CharField(max_length=20)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="relation_of_two", condition=~Q(person=F("of")))]


class CareArrangement(models.Model):
    """Who cares for a child who is without their parents, on what basis, from when to when."""

    reach = Reach(read=Capability.PERSON_READ, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care")
    carer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="cares_for")
    kind = models.CharField(max_length=24)
    basis = models.CharField(max_length=24)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")
