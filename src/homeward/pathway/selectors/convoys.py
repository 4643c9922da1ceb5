"""Convoys as lists and their own page show them: who has a place, in which vehicle, where people are counted.

Comes in: an actor and ids. Goes out: frozen facts, and rows for this room alone. Both ends of a way read a convoy. A person whose file the
actor does not reach is there without their name. That names were shown is told to the trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may, reach_of, who_may
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.batches import Load
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.convoys import (
    ConvoyRow,
    ConvoyState,
    Party,
    PointKind,
    PointRow,
    SeatEnd,
    SeatRow,
    VehicleRow,
)
from homeward.pathway.leading import as_lead, leading
from homeward.pathway.rules.batching import load_of
from homeward.pathway.rules.convoys import OPEN
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.selectors.households import households_of
from homeward.registry.selectors.persons import person_by_number, persons_of

WENT = ("", SeatEnd.RECEIVED.value)


@dataclass(frozen=True, slots=True)
class ConvoyFile:
    """A convoy, opened: its vehicles, points, households, and whoever has no place any more."""

    row: ConvoyRow
    vehicles: tuple[VehicleRow, ...]
    points: tuple[PointRow, ...]
    parties: tuple[Party, ...]
    former: tuple[Party, ...]


def visible(actor: Actor, capability: Capability = Capability.CONVOY_READ) -> QuerySet[models.Convoy]:
    """The convoys that begin or end where an actor may do this: both sides of a way read it; and those that they lead."""
    sites, rows = reach_of(actor, capability), models.Convoy.objects.all()
    if sites.everywhere:
        return rows
    led = capability is not Capability.CONVOY_PLAN and may(actor, Capability.CONVOY_LEAD)
    own = Q(lead=actor.user_id, state__in=OPEN) if led else Q(pk__in=[])
    return rows.filter(Q(from_site__in=sites.ids) | Q(to_site__in=sites.ids) | own)


def convoy_of(actor: Actor, convoy_id: UUID, capability: Capability = Capability.CONVOY_READ) -> models.Convoy:
    """A convoy for this room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, capability)
    found = visible(actor, capability).filter(id=convoy_id).first()
    if found is None:
        raise NotFound("There is no such convoy that you may see for the purpose you chose.")
    return found


def convoys_list(
    actor: Actor, *, over: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[ConvoyRow, ...], int]:
    """Convoys that are planned or under way, the next one first; `over`: the others, the latest first; and how many. Raises `Refused`."""
    authorise(actor, Capability.CONVOY_READ)
    rows = visible(actor).exclude(state__in=OPEN) if over else visible(actor).filter(state__in=OPEN)
    shown = counted(rows.order_by("-day", "-id") if over else rows.order_by("day", "id"))[offset : offset + limit]
    return tuple(convoy_row(row) for row in shown), rows.count()


def counted(rows: QuerySet[models.Convoy]) -> QuerySet[models.Convoy]:
    """Convoys with how many people and households have a place."""
    going = Q(seats__ended__in=WENT)
    return rows.annotate(
        people=Count("seats", filter=going), parties=Count("seats__case__group", filter=going, distinct=True)
    )


def convoy_row(row: models.Convoy) -> ConvoyRow:
    """A convoy as a fact; counted where it came through `counted`."""
    return ConvoyRow(
        id=row.id,
        number=row.number,
        state=ConvoyState(row.state),
        day=row.day,
        from_site_id=row.from_site_id,
        to_site_id=row.to_site_id,
        lead_id=row.lead,
        lead_name=row.lead_name,
        escort=row.escort,
        people=getattr(row, "people", 0),
        households=getattr(row, "parties", 0),
        version=row.version,
        departed_at=row.departed_at,
        arrived_at=row.arrived_at,
        closed_at=row.closed_at,
        called_off=row.called_off,
    )


def convoy_brief(actor: Actor, convoy_id: UUID) -> ConvoyRow:
    """A convoy's row with its counts. Raises `NotFound`."""
    convoy_of(actor, convoy_id)
    return convoy_row(counted(models.Convoy.objects.filter(id=convoy_id)).get())


def convoy_file(actor: Actor, convoy_id: UUID) -> ConvoyFile:
    """A convoy, opened; the trail says so. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    actor = leading(actor, convoy)
    seats = seats_of(actor, list(places(convoy)))
    vehicles = vehicles_of(convoy, seats)
    tell_list(actor, convoy, "convoy.file", len(seats))
    return ConvoyFile(
        convoy_brief(actor, convoy_id),
        vehicles,
        points_of(convoy),
        parties_of(actor, [seat for seat in seats if goes(seat)], vehicles),
        parties_of(actor, [seat for seat in seats if not goes(seat)], vehicles),
    )


def persons_of_convoy(actor: Actor, convoy_id: UUID) -> tuple[UUID, ...]:
    """The persons who have a place in a convoy: a list for a run. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    return tuple(places(convoy).filter(ended__in=WENT).values_list("case__person_id", flat=True))


