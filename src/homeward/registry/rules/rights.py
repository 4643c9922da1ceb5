"""The clock of a request, and who may decide one: never whoever recorded what it contests, or took the request in.

Comes in: days and ids. Goes out: a day, or a refusal in words. The thirty days are those of common data-protection laws, a setting of
the installation may shorten them and nothing lengthens them in silence.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.registry.errors import Invalid
from homeward.registry.rules.births import months_before as months_before

DAYS: Final = 30
LEAST_WORDS: Final = 10


def due(opened: date) -> date:
    """The day by which a request is answered."""
    return opened + timedelta(days=DAYS)


def check_decider(decider: UUID, opened_by: UUID, recorded_by: UUID | None) -> None:
    """Refuse whoever took the request in or recorded what it contests. Raises `Invalid`."""
    if decider == opened_by:
        raise Invalid("You took this request in, so somebody else decides it.", field="decider")
    if decider == recorded_by:
        raise Invalid("You recorded what is contested, so somebody else decides it.", field="decider")
