"""Findings as other rooms may read them.

Comes in: nothing. Goes out: a frozen type. A finding is what two records were found to be, never a judgement of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from homeward.review.facts.candidates import Desk, Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands about a person and an entry: decided, by as many people as it needs, on both records as they are now.

    `verified`: whoever listed the entry answered that it is in force and tells of this person; only then may anything be done with it, and
    only within the `caveats`. `contested`: the person objects, and nobody has answered yet.
    """

    candidate_id: UUID
    desk: Desk
    list_id: str
    list_title: str
    entry_id: str
    edition_id: UUID
    outcome: Outcome
    decided_at: datetime
    renew_on: date
    people: int
    verified: bool
    contested: bool
    caveats: tuple[str, ...]
