"""A note, sealed and written, as a part of the actions that take one.

Comes in: a candidate whose reader was authorised, words, perhaps a file whose content decides what it is. Goes out: the note's id.
Notes are only added.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.files import file_store
from homeward.access.trail import record
from homeward.kernel.ids import uuid7
from homeward.registry.errors import Invalid
from homeward.registry.rules.scans import LARGEST, SUFFIXES, scan_kind
from homeward.registry.rules.statements import tidy
from homeward.review import models
from homeward.review.facts.notes import Attachment, NoteKind
from homeward.review.sealed import NOTE_FILE, NOTE_WORDS, key_of, seal_text

MOST_WORDS: Final = 4_000
MOST_NAME: Final = 120


def note_write(
    actor: Actor,
    row: models.Candidate,
    kind: NoteKind,
    words: str,
    *,
    to: UUID | None = None,
    file: Attachment | None = None,
) -> UUID:
    """Write a note within another action of this room. Raises `Invalid` for a file that is none of those kept, and for too many words."""
    if len(words) > MOST_WORDS:
        raise Invalid(_("This is too long for a note. Attach it as a file."), field="words")
    media = _media(file) if file else ""
    key, id = key_of(row), uuid7()
    models.Note.objects.create(
        id=id,
        candidate=row,
        kind=kind.value,
        words=seal_text(key, NOTE_WORDS, id, words),
        file=seal_text(key, NOTE_FILE, id, _name(file, media)) if file else b"",
        media=media,
        size=len(file.content) if file else 0,
        to=to,
        noted_by=actor.user_id,
        noted_name=actor.username,
        noted_at=timezone.now(),
    )
    detail = {"kind": kind.value, "bytes": len(file.content) if file else 0}
    record(actor, EventKind.WRITE, "candidate.note", person_id=row.person_id, subject=str(row.id), detail=detail)
    if file:
        file_store(key, id, [file.content], limit=LARGEST)  # last: where that fails, no note speaks of a file
    return id


def _media(file: Attachment) -> str:
    try:
        return scan_kind(file.content)
    except Invalid as wrong:
        raise Invalid(str(wrong), field="file") from wrong


def _name(file: Attachment, media: str) -> str:
    """The name of a file as it is shown: without what could lead elsewhere, with the ending of what it is."""
    last = tidy(file.name.replace("\\", "/").rpartition("/")[2]).lstrip(".")
    stem = last.rpartition(".")[0] or last or "file"
    return f"{stem[:MOST_NAME]}.{SUFFIXES[media]}"
