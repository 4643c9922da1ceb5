"""A handover: which side signed for how many people, and what both sides signed.

Comes in: nothing. Goes out: frozen types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Side(StrEnum):
    """A side of a handover."""

    GIVES = "gives"
    TAKES = "takes"


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """That a side signed for so many people, by name."""

    side: Side
    name: str
    function: str
    on_paper: bool
    scan: str
    signed_at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover that both sides signed."""

    id: UUID
    place: str
    at: datetime
    gave: SignatureRow
    took: SignatureRow
    persons: int
    bands: tuple[tuple[str, str, int], ...]
    caveats: tuple[str, ...]
