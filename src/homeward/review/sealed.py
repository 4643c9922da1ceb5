"""Seal and open what the desk writes about somebody: reasons, notes, names of files, with the key of the person they are about.

Comes in: candidates and words. Goes out: bytes bound to their column and row, or words. A planted case has a key of its own, so that what
is written at it looks and is kept like anything else. Where a person was erased, their words are gone with the key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from homeward.access.sealing.subjects import data_keys, new_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.sealing.words import open_text as open_text
from homeward.access.sealing.words import seal_text as seal_text
from homeward.review import models

DECISION_WORDS: Final = "review_decision.words"
DECISION_SEEN: Final = "review_decision.seen"
NOTE_WORDS: Final = "review_note.words"
NOTE_FILE: Final = "review_note.file"


def subject_of(candidate: models.Candidate) -> UUID:
    """Whose key seals what is written at a candidate: the person's, or the planted case's own."""
    if candidate.person is not None:
        return candidate.person.key_id
    assert candidate.planted_id is not None, "a constraint keeps every candidate of a person or planted"
    return candidate.planted_id


def key_of(candidate: models.Candidate) -> DataKey:
    """The key to seal with. A planted case is given its key with the first words. Raises `Erased` for an erased person."""
    subject = subject_of(candidate)
    if candidate.person is None and subject not in data_keys([subject]):
        return new_keys([subject])[subject]
    return key_to_write(subject)


def keys_of(candidates: Iterable[models.Candidate]) -> dict[UUID, DataKey]:
    """The keys of some candidates that still have one, by candidate: one query."""
    subjects = {candidate.id: subject_of(candidate) for candidate in candidates}
    keys = data_keys(subjects.values())
    return {id: keys[subject] for id, subject in subjects.items() if subject in keys}
