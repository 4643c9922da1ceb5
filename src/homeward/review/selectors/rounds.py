"""What was decided in the round in which a candidate stands. Of this room alone: rows, not facts.

Comes in: a candidate's row that its reader was let see. Goes out: decisions of its present round.
"""

from __future__ import annotations

from homeward.review import models
from homeward.review.facts.candidates import Step


def first_of(row: models.Candidate) -> models.Decision:
    """The first decision that stands in this round."""
    assert row.first_by is not None, "asked of candidates that somebody decided"
    standing = models.Decision.objects.filter(candidate=row, round=row.round, step=Step.FIRST, decided_by=row.first_by)
    return standing.latest("decided_at", "id")
