"""A file that was attached to a candidate, handed out to those who may read the candidate.

Comes in: an actor, a candidate and a note of it. Goes out: the file's name, its kind and its bytes, piece by piece. The trail says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.files import file_open
from homeward.access.trail import record
from homeward.review import models
from homeward.review.sealed import NOTE_FILE, key_of, open_text
from homeward.review.selectors.candidates import candidate_row, is_blind


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was attached: its name, its media type, its bytes in pieces."""

    name: str
    media: str
    pieces: Iterator[bytes]


def attachment_open(actor: Actor, candidate_id: UUID, note_id: UUID) -> Attached:
    """The file of a note. Raises `Refused`, `NotFound`, `Sealed`."""
    row = candidate_row(actor, candidate_id)
    note = models.Note.objects.filter(candidate=row, id=note_id).exclude(media="").first()
    if note is None or is_blind(actor, row):
        raise NotFound("There is no such file at a candidate that you may see.")
    key = key_of(row)
    pieces = file_open(key, note.id)
    first = next(pieces)  # what is missing or was changed is said before anything is handed out
    record(actor, EventKind.READ, "candidate.attachment", person_id=row.person_id, subject=str(row.id))
    return Attached(open_text(key, NOTE_FILE, note.id, note.file), note.media, chain([first], pieces))
