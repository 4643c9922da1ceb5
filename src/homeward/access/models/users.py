"""People who sign in, the roles assigned to them, emergency access, and tokens for other programs.

Comes in: what `access.actions` checked. Goes out: rows. Never decides.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Purpose, Reach, Role
from homeward.kernel.ids import uuid7

_ROLES = [(role.value, role.value) for role in Role]
_PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]


class User(AbstractUser):
    """Somebody who signs in, or a service that runs at night. What they may do stands in their assignments alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    language = models.CharField(max_length=8, default="en")
    is_service = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)


class RoleAssignment(models.Model):
    """A role at a site (none: every site), for a purpose, until a moment. Withdrawn, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=40, choices=_ROLES)
    site_id = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=32, choices=_PURPOSES)
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assignment_once",
                fields=["user", "role", "site_id", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="assignment_everywhere_once",
                fields=["user", "role", "purpose"],
                condition=Q(withdrawn_at__isnull=True, site_id__isnull=True),
            ),
            models.CheckConstraint(name="assignment_not_to_self", condition=~Q(user=F("given_by"))),
        ]


class BreakGlass(models.Model):
    """Emergency access to one person's file: a reason, an end, and a review by somebody else."""

    reach = Reach(read=Capability.BREAK_GLASS_REVIEW, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="glasses")
    person_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=32, choices=_PURPOSES)
    reason = models.TextField()
    site_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(
        max_length=16, blank=True, choices=[("justified", "justified"), ("not_justified", "not_justified")]
    )
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="glass_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="glass_ends", condition=Q(until__gt=F("opened_at"))),
            models.CheckConstraint(name="glass_not_reviewed_by_self", condition=~Q(user=F("reviewed_by"))),
            models.CheckConstraint(
                name="glass_reviewed_with_words",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, finding="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(finding="") & ~Q(words="")),
            ),
        ]


class ApiToken(models.Model):
    """A key for another program: what it holds is one assignment's worth, until a moment. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.BinaryField(unique=True)
    role = models.CharField(max_length=40, choices=_ROLES)
    site_id = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=32, choices=_PURPOSES)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
