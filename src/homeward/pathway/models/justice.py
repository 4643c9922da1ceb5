"""Files of the track of justice, read by nobody but those who work on it: questions to an authority, answers, courts, detention.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. The database itself refuses that one person refers
somebody, that anybody is referred without an item of evidence, and that what was answered or decided is changed (pathway.justice_guards).
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.evidence import Told
from homeward.pathway.facts.justice import AidKind, Answer, Confinement, Due, EventKind, Proceeding, Question, Reviewed
from homeward.pathway.models.evidence import EvidenceItem
from homeward.pathway.rules.justice import AFTER_TWO

_STATES: Final = [(one.value, one.value) for one in Proceeding]
_IN_FILE: Final = Reach(read=Capability.JUSTICE_READ, site="file__person__site_id")
_IN_REFERRAL: Final = Reach(read=Capability.JUSTICE_READ, site="referral__file__person__site_id")


class JusticeFile(models.Model):
    """One person's file. Whoever works with their case or their needs does not see that there is one."""

    reach = Reach(read=Capability.JUSTICE_READ, site="person__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_name = models.CharField(max_length=150)
    release_on = models.DateField(null=True)
    case_id = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    close_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="justice_closed_with_words",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_words=b""),
            )
        ]
        indexes = [models.Index(name="justice_open", fields=["opened_at"], condition=Q(closed_at__isnull=True))]


class CourtReferral(models.Model):
    """One question to an authority about one person's own act. `version` goes up with every outcome, which bears it."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(JusticeFile, on_delete=models.PROTECT, related_name="referrals")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=_STATES, default=Proceeding.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    act = models.BinaryField()
    act_first = models.DateField()
    act_last = models.DateField()
    act_said = models.CharField(max_length=200)
    authority = models.BinaryField()
    may_be_child = models.BooleanField()
    drafted_by = models.UUIDField()
    drafted_name = models.CharField(max_length=150)
    drafted_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=150, blank=True)
    proposed_words = models.BinaryField(default=b"")
    confirmed_by = models.UUIDField(null=True)
    confirmed_name = models.CharField(max_length=150, blank=True)
    confirmed_words = models.BinaryField(default=b"")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="court_referral_place_once", fields=["file", "place"]),
            models.CheckConstraint(name="court_referral_by_two_people", condition=~Q(confirmed_by=F("proposed_by"))),
            models.CheckConstraint(
                name="court_referral_confirmed",
                condition=~Q(state__in=[one.value for one in AFTER_TWO])
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="court_referral_proposed",
                condition=~Q(state=Proceeding.PROPOSED.value) | Q(proposed_by__isnull=False),
            ),
            models.CheckConstraint(name="court_referral_says_what", condition=~Q(act=b"") & ~Q(authority=b"")),
        ]


class ReferralAnswer(models.Model):
    """An answer to one question, in words and with a source. The latest one stands; none is ever changed."""

    reach = _IN_REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(CourtReferral, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Question])
    answer = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Answer])
    words = models.BinaryField()
    source = models.BinaryField()
    answered_by = models.UUIDField()
    answered_name = models.CharField(max_length=150)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="court_answer_has_words_and_source", condition=~Q(words=b"") & ~Q(source=b""))
        ]
        indexes = [models.Index(name="court_answer_latest", fields=["referral", "question", "answered_at"])]


class Exhibit(models.Model):
    """An item of evidence beside a referral: what it shows that this person did, or what speaks for them."""

    reach = _IN_REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(CourtReferral, on_delete=models.PROTECT, related_name="exhibits")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="exhibits")
    favours = models.BooleanField()
    words = models.BinaryField()
    added_by = models.UUIDField()
    added_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)
    removed_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="court_exhibit_once", fields=["referral", "item"], condition=Q(removed_at__isnull=True)
            ),
            models.CheckConstraint(name="court_exhibit_has_words", condition=~Q(words=b"")),
        ]


class CourtOutcome(models.Model):
    """That a question to an authority went on. Only ever added to."""

    reach = _IN_REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(CourtReferral, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField()
    frm = models.CharField(max_length=16, choices=_STATES)
    to = models.CharField(max_length=16, choices=_STATES)
    words = models.BinaryField()
    authority = models.BinaryField(default=b"")
    day_first = models.DateField(null=True)
    day_last = models.DateField(null=True)
    day_said = models.CharField(max_length=200, blank=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="court_outcome_once", fields=["referral", "number"]),
            models.CheckConstraint(name="court_outcome_has_words", condition=~Q(words=b"")),
        ]


class CourtEvent(models.Model):
    """What happened at a court, as somebody said; the day may be only partly known."""

    reach = _IN_REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(CourtReferral, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in EventKind])
    court = models.BinaryField()
    words = models.BinaryField()
    day_first = models.DateField(null=True)
    day_last = models.DateField(null=True)
    day_said = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()


class Detention(models.Model):
    """Where somebody is held and on whose order. One that is not looked at again by its day stands as overdue, never as extended."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(JusticeFile, on_delete=models.PROTECT, related_name="detentions")
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Confinement])
    place = models.BinaryField()
    order = models.BinaryField()
    since_first = models.DateField(null=True)
    since_last = models.DateField(null=True)
    since_said = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="detention_pre_trial_is_reviewed",
                condition=~Q(kind=Confinement.PRE_TRIAL.value) | Q(review_on__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(
                name="detention_reviewed_before_it_ends",
                condition=Q(review_on__isnull=True) | Q(until__isnull=True) | Q(review_on__lte=F("until")),
            ),
        ]


class DetentionReview(models.Model):
    """That a detention was looked at again. Only ever added to."""

    reach = Reach(read=Capability.JUSTICE_READ, site="detention__file__person__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    detention = models.ForeignKey(Detention, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    outcome = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Reviewed])
    words = models.BinaryField()
    next_on = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()


class LegalAid(models.Model):
    """A lawyer or an interpreter who stands beside somebody."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(JusticeFile, on_delete=models.PROTECT, related_name="aids")
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in AidKind])
    name = models.BinaryField()
    language = models.CharField(max_length=8, blank=True)
    since_first = models.DateField(null=True)
    since_last = models.DateField(null=True)
    since_said = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()


class JusticeTask(models.Model):
    """Something that the side of justice has to do by a day. It stands in no case, where others would learn of the file."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(JusticeFile, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Due])
    subject = models.UUIDField()
    due = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    done_name = models.CharField(max_length=150, blank=True)
    done_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="justice_task_once", fields=["file", "what", "subject"], condition=Q(done_at__isnull=True)
            )
        ]
        indexes = [models.Index(name="justice_task_due", fields=["due"], condition=Q(done_at__isnull=True))]


class ReferralNote(models.Model):
    """That a reviewer read what speaks for the person, or that the defence received an item: a chain, only ever added to, without gaps."""

    reach = _IN_REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(CourtReferral, on_delete=models.PROTECT, related_name="notes")
    seq = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Told])
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="+")
    previous = models.BinaryField()
    digest = models.BinaryField()
    document = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="court_referral_note_once", fields=["referral", "seq"])]
