"""Keep against what people were screened, and as which version of their record.

Comes in: people of a part and the editions they were compared with. Goes out: rows. People who were withheld are kept too, until the day
on which that is looked at anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.lists.facts.lists import Desk
from homeward.review import models
from homeward.review.facts.runs import Taken
from homeward.review.packing import Read

_FIELDS = ("version", "mark", "cover", "withheld", "again_on", "at")


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
    before = models.Screened.objects.filter(desk=desk, person_id__in=[one.id for one in people])
    known = {
        person: (version, cover) for person, version, cover in before.values_list("person_id", "version", "cover_id")
    }
    sets: dict[UUID | None, UUID] = {}
    rows = []
    for one in people:
        version, cover = known.get(one.id, (0, None))
        old = cover if version == one.version else None
        if old not in sets:
            sets[old] = _cover(_with(old, editions))
        rows.append(
            models.Screened(
                person_id=one.id,
                desk=desk,
                version=one.version,
                mark=one.read.mark,
                cover_id=sets[old],
                withheld=one.read.taken is Taken.WITHHELD,
                again_on=one.read.again_on,
                at=at,
            )
        )
    models.Screened.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "desk"], update_fields=_FIELDS, batch_size=500
    )


def _with(old: UUID | None, editions: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """A set of editions, each list's by the newer one."""
    held = models.CoverEdition.objects.filter(cover_id=old).values_list("edition__watch_list_id", "edition_id")
    return frozenset((dict(held) | dict(editions)).values())


def _cover(editions: Iterable[UUID]) -> UUID:
    """The set of these editions, made where it is new."""
    ids = sorted(editions)
    digest = hashlib.sha256(b"".join(id.bytes for id in ids)).hexdigest()
    row, new = models.Cover.objects.get_or_create(hash=digest)
    if new:
        models.CoverEdition.objects.bulk_create([models.CoverEdition(cover=row, edition_id=id) for id in ids])
    return row.id
