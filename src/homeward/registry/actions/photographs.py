"""Keep a photograph of a person, where the installation keeps any; put another in its place; take it away.

Comes in: an actor who may record papers, a person, the bytes of a picture, and that the person agrees. Goes out: rows and a sealed
file. The old file is gone with the old row's end. Never without the person's agreement, and never where the setting is off.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_remove, file_store
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.rules.photographs import LARGEST, picture_of
from homeward.registry.selectors.persons import person_row, records_of
from homeward.registry.selectors.photographs import photographs_kept


@action
def photograph_take(actor: Actor, person_id: UUID, content: bytes, *, agreed: bool) -> UUID:
    """Keep a photograph of a person, in the place of the one there was. Returns its id.

    Raises `Refused`, `NotFound`, also where no photographs are kept here, and `Invalid` where the person did not agree or the file
    is no picture.
    """
    person = _writable(actor, person_id)
    if not agreed:
        raise Invalid("A photograph is taken only of somebody who agrees. Ask, and say that they do.", field="agreed")
    picture = picture_of(content)
    _end(actor, [person])
    row = models.Photograph(
        person=person,
        width=picture.width,
        height=picture.height,
        recorded_by=actor.user_id,
        recorded_at=timezone.now(),
    )
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "photograph.take", person_id=person_id, detail={"bytes": len(picture.content)})
    file_store(data_key(person.key_id), row.id, [picture.content], limit=LARGEST)
    return row.id


@action
def photograph_remove(actor: Actor, person_id: UUID) -> int:
    """Take the photograph away, also of records that were merged into this one. How many. Raises `Refused`, `NotFound`."""
    person = _writable(actor, person_id)
    ended = _end(actor, records_of(person))
    if not ended:
        raise NotFound("There is no photograph of this person. Open the file again.")
    record(actor, EventKind.WRITE, "photograph.remove", person_id=person_id)
    return ended


def _writable(actor: Actor, person_id: UUID) -> models.Person:
    person = person_row(actor, person_id)
    authorise(actor, Capability.DOCUMENT_WRITE, site_id=person.site_id, person_id=person_id)
    if not photographs_kept():
        raise NotFound("No photographs are kept here.")
    return person


def _end(actor: Actor, records: list[models.Person]) -> int:
    old = models.Photograph.objects.filter(person__in=records, ended_at__isnull=True)
    files = list(old.values_list("id", flat=True))
    old.update(ended_at=timezone.now(), ended_by=actor.user_id)
    transaction.on_commit(lambda: [file_remove(one) for one in files])
    return len(files)
