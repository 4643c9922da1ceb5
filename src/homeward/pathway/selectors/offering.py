"""Somebody stands at the bus who is not on the list and wants to go along: what it would take to give them a place.

Comes in: whoever leads the convoy. Goes out: an offer, with the first thing that speaks against it. Those of their household who stand
there too are asked about together; whoever of theirs is not there is a question for the unity of the family, like every other gate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.batches import Binding, Load, Vehicle
from homeward.pathway.facts.cases import Check, Course, Stage
from homeward.pathway.facts.convoys import ExtraKind, ExtraState, VehicleRow
from homeward.pathway.facts.happened import Offer, Standing
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.batching import free, load_of, shortage
from homeward.pathway.rules.convoys import SEATING, leads_there
from homeward.pathway.selectors.centre import centre_of
from homeward.pathway.selectors.convoys import places, seats_of, vehicles_of, visible
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.selectors.readying import ASKED
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.selectors.persons import persons_of


@dataclass(frozen=True, slots=True)
class Found:
    """Rows behind an offer, for this room alone."""

    convoy: models.Convoy
    extras: tuple[models.Extra, ...]
    cases: tuple[models.Case, ...]
    journeys: Mapping[UUID, models.Journey]


def offer_of(actor: Actor, extra_id: UUID) -> Offer:
    """What it would take to give somebody who stands at the bus a place. Raises `NotFound`, `Refused`, `Invalid`."""
    return offered(actor, extra_id)[0]


def offered(actor: Actor, extra_id: UUID) -> tuple[Offer, Found]:
    """An offer, and the rows that it rests on: for this room alone. Raises as `offer_of` does."""
    rows = models.Extra.objects.filter(id=extra_id, case__isnull=False, convoy__in=visible(actor))
    extra = rows.select_related("convoy", "case").first()
    if extra is None or extra.case is None:
        raise NotFound("There is nobody of that convoy to give a place to.")
    convoy = extra.convoy
    within = as_lead(actor, convoy)
    if convoy.state not in SEATING:
        raise Invalid("The convoy has departed. Nobody is given a place in it any more.", field="vehicle")
    seated = models.Seat.objects.filter(ended="", case__group=extra.case.group_id)
    if seated.filter(case=extra.case_id, convoy=convoy).exists():
        raise Invalid("This person has a place in this convoy. Mark them in the count.", field="vehicle")
    here = set(seated.filter(convoy=convoy).values_list("case_id", flat=True))
    found = _found(convoy, extra.case.group_id, here)
    today = timezone.localdate()
    people = _standing(within, found, today)
    mates = [seat.case for seat in seated.filter(convoy=convoy).select_related("case__person", "case__group")]
    unmet = _unmet(within, (*found.cases, *mates), today)
    needs = found.journeys.values()
    load = load_of(len(found.cases), wheelchairs=sum(n.wheelchair for n in needs), escorts=sum(n.escort for n in needs))
    every = vehicles_of(convoy, seats_of(within, list(places(convoy))))
    room = {row.id: free(Vehicle(row.id, row.seats, row.wheelchairs), row.taken) for row in every}
    left = centre_of(within, convoy.id).left
    taken = seated.filter(case__in=found.cases).exists()
    binding = _binding(found, people, taken=taken, unmet=bool(unmet), room=tuple(room.values()), load=load, left=left)
    fitting = tuple(row for row in every if load.fits(room[row.id]))
    return Offer(convoy.id, extra.id, people, load, _own_first(fitting, mates), binding, unmet), found


def _found(convoy: models.Convoy, group_id: UUID, having: Collection[UUID]) -> Found:
    """Whoever of a group was written down at this bus, is not to stay, and has no place."""
    rows = models.Extra.objects.filter(convoy=convoy, case__group=group_id).exclude(state=ExtraState.STAYS)
    extras = tuple(rows.exclude(case__in=list(having)).select_related("case__person", "case__group").order_by("id"))
    cases = tuple(extra.case for extra in extras if extra.case is not None)
    return Found(convoy, extras, cases, {row.case_id: row for row in models.Journey.objects.filter(case__in=cases)})


def _standing(actor: Actor, found: Found, today: date) -> tuple[Standing, ...]:
    persons = persons_of(actor, [case.person_id for case in found.cases])
    word = {extra.case_id for extra in found.extras if extra.state == ExtraState.BOARDS}
    asked = {extra.case_id for extra in found.extras if extra.kind != ExtraKind.ADULT}
    return tuple(
        Standing(
            case_id=case.id,
            case_number=case.number,
            person=persons.get(case.person_id),
            child=case.id in asked or may_be_child(case.person.born_to, HouseholdRole(case.person.role), today),
            word=case.id in word,
        )
        for case in found.cases
    )


def _unmet(actor: Actor, cases: Sequence[models.Case], today: date) -> tuple[tuple[Check, str], ...]:
    """The gates that are not open for them as if they went together with those who have places, each once."""
    numbers, found = {case.id: case.number for case in cases}, dict[str, tuple[Check, str]]()
    for id, of in checks_of(actor, cases, ASKED, today).items():
        for check in of:
            if not check.holding.passes:
                found.setdefault(check.gate, (check, numbers[id]))
    return tuple(sorted(found.values(), key=lambda one: ASKED.index(one[0].gate)))


def _binding(
    found: Found, people: Sequence[Standing], *, taken: bool, unmet: bool, room: Sequence[Vehicle], load: Load,
    left: int | None,
) -> Binding | None:  # fmt: skip
    """The first thing that speaks against it."""
    here = (Stage.DEPARTURE_PREPARATION.value, Course.RUNNING.value, found.convoy.from_site_id)
    if any((case.stage, case.course, case.person.site_id) != here for case in found.cases):
        return Binding.NOT_TOGETHER
    if not all(leads_there(case.group.to_site_id, found.convoy.to_site_id) for case in found.cases):
        return Binding.OTHER_WAY
    if taken:
        return Binding.ELSEWHERE
    if any(one.child and not one.word for one in people):
        return Binding.CHILD_PROTECTION
    if unmet:
        return Binding.GATES
    if not any(load.fits(vehicle) for vehicle in room):
        return shortage(load, room)
    return Binding.CENTRE if left is not None and len(people) > left else None


def _own_first(vehicles: Sequence[VehicleRow], mates: Sequence[models.Case]) -> tuple[VehicleRow, ...]:
    """Vehicles with room, the one where others of the household sit first."""
    held = set(models.Seat.objects.filter(case__in=mates, ended="").values_list("vehicle_id", flat=True))
    return tuple(sorted(vehicles, key=lambda row: row.id not in held))
