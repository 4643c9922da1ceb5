"""Add the keys by which people are found, as they are made now, to records that were made before.

Comes in: the operator, the record after which to go on. Goes out: the last record of a piece. Adds only what is missing: nothing that finds
somebody today is taken away, and a piece done twice changes nothing. Shows nobody and no name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from uuid import UUID

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import ClaimKind
from homeward.registry.recording import blind_codes, insert_keys, name_codes
from homeward.registry.selectors.persons import claims_by_record

PIECE: Final = 200  # records in one transaction


@action
def records_reindex(actor: Actor, *, after: UUID | None = None) -> tuple[int, UUID | None]:
    """Go through the next records; how many, and the last one's id, None where there are no more. Raises `Refused`."""
    authorise(actor, Capability.KEY_MANAGE)
    rows = models.Person.objects.exclude(standing=Standing.ERASED).order_by("id")
    piece = list(rows.filter(id__gt=after)[:PIECE] if after else rows[:PIECE])
    if not piece:
        return 0, None
    claims: dict[UUID, list[Claim]] = defaultdict(list)
    for id, claim in claims_by_record(piece, kinds=tuple(ClaimKind)):
        claims[id].append(claim)
    serials = {person.id: _found_as(person) for person in piece}
    insert_keys(models.NameKey, (row for id, of in claims.items() for row in name_codes(of, serials[id])))
    insert_keys(models.BlindKey, (row for id, of in claims.items() for row in blind_codes(of, serials[id])))
    record(actor, EventKind.WRITE, "record.reindex", detail={"records": len(piece)})
    return len(piece), piece[-1].id


def _found_as(person: models.Person) -> int:
    """The serial under which a record's claims are found: that of the record it was merged into, at the end."""
    while person.merged_into is not None:
        person = person.merged_into
    return person.serial
