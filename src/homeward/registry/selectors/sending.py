"""Records that are about to leave: who may be sent at all, and what is recorded of them, opened some hundred at a time.

Comes in: an actor who may export. Goes out: frozen facts; restricted kinds without their value where the actor may not read them.
The trail says once for each piece that files were read for an export. What may leave of them is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import reach_of
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import HouseholdRole, PersonFile, Standing
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import claims_by_record, rows_of, visible

AT_ONCE = 400
_RESTRICTED = {ClaimKind.NEED: Capability.NEED_READ, ClaimKind.DOCUMENT: Capability.DOCUMENT_READ}


@dataclass(frozen=True, slots=True)
class Sendable:
    """What must be known of a record to decide whether it may leave."""

    id: UUID
    standing: Standing
    role: HouseholdRole
    born_to: date | None


def sendable(actor: Actor, *, site_id: UUID | None = None, person_ids: Sequence[UUID] = ()) -> tuple[Sendable, ...]:
    """The records that an actor may export: everybody, those at a site, or those named; oldest first. Merged ones are part of others."""
    rows = visible(actor, Capability.EXPORT).exclude(standing=Standing.MERGED)
    if site_id:
        rows = rows.filter(site_id=site_id)
    if person_ids:
        rows = rows.filter(id__in=person_ids)
    found = rows.order_by("serial").values_list("id", "standing", "role", "born_to")
    return tuple(Sendable(id, Standing(standing), HouseholdRole(role), born) for id, standing, role, born in found)


def folders(actor: Actor, ids: Sequence[UUID], kinds: Sequence[ClaimKind]) -> Iterator[PersonFile]:
    """The files of some records with the claims of these kinds that hold now, in the order given; those out of reach left out."""
    for start in range(0, len(ids), AT_ONCE):
        piece = ids[start : start + AT_ONCE]
        record(actor, EventKind.READ, "person.export", detail={"persons": len(piece)})
        yield from _some(actor, piece, kinds)


def _some(actor: Actor, ids: Sequence[UUID], kinds: Sequence[ClaimKind]) -> Iterator[PersonFile]:
    people = {row.id: row for row in visible(actor, Capability.EXPORT).filter(id__in=ids)}
    root, records, new = {id: id for id in people}, list(people.values()), list(people)
    while new:
        merged = list(models.Person.objects.filter(merged_into__in=new))
        root |= {row.id: root[row.merged_into_id] for row in merged if row.merged_into_id}
        records += merged
        new = [row.id for row in merged]
    held: dict[UUID, list[Claim]] = {id: [] for id in people}
    allowed = [kind for kind in kinds if kind not in _RESTRICTED]
    restricted = [kind for kind in kinds if kind in _RESTRICTED]
    for id, claim in claims_by_record(records, kinds=allowed, now=True):
        held[root[id]].append(claim)
    for kind in restricted:
        sites = reach_of(actor, _RESTRICTED[kind])
        readable = [row for row in records if people[root[row.id]].site_id in sites]
        for id, claim in claims_by_record(readable, kinds=[kind], now=True):
            held[root[id]].append(claim)
    rows = {row.id: row for row in rows_of(people.values())}
    for id in ids:
        if id in rows:
            yield PersonFile(rows[id], tuple(sorted(held[id], key=lambda claim: (claim.recorded_at, claim.id))))


def household_numbers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The spoken numbers of the households of persons whom an actor exports, by the household's id."""
    numbers: dict[UUID, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        homes = visible(actor, Capability.EXPORT).filter(id__in=ids[start : start + AT_ONCE]).values("household_id")
        numbers.update(models.Household.objects.filter(id__in=homes).values_list("id", "number"))
    return numbers
