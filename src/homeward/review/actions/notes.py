"""Note something at a candidate: a comment, or a file, sealed with the person's key as everything about them is.

Comes in: an actor, a candidate, words, perhaps a file whose content decides what it is. Goes out: the note's id. Notes are only added.
A note is no finding, and a file is opened for nobody here: it is handed out to be kept.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.review import models
from homeward.review.facts.candidates import Desk
from homeward.review.facts.notes import Attachment, NoteKind
from homeward.review.noting import note_write
from homeward.review.rules.desks import READ
from homeward.review.selectors.candidates import candidate_row, is_blind
from homeward.review.settling import site_of

MOST_NOTES: Final = 200  # of one candidate, so that a page stays one


@action
def note_add(actor: Actor, candidate_id: UUID, *, words: str, file: Attachment | None = None) -> UUID:
    """Comment on a candidate, or attach a JPEG, PNG or PDF to it. Raises `Refused`, `NotFound`, `Invalid`."""
    row = candidate_row(actor, candidate_id)
    authorise(actor, READ[Desk(row.desk)], site_id=site_of(row), person_id=row.person_id)
    said = tidy(words)
    if not said and file is None:
        raise Invalid(_("Write something, or choose a file."), field="words")
    if is_blind(actor, row):
        raise Invalid(_("Say what you find first. Until then you read and write no notes here."), field="words")
    if models.Note.objects.filter(candidate=row).count() >= MOST_NOTES:
        raise Invalid(_("There are very many notes here already. Nothing more can be added."), field="words")
    return note_write(actor, row, NoteKind.FILE if file else NoteKind.COMMENT, said, file=file)
