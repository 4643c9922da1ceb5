"""Candidates, every decision about them, and what people noted at them.

Comes in: what runs found and what people decided. Goes out: rows; words are sealed with the person's key. What no code may break is
refused by the database: an identity corroborated by one person alone or without the answer of whoever listed the entry, a strong
candidate put aside by one person alone, a decision confirmed by whoever made it, a decision changed or deleted (review.guards).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.review.facts.candidates import CandidateKind, Desk, Outcome, Reason, State, Step, Why
from homeward.review.models.planted import Planted
from homeward.review.models.runs import Run

_OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


class Candidate(models.Model):
    """One entry that one person could be. The marks say on which state of both records it is asked or was decided.

    `outcome`, `first_by`, `second_by` and `source_said` repeat what the decisions say now, so that the constraints can hold them.
    `round` counts how often it was asked. `blind_due`: decided, and drawn to be looked at once more by somebody who reads no words of it.
    """

    reach = Reach(read=Capability.CANDIDATE_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in CandidateKind])
    desk = models.CharField(max_length=16, choices=[(d.value, d.value) for d in Desk])
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    planted = models.ForeignKey(Planted, null=True, on_delete=models.PROTECT, related_name="candidates")
    watch_list = models.ForeignKey("lists.WatchList", on_delete=models.PROTECT, related_name="+")
    entry_id = models.CharField(max_length=128)
    edition = models.ForeignKey("lists.Edition", on_delete=models.PROTECT, related_name="+")
    person_mark = models.BinaryField(max_length=16)
    entry_source = models.CharField(max_length=64)
    entry_mark = models.CharField(max_length=64)
    millibits = models.IntegerField()
    evidence = models.JSONField(default=dict)
    strong = models.BooleanField()
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State])
    why = models.CharField(max_length=24, choices=[(w.value, w.value) for w in Why])
    waiting_since = models.DateTimeField()
    claimed_by = models.UUIDField(null=True)
    claimed_name = models.CharField(max_length=150, blank=True)
    claimed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, choices=_OUTCOMES)
    first_by = models.UUIDField(null=True)
    second_by = models.UUIDField(null=True)
    source_said = models.CharField(max_length=16, blank=True)
    round = models.PositiveIntegerField(default=1)
    blind_due = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    renew_on = models.DateField(null=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="candidates")
    found_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="candidate_of_a_person_or_planted",
                condition=Q(person__isnull=True, planted__isnull=False) | Q(person__isnull=False, planted__isnull=True),
            ),
            models.UniqueConstraint(
                name="candidate_once",
                fields=["person", "watch_list", "entry_id", "kind"],
                condition=Q(planted__isnull=True),
            ),
            models.UniqueConstraint(
                name="candidate_planted_once",
                fields=["planted", "watch_list", "entry_id", "kind"],
                condition=Q(person__isnull=True),
            ),
            models.CheckConstraint(
                name="candidate_decided_by_somebody",
                condition=~Q(state="decided")
                | (~Q(outcome="") & Q(first_by__isnull=False, decided_at__isnull=False, claimed_by__isnull=True)),
            ),
            models.CheckConstraint(name="candidate_two_people", condition=~Q(second_by=F("first_by"))),
            models.CheckConstraint(
                name="candidate_corroborated_by_two_and_the_source",
                condition=~Q(state="decided", outcome="corroborated")
                | Q(second_by__isnull=False, source_said="valid")
                | Q(second_by__isnull=False, planted__isnull=False),  # of an invented case nobody is asked
            ),
            # An entry tells of one person. Of two corroborated at one instant for two people, one is first.
            models.UniqueConstraint(
                name="candidate_entry_of_one_person",
                fields=["watch_list", "entry_id", "kind"],
                condition=Q(outcome="corroborated", state__in=["second", "source", "decided"], person__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_strong_put_aside_by_two",
                condition=~Q(state="decided", outcome="different", strong=True) | Q(second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_claimed_since",
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="candidate_queue", fields=["desk", "state", "-millibits"]),
            models.Index(name="candidate_wait", fields=["desk", "state", "waiting_since"]),
            models.Index(name="candidate_mine", fields=["claimed_by"], condition=Q(claimed_by__isnull=False)),
            models.Index(name="candidate_entry", fields=["watch_list", "entry_id"]),
            models.Index(name="candidate_renew", fields=["renew_on"], condition=Q(renew_on__isnull=False)),
            models.Index(name="candidate_blind", fields=["desk", "decided_at"], condition=Q(blind_due=True)),
        ]


class Decision(models.Model):
    """What somebody found, on which state of both records, and why. Only ever added to; `seen` is what they had before them, sealed.

    `round` counts how often the candidate was asked: the decisions of one round belong together.
    """

    reach = Reach(read=Capability.CANDIDATE_READ, site="candidate__person__site_id", person="candidate__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField()
    step = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Step])
    outcome = models.CharField(max_length=16, choices=_OUTCOMES)
    reason = models.CharField(max_length=24, choices=[(r.value, r.value) for r in Reason])
    words = models.BinaryField()
    identifiers = models.JSONField(default=list)
    wanted = models.CharField(max_length=32, blank=True)
    decided_by = models.UUIDField()
    decided_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField()
    confirms = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="confirmed_by")
    confirms_by = models.UUIDField(null=True)
    agrees = models.BooleanField(null=True)
    person_mark = models.BinaryField(max_length=16)
    entry_source = models.CharField(max_length=64)
    entry_mark = models.CharField(max_length=64)
    edition = models.ForeignKey("lists.Edition", on_delete=models.PROTECT, related_name="+")
    millibits = models.IntegerField()
    seen = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_decision_has_words", condition=~Q(words=b"")),
            models.CheckConstraint(
                name="review_decision_second_of_another",
                condition=Q(step="first", confirms__isnull=True, confirms_by__isnull=True)
                | (
                    ~Q(step="first")
                    & Q(confirms__isnull=False, confirms_by__isnull=False, agrees__isnull=False)
                    & ~Q(confirms_by=F("decided_by"))
                ),
            ),
            models.CheckConstraint(
                name="review_decision_possible_names_a_fact", condition=~Q(outcome="possible") | ~Q(wanted="")
            ),
            # One second and one blind look at a first one: of two people at one instant, one is first. Nobody asks themselves twice.
            models.UniqueConstraint(
                name="review_decision_second_once", fields=["confirms"], condition=Q(step="second")
            ),
            models.UniqueConstraint(name="review_decision_blind_once", fields=["confirms"], condition=Q(step="blind")),
            models.UniqueConstraint(
                name="review_decision_once_by_one",
                fields=["candidate", "round", "decided_by"],
                condition=Q(step="first"),
            ),
        ]
        indexes = [models.Index(name="review_decision_by", fields=["decided_by", "decided_at"])]


class Note(models.Model):
    """What somebody noted at a candidate: a comment, words of a hand-over, or a file. Words and file names are sealed."""

    reach = Reach(read=Capability.CANDIDATE_READ, site="candidate__person__site_id", person="candidate__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=16)
    words = models.BinaryField(default=b"")
    file = models.BinaryField(default=b"")
    media = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    to = models.UUIDField(null=True)
    noted_by = models.UUIDField()
    noted_name = models.CharField(max_length=150)
    noted_at = models.DateTimeField()
