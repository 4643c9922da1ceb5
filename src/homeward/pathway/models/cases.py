"""Cases, the groups that move together, every step, and what was before the two people who decided it.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. The database itself refuses an unlawful step, a step
without its gate passes, and a decision by one person (pathway.guards); it repeats no other rule.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.cases import Course, Gate, Holding, Stage
from homeward.pathway.models.packs import Pack

_STAGES = [(stage.value, stage.value) for stage in Stage]
_GATES = [(gate.value, gate.value) for gate in Gate]


class Group(models.Model):
    """Cases that move together, mostly a household's. `to_site` is where they are received; `home_site` the community of return."""

    reach = Reach(read=Capability.CASE_READ, site="household__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey("registry.Household", null=True, on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    to_site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    home_site = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)


class Case(models.Model):
    """One person's way. `version` goes up with every step; a step bears the version that it made."""

    reach = Reach(read=Capability.CASE_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=32, choices=_STAGES, default=Stage.REGISTERED)
    course = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Course], default=Course.RUNNING)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="case_open_once", fields=["person"], condition=Q(closed_at__isnull=True)),
            models.CheckConstraint(
                name="case_closed_at_its_end",
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False)
                | ~Q(stage=Stage.CLOSED) & Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="case_stage", fields=["course", "stage", "since"]),
            models.Index(name="case_settle", fields=["settled_at"]),
        ]


class Proposal(models.Model):
    """A step that needs two people, as the first one proposed it. Another person answers it; silence takes no step.

    `taken_back_at`: it is asked no longer, since whoever proposed it took it back, or the case stopped or went elsewhere.
    """

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    frm = models.CharField(max_length=32, choices=_STAGES)
    to = models.CharField(max_length=32, choices=_STAGES)
    words = models.BinaryField()
    proposed_by = models.UUIDField()
    proposed_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    agrees = models.BooleanField(null=True)
    answer_words = models.BinaryField(default=b"")
    answered_by = models.UUIDField(null=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proposal_open_once",
                fields=["case"],
                condition=Q(answered_at__isnull=True, taken_back_at__isnull=True),
            ),
            models.CheckConstraint(name="proposal_has_words", condition=~Q(words=b"")),
            models.CheckConstraint(name="proposal_answered_by_another", condition=~Q(answered_by=F("proposed_by"))),
            models.CheckConstraint(
                name="proposal_answered_whole",
                condition=Q(answered_at__isnull=True, agrees__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, agrees__isnull=False, answered_by__isnull=False),
            ),
        ]


class Step(models.Model):
    """A step that was taken. Only ever added to. `number` is the case's version that it made."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    frm = models.CharField(max_length=32, choices=_STAGES)
    to = models.CharField(max_length=32, choices=_STAGES)
    words = models.BinaryField(default=b"")
    proposal = models.OneToOneField(Proposal, null=True, on_delete=models.PROTECT, related_name="step")
    proposed_by = models.UUIDField(null=True)
    taken_by = models.UUIDField()
    taken_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="step_once", fields=["case", "number"]),
            models.CheckConstraint(name="step_by_two_people", condition=~Q(proposed_by=F("taken_by"))),
        ]


class Passed(models.Model):
    """How a gate stood when a step went through it. Written before the step, in the same transaction; only ever added to."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passes")
    number = models.PositiveIntegerField()
    gate = models.CharField(max_length=24, choices=_GATES)
    holding = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in (Holding.OPEN, Holding.DOES_NOT_APPLY, Holding.OVERRIDDEN)],
    )
    because = models.CharField(max_length=48)
    detail = models.JSONField(default=dict)
    passed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="passed_once", fields=["case", "number", "gate"]),
            models.CheckConstraint(
                name="passed_is_open",
                condition=Q(holding__in=[Holding.OPEN.value, Holding.DOES_NOT_APPLY.value, Holding.OVERRIDDEN.value]),
            ),
        ]


class Turn(models.Model):
    """That a case stopped, or went on again. Only ever added to."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="turns")
    course = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Course])
    words = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()


class Apart(models.Model):
    """That an adult chose, or has to, not to go with the others of their household; sealed words say why. Never about a child."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="aparts")
    words = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Override(models.Model):
    """That a gate which may be overridden is, for a time: on whose authority, why, until when, and when somebody looks at it again."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="overrides")
    gate = models.CharField(max_length=24, choices=_GATES)
    authority = models.BinaryField()
    reason = models.BinaryField()
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    until = models.DateField()
    review_on = models.DateField()
    granted_by = models.UUIDField(null=True)
    granted_name = models.CharField(max_length=150, blank=True)
    granted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_name = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_words = models.BinaryField(default=b"")
    upheld = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="override_granted_by_another", condition=~Q(granted_by=F("asked_by"))),
            models.CheckConstraint(name="override_reviewed_by_another", condition=~Q(reviewed_by=F("asked_by"))),
            models.UniqueConstraint(
                name="override_open_once",
                fields=["case", "gate"],
                condition=Q(ended_at__isnull=True, refused_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="override_review", fields=["review_on"], condition=Q(reviewed_at__isnull=True))]


class Hold(models.Model):
    """That a case waits: why, whose it is, until when. After `until` it holds nothing; a new one needs a person and a reason."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=32)
    words = models.BinaryField()
    authority = models.BinaryField()
    owner = models.UUIDField()
    owner_name = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    review_on = models.DateField()
    until = models.DateField()
    renews = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="renewed_by")
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_name = models.CharField(max_length=150, blank=True)
    end_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_reviewed_before_it_ends", condition=Q(review_on__lte=F("until"))),
            models.CheckConstraint(name="hold_has_a_reason", condition=~Q(reason="") & ~Q(words=b"")),
        ]
        indexes = [models.Index(name="hold_open", fields=["owner", "until"], condition=Q(ended_at__isnull=True))]


class Block(models.Model):
    """What keeps a case from its next step, as of when the case was settled last: for lists; the case page asks the gates themselves."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="blocks")
    gate = models.CharField(max_length=24, choices=_GATES)
    role = models.CharField(max_length=32)
    because = models.CharField(max_length=48)
    detail = models.JSONField(default=dict)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="block_once", fields=["case", "gate", "role"])]
        indexes = [models.Index(name="block_of_role", fields=["role", "since"])]


class Task(models.Model):
    """Something to do in a case by a day. `what` is a code (or a pack's item); a task of a person's own has sealed words."""

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=48)
    subject = models.UUIDField(null=True)
    words = models.BinaryField(default=b"")
    role = models.CharField(max_length=32)
    owner = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=150, blank=True)
    due = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    done_name = models.CharField(max_length=150, blank=True)
    done_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="task_once",
                fields=["case", "what", "subject"],
                condition=Q(done_at__isnull=True, subject__isnull=False),
            )
        ]
        indexes = [
            models.Index(name="task_of_role", fields=["role", "due"], condition=Q(done_at__isnull=True)),
            models.Index(name="task_of_owner", fields=["owner", "due"], condition=Q(done_at__isnull=True)),
        ]
