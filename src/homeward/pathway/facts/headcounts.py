"""A head-count: what whoever counts saw, and what several counts say together.

Comes in: nothing. Goes out: frozen types. An absence is an absence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Mark(StrEnum):
    """What somebody who counts saw. That somebody withdraws is said by themselves, and is not a mark."""

    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class CountRow:
    """Somebody's count at a point. `finished_at` None: they count still."""

    id: UUID
    point_id: UUID
    by: UUID
    counted_name: str
    on_paper: bool
    begun_at: datetime
    finished_at: datetime | None
    marks: tuple[tuple[UUID, Mark], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the counts at a point say together: a mark for each place about which they agree, or that was settled by name."""

    marks: tuple[tuple[UUID, Mark], ...]
    differing: tuple[UUID, ...]
    uncounted: tuple[UUID, ...]
    counts: int

    @property
    def whole(self) -> bool:
        """Whether everybody was counted and no two counts differ."""
        return self.counts > 0 and not self.differing and not self.uncounted

    def of(self, mark: Mark) -> tuple[UUID, ...]:
        """The places with a mark."""
        return tuple(seat for seat, found in self.marks if found is mark)
