"""At the bus: somebody withdraws, a household stays or goes without one of its adults, and the convoy departs with whoever was counted.

Comes in: an actor who leads the convoy. Goes out: places that ended, steps that were taken. Nobody needs anybody's permission to withdraw.
Whoever goes passes every gate at that moment; for the others of a household unity is asked again at once. That somebody did not come is a
question for whoever knows them, and never a suspicion.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.convoying import end_seats, take_version, tell, tell_each
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.convoys import ConvoyState, PointKind, SeatEnd
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.convoys import SEATING, check_arrival, check_way
from homeward.pathway.rules.headcount import check_agreed
from homeward.pathway.rules.steps import step_between
from homeward.pathway.sealed import APART_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.centre import room_at
from homeward.pathway.selectors.convoys import convoy_of, visible
from homeward.pathway.selectors.counting import agreed_at, open_seats
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.settling import settle
from homeward.pathway.stepping import LEAST_WORDS, MOST_WORDS, checked_words, take
from homeward.pathway.tasking import task_add
from homeward.pathway.turning import turn
from homeward.registry.actions.custody import persons_depart
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Departure, Ending, Group
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.rules.statements import tidy

SEAT_WORDS: Final = "pathway_seat.ended_words"
SOON: Final = timedelta(days=2)


@action
def withdrawal_record(actor: Actor, seat_id: UUID, *, words: str) -> int:
    """Record, in their own words, that somebody does not want to go on; how many others of their household stay with them for now.

    It takes effect at once and asks nobody. Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, seat = seat_of(actor, seat_id)
    _check_boarding(seat.convoy)
    said, at = _own_words(words), timezone.now()
    seat.ended_words = seal_text(keys_to_write([seat.case])[seat.case_id], SEAT_WORDS, seat.id, said)
    models.Seat.objects.filter(id=seat.id).update(ended_words=seat.ended_words)
    end_seats(actor, [seat], SeatEnd.WITHDREW, at)
    turn(actor, seat.case, Course.WITHDRAWN, said if len(said) >= LEAST_WORDS else "", at)
    task_add(seat.case, "convoy.withdrew", Role.CASE_MANAGER, (at + SOON).date(), seat.id)
    record(
        actor, EventKind.WRITE, "convoy.withdraw", person_id=seat.case.person_id, subject=seat.convoy.number,
        site_id=seat.convoy.from_site_id,
    )  # fmt: skip
    others = [one for one in open_seats(seat.convoy) if one.case.group_id == seat.case.group_id]
    stay = others if others and not _together(actor, others, at) else []
    end_seats(actor, stay, SeatEnd.STAYS, at)
    tell_each(actor, seat.convoy, [one.case for one in stay], "convoy.stay")
    settle([seat.case_id])
    return len(stay)


