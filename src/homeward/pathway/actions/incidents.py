"""What happens on the way: a stop, a delay, a birth, a death, a convoy that has to turn back.

Comes in: an actor who leads the convoy, what happened, when. Goes out: rows. What is about a person is sealed with their key. A convoy that
turned back brings everybody to where they were, with their turn kept and every gate to be asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from homeward.pathway.actions.extras import EXTRA_WORDS
from homeward.pathway.convoying import end_seats, take_version, tell
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, ExtraKind, ExtraState, SeatEnd
from homeward.pathway.facts.happened import IncidentKind
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.steps import step_between
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.counting import open_seats
from homeward.pathway.settling import settle
from homeward.pathway.stepping import checked_words, take
from homeward.pathway.tasking import task_add
from homeward.pathway.turning import turn
from homeward.registry.actions.custody import persons_arrive
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Group

INCIDENT_WORDS: Final = "pathway_incident.words"
ABOUT_SOMEBODY: Final = frozenset({IncidentKind.BIRTH, IncidentKind.DEATH})
SOON: Final = timedelta(days=1)


@action
def incident_record(
    actor: Actor, convoy_id: UUID, kind: IncidentKind, *, words: str, seat_id: UUID | None = None,
    at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Write down what happened on the way; its id. A birth names the mother's place, a death the place of who died.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, convoy = _under_way(actor, convoy_id)
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
        _born(actor, convoy, seat, said, now)
    if kind is IncidentKind.DEATH and seat is not None:
        end_seats(actor, [seat], SeatEnd.DECEASED_REPORTED, now)
        turn(actor, seat.case, Course.DECEASED_REPORTED, said, now)
        task_add(seat.case, "convoy.death", Role.REPATRIATION_COORDINATOR, (now + SOON).date(), row.id)
        settle([seat.case_id])
    return row.id


@action
def convoy_turn_back(actor: Actor, convoy_id: UUID, *, words: str, version: int) -> int:
    """Record that a convoy turned back: everybody is where they were, and prepares again. The next version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    actor, convoy = _under_way(actor, convoy_id)
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


def _under_way(actor: Actor, convoy_id: UUID) -> tuple[Actor, models.Convoy]:
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    if ConvoyState(convoy.state) not in (ConvoyState.UNDER_WAY, ConvoyState.ARRIVED):
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


def _born(actor: Actor, convoy: models.Convoy, mother: models.Seat, words: str, at: datetime) -> None:
    """A child born on the way stays with the mother, is counted with her, and is registered where they arrive."""
    row = models.Extra(
        convoy=convoy, kind=ExtraKind.NEWBORN, state=ExtraState.BOARDS, came_with=mother.case,
        recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=at,
    )  # fmt: skip
    row.words = seal_text(key_to_write(mother.case.person.key_id), EXTRA_WORDS, row.id, words)
    row.save(force_insert=True)
    task_add(mother.case, "convoy.birth", Role.CASE_MANAGER, (at + SOON).date(), row.id)


def _back(actor: Actor, convoy: models.Convoy, seats: Sequence[models.Seat], words: str, at: datetime) -> None:
    if not seats:
        return
    take(actor, [seat.case for seat in seats], step_between(Stage.IN_TRANSIT, Stage.DEPARTURE_PREPARATION), words, at)
    people = tuple(seat.case.person_id for seat in seats)
    persons_arrive(actor, Group(people), Arrival(convoy.from_site_id, timezone.localdate(at), source=Source.CLERK))
    end_seats(actor, seats, SeatEnd.TURNED_BACK, at)
    settle([seat.case_id for seat in seats])
