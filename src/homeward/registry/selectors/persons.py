"""Persons as lists and files show them.

Comes in: an actor and ids or filters. Goes out: frozen facts. Opening a file is itself written to the trail.
Never a row that the actor's roles, sites and purpose do not reach: it is then not found, whether it exists or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import may, scope
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken
from homeward.registry import models
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import PersonFile, PersonRow, Standing
from homeward.registry.facts.values import ClaimKind
from homeward.registry.sealed import open_claim, open_person

_RESTRICTED = {ClaimKind.NEED: Capability.NEED_READ, ClaimKind.DOCUMENT: Capability.DOCUMENT_READ}


def visible(actor: Actor, capability: Capability | None = None) -> QuerySet[models.Person]:
    """The persons that an actor may reach, those of an unfinished import aside."""
    rows = models.Person.objects.filter(Q(batch__isnull=True) | Q(batch__shown=True))
    return scope(actor, rows, capability)


def rows_of(persons: Iterable[models.Person]) -> list[PersonRow]:
    """Rows as facts, their summaries opened: one query for the keys."""
    rows = list(persons)
    keys = data_keys(row.key_id for row in rows)
    return [open_person(keys.get(row.key_id), row) for row in rows]


def persons_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PersonRow]:
    """Some persons by id, those that the actor does not reach left out."""
    return {row.id: row for row in rows_of(visible(actor).filter(id__in=ids))}


def persons_latest(
    actor: Actor, *, site_ids: Sequence[UUID] = (), limit: int = 25, offset: int = 0
) -> tuple[list[PersonRow], int]:
    """The persons who were registered last, and how many there are in all. The trail says that they were shown."""
    authorise(actor, Capability.PERSON_SEARCH)
    people = visible(actor, Capability.PERSON_SEARCH).exclude(standing__in=(Standing.MERGED, Standing.ERASED))
    if site_ids:
        people = people.filter(site_id__in=site_ids)
    shown = rows_of(people.order_by("-registered_at", "-id")[offset : offset + limit])
    tell_list(actor, "person.list", len(shown))
    return shown, people.count()


def tell_list(actor: Actor, what: str, shown: int) -> None:
    """Tell the trail that a list with people's names was shown, and of how many: as a search does, without saying who."""
    if shown:
        record(actor, EventKind.READ, what, detail={"shown": shown})


def person_by_number(actor: Actor, number: str) -> PersonRow:
    """The person with a spoken number, as somebody wrote it. Raises `NotFound`."""
    spoken = read_spoken(number, "P")
    found = visible(actor).filter(number=spoken).first() if spoken else None
    if found is None:
        raise NotFound(
            "There is no person %(number)s that you may see. Check the number and its last letter.",
            number=number.strip()[:20],
            field="number",
        )
    return rows_of([found])[0]


def person_numbers(actor: Actor, *, ids: Sequence[UUID] = (), number: str = "") -> dict[UUID, str]:
    """The spoken numbers of persons, by id or for one number: what the trail calls them by. Nothing else of them."""
    if not any(may(actor, one) for one in (Capability.PERSON_READ, Capability.TRAIL_READ)):
        return {}
    rows = models.Person.objects.filter(id__in=ids) if ids else models.Person.objects.filter(number=number)
    return dict(rows.values_list("id", "number"))


def person_to_open(actor: Actor, number: str) -> tuple[UUID, UUID | None]:
    """The id and site of the person with a spoken number, for an emergency access to their file. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.BREAK_GLASS_OPEN)
    found = models.Person.objects.filter(number=read_spoken(number, "P") or "").first()
    if found is None:
        raise NotFound("No person has this number. Check it and its last letter.")
    return found.id, found.site_id


def person_row(actor: Actor, person_id: UUID, capability: Capability | None = None) -> models.Person:
    """A person's row for this slice alone. Raises `NotFound`."""
    found = visible(actor, capability).filter(id=person_id).select_related("batch").first()
    if found is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    return found


def person_file(actor: Actor, person_id: UUID, *, as_of: datetime | None = None) -> PersonFile:
    """A person's file, opened: the trail says so. With `as_of`, what was recorded at that moment. Raises `NotFound`."""
    row = person_row(actor, person_id)
    record(actor, EventKind.READ, "person.file", person_id=person_id)
    return PersonFile(rows_of([row])[0], tuple(claims_of(actor, row, as_of=as_of)))


def claims_of(actor: Actor, person: models.Person, *, as_of: datetime | None = None) -> list[Claim]:
    """Every claim about a person, oldest first; restricted kinds without their value where the actor may not read them.

    Claims of records that were merged into this one are among them.
    """
    hidden = {kind for kind, needed in _RESTRICTED.items() if not may(actor, needed, site_id=person.site_id)}
    found = open_claims(records_of(person, as_of), hidden=hidden, until=as_of)
    return sorted((_as_of(claim, as_of) for claim in found), key=lambda claim: (claim.recorded_at, claim.id))


def open_claims(
    records: Sequence[models.Person],
    *,
    kinds: Iterable[ClaimKind] = tuple(ClaimKind),
    hidden: Collection[ClaimKind] = (),
    until: datetime | None = None,
    now: bool = False,
) -> list[Claim]:
    """The claims of some records, opened, for this slice alone: those recorded until a moment, or only those that hold now."""
    return [claim for _, claim in claims_by_record(records, kinds=kinds, hidden=hidden, until=until, now=now)]


def claims_by_record(
    records: Sequence[models.Person],
    *,
    kinds: Iterable[ClaimKind],
    hidden: Collection[ClaimKind] = (),
    until: datetime | None = None,
    now: bool = False,
) -> Iterator[tuple[UUID, Claim]]:
    """The claims of some records, each with the id of the record that holds it: one query for the keys and one for each kind."""
    keys = data_keys(record.key_id for record in records)
    for kind in kinds:
        rows = models.CLAIM_MODELS[kind]._default_manager.filter(person__in=records)
        if until:
            rows = rows.filter(recorded_at__lte=until)
        if now:
            rows = rows.filter(superseded_at__isnull=True)
        for row in rows:
            yield row.person_id, open_claim(keys.get(row.person_id), row, hidden)


def records_of(person: models.Person, as_of: datetime | None = None) -> list[models.Person]:
    """A record and all that were merged into it, or had been at a moment."""
    found, new = [person], [person]
    while new:
        merges = models.Merge.objects.filter(kept__in=new)
        if as_of is None:
            merges = merges.filter(parted_at__isnull=True)
        else:
            merges = merges.filter(merged_at__lte=as_of).filter(Q(parted_at__isnull=True) | Q(parted_at__gt=as_of))
        new = [merge.absorbed for merge in merges.select_related("absorbed")]
        found += new
    return found


def _as_of(claim: Claim, moment: datetime | None) -> Claim:
    """A claim as it stood at a moment: what took its place later had not happened."""
    if moment is None or claim.superseded_at is None or claim.superseded_at <= moment:
        return claim
    return replace(claim, superseded_at=None, superseded_by=None)
