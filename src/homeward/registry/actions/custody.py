"""Record that people arrived, moved, left, were born, are reported missing or dead, came back; and correct what was wrong.

Comes in: an actor, a person or a group, and a day. Goes out: how many it was recorded of. Each is one transaction with an event
for each person. Never deletes a stay, and never lets a child leave or be left by their carers by a list of names alone.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import event, record, record_all
from homeward.registry import models
from homeward.registry.actions.households import check_household_version, kin_record
from homeward.registry.actions.separations import carry_out
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Beginning, Departure, Ending, Group, Marked, Moved
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.persons import HouseholdRole, PersonDraft, Standing
from homeward.registry.movements import begin, check_later, chunks, end, follow, lasting, shelter, stale
from homeward.registry.recording import save_persons
from homeward.registry.rules.custody import (
    COMES_BACK,
    ORGANISED,
    STANDING,
    check_day,
    check_departure,
    check_group,
    check_open,
    check_standing,
    latest_day,
)
from homeward.registry.rules.households import check_newborn
from homeward.registry.rules.statements import check
from homeward.registry.selectors.custody import closed_day, open_stays
from homeward.registry.selectors.households import household_row, members_of
from homeward.registry.selectors.persons import person_row, visible

MARKED_AT_ONCE = 500
_HERE = frozenset({Standing.PRESENT})


@action
def persons_arrive(actor: Actor, group: Group, arrival: Arrival) -> Moved:
    """Record that people who had departed came (back) to a site. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    persons = _people(actor, group, COMES_BACK[Beginning.ARRIVAL])
    return _begin(actor, persons, arrival, Beginning.ARRIVAL, "custody.arrive")


@action
def persons_transfer(actor: Actor, group: Group, arrival: Arrival) -> Moved:
    """Record that people went from where they are to another site: out and in, on one day.

    Raises `Refused`, `SeparatesChild`, `NotFound`, `Invalid`, `Stale`.
    """
    at = timezone.now()
    authorise(actor, Capability.CUSTODY_WRITE, site_id=arrival.site_id)
    _check_site(actor, arrival, at)
    persons = [person for person in _people(actor, group) if person.site_id != arrival.site_id]
    check_group(len(persons))
    departure = Departure(Ending.TRANSFER, arrival.day, arrival.source)
    _keep_together(actor, persons, arrival.site_id, at)
    end(actor, persons, departure, at, to=arrival)
    begin(actor, persons, arrival, Beginning.TRANSFER, at)
    _households_follow(persons, arrival)
    return _tell(actor, persons, "custody.transfer", arrival.day, arrival.site_id)


@action
def persons_depart(actor: Actor, group: Group, departure: Departure) -> Moved:
    """Record that people left. An organised departure keeps children with their carers.

    Raises `Refused`, `SeparatesChild`, `NotFound`, `Invalid`, `Stale`.
    """
    check_departure(departure)
    return _end(actor, _people(actor, group), departure, "custody.depart")


@action
def missing_report(actor: Actor, person_id: UUID, day: date | None, *, source: Source) -> Moved:
    """Record that somebody is reported missing, since a day. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    departure = Departure(Ending.MISSING_REPORTED, day, source)
    return _end(actor, _people(actor, Group((person_id,))), departure, "custody.missing")


@action
def missing_return(actor: Actor, person_id: UUID, arrival: Arrival) -> Moved:
    """Record that somebody who was reported missing is back. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    persons = _people(actor, Group((person_id,)), COMES_BACK[Beginning.RETURN])
    return _begin(actor, persons, arrival, Beginning.RETURN, "custody.return")


