"""The clock of a contest, and who may answer one: never whoever wrote it down, or took part in what is contested. Pure decisions.

Comes in: days and ids. Goes out: a refusal in words, or nothing. The clock is that of any request about a record.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from homeward.registry.errors import Invalid
from homeward.registry.rules.rights import due as due
from homeward.registry.rules.statements import tidy

LEAST_WORDS = 10


def check_answerer(by: UUID, opened_by: UUID, took_part: Collection[UUID]) -> None:
    """Refuse whoever wrote the contest down, or decided anything about this person at a desk. Raises `Invalid`."""
    if by == opened_by:
        raise Invalid("You wrote this contest down, so somebody else answers it.", field="decider")
    if by in took_part:
        raise Invalid("You took part in what is contested, so somebody else answers it.", field="decider")


def words_of(text: str, field: str, what: str) -> str:
    """Words, tidied. Raises `Invalid`, saying what is asked for."""
    words = tidy(text)
    if len(words) < LEAST_WORDS:
        raise Invalid(what, field=field)
    return words[:4000]
