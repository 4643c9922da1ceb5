"""Best interests: assessments by a specialist, determinations by a panel, and the signature that makes a determination stand.

Comes in: what actions checked. Goes out: rows; what they say is sealed with the child's key. Never changed: a later one takes their place.
A determination stands only by the signature of somebody else than whoever assessed or recorded it (`pathway.children_guards`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.children import About, Function, Heard, Interest
from homeward.pathway.models.cases import Case

_ABOUT = [(one.value, one.value) for one in About]
_OUTCOMES = [(one.value, one.value) for one in Interest]


class Interests(models.Model):
    """A best-interests assessment. `with_ids` are the people with whom the child would travel, by their ids as text."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="interests")
    about = models.CharField(max_length=16, choices=_ABOUT)
    outcome = models.CharField(max_length=32, choices=_OUTCOMES)
    asks_panel = models.BooleanField()
    heard = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Heard])
    language = models.CharField(max_length=16)
    interpreter = models.BooleanField()
    alone = models.BooleanField()
    said = models.BinaryField()
    with_ids = models.JSONField(default=list)
    until = models.DateField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="interests_says_something", condition=~Q(said=b"")),
            models.CheckConstraint(
                name="interests_of_a_journey_is_of_a_case",
                condition=~Q(about=About.RETURN) | Q(case__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="interests_latest", fields=["case", "about", "made_at"]),
            models.Index(name="interests_of_child", fields=["child", "made_at"]),
        ]


class Determination(models.Model):
    """What a panel determined, as one of them recorded it. It does not stand before another person signed it."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="child__site_id", person="child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="determinations")
    assessment = models.ForeignKey(Interests, on_delete=models.PROTECT, related_name="determinations")
    about = models.CharField(max_length=16, choices=_ABOUT)
    outcome = models.CharField(max_length=32, choices=_OUTCOMES)
    reasons = models.BinaryField()
    with_ids = models.JSONField(default=list)
    review_on = models.DateField()
    assessor = models.UUIDField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="determination_gives_reasons", condition=~Q(reasons=b"")),
            models.CheckConstraint(name="determination_not_by_assessor", condition=~Q(made_by=F("assessor"))),
        ]
        indexes = [models.Index(name="determination_latest", fields=["case", "about", "made_at"])]


class Panelist(models.Model):
    """Somebody on a panel: for what, their name, and what they say where they dissent, sealed."""

    reach = Reach(
        read=Capability.CHILD_PROTECTION, site="determination__child__site_id", person="determination__child_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    determination = models.ForeignKey(Determination, on_delete=models.PROTECT, related_name="panel")
    function = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Function])
    name = models.BinaryField()
    agrees = models.BooleanField()
    dissent = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(name="panelist_is_named", condition=~Q(name=b"")),
            models.CheckConstraint(name="panelist_dissents_in_words", condition=Q(agrees=True) | ~Q(dissent=b"")),
        ]


class Determined(models.Model):
    """That another person of the panel signed a determination, or says that it is not what the panel found."""

    reach = Reach(
        read=Capability.CHILD_PROTECTION, site="determination__child__site_id", person="determination__child_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="signed")
    assessor = models.UUIDField()
    made_by = models.UUIDField()
    agrees = models.BooleanField()
    words = models.BinaryField(default=b"")
    signed_by = models.UUIDField()
    signed_name = models.CharField(max_length=150)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="determined_by_another", condition=~Q(signed_by=F("made_by"))),
            models.CheckConstraint(name="determined_not_by_assessor", condition=~Q(signed_by=F("assessor"))),
            models.CheckConstraint(name="determined_refused_in_words", condition=Q(agrees=True) | ~Q(words=b"")),
        ]


class Rested(models.Model):
    """On which determination a separation in the registry rests. Each serves one separation."""

    reach = Reach(read=Capability.CHILD_PROTECTION, site="separation__child__site_id", person="separation__child_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    separation = models.OneToOneField("registry.Separation", on_delete=models.PROTECT, related_name="+")
    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="rested")
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
