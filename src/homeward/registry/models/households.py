"""Households, who belongs to one from when to when, how people are related, and who cares for a child.

Comes in: what actions checked. Goes out: rows. A relation says how two people are related and nothing more: nothing about one of
them is ever carried over to the other.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import CareBasis, CareKind, RelationKind, SeparationBasis
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.models.persons import Batch, Person

_ROLES = [(role.value, role.value) for role in HouseholdRole]
_SOURCES = [(source.value, source.value) for source in Source]
_RELATIONS = [(kind.value, kind.value) for kind in RelationKind]
_CARE = [(kind.value, kind.value) for kind in CareKind]
_CARE_BASES = [(basis.value, basis.value) for basis in CareBasis]
_SEPARATIONS = [(basis.value, basis.value) for basis in SeparationBasis]


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
    kind = models.CharField(max_length=24, choices=_RELATIONS)
    source = models.CharField(max_length=20, choices=_SOURCES)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="relation_of_two", condition=~Q(person=F("of"))),
            models.UniqueConstraint(
                name="relation_once", fields=["person", "of", "kind"], condition=Q(ended_at__isnull=True)
            ),
        ]


class CareArrangement(models.Model):
    """Who cares for a child who is without their parents, on what basis, from when to when."""

    reach = Reach(read=Capability.PERSON_READ, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care")
    carer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="cares_for")
    kind = models.CharField(max_length=24, choices=_CARE)
    basis = models.CharField(max_length=24, choices=_CARE_BASES)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="care_one_at_a_time", fields=["child"], condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(name="care_by_another", condition=Q(carer__isnull=True) | ~Q(carer=F("child"))),
        ]


class Separation(models.Model):
    """A decision that a child leaves the carers they live with. It lets one change happen, once: `used_at` says when."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="separations")
    basis = models.CharField(max_length=24, choices=_SEPARATIONS)
    authority = models.BinaryField()
    reason = models.BinaryField()
    review_on = models.DateField()
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="separation_says_why", condition=~Q(reason=b"") & ~Q(authority=b"")),
            models.UniqueConstraint(
                name="separation_one_open",
                fields=["child"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]
