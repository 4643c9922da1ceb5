"""Convoys: vehicles and places in them, counts at each point, whoever was there and not on the list, incidents, and handovers.

Comes in: what actions checked. Goes out: rows; words about a person are sealed with that person's key. A person has one place at a time; a
count that is finished and a handover are never changed, and a handover stands only with the signatures of two sides: pathway.convoy_guards.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.convoys import ConvoyState, ExtraKind, ExtraState, PointKind, SeatEnd
from homeward.pathway.facts.handovers import Side
from homeward.pathway.facts.happened import IncidentKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.models.cases import Case

_OF_CONVOY = "convoy__from_site_id"
_OF_CASE = {"site": "case__person__site_id", "person": "case__person_id"}
_MARKS = [(mark.value, mark.value) for mark in Mark]


class Convoy(models.Model):
    """People who travel together on a day, from one site to another."""

    reach = Reach(read=Capability.CONVOY_READ, site="from_site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    from_site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    to_site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in ConvoyState], default=ConvoyState.PLANNED
    )
    lead = models.UUIDField(null=True)
    lead_name = models.CharField(max_length=150, blank=True)
    escort = models.CharField(max_length=200, blank=True)
    planned_by = models.UUIDField()
    planned_at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    called_off = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="convoy_goes_somewhere_else", condition=~Q(from_site=F("to_site"))),
            models.CheckConstraint(
                name="convoy_called_off_says_why",
                condition=~Q(state=ConvoyState.CALLED_OFF) | ~Q(called_off=""),
            ),
        ]
        indexes = [models.Index(name="convoy_day", fields=["state", "day"])]


class Vehicle(models.Model):
    """A vehicle of a convoy: `seats` are all its places, `wheelchairs` how many of them take a wheelchair."""

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.CASCADE, related_name="vehicles")
    number = models.PositiveSmallIntegerField()
    called = models.CharField(max_length=64)
    seats = models.PositiveSmallIntegerField()
    wheelchairs = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vehicle_once", fields=["convoy", "number"]),
            models.CheckConstraint(name="vehicle_has_its_places", condition=Q(wheelchairs__lte=F("seats"))),
        ]


class Point(models.Model):
    """Where people are counted, in the order of the way."""

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in PointKind])
    called = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="point_once", fields=["convoy", "number"])]


class Seat(models.Model):
    """Somebody's place in a convoy, until it ends. `wheelchair` and `escort` are what was made room for when it was given."""

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY, person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="seats")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="places")
    wheelchair = models.BooleanField(default=False)
    escort = models.BooleanField(default=False)
    added = models.BooleanField(default=False)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    ended = models.CharField(max_length=20, blank=True, choices=[(e.value, e.value) for e in SeatEnd])
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="seat_one_at_a_time", fields=["case"], condition=Q(ended="")),
            models.CheckConstraint(
                name="seat_ended_at",
                condition=Q(ended="", ended_at__isnull=True) | ~Q(ended="") & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="seat_withdrawn_in_own_words", condition=~Q(ended=SeatEnd.WITHDREW) | ~Q(ended_words=b"")
            ),
        ]
        indexes = [models.Index(name="seat_of_convoy", fields=["convoy", "ended"])]


class Count(models.Model):
    """Somebody's count at a point, on a phone or typed in from paper. Once finished it is never changed, only set aside."""

    reach = Reach(read=Capability.CONVOY_READ, site="point__convoy__from_site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="counts")
    by = models.UUIDField()
    counted_name = models.CharField(max_length=150)
    on_paper = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="count_open_once",
                fields=["point", "by"],
                condition=Q(finished_at__isnull=True, on_paper=False, set_aside_at__isnull=True),
            )
        ]


class Marked(models.Model):
    """What a count says of one place."""

    reach = Reach(read=Capability.CONVOY_READ, site="count__point__convoy__from_site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    count = models.ForeignKey(Count, on_delete=models.PROTECT, related_name="marks")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=8, choices=_MARKS)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="marked_once", fields=["count", "seat"])]


class Settled(models.Model):
    """That two counts differed about somebody, and what was found when they were looked for by name."""

    reach = Reach(read=Capability.CONVOY_READ, site="point__convoy__from_site_id", person="seat__case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="settled")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="settled")
    mark = models.CharField(max_length=8, choices=_MARKS)
    words = models.BinaryField()
    settled_by = models.UUIDField()
    settled_name = models.CharField(max_length=150)
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="settled_in_words", condition=~Q(words=b""))]


class Extra(models.Model):
    """Somebody who was there and not on the list. A child boards only on the word of child protection.

    `words` are sealed with the key of `person`, or of the person of `came_with` for a newborn who has no record yet.
    """

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY, person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="extras")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in ExtraKind])
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ExtraState], default=ExtraState.WAITS)
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    came_with = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="extra_once", fields=["convoy", "person"], condition=Q(person__isnull=False)),
            models.CheckConstraint(
                name="extra_is_somebody", condition=Q(person__isnull=False) | Q(came_with__isnull=False)
            ),
            models.CheckConstraint(
                name="extra_child_on_a_word",
                condition=~Q(kind=ExtraKind.CHILD) | ~Q(state=ExtraState.BOARDS) | Q(answered_by__isnull=False),
            ),
        ]


class Incident(models.Model):
    """What happened on the way. `words` are sealed with the person's key where it is about one; `note` is about nobody."""

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY, person="seat__case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in IncidentKind])
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="incidents")
    words = models.BinaryField(default=b"")
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()


class Signature(models.Model):
    """That a side signed for exactly these people: `content` is the SHA-256 of what lay before them. Only ever added to.

    `account` None: signed on paper, of which `scan` is the reference; whoever typed it in is `entered_by`.
    """

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Side])
    account = models.UUIDField(null=True)
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150)
    scan = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200)
    caveats = models.JSONField(default=list)
    content = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signature_by_somebody",
                condition=~Q(name="") & ~Q(function="") & (Q(account__isnull=False) | ~Q(scan="")),
            )
        ]


class Handover(models.Model):
    """People handed over, signed for by both sides. Never changed. Whom it names stands in `HandedOver`."""

    reach = Reach(read=Capability.CONVOY_READ, site=_OF_CONVOY)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    convoy = models.OneToOneField(Convoy, on_delete=models.PROTECT, related_name="handover")
    gave = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")
    took = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    place = models.CharField(max_length=200)
    bands = models.JSONField()
    caveats = models.JSONField(default=list)
    persons = models.PositiveIntegerField()
    at = models.DateTimeField()


class HandedOver(models.Model):
    """A person of a handover's list."""

    reach = Reach(read=Capability.CONVOY_READ, **_OF_CASE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="people")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handed_over")

    class Meta:
        constraints = [models.UniqueConstraint(name="handed_over_once", fields=["handover", "case"])]


class TravelPaper(models.Model):
    """With which paper somebody crosses, as the registry holds it in `claim_id`; None: it is no paper of one person, or missing.

    The number is sealed with the person's key.
    """

    reach = Reach(read=Capability.CONVOY_READ, **_OF_CASE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="travel_paper")
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in TravelPaperKind])
    claim_id = models.UUIDField(null=True)
    number = models.BinaryField(default=b"")
    valid_until = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)


class Journey(models.Model):
    """What the journey has to make room for; `words`, sealed, are what the escort must know and nothing more."""

    reach = Reach(read=Capability.CONVOY_READ, **_OF_CASE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="journey")
    wheelchair = models.BooleanField(default=False)
    escort = models.BooleanField(default=False)
    words = models.BinaryField(default=b"")
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
