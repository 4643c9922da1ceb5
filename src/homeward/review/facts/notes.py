"""What people note at a candidate: comments, files, words of a hand-over.

Comes in: nothing. Goes out: frozen types. A note is never a finding, and nothing is worked out from one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoteKind(StrEnum):
    """What a note is."""

    COMMENT = "comment"
    FILE = "file"
    HANDED_OVER = "handed_over"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, opened. `file` is the name of what was attached, `media` and `size` what it is; `to` whoever it was handed to."""

    id: UUID
    kind: NoteKind
    words: str
    file: str
    media: str
    size: int
    to: UUID | None
    noted_by: UUID
    noted_name: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be attached: its name as it came, and its bytes."""

    name: str
    content: bytes
