"""What the numbers of a comparison say in words: one row for every part of both names and every field that was looked at.

Comes in: a row of a comparison's `Rows`, the person's profile, the index. Goes out: frozen `Evidence` whose millibits add up
to the score exactly. Never computes a weight of its own: it reads out what made the score, or it says nothing.
"""

from __future__ import annotations

from functools import cache

from homeward.names.parts import MAX_PARTS
from homeward.screening.features import SLOTS, Slot


@cache
def slot_keys() -> tuple[str, ...]:
    """A stable key per column of `Rows.evidence`, in its order: recorded_1 …, listed_1 …, order, alternatives, birth … prior."""
    parts = [f"{side}_{n}" for side in ("recorded", "listed") for n in range(1, MAX_PARTS + 1)]
    return (*parts, *(Slot(n).name.lower() for n in range(len(parts), SLOTS)))
