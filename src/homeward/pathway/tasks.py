"""What the room does by the clock.

Comes in: the clock. Goes out: cases settled, merged and erased records followed. Nothing is decided here.
"""

from __future__ import annotations

from datetime import timedelta

from homeward.pathway.actions.following import follow
from homeward.work.registry import chore


@chore("pathway.follow", every=timedelta(minutes=1))
def follow_up() -> None:
    """Settle what was settled longest ago, and move what a merge, an erasure, or an end of time moves."""
    follow()
