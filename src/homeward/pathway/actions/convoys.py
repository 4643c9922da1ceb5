"""Plan a convoy: where from and where to, with which vehicles, who goes along; open its boarding, or call it off.

Comes in: an actor who plans convoys, a draft, households. Goes out: ids and versions. Households take their places whole or not at all, and
no vehicle gets more people than it has places. Two people who plan one convoy at one instant: one is first, the other looks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import reach_of
from homeward.access.trail import record
from homeward.kernel.ids import spoken
from homeward.pathway import models
from homeward.pathway.convoying import end_seats, take_version, tell, tell_each
from homeward.pathway.facts.batches import Load, Vehicle
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyDraft, ConvoyState, PointKind, SeatEnd
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.batching import load_of
from homeward.pathway.rules.convoys import SEATING, check_draft, check_next, check_room, check_vehicle, check_way
from homeward.pathway.selectors.convoys import convoy_of, leads_at
from homeward.pathway.settling import settle
from homeward.places.selectors import site_names
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

SHORTEST = 10


@action
def convoy_plan(actor: Actor, draft: ConvoyDraft) -> UUID:
    """Plan a convoy; its id. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.CONVOY_PLAN, site_id=draft.from_site_id)
    _check(actor, draft)
    row = models.Convoy.objects.create(
        number=_number(),
        planned_by=actor.user_id,
        planned_at=timezone.now(),
        **_fields(actor, draft),
    )
    _points(row, draft.checkpoints)
    record(actor, EventKind.WRITE, "convoy.plan", subject=row.number, site_id=row.from_site_id)
    return row.id


@action
def convoy_change(actor: Actor, convoy_id: UUID, draft: ConvoyDraft, *, version: int) -> int:
    """Change a convoy that nobody boards yet; its next version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    convoy = planned(actor, convoy_id, version)
    _check(actor, draft)
    if draft.from_site_id != convoy.from_site_id and models.Seat.objects.filter(convoy=convoy, ended="").exists():
        raise Invalid("People have places from the other site. Let them stay first.", field="from_site")
    models.Convoy.objects.filter(id=convoy.id).update(**_fields(actor, draft))
    models.Point.objects.filter(convoy=convoy).delete()
    _points(convoy, draft.checkpoints)
    tell(actor, convoy, "convoy.change")
    return version + 1


@action
def vehicle_add(actor: Actor, convoy_id: UUID, *, called: str, seats: int, wheelchairs: int = 0, version: int) -> UUID:
    """Add a vehicle to a convoy that has not departed; its id. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    convoy = planned(actor, convoy_id, version, SEATING)
    check_vehicle(called, seats, wheelchairs)
    last = models.Vehicle.objects.filter(convoy=convoy).order_by("-number").values_list("number", flat=True).first()
    row = models.Vehicle.objects.create(
        convoy=convoy, number=(last or 0) + 1, called=tidy(called)[:64], seats=seats, wheelchairs=wheelchairs
    )
    tell(actor, convoy, "convoy.vehicle", vehicle=row.number, seats=seats)
    return row.id


