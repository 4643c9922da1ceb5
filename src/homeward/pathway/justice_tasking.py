"""What the side of justice has to do by a day: one open task for each thing, in the file and in no case.

Comes in: a file that an action of the room was allowed to write to. Goes out: rows. Nothing here authorises.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.access.sealing.words import key_to_write
from homeward.pathway import models
from homeward.pathway.facts.justice import Due
from homeward.pathway.worded import put


def due(file: models.JusticeFile, what: Due, subject: UUID, day: date) -> None:
    """Have something to be done by a day; where it is open already, by this day instead."""
    models.JusticeTask.objects.update_or_create(
        file=file, what=what.value, subject=subject, done_at=None, defaults={"due": day, "made_at": timezone.now()}
    )


def done(actor: Actor, file: models.JusticeFile, what: Due, subject: UUID, words: str = "") -> None:
    """Something is done, where it was open."""
    for row in models.JusticeTask.objects.filter(file=file, what=what.value, subject=subject, done_at__isnull=True):
        row.done_at, row.done_by, row.done_name = timezone.now(), actor.user_id, actor.username
        put(key_to_write(file.person.key_id), row, done_words=words)
        row.save(update_fields=["done_at", "done_by", "done_name", "done_words"])
