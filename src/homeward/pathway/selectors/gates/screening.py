"""Whether the review of somebody's screening is finished, on lists that are well and of now.

Comes in: travellers. Goes out: a check for each: that it is finished or not, never what was found. A finished review opens the gate,
whatever it found: nobody is kept from their way by a finding without a hold that has a reason, an owner and an end. Children are withheld
from security lists, so the gate does not ask about them; where an authority recorded an individual ground, it does, and says no more than
of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.review.selectors.reviewed import Reviewed, reviewed_of


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    found = reviewed_of(actor, [one.person_id for one in travellers])
    return {one.case_id: _of(found[one.person_id], one.child) for one in travellers if one.person_id in found}


def _of(reviewed: Reviewed, child: bool) -> Check:
    """A child's check never says whether there is a ground: what is finished of a child, and what is never begun, look the same."""
    if reviewed is Reviewed.WITHHELD or (child and reviewed is Reviewed.REVIEWED):
        return Check(Gate.SCREENING, Holding.DOES_NOT_APPLY, "screening_child")
    if reviewed is Reviewed.REVIEWED:
        return Check(Gate.SCREENING, Holding.OPEN, "screening_open")
    if reviewed is Reviewed.LISTS_AIL and not child:
        return Check(Gate.SCREENING, Holding.UNMET, "screening_lists_ail")
    return Check(Gate.SCREENING, Holding.UNMET, "screening_not_finished")
