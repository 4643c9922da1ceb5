"""Households as lists and files show them.

Comes in: an actor and ids. Goes out: frozen facts. Opening a household's file is written to the trail for each of its members.
Never carries anything from one member to another; a member whose file the actor may not see is there without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import may, scope
from homeward.access.trail import event, record_all
from homeward.kernel.ids import read_spoken
from homeward.registry import models
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import (
    CareBasis,
    CareKind,
    CareRow,
    HouseholdFile,
    HouseholdLine,
    HouseholdRow,
    Member,
    MemberRow,
    RelationKind,
    RelationRow,
    SeparationBasis,
    SeparationRow,
)
from homeward.registry.facts.persons import HouseholdRole, PersonRow, Standing
from homeward.registry.rules.households import uncared
from homeward.registry.sealed import open_words
from homeward.registry.selectors.persons import persons_of, rows_of, tell_list, visible

AUTHORITY, REASON = "registry_separation.authority", "registry_separation.reason"


def visible_households(actor: Actor, capability: Capability | None = None) -> QuerySet[models.Household]:
    """The households that an actor may reach, those of an unfinished import aside."""
    rows = models.Household.objects.filter(Q(batch__isnull=True) | Q(batch__shown=True))
    return scope(actor, rows, capability)


def household_row(actor: Actor, household_id: UUID, capability: Capability | None = None) -> models.Household:
    """A household's row for this slice alone. Raises `NotFound`."""
    found = visible_households(actor, capability).filter(id=household_id).first()
    if found is None:
        raise NotFound("There is no such household that you may see for the purpose you chose.")
    return found


def households_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, HouseholdRow]:
    """Some households by id, those that the actor does not reach left out."""
    return {row.id: _row(row) for row in visible_households(actor).filter(id__in=ids)}


def households_list(
    actor: Actor, *, number: str = "", site_ids: Sequence[UUID] = (), limit: int = 25, offset: int = 0
) -> tuple[tuple[HouseholdLine, ...], int]:
    """Households, the newest first, or the one with a number as somebody wrote it; and how many there are in all."""
    authorise(actor, Capability.PERSON_SEARCH)
    rows = visible_households(actor)
    if number.strip():
        rows = rows.filter(number=read_spoken(number, "H") or "")
    if site_ids:
        rows = rows.filter(site__in=site_ids)
    shown = list(rows.order_by("-made_at", "-id")[offset : offset + limit])
    people = visible(actor).filter(household__in=shown).exclude(standing=Standing.MERGED)
    counts = dict(people.values_list("household").annotate(Count("id")).order_by())
    heads = {row.household_id: row for row in rows_of(people.filter(role=HouseholdRole.HEAD))}
    tell_list(actor, "household.list", len(heads))
    return tuple(HouseholdLine(_row(row), heads.get(row.id), counts.get(row.id, 0)) for row in shown), rows.count()


def household_by_number(actor: Actor, number: str) -> HouseholdRow:
    """The household with a spoken number, as somebody wrote it. Raises `NotFound`."""
    spoken = read_spoken(number, "H")
    found = visible_households(actor).filter(number=spoken).first() if spoken else None
    if found is None:
        raise NotFound(
            "There is no household %(number)s that you may see. Check the number and its last letter.",
            number=number.strip()[:20],
        )
    return _row(found)


def household_file(actor: Actor, household_id: UUID) -> HouseholdFile:
    """A household, opened: members now and before, relations, care, separations. The trail says so. Raises `NotFound`."""
    household = household_row(actor, household_id)
    belonging = models.Membership.objects.filter(household=household).exclude(batch__shown=False)
    memberships = list(belonging.order_by("since", "person__serial"))
    ids = list(dict.fromkeys(row.person_id for row in memberships))
    persons = persons_of(actor, ids)
    record_all(event(actor, EventKind.READ, "household.file", person_id=id, subject=household.number) for id in persons)
    told = [
        MemberRow(row.person_id, persons.get(row.person_id), HouseholdRole(row.role), row.since, row.until)
        for row in memberships
    ]
    return HouseholdFile(
        row=_row(household),
        members=tuple(row for row in told if row.until is None),
        former=tuple(row for row in told if row.until is not None),
        relations=tuple(_relations(ids)),
        care=tuple(_care(list(persons))),
        separations=tuple(_separations(actor, list(persons))),
        uncared=uncared(members_of([household_id]), timezone.now().date()),
    )


