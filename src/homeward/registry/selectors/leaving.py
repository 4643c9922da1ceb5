"""Everything that is recorded of a site's people, for the day on which the site's records pass to another authority.

Comes in: an actor who may take a site's records out whole. Goes out: rows of every table, opened, as plain values; scans in pieces. The
trail says that they were read. Every table that holds people's data is here, and each of its rows is counted; what an unfinished import
brought is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db.models import BinaryField, Model, Q, QuerySet

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_held, file_open
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey, vault
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.persons import HouseholdRole, Standing
from homeward.registry.facts.values import ClaimKind, DocumentValue
from homeward.registry.selectors.persons import claims_by_record
from homeward.registry.selectors.sending import Sendable

AT_ONCE: Final = 400
# Each table: what it is called in the file, its model, the look-up to the person whom a row tells of and whose key seals it, and to another
# person or site by which a row belongs to the site as well.
TABLES: Final[Mapping[str, tuple[type[Model], str, str]]] = {
    "persons": (models.Person, "id", ""),
    **{f"claims-{kind.value}": (models.CLAIM_MODELS[kind], "person_id", "") for kind in ClaimKind},
    "households": (models.Household, "", "memberships__person"),
    "memberships": (models.Membership, "person_id", ""),
    "relations": (models.Relation, "person_id", "of"),
    "care": (models.CareArrangement, "child_id", "carer"),
    "separations": (models.Separation, "child_id", ""),
    "stays": (models.CustodyEpisode, "person_id", ""),
    "shelters": (models.Shelter, "episode__person_id", ""),
    "merges": (models.Merge, "absorbed_id", "kept"),
    "photographs": (models.Photograph, "person_id", ""),
    "requests": (models.Request, "person_id", ""),
    "holds": (models.LegalHold, "person_id", ""),
}
_JSON: Final = frozenset({"sealed", "summary"})  # columns that hold a value and not words


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """A row as plain values. `opened` is false where the person was erased: what was sealed is gone, the rest is there."""

    values: dict[str, Any]
    opened: bool


@dataclass(frozen=True, slots=True)
class LeavingScan:
    """A scan of a paper: the claim that it came with, its media type, its bytes in pieces."""

    claim_id: UUID
    kind: str
    pieces: Iterator[bytes]


def leaving_persons(actor: Actor, site_id: UUID) -> tuple[Sendable, ...]:
    """The records of a site, with those that were merged into them: who is told of. Raises `Refused`."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    found = _persons(site_id).order_by("serial").values_list("id", "standing", "role", "born_to")
    return tuple(Sendable(id, Standing(standing), HouseholdRole(role), born) for id, standing, role, born in found)


def leaving_count(actor: Actor, site_id: UUID, table: str) -> int:
    """How many rows of a table belong to a site. Raises `Refused`."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    return _rows(site_id, table).count()


def leaving_unfinished(actor: Actor, site_id: UUID) -> int:
    """How many persons an import brings to a site that is not finished: they are not there yet. Raises `Refused`."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    return models.Person.objects.filter(site_id=site_id, batch__shown=False).count()


def leaving_rows(actor: Actor, site_id: UUID, table: str) -> Iterator[LeavingRow]:
    """The rows of a table that belong to a site, opened, in the order of their ids. Raises `Refused`."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    record(actor, EventKind.READ, "site.exit", site_id=site_id, subject=table)
    return _opened(site_id, table)


def leaving_scans(actor: Actor, site_id: UUID) -> Iterator[LeavingScan]:
    """The scans of papers that belong to a site. Raises `Refused`; `Damaged` for one that was changed outside."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    record(actor, EventKind.READ, "site.exit", site_id=site_id, subject="scans")
    return _scans(site_id)


def leaving_photographs(actor: Actor, site_id: UUID) -> Iterator[tuple[UUID, Iterator[bytes]]]:
    """The photographs that belong to a site: each one's id and its bytes in pieces. Raises `Refused`, `Damaged`."""
    authorise(actor, Capability.SITE_EXIT, site_id=site_id)
    record(actor, EventKind.READ, "site.exit", site_id=site_id, subject="photographs")
    return _photographs(site_id)


