"""Make a household, let people join, leave and move, change roles, close it; register a whole family at once.

Comes in: an actor, who saw the household at a version, and who moves. Goes out: ids and the next version. Each is one transaction.
Never overwrites a membership: it ends, and another begins. A change that leaves a child without their carers is refused unless
child protection decided it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import event, record, record_all
from homeward.registry import models
from homeward.registry.actions.separations import carry_out
from homeward.registry.errors import Invalid
from homeward.registry.facts.households import Family, FamilyDraft, FamilyMember, Member, Move, RelationDraft
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.registry.movements import follow
from homeward.registry.numbers import new_numbers
from homeward.registry.recording import save_persons
from homeward.registry.rules.custody import check_day, check_open, latest_day
from homeward.registry.rules.households import check_family, check_roles, one_way
from homeward.registry.rules.statements import check
from homeward.registry.selectors.custody import closed_day
from homeward.registry.selectors.households import household_row, member_of, members_of
from homeward.registry.selectors.persons import visible


@action
def family_register(actor: Actor, draft: FamilyDraft) -> Family:
    """Register a whole family with its household, memberships, relations and first stays. Raises `Refused`, `NotFound`, `Invalid`.

    `Invalid.data["member"]` says, from 0, about which member an answer is that cannot be recorded.
    """
    for capability in (Capability.PERSON_WRITE, Capability.HOUSEHOLD_WRITE):
        authorise(actor, capability, site_id=draft.site_id)
    now = timezone.now()
    check_family(draft)
    check_day(draft.arrived, latest_day(now), "arrived")
    check_open(closed_day(actor, draft.site_id), draft.arrived)
    for number, member in enumerate(draft.members):
        try:
            check(member.statements, now.date())
        except Invalid as refused:
            raise Invalid(str(refused), **{**refused.data, "member": number}) from None
    household = _new(draft.site_id, draft.section, draft.tent, now)
    persons = save_persons(actor, [_draft(draft, member, household.id) for member in draft.members], now)
    for person, member in zip(persons, draft.members, strict=True):
        for kin in member.kin:
            kin_record(actor, RelationDraft(person.id, kin.kind, persons[kin.of].id, draft.source), now)
    check_roles(members_of([household.id]), now.date())
    record(actor, EventKind.WRITE, "household.create", subject=household.number)
    record_all(
        event(actor, EventKind.WRITE, "person.register", person_id=person.id, subject=person.number)
        for person in persons
    )
    return Family(household.id, household.number, tuple(person.id for person in persons))


@action
def household_create(actor: Actor, site_id: UUID, *, section: str = "", tent: str = "") -> UUID:
    """Make an empty household at a site. Raises `Refused`, `NotFound`, `Invalid`."""
    authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=site_id)
    now = timezone.now()
    check_open(closed_day(actor, site_id), now.date())
    household = _new(site_id, section, tent, now)
    record(actor, EventKind.WRITE, "household.create", subject=household.number)
    return household.id


@action
def member_add(actor: Actor, household_id: UUID, moves: Sequence[Move], *, version: int) -> int:
    """Let people who belong to no household join one that was seen at `version`. Returns its next version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    persons = _persons(actor, [move.person_id for move in moves])
    if any(person.household_id for person in persons):
        raise Invalid("Somebody of these belongs to a household already. Move them from there.", field="persons")
    return _join(actor, household_id, moves, persons, version, "member.add")


@action
def member_move(actor: Actor, household_id: UUID, moves: Sequence[Move], *, version: int) -> int:
    """Let people leave the households they belong to and join one that was seen at `version`. Returns its next version.

    Name a child and the carer who moves with them in one call. Raises `Refused`, `SeparatesChild`, `NotFound`, `Invalid`, `Stale`.
    """
    persons = _persons(actor, [move.person_id for move in moves])
    if any(person.household_id == household_id for person in persons):
        raise Invalid(
            "Somebody of these belongs to this household already. Change their role instead.", field="persons"
        )
    return _join(actor, household_id, moves, persons, version, "member.move")


@action
def member_remove(actor: Actor, household_id: UUID, person_ids: Sequence[UUID], *, version: int) -> int:
    """Let people leave a household without joining another. Returns its next version.

    Raises `Refused`, `SeparatesChild`, `NotFound`, `Invalid`, `Stale`.
    """
    household = _writable(actor, household_id)
    persons = _persons(actor, person_ids)
    if any(person.household_id != household_id for person in persons):
        raise stale_household(version)
    check_household_version(household, version)
    now = timezone.now()
    before = members_of([household_id])
    carry_out(actor, before, _moved(before, {person.id: None for person in persons}), now)
    _leave(persons, now)
    follow(persons, household=None, role=HouseholdRole.UNKNOWN)
    _tell(actor, persons, "member.remove", household)
    return version + 1


