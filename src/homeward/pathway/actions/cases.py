"""Open cases for people who move together, and say where their way leads.

Comes in: an actor, persons, a country's process. Goes out: cases at their beginning, in one group. A case says that somebody is on a way,
and nothing about what they are. Whoever joins a household later joins the group of its cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import scope
from homeward.access.trail import event, record, record_all
from homeward.kernel.ids import spoken
from homeward.pathway import models
from homeward.pathway.settling import settle
from homeward.places.selectors import site_names
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.selectors.persons import persons_of

LARGEST = 60


@action
def case_open(
    actor: Actor,
    *,
    person_ids: Sequence[UUID],
    pack_key: str,
    to_site_id: UUID | None = None,
    home_site_id: UUID | None = None,
) -> tuple[UUID, ...]:
    """Open a case for each person, all in one group; the ids of the cases, in their order. Raises `Refused`, `NotFound`, `Invalid`."""
    people = _people(actor, tuple(dict.fromkeys(person_ids)))
    pack = _pack(pack_key)
    _check_sites(actor, to_site_id, home_site_id)
    now = timezone.now()
    group = _group(actor, people, pack, now, to_site_id, home_site_id)
    cases = [
        models.Case(number=_number(), group=group, person_id=one.id, since=now, opened_at=now, opened_by=actor.user_id)
        for one in people
    ]
    try:
        with transaction.atomic():
            models.Case.objects.bulk_create(cases)
    except IntegrityError as error:
        raise Invalid(
            "One of these people has a case that is open. Open that one, and leave the person out here.",
            field="persons",
        ) from error
    settle([case.id for case in cases])
    record_all(
        event(
            actor, EventKind.WRITE, "case.open", person_id=one.id, subject=case.number, site_id=one.site_id,
            detail={"pack": pack.key, "version": pack.version},
        )
        for one, case in zip(people, cases, strict=True)
    )  # fmt: skip
    return tuple(case.id for case in cases)


@action
def group_set(actor: Actor, group_id: UUID, *, to_site_id: UUID | None, home_site_id: UUID | None, version: int) -> int:
    """Say where a group is received, and to which community it returns; the new version. Raises `Refused`, `NotFound`, `Stale`."""
    group = models.Group.objects.filter(id=group_id).first()
    cases = list(models.Case.objects.filter(group_id=group_id).select_related("person"))
    if group is None or not cases or not scope(actor, models.Case.objects.filter(group_id=group_id)).exists():
        raise NotFound("There are no such cases that you may see for the purpose you chose.")
    for case in cases:
        authorise(actor, Capability.CASE_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    _check_sites(actor, to_site_id, home_site_id)
    same = models.Group.objects.filter(id=group_id, version=version)
    if not same.update(to_site_id=to_site_id, home_site_id=home_site_id, version=F("version") + 1):
        raise Stale("Somebody else changed where this group goes. Look at it as it is now, then decide again.")
    settle([case.id for case in cases])
    record(actor, EventKind.WRITE, "case.group", subject=str(group_id), detail={"cases": len(cases)})
    return version + 1


def _people(actor: Actor, person_ids: Sequence[UUID]) -> list[PersonRow]:
    if not 0 < len(person_ids) <= LARGEST:
        authorise(actor, Capability.CASE_WRITE)
        raise Invalid(
            "Choose from 1 to %(largest)s people for whom a case is opened.", field="persons", largest=LARGEST
        )
    found = persons_of(actor, person_ids)
    if len(found) < len(person_ids):
        authorise(actor, Capability.CASE_WRITE)
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    for one in found.values():
        authorise(actor, Capability.CASE_WRITE, site_id=one.site_id, person_id=one.id)
        if one.standing in (Standing.MERGED, Standing.ERASED, Standing.DECEASED_REPORTED):
            raise Invalid(
                "%(number)s is a record for which no case can be opened: it was merged, erased, or reported as of somebody who died.",
                field="persons", number=one.number,
            )  # fmt: skip
    return [found[id] for id in person_ids]


def _pack(key: str) -> models.Pack:
    """The newest version of a country's process that was not retired. Raises `Invalid`."""
    found = models.Pack.objects.filter(key=key, retired_at__isnull=True).order_by("-version").first()
    if found is None:
        raise Invalid("There is no process of this name in use. Choose one of those that are loaded.", field="pack")
    return found


def _check_sites(actor: Actor, *ids: UUID | None) -> None:
    wanted = {id for id in ids if id}
    if wanted - set(site_names(actor, wanted)):
        raise Invalid("There is no such site. Choose one of the list.", field="site")


def _group(
    actor: Actor, people: Sequence[PersonRow], pack: models.Pack, now: datetime, to: UUID | None, home: UUID | None
) -> models.Group:
    """The group of the household's open cases where there is one with the same process; a new one otherwise."""
    households = {one.household_id for one in people}
    household = households.pop() if len(households) == 1 else None
    if household:
        rows = models.Group.objects.filter(household=household, pack__key=pack.key, cases__closed_at__isnull=True)
        if (found := rows.order_by("-opened_at").first()) is not None:
            return found
    return models.Group.objects.create(
        household_id=household, pack=pack, to_site_id=to, home_site_id=home, opened_at=now, opened_by=actor.user_id
    )


def _number() -> str:
    """A spoken number that no case has."""
    while models.Case.objects.filter(number=(number := spoken("C"))).exists():
        continue
    return number
