"""What background work does about itself: it forgets what ended long ago.

Comes in: nothing. Goes out: rows fewer. Never touches a job that is open.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from homeward.work import rules
from homeward.work.leases import forget
from homeward.work.registry import chore


@chore("work.forget", every=timedelta(days=1))
def forget_old() -> None:
    """Forget jobs that ended long ago, and workers that have been silent since."""
    forget(timezone.now() - rules.KEPT)