@action
def member_role(
    actor: Actor,
    household_id: UUID,
    move: Move,
    *,
    version: int,
    former_head: HouseholdRole = HouseholdRole.OTHER_RELATIVE,
) -> int:
    """Change what a member is in their household; a new head gives the one until now the role `former_head`. Returns the version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    household = _writable(actor, household_id)
    persons = _persons(actor, [move.person_id])
    if persons[0].household_id != household_id:
        raise stale_household(version)
    check_household_version(household, version)
    now = timezone.now()
    roles = {move.person_id: move.role}
    if move.role is HouseholdRole.HEAD:
        heads = models.Person.objects.filter(household=household, role=HouseholdRole.HEAD).exclude(id=move.person_id)
        roles = {head.id: former_head for head in heads} | roles
        persons = [*heads, *persons]
    check_roles([_with_role(one, roles) for one in members_of([household_id])], now.date())
    _leave(persons, now)
    _enter(actor, household, persons, roles, now)
    _tell(actor, persons, "member.role", household)
    return version + 1


@action
def household_close(actor: Actor, household_id: UUID, *, version: int) -> None:
    """Close a household that nobody belongs to any more. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    household = _writable(actor, household_id)
    if members := models.Membership.objects.filter(household=household, until__isnull=True).count():
        raise Invalid(
            "%(members)s people belong to this household. Move them first; who died or left is removed.",
            field="household",
            members=members,
        )
    check_household_version(household, version)
    models.Household.objects.filter(id=household_id).update(closed_at=timezone.now())
    record(actor, EventKind.WRITE, "household.close", subject=household.number)


def kin_record(actor: Actor, draft: RelationDraft, at: datetime) -> models.Relation:
    """Save a relation of two persons whom the caller has authorised, the one way in which it is kept; once, however often said."""
    said = one_way(draft)
    found, _ = models.Relation.objects.get_or_create(
        person_id=said.person_id,
        of_id=said.of_id,
        kind=said.kind,
        ended_at=None,
        defaults={"source": said.source, "recorded_by": actor.user_id, "recorded_at": at},
    )
    return found


def check_household_version(household: models.Household, version: int) -> None:
    """Take the next version of a household, or raise `Stale`. Call it inside the transaction, before anything is saved."""
    if not models.Household.objects.filter(id=household.id, version=version).update(version=F("version") + 1):
        raise stale_household(version)


def stale_household(version: int) -> Stale:
    """What is said where the household was changed since it was seen."""
    return Stale(
        "Somebody else changed this household while you had it open. Look at it again and repeat.", version=version
    )


def _new(site_id: UUID, section: str, tent: str, at: datetime) -> models.Household:
    (number,) = new_numbers("H", 1)
    return models.Household.objects.create(number=number, site_id=site_id, section=section, tent=tent, made_at=at)


def _draft(family: FamilyDraft, member: FamilyMember, household_id: UUID) -> PersonDraft:
    return PersonDraft(
        statements=member.statements,
        site_id=family.site_id,
        section=family.section,
        tent=family.tent,
        arrived=family.arrived,
        reference=member.reference,
        household_id=household_id,
        role=member.role,
    )


def _writable(actor: Actor, household_id: UUID) -> models.Household:
    household = household_row(actor, household_id)
    authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=household.site_id)
    if household.closed_at:
        raise Invalid("This household is closed. Make a new one.", field="household")
    return household


def _persons(actor: Actor, ids: Sequence[UUID]) -> list[models.Person]:
    """The persons named, each once. Raises `NotFound`, `Refused`, `Invalid`."""
    found = list(visible(actor).filter(id__in=ids).order_by("serial"))
    if not found or len(found) != len(ids):
        raise NotFound("Somebody of these is not there, is named twice, or you may not see them. Look them up again.")
    for site_id in {person.site_id for person in found}:
        authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=site_id)
    if any(person.merged_into_id for person in found):
        raise Invalid("Somebody of these was merged into another record. Take that one.", field="persons")
    return found


def _join(
    actor: Actor, household_id: UUID, moves: Sequence[Move], persons: Sequence[models.Person], version: int, what: str
) -> int:
    household = _writable(actor, household_id)
    check_household_version(household, version)
    now = timezone.now()
    roles = {move.person_id: move.role for move in moves}
    left = {person.household_id for person in persons if person.household_id}
    known = members_of([household_id, *left])
    before = [*known, *(member_of(person) for person in persons if person.household_id is None)]
    after = [_with_role(one, roles) for one in _moved(before, {person.id: household_id for person in persons})]
    check_roles(after, now.date())
    carry_out(actor, before, after, now)
    _leave(persons, now)
    models.Household.objects.filter(id__in=left).update(version=F("version") + 1)
    _enter(actor, household, persons, roles, now)
    _tell(actor, persons, what, household)
    return version + 1


def _moved(members: Sequence[Member], to: dict[UUID, UUID | None]) -> list[Member]:
    return [replace(one, household_id=to[one.person_id]) if one.person_id in to else one for one in members]


def _with_role(member: Member, roles: dict[UUID, HouseholdRole]) -> Member:
    return replace(member, role=roles.get(member.person_id, member.role))


def _leave(persons: Sequence[models.Person], at: datetime) -> None:
    models.Membership.objects.filter(person__in=persons, until__isnull=True).update(until=at)


def _enter(
    actor: Actor,
    household: models.Household,
    persons: Sequence[models.Person],
    roles: dict[UUID, HouseholdRole],
    at: datetime,
) -> None:
    for person in persons:
        role = roles[person.id]
        models.Membership.objects.create(
            household=household, person=person, role=role, since=at, recorded_by=actor.user_id
        )
        follow([person], household=household, role=role)


def _tell(actor: Actor, persons: Sequence[models.Person], what: str, household: models.Household) -> None:
    record_all(event(actor, EventKind.WRITE, what, person_id=person.id, subject=household.number) for person in persons)