@action
def vehicle_remove(actor: Actor, convoy_id: UUID, vehicle_id: UUID, *, version: int) -> int:
    """Take an empty vehicle out of a convoy; its next version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    convoy = planned(actor, convoy_id, version, SEATING)
    if models.Seat.objects.filter(vehicle_id=vehicle_id).exists():
        raise Invalid("People have, or had, places in this vehicle. Give them others first.", field="vehicle")
    models.Vehicle.objects.filter(convoy=convoy, id=vehicle_id).delete()
    tell(actor, convoy, "convoy.vehicle_remove")
    return version + 1


@action
def groups_seat(actor: Actor, convoy_id: UUID, placed: Sequence[tuple[UUID, UUID]], *, version: int) -> int:
    """Give whole households their places: pairs of a group and a vehicle. The convoy's next version.

    Everybody of a household who prepares for departure goes, unless it is recorded that they stay apart.
    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    convoy = planned(actor, convoy_id, version, SEATING)
    vehicles = {row.id: row for row in models.Vehicle.objects.filter(convoy=convoy)}
    if not placed or any(vehicle not in vehicles for _group, vehicle in placed):
        raise Invalid("Choose at least one household, and a vehicle of this convoy for each.", field="vehicle")
    cases = _going(convoy, [group for group, _vehicle in placed])
    check_way((case.group.to_site_id for case in cases), convoy.to_site_id, "group")
    journeys = {row.case_id: row for row in models.Journey.objects.filter(case__in=cases)}
    where, at = dict(placed), timezone.now()
    seats = [_seat(actor, convoy, case, where[case.group_id], journeys.get(case.id), at) for case in cases]
    _check_vehicles(convoy, vehicles, seats)
    try:
        with transaction.atomic():
            models.Seat.objects.bulk_create(seats)
    except IntegrityError as error:
        raise Stale(
            "Somebody of these households has a place in a convoy already. Look at the list as it is now."
        ) from error
    settle([case.id for case in cases])
    tell_each(actor, convoy, cases, "convoy.seat")
    return version + 1


@action
def group_stays(actor: Actor, convoy_id: UUID, group_id: UUID, *, version: int) -> int:
    """Let a household give up its places: it stays ready, and first for the next convoy. The convoy's next version.

    Whoever plans the convoy or leads it does so, before it departs. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    convoy = lead_or_plan(actor, convoy_id, version, SEATING)
    seats = list(_held(convoy).filter(case__group_id=group_id))
    if not seats:
        raise Invalid("Nobody of this household has a place in this convoy.", field="group")
    end_seats(actor, seats, SeatEnd.STAYS, timezone.now())
    tell_each(actor, convoy, [seat.case for seat in seats], "convoy.stay")
    settle([seat.case_id for seat in seats])
    return version + 1


@action
def convoy_board(actor: Actor, convoy_id: UUID, *, version: int) -> int:
    """Begin to board: from now on people are counted. The next version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    convoy = lead_or_plan(actor, convoy_id, version, {ConvoyState.PLANNED})
    if not _held(convoy).exists():
        raise Invalid("Nobody has a place in this convoy yet. Give households their places first.", field="state")
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.BOARDING)
    tell(actor, convoy, "convoy.board")
    settle(list(_held(convoy).values_list("case_id", flat=True)))
    return version + 1