@action
def goes_without(actor: Actor, seat_id: UUID, *, words: str) -> None:
    """Record that a household goes without an adult of its own who is not there, and in whose words: the adult stays, as they may.

    A child is never gone without. Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, seat = seat_of(actor, seat_id)
    _check_boarding(seat.convoy)
    person, at = seat.case.person, timezone.now()
    if may_be_child(person.born_to, HouseholdRole(person.role), timezone.localdate(at)):
        raise Invalid(
            "A child is not left behind. Let the household stay, and find the child first; child protection can help.",
            field="words",
        )
    said = checked_words(words)
    row = models.Apart(case=seat.case, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=at)
    row.words = seal_text(keys_to_write([seat.case])[seat.case_id], APART_WORDS, row.id, said)
    row.save(force_insert=True)
    end_seats(actor, [seat], SeatEnd.NO_SHOW, at)
    _ask_after(seat, at)
    tell_each(actor, seat.convoy, [seat.case], "convoy.apart")
    settle([seat.case_id])


@action
def convoy_depart(actor: Actor, convoy_id: UUID, *, version: int) -> int:
    """Depart with everybody who was counted as there; the convoy's next version. Whoever was not keeps their turn, and somebody asks.

    Every gate is asked of everybody at this moment, whether it leads where they are to be received, and
    whether all of them together find room there.
    Raises `Refused`, `NotFound`, `Invalid`, `Stale`, `Differs`, `GatesUnmet`, `SeparatesFamily`, `SeparatesChild`.
    """
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    _one_by_one(convoy)
    convoy = take_version(convoy, version, {ConvoyState.BOARDING})
    point = models.Point.objects.get(convoy=convoy, kind=PointKind.BOARDING)
    seats = {seat.id: seat for seat in open_seats(convoy)}
    found = agreed_at(point, seats)
    check_agreed(found)
    going = [seats[id] for id in found.of(Mark.PRESENT)]
    if not going:
        raise Invalid("Nobody of those who have a place is there. Call the convoy off, or count again.", field="state")
    check_way((seat.case.group.to_site_id for seat in going), convoy.to_site_id, "state")
    check_arrival(len(going), room_at(convoy.to_site_id))
    at = timezone.now()
    absent = [seats[id] for id in found.of(Mark.ABSENT)]
    end_seats(actor, absent, SeatEnd.NO_SHOW, at)
    for seat in absent:
        _ask_after(seat, at)
    _take(actor, going, at)
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.UNDER_WAY, departed_at=at)
    tell(actor, convoy, "convoy.depart", people=len(going), absent=len(absent))
    settle([seat.case_id for seat in absent])
    return version + 1


def seat_of(actor: Actor, seat_id: UUID) -> tuple[Actor, models.Seat]:
    """A place that lasts, of a convoy that the actor leads, and the actor within it. Raises `NotFound`, `Refused`."""
    authorise(actor, Capability.CONVOY_LEAD)
    rows = models.Seat.objects.filter(id=seat_id, ended="", convoy__in=visible(actor))
    seat = rows.select_related("convoy", "case__person", "case__group").first()
    if seat is None:
        raise NotFound("This person has no place in the convoy any more. Look at the list as it is now.")
    return as_lead(actor, seat.convoy, person_id=seat.case.person_id), seat


def _one_by_one(convoy: models.Convoy) -> None:
    """Let of two convoys that depart to one site at one instant the second see whom the first takes along."""
    there = models.Convoy.objects.filter(to_site_id=convoy.to_site_id, state=ConvoyState.BOARDING)
    list(there.select_for_update().order_by("id").values_list("id"))


def _own_words(words: str) -> str:
    """What somebody said, however short: nobody owes a reason. Raises `Invalid`."""
    said = tidy(words)[:MOST_WORDS]
    if not said:
        raise Invalid(
            "Write what they said, in their own words. One word is enough; nobody owes a reason.", field="words"
        )
    return said


def _check_boarding(convoy: models.Convoy) -> None:
    if ConvoyState(convoy.state) not in SEATING:
        raise Invalid(
            "The convoy has departed. Write down what somebody says as something that happened on the way.",
            field="words",
        )


def _take(actor: Actor, seats: Sequence[models.Seat], at: datetime) -> None:
    """The step of everybody who goes, and their organised departure from the site."""
    line = step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT)
    take(actor, [seat.case for seat in seats], line, "", at)
    people = tuple(seat.case.person_id for seat in seats)
    persons_depart(actor, Group(people), Departure(Ending.DEPARTURE, timezone.localdate(at), Source.CLERK))


def _ask_after(seat: models.Seat, at: datetime) -> None:
    """Have whoever knows them ask why somebody did not come: unknown is unknown."""
    task_add(seat.case, "convoy.no_show", Role.CASE_MANAGER, (at + SOON).date(), seat.id)


def _together(actor: Actor, seats: Sequence[models.Seat], at: datetime) -> bool:
    """Whether the others of a household may go on without whoever withdrew: no child is left without who cares for them."""
    asked = (Gate.FAMILY_UNITY, Gate.BEST_INTERESTS)
    checks = checks_of(actor, [seat.case for seat in seats], asked, timezone.localdate(at))
    return all(check.holding.passes for of in checks.values() for check in of)
