"""What happens at the bus and on the way: a stop, a delay, a birth, a death, a convoy that has to turn back.

Comes in: an actor who leads the convoy, what happened, when. Goes out: rows, and what the registry records of it: a child that was born is
registered and counted, a death is reported. What is about a person is sealed with their key. A convoy that turned back brings everybody to
where they were, with their turn kept and every gate to be asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, EventKind, Role
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.actions.extras import EXTRA_WORDS, case_number
from homeward.pathway.convoying import end_seats, take_version, tell
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, ExtraKind, ExtraState, SeatEnd
from homeward.pathway.facts.happened import Born, IncidentKind
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.convoys import ON_THE_WAY, SEATING
from homeward.pathway.rules.steps import step_between
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.counting import open_seats
from homeward.pathway.settling import settle
from homeward.pathway.stepping import checked_words, take
from homeward.pathway.tasking import task_add
from homeward.pathway.turning import turn
from homeward.registry.actions.custody import death_report, persons_arrive
from homeward.registry.actions.found import child_born
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Group
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.rules.statements import tidy

INCIDENT_WORDS: Final = "pathway_incident.words"
ABOUT_SOMEBODY: Final = frozenset({IncidentKind.BIRTH, IncidentKind.DEATH})
SOON: Final = timedelta(days=1)


@action
def incident_record(
    actor: Actor, convoy_id: UUID, kind: IncidentKind, *, words: str, seat_id: UUID | None = None,
    at: datetime | None = None, born: Born | None = None,
) -> UUID:  # fmt: skip
    """Write down what happened; its id. A birth names the mother's place, a death the place of who died; the registry records both.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, convoy = _going_on(actor, convoy_id, {*SEATING, *ON_THE_WAY})
    said, now = checked_words(words), timezone.now()
    if kind is IncidentKind.TURNED_BACK:
        raise Invalid(
            "A convoy that turns back is recorded for everybody at once. Use the form for that.", field="kind"
        )
    if at is not None and at > now:
        raise Invalid("This moment has not come yet. Write when it happened.", field="at")
    seat = _seat(convoy, seat_id, needed=kind in ABOUT_SOMEBODY)
    row = _write(actor, convoy, kind, seat, said, at or now)
    if kind is IncidentKind.BIRTH and seat is not None:
        _born(actor, convoy, seat, said, born or Born(), at or now)
    if kind is IncidentKind.DEATH and seat is not None:
        _died(actor, seat, row, said, at or now)
    return row.id


