"""Whether the journey is in the best interests of each child among the travellers, with the people who travel.

Comes in: travellers. Goes out: a check for each. Says open, unmet or lapsed and until when, never what was found. About children only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.best_interests import holdings
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.saying import said


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    found = holdings(travellers, day)
    nobody = (Holding.DOES_NOT_APPLY, None)
    return {one.case_id: said(Gate.BEST_INTERESTS, found.get(one.case_id, nobody)) for one in travellers}