@action
def convoy_call_off(actor: Actor, convoy_id: UUID, *, words: str, version: int) -> int:
    """Call a convoy off before it departs, and say why; everybody keeps their turn. The next version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    convoy = lead_or_plan(actor, convoy_id, version, SEATING)
    check_next(ConvoyState(convoy.state), ConvoyState.CALLED_OFF)
    said = tidy(words)
    if len(said) < SHORTEST:
        raise Invalid("Say why the convoy does not go, in a few words and without names.", field="words")
    seats, at = list(_held(convoy)), timezone.now()
    end_seats(actor, seats, SeatEnd.CALLED_OFF, at)
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.CALLED_OFF, called_off=said[:500], closed_at=at)
    tell(actor, convoy, "convoy.call_off")
    settle([seat.case_id for seat in seats])
    return version + 1


def planned(
    actor: Actor, convoy_id: UUID, version: int, states: Iterable[ConvoyState] = (ConvoyState.PLANNED,)
) -> models.Convoy:
    """A convoy that the actor plans, its next version taken. Raises `NotFound`, `Refused`, `Invalid`, `Stale`."""
    convoy = convoy_of(actor, convoy_id)
    authorise(actor, Capability.CONVOY_PLAN, site_id=convoy.from_site_id)
    return take_version(convoy, version, states)


def lead_or_plan(actor: Actor, convoy_id: UUID, version: int, states: Iterable[ConvoyState]) -> models.Convoy:
    """A convoy that the actor plans or leads, its next version taken. Raises as `planned` does."""
    convoy = convoy_of(actor, convoy_id)
    if not _plans(actor, convoy):
        as_lead(actor, convoy)
    return take_version(convoy, version, states)


def _plans(actor: Actor, convoy: models.Convoy) -> bool:
    """Whether the actor plans convoys where this one begins."""
    return convoy.from_site_id in reach_of(actor, Capability.CONVOY_PLAN)


def _check(actor: Actor, draft: ConvoyDraft) -> None:
    check_draft(draft, timezone.localdate())
    wanted = {draft.from_site_id, draft.to_site_id}
    if wanted - set(site_names(actor, wanted)):
        raise Invalid("There is no such site. Choose one of the list.", field="to_site")


def _fields(actor: Actor, draft: ConvoyDraft) -> Mapping[str, object]:
    return {
        "from_site_id": draft.from_site_id,
        "to_site_id": draft.to_site_id,
        "day": draft.day,
        "lead": draft.lead_id,
        "lead_name": _lead_name(actor, draft),
        "escort": tidy(draft.escort)[:200],
    }


def _lead_name(actor: Actor, draft: ConvoyDraft) -> str:
    if draft.lead_id is None:
        return ""
    names = leads_at(actor, draft.from_site_id)
    if draft.lead_id not in names:
        raise Invalid("Choose somebody who leads convoys.", field="lead")
    return names[draft.lead_id]


def _points(convoy: models.Convoy, checkpoints: Sequence[str]) -> None:
    named = [tidy(one)[:100] for one in checkpoints if tidy(one)]
    kinds = [(PointKind.BOARDING, ""), *((PointKind.CHECKPOINT, one) for one in named), (PointKind.ARRIVAL, "")]
    models.Point.objects.bulk_create(
        models.Point(convoy=convoy, number=number, kind=kind, called=called)
        for number, (kind, called) in enumerate(kinds, 1)
    )


def _going(convoy: models.Convoy, groups: Sequence[UUID]) -> list[models.Case]:
    """Everybody of these groups who prepares for departure from the convoy's site. Raises `Invalid` where a household is not whole."""
    apart = models.Apart.objects.filter(ended_at__isnull=True).values("case")
    rows = models.Case.objects.filter(group__in=groups, course=Course.RUNNING, closed_at__isnull=True)
    cases = list(rows.exclude(id__in=apart).select_related("person", "group").order_by("id"))
    stages: dict[UUID, set[tuple[str, UUID]]] = {case.group_id: set() for case in cases}
    for case in cases:
        stages[case.group_id].add((case.stage, case.person.site_id))
    ready = {(Stage.DEPARTURE_PREPARATION.value, convoy.from_site_id)}
    if set(stages) != set(groups) or any(found != ready for found in stages.values()):
        raise Invalid(
            "A household goes whole, and from one place: everybody of it must prepare for departure at the site where "
            "the convoy begins. Look at where each of them stands.",
            field="group",
        )
    return cases


def _seat(
    actor: Actor, convoy: models.Convoy, case: models.Case, vehicle: UUID, needs: models.Journey | None, at: datetime
) -> models.Seat:
    return models.Seat(
        convoy=convoy,
        case=case,
        vehicle_id=vehicle,
        wheelchair=bool(needs and needs.wheelchair),
        escort=bool(needs and needs.escort),
        added=convoy.state == ConvoyState.BOARDING,
        given_by=actor.user_id,
        given_at=at,
    )


def _check_vehicles(
    convoy: models.Convoy, vehicles: Mapping[UUID, models.Vehicle], seats: Sequence[models.Seat]
) -> None:
    loads: dict[UUID, list[Load]] = {id: [] for id in vehicles}
    for seat in (*_held(convoy), *seats):
        loads[seat.vehicle_id].append(load_of(1, wheelchairs=seat.wheelchair, escorts=seat.escort))
    for id, row in vehicles.items():
        check_room(Vehicle(id, row.seats, row.wheelchairs), loads[id])


def _held(convoy: models.Convoy) -> QuerySet[models.Seat]:
    return models.Seat.objects.filter(convoy=convoy, ended="").select_related("case__person")


def _number() -> str:
    """A spoken number that no convoy has."""
    while models.Convoy.objects.filter(number=(number := spoken("V"))).exists():
        continue
    return number