@action
def convoy_turn_back(actor: Actor, convoy_id: UUID, *, words: str, version: int) -> int:
    """Record that a convoy turned back: everybody is where they were, and prepares again. The next version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    actor, convoy = _going_on(actor, convoy_id, ON_THE_WAY)
    said, at = checked_words(words), timezone.now()
    take_version(convoy, version, {ConvoyState.UNDER_WAY, ConvoyState.ARRIVED})
    if models.Handover.objects.filter(convoy=convoy).exists():
        raise Invalid("Both sides have signed for these people already.", field="state")
    seats = open_seats(convoy)
    _back(actor, convoy, seats, said, at)
    _write(actor, convoy, IncidentKind.TURNED_BACK, None, said, at)
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.CALLED_OFF, called_off=said[:500], closed_at=at)
    tell(actor, convoy, "convoy.turn_back", people=len(seats))
    return version + 1


def _going_on(actor: Actor, convoy_id: UUID, states: Collection[ConvoyState]) -> tuple[Actor, models.Convoy]:
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    if ConvoyState(convoy.state) not in states:
        raise Invalid("This convoy is not on the way. Open it again to see where it is.", field="kind")
    return actor, convoy


def _seat(convoy: models.Convoy, seat_id: UUID | None, *, needed: bool) -> models.Seat | None:
    if seat_id is None:
        if needed:
            raise Invalid("Choose whom this is about: the mother of a child that was born, or who died.", field="seat")
        return None
    for seat in open_seats(convoy):
        if seat.id == seat_id:
            return seat
    raise NotFound("This person has no place in the convoy any more. Look at the list as it is now.")


def _write(
    actor: Actor, convoy: models.Convoy, kind: IncidentKind, seat: models.Seat | None, words: str, at: datetime
) -> models.Incident:
    row = models.Incident(
        convoy=convoy, kind=kind, seat=seat, at=at, recorded_by=actor.user_id, recorded_name=actor.username,
        recorded_at=timezone.now(), note="" if seat else words[:1000],
    )  # fmt: skip
    if seat is not None:
        row.words = seal_text(key_to_write(seat.case.person.key_id), INCIDENT_WORDS, row.id, words)
    row.save(force_insert=True)
    record(
        actor, EventKind.WRITE, "convoy.incident", person_id=seat.case.person_id if seat else None,
        subject=convoy.number, site_id=convoy.from_site_id, detail={"kind": kind.value},
    )  # fmt: skip
    return row


def _born(actor: Actor, convoy: models.Convoy, mother: models.Seat, words: str, born: Born, at: datetime) -> None:
    """Register a child with the mother. Born on the way, the child has a place beside her and is counted from now on.

    Born at the bus, the child is somebody who is not on the list: mother and child do not depart before every gate of both is open.
    """
    if not tidy(born.called):
        raise Invalid(
            "Write what the child is called so far, such as newborn of, and the mother's name: so the child is found again.",
            field="called",
        )
    on_the_way = ConvoyState(convoy.state) in ON_THE_WAY
    child = child_born(
        actor,
        mother.case.person_id,
        called=born.called,
        sex=born.sex,
        day=timezone.localdate(at),
        on_the_way=on_the_way,
    )
    now = timezone.now()
    case = models.Case.objects.create(
        number=case_number(),
        group=mother.case.group,
        person_id=child,
        since=now,
        opened_at=now,
        opened_by=actor.user_id,
    )
    row = models.Extra(
        convoy=convoy, kind=ExtraKind.NEWBORN, state=ExtraState.BOARDS if on_the_way else ExtraState.WAITS,
        person_id=child, case=case, came_with=mother.case, recorded_by=actor.user_id, recorded_name=actor.username,
        recorded_at=now,
    )  # fmt: skip
    row.words = seal_text(key_to_write(child), EXTRA_WORDS, row.id, words)
    row.save(force_insert=True)
    if on_the_way:
        models.Seat.objects.create(
            convoy=convoy, case=case, vehicle_id=mother.vehicle_id, added=True, given_by=actor.user_id, given_at=now
        )
    task_add(case, "convoy.birth", Role.CASE_MANAGER, timezone.localdate(now + SOON), row.id)
    settle([case.id, mother.case_id])
    record(actor, EventKind.WRITE, "case.open", person_id=child, subject=case.number, site_id=convoy.from_site_id)


def _died(actor: Actor, seat: models.Seat, incident: models.Incident, words: str, at: datetime) -> None:
    """Have the registry record a death that is reported, and the case stop; children who are left travel under somebody's eyes."""
    now = timezone.now()
    end_seats(actor, [seat], SeatEnd.DECEASED_REPORTED, now)
    turn(actor, seat.case, Course.DECEASED_REPORTED, words, now)
    death_report(actor, seat.case.person_id, timezone.localdate(at), source=Source.CLERK)
    task_add(seat.case, "convoy.death", Role.REPATRIATION_COORDINATOR, timezone.localdate(now + SOON), incident.id)
    for other in open_seats(seat.convoy):
        person = other.case.person
        if other.case.group_id == seat.case.group_id and may_be_child(
            person.born_to, HouseholdRole(person.role), timezone.localdate(now)
        ):
            task_add(
                other.case, "convoy.bereaved", Role.CHILD_PROTECTION_SPECIALIST, timezone.localdate(now), incident.id
            )
    settle([seat.case_id])


def _back(actor: Actor, convoy: models.Convoy, seats: Sequence[models.Seat], words: str, at: datetime) -> None:
    if not seats:
        return
    back = [seat.case for seat in seats if seat.case.stage == Stage.IN_TRANSIT]  # who was born on the way took no step
    take(actor, back, step_between(Stage.IN_TRANSIT, Stage.DEPARTURE_PREPARATION), words, at)
    people = tuple(seat.case.person_id for seat in seats)
    persons_arrive(actor, Group(people), Arrival(convoy.from_site_id, timezone.localdate(at), source=Source.CLERK))
    end_seats(actor, seats, SeatEnd.TURNED_BACK, at)
    settle([seat.case_id for seat in seats])
