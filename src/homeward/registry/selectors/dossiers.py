"""What many records hold now, for the rooms that compare records: values by person, in few queries.

Comes in: an actor and a purpose that allows reading files. Goes out: frozen values, records that were merged read with the one that is
kept. The trail says once that they were read, by whom and how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import claims_by_record, visible

KINDS = (
    ClaimKind.NAME,
    ClaimKind.BIRTH,
    ClaimKind.SEX,
    ClaimKind.NATIONALITY,
    ClaimKind.PARENT,
    ClaimKind.DOCUMENT,
)
AT_ONCE = 500
_CLOSED = (Standing.MERGED, Standing.ERASED)


def comparable(actor: Actor) -> list[UUID]:
    """The records that stand for themselves, of those that the actor may read, oldest first."""
    rows = visible(actor, Capability.PERSON_READ).exclude(standing__in=_CLOSED)
    return list(rows.order_by("serial").values_list("id", flat=True))


def dossiers(actor: Actor, ids: Sequence[UUID]) -> Iterator[tuple[UUID, tuple[Claim, ...]]]:
    """The claims that hold now of each record, in the order given; records that the actor does not reach are left out."""
    record(actor, EventKind.READ, "person.compare", detail={"persons": len(ids)})
    for start in range(0, len(ids), AT_ONCE):
        yield from _some(actor, ids[start : start + AT_ONCE])


def _some(actor: Actor, ids: Sequence[UUID]) -> Iterator[tuple[UUID, tuple[Claim, ...]]]:
    people = {row.id: row for row in visible(actor, Capability.PERSON_READ).filter(id__in=ids)}
    root = {id: id for id in people}
    records = list(people.values())
    new = list(people)
    while new:
        merged = list(models.Person.objects.filter(merged_into__in=new))
        root |= {row.id: root[row.merged_into_id] for row in merged if row.merged_into_id}
        records += merged
        new = [row.id for row in merged]
    held: dict[UUID, list[Claim]] = {id: [] for id in people}
    for id, claim in claims_by_record(records, kinds=KINDS, now=True):
        held[root[id]].append(claim)
    for id in ids:
        if id in held:
            yield id, tuple(sorted(held[id], key=lambda claim: (claim.recorded_at, claim.id)))