def household_brief(actor: Actor, household_id: UUID) -> tuple[HouseholdRow, tuple[PersonRow, ...]] | None:
    """A household and those who belong to it now, for the page of one of them; None where the actor does not reach it."""
    household = visible_households(actor).filter(id=household_id).first()
    if household is None:
        return None
    people = visible(actor).filter(household_id=household_id).exclude(standing=Standing.MERGED)
    return _row(household), tuple(rows_of(people.order_by("registered_at", "id")))


def members_of(households: Iterable[UUID | None]) -> list[Member]:
    """The members of some households as the rules see them, with who is recorded as their parent or carer. For this slice alone."""
    ids = {household for household in households if household}
    rows = models.Person.objects.filter(household__in=ids).exclude(batch__shown=False).order_by("id")
    members = [member_of(row) for row in rows]
    ties: dict[UUID, tuple[set[UUID], set[UUID]]] = {member.person_id: (set(), set()) for member in members}
    kinds = [RelationKind.PARENT, RelationKind.GUARDIAN]
    kept = models.Relation.objects.exclude(batch__shown=False)
    for relation in kept.filter(of__in=rows, kind__in=kinds, ended_at__isnull=True):
        ties[relation.of_id][relation.kind == RelationKind.GUARDIAN].add(relation.person_id)
    for care in models.CareArrangement.objects.filter(child__in=rows, carer__isnull=False, ended_at__isnull=True):
        if care.carer_id:
            ties[care.child_id][1].add(care.carer_id)
    return [
        replace(member, parents=frozenset(ties[member.person_id][0]), guardians=frozenset(ties[member.person_id][1]))
        for member in members
    ]


def member_of(row: models.Person) -> Member:
    """A person as the rules of households see one, without ties. Somebody who is not present lives with nobody."""
    return Member(
        person_id=row.id,
        household_id=row.household_id,
        role=HouseholdRole(row.role),
        born_to=row.born_to,
        present_at=row.site_id if row.standing == Standing.PRESENT else None,
    )


def _row(row: models.Household) -> HouseholdRow:
    return HouseholdRow(
        id=row.id,
        number=row.number,
        version=row.version,
        site_id=row.site_id,
        section=row.section,
        tent=row.tent,
        made_at=row.made_at,
        closed_at=row.closed_at,
    )


def _relations(ids: Sequence[UUID]) -> Iterable[RelationRow]:
    rows = models.Relation.objects.filter(Q(person__in=ids) | Q(of__in=ids)).exclude(batch__shown=False)
    for row in rows.order_by("recorded_at", "id"):
        yield RelationRow(
            id=row.id,
            person_id=row.person_id,
            kind=RelationKind(row.kind),
            of_id=row.of_id,
            source=Source(row.source),
            recorded_at=row.recorded_at,
            ended_at=row.ended_at,
        )


def _care(ids: Sequence[UUID]) -> Iterable[CareRow]:
    for row in models.CareArrangement.objects.filter(child__in=ids).order_by("recorded_at", "id"):
        yield CareRow(
            id=row.id,
            child_id=row.child_id,
            carer_id=row.carer_id,
            kind=CareKind(row.kind),
            basis=CareBasis(row.basis),
            since=row.since,
            until=row.until,
            ended_at=row.ended_at,
        )


def _separations(actor: Actor, ids: Sequence[UUID]) -> Iterable[SeparationRow]:
    """Decisions about these children: what they say only to those who may read it."""
    rows = list(models.Separation.objects.filter(child__in=ids).select_related("child").order_by("decided_at", "id"))
    keys = data_keys(row.child_id for row in rows)
    for row in rows:
        seen = may(actor, Capability.CHILD_PROTECTION, site_id=row.child.site_id)
        key = keys.get(row.child_id) if seen else None
        yield SeparationRow(
            id=row.id,
            child_id=row.child_id,
            decided_at=row.decided_at,
            used_at=row.used_at,
            withdrawn_at=row.withdrawn_at,
            basis=SeparationBasis(row.basis) if seen else None,
            authority=open_words(key, AUTHORITY, row.id, row.authority),
            reason=open_words(key, REASON, row.id, row.reason),
            review_on=row.review_on if seen else None,
            restricted=not seen,
        )