@action
def death_report(actor: Actor, person_id: UUID, day: date | None, *, source: Source) -> Moved:
    """Record that somebody is reported to have died: at the site where they stay, or on the way after they had departed.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    departure = Departure(Ending.DECEASED_REPORTED, day, source)
    if person_row(actor, person_id).standing != Standing.DEPARTED:
        return _end(actor, _people(actor, Group((person_id,))), departure, "custody.death")
    check_day(day, latest_day(timezone.now()))
    persons = _people(actor, Group((person_id,)), frozenset({Standing.DEPARTED}))
    follow(persons, standing=STANDING[departure.kind])  # their last stay ended as it did
    return _tell(actor, persons, "custody.death", day)


@action
def birth_register(
    actor: Actor, draft: PersonDraft, *, parent_ids: Sequence[UUID] = (), source: Source = Source.PERSON
) -> UUID:
    """Register a child that was born at a site, with its household and parents; `draft.arrived` is the day of birth.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    at = timezone.now()
    authorise(actor, Capability.PERSON_WRITE, site_id=draft.site_id)
    authorise(actor, Capability.CUSTODY_WRITE, site_id=draft.site_id)
    check(draft.statements, at.date())
    _check_site(actor, Arrival(draft.site_id, draft.arrived), at)
    if draft.household_id:
        household = household_row(actor, draft.household_id, Capability.HOUSEHOLD_WRITE)
        check_household_version(household, household.version)
    role = HouseholdRole.CHILD if draft.role is HouseholdRole.UNKNOWN else draft.role
    check_newborn(role)
    (child,) = save_persons(actor, [replace(draft, role=role)], at)
    models.CustodyEpisode.objects.filter(person=child.id).update(began=Beginning.BIRTH, source=source)
    for parent in parent_ids:
        person_row(actor, parent)
        kin_record(actor, RelationDraft(parent, RelationKind.PARENT, child.id, source), at)
    record(actor, EventKind.WRITE, "custody.birth", person_id=child.id, subject=child.number)
    return child.id


@action
def persons_shelter(actor: Actor, group: Group, section: str, tent: str, *, day: date | None) -> Moved:
    """Record that people moved to another section or tent of the site they are at. Raises `Refused`, `NotFound`, `Invalid`."""
    at = timezone.now()
    check_day(day, latest_day(at))
    persons = _people(actor, group)
    check_group(len(persons))
    for some in chunks(persons):
        stays = list(lasting(some))
        if len(stays) != len(some):
            raise stale()
        check_later(lasting(some), day)
        models.Shelter.objects.filter(episode__in=stays, open=True).update(open=False, to_day=day)
        shelter(stays, section, tent, day, at)
        follow(some, section=section, tent=tent)
    for site_id in {person.site_id for person in persons}:
        _households_follow(
            [person for person in persons if person.site_id == site_id], Arrival(site_id, day, section, tent)
        )
    return _tell(actor, persons, "custody.shelter", day)


@action
def unaccounted_mark(actor: Actor, site_id: UUID) -> Marked:
    """End the stays that nobody ended before a site closed: their people are unaccounted for, until they are found again.

    Takes the first five hundred, in one transaction; call it until none is left.
    Raises `Refused`, `NotFound`, `Invalid`.
    """
    authorise(actor, Capability.CUSTODY_WRITE, site_id=site_id)
    closed_on = closed_day(actor, site_id)
    if closed_on is None:
        raise Invalid("This site is not closed, so nobody there is unaccounted for.", field="site")
    stays = open_stays(actor, site_id, Capability.CUSTODY_WRITE)
    persons = list(
        visible(actor, Capability.CUSTODY_WRITE)
        .filter(id__in=stays.values("person"))
        .order_by("serial")[:MARKED_AT_ONCE]
    )
    at = timezone.now()
    late = {stay.person_id for stay in stays.filter(from_day__gt=closed_on)}
    end(actor, [p for p in persons if p.id not in late], Departure(Ending.UNACCOUNTED, closed_on), at)
    end(actor, [p for p in persons if p.id in late], Departure(Ending.UNACCOUNTED, None), at)
    record_all(event(actor, EventKind.WRITE, "custody.unaccounted", person_id=person.id) for person in persons)
    return Marked(len(persons), open_stays(actor, site_id).count())