def _persons(site_id: UUID) -> QuerySet[models.Person]:
    """The persons of a site, and the records that were merged into theirs, wherever those were."""
    shown = Q(batch__isnull=True) | Q(batch__shown=True)
    here = models.Person.objects.filter(shown, site_id=site_id)
    merged, new = set[UUID](), list(models.Person.objects.filter(merged_into__in=here).values_list("id", flat=True))
    while new:
        merged.update(new)
        new = list(models.Person.objects.filter(merged_into__in=new).values_list("id", flat=True))
    return models.Person.objects.filter(shown & Q(site_id=site_id) | Q(id__in=merged))


def _rows(site_id: UUID, table: str) -> QuerySet[Any]:
    model, person, other = TABLES[table]
    people = _persons(site_id).values("id")
    mine = Q(**{f"{person.removesuffix('_id')}__in": people}) if person else Q(site_id=site_id) & _shown()
    if other:  # named by ids: a look-up through a table of many rows would tell a row more than once
        mine |= Q(id__in=model._default_manager.filter(**{f"{other}__in": people}).values("id"))
    return model._default_manager.filter(mine)


def _shown() -> Q:
    return Q(batch__isnull=True) | Q(batch__shown=True)


def _opened(site_id: UUID, table: str) -> Iterator[LeavingRow]:
    rows, last = _rows(site_id, table).order_by("id"), None
    person = TABLES[table][1]
    while piece := list((rows.filter(id__gt=last) if last else rows)[:AT_ONCE]):
        last = piece[-1].id
        subjects = {getattr(row, person) for row in piece} if person and "__" not in person else set()
        keys = _keys(subjects)
        for row in piece:
            yield _plain(row, keys.get(getattr(row, person)) if subjects else None)


def _keys(subjects: set[UUID]) -> dict[UUID, DataKey]:
    """Data keys by person."""
    key_ids = dict(models.Person.objects.filter(id__in=subjects).values_list("id", "key_id"))
    keys = data_keys(key_ids.values())
    return {person: keys[key] for person, key in key_ids.items() if key in keys}


def _plain(row: Model, key: DataKey | None) -> LeavingRow:
    values, opened = dict[str, Any](), True
    for field in row._meta.concrete_fields:
        column, value = field.column or field.name, getattr(row, field.attname)
        if isinstance(field, BinaryField):
            if value and key is None:
                opened, value = False, None
            elif value and key:
                plain = vault().open(key, f"{row._meta.db_table}.{column}", row.pk, bytes(value))
                value = msgspec.Raw(plain) if column in _JSON else plain.decode()
            else:
                value = None
        values[column] = value
    return LeavingRow(values, opened)


def _scans(site_id: UUID) -> Iterator[LeavingScan]:
    rows, last = _persons(site_id).order_by("id"), None
    while piece := list((rows.filter(id__gt=last) if last else rows)[:AT_ONCE]):
        last = piece[-1].id
        keys = data_keys(person.key_id for person in piece)
        key_of = {person.id: keys.get(person.key_id) for person in piece}
        for person_id, claim in claims_by_record(piece, kinds=[ClaimKind.DOCUMENT]):
            key = key_of[person_id]
            if key and isinstance(claim.value, DocumentValue) and claim.value.scan and file_held(claim.id):
                yield LeavingScan(claim.id, claim.value.scan, file_open(key, claim.id))


def _photographs(site_id: UUID) -> Iterator[tuple[UUID, Iterator[bytes]]]:
    rows = models.Photograph.objects.filter(person__in=_persons(site_id).values("id"), ended_at__isnull=True)
    for row in rows.select_related("person").order_by("id").iterator(chunk_size=AT_ONCE):
        key = data_keys([row.person.key_id]).get(row.person.key_id)
        if key and file_held(row.id):
            yield row.id, file_open(key, row.id)
