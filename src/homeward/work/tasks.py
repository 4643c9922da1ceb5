"""What background work does about itself and for the room below: it seals the trail, forgets jobs that ended long ago, and sessions.

Comes in: nothing. Goes out: seals, and rows fewer. Never touches a job that is open. The room of access stands below this one and
knows no chores, so its sealing is declared here.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from homeward.access.sealer import seal_pending
from homeward.work import rules
from homeward.work.leases import forget
from homeward.work.registry import chore
from homeward.work.statistics import learn


@chore("access.seal", every=timedelta(seconds=20))
def seal_trail() -> None:
    """Seal what was written since, so that less than a minute of the trail is unproved."""
    seal_pending()


@chore("work.learn", every=timedelta(hours=1))
def learn_tables() -> None:
    """Have the database look at tables that changed much."""
    learn()


@chore("work.forget", every=timedelta(days=1))
def forget_old() -> None:
    """Forget jobs that ended long ago, and workers that have been silent since."""
    forget(timezone.now() - rules.KEPT)


@chore("web.sessions", every=timedelta(hours=1))
def forget_sessions() -> None:
    """Forget sessions that have ended: whoever was signed in with one must sign in anyway."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