@action
def found_again(actor: Actor, person_id: UUID, arrival: Arrival) -> Moved:
    """Record that somebody who was unaccounted for is at a site. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    persons = _people(actor, Group((person_id,)), COMES_BACK[Beginning.FOUND_AGAIN])
    return _begin(actor, persons, arrival, Beginning.FOUND_AGAIN, "custody.found_again")


def _begin(actor: Actor, persons: Sequence[models.Person], arrival: Arrival, began: Beginning, what: str) -> Moved:
    at = timezone.now()
    authorise(actor, Capability.CUSTODY_WRITE, site_id=arrival.site_id)
    _check_site(actor, arrival, at)
    for standing in {person.standing for person in persons}:
        check_standing(began, Standing(standing))
    begin(actor, persons, arrival, began, at)
    _households_follow(persons, arrival)
    return _tell(actor, persons, what, arrival.day, arrival.site_id)


def _end(actor: Actor, persons: Sequence[models.Person], departure: Departure, what: str) -> Moved:
    at = timezone.now()
    check_day(departure.day, latest_day(at))
    if departure.kind in ORGANISED:
        _keep_together(actor, persons, None, at)
    end(actor, persons, departure, at)
    return _tell(actor, persons, what, departure.day)


def _people(actor: Actor, group: Group, standings: Set[Standing] = _HERE) -> list[models.Person]:
    """The persons of a group, those of its households as far as they stand so. Raises `NotFound`, `Refused`, `Invalid`, `Stale`."""
    wanted = set(group.person_ids)
    check_group(max(1, len(wanted) + len(group.household_ids)))
    for household in group.household_ids:
        household_row(actor, household)
    found = {person.id: person for person in visible(actor).filter(id__in=wanted)}
    if len(found) != len(wanted):
        raise NotFound("Somebody of these is not there, or you may not see them. Look them up again.")
    if standings is _HERE and any(person.standing != Standing.PRESENT for person in found.values()):
        raise stale()
    members = visible(actor).filter(household__in=group.household_ids, standing__in=standings)
    found |= {person.id: person for person in members}
    check_group(len(found))
    for site_id in {person.site_id for person in found.values()}:
        authorise(actor, Capability.CUSTODY_WRITE, site_id=site_id)
    return sorted(found.values(), key=lambda person: person.serial)


def _check_site(actor: Actor, arrival: Arrival, at: datetime) -> None:
    check_day(arrival.day, latest_day(at))
    check_open(closed_day(actor, arrival.site_id), arrival.day)


def _keep_together(actor: Actor, persons: Sequence[models.Person], site_id: UUID | None, at: datetime) -> None:
    """Refuse a movement that parts children from their carers without a decision of child protection."""
    moving = {person.id for person in persons}
    before = members_of({person.household_id for person in persons})
    gone = UUID(int=0)  # those who leave together are together, wherever they go
    after = [replace(one, present_at=site_id or gone) if one.person_id in moving else one for one in before]
    carry_out(actor, before, after, at)


def _households_follow(persons: Sequence[models.Person], arrival: Arrival) -> None:
    """Let a household's place follow once nobody present in it is left elsewhere."""
    for some in chunks(persons):
        ids = {person.household_id for person in some if person.household_id}
        members = models.Person.objects.filter(household__in=ids, standing=Standing.PRESENT)
        left = members.exclude(site=arrival.site_id, section=arrival.section, tent=arrival.tent)
        moved = models.Household.objects.filter(id__in=ids - set(left.values_list("household", flat=True)))
        moved.update(site=arrival.site_id, section=arrival.section, tent=arrival.tent)


def _tell(
    actor: Actor, persons: Sequence[models.Person], what: str, day: date | None, site_id: UUID | None = None
) -> Moved:
    detail = {"day": day.isoformat() if day else None, "site": str(site_id) if site_id else None}
    record_all(event(actor, EventKind.WRITE, what, person_id=person.id, detail=detail) for person in persons)
    return Moved(len(persons), day)
