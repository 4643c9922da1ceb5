"""Whether a case may be closed: each contact that was due has an answer, nothing is left open, and it is written down why.

Comes in: travellers. Goes out: a check for each. "Unknown" is an answer: whoever was not reached keeps no case open, and none is closed
on somebody because of it. Says how many, never which need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.rules.steps import KEEPERS


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case: three queries for all of them."""
    ids = [one.case_id for one in travellers]
    due = models.FollowUp.objects.filter(case__in=ids, dropped_at__isnull=True, due_on__lte=day, contacts__isnull=True)
    unanswered = Counter(due.values_list("case_id", flat=True))
    needs = Counter(models.Need.objects.filter(case__in=ids, state=NeedState.OPEN).values_list("case_id", flat=True))
    written = models.Closure.objects.filter(case__in=ids, number=F("case__version"))
    closed = set(written.values_list("case_id", flat=True))
    return {id: _of(unanswered[id], needs[id], id in closed) for id in ids}


def _of(unanswered: int, needs: int, written: bool) -> Check:
    waits = KEEPERS[Gate.CONTACTS].roles
    if unanswered:
        return Check(Gate.CONTACTS, Holding.UNMET, "contacts_unanswered", {"count": unanswered}, waits)
    if needs:
        return Check(Gate.CONTACTS, Holding.UNMET, "contacts_needs_open", {"count": needs}, waits)
    if not written:
        return Check(Gate.CONTACTS, Holding.UNMET, "contacts_no_closure", waits_for=waits)
    return Check(Gate.CONTACTS, Holding.OPEN, "contacts_answered")
