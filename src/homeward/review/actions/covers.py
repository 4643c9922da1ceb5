"""Keep against what people were screened, and as which version of their record.

Comes in: people of a part and the editions they were compared with. Goes out: rows. People who were withheld are kept too, until the day
on which that is looked at anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from homeward.lists.facts.lists import Desk
from homeward.registry.inserting import insert
from homeward.review import models
from homeward.review.facts.runs import Taken
from homeward.review.packing import Read

FEW = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody a run looked at, as of which version."""

    id: UUID
    version: int
    read: Read


def screened_keep(desk: Desk, people: Sequence[Looked], editions: Mapping[UUID, UUID], at: datetime) -> None:
    """Keep that people were looked at against editions (id by list).

    Whoever was screened as the same version before stays screened against the editions of other lists.
    """
    rows = models.Screened.objects.filter(within("person_id", [one.id for one in people]), desk=desk)
    before = {row.person_id: row for row in rows}
    covers: dict[UUID | None, UUID] = {}
    same: dict[UUID, list[UUID]] = {}
    others = []
    for one in people:
        row = before.get(one.id)
        old = row.cover_id if row and row.version == one.version else None
        if old not in covers:
            covers[old] = _cover(_with(old, editions))
        said = _said(one)
        if row and all(_plain(getattr(row, name)) == value for name, value in said.items()):
            same.setdefault(covers[old], []).append(row.id)
        else:
            others.append({"person_id": one.id, "desk": desk.value, "cover_id": covers[old], "at": at} | said)
    for cover, ids in same.items():
        models.Screened.objects.filter(id__in=ids).update(cover_id=cover, at=at)
    _replace(desk, others, before)


def _replace(desk: Desk, rows: Sequence[Mapping[str, Any]], before: Mapping[UUID, models.Screened]) -> None:
    """Put rows in the place of those that say something else."""
    models.Screened.objects.filter(
        id__in=[before[row["person_id"]].id for row in rows if row["person_id"] in before]
    ).delete()
    insert(models.Screened, rows)


def _said(one: Looked) -> dict[str, Any]:
    """What a row says of somebody besides against what and when."""
    return {
        "version": one.version,
        "mark": one.read.mark,
        "withheld": one.read.taken is Taken.WITHHELD,
        "again_on": one.read.again_on,
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def within(column: str, ids: Sequence[UUID]) -> Q:
    """Rows of some ids; of many, all from the first to the last, of which the caller passes over the others."""
    if len(ids) <= FEW:
        return Q(**{f"{column}__in": list(ids)})
    return Q(**{f"{column}__gte": min(ids), f"{column}__lte": max(ids)})


def _with(old: UUID | None, editions: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """A set of editions, each list's by the newer one."""
    rows = models.CoverEdition.objects.filter(cover_id=old) if old else models.CoverEdition.objects.none()
    held = dict(rows.values_list("edition__watch_list_id", "edition_id"))
    return frozenset((held | dict(editions)).values())


def _cover(editions: Iterable[UUID]) -> UUID:
    """The set of these editions, made where it is new."""
    ids = sorted(editions)
    digest = hashlib.sha256(b"".join(id.bytes for id in ids)).hexdigest()
    row, new = models.Cover.objects.get_or_create(hash=digest)
    if new:
        models.CoverEdition.objects.bulk_create([models.CoverEdition(cover=row, edition_id=id) for id in ids])
    return row.id
