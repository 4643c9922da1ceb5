"""What many records held at a moment, read in bulk: the values that are compared, for runs over tens of thousands and for their replays.

Comes in: an actor, ids, a moment. Goes out: frozen values in the order in which they were recorded; records that were merged at that moment
are read with the one that was kept. A claim that was corrected since is read as it stood. The trail says once that they were read.
Never opens anything else of a claim: who recorded it, and its notes, stay sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, Q, QuerySet

from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.answers import Known
from homeward.registry.facts.persons import HouseholdRole, Standing
from homeward.registry.facts.values import ClaimKind, ClaimValue
from homeward.registry.sealed import opener
from homeward.registry.selectors.dossiers import KINDS
from homeward.registry.selectors.persons import visible

AT_ONCE = 2_000
_CLOSED = (Standing.MERGED, Standing.ERASED)
FEW = 200
_Table = TypeVar("_Table", bound=Model)


@dataclass(frozen=True, slots=True)
class Stands:
    """A record that stands for itself: at which version it is now, in which role of a household."""

    id: UUID
    version: int
    role: HouseholdRole


def records_standing(
    actor: Actor,
    *,
    site_id: UUID | None = None,
    ids: Collection[UUID] | None = None,
    only: Exists | None = None,
    apart: Exists | None = None,
) -> list[Stands]:
    """The records that stand for themselves, of those that the actor may read, in the order of their ids.

    `only` and `apart` keep those, or leave those out, of which another room holds a row.
    """
    rows = visible(actor, Capability.PERSON_READ).exclude(standing__in=_CLOSED)
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    if ids is not None:
        rows = _within(rows, "id", sorted(ids))
    if only is not None:
        rows = rows.filter(only)
    if apart is not None:
        rows = rows.exclude(apart)
    wanted = None if ids is None else set(ids)
    found = rows.order_by("id").values_list("id", "version", "role").iterator(AT_ONCE)
    return [Stands(id, version, HouseholdRole(role)) for id, version, role in found if wanted is None or id in wanted]


def roles_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, HouseholdRole]:
    """The role in a household of each record that the actor reaches, whether it stands for itself or not."""
    found: dict[UUID, HouseholdRole] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = _within(visible(actor, Capability.PERSON_READ), "id", sorted(ids[start : start + AT_ONCE]))
        found |= {id: HouseholdRole(role) for id, role in rows.values_list("id", "role")}
    return {id: found[id] for id in ids if id in found}


def values_at(actor: Actor, ids: Iterable[UUID], at: datetime) -> Iterator[tuple[UUID, tuple[ClaimValue, ...]]]:
    """What was known of each record at a moment, in the order of the ids; records that the actor does not reach are left out.

    The values of one kind stand in the order in which they were recorded.
    """
    ordered = sorted(ids)
    record(actor, EventKind.READ, "person.compare", detail={"persons": len(ordered)})
    absorbed = _absorbed(at)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        reached = _within(visible(actor, Capability.PERSON_READ), "id", some).values_list("id", flat=True)
        yield from _read(sorted(set(some).intersection(reached)), absorbed, at)


def _read(
    ids: Sequence[UUID], absorbed: Mapping[UUID, list[UUID]], at: datetime
) -> Iterator[tuple[UUID, tuple[ClaimValue, ...]]]:
    """Some records, each read with those that had been merged into it."""
    if not ids:
        return
    root = {id: id for id in ids}
    new = list(ids)
    while new:
        found = {merged: root[kept] for kept in new for merged in absorbed.get(kept, ())}
        root |= found
        new = list(found)
    merged = [id for id in root if root[id] != id]
    keys = data_keys(root)
    owner = {_raw(id): root[id] for id in root}
    ciphers = {_raw(id): key for id, key in keys.items()}
    held: dict[UUID, list[ClaimValue]] = {id: [] for id in ids}
    for kind in KINDS:
        opened = opener(kind)
        for row, person, sealed in _sealed(kind, ids, merged, at):
            if key := ciphers.get(person):
                held[owner[person]].append(opened(key, _bytes(row), bytes(sealed)))
    for id in ids:
        yield id, tuple(held[id])


def _sealed(
    kind: ClaimKind, ids: Sequence[UUID], merged: Sequence[UUID], at: datetime
) -> Iterator[tuple[Any, Any, Any]]:
    """Claims of a kind that held at a moment, in the order in which they were recorded, as the database gives them: id, person, value.

    The rows are not made into objects: of half a million of them that takes longer than opening them does.
    """
    rows = models.CLAIM_MODELS[kind]._default_manager.filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), recorded_at__lte=at, state=Known.KNOWN
    )
    found = _within(rows, "person_id", ids)
    if merged:
        found |= rows.filter(person_id__in=merged)
    query = found.order_by("recorded_at", "id").values_list("id", "person_id", "sealed").query
    with connection.cursor() as cursor:
        cursor.execute(*query.sql_with_params())
        yield from cursor.fetchall()


def _within(rows: QuerySet[_Table], column: str, ids: Sequence[UUID]) -> QuerySet[_Table]:
    """The rows of some ids, in ascending order; of many, all from the first to the last, of which the caller passes over the others."""
    if len(ids) <= FEW:
        return rows.filter(**{f"{column}__in": list(ids)})
    return rows.filter(**{f"{column}__gte": ids[0], f"{column}__lte": ids[-1]})


def _raw(id: UUID) -> Any:
    """An id as a cursor gives it."""
    return id if connection.features.has_native_uuid_field else id.hex


def _bytes(raw: Any) -> bytes:
    return raw.bytes if isinstance(raw, UUID) else bytes.fromhex(raw)


def _absorbed(at: datetime) -> dict[UUID, list[UUID]]:
    """Which records had been merged into which at a moment."""
    found: dict[UUID, list[UUID]] = {}
    merges = models.Merge.objects.filter(Q(parted_at__isnull=True) | Q(parted_at__gt=at), merged_at__lte=at)
    for kept, absorbed in merges.values_list("kept_id", "absorbed_id"):
        found.setdefault(kept, []).append(absorbed)
    return found
