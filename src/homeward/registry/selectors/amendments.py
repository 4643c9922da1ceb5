"""How what a file states of registered people differs from what is recorded, for the preview of an import.

Comes in: an actor who may bring files, and statements by person. Goes out: differences by person. Needs and papers that the actor may not
read are left out, and people whom they do not reach too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.registry import models
from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.values import ClaimKind
from homeward.registry.rules.amendments import Difference, differences
from homeward.registry.selectors.persons import claims_by_record, visible

_RESTRICTED = {ClaimKind.NEED: Capability.NEED_READ, ClaimKind.DOCUMENT: Capability.DOCUMENT_READ}


def amendments_of(actor: Actor, stated: Mapping[UUID, Sequence[Statement]]) -> dict[UUID, tuple[Difference, ...]]:
    """The differences of some people, by the ids that they were asked for by; of a merged record against the one that is kept."""
    people = visible(actor, Capability.IMPORT_STAGE)
    kept = {id: id for id in stated} | _kept(stated)
    rows = {row.id: row for row in people.filter(id__in=set(kept.values()))}
    family = _family(list(rows.values()))
    held: dict[UUID, list[Claim]] = {id: [] for id in rows}
    records = [record for records in family.values() for record in records]
    root = {record.id: id for id, records in family.items() for record in records}
    for record_id, claim in claims_by_record(records, kinds=tuple(ClaimKind), now=True):
        held[root[record_id]].append(claim)
    found = {}
    for id, statements in stated.items():
        if (row := rows.get(kept[id])) is None:
            continue
        hidden = {kind for kind, needed in _RESTRICTED.items() if not may(actor, needed, site_id=row.site_id)}
        told = [one for one in statements if one.kind not in hidden]
        found[id] = differences(told, sorted(held[row.id], key=lambda claim: (claim.recorded_at, claim.id)))
    return found


def _kept(ids: Mapping[UUID, object]) -> dict[UUID, UUID]:
    """Which record is kept of those that were merged."""
    found: dict[UUID, UUID] = {}
    asked = {id: id for id in ids}
    while asked:
        merged = dict(
            models.Person.objects.filter(id__in=asked.values(), merged_into__isnull=False).values_list(
                "id", "merged_into_id"
            )
        )
        asked = {id: merged[at] for id, at in asked.items() if at in merged}
        found |= asked
    return found


def _family(rows: Sequence[models.Person]) -> dict[UUID, list[models.Person]]:
    """Each record with those that were merged into it, in as many statements as merges are deep."""
    found, root = {row.id: [row] for row in rows}, {row.id: row.id for row in rows}
    new = list(rows)
    while new:
        new = list(models.Person.objects.filter(merged_into__in=new))
        for row in new:
            if row.merged_into_id:
                root[row.id] = root[row.merged_into_id]
                found[root[row.id]].append(row)
    return found
