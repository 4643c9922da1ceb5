"""A candidate, opened: where it stands, what was found about it so far, what people noted.

Comes in: nothing. Goes out: frozen types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.review.facts.candidates import CandidateRow, Decision
from homeward.review.facts.notes import NoteRow


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """A candidate as its page shows it. `evidence` is the run's, in millibits by slot, of the run that ended or began at `found_at`.

    `blind`: it is to be looked at again by this reader, who is shown neither what was found nor what was noted.
    """

    row: CandidateRow
    decisions: tuple[Decision, ...]
    notes: tuple[NoteRow, ...]
    evidence: Mapping[str, int]
    millibits: int
    found_at: datetime
    run_id: UUID
    claimed_at: datetime | None
    source_said: str
    blind: bool = False

    @property
    def decided_before(self) -> Decision | None:
        """The last decision, of any round."""
        return self.decisions[-1] if self.decisions else None
