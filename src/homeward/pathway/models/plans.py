"""Needs, versions of a person's plan with its goals, and referrals to services.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. Nothing here points to justice, and no row is read
there. A version that was in force is kept as it was; a referral's turns are only added to.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.needs import NeedSource, NeedState
from homeward.pathway.facts.plans import Agreement, Consent, GoalState, PlanState, ReferralState
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.models.cases import Case
from homeward.pathway.models.instruments import Assessment
from homeward.pathway.models.services import Service

_KINDS = [(one.value, one.value) for one in ServiceKind]


class Need(models.Model):
    """Something that somebody needs, and what became of it. `version` goes up with every change."""

    reach = Reach(read=Capability.PLAN_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=24, choices=_KINDS)
    words = models.BinaryField()
    source = models.CharField(max_length=12, choices=[(one.value, one.value) for one in NeedSource])
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="needs")
    found_on = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in NeedState], default=NeedState.OPEN
    )
    state_words = models.BinaryField(default=b"")
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    settled_name = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_settled_with_words",
                condition=Q(state=NeedState.OPEN) | (~Q(state_words=b"") & Q(settled_at__isnull=False)),
            )
        ]
        indexes = [models.Index(name="need_open", fields=["case", "kind"], condition=Q(state=NeedState.OPEN))]


class Plan(models.Model):
    """One version of a person's plan. One is in force at most; one is being written at most."""

    reach = Reach(read=Capability.PLAN_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in PlanState], default=PlanState.DRAFT
    )
    own_words = models.BinaryField()
    language = models.CharField(max_length=8)
    with_whom = models.BinaryField(default=b"")
    review_on = models.DateField()
    agreement = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in Agreement], default=Agreement.NOT_ASKED
    )
    explained_by = models.UUIDField(null=True)
    explained_name = models.CharField(max_length=150, blank=True)
    explained_on = models.DateField(null=True)
    explained_in = models.CharField(max_length=8, blank=True)
    interpreter = models.BinaryField(default=b"")
    open_words = models.BinaryField(default=b"")
    carer = models.BinaryField(default=b"")
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plan_number_once", fields=["case", "number"]),
            models.UniqueConstraint(name="plan_in_force_once", fields=["case"], condition=Q(state=PlanState.IN_FORCE)),
            models.UniqueConstraint(name="plan_draft_once", fields=["case"], condition=Q(state=PlanState.DRAFT)),
            models.CheckConstraint(
                name="plan_in_force_was_agreed",
                condition=~Q(state=PlanState.IN_FORCE)
                | Q(agreement__in=[Agreement.AGREES, Agreement.IN_PART], explained_on__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_in_part_says_what_stays_open",
                condition=Q(agreement__in=[Agreement.AGREES, Agreement.NOT_ASKED]) | ~Q(open_words=b""),
            ),
        ]
        indexes = [models.Index(name="plan_review", fields=["review_on"], condition=Q(state=PlanState.IN_FORCE))]


class PlanReview(models.Model):
    """That a plan in force was looked at again with the person and goes on, until when. Only ever added to."""

    reach = Reach(read=Capability.PLAN_READ, site="plan__case__person__site_id", person="plan__case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    words = models.BinaryField()
    next_on = models.DateField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()


class Goal(models.Model):
    """A goal of one version of a plan, in plain language: what is to be, what we do for it, what the person does."""

    reach = Reach(read=Capability.PLAN_READ, site="plan__case__person__site_id", person="plan__case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveIntegerField()
    words = models.BinaryField()
    ours = models.BinaryField(default=b"")
    theirs = models.BinaryField(default=b"")
    by_when = models.DateField(null=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in GoalState], default=GoalState.OPEN
    )
    state_words = models.BinaryField(default=b"")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="goal_position_once", fields=["plan", "position"])]


class Referral(models.Model):
    """That somebody was referred to a service, with their agreement. Nothing is sent by this row."""

    reach = Reach(read=Capability.PLAN_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="referrals")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="referrals")
    provider = models.CharField(max_length=200, blank=True)
    words = models.BinaryField()
    consent = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Consent])
    answer_by = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in ReferralState], default=ReferralState.MADE
    )
    since = models.DateTimeField()
    made_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referral_goes_somewhere", condition=Q(service__isnull=False) | ~Q(provider="")
            ),
            models.CheckConstraint(name="referral_was_agreed_to", condition=~Q(consent="")),
        ]
        indexes = [models.Index(name="referral_taken", fields=["service", "state"])]


class ReferralTurn(models.Model):
    """What happened to a referral. Only ever added to."""

    reach = Reach(read=Capability.PLAN_READ, site="referral__case__person__site_id", person="referral__case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ReferralState])
    words = models.BinaryField(default=b"")
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="referral_turn_once", fields=["referral", "number"])]
