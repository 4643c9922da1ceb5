"""Seal and open what somebody writes in a case, with the key of the person it is about.

Comes in: cases and words. Goes out: bytes bound to their column and row, or words. Where a person was erased, their words are gone with the
key, and nothing more can be written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from homeward.access.errors import Erased
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text as open_text
from homeward.access.sealing.words import seal_text as seal_text
from homeward.pathway import models

STEP_WORDS: Final = "pathway_step.words"
PROPOSAL_WORDS: Final = "pathway_proposal.words"
ANSWER_WORDS: Final = "pathway_proposal.answer_words"
TURN_WORDS: Final = "pathway_turn.words"
APART_WORDS: Final = "pathway_apart.words"
HOLD_WORDS: Final = "pathway_hold.words"
HOLD_AUTHORITY: Final = "pathway_hold.authority"
HOLD_END_WORDS: Final = "pathway_hold.end_words"
OVERRIDE_AUTHORITY: Final = "pathway_override.authority"
OVERRIDE_REASON: Final = "pathway_override.reason"
OVERRIDE_REVIEW: Final = "pathway_override.review_words"
TASK_WORDS: Final = "pathway_task.words"
TASK_DONE: Final = "pathway_task.done_words"


def keys_to_read(cases: Iterable[models.Case]) -> dict[UUID, DataKey]:
    """The keys of some cases' persons that still have one, by case."""
    subjects = {case.id: case.person.key_id for case in cases}
    keys = data_keys(subjects.values())
    return {id: keys[subject] for id, subject in subjects.items() if subject in keys}


def keys_to_write(cases: Iterable[models.Case]) -> dict[UUID, DataKey]:
    """The keys of some cases' persons, by case. Raises `Erased` where one of them was erased."""
    rows = list(cases)
    keys = keys_to_read(rows)
    if len(keys) < len({case.id for case in rows}):
        raise Erased("This person's record was erased: nothing more can be written about it.")
    return keys
