"""Whether every need of somebody is met by a service where they return to, or they said what is to happen instead.

Comes in: travellers. Goes out: a check for each. Says how many needs are still without an answer, and never which: that is for those alone
who may read about needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.selectors.gaps import Gaps, gaps_at_home, said_to, unanswered


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    gaps = gaps_at_home(travellers, day)
    said = said_to([one for one, found in gaps.items() if found.missing])
    return {case_id: _check(found, unanswered(found, case_id, said)) for case_id, found in gaps.items()}


def _check(gaps: Gaps, left: int) -> Check:
    if gaps.needed and not gaps.place:
        return Check(Gate.CONTINUITY, Holding.UNMET, "continuity.no_home")
    if left:
        return Check(Gate.CONTINUITY, Holding.UNMET, "continuity.gaps", {"gaps": left})
    return Check(Gate.CONTINUITY, Holding.OPEN, "continuity.open")
