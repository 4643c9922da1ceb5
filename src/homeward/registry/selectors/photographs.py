"""The photograph of a person, opened for those who may read papers, where the installation keeps any.

Comes in: an actor and a person. Goes out: whether there is one, or the bytes of the picture, piece by piece; the trail says that it was
opened. Never a search by a picture: nothing here takes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.conf import settings

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_open
from homeward.access.sealing.subjects import data_key
from homeward.access.selectors import may
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.selectors.persons import person_row, records_of


@dataclass(frozen=True, slots=True)
class PhotographRow:
    """That there is a photograph: its id, its size in points, and when it was taken into the file."""

    id: UUID
    width: int
    height: int
    recorded_at: datetime


def photographs_kept() -> bool:
    """Whether this installation keeps photographs at all: `HOMEWARD_PHOTOGRAPHS`, off unless somebody decided otherwise."""
    return bool(settings.HOMEWARD_PHOTOGRAPHS)


def photograph_of(actor: Actor, person_id: UUID) -> PhotographRow | None:
    """The photograph of a person, the newest of their records; None where there is none or it is not the actor's to see."""
    person = person_row(actor, person_id)
    if not photographs_kept() or not may(actor, Capability.DOCUMENT_READ, site_id=person.site_id):
        return None
    row = _newest(person)
    return PhotographRow(row.id, row.width, row.height, row.recorded_at) if row else None


def photograph_open(actor: Actor, person_id: UUID) -> Iterator[bytes]:
    """The picture, a JPEG. Raises `Refused`, `NotFound`, `Sealed`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.DOCUMENT_READ, site_id=person.site_id, person_id=person_id)
    row = _newest(person) if photographs_kept() else None
    if row is None:
        raise NotFound("There is no photograph of this person. Open the file again.")
    pieces = file_open(data_key(row.person.key_id), row.id)
    first = next(pieces)  # what is missing or was changed is said before anything is handed out
    record(actor, EventKind.READ, "photograph.open", person_id=person_id)
    return chain([first], pieces)


def _newest(person: models.Person) -> models.Photograph | None:
    found = models.Photograph.objects.filter(person__in=records_of(person), ended_at__isnull=True)
    return found.select_related("person").order_by("-recorded_at", "-id").first()