def convoy_of_case(actor: Actor, case_id: UUID) -> tuple[ConvoyRow, SeatRow] | None:
    """The convoy in which somebody has a place, or arrived with; the latest. None where there is none that the actor sees."""
    seat = (
        models.Seat.objects.filter(case_id=case_id, convoy__in=visible(actor), ended__in=WENT)
        .select_related("case__person", "case__group", "convoy")
        .order_by("-given_at")
        .first()
    )
    return (convoy_row(seat.convoy), seats_of(actor, [seat])[0]) if seat else None


def leads_at(actor: Actor, site_id: UUID) -> dict[UUID, str]:
    """Who leads convoys, wherever they have their role, by id: for whoever plans one at a site."""
    authorise(actor, Capability.CONVOY_PLAN, site_id=site_id)
    return dict(who_may(actor, Capability.CONVOY_LEAD, asking=Capability.CONVOY_PLAN))


def leads(actor: Actor, convoy_id: UUID) -> bool:
    """Whether an actor may lead a convoy: they have the role where it begins, or were chosen to lead it. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    return may(leading(actor, convoy), Capability.CONVOY_LEAD, site_id=convoy.from_site_id)


def lead_only(actor: Actor, convoy_id: UUID) -> None:
    """Refuse whoever may not lead a convoy, before a page of theirs is shown. Raises `NotFound`, `Refused`."""
    as_lead(actor, convoy_of(actor, convoy_id))


def somebody_at(actor: Actor, convoy_id: UUID, number: str) -> UUID:
    """The person of a number, for whoever leads a convoy at whose bus they stand. Raises `NotFound`, `Refused`."""
    return person_by_number(as_lead(actor, convoy_of(actor, convoy_id)), number).id


def places(convoy: models.Convoy) -> QuerySet[models.Seat]:
    """Every place of a convoy, also those that ended, vehicle by vehicle and household by household. For this room alone."""
    rows = models.Seat.objects.filter(convoy=convoy).select_related("case__person", "case__group")
    return rows.order_by("vehicle__number", "case__group_id", "case__person__serial", "given_at")


def goes(seat: SeatRow) -> bool:
    """Whether somebody has their place still, or arrived with it."""
    return seat.ended in (None, SeatEnd.RECEIVED)


def seats_of(actor: Actor, rows: Sequence[models.Seat]) -> tuple[SeatRow, ...]:
    """Places as facts, with the names of those whom the actor reaches."""
    persons, today = persons_of(actor, [row.case.person_id for row in rows]), timezone.localdate()
    return tuple(
        SeatRow(
            id=row.id,
            case_id=row.case_id,
            case_number=row.case.number,
            group_id=row.case.group_id,
            household_id=row.case.group.household_id,
            person_id=row.case.person_id,
            person=persons.get(row.case.person_id),
            stage=Stage(row.case.stage),
            vehicle_id=row.vehicle_id,
            child=may_be_child(row.case.person.born_to, HouseholdRole(row.case.person.role), today),
            wheelchair=row.wheelchair,
            escort=row.escort,
            added=row.added,
            ended=SeatEnd(row.ended) if row.ended else None,
        )
        for row in rows
    )


def vehicles_of(convoy: models.Convoy, seats: Iterable[SeatRow]) -> tuple[VehicleRow, ...]:
    """The vehicles of a convoy with what is taken of each."""
    rows = {row.id: row for row in models.Vehicle.objects.filter(convoy=convoy).order_by("number")}
    taken = {id: Load(0) for id in rows}
    for seat in seats:
        if goes(seat):
            taken[seat.vehicle_id] += load_of(1, wheelchairs=seat.wheelchair, escorts=seat.escort)
    return tuple(VehicleRow(row.id, row.called, row.seats, row.wheelchairs, taken[id]) for id, row in rows.items())


def points_of(convoy: models.Convoy) -> tuple[PointRow, ...]:
    """Where people are counted, in the order of the way."""
    return tuple(
        PointRow(row.id, row.number, PointKind(row.kind), row.called)
        for row in models.Point.objects.filter(convoy=convoy).order_by("number")
    )


def parties_of(actor: Actor, seats: Iterable[SeatRow], vehicles: Sequence[VehicleRow]) -> tuple[Party, ...]:
    """Places by household, in their order. Somebody without a household stands under the number of their case."""
    groups: dict[UUID, list[SeatRow]] = {}
    for seat in seats:
        groups.setdefault(seat.group_id, []).append(seat)
    numbers = households_of(actor, [of[0].household_id for of in groups.values() if of[0].household_id])
    called = {vehicle.id: vehicle.called for vehicle in vehicles}
    found = []
    for id, of in groups.items():
        home = of[0].household_id
        number = numbers[home].number if home in numbers else of[0].case_number
        names = dict.fromkeys(called.get(seat.vehicle_id, "") for seat in of)
        found.append(Party(id, number, ", ".join(names), tuple(of)))
    return tuple(found)


def tell_list(actor: Actor, convoy: models.Convoy, what: str, shown: int) -> None:
    """Tell the trail that the names of so many people of a convoy were shown."""
    record(actor, EventKind.READ, what, subject=convoy.number, site_id=convoy.from_site_id, detail={"shown": shown})
