"""Write down what keeps cases from their next step, as it stands now: for lists, which cannot ask the gates of 20,000 cases.

Comes in: ids of cases, at the end of every action that touches a gate; the clock. Goes out: rows of `Block`. The cases of their groups are
settled with them, since unity is theirs together. A case's page asks the gates themselves, and so does every step: nothing is decided on
what is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import service_actor
from homeward.access.facts import Purpose
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.rules.steps import next_on
from homeward.pathway.selectors.gating import standing_of

_waiting: Final = ContextVar[set[UUID] | None]("waiting", default=None)


def settle(case_ids: Collection[UUID]) -> int:
    """Renew the blocks of these cases and of those that move with them. How many cases were settled; none while they wait for the end."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.update(case_ids)
        return 0
    groups = models.Case.objects.filter(id__in=list(case_ids)).values("group_id")
    rows = list(models.Case.objects.filter(group_id__in=groups).select_related("person", "group").order_by("id"))
    if not rows:
        return 0
    now = timezone.now()
    held = {(one.case_id, one.gate, one.role): one for one in models.Block.objects.filter(case__in=rows)}
    wanted = {(one.case_id, one.gate, one.role): one for one in _blocks(rows, now)}
    gone = [one.id for key, one in held.items() if key not in wanted]
    changed = [(held[key], one) for key, one in wanted.items() if key in held and _differs(held[key], one)]
    models.Block.objects.filter(id__in=gone).delete()
    for old, new in changed:
        models.Block.objects.filter(id=old.id).update(because=new.because, detail=new.detail)
    models.Block.objects.bulk_create([one for key, one in wanted.items() if key not in held], batch_size=500)
    models.Case.objects.filter(id__in=[row.id for row in rows]).update(settled_at=now)
    return len(rows)


@contextmanager
def settled_at_the_end() -> Iterator[None]:
    """Settle whatever the actions in here touch once, when all of it is done: for work on many cases in one transaction."""
    waiting: set[UUID] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    settle(waiting)


def _blocks(rows: list[models.Case], now: datetime) -> Iterator[models.Block]:
    """What keeps each running case from the first step that leads on."""
    running = [row for row in rows if row.course == Course.RUNNING and next_on(Stage(row.stage))]
    standing = standing_of(
        service_actor("night", purpose=Purpose.RETURN, channel="settle"), running, timezone.localdate(now)
    )
    for row in running:
        for check in standing[row.id][0][1]:
            if not check.holding.passes:
                for role in check.waits_for:
                    yield models.Block(
                        case=row,
                        gate=check.gate,
                        role=role,
                        because=check.because,
                        detail=dict(check.detail),
                        since=now,
                    )


def _differs(old: models.Block, new: models.Block) -> bool:
    return old.because != new.because or old.detail != new.detail
